//! What somebody can ask of an exercise.

use super::{
    event::{Answer, ClaimVerdict, Grounds, ObservationKind, PauseReason, UpdateState},
    time::ExerciseTime,
};
use crate::scenario::{
    Ix,
    model::{Audience, Claim, Decision, Inject, Role, Task},
};

/// Something that is asked for; [`super::Exercise::decide`] judges it.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Delivers an inject now, whatever it waits for.
    Fire(Ix<Inject>),
    /// Takes an inject out, with a reason.
    Skip {
        inject: Ix<Inject>,
        why: String,
    },
    /// Keeps an inject back until then, or until it is fired.
    HoldBack {
        inject: Ix<Inject>,
        until: Option<ExerciseTime>,
    },
    Acknowledge(Ix<Inject>),
    Answer {
        decision: Ix<Decision>,
        answer: Answer,
        grounds: Grounds,
    },
    Tick(Ix<Task>),
    Declare {
        severity: String,
    },
    Post {
        audience: Audience,
        state: UpdateState,
        text: String,
    },
    Observe {
        kind: ObservationKind,
        text: String,
        about: Option<String>,
    },
    Judge {
        claim: Ix<Claim>,
        verdict: ClaimVerdict,
        evidence: Option<String>,
    },
    Assign {
        role: Ix<Role>,
        person: String,
    },
    Pause(PauseReason),
    Resume,
    SetSpeed(f64),
    Jump {
        to: ExerciseTime,
    },
    /// Takes back the last entry that somebody made.
    Undo,
    /// Ends the exercise before an ending is reached.
    Stop,
}
