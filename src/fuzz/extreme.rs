//! The best and the worst way through a scenario that can be found: begun at the best that was
//! played, and bettered answer by answer.

use std::cmp::Ordering;

use super::{
    batch::Batch,
    item::{Item, Items},
    path::Path,
    plan::Plan,
    search::{Found, Searched},
    sprint::{Finish, Sprint},
    witness::Witness,
};
use crate::{
    exercise::ExerciseTime,
    rehearsal::Policy,
    scenario::{
        Ix, Scenario,
        model::{Ending, Outcome},
    },
};

/// Which end is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    Best,
    Worst,
}

/// A way, and how it ends.
#[derive(Debug, Clone, PartialEq)]
pub struct Extreme {
    pub path: Path,
    pub finish: Finish,
}

/// How often all answers are gone through.
const MOST_ROUNDS: usize = 6;
/// How many seeds are tried for their luck.
const SEEDS: u64 = 60;

/// Looks for the best or the worst way, from what random plays and the search came by.
pub fn extreme(
    plan: &Plan<'_>,
    items: &Items,
    (batch, searched): (&Batch, &Searched),
    seed: u64,
    end: End,
) -> Extreme {
    let scenario = plan.scenario();
    let mut climber = Climber {
        plan,
        sprint: Sprint::over(plan),
        witness: Witness::of(scenario, items),
        end,
    };
    let of_policies = [Policy::Best, Policy::Worst, Policy::Silent];
    let of_policies = of_policies.map(|policy| Path::of(policy, seed));
    let random = batch.plays.iter().map(|it| {
        let degree = end.degree(scenario, it.ending, it.bad_minutes, it.at);
        (degree, it.seed)
    });
    let random = random.reduce(|best, it| if end.prefers(it.0, best.0) { it } else { best });
    let random = random.map(|(_, seed)| Path::of(Policy::Random, seed));
    let is_ending = |found: &&Found| matches!(found.item, Item::EndingReached(_));
    let to_endings = searched.found.iter().filter(is_ending);
    let starts = of_policies
        .into_iter()
        .chain(random)
        .chain(to_endings.filter_map(|found| found.path.clone()));
    let best = starts
        .filter_map(|start| climber.climb(start))
        .collect::<Vec<_>>()
        .into_iter()
        .reduce(|best, it| {
            if climber.is_better(&it, &best) {
                it
            } else {
                best
            }
        })
        .expect("people can always do nothing");
    climber.prune(best)
}

/// How far a play goes to one end: by how it ended, its bad minutes, that again in full, and how
/// long it took.
type Degree = (bool, f64, u8, u64);

impl End {
    /// How far a play goes to this end. The best way is none to a failure, and the worst none to a
    /// success: else whoever gives up early would be the best.
    fn degree(
        self,
        scenario: &Scenario,
        ending: Option<Ix<Ending>>,
        bad_minutes: Option<f64>,
        at: ExerciseTime,
    ) -> Degree {
        let outcome = match ending.map(|ending| scenario.endings[ending].outcome) {
            Some(Outcome::Success) => 0,
            Some(Outcome::Mixed) => 1,
            Some(Outcome::Failure) | None => 2,
        };
        let is_on_the_bad_side = match self {
            Self::Best => outcome == 2,
            Self::Worst => outcome != 0,
        };
        let bad_minutes = bad_minutes.unwrap_or(0.0);
        (is_on_the_bad_side, bad_minutes, outcome, at.as_ms())
    }

    fn prefers(self, a: Degree, b: Degree) -> bool {
        // What differs by less than can be told apart is the same.
        let bad_minutes = if (a.1 - b.1).abs() < 1e-9 {
            Ordering::Equal
        } else {
            a.1.total_cmp(&b.1)
        };
        let degrees = a.0.cmp(&b.0).then(bad_minutes);
        match self {
            Self::Best => degrees.then((a.2, a.3).cmp(&(b.2, b.3))).is_lt(),
            Self::Worst => degrees.then((a.2, a.3).cmp(&(b.2, b.3))).is_gt(),
        }
    }
}

struct Climber<'a> {
    plan: &'a Plan<'a>,
    sprint: Sprint<'a>,
    witness: Witness<'a>,
    end: End,
}

impl Climber<'_> {
    /// Goes a way, if each of its answers can be given.
    fn go(&mut self, path: Path) -> Option<Extreme> {
        self.witness.begin();
        let finish = self
            .sprint
            .play(path.policy, path.seed, &path.script, &mut self.witness);
        let chosen = &self.witness.diary.chosen;
        let is_walkable = path.script.iter().all(|it| chosen.contains(it));
        is_walkable.then_some(Extreme { path, finish })
    }

    fn is_better(&self, it: &Extreme, than: &Extreme) -> bool {
        let degree = |it: &Extreme| {
            let finish = &it.finish;
            let scenario = self.plan.scenario();
            self.end
                .degree(scenario, finish.ending, finish.bad_minutes, finish.at)
        };
        self.end.prefers(degree(it), degree(than))
    }

    /// Betters a way, answer by answer and then by luck, as long as that helps.
    fn climb(&mut self, start: Path) -> Option<Extreme> {
        let mut best = self.go(start)?;
        for _ in 0..MOST_ROUNDS {
            let before = best.path.clone();
            best = self.better_answers(best);
            best = self.better_luck(best);
            if best.path == before {
                break;
            }
        }
        Some(best)
    }

    fn better_answers(&mut self, mut best: Extreme) -> Extreme {
        let scenario = self.plan.scenario();
        for (decision, row) in scenario.decisions.entries() {
            for choice in row.options.indices() {
                let tried = best.path.choosing((decision, choice));
                // Answers further on may no longer be asked for.
                let tried = self.go(tried.clone()).or_else(|| {
                    let chosen = &self.witness.diary.chosen;
                    let mut given = tried;
                    given.script.retain(|it| chosen.contains(it));
                    self.go(given)
                });
                if let Some(tried) = tried.filter(|it| self.is_better(it, &best)) {
                    best = tried;
                }
            }
        }
        best
    }

    fn better_luck(&mut self, mut best: Extreme) -> Extreme {
        for n in 1..=SEEDS {
            let seed = best.path.seed.wrapping_add(n);
            let tried = self.go(Path {
                seed,
                ..best.path.clone()
            });
            if let Some(tried) = tried.filter(|it| self.is_better(it, &best)) {
                best = tried;
            }
        }
        best
    }

    /// Leaves out the answers that people give anyhow.
    fn prune(&mut self, mut best: Extreme) -> Extreme {
        let mut at = 0;
        while at < best.path.script.len() {
            let mut path = best.path.clone();
            path.script.remove(at);
            match self.go(path) {
                Some(pruned) if pruned.finish == best.finish => best = pruned,
                _ => at += 1,
            }
        }
        best
    }
}
