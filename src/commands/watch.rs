//! `blackstart watch`: the room's screen, in a terminal of its own.

use super::{Streams, is_terminal};
use crate::{
    args::Which,
    error::Error,
    shell::{folder::DataFolder, room, settings::Settings, stage::Stage},
};

pub(super) fn watch(
    which: Which,
    folder: &DataFolder,
    settings: &Settings,
    streams: &mut Streams,
) -> Result<u8, Error> {
    let exercise = folder.find_exercise(&which.exercise)?;
    if !is_terminal() {
        return Err(Error::NoScreen);
    }
    let mut stage = Stage::open(&settings.config)?;
    let shown = room::show(&mut stage, &exercise);
    // Nothing is said before the terminal is as it was.
    drop(stage);
    shown?;
    streams.say("left the room's screen; the exercise is not touched by that");
    Ok(0)
}
