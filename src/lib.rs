//! blackstart plays disaster-recovery exercises in a terminal.
//!
//! ```text
//!  commands   one file a subcommand
//!     │
//!  shell      terminal, disk, clock: the only side effects
//!     │
//!  ui         the app as data: messages in, effects out
//!     │
//!  solo       what somebody who plays alone is told, and when
//!     │
//!  report     a journal -> timeline, measures, report data, markdown
//!     │
//!  fuzz       thousands of playthroughs, and what they tell
//!     │
//!  rehearsal  simulated people in simulated time
//!     │
//!  journal    records <-> lines, chained
//!     │
//!  exercise   the engine: commands -> events -> state
//!     │
//!  scenario   what an author wrote -> what can be played
//! ```
//!
//! Arrows only go down.

pub mod scenario;

pub mod exercise;

pub mod journal;

pub mod rehearsal;

pub mod fuzz;

pub mod report;

pub mod solo;

pub mod ui;

pub mod shell;

pub mod args;
pub mod commands;

pub mod error;
pub mod harmless;
