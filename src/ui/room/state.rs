//! What the room's app holds: what is handed out, and how it is looked at.

use ratatui::layout::Size;

use super::{Link, Look, keys};
use crate::{
    exercise::{Handout, RunTime},
    scenario::config::Bell,
    ui::{
        Host, Theme,
        app::{FLASH_MS, Notice},
        keymap::Binding,
        modals::Help,
    },
};

/// The room's app, as data. [`Room::update`] is the only thing that changes it.
#[derive(Debug, Clone)]
pub struct Room {
    pub handout: Handout,
    pub link: Link,
    pub look: Look,
    pub(super) help: Option<Help>,
    pub notice: Option<Notice>,
    /// What a message that comes in does to be noticed.
    pub bell: Bell,
    /// When one came in, as long as the screen shows that in turned colors.
    pub flashed: Option<RunTime>,
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
            bell: Bell::Off,
            flashed: None,
            theme,
            size,
        }
    }

    /// When the room wants to be woken by itself: to end a flash.
    pub fn wakes_at(&self) -> Option<RunTime> {
        let end = |at: RunTime| RunTime::from_ms(at.as_ms() + FLASH_MS);
        self.flashed.map(end)
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
