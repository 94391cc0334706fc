//! What never came to be in any playthrough, and what stood still.

use super::{
    batch::Batch,
    item::{Item, Items, chances},
    path::Path,
    search::Searched,
};
use crate::{
    exercise::event::Source,
    rehearsal::Policy,
    scenario::{
        Code, HasId, Ix, Scenario,
        model::{Choice, Claim, Decision, Effect, Trigger},
    },
};

/// Something in a scenario that can never happen, or that can wait for ever.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    pub item: Item,
    pub code: Code,
    /// What is wrong: lowercase, without a full stop.
    pub message: String,
    /// What was seen of it, as a sentence.
    pub hint: Option<String>,
    /// A way to where it stands still.
    pub way: Option<Path>,
}

/// Whether a scenario means an item to come to be.
pub(super) fn is_due(scenario: &Scenario, item: Item) -> bool {
    match item {
        // What is held ready comes by the facilitator's hand, or not.
        Item::InjectDelivered(inject) => scenario.injects[inject].when != Trigger::Held,
        Item::PhaseBegun(_)
        | Item::DecisionOpened(_)
        | Item::OptionOffered(..)
        | Item::OptionTaken(..)
        | Item::TaskBegun(_)
        | Item::TaskDone(_) => true,
        // Of one that does nothing, nobody misses that it lands.
        Item::OutcomeLanded(decision, choice) => {
            let option = &scenario.decisions[decision].options[choice];
            !option.effects.is_empty()
        }
        Item::ClaimJudged(claim) => is_judged_by_itself(scenario, claim),
        Item::ObjectiveMet(objective) => scenario.objectives[objective].met.is_some(),
        Item::Drawn { source, index, hit } => is_luck(scenario, source, index, hit),
        // The net under all others need not be fallen into.
        Item::EndingReached(ending) => scenario.otherwise != Some(ending),
        Item::NothingToChoose(_)
        | Item::PhaseSkipped(_)
        | Item::InjectSkipped(_)
        | Item::DecisionSkipped(_)
        | Item::TaskSkipped(_) => false,
    }
}

/// Whether a condition or an effect judges a claim, rather than the room alone.
fn is_judged_by_itself(scenario: &Scenario, claim: Ix<Claim>) -> bool {
    let row = &scenario.claims[claim];
    let of_injects = scenario.injects.iter().map(|row| &row.effects);
    let options = scenario.decisions.iter().flat_map(|row| &row.options);
    let mut effects = of_injects.chain(options.map(|option| &option.effects));
    row.confirmed.is_some() || row.refuted.is_some() || effects.any(|it| judges(it, claim))
}

fn judges(effects: &[Effect], claim: Ix<Claim>) -> bool {
    effects.iter().any(|effect| match effect {
        Effect::Claim(it, _) => *it == claim,
        Effect::Chance(chance) => judges(&chance.hit, claim) || judges(&chance.miss, claim),
        _ => false,
    })
}

/// Whether a draw can go this way, or brings something if it did.
fn is_luck(scenario: &Scenario, source: Source, index: u16, hit: bool) -> bool {
    let effects = match source {
        Source::Inject(inject) => &scenario.injects[inject].effects,
        Source::Outcome(decision, choice) => &scenario.decisions[decision].options[choice].effects,
    };
    let drawn = chances(effects);
    drawn
        .into_iter()
        .find(|chance| chance.index == index)
        .is_some_and(|chance| {
            let brings = if hit { &chance.hit } else { &chance.miss };
            (0.0 < chance.percent && chance.percent < 100.0) || !brings.is_empty()
        })
}

/// Everything that never came to be, each thing once: what follows from another is not told.
pub fn findings(
    scenario: &Scenario,
    items: &Items,
    counts: &[u64],
    (batch, searched): (&Batch, &Searched),
) -> Vec<Finding> {
    let tell = Teller {
        scenario,
        items,
        counts,
    };
    let is_told = |item: &Item| match *item {
        Item::NothingToChoose(_) => tell.came(*item),
        _ => !tell.came(*item) && is_due(scenario, *item) && !tell.follows(*item),
    };
    let way = |item: Item| {
        let at_random = batch.first[items.number(item)];
        let found = searched.found.iter().find(|found| found.item == item);
        at_random
            .map(|seed| Path::of(Policy::Random, seed))
            .or_else(|| found?.path.clone())
    };
    items
        .iter()
        .filter(is_told)
        .map(|item| Finding {
            way: way(item),
            ..tell.finding(item)
        })
        .collect()
}

struct Teller<'a> {
    scenario: &'a Scenario,
    items: &'a Items,
    counts: &'a [u64],
}

impl Teller<'_> {
    fn count(&self, item: Item) -> u64 {
        self.counts[self.items.number(item)]
    }

    fn came(&self, item: Item) -> bool {
        self.count(item) > 0
    }

    /// Whether an item cannot come to be as what it belongs to never does.
    fn follows(&self, item: Item) -> bool {
        match item {
            Item::OptionOffered(decision, choice) => {
                !self.came(Item::DecisionOpened(decision))
                    || self.came(Item::OptionTaken(decision, choice))
            }
            Item::OptionTaken(decision, choice) => {
                !self.came(Item::OptionOffered(decision, choice))
            }
            Item::OutcomeLanded(decision, choice) => {
                !self.came(Item::OptionTaken(decision, choice))
            }
            Item::TaskDone(task) => !self.came(Item::TaskBegun(task)),
            // Of a draw that is never made, what it belongs to is told, or the side around it.
            Item::Drawn { source, index, hit } => !self.came(Item::Drawn {
                source,
                index,
                hit: !hit,
            }),
            _ => false,
        }
    }

    fn finding(&self, item: Item) -> Finding {
        let (code, message) = self.words(item);
        Finding {
            item,
            code,
            message,
            hint: self.hint(item),
            way: None,
        }
    }

    fn words(&self, item: Item) -> (Code, String) {
        let scenario = self.scenario;
        match item {
            Item::PhaseBegun(phase) | Item::PhaseSkipped(phase) => {
                let id = scenario.phases[phase].id();
                (Code::NeverBegins, format!("the phase `{id}` never begins"))
            }
            Item::InjectDelivered(inject) | Item::InjectSkipped(inject) => {
                let id = scenario.injects[inject].id();
                let message = format!("the inject `{id}` is never delivered");
                (Code::NeverDelivered, message)
            }
            Item::DecisionOpened(decision) | Item::DecisionSkipped(decision) => {
                let id = scenario.decisions[decision].id();
                let message = format!("the decision `{id}` is never asked for");
                (Code::NeverAsked, message)
            }
            Item::NothingToChoose(decision) => {
                let id = scenario.decisions[decision].id();
                let message = format!("the decision `{id}` can stand open with nothing to choose");
                (Code::NothingToChoose, message)
            }
            Item::OptionOffered(decision, choice) => {
                let option = self.option(decision, choice);
                let message = format!("the option `{option}` can never be had");
                (Code::NeverOffered, message)
            }
            Item::OptionTaken(decision, choice) => {
                let option = self.option(decision, choice);
                (
                    Code::NeverTaken,
                    format!("the option `{option}` is never taken"),
                )
            }
            Item::OutcomeLanded(decision, choice) => {
                let option = self.option(decision, choice);
                let message = format!("the outcome of `{option}` never lands");
                (Code::NeverLands, message)
            }
            Item::TaskBegun(task) | Item::TaskSkipped(task) => {
                let id = scenario.tasks[task].id();
                (Code::NeverBegins, format!("the task `{id}` never begins"))
            }
            Item::TaskDone(task) => {
                let id = scenario.tasks[task].id();
                (Code::NeverDone, format!("the task `{id}` is never done"))
            }
            Item::ClaimJudged(claim) => {
                let id = scenario.claims[claim].id();
                let message = format!("the claim `{id}` is never confirmed or refuted");
                (Code::NeverJudged, message)
            }
            Item::ObjectiveMet(objective) => {
                let id = scenario.objectives[objective].id();
                (Code::NeverMet, format!("the objective `{id}` is never met"))
            }
            Item::Drawn { source, index, hit } => {
                let of = match source {
                    Source::Inject(inject) => scenario.injects[inject].id().to_owned(),
                    Source::Outcome(decision, choice) => self.option(decision, choice),
                };
                let (nth, side) = (index + 1, if hit { "first" } else { "second" });
                let message =
                    format!("the {side} list of `Chance` number {nth} of `{of}` is never drawn");
                (Code::NeverDrawn, message)
            }
            Item::EndingReached(ending) => {
                let id = scenario.endings[ending].id();
                (
                    Code::NeverReached,
                    format!("the ending `{id}` is never reached"),
                )
            }
        }
    }

    /// What was seen of what never came.
    fn hint(&self, item: Item) -> Option<String> {
        let skipped = match item {
            Item::PhaseBegun(phase) => Item::PhaseSkipped(phase),
            Item::InjectDelivered(inject) => Item::InjectSkipped(inject),
            Item::DecisionOpened(decision) => Item::DecisionSkipped(decision),
            Item::TaskBegun(task) => Item::TaskSkipped(task),
            Item::NothingToChoose(decision) => {
                let n_opened = self.count(Item::DecisionOpened(decision));
                let n = self.count(item);
                return Some(format!(
                    "So it did {} of {} times. Give it an option without `only_if`, or a `limit` and a \
                     `silence`.",
                    grouped(n),
                    grouped(n_opened)
                ));
            }
            Item::TaskDone(_) => return Some("Its `done` never holds.".to_owned()),
            Item::OutcomeLanded(..) => {
                return Some("It takes longer than is left when it is chosen.".to_owned());
            }
            Item::OptionOffered(..) => {
                return Some("Its `only_if` never holds while it is asked for.".to_owned());
            }
            Item::EndingReached(_) | Item::ClaimJudged(_) | Item::ObjectiveMet(_) => {
                return Some("Nothing that happened made its condition hold.".to_owned());
            }
            _ => return None,
        };
        match self.count(skipped) {
            0 => self
                .is_waiting(item)
                .then(|| "It never came due.".to_owned()),
            n => Some(format!(
                "It came due {} times, and was kept out each time, by its guard or an effect.",
                grouped(n)
            )),
        }
    }

    fn is_waiting(&self, item: Item) -> bool {
        let when = match item {
            Item::InjectDelivered(inject) => &self.scenario.injects[inject].when,
            Item::PhaseBegun(phase) => &self.scenario.phases[phase].when,
            Item::DecisionOpened(decision) => &self.scenario.decisions[decision].when,
            Item::TaskBegun(task) => &self.scenario.tasks[task].when,
            _ => return false,
        };
        *when != Trigger::Held
    }

    fn option(&self, decision: Ix<Decision>, choice: Ix<Choice>) -> String {
        let row = &self.scenario.decisions[decision];
        format!("{}.{}", row.id(), row.options[choice].id())
    }
}

/// A whole number with its thousands apart.
pub fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let first = digits.len() % 3;
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && at % 3 == first {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
