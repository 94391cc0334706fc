//! What can come to be in a playthrough, each thing with a number to count it by.

use crate::{
    exercise::event::Source,
    scenario::{
        HasId, Ix, Scenario, Table,
        model::{Chance, Choice, Claim, Decision, Effect, Ending, Inject, Objective, Phase, Task},
    },
};

/// Something that can come to be in a playthrough, or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Item {
    PhaseBegun(Ix<Phase>),
    InjectDelivered(Ix<Inject>),
    DecisionOpened(Ix<Decision>),
    /// A decision stood open at the end, and none of its options could ever have been had.
    NothingToChoose(Ix<Decision>),
    OptionOffered(Ix<Decision>, Ix<Choice>),
    /// By an answer, or by a silence that amounts to it.
    OptionTaken(Ix<Decision>, Ix<Choice>),
    OutcomeLanded(Ix<Decision>, Ix<Choice>),
    TaskBegun(Ix<Task>),
    TaskDone(Ix<Task>),
    /// By a condition or an effect.
    ClaimJudged(Ix<Claim>),
    ObjectiveMet(Ix<Objective>),
    /// A draw of luck went this way.
    Drawn {
        source: Source,
        index: u16,
        hit: bool,
    },
    EndingReached(Ix<Ending>),
    /// It came due, and a guard or an effect kept it out.
    PhaseSkipped(Ix<Phase>),
    InjectSkipped(Ix<Inject>),
    DecisionSkipped(Ix<Decision>),
    TaskSkipped(Ix<Task>),
}

/// The numbers of all items of a scenario.
#[derive(Debug)]
pub struct Items {
    all: Vec<Item>,
    injects: usize,
    decisions: usize,
    tasks: usize,
    claims: usize,
    objectives: usize,
    endings: usize,
    /// Where those of each decision's options begin.
    options: Vec<usize>,
    /// Where the draws of each inject begin.
    of_injects: Vec<usize>,
    /// Where the draws of each outcome begin.
    of_outcomes: Vec<Vec<usize>>,
}

impl Items {
    /// Numbers everything that can come to be when `scenario` is played.
    pub fn of(scenario: &Scenario) -> Self {
        let mut items = Vec::new();
        each(&mut items, &scenario.phases, |phase| {
            [Item::PhaseBegun(phase), Item::PhaseSkipped(phase)]
        });
        let injects = each(&mut items, &scenario.injects, |inject| {
            [Item::InjectDelivered(inject), Item::InjectSkipped(inject)]
        });
        let decisions = each(&mut items, &scenario.decisions, |decision| {
            [
                Item::DecisionOpened(decision),
                Item::DecisionSkipped(decision),
                Item::NothingToChoose(decision),
            ]
        });
        let mut options = Vec::new();
        for (decision, row) in scenario.decisions.entries() {
            options.push(each(&mut items, &row.options, |choice| {
                [
                    Item::OptionOffered(decision, choice),
                    Item::OptionTaken(decision, choice),
                    Item::OutcomeLanded(decision, choice),
                ]
            }));
        }
        let tasks = each(&mut items, &scenario.tasks, |task| {
            [
                Item::TaskBegun(task),
                Item::TaskSkipped(task),
                Item::TaskDone(task),
            ]
        });
        let claims = each(&mut items, &scenario.claims, |it| [Item::ClaimJudged(it)]);
        let objectives = each(&mut items, &scenario.objectives, |it| {
            [Item::ObjectiveMet(it)]
        });
        let mut of_injects = Vec::new();
        for (inject, row) in scenario.injects.entries() {
            of_injects.push(items.len());
            add_draws(&mut items, &row.effects, Source::Inject(inject));
        }
        let mut of_outcomes = Vec::new();
        for (decision, row) in scenario.decisions.entries() {
            let mut firsts = Vec::new();
            for (choice, option) in row.options.entries() {
                firsts.push(items.len());
                let source = Source::Outcome(decision, choice);
                add_draws(&mut items, &option.effects, source);
            }
            of_outcomes.push(firsts);
        }
        let endings = each(&mut items, &scenario.endings, |it| {
            [Item::EndingReached(it)]
        });
        Self {
            all: items,
            injects,
            decisions,
            tasks,
            claims,
            objectives,
            endings,
            options,
            of_injects,
            of_outcomes,
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// All of them, in the order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = Item> + '_ {
        self.all.iter().copied()
    }

    /// The number of an item.
    #[inline]
    pub fn number(&self, item: Item) -> usize {
        match item {
            Item::PhaseBegun(phase) => 2 * phase.position(),
            Item::PhaseSkipped(phase) => 2 * phase.position() + 1,
            Item::InjectDelivered(inject) => self.injects + 2 * inject.position(),
            Item::InjectSkipped(inject) => self.injects + 2 * inject.position() + 1,
            Item::DecisionOpened(decision) => self.decisions + 3 * decision.position(),
            Item::DecisionSkipped(decision) => self.decisions + 3 * decision.position() + 1,
            Item::NothingToChoose(decision) => self.decisions + 3 * decision.position() + 2,
            Item::OptionOffered(decision, choice) => {
                self.options[decision.position()] + 3 * choice.position()
            }
            Item::OptionTaken(decision, choice) => {
                self.options[decision.position()] + 3 * choice.position() + 1
            }
            Item::OutcomeLanded(decision, choice) => {
                self.options[decision.position()] + 3 * choice.position() + 2
            }
            Item::TaskBegun(task) => self.tasks + 3 * task.position(),
            Item::TaskSkipped(task) => self.tasks + 3 * task.position() + 1,
            Item::TaskDone(task) => self.tasks + 3 * task.position() + 2,
            Item::ClaimJudged(claim) => self.claims + claim.position(),
            Item::ObjectiveMet(objective) => self.objectives + objective.position(),
            Item::Drawn { source, index, hit } => {
                let first = match source {
                    Source::Inject(inject) => self.of_injects[inject.position()],
                    Source::Outcome(decision, choice) => {
                        self.of_outcomes[decision.position()][choice.position()]
                    }
                };
                first + 2 * usize::from(index) + usize::from(!hit)
            }
            Item::EndingReached(ending) => self.endings + ending.position(),
        }
    }
}

/// Adds what each row of a table can come to, and answers where that begins.
fn each<T: HasId, const N: usize>(
    items: &mut Vec<Item>,
    table: &Table<T>,
    of_row: impl Fn(Ix<T>) -> [Item; N],
) -> usize {
    let first = items.len();
    items.extend(table.indices().flat_map(of_row));
    first
}

fn add_draws(items: &mut Vec<Item>, effects: &[Effect], source: Source) {
    for chance in chances(effects) {
        for hit in [true, false] {
            let index = chance.index;
            items.push(Item::Drawn { source, index, hit });
        }
    }
}

/// The draws among effects, and within them, in the order of their numbers.
pub(super) fn chances(effects: &[Effect]) -> Vec<&Chance> {
    let mut found = Vec::new();
    for effect in effects {
        if let Effect::Chance(chance) = effect {
            found.push(chance);
            found.extend(chances(&chance.hit));
            found.extend(chances(&chance.miss));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exercise::rig;

    #[test]
    fn every_item_has_the_number_of_its_place() {
        let scenario = rig::scenario(
            r#"claims: [(id: "c", text: "C", check: "?")], objectives: [(id: "o", title: "O")],
            phases: [(id: "p", title: "P", when: At("1m"))],
            injects: [
                (id: "i", when: At("1m"), channel: Chat, title: "I", effects: [
                    Set("f"), Chance(10, [Chance(20, [], [])], [Set("g"), Chance(30, [], [])]),
                    Chance(40, [], []),
                ]),
                (id: "j", when: Held, channel: Chat, title: "J", effects: [Chance(50, [], [])]),
            ],
            decisions: [
                (id: "d", when: At("1m"), prompt: "?", options: [(id: "a", label: "A")]),
                (id: "e", when: At("1m"), prompt: "?", options: [
                    (id: "a", label: "A"), (id: "b", label: "B", effects: [Chance(60, [], [])]),
                ]),
            ],
            tasks: [(id: "t", text: "T"), (id: "u", text: "U")],"#,
        );
        let items = Items::of(&scenario);
        for (number, item) in items.iter().enumerate() {
            assert_eq!(items.number(item), number, "{item:?}");
        }
        let n_draws = items.iter().filter(|it| matches!(it, Item::Drawn { .. }));
        assert_eq!(n_draws.count(), 2 * 6);
        // 2 of the phase, 2 of each inject, 3 of each decision, option and task, the claim, the
        // objective, the draws, the endings.
        assert_eq!(items.len(), 2 + 4 + 6 + 9 + 6 + 1 + 1 + 12 + 2);
    }
}
