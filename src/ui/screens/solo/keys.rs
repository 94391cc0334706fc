//! What keys do for whoever plays alone: while it goes on, and in the debrief. What they do alike for
//! a facilitator is a row of that table.

use super::{
    can_answer, can_ask_for_a_hint, can_jump, can_say_what_is_done, can_take_back, has_outcome,
};
use crate::ui::{
    keymap::{
        Action, Binding, Key, row, row_of,
        tables::{ENDING, FACILITATOR},
    },
    screens::facilitator::deeds,
};

/// While it goes on. Digits answer the question that is open.
pub const SOLO: &[Binding] = &[
    row(
        &[Key::ENTER],
        Action::Decide,
        "answer",
        "Answer the question that is open; so does its number",
    )
    .shown()
    .when(can_answer),
    row(
        &[Key::char('a')],
        Action::Acknowledge,
        "ack",
        "Acknowledge what came in",
    )
    .shown()
    .when(deeds::can_acknowledge),
    row(
        &[Key::char('t')],
        Action::Tick,
        "do",
        "Say in your own words what you do",
    )
    .shown()
    .when(can_say_what_is_done),
    row_of(FACILITATOR, Action::Declare),
    row_of(FACILITATOR, Action::PostUpdate),
    row(
        &[Key::char('h')],
        Action::Hint,
        "hint",
        "Ask for a hint, step by step; the debrief tells which",
    )
    .shown()
    .when(can_ask_for_a_hint),
    row(
        &[Key::char('n'), Key::char('.')],
        Action::JumpToNext,
        "next",
        "Go on to what comes next, when nothing is to be decided",
    )
    .shown()
    .when(can_jump),
    row(
        &[Key::char('c')],
        Action::JudgeClaim,
        "claim",
        "Say that a claim is confirmed or refuted",
    )
    .shown()
    .when(deeds::can_judge),
    row_of(FACILITATOR, Action::PauseOrResume),
    row(
        &[Key::char('f')],
        Action::Feedback,
        "last outcome",
        "Read again what came of the last choice",
    )
    .when(has_outcome),
    row(&[Key::char('w')], Action::Note, "note", "Write a note").when(deeds::can_record),
    row(
        &[Key::char('U')],
        Action::Undo,
        "undo",
        "Take back your last note; what was chosen stays",
    )
    .when(can_take_back),
    row_of(FACILITATOR, Action::Faster),
    row_of(FACILITATOR, Action::Slower),
    row(
        &[Key::char('E')],
        Action::End,
        "end",
        "Break it off, and read the debrief",
    )
    .when(deeds::can_record),
    row(
        &[Key::TAB],
        Action::NextPane,
        "part",
        "Only the message, the services, the curves, the question; and all again",
    ),
    row(
        &[Key::ESC],
        Action::Follow,
        "all",
        "Everything again, the newest first",
    ),
    row(
        &[Key::LEFT],
        Action::Left,
        "older",
        "The message before this one",
    ),
    row(
        &[Key::RIGHT],
        Action::Right,
        "newer",
        "The message after this one",
    ),
    row_of(ENDING, Action::Up),
    row_of(ENDING, Action::Down),
    row_of(FACILITATOR, Action::PageUp),
    row_of(FACILITATOR, Action::PageDown),
    row_of(FACILITATOR, Action::First),
    row_of(FACILITATOR, Action::Last),
    row_of(FACILITATOR, Action::TryAgain),
];

/// When it is over.
pub const DEBRIEF: &[Binding] = &[
    row(
        &[Key::PAGE_DOWN, Key::char(' '), Key::ENTER],
        Action::PageDown,
        "read on",
        "Down by a page",
    )
    .shown(),
    row(&[Key::PAGE_UP], Action::PageUp, "page up", "Up by a page").shown(),
    row_of(ENDING, Action::Up),
    row_of(ENDING, Action::Down),
    row_of(FACILITATOR, Action::First),
    row_of(FACILITATOR, Action::Last),
    row(
        &[Key::char('w')],
        Action::Note,
        "note",
        "Write down what you take along",
    )
    .shown()
    .when(deeds::can_record),
    row(
        &[Key::char('s')],
        Action::Strength,
        "strength",
        "Note a strength",
    )
    .when(deeds::can_record),
    row(
        &[Key::char('i')],
        Action::Improvement,
        "improve",
        "Note something to improve",
    )
    .when(deeds::can_record),
    row_of(FACILITATOR, Action::TryAgain),
];
