//! What an onlooker sees of a play.

use crate::{
    exercise::{
        ExerciseTime,
        event::{EndReason, Source},
    },
    scenario::{
        Ix,
        model::{
            Audience, Choice, Claim, Decision, Ending, Finding, Inject, Objective, Phase, Task,
        },
    },
};

/// Something that happened: an event, and nothing of who did it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    PhaseBegun(Ix<Phase>),
    PhaseSkipped(Ix<Phase>),
    InjectDelivered(Ix<Inject>),
    /// By its guard, or as an effect cancelled it.
    InjectSkipped(Ix<Inject>),
    InjectAcknowledged(Ix<Inject>),
    DecisionOpened(Ix<Decision>),
    /// By an option, or in words of one's own.
    DecisionMade(Ix<Decision>, Option<Ix<Choice>>),
    /// The limit passed, and what the silence amounts to.
    DecisionExpired(Ix<Decision>, Option<Ix<Choice>>),
    DecisionSkipped(Ix<Decision>),
    OutcomeLanded(Ix<Decision>, Ix<Choice>),
    ChanceDrawn(Source, u16, bool),
    TaskBegun(Ix<Task>),
    TaskDone(Ix<Task>),
    TaskMissed(Ix<Task>),
    TaskSkipped(Ix<Task>),
    ClaimJudged(Ix<Claim>, Finding),
    Declared,
    UpdatePosted(Audience),
    Ended(Option<Ix<Ending>>, EndReason),
}

/// Somebody who looks on while a scenario is played.
///
/// What people do that nothing in the scenario asks for is left out: acknowledgements, the
/// declaration, updates.
pub trait Onlooker {
    /// Something happened.
    fn saw(&mut self, at: ExerciseTime, deed: Deed);

    /// An option of an open decision can be had.
    fn offered(&mut self, decision: Ix<Decision>, choice: Ix<Choice>);

    /// The play has ended, a decision stands open, and nothing that could still have come would
    /// have shown one of its options.
    fn stuck(&mut self, decision: Ix<Decision>);

    /// An objective was met.
    fn met(&mut self, objective: Ix<Objective>);
}
