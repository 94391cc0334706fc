//! What keys do while the exercise is led.

use super::is_failing;
use crate::ui::{
    keymap::{Action, Binding, Key, row},
    screens::facilitator::deeds,
};

/// While the exercise is led.
pub const FACILITATOR: &[Binding] = &[
    row(
        &[Key::char('p'), Key::char(' ')],
        Action::PauseOrResume,
        "pause/go",
        "Stop the clock, or set it going",
    )
    .under("The clock")
    .shown()
    .when(deeds::can_record),
    row(
        &[Key::char('.')],
        Action::JumpToNext,
        "next",
        "Jump to the next moment at which something is due",
    )
    .when(deeds::can_jump_to_next),
    row(
        &[Key::char('J')],
        Action::JumpBy,
        "jump",
        "Jump ahead by some minutes",
    )
    .when(deeds::can_record),
    row(
        &[Key::char('+'), Key::char('=')],
        Action::Faster,
        "faster",
        "Let the exercise clock run faster",
    )
    .when(deeds::can_go_faster),
    row(
        &[Key::char('-'), Key::char('_')],
        Action::Slower,
        "slower",
        "Let the exercise clock run slower",
    )
    .when(deeds::can_go_slower),
    row(
        &[Key::char('f'), Key::ENTER],
        Action::Fire,
        "fire",
        "Deliver the inject that is chosen, or that waits",
    )
    .under("Injects")
    .shown()
    .when(deeds::can_fire),
    row(
        &[Key::char('m')],
        Action::Improvise,
        "make up",
        "Make up an inject, and deliver it",
    )
    .when(deeds::can_record),
    row(
        &[Key::char('b')],
        Action::HoldBack,
        "hold",
        "Hold an inject back",
    )
    .when(deeds::can_skip),
    row(
        &[Key::char('x')],
        Action::Skip,
        "skip",
        "Skip an inject, and say why",
    )
    .when(deeds::can_skip),
    row(
        &[Key::char('d')],
        Action::Decide,
        "decide",
        "Record a decision",
    )
    .under("Recording")
    .shown()
    .when(deeds::can_decide),
    row(
        &[Key::char('a')],
        Action::Acknowledge,
        "ack",
        "Acknowledge an inject",
    )
    .shown()
    .when(deeds::can_acknowledge),
    row(&[Key::char('t')], Action::Tick, "task", "Tick off a task")
        .shown()
        .when(deeds::can_tick),
    row(&[Key::char('n')], Action::Note, "note", "Write a note")
        .shown()
        .when(deeds::can_record),
    row(
        &[Key::char('s')],
        Action::Strength,
        "strength",
        "Note a strength",
    )
    .shown()
    .when(deeds::can_record),
    row(
        &[Key::char('i')],
        Action::Improvement,
        "improve",
        "Note something to improve",
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
    row(
        &[Key::char('D')],
        Action::Declare,
        "declare",
        "Declare an incident, with its severity",
    )
    .shown()
    .when(deeds::can_record),
    row(
        &[Key::char('o')],
        Action::Discuss,
        "talked over",
        "Tick a question of the phase that was talked over",
    )
    .shown()
    .when(deeds::can_discuss),
    row(
        &[Key::char('c')],
        Action::JudgeClaim,
        "claim",
        "Judge a claim: confirmed or refuted",
    )
    .shown()
    .when(deeds::can_judge),
    row(
        &[Key::char('T')],
        Action::Extend,
        "more time",
        "Give a decision longer than its limit",
    )
    .when(deeds::can_extend),
    row(
        &[Key::char('g')],
        Action::Assign,
        "roles",
        "Give a role to somebody",
    )
    .under("People")
    .when(deeds::can_assign),
    row(
        &[Key::char('A')],
        Action::Absent,
        "absent",
        "Say who has left, or is back",
    )
    .when(deeds::can_record),
    row(
        &[Key::char('U')],
        Action::Undo,
        "undo",
        "Take back the last entry",
    )
    .under("What was recorded")
    .shown()
    .when(deeds::can_undo),
    row(
        &[Key::char('e')],
        Action::Entries,
        "entries",
        "Find an entry: correct it, withdraw it, or go back to it",
    )
    .shown()
    .when(deeds::can_record),
    row(&[Key::char('E')], Action::End, "end", "End the exercise").when(deeds::can_record),
    row(
        &[Key::char('r')],
        Action::TryAgain,
        "try again",
        "Try again to write the journal",
    )
    .when(is_failing),
    row(
        &[Key::F5],
        Action::SeeRoom,
        "room",
        "Show what the room sees, and nothing else",
    )
    .under("The room")
    .shown(),
    row(
        &[Key::UP, Key::char('k')],
        Action::Up,
        "up",
        "Choose the one above; or scroll up",
    )
    .under("Looking around"),
    row(
        &[Key::DOWN, Key::char('j')],
        Action::Down,
        "down",
        "Choose the one below; or scroll down",
    ),
    row(&[Key::TAB], Action::NextPane, "pane", "To the next pane").shown(),
    row(
        &[Key::char('z')],
        Action::Zoom,
        "zoom",
        "Give this pane all the room, or take it back",
    )
    .shown(),
    row(
        &[Key::char('1')],
        Action::ToScript,
        "script",
        "To the script",
    ),
    row(&[Key::char('2')], Action::ToNow, "now", "To what is now"),
    row(
        &[Key::char('3')],
        Action::ToWorld,
        "world",
        "To the world: services, curves, tasks, claims, objectives",
    ),
    row(
        &[Key::char('4')],
        Action::ToLog,
        "log",
        "To all that was recorded",
    ),
    row(
        &[Key::BACK_TAB],
        Action::PreviousPane,
        "back",
        "To the pane before",
    ),
    row(
        &[Key::LEFT, Key::char('h')],
        Action::Left,
        "left",
        "To the pane on the left",
    ),
    row(
        &[Key::RIGHT, Key::char('l')],
        Action::Right,
        "right",
        "To the pane on the right",
    ),
    row(&[Key::PAGE_UP], Action::PageUp, "page up", "Up by a page"),
    row(
        &[Key::PAGE_DOWN],
        Action::PageDown,
        "page down",
        "Down by a page",
    ),
    row(&[Key::HOME], Action::First, "first", "To the top"),
    row(&[Key::END], Action::Last, "last", "To the bottom"),
    row(
        &[Key::ESC],
        Action::Follow,
        "newest",
        "Back from a pane that has all the room; or to what came in last",
    ),
];
