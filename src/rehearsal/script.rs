//! What was settled beforehand, and what to say of it when it could not be done.

use std::fmt;

use super::people::{person, team};
use crate::{
    exercise::{
        Command, ExerciseTime, Refusal, State, Who,
        event::{Answer, Grounds, Received},
    },
    scenario::{
        HasId, Ix, Scenario,
        model::{Choice, Decision, Inject, Task},
    },
};

/// A deed that was settled beforehand.
#[derive(Debug, Clone, PartialEq)]
pub struct Scripted {
    /// On the exercise clock. Without it an answer is given when the policy would give one, and
    /// anything else is done at once.
    pub at: Option<ExerciseTime>,
    pub command: Command,
}

/// A deed that cannot be done in this rehearsal, and what could.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Impossible {
    NeverOpen {
        decision: String,
    },
    Over {
        at: ExerciseTime,
        ended: ExerciseTime,
    },
    Refused {
        at: ExerciseTime,
        refusal: Refusal,
        /// What was possible instead, if anything can be said of that.
        possible: Option<String>,
    },
}

impl Scripted {
    /// An answer without further words.
    pub fn answer(at: Option<ExerciseTime>, decision: Ix<Decision>, answer: Answer) -> Self {
        let grounds = Grounds::default();
        let command = Command::Answer {
            decision,
            answer,
            grounds,
        };
        Self { at, command }
    }

    /// The choice of an option.
    pub fn choice(at: Option<ExerciseTime>, decision: Ix<Decision>, choice: Ix<Choice>) -> Self {
        Self::answer(at, decision, Answer::Option(choice))
    }

    /// The decision that it answers.
    pub(super) fn decision(&self) -> Option<Ix<Decision>> {
        if let Command::Answer { decision, .. } = self.command {
            return Some(decision);
        }
        None
    }

    /// Who does it: whoever is asked, the facilitator what is theirs, the team the rest.
    pub(super) fn who(&self, scenario: &Scenario, state: &State) -> Who {
        match &self.command {
            Command::Answer { decision, .. } => {
                person(scenario, state, scenario.decisions[*decision].asked)
            }
            Command::Tick(task) => person(scenario, state, scenario.tasks[*task].role),
            Command::Fire(_)
            | Command::Skip { .. }
            | Command::HoldBack { .. }
            | Command::Improvise(_)
            | Command::Extend { .. }
            | Command::Discuss { .. }
            | Command::Leave { .. }
            | Command::Return { .. }
            | Command::Correct { .. }
            | Command::Withdraw { .. }
            | Command::Rewind { .. }
            | Command::RealIncident => Who::Person("the facilitator".to_owned()),
            Command::Acknowledge(_)
            | Command::Declare { .. }
            | Command::Post { .. }
            | Command::Observe { .. }
            | Command::Judge { .. }
            | Command::Assign { .. }
            | Command::Pause(_)
            | Command::Resume
            | Command::SetSpeed(_)
            | Command::Jump { .. }
            | Command::Undo
            | Command::Stop => team(),
        }
    }

    /// Why it was not done, now that all is over: it was refused, or its turn never came.
    pub(super) fn impossible(
        &self,
        refused: Option<(ExerciseTime, Refusal)>,
        scenario: &Scenario,
        state: &State,
    ) -> Impossible {
        let ended = state.measured_until();
        let decision = self.decision();
        let never_open = decision.filter(|it| state.decisions[*it].opened.is_none());
        let name = |decision| scenario.decisions[decision].id().to_owned();
        match (refused, self.at) {
            (None, Some(at)) if at >= ended => Impossible::Over { at, ended },
            (_, _) if never_open.is_some() => Impossible::NeverOpen {
                decision: never_open.map(name).unwrap_or_default(),
            },
            (Some((at, refusal)), _) => Impossible::Refused {
                at,
                possible: self.possible(&refusal, scenario, state),
                refusal,
            },
            (None, at) => Impossible::Over {
                at: at.unwrap_or(ended),
                ended,
            },
        }
    }

    /// What could have been done, as all that came tells.
    fn possible(&self, refusal: &Refusal, scenario: &Scenario, state: &State) -> Option<String> {
        match &self.command {
            Command::Answer { decision, .. } => opening(*decision, scenario, state),
            Command::Acknowledge(Received::Scripted(inject))
            | Command::Fire(inject)
            | Command::Skip { inject, .. }
            | Command::HoldBack { inject, .. } => delivery(*inject, refusal, scenario, state),
            Command::Tick(task) => beginning(*task, refusal, scenario, state),
            Command::Acknowledge(Received::Improvised(_))
            | Command::Improvise(_)
            | Command::Extend { .. }
            | Command::Discuss { .. }
            | Command::Leave { .. }
            | Command::Return { .. }
            | Command::Correct { .. }
            | Command::Withdraw { .. }
            | Command::Rewind { .. }
            | Command::RealIncident
            | Command::Declare { .. }
            | Command::Post { .. }
            | Command::Observe { .. }
            | Command::Judge { .. }
            | Command::Assign { .. }
            | Command::Pause(_)
            | Command::Resume
            | Command::SetSpeed(_)
            | Command::Jump { .. }
            | Command::Undo
            | Command::Stop => None,
        }
    }
}

fn opening(decision: Ix<Decision>, scenario: &Scenario, state: &State) -> Option<String> {
    let id = scenario.decisions[decision].id();
    let standing = &state.decisions[decision];
    let opened = standing.opened?;
    let closed = standing.settled().unwrap_or_else(|| state.measured_until());
    Some(format!("here {id} is open from {opened} to {closed}"))
}

fn delivery(
    inject: Ix<Inject>,
    refusal: &Refusal,
    scenario: &Scenario,
    state: &State,
) -> Option<String> {
    let id = scenario.injects[inject].id();
    let standing = &state.injects[inject];
    if matches!(refusal, Refusal::NotDelivered { .. }) {
        return Some(match (&standing.delivered, &standing.skipped) {
            (Some((at, _)), _) => format!("here {id} is delivered at {at}"),
            (None, Some((at, _))) => format!("here {id} is skipped at {at}"),
            (None, None) => format!("here {id} is never delivered"),
        });
    }
    let skipped = standing.skipped.as_ref();
    skipped.map(|(at, _)| format!("here {id} is skipped at {at}"))
}

fn beginning(
    task: Ix<Task>,
    refusal: &Refusal,
    scenario: &Scenario,
    state: &State,
) -> Option<String> {
    if !matches!(refusal, Refusal::TaskNotBegun { .. }) {
        return None;
    }
    let id = scenario.tasks[task].id();
    Some(match state.tasks[task].begun {
        Some(at) => format!("here {id} begins at {at}"),
        None => format!("here {id} never begins"),
    })
}

impl Impossible {
    /// Why it cannot be done.
    pub fn why(&self) -> String {
        match self {
            Self::NeverOpen { decision } => format!("{decision} does not open in this rehearsal"),
            Self::Over { at, ended } => {
                format!("at {at} this rehearsal is over: it ends at {ended}")
            }
            Self::Refused { at, refusal, .. } => format!("at {at} {refusal}"),
        }
    }

    /// What could be done instead, if anything can be said of that.
    pub fn possible(&self) -> Option<&str> {
        match self {
            Self::NeverOpen { .. } | Self::Over { .. } => None,
            Self::Refused { possible, .. } => possible.as_deref(),
        }
    }
}

impl fmt::Display for Impossible {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.why())?;
        self.possible()
            .map_or(Ok(()), |possible| write!(f, "; {possible}"))
    }
}
