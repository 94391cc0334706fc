//! The report as Markdown, for people who were not there, in the order of an HSEEP after-action
//! report (Homeland Security Exercise and Evaluation Program, 2020).

mod whole;

// Its sections; `whole` has their order.
mod aftermath;
mod decisions;
mod figures;
mod judged;
mod outcome;
mod overview;
mod story;

// What they are made with.
mod page;
mod text;

pub use whole::markdown;
