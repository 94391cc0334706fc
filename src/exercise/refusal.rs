//! Why the engine says no, in one line that a person can act on.

use thiserror::Error;

use super::time::ExerciseTime;

/// A command that cannot be followed as things stand. Nothing has changed.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Refusal {
    #[error("the exercise has ended")]
    Ended,
    #[error("the exercise is closed; nothing more is added to it")]
    Closed,
    #[error("an observer notes what is seen, and changes nothing in the exercise")]
    OnlyObserves,
    #[error("the exercise has not ended")]
    NotEnded,
    #[error("{inject} was delivered at {at}")]
    AlreadyDelivered { inject: String, at: ExerciseTime },
    #[error("{inject} was skipped ({why}); undo brings it back")]
    AlreadySkipped { inject: String, why: String },
    #[error("{inject} has not been delivered yet")]
    NotDelivered { inject: String },
    #[error("{inject} was acknowledged at {at}")]
    AlreadyAcknowledged { inject: String, at: ExerciseTime },
    #[error("{decision} is not open yet")]
    NotOpen { decision: String },
    #[error("{decision} was skipped: its guard did not hold")]
    DecisionSkipped { decision: String },
    #[error("{decision} was decided at {at}; undo takes it back")]
    AlreadyDecided { decision: String, at: ExerciseTime },
    #[error("time ran out for {decision} at {at}, which amounts to {option}")]
    Expired {
        decision: String,
        at: ExerciseTime,
        option: String,
    },
    #[error("{option} is not to be had now; {decision} can be answered with {available}")]
    NotAvailable {
        decision: String,
        option: String,
        available: String,
    },
    #[error("{task} has not begun yet")]
    TaskNotBegun { task: String },
    #[error("{task} was done at {at}")]
    TaskDone { task: String, at: ExerciseTime },
    #[error("{task} was skipped: its guard did not hold")]
    TaskSkipped { task: String },
    #[error("{0} must not be empty")]
    Empty(&'static str),
    #[error("nobody can be called \"clock\": it is the word for the exercise clock")]
    NobodyIsTheClock,
    #[error("the clock stands already")]
    AlreadyPaused,
    #[error("the clock is running")]
    AlreadyRunning,
    #[error("the clock stands; resume it first")]
    Standing,
    #[error("a speed is a number above 0 and up to 1000")]
    BadSpeed,
    #[error("the clock shows {now} and cannot jump back to {to}; undo goes back")]
    JumpBack { now: ExerciseTime, to: ExerciseTime },
    #[error("there is no entry to undo")]
    NothingToUndo,
    #[error("the exercise was stopped for a real incident; `blackstart resume` goes on with it")]
    RealIncident,
    #[error("no entry that stands has the number {entry}")]
    NoEntry { entry: u64 },
    #[error("the entry with the number {entry} has no text of its own; undo takes it back")]
    NoText { entry: u64 },
    #[error("the entry with the number {entry} is no observation and no tick; undo takes it back")]
    NoObservation { entry: u64 },
    #[error("the tick of {task} has had an effect since; go back to right before it instead")]
    TickFollowed { task: String },
    #[error("{decision} has no limit")]
    NoLimit { decision: String },
    #[error("time ran out for {decision} at {at}; it can still be answered")]
    LimitPassed { decision: String, at: ExerciseTime },
    #[error("the phase has no such question")]
    NoQuestion,
    #[error("this was talked about at {at}")]
    AlreadyDiscussed { at: ExerciseTime },
    #[error("{person} is absent already")]
    AlreadyAbsent { person: String },
    #[error("{person} is not absent")]
    NotAbsent { person: String },
}
