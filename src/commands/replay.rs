//! `blackstart replay`: a past exercise, as it happened.

use std::path::Path;

use super::{Streams, is_terminal};
use crate::{
    args::Replay,
    error::Error,
    shell::{folder::DataFolder, replay, settings::Settings, stage::Stage},
    ui::replay::state::SPEED,
};

pub(super) fn replay(
    args: Replay,
    folder: &DataFolder,
    settings: &Settings,
    streams: &mut Streams,
) -> Result<u8, Error> {
    let run = replay::read(&folder.find_exercise(&args.which.exercise)?)?;
    let beside = match args.beside {
        Some(name) => Some(replay::read_beside(&run, &folder.find_exercise(&name)?)?),
        None => None,
    };
    if !is_terminal() {
        return Err(Error::NoReplay);
    }
    let mut stage = Stage::open(&settings.config)?;
    let speed = args.speed.unwrap_or(SPEED);
    let shown = replay::show(&mut stage, folder, run, beside, speed);
    // Nothing is said before the terminal is as it was.
    drop(stage);
    shown?;
    streams.say("left the replay; the exercise is as it was");
    Ok(0)
}

/// Replays an exercise on a stage that is there, and comes back.
pub(super) fn from_library(
    exercise: &Path,
    stage: &mut Stage,
    folder: &DataFolder,
) -> Result<(), Error> {
    let run = replay::read(exercise)?;
    replay::show(stage, folder, run, None, SPEED)
}
