//! All that thousands of playthroughs have told of a scenario.

use super::{
    batch::Batch,
    extreme::{End, Extreme, extreme},
    finding::{Finding, findings, is_due},
    item::{Item, Items},
    plan::Plan,
    search::{Found, Searched, search},
    spread::{Scale, Spread},
    sprint::Chosen,
    witness::Mix,
};
use crate::scenario::{Code, Ix, Scenario, model::Ending};

/// All that was found out about a scenario.
#[derive(Debug)]
pub struct Fuzzed<'s> {
    pub scenario: &'s Scenario,
    pub items: Items,
    /// The random plays, from which all shares and spreads come.
    pub batch: Batch,
    /// The plays that looked for what those had missed.
    pub searched: Searched,
    pub findings: Vec<Finding>,
    /// It was stopped before it had looked everywhere: then what has not come may come yet, and is
    /// here rather than among the findings.
    pub not_yet: Vec<Finding>,
    pub is_cut_short: bool,
    pub dying: Dying,
    pub best: Extreme,
    pub worst: Extreme,
}

/// Playthroughs that die away: nothing happens any more, and the clock makes an end of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Dying {
    /// How many there are among the random plays, and the seed of the first.
    pub n: usize,
    pub first: Option<u64>,
    /// The options after which every play does, where not all plays do.
    pub after: Vec<Chosen>,
}

/// From how many plays on something is said of all of them.
const ENOUGH: u64 = 5;

impl<'s> Fuzzed<'s> {
    /// Finds out what random plays have not, from `seed` on, until it is stopped; the random plays
    /// may have been, too.
    pub fn of(
        plan: &Plan<'s>,
        items: Items,
        batch: Batch,
        seed: u64,
        is_stopped: &dyn Fn() -> bool,
    ) -> Self {
        let scenario = plan.scenario();
        let searched = search(plan, &items, &batch, seed, is_stopped);
        let counts: Vec<_> = batch
            .counts
            .iter()
            .zip(&searched.counts)
            .map(|(random, sought)| random + sought)
            .collect();
        let is_cut_short = is_stopped();
        let findings = findings(scenario, &items, &counts, (&batch, &searched));
        let is_sure = |it: &Finding| !is_cut_short || it.code == Code::NothingToChoose;
        let (findings, not_yet) = findings.into_iter().partition(is_sure);
        Self {
            findings,
            not_yet,
            is_cut_short,
            dying: dying(scenario, &items, &batch),
            best: extreme(plan, &items, (&batch, &searched), seed, End::Best),
            worst: extreme(plan, &items, (&batch, &searched), seed, End::Worst),
            scenario,
            items,
            batch,
            searched,
        }
    }

    /// In how many random plays an item came to be.
    pub fn count(&self, item: Item) -> u64 {
        self.batch.counts[self.items.number(item)]
    }

    /// Whether an item came to be at all, be it in the search alone.
    pub fn came(&self, item: Item) -> bool {
        self.count(item) > 0 || self.searched.counts[self.items.number(item)] > 0
    }

    /// Whether the scenario means an item to come to be.
    pub fn is_due(&self, item: Item) -> bool {
        is_due(self.scenario, item)
    }

    /// What came to be in the search alone, though the scenario means it to.
    pub fn rare(&self) -> impl Iterator<Item = &Found> {
        let is_rare = |found: &&Found| {
            // That an option can be had is no news beside that it can be taken.
            let is_told = !matches!(found.item, Item::OptionOffered(..));
            is_told && is_due(self.scenario, found.item) && self.count(found.item) == 0
        };
        self.searched.found.iter().filter(is_rare)
    }

    /// How many random plays there are with answers of each kind, in the order of [`Mix::ALL`].
    pub fn mixes(&self) -> [u64; Mix::ALL.len()] {
        self.by_mix(|_| true)
    }

    /// How many random plays came to an ending, with answers of each kind.
    pub fn endings(&self, ending: Ix<Ending>) -> [u64; Mix::ALL.len()] {
        self.by_mix(|played| played.ending == Some(ending))
    }

    fn by_mix(&self, counts: impl Fn(&super::batch::Played) -> bool) -> [u64; Mix::ALL.len()] {
        let mut plays = [0; Mix::ALL.len()];
        for played in self.batch.plays.iter().filter(|played| counts(played)) {
            plays[played.mix as usize] += 1;
        }
        plays
    }

    /// How the lengths of the random plays spread, in minutes.
    pub fn durations(&self) -> Option<Spread> {
        let plays = self.batch.plays.iter();
        let durations = plays.map(|it| (minutes(it.at.as_ms()), it.mix));
        Spread::of(Scale::Minutes, durations)
    }

    /// How their bad minutes spread.
    pub fn bad_minutes(&self) -> Option<Spread> {
        let plays = self.batch.plays.iter();
        let bad = plays.filter_map(|it| Some((it.bad_minutes?, it.mix)));
        Spread::of(Scale::Number, bad)
    }

    /// How their times to mitigate spread, in minutes from the first impact.
    pub fn times_to_mitigate(&self) -> Option<Spread> {
        let plays = self.batch.plays.iter();
        let times = plays.filter_map(|it| Some((minutes(it.mitigated?.as_ms()), it.mix)));
        Spread::of(Scale::Minutes, times)
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a year in milliseconds fits a float's 53 bits"
)]
fn minutes(ms: u64) -> f64 {
    ms as f64 / 60_000.0
}

fn dying(scenario: &Scenario, items: &Items, batch: &Batch) -> Dying {
    let dying = || {
        let plays = batch.plays.iter();
        plays.filter(|it| it.dies_away(scenario.length))
    };
    let (n, first) = (dying().count(), dying().next().map(|it| it.seed));
    let mut after = Vec::new();
    if n == batch.plays.len() {
        return Dying { n, first, after };
    }
    for (decision, row) in scenario.decisions.entries() {
        for choice in row.options.indices() {
            let [chosen, died] = batch.died[items.number(Item::OptionTaken(decision, choice))];
            if chosen >= ENOUGH && died == chosen {
                after.push((decision, choice));
            }
        }
    }
    Dying { n, first, after }
}
