//! What reaches the app.

use std::path::PathBuf;

use ratatui::layout::Size;

use super::{keymap::Key, mouse::Mouse, preflight::Found};
use crate::{
    exercise::{Record, Timed},
    scenario::Span,
    solo::review::Comparison,
};

/// Something that happened outside the app.
#[derive(Debug, Clone, PartialEq)]
pub enum Message {
    Key(Key),
    Mouse(Mouse),
    /// Text that was pasted, as it came.
    Paste(String),
    Resize(Size),
    /// Time has passed; nothing else.
    Woke,
    /// What was to be recorded is on the disk.
    Recorded(Vec<Record>),
    /// It is not, and nothing of it counts.
    RecordFailed {
        batch: Vec<Timed>,
        cause: String,
    },
    ReportWritten(PathBuf),
    ReportFailed(String),
    /// What there is for an exercise to run on.
    Examined(Found),
    /// How a run compares, which somebody played alone.
    Compared(Box<Comparison>),
    /// The computer slept for so long; no exercise time has passed.
    Slept(Span),
    /// Somebody asks from outside that the program stops for a while.
    SuspendAsked,
    /// The program goes on after it was stopped.
    Continued,
    /// Somebody asks from outside that the program ends, or the terminal is gone.
    LeaveAsked,
}
