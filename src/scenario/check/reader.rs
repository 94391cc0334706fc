//! Reads the values of a file from its outline, and goes on after what cannot be read.
//!
//! What cannot be read is told, and whoever asked for it puts something in, so that the rest is
//! looked at too. The heap remembers: a scenario with a stand-in in it is never played.

use std::borrow::Cow;

use ron::Error;
use serde::de::{
    DeserializeOwned, IntoDeserializer,
    value::{Error as NoWord, StrDeserializer},
};

use super::{
    heap::Heap,
    instead,
    names::Names,
    prose::dedent,
    words::{a, did_you_mean, one_of, quoted},
};
use crate::scenario::{
    code::Code,
    outline::{At, Kids, Lost, Node},
    problem::Problem,
    span::Span,
};

/// What reading needs at hand.
pub(super) struct Reader<'a> {
    pub names: &'a Names,
    /// What could not be made out of the file that is read.
    pub lost: &'a Lost,
    pub heap: &'a mut Heap,
    /// The scenario's, or nothing as long as it is not known.
    pub length: Span,
    /// How many draws the inject or option at hand has so far.
    pub n_draws: usize,
}

impl Reader<'_> {
    /// Tells of a value that is not what goes there.
    pub(super) fn wrong_type(&mut self, at: At<'_>, expected: &str, hint: impl Into<String>) {
        if at.node.is_hole {
            return;
        }
        let message = format!("here goes {expected}, not {}", quoted(at.words()));
        let problem = Problem::error(Code::WrongType, at.span(), message);
        // One that repeats half of the file is no help.
        let hint = match hint.into() {
            _ if is_nothing(at.words()) => "To say nothing, leave the field out.".to_owned(),
            hint if hint.len() < 100 && !hint.contains('\n') && !hint.is_empty() => hint,
            _ => format!("Write {expected}."),
        };
        self.heap.refuse(problem.hint(hint));
    }

    pub(super) fn text(&mut self, at: At<'_>) -> Option<String> {
        self.str(at).map(Cow::into_owned)
    }

    /// The same as it stands in the file, if it does.
    pub(super) fn str<'t>(&mut self, at: At<'t>) -> Option<Cow<'t, str>> {
        let words = at.words();
        if at.node.is_hole {
            return None;
        }
        match at.read_text() {
            Ok(text) => return Some(text),
            Err(error) if matches!(error.code, Error::InvalidEscape(_)) => {
                let message = "a backslash in this text begins no escape";
                let hint = r#"Write `\\` for a backslash, or a raw text: `r".."`."#;
                let problem = Problem::error(Code::BadEscape, at.span(), message);
                self.heap.refuse(problem.hint(hint));
            }
            Err(_) if words.contains(['(', '[', '{']) => {
                self.wrong_type(at, "a text in quotes", "");
            }
            Err(_) => self.wrong_type(at, "a text in quotes", in_quotes(words)),
        }
        None
    }

    /// A text that may run over several lines.
    pub(super) fn prose(&mut self, at: At<'_>) -> Option<String> {
        self.str(at).map(|text| dedent(&text))
    }

    /// A number with or without a fraction.
    pub(super) fn number(&mut self, at: At<'_>) -> Option<f64> {
        self.number_without(at, "; the sign goes into `unit`")
    }

    /// A number; `sign` says where one goes that stands behind it.
    pub(super) fn number_without(&mut self, at: At<'_>, sign: &str) -> Option<f64> {
        match plain_number(at.words()).map_or_else(|| ron::from_str(at.words()), Ok) {
            Ok(number) if number.is_finite() => return Some(number),
            Ok(_) => {
                let message = "this number is not finite";
                let problem = Problem::error(Code::BadNumber, at.span(), message);
                let hint = "Write a number that can be counted to, or leave it out.";
                self.heap.refuse(problem.hint(hint));
            }
            Err(_) => {
                let is_number = |text: &Cow<'_, str>| text.parse::<f64>().is_ok();
                let hint = match (at.string().filter(is_number), instead::number(at.words())) {
                    (Some(number), _) => format!("Write `{number}`."),
                    (None, Some(number)) => format!("Write `{number}`{sign}."),
                    (None, None) => "Write one such as `5` or `0.5`.".to_owned(),
                };
                self.wrong_type(at, "a number", hint);
            }
        }
        None
    }

    /// A number without a fraction.
    pub(super) fn whole<T: DeserializeOwned>(&mut self, at: At<'_>) -> Option<T> {
        match ron::from_str(at.words()) {
            Ok(number) => return Some(number),
            Err(_) if at.words().parse::<i128>().is_ok() => {
                let hint = "Write one such as `1`.";
                self.wrong_type(at, "a smaller whole number, from 0 on", hint);
            }
            Err(_) => self.wrong_type(at, "a whole number", "Write one such as `1`."),
        }
        None
    }

    pub(super) fn truth(&mut self, at: At<'_>) -> Option<bool> {
        let truth = ron::from_str(at.words()).ok();
        if truth.is_none() {
            let meant = match at.words().trim_matches('"').to_lowercase().as_str() {
                "false" | "no" | "off" | "0" => "Write `false`, or leave it out.",
                _ => "Write `true`, or leave it out.",
            };
            self.wrong_type(at, "`true` or `false`", meant);
        }
        truth
    }

    /// One of the words that stand for themselves, such as `Page`.
    pub(super) fn word<T: DeserializeOwned>(&mut self, at: At<'_>, what: &str) -> Option<T> {
        if at.node.is_hole {
            return None;
        }
        // RON would read it as well, and takes far longer for it.
        let plain: StrDeserializer<'_, NoWord> = at.words().into_deserializer();
        match T::deserialize(plain).or_else(|_| ron::from_str(at.words())) {
            Ok(word) => return Some(word),
            Err(error) => match error.code {
                Error::NoSuchEnumVariant { expected, .. } => {
                    self.unknown_word(at, at.words(), what, expected);
                }
                _ if at.has_kids() && !at.name().is_empty() => {
                    let hint = format!("Write `{}`.", at.name());
                    self.wrong_type(at, "a word without brackets", hint);
                }
                // `Status Page`
                _ if at.words().starts_with(char::is_alphabetic) && !at.has_kids() => {
                    self.unknown_word(at, at.words(), what, &words_of::<T>());
                }
                _ => {
                    let known = words_of::<T>();
                    let meant = at.string().unwrap_or_default();
                    let is_meant = |word: &&&str| word.eq_ignore_ascii_case(&meant);
                    let hint = match known.iter().find(is_meant) {
                        Some(word) => format!("Write `{word}`."),
                        None => one_of(&known),
                    };
                    self.wrong_type(at, "a word without quotes", hint);
                }
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
        if at.node.is_hole {
            return None;
        }
        if !name.starts_with(char::is_alphabetic) {
            let hint = instead::for_text(at, what)
                .unwrap_or_else(|| format!("Write one such as `{}`.", forms[0]));
            self.wrong_type(at, &format!("a word for {}", a(what)), hint);
            return None;
        }
        let is_it = |form: &&&str| {
            let rest = form.strip_prefix(name);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('('))
        };
        let Some(form) = forms.iter().find(is_it) else {
            let names: Vec<_> = forms.iter().map(|form| name_of(form)).collect();
            // Where only one thing can stand, all of it is told.
            let known = if forms.len() == 1 { forms } else { &names };
            match instead::word(at, what) {
                Some(hint) => self.no_such_word(at, name, what, hint),
                None => self.unknown_word(at, name, what, known),
            }
            return None;
        };
        if is_written(at, form) {
            return Some(name_of(form));
        }
        // Where something within is broken, that is told.
        if !self.lost.may_have(&at.node.span, "") {
            let message = format!("{} is not written like this", quoted(name));
            let problem = Problem::error(Code::WrongForm, at.span(), message);
            let hint = self.choice_meant(at);
            let hint = hint.unwrap_or_else(|| format!("Write `{form}`."));
            self.heap.refuse(problem.hint(hint));
        }
        self.look_within(at, what, name_of(form));
        None
    }

    /// What to write for a choice whose decision and option are not written apart.
    pub(super) fn choice_meant(&self, at: At<'_>) -> Option<String> {
        let can_suggest = self.heap.can_suggest();
        can_suggest.then(|| instead::choice(at, self.names))?
    }

    fn unknown_word(&mut self, at: At<'_>, word: &str, what: &str, known: &[&str]) {
        let hint = self
            .heap
            .nearest(word, known.iter().copied())
            .map_or_else(|| one_of(known), did_you_mean);
        self.no_such_word(at, word, what, hint);
    }

    fn no_such_word(&mut self, at: At<'_>, word: &str, what: &str, hint: String) {
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

    /// What could be read of a list of words in brackets.
    pub(super) fn variants<'t, T>(
        &mut self,
        at: At<'t>,
        mut read: impl FnMut(&mut Self, At<'t>) -> Option<T>,
    ) -> Option<Vec<T>> {
        match self.lone(at) {
            Some(lone) => Some(vec![read(self, lone)?]),
            None => self.list(at, read),
        }
    }

    /// Each value of a list.
    pub(super) fn rows<'t, M, C: FromIterator<M>>(
        &mut self,
        at: At<'t>,
        mut read: impl FnMut(&mut Self, At<'t>) -> M,
    ) -> Option<C> {
        if !at.is_list() {
            self.wrong_type(at, "a list", format!("Write `[{}]`.", at.words()));
            // What somebody took for the only value of it is looked at all the same.
            let is_value = at.has_kids() || at.words().starts_with('"');
            if !is_value || at.node.is_hole {
                return None;
            }
        }
        Some(at.items().map(|at| read(self, at)).collect())
    }

    /// A word in brackets that stands where a list of such is due, which is told.
    pub(super) fn lone<'t>(&mut self, at: At<'t>) -> Option<At<'t>> {
        let is_lone = matches!(at.node.kids, Kids::Tuple(_)) && !at.name().is_empty();
        if is_lone {
            self.wrong_type(at, "a list", format!("Write `[{}]`.", at.words()));
        }
        is_lone.then_some(at)
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
        (Some((_, values)), Kids::Tuple(items)) => {
            let commas = values.bytes().filter(|byte| *byte == b',');
            commas.count() + 1 == items.len()
        }
        _ => false,
    }
}

/// A number as nearly all are written, which RON reads the same: `5`, `-0.25`.
fn plain_number(words: &str) -> Option<f64> {
    let unsigned = words.strip_prefix('-').unwrap_or(words).as_bytes();
    let are_digits = |part: &[u8]| !part.is_empty() && part.iter().all(u8::is_ascii_digit);
    let is_plain = unsigned.split(|byte| *byte == b'.').all(are_digits);
    is_plain.then(|| words.parse().ok())?
}

/// All the words that a value of this type can be.
fn words_of<T: DeserializeOwned>() -> Vec<&'static str> {
    // One that surely is none, for RON to say which are.
    match ron::from_str::<T>("_").map_err(|error| error.code) {
        Err(Error::NoSuchEnumVariant { expected, .. }) => expected.to_vec(),
        _ => Vec::new(),
    }
}

/// What says in other languages that there is no value.
fn is_nothing(words: &str) -> bool {
    matches!(words, "null" | "nil" | "undefined" | "none" | "Null" | "~")
}

fn in_quotes(words: &str) -> String {
    let quotes = [
        '\'', '"', '\u{2018}', '\u{2019}', '\u{201C}', '\u{201D}', '\u{201E}',
    ];
    let bare = words.trim_matches(quotes);
    format!("Write `\"{bare}\"`.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_number_is_what_ron_reads() {
        for words in [
            "5",
            "0.5",
            "-3",
            "-0.25",
            "007",
            "12.250",
            "340282366920938463463",
        ] {
            assert_eq!(plain_number(words), ron::from_str(words).ok(), "{words}");
        }
        for words in [
            "", "-", "5.", ".5", "1.2.3", "1e3", "0x10", "1_000", "+5", "inf", "5%",
        ] {
            assert_eq!(plain_number(words), None, "{words}");
        }
    }
}
