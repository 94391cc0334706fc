//! A quick look at how a scenario goes: some hundred random plays, and the best way from there. It
//! tells no more than a team may know before it plays.

use super::{
    batch::{Batch, Played},
    extreme::{End, extreme},
    item::Items,
    plan::Plan,
    search::Searched,
    spread::median,
};
use crate::scenario::{Scenario, Span};

/// How simulated teams fare with a scenario.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Glance {
    pub n_plays: usize,
    /// Half of the teams that came so far mitigated sooner after the first impact, on the exercise
    /// clock.
    pub mitigated_ms: Option<u64>,
    /// Half of the teams had fewer; nothing without an impact signal.
    pub bad_minutes: Option<f64>,
    /// The fewest that are known to be possible.
    pub best_bad_minutes: Option<f64>,
}

/// How many plays tell enough of their middle.
const N_PLAYS: u64 = 200;

impl Glance {
    /// Takes that look; none at a scenario that is too large to be played fast. The same scenario
    /// always gives the same.
    pub fn at(scenario: &Scenario) -> Option<Self> {
        let plan = Plan::of(scenario)?;
        let items = Items::of(scenario);
        let batch = Batch::play(&plan, &items, 0..N_PLAYS);
        let nothing_sought = Searched {
            counts: vec![0; items.len()],
            found: Vec::new(),
            n_plays: 0,
        };
        let best = extreme(&plan, &items, (&batch, &nothing_sought), 0, End::Best);
        let mitigated = |it: &Played| it.mitigated.map(Span::as_ms);
        Some(Self {
            n_plays: batch.plays.len(),
            mitigated_ms: median(batch.plays.iter().filter_map(mitigated)),
            bad_minutes: median(batch.plays.iter().filter_map(|it| it.bad_minutes)),
            best_bad_minutes: best.finish.bad_minutes,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario;

    /// The impact is 60 % from the first minute on, until whoever is asked ends it: a minute after
    /// the question at the soonest, which is a bad minute and a fifth, and 36 in the whole hour.
    const SCENARIO: &str = r#"Scenario(format: 1, id: "a", title: "A", level: Introductory, length: "1h",
        signals: [(id: "impact", name: "I", start: 0, min: 0, max: 100, impact: true)],
        injects: [(id: "page", when: At("0s"), channel: Page, title: "P",
                   effects: [Signal("impact", 60, "0s")])],
        decisions: [(id: "end-it", when: At("1m"), prompt: "?", options: [
            (id: "yes", label: "Yes", takes: "1m", verdict: Good, effects: [Signal("impact", 0, "0s")]),
            (id: "no", label: "No", verdict: Poor)])],
        endings: [(id: "end", title: "E", outcome: Mixed, otherwise: true)])"#;

    #[test]
    fn the_middle_lies_between_the_best_and_all_of_the_time() {
        let (scenario, problems) = scenario::load(SCENARIO);
        let scenario = scenario.unwrap_or_else(|| panic!("{problems:?}"));
        let glance = Glance::at(&scenario).expect("it is small");
        assert_eq!(glance.n_plays, 200);
        let best = glance.best_bad_minutes.expect("there is an impact signal");
        assert!((1.2..2.0).contains(&best), "{best}");
        let median = glance.bad_minutes.expect("there is an impact signal");
        assert!(best < median && median <= 36.0, "{median}");
        assert!(glance.mitigated_ms.is_some());
        assert_eq!(Glance::at(&scenario), Some(glance));
    }
}
