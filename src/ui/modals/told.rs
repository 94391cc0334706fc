//! Tells what somebody must have read, and nothing is asked.

use ratatui::{Frame, layout::Rect, text::Line, widgets::Paragraph};

use super::{binding, cols, rows};
use crate::ui::{
    App,
    keymap::{Action, Binding, Key},
    widgets::{hints, panel::popup, wrap::wrap_hanging},
    words::sentence,
};

/// What is told, a paragraph each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    pub title: String,
    pub paragraphs: Vec<String>,
}

pub(super) const KEYS: &[Binding] = &[binding(
    &[
        Key::ENTER,
        Key::ESC,
        Key::char(' '),
        Key::char('q'),
        Key::ctrl('c'),
    ],
    Action::Close,
    "go on",
    "Close",
)];

impl Told {
    /// ```text
    /// ╭ Resumed ─────────────────────────╮
    /// │ The clock stands.                │
    /// │                                  │
    /// │ Enter go on                      │
    /// ╰──────────────────────────────────╯
    /// ```
    pub(super) fn view(&self, app: &App, frame: &mut Frame<'_>, area: Rect) {
        let theme = &app.theme;
        let cols = cols(60, area);
        let width = usize::from(cols);
        let mut lines = Vec::new();
        for paragraph in &self.paragraphs {
            let spans = vec![sentence(paragraph).into()];
            lines.extend(wrap_hanging(spans, width, &"".into()));
            lines.push(Line::default());
        }
        lines.push(hints::footer(&[KEYS], app, width));
        let inner = popup(&self.title, cols, rows(lines.len()), theme, frame, area);
        frame.render_widget(Paragraph::new(lines).style(theme.text), inner);
    }
}
