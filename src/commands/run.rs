//! `blackstart run` and `blackstart resume`: an exercise, on a screen or in lines.

use std::{path::Path, sync::Arc};

use super::{Streams, check, is_terminal, plain, report::write_beside};
use crate::{
    args::{self, Resume, Run},
    error::Error,
    exercise::{
        Event, Exercise, ExerciseTime, Playing, RunTime, Timed,
        event::{Mode, Pace, PauseReason, Person, ScenarioText, Started},
        not_the_clock,
    },
    harmless,
    journal::{self, sha256_hex},
    scenario::{self, HasId, Scenario, Severity, near},
    shell::{
        clock::wall_clock,
        folder::{DataFolder, ScenarioFile},
        ledger::{FileLedger, Ledger, name_of},
        pulse,
        runtime::{self, Left, Opening},
    },
};

/// How an exercise is set up.
#[derive(Debug, Clone)]
pub(super) struct Setup {
    pub(super) mode: Mode,
    pub(super) pace: Pace,
    pub(super) speed: f64,
    pub(super) seed: u64,
    pub(super) practice: bool,
    pub(super) people: Vec<Person>,
}

impl Setup {
    /// The first event of an exercise that is set up so.
    pub(super) fn started(
        &self,
        exercise: &str,
        file: &ScenarioFile,
        scenario: &Scenario,
    ) -> Started {
        Started {
            format: journal::FORMAT,
            exercise: exercise.to_owned(),
            program: env!("CARGO_PKG_VERSION").to_owned(),
            scenario: ScenarioText {
                id: scenario.id.clone(),
                title: scenario.title.clone(),
                sha256: sha256_hex(&file.text),
                text: file.text.clone(),
            },
            mode: self.mode,
            pace: self.pace,
            speed: self.speed,
            seed: self.seed,
            practice: self.practice,
            people: self.people.clone(),
        }
    }
}

pub(super) fn run(args: Run, folder: &DataFolder, streams: &mut Streams) -> Result<u8, Error> {
    let (file, scenario) = playable(folder, &args.scenario)?;
    check_people(&scenario, &args.people)?;
    if !args.plain && !is_terminal() {
        return Err(Error::NoTerminal);
    }
    let setup = Setup {
        mode: Mode::Facilitated,
        pace: match args.pace {
            args::Pace::Real => Pace::Real,
            args::Pace::Manual => Pace::Manual,
        },
        speed: args.speed.unwrap_or(scenario.scale),
        seed: args.seed.unwrap_or_else(any_seed),
        practice: false,
        people: args.people,
    };
    let exercise = folder.new_exercise(&scenario.id)?;
    let mut first = vec![Event::Started(Box::new(setup.started(
        &name_of(&exercise),
        &file,
        &scenario,
    )))];
    if !args.plain {
        // The briefing comes before the clock.
        first.push(Event::Paused {
            why: PauseReason::Hand,
        });
    }
    let (playing, ledger) = begin(&exercise, scenario, first)?;
    if args.plain {
        return plain::play(playing, ledger, &exercise, &[], streams);
    }
    on_screen(playing, ledger, Opening::Fresh, &exercise, streams)
}

pub(super) fn resume(
    args: Resume,
    folder: &DataFolder,
    streams: &mut Streams,
) -> Result<u8, Error> {
    let exercise = folder.find_exercise(&args.which.exercise)?;
    if !args.plain && !is_terminal() {
        return Err(Error::NoTerminal);
    }
    let (mut ledger, journal, torn) = FileLedger::open(&exercise)?;
    if journal.exercise.state().ended.is_some() {
        return Err(Error::Ended {
            exercise: name_of(&exercise),
        });
    }
    let mut playing = Playing::of(journal.exercise);
    let mut notices = Vec::new();
    if let Some(path) = torn {
        let path = harmless::line(&path.display().to_string());
        notices.push(format!(
            "the journal's last line was torn while it was written; it is kept in {path}"
        ));
    }
    let seen = pulse::last_shown(&exercise, &playing.exercise);
    if let Some(paused) = playing.cut_off(seen) {
        notices.push(format!(
            "the exercise was cut off; its clock stands at {}",
            paused.clock
        ));
        record(&mut playing, &mut ledger, vec![paused])?;
    }
    if args.plain {
        return plain::play(playing, ledger, &exercise, &notices, streams);
    }
    on_screen(
        playing,
        ledger,
        Opening::Resumed { notices },
        &exercise,
        streams,
    )
}

/// Finds a scenario and checks it.
///
/// # Errors
/// When there is none, or it has errors.
pub(super) fn playable(
    folder: &DataFolder,
    name: &str,
) -> Result<(ScenarioFile, Arc<Scenario>), Error> {
    let file = folder.find_scenario(name)?;
    let (scenario, mut problems) = scenario::load(&file.text);
    problems.retain(|problem| problem.severity == Severity::Error);
    match scenario {
        Some(scenario) if problems.is_empty() => Ok((file, Arc::new(scenario))),
        _ => Err(check::broken(&file, &problems)),
    }
}

fn check_people(scenario: &Scenario, people: &[Person]) -> Result<(), Error> {
    for person in people {
        not_the_clock(&person.name)?;
        let role = person.role.as_deref().unwrap_or_default();
        if scenario.roles.find(role).is_some() {
            continue;
        }
        let roles: Vec<_> = scenario.roles.iter().map(HasId::id).collect();
        let hint = near(role, roles.iter().copied()).map_or_else(
            || format!("The roles are {}.", roles.join(", ")),
            |near| format!("Did you mean `{near}`?"),
        );
        let why = "the scenario has no such role".to_owned();
        return Err(Error::Argument {
            given: role.to_owned(),
            why,
            hint: Some(hint),
        });
    }
    Ok(())
}

/// A seed nobody chose, short enough to be typed again.
fn any_seed() -> u64 {
    u64::from(wall_clock().timestamp_subsec_micros())
}

fn begin(
    folder: &Path,
    scenario: Arc<Scenario>,
    first: Vec<Event>,
) -> Result<(Playing, FileLedger), Error> {
    let begun = FileLedger::create(folder, Arc::clone(&scenario)).and_then(|mut ledger| {
        let mut playing = Playing::of(Exercise::new(scenario));
        let at_start = |event| Timed {
            clock: ExerciseTime::START,
            event,
        };
        let first = first.into_iter().map(at_start).collect();
        record(&mut playing, &mut ledger, first)?;
        Ok((playing, ledger))
    });
    if begun.is_err() {
        FileLedger::discard(folder);
    }
    begun
}

fn record(
    playing: &mut Playing,
    ledger: &mut impl Ledger,
    happened: Vec<Timed>,
) -> Result<(), Error> {
    for record in ledger.append(happened)? {
        playing.recorded(RunTime::default(), record);
    }
    Ok(())
}

fn on_screen(
    playing: Playing,
    ledger: FileLedger,
    opening: Opening,
    exercise: &Path,
    streams: &mut Streams,
) -> Result<u8, Error> {
    let id = harmless::line(&name_of(exercise));
    match runtime::play(
        playing,
        ledger,
        opening,
        exercise.to_path_buf(),
        write_beside,
    )? {
        Left::Quit => streams.say(&format!("paused; `blackstart resume {id}` goes on")),
        Left::Ended { report } => {
            streams.say(&format!(
                "the report is in {}",
                harmless::line(&report.display().to_string())
            ));
        }
    }
    Ok(0)
}
