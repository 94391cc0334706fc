//! What keys do in the library.

use super::{
    Known, Library,
    report::READING,
    setup::SETTING_UP,
    sieve::{Filters, PastFilters},
    state::Tab,
};
use crate::ui::keymap::{Action, Availability, Binding, Key, Table, ready_if, row};

/// While the scenarios are listed.
pub const SCENARIOS: &[Binding<Library>] = &[
    row(
        &[Key::ENTER],
        Action::Start,
        "start",
        "Set up an exercise of this scenario, and start it",
    )
    .shown()
    .when(can_start),
    row(
        &[Key::char('S')],
        Action::PlayAlone,
        "solo",
        "Play this scenario alone: the program leads",
    )
    .shown()
    .when(can_start),
    SEARCH,
    NEXT_TAB,
    row(
        &[Key::char('s')],
        Action::Spoilers,
        "spoilers",
        "Show what players must not know, or hide it again",
    )
    .shown()
    .when(has_scenario),
    row(
        &[Key::char('v')],
        Action::Level,
        "level",
        "Only scenarios of one level: the next one, or all",
    )
    .shown(),
    row(
        &[Key::char('z')],
        Action::Length,
        "length",
        "Only scenarios that take so long: the next length, or all",
    )
    .shown(),
    row(
        &[Key::char('t')],
        Action::Tag,
        "tag",
        "Only scenarios with a tag",
    )
    .shown()
    .when(has_tags),
    row(
        &[Key::char('o')],
        Action::Order,
        "order",
        "Sort by when they are due, by name, or by when they were practised last",
    )
    .shown(),
    row(
        &[Key::char('c')],
        Action::Copy,
        "copy",
        "Copy this scenario to your own folder, to change it",
    )
    .shown()
    .when(has_scenario),
    row(
        &[Key::char('e')],
        Action::Reveal,
        "folder",
        "Show the folder that this scenario is in",
    )
    .when(has_scenario),
    UP,
    DOWN,
    PAGE_UP,
    PAGE_DOWN,
    FIRST,
    LAST,
    LEFT,
    RIGHT,
    CLEAR,
];

/// While the exercises are listed.
pub const EXERCISES: &[Binding<Library>] = &[
    row(
        &[Key::ENTER],
        Action::Accept,
        "open",
        "Go on with this exercise, or read its report where it has ended",
    )
    .shown()
    .when(has_exercise),
    SEARCH,
    NEXT_TAB,
    row(
        &[Key::char('g')],
        Action::Resume,
        "resume",
        "Go on with this exercise where it stopped",
    )
    .shown()
    .when(can_resume),
    row(
        &[Key::char('r')],
        Action::Report,
        "report",
        "Read the report; it is written first if it is not there",
    )
    .shown()
    .when(has_exercise),
    row(
        &[Key::char('w')],
        Action::Replay,
        "replay",
        "Play this exercise again, as it happened",
    )
    .shown()
    .when(has_exercise),
    row(
        &[Key::char('e')],
        Action::Reveal,
        "folder",
        "Show this exercise's folder",
    )
    .shown()
    .when(has_exercise),
    row(
        &[Key::char('o')],
        Action::Order,
        "order",
        "Sort by when they began, or by scenario",
    )
    .shown(),
    row(
        &[Key::char('t')],
        Action::Played,
        "scenario",
        "Only exercises of one scenario",
    )
    .shown()
    .when(has_exercises),
    row(
        &[Key::char('v')],
        Action::Outcome,
        "outcome",
        "Only exercises that ended so: the next outcome, or all",
    )
    .shown(),
    row(
        &[Key::char('a')],
        Action::StillOpen,
        "open",
        "Only exercises that are unfinished, or have open actions, or all",
    )
    .shown(),
    row(
        &[Key::char('p')],
        Action::Practice,
        "practice",
        "Only exercises for the record, or only practice, or all",
    )
    .shown(),
    UP,
    DOWN,
    PAGE_UP,
    PAGE_DOWN,
    FIRST,
    LAST,
    LEFT,
    RIGHT,
    CLEAR,
];

/// While something is searched for.
pub const SEARCHING: &[Binding<Library>] = &[
    row(
        &[Key::ENTER, Key::ESC, Key::TAB, Key::ctrl('c')],
        Action::Close,
        "to the list",
        "Leave the field; what is searched for stays",
    )
    .shown(),
    row(&[Key::UP], Action::Up, "up", "Up in the list").shown(),
    row(&[Key::DOWN], Action::Down, "down", "Down in the list").shown(),
];

/// In both lists.
pub const EVERYWHERE: &[Binding<Library>] = &[
    row(&[Key::char('?')], Action::Help, "keys", "Show the keys").shown(),
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
        "Leave the program",
    )
    .shown(),
    row(
        &[Key::char('R')],
        Action::Refresh,
        "refresh",
        "Look again at what there is",
    ),
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

/// Every table of the library.
pub const TABLES: &[Table<Library>] = &[
    Table::new("The library: scenarios", SCENARIOS),
    Table::new("The library: exercises", EXERCISES),
    Table::new("The library: both lists", EVERYWHERE),
    Table::new("The library: the search", SEARCHING),
    Table::new("The library: setting an exercise up", SETTING_UP),
    Table::new("The library: a report", READING),
];

const SEARCH: Binding<Library> = row(
    &[Key::char('/')],
    Action::Search,
    "search",
    "Search in titles, ids, tags, services and objectives",
)
.shown();

const NEXT_TAB: Binding<Library> = row(
    &[Key::TAB, Key::BACK_TAB],
    Action::NextPane,
    "other list",
    "To the other list",
)
.shown();

const UP: Binding<Library> = row(
    &[Key::UP, Key::char('k')],
    Action::Up,
    "up",
    "The one above",
);
const DOWN: Binding<Library> = row(
    &[Key::DOWN, Key::char('j')],
    Action::Down,
    "down",
    "The one below",
);
const PAGE_UP: Binding<Library> = row(
    &[Key::PAGE_UP],
    Action::PageUp,
    "page up",
    "Up in the preview",
);
const PAGE_DOWN: Binding<Library> = row(
    &[Key::PAGE_DOWN, Key::char(' ')],
    Action::PageDown,
    "page down",
    "Down in the preview",
);
const FIRST: Binding<Library> = row(
    &[Key::HOME],
    Action::First,
    "first",
    "The first of the list",
);
const LAST: Binding<Library> = row(&[Key::END], Action::Last, "last", "The last of the list");
const LEFT: Binding<Library> = row(
    &[Key::LEFT, Key::char('h')],
    Action::Left,
    "left",
    "To the scenarios",
);
const RIGHT: Binding<Library> = row(
    &[Key::RIGHT, Key::char('l')],
    Action::Right,
    "right",
    "To the exercises",
);
const CLEAR: Binding<Library> = row(
    &[Key::ESC],
    Action::Clear,
    "all",
    "Forget what was searched for and left out: show all",
)
.when(has_left_out);

fn can_start(library: &Library) -> Availability {
    match library.scenario().map(|it| &it.scenario) {
        None => no_scenario(),
        Some(Known::Read(_)) => Availability::Ready,
        Some(Known::Unread) => Availability::Not("This scenario is still being read.".to_owned()),
        Some(Known::Broken(_)) => Availability::Not(
            "This scenario has errors; `blackstart check` tells all of them.".to_owned(),
        ),
    }
}

fn has_scenario(library: &Library) -> Availability {
    match library.scenario() {
        Some(_) => Availability::Ready,
        None => no_scenario(),
    }
}

fn no_scenario() -> Availability {
    Availability::Not("No scenario is chosen.".to_owned())
}

fn has_tags(library: &Library) -> Availability {
    ready_if(!library.tags().is_empty(), "No scenario has a tag.")
}

fn has_exercises(library: &Library) -> Availability {
    ready_if(!library.exercises.is_empty(), "Nothing was practised yet.")
}

fn has_exercise(library: &Library) -> Availability {
    ready_if(library.exercise().is_some(), "No exercise is chosen.")
}

fn can_resume(library: &Library) -> Availability {
    match library.exercise() {
        None => Availability::Not("No exercise is chosen.".to_owned()),
        Some(past) => ready_if(
            past.is_open != Some(false),
            "This exercise has ended; r reads its report.",
        ),
    }
}

fn has_left_out(library: &Library) -> Availability {
    let is_searching = !library.search.text().is_empty();
    let is_filtered = match library.tab {
        Tab::Scenarios => library.filters != Filters::default(),
        Tab::Exercises => library.past_filters != PastFilters::default(),
    };
    ready_if(is_searching || is_filtered, "All is shown already.")
}
