//! The best and the worst way through a scenario that can be found: begun at the best that was
//! played, and bettered answer by answer.

use super::{
    batch::Batch,
    item::Items,
    path::Path,
    plan::Plan,
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

/// Looks for the best or the worst way, from what random plays came by.
pub fn extreme(plan: &Plan<'_>, items: &Items, batch: &Batch, seed: u64, end: End) -> Extreme {
    let mut climber = Climber {
        plan,
        sprint: Sprint::over(plan),
        witness: Witness::of(plan.scenario(), items),
        end,
    };
    let played = |policy| Path::of(policy, seed);
    let random = batch
        .plays
        .iter()
        .map(|it| (it.bad(plan.scenario()), it.seed));
    let random = random.reduce(|best, it| if end.prefers(it.0, best.0) { it } else { best });
    let starts = [Policy::Best, Policy::Worst, Policy::Silent].map(played);
    let starts = starts
        .into_iter()
        .chain(random.map(|(_, seed)| Path::of(Policy::Random, seed)));
    let found: Vec<_> = starts.map(|start| climber.climb(start)).collect();
    let best = found
        .into_iter()
        .reduce(|best, it| {
            let scenario = plan.scenario();
            if end.prefers(it.bad(scenario), best.bad(scenario)) {
                it
            } else {
                best
            }
        })
        .expect("there are several starts");
    climber.prune(best)
}

/// How bad a play was: first in bad minutes, then in how it ended, then in how long it took.
pub(super) type Badness = (f64, u8, u64);

pub(super) fn badness(
    scenario: &Scenario,
    ending: Option<Ix<Ending>>,
    bad_minutes: Option<f64>,
    at: ExerciseTime,
) -> Badness {
    let outcome = match ending.map(|ending| scenario.endings[ending].outcome) {
        Some(Outcome::Success) => 0,
        Some(Outcome::Mixed) => 1,
        Some(Outcome::Failure) | None => 2,
    };
    (bad_minutes.unwrap_or(0.0), outcome, at.as_ms())
}

impl Extreme {
    fn bad(&self, scenario: &Scenario) -> Badness {
        let Finish {
            ending,
            bad_minutes,
            at,
            ..
        } = self.finish;
        badness(scenario, ending, bad_minutes, at)
    }
}

impl End {
    fn prefers(self, a: Badness, b: Badness) -> bool {
        // What differs by less than can be told apart is the same.
        let a_first = if (a.0 - b.0).abs() < 1e-9 {
            (a.1, a.2).cmp(&(b.1, b.2))
        } else {
            a.0.total_cmp(&b.0)
        };
        match self {
            Self::Best => a_first.is_lt(),
            Self::Worst => a_first.is_gt(),
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
        let scenario = self.plan.scenario();
        self.end.prefers(it.bad(scenario), than.bad(scenario))
    }

    /// Betters a way, answer by answer and then by luck, as long as that helps.
    fn climb(&mut self, start: Path) -> Extreme {
        let mut best = self.go(start).expect("nothing is settled");
        for _ in 0..MOST_ROUNDS {
            let before = best.path.clone();
            best = self.better_answers(best);
            best = self.better_luck(best);
            if best.path == before {
                break;
            }
        }
        best
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
