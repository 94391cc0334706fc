//! Which rows are shown, and in which order.

use std::{cmp::Reverse, collections::BTreeMap};

use chrono::NaiveDate;

use super::{
    Known, Library, Origin, Past, ScenarioEntry,
    sieve::{Order, PastOrder},
    state::{Found, Practised},
};
use crate::{
    scenario::Scenario,
    ui::{fuzzy::near, widgets::markdown::flat},
};

impl Library {
    /// Finds anew what is shown, and keeps the cursors on the rows they were on.
    pub(super) fn find(&mut self) {
        let scenario = self.scenario().map(|it| it.origin.clone());
        let exercise = self.exercise().map(|it| it.folder.clone());
        self.note_practice();
        self.found = Found {
            scenarios: self.found_scenarios(),
            exercises: self.found_exercises(),
        };
        let rows = &self.found.scenarios;
        let same = |row: &usize| Some(&self.scenarios[*row].origin) == scenario.as_ref();
        let there = rows.iter().position(same);
        self.cursor.scenarios = kept(self.cursor.scenarios, there, rows.len());
        let rows = &self.found.exercises;
        let same = |row: &usize| Some(&self.exercises[*row].folder) == exercise.as_ref();
        let there = rows.iter().position(same);
        self.cursor.exercises = kept(self.cursor.exercises, there, rows.len());
    }

    fn note_practice(&mut self) {
        self.ids = self.scenarios.iter().map(|it| it.id().to_owned()).collect();
        let mut practised = BTreeMap::new();
        for past in &self.exercises {
            let Some(day) = past.day() else {
                continue;
            };
            let first = Practised {
                last: day,
                times: 0,
            };
            let row = practised.entry(self.scenario_of(past).to_owned());
            let row = row.or_insert(first);
            row.last = row.last.max(day);
            row.times += 1;
        }
        self.practised = practised;
    }

    /// Which scenario was played. A second exercise in one second has a number behind its name.
    pub(super) fn scenario_of<'a>(&self, past: &'a Past) -> &'a str {
        let name = past.scenario();
        let base = name.rsplit_once('-').map_or(name, |(base, _)| base);
        if !self.ids.contains(name) && self.ids.contains(base) {
            base
        } else {
            name
        }
    }

    fn found_scenarios(&self) -> Vec<usize> {
        let mut found: Vec<_> = (0..self.scenarios.len())
            .filter(|row| self.filters.lets_through(&self.scenarios[*row]) && !self.is_hidden(*row))
            .filter_map(|row| {
                let score = scored(self.search.text(), |word| {
                    scenario_score(&self.scenarios[row], word)
                })?;
                Some((score, row))
            })
            .collect();
        let name = |row: usize| {
            let entry = &self.scenarios[row];
            (entry.title().to_lowercase(), entry.name.clone())
        };
        // What is yet to be read, or cannot be played, is in nobody's way.
        let rank = |row: usize| match self.scenarios[row].scenario {
            Known::Read(_) => 0,
            Known::Unread => 1,
            Known::Broken(_) => 2,
        };
        let last = |row: usize| -> Option<NaiveDate> {
            let practised = self.practised.get(self.scenarios[row].id());
            practised.map(|practised| practised.last)
        };
        match self.order {
            Order::Due => found
                .sort_by_cached_key(|(score, row)| (rank(*row), *score, last(*row), name(*row))),
            Order::Name => {
                found.sort_by_cached_key(|(score, row)| (rank(*row), *score, name(*row)));
            }
            Order::Practised => found.sort_by_cached_key(|(score, row)| {
                (rank(*row), *score, Reverse(last(*row)), name(*row))
            }),
        }
        found.into_iter().map(|(_, row)| row).collect()
    }

    /// Whether a file of the user's takes this scenario's place: it has the id of one built in.
    fn is_hidden(&self, row: usize) -> bool {
        let Origin::BuiltIn(id) = &self.scenarios[row].origin else {
            return false;
        };
        let is_file = |entry: &&ScenarioEntry| matches!(entry.origin, Origin::File(_));
        let mut files = self.scenarios.iter().filter(is_file);
        files.any(|entry| entry.scenario.read().is_some_and(|it| it.id == *id))
    }

    fn found_exercises(&self) -> Vec<usize> {
        let mut found: Vec<_> = (0..self.exercises.len())
            .filter(|row| self.past_filters.lets_through(&self.exercises[*row]))
            .filter_map(|row| {
                let past = &self.exercises[row];
                let title = self.title_of(past);
                let score = scored(self.search.text(), |word| {
                    best([(0, title), (10, past.id.as_str())], word)
                })?;
                Some((score, row))
            })
            .collect();
        found.sort_by_cached_key(|(score, row)| {
            let past = &self.exercises[*row];
            let title = match self.past_order {
                PastOrder::Newest => String::new(),
                PastOrder::Scenario => past.scenario().to_owned(),
            };
            let is_open = past.is_open == Some(true);
            (Reverse(is_open), *score, title)
        });
        found.into_iter().map(|(_, row)| row).collect()
    }
}

/// Where a cursor goes whose row is `there` now. The top stays the top: what is read bit by bit
/// comes to stand there too.
fn kept(cursor: usize, there: Option<usize>, n_rows: usize) -> usize {
    if cursor == 0 {
        return 0;
    }
    there.unwrap_or_else(|| cursor.min(n_rows.saturating_sub(1)))
}

/// How well all the words of a search are met, none of which may be missing; less is better.
/// Without any, everything is met alike.
fn scored(search: &str, score: impl Fn(&str) -> Option<usize>) -> Option<usize> {
    search.split_whitespace().map(score).sum()
}

/// Where a word stands, in the order of what that is worth.
fn best<'a>(places: impl IntoIterator<Item = (usize, &'a str)>, word: &str) -> Option<usize> {
    let scores = places
        .into_iter()
        .filter_map(|(worth, text)| Some(worth + near(text, word)?));
    scores.min()
}

fn scenario_score(entry: &ScenarioEntry, word: &str) -> Option<usize> {
    let named = [(0, entry.title()), (10, entry.id())];
    let Some(scenario) = entry.scenario.read() else {
        return best(named, word);
    };
    let tags = scenario.tags.iter().map(|tag| (20, tag.as_str()));
    let services = scenario.services.iter().map(|it| (30, it.name.as_str()));
    let objectives: Vec<_> = scenario
        .objectives
        .iter()
        .map(|it| flat(&it.title))
        .collect();
    let objectives = objectives.iter().map(|title| (40, title.as_str()));
    best(
        named
            .into_iter()
            .chain(tags)
            .chain(services)
            .chain(objectives),
        word,
    )
}

/// How long a scenario takes in real time, at its own scale.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "milliseconds of centuries fit a float's 53 bits, and a scale is above 0"
)]
pub(super) fn playing_ms(scenario: &Scenario) -> u64 {
    (scenario.length.as_ms() as f64 / scenario.scale) as u64
}
