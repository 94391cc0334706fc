//! The engine: pure and deterministic. Time and luck are arguments; nothing here reads a clock, a
//! file or a terminal.
//!
//! ```text
//! Command --decide--> Event --(journal)--> Record --apply--> State --due--> Event ...
//! ```

pub mod chance;
pub mod command;
pub mod curve;
pub mod event;
pub mod refusal;
pub mod replay;
pub mod seat;
pub mod state;
pub mod time;
pub mod trace;

mod apply;
mod condition;
mod decide;
mod due;
mod hindsight;
mod history;
mod playing;
mod rename;
mod schedule;
mod words;

#[cfg(test)]
pub(crate) mod rig;

pub use command::{Command, Improvisation};
pub use decide::not_the_clock;
pub use event::{Event, Record, Timed, Who};
pub use history::Exercise;
pub use playing::{CaughtUp, Playing};
pub use refusal::Refusal;
pub use replay::{Recording, Reel};
pub use seat::Handout;
pub use state::State;
pub use time::{ExerciseTime, RunTime};
