//! What the mouse does in the library: clicks choose rows and tabs and press hints, and the wheel
//! goes through the list or the preview that is under it.

use ratatui::layout::{Position, Rect};

use super::{
    Effect, Library,
    report::READING,
    setup::SETTING_UP,
    state::{Over, Tab},
    view,
};
use crate::ui::{
    keymap::{Action, Binding, Key},
    modals::{Help, Palette, help_keys, key_on_foot, palette_keys, pick_keys, told_keys},
    mouse::{Deed, Mouse, WHEEL_ROWS},
    widgets::{
        hints,
        window::{self, Scroll},
    },
};

/// What can be pointed at in the lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spot {
    Tab(Tab),
    /// A row of the list, by its place in it.
    Row(usize),
    Preview,
    /// A key's hint in the footer.
    Hint(Key),
}

impl Library {
    pub(super) fn mouse(&mut self, mouse: Mouse) -> Vec<Effect> {
        if self.over.is_some() {
            return self.mouse_over(mouse);
        }
        match (view::spot(self, mouse.at), mouse.deed) {
            (Some(Spot::Hint(key)), Deed::Click) => return self.key(key),
            (Some(Spot::Tab(tab)), Deed::Click) => self.show(tab),
            // A second click opens what the first one chose.
            (Some(Spot::Row(n)), Deed::Click) if n == self.place() => return self.key(Key::ENTER),
            (Some(Spot::Row(n)), Deed::Click) => self.go_to(n),
            (Some(Spot::Row(_)), Deed::WheelUp) => self.go(Action::Up),
            (Some(Spot::Row(_)), Deed::WheelDown) => self.go(Action::Down),
            (Some(Spot::Preview), Deed::WheelUp) => self.scroll_preview(Scroll::Up(WHEEL_ROWS)),
            (Some(Spot::Preview), Deed::WheelDown) => {
                self.scroll_preview(Scroll::Down(WHEEL_ROWS));
            }
            _ => {}
        }
        Vec::new()
    }

    pub(super) fn scroll_preview(&mut self, scroll: Scroll) {
        let (n_lines, height) = view::preview_size(self);
        self.first = scroll.from(self.first, window::furthest(n_lines, height));
    }

    /// What is open over the lists hears keys, so clicks and turns are told as such.
    fn mouse_over(&mut self, mouse: Mouse) -> Vec<Effect> {
        match mouse.deed {
            Deed::WheelUp => self.key(Key::UP),
            Deed::WheelDown => self.key(Key::DOWN),
            Deed::Click => match self.clicked_over(mouse.at) {
                Some(key) => self.key(key),
                None => Vec::new(),
            },
        }
    }

    /// The key that a click on what is open amounts to; one on a row of a list may only choose it.
    fn clicked_over(&mut self, at: Position) -> Option<Key> {
        if let Some(Over::Setup(setup)) = &mut self.over {
            setup.click(self.size, at);
        }
        let area = Rect::from(((0, 0).into(), self.size));
        let (room, table): (_, &'static [Binding<Self>]) = match self.over.as_ref()? {
            Over::Help(_) => (Help::room(self, area), help_keys()),
            Over::Told(told) => (told.room(self, area), told_keys()),
            Over::Tags(pick) | Over::Played(pick) => (pick.room(area), pick_keys()),
            Over::Palette(_) => (Palette::room(area), palette_keys()),
            Over::Report(_) => (view::footer(area), READING),
            Over::Setup(_) => (view::footer(area), SETTING_UP),
        };
        if !room.contains(at) {
            return None;
        }
        if at.y + 1 == room.bottom() {
            let x = usize::from(at.x - room.x);
            return match self.over.as_ref()? {
                Over::Report(_) | Over::Setup(_) => {
                    hints::key_at(&[table], usize::from(room.width), x)
                }
                _ => key_on_foot(self, table, room.width, x),
            };
        }
        let y = at.y - room.y;
        let n = match self.over.as_ref()? {
            Over::Tags(pick) | Over::Played(pick) => pick.at(area, y)?,
            Over::Palette(palette) => palette.at(self, area, y)?,
            Over::Help(_) | Over::Told(_) | Over::Setup(_) | Over::Report(_) => return None,
        };
        let cursor = match self.over.as_mut()? {
            Over::Tags(pick) | Over::Played(pick) => pick.cursor_mut(),
            Over::Palette(palette) => palette.cursor_mut(),
            Over::Help(_) | Over::Told(_) | Over::Setup(_) | Over::Report(_) => return None,
        };
        let is_chosen = *cursor == n;
        *cursor = n;
        is_chosen.then_some(Key::ENTER)
    }
}
