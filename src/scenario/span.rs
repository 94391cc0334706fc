//! Lengths of time as authors write them: whole milliseconds, `"1h30m"`.

use std::{fmt, str::FromStr, time::Duration};

/// A length of exercise time, in whole milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span(u64);

impl Span {
    /// No time at all.
    pub const ZERO: Self = Self(0);

    /// A length of `ms` milliseconds.
    pub const fn from_ms(ms: u64) -> Self {
        Self(ms)
    }

    /// A length of `minutes` minutes.
    pub const fn from_minutes(minutes: u64) -> Self {
        Self(minutes * 60_000)
    }

    /// The length in milliseconds.
    pub const fn as_ms(self) -> u64 {
        self.0
    }

    /// Whether no time passes.
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }
}

/// The longest span a scenario may name: a year. Sums of spans then never leave `u64`.
const LONGEST_MS: u64 = 366 * 24 * 3_600_000;

impl FromStr for Span {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let duration = humantime::parse_duration(text).map_err(|error| error.to_string())?;
        if duration.subsec_nanos() % 1_000_000 != 0 {
            return Err("finer than a millisecond".to_owned());
        }
        match u64::try_from(duration.as_millis()) {
            Ok(ms) if ms <= LONGEST_MS => Ok(Self(ms)),
            _ => Err("longer than a year".to_owned()),
        }
    }
}

/// As an author would write it: `1h 30m`.
impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        humantime::format_duration(Duration::from_millis(self.0)).fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_authors_write_is_read_to_the_millisecond() {
        for (text, ms) in [
            ("90s", 90_000),
            ("5m", 300_000),
            ("1h30m", 5_400_000),
            ("26h", 93_600_000),
        ] {
            assert_eq!(text.parse(), Ok(Span::from_ms(ms)), "{text}");
        }
    }

    #[test]
    fn what_is_no_duration_says_why() {
        for text in ["", "5", "1 fortnight", "-5m", "5us", "9999999999h", "2y"] {
            assert!(text.parse::<Span>().is_err(), "{text}");
        }
    }
}
