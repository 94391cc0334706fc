//! The loop of a replay: waits for a key, or for a second that passes, and draws. It reads
//! journals, and never writes one.

use std::{
    io,
    path::{Path, PathBuf},
};

use super::{
    clock::Clock,
    folder::{DataFolder, read_journal},
    ledger::name_of,
    observers,
    perform::Wish,
    stage::Stage,
};
use crate::{
    error::Error,
    ui::replay::{Effect, Message, Other, Replay, Run, view::view},
};

/// Reads the exercise in `folder`, to be replayed.
///
/// # Errors
/// When its journal cannot be read or is damaged, or when nothing happened in it.
pub fn read(folder: &Path) -> Result<Run, Error> {
    let journal = read_journal(folder)?;
    let id = name_of(folder);
    let seen = observers::read(folder, &journal.exercise)
        .seen()
        .into_iter();
    let seen = seen.map(|seen| seen.record).collect();
    let run = Run::of(&id, &journal.exercise, seen);
    if run.is_nothing() {
        return Err(Error::NothingToReplay { exercise: id });
    }
    Ok(run)
}

/// Reads the exercise in `folder`, to stand beside `run`.
///
/// # Errors
/// As [`read`], and when it is an exercise of another scenario.
pub fn read_beside(run: &Run, folder: &Path) -> Result<Run, Error> {
    let beside = read(folder)?;
    let (this, other) = (&run.scenario().id, &beside.scenario().id);
    if this != other {
        return Err(Error::OtherScenario {
            exercise: beside.id.clone(),
            scenario: other.clone(),
            wanted: this.clone(),
        });
    }
    Ok(beside)
}

/// Replays an exercise until it is left.
///
/// # Errors
/// When there is no terminal any more.
pub fn show(
    stage: &mut Stage,
    folder: &DataFolder,
    run: Run,
    beside: Option<Run>,
    speed: f64,
) -> Result<(), Error> {
    let clock = Clock::start();
    let size = stage.size().map_err(Error::Terminal)?;
    let mut replay = Replay::new(run, beside, speed, stage.theme, size);
    loop {
        draw(&mut replay, stage, &clock).map_err(Error::Terminal)?;
        for message in stage.wait(replay.wakes_at(clock.now()), &clock) {
            let Some(message) = Message::of(message) else {
                continue;
            };
            stage.is_over |= matches!(message, Message::LeaveAsked);
            if deliver(&mut replay, stage, folder, &clock, message) {
                return Ok(());
            }
        }
    }
}

/// Delivers a message and does what comes of it; answers whether that was to leave.
fn deliver(
    replay: &mut Replay,
    stage: &mut Stage,
    folder: &DataFolder,
    clock: &Clock,
    message: Message,
) -> bool {
    let mut is_left = false;
    for effect in replay.update(clock.now(), message) {
        let news = match effect {
            Effect::FindOthers => others(folder, &replay.run),
            Effect::Open(path) => opened(&replay.run, &path),
            Effect::Redraw => {
                is_left |= stage.grant(Wish::Redraw);
                continue;
            }
            Effect::Suspend => {
                is_left |= stage.grant(Wish::Suspend);
                continue;
            }
            Effect::Leave => {
                is_left |= stage.grant(Wish::Leave);
                continue;
            }
        };
        // What was read leads to nothing more.
        replay.update(clock.now(), news);
    }
    is_left
}

/// The other exercises of the scenario, the latest first: their names say which they are of.
fn others(folder: &DataFolder, run: &Run) -> Message {
    let scenario = &run.scenario().id;
    let is_other = |path: &PathBuf| {
        let id = name_of(path);
        // A second one in one second has a number behind its name.
        let base = id.trim_end_matches(|c: char| c.is_ascii_digit());
        let base = base.strip_suffix('-').unwrap_or(&id);
        id != run.id && [id.as_str(), base].iter().any(|it| it.ends_with(scenario))
    };
    match folder.exercise_folders() {
        Err(error) => Message::Failed(error.to_string()),
        Ok(mut folders) => {
            folders.retain(is_other);
            folders.sort();
            folders.reverse();
            let others = folders.into_iter().map(|folder| Other {
                id: name_of(&folder),
                folder,
            });
            Message::Others(others.collect())
        }
    }
}

fn opened(run: &Run, path: &Path) -> Message {
    match read_beside(run, path) {
        Ok(beside) => Message::Beside(Box::new(beside)),
        Err(error) => Message::Failed(error.to_string()),
    }
}

fn draw(replay: &mut Replay, stage: &mut Stage, clock: &Clock) -> io::Result<()> {
    let size = stage.size()?;
    if size != replay.size {
        replay.update(clock.now(), Message::Resize(size));
    }
    stage.entitle(&replay.title())?;
    stage.draw(|frame| view(replay, frame))
}
