//! What waits for what never comes.
//!
//! ```text
//!  a: After("b")    b: After("c")    c: When(Happened("a"))     told once, as a loop
//!  d: After("a")                                                not told: mend the loop first
//!  e: When(Flag("f")), and Set("f") stands in e alone           a loop as well
//! ```

use std::collections::BTreeMap;

use super::{
    loops::{Blamed, Loops},
    reach::{Fact, Reach, Waiting, fact_of, plus, waiting},
};
use crate::scenario::{
    check::{
        heap::Heap,
        names::{Kind, Names},
        words::{loop_of, quoted},
    },
    code::Code,
    model::{Condition, Health, Moment, Scenario, Trigger},
    outline::At,
    problem::{Problem, Severity},
    span::Span,
    table::Ix,
};

/// Judges triggers, guards and all other conditions.
pub(super) fn judge(scenario: &Scenario, whole: At<'_>, names: &Names, heap: &mut Heap) {
    let Some(reach) = Reach::of(scenario, whole, names) else {
        return;
    };
    let waits = Waits {
        scenario,
        reach,
        rows: rows(whole),
    };
    let loops = Loops::of(&waits.blamed());
    waits.never(&loops, heap);
    waits.loops(&loops, heap);
    waits.conditions(&loops, heap);
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
    fn never(&self, loops: &Loops<'a>, heap: &mut Heap) {
        for row in waiting(self.scenario) {
            if let Some(culprit) = self.culprit(row) {
                let when = self.row((row.kind, row.position)).field("when");
                self.tell(culprit, when, loops, heap);
            }
        }
        let rows = self.rows[&Kind::Ending].iter();
        for (ending, at) in self.scenario.endings.iter().zip(rows) {
            let when = at.field("when");
            if let Some(culprit) = self.of_trigger(&ending.when, when) {
                self.tell(culprit, when, loops, heap);
            }
        }
    }

    /// Tells that something is waited for in vain, unless that is told where it comes from.
    fn tell(&self, (fact, at): Culprit<'a>, when: At<'a>, loops: &Loops<'a>, heap: &mut Heap) {
        let is_told_elsewhere = match fact {
            Fact::Row(kind, position) => !self.is_held((kind, position)),
            Fact::Outcome(..) => loops.has_on_its_way(fact),
            Fact::Flag(_) | Fact::Service { .. } => self.reach.maker(fact).is_some(),
        };
        if is_told_elsewhere {
            return;
        }
        // Guards only skip what they keep out.
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

    /// What each thing that never comes waits for.
    fn blamed(&self) -> BTreeMap<Fact, Blamed<'a>> {
        let mut blamed = BTreeMap::new();
        for row in waiting(self.scenario) {
            if let Some((fact, at)) = self.culprit(row) {
                blamed.insert(Fact::Row(row.kind, row.position), (fact, Some(at)));
            }
        }
        let decisions = self.scenario.decisions.entries();
        for ((ix, row), at) in decisions.zip(&self.rows[&Kind::Decision]) {
            for ((option, choice), at) in row.options.entries().zip(at.rows("options")) {
                let fact = Fact::Outcome(ix.position(), option.position());
                let only_if = choice.only_if.as_ref().filter(|_| self.is_never(fact));
                let culprit = only_if.and_then(|it| self.within(it, at.field("only_if")));
                if let Some((culprit, at)) = culprit {
                    blamed.insert(fact, (culprit, Some(at)));
                }
            }
        }
        for (fact, maker) in self.reach.makers() {
            if self.is_never(fact) {
                blamed.insert(fact, (self.blame(maker), None));
            }
        }
        blamed
    }

    /// Tells of each loop once.
    fn loops(&self, loops: &Loops<'a>, heap: &mut Heap) {
        for members in &loops.rounds {
            heap.note(self.round(members));
        }
    }

    fn round(&self, members: &[(Fact, Blamed<'a>)]) -> Problem {
        let ids = members.iter().filter_map(|(fact, _)| self.id_of(*fact));
        // More than are shown are not needed.
        let ids: Vec<_> = ids.take(10).collect();
        let message = match &ids[..] {
            [only] => format!("{only} waits for itself, so it never comes"),
            _ => format!(
                "these wait for each other, so none of them ever comes: {}",
                loop_of(&ids)
            ),
        };
        let flag = members.iter().find_map(|(fact, _)| match fact {
            Fact::Flag(flag) => Some(quoted(&self.scenario.flags[Ix::new(*flag)].id)),
            Fact::Row(..) | Fact::Outcome(..) | Fact::Service { .. } => None,
        });
        let hint = match flag {
            Some(flag) => format!("Let one wait for something else, or something else set {flag}."),
            None => "Let one wait for something else.".to_owned(),
        };
        let at = members.iter().find_map(|(_, (_, at))| *at);
        let span = at.map_or(0..0, At::span);
        Problem::error(Code::WaitsForItself, span, message).hint(hint)
    }

    /// Tells of the other conditions that can never hold.
    fn conditions(&self, loops: &Loops<'a>, heap: &mut Heap) {
        let scenario = self.scenario;
        let mut judge = |condition: Option<&Condition>, row: At<'a>, field: &str| {
            let culprit = condition.and_then(|it| self.within(it, row.get(field)?));
            // That a row never comes is told there.
            if let Some((fact, at)) = culprit.filter(|(fact, _)| !matches!(fact, Fact::Row(..))) {
                self.tell((fact, at), at, loops, heap);
            }
        };
        for (row, at) in scenario.objectives.iter().zip(&self.rows[&Kind::Objective]) {
            judge(row.met.as_ref(), *at, "met");
        }
        for (row, at) in scenario.claims.iter().zip(&self.rows[&Kind::Claim]) {
            judge(row.confirmed.as_ref(), *at, "confirmed");
            judge(row.refuted.as_ref(), *at, "refuted");
        }
        for (row, at) in scenario.tasks.iter().zip(&self.rows[&Kind::Task]) {
            judge(row.done.as_ref(), *at, "done");
        }
        for (row, at) in scenario.decisions.iter().zip(&self.rows[&Kind::Decision]) {
            for (option, at) in row.options.iter().zip(at.rows("options")) {
                judge(option.only_if.as_ref(), at, "only_if");
            }
        }
    }

    /// Tells of what could come only after the end.
    fn too_late(&self, heap: &mut Heap) {
        let rows = waiting(self.scenario).map(|row| (row.when, self.row((row.kind, row.position))));
        let endings = self.scenario.endings.iter().map(|ending| &ending.when);
        let endings = endings.zip(self.rows[&Kind::Ending].iter().copied());
        for (when, row) in rows.chain(endings) {
            let Trigger::After(moment, time) = when else {
                continue;
            };
            let length = self.scenario.length;
            let is_told = length.is_zero() || *time > length;
            let Some(from) = self.reach.moment(*moment).filter(|_| !is_told) else {
                continue;
            };
            let at = plus(from, *time);
            // What waits for something that is too late itself is told there.
            if at > length && (from <= length || self.takes_to(*moment, length)) {
                let place = row.field("when").item(1);
                let message =
                    format!("this comes at {at} at the earliest, and the length is {length}");
                let hint = "Make it earlier, or `length` longer.";
                // A hand may fire an inject earlier than it comes by itself.
                heap.note(Problem::warning(Code::BeyondLength, place.span(), message).hint(hint));
            }
        }
    }

    /// Whether it is an outcome that comes too late although none of its times is too long.
    fn takes_to(&self, moment: Moment, length: Span) -> bool {
        let Moment::Outcome(decision, option) = moment else {
            return false;
        };
        let row = &self.scenario.decisions[decision];
        let asked = self
            .reach
            .fact(Fact::Row(Kind::Decision, decision.position()));
        asked.is_some_and(|asked| asked <= length) && row.options[option].takes <= length
    }

    /// What keeps a row from ever coming.
    fn culprit(&self, row: Waiting<'_>) -> Option<Culprit<'a>> {
        if !self.is_never(Fact::Row(row.kind, row.position)) {
            return None;
        }
        let at = self.row((row.kind, row.position));
        let when = at.field("when");
        self.of_trigger(row.when, when).or_else(|| {
            let only_if = row.guard.only_if.as_ref()?;
            self.within(only_if, at.field("only_if"))
        })
    }

    fn of_trigger(&self, trigger: &Trigger, when: At<'a>) -> Option<Culprit<'a>> {
        match trigger {
            Trigger::After(moment, _) => fact_of(*moment)
                .filter(|fact| self.is_never(*fact))
                .map(|fact| (self.blame(fact), when.item(0))),
            Trigger::When(condition) => self.within(condition, when.item(0)),
            Trigger::At(_) | Trigger::Held => None,
        }
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
        let hint = "Wait for something else, or let it come.";
        Problem::warning(Code::NeverHappens, at.span(), message).hint(hint)
    }

    fn is_held(&self, (kind, position): Row) -> bool {
        let when = self.row((kind, position)).get("when");
        kind != Kind::Inject && when.is_some_and(|at| at.words() == "Held")
    }

    fn row(&self, (kind, position): Row) -> At<'a> {
        self.rows[&kind][position]
    }

    /// What a row or an outcome is called.
    fn id_of(&self, fact: Fact) -> Option<String> {
        match fact {
            Fact::Row(kind, position) => Some(self.id((kind, position))),
            Fact::Outcome(decision, option) => {
                let decision = &self.scenario.decisions[Ix::new(decision)];
                let option = &decision.options[Ix::new(option)].id;
                Some(quoted(&format!("{}.{option}", decision.id)))
            }
            Fact::Flag(_) | Fact::Service { .. } => None,
        }
    }

    fn id(&self, row: Row) -> String {
        let id = self.row(row).get("id").and_then(At::string);
        quoted(&id.unwrap_or_default())
    }
}
