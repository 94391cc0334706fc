//! What keys do when the exercise is over: at its end, and when something real has stopped it.

use super::FACILITATOR;
use crate::ui::{
    keymap::{Action, Binding, Key, row, row_of},
    screens::facilitator::deeds,
};

/// When the exercise has ended.
pub const ENDING: &[Binding] = &[
    row(&[Key::char('n')], Action::Note, "note", "Write a note").shown(),
    row(
        &[Key::char('s')],
        Action::Strength,
        "strength",
        "Note a strength",
    )
    .shown(),
    row(
        &[Key::char('i')],
        Action::Improvement,
        "improve",
        "Note something to improve",
    )
    .shown(),
    row(
        &[Key::char('c')],
        Action::JudgeClaim,
        "claim",
        "Judge a claim: confirmed or refuted",
    )
    .when(deeds::can_judge),
    row_of(FACILITATOR, Action::Undo),
    row_of(FACILITATOR, Action::Entries),
    row_of(FACILITATOR, Action::TryAgain),
    row(&[Key::UP, Key::char('k')], Action::Up, "up", "Up by a line"),
    row(
        &[Key::DOWN, Key::char('j')],
        Action::Down,
        "down",
        "Down by a line",
    ),
    row(&[Key::PAGE_UP], Action::PageUp, "page up", "Up by a page"),
    row(
        &[Key::PAGE_DOWN, Key::char(' ')],
        Action::PageDown,
        "page down",
        "Down by a page",
    )
    .shown(),
    row_of(FACILITATOR, Action::SeeRoom),
];

/// When something real has stopped the exercise.
pub const REAL_INCIDENT: &[Binding] = &[
    row(
        &[Key::char('U')],
        Action::Undo,
        "undo",
        "Go on with the exercise: the key was hit by mistake",
    )
    .shown(),
    row_of(FACILITATOR, Action::TryAgain),
];
