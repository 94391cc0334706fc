//! `blackstart check`: every problem of every file.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::Streams;
use crate::{
    args::Check,
    error::Error,
    scenario::{self, Problem, Severity},
    shell::folder::{ScenarioFile, read_scenario},
};

pub(super) fn check(args: Check, streams: &mut Streams) -> Result<u8, Error> {
    let mut counts = Counts::default();
    let mut text = String::new();
    for path in args
        .paths
        .iter()
        .map(|path| files(path))
        .collect::<Result<Vec<_>, _>>()?
        .concat()
    {
        let file = read_scenario(&path)?;
        let (_, problems) = scenario::load(&file.text);
        counts.add(&problems);
        text.push_str(&render(&file, &problems));
    }
    text.push_str(&counts.to_string());
    text.push('\n');
    streams.write(text.as_bytes())?;
    Ok(u8::from(counts.errors > 0))
}

/// Every problem of a file, ready to be read.
pub(super) fn render(file: &ScenarioFile, problems: &[Problem]) -> String {
    let origin = crate::harmless::line(&file.origin);
    problems
        .iter()
        .map(|problem| problem.render(&origin, &file.text) + "\n")
        .collect()
}

/// How many files were checked, and what was found.
#[derive(Debug, Default)]
pub(super) struct Counts {
    files: usize,
    pub(super) errors: usize,
    warnings: usize,
}

impl Counts {
    pub(super) fn add(&mut self, problems: &[Problem]) {
        let count = |severity| problems.iter().filter(|it| it.severity == severity).count();
        self.files += 1;
        self.errors += count(Severity::Error);
        self.warnings += count(Severity::Warning);
    }
}

impl std::fmt::Display for Counts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let plural = |n: usize, one: &str| format!("{n} {one}{}", if n == 1 { "" } else { "s" });
        write!(
            f,
            "{} checked: {}, {}",
            plural(self.files, "scenario"),
            plural(self.errors, "error"),
            plural(self.warnings, "warning")
        )
    }
}

/// The file, or the scenarios in a folder and the folders below, in order.
fn files(path: &Path) -> Result<Vec<PathBuf>, Error> {
    if !path.is_dir() {
        return Ok(vec![path.to_path_buf()]);
    }
    let to_error = |source: io::Error| Error::Read {
        path: path.to_path_buf(),
        source,
    };
    let mut inside = Vec::new();
    for entry in fs::read_dir(path).map_err(to_error)? {
        let entry = entry.map_err(to_error)?;
        // A link is not followed: it could lead round in a circle.
        let is_folder = entry.file_type().map_err(to_error)?.is_dir();
        let is_scenario = entry
            .path()
            .extension()
            .is_some_and(|extension| extension == "ron");
        if is_folder || is_scenario {
            inside.push(entry.path());
        }
    }
    inside.sort();
    let below: Result<Vec<_>, _> = inside.iter().map(|path| files(path)).collect();
    Ok(below?.concat())
}
