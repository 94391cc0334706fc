//! What an author wrote, checked, and turned into what can be played.
//!
//! ```text
//!  the file's text
//!     │  outline   where everything stands
//!     │  source    what everything says, as written
//!     ▼
//!   check          every id looked up, every rule of the language kept
//!     │
//!     ├─► Vec<Problem>       for the author, all at once, each in its place
//!     └─► Option<Scenario>   for the exercise
//! ```

pub mod builtin;
pub mod check;
pub mod model;
mod near;
mod outline;
pub mod problem;
mod source;
pub mod span;
pub mod table;

pub use check::load;
pub use model::Scenario;
pub use near::near;
pub use problem::{Place, Problem, Severity};
pub use span::Span;
pub use table::{Column, HasId, Ix, Table};
