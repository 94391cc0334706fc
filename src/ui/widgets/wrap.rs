//! Breaks styled text into lines. How many there are can be asked before anything is drawn.

use ratatui::{
    style::Style,
    text::{Line, Span},
};
use unicode_segmentation::UnicodeSegmentation;

use super::fit::{row, width};

/// What a terminal shows in one place, with its style and columns.
#[derive(Debug, Clone)]
struct Cell {
    text: String,
    style: Style,
    cols: usize,
}

/// Breaks `spans` into lines of at most `cols` columns, between words where it can; each after
/// the first begins with `hang`.
pub fn wrap_hanging(
    spans: Vec<Span<'static>>,
    cols: usize,
    hang: &Span<'static>,
) -> Vec<Line<'static>> {
    let mut cells = cells(spans);
    let mut lines = Vec::new();
    let hang_cols = if hang.width() * 2 > cols {
        0
    } else {
        hang.width()
    };
    loop {
        let room = if lines.is_empty() {
            cols
        } else {
            cols - hang_cols
        }
        .max(1);
        let taken = n_fitting(&cells, room);
        let rest = cells.split_off(taken);
        let mut line = Line::default();
        if !lines.is_empty() && hang_cols > 0 {
            line.push_span(hang.clone());
        }
        join(&cells, &mut line);
        lines.push(line);
        let n_spaces = rest.iter().take_while(|cell| cell.text == " ").count();
        cells = rest[n_spaces..].to_vec();
        if cells.is_empty() {
            return lines;
        }
    }
}

/// Breaks `spans` into lines of at most `cols` columns.
pub fn wrap(spans: Vec<Span<'static>>, cols: usize) -> Vec<Line<'static>> {
    wrap_hanging(spans, cols, &Span::raw(""))
}

/// Breaks `left` into lines that hang by so many columns, and puts `right` at the end of the first.
pub fn wrap_beside(
    left: Vec<Span<'static>>,
    right: Vec<Span<'static>>,
    cols: usize,
    hang_cols: usize,
) -> Vec<Line<'static>> {
    let right_cols: usize = right.iter().map(Span::width).sum();
    let beside = if right.is_empty() { 0 } else { right_cols + 1 };
    let room = cols.saturating_sub(beside);
    let mut lines = wrap_hanging(left, room, &Span::raw(" ".repeat(hang_cols)));
    if !right.is_empty() {
        let first = std::mem::take(&mut lines[0]);
        lines[0] = row(first.spans, right, cols);
    }
    lines
}

/// Breaks one plain text into lines; its own line breaks stay.
pub fn wrap_text(text: &str, cols: usize, style: Style) -> Vec<Line<'static>> {
    text.lines()
        .flat_map(|line| wrap(vec![Span::styled(line.to_owned(), style)], cols))
        .collect()
}

fn cells(spans: Vec<Span<'static>>) -> Vec<Cell> {
    spans
        .into_iter()
        .flat_map(|span| {
            let style = span.style;
            span.content
                .graphemes(true)
                .map(|text| Cell {
                    text: text.to_owned(),
                    style,
                    cols: width(text),
                })
                .collect::<Vec<_>>()
        })
        .collect()
}

/// How many of the cells go on a line with this much room; at least one, so that it ends.
fn n_fitting(cells: &[Cell], room: usize) -> usize {
    let mut used = 0;
    let mut after_space = None;
    for (n, cell) in cells.iter().enumerate() {
        used += cell.cols;
        if used > room {
            // A space that does not fit is where the line ends anyway.
            let word = if cell.text == " " {
                Some(n)
            } else {
                after_space
            };
            return word.unwrap_or(n).max(1);
        }
        if cell.text == " " && cells[..n].iter().any(|cell| cell.text != " ") {
            after_space = Some(n + 1);
        }
    }
    cells.len()
}

/// Puts cells back together, a span for each run of one style; spaces at the end are dropped.
fn join(cells: &[Cell], line: &mut Line<'static>) {
    let n_kept = cells
        .iter()
        .rposition(|cell| cell.text != " ")
        .map_or(0, |last| last + 1);
    for run in cells[..n_kept].chunk_by(|a, b| a.style == b.style) {
        let text: String = run.iter().map(|cell| cell.text.as_str()).collect();
        line.push_span(Span::styled(text, run[0].style));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, cols: usize, expected: &[&str]) {
        let lines: Vec<_> = wrap(vec![Span::raw(text.to_owned())], cols)
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(lines, expected);
    }

    #[test]
    fn lines_break_between_words() {
        check("the provider is silent", 12, &["the provider", "is silent"]);
        check("the provider is silent", 13, &["the provider", "is silent"]);
        check("", 5, &[""]);
    }

    #[test]
    fn what_has_no_spaces_breaks_anywhere() {
        check("abcdefgh", 3, &["abc", "def", "gh"]);
        check("日本語", 4, &["日本", "語"]);
        check("日本語", 1, &["日", "本", "語"]);
    }

    #[test]
    fn what_stands_beside_stays_on_the_first_line() {
        let lines = wrap_beside(vec!["1 one two".into()], vec!["good".into()], 11, 2);
        let lines: Vec<_> = lines.iter().map(ToString::to_string).collect();
        assert_eq!(lines, ["1 one  good", "  two"]);
    }

    #[test]
    fn later_lines_hang() {
        let lines = wrap_hanging(vec!["• one two three".into()], 9, &Span::raw("  "));
        let lines: Vec<_> = lines.iter().map(ToString::to_string).collect();
        assert_eq!(lines, ["• one two", "  three"]);
    }
}
