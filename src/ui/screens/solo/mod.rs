//! The screen of whoever plays alone: what the room sees, and the choice. The program is the
//! facilitator. It shows no secret before its time: see [`crate::solo`].

pub mod debrief;
mod deeds;
pub mod keys;
mod outcomes;
mod status;

use ratatui::{
    Frame,
    layout::{Rect, Size},
};

pub use self::{
    deeds::{
        can_answer, can_ask_for_a_hint, can_jump, can_say_what_is_done, can_take_back, doing,
        has_outcome, press_digit,
    },
    outcomes::tell,
};
use crate::{
    exercise::Handout,
    ui::{
        App, Effect,
        keymap::Action,
        room::{
            Look, Part,
            view::{draw, keys as footer},
        },
        view::news,
    },
};

/// How the room's view is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Solo {
    look: Look,
}

/// From how many rows on what is said has a line of its own.
const SMALLEST_WITH_STATUS: u16 = 12;

impl Solo {
    pub(super) fn update(&mut self, app: &mut App, action: Action) -> Vec<Effect> {
        let look = match action {
            Action::NextPane => self.part_after(),
            Action::Up
            | Action::Down
            | Action::PageUp
            | Action::PageDown
            | Action::First
            | Action::Last
            | Action::Left
            | Action::Right
            | Action::Follow => action,
            _ => return deeds::start(app, action),
        };
        let size = Size::new(app.size.width, app.size.height.saturating_sub(1));
        self.look.update(&handout(app), &app.theme, size, look);
        Vec::new()
    }

    /// Whether something is said where the keys stand else.
    pub(super) fn covers_its_keys(app: &App) -> bool {
        app.size.height < SMALLEST_WITH_STATUS && news(app, 1).is_some()
    }

    /// What is shown alone after what is shown now.
    const fn part_after(self) -> Action {
        match self.look.part {
            Part::All => Action::ShowInject,
            Part::Inject => Action::ShowServices,
            Part::Services => Action::ShowCurves,
            Part::Curves => Action::ShowQuestion,
            Part::Question => Action::ShowAll,
        }
    }

    /// ```text
    ///  EXERCISE  Region loss                            TLP:GREEN
    ///  the room's view
    ///  ╭ QUESTION ──────────────────────────────── 3:12 left ─╮
    ///  │ 1  Switch to the second CDN                          │
    ///  │ 2  Wait for the provider                             │
    ///  ╰──────────────────────────────────────────────────────╯
    ///  1–2 answers the question.
    ///  Enter answer  a ack  D declare  u update  h hint  ? keys
    /// ```
    pub(super) fn view(self, app: &App, frame: &mut Frame<'_>, area: Rect) {
        let cols = usize::from(area.width);
        let keys = footer(&app.screen().tables(), app, cols);
        if area.height < SMALLEST_WITH_STATUS {
            let foot = news(app, cols).unwrap_or(keys);
            return draw(&handout(app), &self.look, foot, &app.theme, frame, area);
        }
        let above = Rect {
            height: area.height - 1,
            ..area
        };
        let below = Rect {
            y: area.bottom() - 1,
            height: 1,
            ..area
        };
        let status = status::line(app, cols);
        draw(&handout(app), &self.look, status, &app.theme, frame, above);
        frame.render_widget(keys, below);
    }
}

fn handout(app: &App) -> Handout {
    Handout::of(&app.playing.exercise, app.clock())
}
