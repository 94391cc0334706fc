//! `blackstart observe`: an evaluator's seat, in a terminal of its own.

use super::{Streams, is_terminal};
use crate::{
    args::Observe,
    error::Error,
    exercise::not_the_clock,
    harmless,
    shell::{
        folder::{DataFolder, read_journal},
        ledger::name_of,
        observe::{self, Seated},
        observers, pulse,
        settings::Settings,
        stage::Stage,
    },
    ui::{observing::Notebook, room::Link},
};

pub(super) fn observe(
    args: Observe,
    folder: &DataFolder,
    settings: &Settings,
    streams: &mut Streams,
) -> Result<u8, Error> {
    not_the_clock(&args.name)?;
    let exercise = folder.find_exercise(&args.which.exercise)?;
    let journal = read_journal(&exercise)?;
    if journal.exercise.state().is_closed {
        return Err(Error::Closed {
            exercise: name_of(&exercise),
        });
    }
    if !is_terminal() {
        return Err(Error::NoSeat);
    }
    let position = journal.exercise.state().position;
    let clock = pulse::last_shown(&exercise, &journal.exercise).unwrap_or(position);
    let opened = observers::open(&exercise, &journal.exercise, &args.name, clock)?;
    let torn = opened.torn.map(|path| {
        let path = harmless::line(&path.display().to_string());
        format!("your last line was torn while it was written; it is kept in {path}")
    });
    let seated = Seated {
        notes: opened.notes,
        notebook: Notebook {
            name: args.name,
            own: opened.own,
            link: Link::Live,
        },
        notices: torn.into_iter().collect(),
    };
    let mut stage = Stage::open(&settings.config)?;
    let left = observe::observe(&mut stage, &exercise, seated);
    // Nothing is said before the terminal is as it was.
    drop(stage);
    left?;
    streams.say("your notes are kept beside the journal, and `blackstart report` weaves them in");
    Ok(0)
}
