//! Looks on while a scenario is played, counts what comes to be, and keeps a diary of the play.

use super::{
    item::{Item, Items},
    sprint::{Chosen, Deed, Onlooker},
};
use crate::{
    exercise::ExerciseTime,
    scenario::{
        Ix, Scenario,
        model::{Choice, Decision, Objective, Verdict},
    },
};

/// What came to be in all plays it saw, and in the last.
#[derive(Debug)]
pub struct Witness<'a> {
    scenario: &'a Scenario,
    items: &'a Items,
    /// How often each item came to be.
    pub counts: Vec<u64>,
    pub diary: Diary,
}

/// What is remembered of one play.
#[derive(Debug, Clone, Default)]
pub struct Diary {
    /// What came to be for the first time of all plays.
    pub news: Vec<Item>,
    pub opened: Vec<Ix<Decision>>,
    /// The options that were chosen, and those that a silence amounted to.
    pub chosen: Vec<Chosen>,
    pub silences: Vec<Chosen>,
    /// When the room last saw something of the script.
    pub last: ExerciseTime,
}

/// How good the answers of a play were, taken together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mix {
    /// At two thirds of the way from poor to good, or beyond.
    Good,
    Mixed,
    /// At one third of that way, or before.
    Poor,
    /// No option that was taken has a verdict.
    Unrated,
}

impl Mix {
    pub const ALL: [Self; 4] = [Self::Good, Self::Mixed, Self::Poor, Self::Unrated];
}

impl<'a> Witness<'a> {
    pub fn of(scenario: &'a Scenario, items: &'a Items) -> Self {
        Self {
            scenario,
            items,
            counts: vec![0; items.len()],
            diary: Diary::default(),
        }
    }

    /// Opens the diary of another play.
    pub fn begin(&mut self) {
        let diary = &mut self.diary;
        diary.news.clear();
        diary.opened.clear();
        diary.chosen.clear();
        diary.silences.clear();
        diary.last = ExerciseTime::START;
    }

    /// How good the answers of the play were.
    pub fn mix(&self) -> Mix {
        // A good answer counts two, a fair one one.
        let (mut n_rated, mut points) = (0, 0);
        for &(decision, choice) in self.diary.chosen.iter().chain(&self.diary.silences) {
            let verdict = self.scenario.decisions[decision].options[choice].verdict;
            n_rated += usize::from(verdict.is_some());
            points += match verdict {
                Some(Verdict::Good) => 2,
                Some(Verdict::Fair) => 1,
                Some(Verdict::Poor) | None => 0,
            };
        }
        match n_rated {
            0 => Mix::Unrated,
            _ if 3 * points >= 4 * n_rated => Mix::Good,
            _ if 3 * points <= 2 * n_rated => Mix::Poor,
            _ => Mix::Mixed,
        }
    }

    #[inline]
    fn count(&mut self, item: Item) {
        let count = &mut self.counts[self.items.number(item)];
        *count += 1;
        if *count == 1 {
            self.diary.news.push(item);
        }
    }
}

impl Onlooker for Witness<'_> {
    fn saw(&mut self, at: ExerciseTime, deed: Deed) {
        match deed {
            Deed::PhaseBegun(phase) => self.count(Item::PhaseBegun(phase)),
            Deed::PhaseSkipped(phase) => self.count(Item::PhaseSkipped(phase)),
            Deed::InjectDelivered(inject) => self.count(Item::InjectDelivered(inject)),
            Deed::InjectSkipped(inject) => self.count(Item::InjectSkipped(inject)),
            Deed::DecisionOpened(decision) => {
                self.count(Item::DecisionOpened(decision));
                self.diary.opened.push(decision);
            }
            Deed::DecisionSkipped(decision) => self.count(Item::DecisionSkipped(decision)),
            Deed::DecisionMade(decision, choice) => {
                if let Some(choice) = choice {
                    self.count(Item::OptionTaken(decision, choice));
                    self.diary.chosen.push((decision, choice));
                }
            }
            Deed::DecisionExpired(decision, Some(choice)) => {
                self.count(Item::OptionTaken(decision, choice));
                self.diary.silences.push((decision, choice));
            }
            Deed::TaskBegun(task) => self.count(Item::TaskBegun(task)),
            Deed::TaskSkipped(task) => self.count(Item::TaskSkipped(task)),
            Deed::TaskDone(task) => self.count(Item::TaskDone(task)),
            Deed::ClaimJudged(claim, _) => self.count(Item::ClaimJudged(claim)),
            Deed::ChanceDrawn(source, index, hit) => {
                self.count(Item::Drawn { source, index, hit });
            }
            Deed::Ended(Some(ending), _) => self.count(Item::EndingReached(ending)),
            Deed::OutcomeLanded(decision, choice) => {
                self.count(Item::OutcomeLanded(decision, choice));
            }
            Deed::DecisionExpired(_, None)
            | Deed::TaskMissed(_)
            | Deed::InjectAcknowledged(_)
            | Deed::Declared
            | Deed::UpdatePosted(_)
            | Deed::Ended(None, _) => {}
        }
        // Of the rest the room sees nothing, or it is its own doing.
        let is_seen = matches!(
            deed,
            Deed::PhaseBegun(_)
                | Deed::InjectDelivered(_)
                | Deed::DecisionOpened(_)
                | Deed::DecisionMade(..)
                | Deed::DecisionExpired(..)
                | Deed::OutcomeLanded(..)
                | Deed::TaskBegun(_)
                | Deed::TaskDone(_)
        );
        if is_seen {
            self.diary.last = at;
        }
    }

    fn offered(&mut self, decision: Ix<Decision>, choice: Ix<Choice>) {
        self.count(Item::OptionOffered(decision, choice));
    }

    fn stuck(&mut self, decision: Ix<Decision>) {
        self.count(Item::NothingToChoose(decision));
    }

    fn met(&mut self, objective: Ix<Objective>) {
        self.count(Item::ObjectiveMet(objective));
    }
}
