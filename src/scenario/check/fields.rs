//! Reads a struct field by field, and tells of each that is missing or unknown.

use std::collections::HashSet;

use super::{
    reader::Reader,
    words::{a, did_you_mean, one_of, quoted},
};
use crate::scenario::{
    code::Code,
    outline::{At, Field, Kids},
    problem::Problem,
    table::Table,
};

/// How many fields a struct may have, for most of them.
const MOST_FIELDS: usize = 16;

/// A struct of the file, and the fields that it was asked for.
pub(super) struct Fields<'r, 'a, 't> {
    pub reader: &'r mut Reader<'a>,
    pub at: At<'t>,
    /// What it is: an inject, a role.
    what: &'static str,
    /// The fields it was asked for, which are all it can have.
    known: Vec<&'static str>,
    /// How many of them are there.
    n_found: usize,
    /// Those that must be there and are not.
    missing: Vec<&'static str>,
    /// Whether it is a struct at all. If not, that is told, and no field is missed.
    is_struct: bool,
}

impl<'a> Reader<'a> {
    /// Reads a struct. `read` asks for its fields and puts something in for those that cannot be
    /// read, so that a broken row still is one and everything else about it is looked at.
    pub(super) fn fields<'t, T>(
        &mut self,
        at: At<'t>,
        what: &'static str,
        read: impl FnOnce(&mut Fields<'_, 'a, 't>) -> T,
    ) -> T {
        let is_struct = self.checks_struct(at, what);
        let mut fields = Fields {
            reader: self,
            at,
            what,
            known: Vec::with_capacity(MOST_FIELDS),
            n_found: 0,
            missing: Vec::new(),
            is_struct,
        };
        let value = read(&mut fields);
        fields.end();
        value
    }

    /// Tells of what is no struct, and answers whether it is one.
    fn checks_struct(&mut self, at: At<'_>, what: &str) -> bool {
        let name = at.name();
        let is_map = matches!(at.node.kids, Kids::Map(_));
        if !at.is_struct() {
            let hint = r#"Write it as `(id: "..", ..)`, the name of each field before its value."#;
            self.wrong_type(at, &format!("{} in round brackets", a(what)), hint);
        } else if !(name.is_empty() || name.to_lowercase() == what) {
            let message = format!("here goes {}, not a {}", a(what), quoted(name));
            self.heap.refuse(
                Problem::error(Code::WrongType, at.span(), message)
                    .hint("Leave the word before the bracket out."),
            );
        }
        at.is_struct() || is_map
    }
}

impl<'a, 't> Fields<'_, 'a, 't> {
    /// A field that may be left out.
    pub(super) fn maybe<T>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(&mut Reader<'a>, At<'t>) -> Option<T>,
    ) -> Option<T> {
        let at = self.get(name)?;
        read(self.reader, at)
    }

    /// A field that must be there.
    pub(super) fn needs<T>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(&mut Reader<'a>, At<'t>) -> Option<T>,
    ) -> Option<T> {
        let Some(at) = self.get(name) else {
            if self.is_struct {
                self.missing.push(name);
            }
            return None;
        };
        read(self.reader, at)
    }

    /// A list of rows, empty when it is left out.
    pub(super) fn rows<M, C: FromIterator<M> + Default>(
        &mut self,
        name: &'static str,
        read: impl FnMut(&mut Reader<'a>, At<'t>) -> M,
    ) -> C {
        self.maybe(name, |reader, at| reader.rows(at, read))
            .unwrap_or_default()
    }

    /// A list of rows that must be there.
    pub(super) fn needs_rows<M>(
        &mut self,
        name: &'static str,
        read: impl FnMut(&mut Reader<'a>, At<'t>) -> M,
    ) -> Table<M> {
        self.needs(name, |reader, at| reader.rows(at, read))
            .unwrap_or_default()
    }

    fn get(&mut self, name: &'static str) -> Option<At<'t>> {
        debug_assert!(!self.known.contains(&name), "a field is asked for once");
        self.known.push(name);
        let at = self.at.get(name)?;
        self.n_found += 1;
        Some(at).filter(|at| at.words() != "None")
    }

    /// Tells what is wrong with the fields, now that all that can be there were asked for.
    fn end(mut self) {
        for (name, field) in self.unknown() {
            let near = self.reader.heap.nearest(name, self.known.iter().copied());
            // A field that is misspelled is not missing as well.
            self.missing
                .retain(|missing| near.as_deref() != Some(missing));
            let hint = near.map_or_else(|| one_of(&self.known), did_you_mean);
            let message = format!("{} has no field {}", a(self.what), quoted(name));
            let problem = Problem::error(Code::UnknownField, field.key.clone(), message);
            self.reader.heap.refuse(problem.hint(hint));
        }
        let (span, lost) = (&self.at.node.span, self.reader.lost);
        let is_cut = matches!(self.what, "scenario" | "walk") && lost.is_open();
        let may_have =
            |field: &str| lost.may_have(span, field) || lost.may_be_swallowed(span, field);
        self.missing.retain(|field| !(is_cut || may_have(field)));
        for field in &self.missing {
            let message = format!("{} has no `{field}`", self.called());
            let problem = Problem::error(Code::MissingField, self.at.span(), message);
            let hint = format!("Add `{field}: {}`.", example(field));
            self.reader.heap.refuse(problem.hint(hint));
        }
    }

    /// The fields it was not asked for, each once.
    fn unknown(&self) -> Vec<(&'t str, &'t Field)> {
        // Where all were asked for, none is unknown, and none stands there twice.
        if !self.is_struct || self.n_found == self.at.fields().len() {
            return Vec::new();
        }
        let mut unknown = HashSet::new();
        let fields = self.at.fields();
        let fields = fields.filter(|(name, _)| !self.known.contains(name));
        fields.filter(|(name, _)| unknown.insert(*name)).collect()
    }

    fn called(&self) -> String {
        let what = self.what;
        match self.at.get("id").and_then(At::string) {
            _ if what == "scenario" => "the scenario".to_owned(),
            Some(id) => format!("the {what} {}", quoted(&id)),
            None => format!("this {what}"),
        }
    }
}

/// What could stand in a field that must be there.
fn example(field: &str) -> &'static str {
    match field {
        "format" => "1",
        "length" => r#""2h""#,
        "when" => r#"At("5m")"#,
        "channel" => "Page",
        "kind" => "Log",
        "outcome" => "Mixed",
        "options" => r#"[(id: "..", label: "..")]"#,
        _ => "\"..\"",
    }
}
