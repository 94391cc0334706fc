//! What holds at T+0 already, and so comes at once.
//!
//! ```text
//!  signals: [(id: "lag", ..)]     starts at 0
//!  when: When(Below("lag", 1))    the exercise is over before it has begun
//! ```
//!
//! What comes at T+0 itself can change what holds, in an order that is not followed here: of
//! whatever it touches nothing is known.

use std::collections::BTreeSet;

use super::reach::{Fact, Waiting, fact_of, waiting};
use crate::scenario::{
    check::{heap::Heap, names::Kind},
    code::Code,
    model::{Condition, Effect, Health, Moment, Scenario, Signal, Trigger},
    outline::At,
    problem::Problem,
    table::Ix,
};

/// How long a condition may be that a hint repeats.
const MOST_REPEATED: usize = 48;

pub(super) fn judge(scenario: &Scenario, whole: At<'_>, heap: &mut Heap) {
    let outset = Outset::of(scenario);
    for row in waiting(scenario).filter(|row| row.kind != Kind::Task) {
        let at = whole.rows(row.kind.list()).nth(row.position);
        outset.judge(row.when, row.kind, at, heap);
    }
    for (ending, at) in scenario.endings.iter().zip(whole.rows("endings")) {
        outset.judge(&ending.when, Kind::Ending, Some(at), heap);
    }
}

/// The first instant of an exercise.
struct Outset<'a> {
    scenario: &'a Scenario,
    /// What may come to be so in this very instant.
    touched: BTreeSet<Touched>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Touched {
    Row(Kind, usize),
    Flag(usize),
    Service(usize),
    Signal(usize),
}

impl<'a> Outset<'a> {
    fn of(scenario: &'a Scenario) -> Self {
        let mut outset = Self {
            scenario,
            touched: BTreeSet::new(),
        };
        let mut left: Vec<_> = waiting(scenario).collect();
        loop {
            let (come, rest): (Vec<_>, _) = left.iter().partition(|row| outset.comes(**row));
            if come.is_empty() {
                return outset;
            }
            for row in come {
                outset.touch(row);
            }
            left = rest;
        }
    }

    /// Whether the row comes in this instant, as far as one can say. One whose condition holds
    /// before anything has happened is told, and not counted on.
    fn comes(&self, row: Waiting<'_>) -> bool {
        let is_triggered = match row.when {
            Trigger::At(time) => time.is_zero(),
            Trigger::After(moment, time) => time.is_zero() && self.has_touched(*moment),
            Trigger::When(condition) => self.holds(condition).is_none(),
            Trigger::Held => false,
        };
        is_triggered
            && match row.kind {
                // They open, and people answer and work later.
                Kind::Decision => false,
                Kind::Task => {
                    let task = &self.scenario.tasks[Ix::new(row.position)];
                    let done = task.done.as_ref();
                    done.is_some_and(|done| self.holds(done) != Some(false))
                }
                _ => true,
            }
    }

    fn touch(&mut self, row: Waiting<'_>) {
        self.touched.insert(Touched::Row(row.kind, row.position));
        if row.kind == Kind::Inject {
            let scenario = self.scenario;
            self.touch_all(&scenario.injects[Ix::new(row.position)].effects);
        }
    }

    fn touch_all(&mut self, effects: &[Effect]) {
        for effect in effects {
            let touched = match effect {
                Effect::Set(flag) | Effect::Clear(flag) => Touched::Flag(flag.position()),
                Effect::Service(service, _) => Touched::Service(service.position()),
                // A ramp begins where the signal is.
                Effect::Signal { signal, over, .. } | Effect::Nudge { signal, over, .. }
                    if over.is_zero() =>
                {
                    Touched::Signal(signal.position())
                }
                Effect::Chance(chance) => {
                    self.touch_all(&chance.hit);
                    self.touch_all(&chance.miss);
                    continue;
                }
                Effect::Signal { .. }
                | Effect::Nudge { .. }
                | Effect::DataLoss(..)
                | Effect::Cancel(_)
                | Effect::Claim(..)
                | Effect::End(_) => continue,
            };
            self.touched.insert(touched);
        }
    }

    fn has_touched(&self, moment: Moment) -> bool {
        match fact_of(moment) {
            Some(Fact::Row(kind, position)) if !matches!(moment, Moment::Acknowledged(_)) => {
                self.touched.contains(&Touched::Row(kind, position))
            }
            _ => false,
        }
    }

    /// Whether it holds; nothing where what comes in this instant decides.
    fn holds(&self, condition: &Condition) -> Option<bool> {
        let unless_touched =
            |touched, holds: bool| (!self.touched.contains(&touched)).then_some(holds);
        let value = |signal: Ix<Signal>| start_of(&self.scenario.signals[signal]);
        match condition {
            Condition::Happened(moment) => (!self.has_touched(*moment)).then_some(false),
            Condition::Is(service, health) => {
                unless_touched(Touched::Service(service.position()), *health == Health::Up)
            }
            Condition::Above(signal, bound) => {
                unless_touched(Touched::Signal(signal.position()), value(*signal) > *bound)
            }
            Condition::Below(signal, bound) => {
                unless_touched(Touched::Signal(signal.position()), value(*signal) < *bound)
            }
            Condition::Elapsed(time) => Some(time.is_zero()),
            Condition::Flag(flag) => unless_touched(Touched::Flag(flag.position()), false),
            Condition::All(parts) => self.holds_every(parts, true),
            Condition::Any(parts) => self.holds_every(parts, false).map(|holds| !holds),
            Condition::Not(part) => self.holds(part).map(|holds| !holds),
        }
    }

    /// Whether each of the conditions holds, or whether none does.
    fn holds_every(&self, parts: &[Condition], wanted: bool) -> Option<bool> {
        let mut is_known = true;
        for part in parts {
            match self.holds(part) {
                Some(holds) if holds != wanted => return Some(false),
                Some(_) => {}
                None => is_known = false,
            }
        }
        is_known.then_some(true)
    }

    fn judge(&self, when: &Trigger, kind: Kind, row: Option<At<'_>>, heap: &mut Heap) {
        let (Trigger::When(condition), Some(row)) = (when, row) else {
            return;
        };
        if self.holds(condition) != Some(true) {
            return;
        }
        let at = row.field("when").item(0);
        let (what, or) = match kind {
            Kind::Ending => ("so the exercise is over at once", ""),
            Kind::Decision => (
                "so it opens at once",
                ", or write `At(\"0s\")` if it is meant",
            ),
            Kind::Phase => (
                "so it begins at once",
                ", or write `At(\"0s\")` if it is meant",
            ),
            _ => (
                "so it comes at once",
                ", or write `At(\"0s\")` if it is meant",
            ),
        };
        let message = format!("this holds at T+0 already, {what}");
        let after = after_something(at.words());
        let hint = format!("Say what must have happened first, as in `{after}`{or}.");
        heap.note(Problem::warning(Code::HoldsAtOnce, at.span(), message).hint(hint));
    }
}

/// What a signal begins with, within its bounds.
fn start_of(signal: &Signal) -> f64 {
    let most = signal.max.unwrap_or(f64::INFINITY);
    let least = signal.min.unwrap_or(f64::NEG_INFINITY);
    signal.start.min(most).max(least)
}

/// The condition as a trigger that waits for something else, too.
fn after_something(condition: &str) -> String {
    let is_short = condition.len() <= MOST_REPEATED && !condition.contains('\n');
    let parts = match condition.strip_prefix("All([") {
        Some(parts) if is_short => parts.to_owned(),
        None if is_short => format!("{condition}])"),
        _ => "..])".to_owned(),
    };
    format!("When(All([Happened(\"..\"), {parts})")
}
