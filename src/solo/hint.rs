//! What helps somebody who is stuck, step by step: the questions of the phase, what a good team does
//! now, the facilitator's notes. Each is recorded as a note, so that the report tells of it.

use crate::{
    exercise::{
        Command, Event, Exercise, ExerciseTime, State,
        event::{ObservationKind, Who},
    },
    scenario::{
        HasId, Ix, Scenario,
        model::{Inject, Phase},
    },
};

/// One step of help.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    pub title: String,
    /// Markdown.
    pub text: String,
    /// The id of what it is about.
    about: String,
    /// What is noted when it is asked for, which is also how it is known again.
    note: String,
}

/// What notes begin with that say that a hint was asked for.
const NOTED: &str = "Asked for a hint: ";

/// Whether a note says that a hint was asked for.
pub fn says_so(note: &str) -> bool {
    note.starts_with(NOTED)
}

impl Hint {
    /// Notes that it was asked for.
    pub fn command(&self) -> Command {
        Command::Observe {
            kind: ObservationKind::Note,
            text: self.note.clone(),
            about: Some(self.about.clone()),
            begun: None,
        }
    }

    fn was_asked_for(&self, state: &State) -> bool {
        state.observations.iter().any(|it| it.text == self.note)
    }
}

/// The next step of help as things stand, if there is one that was not asked for yet.
pub fn next(scenario: &Scenario, state: &State) -> Option<Hint> {
    let mut steps = steps(scenario, state).into_iter();
    steps.find(|hint| !hint.was_asked_for(state))
}

/// The steps that were asked for as things stand, to be read again.
pub fn given(scenario: &Scenario, state: &State) -> Vec<Hint> {
    let mut steps = steps(scenario, state);
    steps.retain(|hint| hint.was_asked_for(state));
    steps
}

/// Every hint that was asked for in the whole exercise, and when.
pub fn asked_for(exercise: &Exercise) -> Vec<(ExerciseTime, String)> {
    let noted = exercise.standing();
    let noted = noted.iter().filter_map(|record| match &record.event {
        Event::Observed { text, .. } => {
            let what = text.strip_prefix(NOTED)?;
            Some((record.clock, what.to_owned()))
        }
        _ => None,
    });
    noted.collect()
}

/// The number and the text of the last note that is somebody's own: that a hint was asked for is not
/// taken back.
pub fn last_own_note(exercise: &Exercise) -> Option<(u64, String)> {
    let standing = exercise.standing();
    let mut notes = standing.iter().rev();
    notes.find_map(|record| match &record.event {
        Event::Observed {
            text,
            who: Who::Person(_),
            ..
        } if !says_so(text) => Some((record.seq, text.clone())),
        _ => None,
    })
}

/// All steps as things stand, the gentlest first.
fn steps(scenario: &Scenario, state: &State) -> Vec<Hint> {
    let phase = state.phase().into_iter();
    let phase = phase.filter_map(|phase| questions(scenario, phase));
    let inject = newest(scenario, state).into_iter();
    phase
        .chain(inject.flat_map(|inject| about(scenario, inject)))
        .collect()
}

fn questions(scenario: &Scenario, phase: Ix<Phase>) -> Option<Hint> {
    let row = &scenario.phases[phase];
    let questions: Vec<_> = row.questions.iter().map(|it| format!("- {it}")).collect();
    (!questions.is_empty()).then(|| Hint {
        title: format!("What to ask yourself: {}", row.title),
        text: questions.join("\n"),
        about: row.id().to_owned(),
        note: format!("{NOTED}the questions of the phase “{}”", row.title),
    })
}

/// What came in last of all that there is help about.
fn newest(scenario: &Scenario, state: &State) -> Option<Ix<Inject>> {
    let injects = scenario.injects.entries();
    let helpful = injects.filter(|(_, row)| !row.expect.is_empty() || !row.notes.is_empty());
    let delivered = helpful.filter_map(|(inject, _)| {
        let (at, _) = state.injects[inject].delivered.as_ref()?;
        Some((*at, inject))
    });
    delivered.max().map(|(_, inject)| inject)
}

fn about(scenario: &Scenario, inject: Ix<Inject>) -> impl Iterator<Item = Hint> + use<> {
    let row = &scenario.injects[inject];
    let step = |title: &str, what: &str, text: &str| {
        (!text.trim().is_empty()).then(|| Hint {
            title: format!("{title}: {}", row.title),
            text: text.to_owned(),
            about: row.id().to_owned(),
            note: format!("{NOTED}{what} “{}”", row.title),
        })
    };
    let steps = [
        step(
            "What a good team does",
            "what a good team does about",
            &row.expect,
        ),
        step(
            "The facilitator's notes",
            "the facilitator's notes on",
            &row.notes,
        ),
    ];
    steps.into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exercise::rig::{Rig, minutes};

    const HELPFUL: &str = r#"
        phases: [(id: "p", title: "Detect", when: At("0s"), questions: ["Who knows?", "Since when?"])],
        injects: [
            (id: "first", when: At("1m"), channel: Page, title: "First", expect: "Ask", notes: "Told"),
            (id: "dull", when: At("2m"), channel: Page, title: "Dull"),
            (id: "last", when: At("3m"), channel: Page, title: "Last", notes: "More"),
        ]
    "#;

    /// Asks for all there is, one after the other.
    fn ask_all(mut rig: Rig) -> (Rig, Vec<String>) {
        let mut texts = Vec::new();
        while let Some(hint) = next(&rig.scenario, rig.state()) {
            texts.push(hint.text.clone());
            rig = rig.ask(hint.command());
        }
        (rig, texts)
    }

    #[test]
    fn help_comes_in_steps_and_each_of_them_once() {
        let (rig, texts) = ask_all(Rig::of(HELPFUL).until(minutes(2)));
        assert_eq!(texts, ["- Who knows?\n- Since when?", "Ask", "Told"]);
        assert_eq!(given(&rig.scenario, rig.state()).len(), 3);
        let (rig, texts) = ask_all(rig.until(minutes(3)));
        assert_eq!(texts, ["More"]);
        let asked: Vec<_> = asked_for(&rig.exercise);
        assert_eq!(asked.len(), 4);
        let last = (minutes(3), "the facilitator's notes on “Last”".to_owned());
        assert_eq!(asked.last(), Some(&last));
    }

    #[test]
    fn before_anything_has_come_there_is_no_help() {
        let rig = Rig::of(
            r#"injects: [(id: "i", when: At("1m"), channel: Page, title: "I", notes: "N")]"#,
        );
        assert_eq!(next(&rig.scenario, rig.state()), None);
    }

    #[test]
    fn that_a_hint_was_asked_for_is_no_note_of_ones_own() {
        let note = |text: &str| Command::Observe {
            kind: ObservationKind::Note,
            text: text.to_owned(),
            about: None,
            begun: None,
        };
        let (rig, _) = ask_all(Rig::of(HELPFUL).ask(note("mine")).until(minutes(1)));
        let own = last_own_note(&rig.exercise).map(|(_, text)| text);
        assert_eq!(own.as_deref(), Some("mine"));
    }
}
