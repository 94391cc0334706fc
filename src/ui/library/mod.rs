//! The library: every scenario there is and every exercise that was played, to be found, looked at
//! and started. An app as data, as the exercise is.
//!
//! ```text
//!  Message ──► Library::update(message) ──► Vec<Effect>      (shell::library does them)
//!                    │
//!                    └── view::view(&Library, &mut Frame)    (reads only)
//! ```

mod act;
pub mod effect;
mod found;
pub mod keys;
pub mod known;
mod list;
pub mod message;
mod mouse;
mod others;
mod over;
mod past;
mod preview;
mod report;
mod setup;
mod sieve;
mod spoilers;
pub mod state;
mod update;
pub mod view;

pub use effect::{Effect, Start};
pub use known::{Facts, Known, Origin, Past, ScenarioEntry};
pub use message::{Listing, Message};
pub use state::Library;
