//! A report, as a page to be scrolled.

use std::path::PathBuf;

use ratatui::{
    Frame,
    layout::{Rect, Size},
    text::{Line, Span},
    widgets::Paragraph,
};

use super::{Library, view::title_line};
use crate::ui::{
    keymap::{Action, Binding, Key, row},
    modals::Answer,
    view::page_room,
    widgets::{fit::cut, hints, markdown::markdown, window},
    words::plain,
};

/// A report that is being read.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::ui) struct Reading {
    pub path: PathBuf,
    pub text: String,
    /// Who may read it.
    pub marking: Option<String>,
    first: usize,
}

pub(super) const READING: &[Binding<Library>] = &[
    row(
        &[Key::ESC, Key::char('q'), Key::ENTER, Key::ctrl('c')],
        Action::Close,
        "close",
        "Back to the list",
    )
    .shown(),
    row(&[Key::UP, Key::char('k')], Action::Up, "up", "Up by a line").shown(),
    row(
        &[Key::DOWN, Key::char('j')],
        Action::Down,
        "down",
        "Down by a line",
    )
    .shown(),
    row(&[Key::PAGE_UP], Action::PageUp, "page up", "Up by a page").shown(),
    row(
        &[Key::PAGE_DOWN, Key::char(' ')],
        Action::PageDown,
        "page down",
        "Down by a page",
    )
    .shown(),
    row(&[Key::HOME], Action::First, "top", "To the top"),
    row(&[Key::END], Action::Last, "bottom", "To the bottom"),
    row(
        &[Key::char('e')],
        Action::Reveal,
        "folder",
        "Show the folder that the report is in",
    )
    .shown(),
];

impl Reading {
    pub(super) const fn of(path: PathBuf, text: String, marking: Option<String>) -> Self {
        Self {
            path,
            text,
            marking,
            first: 0,
        }
    }

    pub(super) fn key(&mut self, library: &Library, action: Option<Action>) -> Answer<Action> {
        let room = page_room(library.size);
        let height = usize::from(room.height);
        let n_lines = self.lines(library, usize::from(room.width)).len();
        let furthest = window::furthest(n_lines, height);
        self.first = match action {
            Some(Action::Up) => self.first.saturating_sub(1),
            Some(Action::Down) => self.first + 1,
            Some(Action::PageUp) => self.first.saturating_sub(height),
            Some(Action::PageDown) => self.first + height,
            Some(Action::First) => 0,
            Some(Action::Last) => furthest,
            Some(Action::Close) => return Answer::Closes,
            Some(other) => return Answer::Takes(other),
            None => self.first,
        }
        .min(furthest);
        Answer::Stays
    }

    fn lines(&self, library: &Library, cols: usize) -> Vec<Line<'static>> {
        markdown(&self.text, cols, &library.theme)
    }

    /// ```text
    ///  EXERCISE  Report
    ///
    ///    The report, in a column that is comfortable to read.
    ///
    ///  exercises/2026-11-22-091203-region-loss/report.md
    ///  Esc close  ↑ up  ↓ down  ...
    /// ```
    pub(super) fn view(&self, library: &Library, frame: &mut Frame<'_>, area: Rect) {
        let theme = &library.theme;
        let cols = usize::from(area.width);
        let top = Rect { height: 1, ..area };
        frame.render_widget(title_line(library, "Report", cols), top);
        let room = page_room(Size::new(area.width, area.height));
        let lines = self.lines(library, usize::from(room.width));
        window::draw(lines, self.first, theme, frame, room);
        let path = plain(&self.path.display().to_string());
        let path = Span::styled(format!(" {path}"), theme.dim);
        let mut keys = vec![Span::raw(" ")];
        keys.extend(hints::footer(&[READING], library, cols.saturating_sub(1)).spans);
        let foot = Rect {
            y: area.bottom().saturating_sub(2),
            height: 2,
            ..area
        };
        let lines = vec![cut(vec![path], cols), Line::from(keys)];
        frame.render_widget(Paragraph::new(lines), foot.intersection(area));
    }
}
