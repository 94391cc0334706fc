//! What keys do before the exercise: while its ground is looked at, and while the briefing is read.

use crate::ui::{
    keymap::{Action, Binding, Key, row},
    screens::briefing,
};

/// Before the briefing.
pub const PREFLIGHT: &[Binding] = &[
    row(
        &[Key::ENTER],
        Action::Begin,
        "go on",
        "To the briefing, unless something is in the way",
    )
    .shown(),
    row(
        &[Key::char('r')],
        Action::Refresh,
        "look again",
        "Look again whether all is ready",
    )
    .shown(),
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
];

/// While the briefing is read.
pub const BRIEFING: &[Binding] = &[
    row(
        &[Key::ENTER],
        Action::Begin,
        "go on",
        "The next page; after the last one, start the clock",
    )
    .shown(),
    row(
        &[
            Key::RIGHT,
            Key::PAGE_DOWN,
            Key::char(' '),
            Key::DOWN,
            Key::char('l'),
            Key::char('j'),
        ],
        Action::PageDown,
        "next",
        "The next page",
    ),
    row(
        &[
            Key::LEFT,
            Key::PAGE_UP,
            Key::UP,
            Key::char('h'),
            Key::char('k'),
        ],
        Action::PageUp,
        "before",
        "The page before",
    )
    .shown(),
    row(&[Key::HOME], Action::First, "first", "The first page"),
    row(&[Key::END], Action::Last, "last", "The last page"),
    row(
        &[Key::char('n')],
        Action::Notes,
        "notes",
        "The scenario's notes, for you alone; it asks first",
    )
    .shown()
    .when(briefing::can_read_notes),
    row(
        &[Key::char('g')],
        Action::Assign,
        "who is who",
        "Say who sits in a role",
    )
    .shown(),
    row(
        &[Key::ESC],
        Action::Close,
        "back",
        "From the notes back to the briefing",
    )
    .when(briefing::can_go_back),
];
