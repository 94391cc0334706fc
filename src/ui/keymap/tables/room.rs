//! What keys do while the facilitator's terminal shows what the room sees.

use crate::ui::{
    keymap::{Action, Binding, Key, row},
    screens::facilitator::deeds,
};

/// While the facilitator's terminal shows what the room sees.
pub const ROOM: &[Binding] = &[
    row(
        &[Key::F5, Key::ESC],
        Action::SeeRoom,
        "your own screen",
        "Back to your own screen",
    )
    .shown(),
    row(
        &[Key::char('p'), Key::char(' ')],
        Action::PauseOrResume,
        "pause/go",
        "Stop the clock, or set it going",
    )
    .shown()
    .when(deeds::can_record),
    row(
        &[Key::char('a')],
        Action::Acknowledge,
        "ack",
        "Acknowledge an inject",
    )
    .shown()
    .when(deeds::can_acknowledge),
    row(
        &[Key::char('d')],
        Action::Decide,
        "decide",
        "Record a decision",
    )
    .shown()
    .when(deeds::can_decide),
    row(
        &[Key::char('D')],
        Action::Declare,
        "declare",
        "Declare an incident, with its severity",
    )
    .shown()
    .when(deeds::can_record),
    row(
        &[Key::char('u')],
        Action::PostUpdate,
        "update",
        "Post a status update",
    )
    .shown()
    .when(deeds::can_record),
];
