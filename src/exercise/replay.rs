//! A past exercise under a clock that is wound by hand: what it was at any instant. It reads the
//! records that stand, and never adds one.
//!
//! ```text
//!  records that stand, in the order of their clocks
//!  0 ......... 63 | 64 ........ 127 | 128 ...
//!  ▲ a snapshot     ▲ a snapshot      ▲        a seek folds on from the last one before it
//! ```

use std::sync::Arc;

use super::{
    event::{Event, Record},
    history::Exercise,
    time::ExerciseTime,
};

/// What was recorded of an exercise and stands, in the order in which it happened.
#[derive(Debug)]
pub struct Recording {
    records: Vec<Record>,
    /// What the exercise was before every so many of them.
    snapshots: Vec<Exercise>,
    n_taken_back: usize,
}

/// After how many records there is another snapshot.
const STRIDE: usize = 64;

impl Recording {
    /// What is known of an exercise, be it over or not. What was taken back is left out, and an
    /// observation stands where it was begun; those of `seen`, which others wrote beside the
    /// exercise's own journal, among them.
    pub fn of(exercise: &Exercise, seen: Vec<Record>) -> Self {
        let standing = exercise.standing();
        let n_entries = |record: &&Record| record.event.is_entry();
        let n_made = exercise.records().iter().filter(n_entries).count();
        let n_kept = standing.iter().filter(|it| it.event.is_entry()).count();
        let mut latest = ExerciseTime::START;
        let mut records: Vec<_> = standing
            .into_iter()
            // A rewind tells where the clock went on, and what it led back to stands before it.
            .filter(|record| !matches!(record.event, Event::Rewound { .. }))
            .map(|record| {
                let mut record = record.into_owned();
                if !matches!(record.event, Event::Observed { .. }) {
                    latest = latest.max(record.clock);
                    record.clock = latest;
                }
                record
            })
            .collect();
        let is_observation = |it: &Record| matches!(it.event, Event::Observed { .. });
        records.extend(seen.into_iter().filter(is_observation));
        records.sort_by_key(|record| record.clock);
        Self {
            snapshots: snapshots(exercise.afresh(), &records),
            records,
            n_taken_back: n_made.saturating_sub(n_kept),
        }
    }

    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// How many entries were taken back, of which nothing is shown.
    pub fn n_taken_back(&self) -> usize {
        self.n_taken_back
    }

    /// Up to when something is known.
    pub fn end(&self) -> ExerciseTime {
        self.records
            .last()
            .map_or(ExerciseTime::START, |it| it.clock)
    }

    /// How many records had happened when the clock showed `clock`.
    pub fn n_by(&self, clock: ExerciseTime) -> usize {
        self.records.partition_point(|it| it.clock <= clock)
    }

    /// How many records there were when the clock was first set going: up to there is the briefing.
    pub fn n_before_the_start(&self) -> usize {
        let mut at_start = self
            .records
            .iter()
            .take_while(|it| it.clock == ExerciseTime::START);
        let first_going = at_start.position(|it| matches!(it.event, Event::Resumed {}));
        first_going.unwrap_or(1).min(self.records.len())
    }

    /// What the exercise was after its first `n` records.
    pub fn after(&self, n: usize) -> Exercise {
        let n = n.min(self.records.len());
        let mut exercise = self.snapshots[n / STRIDE].clone();
        self.go_on(&mut exercise, n);
        exercise
    }

    /// Lets an exercise that is as after some of the records go on to its first `n`.
    fn go_on(&self, exercise: &mut Exercise, n: usize) {
        for record in &self.records[exercise.records().len()..n] {
            exercise.tell_again(record.clone());
        }
    }
}

fn snapshots(mut exercise: Exercise, records: &[Record]) -> Vec<Exercise> {
    let mut snapshots = vec![exercise.clone()];
    for chunk in records.chunks_exact(STRIDE) {
        for record in chunk {
            exercise.tell_again(record.clone());
        }
        snapshots.push(exercise.clone());
    }
    snapshots
}

/// A recording, and where in it somebody is.
#[derive(Debug, Clone)]
pub struct Reel {
    recording: Arc<Recording>,
    shown: Exercise,
    clock: ExerciseTime,
}

impl Reel {
    /// A recording, shown as it was before its clock was set going.
    pub fn of(recording: Recording) -> Self {
        let n = recording.n_before_the_start();
        Self {
            shown: recording.after(n),
            recording: Arc::new(recording),
            clock: ExerciseTime::START,
        }
    }

    pub fn recording(&self) -> &Recording {
        &self.recording
    }

    /// What the exercise was then.
    pub fn exercise(&self) -> &Exercise {
        &self.shown
    }

    /// What its clock showed.
    pub fn clock(&self) -> ExerciseTime {
        self.clock
    }

    /// How many of the records have happened.
    pub fn n(&self) -> usize {
        self.shown.records().len()
    }

    /// Winds on or back to when the clock showed `clock`, at most to the end.
    pub fn wind_to(&mut self, clock: ExerciseTime) {
        self.clock = clock.min(self.recording.end());
        self.show(self.recording.n_by(self.clock));
    }

    /// Winds to right after the first `n` records, though more may have happened at that instant.
    pub fn wind_to_record(&mut self, n: usize) {
        let last = n.checked_sub(1).and_then(|n| self.recording.records.get(n));
        self.clock = last.map_or(ExerciseTime::START, |record| record.clock);
        self.show(n);
    }

    /// Winds to right before the record with that place, at its very instant.
    pub fn wind_to_before(&mut self, n: usize) {
        let next = self.recording.records.get(n);
        self.clock = next.map_or(self.recording.end(), |record| record.clock);
        self.show(n);
    }

    fn show(&mut self, n: usize) {
        if (self.n()..=self.n() + STRIDE).contains(&n) {
            let n = n.min(self.recording.records.len());
            self.recording.go_on(&mut self.shown, n);
        } else {
            self.shown = self.recording.after(n);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exercise::{
        Command,
        event::{ObservationKind, PauseReason},
        rig::{Rig, minutes},
    };

    const PARTS: &str = r#"
        signals: [(id: "impact", name: "Impact", start: 0, max: 100, impact: true)],
        injects: [(id: "i", when: At("2m"), channel: Chat, title: "I",
                   effects: [Signal("impact", 50, "4m")]),
                  (id: "j", when: At("6m"), channel: Chat, title: "J")]"#;

    fn note(text: &str, begun: Option<ExerciseTime>) -> Command {
        Command::Observe {
            kind: ObservationKind::Note,
            text: text.to_owned(),
            about: None,
            begun,
        }
    }

    fn notes(exercise: &Exercise) -> Vec<&str> {
        let notes = exercise.state().observations.iter();
        notes.map(|note| &*note.text).collect()
    }

    #[test]
    fn what_was_taken_back_is_not_shown_and_is_counted() {
        let rig = Rig::of(PARTS).until(minutes(1)).ask(note("a", None));
        let rig = rig.ask(Command::Undo).ask(note("b", None));
        let rig = rig.until(minutes(7));
        let recording = Recording::of(&rig.exercise, Vec::new());
        assert_eq!(recording.n_taken_back(), 1);
        assert_eq!(notes(&recording.after(99)), ["b"]);
        assert_eq!(recording.end(), minutes(6));
    }

    #[test]
    fn an_observation_stands_where_it_was_begun() {
        let rig = Rig::of(PARTS)
            .until(minutes(3))
            .ask(note("begun at 1", Some(minutes(1))));
        let mut reel = Reel::of(Recording::of(&rig.exercise, Vec::new()));
        reel.wind_to(minutes(1));
        assert_eq!(notes(reel.exercise()), ["begun at 1"]);
        assert_eq!(reel.exercise().state().now, minutes(1));
    }

    #[test]
    fn what_an_observer_wrote_elsewhere_stands_in_its_time_and_does_nothing_else() {
        let rig = Rig::of(PARTS).until(minutes(3)).ask(note("at 3", None));
        let other = Rig::of(PARTS).until(minutes(1)).ask(note("at 1", None));
        let seen = other.exercise.records().to_vec();
        let mut reel = Reel::of(Recording::of(&rig.exercise, seen));
        reel.wind_to(minutes(3));
        assert_eq!(notes(reel.exercise()), ["at 1", "at 3"]);
        let n_started = reel.recording().records().iter();
        let n_started = n_started.filter(|it| matches!(it.event, Event::Started(_)));
        assert_eq!(n_started.count(), 1);
    }

    #[test]
    fn what_came_again_after_an_undo_has_its_own_time() {
        // The note at 1m is taken back at 5m, and the inject of 2m comes again with its own time.
        let rig = Rig::of(PARTS).until(minutes(1)).ask(note("a", None));
        let rig = rig.until(minutes(5)).ask(Command::Undo);
        let mut reel = Reel::of(Recording::of(&rig.exercise, Vec::new()));
        reel.wind_to(minutes(2));
        let inject = rig.scenario.injects.find("i").expect("it is there");
        let delivered = reel.exercise().state().injects[inject].delivered.clone();
        assert_eq!(delivered.map(|(at, _)| at), Some(minutes(2)));
    }

    #[test]
    fn winding_back_and_on_comes_to_the_same() {
        let mut rig = Rig::of(PARTS);
        for n in 0..300 {
            rig = rig.until(ExerciseTime::from_ms(n * 2000));
            rig = rig.ask(note(&n.to_string(), None));
        }
        let mut reel = Reel::of(Recording::of(&rig.exercise, Vec::new()));
        for second in [599, 0, 130, 131, 300, 12, 590] {
            let at = ExerciseTime::from_ms(second * 1000);
            reel.wind_to(at);
            // A note every other second, the first at 0.
            assert_eq!(notes(reel.exercise()).len() as u64, second / 2 + 1);
            let fresh = reel.recording().after(reel.n());
            assert_eq!(reel.exercise().state(), fresh.state());
        }
    }

    #[test]
    fn it_begins_with_the_briefing_and_an_interrupted_one_ends_where_it_stands() {
        let rig = Rig::of(PARTS).ask(Command::Pause(PauseReason::Hand));
        let rig = rig.ask(Command::Resume).until(minutes(3));
        let mut reel = Reel::of(Recording::of(&rig.exercise, Vec::new()));
        assert!(reel.exercise().state().paused.is_some());
        reel.wind_to(minutes(50));
        assert_eq!(reel.clock(), minutes(2));
        assert!(reel.exercise().state().ended.is_none());
    }

    #[test]
    fn an_instant_can_be_stood_in_before_and_after_each_record() {
        let rig = Rig::of(PARTS).until(minutes(2)).ask(note("a", None));
        let mut reel = Reel::of(Recording::of(&rig.exercise, Vec::new()));
        let n = reel.recording().records().len();
        reel.wind_to_before(n - 1);
        assert_eq!(
            (reel.clock(), notes(reel.exercise()).len()),
            (minutes(2), 0)
        );
        reel.wind_to_record(n);
        assert_eq!(
            (reel.clock(), notes(reel.exercise()).len()),
            (minutes(2), 1)
        );
    }
}
