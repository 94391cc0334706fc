//! Reads the values of a file from its outline, and goes on after what cannot be read.
//!
//! What cannot be read is told, and whoever asked for it puts something in, so that the rest is
//! looked at too. The heap remembers: a scenario with a stand-in in it is never played.

use ron::Error;
use serde::de::DeserializeOwned;

use super::{
    heap::Heap,
    names::Names,
    prose::dedent,
    words::{did_you_mean, one_of, quoted},
};
use crate::scenario::{
    code::Code,
    outline::{At, Kids, Node},
    problem::Problem,
    span::Span,
};

/// What reading needs at hand.
pub(super) struct Reader<'a> {
    pub names: &'a Names,
    pub heap: &'a mut Heap,
    /// The scenario's, or nothing as long as it is not known.
    pub length: Span,
    /// How many draws the inject or option at hand has so far.
    pub n_draws: usize,
}

impl Reader<'_> {
    /// Tells of a value that is not what goes there.
    pub(super) fn wrong_type(&mut self, at: At<'_>, expected: &str, hint: impl Into<String>) {
        let message = format!("here goes {expected}, not {}", quoted(at.words()));
        let problem = Problem::error(Code::WrongType, at.span(), message);
        // One that repeats half of the file is no help.
        let hint = Some(hint.into())
            .filter(|hint| !hint.is_empty() && hint.len() < 100 && !hint.contains('\n'));
        self.heap.refuse(problem.maybe_hint(hint));
    }

    pub(super) fn text(&mut self, at: At<'_>) -> Option<String> {
        let words = at.words();
        let is_bare = !words.contains(['"', '(', '[', '{']);
        match ron::from_str(words) {
            Ok(text) => return Some(text),
            Err(error) if matches!(error.code, Error::InvalidEscape(_)) => {
                let message = "a backslash in this text begins no escape";
                let hint = r#"Write `\\` for a backslash, or a raw text: `r".."`."#;
                let problem = Problem::error(Code::BadEscape, at.span(), message);
                self.heap.refuse(problem.hint(hint));
            }
            Err(_) if is_bare => self.wrong_type(at, "a text in quotes", in_quotes(words)),
            Err(_) => self.wrong_type(at, "a text in quotes", ""),
        }
        None
    }

    /// A text that may run over several lines.
    pub(super) fn prose(&mut self, at: At<'_>) -> Option<String> {
        self.text(at).map(|text| dedent(&text))
    }

    /// A number with or without a fraction.
    pub(super) fn number(&mut self, at: At<'_>) -> Option<f64> {
        match ron::from_str::<f64>(at.words()) {
            Ok(number) if number.is_finite() => return Some(number),
            Ok(_) => self.heap.refuse(Problem::error(
                Code::BadNumber,
                at.span(),
                "this number is not finite",
            )),
            Err(_) => {
                let is_number = |text: &String| text.parse::<f64>().is_ok();
                let hint = at.string().filter(is_number);
                let hint = hint.map(|number| format!("Write `{number}`."));
                self.wrong_type(at, "a number", hint.unwrap_or_default());
            }
        }
        None
    }

    /// A number without a fraction.
    pub(super) fn whole<T: DeserializeOwned>(&mut self, at: At<'_>) -> Option<T> {
        match ron::from_str(at.words()) {
            Ok(number) => return Some(number),
            Err(_) if at.words().parse::<i128>().is_ok() => {
                self.wrong_type(at, "a smaller whole number, from 0 on", "");
            }
            Err(_) => self.wrong_type(at, "a whole number", ""),
        }
        None
    }

    pub(super) fn truth(&mut self, at: At<'_>) -> Option<bool> {
        let truth = ron::from_str(at.words()).ok();
        if truth.is_none() {
            self.wrong_type(at, "`true` or `false`", "");
        }
        truth
    }

    /// One of the words that stand for themselves, such as `Page`.
    pub(super) fn word<T: DeserializeOwned>(&mut self, at: At<'_>, what: &str) -> Option<T> {
        match ron::from_str(at.words()) {
            Ok(word) => return Some(word),
            Err(error) => match error.code {
                Error::NoSuchEnumVariant { expected, .. } => {
                    self.unknown_word(at, at.words(), what, expected);
                }
                _ if at.has_kids() && !at.name().is_empty() => {
                    let hint = format!("Write `{}`.", at.name());
                    self.wrong_type(at, "a word without brackets", hint);
                }
                _ => self.wrong_type(at, "a word without quotes", unquoted(at)),
            },
        }
        None
    }

    /// The name of a variant that is written in one of these forms.
    pub(super) fn variant(
        &mut self,
        at: At<'_>,
        what: &str,
        forms: &[&'static str],
    ) -> Option<&'static str> {
        let name = if at.has_kids() { at.name() } else { at.words() };
        if !name.starts_with(char::is_alphabetic) {
            self.wrong_type(at, &format!("a word for a {what}"), unquoted(at));
            return None;
        }
        let Some(form) = forms.iter().find(|form| name_of(form) == name) else {
            let names: Vec<_> = forms.iter().map(|form| name_of(form)).collect();
            // Where only one thing can stand, all of it is told.
            let known = if forms.len() == 1 { forms } else { &names };
            self.unknown_word(at, name, what, known);
            return None;
        };
        if is_written(at, form) {
            return Some(name_of(form));
        }
        let message = format!("{} is not written like this", quoted(name));
        let problem = Problem::error(Code::WrongForm, at.span(), message);
        self.heap.refuse(problem.hint(format!("Write `{form}`.")));
        None
    }

    fn unknown_word(&mut self, at: At<'_>, word: &str, what: &str, known: &[&str]) {
        let hint = self
            .heap
            .nearest(word, known.iter().copied())
            .map_or_else(|| one_of(known), did_you_mean);
        let message = format!("{} is no {what}", quoted(word));
        let problem = Problem::error(Code::UnknownWord, at.span(), message);
        self.heap.refuse(problem.hint(hint));
    }

    /// What could be read of a list.
    pub(super) fn list<'t, T>(
        &mut self,
        at: At<'t>,
        mut read: impl FnMut(&mut Self, At<'t>) -> Option<T>,
    ) -> Option<Vec<T>> {
        let values: Vec<_> = self.rows(at, |reader, at| read(reader, at))?;
        Some(values.into_iter().flatten().collect())
    }

    /// Each value of a list.
    pub(super) fn rows<'t, M, C: FromIterator<M>>(
        &mut self,
        at: At<'t>,
        mut read: impl FnMut(&mut Self, At<'t>) -> M,
    ) -> Option<C> {
        if !at.is_list() {
            self.wrong_type(at, "a list", format!("Write `[{}]`.", at.words()));
            return None;
        }
        Some(at.items().map(|at| read(self, at)).collect())
    }

    /// Texts under names that are texts too.
    pub(super) fn texts_by_name<C>(&mut self, at: At<'_>) -> Option<C>
    where
        C: FromIterator<(String, String)>,
    {
        let is_map = matches!(at.node.kids, Kids::Map(_)) && at.name().is_empty();
        if !is_map {
            self.wrong_type(at, "a map", r#"Write `{"name": "text"}`."#);
            return None;
        }
        let read = at.fields().map(|(_, entry)| {
            let key = self.text(at.to(&Node::leaf(entry.key.clone())));
            let value = self.text(at.to(&entry.value));
            key.zip(value)
        });
        Some(read.flatten().collect())
    }
}

/// `After` of `After("moment", "3m")`.
fn name_of(form: &str) -> &str {
    form.split('(').next().unwrap_or(form)
}

fn is_written(at: At<'_>, form: &str) -> bool {
    match (form.split_once('('), &at.node.kids) {
        (None, Kids::Leaf) => true,
        (Some((_, values)), Kids::Tuple(items)) => values.split(", ").count() == items.len(),
        _ => false,
    }
}

/// What to write instead of a word in quotes.
fn unquoted(at: At<'_>) -> String {
    let word = at
        .string()
        .filter(|word| word.starts_with(char::is_uppercase));
    word.map_or_else(String::new, |word| format!("Write `{word}`."))
}

fn in_quotes(words: &str) -> String {
    let bare = words.trim_matches('\'');
    match bare.parse::<f64>() {
        Ok(_) => format!("Write `\"{bare}\"`, or `\"{bare}m\"` if minutes are meant."),
        Err(_) => format!("Write `\"{bare}\"`."),
    }
}
