//! What was said and agreed afterwards, and what the report rests on.

use super::{
    figures::NOTHING,
    page::Page,
    text::{plain, said},
    whole::Sources,
};
use crate::report::{
    data::{ActionData, ObserverData},
    spoken::count,
};

pub(super) fn hot_wash(page: &mut Page, from: &Sources) {
    page.heading(2, "Hot wash");
    let answers = &from.data.answers;
    for answer in answers {
        page.block(&format!("**{}**", plain(&answer.question)));
        page.block(&said(&answer.text));
    }
    let is_open = |question: &&String| !answers.iter().any(|it| it.question == **question);
    let open: Vec<_> = from.scenario.debrief.iter().filter(is_open).collect();
    if answers.is_empty() && open.is_empty() {
        page.block("Nothing was recorded.");
    } else if !open.is_empty() {
        page.block("Not answered:");
        page.list(open.into_iter().map(|question| plain(question)));
    }
}

pub(super) fn actions(page: &mut Page, from: &Sources) {
    page.heading(2, "Actions");
    let rows: Vec<_> = from.data.actions.iter().map(action_row).collect();
    if rows.is_empty() {
        page.block("None were agreed.");
    } else {
        page.table(["Action", "Kind", "Owner", "Due", "State"], &rows);
    }
}

fn action_row(action: &ActionData) -> [String; 5] {
    let or_nothing =
        |text: &Option<String>| text.as_deref().map_or_else(|| NOTHING.to_owned(), plain);
    [
        plain(&action.text),
        action.kind.word().to_owned(),
        or_nothing(&action.owner),
        or_nothing(&action.due),
        action.state.word().to_owned(),
    ]
}

pub(super) fn about(page: &mut Page, from: &Sources) {
    page.heading(2, "About this report");
    let journal = &from.data.journal;
    let taken_back = match journal.rewound {
        0 => String::new(),
        1 => ", and once something was taken back, which stays in the journal".to_owned(),
        n => format!(", and {n} times something was taken back, which stays in the journal"),
    };
    page.block(
        "It rates plans and systems, not people: each choice is shown with what was known when it \
         was made.",
    );
    let computed = [
        format!(
            "Computed from the journal of {}: {}{taken_back}",
            plain(&from.data.exercise),
            count(journal.events, "event")
        ),
        format!("Chain of its last line: {}", plain(&journal.chain)),
        format!("Scenario's SHA-256: {}", plain(&from.data.scenario.sha256)),
        format!("Recorded by blackstart {}", plain(&from.data.program)),
    ];
    page.list(
        computed
            .into_iter()
            .chain(from.data.observers.iter().map(observer)),
    );
}

/// What was woven in, or left out.
fn observer(observer: &ObserverData) -> String {
    let file = plain(&observer.file);
    match observer {
        ObserverData {
            name: Some(name),
            events: Some(events),
            chain: Some(chain),
            ..
        } => format!(
            "Woven in: what {} wrote ({file}, {}); chain of its last line: {}",
            plain(name),
            count(*events, "event"),
            plain(chain)
        ),
        ObserverData { left_out, .. } => format!(
            "**Left out:** the observer's journal {file}: {}",
            plain(left_out.as_deref().unwrap_or_default())
        ),
    }
}
