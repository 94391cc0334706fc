//! The scanner that draws the outline, tells where a text is not even RON, and goes on behind it.

use std::ops::Range;

use super::{
    broken::{Broken, closing},
    cursor::{Blank, Cursor, Quoted},
    tree::{Field, Kids, Node},
    trial::{Open, field_follows},
};
use crate::scenario::code::Code;

/// How many brackets may stand within each other.
const DEEPEST: usize = 64;

/// How much may be broken before the scanner gives up.
const MOST_BROKEN: usize = 100;

/// How much of what could not be made out is looked through again, word by word. Where more is lost,
/// nothing is called missing any more.
const MOST_LOST: usize = 64 * 1024;

/// What a text is made of, as far as that can be said.
#[derive(Debug)]
pub(in crate::scenario) struct Outline {
    /// Nothing if the file is empty.
    pub root: Option<Node>,
    pub broken: Vec<Broken>,
    pub lost: Lost,
}

/// What could not be made out, so that nothing is missed that may stand in it.
#[derive(Debug, Default)]
pub(in crate::scenario) struct Lost {
    parts: Vec<(Range<usize>, String)>,
    /// What stands in texts that were not closed where they should be.
    pub swallowed: Vec<(Range<usize>, String)>,
    /// How long they are together.
    length: usize,
    /// How many brackets the end of the file, or of what was read, found open.
    n_open: usize,
}

/// Scans a whole file.
pub(in crate::scenario) fn outline(text: &str) -> Outline {
    let mut scanner = Scanner {
        cursor: Cursor { text, at: 0 },
        open: Vec::new(),
        leaves: None,
        is_over: false,
        broken: Vec::new(),
        lost: Lost::default(),
        values: Vec::new(),
        fields: Vec::new(),
    };
    scanner.attributes();
    scanner.blanks();
    let root = (scanner.cursor.peek().is_some() || scanner.is_over).then(|| {
        let root = scanner.value();
        scanner.after_root();
        root
    });
    if root.is_none() && scanner.broken.is_empty() {
        let at = text.len();
        // How to begin it, those say who know what it is to be.
        let empty = Broken::new(Code::EmptyFile, at..at, "the file is empty", "");
        scanner.tell(empty);
    }
    Outline {
        root,
        broken: scanner.broken,
        lost: scanner.lost,
    }
}

impl Lost {
    /// Whether the word may stand in what was lost of a value.
    pub(in crate::scenario) fn may_have(&self, value: &Range<usize>, word: &str) -> bool {
        self.n_open > 1 || is_in(&self.parts, value, word)
    }

    /// Whether the word may stand in a text within a value that has swallowed what follows it.
    pub(in crate::scenario) fn may_be_swallowed(&self, value: &Range<usize>, word: &str) -> bool {
        is_in(&self.swallowed, value, word)
    }

    /// Whether the word may stand anywhere in what was lost.
    pub(in crate::scenario) fn may_have_anywhere(&self, word: &str) -> bool {
        self.may_have(&(0..usize::MAX), word)
    }

    /// Whether what fills the file is never closed, so that more of it may be missing.
    pub(in crate::scenario) fn is_open(&self) -> bool {
        self.n_open > 0
    }
}

/// Whether a word stands in one of these parts of a text within `value`.
fn is_in(parts: &[(Range<usize>, String)], value: &Range<usize>, word: &str) -> bool {
    let is_within = |part: &Range<usize>| part.start < value.end && value.start < part.end;
    let mut parts = parts.iter();
    parts.any(|(part, words)| is_within(part) && words.contains(word))
}

pub(super) struct Scanner<'a> {
    pub cursor: Cursor<'a>,
    /// The brackets around the place, the innermost last.
    pub open: Vec<Open>,
    /// How many of them stay, where something says that the others were never closed.
    pub leaves: Option<usize>,
    /// Whether the rest is not looked at.
    pub is_over: bool,
    broken: Vec<Broken>,
    pub lost: Lost,
    /// What stands in brackets that are not closed yet.
    values: Vec<Node>,
    fields: Vec<Field>,
}

impl Scanner<'_> {
    pub(super) fn value(&mut self) -> Node {
        self.blanks();
        let start = self.cursor.at;
        match self.cursor.quoted() {
            Quoted::Whole => return Node::leaf(start..self.cursor.at),
            Quoted::Open => return self.open_text(start),
            Quoted::None => {}
        }
        if self.is_opening() {
            return self.group(start..start);
        }
        if let Some(row) = self.row_without_bracket() {
            return row;
        }
        let name = self.cursor.word();
        if name.is_empty() {
            return self.no_value();
        }
        if self.cursor.rest().starts_with("::") {
            return self.path(start);
        }
        if let Some(text) = self.text_without_quote(&name) {
            return text;
        }
        if let Some(group) = self.variant_without_bracket(&name) {
            return group;
        }
        self.more_words();
        let leaf = Node::leaf(start..self.cursor.at);
        self.blanks();
        if self.is_opening() && leaf.span == name {
            return self.group(name);
        }
        leaf
    }

    /// Everything from an opening bracket to its closing one.
    fn group(&mut self, name: Range<usize>) -> Node {
        let at = self.cursor.at;
        let start = if name.is_empty() { at } else { name.start };
        if self.open.len() == DEEPEST {
            return self.too_deep(start);
        }
        let bracket = self.cursor.bump().unwrap_or('(');
        let has_fields = matches!(&self.cursor.text[name.clone()], "" | "Scenario" | "Walk");
        let is_struct = bracket == '(' && self.is_struct(has_fields);
        self.open.push(Open {
            at,
            bracket,
            is_struct,
        });
        let kids = match bracket {
            '[' => Kids::List(self.sequence(|it| Some(it.value()))),
            '{' => Kids::Map(self.sequence(|it| Some(it.entry()))),
            _ if is_struct => Kids::Struct(self.sequence(Self::named)),
            _ => Kids::Tuple(self.sequence(|it| Some(it.value()))),
        };
        self.open.pop();
        Node {
            span: start..self.cursor.at,
            name,
            kids,
            is_hole: false,
        }
    }

    /// What stands within a bracket that is missing, and that was told.
    pub(super) fn inside(&mut self, at: usize, bracket: char, name: Range<usize>) -> Node {
        let is_struct = bracket == '(' && name.is_empty();
        self.open.push(Open {
            at,
            bracket,
            is_struct,
        });
        let kids = match bracket {
            '[' => Kids::List(self.sequence(|it| Some(it.value()))),
            _ if is_struct => Kids::Struct(self.sequence(Self::named)),
            _ => Kids::Tuple(self.sequence(|it| Some(it.value()))),
        };
        self.open.pop();
        let start = if name.is_empty() { at } else { name.start };
        Node {
            span: start..self.cursor.at,
            name,
            kids,
            is_hole: false,
        }
    }

    fn sequence<T: Part>(&mut self, part: fn(&mut Self) -> Option<T>) -> Vec<T> {
        // Each gets exactly the room that its parts take, once they are counted.
        let n_before = T::pile(self).len();
        self.pile_up(part);
        T::pile(self).split_off(n_before)
    }

    fn pile_up<T: Part>(&mut self, part: fn(&mut Self) -> Option<T>) {
        loop {
            self.blanks();
            if self.leaves == Some(self.open.len()) {
                self.leaves = None;
            }
            match self.cursor.peek() {
                _ if self.leaves.is_some() => return,
                None => self.end(),
                Some(next @ (')' | ']' | '}')) => {
                    if self.closes(next) {
                        return;
                    }
                }
                Some(',') => self.second_comma(),
                Some(_) if self.is_left() => {}
                Some(_) => {
                    let next = self.part(part);
                    T::pile(self).extend(next);
                }
            }
        }
    }

    /// One part of a sequence and the comma behind it.
    fn part<T: Part>(&mut self, part: fn(&mut Self) -> Option<T>) -> Option<T> {
        let start = self.cursor.at;
        let mut next = part(self);
        self.blanks();
        if let Some(value) = next.as_mut().map(Part::node)
            && !value.is_hole
            && self.leaves.is_none()
        {
            self.mend(value);
            self.blanks();
        }
        match self.cursor.peek() {
            _ if self.leaves.is_some() => {}
            Some(',') => {
                self.cursor.bump();
            }
            Some(')' | ']' | '}') | None => {}
            Some(_) if self.is_left() => {}
            Some(_) => {
                if let Some(value) = next.as_mut().map(Part::node)
                    && !value.is_hole
                {
                    self.no_comma(value);
                    self.blanks();
                    if self.cursor.peek() == Some(',') {
                        self.cursor.bump();
                    }
                }
            }
        }
        if self.cursor.at == start && self.leaves.is_none() {
            self.lose_word();
        }
        next
    }

    /// Whether fields follow; nothing is consumed.
    ///
    /// A bracket without a name has fields in any case, even if a colon is forgotten.
    fn is_struct(&self, has_fields: bool) -> bool {
        if field_follows(self.cursor) {
            return true;
        }
        let mut ahead = self.cursor;
        ahead.blanks();
        let is_name = ahead.peek().is_some_and(|c| c.is_lowercase() || c == '_');
        if !is_name || ahead.quoted() != Quoted::None {
            return false;
        }
        let name = ahead.word();
        let has_sign = ahead.text[name].contains('=');
        ahead.blanks();
        match ahead.peek() {
            Some('=') => true,
            Some('"') => has_fields,
            Some(',' | ')' | ']' | '}' | '(' | '[' | '{') | None => has_sign,
            Some(_) => has_sign || has_fields,
        }
    }

    fn named(&mut self) -> Option<Field> {
        let key = self.key()?;
        self.blanks();
        self.colon(&key);
        let value = self.value();
        Some(Field { key, value })
    }

    fn entry(&mut self) -> Field {
        let key = self.value().span;
        self.blanks();
        self.colon(&key);
        let value = self.value();
        Field { key, value }
    }

    /// Skips `#![enable(..)]` and its like before the first value.
    fn attributes(&mut self) {
        self.blanks();
        while self.cursor.rest().starts_with("#!") {
            let open = self.cursor.at;
            while self.cursor.peek() != Some(']') {
                if self.cursor.quoted() == Quoted::None && self.cursor.bump().is_none() {
                    let message = "this attribute is never closed";
                    let hint = "Take it out; the file needs none.";
                    self.tell(Broken::new(Code::Unclosed, open..open + 1, message, hint));
                    self.give_up();
                    return;
                }
            }
            self.cursor.bump();
            self.blanks();
        }
    }

    /// What follows the value that fills the file.
    fn after_root(&mut self) {
        self.leaves = None;
        self.blanks();
        if self.cursor.peek().is_none() {
            return;
        }
        let start = self.cursor.at;
        super::trial::step(&mut self.cursor);
        let message = "one value fills the file; nothing goes after it";
        let hint = "Perhaps a bracket is closed too early.";
        let span = start..self.cursor.at.min(self.cursor.end_of_line(start));
        self.tell(Broken::new(Code::Misplaced, span, message, hint));
        self.lose(start..self.cursor.text.len());
    }

    /// Skips what stands between values, and tells what cannot stand there.
    #[inline]
    pub(super) fn blanks(&mut self) {
        loop {
            let broken = match self.cursor.blank() {
                Blank::Clean => return,
                Blank::OpenComment(at) => {
                    let message = "this comment is never closed";
                    let hint = "Write `*/` where it ends, or begin it with `//`.";
                    Broken::new(Code::Unclosed, at..at + 2, message, hint)
                }
                Blank::HashComment(at) => {
                    let message = "a comment begins with `//`";
                    let hint = "Write `//` instead of `#`.";
                    Broken::new(Code::Misplaced, at..at + 1, message, hint)
                }
                Blank::Unseen(span) => unseen(span, self.cursor.text),
            };
            self.tell(broken);
        }
    }

    pub(super) fn is_opening(&self) -> bool {
        matches!(self.cursor.peek(), Some('(' | '[' | '{'))
    }

    /// The bracket that closes the innermost one.
    pub(super) fn expected_closing(&self) -> char {
        self.open.last().map_or(')', |open| closing(open.bracket))
    }

    /// Tells what is broken, as long as anybody would read it.
    pub(super) fn tell(&mut self, broken: Broken) {
        if self.is_over {
            return;
        }
        if self.broken.len() == MOST_BROKEN {
            self.broken.push(Broken::enough(broken.span.start));
            self.give_up();
        } else {
            self.broken.push(broken);
        }
    }

    pub(super) fn lose(&mut self, span: Range<usize>) {
        self.lost.length += span.len();
        if self.lost.length > MOST_LOST {
            self.lost.n_open = usize::MAX;
            return;
        }
        let words = self.cursor.text[span.clone()].to_owned();
        self.lost.parts.push((span, words));
    }

    /// Looks at no more, and misses nothing of what there may be.
    pub(super) fn give_up(&mut self) {
        self.is_over = true;
        self.lost.n_open = usize::MAX;
        self.cursor.at = self.cursor.text.len();
    }

    /// The file ends within brackets.
    fn end(&mut self) {
        let n_open = self.open.len();
        let innermost = self.open.last().map_or(0, |open| open.at);
        let closings = self.open.iter().rev().map(|open| closing(open.bracket));
        let closings: String = closings.collect();
        let hint = if n_open == 1 {
            "Write `)` at the end of the file.".to_owned()
        } else {
            format!("The file ends within it: `{closings}` is missing.")
        };
        self.tell(Broken::open(innermost, hint));
        self.lost.n_open = self.lost.n_open.max(n_open);
        self.leaves = Some(0);
    }
}

fn unseen(span: Range<usize>, text: &str) -> Broken {
    let found = text[span.clone()].chars().next().map_or(0, u32::from);
    let message = format!("the character U+{found:04X}, which nobody sees, stands here");
    let hint = "Take it out; perhaps it came along with something pasted.";
    Broken::new(Code::ControlCharacter, span, message, hint)
}

/// What a [`Scanner::sequence`] is made of.
pub(super) trait Part: Sized {
    /// The value in it.
    fn node(&mut self) -> &mut Node;

    /// Where those lie whose bracket is not closed yet.
    fn pile<'s>(scanner: &'s mut Scanner<'_>) -> &'s mut Vec<Self>;
}

impl Part for Node {
    fn node(&mut self) -> &mut Node {
        self
    }

    fn pile<'s>(scanner: &'s mut Scanner<'_>) -> &'s mut Vec<Self> {
        &mut scanner.values
    }
}

impl Part for Field {
    fn node(&mut self) -> &mut Node {
        &mut self.value
    }

    fn pile<'s>(scanner: &'s mut Scanner<'_>) -> &'s mut Vec<Self> {
        &mut scanner.fields
    }
}
