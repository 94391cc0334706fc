//! blackstart plays disaster-recovery exercises in a terminal.

pub mod error;
pub mod exercise;
pub mod harmless;
pub mod journal;
pub mod rehearsal;
pub mod report;
pub mod scenario;
pub mod shell;
pub mod ui;
