//! blackstart plays disaster-recovery exercises in a terminal.

pub mod scenario;
