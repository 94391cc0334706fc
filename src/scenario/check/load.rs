//! The way from a text to a scenario and its problems.

use std::ops::Range;

use super::{heap::Heap, meaning, names::Names, reader::Reader, strings, words::lowercase};
use crate::scenario::{
    code::Code,
    model::Scenario,
    outline::{At, outline},
    problem::Problem,
    span::Span,
};

/// The largest file that is read.
const LARGEST: usize = 4 * 1024 * 1024;

/// The only format there is so far.
const FORMAT: u32 = 1;

/// Reads a scenario: all problems of the file at once, in the order of the file, and the scenario
/// when it can be played.
///
/// An error that leaves every id known and every number usable, such as two endings marked
/// `otherwise`, does not keep the scenario back. A journal carries its scenario, and must open
/// for ever even if this check learns to find more.
pub fn load(text: &str) -> (Option<Scenario>, Vec<Problem>) {
    let mut heap = Heap::default();
    if text.len() > LARGEST {
        let message = "the file is larger than 4 MiB, which is more than a scenario can need";
        heap.refuse(Problem::error(Code::TooLarge, 0..0, message));
        return (None, heap.told(text));
    }
    let unified = Unified::of(text);
    let scenario = scenario(&unified.text, &mut heap).filter(|_| heap.is_playable());
    let mut problems = heap.told(&unified.text);
    for problem in &mut problems {
        problem.span = unified.original(problem.span.clone());
    }
    problems.sort_by_key(|problem| (problem.span.start, problem.severity));
    (scenario, problems)
}

fn scenario(text: &str, heap: &mut Heap) -> Option<Scenario> {
    let root = outline(text)
        .map_err(|broken| {
            let hint = broken.hint.map(str::to_owned);
            let problem = Problem::error(broken.code, broken.span, broken.message);
            heap.refuse(problem.maybe_hint(hint));
        })
        .ok()?;
    let root = At { text, node: &root };
    attributes(root, heap);
    if !is_scenario(root, heap) || !is_of_this_format(root, heap) {
        return None;
    }
    strings::judge(root, heap);
    let names = Names::gather(root, heap)?;
    let scenario = Reader {
        names: &names,
        heap,
        length: Span::ZERO,
        n_draws: 0,
    }
    .scenario(root);
    meaning::judge(&scenario, root, &names, heap);
    Some(scenario)
}

/// Tells of `#![enable(..)]` before the scenario when it asks for what RON does not know.
fn attributes(root: At<'_>, heap: &mut Heap) {
    let before = &root.text[..root.node.span.start];
    if let Err(error) = ron::Deserializer::from_str(before) {
        let start = before.find('#').unwrap_or_default();
        let problem = Problem::error(
            Code::UnknownExtension,
            start..before.trim_end().len(),
            lowercase(&error.code.to_string()),
        );
        heap.refuse(problem.hint("Take it out; a scenario needs none."));
    }
}

fn is_scenario(root: At<'_>, heap: &mut Heap) -> bool {
    let is_scenario = root.is_struct() && matches!(root.name(), "" | "Scenario");
    if !is_scenario {
        let message = "a scenario is written `Scenario(..)`";
        let hint = "Begin the file with `Scenario(` and end it with `)`.";
        heap.refuse(Problem::error(Code::NoScenario, root.span(), message).hint(hint));
    }
    is_scenario
}

/// Whether the file is in the format that this program knows. In any other, all that it would
/// find wrong might well be right.
fn is_of_this_format(root: At<'_>, heap: &mut Heap) -> bool {
    let Some(at) = root.get("format") else {
        return true;
    };
    let Ok(format) = at.words().parse::<u32>() else {
        return true;
    };
    let problem = |message: String| Problem::error(Code::UnknownFormat, at.span(), message);
    if format > FORMAT {
        heap.refuse(
            problem(format!(
                "format {format} is made for a newer blackstart; this one knows format {FORMAT}"
            ))
            .hint("Upgrade blackstart to play this scenario."),
        );
    } else if format < FORMAT {
        heap.refuse(
            problem(format!("there is no format {format}"))
                .hint(format!("Write `format: {FORMAT}`.")),
        );
    }
    format == FORMAT
}

/// The text as it would be without a byte order mark and with `\n` alone ending its lines.
struct Unified {
    text: String,
    /// Where bytes were left out, counted in the new text.
    left_out: Vec<usize>,
}

impl Unified {
    fn of(text: &str) -> Self {
        let mut unified = Self {
            text: String::with_capacity(text.len()),
            left_out: Vec::new(),
        };
        let unmarked = text.trim_start_matches('\u{FEFF}');
        unified.left_out.resize(text.len() - unmarked.len(), 0);
        for (n, line) in unmarked.split("\r\n").enumerate() {
            if n > 0 {
                unified.left_out.push(unified.text.len());
                unified.text.push('\n');
            }
            unified.text.push_str(line);
        }
        unified
    }

    /// Where the author's text has what the new text has there.
    fn original(&self, span: Range<usize>) -> Range<usize> {
        let shifted = |at: usize| at + self.left_out.partition_point(|left_out| *left_out <= at);
        // What ends before a line's end ends before its `\r` too.
        let end = span.end
            + self
                .left_out
                .partition_point(|left_out| *left_out < span.end);
        shifted(span.start)..end.max(shifted(span.start))
    }
}
