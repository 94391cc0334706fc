//! What the library knows of scenarios and exercises. Names are known at once; what is in the files
//! comes bit by bit.

use std::{path::PathBuf, sync::Arc};

use chrono::NaiveDate;

use crate::{
    exercise::{
        Event, ExerciseTime, State,
        event::{ActionState, EndReason},
    },
    journal::Journal,
    report::measures::{self, Timings},
    scenario::{Scenario, model::Outcome},
};

/// What is in a file, as far as that is known.
#[derive(Debug, Clone, PartialEq)]
pub enum Known<T> {
    /// It was not read yet.
    Unread,
    /// It cannot be read: the first problem, with its place.
    Broken(String),
    Read(T),
}

impl<T> Known<T> {
    pub const fn read(&self) -> Option<&T> {
        match self {
            Self::Read(value) => Some(value),
            Self::Unread | Self::Broken(_) => None,
        }
    }

    pub const fn is_unread(&self) -> bool {
        matches!(self, Self::Unread)
    }
}

/// Where a scenario is from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// By its id.
    BuiltIn(String),
    File(PathBuf),
}

/// A scenario in the list.
#[derive(Debug, Clone, PartialEq)]
pub struct ScenarioEntry {
    pub origin: Origin,
    /// The file's name, or the id of one that is built in.
    pub name: String,
    /// Tells whether the file is as it was when it was read.
    pub stamp: u64,
    pub scenario: Known<Arc<Scenario>>,
}

impl ScenarioEntry {
    /// The id, or what stands for it until the file is read.
    pub fn id(&self) -> &str {
        self.scenario
            .read()
            .map_or(&self.name, |scenario| &scenario.id)
    }

    pub fn title(&self) -> &str {
        self.scenario
            .read()
            .map_or(&self.name, |scenario| &scenario.title)
    }
}

/// An exercise in the list.
#[derive(Debug, Clone, PartialEq)]
pub struct Past {
    pub folder: PathBuf,
    /// The folder's name: `2026-11-22-091203-region-loss`.
    pub id: String,
    /// Whether it was left before its end; nobody has looked yet where this is nothing.
    pub is_open: Option<bool>,
    pub facts: Known<Box<Facts>>,
}

impl Past {
    /// One of which only the name is known.
    pub fn of(folder: PathBuf, id: String) -> Self {
        Self {
            folder,
            id,
            is_open: None,
            facts: Known::Unread,
        }
    }

    /// The day it began, as its name says.
    pub fn day(&self) -> Option<NaiveDate> {
        self.id.get(..10)?.parse().ok()
    }

    /// The day and the time it began: `2026-11-22 09:12`.
    pub fn began(&self) -> String {
        let time = self.id.get(11..15).filter(|time| is_digits(time));
        match (self.day(), time) {
            (Some(day), Some(time)) => format!("{day} {}:{}", &time[..2], &time[2..]),
            (Some(day), None) => day.to_string(),
            (None, _) => String::new(),
        }
    }

    /// The id of its scenario: from its journal, or until that is read from its name.
    pub fn scenario(&self) -> &str {
        if let Known::Read(facts) = &self.facts {
            return &facts.scenario;
        }
        match self.id.get(18..) {
            Some(scenario) if self.day().is_some() => scenario,
            _ => &self.id,
        }
    }

    /// Whether it is one of the scenario with this id. Until its journal is read its name tells,
    /// which may have a number behind it.
    pub fn is_of(&self, id: &str) -> bool {
        let is_number = |rest: &str| {
            let digits = rest.strip_prefix('-').unwrap_or_default();
            !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
        };
        let name = self.scenario();
        let rest = name.strip_prefix(id).filter(|_| self.facts.is_unread());
        name == id || rest.is_some_and(is_number)
    }

    /// What it is called in the list.
    pub fn title(&self) -> &str {
        self.facts
            .read()
            .map_or_else(|| self.scenario(), |facts| &facts.title)
    }
}

fn is_digits(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// What an exercise's journal tells.
#[derive(Debug, Clone, PartialEq)]
pub struct Facts {
    /// Its id.
    pub scenario: String,
    pub title: String,
    /// Who may read of it.
    pub marking: Option<String>,
    pub is_practice: bool,
    pub seed: u64,
    pub speed: f64,
    /// How it ended, if it has.
    pub ended: Option<Ending>,
    /// How far it has got.
    pub position: ExerciseTime,
    pub timings: Timings,
    pub bad_minutes: Option<f64>,
    pub n_decided: usize,
    pub n_asked: usize,
    /// Who sat where: the name, and the role's name where there is one.
    pub people: Vec<(String, Option<String>)>,
    pub open_actions: Vec<String>,
}

/// How an exercise ended.
#[derive(Debug, Clone, PartialEq)]
pub struct Ending {
    /// The scenario's ending, where one was reached.
    pub reached: Option<(String, Outcome)>,
    pub at: ExerciseTime,
    /// A real incident makes an end of it for that day alone.
    pub why: EndReason,
}

impl Facts {
    /// Whether it can be gone on with.
    pub fn is_open(&self) -> bool {
        let ended = self.ended.as_ref();
        ended.is_none_or(|ended| ended.why == EndReason::RealIncident)
    }

    /// What this journal tells.
    pub fn of(journal: &Journal) -> Self {
        let (scenario, state) = (journal.exercise.scenario(), journal.exercise.state());
        let reached = |ended: &crate::exercise::state::Ended| {
            let ending = &scenario.endings[ended.ending?];
            Some((ending.title.clone(), ending.outcome))
        };
        Self {
            scenario: scenario.id.clone(),
            title: scenario.title.clone(),
            marking: scenario.marking.clone(),
            is_practice: is_practice(journal),
            seed: state.seed,
            speed: state.speed,
            ended: state.ended.as_ref().map(|ended| Ending {
                reached: reached(ended),
                at: ended.at,
                why: ended.why,
            }),
            position: state.measured_until(),
            timings: measures::timings(scenario, state),
            bad_minutes: measures::bad_minutes(scenario, state),
            n_decided: state
                .decisions
                .iter()
                .filter(|it| it.made.is_some())
                .count(),
            n_asked: state
                .decisions
                .iter()
                .filter(|it| it.opened.is_some())
                .count(),
            people: people(scenario, state),
            open_actions: open_actions(state),
        }
    }
}

fn is_practice(journal: &Journal) -> bool {
    let first = journal.exercise.records().first();
    first.is_some_and(|first| match &first.event {
        Event::Started(started) => started.practice,
        _ => false,
    })
}

fn people(scenario: &Scenario, state: &State) -> Vec<(String, Option<String>)> {
    let seated = state.roles.entries().filter_map(|(role, person)| {
        let name = scenario.roles[role].name.clone();
        Some((person.clone()?, Some(name)))
    });
    let others = state.people.iter().filter(|person| person.role.is_none());
    seated
        .chain(others.map(|person| (person.name.clone(), None)))
        .collect()
}

/// The actions that are not done.
fn open_actions(state: &State) -> Vec<String> {
    let is_open = |state: ActionState| state == ActionState::Open;
    let open = state.actions.iter().filter(|action| is_open(action.state));
    open.map(|action| action.text.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn past(id: &str) -> Past {
        Past::of(PathBuf::from(id), id.to_owned())
    }

    #[test]
    fn a_folders_name_tells_when_and_what() {
        let it = past("2026-11-22-091203-region-loss");
        assert_eq!(it.began(), "2026-11-22 09:12");
        assert_eq!(it.scenario(), "region-loss");
        assert_eq!(it.day(), NaiveDate::from_ymd_opt(2026, 11, 22));
    }

    #[test]
    fn any_other_name_is_all_there_is_to_tell() {
        for id in [
            "spring-drill",
            "",
            "2026-13-41-091203-x",
            "日本語日本語日本語",
        ] {
            assert_eq!(past(id).began(), "");
            assert_eq!(past(id).scenario(), id);
        }
        assert_eq!(past("2026-11-22").began(), "2026-11-22");
        assert_eq!(past("2026-11-22").scenario(), "2026-11-22");
    }
}
