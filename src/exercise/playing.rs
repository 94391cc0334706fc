//! One playing of a scenario: its records, the state they fold to, and its clock.

use std::sync::Arc;

use super::{
    command::Command,
    event::{Event, PauseReason, Record, Started, Timed, Who},
    refusal::Refusal,
    state::State,
    time::{Clock, ExerciseTime, RunTime},
};
use crate::scenario::Scenario;

/// An exercise: all that was recorded, and what it amounts to.
///
/// Live play, a resumed exercise, a replay and the report all come through [`Exercise::apply`], so
/// they cannot disagree.
#[derive(Debug, Clone)]
pub struct Exercise {
    scenario: Arc<Scenario>,
    records: Vec<Record>,
    state: State,
}

impl Exercise {
    /// An exercise of `scenario` of which nothing is recorded yet.
    pub fn new(scenario: Arc<Scenario>) -> Self {
        let state = State::new(&scenario);
        Self {
            scenario,
            records: Vec::new(),
            state,
        }
    }

    pub fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    pub fn state(&self) -> &State {
        &self.state
    }

    /// Every record, also of what was taken back.
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// The first record, once there is one.
    pub fn started(&self) -> Option<&Started> {
        match self.records.first()?.event {
            Event::Started(ref started) => Some(started),
            _ => None,
        }
    }

    /// The records that still stand, without what was taken back.
    pub fn standing(&self) -> Vec<&Record> {
        standing(&self.records)
    }

    /// Takes in a record, which follows the last one.
    pub fn apply(&mut self, record: Record) {
        if let Event::Rewound { .. } = record.event {
            self.records.push(record);
            self.fold_again();
        } else {
            self.state
                .apply(&self.scenario, record.clock, &record.event);
            self.records.push(record);
        }
    }

    /// Answers what time alone has caused by `now` and no record tells of yet.
    pub fn due(&self, now: ExerciseTime) -> Vec<Timed> {
        let mut happened = Vec::new();
        if !self.records.is_empty() {
            self.state.clone().act(&self.scenario, now, &mut happened);
        }
        happened
    }

    /// Answers what `command` amounts to at `at`, once time has acted up to then.
    ///
    /// # Errors
    /// Why it cannot be followed as things stand.
    pub fn decide(
        &self,
        at: ExerciseTime,
        command: Command,
        who: Who,
    ) -> Result<Vec<Timed>, Refusal> {
        if command == Command::Undo {
            return self.undo(at).map(|timed| vec![timed]);
        }
        let events = self.state.decide(&self.scenario, at, command, who)?;
        Ok(events
            .into_iter()
            .map(|event| Timed { clock: at, event })
            .collect())
    }

    /// The last entry that somebody made and that still stands.
    pub fn last_entry(&self) -> Option<&Record> {
        self.standing()
            .into_iter()
            .rev()
            .find(|record| record.event.is_entry())
    }

    fn undo(&self, at: ExerciseTime) -> Result<Timed, Refusal> {
        let standing = self.standing();
        let entry = standing
            .iter()
            .rposition(|record| record.event.is_entry())
            .ok_or(Refusal::NothingToUndo)?;
        // The draws of an inject's luck were written before it, and go with it.
        let is_draw = |record: &&Record| matches!(record.event, Event::ChanceDrawn { .. });
        let n_draws = standing[..entry]
            .iter()
            .rev()
            .take_while(|record| is_draw(record))
            .count();
        let to_seq = standing[entry - n_draws - 1].seq;
        // The room's time has passed all the same, unless the entry was a jump of the clock.
        let clock = match standing[entry].event {
            // An ending on the way stopped the clock short of where the jump led.
            Event::Jumped { clock_to } => standing[entry].clock.after(at.since(clock_to)),
            _ => at,
        };
        Ok(Timed {
            clock,
            event: Event::Rewound { to_seq },
        })
    }

    /// Computes the state anew from the records that stand.
    ///
    /// Whether the clock runs and how fast is not taken back: a rewind of a paused exercise leaves
    /// it paused.
    fn fold_again(&mut self) {
        let (paused, speed) = (self.state.paused, self.state.speed);
        let mut state = State::new(&self.scenario);
        for record in standing(&self.records) {
            state.apply(&self.scenario, record.clock, &record.event);
        }
        (state.paused, state.speed) = (paused, speed);
        self.state = state;
    }
}

/// Walks back from the last record, and over what each rewind took back.
fn standing(records: &[Record]) -> Vec<&Record> {
    let mut standing = Vec::with_capacity(records.len());
    let mut next = records.len().checked_sub(1);
    while let Some(record) = next.and_then(|seq| records.get(seq)) {
        standing.push(record);
        next = match record.event {
            Event::Rewound { to_seq } => {
                usize::try_from(to_seq.min(record.seq.saturating_sub(1))).ok()
            }
            _ => next.and_then(|seq| seq.checked_sub(1)),
        };
        if record.seq == 0 {
            break;
        }
    }
    standing.reverse();
    standing
}

/// An exercise under a clock: what a program that plays it keeps.
#[derive(Debug, Clone)]
pub struct Playing {
    pub exercise: Exercise,
    clock: Clock,
}

impl Playing {
    /// An exercise that stands where its records leave it, until something sets its clock going.
    pub fn of(exercise: Exercise) -> Self {
        let clock = Clock::stopped(exercise.state.position);
        Self { exercise, clock }
    }

    /// What the exercise clock shows.
    pub fn clock_at(&self, now: RunTime) -> ExerciseTime {
        self.clock.at(now)
    }

    /// Whether exercise time passes.
    pub fn is_running(&self) -> bool {
        self.clock.is_running()
    }

    /// Answers what time alone has caused by `now`.
    pub fn due(&self, now: RunTime) -> Vec<Timed> {
        self.exercise.due(self.clock.at(now))
    }

    /// The next moment at which time alone causes something, on the exercise clock.
    pub fn next_due(&self, now: RunTime) -> Option<ExerciseTime> {
        let state = &self.exercise.state;
        state.next_due(&self.exercise.scenario, self.clock.at(now))
    }

    /// When the clock will show `at` in real time; never, while it stands short of that.
    pub fn reaches(&self, at: ExerciseTime) -> Option<RunTime> {
        self.clock.reaches(at)
    }

    /// When the next thing is due in real time; never, while the clock stands.
    pub fn next_wake(&self, now: RunTime) -> Option<RunTime> {
        self.clock.reaches(self.next_due(now)?)
    }

    /// Answers what `command` amounts to now. Time has acted first: see [`Self::due`].
    ///
    /// # Errors
    /// Why it cannot be followed as things stand.
    pub fn decide(&self, now: RunTime, command: Command, who: Who) -> Result<Vec<Timed>, Refusal> {
        self.exercise.decide(self.clock.at(now), command, who)
    }

    /// Takes in what was recorded at `now`.
    pub fn recorded(&mut self, now: RunTime, record: Record) {
        let sets_the_clock = matches!(
            record.event,
            Event::Started(_)
                | Event::Paused { .. }
                | Event::Resumed {}
                | Event::SpeedSet { .. }
                | Event::Jumped { .. }
                | Event::Rewound { .. }
                | Event::Ended { .. }
        );
        self.exercise.apply(record);
        if sets_the_clock {
            let state = &self.exercise.state;
            let is_running = state.paused.is_none() && state.ended.is_none();
            self.clock = Clock::set(now, state.position, state.speed, is_running);
        }
    }

    /// Winds the clock on to `at` by hand, for time that is only played.
    pub fn wind(&mut self, now: RunTime, at: ExerciseTime) {
        self.clock = Clock::set(now, at, self.clock.speed(), self.clock.is_running());
    }

    /// Stops the clock where it is, without a record: nothing can be written now.
    pub fn hold(&mut self, now: RunTime) {
        self.clock = Clock::stopped(self.clock.at(now));
    }

    /// What a program records when it opens an exercise that was cut off with its clock running,
    /// which was last seen to show `seen`.
    pub fn cut_off(&self, seen: Option<ExerciseTime>) -> Option<Timed> {
        let state = &self.exercise.state;
        let event = Event::Paused {
            why: PauseReason::Quit,
        };
        let was_running = state.paused.is_none() && state.ended.is_none();
        // Whatever was due by then would have been recorded; a note that says otherwise is wrong.
        let due = state.next_due(&self.exercise.scenario, state.position);
        let seen = seen.into_iter().chain(due).min().filter(|_| seen.is_some());
        was_running.then_some(Timed {
            clock: seen.unwrap_or_default().max(state.position),
            event,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exercise::{
        event::ObservationKind,
        rig::{Rig, minutes, somebody},
    };

    fn note(text: &str) -> Command {
        let (kind, text) = (ObservationKind::Note, text.to_owned());
        Command::Observe {
            kind,
            text,
            about: None,
        }
    }

    fn notes(rig: &Rig) -> Vec<&str> {
        rig.state()
            .observations
            .iter()
            .map(|note| &*note.text)
            .collect()
    }

    #[test]
    fn undo_after_undo_goes_further_back() {
        let rig = Rig::of("").ask(note("a")).ask(note("b")).ask(note("c"));
        let rig = rig.ask(Command::Undo);
        assert_eq!(notes(&rig), ["a", "b"]);
        let rig = rig.ask(Command::Undo).ask(note("d"));
        assert_eq!(notes(&rig), ["a", "d"]);
        let rig = rig.ask(Command::Undo).ask(Command::Undo);
        assert_eq!(notes(&rig), [""; 0]);
        assert_eq!(rig.refusal(Command::Undo), Some(Refusal::NothingToUndo));
        // Everything is still there to be read: the start, four notes, four times undo.
        assert_eq!(rig.exercise.records().len(), 1 + 4 + 4);
    }

    #[test]
    fn what_stands_leaves_out_what_was_taken_back() {
        let rig = Rig::of("")
            .ask(note("a"))
            .ask(note("b"))
            .ask(Command::Undo)
            .ask(note("c"));
        let seqs: Vec<_> = rig
            .exercise
            .standing()
            .iter()
            .map(|record| record.seq)
            .collect();
        // 0 started, 1 a, 2 b, 3 rewound to 1, 4 c.
        assert_eq!(seqs, [0, 1, 3, 4]);
        assert_eq!(rig.exercise.last_entry().map(|record| record.seq), Some(4));
    }

    #[test]
    fn the_clocks_deeds_are_not_undone() {
        let rig = Rig::of(r#"injects: [(id: "i", when: At("1m"), channel: Chat, title: "I")]"#)
            .until(minutes(2))
            .ask(Command::SetSpeed(3.0))
            .ask(Command::Pause(PauseReason::Hand));
        assert_eq!(rig.refusal(Command::Undo), Some(Refusal::NothingToUndo));
    }

    #[test]
    fn a_jump_is_undone_by_what_it_skipped_and_no_more() {
        let rig = Rig::of("")
            .until(minutes(10))
            .ask(Command::Jump { to: minutes(20) });
        let rig = rig.until(minutes(23)).ask(Command::Undo);
        assert_eq!(rig.now, minutes(13));
        assert_eq!(rig.state().position, minutes(13));
    }

    #[test]
    fn a_jump_over_the_end_is_undone_to_where_it_began() {
        let rig = Rig::of("")
            .until(minutes(10))
            .ask(note("before"))
            .ask(Command::Jump { to: minutes(90) });
        assert!(rig.state().ended.is_some());
        // The clock stopped at the end, short of where the jump led.
        let at_the_end = Rig {
            now: minutes(60),
            ..rig
        };
        let rig = at_the_end.ask(Command::Undo);
        assert_eq!((rig.now, rig.state().position), (minutes(10), minutes(10)));
        assert_eq!(rig.state().ended, None);
    }

    #[test]
    fn an_end_by_hand_is_undone_and_the_clock_goes_on() {
        let mut playing = Playing::of(Rig::of("").until(minutes(1)).exercise);
        let mut n_records = playing.exercise.records().len() as u64;
        let mut ask = |playing: &mut Playing, now_ms, command| {
            let now = RunTime::from_ms(now_ms);
            for timed in playing
                .decide(now, command, somebody())
                .expect("it is followed")
            {
                let Timed { clock, event } = timed;
                let (seq, ts) = (n_records, chrono::DateTime::default());
                n_records += 1;
                playing.recorded(
                    now,
                    Record {
                        seq,
                        ts,
                        clock,
                        event,
                    },
                );
            }
        };
        ask(&mut playing, 0, Command::SetSpeed(2.0));
        ask(&mut playing, 3_000, Command::Stop);
        assert!(!playing.is_running());
        ask(&mut playing, 9_000, Command::Undo);
        assert!(playing.is_running());
        // 3s at twice the speed, nothing while it had ended, and 1s more.
        assert_eq!(
            playing.clock_at(RunTime::from_ms(10_000)),
            ExerciseTime::from_ms(8_000)
        );
    }

    #[test]
    fn the_next_wake_is_when_the_clock_gets_there() {
        let rig = Rig::of(r#"injects: [(id: "i", when: At("10m"), channel: Chat, title: "I")]"#);
        let mut playing = Playing::of(rig.exercise);
        assert_eq!(playing.next_due(RunTime::default()), Some(minutes(10)));
        assert_eq!(playing.next_wake(RunTime::default()), None, "it stands");
        let event = Event::SpeedSet { speed: 6.0 };
        let (seq, ts, clock) = (1, chrono::DateTime::default(), ExerciseTime::START);
        playing.recorded(
            RunTime::from_ms(500),
            Record {
                seq,
                ts,
                clock,
                event,
            },
        );
        // Ten minutes at six a minute are 100 s.
        assert_eq!(
            playing.next_wake(RunTime::from_ms(500)),
            Some(RunTime::from_ms(100_500))
        );
        playing.hold(RunTime::from_ms(10_500));
        assert_eq!(playing.clock_at(RunTime::from_ms(99_000)), minutes(1));
        assert_eq!(playing.next_wake(RunTime::from_ms(99_000)), None);
    }

    #[test]
    fn an_exercise_that_was_cut_off_stands_where_it_was_last_seen() {
        let rig = Rig::of(r#"injects: [(id: "i", when: At("10m"), channel: Chat, title: "I")]"#)
            .until(minutes(3))
            .ask(note("at 3m"));
        let playing = Playing::of(rig.exercise);
        let cut_off = |seen| playing.cut_off(seen).map(|timed| timed.clock);
        assert_eq!(cut_off(None), Some(minutes(3)));
        assert_eq!(cut_off(Some(minutes(5))), Some(minutes(5)));
        assert_eq!(
            cut_off(Some(minutes(1))),
            Some(minutes(3)),
            "no note turns the clock back"
        );
        assert_eq!(
            cut_off(Some(minutes(40))),
            Some(minutes(10)),
            "what was due would be recorded"
        );
    }

    #[test]
    fn an_exercise_that_was_left_or_has_ended_was_not_cut_off() {
        for last in [Command::Pause(PauseReason::Quit), Command::Stop] {
            let playing = Playing::of(Rig::of("").ask(last).exercise);
            assert_eq!(playing.cut_off(Some(minutes(5))), None);
        }
    }
}
