//! Random plays, one a seed: how each went, and what came to be.

use super::{
    item::{Item, Items},
    plan::Plan,
    sprint::Sprint,
    witness::{Mix, Witness},
};
use crate::{
    exercise::{ExerciseTime, event::EndReason},
    rehearsal::Policy,
    scenario::{Ix, Span, model::Ending},
};

/// How one random play went.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Played {
    pub seed: u64,
    pub at: ExerciseTime,
    pub ending: Option<Ix<Ending>>,
    pub why: EndReason,
    /// Nothing without an impact signal.
    pub bad_minutes: Option<f64>,
    /// From the first impact on; nothing where it never was.
    pub mitigated: Option<Span>,
    pub mix: Mix,
    /// How long nothing had happened any more when it ended.
    pub quiet: Span,
}

/// Many random plays.
#[derive(Debug, Clone, PartialEq)]
pub struct Batch {
    pub plays: Vec<Played>,
    /// How often each item came to be.
    pub counts: Vec<u64>,
    /// The first seed with which each did.
    pub first: Vec<Option<u64>>,
    /// By the number of each option's item, how many plays chose it, and how many of those died
    /// away.
    pub died: Vec<[u64; 2]>,
}

impl Batch {
    /// No plays yet.
    pub fn none(items: &Items) -> Self {
        Self {
            plays: Vec::new(),
            counts: vec![0; items.len()],
            first: vec![None; items.len()],
            died: vec![[0; 2]; items.len()],
        }
    }

    /// Plays a scenario with each of the seeds.
    pub fn play(plan: &Plan<'_>, items: &Items, seeds: impl Iterator<Item = u64>) -> Self {
        let mut sprint = Sprint::over(plan);
        let mut witness = Witness::of(plan.scenario(), items);
        let mut batch = Self::none(items);
        for seed in seeds {
            witness.begin();
            let finish = sprint.play(Policy::Random, seed, &[], &mut witness);
            for item in &witness.diary.news {
                batch.first[items.number(*item)] = Some(seed);
            }
            let played = Played {
                seed,
                at: finish.at,
                ending: finish.ending,
                why: finish.why,
                bad_minutes: finish.bad_minutes,
                mitigated: finish.mitigated,
                mix: witness.mix(),
                quiet: finish.at.since(witness.diary.last),
            };
            let dies_away = played.dies_away(plan.scenario().length);
            for &(decision, choice) in &witness.diary.chosen {
                let [chosen, died] =
                    &mut batch.died[items.number(Item::OptionTaken(decision, choice))];
                *chosen += 1;
                *died += u64::from(dies_away);
            }
            batch.plays.push(played);
        }
        batch.counts = witness.counts;
        batch
    }

    /// Adds plays with later seeds.
    pub fn add(&mut self, later: Self) {
        self.plays.extend(later.plays);
        for (count, more) in self.counts.iter_mut().zip(later.counts) {
            *count += more;
        }
        for (counts, more) in self.died.iter_mut().zip(later.died) {
            counts[0] += more[0];
            counts[1] += more[1];
        }
        for (first, seed) in self.first.iter_mut().zip(later.first) {
            *first = first.or(seed);
        }
    }
}

/// A quiet that is shorter than this can be borne.
const BEARABLE: Span = Span::from_minutes(5);

impl Played {
    /// Whether the clock alone made an end of it, long after the last thing had happened: for more
    /// than a third of the scenario's length.
    pub fn dies_away(&self, length: Span) -> bool {
        let is_long = self.quiet > BEARABLE && self.quiet.as_ms() > length.as_ms() / 3;
        self.why == EndReason::Length && is_long
    }
}
