//! Which rows of something long are shown. Nothing is kept: it follows from the cursor.

use ratatui::{Frame, layout::Rect, text::Line, widgets::Paragraph};

use super::hints;
use crate::ui::Theme;

/// The first row that is shown, so that the row at `cursor` is, with some rows around it.
pub fn first_row(cursor: usize, n_rows: usize, height: usize) -> usize {
    let centred = cursor.saturating_sub(height / 2);
    centred.min(n_rows.saturating_sub(height))
}

/// How far something of `n_rows` rows can be scrolled in `height` rows.
pub fn furthest(n_rows: usize, height: usize) -> usize {
    n_rows.saturating_sub(height)
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
    let shown: Vec<_> = lines.into_iter().skip(first).take(height).collect();
    frame.render_widget(Paragraph::new(shown), area);
    if n_below > 0 && area.height > 1 {
        hints::more_below(n_below + 1, theme, frame, area);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
