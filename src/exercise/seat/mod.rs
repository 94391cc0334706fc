//! Who may see what: what is handed to the room, and nothing that it must not know.

mod gather;
mod handout;

pub use handout::{
    Beginning, Course, Curve, Decided, Delivered, End, Handed, Handout, Judgement, Limit,
    PhaseShown, Posted, Question, Receipt, Seat, Seen, ServiceShown, Severity,
};
