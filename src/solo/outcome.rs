//! What came of a choice: told once it has come, and never before.

use crate::{
    exercise::{ExerciseTime, State, event::Answer},
    report::spoken,
    scenario::{
        Ix, Scenario, Span,
        model::{Decision, Verdict},
    },
    solo::review::figure,
};

/// What came of a choice.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    pub prompt: String,
    /// The label of what was chosen, or of what the silence amounted to.
    pub chosen: String,
    pub given: Given,
    pub verdict: Option<Verdict>,
    /// Markdown.
    pub feedback: String,
    /// From the choice until it took effect.
    pub took: Span,
    /// What the impact added up to since the question was asked.
    pub bad_minutes: Option<f64>,
}

/// How it was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Given {
    Answered,
    /// Nobody answered in time.
    Silence,
}

impl Outcome {
    /// What came of `decision`; nothing as long as nothing has.
    pub fn of(scenario: &Scenario, state: &State, decision: Ix<Decision>) -> Option<Self> {
        let it = &state.decisions[decision];
        let (opened, settled, landed) = (it.opened?, it.settled()?, it.landed?);
        let row = &scenario.decisions[decision];
        let choice = &row.options[it.choice()?];
        Some(Self {
            prompt: spoken::flat(&row.prompt),
            chosen: choice.label.clone(),
            given: match it.made.as_ref().map(|made| &made.answer) {
                Some(Answer::Option(_) | Answer::Other(_)) => Given::Answered,
                None => Given::Silence,
            },
            verdict: choice.verdict,
            feedback: choice.feedback.clone(),
            took: landed.since(settled),
            bad_minutes: between(scenario, state, opened, landed),
        })
    }

    /// What it cost, as a sentence.
    pub fn cost(&self) -> String {
        let took = if self.took.is_zero() {
            "It took effect at once".to_owned()
        } else {
            format!("It took {}", spoken::duration(self.took.as_ms()))
        };
        match self.bad_minutes {
            Some(minutes) => {
                let minutes = figure(minutes);
                format!("{took}; {minutes} bad minutes went by since you were asked.")
            }
            None => format!("{took}."),
        }
    }
}

fn between(
    scenario: &Scenario,
    state: &State,
    from: ExerciseTime,
    to: ExerciseTime,
) -> Option<f64> {
    let impact = &state.signals[scenario.impact?];
    let area = impact.integral(to) - impact.integral(from);
    Some((area / 100.0 / 60_000.0).max(0.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exercise::{
        Command,
        event::Grounds,
        rig::{Rig, minutes},
    };

    const MOVE: &str = r#"
        signals: [(id: "hurt", name: "Hurt", start: 0, min: 0, max: 100, impact: true)],
        injects: [(id: "page", when: At("1m"), channel: Page, title: "Down",
                   effects: [Signal("hurt", 50, "0s")])],
        decisions: [(id: "move", when: At("2m"), prompt: "**Move?**", limit: "4m", silence: "stay",
            options: [
                (id: "stay", label: "Stay", verdict: Poor),
                (id: "go", label: "Go", verdict: Good, takes: "3m", feedback: "Right",
                 effects: [Signal("hurt", 0, "0s")]),
            ])],
    "#;

    #[test]
    fn it_is_told_when_it_has_come_and_not_before() {
        let decision = Ix::new(0);
        let go = Command::Answer {
            decision,
            answer: Answer::Option(Ix::new(1)),
            grounds: Grounds::default(),
        };
        let rig = Rig::of(MOVE).until(minutes(3)).ask(go).until(minutes(5));
        assert_eq!(Outcome::of(&rig.scenario, rig.state(), decision), None);
        let rig = rig.until(minutes(9));
        let outcome = Outcome::of(&rig.scenario, rig.state(), decision).expect("it has come");
        // Half of them were hurt from the question at 2:00 until it took effect at 6:00.
        assert_eq!(outcome.bad_minutes, Some(2.0));
        assert_eq!(
            outcome.cost(),
            "It took 3 min; 2.00 bad minutes went by since you were asked."
        );
        assert_eq!(
            (outcome.given, &*outcome.prompt),
            (Given::Answered, "Move?")
        );
    }

    #[test]
    fn a_silence_is_told_as_one() {
        let rig = Rig::of(MOVE).until(minutes(6));
        let outcome = Outcome::of(&rig.scenario, rig.state(), Ix::new(0)).expect("it has come");
        assert_eq!((outcome.given, &*outcome.chosen), (Given::Silence, "Stay"));
        assert_eq!(outcome.took, Span::ZERO);
    }
}
