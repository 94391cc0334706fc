//! What keys do on each screen. Nothing else knows a key.

use super::{Action, Availability, Binding, Key, Table, ready_if, row};
use crate::ui::{
    App,
    app::Saving,
    screens::{
        briefing,
        facilitator::deeds,
        observer::deeds as observer,
        solo::keys::{DEBRIEF, SOLO},
    },
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
    )
    .shown(),
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

/// When the exercise has ended.
pub const ENDING: &[Binding] = &[
    row(&[Key::char('n')], Action::Note, "note", "Write a note").shown(),
    row(
        &[Key::char('s')],
        Action::Strength,
        "strength",
        "Note a strength",
    )
    .shown(),
    row(
        &[Key::char('i')],
        Action::Improvement,
        "improve",
        "Note something to improve",
    )
    .shown(),
    row(
        &[Key::char('c')],
        Action::JudgeClaim,
        "claim",
        "Judge a claim: confirmed or refuted",
    )
    .when(deeds::can_judge),
    row(
        &[Key::char('U')],
        Action::Undo,
        "undo",
        "Take back the last entry",
    )
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
    row(
        &[Key::char('r')],
        Action::TryAgain,
        "try again",
        "Try again to write the journal",
    )
    .when(is_failing),
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
    row(
        &[Key::F5],
        Action::SeeRoom,
        "room",
        "Show what the room sees, and nothing else",
    )
    .shown(),
];

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
    row(
        &[Key::UP, Key::char('k')],
        Action::Up,
        "up",
        "Choose the one above; or scroll up",
    ),
    row(
        &[Key::DOWN, Key::char('j')],
        Action::Down,
        "down",
        "Choose the one below; or scroll down",
    ),
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
/// When something real has stopped the exercise.
pub const REAL_INCIDENT: &[Binding] = &[row(
    &[Key::char('U')],
    Action::Undo,
    "undo",
    "Go on with the exercise: the key was hit by mistake",
)
.shown()
.when(deeds::can_undo)];

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
