//! What reaches the library.

use std::{path::PathBuf, sync::Arc};

use chrono::NaiveDate;
use ratatui::layout::Size;

use super::{Facts, Known, Origin, Past, ScenarioEntry};
use crate::{
    fuzz::glance::Glance,
    scenario::Scenario,
    ui::{self, Mouse, keymap::Key},
};

/// Something that happened outside the library.
#[derive(Debug, Clone, PartialEq)]
pub enum Message {
    Key(Key),
    Mouse(Mouse),
    /// Text that was pasted, as it came.
    Paste(String),
    Resize(Size),
    Listed(Listing),
    ListFailed(String),
    ScenarioRead(Origin, Known<Arc<Scenario>>),
    ExerciseRead(PathBuf, Known<Box<Facts>>),
    /// Whether exercises were left before their end.
    Glanced(Vec<(PathBuf, bool)>),
    /// How simulated teams fared with a scenario; nothing where it cannot be tried.
    Simulated(Origin, Option<Glance>),
    /// Several of these, which are taken in at once.
    Many(Vec<Self>),
    /// A report, with its text.
    ReportRead(PathBuf, String),
    /// Something was done, or is worth knowing.
    Told(String),
    /// Something was not done, and why.
    Failed(String),
    SuspendAsked,
    Continued,
    LeaveAsked,
}

/// What there is, by name.
#[derive(Debug, Clone, PartialEq)]
pub struct Listing {
    pub today: NaiveDate,
    pub scenarios: Vec<ScenarioEntry>,
    pub exercises: Vec<Past>,
    /// Where the user's own scenarios are.
    pub folder: PathBuf,
}

impl Message {
    /// What a message from the terminal means here, if it means anything.
    pub fn of(message: ui::Message) -> Option<Self> {
        Some(match message {
            ui::Message::Key(key) => Self::Key(key),
            ui::Message::Paste(text) => Self::Paste(text),
            ui::Message::Resize(size) => Self::Resize(size),
            ui::Message::SuspendAsked => Self::SuspendAsked,
            ui::Message::Continued => Self::Continued,
            ui::Message::LeaveAsked => Self::LeaveAsked,
            ui::Message::Mouse(mouse) => Self::Mouse(mouse),
            ui::Message::Woke
            | ui::Message::Recorded(_)
            | ui::Message::RecordFailed { .. }
            | ui::Message::ReportWritten(_)
            | ui::Message::ReportFailed(_)
            | ui::Message::Examined(_)
            | ui::Message::Compared(_)
            | ui::Message::Slept(_) => return None,
        })
    }
}
