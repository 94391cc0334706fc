//! What a choice or a text leads to, as data: modals carry it, the app takes it.

use super::{keymap::Action, modals::Modal};
use crate::{
    exercise::{
        Command, ExerciseTime, Who,
        event::{ClaimVerdict, ObservationKind, UpdateState},
    },
    scenario::{
        Ix, Span,
        model::{Audience, Claim, Inject, Role},
    },
};

/// One step towards what somebody wants.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// Asks the engine, in the facilitator's name.
    Command(Command),
    /// Asks the engine, in somebody's name.
    CommandBy(Command, Who),
    /// Asks the engine for one thing after the other; the first refusal ends it.
    Commands(Vec<Command>),
    Open(Box<Modal>),
    Act(Action),
    /// Leaves the program; the exercise can be resumed.
    Leave,
}

/// What a line of text is wanted for.
#[derive(Debug, Clone, PartialEq)]
pub enum Wanted {
    /// Why an inject is skipped.
    SkipReason(Ix<Inject>),
    Severity,
    Update(Audience, UpdateState),
    Observation {
        kind: ObservationKind,
        about: Option<String>,
        /// When the writing began.
        begun: ExerciseTime,
    },
    /// An entry's text anew, by its number in the journal.
    Correction(u64),
    Evidence(Ix<Claim>, ClaimVerdict),
    Person(Ix<Role>),
    /// How far the clock jumps: minutes, or `90s`, `1h30m`.
    JumpLength {
        from: ExerciseTime,
    },
}

impl Wanted {
    /// What `text` amounts to.
    ///
    /// # Errors
    /// What is wrong with it, in one line.
    pub fn step(&self, text: &str) -> Result<Step, String> {
        let text = text.trim().to_owned();
        let filled = || {
            if text.is_empty() {
                Err("write something first, or Esc to leave it".to_owned())
            } else {
                Ok(text.clone())
            }
        };
        Ok(Step::Command(match self {
            Self::SkipReason(inject) => Command::Skip {
                inject: *inject,
                why: if text.is_empty() {
                    "by hand".to_owned()
                } else {
                    text
                },
            },
            Self::Severity => Command::Declare {
                severity: filled()?,
            },
            Self::Update(audience, state) => Command::Post {
                audience: *audience,
                state: *state,
                text: filled()?,
                next: None,
            },
            Self::Observation { kind, about, begun } => Command::Observe {
                kind: *kind,
                text: filled()?,
                about: about.clone(),
                begun: Some(*begun),
            },
            Self::Correction(entry) => Command::Correct {
                entry: *entry,
                text: filled()?,
            },
            Self::Evidence(claim, verdict) => Command::Judge {
                claim: *claim,
                verdict: *verdict,
                evidence: Some(text).filter(|text| !text.is_empty()),
            },
            Self::Person(role) => Command::Assign {
                role: *role,
                person: filled()?,
            },
            // Counted from when the question was asked, so that it means what was read.
            Self::JumpLength { from } => Command::Jump {
                to: from.after(length(&text)?),
            },
        }))
    }
}

/// Reads minutes, or a length as authors write it.
fn length(text: &str) -> Result<Span, String> {
    let minutes = text
        .parse::<u64>()
        .ok()
        .filter(|minutes| *minutes < 100_000);
    minutes
        .map(Span::from_minutes)
        .or_else(|| text.parse().ok())
        .ok_or_else(|| "write minutes, or a length such as 90s or 1h30m".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_minutes_or_has_a_unit() {
        assert_eq!(length("5"), Ok(Span::from_minutes(5)));
        assert_eq!(length("90s"), Ok(Span::from_ms(90_000)));
        assert!(length("soon").is_err());
        assert!(length("").is_err());
    }

    #[test]
    fn an_empty_note_is_not_taken() {
        let note = Wanted::Observation {
            kind: ObservationKind::Note,
            about: None,
            begun: ExerciseTime::START,
        };
        assert!(note.step("  ").is_err());
    }
}
