//! The ways from a text to a scenario or a walk, and its problems.

use super::{
    file::{FileKind, read_file},
    heap::Heap,
    meaning,
    names::Names,
    reader::Reader,
};
use crate::scenario::{
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
    let read = |root: At<'_>, lost: Lost, heap: &mut Heap| scenario(root, lost, heap, Doubts::Told);
    let (read, problems) = read_file(text, FileKind::Scenario, read);
    (read.map(|(scenario, _)| scenario), problems)
}

/// The same for whoever wants to play it and not to mend it: without the doubts.
pub fn load_to_play(text: &str) -> (Option<Scenario>, Vec<Problem>) {
    let read =
        |root: At<'_>, lost: Lost, heap: &mut Heap| scenario(root, lost, heap, Doubts::LeftOut);
    let (read, mut problems) = read_file(text, FileKind::Scenario, read);
    problems.retain(|problem| problem.severity == Severity::Error);
    (read.map(|(scenario, _)| scenario), problems)
}

/// What becomes of a doubt: something that can be played and hardly be meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Doubts {
    Told,
    LeftOut,
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
    let (read, problems) = read_file(text, FileKind::Walk, read);
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
    let (read, problems) = read_file(text, FileKind::Config, read);
    (
        read.map(|(config, _)| config)
            .filter(|_| problems.is_empty()),
        problems,
    )
}

fn scenario(root: At<'_>, lost: Lost, heap: &mut Heap, doubts: Doubts) -> Option<Scenario> {
    let names = Names::gather(root, lost, heap)?;
    let scenario = Reader {
        names: &names,
        lost: &names.lost,
        heap,
        length: Span::ZERO,
        n_draws: 0,
    }
    .scenario(root);
    meaning::judge(&scenario, root, &names, heap);
    if doubts == Doubts::Told {
        meaning::doubt(&scenario, root, &names, heap);
    }
    Some(scenario)
}
