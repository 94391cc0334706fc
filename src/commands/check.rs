//! `blackstart check`: every problem of every file.

use std::fmt;

use serde::Serialize;

use super::{Streams, complain};
use crate::{
    args::{Check, ListFormat},
    error::Error,
    harmless,
    scenario::{self, Place, Problem, Severity},
    shell::{
        files::scenarios_at,
        folder::{ScenarioFile, read_scenario},
    },
};

/// Checks every file. One that cannot be read is told, and the others are checked all the same.
pub(super) fn check(args: Check, streams: &mut Streams) -> Result<u8, Error> {
    let mut checked = Vec::new();
    let mut code = 0;
    for file in args.paths.iter().flat_map(|path| scenarios_at(path)) {
        match file.and_then(|path| read_scenario(&path)) {
            Ok(file) => {
                let (_, problems) = scenario::load(&file.text);
                checked.push((file, problems));
            }
            Err(error) => code = complain(&error, streams),
        }
    }
    let counts = Counts::of(&checked);
    let text = match args.format {
        ListFormat::Text => {
            let files = checked
                .iter()
                .map(|(file, problems)| render(file, problems));
            format!("{}{counts}\n", files.collect::<String>())
        }
        ListFormat::Json => json(&checked),
    };
    streams.write(text.as_bytes())?;
    Ok(code.max(u8::from(counts.errors > 0)))
}

/// Every problem of a file, ready to be read.
pub(super) fn render(file: &ScenarioFile, problems: &[Problem]) -> String {
    let origin = harmless::line(&file.origin);
    problems
        .iter()
        .map(|problem| problem.render(&origin, &file.text) + "\n")
        .collect()
}

/// A problem as other programs read it: editors, and what guards a repository.
#[derive(Debug, Serialize)]
struct Found<'a> {
    file: &'a str,
    severity: String,
    code: &'static str,
    line: usize,
    column: usize,
    /// Right after the words in question.
    end: End,
    message: &'a str,
    hint: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct End {
    line: usize,
    column: usize,
}

impl<'a> Found<'a> {
    fn of(file: &'a ScenarioFile, problem: &'a Problem) -> Self {
        let Place { line, column } = problem.place(&file.text);
        let end = problem.end(&file.text);
        Self {
            file: &file.origin,
            severity: problem.severity.to_string(),
            code: problem.code.word(),
            line,
            column,
            end: End {
                line: end.line,
                column: end.column,
            },
            message: &problem.message,
            hint: problem.hint.as_deref(),
        }
    }
}

fn json(checked: &[(ScenarioFile, Vec<Problem>)]) -> String {
    let found: Vec<_> = checked
        .iter()
        .flat_map(|(file, problems)| problems.iter().map(move |problem| Found::of(file, problem)))
        .collect();
    let text = serde_json::to_string_pretty(&found).expect("texts and numbers are always JSON");
    harmless::json(&text) + "\n"
}

/// How many files were checked, and what was found.
#[derive(Debug, Default)]
struct Counts {
    files: usize,
    errors: usize,
    warnings: usize,
}

impl Counts {
    fn of(checked: &[(ScenarioFile, Vec<Problem>)]) -> Self {
        let problems = || checked.iter().flat_map(|(_, problems)| problems);
        let count = |severity| problems().filter(|it| it.severity == severity).count();
        Self {
            files: checked.len(),
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
        }
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
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
