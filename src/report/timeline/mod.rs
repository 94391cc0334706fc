//! What happened, a line each: the same words in the log on a screen, in plain text and in the
//! report.

mod entry;
pub mod mark;
mod phrase;
mod teller;

pub use entry::{Entry, entries, entry, seen, woven};
