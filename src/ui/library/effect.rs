//! What the library asks the world for.

use std::{path::PathBuf, sync::Arc};

use super::Origin;
use crate::{
    exercise::event::{Mode, Pace, Person},
    scenario::Scenario,
};

/// Something to be done; `shell::library` does it, or whoever runs that.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Lists anew what there is.
    List,
    /// Reads the journals of these exercises next, whatever was to be read before.
    Read(Vec<PathBuf>),
    /// Lets simulated teams play a scenario, instead of the one before.
    Simulate(Origin, Arc<Scenario>),
    /// Writes the report if it is not there, and reads it.
    Report(PathBuf),
    /// Copies a scenario to the user's folder.
    Copy(Origin),
    /// Shows a folder in the system's own way.
    Reveal(PathBuf),
    Start(Start),
    /// Goes on with the exercise in this folder.
    Resume(PathBuf),
    /// Plays the exercise in this folder again.
    Replay(PathBuf),
    /// Draws every cell anew.
    Redraw,
    /// Gives the terminal back and stops until the shell continues the program.
    Suspend,
    /// Gives the terminal back and ends the program.
    Leave,
}

/// An exercise that is to be started.
#[derive(Debug, Clone, PartialEq)]
pub struct Start {
    pub origin: Origin,
    pub mode: Mode,
    pub people: Vec<Person>,
    pub pace: Pace,
    pub speed: f64,
    /// Any, where none was named.
    pub seed: Option<u64>,
    pub is_practice: bool,
}

impl Start {
    /// For somebody who plays alone, as the scenario suggests.
    pub fn alone(origin: Origin, scenario: &Scenario) -> Self {
        Self {
            origin,
            mode: Mode::Solo,
            people: Vec::new(),
            pace: Pace::Real,
            speed: scenario.scale,
            seed: None,
            is_practice: false,
        }
    }
}
