//! An exercise under a clock.

use std::cell::Cell;

use super::{
    command::Command,
    event::{Event, PauseReason, Record, Timed, Who},
    history::Exercise,
    refusal::Refusal,
    time::{Clock, ExerciseTime, RunTime},
};
use crate::scenario::Span;

/// An exercise under a clock: what a program that plays it keeps.
#[derive(Debug, Clone)]
pub struct Playing {
    pub exercise: Exercise,
    clock: Clock,
    quiet: Cell<Option<Quiet>>,
}

/// Whether other records tell of an exercise that is followed than before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaughtUp {
    Same,
    Anew,
}

/// A stretch of time in which time alone causes nothing, as long as nothing is recorded.
///
/// A clock asks each second whether something is due, and mostly the answer is that this has not
/// changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Quiet {
    n_records: usize,
    from: ExerciseTime,
    /// When something is due; never, without it.
    until: Option<ExerciseTime>,
}

impl Playing {
    /// An exercise that stands where its records leave it, until something sets its clock going.
    pub fn of(exercise: Exercise) -> Self {
        let clock = Clock::stopped(exercise.state().position);
        Self {
            exercise,
            clock,
            quiet: Cell::default(),
        }
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
        let at = self.clock.at(now);
        if self.quiet_at(at).is_some() {
            return Vec::new();
        }
        let due = self.exercise.due(at);
        if due.is_empty() {
            self.quiet.set(Some(Quiet {
                n_records: self.exercise.records().len(),
                from: at,
                until: self.due_after(at),
            }));
        }
        due
    }

    /// The stretch of quiet around `at`, if that is known to be in one.
    fn quiet_at(&self, at: ExerciseTime) -> Option<Quiet> {
        let n_records = self.exercise.records().len();
        let quiet = self.quiet.get().filter(|quiet| {
            let is_within = quiet.from <= at && quiet.until.is_none_or(|until| at < until);
            is_within && quiet.n_records == n_records
        });
        if let Some(quiet) = quiet {
            debug_assert_eq!(self.exercise.due(at), []);
            debug_assert_eq!(self.due_after(at), quiet.until);
        }
        quiet
    }

    fn due_after(&self, at: ExerciseTime) -> Option<ExerciseTime> {
        let state = self.exercise.state();
        state.next_due(self.exercise.scenario(), at)
    }

    /// The next moment at which time alone causes something, on the exercise clock.
    pub fn next_due(&self, now: RunTime) -> Option<ExerciseTime> {
        let at = self.clock.at(now);
        match self.quiet_at(at) {
            Some(quiet) => quiet.until,
            None => self.due_after(at),
        }
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
            let state = self.exercise.state();
            let is_running = state.paused.is_none() && state.ended.is_none();
            self.clock = Clock::set(now, state.position, state.speed, is_running);
        }
    }

    /// Winds the clock on to `at` by hand, for time that is only played.
    pub fn wind(&mut self, now: RunTime, at: ExerciseTime) {
        self.clock = Clock::set(now, at, self.clock.speed(), self.clock.is_running());
    }

    /// Sets the clock as the records say that it goes, showing `at` now: for an exercise that
    /// somebody else plays.
    pub fn go_on_from(&mut self, now: RunTime, at: ExerciseTime) {
        let state = self.exercise.state();
        let is_running = state.paused.is_none() && state.ended.is_none();
        self.clock = Clock::set(now, at, state.speed, is_running);
    }

    /// Stands as `followed` does: the same exercise, as far as somebody else has played it. Answers
    /// whether its records are others than before.
    pub fn catch_up_with(&mut self, followed: &Self) -> CaughtUp {
        let (ours, theirs) = (self.exercise.records(), followed.exercise.records());
        // The chain ties what is between to the last one.
        let is_there = ours.len() == theirs.len()
            && ours.first() == theirs.first()
            && ours.last() == theirs.last();
        if !is_there {
            self.exercise = followed.exercise.clone();
            self.quiet.take();
        }
        self.clock = followed.clock;
        if is_there {
            CaughtUp::Same
        } else {
            CaughtUp::Anew
        }
    }

    /// When the clock is to be shown anew: with its next second, and at a higher speed with as many
    /// as pass in a real one. A screen that only tells the time wakes once a second.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        clippy::cast_sign_loss,
        reason = "a step of the clock, divided by a speed above 0"
    )]
    pub fn next_showing(&self, now: RunTime) -> RunTime {
        let step_ms = self.showing_step().as_ms();
        let left_ms = step_ms - self.clock_at(now).as_ms() % step_ms;
        let real_ms = (left_ms as f64 / self.exercise.state().speed).ceil() as u64;
        RunTime::from_ms(now.as_ms().saturating_add(real_ms))
    }

    /// What the clock shows on a screen: where it stood at its last showing, or where something was
    /// recorded since. A picture then changes with the clock, not with every key between its steps.
    pub fn shown_at(&self, now: RunTime) -> ExerciseTime {
        let at = self.clock_at(now);
        if !self.is_running() {
            return at;
        }
        let past_ms = at.as_ms() % self.showing_step().as_ms();
        let showing = ExerciseTime::from_ms(at.as_ms() - past_ms);
        showing.max(self.exercise.state().position).min(at)
    }

    /// How far the clock goes from one showing to the next.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a speed is above 0 and at most 1000"
    )]
    pub fn showing_step(&self) -> Span {
        // A journal from elsewhere may say anything.
        let speed = self.exercise.state().speed.clamp(1.0, 1000.0);
        Span::from_ms(1000 * speed.ceil() as u64)
    }

    /// Stops the clock where it is, without a record: nothing can be written now.
    pub fn hold(&mut self, now: RunTime) {
        self.clock = Clock::stopped(self.clock.at(now));
    }

    /// What a program records when it opens an exercise that was cut off with its clock running,
    /// which was last seen to show `seen`.
    pub fn cut_off(&self, seen: Option<ExerciseTime>) -> Option<Timed> {
        let state = self.exercise.state();
        let event = Event::Paused {
            why: PauseReason::Quit,
        };
        let was_running = state.paused.is_none() && state.ended.is_none();
        // Whatever was due by then would have been recorded; a note that says otherwise is wrong.
        let due = state.next_due(self.exercise.scenario(), state.position);
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
            begun: None,
        }
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
    fn a_quiet_stretch_ends_where_something_is_due_or_recorded() {
        let text = r#"injects: [
            (id: "i", when: At("10m"), channel: Chat, title: "I"),
            (id: "hand", when: Held, channel: Chat, title: "By hand"),
            (id: "after", when: After("hand", "1m"), channel: Chat, title: "After"),
        ]"#;
        let mut playing = Playing::of(Rig::of(text).exercise);
        let go = |playing: &mut Playing, at| playing.go_on_from(RunTime::default(), at);
        let due = |playing: &Playing| playing.due(RunTime::default()).len();
        let next = |playing: &Playing| playing.next_due(RunTime::default());
        for at in [minutes(5), minutes(6), minutes(2)] {
            go(&mut playing, at);
            assert_eq!((due(&playing), next(&playing)), (0, Some(minutes(10))));
        }
        go(&mut playing, minutes(10));
        assert_eq!(due(&playing), 1);
        go(&mut playing, minutes(7));
        assert_eq!(due(&playing), 0);
        let inject = playing
            .exercise
            .scenario()
            .injects
            .indices()
            .nth(1)
            .unwrap();
        let fire = Command::Fire(inject);
        let fired = playing.decide(RunTime::default(), fire, somebody());
        let Timed { clock, event } = fired.unwrap().remove(0);
        let (seq, ts) = (
            playing.exercise.records().len() as u64,
            chrono::DateTime::default(),
        );
        let record = Record {
            seq,
            ts,
            clock,
            event,
        };
        playing.recorded(RunTime::default(), record);
        assert_eq!(next(&playing), Some(minutes(8)));
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
    fn whoever_follows_stands_as_what_is_followed_does() {
        let rig = Rig::of("").until(minutes(3)).ask(note("a"));
        let mut ours = Playing::of(rig.exercise.clone());
        let mut followed = Playing::of(rig.exercise.clone());
        followed.go_on_from(RunTime::default(), minutes(4));
        ours.catch_up_with(&followed);
        let later = RunTime::from_ms(60_000);
        assert!(ours.is_running());
        assert_eq!(ours.clock_at(later), minutes(5));
        // As many records, and another one at the end.
        let other = Rig::of("").until(minutes(3)).ask(note("b")).exercise;
        ours.catch_up_with(&Playing::of(other.clone()));
        assert_eq!(ours.exercise.records(), other.records());
        assert_eq!(ours.exercise.state(), other.state());
        ours.catch_up_with(&Playing::of(rig.ask(note("c")).exercise));
        assert_eq!(ours.exercise.state().observations.len(), 2);
    }

    #[test]
    fn an_exercise_that_was_left_or_has_ended_was_not_cut_off() {
        for last in [Command::Pause(PauseReason::Quit), Command::Stop] {
            let playing = Playing::of(Rig::of("").ask(last).exercise);
            assert_eq!(playing.cut_off(Some(minutes(5))), None);
        }
    }

    #[test]
    fn a_clock_is_shown_anew_about_once_a_second_at_any_speed() {
        let mut playing = Playing::of(Rig::of("").exercise);
        for (n, speed, wait_ms) in [
            (1, 1.0, 1000),
            (2, 6.0, 1000),
            (3, 0.5, 2000),
            (4, 2.5, 1200),
        ] {
            playing.recorded(
                RunTime::default(),
                Record {
                    seq: n,
                    ts: chrono::DateTime::default(),
                    clock: ExerciseTime::START,
                    event: Event::SpeedSet { speed },
                },
            );
            let at = playing.next_showing(RunTime::default());
            assert_eq!(at.as_ms(), wait_ms, "at {speed}");
        }
    }
}
