//! The journal: records to lines and back. It never opens a file: see `shell::ledger`.
//!
//! One event a line, each chained to the one before it; the first carries the scenario in full.

mod chain;
mod line;
mod names;
mod observers;
mod read;
mod write;

pub use chain::{Chain, sha256_hex};
pub use observers::{LeftOut, Observer, Observers, Seen, is_of};
pub use read::{Damage, Journal, Mark, glance, peek, read};
pub use write::Writer;

/// The format that is written, and the newest that is read.
pub const FORMAT: u64 = 1;
