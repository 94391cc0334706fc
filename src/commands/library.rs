//! `blackstart` alone: the library, and the exercises that are started from it.

use super::{
    Streams, replay, report,
    run::{self, Ready, Setup},
};
use crate::{
    error::Error,
    harmless,
    shell::{
        folder::DataFolder,
        ledger::name_of,
        library::{Library, Next, browse},
        reader::{Reader, read_origin},
        runtime::Left,
        settings::Settings,
        stage::Stage,
    },
    ui::library::Start,
};

/// Shows the library, and comes back to it after each exercise.
pub(super) fn library(
    folder: &DataFolder,
    settings: &Settings,
    streams: &mut Streams,
) -> Result<u8, Error> {
    let mut stage = Stage::open(&settings.config)?;
    let reader = Reader::start(folder.clone(), report::to_read, stage.waker());
    let mut library = stage.library(settings.pace())?;
    while !stage.is_over {
        let ready = match browse(&mut stage, &mut library, &reader, folder) {
            Next::Quit => break,
            Next::Start(start) => started(start, folder),
            Next::Resume(exercise) => run::open_again(exercise),
            Next::Replay(exercise) => {
                let shown = replay::from_library(&exercise, &mut stage, folder);
                library.come_back(exercise, String::new());
                if let Err(error) = shown {
                    tell(&error, &mut library);
                }
                continue;
            }
        };
        match ready {
            Ok(ready) => play(ready, &mut stage, &mut library, streams),
            Err(error) => tell(&error, &mut library),
        }
    }
    Ok(0)
}

fn started(start: Start, folder: &DataFolder) -> Result<Ready, Error> {
    let (file, scenario) = run::checked(read_origin(&start.origin)?)?;
    let setup = Setup {
        mode: start.mode,
        pace: start.pace,
        speed: start.speed,
        seed: start.seed.unwrap_or_else(run::any_seed),
        practice: start.is_practice,
        people: run::seated(start.mode, &scenario, start.people),
    };
    run::start_at_the_briefing(folder, &file, scenario, &setup)
}

fn play(ready: Ready, stage: &mut Stage, library: &mut Library, streams: &mut Streams) {
    let exercise = ready.exercise.clone();
    let id = harmless::line(&name_of(&exercise));
    let note = match ready.play(stage) {
        Ok(Left::Quit) => "The exercise is paused; Enter goes on with it.".to_owned(),
        Ok(Left::Ended { .. }) => "The exercise has ended; Enter reads its report.".to_owned(),
        Err(error) => {
            library.come_back(exercise, String::new());
            return tell(&error, library);
        }
    };
    library.come_back(exercise, note);
    if stage.is_over {
        stage.give_back();
        streams.say(&format!("left; `blackstart resume {id}` goes on"));
    }
}

/// Says in the library what could not be done, and what to do about it.
fn tell(error: &Error, library: &mut Library) {
    library.tell(
        [Some(error.to_string()), error.hint()]
            .into_iter()
            .flatten()
            .collect(),
    );
}
