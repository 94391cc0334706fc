//! What reaches the room's app, and what it asks the world for.

use ratatui::layout::Size;

use crate::{
    exercise::{Handout, RunTime},
    ui::{self, keymap::Key, mouse::Deed},
};

/// Something that happened outside the room's app.
#[derive(Debug, Clone, PartialEq)]
pub enum Message {
    Key(Key),
    Resize(Size),
    /// What the room may see now, and whether it is told by somebody who is there.
    Shown {
        handout: Box<Handout>,
        link: Link,
        now: RunTime,
    },
    SuspendAsked,
    Continued,
    LeaveAsked,
}

/// What ties the room to the facilitator's program.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Link {
    #[default]
    Live,
    /// The program that writes the journal has ended.
    Gone,
    /// The journal cannot be read, and why.
    Broken(String),
}

/// Something to be done; `shell::room` does it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Rings the terminal's bell: a message came in.
    Ring,
    /// Draws every cell anew.
    Redraw,
    /// Gives the terminal back and stops until the shell continues the program.
    Suspend,
    /// Gives the terminal back and ends the program.
    Leave,
}

impl Message {
    /// What a message from the terminal means here, if it means anything.
    pub fn of(message: ui::Message) -> Option<Self> {
        Some(match message {
            ui::Message::Key(key) => Self::Key(key),
            ui::Message::Resize(size) => Self::Resize(size),
            ui::Message::SuspendAsked => Self::SuspendAsked,
            ui::Message::Continued => Self::Continued,
            ui::Message::LeaveAsked => Self::LeaveAsked,
            ui::Message::Mouse(mouse) => Self::Key(match mouse.deed {
                Deed::WheelUp => Key::UP,
                Deed::WheelDown => Key::DOWN,
                Deed::Click => return None,
            }),
            ui::Message::Paste(_)
            | ui::Message::Woke
            | ui::Message::Recorded(_)
            | ui::Message::RecordFailed { .. }
            | ui::Message::Examined(_)
            | ui::Message::ReportWritten(_)
            | ui::Message::ReportFailed(_)
            | ui::Message::Compared(_)
            | ui::Message::Slept(_) => return None,
        })
    }
}
