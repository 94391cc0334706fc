//! What is wrong with a scenario file: where, what, and what to do about it.

use std::{
    fmt::{self, Write},
    ops::Range,
};

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::code::Code;

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The scenario cannot be played.
    Error,
    /// It can be played, and its author should look.
    Warning,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Error => "error",
            Self::Warning => "warning",
        })
    }
}

/// One thing that is wrong with a scenario file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub severity: Severity,
    /// What kind of mistake it is.
    pub code: Code,
    /// The words in question, as a byte range of the file's text.
    pub span: Range<usize>,
    /// What is wrong: lowercase, without a full stop.
    pub message: String,
    /// What to do: a sentence.
    pub hint: Option<String>,
}

/// A place in a file as editors count: lines and columns from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub line: usize,
    pub column: usize,
}

/// How much of a line is shown, in terminal columns.
const WIDEST: usize = 96;

impl Problem {
    /// Something that keeps the scenario from being played.
    pub fn error(code: Code, span: Range<usize>, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            code,
            span,
            message: message.into(),
            hint: None,
        }
    }

    /// Something its author should look at.
    pub fn warning(code: Code, span: Range<usize>, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(code, span, message)
        }
    }

    /// Adds what to do.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Self {
        self.maybe_hint(Some(hint.into()))
    }

    /// Adds what to do, if anybody knows.
    #[must_use]
    pub fn maybe_hint(self, hint: Option<String>) -> Self {
        Self { hint, ..self }
    }

    /// Where in the file's text the words in question begin.
    pub fn place(&self, text: &str) -> Place {
        Place::of(text, self.span.start)
    }

    /// Where they end: the place right after them.
    pub fn end(&self, text: &str) -> Place {
        Place::of(text, self.span.end.max(self.span.start))
    }

    /// The problem as compilers show it, with the line it is about.
    ///
    /// ```text
    /// error[unknown-id]: there is no role `lega`
    ///  --> drills/a.ron:9:53
    ///   |
    /// 9 |         (id: "i2", at: 15, to: ["lega"]),
    ///   |                                 ^^^^^^
    ///   = help: Did you mean `legal`?
    /// ```
    pub fn render(&self, file: &str, text: &str) -> String {
        let Place { line, column } = self.place(text);
        let number = line.to_string();
        let margin = " ".repeat(number.len());
        let (shown, carets) = self.excerpt(text);
        let mut out = format!(
            "{}[{}]: {}\n{margin}--> {}:{line}:{column}\n{margin} |\n{number} | {shown}\n{margin} | {carets}\n",
            self.severity,
            self.code,
            visible(&self.message),
            visible(file),
        );
        if let Some(hint) = &self.hint {
            writeln!(out, "{margin} = help: {}", visible(hint)).expect("a string takes all");
        }
        out
    }

    /// The line and what underlines the words in it. Of a long line only the part around them.
    fn excerpt(&self, text: &str) -> (String, String) {
        let start = boundary(text, self.span.start);
        let line_start = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
        let line_end = text[start..]
            .find('\n')
            .map_or(text.len(), |length| start + length);
        let end = self.span.end.clamp(start, line_end);
        let end = (end..=line_end)
            .find(|at| text.is_char_boundary(*at))
            .unwrap_or(line_end);
        // A line can be the whole of a large file, and hardly any of it is shown.
        let before = visible(last(text[line_start..start].trim_start_matches('\u{FEFF}')));
        let words = visible(first(&text[start..end]));
        let after = visible(first(text[end..line_end].trim_end()));

        let words = head(&words, WIDEST / 2, "…");
        let before = tail(&before, WIDEST - words.width().max(WIDEST / 4));
        let after = head(
            &after,
            WIDEST.saturating_sub(before.width() + words.width()),
            "…",
        );
        let carets = " ".repeat(before.width()) + &"^".repeat(words.width().max(1));
        (format!("{before}{words}{after}"), carets)
    }
}

impl Place {
    /// Where the byte `at` stands.
    pub fn of(text: &str, at: usize) -> Self {
        let before = &text[..boundary(text, at)];
        let line = before.rsplit('\n').next().unwrap_or(before);
        Self {
            line: 1 + before.matches('\n').count(),
            column: 1 + line.trim_start_matches('\u{FEFF}').chars().count(),
        }
    }
}

/// The byte, never beyond the text or within a character.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len()))
        .rfind(|at| text.is_char_boundary(*at))
        .unwrap_or(0)
}

/// The text with what steers a terminal made visible, every character as wide as it counts.
fn visible(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\t' => ' ',
            '\0'..='\x1F' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{FFFD}'),
            _ if c.width().unwrap_or(0) == 0 => '\u{FFFD}',
            _ => c,
        })
        .collect()
}

/// The beginning of a text: more than is shown.
fn first(text: &str) -> &str {
    let end = text.char_indices().nth(2 * WIDEST);
    &text[..end.map_or(text.len(), |(end, _)| end)]
}

/// The end of a text: more than is shown.
fn last(text: &str) -> &str {
    let start = text.char_indices().rev().nth(2 * WIDEST);
    &text[start.map_or(0, |(start, _)| start)..]
}

/// As much of the beginning as fits.
fn head(text: &str, columns: usize, more: &str) -> String {
    if text.width() <= columns {
        return text.to_owned();
    }
    let mut left = columns.saturating_sub(more.width());
    let fits = |c: &char| match left.checked_sub(c.width().unwrap_or(0)) {
        Some(rest) => {
            left = rest;
            true
        }
        None => false,
    };
    text.chars().take_while(fits).collect::<String>() + more
}

/// As much of the end as fits.
fn tail(text: &str, columns: usize) -> String {
    if text.width() <= columns {
        return text.to_owned();
    }
    let backwards: String = text.chars().rev().collect();
    let kept = head(&backwards, columns.saturating_sub(1), "");
    let kept: String = kept.chars().rev().collect();
    format!("…{kept}")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Renders a problem about the words between `«»`.
    fn check(marked: &str, rendered: &[&str]) {
        let text = marked.replace(['«', '»'], "");
        let start = marked.find('«').expect("a mark");
        let end = marked.find('»').expect("a mark") - '«'.len_utf8();
        let problem = Problem::error(Code::More, start..end, "it is wrong");
        let shown = problem.render("a.ron", &text);
        assert_eq!(shown.lines().skip(1).collect::<Vec<_>>(), rendered);
    }

    #[test]
    fn a_problem_is_shown_with_its_line() {
        let text = "(\n    to: [\"lega\"],\n)";
        let problem = Problem::warning(Code::UnknownId, 11..17, "there is no role `lega`")
            .hint("Did you mean `legal`?");
        assert_eq!(
            problem.render("drills/a.ron", text),
            r#"warning[unknown-id]: there is no role `lega`
 --> drills/a.ron:2:10
  |
2 |     to: ["lega"],
  |          ^^^^^^
  = help: Did you mean `legal`?
"#
        );
    }

    #[test]
    fn carets_stand_under_the_words_however_wide_the_letters_are() {
        check(
            "\u{FEFF}a\n\t\"東京\", «東京»\r\n",
            &[
                " --> a.ron:2:8",
                "  |",
                "2 |  \"東京\", 東京",
                "  |          ^^^^",
            ],
        );
        check("\u{FEFF}«a»", &[" --> a.ron:1:1", "  |", "1 | a", "  | ^"]);
    }

    #[test]
    fn what_steers_a_terminal_is_shown_and_not_sent() {
        check(
            "\x1b[2J«\x07»\u{9b}\u{202e}",
            &[
                " --> a.ron:1:5",
                "  |",
                "1 | ␛[2J␇\u{FFFD}\u{FFFD}",
                "  |     ^",
            ],
        );
    }

    #[test]
    fn of_a_long_line_the_part_around_the_words_is_shown() {
        let marked = format!("{}«here»{}", "x".repeat(500), "y".repeat(500));
        let shown = format!("1 | …{}here{}…", "x".repeat(71), "y".repeat(19));
        let carets = format!("  | {}^^^^", " ".repeat(72));
        check(&marked, &[" --> a.ron:1:501", "  |", &shown, &carets]);
    }

    #[test]
    fn words_over_several_lines_are_underlined_on_the_first() {
        check("(«a\nb»)", &[" --> a.ron:1:2", "  |", "1 | (a", "  |  ^"]);
    }

    #[test]
    fn a_place_beyond_the_text_is_its_end() {
        let place = Problem::error(Code::More, 99..100, "").place("a\nbc");
        assert_eq!(place, Place { line: 2, column: 3 });
        let problem = Problem::error(Code::More, 1..2, "");
        assert_eq!(problem.place("ä"), Place { line: 1, column: 1 });
        assert_eq!(problem.end("ä"), Place { line: 1, column: 2 });
    }
}
