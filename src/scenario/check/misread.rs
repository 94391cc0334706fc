//! What could not be read, in words.

use ron::{
    Error,
    error::{Position, SpannedError},
};

use super::{
    read::Trail,
    words::{a, did_you_mean, one_of, quoted},
};
use crate::scenario::{
    outline::{At, Kids},
    problem::Problem,
};

/// Tells what serde stopped at.
pub(super) fn told(trail: &Trail<'_>, error: &SpannedError) -> Problem {
    match &error.code {
        Error::NoSuchStructField {
            expected,
            found,
            outer,
        } => {
            let span = trail.key.clone().unwrap_or_else(|| trail.at.span());
            let whose = a(&called(outer.as_ref()));
            let message = format!("{whose} has no field {}", quoted(found));
            Problem::error(span, message).hint(suggestion(found, expected))
        }
        Error::NoSuchEnumVariant {
            expected,
            found,
            outer,
        } => {
            let message = format!("{} is no {}", quoted(found), called(outer.as_ref()));
            Problem::error(trail.at.span(), message).hint(suggestion(found, expected))
        }
        Error::MissingStructField { field, outer } => {
            missing(trail.at, field, &called(outer.as_ref()))
        }
        code => misread(trail, position(trail.at.text, error), code),
    }
}

fn missing(at: At<'_>, field: &str, what: &str) -> Problem {
    let message = match at.get("id").and_then(At::string) {
        Some(id) => format!("the {what} {} has no `{field}`", quoted(&id)),
        None => format!("this {what} has no `{field}`"),
    };
    Problem::error(at.span(), message).hint(format!("Add `{field}: ..`."))
}

/// What is of another shape than what goes there.
fn misread(trail: &Trail<'_>, position: usize, code: &Error) -> Problem {
    let is_text_wanted = *code == Error::ExpectedString;
    let whole = Some(trail.at).filter(|at| !is_text_wanted || at.has_kids());
    let inner = Some(trail.at.innermost(position)).filter(|at| at.has_kids());
    let mut variants = [whole, inner, trail.variant].into_iter().flatten();
    if let Some(problem) = variants.find_map(misshapen) {
        return problem;
    }
    if trail.unit.is_none() && trail.at.node.span.contains(&position) {
        let message = "a scenario is written `Scenario(..)`";
        return Problem::error(trail.at.span(), message).hint(code.to_string() + ".");
    }
    // Of what has values within, serde names the whole, and RON alone the place.
    let at = match trail.unit {
        Some(_) => trail.at.innermost(position),
        None => return Problem::error(position..position, lowercase(&code.to_string())),
    };
    let (span, words) = match at.key_at(position) {
        Some(key) => (key.clone(), &at.text[key]),
        None => (at.span(), at.words()),
    };
    let (message, hint) = match expected(at, words, code) {
        Some((expected, hint)) => (format!("here goes {expected}, not {}", quoted(words)), hint),
        None => (lowercase(&code.to_string()), None),
    };
    let is_short = |hint: &String| hint.len() < 100 && !hint.contains('\n');
    Problem::error(span, message).hint(hint.filter(is_short))
}

/// What should be there instead of these words, and what to write.
fn expected(at: At<'_>, words: &str, code: &Error) -> Option<(&'static str, Option<String>)> {
    let is_bare = !words.contains(['"', '(', '[', '{']);
    Some(match code {
        Error::ExpectedString => ("a text in quotes", is_bare.then(|| in_quotes(words))),
        Error::ExpectedIdentifier | Error::ExpectedStructName(_) => {
            let word = at
                .string()
                .filter(|word| word.starts_with(char::is_uppercase));
            let hint = word.map(|word| format!("Write `{word}`."));
            match at.node.kids {
                Kids::Leaf => ("a word without quotes", hint),
                _ => ("a word, with or without brackets after it", hint),
            }
        }
        Error::ExpectedArray => ("a list", Some(format!("Write `[{words}]`."))),
        Error::ExpectedBoolean => ("`true` or `false`", None),
        Error::IntegerOutOfBounds => ("a smaller whole number, from 0 on", None),
        Error::ExpectedInteger | Error::InvalidIntegerDigit { .. } => ("a whole number", None),
        // RON reads the `1` of `1.5`, and says what could follow.
        Error::ExpectedComma | Error::ExpectedStructLikeEnd
            if words.starts_with(|c: char| c.is_ascii_digit()) =>
        {
            let is_fraction = words.parse::<f64>().is_ok();
            (
                if is_fraction {
                    "a whole number"
                } else {
                    "a number"
                },
                None,
            )
        }
        Error::ExpectedFloat | Error::FloatUnderscore => {
            let number = at.string().filter(|word| word.parse::<f64>().is_ok());
            (
                "a number",
                number.map(|number| format!("Write `{number}`.")),
            )
        }
        Error::ExpectedMap => ("a map", Some("Write `{\"name\": \"text\"}`.".to_owned())),
        Error::ExpectedStructLike | Error::ExpectedNamedStructLike(_) => {
            ("a bracket with fields", None)
        }
        Error::InvalidEscape(_) => (
            "a text without this escape",
            Some("Write `\\\\` for a backslash, or a raw text: `r\"..\"`.".to_owned()),
        ),
        _ => return None,
    })
}

fn in_quotes(words: &str) -> String {
    let bare = words.trim_matches('\'');
    match bare.parse::<f64>() {
        Ok(_) => format!("Write `\"{bare}\"`, or `\"{bare}m\"` if minutes are meant."),
        Err(_) => format!("Write `\"{bare}\"`."),
    }
}

/// How the variants of triggers, conditions and effects are written.
const FORMS: [&str; 23] = [
    r#"At("5m")"#,
    r#"After("moment", "3m")"#,
    "When(condition)",
    "Held",
    r#"Happened("moment")"#,
    r#"Is("service", Down)"#,
    r#"Above("signal", 5)"#,
    r#"Below("signal", 5)"#,
    r#"Elapsed("30m")"#,
    r#"Flag("name")"#,
    "All([..])",
    "Any([..])",
    "Not(condition)",
    r#"Signal("signal", 38, "3m")"#,
    r#"Nudge("signal", 12, "2m")"#,
    r#"Service("service", Down)"#,
    r#"DataLoss("service", "37s")"#,
    r#"Set("flag")"#,
    r#"Clear("flag")"#,
    r#"Cancel("inject")"#,
    r#"Claim("claim", Refuted)"#,
    "Chance(60, [..], [..])",
    r#"End("ending")"#,
];

/// Tells of a variant that has too many or too few values, or names for them.
fn misshapen(at: At<'_>) -> Option<Problem> {
    let name = if at.has_kids() { at.name() } else { at.words() };
    let is_its = |form: &&&str| form.split('(').next() == Some(name);
    let form = FORMS.iter().find(is_its)?;
    let n_values = match form.split_once('(') {
        Some((_, values)) => values.split(", ").count(),
        None => 0,
    };
    let is_named = matches!(at.node.kids, Kids::Struct(_));
    if at.items().len() == n_values && at.has_kids() == (n_values > 0) && !is_named {
        return None;
    }
    let message = format!("{} is not written like this", quoted(name));
    Some(Problem::error(at.span(), message).hint(format!("Write `{form}`.")))
}

fn suggestion(found: &str, expected: &[&str]) -> String {
    did_you_mean(found, expected.iter().copied()).unwrap_or_else(|| one_of(expected))
}

/// What the file calls it: an `AttachmentKind` is an attachment kind.
fn called(name: Option<&String>) -> String {
    let mut words = String::new();
    for c in name.map_or("thing", String::as_str).chars() {
        if c.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(c.to_lowercase());
    }
    words
}

fn lowercase(sentence: &str) -> String {
    let mut letters = sentence.chars();
    let first = letters.next().map(|c| c.to_lowercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

/// Where RON stopped. It counts lines, and columns in characters, from 1.
fn position(text: &str, error: &SpannedError) -> usize {
    let Position { line, col } = error.span.start;
    let lines = text.split_inclusive('\n').take(line.saturating_sub(1));
    let line_start: usize = lines.map(str::len).sum();
    text[line_start..]
        .char_indices()
        .nth(col.saturating_sub(1))
        .map_or(text.len(), |(at, _)| line_start + at)
}
