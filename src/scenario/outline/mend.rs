//! What the scanner does where a text is broken: it tells so, and finds a place to go on from.
//!
//! ```text
//! (id: "a", to: ["x", title: "y")     `title:` cannot stand in a list: the list was never closed
//! (id: "a, name: "b")                 a name and a colon end the text: it was never closed
//! (tags: ["x")                        does `)` close the list, or what is around it, or nothing?
//! ```
//!
//! Where there are several ways, the one is taken with which one comes farthest.

use std::ops::Range;

use super::{
    broken::Broken,
    cursor::{Quoted, can_end},
    scan::Scanner,
    texts::prose_end,
    tree::Node,
    trial::{field_follows, step},
};
use crate::scenario::code::Code;

/// Names, colons and values.
impl Scanner<'_> {
    /// The name of a field, or nothing if something else stands there, which is told and skipped.
    pub(super) fn key(&mut self) -> Option<Range<usize>> {
        let start = self.cursor.at;
        if self.cursor.quoted() != Quoted::None {
            return self.quoted_key(start);
        }
        if !self.is_opening() {
            let mut key = self.cursor.word();
            if let Some(sign) = self.cursor.text[key.clone()].find('=') {
                key.end = key.start + sign;
                self.cursor.at = key.end;
            }
            if !key.is_empty() {
                return Some(key);
            }
        }
        let hint = "Write the name of a field, a `:` and its value.";
        self.unexpected("the name of a field", self.cursor.here(), hint);
        let n_open = self.open.len();
        let within = self.reach(n_open, start + self.cursor.here().len());
        if self.is_opening() && self.reach(n_open, start) >= within {
            self.value();
        } else {
            self.cursor.bump();
        }
        self.lose(start..self.cursor.at);
        None
    }

    fn quoted_key(&mut self, start: usize) -> Option<Range<usize>> {
        let span = start..self.cursor.at;
        let words = &self.cursor.text[span.clone()];
        let inside = words.trim_matches(['"', '\'']).len();
        let is_key = words.len() == inside + 2;
        self.blanks();
        if is_key && self.cursor.peek() == Some(':') {
            let key = span.start + 1..span.end - 1;
            let message = "the name of a field stands without quotes";
            let hint = format!("Write `{}`.", &self.cursor.text[key.clone()]);
            self.tell(Broken::new(Code::Misplaced, span, message, hint));
            return Some(key);
        }
        let line = self.cursor.end_of_line(start).min(span.end);
        let end = start + prose_end(&self.cursor.text[span.clone()]);
        // A quote that stands there alone opens what the next one was to open.
        let span = if line < span.end {
            self.cursor.at = end;
            start..end
        } else {
            span
        };
        let hint = "Write the name of a field and a `:` before it.";
        self.unexpected("the name of a field", start..line, hint);
        self.lose(span);
        None
    }

    /// The colon behind a name; whatever else stands there is told.
    pub(super) fn colon(&mut self, key: &Range<usize>) {
        let start = self.cursor.at;
        let next = self.cursor.peek();
        let n_signs = match next {
            Some(':') => {
                self.cursor.bump();
                if self.cursor.peek() == Some(':') {
                    self.unexpected("a value", self.cursor.here(), "Take this `:` out.");
                    self.cursor.bump();
                }
                return;
            }
            Some('=' | '-' | '\u{FF1A}') => {
                let rest = self.cursor.rest();
                rest.len() - rest.trim_start_matches(['=', '>', '-', '\u{FF1A}']).len()
            }
            Some(',') if self.is_value_behind_comma() => 1,
            Some(',' | ')' | ']' | '}') | None => {
                let hint = "Write a `:` and a value behind the name.";
                self.unexpected("a `:`", self.cursor.here(), hint);
                return;
            }
            Some(_) => {
                let message = "here a `:` is missing";
                let hint = "Put a `:` between the name of a field and its value.";
                let span = key.end..key.end;
                self.tell(Broken::new(Code::Misplaced, span, message, hint));
                return;
            }
        };
        let span = start..start + n_signs;
        self.unexpected("a `:`", span, "Write `name: value`.");
        if !self.is_over {
            self.cursor.at += n_signs;
        }
    }

    /// Whether a comma stands where the colon belongs: `title, "The CDN"`.
    fn is_value_behind_comma(&self) -> bool {
        let mut ahead = self.cursor;
        ahead.bump();
        ahead.blanks();
        !field_follows(ahead) && ahead.quoted() == Quoted::Whole
    }

    /// Nothing stands where a value goes.
    pub(super) fn no_value(&mut self) -> Node {
        let at = self.cursor.at;
        if self.cursor.peek().is_some() {
            let hint = "Write a value here, or leave the field out.";
            self.unexpected("a value", self.cursor.here(), hint);
        }
        Node {
            is_hole: true,
            ..Node::leaf(at..at)
        }
    }

    /// `Channel::Page`, of which the last word counts.
    pub(super) fn path(&mut self, start: usize) -> Node {
        self.cursor.at += 2;
        let message = "words stand without a path";
        let hint = "Write the word after the `::` alone.";
        let span = start..self.cursor.at;
        self.tell(Broken::new(Code::Misplaced, span, message, hint));
        self.value()
    }

    /// Takes in the words that follow a word on its line, as in a text without quotes.
    pub(super) fn more_words(&mut self) {
        loop {
            let mut ahead = self.cursor;
            while matches!(ahead.peek(), Some(' ' | '\t')) {
                ahead.bump();
            }
            let is_word = !ahead.rest().starts_with(['=', ';', '|', '#'])
                && ahead.quoted() == Quoted::None
                && !ahead.word().is_empty();
            let end = ahead.at;
            while matches!(ahead.peek(), Some(' ' | '\t')) {
                ahead.bump();
            }
            let is_other = matches!(ahead.peek(), Some(':' | '=' | '(' | '[' | '{' | '\u{FF1A}'));
            if !is_word || is_other {
                break;
            }
            self.cursor.at = end;
        }
        // The opening quote alone may be missing.
        if let Some(rest) = self.cursor.rest().strip_prefix('"')
            && can_end(rest)
        {
            self.cursor.bump();
        }
    }

    pub(super) fn second_comma(&mut self) {
        let is_struct = self.open.last().is_some_and(|open| open.is_struct);
        let comma = self.cursor.here();
        self.cursor.bump();
        self.blanks();
        // It may follow a bracket that is missing.
        let is_closed_outside = match self.cursor.peek() {
            Some(next @ (')' | ']' | '}')) => next != self.expected_closing(),
            Some(_) => self.is_left(),
            None => false,
        };
        if is_closed_outside {
            return;
        }
        let what = if is_struct {
            "the name of a field"
        } else {
            "a value"
        };
        self.unexpected(what, comma, "Take this comma out.");
    }

    fn unexpected(&mut self, what: &str, span: Range<usize>, hint: &str) {
        let broken = Broken::expected(what, span, self.cursor.text, hint);
        self.tell(broken);
    }

    /// Skips a word that nobody can make anything of.
    pub(super) fn lose_word(&mut self) {
        let start = self.cursor.at;
        step(&mut self.cursor);
        self.lose(start..self.cursor.at);
    }

    pub(super) fn hole(&mut self, start: usize) -> Node {
        let span = start..self.cursor.at.max(start);
        self.lose(span.clone());
        Node {
            is_hole: true,
            ..Node::leaf(span)
        }
    }

    /// Something follows a value without a comma between them.
    pub(super) fn no_comma(&mut self, before: &mut Node) {
        let is_struct = self.open.last().is_some_and(|open| open.is_struct);
        match self.cursor.peek() {
            Some(':') if !is_struct => {
                let message = "a field goes into round brackets";
                let hint = "Write `(name: value)`.";
                self.tell(Broken::new(
                    Code::Misplaced,
                    before.span.clone(),
                    message,
                    hint,
                ));
                self.cursor.bump();
                self.value();
                *before = self.hole(before.span.start);
            }
            Some(':' | ';' | '.' | '|' | '=' | '\u{FF0C}' | '\u{FF1B}') => {
                self.unexpected("a `,`", self.cursor.here(), "Write a `,` instead.");
                self.cursor.bump();
            }
            _ => {
                self.tell(Broken::no_comma(before.span.end));
                if is_struct && !self.is_over && !self.is_field() {
                    self.lose_line();
                }
            }
        }
    }

    /// Whether something like a field follows, a colon forgotten or not.
    fn is_field(&self) -> bool {
        let mut ahead = self.cursor;
        let is_quoted = ahead.quoted() != Quoted::None;
        step(&mut ahead);
        ahead.blanks();
        field_follows(self.cursor) || (!is_quoted && matches!(ahead.peek(), Some('=' | '"')))
    }

    /// Skips up to what ends a value, on this line.
    fn lose_line(&mut self) {
        let start = self.cursor.at;
        let line = self.cursor.end_of_line(start);
        while self.cursor.at < line && !matches!(self.cursor.peek(), Some(',' | ')' | ']' | '}')) {
            if self.is_opening() {
                self.value();
            } else {
                step(&mut self.cursor);
            }
        }
        self.lose(start..self.cursor.at);
    }
}
