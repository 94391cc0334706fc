//! `blackstart check`: every problem of every scenario and walk, once or after each change.

use std::{
    fmt,
    path::{Path, PathBuf},
};

use super::{
    Streams, complain,
    found::{self, Layout},
    is_shown, walks,
};
use crate::{
    args::{Check, ListFormat},
    error::Error,
    harmless,
    scenario::{self, Code, Problem, Scenario, Severity},
    shell::{
        files::{Target, targets},
        folder::{ScenarioFile, read_scenario},
        watch::{Seen, Watch, clear},
    },
};

/// Checks every file. One that cannot be read is told, and the others are checked all the same.
pub(super) fn check(args: Check, streams: &mut Streams) -> Result<u8, Error> {
    if args.watch {
        return watch(args, streams);
    }
    let round = Round::of(&args.paths);
    let code = round.complain(streams);
    let text = match args.format {
        ListFormat::Text => round.text(),
        ListFormat::Json => round.json(Layout::Wide),
    };
    streams.write(text.as_bytes())?;
    Ok(code)
}

/// Checks again whenever something has changed. The answer is the last round's.
fn watch(args: Check, streams: &mut Streams) -> Result<u8, Error> {
    let mut watch = Watch::over(args.paths.clone()).map_err(Error::Signals)?;
    let mut is_first = true;
    loop {
        let round = Round::of(&args.paths);
        let text = match args.format {
            ListFormat::Text => {
                part(is_first, streams)?;
                round.text()
            }
            ListFormat::Json => round.json(Layout::Line),
        };
        streams.write(text.as_bytes())?;
        let code = round.complain(streams);
        let files = plural(watch.n_files(), "file");
        streams.say(&format!("Watching {files}; Ctrl-C ends."));
        match watch.wait() {
            Seen::Changed => is_first = false,
            Seen::LeaveAsked => return Ok(code),
        }
    }
}

/// Keeps a round apart from the one before: on a terminal it begins at the top, where the newest
/// answer is to be found.
fn part(is_first: bool, streams: &mut Streams) -> Result<(), Error> {
    if is_shown() {
        return clear(&mut *streams.out).map_err(Error::Output);
    }
    if !is_first {
        streams.write(b"\n")?;
    }
    Ok(())
}

/// Every problem of a file, ready to be read.
pub(super) fn render(file: &ScenarioFile, problems: &[Problem]) -> String {
    let origin = harmless::line(&file.origin);
    problems
        .iter()
        .map(|problem| problem.render(&origin, &file.text) + "\n")
        .collect()
}

/// Why a file cannot be played that has these errors.
pub(super) fn broken(file: &ScenarioFile, errors: &[Problem]) -> Error {
    Error::BrokenScenario {
        summary: match errors.len() {
            1 => format!("{} has an error", file.origin),
            n => format!("{} has {n} errors", file.origin),
        },
        problems: render(file, errors),
    }
}

/// What was found, all files looked at once.
#[derive(Debug, Default)]
struct Round {
    checked: Vec<Checked>,
    /// What could not be read.
    unread: Vec<Error>,
}

#[derive(Debug)]
struct Checked {
    kind: Kind,
    file: ScenarioFile,
    problems: Vec<Problem>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Scenario,
    Walk,
}

impl Round {
    fn of(paths: &[PathBuf]) -> Self {
        let (targets, unread) = targets(paths);
        let mut round = Self {
            checked: Vec::new(),
            unread,
        };
        for target in targets {
            round.look_at(&target);
        }
        round
    }

    fn look_at(&mut self, target: &Target) {
        let Some(path) = &target.scenario else {
            for path in &target.walks {
                self.check(Kind::Walk, path, |_| vec![orphan(path)]);
            }
            return;
        };
        let mut scenario = None;
        self.check(Kind::Scenario, path, |file| {
            let (loaded, problems) = scenario::load(&file.text);
            let has_error = problems.iter().any(is_error);
            scenario = loaded
                .filter(|_| !has_error)
                .map(|loaded| (file.clone(), loaded));
            problems
        });
        // What comes of a walk means little where its scenario is wrong.
        let Some((file, scenario)) = scenario else {
            return;
        };
        for path in &target.walks {
            let of: (&ScenarioFile, &Scenario) = (&file, &scenario);
            self.check(Kind::Walk, path, |walk| walks::problems(of, walk));
        }
    }

    fn check(
        &mut self,
        kind: Kind,
        path: &Path,
        problems: impl FnOnce(&ScenarioFile) -> Vec<Problem>,
    ) {
        match read_scenario(path) {
            Ok(file) => self.checked.push(Checked {
                kind,
                problems: problems(&file),
                file,
            }),
            Err(error) => self.unread.push(error),
        }
    }

    /// Tells what could not be read, and answers the exit code of it all.
    fn complain(&self, streams: &mut Streams) -> u8 {
        let has_error = self.problems().any(is_error);
        let codes = self.unread.iter().map(|error| complain(error, streams));
        codes.max().unwrap_or_default().max(u8::from(has_error))
    }

    fn text(&self) -> String {
        let files = self.checked.iter();
        let rendered: String = files.map(|it| render(&it.file, &it.problems)).collect();
        format!("{rendered}{self}\n")
    }

    fn json(&self, layout: Layout) -> String {
        let files = self.checked.iter();
        found::json(files.map(|it| (&it.file, &*it.problems)), layout)
    }

    fn problems(&self) -> impl Iterator<Item = &Problem> {
        self.checked.iter().flat_map(|it| &it.problems)
    }
}

/// How many files were checked, and what was found.
impl fmt::Display for Round {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of = |kind| self.checked.iter().filter(|it| it.kind == kind).count();
        let files = match (of(Kind::Scenario), of(Kind::Walk)) {
            (n, 0) => plural(n, "scenario"),
            (0, n) => plural(n, "walk"),
            (n, m) => format!("{} and {}", plural(n, "scenario"), plural(m, "walk")),
        };
        let errors = self.problems().filter(|it| is_error(it)).count();
        let warnings = self.problems().count() - errors;
        let (errors, warnings) = (plural(errors, "error"), plural(warnings, "warning"));
        write!(f, "{files} checked: {errors}, {warnings}")
    }
}

fn is_error(problem: &Problem) -> bool {
    problem.severity == Severity::Error
}

fn plural(n: usize, one: &str) -> String {
    format!("{n} {one}{}", if n == 1 { "" } else { "s" })
}

/// Tells of a walk that has no scenario.
fn orphan(walk: &Path) -> Problem {
    let name = walk.file_name().unwrap_or_default().to_string_lossy();
    let stem = name.split('.').next().unwrap_or_default();
    let message = format!("there is no scenario `{stem}.ron` beside this walk");
    Problem::error(Code::OrphanWalk, 0..0, message)
        .hint("A walk is named after its scenario: `NAME.walk.ron` or `NAME.WHAT.walk.ron`.")
}
