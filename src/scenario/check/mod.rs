//! Makes a scenario of a file's text, or says everything that is wrong with it.

mod load;
mod lookup;
mod meaning;
mod misread;
mod names;
mod parts;
mod read;
mod resolve;
mod spelling;
mod strings;
#[cfg(test)]
mod tests;
mod values;
mod words;

pub use load::load;
