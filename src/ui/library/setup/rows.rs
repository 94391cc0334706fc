//! The lines of a set-up: what can be said, what each choice is called, and what it means.

use crate::{
    exercise::event::Pace,
    scenario::{HasId, Scenario},
    ui::{library::sieve::Counts, widgets::text_field::TextField, words::plain},
};

/// A line of a set-up.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    pub name: String,
    pub value: Value,
}

/// What is said in a line.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    /// Who sits in the role with this id, or takes part without one.
    Person(Option<String>, TextField),
    /// Makes a line for one more person.
    AddPerson,
    Pace(Pace),
    Speed(TextField),
    Seed(TextField),
    Practice(Counts),
}

/// The lines for a scenario: first who takes part, then how it runs.
pub(super) fn rows(scenario: &Scenario, pace: Pace) -> Vec<Row> {
    let seats = scenario.roles.iter().map(|role| Row {
        name: plain(&role.name),
        value: Value::Person(Some(role.id().to_owned()), TextField::default()),
    });
    let speed = TextField::with(&scenario.scale.to_string());
    let rest = [
        ("Somebody else", Value::AddPerson),
        ("Injects arrive", Value::Pace(pace)),
        ("Speed", Value::Speed(speed)),
        ("Luck", Value::Seed(TextField::default())),
        ("It counts", Value::Practice(Counts::ForTheRecord)),
    ];
    let rest = rest.map(|(name, value)| Row {
        name: name.to_owned(),
        value,
    });
    seats.chain(rest).collect()
}

impl Row {
    pub(super) fn person_without_role() -> Self {
        Self {
            name: "Without a role".to_owned(),
            value: Value::Person(None, TextField::default()),
        }
    }

    /// Whether it says who takes part, and not how the exercise runs.
    pub(super) const fn is_of_people(&self) -> bool {
        matches!(self.value, Value::Person(..) | Value::AddPerson)
    }
}

impl Value {
    pub(super) const fn field(&self) -> Option<&TextField> {
        match self {
            Self::Person(_, field) | Self::Speed(field) | Self::Seed(field) => Some(field),
            Self::AddPerson | Self::Pace(_) | Self::Practice(_) => None,
        }
    }

    pub(super) const fn field_mut(&mut self) -> Option<&mut TextField> {
        match self {
            Self::Person(_, field) | Self::Speed(field) | Self::Seed(field) => Some(field),
            Self::AddPerson | Self::Pace(_) | Self::Practice(_) => None,
        }
    }

    /// Takes the other choice. There are two of each, so forth is back.
    pub(super) const fn change(&mut self) {
        match self {
            Self::Pace(pace) => {
                *pace = match *pace {
                    Pace::Real => Pace::Manual,
                    Pace::Manual => Pace::Real,
                }
            }
            Self::Practice(counts) => {
                *counts = match *counts {
                    Counts::ForTheRecord => Counts::Practice,
                    Counts::Practice => Counts::ForTheRecord,
                }
            }
            Self::Person(..) | Self::AddPerson | Self::Speed(_) | Self::Seed(_) => {}
        }
    }

    /// What can be chosen, and which of it is.
    pub(super) const fn choices(&self) -> Option<([&'static str; 2], usize)> {
        match self {
            Self::Pace(pace) => Some((
                ["by the clock", "by hand"],
                matches!(pace, Pace::Manual) as usize,
            )),
            Self::Practice(counts) => Some((
                ["for the record", "practice"],
                matches!(counts, Counts::Practice) as usize,
            )),
            Self::Person(..) | Self::AddPerson | Self::Speed(_) | Self::Seed(_) => None,
        }
    }

    /// What it means as it stands.
    pub(super) const fn meaning(&self) -> &'static str {
        match self {
            Self::Person(Some(_), _) => {
                "Who sits in this role? It can be left empty, and said or changed at any time later."
            }
            Self::Person(None, _) => {
                "Somebody who takes part without a role. Left empty, it is nobody."
            }
            Self::AddPerson => "Enter makes a line for somebody who takes part without a role.",
            Self::Pace(Pace::Real) => {
                "By the clock: each inject arrives by itself when it is due. You can still hold it back, \
                 skip it, or let it in early."
            }
            Self::Pace(Pace::Manual) => {
                "By hand: an inject that is due waits until you let it in, for a room that talks at a \
                 pace of its own."
            }
            Self::Speed(_) => {
                "So many exercise minutes pass in one real minute. It can be changed at any time."
            }
            Self::Seed(_) => {
                "Some outcomes are a matter of luck. The same number draws the same luck again; left \
                 empty, any is drawn."
            }
            Self::Practice(Counts::ForTheRecord) => {
                "For the record: it counts in figures over exercises."
            }
            Self::Practice(Counts::Practice) => {
                "Practice: all is recorded and reported just so, and it does not count in figures over \
                 exercises. For a dry run, or to show somebody around."
            }
        }
    }

    /// Why a letter does nothing here.
    pub(super) const fn how_to_change(&self) -> &'static str {
        match self {
            Self::AddPerson => "Enter makes a line to write the name in",
            _ => "there are two choices; ← and → or Space change it",
        }
    }
}

pub(super) fn speed(text: &str) -> Result<f64, String> {
    let speed = text.trim().parse().ok();
    let is_speed = |speed: &f64| *speed > 0.0 && *speed <= 1000.0;
    speed
        .filter(is_speed)
        .ok_or_else(|| "a speed is a number above 0 and up to 1000, such as 6".to_owned())
}

pub(super) fn seed(text: &str) -> Result<Option<u64>, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let seed = text.parse().map(Some);
    seed.map_err(|_| "luck is drawn from a whole number, or from nothing for any".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speeds_and_seeds_are_numbers() {
        assert_eq!(speed(" 0.5 "), Ok(0.5));
        for bad in ["", "0", "-1", "1001", "fast", "NaN"] {
            assert!(speed(bad).is_err(), "{bad}");
        }
        assert_eq!(seed(""), Ok(None));
        assert_eq!(seed("7"), Ok(Some(7)));
        assert!(seed("-7").is_err());
    }

    #[test]
    fn a_choice_that_is_changed_twice_is_as_it_was() {
        let mut value = Value::Practice(Counts::ForTheRecord);
        value.change();
        assert_eq!(value.choices(), Some((["for the record", "practice"], 1)));
        value.change();
        assert_eq!(value, Value::Practice(Counts::ForTheRecord));
    }
}
