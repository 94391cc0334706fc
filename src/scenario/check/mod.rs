//! Makes a scenario of a file's text, or says everything that is wrong with it.

mod fields;
mod heap;
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
#[cfg(test)]
mod tests;
mod values;
mod words;

pub use load::load;
