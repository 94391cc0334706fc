//! The challenge: whether the viewer answers each decision before the team's answer shows, and what
//! became of each. Nothing of it is ever recorded.

use super::Replay;
use crate::{
    report::replay::Decided,
    scenario::{Ix, model::Choice},
};

/// Whether the viewer answers first, and what was answered so far. It is never recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Challenge {
    mode: Mode,
    /// One for each decision that was made.
    pub(super) given: Vec<Option<Given>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Off,
    On,
}

/// What became of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Given {
    Picked(Ix<Choice>),
    Skipped,
    /// The team's answer had been shown before the challenge began.
    Seen,
}

impl Challenge {
    pub(super) fn off(n_decisions: usize) -> Self {
        Self {
            mode: Mode::Off,
            given: vec![None; n_decisions],
        }
    }

    pub(super) fn is_on(&self) -> bool {
        self.mode == Mode::On
    }

    pub(super) fn has_answers(&self) -> bool {
        self.picked().next().is_some()
    }

    /// What was picked, with the number of its decision.
    pub(super) fn picked(&self) -> impl Iterator<Item = (usize, Ix<Choice>)> + '_ {
        let given = self.given.iter().enumerate();
        given.filter_map(|(question, given)| match given {
            Some(Given::Picked(choice)) => Some((question, *choice)),
            Some(Given::Skipped | Given::Seen) | None => None,
        })
    }

    pub(super) fn n_skipped(&self) -> usize {
        let skipped = |it: &&Option<Given>| **it == Some(Given::Skipped);
        self.given.iter().filter(skipped).count()
    }

    /// The first decision to be answered once `n` records are shown.
    pub(super) fn next_question(&self, decisions: &[Decided], n: usize) -> Option<usize> {
        if self.mode == Mode::Off {
            return None;
        }
        let is_ahead = |question: &usize| decisions[*question].n_before >= n;
        (0..decisions.len()).find(|question| is_ahead(question) && self.given[*question].is_none())
    }

    pub(super) fn give(&mut self, question: usize, given: Given) {
        self.given[question] = Some(given);
    }

    /// Turns it on or off while `n` records are shown.
    pub(super) fn turn(&mut self, decisions: &[Decided], n: usize) {
        self.mode = match self.mode {
            Mode::On => Mode::Off,
            Mode::Off => Mode::On,
        };
        for (decided, given) in decisions.iter().zip(&mut self.given) {
            if decided.n_before < n {
                *given = given.or(Some(Given::Seen));
            }
        }
    }
}

impl Replay {
    /// How many records may be told of: all but those that come after a question.
    pub(super) fn horizon(&self) -> usize {
        let (decisions, n) = (&self.run.story.decisions, self.run.reel.n());
        let question = self.challenge.next_question(decisions, n);
        question.map_or(usize::MAX, |question| decisions[question].n_before)
    }
}
