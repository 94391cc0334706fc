//! The heap on which the problems of a file gather.

use crate::scenario::{
    code::Code,
    near::near,
    problem::{Problem, Severity},
};

/// How many problems of a file are told. Nobody reads more, and a hostile file has millions.
const MOST_TOLD: usize = 500;

/// How many of them come with a suggestion. Each is a search over all names, so a hostile file of
/// a hundred thousand wrong ones would take minutes.
const MOST_SUGGESTIONS: usize = 200;

/// The problems found so far.
#[derive(Debug, Default)]
pub(super) struct Heap {
    problems: Vec<Problem>,
    /// How many more there are than are told, and how bad the worst of them is.
    n_more: usize,
    worst: Option<Severity>,
    is_unplayable: bool,
}

impl Heap {
    /// Takes in what leaves nothing that could be played.
    pub(super) fn refuse(&mut self, problem: Problem) {
        self.is_unplayable = true;
        self.note(problem);
    }

    /// Takes in what is wrong or doubtful, and leaves something that could be played.
    pub(super) fn note(&mut self, problem: Problem) {
        // What is told to be wrong is not doubted as well.
        let is_told = |other: &Problem| other.span == problem.span;
        if problem.severity == Severity::Warning && self.problems.iter().any(is_told) {
            return;
        }
        if self.problems.len() < MOST_TOLD {
            self.problems.push(problem);
            return;
        }
        self.n_more += 1;
        let worst = self.worst.unwrap_or(problem.severity);
        // Errors come before warnings.
        self.worst = Some(worst.min(problem.severity));
    }

    /// The known word that somebody may have meant.
    pub(super) fn nearest<'k>(
        &self,
        unknown: &str,
        known: impl Iterator<Item = &'k str>,
    ) -> Option<String> {
        self.can_suggest().then(|| near(unknown, known))?
    }

    /// Whether so little is wrong so far that there is time to look for what was meant.
    pub(super) fn can_suggest(&self) -> bool {
        self.problems.len() < MOST_SUGGESTIONS
    }

    /// Whether what was found leaves something that could be played.
    pub(super) fn is_playable(&self) -> bool {
        !self.is_unplayable
    }

    /// What was found in the text, and how much more there is.
    pub(super) fn told(mut self, text: &str) -> Vec<Problem> {
        if let Some(severity) = self.worst {
            let message = format!("{} more problems were found", self.n_more);
            let last = Problem::error(Code::More, text.len()..text.len(), message);
            self.problems.push(Problem {
                severity,
                ..last.hint("Mend the others first.")
            });
        }
        self.problems
    }
}
