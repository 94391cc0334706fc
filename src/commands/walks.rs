//! Walks, for `check` and for `rehearse --script`: read, gone through, and told of.

use std::{fmt::Write, ops::Range, path::Path};

use super::{check, run::Setup};
use crate::{
    error::Error,
    exercise::event::{Mode, Pace},
    harmless,
    rehearsal::{self, Rehearsed},
    report::expectations::{self, Judged},
    scenario::{self, Problem, Scenario, Severity, Walk},
    shell::folder::{ScenarioFile, read_scenario},
};

/// How a rehearsal is set up: in the real pace, as practice, with nobody by name.
pub(super) fn setup(scenario: &Scenario, seed: u64) -> Setup {
    Setup {
        mode: Mode::Facilitated,
        pace: Pace::Real,
        speed: scenario.scale,
        seed,
        practice: true,
        people: Vec::new(),
    }
}

/// Every problem of a walk: of its text, or else of what came of it.
pub(super) fn problems(
    (file, scenario): (&ScenarioFile, &Scenario),
    walk: &ScenarioFile,
) -> Vec<Problem> {
    let (walk, mut problems) = scenario::load_walk(&walk.text, scenario);
    let Some(walk) = walk else { return problems };
    let started = setup(scenario, walk.seed).started("rehearsal", file, scenario);
    let rehearsed = rehearsal::walk(scenario, started, &walk);
    let judged = expectations::judge(scenario, &rehearsed.state, &walk);
    problems.extend(rehearsal::refused(&walk, &rehearsed));
    problems.extend(judged.iter().filter_map(Judged::problem));
    problems.sort_by_key(|problem| (problem.span.start, problem.severity));
    problems
}

/// Reads a walk that is to be rehearsed.
///
/// # Errors
/// When it cannot be read, or has errors.
pub(super) fn playable(path: &Path, scenario: &Scenario) -> Result<(ScenarioFile, Walk), Error> {
    let file = read_scenario(path)?;
    let (walk, mut problems) = scenario::load_walk(&file.text, scenario);
    problems.retain(|problem| problem.severity == Severity::Error);
    walk.ok_or_else(|| check::broken(&file, &problems))
        .map(|walk| (file, walk))
}

/// What came of a walk in lines, and whether all of it is as it should be.
pub(super) fn told(
    scenario: &Scenario,
    (file, walk): &(ScenarioFile, Walk),
    rehearsed: &Rehearsed,
) -> (String, bool) {
    let mut text = String::new();
    line(&mut text, "walk", &walk.title);
    let refused = rehearsal::refused(walk, rehearsed);
    for problem in &refused {
        let possible = problem.hint.iter().map(|hint| format!(". {hint}"));
        let why = problem.message.clone() + &possible.collect::<String>();
        failure(&mut text, "✗ refused", file, problem, &why);
    }
    let judged = expectations::judge(scenario, &rehearsed.state, walk);
    for it in &judged {
        if let Some(problem) = it.problem() {
            failure(&mut text, "✗ fails", file, &problem, &it.came);
        } else {
            let words = words(file, &it.expectation.span);
            line(&mut text, "✓ holds", &format!("{words}: {}", it.came));
        }
    }
    let is_well = refused.is_empty() && judged.iter().all(|it| it.holds);
    (text, is_well)
}

/// What did not come as it should, with its place.
fn failure(text: &mut String, label: &str, file: &ScenarioFile, problem: &Problem, why: &str) {
    let place = problem.place(&file.text);
    let at = format!("{}:{}:{}", file.origin, place.line, place.column);
    let words = words(file, &problem.span);
    line(text, label, &format!("{words}: {why} ({at})"));
}

fn line(text: &mut String, label: &str, words: &str) {
    let _ = writeln!(text, "{label:<12}  {}", harmless::line(words));
}

/// What is written there, on one line.
fn words(file: &ScenarioFile, span: &Range<usize>) -> String {
    let words: Vec<_> = file.text[span.clone()].split_whitespace().collect();
    words.join(" ")
}
