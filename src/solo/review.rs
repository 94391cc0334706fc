//! All of it, when it is over: nothing is a secret any more. Facts and sentences; how they look is
//! up to whoever shows them.

use chrono::NaiveDateTime;

use super::hint;
use crate::{
    exercise::{Exercise, ExerciseTime, event::EndReason},
    fuzz::{finding::grouped, standing::Standing},
    report::{circumstances::circumstances, measures, spoken},
    scenario::{
        Ix,
        model::{Choice, Decision, Outcome, Verdict},
    },
};

/// What one's own play is held against.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Comparison {
    /// Nothing where the scenario is too large for it.
    pub standing: Option<Standing>,
    /// One's own earlier runs of this scenario, the latest first.
    pub earlier: Vec<Earlier>,
}

/// An earlier run of the same scenario.
#[derive(Debug, Clone, PartialEq)]
pub struct Earlier {
    /// In the time of this computer.
    pub began: NaiveDateTime,
    pub bad_minutes: Option<f64>,
    /// The title of the ending that was reached, and how good it is.
    pub ending: Option<(String, Outcome)>,
    pub version: Version,
}

impl Earlier {
    /// It in a line.
    pub fn told(&self) -> String {
        let began = self.began.format("%Y-%m-%d %H:%M");
        let minutes = self.bad_minutes.map(figure);
        let minutes = minutes.unwrap_or_else(|| "–".to_owned());
        let ending = match &self.ending {
            Some((title, outcome)) => format!("{} {title}", self::outcome(*outcome)),
            None => "broken off".to_owned(),
        };
        let version = match self.version {
            Version::Same => "",
            Version::Another => "  (another version)",
        };
        format!("{began}  {minutes:>7} bad minutes  {ending}{version}")
    }
}

/// Bad minutes, with as many digits as are worth reading.
pub fn figure(minutes: f64) -> String {
    if minutes < 10.0 {
        format!("{minutes:.2}")
    } else {
        format!("{minutes:.1}")
    }
}

/// Which text of the scenario was played.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    Same,
    /// It has been changed since, so that figures may not compare.
    Another,
}

/// A decision, now that all about it may be told.
#[derive(Debug, Clone, PartialEq)]
pub struct Reviewed {
    pub asked_at: ExerciseTime,
    pub prompt: String,
    /// What was chosen, or what the silence amounted to; nothing where it was left open.
    pub chosen: Option<Ix<Choice>>,
    pub is_silence: bool,
    pub rationale: Option<String>,
    /// What else was to be had then.
    pub others: Vec<Ix<Choice>>,
    pub decision: Ix<Decision>,
}

/// Every decision that was asked for, in the order in which they were.
pub fn decisions(exercise: &Exercise) -> Vec<Reviewed> {
    let (scenario, state) = (exercise.scenario(), exercise.state());
    let circumstances = circumstances(exercise);
    let asked = scenario.decisions.entries().filter_map(|(decision, row)| {
        let it = &state.decisions[decision];
        let chosen = it.choice();
        let had = circumstances[decision].options.iter().copied();
        Some(Reviewed {
            asked_at: it.opened?,
            prompt: spoken::flat(&row.prompt),
            chosen,
            is_silence: it.made.is_none() && chosen.is_some(),
            rationale: it.made.as_ref().and_then(|it| it.grounds.rationale.clone()),
            others: had.filter(|choice| Some(*choice) != chosen).collect(),
            decision,
        })
    });
    let mut asked: Vec<_> = asked.collect();
    asked.sort_by_key(|it| it.asked_at);
    asked
}

/// The bad minutes of a run that can be compared: one that was not broken off.
pub fn comparable(exercise: &Exercise) -> Option<f64> {
    let (scenario, state) = (exercise.scenario(), exercise.state());
    match state.ended.as_ref()?.why {
        EndReason::Reached | EndReason::Length => measures::bad_minutes(scenario, state),
        EndReason::Stopped | EndReason::RealIncident => None,
    }
}

/// How a run compares, in sentences.
pub fn compared(exercise: &Exercise, standing: Option<&Standing>) -> Vec<String> {
    let Some(standing) = standing.filter(|it| !it.bad_minutes.is_empty()) else {
        return vec![
            "This scenario does not measure how many users are hurt, so there are no bad minutes to \
             compare."
                .to_owned(),
        ];
    };
    let spread = standing.spread.as_ref().map(|it| it.median);
    let best = standing.best.finish.bad_minutes;
    let mut known: Vec<_> = spread
        .map(|it| format!("median {}", figure(it)))
        .into_iter()
        .collect();
    known.extend(best.map(|it| format!("best known {}", figure(it))));
    let known = known.join(", ");
    let n = grouped(standing.bad_minutes.len() as u64);
    let Some(own) = comparable(exercise) else {
        return vec![format!(
            "It was broken off, so it is not compared. Of {n} simulated playthroughs: {known}."
        )];
    };
    let share = standing.better_than(own).unwrap_or_default();
    let mut sentences =
        vec![
        format!("{} bad minutes: {} ({known}).", figure(own), among(share, &n)),
        "A bad minute is a minute in which all users are hurt, or two in which half of them are. \
         Simulated people answer at random."
            .to_owned(),
    ];
    if best.is_some_and(|best| own < best - 1e-6) {
        sentences.push("That is better than the best way known so far.".to_owned());
    }
    sentences
}

fn among(share: usize, n: &str) -> String {
    match share {
        0 => format!("fewer than hardly any of {n} simulated playthroughs"),
        100 => format!("better than all of {n} simulated playthroughs"),
        share => format!("better than {share} % of {n} simulated playthroughs"),
    }
}

/// What somebody wrote down, in a line each.
pub fn notes(exercise: &Exercise) -> Vec<String> {
    let notes = exercise.state().observations.iter();
    let own = notes.filter(|it| !hint::says_so(&it.text));
    own.map(|it| format!("{}  {}", it.at, it.text)).collect()
}

/// How good a verdict is, as a glyph and a word.
pub const fn verdict(verdict: Verdict) -> (&'static str, &'static str) {
    match verdict {
        Verdict::Good => ("✓", "Good"),
        Verdict::Fair => ("◆", "Fair"),
        Verdict::Poor => ("✗", "Poor"),
    }
}

/// How good an outcome is, as a glyph.
pub const fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Success => "✓",
        Outcome::Mixed => "◆",
        Outcome::Failure => "✗",
    }
}

/// The hints that were asked for, in a line each.
pub fn hints(exercise: &Exercise) -> Vec<String> {
    let asked = hint::asked_for(exercise).into_iter();
    asked.map(|(at, what)| format!("{at}  {what}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        exercise::{
            Command,
            event::{Answer, Grounds},
            rig::{Rig, minutes},
        },
        scenario::HasId,
    };

    /// Half of the users are hurt from 1:00 on, until somebody moves.
    const MOVE: &str = r#"
        signals: [(id: "hurt", name: "Hurt", start: 0, min: 0, max: 100, impact: true)],
        injects: [(id: "page", when: At("1m"), channel: Page, title: "Down",
                   effects: [Signal("hurt", 50, "0s")])],
        decisions: [(id: "move", when: At("1m"), prompt: "?", limit: "10m", silence: "stay", options: [
            (id: "stay", label: "S", verdict: Poor),
            (id: "go", label: "G", verdict: Good, effects: [Signal("hurt", 0, "0s"), End("early")]),
            (id: "hidden", label: "H", only_if: Elapsed("30m")),
        ])],
    "#;

    fn go() -> Command {
        Command::Answer {
            decision: Ix::new(0),
            answer: Answer::Option(Ix::new(1)),
            grounds: Grounds::default(),
        }
    }

    #[test]
    fn what_else_was_to_be_had_is_told_and_not_what_was_hidden() {
        let rig = Rig::of(MOVE).until(minutes(5)).ask(go());
        let [reviewed] = &decisions(&rig.exercise)[..] else {
            panic!("one was asked for");
        };
        let id =
            |choice: Ix<Choice>| rig.scenario.decisions[reviewed.decision].options[choice].id();
        assert_eq!(reviewed.chosen.map(id), Some("go"));
        let others: Vec<_> = reviewed.others.iter().map(|it| id(*it)).collect();
        assert_eq!((others, reviewed.is_silence), (vec!["stay"], false));
        assert_eq!(reviewed.asked_at, minutes(1));
    }

    #[test]
    fn a_run_is_told_how_it_compares() {
        let rig = Rig::of(MOVE).until(minutes(5)).ask(go()).until(minutes(6));
        // Half of them for the four minutes from 1:00 to 5:00.
        assert_eq!(comparable(&rig.exercise), Some(2.0));
        let standing = Standing::of(&rig.scenario);
        let told = compared(&rig.exercise, standing.as_ref());
        let standing = standing.expect("it is small");
        let n_worse = standing.bad_minutes.iter().filter(|it| **it > 2.000_001);
        let share = n_worse.count() / 10;
        let begins = format!("2.00 bad minutes: better than {share} % of 1,000 simulated");
        assert!(told[0].starts_with(&begins), "{told:?}");
        assert!((1..100).contains(&share), "{share}");
    }

    #[test]
    fn what_was_broken_off_is_not_compared() {
        let rig = Rig::of(MOVE).until(minutes(5)).ask(Command::Stop);
        assert_eq!(comparable(&rig.exercise), None);
        let told = compared(&rig.exercise, Standing::of(&rig.scenario).as_ref());
        assert!(told[0].starts_with("It was broken off"), "{told:?}");
    }
}
