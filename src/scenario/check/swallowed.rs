//! Raw texts that were closed with `"` alone, and so go on up to the next `"#`.
//!
//! ```text
//! body: r#"
//!     Please look.
//! ",                       here a `#` is missing
//! truth: Late,
//! notes: r#"Hm."#          here the text ends, and swallows what stands between
//! ```

use std::ops::Range;

use memchr::memmem;

use super::heap::Heap;
use crate::scenario::{
    code::Code,
    outline::{At, Kids},
    problem::Problem,
};

/// Tells of each text that has swallowed the beginning of another, and answers what they have
/// swallowed: the first of them, as nobody writes many.
pub(super) fn judge(root: At<'_>, heap: &mut Heap) -> Vec<(Range<usize>, String)> {
    const MOST: usize = 20;
    let mut swallowed = Vec::new();
    each(root, &mut |raw, end| {
        let message = "this text is not closed where it should be";
        let problem = Problem::error(Code::Unclosed, raw.opening.clone(), message);
        let hint = heap.can_suggest().then(|| raw.hint(root.text, end));
        // It is a text all the same, and what is made of it can be played.
        heap.note(problem.maybe_hint(hint));
        if swallowed.len() < MOST {
            swallowed.push((end..raw.end, root.text[end..raw.end].to_owned()));
        }
    });
    swallowed
}

/// What to do about a raw text that never ends, opened at `start`, if one can guess where it
/// should.
pub(super) fn hint(text: &str, start: usize) -> Option<String> {
    let raw = Raw::at(text, start..text.len())?;
    let end = raw.likely_end(text)?;
    Some(raw.hint(text, end))
}

fn each(root: At<'_>, visit: &mut impl FnMut(&Raw, usize)) {
    root.walk(&mut |at| {
        let is_leaf = matches!(at.node.kids, Kids::Leaf) && at.words().starts_with("r#");
        let span = at.node.span.clone();
        let raw = is_leaf.then(|| Raw::at(at.text, span)).flatten();
        let Some(raw) = raw.filter(|raw| raw.next < raw.end) else {
            return;
        };
        if let Some(end) = raw.likely_end(at.text) {
            visit(&raw, end);
        }
    });
}

/// A raw text that may have swallowed something.
struct Raw {
    /// `r#"`
    opening: Range<usize>,
    /// Where the next one is opened; where there is none, its end.
    next: usize,
    end: usize,
}

impl Raw {
    fn at(text: &str, span: Range<usize>) -> Option<Self> {
        let words = &text[span.clone()];
        let hashes = words.strip_prefix('r')?;
        let n_hashes = hashes.len() - hashes.trim_start_matches('#').len();
        let opening = words.get(..n_hashes + 2)?;
        let is_raw = n_hashes > 0 && opening.ends_with('"');
        let inside = &words.get(opening.len()..).filter(|_| is_raw)?;
        let start = span.start + opening.len();
        let next = memmem::find(inside.as_bytes(), opening.as_bytes()).map(|at| start + at);
        Some(Self {
            opening: span.start..start,
            next: next.unwrap_or(span.end),
            end: span.end,
        })
    }

    /// Where the quote most likely stands that was to close it: before the name of a field on
    /// the next line, or else before one on the same line or a bracket.
    fn likely_end(&self, text: &str) -> Option<usize> {
        let inside = &text[self.opening.end..self.next];
        let quotes = || inside.match_indices('"').map(|(at, _)| at);
        let is_before_line = |at: &usize| {
            let rest = inside[at + 1..].strip_prefix(',').unwrap_or_default();
            let rest = rest.trim_start_matches([' ', '\t']);
            rest.starts_with('\n') && is_field(rest)
        };
        let is_before_any = |at: &usize| {
            let rest = &inside[at + 1..];
            let rest_of_row = rest.strip_prefix(',').unwrap_or_default().trim_start();
            let is_last = rest.trim_start().starts_with(')');
            is_field(rest_of_row) || rest_of_row.starts_with([')', ']']) || is_last
        };
        let end = quotes().find(is_before_line);
        let end = end.or_else(|| quotes().find(is_before_any))?;
        Some(self.opening.end + end)
    }

    fn hint(&self, text: &str, end: usize) -> String {
        let hashes = "#".repeat(self.opening.len() - 2);
        let line = text[..end].matches('\n').count() + 1;
        format!("Write `\"{hashes}` where it ends, which is most likely on line {line}.")
    }
}

/// Whether a field begins here: `truth: ..`.
fn is_field(text: &str) -> bool {
    let is_name = |c: char| c.is_ascii_lowercase() || c == '_';
    let text = text.trim_start();
    let after = text.trim_start_matches(is_name);
    after.len() < text.len() && after.starts_with(": ")
}
