//! Asks before something is done that many would see.

use ratatui::{Frame, layout::Rect, widgets::Paragraph};

use super::{Answer, binding, cols, rows};
use crate::ui::{
    App,
    keymap::{Action, Binding, Key},
    step::Step,
    widgets::{hints, panel::popup, wrap::wrap_text},
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

impl Confirm {
    pub(super) fn key(&mut self, action: Option<Action>) -> Answer {
        match action {
            Some(Action::Accept) => Answer::Takes(self.yes.clone()),
            Some(_) => Answer::Closes,
            None => Answer::Stays,
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
        let theme = &app.theme;
        let cols = cols(56, area);
        let mut lines = vec![ratatui::text::Line::default()];
        lines.extend(wrap_text(&self.question, usize::from(cols), theme.text));
        lines.push(ratatui::text::Line::default());
        lines.push(hints::footer(&[KEYS], app, usize::from(cols)));
        let inner = popup(&self.title, cols, rows(lines.len()), theme, frame, area);
        frame.render_widget(Paragraph::new(lines), inner);
    }
}
