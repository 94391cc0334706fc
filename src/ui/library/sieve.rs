//! What is left out of the lists, and in which order the rest stands: each has a next value, words,
//! and says what gets through.

use super::{Known, Past, ScenarioEntry, found::playing_ms};
use crate::{
    report::spoken,
    scenario::{
        Scenario,
        model::{Level, Outcome},
    },
};

/// Which scenarios are left out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filters {
    pub level: Option<Level>,
    pub length: Option<Length>,
    pub tag: Option<String>,
}

/// Which exercises are left out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PastFilters {
    /// Those of any other scenario than the one with this id.
    pub scenario: Option<String>,
    pub outcome: Option<Reached>,
    pub open: Option<StillOpen>,
    pub counts: Option<Counts>,
}

/// How long it takes to play, at the scenario's own scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Length {
    /// Half an hour at most.
    Short,
    /// Up to an hour and a half.
    Medium,
    Long,
}

/// How an exercise ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reached {
    Ending(Outcome),
    /// It was ended before an ending was reached.
    Nothing,
}

/// What is left to do of an exercise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StillOpen {
    /// It can be gone on with.
    Unfinished,
    /// It has actions that are not done.
    Actions,
}

/// Whether an exercise counts in figures over exercises.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counts {
    ForTheRecord,
    Practice,
}

/// What scenarios are sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// What was never practised first, then what was not for longest.
    Due,
    Name,
    /// What was practised last first.
    Practised,
}

/// What exercises are sorted by; those that wait to be resumed come first in any case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PastOrder {
    Newest,
    Scenario,
}

/// The value after `now` in the round of all, which begins and ends with none.
pub(super) fn next<T: Copy + PartialEq>(all: &[T], now: Option<T>) -> Option<T> {
    match now {
        None => all.first().copied(),
        Some(now) => {
            let at = all.iter().position(|it| *it == now)?;
            all.get(at + 1).copied()
        }
    }
}

pub(super) const LEVELS: [Level; 3] = [Level::Introductory, Level::Intermediate, Level::Advanced];

impl Filters {
    /// Whether a scenario is shown; one that could not be read is, until something is asked for.
    pub(super) fn lets_through(&self, entry: &ScenarioEntry) -> bool {
        let Some(scenario) = entry.scenario.read() else {
            return *self == Self::default();
        };
        let has_tag = |tag: &String| scenario.tags.contains(tag);
        self.level.is_none_or(|level| scenario.level == level)
            && self
                .length
                .is_none_or(|length| Length::of(scenario) == length)
            && self.tag.as_ref().is_none_or(has_tag)
    }
}

impl PastFilters {
    /// Whether an exercise is shown; one that is yet to be read is not, where its journal is asked.
    pub(super) fn lets_through(&self, past: &Past) -> bool {
        self.scenario.as_ref().is_none_or(|id| past.is_of(id)) && self.is_asked_for(past)
    }

    fn is_asked_for(&self, past: &Past) -> bool {
        let is_unfinished = past.is_open == Some(true);
        if self.open == Some(StillOpen::Unfinished) && !is_unfinished {
            return false;
        }
        if !self.needs_journals() {
            return true;
        }
        let Known::Read(facts) = &past.facts else {
            return false;
        };
        let reached = facts.ended.as_ref().map(|ended| match &ended.reached {
            Some((_, outcome)) => Reached::Ending(*outcome),
            None => Reached::Nothing,
        });
        let counts = if facts.is_practice {
            Counts::Practice
        } else {
            Counts::ForTheRecord
        };
        let has_actions = !facts.open_actions.is_empty();
        self.outcome
            .is_none_or(|it| reached == Some(it) && !is_unfinished)
            && self.counts.is_none_or(|it| counts == it)
            && (self.open != Some(StillOpen::Actions) || has_actions)
    }

    /// Whether what is asked for stands in the journals alone.
    pub(super) fn needs_journals(&self) -> bool {
        self.outcome.is_some() || self.counts.is_some() || self.open == Some(StillOpen::Actions)
    }
}

impl Length {
    pub(super) const ALL: [Self; 3] = [Self::Short, Self::Medium, Self::Long];

    /// How long a scenario takes.
    pub fn of(scenario: &Scenario) -> Self {
        match playing_ms(scenario) / 60_000 {
            0..=30 => Self::Short,
            31..=90 => Self::Medium,
            _ => Self::Long,
        }
    }

    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Short => "up to 30 min",
            Self::Medium => "31 to 90 min",
            Self::Long => "over 90 min",
        }
    }
}

impl Reached {
    pub(super) const ALL: [Self; 4] = [
        Self::Ending(Outcome::Success),
        Self::Ending(Outcome::Mixed),
        Self::Ending(Outcome::Failure),
        Self::Nothing,
    ];

    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Ending(outcome) => spoken::outcome(outcome),
            Self::Nothing => "ended by hand",
        }
    }
}

impl StillOpen {
    pub(super) const ALL: [Self; 2] = [Self::Unfinished, Self::Actions];

    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Unfinished => "unfinished",
            Self::Actions => "with open actions",
        }
    }
}

impl Counts {
    pub(super) const ALL: [Self; 2] = [Self::ForTheRecord, Self::Practice];

    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::ForTheRecord => "for the record",
            Self::Practice => "practice",
        }
    }
}

impl Order {
    pub(super) const fn next(self) -> Self {
        match self {
            Self::Due => Self::Name,
            Self::Name => Self::Practised,
            Self::Practised => Self::Due,
        }
    }

    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Due => "by what is due",
            Self::Name => "by name",
            Self::Practised => "by last practised",
        }
    }
}

impl PastOrder {
    pub(super) const fn next(self) -> Self {
        match self {
            Self::Newest => Self::Scenario,
            Self::Scenario => Self::Newest,
        }
    }

    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Newest => "the newest first",
            Self::Scenario => "by scenario",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_goes_round_and_is_off_in_between() {
        let mut now = None;
        let mut seen = Vec::new();
        for _ in 0..4 {
            now = next(&Length::ALL, now);
            seen.push(now);
        }
        let expected = [
            Some(Length::Short),
            Some(Length::Medium),
            Some(Length::Long),
            None,
        ];
        assert_eq!(seen, expected);
    }
}
