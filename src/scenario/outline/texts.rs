//! What the scanner does about texts whose quotes are missing, or of which one is a character.

use std::ops::Range;

use super::{
    broken::Broken,
    cursor::{can_end, first_line},
    scan::Scanner,
    tree::{Kids, Node},
};
use crate::scenario::code::Code;

/// How long a text may be whose opening quote is looked for.
const MOST_BEFORE_QUOTE: usize = 500;

/// At how many of the lines behind a text one looks for its end.
const MOST_LINES: usize = 40;

const IN_TEXT: &str = "Within a text, write `\\\"` for a quote.";
const ADD_QUOTE: &str = "Add the missing `\"`, or write `\\\"` for a quote within the text.";

impl Scanner<'_> {
    /// A text whose opening quote is missing: `title: The end",`.
    pub(super) fn text_without_quote(&mut self, word: &Range<usize>) -> Option<Node> {
        let start = word.start;
        let words = &self.cursor.text[word.clone()];
        if words.starts_with('r') && words[1..].chars().all(|c| c == '#') {
            let close = format!("\"{}", &words[1..]);
            let rest = self.cursor.rest();
            let end = self.cursor.at + rest.find(&close)? + close.len();
            self.no_quote(word.end);
            self.cursor.at = end;
            return Some(self.hole(start));
        }
        let after = self.cursor.rest().trim_start_matches([' ', '\t']);
        if after.is_empty() || after.starts_with([',', ')', ']', '}', '(', '[', '{', '\n', '/']) {
            return None;
        }
        let rest = &self.cursor.text[start..];
        let mut near = rest.char_indices().take(MOST_BEFORE_QUOTE);
        let (quote, found) = near.find(|(_, c)| matches!(c, '"' | '\n'))?;
        // What stands before a quote that opens a text.
        let before = rest[..quote].trim_end_matches(['#', 'r', 'b']).trim_end();
        let is_text = found == '"'
            && can_end(&rest[quote + 1..])
            && !before.ends_with([':', '(', '[', '{', ',', '='])
            && !(before.contains("//") || before.contains("/*"));
        if !is_text {
            return None;
        }
        self.no_quote(start);
        self.cursor.at = start + quote + 1;
        Some(self.hole(start))
    }

    fn no_quote(&mut self, at: usize) {
        let message = "here a `\"` is missing";
        let hint = "Write a `\"` where the text begins.";
        self.tell(Broken::new(Code::Misplaced, at..at, message, hint));
    }

    /// Mends a value that ends where it should not, whatever follows it.
    pub(super) fn mend(&mut self, value: &mut Node) {
        let words = &self.cursor.text[value.span.clone()];
        let is_text = words.starts_with('"');
        let follows = self.cursor.peek();
        if is_text && !matches!(follows, Some(',' | ')' | ']' | '}') | None) {
            if let Some(end) = self.forgotten_quote(value) {
                *value = self.unclosed_text(value, end);
                return;
            }
            if self.is_still_text(value) {
                *value = self.quote_in_text(value);
                return;
            }
        }
        while self.leaves.is_none() && !self.is_over && self.list_without_bracket(value) {
            self.blanks();
        }
    }

    /// A text of which no end is to be found.
    pub(super) fn open_text(&mut self, start: usize) -> Node {
        let words = &self.cursor.text[start..self.cursor.at];
        let quote = words.find(['"', '\'']).map_or(1, |at| at + 1);
        let message = "this text is never closed";
        let hint = match &words[..quote] {
            "\"" => "Write a `\"` where it ends.".to_owned(),
            "'" => "Write texts as `\"..\"`.".to_owned(),
            raw => {
                let n_hashes = raw.matches('#').count().min(8);
                format!("Write `\"{}` where it ends.", "#".repeat(n_hashes))
            }
        };
        let span = start..start + quote;
        self.tell(Broken::new(Code::Unclosed, span, message, hint));
        let fields = field_lines(&self.cursor.text[start..]).take(MOST_LINES);
        let fields = fields.map(|at| start + at);
        let mut ends: Vec<_> = fields.chain([self.cursor.at]).collect();
        ends.sort_unstable();
        let end = self.farthest(ends.into_iter());
        self.go_on_behind(start..end.unwrap_or(self.cursor.at));
        self.hole(start)
    }

    /// Goes on behind a text without an end: at a comma or bracket that ends its last line and
    /// is most likely none of its characters.
    fn go_on_behind(&mut self, text: Range<usize>) {
        if self.is_over {
            return;
        }
        let words = self.cursor.text[text.clone()].trim_end();
        // `"x),  // a comment`
        let code = words.rfind("//").map(|at| words[..at].trim_end());
        let words = code
            .filter(|code| code.ends_with([',', ')', ']', '}']))
            .unwrap_or(words);
        let kept = words.trim_end_matches([',', ')', ']', '}', ' ']).len();
        let marks = words[kept..].char_indices();
        let marks = marks
            .filter(|(_, mark)| *mark != ' ')
            .map(|(at, _)| kept + at);
        let ends = marks.chain([words.len()]).map(|at| text.start + at);
        self.cursor.at = self.farthest(ends).unwrap_or(text.end);
    }

    /// The first of the places from which one comes farthest.
    pub(super) fn farthest(&self, places: impl Iterator<Item = usize>) -> Option<usize> {
        let n_open = self.open.len();
        let reached = places.map(|at| (self.reach(n_open, at), at));
        let best = reached.reduce(|best, next| if next.0 > best.0 { next } else { best });
        best.map(|(_, at)| at)
    }

    fn unclosed_text(&mut self, text: &Node, end: usize) -> Node {
        let start = text.span.start;
        self.go_on_behind(start..end);
        let line = self.cursor.end_of_line(start);
        let span = start..self.cursor.at.clamp(start + 1, line.max(start + 1));
        let hint = if self.cursor.text[span.clone()].ends_with('\u{201D}') {
            "Close it with a straight quote, `\"`."
        } else {
            ADD_QUOTE
        };
        self.tell(Broken::text(span, hint));
        self.hole(start)
    }

    fn quote_in_text(&mut self, text: &Node) -> Node {
        let broken = Broken {
            hint: IN_TEXT.to_owned(),
            ..Broken::no_comma(text.span.end)
        };
        self.tell(broken);
        if !self.is_over {
            let from = text.span.end;
            let line = first_line(&self.cursor.text[from..]);
            let quotes = line.match_indices('"').map(|(at, _)| at + 1);
            let ends = quotes
                .filter(|end| can_end(&line[*end..]))
                .map(|end| from + end);
            match self.farthest(ends) {
                Some(end) => self.cursor.at = end,
                None => self.go_on_behind(text.span.start..from + line.len()),
            }
        }
        self.hole(text.span.start)
    }

    /// Where a text should end whose closing quote was most likely forgotten. The next opening
    /// quote closes it then, so it ends with what stands before a text, and the words of the
    /// next one follow at once.
    ///
    /// ```text
    /// (title: "Forgotten,
    ///  body: "What follows")
    ///        ^ ends here
    /// ```
    fn forgotten_quote(&self, text: &Node) -> Option<usize> {
        let Range { start, end } = text.span;
        let words = self.cursor.text[start..end].trim_end_matches('"');
        // The next one may be a raw text.
        let before_next = words.trim_end_matches('#');
        let before_next = before_next
            .strip_suffix(": r")
            .map_or(words, |it| &words[..=it.len()]);
        let before_next = before_next.trim_end();
        if !words.contains('\n') {
            // `"5m, Ack("`
            if let Some(comma) = word_in_brackets(before_next) {
                return Some(start + comma);
            }
            // `"ic, name: "`, `"ic, to: ["`
            let is_opened = before_next.ends_with(['(', '[']);
            let is_word = |c: char| c.is_alphabetic() || "([ ".contains(c);
            let next = if is_opened {
                before_next.trim_end_matches(is_word)
            } else {
                before_next
            };
            let name_at = |at: usize| field_name(&words[at + 1..]).map(|_| start + at);
            let mut commas = words.match_indices(',').map(|(at, _)| at);
            return next.ends_with(':').then(|| commas.find_map(name_at))?;
        }
        let is_forgotten = self.cursor.at == end || before_next.ends_with([':', '[', '(', ',']);
        is_forgotten.then(|| start + prose_end(words))
    }

    /// Whether what follows a text most likely belongs to it, after a quote that was meant as one
    /// of its characters: `"say "hi" to them"`.
    fn is_still_text(&self, text: &Node) -> bool {
        let line = first_line(&self.cursor.text[text.span.end..]);
        let word = line.trim_start();
        let after = word.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_');
        let is_value = after
            .trim_start()
            .starts_with([':', '(', '=', ',', ')', ']']);
        let is_word = after.len() < word.len() && !is_value;
        let is_comment = word.starts_with("//") || word.starts_with("/*");
        let is_at_once = line.starts_with(|c: char| !c.is_whitespace() && !";|.".contains(c));
        let is_text = matches!(text.kids, Kids::Leaf);
        is_text && !is_comment && !word.starts_with(':') && (is_at_once || is_word)
    }
}

/// The name at the beginning of a text, if a colon follows it.
fn field_name(text: &str) -> Option<&str> {
    let is_name = |c: char| c.is_ascii_lowercase() || c == '_';
    let text = text.trim_start();
    let after = text.trim_start_matches(is_name);
    let name = &text[..text.len() - after.len()];
    (after.starts_with(':') && !name.is_empty()).then_some(name)
}

/// Where the comma stands before a word of the language and its bracket, if a text ends with these.
fn word_in_brackets(text: &str) -> Option<usize> {
    let (before, word) = text.strip_suffix('(')?.rsplit_once(", ")?;
    let is_word = word.starts_with(char::is_uppercase) && word.chars().all(char::is_alphabetic);
    is_word.then_some(before.len())
}

/// How much of a text without an end is prose: up to the line that begins with a field or a
/// bracket, or else its first line.
pub(super) fn prose_end(words: &str) -> usize {
    field_lines(words).next().unwrap_or(first_line(words).len())
}

/// Where the lines after the first begin that begin with a field or a bracket.
fn field_lines(words: &str) -> impl Iterator<Item = usize> {
    let mut at = 0;
    let lines = words.split_inclusive('\n').map(move |line| {
        at += line.len();
        (at - line.len(), line.trim_start())
    });
    let lines = lines.skip(1).filter(|(_, line)| {
        field_name(line).is_some() || line.starts_with(['(', '[', ')', ']', '}'])
    });
    lines.map(|(at, _)| at)
}
