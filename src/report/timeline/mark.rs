//! The kinds of entries, as [`super::Entry::mark`] has them.

pub const START: &str = "start";
pub const PHASE: &str = "phase";
pub const INJECT: &str = "inject";
pub const ACKNOWLEDGED: &str = "acknowledged";
/// An inject that is kept back.
pub const HELD: &str = "held back";
/// A phase, inject, decision or task that does not come.
pub const SKIPPED: &str = "skipped";
/// A decision that waits for its answer.
pub const QUESTION: &str = "question";
pub const DECISION: &str = "decision";
/// A decision whose limit has passed.
pub const EXPIRED: &str = "time out";
/// A decision that has longer than its limit.
pub const EXTENDED: &str = "more time";
pub const OUTCOME: &str = "outcome";
pub const TASK: &str = "task done";
/// What an observer saw done, whatever the exercise's own journal says of it.
pub const SEEN: &str = "seen done";
pub const MISSED: &str = "task missed";
/// A phase's question that the room has talked about.
pub const DISCUSSED: &str = "discussed";
pub const DECLARED: &str = "declared";
pub const UPDATE: &str = "update";
pub const ROLE: &str = "role";
pub const STRENGTH: &str = "strength";
pub const IMPROVEMENT: &str = "improvement";
pub const NOTE: &str = "note";
pub const CLAIM: &str = "claim";
/// The clock was stopped, set going, moved on or given a speed.
pub const CLOCK: &str = "clock";
pub const UNDO: &str = "undo";
/// An entry that was written anew or withdrawn.
pub const CORRECTED: &str = "corrected";
pub const END: &str = "end";
pub const RATING: &str = "rating";
pub const ANSWER: &str = "answer";
pub const ACTION: &str = "action";
pub const CLOSED: &str = "closed";

/// What the room has seen or done itself.
pub(super) const FOR_THE_ROOM: &[&str] = &[
    START,
    PHASE,
    INJECT,
    ACKNOWLEDGED,
    QUESTION,
    DECISION,
    EXPIRED,
    EXTENDED,
    OUTCOME,
    DISCUSSED,
    DECLARED,
    UPDATE,
    ROLE,
    CLOCK,
    UNDO,
    END,
];
