//! What a choice or a text leads to, as data: modals carry it, the app takes it.

use super::{App, keymap::Action, modals::Modal, people};
use crate::{
    exercise::{
        Command, ExerciseTime, Improvisation, Who,
        event::{Answer, ClaimVerdict, Grounds, ObservationKind, Part, UpdateState},
    },
    scenario::{
        Ix, Span,
        model::{Audience, Channel, Claim, Decision, Inject, Role},
    },
};

/// One step towards what somebody wants.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// Asks the engine, in the name of whoever is at the keys.
    Command(Command),
    /// Asks the engine, in somebody's name.
    CommandBy(Command, Who),
    /// Asks the engine for one thing after the other; the first refusal ends it.
    Commands(Vec<Command>),
    Open(Box<Modal>),
    Act(Action),
    /// Goes back to how the exercise stood after a record, and stops the clock there.
    GoBack(u64),
    /// Somebody who plays alone says what they do.
    Doing(String),
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
        /// When it was begun: that is when it was seen.
        begun: ExerciseTime,
    },
    Evidence(Ix<Claim>, ClaimVerdict),
    Person(Ix<Role>),
    /// Somebody who is not there any more.
    Leaver,
    /// From whom, to whom, what, and what more.
    Improvisation(Channel),
    /// How much longer a decision has.
    Extension(Ix<Decision>),
    /// The text of an entry, written anew.
    Correction {
        entry: u64,
        part: Part,
        old: String,
    },
    /// Why this is chosen.
    Rationale {
        decision: Ix<Decision>,
        answer: Answer,
    },
    /// What somebody who plays alone does.
    Doing,
    /// How far the clock jumps: minutes, or `90s`, `1h30m`.
    JumpLength {
        from: ExerciseTime,
    },
}

impl Wanted {
    /// What the lines amount to; nothing, where all is as it was.
    ///
    /// # Errors
    /// What is wrong with them, in one line.
    pub fn step(&self, app: &App, lines: &[String]) -> Result<Option<Step>, String> {
        let line = |n: usize| lines.get(n).map_or("", |line| line.trim()).to_owned();
        let text = line(0);
        let command = match self {
            Self::Doing => return Ok(Some(Step::Doing(filled(text)?))),
            Self::Rationale { decision, answer } => Command::Answer {
                decision: *decision,
                answer: answer.clone(),
                grounds: Grounds {
                    rationale: Some(text).filter(|text| !text.is_empty()),
                    ..Grounds::default()
                },
            },
            Self::SkipReason(inject) => Command::Skip {
                inject: *inject,
                why: if text.is_empty() {
                    "by hand".to_owned()
                } else {
                    text
                },
            },
            Self::Severity => Command::Declare {
                severity: filled(text)?,
            },
            Self::Update(audience, state) => Command::Post {
                audience: *audience,
                state: *state,
                text: filled(text)?,
                next: promised(app.clock(), &line(1))?,
            },
            Self::Observation { kind, about, begun } => Command::Observe {
                kind: *kind,
                text: filled(text)?,
                about: about.clone(),
                begun: Some(*begun),
            },
            Self::Evidence(claim, verdict) => Command::Judge {
                claim: *claim,
                verdict: *verdict,
                evidence: Some(text).filter(|text| !text.is_empty()),
            },
            Self::Person(role) => Command::Assign {
                role: *role,
                person: filled(text)?,
            },
            Self::Leaver => Command::Leave {
                person: filled(text)?,
            },
            Self::Improvisation(channel) => Command::Improvise(Improvisation {
                channel: *channel,
                sender: text,
                recipients: people::recipients(app.scenario(), app.state(), &line(1))?,
                title: filled(line(2))?,
                body: line(3),
            }),
            Self::Extension(decision) => Command::Extend {
                decision: *decision,
                by: length(&text)?,
            },
            Self::Correction { old, .. } if text == old.trim() => return Ok(None),
            Self::Correction { entry, part, .. } => Command::Correct {
                entry: *entry,
                part: *part,
                text: filled(text)?,
            },
            // Counted from when the question was asked, so that it means what was read.
            Self::JumpLength { from } => Command::Jump {
                to: from.after(length(&text)?),
            },
        };
        Ok(Some(Step::Command(command)))
    }
}

fn filled(text: String) -> Result<String, String> {
    if text.is_empty() {
        Err("write something first, or Esc to leave it".to_owned())
    } else {
        Ok(text)
    }
}

/// When the next update is promised, counted from `now`; nothing where nothing is promised.
fn promised(now: ExerciseTime, text: &str) -> Result<Option<ExerciseTime>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    length(text).map(|span| Some(now.after(span)))
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
    fn nothing_written_is_nothing_to_record() {
        assert!(filled(String::new()).is_err());
        assert_eq!(filled("a".to_owned()), Ok("a".to_owned()));
    }

    #[test]
    fn an_update_promises_the_next_one_or_none() {
        let now = ExerciseTime::from_ms(60_000);
        let half_past = ExerciseTime::from_ms(31 * 60_000);
        assert_eq!(promised(now, ""), Ok(None));
        assert_eq!(promised(now, "30m"), Ok(Some(half_past)));
        assert_eq!(promised(now, "30"), Ok(Some(half_past)));
        assert!(promised(now, "soon").is_err());
    }
}
