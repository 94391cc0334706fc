//! What the scanner does about brackets that are missing, too many or of the wrong kind.

use std::ops::Range;

use super::{
    broken::{Broken, closing},
    cursor::{Cursor, Quoted},
    scan::Scanner,
    tree::{Kids, Node},
    trial::{Open, field_follows, reach, step},
};
use crate::scenario::code::Code;

impl Scanner<'_> {
    /// Closes the innermost bracket, or tells why it is not closed here.
    pub(super) fn closes(&mut self, next: char) -> bool {
        if next == self.expected_closing() && !self.is_too_early() {
            self.cursor.bump();
            return true;
        }
        let after = self.cursor.at + 1;
        let innermost = self.open.len() - 1;
        let around = self.open.iter().rposition(|it| closing(it.bracket) == next);
        let as_own = self.reach(innermost, after);
        let as_outer = around
            .filter(|around| *around < innermost)
            .map_or(0, |around| self.reach(around + 1, self.cursor.at));
        let as_none = self.reach(self.open.len(), after);
        if next == self.expected_closing() || as_none > as_own.max(as_outer) {
            self.stray(next);
            return false;
        }
        if as_outer > as_own {
            self.leave(around.map_or(0, |around| around + 1));
            return false;
        }
        self.wrong_bracket(next);
        self.cursor.bump();
        true
    }

    /// Whether what fills the file is closed here although it goes on.
    fn is_too_early(&self) -> bool {
        let mut ahead = self.cursor;
        ahead.bump();
        ahead.blanks();
        self.open.len() == 1
            && ahead.peek().is_some()
            && self.reach(1, self.cursor.at + 1) == usize::MAX
    }

    fn stray(&mut self, next: char) {
        let span = self.cursor.here();
        let message = if next == self.expected_closing() {
            format!("this `{next}` ends the file, which goes on")
        } else {
            format!("this `{next}` closes nothing")
        };
        self.tell(Broken::new(
            Code::WrongBracket,
            span,
            message,
            "Take it out.",
        ));
        self.cursor.bump();
        self.blanks();
        if self.cursor.peek() == Some(',') {
            self.cursor.bump();
        }
    }

    fn wrong_bracket(&mut self, next: char) {
        let Some(open) = self.open.last() else { return };
        let line = self.line_of(open.at);
        let message = format!(
            "`{next}` does not close the `{}` of line {line}",
            open.bracket
        );
        let hint = format!("Write `{}` here.", closing(open.bracket));
        let broken = Broken::new(Code::WrongBracket, self.cursor.here(), message, hint);
        self.tell(broken);
    }

    /// Whether what follows says that the innermost bracket was never closed, which is told.
    pub(super) fn is_left(&mut self) -> bool {
        let Some(innermost) = self.open.last().copied() else {
            return false;
        };
        let can_hold: fn(&Open) -> bool = match innermost {
            Open { bracket: '{', .. } => return false,
            Open {
                is_struct: true, ..
            } if self.is_opening() => |it| it.bracket == '[',
            Open {
                is_struct: false, ..
            } if field_follows(self.cursor) => |it| it.is_struct,
            Open { .. } => return false,
        };
        let Some(around) = self.open.iter().rposition(can_hold) else {
            return false;
        };
        let at = self.cursor.at;
        let staying = self.reach_with_fields(at);
        let leaving = self.reach(around + 1, at);
        if leaving < staying || (!innermost.is_struct && leaving < self.reach_within('(', at)) {
            return false;
        }
        self.leave(around + 1);
        true
    }

    /// Leaves all brackets but the first so many, and tells that they were never closed.
    fn leave(&mut self, n_left: usize) {
        let line = self.line_of(self.cursor.at);
        for open in self.open.clone().iter().skip(n_left).rev() {
            let closing = closing(open.bracket);
            let hint = if self.line_of(open.at) == line {
                format!("Write `{closing}` where it ends.")
            } else {
                format!("Write `{closing}` where it ends, before line {line}.")
            };
            self.tell(Broken::open(open.at, hint));
            // What is in it is not what was meant to be.
            self.lose(open.at..open.at + 1);
        }
        self.leaves = Some(n_left);
    }

    pub(super) fn too_deep(&mut self, start: usize) -> Node {
        let at = self.cursor.at;
        let message = format!("more than {} brackets within each other", self.open.len());
        let hint = "Take some of them away; nobody needs as many.";
        self.tell(Broken::new(Code::TooDeep, at..at + 1, message, hint));
        let mut depth = 0_usize;
        loop {
            self.cursor.blanks();
            match self.cursor.peek() {
                Some('(' | '[' | '{') => depth += 1,
                Some(')' | ']' | '}') => depth -= 1,
                Some(_) => {
                    step(&mut self.cursor);
                    continue;
                }
                None => {
                    self.give_up();
                    break;
                }
            }
            self.cursor.bump();
            if depth == 0 {
                break;
            }
        }
        self.hole(start)
    }

    /// How far one comes from a place with the first so many brackets open.
    pub(super) fn reach(&self, n_open: usize, from: usize) -> usize {
        reach(self.cursor.text, self.open[..n_open].to_vec(), from)
    }

    /// How far one comes from a place if the innermost bracket may hold fields.
    fn reach_with_fields(&self, from: usize) -> usize {
        let mut open = self.open.clone();
        if let Some(innermost) = open.last_mut() {
            innermost.is_struct = true;
        }
        reach(self.cursor.text, open, from)
    }

    /// How far one comes from a place with one more bracket open.
    fn reach_within(&self, bracket: char, from: usize) -> usize {
        let mut open = self.open.clone();
        let within = Open {
            at: from,
            bracket,
            is_struct: bracket == '(' && field_follows(self.cursor),
        };
        open.push(within);
        reach(self.cursor.text, open, from)
    }

    /// A row of a list whose opening bracket is missing.
    pub(super) fn row_without_bracket(&mut self) -> Option<Node> {
        let is_in_list = self.open.last().is_some_and(|it| it.bracket == '[');
        let at = self.cursor.at;
        if !is_in_list || !field_follows(self.cursor) {
            return None;
        }
        if self.reach_within('(', at) <= self.reach_with_fields(at) {
            return None;
        }
        self.no_bracket(at, '(');
        Some(self.inside(at, '(', at..at))
    }

    /// A word of the language whose opening bracket is missing: `Happened"declared")`.
    pub(super) fn variant_without_bracket(&mut self, name: &Range<usize>) -> Option<Node> {
        let at = self.cursor.at;
        let is_word = self.cursor.text[name.clone()].starts_with(char::is_uppercase);
        if !is_word || self.cursor.peek() != Some('"') {
            return None;
        }
        if self.reach_within('(', at) <= self.reach(self.open.len(), at) {
            return None;
        }
        self.no_bracket(at, '(');
        Some(self.inside(at, '(', name.clone()))
    }

    /// Makes a list of values in a struct whose opening bracket is missing.
    pub(super) fn list_without_bracket(&mut self, first: &mut Node) -> bool {
        let is_struct = self.open.last().is_some_and(|open| open.is_struct);
        let next = self.cursor.peek();
        // Asked of every value, and nearly always answered here.
        if !is_struct || !matches!(next, Some(',' | ']')) {
            return false;
        }
        let mut at = self.cursor.at;
        let goes_on = if next == Some(',') {
            let mut ahead = self.cursor;
            ahead.bump();
            ahead.blanks();
            at = ahead.at;
            let is_line = |mut behind: Cursor<'_>| {
                behind.quoted() == Quoted::None || !behind.text[at..behind.at].contains('\n')
            };
            let is_value = matches!(ahead.peek(), Some('"' | '(' | 'A'..='Z'));
            is_value && is_line(ahead) && !field_follows(ahead)
        } else {
            !matches!(first.kids, Kids::List(_))
        };
        if !goes_on {
            return false;
        }
        // A row after a row may also say that the first was not closed.
        let outside = self.open.iter().rposition(|it| it.bracket == '[');
        let leaving = outside.map_or(0, |outside| self.reach(outside + 1, self.cursor.at));
        let within = self.reach_within('[', at);
        if within <= self.reach(self.open.len(), self.cursor.at).max(leaving) {
            return false;
        }
        let start = first.span.start;
        self.no_bracket(start, '[');
        self.cursor.at = at;
        let mut list = self.inside(start, '[', start..start);
        if let Kids::List(items) = &mut list.kids {
            items.insert(0, first.clone());
        }
        *first = list;
        true
    }

    fn no_bracket(&mut self, at: usize, bracket: char) {
        let message = format!("here a `{bracket}` is missing");
        let hint = format!("Write `{bracket}` here.");
        self.tell(Broken::new(Code::WrongBracket, at..at, message, hint));
    }

    fn line_of(&self, at: usize) -> usize {
        1 + self.cursor.text[..at].matches('\n').count()
    }
}
