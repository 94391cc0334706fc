//! One play after another, as fast as they can be played: what the engine and its simulated people
//! do, over a [`super::plan::Plan`], without a record of it and without a word.
//!
//! The rules are those of [`crate::exercise`] and [`crate::rehearsal`]; where this room and they
//! disagree, this room is wrong, and its tests find it: they hold plays against the engine's, event
//! by event.

mod deed;
mod people;
mod play;
mod still;
mod sweep;
mod world;

pub use deed::{Deed, Onlooker};
pub use play::{Chosen, Finish, Sprint};
