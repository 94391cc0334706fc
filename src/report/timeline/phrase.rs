//! How entries are phrased.

use super::mark;
use crate::{
    exercise::event::{ObservationKind, PauseReason, Who},
    harmless,
    report::spoken,
    scenario::model::AttachmentKind,
};

pub(super) fn arrival(channel: &str, from: &str, title: &str) -> String {
    if from.trim().is_empty() {
        format!("{channel}: {title}")
    } else {
        format!("{channel} from {from}: {title}")
    }
}

/// `Move the traffic? Wait`, and a colon where the prompt is no question.
pub(super) fn answered(prompt: &str, answer: &str) -> String {
    let prompt = spoken::gist(prompt);
    let prompt = unstopped(&prompt);
    let colon = if prompt.ends_with('?') { "" } else { ":" };
    format!("{prompt}{colon} {answer}")
}

pub(super) fn paused(why: PauseReason) -> &'static str {
    match why {
        PauseReason::Hand => "Paused",
        PauseReason::Asleep => "Paused: the computer slept",
        PauseReason::Storage => "Paused: the journal could not be written",
        PauseReason::Quit => "Paused: the program was left",
    }
}

pub(super) fn kind_mark(kind: ObservationKind) -> &'static str {
    match kind {
        ObservationKind::Strength => mark::STRENGTH,
        ObservationKind::Improvement => mark::IMPROVEMENT,
        ObservationKind::Note => mark::NOTE,
    }
}

pub(super) fn kind_word(kind: AttachmentKind) -> &'static str {
    match kind {
        AttachmentKind::Log => "log",
        AttachmentKind::Console => "console",
        AttachmentKind::Diagram => "diagram",
        AttachmentKind::Table => "table",
        AttachmentKind::Text => "text",
    }
}

/// `text`, and who did it where that was somebody.
pub(super) fn by(text: &str, who: &Who) -> String {
    match who {
        Who::Clock => text.to_owned(),
        Who::Person(name) => format!("{} ({name})", unstopped(text)),
    }
}

/// `text` without a full stop at its end; three dots stay.
pub(super) fn unstopped(text: &str) -> &str {
    let text = text.trim();
    match text.strip_suffix('.') {
        Some(rest) if !rest.ends_with('.') => rest,
        Some(_) | None => text,
    }
}

pub(super) fn one_line(text: &str) -> String {
    harmless::line(unstopped(text))
}

pub(super) fn lines(text: &str) -> impl Iterator<Item = String> {
    let text = harmless::lines(text.trim_end());
    text.lines()
        .map(str::to_owned)
        .collect::<Vec<_>>()
        .into_iter()
}

pub(super) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}
