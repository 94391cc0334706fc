//! What somebody meant who wrote the right word in the wrong place.

use super::{names::Names, words::did_you_mean};
use crate::scenario::{outline::At, span::Span};

/// How much of a file a hint repeats.
const MOST_REPEATED: usize = 60;

/// Whether it is written as a condition.
pub(super) fn is_condition(at: At<'_>) -> bool {
    let is_one = matches!(
        at.name(),
        "Happened" | "Is" | "Above" | "Below" | "Elapsed" | "Flag" | "All" | "Any" | "Not"
    );
    is_one && at.has_kids()
}

/// What to write where a trigger, a condition or an effect goes, and another of the three stands.
pub(super) fn word(at: At<'_>, what: &str) -> Option<String> {
    let first = at.item(0).words();
    let values = at.words().strip_prefix(at.name());
    let values = values.filter(|_| at.has_kids())?;
    let meant = match (what, at.name()) {
        ("trigger", _) if is_condition(at) => format!("When({})", repeated(at.words())),
        ("effect", "Flag") => format!("Set{values}"),
        ("effect", "Is") => format!("Service{values}"),
        ("condition", "Set") => format!("Flag{values}"),
        ("condition", "Service") => format!("Is{values}"),
        ("condition", "At") => format!("Elapsed{values}"),
        ("condition", "After") => format!("Happened({first})"),
        ("condition", "When") => repeated(first).to_owned(),
        _ => return None,
    };
    Some(format!("Write `{}`.", repeated(&meant)))
}

/// What to write for a text where a trigger or a condition goes.
pub(super) fn for_text(at: At<'_>, what: &str) -> Option<String> {
    let text = at.string()?;
    let is_time = text.parse::<Span>().is_ok();
    match what {
        "trigger" if is_time => Some(format!("Write `At(\"{text}\")`.")),
        _ => None,
    }
}

/// What to write where a single condition goes and a list stands, in the brackets of `before` if
/// there is one.
pub(super) fn one_condition(list: At<'_>, before: &str) -> String {
    let within = |words: &str| match before {
        "" => words.to_owned(),
        _ => format!("{before}({words})"),
    };
    let mut conditions = list.items();
    match (conditions.next(), conditions.next()) {
        (Some(only), None) => {
            format!(
                "Write `{}`, without the list.",
                within(repeated(only.words()))
            )
        }
        _ if before == "Not" => {
            "Write `Not(Any([..]))` if none may hold, `Not(All([..]))` if not all may.".to_owned()
        }
        _ => {
            let [all, any] = ["All([..])", "Any([..])"].map(within);
            format!("Write `{all}` if all must hold, `{any}` if one is enough.")
        }
    }
}

/// What to write where `After` is given a condition.
pub(super) fn moment(at: At<'_>) -> Option<String> {
    let moment = at.item(0).string();
    match moment.filter(|_| at.name() == "Happened") {
        Some(moment) => Some(format!("Write `\"{moment}\"`.")),
        None => is_condition(at).then(|| {
            "`After` takes a moment in quotes; for a condition use `When(..)`.".to_owned()
        }),
    }
}

/// A decision and its option that stand in a single text, or as the option alone.
pub(super) fn choice(at: At<'_>, names: &Names) -> Option<String> {
    let words = at.item(0).string().filter(|_| at.name() == "Choose")?;
    let is_alone = at.items().len() == 1;
    let meant = if words.contains('.') {
        Some(words)
    } else {
        let decision = names.decision_of(&words);
        decision.map(|decision| format!("{decision}.{words}").into())
    };
    let (decision, option) = meant.as_ref().filter(|_| is_alone)?.split_once('.')?;
    Some(format!("Write `Choose(\"{decision}\", \"{option}\")`."))
}

/// What to write for a time that is none, if there is anything in it.
pub(super) fn time(time: &str) -> Option<String> {
    let is_time = |time: &str| time.parse::<Span>().is_ok();
    let number = time.trim();
    if number.parse::<u32>().is_ok() && is_time(&format!("{number}m")) {
        return Some(format!("Write `\"{number}m\"` if minutes are meant."));
    }
    let clock = number.strip_prefix(['T', 't'])?.trim_start();
    let clock = clock.strip_prefix('+')?.trim_start();
    is_time(clock).then(|| format!("Write `\"{clock}\"`: leave out `T+`."))
}

/// The number before a sign or a unit.
pub(super) fn number(words: &str) -> Option<&str> {
    let words = words.trim_matches('"');
    let is_digit = |c: char| c.is_ascii_digit() || c == '.';
    let number = &words[..=words.rfind(is_digit)?];
    let unit = words[number.len()..].trim();
    let is_unit = unit.chars().count() <= 5 && unit.chars().all(|c| c == '%' || c.is_alphabetic());
    (is_unit && number.parse::<f64>().is_ok()).then_some(number)
}

/// What to write for a moment that is put the other way round, or that lacks its decision.
pub(super) fn moment_called(name: &str, names: &Names) -> Option<String> {
    if let Some(inject) = name.strip_suffix(".acknowledged") {
        let is_inject = names.is_inject(inject);
        return is_inject.then(|| did_you_mean(format!("acknowledged.{inject}")));
    }
    let decision = names.decision_of(name)?;
    Some(did_you_mean(format!("{decision}.{name}")))
}

fn repeated(words: &str) -> &str {
    if words.len() <= MOST_REPEATED && !words.contains('\n') {
        words
    } else {
        ".."
    }
}
