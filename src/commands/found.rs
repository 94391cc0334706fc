//! Problems as other programs read them: editors, and what guards a repository.

use serde::Serialize;

use crate::{
    harmless,
    scenario::{Place, Problem},
    shell::folder::ScenarioFile,
};

/// How much room a list of problems takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    /// A line a field, to be looked at as well.
    Wide,
    /// One line for all of it, to be followed by others.
    Line,
}

/// A problem, as it is written.
#[derive(Debug, Serialize)]
pub(super) struct Found<'a> {
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
    pub(super) fn of(file: &'a ScenarioFile, problem: &'a Problem) -> Self {
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

/// The problems of these files as a JSON list.
pub(super) fn json<'a>(
    checked: impl Iterator<Item = (&'a ScenarioFile, &'a [Problem])>,
    layout: Layout,
) -> String {
    let found: Vec<_> = checked
        .flat_map(|(file, problems)| problems.iter().map(move |problem| Found::of(file, problem)))
        .collect();
    let text = match layout {
        Layout::Wide => serde_json::to_string_pretty(&found),
        Layout::Line => serde_json::to_string(&found),
    };
    let text = text.expect("texts and numbers are always JSON");
    harmless::json(&text) + "\n"
}
