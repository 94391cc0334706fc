//! How ids are spelled: `[a-z0-9][a-z0-9-]{0,63}`.

use super::heap::Heap;
use crate::scenario::{code::Code, outline::At, problem::Problem};

/// How many characters an id may have.
const LONGEST_ID: usize = 64;

/// Tells of an id that is spelled as none may be.
pub(super) fn check_id(at: At<'_>, id: &str, heap: &mut Heap) {
    let is_letter = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    let wrong = id.chars().find(|c| !is_letter(*c) && *c != '-');
    let message = match wrong {
        _ if id.is_empty() => "an id cannot be empty".to_owned(),
        Some(c) => format!("an id cannot have {} in it", described(c)),
        None if id.starts_with('-') => "an id cannot begin with `-`".to_owned(),
        None if id.len() > LONGEST_ID => {
            format!("an id cannot have more than {LONGEST_ID} characters")
        }
        None => return,
    };
    let hint = match slug(id) {
        slug if slug.is_empty() => "Write small letters, digits and `-`.".to_owned(),
        slug => format!("Write small letters, digits and `-`, such as `{slug}`."),
    };
    heap.note(Problem::error(Code::BadId, at.span(), message).hint(hint));
}

fn described(c: char) -> String {
    match c {
        ' ' => "a space".to_owned(),
        'A'..='Z' => format!("the capital `{c}`"),
        _ => format!("`{c}`"),
    }
}

/// The nearest text that is an id.
fn slug(id: &str) -> String {
    let words = id
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty());
    let joined = words.collect::<Vec<_>>().join("-").to_ascii_lowercase();
    joined.chars().take(LONGEST_ID).collect()
}
