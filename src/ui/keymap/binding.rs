//! A row of a table: keys, what they do, and when they can.

use super::{Action, Key};
use crate::ui::App;

/// What keys do on a screen or in a modal, and the host that is asked whether they can.
#[derive(Debug)]
pub struct Binding<H = App> {
    /// The first one is the one that hints name.
    pub keys: &'static [Key],
    pub action: Action,
    /// In the footer.
    pub label: &'static str,
    /// In the help and in the palette.
    pub help: &'static str,
    /// Under which heading it stands in the help: that of the rows before it, while it is empty.
    pub heading: &'static str,
    pub in_footer: bool,
    pub when: fn(&H) -> Availability,
}

/// A row of a table: what can always be done, and is not in the footer.
pub const fn row<H>(
    keys: &'static [Key],
    action: Action,
    label: &'static str,
    help: &'static str,
) -> Binding<H> {
    Binding {
        keys,
        action,
        label,
        help,
        heading: "",
        in_footer: false,
        when: ready,
    }
}

/// The row with which a table leads to `action`, for another table that has the same. A table without
/// one does not compile.
pub const fn row_of<H>(table: &'static [Binding<H>], action: Action) -> Binding<H> {
    let mut n = 0;
    while table[n].action as usize != action as usize {
        n += 1;
    }
    let row = &table[n];
    Binding {
        keys: row.keys,
        action,
        label: row.label,
        help: row.help,
        heading: "",
        in_footer: row.in_footer,
        when: row.when,
    }
}

impl<H> Binding<H> {
    /// The same, the first row under a heading.
    #[must_use]
    pub const fn under(self, heading: &'static str) -> Self {
        Self { heading, ..self }
    }

    /// The same, shown in the footer.
    #[must_use]
    pub const fn shown(self) -> Self {
        Self {
            in_footer: true,
            ..self
        }
    }

    /// The same, and only while that can be done.
    #[must_use]
    pub const fn when(self, when: fn(&H) -> Availability) -> Self {
        Self { when, ..self }
    }
}

/// The keys of a screen or of a modal, under the name that `docs/keys.md` gives them.
#[derive(Debug)]
pub struct Table<H: 'static = App> {
    pub name: &'static str,
    pub rows: &'static [Binding<H>],
}

impl<H> Table<H> {
    pub const fn new(name: &'static str, rows: &'static [Binding<H>]) -> Self {
        Self { name, rows }
    }
}

/// Whether a key can act, and why not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Availability {
    Ready,
    /// As a sentence for the status line.
    Not(String),
}

impl Availability {
    /// Whether the key can act.
    pub const fn is_ready(&self) -> bool {
        matches!(self, Self::Ready)
    }
}

/// The row for `key`, if the table has one.
pub fn find<H>(table: &'static [Binding<H>], key: Key) -> Option<&'static Binding<H>> {
    table.iter().find(|binding| binding.keys.contains(&key))
}

/// The key that hints name for an action.
pub fn key_of<H>(table: &'static [Binding<H>], action: Action) -> Option<Key> {
    let row = table.iter().find(|binding| binding.action == action)?;
    Some(row.keys[0])
}

/// For what can always be done.
pub fn ready<H>(_: &H) -> Availability {
    Availability::Ready
}

/// For what can be done while `holds`, and cannot otherwise because of `why_not`.
pub fn ready_if(holds: bool, why_not: &str) -> Availability {
    if holds {
        Availability::Ready
    } else {
        Availability::Not(why_not.to_owned())
    }
}
