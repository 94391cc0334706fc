//! `blackstart rehearse`: a scenario played through in simulated time.

use std::{fmt::Write, sync::Arc};

use super::{
    Streams,
    plain::told,
    run::{self, Setup},
};
use crate::{
    args::{Choice, Policy, Rehearse},
    error::Error,
    exercise::event::{Mode, Pace},
    harmless, journal,
    rehearsal::{self, Scripted},
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
    let script = args.choices.iter().map(|choice| resolve(&scenario, choice));
    let script = script.collect::<Result<Vec<_>, _>>()?;
    check_once(&args.choices)?;
    let policy = match args.policy {
        Policy::Best => rehearsal::Policy::Best,
        Policy::Worst => rehearsal::Policy::Worst,
        Policy::Random => rehearsal::Policy::Random,
        Policy::Silent => rehearsal::Policy::Silent,
    };
    let setup = Setup {
        mode: Mode::Facilitated,
        pace: Pace::Real,
        speed: scenario.scale,
        seed: args.seed,
        practice: true,
        people: Vec::new(),
    };
    let play = |exercise: &str| {
        let started = setup.started(exercise, &file, &scenario);
        rehearsal::play(&scenario, started, policy, &script).map_err(|impossible| Error::Argument {
            given: "--choose".to_owned(),
            why: impossible.to_string(),
            hint: Some("`blackstart rehearse` without it shows when decisions open.".to_owned()),
        })
    };
    let mut memory = MemoryLedger::new(Arc::clone(&scenario));
    memory.append(play("rehearsal")?)?;
    let journal = journal::read(memory.text.as_bytes()).expect("it was written a moment ago");
    let mut text = String::new();
    for record in journal.exercise.records() {
        text.extend(told(&journal.exercise, record));
    }
    text.push('\n');
    text.push_str(&report::summary(&journal.exercise));
    if args.record {
        let exercise = folder.new_exercise(&scenario.id)?;
        let happened = play(&name_of(&exercise))?;
        FileLedger::create(&exercise, Arc::clone(&scenario))?.append(happened)?;
        let path = super::report::write_beside(&exercise)?;
        let path = harmless::line(&path.display().to_string());
        let _ = writeln!(text, "report      {path}");
    }
    streams.write(text.as_bytes())
}

/// Looks up what is to be chosen.
fn resolve(scenario: &Scenario, choice: &Choice) -> Result<Scripted, Error> {
    let decision = find(&scenario.decisions, "decision", &choice.decision)?;
    let option = find(
        &scenario.decisions[decision].options,
        &format!("option of {}", choice.decision),
        &choice.option,
    )?;
    Ok(Scripted {
        decision,
        choice: option,
        at: choice.at,
    })
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
