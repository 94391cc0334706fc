//! A pane with a border and a title; the one that the keys go to says so.

use ratatui::{
    Frame,
    layout::{Margin, Rect},
    style::Style,
    symbols::border::ROUNDED,
    text::{Line, Span},
    widgets::Clear,
};

use super::{
    fit::{cut, width},
    window,
};
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
    draw_border(title, border, frame, area);
    inside(area)
}

/// Draws a border with a title around `area`.
///
/// `Block` would do, but it gives every cell within it a style too, and that is a part of a frame
/// that is seen in how long the frame takes.
fn draw_border(title: Span<'static>, style: Style, frame: &mut Frame<'_>, area: Rect) {
    let (Some(last_col), Some(last_row)) = (area.width.checked_sub(1), area.height.checked_sub(1))
    else {
        return;
    };
    let cols = usize::from(last_col).saturating_sub(1);
    let title_style = style.patch(title.style);
    let title = cut(vec![title.style(title_style)], cols);
    let edge = |left: &str, mut middle: Line<'static>, right: &str| {
        let rest = cols.saturating_sub(middle.width());
        let rest = ROUNDED.horizontal_top.repeat(rest) + right;
        middle.spans.insert(0, Span::styled(left.to_owned(), style));
        middle.spans.push(Span::styled(rest, style));
        middle
    };
    let top = edge(ROUNDED.top_left, title, ROUNDED.top_right);
    let bottom = edge(ROUNDED.bottom_left, Line::default(), ROUNDED.bottom_right);
    let row = |y| Rect {
        y: area.y + y,
        height: 1,
        ..area
    };
    window::put([&top], frame, row(0));
    window::put([&bottom], frame, row(last_row));
    let buffer = frame.buffer_mut();
    for y in area.y + 1..area.y + last_row {
        for (x, side) in [
            (area.x, ROUNDED.vertical_left),
            (area.x + last_col, ROUNDED.vertical_right),
        ] {
            if let Some(cell) = buffer.cell_mut((x, y)) {
                cell.set_symbol(side).set_style(style);
            }
        }
    }
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
    let title = Span::styled(format!(" {title} "), theme.strong.patch(theme.accent));
    draw_border(title, theme.border_focus, frame, area);
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

#[cfg(test)]
mod tests {
    use ratatui::{
        Terminal,
        backend::TestBackend,
        style::{Modifier, Stylize},
        widgets::Block,
    };

    use super::*;

    #[test]
    fn a_border_is_drawn_as_a_block_draws_it() {
        let style = Style::new().add_modifier(Modifier::DIM);
        for (area, title) in [
            (Rect::new(1, 1, 12, 4), " Now ".bold()),
            (Rect::new(0, 0, 16, 6), " a title that is too long ".bold()),
            (Rect::new(3, 2, 2, 2), "".into()),
        ] {
            let draw = |render: &dyn Fn(&mut Frame<'_>)| {
                let mut terminal = Terminal::new(TestBackend::new(16, 6)).unwrap();
                terminal.draw(|frame| render(frame)).unwrap();
                terminal.backend().buffer().clone()
            };
            let block = Block::bordered()
                .border_set(ROUNDED)
                .border_style(style)
                .title(cut(vec![title.clone()], usize::from(area.width - 2)));
            let theirs = draw(&|frame| frame.render_widget(&block, area));
            let ours = draw(&|frame| draw_border(title.clone(), style, frame, area));
            assert_eq!(ours, theirs);
        }
    }
}
