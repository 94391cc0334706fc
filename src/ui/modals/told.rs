//! Tells what somebody must have read, and nothing is asked.

use std::marker::PhantomData;

use ratatui::{Frame, layout::Rect, text::Line, widgets::Paragraph};

use super::{binding, cols, prompt::foot, rows};
use crate::ui::{
    Host,
    keymap::{Action, Binding, Key},
    widgets::{
        panel::{popup, popup_room},
        wrap::wrap_hanging,
    },
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

/// The widest that a paragraph is comfortable to read.
const COLS: u16 = 60;

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
        let cols = cols(COLS, area);
        let lines = self.lines(host, cols);
        let inner = popup(&self.title, cols, rows(lines.len()), theme, frame, area);
        frame.render_widget(Paragraph::new(lines).style(theme.text), inner);
    }

    /// Where it stands inside its border.
    pub fn room<H: Host>(&self, host: &H, area: Rect) -> Rect {
        let cols = cols(COLS, area);
        popup_room(cols, rows(self.lines(host, cols).len()), area)
    }

    fn lines<H: Host>(&self, host: &H, cols: u16) -> Vec<Line<'static>> {
        let width = usize::from(cols);
        let mut lines = Vec::new();
        for paragraph in &self.paragraphs {
            let spans = vec![sentence(paragraph).into()];
            lines.extend(wrap_hanging(spans, width, &"".into()));
            lines.push(Line::default());
        }
        lines.push(foot(host, keys(), cols));
        lines
    }
}
