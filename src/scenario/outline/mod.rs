//! The outline of a RON text: where every value, field and bracket stands.
//!
//! RON itself tells values without their places. This scanner tells places without reading the
//! values: it accepts whatever RON accepts, and more. It also knows what RON does not say, which
//! is where the bracket, text or comment that is never closed was opened.

mod scan;
mod tree;

pub(super) use scan::outline;
pub(super) use tree::{At, Field, Kids, Node};
