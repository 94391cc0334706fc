//! From a journal to a debrief: figures, a timeline, data for programs and a report for people.
//! Pure: whoever calls decides where it is written.
//!
//! ```text
//!  journal ──► circumstances   what could be chosen and was known, decision by decision
//!         ──► measures        when, how long, how much
//!         ──► ratings         how well each objective was met, as a proposal
//!         ──► expectations    what a walk expected, against what came
//!         ──► replay          what a replay stops at
//!         ──► timeline        what happened, a line each
//!                 │
//!                 ├─► data      JSON, for programs
//!                 └─► markdown  for people who were not there
//! ```

pub mod circumstances;
pub mod data;
pub mod expectations;
pub mod measures;
pub mod ratings;
pub mod replay;
pub mod spoken;
pub mod timeline;

mod markdown;
mod summary;

pub use data::{Data, data, json};
pub use markdown::markdown;
pub use summary::summary;

#[cfg(test)]
mod rig;
