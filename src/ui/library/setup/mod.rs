//! Sets an exercise up: who takes part, how it runs, and whether it counts. Enter alone starts with
//! what suits most.

mod draw;
mod rows;

use std::sync::Arc;

use self::rows::{Row, Value, rows};
use super::{Library, Origin, Start, sieve::Counts};
use crate::{
    exercise::{
        event::{Mode, Pace, Person},
        not_the_clock,
    },
    scenario::Scenario,
    ui::{
        keymap::{Action, Binding, Key, row},
        modals::Answer,
    },
};

/// An exercise that is being set up.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::ui) struct Setup {
    origin: Origin,
    pub(super) scenario: Arc<Scenario>,
    rows: Vec<Row>,
    cursor: usize,
}

pub(super) const SETTING_UP: &[Binding<Library>] = &[
    row(
        &[Key::ENTER],
        Action::Accept,
        "start",
        "Start the exercise; where a person can be added, add one",
    )
    .shown(),
    row(
        &[Key::DOWN, Key::TAB],
        Action::Down,
        "next",
        "To the next line",
    )
    .shown(),
    row(
        &[Key::UP, Key::BACK_TAB],
        Action::Up,
        "before",
        "To the line before",
    )
    .shown(),
    row(
        &[Key::RIGHT, Key::char(' ')],
        Action::Change,
        "change",
        "The other choice, where the line is none to write in",
    )
    .shown(),
    row(
        &[Key::LEFT],
        Action::ChangeBack,
        "back",
        "The choice before, where the line is none to write in",
    ),
    row(
        &[Key::ESC, Key::ctrl('c')],
        Action::Close,
        "leave it",
        "Back to the list; nothing was started",
    )
    .shown(),
];

impl Setup {
    pub(super) fn of(origin: Origin, scenario: Arc<Scenario>, pace: Pace) -> Self {
        Self {
            origin,
            rows: rows(&scenario, pace),
            scenario,
            cursor: 0,
        }
    }

    pub(super) fn paste(&mut self, text: &str) {
        if let Some(field) = self.rows[self.cursor].value.field_mut() {
            field.insert(text);
        }
    }

    pub(super) fn key(&mut self, action: Option<Action>, key: Key) -> Answer<Start> {
        let n = self.rows.len();
        let value = &mut self.rows[self.cursor].value;
        match action {
            Some(Action::Accept | Action::Change) if *value == Value::AddPerson => {
                self.add_person();
            }
            Some(Action::Accept) => return self.start().map_or_else(Answer::Says, Answer::Takes),
            Some(Action::Close) => return Answer::Closes,
            Some(Action::Up) => self.cursor = (self.cursor + n - 1) % n,
            Some(Action::Down) => self.cursor = (self.cursor + 1) % n,
            _ => match value.field_mut() {
                Some(field) => {
                    field.key(key);
                }
                None if action.is_some() => value.change(),
                None => return Answer::Says(value.how_to_change().to_owned()),
            },
        }
        Answer::Stays
    }

    /// Makes a line for one more, above the line that adds them.
    fn add_person(&mut self) {
        self.rows.insert(self.cursor, Row::person_without_role());
    }

    /// The exercise that this makes; why not, where it makes none.
    fn start(&self) -> Result<Start, String> {
        let mut start = Start {
            origin: self.origin.clone(),
            mode: Mode::Facilitated,
            people: Vec::new(),
            pace: Pace::Real,
            speed: self.scenario.scale,
            seed: None,
            is_practice: false,
        };
        for row in &self.rows {
            match &row.value {
                Value::Person(role, field) => {
                    let name = field.text().trim().to_owned();
                    not_the_clock(&name).map_err(|refusal| refusal.to_string())?;
                    let role = role.clone();
                    start
                        .people
                        .extend((!name.is_empty()).then_some(Person { name, role }));
                }
                Value::AddPerson => {}
                Value::Pace(pace) => start.pace = *pace,
                Value::Speed(field) => start.speed = rows::speed(field.text())?,
                Value::Seed(field) => start.seed = rows::seed(field.text())?,
                Value::Practice(counts) => start.is_practice = *counts == Counts::Practice,
            }
        }
        Ok(start)
    }
}
