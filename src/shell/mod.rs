//! The edge: disk, clock, terminal. The only room with side effects.

mod changes;
pub mod clock;
pub mod comparison;
pub mod crew;
pub mod files;
pub mod folder;
pub mod follow;
pub mod inbox;
pub mod interrupt;
pub mod ledger;
pub mod library;
pub mod lines;
pub mod observe;
pub mod observers;
pub mod perform;
pub mod preflight;
pub mod pulse;
pub mod reader;
pub mod replay;
pub mod reveal;
pub mod room;
pub mod runtime;
pub mod settings;
pub mod signals;
pub mod stage;
pub mod terminal;
pub mod watch;
