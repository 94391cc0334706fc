//! A page of text over the screen, with its keys.

use ratatui::{Frame, layout::Rect, text::Line, widgets::Paragraph};

use super::Replay;
use crate::ui::{
    keymap::{Action, Binding},
    widgets::{
        hints,
        panel::{popup, popup_room},
        window,
    },
};

/// The widest that a text is comfortable to read.
const COLS: u16 = 76;

/// How wide a page is.
pub(super) fn cols(width: u16) -> u16 {
    COLS.min(width.saturating_sub(4)).max(1)
}

/// How many rows of a page in a popup are shown.
pub(super) fn height(n_lines: usize, rows: u16) -> usize {
    const FRAME_ROWS: u16 = 5;
    n_lines.min(usize::from(rows.saturating_sub(FRAME_ROWS)).max(1))
}

/// Where a page of so many lines stands inside its border, with its keys in the last row.
pub(super) fn room(n_lines: usize, area: Rect) -> Rect {
    let shown = u16::try_from(height(n_lines, area.height)).unwrap_or(u16::MAX);
    popup_room(cols(area.width), shown + 2, area)
}

/// Where a page stands after an action; nothing when it closes.
pub(super) fn scroll(
    first: usize,
    n_lines: usize,
    height: usize,
    action: Option<Action>,
) -> Option<usize> {
    let first = match action {
        Some(Action::Up) => first.saturating_sub(1),
        Some(Action::Down) => first + 1,
        Some(Action::PageUp) => first.saturating_sub(height),
        Some(Action::PageDown) => first + height,
        Some(_) => return None,
        None => first,
    };
    Some(first.min(window::furthest(n_lines, height)))
}

/// Draws a page in a popup, with its keys.
pub(super) fn page(
    title: &str,
    lines: Vec<Line<'static>>,
    first: usize,
    table: &'static [Binding<Replay>],
    replay: &Replay,
    frame: &mut Frame<'_>,
    area: Rect,
) {
    let theme = &replay.theme;
    let shown = u16::try_from(height(lines.len(), area.height)).unwrap_or(u16::MAX);
    let inner = popup(title, cols(area.width), shown + 2, theme, frame, area);
    let text = Rect {
        height: shown.min(inner.height),
        ..inner
    };
    window::draw(lines, first, theme, frame, text);
    let last = Rect {
        y: inner.bottom().saturating_sub(1),
        height: inner.height.min(1),
        ..inner
    };
    let foot = hints::footer(&[table], replay, usize::from(inner.width));
    frame.render_widget(Paragraph::new(foot), last);
}
