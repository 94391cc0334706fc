//! The outline as a tree, and the ways down from its root.

use std::{borrow::Cow, ops::Range};

use memchr::{memchr2, memmem};
use ron::error::SpannedResult;

/// One value and where it stands.
#[derive(Debug, Clone)]
pub(in crate::scenario) struct Node {
    /// All of it, the name of a variant or struct included.
    pub span: Range<usize>,
    /// The name before the bracket; empty where there is none.
    pub name: Range<usize>,
    pub kids: Kids,
    /// Whether nobody can say what it is. That is told already, so nothing more is said of it.
    pub is_hole: bool,
}

/// What stands within a value.
#[derive(Debug, Clone)]
pub(in crate::scenario) enum Kids {
    /// Nothing: a text, a number, a word.
    Leaf,
    /// `[..]`
    List(Vec<Node>),
    /// `(..)` without names
    Tuple(Vec<Node>),
    /// `(name: ..)`
    Struct(Vec<Field>),
    /// `{key: ..}`
    Map(Vec<Field>),
}

/// A value with the name or key before it.
#[derive(Debug, Clone)]
pub(in crate::scenario) struct Field {
    pub key: Range<usize>,
    pub value: Node,
}

/// What stands between the quotes of one text that has no escapes, as nearly all have none.
fn verbatim(words: &str) -> Option<&str> {
    let unprefixed = words.strip_prefix('r').unwrap_or(words);
    let n_hashes = unprefixed.len() - unprefixed.trim_start_matches('#').len();
    let is_raw = unprefixed.len() < words.len();
    let hashes = &unprefixed[..n_hashes];
    let inside = unprefixed[n_hashes..].strip_prefix('"')?;
    let text = inside.strip_suffix(hashes)?.strip_suffix('"')?;
    let is_one = if is_raw {
        memmem::find(text.as_bytes(), format!("\"{hashes}").as_bytes()).is_none()
    } else {
        n_hashes == 0 && memchr2(b'"', b'\\', text.as_bytes()).is_none()
    };
    is_one.then_some(text)
}

/// A value in its text, to walk down from.
#[derive(Debug, Clone, Copy)]
pub(in crate::scenario) struct At<'a> {
    pub text: &'a str,
    pub node: &'a Node,
}

impl Node {
    /// A value with nothing within.
    pub(in crate::scenario) fn leaf(span: Range<usize>) -> Self {
        Self {
            name: span.start..span.start,
            span,
            kids: Kids::Leaf,
            is_hole: false,
        }
    }
}

impl<'a> At<'a> {
    /// The words to point at: a value, or what opens one that has values within.
    pub(in crate::scenario) fn span(self) -> Range<usize> {
        let Node { span, name, .. } = self.node;
        match self.node.kids {
            Kids::Leaf => span.clone(),
            _ if name.is_empty() => span.start..span.start + 1,
            _ => name.clone(),
        }
    }

    /// Whether brackets with or without values in them belong to it.
    pub(in crate::scenario) fn has_kids(self) -> bool {
        !matches!(self.node.kids, Kids::Leaf)
    }

    /// Whether it is a bracket of fields, of which there may be none.
    pub(in crate::scenario) fn is_struct(self) -> bool {
        match &self.node.kids {
            Kids::Struct(_) => true,
            Kids::Tuple(items) => items.is_empty(),
            Kids::Leaf | Kids::List(_) | Kids::Map(_) => false,
        }
    }

    /// Whether it is a list, with nothing before its bracket.
    pub(in crate::scenario) fn is_list(self) -> bool {
        matches!(self.node.kids, Kids::List(_)) && self.name().is_empty()
    }

    /// The text of the whole value.
    pub(in crate::scenario) fn words(self) -> &'a str {
        &self.text[self.node.span.clone()]
    }

    /// The name of the variant or struct.
    pub(in crate::scenario) fn name(self) -> &'a str {
        &self.text[self.node.name.clone()]
    }

    /// The fields of a struct or a map, with their names; a map's may stand in quotes.
    pub(in crate::scenario) fn fields(self) -> impl ExactSizeIterator<Item = (&'a str, &'a Field)> {
        let (fields, is_map): (&[Field], _) = match &self.inner().node.kids {
            Kids::Struct(fields) => (fields, false),
            Kids::Map(fields) => (fields, true),
            _ => (&[], false),
        };
        fields.iter().map(move |field| {
            let key = &self.text[field.key.clone()];
            (if is_map { key.trim_matches('"') } else { key }, field)
        })
    }

    /// The value of a field, if the struct has it.
    pub(in crate::scenario) fn get(self, name: &str) -> Option<Self> {
        let (_, field) = self.fields().find(|(key, _)| *key == name)?;
        Some(self.to(&field.value).inner())
    }

    /// The value of a field; without one, the struct itself is where to point.
    pub(in crate::scenario) fn field(self, name: &str) -> Self {
        self.get(name).unwrap_or(self)
    }

    /// The rows of a list, none where there is no such list.
    pub(in crate::scenario) fn rows(self, list: &str) -> impl Iterator<Item = Self> + use<'a> {
        self.get(list).into_iter().flat_map(Self::items)
    }

    /// The values within a list or a variant. What stands where a list is due and is none, is the
    /// only value of it.
    pub(in crate::scenario) fn items(self) -> impl ExactSizeIterator<Item = Self> + use<'a> {
        let node = self.inner().node;
        let items: &[Node] = match &node.kids {
            Kids::List(items) | Kids::Tuple(items) => items,
            Kids::Leaf | Kids::Struct(_) => std::slice::from_ref(node),
            Kids::Map(_) => &[],
        };
        items.iter().map(move |item| self.to(item).inner())
    }

    /// One value within a list or a variant; without one, the whole is where to point.
    pub(in crate::scenario) fn item(self, position: usize) -> Self {
        self.items().nth(position).unwrap_or(self)
    }

    /// The text that a string in quotes stands for.
    pub(in crate::scenario) fn string(self) -> Option<Cow<'a, str>> {
        let is_leaf = matches!(self.node.kids, Kids::Leaf) && !self.node.is_hole;
        let is_quoted = is_leaf && self.words().contains('"');
        is_quoted.then(|| self.read_text().ok())?
    }

    /// The same, or why it is no text.
    pub(in crate::scenario) fn read_text(self) -> SpannedResult<Cow<'a, str>> {
        let words = self.words();
        verbatim(words).map_or_else(
            || ron::from_str(words).map(Cow::Owned),
            |text| Ok(Cow::Borrowed(text)),
        )
    }

    /// Shows every value within, this one first, in the order of the file; keys of maps too.
    pub(in crate::scenario) fn walk(self, visit: &mut impl FnMut(Self)) {
        visit(self);
        match &self.node.kids {
            Kids::Leaf => {}
            Kids::List(items) | Kids::Tuple(items) => {
                for item in items {
                    self.to(item).walk(visit);
                }
            }
            Kids::Struct(fields) | Kids::Map(fields) => {
                for field in fields {
                    self.to(&field.value).walk(visit);
                }
            }
        }
    }

    pub(in crate::scenario) fn to(self, node: &'a Node) -> Self {
        Self { node, ..self }
    }

    /// What is within `Some(..)`, which an author may write or leave out.
    fn inner(self) -> Self {
        match &self.node.kids {
            Kids::Tuple(items) if items.len() == 1 && self.name() == "Some" => {
                self.to(&items[0]).inner()
            }
            _ => self,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_without_escapes_is_what_ron_reads() {
        for words in [
            r#""plain""#,
            "\"two\nlines\"",
            "\"“quotes” and — dashes\"",
            r##"r#"a "quoted" \n text"#"##,
            r#"r"\d+""#,
            r#""""#,
        ] {
            let text: String = ron::from_str(words).expect("it is a text");
            assert_eq!(verbatim(words), Some(text.as_str()), "{words}");
        }
        for words in [
            r#""an \"escape\"""#,
            r#""two" "texts""#,
            r##"r#"two"# r#"texts"#"##,
            r#"b"bytes""#,
            r#""open"#,
            r#"r#"open""#,
            r##"#"x"#"##,
            "12",
        ] {
            assert_eq!(verbatim(words), None, "{words}");
        }
    }
}
