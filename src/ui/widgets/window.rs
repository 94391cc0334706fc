//! Which rows of something long are shown. Nothing is kept: it follows from the cursor.

use ratatui::{Frame, buffer::Buffer, layout::Rect, style::Style, text::Line};

use super::{
    fit::{is_simple, width_of},
    hints,
    panel::{self, Beyond},
    sheet::Sheet,
};
use crate::ui::Theme;

/// The first row that is shown, so that the row at `cursor` is, with some rows around it.
pub fn first_row(cursor: usize, n_rows: usize, height: usize) -> usize {
    let centred = cursor.saturating_sub(height / 2);
    centred.min(n_rows.saturating_sub(height))
}

/// How far and which way something is scrolled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scroll {
    Up(usize),
    Down(usize),
    Top,
    Bottom,
}

impl Scroll {
    /// Where it leads from `here`, between 0 and `furthest`.
    pub fn from(self, here: usize, furthest: usize) -> usize {
        let here = here.min(furthest);
        match self {
            Self::Up(n) => here.saturating_sub(n),
            Self::Down(n) => here.saturating_add(n).min(furthest),
            Self::Top => 0,
            Self::Bottom => furthest,
        }
    }
}

/// How far something of `n_rows` rows can be scrolled in `height` rows.
pub fn furthest(n_rows: usize, height: usize) -> usize {
    n_rows.saturating_sub(height)
}

/// Draws lines below one another, each cut where the room ends.
///
/// `Paragraph` would do, but it takes every text apart for a wrapping that is not wanted, and that
/// is most of what a frame costs.
pub fn put<'a>(lines: impl IntoIterator<Item = &'a Line<'a>>, frame: &mut Frame<'_>, area: Rect) {
    let buffer = frame.buffer_mut();
    let area = area.intersection(buffer.area);
    for (line, y) in lines.into_iter().zip(area.top()..area.bottom()) {
        let mut x = area.left();
        for span in &line.spans {
            x = put_text(
                &span.content,
                line.style.patch(span.style),
                buffer,
                (x, y),
                area,
            );
        }
    }
}

/// Draws a line at the right end of a row.
pub fn put_right(line: &Line<'_>, frame: &mut Frame<'_>, row: Rect) {
    let cols = u16::try_from(width_of(&line.spans)).unwrap_or(u16::MAX);
    let width = cols.min(row.width);
    let x = row.right() - width;
    put([line], frame, Rect { x, width, ..row });
}

/// Draws a text up to the right end of `area`, and answers where it ends.
fn put_text(text: &str, style: Style, buffer: &mut Buffer, (x, y): (u16, u16), area: Rect) -> u16 {
    let room = usize::from(area.right().saturating_sub(x));
    if !is_simple(text) {
        let (x, _) = buffer.set_stringn(x, y, text, room, style);
        return x;
    }
    if room == 0 {
        return x;
    }
    let first = buffer.index_of(x, y);
    let mut x = x;
    for (letter, cell) in text.chars().zip(&mut buffer.content[first..first + room]) {
        // Many are blanks, and most cells are blank before.
        if letter != ' ' || cell.symbol() != " " {
            cell.set_char(letter);
        }
        cell.set_style(style);
        x += 1;
    }
    x
}

/// Draws `lines` from the row `first` on, and says in the last row how much is below.
pub fn draw(
    lines: Vec<Line<'static>>,
    first: usize,
    theme: &Theme,
    frame: &mut Frame<'_>,
    area: Rect,
) {
    let height = usize::from(area.height);
    let first = first.min(furthest(lines.len(), height));
    let n_below = lines.len().saturating_sub(first + height);
    put(lines.iter().skip(first), frame, area);
    if n_below > 0 && area.height > 1 {
        hints::more_below(n_below + 1, theme, frame, area);
    }
}

/// Draws a sheet from the row `first` on inside a pane, whose border says what is out of sight.
pub fn in_pane(sheet: &Sheet, first: usize, theme: &Theme, frame: &mut Frame<'_>, pane: Rect) {
    let room = panel::inside(pane);
    let height = usize::from(room.height);
    let n_rows = sheet.n_rows();
    let first = first.min(furthest(n_rows, height));
    let beyond = Beyond::rows(first, n_rows.saturating_sub(first + height));
    sheet.draw(first, frame, room);
    panel::marks(&beyond, theme, frame, pane);
}

#[cfg(test)]
mod tests {
    use ratatui::{
        Terminal,
        backend::TestBackend,
        style::{Modifier, Stylize},
        widgets::Paragraph,
    };

    use super::*;

    #[test]
    fn lines_are_drawn_as_a_paragraph_draws_them() {
        let lines = vec![
            Line::from(vec!["plain ".into(), "bold, and too long".bold()]),
            Line::from("日本語テキスト").dim(),
            Line::from(vec!["e\u{301}".italic(), "┤▌☑".into()]).style(Modifier::UNDERLINED),
            Line::default(),
            Line::from("below the room"),
        ];
        let area = Rect::new(1, 1, 13, 4);
        let draw = |render: &dyn Fn(&mut Frame<'_>)| {
            let mut terminal = Terminal::new(TestBackend::new(16, 6)).unwrap();
            terminal.draw(|frame| render(frame)).unwrap();
            terminal.backend().buffer().clone()
        };
        let ours = draw(&|frame| put(&lines, frame, area));
        let theirs = draw(&|frame| frame.render_widget(Paragraph::new(lines.clone()), area));
        assert_eq!(ours, theirs);
    }

    #[test]
    fn scrolling_ends_at_the_ends() {
        let ends = [Scroll::Up(3), Scroll::Down(3), Scroll::Top, Scroll::Bottom]
            .map(|scroll| [0, 4, 9].map(|here| scroll.from(here, 5)));
        assert_eq!(ends, [[0, 1, 2], [3, 5, 5], [0, 0, 0], [5, 5, 5]]);
    }

    #[test]
    fn the_cursor_is_always_in_the_window() {
        for n_rows in 0..40 {
            for height in 1..12 {
                for cursor in 0..n_rows {
                    let first = first_row(cursor, n_rows, height);
                    assert!((first..first + height).contains(&cursor));
                    assert!(first + height <= n_rows.max(height));
                }
            }
        }
    }
}
