//! The edge: disk, clock, terminal. The only room with side effects.

pub mod clock;
pub mod folder;
pub mod ledger;
pub mod pulse;
