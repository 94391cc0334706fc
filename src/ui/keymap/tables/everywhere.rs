//! What keys do on every screen.

use crate::ui::{
    keymap::{Action, Binding, Key, row},
    screens::facilitator::deeds,
};

/// On every screen.
pub const EVERYWHERE: &[Binding] = &[
    row(&[Key::char('?')], Action::Help, "keys", "Show the keys")
        .under("Everywhere")
        .shown(),
    row(
        &[Key::char(':')],
        Action::Palette,
        "all",
        "Find an action by its words",
    )
    .shown(),
    row(
        &[Key::char('q'), Key::ctrl('c')],
        Action::Quit,
        "quit",
        "Leave the program; the exercise can be resumed",
    )
    .shown(),
    row(
        &[Key::F12],
        Action::RealIncident,
        "REAL INCIDENT",
        "Stop everything at once: something real has happened",
    )
    .shown()
    .when(deeds::can_stop_for_real),
    row(
        &[Key::ctrl('l')],
        Action::Redraw,
        "redraw",
        "Draw the screen anew",
    ),
    row(
        &[Key::ctrl('z')],
        Action::Suspend,
        "suspend",
        "Go back to the shell for a while; `fg` comes back",
    ),
];
