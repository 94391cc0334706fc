//! Thousands of playthroughs of a scenario, before a room meets it: what can never happen, what
//! never ends, and how outcomes spread. Pure: the same seeds give the same.

pub mod item;
pub mod plan;
pub mod sprint;

pub mod path;
pub mod witness;

pub mod batch;
pub mod extreme;
pub mod finding;
pub mod glance;
pub mod search;
pub mod spread;
pub mod standing;
pub mod whole;

mod wish;
