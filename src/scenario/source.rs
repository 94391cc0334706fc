//! A scenario file as its author wrote it: the same words, nothing looked up yet.
//!
//! Ids, durations, dates and moments stay plain strings here, so that [`super::check`] can tell
//! everything that is wrong with them at once, each in its place.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::model::{
    AttachmentKind, Basis, Channel, Finding, Health, Level, Outcome, Truth, Verdict,
};

/// The whole file. What it cannot do without is checked later, so that one line that was
/// forgotten does not hide what else is wrong.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Scenario {
    pub format: Option<u32>,
    pub id: Option<String>,
    pub title: Option<String>,
    #[serde(default)]
    pub summary: Prose,
    pub level: Option<Level>,
    pub length: Option<String>,
    pub scale: Option<f64>,
    pub begins: Option<String>,
    #[serde(default)]
    pub tags: Vec<String>,
    pub marking: Option<String>,
    #[serde(default)]
    pub based_on: Vec<Basis>,
    #[serde(default)]
    pub briefing: Prose,
    #[serde(default)]
    pub notes: Prose,
    #[serde(default)]
    pub roles: Vec<Role>,
    #[serde(default)]
    pub objectives: Vec<Objective>,
    #[serde(default)]
    pub claims: Vec<Claim>,
    #[serde(default)]
    pub services: Vec<Service>,
    #[serde(default)]
    pub signals: Vec<Signal>,
    #[serde(default)]
    pub phases: Vec<Phase>,
    #[serde(default)]
    pub injects: Vec<Inject>,
    #[serde(default)]
    pub decisions: Vec<Decision>,
    #[serde(default)]
    pub tasks: Vec<Task>,
    #[serde(default)]
    pub endings: Vec<Ending>,
    #[serde(default)]
    pub debrief: Vec<String>,
    #[serde(default)]
    pub extra: BTreeMap<String, String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Role {
    pub id: String,
    pub name: String,
    #[serde(default)]
    pub brief: Prose,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Objective {
    pub id: String,
    pub title: String,
    pub area: Option<String>,
    pub met: Option<Condition>,
    pub target: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Claim {
    pub id: String,
    pub text: Prose,
    pub owner: Option<String>,
    pub check: Option<Prose>,
    pub truth: Option<Prose>,
    pub if_unchecked: Option<Prose>,
    pub confirmed: Option<Condition>,
    pub refuted: Option<Condition>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Service {
    pub id: String,
    pub name: String,
    pub tier: Option<u8>,
    #[serde(default)]
    pub needs: Vec<String>,
    pub rto: Option<String>,
    pub rpo: Option<String>,
    pub mtd: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Signal {
    pub id: String,
    pub name: String,
    #[serde(default)]
    pub unit: String,
    #[serde(default)]
    pub start: f64,
    #[serde(default)]
    pub noise: f64,
    pub min: Option<f64>,
    pub max: Option<f64>,
    pub alarm: Option<f64>,
    #[serde(default)]
    pub impact: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Phase {
    pub id: String,
    pub title: String,
    pub when: Trigger,
    pub unless: Option<Condition>,
    pub only_if: Option<Condition>,
    pub goal: Option<Prose>,
    #[serde(default)]
    pub questions: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Inject {
    pub id: String,
    pub when: Trigger,
    pub unless: Option<Condition>,
    pub only_if: Option<Condition>,
    pub channel: Channel,
    #[serde(default)]
    pub from: String,
    #[serde(default = "everybody")]
    pub to: Vec<String>,
    pub title: String,
    #[serde(default)]
    pub body: Prose,
    #[serde(default)]
    pub attachments: Vec<Attachment>,
    #[serde(default)]
    pub truth: Truth,
    #[serde(default)]
    pub notes: Prose,
    #[serde(default)]
    pub expect: Prose,
    #[serde(default)]
    pub objectives: Vec<String>,
    #[serde(default)]
    pub effects: Vec<Effect>,
    #[serde(default)]
    pub extra: BTreeMap<String, String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Attachment {
    pub name: String,
    pub kind: AttachmentKind,
    pub body: Prose,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Decision {
    pub id: String,
    pub when: Trigger,
    pub unless: Option<Condition>,
    pub only_if: Option<Condition>,
    pub asked: Option<String>,
    pub limit: Option<String>,
    pub prompt: Prose,
    pub options: Vec<Choice>,
    pub silence: Option<String>,
}

/// Called an option in the file, where no other meaning of the word is in the way.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "Option")]
pub(super) struct Choice {
    pub id: String,
    pub label: String,
    pub only_if: Option<Condition>,
    pub takes: Option<String>,
    pub verdict: Option<Verdict>,
    #[serde(default)]
    pub effects: Vec<Effect>,
    #[serde(default)]
    pub feedback: Prose,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Task {
    pub id: String,
    pub text: Prose,
    pub role: Option<String>,
    pub objective: Option<String>,
    /// From the start when left out.
    pub when: Option<Trigger>,
    pub unless: Option<Condition>,
    pub only_if: Option<Condition>,
    pub limit: Option<String>,
    pub done: Option<Condition>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Ending {
    pub id: String,
    pub title: String,
    pub outcome: Outcome,
    /// Never by itself when left out.
    pub when: Option<Trigger>,
    #[serde(default)]
    pub otherwise: bool,
    #[serde(default)]
    pub text: Prose,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) enum Trigger {
    At(String),
    After(String, String),
    When(Condition),
    Held,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) enum Condition {
    Happened(String),
    Is(String, Health),
    Above(String, f64),
    Below(String, f64),
    Elapsed(String),
    Flag(String),
    All(Vec<Self>),
    Any(Vec<Self>),
    Not(Box<Self>),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) enum Effect {
    Signal(String, f64, String),
    Nudge(String, f64, String),
    Service(String, Health),
    DataLoss(String, String),
    Set(String),
    Clear(String),
    Cancel(String),
    Claim(String, Finding),
    Chance(f64, Vec<Self>, Vec<Self>),
    End(String),
}

/// A text that may run over several lines, freed of the indentation it has in the file.
#[derive(Debug, Default, Deserialize)]
#[serde(from = "String")]
pub(super) struct Prose(String);

impl From<String> for Prose {
    fn from(text: String) -> Self {
        Self(dedent(&text))
    }
}

impl From<Prose> for String {
    fn from(Prose(text): Prose) -> Self {
        text
    }
}

fn everybody() -> Vec<String> {
    vec!["all".to_owned()]
}

/// Takes away what the lines after the first have in common at their beginnings, and the empty
/// lines around the text.
fn dedent(text: &str) -> String {
    let is_blank = |line: &str| line.trim().is_empty();
    let common = text
        .split('\n')
        .skip(1)
        .filter(|line| !is_blank(line))
        .map(|line| &line[..line.len() - line.trim_start().len()])
        .reduce(shared_start)
        .unwrap_or_default();
    let lines: Vec<&str> = text
        .split('\n')
        .map(|line| match line.strip_prefix(common) {
            _ if is_blank(line) => "",
            Some(rest) => rest,
            // The first line, which begins right after the quote.
            None => line,
        })
        .collect();
    let text = lines.join("\n");
    text.trim_start_matches('\n').trim_end().to_owned()
}

fn shared_start<'a>(a: &'a str, b: &str) -> &'a str {
    let end = a
        .char_indices()
        .zip(b.chars())
        .find(|((_, in_a), in_b)| in_a != in_b)
        .map_or(a.len().min(b.len()), |((at, _), _)| at);
    &a[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_loses_the_indentation_of_the_file() {
        for (written, read) in [
            ("one line", "one line"),
            ("\n    two\n      lines\n  ", "two\n  lines"),
            ("first\n    second\n\n    third", "first\nsecond\n\nthird"),
            ("\n\tone\n\t\ttwo\n", "one\n\ttwo"),
            ("\n    deep\n  less", "  deep\nless"),
            (
                "  first keeps its place\n  second",
                "first keeps its place\nsecond",
            ),
            ("\n\u{2003}a\n\u{2002}b", "\u{2003}a\n\u{2002}b"),
            ("   \n  x", "x"),
            ("", ""),
            ("\n\n", ""),
        ] {
            assert_eq!(dedent(written), read, "{written:?}");
        }
    }
}
