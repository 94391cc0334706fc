//! `run --plain`: the exercise in lines of text, for pipes, screen readers and logs.
//!
//! Typed at a terminal, real time passes between the lines. From a pipe it does not: there only
//! `wait` and `jump` move the clock, at once, so that a whole exercise can be scripted.

mod alone;
mod request;
mod session;
mod show;

pub(super) use session::play;
pub(super) use show::told;
