//! The timeline of an exercise, and its entries.

use super::{mark, phrase::one_line, teller::Teller};
use crate::{
    exercise::{Event, Exercise, ExerciseTime, Record},
    journal::{Observers, Seen},
};

/// Something that happened, ready to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub clock: ExerciseTime,
    /// What kind of thing it is: one of [`super::mark`].
    pub mark: &'static str,
    /// One harmless line, without a full stop.
    pub text: String,
    /// Harmless lines that go with it: what an inject says, what can be chosen, the feedback on
    /// an outcome, which a facilitator may want to keep for the debrief.
    pub detail: Vec<String>,
}

impl Entry {
    /// Whether the room may read [`Self::text`]: it gives away nothing that is still to come, nor
    /// what evaluators watch for.
    pub fn is_for_the_room(&self) -> bool {
        mark::FOR_THE_ROOM.contains(&self.mark)
    }
}

/// Tells of a record; nothing of one that nobody needs to read.
///
/// Left out are the draws of luck, which an outcome tells of, and the tasks that an evaluator
/// begins to watch for, which would give away what a good team does.
pub fn entry(exercise: &Exercise, record: &Record) -> Option<Entry> {
    let teller = Teller {
        scenario: exercise.scenario(),
        improvised: &exercise.state().improvised,
    };
    let told = teller.tell(&record.event)?;
    Some(Entry {
        clock: record.clock,
        mark: told.mark,
        text: one_line(&told.text),
        detail: told.detail,
    })
}

/// Tells of an exercise's records that stand, in the order in which things happened.
pub fn entries(exercise: &Exercise) -> Vec<Entry> {
    let mut entries: Vec<_> = exercise
        .standing()
        .into_iter()
        .filter_map(|record| entry(exercise, &record))
        .collect();
    entries.sort_by_key(|entry| entry.clock);
    entries
}

/// Tells of what an observer saw. Nothing in it is for the room.
pub fn seen(exercise: &Exercise, seen: &Seen) -> Option<Entry> {
    let told = match &seen.record.event {
        // What is written anew is told in its own place, as it reads now.
        Event::EntryCorrected { .. } | Event::EntryWithdrawn { .. } => return None,
        _ => entry(exercise, &seen.record)?,
    };
    let mark = match told.mark {
        mark::TASK => mark::SEEN,
        other => other,
    };
    Some(Entry { mark, ..told })
}

/// The same as [`entries`], with what observers saw woven in by the exercise clock.
pub fn woven(exercise: &Exercise, observers: &Observers) -> Vec<Entry> {
    let mut woven = entries(exercise);
    let all = observers.seen();
    woven.extend(all.iter().filter_map(|it| seen(exercise, it)));
    woven.sort_by_key(|entry| entry.clock);
    woven
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::rig::{Rig, cdn, play};

    fn told(rig: &Rig) -> Vec<(&'static str, String)> {
        let entries = entries(&rig.exercise).into_iter();
        entries.map(|entry| (entry.mark, entry.text)).collect()
    }

    #[test]
    fn an_exercise_is_told_in_the_order_in_which_it_happened() {
        let told = told(&cdn());
        let story: Vec<_> = told
            .iter()
            .map(|(mark, text)| format!("{mark}: {text}"))
            .collect();
        assert_eq!(
            story[..8],
            [
                "start: Exercise begins: The CDN is cut off from the clients",
                "phase: Detection",
                "inject: Page from Alertmanager: Edge 5xx above 5 %",
                "acknowledged: Edge 5xx above 5 % (Ana)",
                "inject: Chat from Client team: It is cached for 24 h",
                "undo: Taken back: what was recorded after number 6",
                "task missed: The provider is called",
                "question: The provider is silent. Move the traffic? (Incident commander, within \
                 8 min)",
            ]
        );
        let entries = entries(&cdn().exercise);
        assert!(entries.is_sorted_by_key(|entry| entry.clock));
    }

    #[test]
    fn no_line_has_a_full_stop_or_steers_a_terminal() {
        let rig = play("")
            .observe(1, "All\nis \u{1b}[31mred.")
            .observe(2, "Well...");
        assert_eq!(told(&rig)[1].1, "All is \u{fffd}[31mred (Ana)");
        assert_eq!(told(&rig)[2].1, "Well... (Ana)");
        for (_, text) in told(&cdn()) {
            assert!(!text.ends_with('.'), "{text}");
        }
    }

    #[test]
    fn what_evaluators_watch_for_is_not_given_away() {
        let entries = entries(&cdn().exercise);
        let room = entries.iter().filter(|entry| entry.is_for_the_room());
        let all: String = room.map(|entry| entry.text.as_str()).collect();
        for secret in [
            "provider is called",
            "status update",
            "24 h (Ana)",
            "header",
        ] {
            assert!(!all.contains(secret), "{secret}");
        }
        assert!(all.contains("Switch to the second CDN"));
    }

    #[test]
    fn an_option_that_may_be_hidden_is_not_among_a_questions_details() {
        let entries = entries(&cdn().exercise);
        let question = entries.iter().find(|entry| entry.mark == mark::QUESTION);
        assert_eq!(
            question.unwrap().detail,
            [
                "second-cdn: Switch to the second CDN",
                "wait: Wait for the provider"
            ]
        );
    }

    #[test]
    fn an_outcome_is_told_with_its_feedback() {
        let entries = entries(&cdn().exercise);
        let outcome = entries.iter().find(|entry| entry.mark == mark::OUTCOME);
        assert_eq!(outcome.unwrap().detail[0], "# Right");
    }
}
