//! What the room's app holds: what is handed out, and how it is looked at.

use ratatui::layout::Size;

use super::{Link, Look, keys};
use crate::{
    exercise::Handout,
    ui::{Host, Theme, app::Notice, keymap::Binding, modals::Help},
};

/// The room's app, as data. [`Room::update`] is the only thing that changes it.
#[derive(Debug, Clone)]
pub struct Room {
    pub handout: Handout,
    pub link: Link,
    pub look: Look,
    pub(super) help: Option<Help>,
    pub notice: Option<Notice>,
    pub theme: Theme,
    pub size: Size,
}

impl Room {
    /// A room on a terminal of that size, which shows all of `handout`.
    pub fn new(handout: Handout, link: Link, theme: Theme, size: Size) -> Self {
        Self {
            handout,
            link,
            look: Look::default(),
            help: None,
            notice: None,
            theme,
            size,
        }
    }
}

impl Host for Room {
    fn theme(&self) -> &Theme {
        &self.theme
    }

    fn size(&self) -> Size {
        self.size
    }

    fn notice(&self) -> Option<&Notice> {
        self.notice.as_ref()
    }

    fn tables(&self) -> Vec<&'static [Binding<Self>]> {
        vec![keys::looking(), keys::EVERYWHERE]
    }
}
