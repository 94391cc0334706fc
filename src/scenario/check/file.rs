//! What every file goes through before anybody asks what it means: its size, its outline, its kind
//! and its format.

use std::ops::Range;

use super::{
    heap::Heap,
    strings,
    words::{a, lowercase},
};
use crate::scenario::{
    code::Code,
    outline::{At, outline},
    problem::Problem,
};

/// The largest file that is read.
const LARGEST: usize = 4 * 1024 * 1024;

/// The only format there is so far, of either kind.
const FORMAT: u32 = 1;

/// What a file can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FileKind {
    Scenario,
    Walk,
}

/// Reads a file of this kind with `read`: what could be read, where its places are in the author's
/// text, and all problems in the order of the file.
pub(super) fn read_file<T>(
    text: &str,
    kind: FileKind,
    read: impl FnOnce(At<'_>, &mut Heap) -> Option<T>,
) -> (Option<(T, Unified)>, Vec<Problem>) {
    let mut heap = Heap::default();
    if text.len() > LARGEST {
        let message = format!(
            "the file is larger than 4 MiB, which is more than {} can need",
            a(kind.word())
        );
        heap.refuse(Problem::error(Code::TooLarge, 0..0, message));
        return (None, heap.told(text));
    }
    let unified = Unified::of(text);
    let whole = whole(&unified.text, kind, &mut heap, read).filter(|_| heap.is_playable());
    let mut problems = heap.told(&unified.text);
    for problem in &mut problems {
        problem.span = unified.original(problem.span.clone());
    }
    problems.sort_by_key(|problem| (problem.span.start, problem.severity));
    (whole.map(|whole| (whole, unified)), problems)
}

fn whole<T>(
    text: &str,
    kind: FileKind,
    heap: &mut Heap,
    read: impl FnOnce(At<'_>, &mut Heap) -> Option<T>,
) -> Option<T> {
    let root = outline(text)
        .map_err(|broken| {
            let hint = broken.hint.map(str::to_owned);
            let problem = Problem::error(broken.code, broken.span, broken.message);
            heap.refuse(problem.maybe_hint(hint));
        })
        .ok()?;
    let root = At { text, node: &root };
    attributes(root, kind, heap);
    if !is_of_kind(root, kind, heap) || !is_of_this_format(root, kind, heap) {
        return None;
    }
    strings::judge(root, heap);
    read(root, heap)
}

/// Tells of `#![enable(..)]` before the value when it asks for what RON does not know.
fn attributes(root: At<'_>, kind: FileKind, heap: &mut Heap) {
    let before = &root.text[..root.node.span.start];
    if let Err(error) = ron::Deserializer::from_str(before) {
        let start = before.find('#').unwrap_or_default();
        let problem = Problem::error(
            Code::UnknownExtension,
            start..before.trim_end().len(),
            lowercase(&error.code.to_string()),
        );
        let hint = format!("Take it out; {} needs none.", a(kind.word()));
        heap.refuse(problem.hint(hint));
    }
}

fn is_of_kind(root: At<'_>, kind: FileKind, heap: &mut Heap) -> bool {
    let is_named = root.name().is_empty() || root.name() == kind.name();
    let is_of_kind = root.is_struct() && is_named;
    if !is_of_kind {
        let message = format!("{} is written `{}(..)`", a(kind.word()), kind.name());
        let problem = Problem::error(kind.mistaken(), root.span(), message);
        heap.refuse(problem.hint(kind.hint(root.name())));
    }
    is_of_kind
}

/// Whether the file is in the format that this program knows. In any other, all that it would
/// find wrong might well be right.
fn is_of_this_format(root: At<'_>, kind: FileKind, heap: &mut Heap) -> bool {
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
            .hint(format!("Upgrade blackstart to play this {}.", kind.word())),
        );
    } else if format < FORMAT {
        heap.refuse(
            problem(format!("there is no format {format}"))
                .hint(format!("Write `format: {FORMAT}`.")),
        );
    }
    format == FORMAT
}

impl FileKind {
    const fn word(self) -> &'static str {
        match self {
            Self::Scenario => "scenario",
            Self::Walk => "walk",
        }
    }

    /// The word before the bracket that holds all of the file.
    const fn name(self) -> &'static str {
        match self {
            Self::Scenario => "Scenario",
            Self::Walk => "Walk",
        }
    }

    /// The code for a file that is something else.
    const fn mistaken(self) -> Code {
        match self {
            Self::Scenario => Code::NoScenario,
            Self::Walk => Code::NoWalk,
        }
    }

    /// What to do with a file that begins with `name` instead.
    fn hint(self, name: &str) -> String {
        match (self, name) {
            (Self::Scenario, "Walk") => {
                "This is a walk: its file is called `NAME.walk.ron`, after its scenario `NAME.ron`."
                    .to_owned()
            }
            (Self::Walk, "Scenario") => {
                "This is a scenario: its file is called `NAME.ron`, and its walks `NAME.walk.ron`."
                    .to_owned()
            }
            (Self::Scenario | Self::Walk, _) => {
                let name = self.name();
                format!("Begin the file with `{name}(` and end it with `)`.")
            }
        }
    }
}

/// The text as it would be without a byte order mark and with `\n` alone ending its lines.
pub(super) struct Unified {
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
    pub(super) fn original(&self, span: Range<usize>) -> Range<usize> {
        let shifted = |at: usize| at + self.left_out.partition_point(|left_out| *left_out <= at);
        // What ends before a line's end ends before its `\r` too.
        let end = span.end
            + self
                .left_out
                .partition_point(|left_out| *left_out < span.end);
        shifted(span.start)..end.max(shifted(span.start))
    }
}
