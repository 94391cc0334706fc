//! Plays a scenario through in simulated time, with simulated people. Pure: the same seed and
//! script play the same.

pub mod temper;

mod people;
mod play;
mod script;
mod walk;

pub use crate::scenario::walk::Policy;
pub use play::{Rehearsed, play};
pub use script::{Impossible, Scripted};
pub use walk::{refused, walk};
