//! What happened, as a list to search and to jump from. While the challenge is on, it ends where
//! the next question is.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
    widgets::Paragraph,
};

use super::{Replay, update::Deed};
use crate::{
    report::replay::Stop,
    ui::{
        keymap::{Action, Binding, Key, row},
        modals::Answer,
        view::refusal,
        widgets::{
            fit::{cut, filled, pad, pad_left},
            hints,
            panel::{popup, popup_room},
            text_field::TextField,
            window,
        },
        words,
    },
};

/// What was typed, and which of what fits is chosen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Events {
    field: TextField,
    pub(super) cursor: usize,
}

pub(super) const EVENTS: &[Binding<Replay>] = &[
    row(&[Key::ENTER], Action::Accept, "go there", "Go there").shown(),
    row(&[Key::UP, Key::BACK_TAB], Action::Up, "up", "Up").shown(),
    row(&[Key::DOWN, Key::TAB], Action::Down, "down", "Down").shown(),
    row(&[Key::PAGE_UP], Action::PageUp, "page up", "A page up"),
    row(
        &[Key::PAGE_DOWN],
        Action::PageDown,
        "page down",
        "A page down",
    ),
    row(
        &[Key::ESC, Key::ctrl('c')],
        Action::Close,
        "leave it",
        "Leave it",
    )
    .shown(),
];

/// What stands above the list: what was typed, and a blank row.
const ROWS_ABOVE: usize = 2;

impl Events {
    /// All of them, the one that happened last chosen.
    pub(super) fn of(replay: &Replay) -> Self {
        let n = replay.run.reel.n();
        let stops = &replay.run.story.stops;
        let cursor = stops.partition_point(|stop| stop.n <= n).saturating_sub(1);
        Self {
            field: TextField::default(),
            cursor,
        }
    }

    pub(super) fn insert(&mut self, text: &str) {
        self.field.insert(text);
        self.cursor = 0;
    }

    pub(super) fn key(
        &mut self,
        replay: &Replay,
        action: Option<Action>,
        key: Key,
    ) -> Answer<Deed> {
        const PAGE: usize = 10;
        let found = self.found(replay);
        let last = found.len().saturating_sub(1);
        self.cursor = match action {
            Some(Action::Up) => self.cursor.saturating_sub(1),
            Some(Action::Down) => self.cursor + 1,
            Some(Action::PageUp) => self.cursor.saturating_sub(PAGE),
            Some(Action::PageDown) => self.cursor + PAGE,
            Some(Action::Accept) => {
                return match found.get(self.cursor) {
                    Some(stop) => Answer::Takes(Deed::ToRecord(stop.n)),
                    None => Answer::Says("nothing that happened has these words".to_owned()),
                };
            }
            Some(_) => return Answer::Closes,
            None => {
                let before = self.field.text().to_owned();
                self.field.key(key);
                if before == self.field.text() {
                    self.cursor
                } else {
                    0
                }
            }
        }
        .min(last);
        Answer::Stays
    }

    /// What has all the words that were typed, and gives away no answer that is still asked for.
    fn found<'a>(&self, replay: &'a Replay) -> Vec<&'a Stop> {
        let words: Vec<_> = self
            .field
            .text()
            .split_whitespace()
            .map(str::to_lowercase)
            .collect();
        let horizon = replay.horizon();
        let known = replay.run.story.stops.iter();
        known
            .filter(|stop| stop.n <= horizon)
            .filter(|stop| {
                let text = format!("{} {}", stop.entry.mark, stop.entry.text).to_lowercase();
                words.iter().all(|word| text.contains(word.as_str()))
            })
            .collect()
    }

    /// How many columns it has, and how many rows of the list are seen.
    fn size(area: Rect) -> (u16, u16) {
        let cols = 100.min(area.width.saturating_sub(4)).max(1);
        (cols, area.height.saturating_sub(8).clamp(1, 30))
    }

    /// Where it stands inside its border.
    pub(super) fn room(area: Rect) -> Rect {
        let (cols, n_rows) = Self::size(area);
        popup_room(cols, n_rows + 4, area)
    }

    /// Which of what is found stands at a row inside its border.
    pub(super) fn at(&self, replay: &Replay, area: Rect, y: u16) -> Option<usize> {
        let n_rows = usize::from(Self::size(area).1);
        let n_found = self.found(replay).len();
        let row = usize::from(y).checked_sub(ROWS_ABOVE)?;
        let first = window::first_row(self.cursor, n_found, n_rows);
        (row < n_rows)
            .then_some(first + row)
            .filter(|n| *n < n_found)
    }

    /// ```text
    /// ╭ What happened ─────────────────────────────╮
    /// │ › mov▌                                     │
    /// │                                            │
    /// │  8:00  question   Move the traffic?        │
    /// │ 12:10  decision   Move the traffic? Wait   │
    /// │                                            │
    /// │ Enter go there  ↑ up  ↓ down  Esc leave it │
    /// ╰────────────────────────────────────────────╯
    /// ```
    pub(super) fn view(&self, replay: &Replay, frame: &mut Frame<'_>, area: Rect) {
        let theme = &replay.theme;
        let (cols, n_rows) = Self::size(area);
        let inner = popup("What happened", cols, n_rows + 4, theme, frame, area);
        let width = usize::from(inner.width);
        let found = self.found(replay);
        let first = window::first_row(self.cursor, found.len(), usize::from(n_rows));
        let mut lines = vec![Line::default(); ROWS_ABOVE];
        let rows = found.iter().enumerate().skip(first);
        lines.extend(rows.take(usize::from(n_rows)).map(|(n, stop)| {
            let line = line(replay, stop, width);
            if n == self.cursor {
                filled(line, width, theme.selected)
            } else {
                line
            }
        }));
        if found.is_empty() {
            lines.push(Line::styled(" Nothing has these words.", theme.dim));
        }
        lines.resize(usize::from(n_rows) + ROWS_ABOVE, Line::default());
        lines.push(if replay.horizon() < usize::MAX {
            Line::styled(
                " What comes after the next question is not told yet.",
                theme.dim,
            )
        } else {
            Line::default()
        });
        let foot = refusal(replay, width);
        lines.push(foot.unwrap_or_else(|| hints::footer(&[EVENTS], replay, width)));
        frame.render_widget(Paragraph::new(lines), inner);
        self.field.view(theme, frame, inner);
    }
}

fn line(replay: &Replay, stop: &Stop, cols: usize) -> Line<'static> {
    let theme = &replay.theme;
    let clock = pad_left(&words::clock(stop.entry.clock), 8);
    let mark = pad(stop.entry.mark, 13);
    let spans = vec![
        Span::styled(format!("{clock}  "), theme.dim),
        Span::styled(mark, super::bar::style(stop.kind, theme)),
        Span::styled(stop.entry.text.clone(), theme.text),
    ];
    cut(spans, cols)
}
