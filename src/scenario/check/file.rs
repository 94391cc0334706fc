//! What every file goes through before anybody asks what it means: its size, its outline, its kind
//! and its format.

use std::{borrow::Cow, ops::Range};

use super::{
    heap::Heap,
    strings, swallowed,
    words::{a, lowercase},
};
use crate::scenario::{
    code::Code,
    outline::{At, Broken, Kids, Lost, outline},
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
    /// What a user likes everywhere.
    Config,
}

/// How closely a file is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// For its errors, and for what can be played and hardly be meant.
    Close,
    /// For its errors.
    Brief,
    /// For what it says alone: it is known to have no errors.
    Trusting,
}

/// Reads a file of this kind with `read`: what could be read, where its places are in the author's
/// text, and all problems in the order of the file.
pub(super) fn read_file<T>(
    text: &str,
    kind: FileKind,
    look: Look,
    read: impl FnOnce(At<'_>, Lost, &mut Heap) -> Option<T>,
) -> (Option<(T, Unified<'_>)>, Vec<Problem>) {
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
    let whole = whole(&unified.text, kind, look, &mut heap, read).filter(|_| heap.is_playable());
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
    look: Look,
    heap: &mut Heap,
    read: impl FnOnce(At<'_>, Lost, &mut Heap) -> Option<T>,
) -> Option<T> {
    if !is_text(text, kind, heap) {
        return None;
    }
    let outline = outline(text);
    let node = outline.root.as_ref();
    let root = node.map(|node| At { text, node });
    // Of what is something else, nobody wants to know more.
    if root.is_none_or(|root| may_be_of_kind(root, kind)) {
        tell(outline.broken, text, kind, heap);
    }
    let root = root?;
    attributes(root, kind, heap);
    if !is_of_kind(root, kind, heap) || !is_of_this_format(root, kind, heap) {
        return None;
    }
    let mut lost = outline.lost;
    if look != Look::Trusting {
        strings::judge(root, heap);
        lost.swallowed = swallowed::judge(root, heap);
    }
    read(root, lost, heap)
}

/// Tells of each thing that is broken.
fn tell(broken: Vec<Broken>, text: &str, kind: FileKind, heap: &mut Heap) {
    for broken in broken {
        let hint = match broken.code {
            Code::EmptyFile => kind.beginning().to_owned(),
            Code::Unclosed if heap.can_suggest() => {
                swallowed::hint(text, broken.span.start).unwrap_or(broken.hint)
            }
            _ => broken.hint,
        };
        heap.refuse(Problem::error(broken.code, broken.span, broken.message).hint(hint));
    }
}

/// Whether it is a text at all. What is read from bytes that are none has control characters in
/// nearly every line.
fn is_text(text: &str, kind: FileKind, heap: &mut Heap) -> bool {
    const MOST_LOOKED_AT: usize = 4096;
    let shown = || text.chars().take(MOST_LOOKED_AT);
    let is_strange = |c: &char| matches!(c, '\0'..='\x08' | '\x0E'..='\x1A' | '\u{FFFD}');
    let n_nul = shown().filter(|c| *c == '\0').count();
    let n_strange = shown().filter(is_strange).count();
    let n = shown().count();
    if n_strange * 10 <= n || n_strange < 4 {
        return true;
    }
    let (message, hint) = if n_nul * 5 > n * 2 && n_nul < n {
        let kind = a(kind.word());
        let message = format!("the file is written in UTF-16, and {kind} in UTF-8");
        (message, "Save the file as UTF-8.")
    } else {
        let message = "the file is no text, or in an encoding that nobody knows";
        let hint = "Check the path, or save the file as UTF-8.";
        (message.to_owned(), hint)
    };
    let end = text.chars().next().map_or(0, char::len_utf8);
    heap.refuse(Problem::error(kind.mistaken(), 0..end, message).hint(hint));
    false
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

/// Whether it is meant as a file of this kind, whatever is wrong with it.
fn may_be_of_kind(root: At<'_>, kind: FileKind) -> bool {
    let is_round = matches!(root.node.kids, Kids::Struct(_) | Kids::Tuple(_));
    is_round && (root.name().is_empty() || root.name() == kind.name())
}

fn is_of_kind(root: At<'_>, kind: FileKind, heap: &mut Heap) -> bool {
    let is_meant = may_be_of_kind(root, kind);
    let is_of_kind = is_meant && root.is_struct();
    let is_told = is_meant && !heap.is_playable();
    if !is_of_kind && !is_told {
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
            Self::Config => "configuration",
        }
    }

    /// The word before the bracket that holds all of the file.
    const fn name(self) -> &'static str {
        match self {
            Self::Scenario => "Scenario",
            Self::Walk => "Walk",
            Self::Config => "Config",
        }
    }

    /// The code for a file that is something else.
    const fn mistaken(self) -> Code {
        match self {
            Self::Scenario => Code::NoScenario,
            Self::Walk => Code::NoWalk,
            Self::Config => Code::NoConfig,
        }
    }

    /// What to do with a file in which nothing stands.
    const fn beginning(self) -> &'static str {
        match self {
            Self::Scenario => "Begin it with `Scenario(`, or let `blackstart new` write one.",
            Self::Walk => "Begin it with `Walk(`.",
            Self::Config => "Write `Config()`, or remove the file.",
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
            (Self::Scenario | Self::Walk | Self::Config, _) => {
                let name = self.name();
                format!("Begin the file with `{name}(` and end it with `)`.")
            }
        }
    }
}

/// The text as it would be without a byte order mark and with `\n` alone ending its lines.
pub(super) struct Unified<'a> {
    text: Cow<'a, str>,
    /// Where bytes were left out, counted in the new text.
    left_out: Vec<usize>,
}

impl<'a> Unified<'a> {
    fn of(text: &'a str) -> Self {
        let unmarked = text.trim_start_matches('\u{FEFF}');
        let mut left_out = vec![0; text.len() - unmarked.len()];
        if !unmarked.contains('\r') {
            let text = Cow::Borrowed(unmarked);
            return Self { text, left_out };
        }
        let mut unified = String::with_capacity(unmarked.len());
        for (n, line) in unmarked.split("\r\n").enumerate() {
            if n > 0 {
                left_out.push(unified.len());
                unified.push('\n');
            }
            unified.push_str(line);
        }
        Self {
            text: Cow::Owned(unified),
            left_out,
        }
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
