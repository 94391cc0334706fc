//! Finds out what a run that somebody played alone is held against: simulated playthroughs, and
//! their own earlier runs in the same folder.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::mpsc::Sender,
    thread,
};

use chrono::Local;

use super::{folder::read_journal, ledger::name_of};
use crate::{
    exercise::{Exercise, event::Mode},
    fuzz::standing::Standing,
    journal::Journal,
    solo::review::{Comparison, Earlier, Version, comparable},
    ui::Message,
};

/// How many earlier runs are told of, and how many journals are read for them at most.
const MOST_RUNS: usize = 10;
const MOST_READ: usize = 50;

/// Finds it out on a thread of its own, and tells it over `waker`.
pub fn compare_beside(exercise: &Exercise, folder: &Path, waker: Sender<Message>) {
    let (exercise, folder) = (exercise.clone(), folder.to_owned());
    thread::spawn(move || {
        let comparison = Box::new(compare(&exercise, &folder));
        // Whoever has left does not wait for it.
        let _ = waker.send(Message::Compared(comparison));
    });
}

/// Finds it out for the exercise in `folder`.
pub fn compare(exercise: &Exercise, folder: &Path) -> Comparison {
    Comparison {
        standing: Standing::of(exercise.scenario()),
        earlier: earlier(exercise, folder),
    }
}

/// One's own earlier runs of the same scenario, the latest first; what cannot be read is left out.
fn earlier(exercise: &Exercise, folder: &Path) -> Vec<Earlier> {
    let Some(started) = exercise.started() else {
        return Vec::new();
    };
    let scenario = &started.scenario;
    let is_another = |path: &PathBuf| {
        let name = name_of(path);
        name != name_of(folder) && name.contains(&scenario.id)
    };
    let entries = folder.parent().and_then(|all| fs::read_dir(all).ok());
    let paths = entries.into_iter().flatten().flatten();
    let mut paths: Vec<_> = paths.map(|it| it.path()).filter(is_another).collect();
    // By their names, the newest are the last.
    paths.sort();
    let newest = paths.into_iter().rev().take(MOST_READ);
    let runs = newest.filter_map(|path| {
        let journal = read_journal(&path).ok()?;
        run(&journal, &scenario.id, &scenario.sha256)
    });
    runs.take(MOST_RUNS).collect()
}

/// A run, if it is one of that scenario that somebody played alone to an end.
fn run(journal: &Journal, scenario: &str, sha256: &str) -> Option<Earlier> {
    let exercise = &journal.exercise;
    let (started, state) = (exercise.started()?, exercise.state());
    let ended = state.ended.as_ref()?;
    let is_one = started.mode == Mode::Solo && started.scenario.id == scenario;
    let began = exercise.records().first()?.ts;
    let row = |ending| &exercise.scenario().endings[ending];
    is_one.then(|| Earlier {
        began: began.with_timezone(&Local).naive_local(),
        bad_minutes: comparable(exercise),
        ending: ended
            .ending
            .map(row)
            .map(|row| (row.title.clone(), row.outcome)),
        version: if started.scenario.sha256 == sha256 {
            Version::Same
        } else {
            Version::Another
        },
    })
}
