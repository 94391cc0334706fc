//! Asks before something is done that many would see.

use ratatui::{Frame, layout::Rect, text::Line, widgets::Paragraph};

use super::{Answer, binding, cols, prompt::foot, rows};
use crate::ui::{
    App,
    keymap::{Action, Binding, Key},
    step::Step,
    widgets::{
        panel::{popup, popup_room},
        wrap::wrap_text,
    },
    words,
};

/// A question that yes or no answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Confirm {
    pub title: String,
    pub question: String,
    pub yes: Step,
}

pub(super) const KEYS: &[Binding] = &[
    binding(
        &[Key::char('y'), Key::ENTER],
        Action::Accept,
        "yes",
        "Do it",
    ),
    binding(
        &[Key::char('n'), Key::ESC, Key::char('q'), Key::ctrl('c')],
        Action::Close,
        "no",
        "Leave it",
    ),
];

/// The widest that a question is comfortable to read.
const COLS: u16 = 56;

impl Confirm {
    pub(super) fn key(&mut self, action: Option<Action>, key: Key) -> Answer {
        match action {
            Some(Action::Accept) => Answer::Takes(self.yes.clone()),
            Some(_) => Answer::Closes,
            None => Answer::Says(words::dead_key_over(key)),
        }
    }

    /// ```text
    /// ╭ End the exercise? ────────╮
    /// │                           │
    /// │ The question, in words.   │
    /// │                           │
    /// │ y yes  n no               │
    /// ╰───────────────────────────╯
    /// ```
    pub(super) fn view(&self, app: &App, frame: &mut Frame<'_>, area: Rect) {
        let cols = cols(COLS, area);
        let lines = self.lines(app, cols);
        let n_rows = rows(lines.len());
        let inner = popup(&self.title, cols, n_rows, &app.theme, frame, area);
        frame.render_widget(Paragraph::new(lines), inner);
    }

    /// Where it stands inside its border.
    pub(super) fn room(&self, app: &App, area: Rect) -> Rect {
        let cols = cols(COLS, area);
        popup_room(cols, rows(self.lines(app, cols).len()), area)
    }

    fn lines(&self, app: &App, cols: u16) -> Vec<Line<'static>> {
        let mut lines = vec![Line::default()];
        lines.extend(wrap_text(&self.question, usize::from(cols), app.theme.text));
        lines.push(Line::default());
        lines.push(foot(app, KEYS, cols));
        lines
    }
}
