//! The journals that observers keep beside an exercise's own. They say what somebody saw, and change
//! nothing in the exercise; they are woven in by time where it is told.

use super::{Damage, Journal};
use crate::exercise::{Exercise, Record};

/// What observers wrote of one exercise.
#[derive(Debug, Clone, Default)]
pub struct Observers {
    /// What could be read, in the order of the files' names.
    pub read: Vec<Observer>,
    pub left_out: Vec<LeftOut>,
}

/// What one observer wrote.
#[derive(Debug, Clone)]
pub struct Observer {
    pub name: String,
    /// What the file is called.
    pub file: String,
    pub journal: Journal,
}

/// A file that does not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    pub file: String,
    pub why: String,
}

/// A record of an observer's that still stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    /// The observer's name.
    pub who: String,
    pub record: Record,
}

impl Observers {
    /// What was read of these files, which stand beside the journal of `exercise`.
    pub fn of(exercise: &Exercise, files: Vec<(String, Result<Journal, Damage>)>) -> Self {
        let mut observers = Self::default();
        for (file, read) in files {
            let found = read
                .map_err(|damage| damage.to_string())
                .and_then(|journal| observer(exercise, file.clone(), journal));
            match found {
                Ok(observer) => observers.add(observer),
                Err(why) => observers.left_out.push(LeftOut { file, why }),
            }
        }
        observers
    }

    /// Of two copies of one journal, such as a program that shares folders makes, the longer counts.
    fn add(&mut self, observer: Observer) {
        let begun = |it: &Observer| (it.name.clone(), first(&it.journal).ts);
        let same = |it: &&mut Observer| begun(it) == begun(&observer);
        let Some(there) = self.read.iter_mut().find(same) else {
            self.read.push(observer);
            return;
        };
        let length = |it: &Observer| it.journal.exercise.records().len();
        let shorter = if length(&observer) > length(there) {
            std::mem::replace(there, observer)
        } else {
            observer
        };
        let why = format!("it is an older copy of {}", there.file);
        let file = shorter.file;
        self.left_out.push(LeftOut { file, why });
    }

    /// All that was seen and still stands, in the order of the exercise clock.
    pub fn seen(&self) -> Vec<Seen> {
        let of_one = |observer: &Observer| {
            let standing = observer.journal.exercise.standing().into_iter();
            let entries = standing.filter(|record| record.event.is_entry());
            let who = observer.name.clone();
            entries
                .map(move |record| Seen {
                    who: who.clone(),
                    record: record.into_owned(),
                })
                .collect::<Vec<_>>()
        };
        let mut seen: Vec<_> = self.read.iter().flat_map(of_one).collect();
        seen.sort_by_key(|seen| seen.record.clock);
        seen
    }
}

/// The observer whose journal it is, if it is one of this exercise.
fn observer(exercise: &Exercise, file: String, journal: Journal) -> Result<Observer, String> {
    let Some(name) = journal
        .exercise
        .started()
        .and_then(|started| started.observer.clone())
    else {
        return Err("it is no observer's journal".to_owned());
    };
    if is_of(exercise, &journal.exercise) {
        Ok(Observer {
            name,
            file,
            journal,
        })
    } else {
        Err("it is of another exercise".to_owned())
    }
}

/// Whether an observer's journal is one of this exercise, and means the same scenario.
pub fn is_of(exercise: &Exercise, own: &Exercise) -> bool {
    let identity = |it: &Exercise| {
        let started = it.started()?;
        Some((started.exercise.clone(), started.scenario.sha256.clone()))
    };
    identity(exercise) == identity(own)
}

fn first(journal: &Journal) -> &Record {
    &journal.exercise.records()[0]
}
