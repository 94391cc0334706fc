//! The scenarios that come with the program.

/// A scenario's id and its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Builtin {
    pub id: &'static str,
    pub text: &'static str,
}

/// All of them; a test loads and plays every one.
pub const BUILTIN: &[Builtin] = &[Builtin {
    id: "region-loss",
    text: include_str!("../../scenarios/region-loss.ron"),
}];
