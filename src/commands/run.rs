//! `blackstart run` and `blackstart resume`: an exercise, on a screen or in lines.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

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
    scenario::{self, HasId, Scenario, near},
    shell::{
        clock::wall_clock,
        folder::{DataFolder, ScenarioFile},
        ledger::{FileLedger, Ledger, name_of},
        pulse,
        runtime::{self, Left, Opening},
        settings::Settings,
        stage::Stage,
    },
    solo::TRAINEE,
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
            observer: None,
            people: self.people.clone(),
        }
    }
}

/// An exercise that is ready to be played.
pub(super) struct Ready {
    playing: Playing,
    ledger: FileLedger,
    /// Its folder.
    pub(super) exercise: PathBuf,
    opening: Opening,
}

pub(super) fn run(
    args: Run,
    folder: &DataFolder,
    settings: &Settings,
    streams: &mut Streams,
) -> Result<u8, Error> {
    let (file, scenario) = playable(folder, &args.scenario)?;
    check_people(&scenario, &args.people)?;
    if !args.plain && !is_terminal() {
        return Err(Error::NoTerminal);
    }
    let mode = if args.solo {
        Mode::Solo
    } else {
        Mode::Facilitated
    };
    let setup = Setup {
        mode,
        pace: pace(mode, args.pace, settings)?,
        speed: args.speed.unwrap_or(scenario.scale),
        seed: args.seed.unwrap_or_else(any_seed),
        practice: args.practice,
        people: seated(mode, &scenario, args.people),
    };
    if args.plain {
        let mut ready = start(folder, &file, scenario, &setup, Vec::new())?;
        let settled = ready.ledger.settle();
        settled.inspect_err(|_| FileLedger::discard(&ready.exercise))?;
        return plain::play(ready.playing, ready.ledger, &ready.exercise, &[], streams);
    }
    let ready = start_at_the_briefing(folder, &file, scenario, &setup)?;
    on_screen(ready, settings, streams)
}

pub(super) fn resume(
    args: Resume,
    folder: &DataFolder,
    settings: &Settings,
    streams: &mut Streams,
) -> Result<u8, Error> {
    let exercise = folder.find_exercise(&args.which.exercise)?;
    if !args.plain && !is_terminal() {
        return Err(Error::NoTerminal);
    }
    let ready = open_again(exercise)?;
    if !args.plain {
        return on_screen(ready, settings, streams);
    }
    let notices = match &ready.opening {
        Opening::Resumed { notices } => notices.clone(),
        Opening::Fresh => Vec::new(),
    };
    plain::play(
        ready.playing,
        ready.ledger,
        &ready.exercise,
        &notices,
        streams,
    )
}

/// Makes an exercise whose clock waits for the briefing to be over.
pub(super) fn start_at_the_briefing(
    folder: &DataFolder,
    file: &ScenarioFile,
    scenario: Arc<Scenario>,
    setup: &Setup,
) -> Result<Ready, Error> {
    let why = PauseReason::Hand;
    start(folder, file, scenario, setup, vec![Event::Paused { why }])
}

/// Makes an exercise, which begins with being started and with `then`.
fn start(
    folder: &DataFolder,
    file: &ScenarioFile,
    scenario: Arc<Scenario>,
    setup: &Setup,
    then: Vec<Event>,
) -> Result<Ready, Error> {
    let exercise = folder.new_exercise(&scenario.id)?;
    let started = setup.started(&name_of(&exercise), file, &scenario);
    let mut first = vec![Event::Started(Box::new(started))];
    first.extend(then);
    let (playing, ledger) = begin(&exercise, scenario, first)?;
    Ok(Ready {
        playing,
        ledger,
        exercise,
        opening: Opening::Fresh,
    })
}

/// Opens an exercise to go on with it.
///
/// # Errors
/// When it has ended, another process writes it, or its journal is damaged.
pub(super) fn open_again(exercise: PathBuf) -> Result<Ready, Error> {
    let (mut ledger, journal, torn) = FileLedger::open(&exercise)?;
    let reopened = journal.exercise.reopened();
    if reopened.is_none() && journal.exercise.state().ended.is_some() {
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
    if let Some(reopened) = reopened {
        notices.push(format!(
            "the exercise was stopped for a real incident; its clock stands at {}",
            reopened.clock
        ));
        record(&mut playing, &mut ledger, vec![reopened])?;
    }
    let seen = pulse::last_shown(&exercise, &playing.exercise);
    if let Some(paused) = playing.cut_off(seen) {
        notices.push(format!(
            "the exercise was cut off; its clock stands at {}",
            paused.clock
        ));
        record(&mut playing, &mut ledger, vec![paused])?;
    }
    Ok(Ready {
        playing,
        ledger,
        exercise,
        opening: Opening::Resumed { notices },
    })
}

/// Finds a scenario and checks it.
///
/// # Errors
/// When there is none, or it has errors.
pub(super) fn playable(
    folder: &DataFolder,
    name: &str,
) -> Result<(ScenarioFile, Arc<Scenario>), Error> {
    checked(folder.find_scenario(name)?)
}

/// Checks a scenario that was found.
///
/// # Errors
/// When it has errors.
pub(super) fn checked(file: ScenarioFile) -> Result<(ScenarioFile, Arc<Scenario>), Error> {
    let (scenario, problems) = scenario::load_to_play(&file.text);
    match scenario {
        Some(scenario) if problems.is_empty() => Ok((file, Arc::new(scenario))),
        _ => Err(check::broken(&file, &problems)),
    }
}

/// By the clock where somebody plays alone: there is no hand that injects could wait for.
fn pace(mode: Mode, asked: Option<args::Pace>, settings: &Settings) -> Result<Pace, Error> {
    match (mode, asked) {
        (Mode::Solo, Some(args::Pace::Manual)) => Err(Error::Argument {
            given: "--pace manual".to_owned(),
            why: "with --solo there is no facilitator whose hand injects could wait for".to_owned(),
            hint: Some("Leave out --pace; n goes on to what comes next.".to_owned()),
        }),
        (Mode::Solo, _) | (_, Some(args::Pace::Real)) => Ok(Pace::Real),
        (Mode::Facilitated, Some(args::Pace::Manual)) => Ok(Pace::Manual),
        (Mode::Facilitated, None) => Ok(settings.pace()),
    }
}

/// Who takes part: whoever plays alone sits in every role that nobody else was named for.
pub(super) fn seated(mode: Mode, scenario: &Scenario, people: Vec<Person>) -> Vec<Person> {
    if mode == Mode::Facilitated {
        return people;
    }
    let name = people.first();
    let name = name
        .map_or(TRAINEE, |person| person.name.as_str())
        .to_owned();
    let is_taken = |role: &str| people.iter().any(|it| it.role.as_deref() == Some(role));
    let others = scenario.roles.iter().filter(|role| !is_taken(role.id()));
    let named = |role: Option<&str>| Person {
        name: name.clone(),
        role: role.map(str::to_owned),
    };
    let seated: Vec<_> = others.map(|role| named(Some(role.id()))).collect();
    let is_named_alone = people.first().is_some_and(|first| first.role.is_none());
    if people.is_empty() && seated.is_empty() {
        vec![named(None)]
    } else if is_named_alone && !seated.is_empty() {
        // Named without a role, and sits in all that are free.
        seated
            .into_iter()
            .chain(people.into_iter().skip(1))
            .collect()
    } else {
        people.into_iter().chain(seated).collect()
    }
}

fn check_people(scenario: &Scenario, people: &[Person]) -> Result<(), Error> {
    for person in people {
        not_the_clock(&person.name)?;
        let Some(role) = person.role.as_deref() else {
            continue;
        };
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
pub(super) fn any_seed() -> u64 {
    u64::from(wall_clock().timestamp_subsec_micros())
}

fn begin(
    folder: &Path,
    scenario: Arc<Scenario>,
    first: Vec<Event>,
) -> Result<(Playing, FileLedger), Error> {
    let mut ledger = FileLedger::create(folder, Arc::clone(&scenario))
        .inspect_err(|_| FileLedger::discard(folder))?;
    let mut playing = Playing::of(Exercise::new(scenario));
    let clock = ExerciseTime::START;
    let first = first.into_iter().map(|event| Timed { clock, event });
    for record in ledger.begin(first.collect()) {
        playing.recorded(RunTime::default(), record);
    }
    Ok((playing, ledger))
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

fn on_screen(ready: Ready, settings: &Settings, streams: &mut Streams) -> Result<u8, Error> {
    let id = harmless::line(&name_of(&ready.exercise));
    let mut stage = Stage::open(&settings.config)?;
    let left = ready.play(&mut stage);
    // Nothing is said before the terminal is as it was.
    drop(stage);
    match left? {
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

impl Ready {
    /// Plays it until it is left.
    ///
    /// # Errors
    /// When the terminal is gone, or the last report cannot be written.
    pub(super) fn play(self, stage: &mut Stage) -> Result<Left, Error> {
        runtime::play(
            stage,
            self.playing,
            self.ledger,
            self.opening,
            self.exercise,
            write_beside,
        )
    }
}
