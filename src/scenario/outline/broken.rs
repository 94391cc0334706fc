//! What is not even RON, in words.

use std::ops::Range;

use crate::scenario::code::Code;

/// Why a text is no RON.
#[derive(Debug, PartialEq)]
pub(in crate::scenario) struct Broken {
    pub code: Code,
    pub span: Range<usize>,
    pub message: String,
    pub hint: String,
}

impl Broken {
    pub(super) fn new(
        code: Code,
        span: Range<usize>,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) -> Self {
        Self {
            code,
            span,
            message: message.into(),
            hint: hint.into(),
        }
    }

    /// Something else stands where `what` goes.
    pub(super) fn expected(what: &str, span: Range<usize>, text: &str, hint: &str) -> Self {
        let found = match &text[span.clone()] {
            "" => "the end of the file".to_owned(),
            found => format!("`{found}`"),
        };
        let message = format!("here goes {what}, not {found}");
        Self::new(Code::Misplaced, span, message, hint)
    }

    /// Two values without a comma between them.
    pub(super) fn no_comma(at: usize) -> Self {
        let message = "here a `,` is missing";
        let hint = "Put a `,` between one thing and the next.";
        Self::new(Code::MissingComma, at..at, message, hint)
    }

    /// A bracket that the end of the file, or something that cannot stand in it, finds open.
    pub(super) fn open(at: usize, hint: impl Into<String>) -> Self {
        let message = "this bracket is never closed";
        Self::new(Code::Unclosed, at..at + 1, message, hint)
    }

    /// A text that goes on where it should not.
    pub(super) fn text(span: Range<usize>, hint: &str) -> Self {
        let message = "this text is not closed where it should be";
        Self::new(Code::Unclosed, span, message, hint)
    }

    /// The scanner has seen enough.
    pub(super) fn enough(at: usize) -> Self {
        let message = "so much is broken up to here that the rest is not read";
        Self::new(Code::More, at..at, message, "Mend the others first.")
    }
}

/// The bracket that closes what this one opens.
pub(super) fn closing(open: char) -> char {
    match open {
        '[' => ']',
        '{' => '}',
        _ => ')',
    }
}
