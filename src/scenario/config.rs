//! What a user likes everywhere: the configuration file, as it is read. It is here because the
//! reader of scenarios reads it too, and so tells every mistake in it as it does in a scenario.

use serde::Deserialize;

/// What stands in `config.ron`, or what holds without one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    pub theme: Look,
    /// Whether an inject that comes in rings the terminal's bell.
    pub bell: bool,
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
            bell: true,
            folders: Vec::new(),
            pace: Pace::Real,
        }
    }
}
