//! Plays a scenario through in simulated time, with simulated people. Pure: the same seed and
//! script play the same.

mod people;
mod play;

pub use people::Policy;
pub use play::{Impossible, Scripted, play};
