//! Every action of the screen, found by a few letters of its words.

use std::marker::PhantomData;

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
    widgets::Paragraph,
};

use super::{Answer, binding, cols, prompt::foot};
use crate::ui::{
    Host,
    fuzzy::spread,
    keymap::{Action, Availability, Binding, Key},
    widgets::{
        fit::{filled, row},
        panel::{TITLE_ROWS, popup, popup_room},
        text_field::TextField,
        window,
    },
};

/// What was typed, and which of the actions that fit is chosen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Palette {
    field: TextField,
    cursor: usize,
}

/// What its keys do, whatever it is shown over.
pub(in crate::ui) const fn keys<H: 'static>() -> &'static [Binding<H>] {
    Keys::<H>::ROWS
}

/// The rows are the same for every host; only their type asks for one.
struct Keys<H>(PhantomData<H>);

impl<H: 'static> Keys<H> {
    const ROWS: &'static [Binding<H>] = &[
        binding(&[Key::ENTER], Action::Accept, "do it", "Do this"),
        binding(&[Key::UP, Key::BACK_TAB], Action::Up, "up", "Up"),
        binding(&[Key::DOWN, Key::TAB], Action::Down, "down", "Down"),
        binding(
            &[Key::ESC, Key::ctrl('c')],
            Action::Close,
            "leave it",
            "Leave it",
        ),
    ];
}

/// The widest that a row is comfortable to read.
const COLS: u16 = 64;

impl Palette {
    pub(in crate::ui) fn field_mut(&mut self) -> &mut TextField {
        self.cursor = 0;
        &mut self.field
    }

    pub(in crate::ui) fn key<H: Host>(
        &mut self,
        host: &H,
        action: Option<Action>,
        key: Key,
    ) -> Answer<Action> {
        let found = self.found(host);
        let n = found.len().max(1);
        match action {
            Some(Action::Up) => self.cursor = (self.cursor + n - 1) % n,
            Some(Action::Down) => self.cursor = (self.cursor + 1) % n,
            Some(Action::Accept) => return self.take(host),
            Some(_) => return Answer::Closes,
            None => {
                self.field.key(key);
                self.cursor = 0;
            }
        }
        Answer::Stays
    }

    fn take<H: Host>(&self, host: &H) -> Answer<Action> {
        match self.found(host).get(self.cursor) {
            None => Answer::Says("no action has these letters".to_owned()),
            Some(found) => match (found.when)(host) {
                Availability::Ready => Answer::Takes(found.action),
                Availability::Not(why) => Answer::Says(why),
            },
        }
    }

    /// The actions whose words have the typed letters, the closest first.
    fn found<H: Host>(&self, host: &H) -> Vec<&'static Binding<H>> {
        let mut found: Vec<_> = host
            .tables()
            .into_iter()
            .flatten()
            .filter(|row| row.action != Action::Palette)
            .filter_map(|row| Some((spread(&words(row), self.field.text())?, row)))
            .collect();
        found.sort_by_key(|(spread, _)| *spread);
        found.into_iter().map(|(_, row)| row).collect()
    }

    /// ```text
    /// ╭ What now? ───────────────────────────╮
    /// │ › pau▌                               │
    /// │                                      │
    /// │ Stop the clock, or set it going    p │
    /// │ ...                                  │
    /// │ Enter do it  ↑ up  ↓ down  Esc       │
    /// ╰──────────────────────────────────────╯
    /// ```
    pub(in crate::ui) fn view<H: Host>(&self, host: &H, frame: &mut Frame<'_>, area: Rect) {
        let n_rows = n_rows(area);
        let inner = popup(
            "What now?",
            cols(COLS, area),
            n_rows + 4,
            host.theme(),
            frame,
            area,
        );
        let found = self.found(host);
        let first = window::first_row(self.cursor, found.len(), usize::from(n_rows));
        let width = usize::from(inner.width);
        let mut lines = vec![Line::default(); 2];
        lines.extend(
            found
                .iter()
                .enumerate()
                .skip(first)
                .take(usize::from(n_rows))
                .map(|(n, row)| self.row(host, n, row, width)),
        );
        lines.resize(usize::from(n_rows) + 3, Line::default());
        lines.push(foot(host, keys(), inner.width));
        frame.render_widget(Paragraph::new(lines), inner);
        self.field.view(host.theme(), frame, inner);
    }

    fn row<H: Host>(&self, host: &H, n: usize, found: &Binding<H>, cols: usize) -> Line<'static> {
        let theme = host.theme();
        let text = if (found.when)(host).is_ready() {
            theme.text
        } else {
            theme.dim
        };
        let left = vec![Span::styled(format!(" {}", found.help), text)];
        let right = vec![Span::styled(format!("{} ", found.keys[0]), theme.key)];
        let line = row(left, right, cols);
        if n == self.cursor {
            filled(line, cols, theme.selected)
        } else {
            line
        }
    }

    /// Where it stands inside its border.
    pub(in crate::ui) fn room(area: Rect) -> Rect {
        popup_room(cols(COLS, area), n_rows(area) + 4, area)
    }

    /// Which of the actions stands at a row inside its border.
    pub(in crate::ui) fn at<H: Host>(&self, host: &H, area: Rect, y: u16) -> Option<usize> {
        let height = usize::from(n_rows(area));
        let n_found = self.found(host).len();
        let first = window::first_row(self.cursor, n_found, height);
        let row = usize::from(y).checked_sub(2).filter(|row| *row < height)?;
        Some(first + row).filter(|n| *n < n_found)
    }

    pub(in crate::ui) fn cursor_mut(&mut self) -> &mut usize {
        &mut self.cursor
    }
}

/// How many rows its list has.
fn n_rows(area: Rect) -> u16 {
    const MOST_ROWS: u16 = 10;
    MOST_ROWS
        .min(area.height.saturating_sub(6 + TITLE_ROWS))
        .max(1)
}

/// What an action is found by.
fn words<H>(row: &Binding<H>) -> String {
    format!("{} {}", row.label, row.help)
}
