//! Tells what somebody must have read, and nothing is asked.

use std::marker::PhantomData;

use ratatui::{Frame, layout::Rect, text::Line, widgets::Paragraph};

use super::{binding, cols, rows};
use crate::ui::{
    Host,
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

/// What its keys do, whatever it is shown over.
pub(in crate::ui) const fn keys<H: 'static>() -> &'static [Binding<H>] {
    Keys::<H>::ROWS
}

/// The rows are the same for every host; only their type asks for one.
struct Keys<H>(PhantomData<H>);

impl<H: 'static> Keys<H> {
    const ROWS: &'static [Binding<H>] = &[binding(
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
}

impl Told {
    /// ```text
    /// ╭ Resumed ─────────────────────────╮
    /// │ The clock stands.                │
    /// │                                  │
    /// │ Enter go on                      │
    /// ╰──────────────────────────────────╯
    /// ```
    pub fn view<H: Host>(&self, host: &H, frame: &mut Frame<'_>, area: Rect) {
        let theme = host.theme();
        let cols = cols(60, area);
        let width = usize::from(cols);
        let mut lines = Vec::new();
        for paragraph in &self.paragraphs {
            let spans = vec![sentence(paragraph).into()];
            lines.extend(wrap_hanging(spans, width, &"".into()));
            lines.push(Line::default());
        }
        lines.push(hints::footer(&[keys()], host, width));
        let inner = popup(&self.title, cols, rows(lines.len()), theme, frame, area);
        frame.render_widget(Paragraph::new(lines).style(theme.text), inner);
    }
}
