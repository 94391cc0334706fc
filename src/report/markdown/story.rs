//! What happened, in order.

use super::{page::Page, text::plain, whole::Sources};
use crate::report::timeline::{self, mark};

/// What the timeline leaves to other sections, or to the journal.
const ELSEWHERE: &[&str] = &[
    mark::START,
    mark::SKIPPED,
    mark::HELD,
    mark::ROLE,
    mark::CLOCK,
    mark::UNDO,
    mark::RATING,
    mark::ANSWER,
    mark::ACTION,
    mark::CLOSED,
];

pub(super) fn timeline(page: &mut Page, from: &Sources) {
    page.heading(2, "Timeline");
    let entries = timeline::woven(from.exercise, from.observers);
    let rows: Vec<_> = entries
        .iter()
        .filter(|entry| !ELSEWHERE.contains(&entry.mark))
        .map(|entry| {
            [
                entry.clock.to_string(),
                entry.mark.to_owned(),
                plain(&entry.text),
            ]
        })
        .collect();
    if rows.is_empty() {
        page.block("Nothing has happened yet.");
    } else {
        page.table(["Clock", "Kind", "What"], &rows);
    }
}
