//! An answer that is still being written when its time is up counts: it is recorded as far as it
//! stands right before the limit passes, and can be written on.

use super::{
    App,
    modals::{Modal, Prompt},
    step::Wanted,
};
use crate::exercise::{
    Command, Event, ExerciseTime, Timed,
    event::{Grounds, Part},
};

impl App {
    /// What is to be recorded before time acts up to now: such an answer, or what is due before
    /// it. Nothing, where no answer is being written whose limit has passed.
    pub(super) fn answer_in_time(&mut self) -> Option<Vec<Timed>> {
        let open = |modal: &Modal| match modal {
            Modal::Decide(decide) => Some((decide.decision, decide.so_far()?)),
            Modal::Prompt(prompt) => {
                let (decision, command) = prompt.answer_so_far(self)?;
                Some((decision, (command, None)))
            }
            _ => None,
        };
        let mut modals = self.modals.iter().enumerate();
        let (n, (decision, (command, who))) =
            modals.find_map(|(n, modal)| Some((n, open(modal)?)))?;
        let limit = self.state().expires_at(self.scenario(), decision)?;
        if limit > self.clock() {
            return None;
        }
        let last = last_before(limit).filter(|last| *last >= self.state().now)?;
        let before = self.playing.exercise.due(last);
        if !before.is_empty() {
            return Some(before);
        }
        let written = reason(&command);
        let who = who.unwrap_or_else(|| self.at_the_keys());
        let exercise = &self.playing.exercise;
        // Refused, it stays where it is written, and the limit passes.
        let answered = exercise.decide(last, command, who).ok()?;
        let made = answered.iter().position(is_answer)?;
        let n_recorded = exercise.records().len() + made;
        let entry = u64::try_from(n_recorded).unwrap_or(u64::MAX);
        self.modals[n] = write_on(entry, written);
        Some(answered)
    }
}

/// The last instant before a limit passes.
fn last_before(limit: ExerciseTime) -> Option<ExerciseTime> {
    limit.as_ms().checked_sub(1).map(ExerciseTime::from_ms)
}

fn is_answer(timed: &Timed) -> bool {
    matches!(timed.event, Event::DecisionMade { .. })
}

fn reason(command: &Command) -> String {
    match command {
        Command::Answer {
            grounds:
                Grounds {
                    rationale: Some(why),
                    ..
                },
            ..
        } => why.clone(),
        _ => String::new(),
    }
}

/// Takes what is still typed, so that no letter of it is taken for a key.
fn write_on(entry: u64, written: String) -> Modal {
    let hint = "The answer counts as far as it was written. Enter adds what you write here as the \
                reason; Esc leaves it as it is.";
    let wanted = Wanted::Correction {
        entry,
        part: Part::Text,
        old: written.clone(),
    };
    let prompt = Prompt::new("Time is up: recorded just in time", hint, wanted);
    Modal::Prompt(prompt.beginning_with(&written))
}
