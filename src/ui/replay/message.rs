//! What reaches the replay, and what it asks the world for.

use std::path::PathBuf;

use ratatui::layout::Size;

use super::Run;
use crate::ui::{self, Mouse, keymap::Key};

/// Something that happened outside the replay.
#[derive(Debug, Clone)]
pub enum Message {
    Key(Key),
    Mouse(Mouse),
    Paste(String),
    Resize(Size),
    /// Nothing but that time has passed.
    Woke,
    /// The other exercises of the same scenario, the latest first.
    Others(Vec<Other>),
    /// An exercise that was asked for, to stand beside this one.
    Beside(Box<Run>),
    /// Something was not done, and why.
    Failed(String),
    SuspendAsked,
    Continued,
    LeaveAsked,
}

/// An exercise that can stand beside this one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Other {
    pub id: String,
    pub folder: PathBuf,
}

/// Something to be done; `shell::replay` does it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Finds the other exercises of the same scenario.
    FindOthers,
    /// Reads the exercise in this folder.
    Open(PathBuf),
    /// Draws every cell anew.
    Redraw,
    /// Gives the terminal back and stops until the shell continues the program.
    Suspend,
    /// Leaves the replay.
    Leave,
}

impl Message {
    /// What a message from the terminal means here, if it means anything.
    pub fn of(message: ui::Message) -> Option<Self> {
        Some(match message {
            ui::Message::Key(key) => Self::Key(key),
            ui::Message::Mouse(mouse) => Self::Mouse(mouse),
            ui::Message::Paste(text) => Self::Paste(text),
            ui::Message::Resize(size) => Self::Resize(size),
            ui::Message::SuspendAsked => Self::SuspendAsked,
            ui::Message::Continued => Self::Continued,
            ui::Message::LeaveAsked => Self::LeaveAsked,
            ui::Message::Woke => Self::Woke,
            ui::Message::Recorded(_)
            | ui::Message::RecordFailed { .. }
            | ui::Message::Compared(_)
            | ui::Message::ReportWritten(_)
            | ui::Message::ReportFailed(_)
            | ui::Message::Slept(_)
            | ui::Message::Examined(_) => return None,
        })
    }
}
