//! One table a screen: what a key does, what it is called, and when it can. Handling, footer,
//! help, palette and `docs/keys.md` are readings of the same rows.

mod action;
mod binding;
mod key;
pub mod tables;

pub use action::Action;
pub use binding::{Availability, Binding, Table, find, key_of, ready, ready_if, row, row_of};
pub use key::Key;
