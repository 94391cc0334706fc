//! `blackstart rehearse`: a scenario played through in simulated time.

use std::{fmt::Write, sync::Arc};

use super::{Streams, plain::told, run, walks};
use crate::{
    args::{self, Choice, Rehearse},
    error::Error,
    exercise::Timed,
    harmless, journal,
    rehearsal::{self, Policy, Rehearsed, Scripted},
    report,
    scenario::{HasId, Scenario, Table, near},
    shell::{
        folder::DataFolder,
        ledger::{FileLedger, Ledger, MemoryLedger, name_of},
    },
};

pub(super) fn rehearse(
    args: Rehearse,
    folder: &DataFolder,
    streams: &mut Streams,
) -> Result<u8, Error> {
    let (file, scenario) = run::playable(folder, &args.scenario)?;
    let walk = args.script.as_deref();
    let walk = walk.map(|path| walks::playable(path, &scenario));
    let walk = walk.transpose()?;
    let choices = args.choices.iter().map(|choice| resolve(&scenario, choice));
    let choices = choices.collect::<Result<Vec<_>, _>>()?;
    check_once(&args.choices)?;
    let seed = walk.as_ref().map_or(args.seed, |(_, walk)| walk.seed);
    let setup = walks::setup(&scenario, seed);
    let play = |exercise: &str| {
        let started = setup.started(exercise, &file, &scenario);
        match &walk {
            Some((_, walk)) => rehearsal::walk(&scenario, started, walk),
            None => rehearsal::play(&scenario, started, policy(args.policy), &choices),
        }
    };
    let rehearsed = play("rehearsal");
    if walk.is_none() {
        check_chosen(&rehearsed)?;
    }
    let mut text = course(&scenario, rehearsed.happened.clone())?;
    let mut is_well = true;
    if let Some(walk) = &walk {
        let (told, holds) = walks::told(&scenario, walk, &rehearsed);
        text.push('\n');
        text.push_str(&told);
        is_well = holds;
    }
    if args.record {
        let exercise = folder.new_exercise(&scenario.id)?;
        let happened = play(&name_of(&exercise)).happened;
        FileLedger::create(&exercise, Arc::clone(&scenario))?.append(happened)?;
        let path = super::report::write_beside(&exercise)?;
        let path = harmless::line(&path.display().to_string());
        let _ = writeln!(text, "report      {path}");
    }
    streams.write(text.as_bytes())?;
    Ok(u8::from(!is_well))
}

/// The timeline and the figures of what happened.
fn course(scenario: &Arc<Scenario>, happened: Vec<Timed>) -> Result<String, Error> {
    let mut memory = MemoryLedger::new(Arc::clone(scenario));
    memory.append(happened)?;
    let journal = journal::read(memory.text.as_bytes()).expect("it was written a moment ago");
    let mut text = String::new();
    for record in journal.exercise.records() {
        text.extend(told(&journal.exercise, record));
    }
    text.push('\n');
    text.push_str(&report::summary(&journal.exercise));
    Ok(text)
}

fn policy(policy: args::Policy) -> Policy {
    match policy {
        args::Policy::Best => Policy::Best,
        args::Policy::Worst => Policy::Worst,
        args::Policy::Random => Policy::Random,
        args::Policy::Silent => Policy::Silent,
        args::Policy::Wild => Policy::Wild,
    }
}

/// Refuses choices that could not be made.
fn check_chosen(rehearsed: &Rehearsed) -> Result<(), Error> {
    match rehearsed.impossible.first() {
        None => Ok(()),
        Some((_, impossible)) => Err(Error::Argument {
            given: "--choose".to_owned(),
            why: impossible.to_string(),
            hint: Some("`blackstart rehearse` without it shows when decisions open.".to_owned()),
        }),
    }
}

/// Looks up what is to be chosen.
fn resolve(scenario: &Scenario, choice: &Choice) -> Result<Scripted, Error> {
    let decision = find(&scenario.decisions, "decision", &choice.decision)?;
    let option = find(
        &scenario.decisions[decision].options,
        &format!("option of {}", choice.decision),
        &choice.option,
    )?;
    Ok(Scripted::choice(choice.at, decision, option))
}

fn find<T: HasId>(table: &Table<T>, kind: &str, id: &str) -> Result<crate::scenario::Ix<T>, Error> {
    table.find(id).ok_or_else(|| {
        let ids: Vec<_> = table.iter().map(HasId::id).collect();
        let hint = near(id, ids.iter().copied()).map_or_else(
            || format!("There are {}.", ids.join(", ")),
            |near| format!("Did you mean `{near}`?"),
        );
        Error::Argument {
            given: id.to_owned(),
            why: format!("--choose names no {kind}"),
            hint: Some(hint),
        }
    })
}

fn check_once(choices: &[Choice]) -> Result<(), Error> {
    let is_doubled = |(position, choice): (usize, &Choice)| {
        choices[..position]
            .iter()
            .any(|before| before.decision == choice.decision)
    };
    match choices.iter().enumerate().find(|it| is_doubled(*it)) {
        None => Ok(()),
        Some((_, choice)) => Err(Error::Argument {
            given: choice.decision.clone(),
            why: "it is chosen for twice".to_owned(),
            hint: Some("Name each decision once.".to_owned()),
        }),
    }
}
