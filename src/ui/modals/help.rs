//! Every key of the screen and what it does, read from the tables.

use std::marker::PhantomData;

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
    widgets::Paragraph,
};

use super::{Answer, binding, cols, prompt, rows};
use crate::ui::{
    Host,
    keymap::{Action, Binding, Key},
    widgets::{
        fit,
        panel::{TITLE_ROWS, popup, popup_room},
        window,
        wrap::wrap_hanging,
    },
    words,
};

/// How far down the list is shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Help {
    first: usize,
}

/// What its keys do, whatever it is shown over.
pub(in crate::ui) const fn keys<H: 'static>() -> &'static [Binding<H>] {
    Keys::<H>::ROWS
}

/// The rows are the same for every host; only their type asks for one.
struct Keys<H>(PhantomData<H>);

impl<H: 'static> Keys<H> {
    const ROWS: &'static [Binding<H>] = &[
        binding(&[Key::UP, Key::char('k')], Action::Up, "up", "Up"),
        binding(&[Key::DOWN, Key::char('j')], Action::Down, "down", "Down"),
        binding(&[Key::PAGE_UP], Action::PageUp, "page up", "A page up"),
        binding(
            &[Key::PAGE_DOWN, Key::char(' ')],
            Action::PageDown,
            "page down",
            "A page down",
        ),
        binding(
            &[
                Key::ESC,
                Key::char('?'),
                Key::char('q'),
                Key::ENTER,
                Key::ctrl('c'),
            ],
            Action::Close,
            "close",
            "Close",
        ),
    ];
}

/// The widest that a line of help is comfortable to read.
const COLS: u16 = 64;

impl Help {
    pub fn key<H: Host, S>(&mut self, host: &H, action: Option<Action>, key: Key) -> Answer<S> {
        let area = Rect::new(0, 0, host.size().width, host.size().height);
        let height = usize::from(height(host, area));
        let furthest = window::furthest(lines(host, usize::from(cols(COLS, area))).len(), height);
        self.first = match action {
            Some(Action::Up) => self.first.saturating_sub(1),
            Some(Action::Down) => self.first + 1,
            Some(Action::PageUp) => self.first.saturating_sub(height),
            Some(Action::PageDown) => self.first + height,
            Some(_) => return Answer::Closes,
            None => return Answer::Says(words::dead_key_over(key)),
        }
        .min(furthest);
        Answer::Stays
    }

    /// Where it stands inside its border.
    pub fn room<H: Host>(host: &H, area: Rect) -> Rect {
        popup_room(cols(COLS, area), height(host, area) + 2, area)
    }

    /// ```text
    /// ╭ Keys ─────────────────────────────────╮
    /// │ p  Space    Stop the clock, or set it │
    /// │             going                     │
    /// │ Esc close                             │
    /// ╰───────────────────────────────────────╯
    /// ```
    pub fn view<H: Host>(&self, host: &H, frame: &mut Frame<'_>, area: Rect) {
        let cols = cols(COLS, area);
        let height = height(host, area);
        let inner = popup("Keys", cols, height + 2, host.theme(), frame, area);
        let lines = lines(host, usize::from(inner.width));
        let list = Rect {
            height: height.min(inner.height),
            ..inner
        };
        window::draw(lines, self.first, host.theme(), frame, list);
        let foot = Rect {
            y: inner.bottom().saturating_sub(1),
            height: inner.height.min(1),
            ..inner
        };
        let keys = prompt::foot(host, keys(), inner.width);
        frame.render_widget(Paragraph::new(keys), foot);
    }
}

/// How many rows of the list are shown.
fn height<H: Host>(host: &H, area: Rect) -> u16 {
    const FRAME_ROWS: u16 = 4 + TITLE_ROWS;
    let n_lines = rows(lines(host, usize::from(cols(COLS, area))).len());
    n_lines.min(area.height.saturating_sub(FRAME_ROWS)).max(1)
}

fn lines<H: Host>(host: &H, cols: usize) -> Vec<Line<'static>> {
    let theme = host.theme();
    let tables = host.tables();
    let keys = |row: &Binding<H>| {
        let keys: Vec<_> = row.keys.iter().map(ToString::to_string).collect();
        keys.join("  ")
    };
    let widest = tables
        .iter()
        .flat_map(|table| table.iter())
        .map(|row| fit::width(&keys(row)))
        .max()
        .unwrap_or(0)
        .min(cols / 3);
    let mut lines = Vec::new();
    for table in tables {
        if !lines.is_empty() && table.iter().all(|row| row.heading.is_empty()) {
            lines.push(Line::default());
        }
        for row in table {
            if !row.heading.is_empty() {
                if !lines.is_empty() {
                    lines.push(Line::default());
                }
                lines.push(Line::styled(row.heading, theme.strong.patch(theme.accent)));
            }
            let label = fit::pad(&keys(row), widest);
            let spans = vec![
                Span::styled(format!("{label}   "), theme.key),
                Span::styled(row.help, theme.text),
            ];
            lines.extend(wrap_hanging(
                spans,
                cols,
                &Span::raw(" ".repeat(widest + 3)),
            ));
        }
    }
    lines
}
