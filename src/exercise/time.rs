//! The two times an exercise knows, as two types, so that they cannot be mixed.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::scenario::Span;

/// The exercise clock: milliseconds since T+0. It pauses, jumps and has a speed.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct ExerciseTime(u64);

impl ExerciseTime {
    /// T+0.
    pub const START: Self = Self(0);

    /// The instant `ms` milliseconds after T+0.
    pub const fn from_ms(ms: u64) -> Self {
        Self(ms)
    }

    /// Milliseconds since T+0.
    pub const fn as_ms(self) -> u64 {
        self.0
    }

    /// The instant `span` after this one.
    #[must_use]
    pub const fn after(self, span: Span) -> Self {
        Self(self.0.saturating_add(span.as_ms()))
    }

    /// How long ago `earlier` was; nothing when it is yet to come.
    pub const fn since(self, earlier: Self) -> Span {
        Span::from_ms(self.0.saturating_sub(earlier.0))
    }

    /// The next instant that can be told from this one.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

impl From<Span> for ExerciseTime {
    fn from(since_start: Span) -> Self {
        Self(since_start.as_ms())
    }
}

/// `T+1:02:03`: hours, minutes and seconds since T+0.
impl fmt::Display for ExerciseTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let s = self.0 / 1000;
        write!(f, "T+{}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60)
    }
}

/// Milliseconds of real time since the program opened the exercise; never goes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct RunTime(u64);

impl RunTime {
    /// The instant `ms` milliseconds after the program opened the exercise.
    pub const fn from_ms(ms: u64) -> Self {
        Self(ms)
    }

    /// Milliseconds since the program opened the exercise.
    pub const fn as_ms(self) -> u64 {
        self.0
    }
}

/// Turns real time into exercise time: a point where both were known, and the speed since.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Clock {
    set_at: RunTime,
    showed: ExerciseTime,
    /// Exercise minutes per real minute.
    speed: f64,
    is_running: bool,
}

impl Clock {
    /// A clock that stands at `at`.
    pub const fn stopped(at: ExerciseTime) -> Self {
        Self {
            set_at: RunTime::from_ms(0),
            showed: at,
            speed: 1.0,
            is_running: false,
        }
    }

    /// A clock that shows `at` from `now` on.
    pub const fn set(now: RunTime, at: ExerciseTime, speed: f64, is_running: bool) -> Self {
        Self {
            set_at: now,
            showed: at,
            speed,
            is_running,
        }
    }

    /// What the clock shows.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        clippy::cast_sign_loss,
        reason = "milliseconds of centuries fit a float's 53 bits, and neither factor is negative"
    )]
    pub fn at(&self, now: RunTime) -> ExerciseTime {
        if !self.is_running {
            return self.showed;
        }
        let real_ms = now.as_ms().saturating_sub(self.set_at.as_ms());
        ExerciseTime(
            self.showed
                .0
                .saturating_add((real_ms as f64 * self.speed) as u64),
        )
    }

    /// When the clock will show `at`; never, while it stands and has not got there.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        clippy::cast_sign_loss,
        reason = "milliseconds of centuries fit a float's 53 bits, and neither factor is negative"
    )]
    pub fn reaches(&self, at: ExerciseTime) -> Option<RunTime> {
        let ahead_ms = at.0.saturating_sub(self.showed.0);
        if ahead_ms == 0 {
            return Some(self.set_at);
        }
        self.is_running.then(|| {
            RunTime(
                self.set_at
                    .0
                    .saturating_add((ahead_ms as f64 / self.speed).ceil() as u64),
            )
        })
    }

    /// Whether time passes.
    pub const fn is_running(&self) -> bool {
        self.is_running
    }

    /// Exercise minutes per real minute.
    pub const fn speed(&self) -> f64 {
        self.speed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_shows_hours_minutes_and_seconds() {
        assert_eq!(ExerciseTime::from_ms(3_723_999).to_string(), "T+1:02:03");
    }

    #[test]
    fn a_clock_at_speed_six_shows_six_minutes_a_minute() {
        let clock = Clock::set(
            RunTime::from_ms(1000),
            ExerciseTime::from_ms(500),
            6.0,
            true,
        );
        assert_eq!(
            clock.at(RunTime::from_ms(61_000)),
            ExerciseTime::from_ms(360_500)
        );
    }

    #[test]
    fn a_stopped_clock_stands_and_reaches_nothing() {
        let clock = Clock::stopped(ExerciseTime::from_ms(500));
        assert_eq!(clock.at(RunTime::from_ms(9999)), ExerciseTime::from_ms(500));
        assert_eq!(clock.reaches(ExerciseTime::from_ms(501)), None);
    }

    #[test]
    fn when_a_moment_is_reached_the_clock_shows_it() {
        let clock = Clock::set(RunTime::from_ms(0), ExerciseTime::START, 7.0, true);
        let run = clock.reaches(ExerciseTime::from_ms(100)).unwrap();
        assert!(clock.at(run) >= ExerciseTime::from_ms(100));
    }
}
