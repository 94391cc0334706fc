//! Who is called what: every id of a file with the row it stands for.
//!
//! Names are gathered from the outline, not from what could be read. So a broken inject still has
//! its name, and what refers to it is not called wrong as well.

use std::{
    borrow::Cow,
    cell::OnceCell,
    collections::{BTreeMap, BTreeSet, btree_map::Entry},
    ops::Range,
};

use super::{heap::Heap, spelling::check_id, words::quoted};
use crate::scenario::{
    code::Code,
    model,
    outline::{At, Lost, Node},
    problem::Problem,
    table::{HasId, Ix, Table},
};

/// What an id can stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Role,
    Objective,
    Claim,
    Service,
    Signal,
    Phase,
    Inject,
    Decision,
    Task,
    Ending,
}

/// All kinds, in the order of the format.
const KINDS: [Kind; 10] = [
    Kind::Role,
    Kind::Objective,
    Kind::Claim,
    Kind::Service,
    Kind::Signal,
    Kind::Phase,
    Kind::Inject,
    Kind::Decision,
    Kind::Task,
    Kind::Ending,
];

/// Words that mean something else where an id may stand.
const TAKEN: [&str; 4] = ["declared", "update", "acknowledged", "all"];

/// A row that an id names.
pub(super) trait Named {
    /// What its ids are ids of.
    const KIND: Kind;
}

/// One id and what it stands for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Name {
    pub kind: Kind,
    pub position: usize,
    /// Where it stands in the text.
    start: usize,
}

/// All ids and flags of a file.
#[derive(Debug, Default)]
pub(super) struct Names {
    ids: BTreeMap<String, Name>,
    /// The ids of the options of each decision.
    options: Vec<Vec<String>>,
    /// What rows are called for people: their kinds and positions, and where that stands.
    titles: Vec<(Kind, usize, Range<usize>)>,
    flags: BTreeMap<String, usize>,
    flags_in_order: Vec<String>,
    /// The flags that some effect sets.
    set: BTreeSet<String>,
    lines: OnceCell<Lines>,
    /// What could not be made out of the file, and may hold more of them.
    pub lost: Lost,
}

impl Names {
    /// Finds all names, and tells which are badly chosen; nothing when there are too many to
    /// number them.
    pub(super) fn gather(root: At<'_>, lost: Lost, heap: &mut Heap) -> Option<Self> {
        let mut names = Self {
            lost,
            ..Self::default()
        };
        let mut are_countable = true;
        for kind in KINDS {
            let Some(rows) = root.get(kind.list()) else {
                continue;
            };
            are_countable &= is_countable(rows, kind.list(), heap);
            for (position, row) in rows.items().enumerate() {
                names.add(row, kind, position, heap);
                if kind == Kind::Decision {
                    let options = row.get("options");
                    are_countable &=
                        options.is_none_or(|options| is_countable(options, "options", heap));
                    let ids = option_ids(options, &names.lines, heap);
                    names.options.push(ids);
                }
            }
        }
        root.walk(&mut |at| names.add_flag(at));
        if names.flags.len() > MOST_ROWS {
            are_countable = false;
            heap.refuse(too_many(root, names.flags.len(), "flags"));
        }
        are_countable.then_some(names)
    }

    /// The names of a scenario that was read before, for what refers to them from without.
    pub(super) fn of(scenario: &model::Scenario) -> Self {
        let mut names = Self::default();
        names.list(&scenario.roles);
        names.list(&scenario.objectives);
        names.list(&scenario.claims);
        names.list(&scenario.services);
        names.list(&scenario.signals);
        names.list(&scenario.phases);
        names.list(&scenario.injects);
        names.list(&scenario.decisions);
        names.list(&scenario.tasks);
        names.list(&scenario.endings);
        let ids = |decision: &model::Decision| {
            let options = decision.options.iter();
            options.map(|choice| choice.id.clone()).collect()
        };
        names.options = scenario.decisions.iter().map(ids).collect();
        names
    }

    fn list<T: Named + HasId>(&mut self, rows: &Table<T>) {
        let kind = T::KIND;
        for (row, it) in rows.entries() {
            let (position, start) = (row.position(), 0);
            let name = Name {
                kind,
                position,
                start,
            };
            self.ids.insert(it.id().to_owned(), name);
        }
    }

    pub(super) fn get(&self, id: &str) -> Option<Name> {
        self.ids.get(id).copied()
    }

    /// The ids of one kind.
    pub(super) fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &str> {
        self.all()
            .filter_map(move |(id, name)| (name.kind == kind).then_some(id))
    }

    /// Every id with what it stands for.
    pub(super) fn all(&self) -> impl Iterator<Item = (&str, Name)> {
        self.ids.iter().map(|(id, name)| (id.as_str(), *name))
    }

    /// The ids of the options of the decision at `position`.
    pub(super) fn options(&self, position: usize) -> &[String] {
        self.options.get(position).map_or(&[], Vec::as_slice)
    }

    /// The one decision that has such an option.
    pub(super) fn decision_of(&self, option: &str) -> Option<&str> {
        let has_it = |position| self.options(position).iter().any(|id| id == option);
        let mut decisions = self
            .all()
            .filter(|(_, name)| name.kind == Kind::Decision && has_it(name.position));
        let (decision, _) = decisions.next()?;
        decisions.next().is_none().then_some(decision)
    }

    pub(super) fn is_inject(&self, id: &str) -> bool {
        self.get(id).is_some_and(|name| name.kind == Kind::Inject)
    }

    /// The id of the row of this kind that is called so for people, in the text of the file.
    pub(super) fn titled(&self, kind: Kind, title: &str, text: &str) -> Option<&str> {
        let title = title.trim().to_lowercase();
        let is_called = |span: &Range<usize>| {
            let node = &Node::leaf(span.clone());
            let called = At { text, node }.string();
            called.is_some_and(|it| !it.is_empty() && it.trim().to_lowercase() == title)
        };
        let is_it = |(of, _, span): &&(Kind, _, _)| *of == kind && is_called(span);
        let (_, row, _) = self.titles.iter().find(is_it)?;
        let (id, _) = self
            .all()
            .find(|(_, name)| name.kind == kind && name.position == *row)?;
        Some(id)
    }

    pub(super) fn flag(&self, name: &str) -> Ix<model::Flag> {
        Ix::new(self.flags.get(name).copied().unwrap_or_default())
    }

    /// All flags, in the order in which they first appear in the file.
    pub(super) fn flags(&self) -> Table<model::Flag> {
        self.flags_in_order
            .iter()
            .map(|id| model::Flag { id: id.clone() })
            .collect()
    }

    /// The flags that some effect sets.
    pub(super) fn set_flags(&self) -> &BTreeSet<String> {
        &self.set
    }

    fn add(&mut self, row: At<'_>, kind: Kind, position: usize, heap: &mut Heap) {
        let Some((at, id)) = id_of(row) else { return };
        check_id(at, &id, heap);
        if TAKEN.contains(&&*id) {
            heap.refuse(
                Problem::error(
                    Code::ReservedId,
                    at.span(),
                    format!("`{id}` is a word of the language, not an id"),
                )
                .hint("Choose another id."),
            );
        }
        if let Some(title) = row.get("name").or_else(|| row.get("title")) {
            let span = title.node.span.clone();
            self.titles.push((kind, position, span));
        }
        match self.ids.entry(id.into_owned()) {
            Entry::Vacant(entry) => {
                entry.insert(Name {
                    kind,
                    position,
                    start: at.node.span.start,
                });
            }
            Entry::Occupied(entry) => {
                let Name { kind, start, .. } = entry.get();
                let (id, kind) = (quoted(entry.key()), kind.word());
                let lines = self.lines.get_or_init(|| Lines::of(at.text));
                let line = lines.line(*start);
                let message = format!("the id {id} is taken by the {kind} on line {line}");
                heap.refuse(
                    Problem::error(Code::DoubledId, at.span(), message)
                        .hint("Each id stands once in a scenario."),
                );
            }
        }
    }

    fn add_flag(&mut self, at: At<'_>) {
        if !matches!(at.name(), "Set" | "Clear" | "Flag") {
            return;
        }
        let Some(flag) = at.item(0).string() else {
            return;
        };
        if at.name() == "Set" && !self.set.contains(&*flag) {
            self.set.insert(flag.clone().into_owned());
        }
        if !self.flags.contains_key(&*flag) {
            let position = self.flags.len();
            self.flags_in_order.push(flag.clone().into_owned());
            self.flags.insert(flag.into_owned(), position);
        }
    }
}

/// The most rows that an [`Ix`] can tell apart.
const MOST_ROWS: usize = 65_535;

fn is_countable(list: At<'_>, what: &str, heap: &mut Heap) -> bool {
    let n = list.items().len();
    if n > MOST_ROWS {
        heap.refuse(too_many(list, n, what));
    }
    n <= MOST_ROWS
}

fn too_many(at: At<'_>, n: usize, what: &str) -> Problem {
    Problem::error(
        Code::TooMany,
        at.span(),
        format!("there are {n} {what}, which is more than {MOST_ROWS}"),
    )
}

fn id_of(row: At<'_>) -> Option<(At<'_>, Cow<'_, str>)> {
    let at = row.get("id")?;
    Some((at, at.string()?))
}

/// The ids of the options of one decision, in the order of the file.
pub(super) fn options_of(decision: At<'_>) -> Vec<String> {
    let rows = decision.get("options").into_iter().flat_map(At::items);
    rows.map(|row| {
        id_of(row)
            .map(|(_, id)| id.into_owned())
            .unwrap_or_default()
    })
    .collect()
}

/// The same, and told of each that stands there twice.
fn option_ids(options: Option<At<'_>>, lines: &OnceCell<Lines>, heap: &mut Heap) -> Vec<String> {
    let mut starts: BTreeMap<Cow<'_, str>, usize> = BTreeMap::new();
    let rows = options.into_iter().flat_map(At::items);
    rows.map(|row| {
        let Some((at, id)) = id_of(row) else {
            return String::new();
        };
        check_id(at, &id, heap);
        let start = at.node.span.start;
        let first = *starts.entry(id.clone()).or_insert(start);
        if first != start {
            let lines = lines.get_or_init(|| Lines::of(at.text));
            let (id, line) = (quoted(&id), lines.line(first));
            let message = format!("the id {id} is taken by the option on line {line}");
            heap.refuse(
                Problem::error(Code::DoubledId, at.span(), message)
                    .hint("Each option of a decision has its own id."),
            );
        }
        id.into_owned()
    })
    .collect()
}

/// Where the lines of a text begin.
#[derive(Debug, Default)]
struct Lines(Vec<usize>);

impl Lines {
    fn of(text: &str) -> Self {
        let ends = text.match_indices('\n').map(|(newline, _)| newline + 1);
        Self([0].into_iter().chain(ends).collect())
    }

    /// The line of a place, from 1.
    fn line(&self, at: usize) -> usize {
        self.0.partition_point(|start| *start <= at)
    }
}

impl Kind {
    /// What one of them is called.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Role => "role",
            Self::Objective => "objective",
            Self::Claim => "claim",
            Self::Service => "service",
            Self::Signal => "signal",
            Self::Phase => "phase",
            Self::Inject => "inject",
            Self::Decision => "decision",
            Self::Task => "task",
            Self::Ending => "ending",
        }
    }

    /// The field of a scenario that lists them.
    pub(super) const fn list(self) -> &'static str {
        match self {
            Self::Role => "roles",
            Self::Objective => "objectives",
            Self::Claim => "claims",
            Self::Service => "services",
            Self::Signal => "signals",
            Self::Phase => "phases",
            Self::Inject => "injects",
            Self::Decision => "decisions",
            Self::Task => "tasks",
            Self::Ending => "endings",
        }
    }
}

macro_rules! named {
    ($($row:ident),+ $(,)?) => {
        $(impl Named for model::$row {
            const KIND: Kind = Kind::$row;
        })+
    };
}

named!(
    Role, Objective, Claim, Service, Signal, Phase, Inject, Decision, Task, Ending
);
