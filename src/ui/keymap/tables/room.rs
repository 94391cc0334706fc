//! What keys do while the facilitator's terminal shows what the room sees.

use super::FACILITATOR;
use crate::ui::keymap::{Action, Binding, Key, row, row_of};

/// While the facilitator's terminal shows what the room sees.
pub const ROOM: &[Binding] = &[
    row(
        &[Key::F5, Key::ESC],
        Action::SeeRoom,
        "your own screen",
        "Back to your own screen",
    )
    .shown(),
    row_of(FACILITATOR, Action::PauseOrResume),
    row_of(FACILITATOR, Action::Acknowledge),
    row_of(FACILITATOR, Action::Decide),
    row_of(FACILITATOR, Action::Declare),
    row_of(FACILITATOR, Action::PostUpdate),
];
