//! The outline of a RON text: where every value, field and bracket stands.
//!
//! RON itself tells values without their places. This scanner tells places without reading the
//! values: it accepts whatever RON accepts, and more. It also knows what RON does not say, which
//! is where the bracket, text or comment that is never closed was opened; and it goes on behind
//! what is wrong, so that one missing comma does not hide the rest of the file.

mod brackets;
mod broken;
mod cursor;
mod mend;
mod scan;
#[cfg(test)]
mod tests;
mod texts;
mod tree;
mod trial;

pub(super) use broken::Broken;
pub(super) use scan::{Lost, outline};
pub(super) use tree::{At, Field, Kids, Node};
