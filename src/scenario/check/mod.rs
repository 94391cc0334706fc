//! Makes a scenario, a walk or a configuration of a file's text, or says everything that is wrong with it.

mod config;
mod fields;
mod file;
mod heap;
mod instead;
mod load;
mod lookup;
mod meaning;
mod names;
mod parts;
mod prose;
mod reader;
mod rows;
mod spelling;
mod strings;
mod swallowed;
#[cfg(test)]
mod tests;
mod values;
mod walk;
mod words;

pub use load::{load, load_config, load_to_play, load_walk};
