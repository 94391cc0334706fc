//! What the mouse does in the replay: a click goes to a time on the timeline, chooses a row of what is
//! open, or presses a hint; the wheel is up and down.

use ratatui::layout::{Position, Rect};

use super::{
    Effect, Replay,
    asked::ASKED,
    events::{EVENTS, Events},
    go_to::{GOING, GoTo},
    revealed::REVEALED,
    state::Over,
    tally::TALLIED,
    view::{self, Hit},
};
use crate::{
    exercise::RunTime,
    ui::{
        Mouse,
        keymap::{Binding, Key},
        modals::{Help, Palette, help_keys, palette_keys, pick_keys},
        mouse::{Deed, WHEEL_ROWS},
        widgets::hints,
    },
};

impl Replay {
    pub(super) fn mouse(&mut self, now: RunTime, mouse: Mouse) -> Vec<Effect> {
        let key = match mouse.deed {
            Deed::WheelUp if self.over.is_none() => return self.scroll(now, Key::UP),
            Deed::WheelDown if self.over.is_none() => return self.scroll(now, Key::DOWN),
            Deed::WheelUp => Some(Key::UP),
            Deed::WheelDown => Some(Key::DOWN),
            Deed::Click if self.over.is_some() => self.clicked_over(mouse.at),
            Deed::Click => match view::hit(self, mouse.at) {
                Some(Hit::Time(clock)) => {
                    self.notice = None;
                    self.go_to(now, clock);
                    None
                }
                Some(Hit::Key(key)) => Some(key),
                None => None,
            },
        };
        key.map_or_else(Vec::new, |key| self.key(now, key))
    }

    /// Presses a key as often as a turn of the wheel is worth.
    fn scroll(&mut self, now: RunTime, key: Key) -> Vec<Effect> {
        let pressed = (0..WHEEL_ROWS).map(|_| self.key(now, key));
        pressed.flatten().collect()
    }

    /// The key that a click on what is open amounts to; one on a row of a list may only choose it.
    fn clicked_over(&mut self, at: Position) -> Option<Key> {
        let area = Rect::from(((0, 0).into(), self.size));
        let (room, table): (_, &'static [Binding<Self>]) = match self.over.as_ref()? {
            Over::Help(_) => (Help::room(self, area), help_keys()),
            Over::Palette(_) => (Palette::room(area), palette_keys()),
            Over::Others(pick) => (pick.room(area), pick_keys()),
            Over::Events(_) => (Events::room(area), EVENTS),
            Over::GoTo(_) => (GoTo::room(area), GOING),
            Over::Asked(asked) => (asked.room(self, area), ASKED),
            Over::Revealed(revealed) => (revealed.room(self, area), REVEALED),
            Over::Tally(_) => (super::tally::room(self, area), TALLIED),
        };
        if !room.contains(at) {
            return None;
        }
        if at.y + 1 == room.bottom() {
            let x = usize::from(at.x - room.x);
            return hints::key_at(&[table], usize::from(room.width), x);
        }
        let y = at.y - room.y;
        let n = match self.over.as_ref()? {
            Over::Palette(palette) => palette.at(self, area, y),
            Over::Others(pick) => pick.at(area, y),
            Over::Events(events) => events.at(self, area, y),
            Over::Asked(asked) => asked.at(self, area, y),
            Over::Help(_) | Over::GoTo(_) | Over::Revealed(_) | Over::Tally(_) => None,
        }?;
        let cursor = match self.over.as_mut()? {
            Over::Palette(palette) => palette.cursor_mut(),
            Over::Others(pick) => pick.cursor_mut(),
            Over::Events(events) => &mut events.cursor,
            Over::Asked(asked) => &mut asked.cursor,
            Over::Help(_) | Over::GoTo(_) | Over::Revealed(_) | Over::Tally(_) => return None,
        };
        let is_chosen = *cursor == n;
        *cursor = n;
        is_chosen.then_some(Key::ENTER)
    }
}
