//! A place in a text, and the ways from it over blanks, words and texts in quotes.
//!
//! It tells nothing: whoever moves it does.

use std::ops::Range;

use memchr::{memchr, memchr2, memmem};

/// A place in a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor<'a> {
    pub text: &'a str,
    pub at: usize,
}

/// What stood between two values.
#[derive(Debug, PartialEq)]
pub(super) enum Blank {
    /// Nothing of note.
    Clean,
    /// A comment that is never closed, with its beginning.
    OpenComment(usize),
    /// `# ..`, which is a comment elsewhere.
    HashComment(usize),
    /// A character that nobody sees, and that RON does not skip.
    Unseen(Range<usize>),
}

/// A text in quotes, or none.
#[derive(Debug, PartialEq, Eq, Clone, Copy)]
pub(super) enum Quoted {
    None,
    Whole,
    /// It never ends, or ends where another should begin; the cursor is behind what is lost.
    Open,
}

impl Cursor<'_> {
    pub(super) fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(super) fn bump(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.at += next.len_utf8();
        Some(next)
    }

    /// The character at hand.
    pub(super) fn here(&self) -> Range<usize> {
        self.at..self.at + self.peek().map_or(0, char::len_utf8)
    }

    /// Skips space and comments, up to the first thing of note.
    #[inline]
    pub(super) fn blank(&mut self) -> Blank {
        // Asked before and behind everything, and nearly always answered here.
        if self.is_plain() {
            return Blank::Clean;
        }
        self.blank_to_skip()
    }

    /// Whether a thing of note stands here, and surely no comment.
    fn is_plain(&self) -> bool {
        let here = self.text.as_bytes().get(self.at);
        here.is_some_and(|byte| byte.is_ascii_graphic() && !matches!(byte, b'/' | b'#'))
    }

    fn blank_to_skip(&mut self) -> Blank {
        loop {
            // Nearly all of a file's space is this.
            self.skip_bytes(|byte| matches!(byte, b' ' | b'\n'));
            if self.is_plain() {
                return Blank::Clean;
            }
            let rest = self.rest();
            if rest.starts_with("//") {
                self.skip_line();
            } else if rest.starts_with("/*") {
                let open = self.at;
                if !self.comment() {
                    self.at = open;
                    self.skip_line();
                    return Blank::OpenComment(open);
                }
            } else if rest.starts_with('#') && !rest.starts_with("#!") {
                let start = self.at;
                self.skip_line();
                return Blank::HashComment(start);
            } else if rest.starts_with(is_unseen) {
                let start = self.at;
                while self.peek().is_some_and(is_unseen) {
                    self.bump();
                }
                return Blank::Unseen(start..self.at);
            } else if rest.starts_with(is_blank) {
                self.bump();
            } else {
                return Blank::Clean;
            }
        }
    }

    /// Skips space and comments, whatever is wrong with them.
    pub(super) fn blanks(&mut self) {
        while self.blank() != Blank::Clean {}
    }

    /// Skips ASCII, each character a byte, as long as it is one of those.
    fn skip_bytes(&mut self, is_one: impl Fn(&u8) -> bool) {
        debug_assert!((128..=u8::MAX).all(|byte| !is_one(&byte)));
        self.at += self.rest().bytes().take_while(is_one).count();
    }

    pub(super) fn skip_line(&mut self) {
        let rest = self.rest().as_bytes();
        self.at += memchr(b'\n', rest).unwrap_or(rest.len());
    }

    /// Skips a comment, those within it too, and answers whether it is closed.
    fn comment(&mut self) -> bool {
        let mut depth = 0_usize;
        loop {
            let rest = self.rest();
            if rest.starts_with("/*") {
                depth += 1;
                self.at += 2;
            } else if rest.starts_with("*/") {
                depth -= 1;
                self.at += 2;
                if depth == 0 {
                    return true;
                }
            } else if self.bump().is_none() {
                return false;
            }
        }
    }

    /// A name or a number: whatever stands without quotes. It may be empty.
    pub(super) fn word(&mut self) -> Range<usize> {
        let start = self.at;
        // Nearly all words are this to their ends.
        self.skip_bytes(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
        let mut before = self.text[start..self.at].chars().next_back();
        while let Some(next) = self.peek() {
            let rest = self.rest();
            let ends = is_blank(next)
                || is_unseen(next)
                || matches!(
                    next,
                    ',' | ';' | ':' | '(' | ')' | '[' | ']' | '{' | '}' | '"'
                )
                || matches!(next, '\u{FF0C}' | '\u{FF1A}' | '\u{FF1B}');
            let is_comment = rest.starts_with("//") || rest.starts_with("/*");
            // `don't` is one word, and no beginning of a character.
            let is_within = |rest: &str| {
                before.is_some_and(char::is_alphanumeric) && rest.starts_with(char::is_alphabetic)
            };
            let is_quote = rest.strip_prefix('\'').is_some_and(|rest| !is_within(rest));
            if ends || is_comment || is_quote {
                break;
            }
            before = Some(next);
            self.bump();
        }
        start..self.at
    }

    /// Skips a text, raw text or character.
    pub(super) fn quoted(&mut self) -> Quoted {
        let start = self.at;
        let unprefixed = self.rest().strip_prefix('b').unwrap_or(self.rest());
        let inner = start + (self.rest().len() - unprefixed.len());
        match unprefixed.chars().next() {
            Some('"') => {
                self.at = inner + 1;
                self.escaped(start)
            }
            Some('\'') => self.character(inner + 1),
            Some('\u{201C}' | '\u{201D}' | '\u{201E}' | '\u{2018}' | '\u{2019}')
                if inner == start =>
            {
                self.bump();
                self.closed_on_line(
                    start,
                    &['\u{201C}', '\u{201D}', '\u{2018}', '\u{2019}', '"'],
                )
            }
            Some('r') => self.raw(start, inner + 1),
            _ => Quoted::None,
        }
    }

    fn escaped(&mut self, open: usize) -> Quoted {
        // Neither is a part of another character.
        while let Some(stop) = memchr2(b'"', b'\\', self.rest().as_bytes()) {
            self.at += stop;
            if self.bump() == Some('"') {
                return Quoted::Whole;
            }
            self.bump();
        }
        self.at = self.end_of_line(open);
        Quoted::Open
    }

    fn raw(&mut self, start: usize, fence: usize) -> Quoted {
        let rest = &self.text[fence..];
        let n_hashes = rest.len() - rest.trim_start_matches('#').len();
        if !rest[n_hashes..].starts_with('"') {
            return Quoted::None;
        }
        let inside = fence + n_hashes + 1;
        let hashes = "#".repeat(n_hashes);
        let close = format!("\"{hashes}");
        let Some(length) = memmem::find(&self.text.as_bytes()[inside..], close.as_bytes()) else {
            self.at = self.end_of_line(start);
            return Quoted::Open;
        };
        // A raw text in which the next one begins was never closed.
        let opening = format!(": r{hashes}\"");
        if let Some(next) = field_within(&self.text[inside..inside + length], &opening) {
            self.at = inside + next;
            return Quoted::Open;
        }
        self.at = inside + length + close.len();
        Quoted::Whole
    }

    /// Skips what stands in single quotes: a character for RON, a text for those who write it.
    fn character(&mut self, inside: usize) -> Quoted {
        let start = self.at;
        self.at = inside;
        // A quote is a character too, RON lets it stand: `'''`.
        let is_escape = self.bump() == Some('\\');
        if is_escape {
            self.bump();
        }
        if self.peek() == Some('\'') {
            self.bump();
            return Quoted::Whole;
        }
        self.at = inside;
        self.closed_on_line(start, &['\''])
    }

    /// Goes to the quote on this line behind which a text can end.
    fn closed_on_line(&mut self, start: usize, quotes: &[char]) -> Quoted {
        let line = first_line(self.rest());
        let ends = line.match_indices(quotes);
        let mut ends = ends.map(|(at, quote)| at + quote.len());
        let close = ends
            .clone()
            .find(|end| can_end(&line[*end..]))
            .or_else(|| ends.next());
        if let Some(end) = close {
            self.at += end;
            return Quoted::Whole;
        }
        self.at = self.end_of_line(start);
        Quoted::Open
    }

    /// Where the line of a place ends.
    pub(super) fn end_of_line(&self, at: usize) -> usize {
        at + first_line(&self.text[at..]).len()
    }
}

/// Whether a value can end before this.
pub(super) fn can_end(rest: &str) -> bool {
    let rest = rest.trim_start_matches([' ', '\t']);
    rest.is_empty() || rest.starts_with([',', ')', ']', '}', '\n']) || rest.starts_with("//")
}

pub(super) fn first_line(text: &str) -> &str {
    text.split('\n').next().unwrap_or_default()
}

/// The first line of a text that begins with a name and then with `opening`.
fn field_within(text: &str, opening: &str) -> Option<usize> {
    memmem::find_iter(text.as_bytes(), opening).find_map(|at| {
        let line_start = text[..at].rfind('\n')? + 1;
        let name = text[line_start..at].trim_start();
        let is_name = !name.is_empty() && name.chars().all(|c| c == '_' || c.is_ascii_lowercase());
        is_name.then_some(line_start)
    })
}

/// What RON takes for space; and a space that does not break, which looks like one.
pub(super) fn is_blank(c: char) -> bool {
    matches!(
        c,
        '\t' | '\n'
            | '\u{B}'
            | '\u{C}'
            | '\r'
            | ' '
            | '\u{85}'
            | '\u{A0}'
            | '\u{200E}'
            | '\u{200F}'
            | '\u{2028}'
            | '\u{2029}'
    )
}

/// What nobody sees, and what steers a terminal.
fn is_unseen(c: char) -> bool {
    let turns = matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let is_thin = matches!(c, '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}');
    turns || is_thin || (c.is_control() && !is_blank(c))
}
