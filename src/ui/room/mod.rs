//! The room's screen: made to be read from five metres, of a [`Handout`] and of nothing else. It is
//! an app of its own for `blackstart watch`, and one of the screens in the facilitator's terminal.
//!
//! ```text
//!  journal ─► exercise ─► Handout ─► view(handout, look) ─► a projector
//!                            ▲ here what is secret stays behind
//! ```
//!
//! [`Handout`]: crate::exercise::Handout

mod board;
mod curves;
mod head;
mod inject;
pub mod keys;
mod look;
pub mod message;
mod news;
mod page;
mod question;
mod services;
mod state;
mod update;
pub mod view;

pub use look::{Look, Part};
pub use message::{Effect, Link, Message};
pub use state::Room;
