//! The program as the facilitator of somebody who plays alone: what it tells them, and when. Pure,
//! and the same for the screen and for lines of text.
//!
//! ```text
//!  state ──► ahead      when the next thing comes that can be seen
//!        ──► hint       what helps who is stuck, step by step
//!        ──► recognized which task somebody's own words may mean
//!        ──► outcome    what came of a choice, once it has come
//!        ──► review     all of it, when it is over
//! ```

mod ahead;
pub mod hint;
pub mod outcome;
mod recognized;
pub mod review;

pub use ahead::ahead;
pub use hint::Hint;
pub use outcome::Outcome;
pub use recognized::recognized;

use crate::exercise::State;

/// What whoever plays alone is called in the journal, unless they gave a name.
pub const TRAINEE: &str = "trainee";

/// The name of whoever plays alone.
pub fn trainee(state: &State) -> &str {
    let first = state.people.first();
    first.map_or(TRAINEE, |person| person.name.as_str())
}
