//! The ways from a text to a scenario or a walk, and its problems.

use super::{
    file::{FileKind, Look, read_file},
    heap::Heap,
    meaning,
    names::Names,
    reader::Reader,
};
use crate::scenario::{
    builtin::BUILTIN,
    config::Config,
    model::Scenario,
    outline::{At, Lost},
    problem::{Problem, Severity},
    span::Span,
    walk::Walk,
};

/// Reads a scenario: all problems of the file at once, in the order of the file, and the scenario
/// when it can be played.
///
/// An error that leaves every id known and every number usable, such as two endings marked
/// `otherwise`, does not keep the scenario back. A journal carries its scenario, and must open
/// for ever even if this check learns to find more.
pub fn load(text: &str) -> (Option<Scenario>, Vec<Problem>) {
    load_with(text, Look::Close)
}

/// The same for whoever wants to play it and not to mend it: without the doubts. What comes with
/// the program was checked before it was built.
pub fn load_to_play(text: &str) -> (Option<Scenario>, Vec<Problem>) {
    let is_built_in = BUILTIN.iter().any(|builtin| builtin.text == text);
    let look = if is_built_in {
        Look::Trusting
    } else {
        Look::Brief
    };
    let (scenario, mut problems) = load_with(text, look);
    problems.retain(|problem| problem.severity == Severity::Error);
    (scenario, problems)
}

fn load_with(text: &str, look: Look) -> (Option<Scenario>, Vec<Problem>) {
    let read = |root: At<'_>, lost: Lost, heap: &mut Heap| scenario(root, lost, heap, look);
    let (read, problems) = read_file(text, FileKind::Scenario, look, read);
    (read.map(|(scenario, _)| scenario), problems)
}

/// Reads a walk through `scenario`: all problems of the file at once, in the order of the file, and
/// the walk when it has no error.
pub fn load_walk(text: &str, scenario: &Scenario) -> (Option<Walk>, Vec<Problem>) {
    let read = |root: At<'_>, lost: Lost, heap: &mut Heap| {
        let names = Names::of(scenario);
        let mut reader = Reader {
            names: &names,
            lost: &lost,
            heap,
            length: scenario.length,
            n_draws: 0,
        };
        Some(reader.walk(root))
    };
    let (read, problems) = read_file(text, FileKind::Walk, Look::Close, read);
    let has_error = problems
        .iter()
        .any(|problem| problem.severity == Severity::Error);
    let walk = read.filter(|_| !has_error).map(|(mut walk, unified)| {
        let steps = walk.steps.iter_mut().map(|step| &mut step.span);
        for span in steps.chain(walk.expect.iter_mut().map(|it| &mut it.span)) {
            *span = unified.original(span.clone());
        }
        walk
    });
    (walk, problems)
}

/// Reads a configuration file: all problems at once, in the order of the file, and what it says
/// when it has none.
pub fn load_config(text: &str) -> (Option<Config>, Vec<Problem>) {
    let read = |root: At<'_>, lost: Lost, heap: &mut Heap| {
        let mut reader = Reader {
            names: &Names::default(),
            lost: &lost,
            heap,
            length: Span::ZERO,
            n_draws: 0,
        };
        Some(reader.config(root))
    };
    let (read, problems) = read_file(text, FileKind::Config, Look::Close, read);
    (
        read.map(|(config, _)| config)
            .filter(|_| problems.is_empty()),
        problems,
    )
}

fn scenario(root: At<'_>, lost: Lost, heap: &mut Heap, look: Look) -> Option<Scenario> {
    let names = Names::gather(root, lost, heap)?;
    let scenario = Reader {
        names: &names,
        lost: &names.lost,
        heap,
        length: Span::ZERO,
        n_draws: 0,
    }
    .scenario(root);
    if look != Look::Trusting {
        meaning::judge(&scenario, root, &names, heap);
    }
    if look == Look::Close {
        meaning::doubt(&scenario, root, &names, heap);
    }
    Some(scenario)
}
