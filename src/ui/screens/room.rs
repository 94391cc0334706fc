//! What the room sees, in the facilitator's own terminal: for those with one screen. It shows a
//! handout and nothing else, and only keys act here that can show no secret.

use ratatui::{Frame, layout::Rect, text::Line};

use crate::{
    exercise::Handout,
    ui::{
        App, Effect,
        keymap::{Action, Key, find, tables},
        room::{
            Look,
            view::{draw, keys},
        },
        screens::facilitator::deeds,
        view::news,
        words,
    },
};

/// How it is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Room {
    look: Look,
}

impl Room {
    /// Does what an action means here. Leaving is up to whoever holds the stack of screens.
    pub(super) fn update(&mut self, app: &mut App, action: Action) -> Vec<Effect> {
        match action {
            Action::PauseOrResume
            | Action::Acknowledge
            | Action::Decide
            | Action::Declare
            | Action::PostUpdate
            | Action::Quit => deeds::start(app, None, action),
            _ => {
                let handout = handout(app);
                self.look.update(&handout, &app.theme, app.size, action);
                Vec::new()
            }
        }
    }

    pub(super) fn view(self, app: &App, frame: &mut Frame<'_>, area: Rect) {
        let foot = foot(app, usize::from(area.width));
        draw(&handout(app), &self.look, foot, &app.theme, frame, area);
    }
}

fn handout(app: &App) -> Handout {
    Handout::of(&app.playing.exercise, app.clock())
}

/// Why a key does nothing here: most that it knows from elsewhere could show a secret.
pub fn dead_key(key: Key) -> String {
    if find(tables::FACILITATOR, key).is_some() {
        return "The room sees this screen; press F5 for your own first.".to_owned();
    }
    words::dead_key(key)
}

/// What is to be said, or else the keys.
fn foot(app: &App, cols: usize) -> Line<'static> {
    news(app, cols).unwrap_or_else(|| keys(&app.screen().tables(), app, cols))
}
