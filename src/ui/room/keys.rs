//! What keys do on the room's screen: they change what is shown, and nothing else.

use std::marker::PhantomData;

use super::Room;
use crate::ui::keymap::{Action, Availability, Binding, Key, Table, row, tables::STOPS_EVERYTHING};

/// What changes the look, whatever program it is in.
pub const fn looking<H: 'static>() -> &'static [Binding<H>] {
    Looking::<H>::ROWS
}

/// The rows are the same for every host; only their type asks for one.
struct Looking<H>(PhantomData<H>);

impl<H: 'static> Looking<H> {
    const ROWS: &'static [Binding<H>] = &[
        row(
            &[Key::char('1')],
            Action::ShowInject,
            "message",
            "Only what came in, in full",
        )
        .shown(),
        row(
            &[Key::char('2')],
            Action::ShowServices,
            "services",
            "Only the services",
        )
        .shown(),
        row(
            &[Key::char('3')],
            Action::ShowCurves,
            "curves",
            "Only the curves",
        )
        .shown(),
        row(
            &[Key::char('4')],
            Action::ShowQuestion,
            "question",
            "Only the question that is open",
        )
        .shown(),
        row(
            &[Key::char('0')],
            Action::ShowAll,
            "all",
            "Everything again, the newest first",
        )
        .shown(),
        row(
            &[Key::LEFT, Key::char('h')],
            Action::Left,
            "older",
            "The message before this one",
        ),
        row(
            &[Key::RIGHT, Key::char('l')],
            Action::Right,
            "newer",
            "The message after this one",
        ),
        row(&[Key::UP, Key::char('k')], Action::Up, "up", "Up by a line"),
        row(
            &[Key::DOWN, Key::char('j')],
            Action::Down,
            "down",
            "Down by a line",
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
    ];
}

/// What goes with that in a terminal of the room's own.
pub const EVERYWHERE: &[Binding<Room>] = &[
    row(
        &[Key::ESC],
        Action::Follow,
        "newest",
        "Everything again, the newest first",
    ),
    row(&[Key::char('?')], Action::Help, "keys", "Show the keys").shown(),
    row(
        &[Key::char('q'), Key::ctrl('c')],
        Action::Quit,
        "quit",
        "Leave the room's screen; the exercise goes on",
    )
    .shown(),
    row(
        STOPS_EVERYTHING,
        Action::RealIncident,
        "REAL INCIDENT",
        "Only from the facilitator's terminal: say it aloud",
    )
    .when(only_the_facilitator),
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

/// For what the room cannot do from its screen.
fn only_the_facilitator(_: &Room) -> Availability {
    let why = "Say it aloud: the facilitator has the key that stops everything.";
    Availability::Not(why.to_owned())
}

/// Every table of the room's own terminal.
pub const TABLES: &[Table<Room>] = &[
    Table::new("The room's screen", looking()),
    Table::new("The room's own terminal", EVERYWHERE),
];

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_key_and_no_action_is_twice_on_the_rooms_screen() {
        let rows: Vec<_> = TABLES.iter().flat_map(|table| table.rows).collect();
        let keys: Vec<_> = rows.iter().flat_map(|row| row.keys).collect();
        let different: HashSet<_> = keys.iter().collect();
        assert_eq!(keys.len(), different.len(), "{keys:?}");
        let actions: HashSet<_> = rows.iter().map(|row| row.action).collect();
        assert_eq!(rows.len(), actions.len());
    }
}
