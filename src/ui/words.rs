//! Words for things: the same on every screen.

use super::keymap::Key;
use crate::{
    exercise::{ExerciseTime, State, event::PauseReason},
    harmless,
    report::spoken,
    scenario::{
        HasId, Ix, Scenario, Span,
        model::{Channel, Condition, Health, Moment, Recipients, Role, Trigger},
    },
};

/// Words from a scenario or a person, on one line and harmless.
pub fn plain(text: &str) -> String {
    harmless::line(text.trim())
}

/// Words on one line, as a sentence.
pub fn sentence(text: &str) -> String {
    let text = plain(text);
    let mut letters = text.chars();
    let Some(first) = letters.next() else {
        return text;
    };
    let stop = if text.ends_with(['.', '?', '!', ')']) {
        ""
    } else {
        "."
    };
    format!("{}{}{stop}", first.to_uppercase(), letters.as_str())
}

/// `1:02:03`, or `2:03` where no hour is full: a length to be counted down or looked back on.
pub fn length(span: Span) -> String {
    let s = span.as_ms() / 1000;
    if s >= 3600 {
        format!("{}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60)
    } else {
        format!("{}:{:02}", s / 60, s % 60)
    }
}

/// How long it is from `now` to `then`, a second that has begun counting in full.
pub fn until(now: ExerciseTime, then: ExerciseTime) -> String {
    length(Span::from_ms(then.since(now).as_ms().div_ceil(1000) * 1000))
}

/// How long it is from `now` to `then`, for a list that many count down in: to the second in the last
/// ten minutes, and before that in full minutes: `9:59`, `24 min`, `1h05`.
pub fn roughly_until(now: ExerciseTime, then: ExerciseTime) -> String {
    let minutes = then.since(now).as_ms() / 60_000;
    match minutes {
        0..10 => until(now, then),
        10..60 => format!("{minutes} min"),
        _ => hours(minutes),
    }
}

/// `1h05`, of minutes.
fn hours(minutes: u64) -> String {
    format!("{}h{:02}", minutes / 60, minutes % 60)
}

/// The exercise clock without its `T+`, as short as it can be.
pub fn clock(at: ExerciseTime) -> String {
    length(at.since(ExerciseTime::START))
}

/// The exercise clock in at most five columns, for a list: `13:00`, and from an hour on `1h05`.
pub fn short_clock(at: ExerciseTime) -> String {
    let minutes = at.as_ms() / 60_000;
    if minutes >= 60 {
        hours(minutes)
    } else {
        clock(at)
    }
}

/// A speed, such as `×6`.
pub fn speed(speed: f64) -> String {
    format!("×{speed}")
}

/// A value with as many digits as are worth reading.
pub fn number(value: f64) -> String {
    let value = if value.abs() < 0.005 { 0.0 } else { value };
    match value.abs() {
        size if size >= 1_000_000.0 => format!("{:.1} M", value / 1_000_000.0),
        size if size >= 100.0 => format!("{value:.0}"),
        size if size >= 10.0 => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    }
}

/// A value with its unit.
pub fn measured(value: f64, unit: &str) -> String {
    format!("{} {}", number(value), plain(unit))
        .trim()
        .to_owned()
}

/// The way a message comes in, as a badge.
pub const fn channel(channel: Channel) -> &'static str {
    match channel {
        Channel::Page => "PAGE",
        Channel::Alert => "ALERT",
        Channel::Chat => "CHAT",
        Channel::Phone => "PHONE",
        Channel::Email => "EMAIL",
        Channel::Ticket => "TICKET",
        Channel::News => "NEWS",
        Channel::Social => "SOCIAL",
        Channel::Dashboard => "DASHBOARD",
        Channel::Person => "IN PERSON",
        Channel::StatusPage => "STATUS PAGE",
    }
}

/// A service's health, as a glyph and a word.
pub const fn health(health: Health) -> (&'static str, &'static str) {
    match health {
        Health::Up => ("▲", "Up"),
        Health::Degraded => ("◆", "Degraded"),
        Health::Down => ("▼", "Down"),
    }
}

/// Why the clock stands.
pub const fn paused(why: PauseReason) -> &'static str {
    match why {
        PauseReason::Hand => "by hand",
        PauseReason::Asleep => "computer slept",
        PauseReason::Storage => "journal",
        PauseReason::Quit => "program was left",
    }
}

/// Who gets a message.
pub fn recipients(scenario: &Scenario, to: &Recipients) -> String {
    match to {
        Recipients::All => "everybody".to_owned(),
        Recipients::Roles(roles) => roles
            .iter()
            .map(|role| plain(&scenario.roles[*role].name))
            .collect::<Vec<_>>()
            .join(", "),
    }
}

/// The person in a role, and whether that is one who is absent; or the role's name while nobody is.
pub fn who(scenario: &Scenario, state: &State, role: Ix<Role>) -> String {
    let who = plain(&state.in_role(scenario, role).to_string());
    match &state.roles[role] {
        Some(person) if state.is_absent(person) => format!("{who}, absent"),
        Some(_) | None => who,
    }
}

/// What something waits for.
pub fn trigger(scenario: &Scenario, trigger: &Trigger) -> String {
    match trigger {
        Trigger::At(span) => format!("at {}", clock(ExerciseTime::from(*span))),
        Trigger::After(what, span) if span.is_zero() => format!("once {}", moment(scenario, *what)),
        Trigger::After(what, span) => {
            format!("{} after {}", length(*span), moment(scenario, *what))
        }
        Trigger::When(what) => format!("when {}", condition(scenario, what)),
        Trigger::Held => "held ready: only by hand".to_owned(),
    }
}

/// Something that can have happened.
pub fn moment(scenario: &Scenario, moment: Moment) -> String {
    match moment {
        Moment::Inject(inject) => {
            format!("“{}” came in", plain(&scenario.injects[inject].title))
        }
        Moment::Acknowledged(inject) => {
            format!(
                "“{}” was acknowledged",
                plain(&scenario.injects[inject].title)
            )
        }
        Moment::Decision(decision) => {
            format!("{} was decided", scenario.decisions[decision].id())
        }
        Moment::Outcome(decision, choice) => {
            let option = &scenario.decisions[decision].options[choice];
            format!("“{}” took effect", plain(&option.label))
        }
        Moment::Task(task) => format!("“{}” was done", plain(&scenario.tasks[task].text)),
        Moment::Phase(phase) => format!("“{}” began", plain(&scenario.phases[phase].title)),
        Moment::Declared => "an incident was declared".to_owned(),
        Moment::Update(Some(whom)) => {
            format!("an update for {} was posted", spoken::audience(whom))
        }
        Moment::Update(None) => "a status update was posted".to_owned(),
    }
}

/// What has to hold.
pub fn condition(scenario: &Scenario, wanted: &Condition) -> String {
    let signal_name = |signal| plain(&scenario.signals[signal].name);
    let bound = |signal, value| measured(value, &scenario.signals[signal].unit);
    match wanted {
        Condition::Happened(what) => moment(scenario, *what),
        Condition::Is(service, is) => {
            format!(
                "{} is {}",
                plain(&scenario.services[*service].name),
                health(*is).1
            )
        }
        Condition::Above(signal, value) => {
            format!("{} above {}", signal_name(*signal), bound(*signal, *value))
        }
        Condition::Below(signal, value) => {
            format!("{} below {}", signal_name(*signal), bound(*signal, *value))
        }
        Condition::Elapsed(span) => format!("{} have passed", length(*span)),
        Condition::Flag(flag) => format!("`{}` is set", scenario.flags[*flag].id()),
        Condition::All(parts) => join(scenario, parts, " and "),
        Condition::Any(parts) => join(scenario, parts, " or "),
        Condition::Not(part) => format!("not ({})", condition(scenario, part)),
    }
}

fn join(scenario: &Scenario, parts: &[Condition], word: &str) -> String {
    let part = |part: &Condition| match part {
        Condition::All(_) | Condition::Any(_) => format!("({})", condition(scenario, part)),
        _ => condition(scenario, part),
    };
    parts.iter().map(part).collect::<Vec<_>>().join(word)
}

/// Why a key that no table has does nothing.
pub fn dead_key(key: Key) -> String {
    format!("The key {key} does nothing here; ? shows the keys.")
}

/// The same for what is open over a screen.
pub fn dead_key_over(key: Key) -> String {
    format!("the key {key} does nothing here")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_as_short_as_they_can_be() {
        assert_eq!(length(Span::from_ms(84_999)), "1:24");
        assert_eq!(length(Span::from_ms(3_723_000)), "1:02:03");
    }

    #[test]
    fn sentences_begin_large_and_end_with_a_stop() {
        assert_eq!(sentence("no decision is open"), "No decision is open.");
        assert_eq!(sentence("Is it?"), "Is it?");
        assert_eq!(sentence(""), "");
    }

    #[test]
    fn a_countdown_ends_at_nothing_and_not_before() {
        let at = ExerciseTime::from_ms;
        assert_eq!(until(at(1), at(1000)), "0:01");
        assert_eq!(until(at(1000), at(1000)), "0:00");
        assert_eq!(until(at(2000), at(1000)), "0:00");
    }

    #[test]
    fn what_is_far_away_is_counted_in_minutes() {
        let left = |ms| roughly_until(ExerciseTime::START, ExerciseTime::from_ms(ms));
        let minute = 60_000;
        assert_eq!(left(10 * minute - 1), "10:00");
        assert_eq!(left(9 * minute + 59_000), "9:59");
        assert_eq!(left(11 * minute - 1), "10 min");
        assert_eq!(left(60 * minute - 1), "59 min");
        assert_eq!(left(65 * minute), "1h05");
    }

    #[test]
    fn numbers_have_as_many_digits_as_are_worth_reading() {
        for (value, text) in [
            (0.0, "0.00"),
            (-0.001, "0.00"),
            (0.25, "0.25"),
            (38.04, "38.0"),
            (1234.5, "1234"),
            (2_500_000.0, "2.5 M"),
        ] {
            assert_eq!(number(value), text);
        }
    }
}
