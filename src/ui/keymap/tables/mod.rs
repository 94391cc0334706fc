//! What keys do on each screen, one file for each or for some that belong together. Nothing else
//! knows a key.

mod before;
mod everywhere;
mod facilitator;
mod observer;
mod over;
mod room;

pub use self::{
    before::{BRIEFING, PREFLIGHT},
    everywhere::{EVERYWHERE, STOPS_EVERYTHING, UNHINTED},
    facilitator::FACILITATOR,
    observer::OBSERVER,
    over::{ENDING, REAL_INCIDENT},
    room::ROOM,
};
use super::{Availability, Table, ready_if};
use crate::ui::{
    App,
    app::Saving,
    screens::solo::keys::{DEBRIEF, SOLO},
};

/// What keys do there that change the look is in the room's own table.
const ROOM_NAME: &str = "What the room sees, in the facilitator's terminal";

/// Every table of a screen.
pub const SCREENS: &[Table] = &[
    Table::new("Before the briefing", PREFLIGHT),
    Table::new("The briefing", BRIEFING),
    Table::new("Leading the exercise", FACILITATOR),
    Table::new("The end", ENDING),
    Table::new(ROOM_NAME, ROOM),
    Table::new("An observer's seat", OBSERVER),
    Table::new("A real incident", REAL_INCIDENT),
    Table::new("Playing alone", SOLO),
    Table::new("The debrief of whoever played alone", DEBRIEF),
];

/// For what can be done while the journal cannot be written.
pub fn is_failing(app: &App) -> Availability {
    ready_if(
        matches!(app.saving, Saving::Failing(_)),
        "The journal is written; there is nothing to try again.",
    )
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::ui::{
        keymap::{Action, Binding},
        library::keys as library,
        modals,
        replay::keys as replay,
        room::keys::{self as room, looking},
    };

    fn tables() -> impl Iterator<Item = Vec<&'static Binding>> {
        let beside = |name| match name {
            ROOM_NAME => looking(),
            _ => &[],
        };
        let screens = SCREENS.iter().map(move |table| {
            let rows = table.rows.iter().chain(beside(table.name));
            rows.chain(EVERYWHERE).collect()
        });
        let modals = modals::TABLES
            .iter()
            .map(|table| table.rows.iter().collect());
        screens.chain(modals)
    }

    #[test]
    fn no_key_is_twice_in_a_table() {
        for table in tables() {
            let keys: Vec<_> = table.iter().flat_map(|row| row.keys).collect();
            let different: HashSet<_> = keys.iter().collect();
            assert_eq!(keys.len(), different.len(), "{keys:?}");
        }
    }

    #[test]
    fn no_action_is_twice_in_a_table() {
        for table in tables() {
            let different: HashSet<_> = table.iter().map(|row| row.action).collect();
            assert_eq!(table.len(), different.len());
        }
    }

    #[test]
    fn every_action_has_a_key_and_words() {
        let ours = tables().flatten().map(|row| row.action);
        let theirs = library::TABLES.iter().flat_map(|table| table.rows);
        let rooms = room::TABLES.iter().flat_map(|table| table.rows);
        let rooms = rooms.map(|row| row.action);
        let replays = replay::TABLES.iter().flat_map(|table| table.rows);
        let actions: HashSet<_> = ours
            .chain(theirs.map(|row| row.action))
            .chain(rooms)
            .chain(replays.map(|row| row.action))
            .collect();
        for action in Action::ALL {
            assert!(actions.contains(action), "{action:?}");
        }
        for row in tables().flatten() {
            assert!(!row.keys.is_empty() && !row.label.is_empty() && !row.help.is_empty());
        }
    }

    #[test]
    fn the_librarys_tables_are_as_good() {
        for table in library::TABLES {
            let beside: &[_] = match table.name {
                "The library: scenarios" | "The library: exercises" => library::EVERYWHERE,
                _ => &[],
            };
            let rows: Vec<_> = table.rows.iter().chain(beside).collect();
            let keys: Vec<_> = rows.iter().flat_map(|row| row.keys).collect();
            assert_eq!(
                keys.len(),
                keys.iter().collect::<HashSet<_>>().len(),
                "{keys:?}"
            );
            let actions: HashSet<_> = rows.iter().map(|row| row.action).collect();
            assert_eq!(rows.len(), actions.len(), "{}", table.name);
            for row in rows {
                assert!(!row.keys.is_empty() && !row.label.is_empty() && !row.help.is_empty());
            }
        }
    }
}
