//! What a user likes everywhere: the configuration file, as it is read. It is here because the
//! reader of scenarios reads it too, and so tells every mistake in it as it does in a scenario.

use serde::Deserialize;

/// What stands in `config.ron`, or what holds without one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    pub theme: Look,
    pub bell: Bell,
    /// More folders with scenarios, as written.
    pub folders: Vec<String>,
    pub pace: Pace,
}

/// Which colors the screen has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
pub enum Look {
    /// What the terminal says of itself.
    #[default]
    Auto,
    Dark,
    Light,
    Mono,
}

/// What an inject that comes in does to a screen, so that it is noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
pub enum Bell {
    /// Rings the terminal's bell.
    #[default]
    Ring,
    /// Turns the colors of the first line around for a moment.
    Flash,
    Both,
    Off,
}

impl Bell {
    /// Whether it is heard.
    pub const fn rings(self) -> bool {
        matches!(self, Self::Ring | Self::Both)
    }

    /// Whether it is seen.
    pub const fn flashes(self) -> bool {
        matches!(self, Self::Flash | Self::Both)
    }
}

/// How injects arrive where nothing else is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
pub enum Pace {
    /// By the clock.
    #[default]
    Real,
    /// By hand.
    Manual,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            theme: Look::Auto,
            bell: Bell::Ring,
            folders: Vec::new(),
            pace: Pace::Real,
        }
    }
}
