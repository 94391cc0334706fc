//! What is wrong with the texts and names in a file before anybody asks what they mean.

use std::ops::Range;

use super::{heap::Heap, words::quoted};
use crate::scenario::{
    code::Code,
    outline::{At, Field, Kids},
    problem::Problem,
};

/// Tells of texts that a terminal must not see, and of names that stand twice.
pub(super) fn judge(root: At<'_>, heap: &mut Heap) {
    root.walk(&mut |at| {
        if let Kids::Leaf = at.node.kids {
            characters(at.words(), at.span(), heap);
        }
        if let Kids::Map(fields) = &at.node.kids {
            for field in fields {
                characters(&at.text[field.key.clone()], field.key.clone(), heap);
            }
        }
        for (key, field) in repeated(at) {
            heap.refuse(
                Problem::error(
                    Code::DoubledField,
                    field.key.clone(),
                    format!("{} stands here twice", quoted(key)),
                )
                .hint("Keep one of them."),
            );
        }
    });
}

fn characters(words: &str, span: Range<usize>, heap: &mut Heap) {
    let is_odd = |c| c == '\\' || c == char::REPLACEMENT_CHARACTER || steers(c);
    if is_plain(words) || !words.contains(is_odd) {
        return;
    }
    control_characters(words, span.clone(), heap);
    if let Some(at) = words.find(char::REPLACEMENT_CHARACTER) {
        let start = span.start + at;
        let end = start + char::REPLACEMENT_CHARACTER.len_utf8();
        let message = "what stood here is no UTF-8 text";
        let problem = Problem::warning(Code::BadCharacter, start..end, message);
        heap.note(problem.hint("Save the file as UTF-8, and write the letter again."));
    }
}

/// Whether all of it is ASCII that stands for itself, as nearly all texts are.
fn is_plain(words: &str) -> bool {
    // Without a way out in the middle, many bytes are looked at at once.
    words.bytes().fold(true, |is_plain, byte| {
        is_plain & matches!(byte, b' '..=b'[' | b']'..=b'~' | b'\n' | b'\t')
    })
}

/// Control characters could steer the terminal that shows the text.
fn control_characters(words: &str, span: Range<usize>, heap: &mut Heap) {
    if !words.contains('"') {
        return;
    }
    let Ok(text) = ron::from_str::<String>(words) else {
        return;
    };
    let Some(found) = text.chars().find(|c| steers(*c)) else {
        return;
    };
    // Where it stands as itself, it is pointed at; where it is escaped, the text is.
    let span = match words.find(found) {
        Some(at) => span.start + at..span.start + at + found.len_utf8(),
        None => span,
    };
    heap.refuse(
        Problem::error(
            Code::ControlCharacter,
            span,
            format!(
                "the control character U+{:04X} stands in a text",
                u32::from(found)
            ),
        )
        .hint("Take it out; only line breaks and tabs may stand in a text."),
    );
}

/// Whether a character does something else than stand there. Those that turn the direction of
/// the text can make it read as what it is not.
fn steers(c: char) -> bool {
    let turns = matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    turns || (c.is_control() && !matches!(c, '\n' | '\t'))
}

/// The fields whose names were there before.
fn repeated(at: At<'_>) -> Vec<(&str, &Field)> {
    let (Kids::Struct(fields) | Kids::Map(fields)) = &at.node.kids else {
        return Vec::new();
    };
    let key = |field: &Field| &at.text[field.key.clone()];
    let is_first = |(n, field)| fields[..n].iter().all(|before| key(before) != key(field));
    // Nearly all have few, each once.
    if fields.len() < 32 && fields.iter().enumerate().all(is_first) {
        return Vec::new();
    }
    let mut named: Vec<_> = fields.iter().map(|field| (key(field), field)).collect();
    // Sorted stably, those of one name stand in the order of the file.
    named.sort_by_key(|(key, _)| *key);
    let pairs = named.windows(2);
    let mut repeated: Vec<_> = pairs
        .filter(|pair| pair[0].0 == pair[1].0)
        .map(|pair| pair[1])
        .collect();
    repeated.sort_by_key(|(_, field)| field.key.start);
    repeated
}
