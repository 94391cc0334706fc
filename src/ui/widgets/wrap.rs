//! Breaks styled text into lines. How many there are can be asked before anything is drawn.

use ratatui::{
    style::Style,
    text::{Line, Span},
};
use unicode_segmentation::UnicodeSegmentation;

use super::fit::{is_simple, row, width};

/// Breaks `spans` into lines of at most `cols` columns, between words where it can; each after
/// the first begins with `hang`.
pub fn wrap_hanging(
    spans: Vec<Span<'static>>,
    cols: usize,
    hang: &Span<'static>,
) -> Vec<Line<'static>> {
    let written = Written::of(spans);
    let hang_cols = if hang.width() * 2 > cols {
        0
    } else {
        hang.width()
    };
    let mut lines = Vec::new();
    let mut at = 0;
    loop {
        let mut line = Line::default();
        let mut room = cols;
        if !lines.is_empty() && hang_cols > 0 {
            line.push_span(hang.clone());
            room -= hang_cols;
        }
        let end = at + written.fitting(at, room.max(1));
        written.copy(at, end, &mut line);
        lines.push(line);
        let after = &written.text[end..];
        at = end + after.len() - after.trim_start_matches(' ').len();
        if at == written.text.len() {
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

/// Spans as one text, with the styles of its stretches.
struct Written {
    text: String,
    /// Where each stretch ends.
    styles: Vec<(usize, Style)>,
    letters: Letters,
}

/// What the letters of a text are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Letters {
    /// Each takes one column.
    Simple,
    /// Some of them are several characters, or take another number of columns.
    Any,
}

impl Written {
    fn of(spans: Vec<Span<'static>>) -> Self {
        let mut written = Self {
            text: String::with_capacity(spans.iter().map(|span| span.content.len()).sum()),
            styles: Vec::with_capacity(spans.len()),
            letters: Letters::Any,
        };
        for span in spans {
            written.text.push_str(&span.content);
            let end = written.text.len();
            match written.styles.last_mut() {
                Some(last) if last.1 == span.style => last.0 = end,
                _ => written.styles.push((end, span.style)),
            }
        }
        if is_simple(&written.text) {
            written.letters = Letters::Simple;
        }
        written
    }

    /// How much of the text from `at` on goes on a line with this much room.
    fn fitting(&self, at: usize, room: usize) -> usize {
        let rest = &self.text[at..];
        match self.letters {
            Letters::Simple => {
                let letters = rest.char_indices();
                let letters = letters.map(|(at, c)| (at, &rest[at..at + c.len_utf8()], 1));
                fitting(letters, rest.len(), room)
            }
            Letters::Any => {
                let letters = rest.grapheme_indices(true);
                let letters = letters.map(|(at, letter)| (at, letter, width(letter)));
                fitting(letters, rest.len(), room)
            }
        }
    }

    /// Adds a stretch of the text to `line`, but for spaces at its end.
    fn copy(&self, begin: usize, end: usize, line: &mut Line<'static>) {
        let end = begin + self.text[begin..end].trim_end_matches(' ').len();
        let mut at = begin;
        let first = self.styles.partition_point(|(until, _)| *until <= begin);
        for (until, style) in &self.styles[first..] {
            let until = (*until).min(end);
            if at < until {
                line.push_span(Span::styled(self.text[at..until].to_owned(), *style));
            }
            at = until;
        }
    }
}

/// How much of a text goes on a line with this much room; at least one letter, so that it ends.
/// Each letter comes with its place and how many columns it takes.
fn fitting<'a>(
    letters: impl Iterator<Item = (usize, &'a str, usize)>,
    len: usize,
    room: usize,
) -> usize {
    let mut used = 0;
    let mut after_space = None;
    let mut has_word = false;
    for (at, letter, cols) in letters {
        used += cols;
        if used > room {
            // A space that does not fit is where the line ends anyway.
            let word = if letter == " " { None } else { after_space };
            let end = word.unwrap_or(at);
            return if end == 0 { letter.len() } else { end };
        }
        if letter != " " {
            has_word = true;
        } else if has_word {
            after_space = Some(at + 1);
        }
    }
    len
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
