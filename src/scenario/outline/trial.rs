//! Tries a way to mend a text, to see how far one comes with it.

use super::{
    broken::closing,
    cursor::{Cursor, Quoted},
};

/// A bracket that is open.
#[derive(Debug, Clone, Copy)]
pub(super) struct Open {
    pub at: usize,
    pub bracket: char,
    /// Whether it holds fields.
    pub is_struct: bool,
}

/// How far ahead one looks.
const FARTHEST: usize = 64 * 1024;

/// Where the text first goes wrong with these brackets open; beyond all places if it does not.
///
/// Texts, words and numbers are taken as they come. What counts is that each bracket is closed
/// by its own kind, that fields stand in structs alone, and that nothing else stands there.
pub(super) fn reach(text: &str, mut open: Vec<Open>, from: usize) -> usize {
    let end = (from + FARTHEST).min(text.len());
    let end = (end..text.len())
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(text.len());
    let mut cursor = Cursor {
        text: &text[..end],
        at: from,
    };
    loop {
        cursor.blanks();
        let start = cursor.at;
        let Some(next) = cursor.peek() else {
            let is_done = open.is_empty() || end < text.len();
            return if is_done { usize::MAX } else { start };
        };
        let Some(innermost) = open.last().copied() else {
            return start;
        };
        match next {
            '(' | '[' | '{' => {
                cursor.bump();
                open.push(Open {
                    at: start,
                    bracket: next,
                    is_struct: next == '(' && field_follows(cursor),
                });
            }
            ')' | ']' | '}' if next == closing(innermost.bracket) => {
                cursor.bump();
                open.pop();
            }
            ')' | ']' | '}' => return start,
            ':' if !innermost.is_struct && innermost.bracket != '{' => return start,
            ',' => {
                cursor.bump();
                if !goes_on(cursor, innermost) {
                    return start;
                }
            }
            _ => match cursor.quoted() {
                Quoted::None => step(&mut cursor),
                Quoted::Whole => {}
                Quoted::Open if end < text.len() => return usize::MAX,
                Quoted::Open => return start,
            },
        }
    }
}

/// Whether what follows a comma can stand in the bracket.
fn goes_on(mut cursor: Cursor<'_>, within: Open) -> bool {
    cursor.blanks();
    match cursor.peek() {
        None | Some(')' | ']' | '}') => true,
        Some(_) if within.bracket == '{' => true,
        Some(_) => field_follows(cursor) == within.is_struct,
    }
}

/// Goes over a text, a word, or a character of no meaning.
pub(super) fn step(cursor: &mut Cursor<'_>) {
    if cursor.quoted() == Quoted::None && cursor.word().is_empty() {
        cursor.bump();
    }
}

/// Whether a name and a colon follow, the name with or without quotes.
pub(super) fn field_follows(mut cursor: Cursor<'_>) -> bool {
    cursor.blanks();
    let starts = cursor
        .peek()
        .is_some_and(|c| c.is_alphabetic() || c == '_' || c == '"');
    if !starts {
        return false;
    }
    step(&mut cursor);
    cursor.blanks();
    cursor.peek() == Some(':') && !cursor.rest().starts_with("::")
}
