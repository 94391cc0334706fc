//! What keys do on every screen.

use crate::ui::{
    keymap::{Action, Binding, Key, row},
    screens::facilitator::deeds,
};

/// On every screen of an exercise that is led.
pub const EVERYWHERE: &[Binding] = &[HELP, PALETTE, QUIT, REAL_INCIDENT.shown(), REDRAW, SUSPEND];

/// The same, but the key that stops everything has no hint: where nothing is left to be stopped, where
/// only somebody else can, and where nobody else is there.
pub const UNHINTED: &[Binding] = &[HELP, PALETTE, QUIT, REAL_INCIDENT, REDRAW, SUSPEND];

/// What stops everything. Some terminals keep F12 for themselves, and none Ctrl-X.
pub const STOPS_EVERYTHING: &[Key] = &[Key::F12, Key::ctrl('x')];

const HELP: Binding = row(&[Key::char('?')], Action::Help, "keys", "Show the keys")
    .under("Everywhere")
    .shown();

const PALETTE: Binding = row(
    &[Key::char(':')],
    Action::Palette,
    "all",
    "Find an action by its words",
)
.shown();

const QUIT: Binding = row(
    &[Key::char('q'), Key::ctrl('c')],
    Action::Quit,
    "quit",
    "Leave the program; the exercise can be resumed",
)
.shown();

const REAL_INCIDENT: Binding = row(
    STOPS_EVERYTHING,
    Action::RealIncident,
    "REAL INCIDENT",
    "Stop everything at once: something real has happened",
)
.when(deeds::can_stop_for_real);

const REDRAW: Binding = row(
    &[Key::ctrl('l')],
    Action::Redraw,
    "redraw",
    "Draw the screen anew",
);

const SUSPEND: Binding = row(
    &[Key::ctrl('z')],
    Action::Suspend,
    "suspend",
    "Go back to the shell for a while; `fg` comes back",
);
