//! `blackstart fuzz`: thousands of playthroughs of a scenario, and what they tell.

mod command;
mod json;
mod progress;
mod text;

pub(super) use command::fuzz;
