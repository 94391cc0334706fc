//! Looks for what random play has not come by: takes every option that any path allows, lets people
//! do anything at any time, and tries what the scenario itself says something would take.

use super::{
    batch::Batch,
    item::{Item, Items},
    path::Path,
    plan::Plan,
    sprint::{Finish, Sprint},
    wish::{Dice, Wishes},
    witness::Witness,
};
use crate::rehearsal::Policy;

/// Something that came to be in the search alone, and the way there if it can be gone again.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    pub item: Item,
    pub path: Option<Path>,
}

/// What the search came by.
#[derive(Debug, Clone, PartialEq)]
pub struct Searched {
    /// How often each item came to be in its plays.
    pub counts: Vec<u64>,
    pub found: Vec<Found>,
    pub n_plays: u64,
}

/// How many ways to each decision are remembered.
const MOST_WAYS: usize = 6;
/// How many plays people go through who do anything at any time: at least, and at most.
const WILD_PLAYS: [u64; 2] = [500, 6_000];
/// How often something that is missing is tried for, in one round after the other without success.
const TRIES: [u64; 3] = [500, 2_000, 6_000];
/// Who plays what is not wished for.
const PLAYERS: [Policy; 6] = [
    Policy::Random,
    Policy::Wild,
    Policy::Silent,
    Policy::Wild,
    Policy::Best,
    Policy::Wild,
];
/// How many plays it may come to.
const MOST_PLAYS: u64 = 400_000;

/// Looks for what is missing in `batch`, from `seed` on, until all is found, nothing more is likely
/// to be, or `is_stopped`.
pub fn search(
    plan: &Plan<'_>,
    items: &Items,
    batch: &Batch,
    seed: u64,
    is_stopped: &dyn Fn() -> bool,
) -> Searched {
    let mut searcher = Searcher {
        plan,
        items,
        sprint: Sprint::over(plan),
        witness: Witness::of(plan.scenario(), items),
        known: batch.counts.iter().map(|count| *count > 0).collect(),
        ways: ways(plan, items, batch),
        found: Vec::new(),
        n_plays: 0,
        is_stopped,
    };
    searcher.run(seed);
    Searched {
        counts: searcher.witness.counts,
        found: searcher.found,
        n_plays: searcher.n_plays,
    }
}

/// A way to each decision that random play has come by.
fn ways(plan: &Plan<'_>, items: &Items, batch: &Batch) -> Vec<Vec<Path>> {
    let decisions = plan.scenario().decisions.indices();
    let first = |decision| batch.first[items.number(Item::DecisionOpened(decision))];
    let way = |seed| Path::of(Policy::Random, seed);
    decisions
        .map(|decision| first(decision).map(way).into_iter().collect())
        .collect()
}

struct Searcher<'a> {
    plan: &'a Plan<'a>,
    items: &'a Items,
    sprint: Sprint<'a>,
    witness: Witness<'a>,
    /// Which items have come to be, here or in random play.
    known: Vec<bool>,
    /// Ways to each decision.
    ways: Vec<Vec<Path>>,
    found: Vec<Found>,
    n_plays: u64,
    is_stopped: &'a dyn Fn() -> bool,
}

impl Searcher<'_> {
    fn run(&mut self, seed: u64) {
        for policy in [Policy::Best, Policy::Worst, Policy::Silent] {
            self.go(&Path::of(policy, seed));
        }
        self.take_every_option();
        let mut n_wild = 0;
        let [least, most] = WILD_PLAYS;
        while n_wild < most && (n_wild < least || self.is_missing_any()) && !self.is_over() {
            self.go(&Path::of(Policy::Wild, seed.wrapping_add(n_wild)));
            n_wild += 1;
        }
        self.take_every_option();
        self.try_for_the_rest(seed);
    }

    /// Takes every option that has not been taken, on the ways to its decision that are known, as
    /// long as that leads to more.
    fn take_every_option(&mut self) {
        loop {
            let n_found = self.found.len();
            let scenario = self.plan.scenario();
            for (decision, row) in scenario.decisions.entries() {
                for choice in row.options.indices() {
                    let taken = self.items.number(Item::OptionTaken(decision, choice));
                    for way in 0..self.ways[decision.position()].len() {
                        if self.known[taken] || self.is_over() {
                            break;
                        }
                        let path = self.ways[decision.position()][way].choosing((decision, choice));
                        self.go(&path);
                    }
                }
            }
            if self.found.len() == n_found {
                return;
            }
        }
    }

    /// Tries what the scenario says it would take.
    fn try_for_the_rest(&mut self, seed: u64) {
        let wishes = Wishes::of(self.plan);
        let mut dice = Dice { seed, n_thrown: 0 };
        let mut n_fruitless = 0;
        while let Some(n_tries) = TRIES.get(n_fruitless) {
            let n_found = self.found.len();
            let missing: Vec<_> = self.missing().collect();
            for item in missing {
                self.try_for(item, *n_tries, &wishes, &mut dice);
            }
            self.take_every_option();
            n_fruitless = if self.found.len() == n_found {
                n_fruitless + 1
            } else {
                0
            };
            if !self.is_missing_any() || self.is_over() {
                return;
            }
        }
    }

    fn try_for(&mut self, item: Item, n_tries: u64, wishes: &Wishes<'_>, dice: &mut Dice) {
        let number = self.items.number(item);
        for n in 0..n_tries {
            if self.known[number] || self.is_over() {
                return;
            }
            let wish = wishes.wish(item, dice);
            let policy = PLAYERS[usize::try_from(n).unwrap_or(0) % PLAYERS.len()];
            self.go(&Path {
                policy,
                seed: wish.seed(dice.seed.wrapping_add(dice.n_thrown)),
                script: wish.choices,
            });
        }
    }

    fn is_over(&self) -> bool {
        self.n_plays >= MOST_PLAYS || (self.n_plays.is_multiple_of(64) && (self.is_stopped)())
    }

    fn missing(&self) -> impl Iterator<Item = Item> + '_ {
        let scenario = self.plan.scenario();
        self.items.iter().filter(move |item| {
            !self.known[self.items.number(*item)] && super::finding::is_due(scenario, *item)
        })
    }

    fn is_missing_any(&self) -> bool {
        self.missing().next().is_some()
    }

    /// Goes a way, and remembers what came to be on it.
    fn go(&mut self, path: &Path) {
        self.play(path);
        let news = std::mem::take(&mut self.witness.diary.news);
        let path = self.walkable(path);
        let opened = std::mem::take(&mut self.witness.diary.opened);
        for decision in opened {
            let ways = &mut self.ways[decision.position()];
            if let Some(path) = path.as_ref().filter(|_| ways.len() < MOST_WAYS) {
                ways.push(path.clone());
            }
        }
        for item in news {
            let number = self.items.number(item);
            if !std::mem::replace(&mut self.known[number], true) {
                let path = path.clone();
                self.found.push(Found { item, path });
            }
        }
    }

    fn play(&mut self, path: &Path) -> Finish {
        self.n_plays += 1;
        self.witness.begin();
        self.sprint
            .play(path.policy, path.seed, &path.script, &mut self.witness)
    }

    /// The way that was gone last, as a rehearsal takes it: without answers to what was never asked.
    /// Nothing where one was asked for and could not be given.
    fn walkable(&self, path: &Path) -> Option<Path> {
        let diary = &self.witness.diary;
        let mut walked = path.clone();
        walked
            .script
            .retain(|(decision, _)| diary.opened.contains(decision));
        let were_given = walked.script.iter().all(|it| diary.chosen.contains(it));
        were_given.then_some(walked)
    }
}
