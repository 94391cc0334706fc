//! Reads what a text says, and goes on after what cannot be read.
//!
//! Serde stops at the first thing it does not understand. So that thing is told, blanked out with
//! spaces, which leaves everything else in its place, and the text is read again.

use std::{collections::HashSet, ops::Range};

use ron::{Error, Options, error::SpannedError, extensions::Extensions};
use serde_path_to_error::Segment;

use super::{load::Heap, misread, strings};
use crate::scenario::{
    outline::{At, Kids, outline},
    source::Scenario,
};

/// How often a text is read anew, at most.
const MOST_ROUNDS: usize = 64;

/// How much is read in all these rounds, so that a huge file is not read for ever.
const MOST_BYTES: usize = 32 * 1024 * 1024;

/// What could be read.
pub(super) struct Read {
    pub scenario: Scenario,
    /// The text, without what could not be read.
    pub text: String,
}

/// Reads a text that has an outline.
pub(super) fn read(root: At<'_>, heap: &mut Heap) -> Option<Read> {
    let mut reader = Reader {
        text: root.text.to_owned(),
        blanked: HashSet::new(),
    };
    root.walk(&mut |at| {
        for (_, field) in strings::repeated(at) {
            reader.blank(field.whole());
        }
    });
    for _ in 0..rounds(root.text) {
        match parse(&reader.text) {
            Ok(scenario) => {
                return Some(Read {
                    scenario,
                    text: reader.text,
                });
            }
            Err(stop) => {
                let unread = reader.unread(&stop, heap)?;
                reader.blank(unread);
            }
        }
    }
    None
}

fn rounds(text: &str) -> usize {
    (MOST_BYTES / text.len().max(1)).clamp(1, MOST_ROUNDS)
}

/// What serde stopped at, and the way it had come.
struct Stop {
    path: Vec<Segment>,
    error: SpannedError,
}

fn parse(text: &str) -> Result<Scenario, Box<Stop>> {
    let options = Options::default()
        .with_default_extension(Extensions::IMPLICIT_SOME)
        // The outline keeps the depth in bounds, and says so better.
        .without_recursion_limit();
    let nowhere = |error| Stop {
        path: Vec::new(),
        error,
    };
    let mut ron = ron::Deserializer::from_str_with_options(text, &options).map_err(nowhere)?;
    let scenario = serde_path_to_error::deserialize(&mut ron).map_err(|error| Stop {
        path: error.path().iter().cloned().collect(),
        error: ron.span_error(error.into_inner()),
    })?;
    ron.end().map_err(|error| nowhere(ron.span_error(error)))?;
    Ok(scenario)
}

struct Reader {
    text: String,
    /// Fields that were blanked out: where their struct begins, and their names.
    blanked: HashSet<(usize, String)>,
}

impl Reader {
    /// Tells what could not be read, and answers what to leave out to read on.
    fn unread(&mut self, stop: &Stop, heap: &mut Heap) -> Option<Range<usize>> {
        let node = outline(&self.text).ok()?;
        let root = At {
            text: &self.text,
            node: &node,
        };
        let trail = Trail::follow(root, &stop.path);
        match &stop.error.code {
            // Left out by us, and told before.
            Error::MissingStructField { field, .. }
                if self.blanked.contains(&(trail.start(), (*field).to_owned())) => {}
            _ => heap.refuse(misread::told(&trail, &stop.error)),
        }
        self.blanked.extend(trail.field);
        trail.unit
    }

    fn blank(&mut self, range: Range<usize>) {
        let spaces: String = self.text[range.clone()]
            .bytes()
            .map(|byte| if byte == b'\n' { '\n' } else { ' ' })
            .collect();
        self.text.replace_range(range, &spaces);
    }
}

/// Where a path of serde's leads.
pub(super) struct Trail<'a> {
    pub at: At<'a>,
    /// The variant that was entered last.
    pub variant: Option<At<'a>>,
    /// The name of the field, if that is what the path ends with.
    pub key: Option<Range<usize>>,
    /// The same field: where its struct begins, and its name.
    field: Option<(usize, String)>,
    /// The innermost thing around that can be left out: a field, or an element of a list.
    pub unit: Option<Range<usize>>,
}

impl<'a> Trail<'a> {
    fn follow(root: At<'a>, path: &[Segment]) -> Self {
        let mut trail = Self {
            at: root,
            variant: None,
            key: None,
            field: None,
            unit: None,
        };
        for segment in path {
            match segment {
                Segment::Map { key } => trail.enter_field(key),
                Segment::Seq { index } => trail.enter_item(*index),
                Segment::Enum { variant } => trail.enter_variant(variant),
                Segment::Unknown => {}
            }
        }
        trail
    }

    fn start(&self) -> usize {
        self.at.node.span.start
    }

    fn enter_field(&mut self, name: &str) {
        let Some((_, field)) = self.at.fields().find(|(key, _)| *key == name) else {
            return;
        };
        self.field = Some((self.start(), name.to_owned()));
        self.key = Some(field.key.clone());
        self.unit = Some(field.whole());
        self.at = self.at.field(name);
    }

    fn enter_item(&mut self, position: usize) {
        let Some(item) = self.at.items().nth(position) else {
            return;
        };
        if let Kids::List(_) = self.at.node.kids {
            self.field = None;
            self.unit = Some(item.node.span.start..item.node.end);
        }
        self.key = None;
        self.at = item;
    }

    /// Into a variant with one value, which has no number in serde's path.
    fn enter_variant(&mut self, variant: &str) {
        if self.at.name() != variant {
            return;
        }
        self.variant = Some(self.at);
        let mut items = self.at.items();
        if let (Some(only), None) = (items.next(), items.next()) {
            self.key = None;
            self.at = only;
        }
    }
}
