//! Lengths of time, and the words of the language, as people say them.

use crate::scenario::model::{Audience, Channel, Level, Outcome, Truth, Verdict};

/// A length of time, to the second: `12 min 30 s`.
pub fn duration(ms: u64) -> String {
    // The first moment above a bound is a millisecond past it: rounding keeps that out of sight.
    let s = ms.saturating_add(500) / 1000;
    let parts = [(s / 3600, "h"), (s / 60 % 60, "min"), (s % 60, "s")];
    let spoken: Vec<_> = parts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, unit)| format!("{count} {unit}"))
        .collect();
    if spoken.is_empty() {
        "0 s".to_owned()
    } else {
        spoken.join(" ")
    }
}

/// A length of time from some moment on, or back from it: `4 min`, `4 min before`.
pub fn from_moment(ms: i64) -> String {
    let spoken = duration(ms.unsigned_abs());
    if ms <= -500 {
        format!("{spoken} before")
    } else {
        spoken
    }
}

/// A count with its noun: `1 task`, `3 tasks`.
pub fn count(n: usize, noun: &str) -> String {
    if n == 1 {
        format!("1 {noun}")
    } else {
        format!("{n} {noun}s")
    }
}

/// The longest prompt that is a gist as it is.
const LONGEST_GIST_CHARS: usize = 80;

/// What an author's Markdown comes down to, on one line: all of it where it is short, else the
/// question that it asks, the one in bold before others, else how it begins.
pub fn gist(markdown: &str) -> String {
    let whole = flat(markdown);
    if whole.chars().count() <= LONGEST_GIST_CHARS {
        return whole;
    }
    let in_bold = markdown.split("**").skip(1).step_by(2);
    let bold_question = in_bold.map(flat).filter(|text| text.ends_with('?')).last();
    bold_question
        .or_else(|| last_question(&whole))
        .unwrap_or_else(|| beginning(&whole))
}

/// An author's Markdown on one line, without its emphasis.
pub fn flat(markdown: &str) -> String {
    let line = markdown.split_whitespace().collect::<Vec<_>>().join(" ");
    let chars: Vec<_> = line.chars().collect();
    let is_space = |at: Option<usize>| {
        at.and_then(|at| chars.get(at))
            .is_none_or(|c| c.is_whitespace())
    };
    let is_mark = |at: usize| {
        let stands_alone = is_space(at.checked_sub(1)) && is_space(at.checked_add(1));
        matches!(chars[at], '*' | '`') && !stands_alone
    };
    let kept = chars.iter().enumerate().filter(|(at, _)| !is_mark(*at));
    kept.map(|(_, c)| c).collect()
}

fn last_question(text: &str) -> Option<String> {
    let (before, _) = text.rsplit_once('?')?;
    let start = [". ", "! ", "? ", ": "]
        .iter()
        .filter_map(|stop| before.rfind(stop).map(|at| at + stop.len()))
        .max()
        .unwrap_or(0);
    Some(format!("{}?", &before[start..]))
}

fn beginning(text: &str) -> String {
    let mut beginning = String::new();
    for word in text.split(' ') {
        if beginning.chars().count() + word.chars().count() >= LONGEST_GIST_CHARS {
            break;
        }
        beginning.push_str(word);
        beginning.push(' ');
    }
    format!("{}…", beginning.trim_end())
}

/// How a message comes in, as a sentence begins.
pub fn channel(channel: Channel) -> &'static str {
    match channel {
        Channel::Page => "Page",
        Channel::Alert => "Alert",
        Channel::Chat => "Chat",
        Channel::Phone => "Phone",
        Channel::Email => "Email",
        Channel::Ticket => "Ticket",
        Channel::News => "News",
        Channel::Social => "Social media",
        Channel::Dashboard => "Dashboard",
        Channel::Person => "In person",
        Channel::StatusPage => "Status page",
    }
}

/// How far a message could be believed; nothing where it was true.
pub fn untruth(truth: Truth) -> Option<&'static str> {
    match truth {
        Truth::True => None,
        Truth::FalseLead => Some("a false lead"),
        Truth::Misleading => Some("misleading"),
        Truth::Late => Some("late"),
    }
}

/// How much a team should have practised before.
pub fn level(level: Level) -> &'static str {
    match level {
        Level::Introductory => "introductory",
        Level::Intermediate => "intermediate",
        Level::Advanced => "advanced",
    }
}

/// How an ending is to be taken.
pub fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Success => "success",
        Outcome::Mixed => "mixed",
        Outcome::Failure => "failure",
    }
}

/// How good an answer is, as the author sees it.
pub fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Good => "good",
        Verdict::Fair => "fair",
        Verdict::Poor => "poor",
    }
}

/// Whom a status update is for.
pub fn audience(audience: Audience) -> &'static str {
    match audience {
        Audience::Internal => "internal",
        Audience::Public => "public",
        Audience::Executive => "executive",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_as_people_say_them() {
        for (ms, spoken) in [
            (0, "0 s"),
            (499, "0 s"),
            (59_999, "1 min"),
            (60_001, "1 min"),
            (750_000, "12 min 30 s"),
            (3_600_000, "1 h"),
            (93_605_000, "26 h 5 s"),
        ] {
            assert_eq!(duration(ms), spoken, "{ms}");
        }
    }

    #[test]
    fn a_short_prompt_is_its_own_gist() {
        assert_eq!(
            gist("It is silent.\n**Move** the `traffic`?"),
            "It is silent. Move the traffic?"
        );
        assert_eq!(gist("2 * 3 is *6*"), "2 * 3 is 6");
    }

    #[test]
    fn a_long_prompt_comes_down_to_its_question() {
        let before = "The provider says that all is well, and one session is left to one of us.";
        for (question, gist_of_it) in [
            (
                "**What is the first move?** Say it.",
                "What is the first move?",
            ),
            ("What first? **Now?** Or not?", "Now?"),
            ("The team asks: what first, then?", "what first, then?"),
        ] {
            let prompt = format!("{before}\n{question}\n\nIt cannot be undone.");
            assert_eq!(gist(&prompt), gist_of_it);
        }
    }

    #[test]
    fn a_long_prompt_without_a_question_is_cut_between_words() {
        // Eight words of ten characters and seven spaces are 87; seven and six are 76.
        let words = "abcdefghij ".repeat(9);
        let gist = gist(&words);
        assert_eq!(gist, format!("{}…", ["abcdefghij"; 7].join(" ")));
    }

    #[test]
    fn what_came_before_the_moment_says_so() {
        assert_eq!(from_moment(-240_000), "4 min before");
        assert_eq!(from_moment(-1), "0 s");
        assert_eq!(from_moment(240_000), "4 min");
    }
}
