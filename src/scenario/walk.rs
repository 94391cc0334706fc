//! A walk through a scenario: what people do and when, and what must come of it.

use std::ops::Range;

use serde::Deserialize;

use super::{
    model::{Audience, Choice, Claim, Decision, Ending, Finding, Inject, Moment, Task},
    span::Span,
    table::Ix,
};

/// One scripted way through a scenario, every id resolved to a row of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Walk {
    pub title: String,
    /// Who plays what is not written in the walk.
    pub policy: Policy,
    pub seed: u64,
    /// In the order of the file, which is the order within an instant.
    pub steps: Vec<Step>,
    pub expect: Vec<Expectation>,
}

/// How simulated people play.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
pub enum Policy {
    /// Take the first option with the best verdict; acknowledge, tick, declare, and post updates.
    Best,
    /// Take the first option with the worst verdict, and do nothing else.
    Worst,
    /// Take any option at a moment drawn by the seed, and do everything else with even odds.
    Random,
    /// Do nothing at all.
    #[default]
    Silent,
    /// Do anything that a room and its facilitator could, at any time: answer late, not at all or
    /// in words of their own, and fire what is held ready.
    Wild,
}

/// Something that is done at its time.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// On the exercise clock.
    pub at: Span,
    pub deed: Deed,
    /// Where it stands in the walk's text.
    pub span: Range<usize>,
}

/// What people and a facilitator can do in a walk.
#[derive(Debug, Clone, PartialEq)]
pub enum Deed {
    Choose(Ix<Decision>, Ix<Choice>),
    /// Answers in the room's own words.
    Other(Ix<Decision>, String),
    Ack(Ix<Inject>),
    Done(Ix<Task>),
    /// An incident, with its severity.
    Declare(String),
    Update(Audience, Progress, String),
    Claim(Ix<Claim>, Finding),
    Fire(Ix<Inject>),
    Skip(Ix<Inject>),
    HoldBack(Ix<Inject>, Span),
}

/// How far an incident has got, as a status update puts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Progress {
    Investigating,
    Identified,
    Monitoring,
    Resolved,
}

/// Something that must hold once the walk is over.
#[derive(Debug, Clone, PartialEq)]
pub struct Expectation {
    pub expected: Expected,
    /// Where it stands in the walk's text.
    pub span: Range<usize>,
}

/// What is expected.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Expected {
    /// The moment comes, whenever.
    Happened(Moment),
    /// The moment comes, and no later.
    By(Span, Moment),
    Never(Moment),
    Ending(Ix<Ending>),
    /// So many at least, and so many at most.
    BadMinutes(f64, f64),
}
