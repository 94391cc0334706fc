//! A pane with a border and a title; the one that the keys go to says so.

use ratatui::{
    Frame,
    layout::{Margin, Rect},
    text::Span,
    widgets::{Block, BorderType, Clear},
};

use super::fit::width;
use crate::ui::Theme;

/// What a pane is to the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Focus {
    Here,
    Elsewhere,
}

/// Draws a pane's border and answers the room inside it.
pub fn panel(title: &str, focus: Focus, theme: &Theme, frame: &mut Frame<'_>, area: Rect) -> Rect {
    let (border, title) = match focus {
        Focus::Here => (
            theme.border_focus,
            Span::styled(format!(" ▸ {title} "), theme.strong.patch(theme.accent)),
        ),
        Focus::Elsewhere => (
            theme.border,
            Span::styled(format!(" {title} "), theme.strong),
        ),
    };
    let block = Block::bordered()
        .border_type(BorderType::Rounded)
        .border_style(border)
        .title(title);
    frame.render_widget(block, area);
    inside(area)
}

/// The room inside a pane at `area`.
pub fn inside(area: Rect) -> Rect {
    area.inner(Margin::new(2, 1))
}

/// What of a pane's content is out of sight, in words; nothing where all of it is seen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Beyond {
    pub above: String,
    pub below: String,
}

impl Beyond {
    /// So many rows above and below.
    pub fn rows(n_above: usize, n_below: usize) -> Self {
        let words = |arrow: char, n: usize| match n {
            0 => String::new(),
            n => format!("{arrow} {n} more"),
        };
        Self {
            above: words('↑', n_above),
            below: words('↓', n_below),
        }
    }
}

/// Says on a pane's border that there is more.
pub fn marks(beyond: &Beyond, theme: &Theme, frame: &mut Frame<'_>, area: Rect) {
    let edges = [
        (area.top(), &beyond.above),
        (area.bottom().saturating_sub(1), &beyond.below),
    ];
    for (y, words) in edges {
        let cols = u16::try_from(width(words) + 2).unwrap_or(u16::MAX);
        if !words.is_empty() && cols + 4 <= area.width && area.height > 1 {
            let x = area.right() - cols - 1;
            let words = Span::styled(format!(" {words} "), theme.accent);
            frame.buffer_mut().set_span(x, y, &words, cols);
        }
    }
}

/// Clears a box of that size in the middle of `area`, draws its border, and answers the room
/// inside.
pub fn popup(
    title: &str,
    cols: u16,
    rows: u16,
    theme: &Theme,
    frame: &mut Frame<'_>,
    area: Rect,
) -> Rect {
    let inner = popup_room(cols, rows, area);
    let area = middle(cols + 4, rows + 2, area);
    cut_wide_letters(frame, area);
    frame.render_widget(Clear, area);
    let block = Block::bordered()
        .border_type(BorderType::Rounded)
        .border_style(theme.border_focus)
        .title(Span::styled(
            format!(" {title} "),
            theme.strong.patch(theme.accent),
        ));
    frame.render_widget(block, area);
    inner
}

/// The room inside a box of that size in the middle of `area`.
pub fn popup_room(cols: u16, rows: u16, area: Rect) -> Rect {
    inside(middle(cols + 4, rows + 2, area))
}

/// Takes away the letters that would reach into `area` from its left.
fn cut_wide_letters(frame: &mut Frame<'_>, area: Rect) {
    let Some(x) = area.x.checked_sub(1) else {
        return;
    };
    for y in area.top()..area.bottom() {
        let cell = frame.buffer_mut().cell_mut((x, y));
        if let Some(cell) = cell.filter(|cell| width(cell.symbol()) > 1) {
            cell.set_symbol(" ");
        }
    }
}

/// How many rows stay free at the top, where it stands that all of this is an exercise.
pub const TITLE_ROWS: u16 = 1;

/// A box of that size, or as much of it as there is room for, in the middle of `area`.
fn middle(cols: u16, rows: u16, area: Rect) -> Rect {
    let (width, height) = (
        cols.min(area.width),
        rows.min(area.height.saturating_sub(TITLE_ROWS)),
    );
    Rect {
        x: area.x + (area.width - width) / 2,
        y: area.y + ((area.height - height) / 2).max(TITLE_ROWS.min(area.height)),
        width,
        height,
    }
}
