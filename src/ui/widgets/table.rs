//! A table in lines: in columns where they fit, else a row after the other.

use ratatui::text::{Line, Span};

use super::wrap::wrap_hanging;
use crate::ui::Theme;

/// The cells of a table, row by row; the first row is its head.
#[derive(Debug, Clone, Default)]
pub struct Rows(pub Vec<Vec<Vec<Span<'static>>>>);

/// What is between two columns.
const GAP: usize = 2;

impl Rows {
    /// The rows in lines of at most `cols` columns.
    ///
    /// ```text
    /// Timing              Measured   Target        Timing · Measured · Target
    /// Time to declare     never      10 min        Time to declare · never · 10
    /// Time to mitigate    31 min     –               min
    /// ```
    pub fn lines(mut self, cols: usize, theme: &Theme) -> Vec<Line<'static>> {
        if let Some(head) = self.0.first_mut() {
            for span in head.iter_mut().flatten() {
                span.style = span.style.patch(theme.strong);
            }
        }
        let widths = self.widths();
        let whole: usize = widths.iter().map(|width| width + GAP).sum();
        let is_narrow = whole.saturating_sub(GAP) > cols;
        let lines = self.0.into_iter().map(|row| {
            if is_narrow {
                one_after_the_other(row, cols, theme)
            } else {
                vec![in_columns(row, &widths)]
            }
        });
        lines.flatten().collect()
    }

    fn widths(&self) -> Vec<usize> {
        let n = self.0.iter().map(Vec::len).max().unwrap_or(0);
        let width = |column: usize| {
            let cells = self.0.iter().filter_map(|row| row.get(column));
            cells.map(|cell| width_of(cell)).max().unwrap_or(0)
        };
        (0..n).map(width).collect()
    }
}

fn width_of(cell: &[Span<'_>]) -> usize {
    cell.iter().map(Span::width).sum()
}

fn in_columns(row: Vec<Vec<Span<'static>>>, widths: &[usize]) -> Line<'static> {
    let n = row.len();
    let mut spans = Vec::new();
    for (column, (cell, width)) in row.into_iter().zip(widths).enumerate() {
        let gap = width - width_of(&cell) + GAP;
        spans.extend(cell);
        if column + 1 < n {
            spans.push(Span::raw(" ".repeat(gap)));
        }
    }
    Line::from(spans)
}

fn one_after_the_other(
    row: Vec<Vec<Span<'static>>>,
    cols: usize,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let mut spans = Vec::new();
    for cell in row {
        if !spans.is_empty() {
            spans.push(Span::styled(" · ", theme.dim));
        }
        spans.extend(cell);
    }
    wrap_hanging(spans, cols, &Span::raw("  "))
}
