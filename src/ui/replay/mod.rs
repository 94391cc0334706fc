//! The replay: a past exercise as the room saw it, under a clock that is wound by hand, for those
//! who were not there. An app of its own; it writes nothing, and what the viewer answers is
//! forgotten.
//!
//! ```text
//!  Message ──► Replay::update(now, message) ──► Vec<Effect>   (shell::replay does them)
//!                    │
//!                    └── view::view(&Replay, &mut Frame)      (reads only)
//! ```

mod asked;
mod bar;
mod challenge;
mod compare;
mod events;
mod go_to;
pub mod keys;
pub mod message;
mod mouse;
mod page;
mod revealed;
mod run;
pub mod state;
mod tally;
mod update;
pub mod view;
mod winding;

pub use message::{Effect, Message, Other};
pub use run::Run;
pub use state::Replay;
