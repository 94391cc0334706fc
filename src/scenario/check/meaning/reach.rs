//! What can come at all, and when at the earliest: the luckiest course an exercise can take.
//!
//! Everybody answers at once and says whatever is waited for, every draw goes both ways, every
//! curve is where a condition wants it. What does not come even then never comes by itself.

use std::collections::{BTreeMap, BTreeSet};

use crate::scenario::{
    check::names::{Kind, Names},
    model::{Condition, Decision, Effect, Guard, Health, Moment, Scenario, Trigger},
    outline::At,
    span::Span,
    table::Ix,
};

/// How often all rows are looked at. A file in which one would have to look more often was written
/// to be hard, and is not judged.
const MOST_ROUNDS: usize = 500;

/// Something that can come to be so in an exercise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fact {
    /// An inject is delivered, a decision made, a task done, a phase begun.
    Row(Kind, usize),
    /// The outcome of a decision's option has landed.
    Outcome(usize, usize),
    Flag(usize),
    /// The service is not Up: it is Down, or else Degraded.
    Service {
        position: usize,
        is_down: bool,
    },
}

/// A row that waits for its trigger.
#[derive(Debug, Clone, Copy)]
pub(super) struct Waiting<'a> {
    pub kind: Kind,
    pub position: usize,
    pub when: &'a Trigger,
    pub guard: &'a Guard,
}

/// When each thing that can come comes at the earliest.
pub(super) struct Reach<'a> {
    scenario: &'a Scenario,
    earliest: BTreeMap<Fact, Span>,
    /// What makes each flag and each health of a service so: the first inject or outcome.
    makers: BTreeMap<Fact, Fact>,
    /// Services that effects name which could not be read.
    unread: BTreeSet<usize>,
}

impl<'a> Reach<'a> {
    pub(super) fn of(scenario: &'a Scenario, whole: At<'_>, names: &Names) -> Option<Self> {
        let makers = makers(scenario);
        let mut reach = Self {
            scenario,
            unread: unread(&makers, whole, names),
            makers,
            earliest: BTreeMap::new(),
        };
        (0..MOST_ROUNDS)
            .any(|_| !reach.learns_more())
            .then_some(reach)
    }

    pub(super) fn fact(&self, fact: Fact) -> Option<Span> {
        self.earliest.get(&fact).copied()
    }

    /// Every flag and health of a service that something makes so, and what does.
    pub(super) fn makers(&self) -> impl Iterator<Item = (Fact, Fact)> {
        self.makers.iter().map(|(fact, maker)| (*fact, *maker))
    }

    /// The inject or outcome that makes a flag or a service so.
    pub(super) fn maker(&self, fact: Fact) -> Option<Fact> {
        self.makers.get(&fact).copied()
    }

    pub(super) fn moment(&self, moment: Moment) -> Option<Span> {
        match fact_of(moment) {
            Some(fact) => self.fact(fact),
            // People can say so at any time.
            None => Some(Span::ZERO),
        }
    }

    pub(super) fn condition(&self, condition: &Condition) -> Option<Span> {
        match condition {
            Condition::Happened(moment) => self.moment(*moment),
            Condition::Is(_, Health::Up)
            | Condition::Above(..)
            | Condition::Below(..)
            | Condition::Not(_) => Some(Span::ZERO),
            // What cannot be read may make it so.
            Condition::Is(service, _) if self.unread.contains(&service.position()) => {
                Some(Span::ZERO)
            }
            Condition::Is(service, health) => self.fact(Fact::Service {
                position: service.position(),
                is_down: *health == Health::Down,
            }),
            Condition::Elapsed(span) => Some(*span),
            // One that nothing sets is told as that.
            Condition::Flag(flag) => {
                let fact = Fact::Flag(flag.position());
                match self.maker(fact) {
                    Some(_) => self.fact(fact),
                    None => Some(Span::ZERO),
                }
            }
            Condition::All(parts) => parts.iter().try_fold(Span::ZERO, |latest, part| {
                self.condition(part).map(|at| at.max(latest))
            }),
            Condition::Any(parts) => parts.iter().filter_map(|part| self.condition(part)).min(),
        }
    }

    pub(super) fn trigger(&self, kind: Kind, trigger: &Trigger) -> Option<Span> {
        match trigger {
            Trigger::At(time) => Some(*time),
            Trigger::After(moment, time) => Some(plus(self.moment(*moment)?, *time)),
            Trigger::When(condition) => self.condition(condition),
            // The facilitator's hand fires injects alone.
            Trigger::Held => (kind == Kind::Inject).then_some(Span::ZERO),
        }
    }

    fn waiting(&self, row: Waiting<'_>) -> Option<Span> {
        if let Some(only_if) = &row.guard.only_if {
            self.condition(only_if)?;
        }
        self.trigger(row.kind, row.when)
    }

    /// Looks at every row once, and answers whether something new came of it.
    fn learns_more(&mut self) -> bool {
        let mut is_more = false;
        for row in waiting(self.scenario) {
            let Some(at) = self.waiting(row) else {
                continue;
            };
            is_more |= self.learn(Fact::Row(row.kind, row.position), at);
            if row.kind == Kind::Inject {
                let inject = &self.scenario.injects[Ix::new(row.position)];
                is_more |= self.learn_all(&inject.effects, at);
            }
            if row.kind == Kind::Decision {
                is_more |= self.learn_outcomes(Ix::new(row.position), at);
            }
        }
        is_more
    }

    fn learn_outcomes(&mut self, decision: Ix<Decision>, opened: Span) -> bool {
        let row = &self.scenario.decisions[decision];
        let mut is_more = false;
        for (ix, option) in row.options.entries() {
            let is_hidden = option
                .only_if
                .as_ref()
                .is_some_and(|only_if| self.condition(only_if).is_none());
            if is_hidden && row.silence != Some(ix) {
                continue;
            }
            let lands = plus(opened, option.takes);
            is_more |= self.learn(Fact::Outcome(decision.position(), ix.position()), lands);
            is_more |= self.learn_all(&option.effects, lands);
        }
        is_more
    }

    fn learn_all(&mut self, effects: &[Effect], at: Span) -> bool {
        let mut is_more = false;
        each_made(effects, &mut |fact| is_more |= self.learn(fact, at));
        is_more
    }

    fn learn(&mut self, fact: Fact, at: Span) -> bool {
        let is_more = self.fact(fact).is_none_or(|earliest| at < earliest);
        if is_more {
            self.earliest.insert(fact, at);
        }
        is_more
    }
}

/// Shows every fact that effects bring about, if luck will have it.
fn each_made(effects: &[Effect], visit: &mut impl FnMut(Fact)) {
    for effect in effects {
        match effect {
            Effect::Set(flag) => visit(Fact::Flag(flag.position())),
            Effect::Service(service, health) if *health != Health::Up => visit(Fact::Service {
                position: service.position(),
                is_down: *health == Health::Down,
            }),
            Effect::Chance(chance) => {
                each_made(&chance.hit, visit);
                each_made(&chance.miss, visit);
            }
            Effect::Service(..)
            | Effect::Signal { .. }
            | Effect::Nudge { .. }
            | Effect::DataLoss(..)
            | Effect::Clear(_)
            | Effect::Cancel(_)
            | Effect::Claim(..)
            | Effect::End(_) => {}
        }
    }
}

fn makers(scenario: &Scenario) -> BTreeMap<Fact, Fact> {
    let mut makers = BTreeMap::new();
    for (ix, inject) in scenario.injects.entries() {
        let maker = Fact::Row(Kind::Inject, ix.position());
        each_made(&inject.effects, &mut |fact| {
            makers.entry(fact).or_insert(maker);
        });
    }
    for (decision, row) in scenario.decisions.entries() {
        for (ix, option) in row.options.entries() {
            let maker = Fact::Outcome(decision.position(), ix.position());
            each_made(&option.effects, &mut |fact| {
                makers.entry(fact).or_insert(maker);
            });
        }
    }
    makers
}

/// Services that the file names in effects, or may name in what was lost, and that no effect
/// which could be read makes anything of.
fn unread(makers: &BTreeMap<Fact, Fact>, whole: At<'_>, names: &Names) -> BTreeSet<usize> {
    let is_made =
        |position: usize, is_down: bool| makers.contains_key(&Fact::Service { position, is_down });
    let mut unread = BTreeSet::new();
    whole.walk(&mut |at| {
        let id = (at.name() == "Service")
            .then(|| at.item(0).string())
            .flatten();
        let Some(name) = id.and_then(|id| names.get(&id)) else {
            return;
        };
        let is_read = match at.item(1).words() {
            "Up" => true,
            "Down" => is_made(name.position, true),
            "Degraded" => is_made(name.position, false),
            _ => false,
        };
        if name.kind == Kind::Service && !is_read {
            unread.insert(name.position);
        }
    });
    let services = names.all().filter(|(_, name)| name.kind == Kind::Service);
    let lost = services.filter(|(id, _)| names.lost.may_have_anywhere(id));
    unread.extend(lost.map(|(_, name)| name.position));
    unread
}

/// All rows that wait, each kind in the order of the file.
pub(super) fn waiting(scenario: &Scenario) -> impl Iterator<Item = Waiting<'_>> {
    let row = |kind| {
        move |(position, (when, guard))| Waiting {
            kind,
            position,
            when,
            guard,
        }
    };
    let phases = scenario.phases.iter().map(|it| (&it.when, &it.guard));
    let injects = scenario.injects.iter().map(|it| (&it.when, &it.guard));
    let decisions = scenario.decisions.iter().map(|it| (&it.when, &it.guard));
    let tasks = scenario.tasks.iter().map(|it| (&it.when, &it.guard));
    phases
        .enumerate()
        .map(row(Kind::Phase))
        .chain(injects.enumerate().map(row(Kind::Inject)))
        .chain(decisions.enumerate().map(row(Kind::Decision)))
        .chain(tasks.enumerate().map(row(Kind::Task)))
}

/// What must be so for the moment to have come; nothing for what people say by themselves.
pub(super) fn fact_of(moment: Moment) -> Option<Fact> {
    Some(match moment {
        Moment::Inject(row) | Moment::Acknowledged(row) => Fact::Row(Kind::Inject, row.position()),
        Moment::Decision(row) => Fact::Row(Kind::Decision, row.position()),
        Moment::Outcome(row, option) => Fact::Outcome(row.position(), option.position()),
        Moment::Task(row) => Fact::Row(Kind::Task, row.position()),
        Moment::Phase(row) => Fact::Row(Kind::Phase, row.position()),
        Moment::Declared | Moment::Update(_) => return None,
    })
}

pub(super) fn plus(a: Span, b: Span) -> Span {
    Span::from_ms(a.as_ms().saturating_add(b.as_ms()))
}
