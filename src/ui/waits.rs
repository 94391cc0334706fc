//! What something still waits for, in words: the parts of a condition that do not hold yet.

use super::{
    App,
    widgets::fit::fit,
    words::{clock, health, length, measured, number, plain},
};
use crate::{
    exercise::{ExerciseTime, State},
    report::spoken,
    scenario::{
        HasId, Scenario,
        model::{Condition, Moment, Trigger},
    },
};

/// How an exercise stands at an instant, asked for what is still missing.
#[derive(Debug, Clone, Copy)]
pub struct Standing<'a> {
    pub scenario: &'a Scenario,
    pub state: &'a State,
    pub at: ExerciseTime,
}

/// A part of what has to hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Such as `Storefront to be Up`.
    pub text: String,
    pub holds: bool,
}

/// Whether a condition is asked for, or its opposite.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sense {
    Is,
    IsNot,
}

/// How the parts of something that is missing go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joint {
    Single,
    And,
    Or,
}

/// The longest that the words of an author go on in the middle of a sentence.
const NAME_COLS: usize = 48;

impl<'a> Standing<'a> {
    /// How the exercise stands on the screen.
    pub fn of(app: &'a App) -> Self {
        Self {
            scenario: app.scenario(),
            state: app.state(),
            at: app.shown_clock(),
        }
    }

    /// What a trigger still waits for: only the parts that do not hold yet. Nothing, where it waits
    /// for the clock or for a hand alone.
    pub fn lacking(self, trigger: &Trigger) -> Option<String> {
        match trigger {
            Trigger::At(_) | Trigger::Held => None,
            Trigger::After(moment, _) if self.state.moment(*moment).is_some() => None,
            Trigger::After(moment, span) if span.is_zero() => Some(self.moment(*moment, Sense::Is)),
            Trigger::After(moment, span) => Some(format!(
                "{}, then {}",
                self.moment(*moment, Sense::Is),
                length(*span)
            )),
            Trigger::When(condition) => {
                let (text, _) = self.missing(condition, Sense::Is)?;
                Some(text)
            }
        }
    }

    /// The parts of a condition that all have to hold, and which of them do.
    pub fn parts(self, condition: &Condition) -> Vec<Part> {
        let parts = match condition {
            Condition::All(parts) => parts.as_slice(),
            _ => std::slice::from_ref(condition),
        };
        parts
            .iter()
            .map(|part| Part {
                text: self.say(part, Sense::Is).0,
                holds: self.state.holds(part, self.at),
            })
            .collect()
    }

    /// What of a condition time alone can change, with nothing recorded: the values that it looks
    /// at, and 1 for each time of the clock that is reached. As long as these are the same, and the
    /// records are, so is all that is told of it.
    pub fn readings(self, condition: &Condition) -> Vec<f64> {
        match condition {
            Condition::Happened(_) | Condition::Is(..) | Condition::Flag(_) => Vec::new(),
            Condition::Above(signal, _) | Condition::Below(signal, _) => {
                vec![self.state.signals[*signal].value(self.at)]
            }
            Condition::Elapsed(_) => {
                vec![f64::from(u8::from(self.state.holds(condition, self.at)))]
            }
            Condition::All(parts) | Condition::Any(parts) => {
                let parts = parts.iter().flat_map(|part| self.readings(part));
                parts.collect()
            }
            Condition::Not(part) => self.readings(part),
        }
    }

    /// What is missing for a condition to hold, if anything is.
    fn missing(self, condition: &Condition, sense: Sense) -> Option<(String, Joint)> {
        if self.state.holds(condition, self.at) == (sense == Sense::Is) {
            return None;
        }
        Some(match (condition, sense) {
            (Condition::All(parts), Sense::Is) | (Condition::Any(parts), Sense::IsNot) => {
                self.each(parts, sense, Joint::And)
            }
            (Condition::Any(parts), Sense::Is) | (Condition::All(parts), Sense::IsNot) => {
                self.each(parts, sense, Joint::Or)
            }
            (Condition::Not(part), _) => self.missing(part, sense.turned())?,
            (atom, _) => (self.atom(atom, sense), Joint::Single),
        })
    }

    /// The parts of which something is missing, in words.
    fn each(self, parts: &[Condition], sense: Sense, joint: Joint) -> (String, Joint) {
        let missing = parts.iter().filter_map(|part| self.missing(part, sense));
        join(missing.collect(), joint)
    }

    /// The whole of a condition in words, whether it holds or not.
    fn say(self, condition: &Condition, sense: Sense) -> (String, Joint) {
        let each = |parts: &[Condition], joint| {
            join(
                parts.iter().map(|part| self.say(part, sense)).collect(),
                joint,
            )
        };
        match (condition, sense) {
            (Condition::All(parts), Sense::Is) | (Condition::Any(parts), Sense::IsNot) => {
                each(parts, Joint::And)
            }
            (Condition::Any(parts), Sense::Is) | (Condition::All(parts), Sense::IsNot) => {
                each(parts, Joint::Or)
            }
            (Condition::Not(part), _) => self.say(part, sense.turned()),
            (atom, _) => (self.atom(atom, sense), Joint::Single),
        }
    }

    /// A condition without parts.
    fn atom(self, condition: &Condition, sense: Sense) -> String {
        let not = match sense {
            Sense::Is => "",
            Sense::IsNot => "not ",
        };
        let bound = |signal, word, value| {
            let row = &self.scenario.signals[signal];
            let now = self.state.signals[signal].value(self.at);
            format!(
                "{} {not}{word} {} (now {})",
                plain(&row.name),
                measured(value, &row.unit),
                number(now)
            )
        };
        match condition {
            Condition::Happened(what) => self.moment(*what, sense),
            Condition::Is(service, is) => {
                let name = plain(&self.scenario.services[*service].name);
                format!("{name} {not}to be {}", health(*is).1)
            }
            Condition::Above(signal, value) => bound(*signal, "above", *value),
            Condition::Below(signal, value) => bound(*signal, "below", *value),
            Condition::Elapsed(span) => {
                format!("the clock {not}to be at {}", clock((*span).into()))
            }
            Condition::Flag(flag) => {
                let id = self.scenario.flags[*flag].id();
                format!("`{id}` {not}to be set")
            }
            Condition::All(_) | Condition::Any(_) | Condition::Not(_) => {
                self.say(condition, sense).0
            }
        }
    }

    /// Something that is to happen; or that must not have, which nothing can mend once it has.
    fn moment(self, moment: Moment, sense: Sense) -> String {
        let (what, to, done) = self.what(moment);
        match sense {
            Sense::Is => format!("{what} to {to}"),
            Sense::IsNot => format!("{what} not to have {done}"),
        }
    }

    fn what(self, moment: Moment) -> (String, &'static str, &'static str) {
        let scenario = self.scenario;
        let quoted = |text: &str| format!("“{}”", fit(&plain(text), NAME_COLS));
        match moment {
            Moment::Inject(inject) => (
                quoted(&scenario.injects[inject].title),
                "come in",
                "come in",
            ),
            Moment::Acknowledged(inject) => (
                quoted(&scenario.injects[inject].title),
                "be acknowledged",
                "been acknowledged",
            ),
            Moment::Decision(decision) => (
                scenario.decisions[decision].id().to_owned(),
                "be decided",
                "been decided",
            ),
            Moment::Outcome(decision, choice) => (
                quoted(&scenario.decisions[decision].options[choice].label),
                "take effect",
                "taken effect",
            ),
            Moment::Task(task) => (quoted(&scenario.tasks[task].text), "be done", "been done"),
            Moment::Phase(phase) => (quoted(&scenario.phases[phase].title), "begin", "begun"),
            Moment::Declared => ("an incident".to_owned(), "be declared", "been declared"),
            Moment::Update(Some(whom)) => (
                format!("an update for {}", spoken::audience(whom)),
                "be posted",
                "been posted",
            ),
            Moment::Update(None) => ("a status update".to_owned(), "be posted", "been posted"),
        }
    }
}

impl Sense {
    const fn turned(self) -> Self {
        match self {
            Self::Is => Self::IsNot,
            Self::IsNot => Self::Is,
        }
    }
}

/// Parts in one sentence; what is joined in itself is set in parentheses.
fn join(mut parts: Vec<(String, Joint)>, joint: Joint) -> (String, Joint) {
    if parts.len() == 1 {
        return parts.remove(0);
    }
    let parts = parts.into_iter().map(|(text, inner)| match inner {
        Joint::Single => text,
        Joint::And | Joint::Or if inner == joint => text,
        Joint::And | Joint::Or => format!("({text})"),
    });
    let word = if joint == Joint::And {
        ", and "
    } else {
        ", or "
    };
    (parts.collect::<Vec<_>>().join(word), joint)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exercise::rig::{Rig, minutes};

    #[test]
    fn what_time_changes_of_a_condition_is_in_its_readings() {
        let parts = r#"
            signals: [(id: "load", name: "Load", unit: "%", start: 90, max: 100)],
            injects: [
                (id: "down", when: At("10m"), channel: Chat, title: "D", effects: [
                    Signal("load", 30, "10m"),
                ]),
                (id: "calm", channel: Chat, title: "C",
                    when: When(All([Elapsed("5m"), Below("load", 40), Happened("down")]))),
                (id: "after", channel: Chat, title: "A", when: When(Not(Happened("calm")))),
            ]"#;
        let told = |minute, inject| {
            let rig = Rig::of(parts).until(minutes(minute));
            let standing = Standing {
                scenario: rig.exercise.scenario(),
                state: rig.exercise.state(),
                at: minutes(minute),
            };
            let injects = &standing.scenario.injects;
            let Trigger::When(condition) = &injects[injects.indices().nth(inject).unwrap()].when
            else {
                unreachable!("it waits for a condition")
            };
            (
                standing.readings(condition),
                standing.missing(condition, Sense::Is),
            )
        };
        let calm = |minute| told(minute, 1);
        assert_eq!(calm(1), calm(2));
        assert_ne!(calm(2).0, calm(6).0, "the clock got to 5:00");
        assert_eq!(calm(6), calm(9));
        assert_ne!(calm(12).0, calm(13).0, "the load falls");
        assert!(told(1, 2).0.is_empty(), "only records change it");
    }
}
