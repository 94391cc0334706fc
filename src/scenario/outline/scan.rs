//! The scanner that draws the outline, or says where a text is not even RON.

use std::ops::Range;

use super::tree::{Field, Kids, Node};
use crate::scenario::code::Code;

/// How many brackets may stand within each other.
const DEEPEST: usize = 64;

/// Why there is no outline.
#[derive(Debug, PartialEq)]
pub(in crate::scenario) struct Broken {
    pub code: Code,
    pub span: Range<usize>,
    pub message: String,
    pub hint: Option<&'static str>,
}

/// Scans a whole file.
pub(in crate::scenario) fn outline(text: &str) -> Result<Node, Broken> {
    let mut scanner = Scanner {
        text,
        at: 0,
        depth: 0,
    };
    scanner.attributes()?;
    if scanner.peek().is_none() {
        return Err(Broken {
            code: Code::EmptyFile,
            message: "the file is empty".to_owned(),
            ..scanner.expected("a scenario")
        });
    }
    let root = scanner.value()?;
    scanner.blanks()?;
    match scanner.peek() {
        None => Ok(root),
        Some(_) => Err(Broken {
            code: Code::Misplaced,
            span: scanner.here(),
            message: "one value fills the file; nothing goes after it".to_owned(),
            hint: Some("Perhaps a bracket is closed too early."),
        }),
    }
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

impl Scanner<'_> {
    fn value(&mut self) -> Result<Node, Broken> {
        self.blanks()?;
        let start = self.at;
        if self.quoted()? {
            return Ok(self.leaf(start));
        }
        if matches!(self.peek(), Some('(' | '[' | '{')) {
            return self.group(start..start);
        }
        let name = self.word()?;
        let leaf = self.leaf(start);
        self.blanks()?;
        match self.peek() {
            Some('(' | '[' | '{') => self.group(name),
            _ => Ok(leaf),
        }
    }

    fn leaf(&self, start: usize) -> Node {
        Node::leaf(start..self.at)
    }

    /// Everything from an opening bracket to its closing one.
    fn group(&mut self, name: Range<usize>) -> Result<Node, Broken> {
        let open = self.at;
        if self.depth == DEEPEST {
            return Err(Broken {
                code: Code::TooDeep,
                span: open..open + 1,
                message: format!("more than {DEEPEST} brackets within each other"),
                hint: Some("Take some of them away; nobody needs as many."),
            });
        }
        self.depth += 1;
        let kids = match self.bump() {
            Some('[') => Kids::List(self.sequence(open, ']', Self::value)?),
            Some('{') => Kids::Map(self.sequence(open, '}', Self::entry)?),
            _ if self.is_struct()? => Kids::Struct(self.sequence(open, ')', Self::named)?),
            _ => Kids::Tuple(self.sequence(open, ')', Self::value)?),
        };
        self.depth -= 1;
        let start = if name.is_empty() { open } else { name.start };
        Ok(Node {
            span: start..self.at,
            name,
            kids,
        })
    }

    fn sequence<T: Part>(
        &mut self,
        open: usize,
        close: char,
        part: fn(&mut Self) -> Result<T, Broken>,
    ) -> Result<Vec<T>, Broken> {
        let mut parts = Vec::new();
        loop {
            self.blanks()?;
            match self.peek() {
                Some(next) if next == close => {
                    self.bump();
                    return Ok(parts);
                }
                None => return Err(self.unclosed(open)),
                Some(')' | ']' | '}') => return Err(self.mismatch(open)),
                Some(_) => {}
            }
            let next = part(self)?;
            self.blanks()?;
            match self.peek() {
                Some(',') => {
                    self.bump();
                }
                Some(')' | ']' | '}') | None => {}
                Some(_) => return Err(self.no_comma(next.node())),
            }
            parts.push(next);
        }
    }

    /// Whether a name and a colon follow; nothing is consumed.
    fn is_struct(&mut self) -> Result<bool, Broken> {
        let start = self.at;
        self.blanks()?;
        let is_name = self.peek().is_some_and(|c| c.is_alphabetic() || c == '_')
            && !self.quoted()?
            && self.word().is_ok();
        self.blanks()?;
        let is_struct = is_name && self.peek() == Some(':');
        self.at = start;
        Ok(is_struct)
    }

    fn named(&mut self) -> Result<Field, Broken> {
        let start = self.at;
        if self.quoted()? || matches!(self.peek(), Some('(' | '[' | '{')) {
            self.at = start;
            return Err(Broken {
                hint: Some("Perhaps the bracket before is not closed."),
                ..self.expected("the name of a field")
            });
        }
        let key = self.word()?;
        self.blanks()?;
        self.colon()?;
        let value = self.value()?;
        Ok(Field { key, value })
    }

    fn entry(&mut self) -> Result<Field, Broken> {
        let key = self.value()?.span;
        self.blanks()?;
        self.colon()?;
        let value = self.value()?;
        Ok(Field { key, value })
    }

    fn colon(&mut self) -> Result<(), Broken> {
        if self.peek() != Some(':') {
            return Err(self.expected("a `:`"));
        }
        self.bump();
        Ok(())
    }

    /// A name or a number: whatever stands without quotes.
    fn word(&mut self) -> Result<Range<usize>, Broken> {
        let start = self.at;
        while let Some(next) = self.peek() {
            let rest = &self.text[self.at..];
            let ends = is_blank(next) || ",:()[]{}\"'".contains(next);
            if ends || rest.starts_with("//") || rest.starts_with("/*") {
                break;
            }
            self.bump();
        }
        if self.at == start {
            return Err(self.expected("a value"));
        }
        Ok(start..self.at)
    }

    /// Consumes a text, raw text or character, or answers that none is here.
    fn quoted(&mut self) -> Result<bool, Broken> {
        let start = self.at;
        let rest = &self.text[start..];
        let unprefixed = rest.strip_prefix('b').unwrap_or(rest);
        let prefix = rest.len() - unprefixed.len();
        if unprefixed.starts_with('"') {
            self.at += prefix + 1;
            return self.escaped(start, '"');
        }
        if unprefixed.starts_with('\'') {
            self.at += prefix + 1;
            // A quote is a character too, RON lets it stand: `'''`.
            if self.text[self.at..].starts_with("''") {
                self.at += 2;
                return Ok(true);
            }
            return self.escaped(start, '\'');
        }
        let Some(fence) = unprefixed.strip_prefix('r') else {
            return Ok(false);
        };
        let n_hashes = fence.len() - fence.trim_start_matches('#').len();
        if !fence[n_hashes..].starts_with('"') {
            return Ok(false);
        }
        let inside = start + prefix + 1 + n_hashes + 1;
        let close = format!("\"{}", "#".repeat(n_hashes));
        match self.text[inside..].find(&close) {
            Some(length) => self.at = inside + length + close.len(),
            None => return Err(self.unclosed(start)),
        }
        Ok(true)
    }

    fn escaped(&mut self, open: usize, close: char) -> Result<bool, Broken> {
        while let Some(next) = self.bump() {
            if next == close {
                return Ok(true);
            }
            if next == '\\' {
                self.bump();
            }
        }
        Err(self.unclosed(open))
    }

    /// Skips what stands between values: space and comments.
    fn blanks(&mut self) -> Result<(), Broken> {
        loop {
            let rest = &self.text[self.at..];
            if rest.starts_with("//") {
                self.at += rest.find('\n').unwrap_or(rest.len());
            } else if rest.starts_with("/*") {
                self.comment()?;
            } else if rest.starts_with(is_blank) {
                self.bump();
            } else {
                return Ok(());
            }
        }
    }

    fn comment(&mut self) -> Result<(), Broken> {
        let open = self.at;
        let mut depth = 0_usize;
        loop {
            let rest = &self.text[self.at..];
            if rest.starts_with("/*") {
                depth += 1;
                self.at += 2;
            } else if rest.starts_with("*/") {
                depth -= 1;
                self.at += 2;
                if depth == 0 {
                    return Ok(());
                }
            } else if self.bump().is_none() {
                return Err(self.unclosed(open));
            }
        }
    }

    /// Skips `#![enable(..)]` and its like before the first value.
    fn attributes(&mut self) -> Result<(), Broken> {
        self.blanks()?;
        while self.peek() == Some('#') {
            let open = self.at;
            while self.peek() != Some(']') {
                if self.quoted()? {
                    continue;
                }
                if self.bump().is_none() {
                    return Err(self.unclosed(open));
                }
            }
            self.bump();
            self.blanks()?;
        }
        Ok(())
    }

    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn bump(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.at += next.len_utf8();
        Some(next)
    }

    fn here(&self) -> Range<usize> {
        self.at..self.at + self.peek().map_or(0, char::len_utf8)
    }

    fn expected(&self, what: &str) -> Broken {
        let found = match self.peek() {
            Some(found) => format!("`{found}`"),
            None => "the end of the file".to_owned(),
        };
        Broken {
            code: Code::Misplaced,
            span: self.here(),
            message: format!("here goes {what}, not {found}"),
            hint: None,
        }
    }

    fn unclosed(&self, open: usize) -> Broken {
        let rest = &self.text[open..];
        let (length, what) = if rest.starts_with("/*") {
            (2, "comment")
        } else if rest.starts_with('#') {
            (1, "attribute")
        } else if rest.starts_with(['(', '[', '{']) {
            (1, "bracket")
        } else {
            (rest.find(['"', '\'']).map_or(1, |at| at + 1), "text")
        };
        Broken {
            code: Code::Unclosed,
            span: open..open + length,
            message: format!("this {what} is never closed"),
            hint: None,
        }
    }

    fn mismatch(&self, open: usize) -> Broken {
        let opened = &self.text[open..=open];
        let line = 1 + self.text[..open].matches('\n').count();
        Broken {
            code: Code::WrongBracket,
            span: self.here(),
            message: format!(
                "`{}` does not close the `{opened}` of line {line}",
                &self.text[self.here()]
            ),
            hint: Some("Close each bracket with its own kind: `()`, `[]`, `{}`."),
        }
    }

    /// Something follows a value without a comma between them.
    fn no_comma(&self, before: &Node) -> Broken {
        let words = &self.text[before.span.clone()];
        if words.starts_with('"') && self.is_unclosed(before) {
            return Broken {
                code: Code::Unclosed,
                span: before.span.start..before.span.start + first_line(words).len(),
                message: "this text is not closed where it should be".to_owned(),
                hint: Some("Add the missing `\"`, or write `\\\"` for a quote within the text."),
            };
        }
        let is_colon = self.peek() == Some(':');
        let (code, message, hint) = if self.text[self.at..].starts_with("::") {
            let hint = "Write the word after the `::` alone.";
            (Code::MissingComma, "here a `,` is missing", Some(hint))
        } else if is_colon && words.starts_with('"') {
            let message = "the name of a field stands without quotes";
            (Code::Misplaced, message, None)
        } else if is_colon {
            let hint = "Write `(name: value)`.";
            let message = "a field goes into round brackets";
            (Code::Misplaced, message, Some(hint))
        } else if words.ends_with('"') && self.is_still_text(before) {
            let hint = "Within a text, write `\\\"` for a quote.";
            (Code::MissingComma, "here a `,` is missing", Some(hint))
        } else if words.starts_with(char::is_alphabetic) && matches!(before.kids, Kids::Leaf) {
            let message = "here a `:` or a `,` is missing";
            (Code::MissingComma, message, None)
        } else {
            (Code::MissingComma, "here a `,` is missing", None)
        };
        let span = if is_colon {
            before.span.clone()
        } else {
            before.span.end..before.span.end
        };
        Broken {
            code,
            span,
            message: message.to_owned(),
            hint,
        }
    }

    /// Whether the closing quote of a text over several lines was most likely forgotten. The next
    /// opening quote closes it then, so it ends with what stands before a text, and the words of
    /// the next one follow at once.
    ///
    /// ```text
    /// (title: "Forgotten,
    ///  body: "What follows")
    ///        ^ ends here
    /// ```
    fn is_unclosed(&self, text: &Node) -> bool {
        let words = self.text[text.span.clone()].trim_end_matches('"');
        words.contains('\n')
            && (self.at == text.span.end || words.trim_end().ends_with([':', '[', '(', ',']))
    }

    /// Whether what follows a text most likely belongs to it, after a quote that was meant as one
    /// of its characters: `"say "hi" to them"`.
    fn is_still_text(&self, text: &Node) -> bool {
        let rest = &self.text[text.span.end..];
        let line = first_line(rest);
        let word = line.trim_start();
        let after = word.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_');
        let is_word = after.len() < word.len() && !after.trim_start().starts_with([':', '(']);
        let is_comment = word.starts_with("//") || word.starts_with("/*");
        !is_comment && (line.starts_with(|c: char| !is_blank(c)) || is_word)
    }
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

/// What a [`Scanner::sequence`] is made of.
trait Part {
    fn node(&self) -> &Node;
}

impl Part for Node {
    fn node(&self) -> &Node {
        self
    }
}

impl Part for Field {
    fn node(&self) -> &Node {
        &self.value
    }
}

/// What RON takes for space.
fn is_blank(c: char) -> bool {
    matches!(
        c,
        '\t' | '\n'
            | '\u{B}'
            | '\u{C}'
            | '\r'
            | ' '
            | '\u{85}'
            | '\u{200E}'
            | '\u{200F}'
            | '\u{2028}'
            | '\u{2029}'
    )
}

#[cfg(test)]
mod tests {
    use super::{super::At, *};

    /// The text without the marks `«»`, and what stands between them.
    fn unmarked(marked: &str) -> (String, Range<usize>) {
        let start = marked.find('«').expect("a mark");
        let end = marked.find('»').expect("a mark") - '«'.len_utf8();
        (marked.replace(['«', '»'], ""), start..end)
    }

    /// Scans a text in which `«»` surround the words that `find` is to lead to.
    fn check(marked: &str, find: fn(At<'_>) -> At<'_>) {
        let (text, span) = unmarked(marked);
        let node = outline(&text).expect("an outline");
        let root = At {
            text: &text,
            node: &node,
        };
        assert_eq!(find(root).span(), span, "{marked}");
    }

    #[test]
    fn every_value_is_found_where_it_stands() {
        check("(a: 1, b: «-2.5e3»)", |at| at.field("b"));
        check("S ( a : «x» , )", |at| at.field("a"));
        check("[1, [2, «'3'»]]", |at| at.item(1).item(1));
        check("(a: [«Page»])", |at| at.field("a").item(0));
        check("(a: «After»(x, 3))", |at| at.field("a"));
        check("(a: After(x, «3»))", |at| at.field("a").item(1));
        check("(a: Not ( «All»([])))", |at| at.field("a").item(0));
        check("(a: Some(Some(«5»)))", |at| at.field("a"));
        check("(a: Some([1, «2»]))", |at| at.field("a").item(1));
        check("(a: { k: «1» })", |at| at.field("a").field("k"));
        check("(a: «(»), b: ())", |at| at.field("a"));
        check("«(»a: 1)", |at| at.field("no-such"));
        check("#![enable(x)] #![x = \"]\"] (a: «1»)", |at| at.field("a"));
    }

    #[test]
    fn nothing_in_texts_and_comments_counts() {
        check(r#"(a: ")]} \\\" // /*", b: «1»)"#, |at| at.field("b"));
        check(r##"(a: r#")"]"#, b: «r"\"»)"##, |at| at.field("b"));
        check(r##"(a: b")", b: br#"]"#, c: «b'\''»)"##, |at| {
            at.field("c")
        });
        check(r#"(a: ')', b: '"', c: ''', d: '\'', e: «1»)"#, |at| {
            at.field("e")
        });
        check("/* ( /* [ */ \" */ (a: // )\n«1» /**/ , )", |at| {
            at.field("a")
        });
        check("(a: «x»/* y */, b: 1//\n)", |at| at.field("a"));
        check("(ä: \"ö\", b: «\"ü\"»)", |at| at.field("b"));
    }

    #[test]
    fn what_is_wrong_is_told_where_it_began() {
        for (marked, message) in [
            ("«(»a: [1, 2]", "this bracket is never closed"),
            ("(a: «[»1, 2", "this bracket is never closed"),
            ("(a: X«(»1", "this bracket is never closed"),
            ("(a: «\"»x)", "this text is never closed"),
            ("(a: «r##\"»x\"#)", "this text is never closed"),
            ("(a: «'»x)", "this text is never closed"),
            ("(a: «/*»x)", "this comment is never closed"),
            ("«/*» /* */", "this comment is never closed"),
            ("«#»![x (a: 1)", "this attribute is never closed"),
            ("(\na: [1, 2«)»", "`)` does not close the `[` of line 2"),
            (
                "(a: «\"x,»\n b: \"y\")",
                "this text is not closed where it should be",
            ),
            ("(a: \"say \"«»hi\"\")", "here a `,` is missing"),
            ("(a«» 1)", "here a `:` or a `,` is missing"),
            ("(«\"a\"»: 1)", "the name of a field stands without quotes"),
            ("(a: 1, «(»b: 1))", "here goes the name of a field, not `(`"),
            ("[«a»: 1]", "a field goes into round brackets"),
            ("[1, «,»]", "here goes a value, not `,`"),
            ("{1 «2»}", "here goes a `:`, not `2`"),
            (
                "(a: 1) «x»",
                "one value fills the file; nothing goes after it",
            ),
            ("// nothing«»", "the file is empty"),
        ] {
            let (text, span) = unmarked(marked);
            let broken = outline(&text).expect_err("no outline");
            assert_eq!(broken.message, message, "{marked}");
            assert_eq!(broken.span, span, "{marked}");
        }
    }

    #[test]
    fn a_quote_is_named_only_where_one_is_likely_wrong() {
        let check = |text: &str, code: Code, hint: &str| {
            let broken = outline(text).expect_err("no outline");
            let told = (broken.code, broken.hint.unwrap_or_default());
            assert_eq!(told, (code, hint), "{text}");
        };
        let in_text = "Within a text, write `\\\"` for a quote.";
        let forgotten = "Add the missing `\"`, or write `\\\"` for a quote within the text.";
        for (text, hint) in [
            (r#"(a: "say "hi" to them")"#, in_text),
            (r#"(a: "say " hi " to them")"#, in_text),
            (r#"(a: "x" b: 1)"#, ""),
            (r#"(a: "x" b : "y")"#, ""),
            (r#"(a: ["x" "y"])"#, ""),
            (r#"(a: ["x" At("y")])"#, ""),
            ("(a: \"x\"\n b: 1)", ""),
            ("(a: \"x\"// why\n b: 1)", ""),
            ("(a: \"\n x\n \" b: 1)", ""),
        ] {
            check(text, Code::MissingComma, hint);
        }
        for text in [
            "(a: \"x,\n b: \"y\")",
            "(a: \"x,\n b: \" y\")",
            "(a: [\"x, \"y\",\n \"z\"])",
        ] {
            let broken = outline(text).expect_err("no outline");
            assert!(broken.hint.is_some(), "{text}");
        }
        check("(a: \"x,\n b: \" y\")", Code::Unclosed, forgotten);
        check("Scenario(a: \"x\"", Code::Unclosed, "");
        check("Scenario(a: [\"x\",", Code::Unclosed, "");
    }

    #[test]
    fn brackets_within_each_other_are_counted() {
        let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        assert!(outline(&nested(DEEPEST)).is_ok());
        let broken = outline(&nested(DEEPEST + 1)).expect_err("too deep");
        assert_eq!(broken.span, DEEPEST..DEEPEST + 1);
        assert!(outline(&"(".repeat(1_000_000)).is_err());
        assert!(outline(&"/*".repeat(1_000_000)).is_err());
    }
}
