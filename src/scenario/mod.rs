//! What an author wrote, checked, and turned into what can be played.
//!
//! ```text
//!  the file's text
//!     │  outline   what stands where, as written
//!     ▼
//!   check          every id looked up, every rule of the language kept
//!     │
//!     ├─► Vec<Problem>       for the author, all at once, each in its place
//!     └─► Option<Scenario>   for the exercise
//! ```
//!
//! A [`Walk`] through a scenario goes the same way, and is told of in the same words.

pub mod builtin;
pub mod check;
pub mod code;
pub mod config;
pub mod model;
mod near;
mod outline;
pub mod place;
pub mod problem;
pub mod span;
pub mod table;
pub mod walk;

pub use check::{load, load_config, load_to_play, load_walk};
pub use code::Code;
pub use model::Scenario;
pub use near::near;
pub use problem::{Place, Problem, Severity};
pub use span::Span;
pub use table::{Column, HasId, Ix, Table};
pub use walk::Walk;
