//! What one's own play is held against: how simulated plays of a scenario spread, and the best way
//! through it that is known. Pure: a scenario always has the same.

use super::{
    batch::Batch,
    extreme::{End, extreme},
    item::Items,
    path::Path,
    plan::Plan,
    search::search,
    spread::{Scale, Spread},
    sprint::{Chosen, Deed, Finish, Onlooker, Sprint},
};
use crate::{
    exercise::ExerciseTime,
    scenario::{
        Ix, Scenario,
        model::{Choice, Decision, Objective},
    },
};

/// How many playthroughs there are, in which people answer at random.
pub const N_PLAYS: u64 = 1_000;
/// The first of them: the one with which `blackstart fuzz` begins, too.
const SEED: u64 = 0;

/// What one's own play is held against.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// The bad minutes of each playthrough, from the fewest on; none without an impact signal.
    pub bad_minutes: Vec<f64>,
    /// How these spread.
    pub spread: Option<Spread>,
    pub best: Best,
}

/// The best way through a scenario that is known.
#[derive(Debug, Clone, PartialEq)]
pub struct Best {
    pub finish: Finish,
    /// What is chosen on it, and when.
    pub steps: Vec<(ExerciseTime, Chosen)>,
}

impl Standing {
    /// Plays `scenario` a thousand times, and looks for its best way; nothing where it is too large
    /// to be laid out.
    pub fn of(scenario: &Scenario) -> Option<Self> {
        let plan = Plan::of(scenario)?;
        let items = Items::of(scenario);
        let batch = Batch::play(&plan, &items, SEED..SEED + N_PLAYS);
        let searched = search(&plan, &items, &batch, SEED, &|| false);
        let best = extreme(&plan, &items, (&batch, &searched), SEED, End::Best);
        let figures = || {
            batch
                .plays
                .iter()
                .filter_map(|it| Some((it.bad_minutes?, it.mix)))
        };
        let mut bad_minutes: Vec<_> = figures().map(|it| it.0).collect();
        bad_minutes.sort_by(f64::total_cmp);
        Some(Self {
            bad_minutes,
            spread: Spread::of(Scale::Number, figures()),
            best: Best {
                finish: best.finish,
                steps: steps(&plan, &best.path),
            },
        })
    }

    /// What share of the playthroughs has more bad minutes than `own`, in percent, rounded down:
    /// nobody is told more than is true.
    pub fn better_than(&self, own: f64) -> Option<usize> {
        let n_worse = self.bad_minutes.iter().filter(|it| is_more(**it, own));
        let n_worse = n_worse.count() * 100;
        n_worse.checked_div(self.bad_minutes.len())
    }
}

/// Whether `it` is more than `own`, by more than floating-point dust.
fn is_more(it: f64, own: f64) -> bool {
    it > own + 1e-6
}

/// What is chosen on a way, and when.
fn steps(plan: &Plan<'_>, path: &Path) -> Vec<(ExerciseTime, Chosen)> {
    let mut notes = Notes(Vec::new());
    Sprint::over(plan).play(path.policy, path.seed, &path.script, &mut notes);
    notes.0
}

/// Notes what is chosen, by an answer or by a silence that amounts to one.
struct Notes(Vec<(ExerciseTime, Chosen)>);

impl Onlooker for Notes {
    fn saw(&mut self, at: ExerciseTime, deed: Deed) {
        if let Deed::DecisionMade(decision, Some(choice))
        | Deed::DecisionExpired(decision, Some(choice)) = deed
        {
            self.0.push((at, (decision, choice)));
        }
    }

    fn offered(&mut self, _: Ix<Decision>, _: Ix<Choice>) {}

    fn stuck(&mut self, _: Ix<Decision>) {}

    fn met(&mut self, _: Ix<Objective>) {}
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{exercise::rig, scenario::HasId};

    /// All are hurt from 1:00 on. Who moves ends that a minute later; who stays or says nothing has
    /// them hurt to the end, at 60:00.
    const MOVE: &str = r#"
        signals: [(id: "hurt", name: "Hurt", start: 0, min: 0, max: 100, impact: true)],
        injects: [(id: "page", when: At("1m"), channel: Page, title: "Down",
                   effects: [Signal("hurt", 100, "0s")])],
        decisions: [(id: "move", when: At("1m"), prompt: "?", limit: "2m", silence: "stay", options: [
            (id: "stay", label: "S", verdict: Poor),
            (id: "go", label: "G", verdict: Good, takes: "1m",
             effects: [Signal("hurt", 0, "0s"), End("early")]),
        ])],
    "#;

    #[test]
    fn the_best_way_is_told_step_by_step() {
        let scenario = rig::scenario(MOVE);
        let standing = Standing::of(&scenario).expect("it is small");
        let [(at, (decision, choice))] = standing.best.steps[..] else {
            panic!("{:?}", standing.best.steps);
        };
        assert_eq!(scenario.decisions[decision].options[choice].id(), "go");
        // People take a moment to answer, and as long it hurts; then a minute until it is done.
        let asked = ExerciseTime::from_ms(60_000);
        let hurt_ms = at.since(asked).as_ms() + 60_000;
        #[expect(clippy::cast_precision_loss, reason = "some minutes")]
        let expected = hurt_ms as f64 / 60_000.0;
        let found = standing.best.finish.bad_minutes.expect("there is a signal");
        assert!((found - expected).abs() < 1e-9, "{found} {expected}");
    }

    #[test]
    fn one_is_better_than_those_with_more_and_not_than_those_with_as_many() {
        let scenario = rig::scenario(MOVE);
        let standing = Standing::of(&scenario).expect("it is small");
        assert_eq!(standing.bad_minutes.len(), 1_000);
        assert!(standing.bad_minutes.is_sorted());
        // Who stays has 59 bad minutes, which is the most there can be.
        assert_eq!(standing.bad_minutes.last(), Some(&59.0));
        assert_eq!(standing.better_than(59.0), Some(0));
        assert_eq!(standing.better_than(0.0), Some(100));
        let n_stayed = standing.bad_minutes.iter().filter(|it| **it > 58.999);
        assert_eq!(standing.better_than(58.999), Some(n_stayed.count() / 10));
    }

    #[test]
    fn without_an_impact_signal_there_is_nothing_to_be_better_in() {
        let scenario = rig::scenario("");
        let standing = Standing::of(&scenario).expect("it is small");
        assert_eq!(standing.bad_minutes, [0.0; 0]);
        assert_eq!(
            (standing.spread.clone(), standing.better_than(3.0)),
            (None, None)
        );
    }
}
