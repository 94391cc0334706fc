//! Sets an exercise up: who sits where, how fast it runs, and whether it counts. Enter alone starts
//! with what suits most.

use std::sync::Arc;

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
    widgets::Paragraph,
};

use super::{Library, Origin, Start};
use crate::{
    exercise::{
        event::{Pace, Person},
        not_the_clock,
    },
    report::spoken,
    scenario::{HasId, Scenario},
    ui::{
        keymap::{Action, Binding, Key, row},
        modals::Answer,
        view::refusal,
        widgets::{
            fit::{cut, filled, fit, pad, width},
            hints,
            panel::popup,
            text_field::TextField,
            window,
        },
        words::plain,
    },
};

/// An exercise that is being set up.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::ui) struct Setup {
    origin: Origin,
    scenario: Arc<Scenario>,
    rows: Vec<Row>,
    cursor: usize,
}

/// A line of it.
#[derive(Debug, Clone, PartialEq)]
struct Row {
    name: String,
    value: Value,
    /// What is to be known about it.
    hint: &'static str,
}

#[derive(Debug, Clone, PartialEq)]
enum Value {
    /// Who sits in the role with this id.
    Person(String, TextField),
    Pace(Pace),
    Speed(TextField),
    Seed(TextField),
    Practice(Counts),
}

/// Whether an exercise counts in figures over exercises.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Counts {
    ForTheRecord,
    Practice,
}

pub(super) const SETTING_UP: &[Binding<Library>] = &[
    row(&[Key::ENTER], Action::Accept, "start", "Start the exercise").shown(),
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
        let seats = scenario.roles.iter().map(|role| Row {
            name: plain(&role.name),
            value: Value::Person(role.id().to_owned(), TextField::default()),
            hint: "Who sits in this role? Can be left empty and said later.",
        });
        let mut rows: Vec<_> = seats.collect();
        let speed = TextField::with(&scenario.scale.to_string());
        for (name, value, hint) in [
            (
                "Injects arrive",
                Value::Pace(pace),
                "By the clock, or each when you let it in.",
            ),
            (
                "Speed",
                Value::Speed(speed),
                "Exercise minutes per real minute.",
            ),
            (
                "Seed",
                Value::Seed(TextField::default()),
                "What luck is drawn from. Empty: any; the same seed draws the same.",
            ),
            (
                "Counts",
                Value::Practice(Counts::ForTheRecord),
                "Practice does not count in figures over exercises.",
            ),
        ] {
            let name = name.to_owned();
            rows.push(Row { name, value, hint });
        }
        Self {
            origin,
            scenario,
            rows,
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
        match action {
            Some(Action::Accept) => return self.start().map_or_else(Answer::Says, Answer::Takes),
            Some(Action::Close) => return Answer::Closes,
            Some(Action::Up) => self.cursor = (self.cursor + n - 1) % n,
            Some(Action::Down) => self.cursor = (self.cursor + 1) % n,
            _ => {
                let value = &mut self.rows[self.cursor].value;
                let takes = action.is_some();
                match value.field_mut() {
                    Some(field) => {
                        field.key(key);
                    }
                    // There are two of each, so forth is back.
                    None if takes => value.change(),
                    None => {}
                }
            }
        }
        Answer::Stays
    }

    /// The exercise that this makes; why not, where it makes none.
    fn start(&self) -> Result<Start, String> {
        let mut start = Start {
            origin: self.origin.clone(),
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
                    let role = Some(role.clone());
                    start
                        .people
                        .extend((!name.is_empty()).then_some(Person { name, role }));
                }
                Value::Pace(pace) => start.pace = *pace,
                Value::Speed(field) => start.speed = speed(field.text())?,
                Value::Seed(field) => start.seed = seed(field.text())?,
                Value::Practice(counts) => start.is_practice = *counts == Counts::Practice,
            }
        }
        Ok(start)
    }

    /// ```text
    /// ╭ Start: Primary region, no estimate ──────────────╮
    /// │ takes about 1 h 15 min                           │
    /// │                                                  │
    /// │ Incident commander   › Ana▌                      │
    /// │ Operations           ›                           │
    /// │ Injects arrive       by the clock                │
    /// │ Speed                › 6                         │
    /// │ Seed                 ›                           │
    /// │ Counts               for the record              │
    /// │                                                  │
    /// │ Who sits in this role? Can be left empty ...     │
    /// │ Enter start  ↓ next  ↑ before  Esc leave it      │
    /// ╰──────────────────────────────────────────────────╯
    /// ```
    pub(super) fn view(&self, library: &Library, frame: &mut Frame<'_>, area: Rect) {
        const AROUND: u16 = 5;
        let theme = &library.theme;
        let wanted = u16::try_from(self.rows.len()).unwrap_or(u16::MAX);
        let cols = 66.min(area.width.saturating_sub(4)).max(1);
        let n_rows = wanted.min(area.height.saturating_sub(AROUND + 2)).max(1);
        let title = format!("Start: {}", plain(&self.scenario.title));
        let title = fit(&title, usize::from(cols));
        let inner = popup(&title, cols, n_rows + AROUND, theme, frame, area);
        let room = usize::from(inner.width);
        let name_cols = self.name_cols(room);
        let first = window::first_row(self.cursor, self.rows.len(), usize::from(n_rows));
        let mut lines = vec![Line::styled(self.takes(), theme.dim), Line::default()];
        let shown = (first..self.rows.len()).take(usize::from(n_rows));
        lines.extend(
            shown
                .clone()
                .map(|n| self.line(library, n, name_cols, room)),
        );
        lines.push(Line::default());
        lines
            .push(refusal(library, room).unwrap_or_else(|| {
                Line::styled(fit(self.rows[self.cursor].hint, room), theme.dim)
            }));
        lines.push(hints::footer(&[SETTING_UP], library, room));
        frame.render_widget(Paragraph::new(lines), inner);
        for (place, n) in shown.enumerate() {
            let at = u16::try_from(name_cols).unwrap_or(0);
            let field = Rect {
                x: inner.x.saturating_add(at),
                y: inner.y + 2 + u16::try_from(place).unwrap_or(0),
                width: inner.width.saturating_sub(at),
                height: 1,
            };
            if n == self.cursor
                && let Some(text) = self.rows[n].value.field()
            {
                text.view(theme, frame, field.intersection(inner));
            }
        }
    }

    fn takes(&self) -> String {
        match self.start() {
            Ok(start) => {
                let mut scenario = (*self.scenario).clone();
                scenario.scale = start.speed;
                let takes = super::found::playing_ms(&scenario);
                format!("takes up to {}", spoken::duration(takes))
            }
            Err(_) => String::new(),
        }
    }

    fn name_cols(&self, room: usize) -> usize {
        let widest = self.rows.iter().map(|row| width(&row.name));
        widest.max().unwrap_or(0).min(room / 2) + 2
    }

    fn line(&self, library: &Library, n: usize, name_cols: usize, cols: usize) -> Line<'static> {
        let theme = &library.theme;
        let row = &self.rows[n];
        let name = format!("{}  ", pad(&row.name, name_cols - 2));
        let is_chosen = n == self.cursor;
        let name_style = if is_chosen { theme.strong } else { theme.dim };
        let (prompt, value) = match row.value.field() {
            Some(field) => ("› ", plain(field.text())),
            None => ("", row.value.words().to_owned()),
        };
        let line = Line::from(vec![
            Span::styled(name, name_style),
            Span::styled(prompt, theme.dim),
            Span::styled(value, theme.text),
        ]);
        let line = cut(line.spans, cols);
        if is_chosen && row.value.field().is_none() {
            filled(line, cols, theme.selected)
        } else {
            line
        }
    }
}

impl Value {
    const fn field(&self) -> Option<&TextField> {
        match self {
            Self::Person(_, field) | Self::Speed(field) | Self::Seed(field) => Some(field),
            Self::Pace(_) | Self::Practice(_) => None,
        }
    }

    const fn field_mut(&mut self) -> Option<&mut TextField> {
        match self {
            Self::Person(_, field) | Self::Speed(field) | Self::Seed(field) => Some(field),
            Self::Pace(_) | Self::Practice(_) => None,
        }
    }

    const fn change(&mut self) {
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
            Self::Person(..) | Self::Speed(_) | Self::Seed(_) => {}
        }
    }

    const fn words(&self) -> &'static str {
        match self {
            Self::Pace(Pace::Real) => "‹ by the clock ›",
            Self::Pace(Pace::Manual) => "‹ by hand ›",
            Self::Practice(Counts::ForTheRecord) => "‹ for the record ›",
            Self::Practice(Counts::Practice) => "‹ practice ›",
            Self::Person(..) | Self::Speed(_) | Self::Seed(_) => "",
        }
    }
}

fn speed(text: &str) -> Result<f64, String> {
    let speed = text.trim().parse().ok();
    let is_speed = |speed: &f64| *speed > 0.0 && *speed <= 1000.0;
    speed
        .filter(is_speed)
        .ok_or_else(|| "a speed is a number above 0 and up to 1000, such as 6".to_owned())
}

fn seed(text: &str) -> Result<Option<u64>, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let seed = text.parse().map(Some);
    seed.map_err(|_| "a seed is a whole number, or nothing for any".to_owned())
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
}
