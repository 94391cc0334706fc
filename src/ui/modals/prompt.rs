//! Asks for one line of text. The exercise goes on meanwhile.

use ratatui::{Frame, layout::Rect, text::Line, widgets::Paragraph};

use super::{Answer, binding, cols, rows};
use crate::ui::{
    App, Host,
    keymap::{Action, Binding, Key},
    step::Wanted,
    view,
    widgets::{
        hints,
        panel::{popup, popup_room},
        text_field::TextField,
        wrap::wrap_text,
    },
    words::plain,
};

/// A line that is being written, and what for.
#[derive(Debug, Clone, PartialEq)]
pub struct Prompt {
    title: String,
    /// What to write, in a sentence.
    hint: String,
    wanted: Wanted,
    pub(super) field: TextField,
}

pub(super) const KEYS: &[Binding] = &[
    binding(
        &[Key::ENTER],
        Action::Accept,
        "record",
        "Take what is written",
    ),
    binding(
        &[Key::ESC, Key::ctrl('c')],
        Action::Close,
        "leave it",
        "Leave it",
    ),
];

/// The widest that a line is comfortable to write.
const COLS: u16 = 66;

impl Prompt {
    pub fn new(title: &str, hint: &str, wanted: Wanted) -> Self {
        Self {
            title: plain(title),
            hint: plain(hint),
            wanted,
            field: TextField::default(),
        }
    }

    /// The same, with a text to begin with.
    #[must_use]
    pub fn beginning_with(self, text: &str) -> Self {
        Self {
            field: TextField::with(text),
            ..self
        }
    }

    pub(super) fn key(&mut self, action: Option<Action>, key: Key) -> Answer {
        match action {
            Some(Action::Accept) => match self.wanted.step(self.field.text()) {
                Ok(step) => Answer::Takes(step),
                Err(why) => Answer::Says(why),
            },
            Some(_) => Answer::Closes,
            None => {
                self.field.key(key);
                Answer::Stays
            }
        }
    }

    /// ```text
    /// ╭ A strength ─────────────────────────╮
    /// │ What went well, and who saw it      │
    /// │                                     │
    /// │ › The on-call asked for the runb▌   │
    /// │                                     │
    /// │ Enter record  Esc leave it          │
    /// ╰─────────────────────────────────────╯
    /// ```
    pub(super) fn view(&self, app: &App, frame: &mut Frame<'_>, area: Rect) {
        let cols = cols(COLS, area);
        let hint = wrap_text(&self.hint, usize::from(cols), app.theme.dim);
        let n_hint = rows(hint.len());
        let inner = popup(&self.title, cols, n_hint + 4, &app.theme, frame, area);
        frame.render_widget(Paragraph::new(hint), inner);
        let below = |n: u16| {
            Rect {
                y: inner.y.saturating_add(n_hint + n).min(inner.bottom()),
                height: 1,
                ..inner
            }
            .intersection(inner)
        };
        self.field.view(&app.theme, frame, below(1));
        frame.render_widget(Paragraph::new(foot(app, KEYS, inner.width)), below(3));
    }
}

impl Prompt {
    /// Where it stands inside its border.
    pub(super) fn room(&self, app: &App, area: Rect) -> Rect {
        let cols = cols(COLS, area);
        let hint = wrap_text(&self.hint, usize::from(cols), app.theme.dim);
        popup_room(cols, rows(hint.len()) + 4, area)
    }
}

/// Why what was written is not taken, or else the keys.
pub(super) fn foot<H: Host>(host: &H, table: &'static [Binding<H>], cols: u16) -> Line<'static> {
    view::refusal(host, usize::from(cols))
        .unwrap_or_else(|| hints::footer(&[table], host, usize::from(cols)))
}
