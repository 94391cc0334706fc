//! What somebody can ask of an exercise.

use super::{
    event::{
        Answer, ClaimVerdict, Grounds, ObservationKind, Part, PauseReason, Received, UpdateState,
    },
    time::ExerciseTime,
};
use crate::scenario::{
    Ix, Span,
    model::{Audience, Channel, Claim, Decision, Inject, Phase, Role, Task},
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
    /// Delivers an inject that the scenario does not have.
    Improvise(Improvisation),
    Acknowledge(Received),
    Answer {
        decision: Ix<Decision>,
        answer: Answer,
        grounds: Grounds,
    },
    /// Gives an open decision so much longer than its limit.
    Extend {
        decision: Ix<Decision>,
        by: Span,
    },
    Tick(Ix<Task>),
    /// Ticks a question of a phase: the room has talked about it.
    Discuss {
        phase: Ix<Phase>,
        question: String,
    },
    Declare {
        severity: String,
    },
    Post {
        audience: Audience,
        state: UpdateState,
        text: String,
        /// When the next one is promised.
        next: Option<ExerciseTime>,
    },
    Observe {
        kind: ObservationKind,
        text: String,
        about: Option<String>,
        /// When somebody began to write it, which is when it was seen; now, without it.
        begun: Option<ExerciseTime>,
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
    /// Somebody is not there any more, and cannot be asked.
    Leave {
        person: String,
    },
    /// Somebody is there again.
    Return {
        person: String,
    },
    /// Writes an entry's text anew; `entry` is its number in the journal.
    Correct {
        entry: u64,
        part: Part,
        text: String,
    },
    /// Takes an observation or a tick back, and nothing else.
    Withdraw {
        entry: u64,
    },
    Pause(PauseReason),
    Resume,
    SetSpeed(f64),
    Jump {
        to: ExerciseTime,
    },
    /// Takes back the last entry that somebody made.
    Undo,
    /// Goes back to how the exercise stood after a record, its clock too.
    Rewind {
        to_seq: u64,
    },
    /// Ends the exercise before an ending is reached.
    Stop,
    /// Stops everything, because something real has happened. The exercise can go on another day.
    RealIncident,
}

/// An inject that the facilitator makes up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Improvisation {
    pub channel: Channel,
    pub sender: String,
    /// Ids of roles, or `all`.
    pub recipients: Vec<String>,
    pub title: String,
    pub body: String,
}
