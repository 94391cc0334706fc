//! What keys do in an observer's seat.

use super::{FACILITATOR, is_failing};
use crate::ui::{
    keymap::{Action, Binding, Key, row, row_of},
    screens::observer::deeds as observer,
};

/// In an observer's seat.
pub const OBSERVER: &[Binding] = &[
    row(
        &[Key::char('s')],
        Action::Strength,
        "strength",
        "Note a strength; about what you have chosen, if anything",
    )
    .shown()
    .when(observer::can_note),
    row(
        &[Key::char('i')],
        Action::Improvement,
        "improve",
        "Note something to improve; about what you have chosen, if anything",
    )
    .shown()
    .when(observer::can_note),
    row(
        &[Key::char('n')],
        Action::Note,
        "note",
        "Write a note; about what you have chosen, if anything",
    )
    .shown()
    .when(observer::can_note),
    row(
        &[Key::char('x')],
        Action::Tick,
        "tick",
        "Tick a task that you saw done, by its number",
    )
    .shown()
    .when(observer::can_tick),
    row(
        &[Key::char('o')],
        Action::About,
        "about",
        "Note something about what you have chosen, or else about what came in last",
    )
    .shown()
    .when(observer::can_note_about),
    row(
        &[Key::TAB, Key::RIGHT, Key::char('l')],
        Action::NextPane,
        "pane",
        "To the next pane",
    )
    .shown(),
    row(
        &[Key::char('u')],
        Action::Undo,
        "undo",
        "Take back what you entered last",
    )
    .shown()
    .when(observer::can_undo),
    row(
        &[Key::char('e')],
        Action::Amend,
        "amend",
        "Write the chosen entry of yours anew, or withdraw it; else the last one",
    )
    .shown()
    .when(observer::can_amend),
    row(
        &[Key::char('c')],
        Action::JudgeClaim,
        "claim",
        "Judge a claim: confirmed or refuted",
    )
    .shown()
    .when(observer::can_judge),
    row(
        &[Key::char('r')],
        Action::TryAgain,
        "try again",
        "Try again to write your notes",
    )
    .when(is_failing),
    row(
        &[Key::BACK_TAB, Key::LEFT, Key::char('h')],
        Action::PreviousPane,
        "back",
        "To the pane before",
    ),
    row_of(FACILITATOR, Action::Up),
    row_of(FACILITATOR, Action::Down),
    row(
        &[Key::PAGE_UP],
        Action::PageUp,
        "page up",
        "Scroll what came in up",
    ),
    row(
        &[Key::PAGE_DOWN, Key::char(' ')],
        Action::PageDown,
        "page down",
        "Scroll what came in down",
    ),
    row(&[Key::HOME], Action::First, "first", "To the top"),
    row(&[Key::END], Action::Last, "last", "To the bottom"),
    row(
        &[Key::ESC],
        Action::Follow,
        "newest",
        "Choose nothing: back to what came in last",
    ),
];
