//! What waits for what never comes.
//!
//! ```text
//!  a: After("b")    b: After("c")    c: When(Happened("a"))     told once, as a loop
//!  d: After("a")                                                not told: mend the loop first
//! ```

use std::collections::BTreeMap;

use super::reach::{Fact, Reach, Waiting, fact_of, plus, waiting};
use crate::scenario::{
    check::{
        heap::Heap,
        names::{Kind, Names},
        words::{loop_of, quoted},
    },
    code::Code,
    model::{Condition, Health, Scenario, Trigger},
    outline::At,
    problem::{Problem, Severity},
    table::Ix,
};

/// Judges triggers, guards and all other conditions.
pub(super) fn judge(scenario: &Scenario, whole: At<'_>, names: &Names, heap: &mut Heap) {
    let Some(reach) = Reach::of(scenario, names) else {
        return;
    };
    let waits = Waits {
        scenario,
        reach,
        rows: rows(whole),
    };
    waits.never(heap);
    waits.conditions(heap);
    waits.too_late(heap);
}

/// Where the rows of each kind stand in the file.
fn rows(whole: At<'_>) -> BTreeMap<Kind, Vec<At<'_>>> {
    [
        Kind::Objective,
        Kind::Claim,
        Kind::Phase,
        Kind::Inject,
        Kind::Decision,
        Kind::Task,
        Kind::Ending,
    ]
    .into_iter()
    .map(|kind| (kind, whole.rows(kind.list()).collect()))
    .collect()
}

struct Waits<'a> {
    scenario: &'a Scenario,
    reach: Reach<'a>,
    rows: BTreeMap<Kind, Vec<At<'a>>>,
}

/// A row by its kind and its position.
type Row = (Kind, usize);

/// What keeps something from ever coming, and where it is asked for.
type Culprit<'a> = (Fact, At<'a>);

impl<'a> Waits<'a> {
    /// Tells of every row that never comes, unless that follows from another that does not.
    fn never(&self, heap: &mut Heap) {
        // The row that each waits for in vain.
        let mut blamed = BTreeMap::new();
        for row in waiting(self.scenario) {
            let Some((fact, at)) = self.culprit(row) else {
                continue;
            };
            let is_told_elsewhere = match fact {
                Fact::Row(kind, position) => {
                    blamed.insert((row.kind, row.position), ((kind, position), at));
                    !self.is_held((kind, position))
                }
                Fact::Outcome(..) | Fact::Flag(_) | Fact::Service { .. } => false,
            };
            if is_told_elsewhere {
                continue;
            }
            // Guards only skip what they keep out.
            let when = self.row((row.kind, row.position)).field("when");
            let is_after = when.name() == "After" && when.item(0).span() == at.span();
            let severity = if is_after {
                Severity::Error
            } else {
                Severity::Warning
            };
            heap.note(Problem {
                severity,
                ..self.in_vain(fact, at)
            });
        }
        self.loops(&blamed, heap);
    }

    /// Tells of each loop once.
    fn loops(&self, blamed: &BTreeMap<Row, (Row, At<'a>)>, heap: &mut Heap) {
        // On whose way each row was come by.
        let mut seen: BTreeMap<Row, usize> = BTreeMap::new();
        for (n, first) in blamed.keys().enumerate() {
            let mut way = Vec::new();
            let mut row = *first;
            while !seen.contains_key(&row) {
                let Some((next, at)) = blamed.get(&row) else {
                    break;
                };
                seen.insert(row, n);
                way.push((row, *at));
                row = *next;
            }
            if let Some(start) = way.iter().position(|(member, _)| *member == row) {
                heap.note(self.round(&way[start..]));
            }
        }
    }

    fn round(&self, members: &[(Row, At<'a>)]) -> Problem {
        // More than are shown are not needed.
        let ids = members.iter().take(10).map(|(row, _)| self.id(*row));
        let ids: Vec<_> = ids.collect();
        let message = match &ids[..] {
            [only] => format!("{only} waits for itself, so it never comes"),
            _ => format!(
                "these wait for each other, so none of them ever comes: {}",
                loop_of(&ids)
            ),
        };
        let at = members.first().map_or(0..0, |(_, at)| at.span());
        Problem::error(Code::WaitsForItself, at, message).hint("Let one wait for something else.")
    }

    /// Tells of the other conditions that can never hold.
    fn conditions(&self, heap: &mut Heap) {
        let scenario = self.scenario;
        let mut judge = |condition: Option<&Condition>, at: Option<At<'a>>| {
            let culprit = condition.zip(at).and_then(|(it, at)| self.within(it, at));
            // That a row never comes is told there.
            if let Some((fact, at)) = culprit.filter(|(fact, _)| !matches!(fact, Fact::Row(..))) {
                heap.note(self.in_vain(fact, at));
            }
        };
        for (row, at) in scenario.objectives.iter().zip(&self.rows[&Kind::Objective]) {
            judge(row.met.as_ref(), at.get("met"));
        }
        for (row, at) in scenario.claims.iter().zip(&self.rows[&Kind::Claim]) {
            judge(row.confirmed.as_ref(), at.get("confirmed"));
            judge(row.refuted.as_ref(), at.get("refuted"));
        }
        for (row, at) in scenario.tasks.iter().zip(&self.rows[&Kind::Task]) {
            judge(row.done.as_ref(), at.get("done"));
        }
        for (row, at) in scenario.decisions.iter().zip(&self.rows[&Kind::Decision]) {
            for (option, at) in row.options.iter().zip(at.rows("options")) {
                judge(option.only_if.as_ref(), at.get("only_if"));
            }
        }
        for (row, at) in scenario.endings.iter().zip(&self.rows[&Kind::Ending]) {
            if let Trigger::When(condition) = &row.when {
                judge(Some(condition), at.get("when").map(|at| at.item(0)));
            }
        }
    }

    /// Tells of what could come only after the end.
    fn too_late(&self, heap: &mut Heap) {
        let length = self.scenario.length;
        if length.is_zero() {
            return;
        }
        for row in waiting(self.scenario) {
            let Trigger::After(moment, time) = row.when else {
                continue;
            };
            let Some(moment) = self.reach.moment(*moment).filter(|at| *at <= length) else {
                continue;
            };
            let at = plus(moment, *time);
            if at > length {
                let place = self.row((row.kind, row.position)).field("when").item(1);
                let message =
                    format!("this comes at {at} at the earliest, and the length is {length}");
                let hint = "Make it earlier, or `length` longer.";
                heap.note(Problem::warning(Code::BeyondLength, place.span(), message).hint(hint));
            }
        }
    }

    /// What keeps a row from ever coming.
    fn culprit(&self, row: Waiting<'_>) -> Option<Culprit<'a>> {
        let at = self.row((row.kind, row.position));
        let when = at.field("when");
        let of_trigger = match row.when {
            Trigger::After(moment, _) => fact_of(*moment)
                .filter(|fact| self.is_never(*fact))
                .map(|fact| (self.blame(fact), when.item(0))),
            Trigger::When(condition) => self.within(condition, when.item(0)),
            Trigger::At(_) | Trigger::Held => None,
        };
        of_trigger.or_else(|| {
            let only_if = row.guard.only_if.as_ref()?;
            self.within(only_if, at.field("only_if"))
        })
    }

    /// What keeps a condition from ever holding.
    fn within(&self, condition: &Condition, at: At<'a>) -> Option<Culprit<'a>> {
        if self.reach.condition(condition).is_some() {
            return None;
        }
        let first = at.item(0);
        match condition {
            Condition::Happened(moment) => Some((self.blame(fact_of(*moment)?), first)),
            Condition::Is(service, health) => {
                let position = service.position();
                let is_down = *health == Health::Down;
                Some((Fact::Service { position, is_down }, first))
            }
            Condition::Flag(flag) => Some((Fact::Flag(flag.position()), first)),
            Condition::All(parts) | Condition::Any(parts) => parts
                .iter()
                .zip(first.items())
                .find_map(|(part, at)| self.within(part, at)),
            Condition::Above(..)
            | Condition::Below(..)
            | Condition::Elapsed(_)
            | Condition::Not(_) => None,
        }
    }

    fn is_never(&self, fact: Fact) -> bool {
        self.reach.fact(fact).is_none()
    }

    /// The decision, where an outcome never lands because the decision is never made.
    fn blame(&self, fact: Fact) -> Fact {
        match fact {
            Fact::Outcome(decision, _) => {
                let decision = Fact::Row(Kind::Decision, decision);
                if self.is_never(decision) {
                    decision
                } else {
                    fact
                }
            }
            Fact::Row(..) | Fact::Flag(_) | Fact::Service { .. } => fact,
        }
    }

    fn in_vain(&self, fact: Fact, at: At<'_>) -> Problem {
        let message = match fact {
            Fact::Row(kind, position) => {
                let row = self.id((kind, position));
                format!("{row} never comes, so nothing can wait for it")
            }
            Fact::Outcome(decision, option) => {
                let decision = &self.scenario.decisions[Ix::new(decision)];
                let option = quoted(&decision.options[Ix::new(option)].id);
                format!("the option {option} can never be chosen")
            }
            Fact::Flag(flag) => {
                let flag = quoted(&self.scenario.flags[Ix::new(flag)].id);
                format!("what sets the flag {flag} never comes")
            }
            Fact::Service { position, is_down } => {
                let service = quoted(&self.scenario.services[Ix::new(position)].id);
                let health = if is_down { "Down" } else { "Degraded" };
                format!("nothing that comes makes {service} {health}")
            }
        };
        Problem::warning(Code::NeverHappens, at.span(), message)
    }

    fn is_held(&self, (kind, position): Row) -> bool {
        let when = self.row((kind, position)).get("when");
        kind != Kind::Inject && when.is_some_and(|at| at.words() == "Held")
    }

    fn row(&self, (kind, position): Row) -> At<'a> {
        self.rows[&kind][position]
    }

    fn id(&self, row: Row) -> String {
        let id = self.row(row).get("id").and_then(At::string);
        quoted(&id.unwrap_or_default())
    }
}
