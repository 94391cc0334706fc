//! What keys do in the replay.

use super::{
    Replay, asked::ASKED, events::EVENTS, go_to::GOING, revealed::REVEALED, tally::TALLIED,
};
use crate::{
    exercise::ExerciseTime,
    ui::keymap::{Action, Availability, Binding, Key, Table, ready_if, row},
};

/// While it is watched.
pub const WATCHING: &[Binding<Replay>] = &[
    row(
        &[Key::char(' ')],
        Action::PauseOrResume,
        "play",
        "Play on, or stop; from the beginning where it is over",
    )
    .shown(),
    row(
        &[Key::RIGHT],
        Action::Right,
        "next",
        "To the next thing that happened",
    )
    .shown()
    .when(can_go_on),
    row(
        &[Key::LEFT],
        Action::Left,
        "back",
        "To the thing that happened before",
    )
    .when(can_go_back),
    row(
        &[Key::char('n')],
        Action::NextDecision,
        "decision",
        "To the next decision that was made",
    )
    .shown()
    .when(has_next_decision),
    row(
        &[Key::char('p')],
        Action::PreviousDecision,
        "last decision",
        "To the decision that was made before",
    )
    .when(has_previous_decision),
    row(
        &[Key::char('c')],
        Action::Challenge,
        "challenge",
        "Answer each decision before the team's answer shows, or no more",
    )
    .shown()
    .when(can_be_challenged),
    row(
        &[Key::ENTER, Key::char('l'), Key::char('/')],
        Action::Search,
        "events",
        "What happened, as a list to search and to jump from",
    )
    .shown(),
    row(
        &[Key::char('+'), Key::char('=')],
        Action::Faster,
        "faster",
        "Play faster",
    )
    .shown(),
    row(&[Key::char('-')], Action::Slower, "slower", "Play slower").shown(),
    row(
        &[Key::char('m')],
        Action::Compare,
        "compare",
        "Set another exercise of this scenario beside this one, or take it away",
    )
    .shown()
    .when(can_compare),
    row(
        &[Key::TAB],
        Action::NextPane,
        "other run",
        "The other one of two runs, where there is no room for both",
    )
    .when(is_comparing),
    row(
        &[Key::char('g')],
        Action::GoTo,
        "go to",
        "Go to a time on the exercise clock",
    )
    .shown(),
    row(
        &[Key::char(']')],
        Action::MinuteOn,
        "a minute on",
        "A minute on",
    ),
    row(
        &[Key::char('[')],
        Action::MinuteBack,
        "a minute back",
        "A minute back",
    ),
    row(
        &[Key::PAGE_DOWN],
        Action::PageDown,
        "10 min on",
        "Ten minutes on",
    ),
    row(
        &[Key::PAGE_UP],
        Action::PageUp,
        "10 min back",
        "Ten minutes back",
    ),
    row(
        &[Key::HOME],
        Action::First,
        "beginning",
        "To the beginning, with the briefing",
    ),
    row(&[Key::END], Action::Last, "end", "To the end"),
    row(
        &[Key::char('t')],
        Action::Tally,
        "tally",
        "How your answers compare with the team's so far",
    )
    .when(has_answered),
    row(
        &[Key::char('1')],
        Action::ShowInject,
        "message",
        "Only what came in, in full",
    ),
    row(
        &[Key::char('2')],
        Action::ShowServices,
        "services",
        "Only the services",
    ),
    row(
        &[Key::char('3')],
        Action::ShowCurves,
        "curves",
        "Only the curves",
    ),
    row(
        &[Key::char('4')],
        Action::ShowQuestion,
        "question",
        "Only the question that is open",
    ),
    row(
        &[Key::char('0'), Key::ESC],
        Action::ShowAll,
        "all",
        "Everything again, the newest first",
    ),
    row(&[Key::UP, Key::char('k')], Action::Up, "up", "Up by a line"),
    row(
        &[Key::DOWN, Key::char('j')],
        Action::Down,
        "down",
        "Down by a line",
    ),
];

/// Whatever is shown.
pub const EVERYWHERE: &[Binding<Replay>] = &[
    row(&[Key::char('?')], Action::Help, "keys", "Show the keys").shown(),
    row(
        &[Key::char(':')],
        Action::Palette,
        "actions",
        "Find an action by its words",
    )
    .shown(),
    row(
        &[Key::char('q'), Key::ctrl('c')],
        Action::Quit,
        "quit",
        "Leave the replay",
    )
    .shown(),
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

/// Every table of the replay.
pub const TABLES: &[Table<Replay>] = &[
    Table::new("The replay", WATCHING),
    Table::new("The replay: everywhere", EVERYWHERE),
    Table::new("The replay: what happened", EVENTS),
    Table::new("The replay: going to a time", GOING),
    Table::new("The replay: what would you do?", ASKED),
    Table::new("The replay: what the team did", REVEALED),
    Table::new("The replay: how the answers compare", TALLIED),
];

fn can_go_on(replay: &Replay) -> Availability {
    let is_over = replay.run.story.next(replay.run.reel.n()).is_none();
    ready_if(!is_over, "Nothing more happened.")
}

fn can_go_back(replay: &Replay) -> Availability {
    let is_at_the_start = replay.clock == ExerciseTime::START
        && replay.run.reel.n() <= replay.run.reel.recording().n_before_the_start();
    ready_if(!is_at_the_start, "This is the beginning.")
}

fn has_next_decision(replay: &Replay) -> Availability {
    ready_if(
        replay.next_decision().is_some(),
        "No decision was made after this.",
    )
}

fn has_previous_decision(replay: &Replay) -> Availability {
    ready_if(
        replay.previous_decision().is_some(),
        "No decision was made before this.",
    )
}

fn can_be_challenged(replay: &Replay) -> Availability {
    if replay.beside.is_some() {
        return Availability::Not("The other run would tell; m takes it away.".to_owned());
    }
    let has_decisions = !replay.run.story.decisions.is_empty();
    ready_if(has_decisions, "No decision was made in this exercise.")
}

fn can_compare(replay: &Replay) -> Availability {
    ready_if(
        !replay.challenge.is_on(),
        "The other run would tell what comes; c ends the challenge first.",
    )
}

fn is_comparing(replay: &Replay) -> Availability {
    ready_if(
        replay.beside.is_some(),
        "There is one run only; m sets another one beside it.",
    )
}

fn has_answered(replay: &Replay) -> Availability {
    ready_if(
        replay.challenge.has_answers(),
        "You have answered nothing yet; c turns the challenge on.",
    )
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_key_and_no_action_is_twice_while_it_is_watched() {
        let rows: Vec<_> = WATCHING.iter().chain(EVERYWHERE).collect();
        let keys: Vec<_> = rows.iter().flat_map(|row| row.keys).collect();
        let different: HashSet<_> = keys.iter().collect();
        assert_eq!(keys.len(), different.len(), "{keys:?}");
        let actions: HashSet<_> = rows.iter().map(|row| row.action).collect();
        assert_eq!(rows.len(), actions.len());
    }

    #[test]
    fn no_key_is_twice_in_what_is_open_over_it() {
        for table in TABLES {
            let keys: Vec<_> = table.rows.iter().flat_map(|row| row.keys).collect();
            let different: HashSet<_> = keys.iter().collect();
            assert_eq!(keys.len(), different.len(), "{}", table.name);
        }
    }
}
