//! Real time. Everything else is told what time it is.

use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};

use crate::exercise::RunTime;

/// Set to an RFC 3339 time, it is what records are stamped with, so that tests can tell.
pub const CLOCK_VARIABLE: &str = "BLACKSTART_CLOCK";

/// Real time since the program opened an exercise.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    opened: Instant,
}

impl Clock {
    /// A clock that starts now.
    #[expect(clippy::disallowed_methods, reason = "this is the clock")]
    pub fn start() -> Self {
        Self {
            opened: Instant::now(),
        }
    }

    /// How long ago the clock was started.
    #[expect(clippy::disallowed_methods, reason = "this is the clock")]
    pub fn now(&self) -> RunTime {
        RunTime::from_ms(u64::try_from(self.opened.elapsed().as_millis()).unwrap_or(u64::MAX))
    }

    /// How long it is until `then`; no time at all if it has passed.
    pub fn until(&self, then: RunTime) -> Duration {
        Duration::from_millis(then.as_ms().saturating_sub(self.now().as_ms()))
    }
}

/// The time of day that records are stamped with.
#[expect(clippy::disallowed_methods, reason = "this is the clock")]
pub fn wall_clock() -> DateTime<Utc> {
    std::env::var(CLOCK_VARIABLE)
        .ok()
        .and_then(|fixed| fixed.parse().ok())
        .unwrap_or_else(Utc::now)
}
