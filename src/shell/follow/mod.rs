//! Follows a journal that another process writes. Nothing here ever writes, or keeps a writer out.
//!
//! ```text
//!  the writer ──append──► journal.jsonl ──ears wake──► Follower::look ──► Playing ──► a screen
//!             ──lock────► lock          ──"is it there?"──┘    ▲
//!             ──pulse───► clock ────────"how late is it?"──────┘
//! ```

mod ears;
mod follower;
mod place;
mod watchman;

pub use ears::listen;
pub use follower::{Follower, Trouble, Writer};
pub use place::Place;
