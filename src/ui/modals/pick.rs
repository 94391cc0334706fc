//! Asks which one of several is meant: by number, or with the arrows.

use std::marker::PhantomData;

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
    widgets::Paragraph,
};

use super::{Answer, binding, cols, prompt::foot, rows};
use crate::ui::{
    Host,
    keymap::{Action, Binding, Key},
    step::Step,
    widgets::{
        fit::{cut, filled, row, width},
        panel::{TITLE_ROWS, popup, popup_room},
        window,
    },
    words::{self, plain},
};

/// A list of which one is taken.
#[derive(Debug, Clone, PartialEq)]
pub struct Pick<S = Step> {
    title: String,
    choices: Vec<Choice<S>>,
    cursor: usize,
}

/// A row of the list, and what it leads to.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice<S = Step> {
    label: String,
    /// At the end of the row.
    detail: String,
    /// The letter that takes it, in place of its number.
    letter: Option<char>,
    step: S,
}

impl<S> Choice<S> {
    pub fn new(label: &str, detail: &str, step: S) -> Self {
        Self {
            label: plain(label),
            detail: plain(detail),
            letter: None,
            step,
        }
    }

    /// The same, taken by a letter, which must be none of the list's own keys.
    #[must_use]
    pub fn on(self, letter: char) -> Self {
        Self {
            letter: Some(letter),
            ..self
        }
    }
}

/// What its keys do, whatever it is shown over.
pub(in crate::ui) const fn keys<H: 'static>() -> &'static [Binding<H>] {
    Keys::<H>::ROWS
}

/// The rows are the same for every host; only their type asks for one.
struct Keys<H>(PhantomData<H>);

impl<H: 'static> Keys<H> {
    const ROWS: &'static [Binding<H>] = &[
        binding(&[Key::ENTER], Action::Accept, "take", "Take this one"),
        binding(&[Key::UP, Key::char('k')], Action::Up, "up", "Up"),
        binding(&[Key::DOWN, Key::char('j')], Action::Down, "down", "Down"),
        binding(
            &[Key::ESC, Key::char('q'), Key::ctrl('c')],
            Action::Close,
            "leave it",
            "Leave it",
        ),
    ];
}

impl<S: Clone> Pick<S> {
    pub fn of(title: &str, choices: Vec<Choice<S>>) -> Self {
        Self {
            title: plain(title),
            choices,
            cursor: 0,
        }
    }

    pub fn key(&mut self, action: Option<Action>, key: Key) -> Answer<S> {
        let n = self.choices.len().max(1);
        match action {
            Some(Action::Up) => self.cursor = (self.cursor + n - 1) % n,
            Some(Action::Down) => self.cursor = (self.cursor + 1) % n,
            Some(Action::Accept) => return self.take(self.cursor),
            Some(_) => return Answer::Closes,
            None => return self.take_by(key),
        }
        Answer::Stays
    }

    /// Takes the row whose letter or number a key types.
    fn take_by(&self, key: Key) -> Answer<S> {
        let typed = key.typed();
        let mut rows = self.choices.iter();
        let lettered = rows.position(|row| row.letter.is_some() && row.letter == typed);
        match lettered.or_else(|| key.digit().map(|digit| digit - 1)) {
            Some(n) => self.take(n),
            None => Answer::Says(words::dead_key_over(key)),
        }
    }

    fn take(&self, n: usize) -> Answer<S> {
        match self.choices.get(n) {
            Some(choice) => Answer::Takes(choice.step.clone()),
            None => Answer::Says(format!("there is no number {}", n + 1)),
        }
    }

    /// ```text
    /// ╭ Which one? ────────────────────╮
    /// │                                │
    /// │ 1  Storefront errors     2:10  │
    /// │ 2  Database lag          3:00  │
    /// │                                │
    /// │ Enter take  ↑ up  ↓ down  Esc  │
    /// ╰────────────────────────────────╯
    /// ```
    pub fn view<H: Host>(&self, host: &H, frame: &mut Frame<'_>, area: Rect) {
        let cols = cols(self.wanted_cols(), area);
        let n_rows = self.n_rows(area);
        let inner = popup(&self.title, cols, n_rows + 3, host.theme(), frame, area);
        let inner_cols = usize::from(inner.width);
        let first = window::first_row(self.cursor, self.choices.len(), usize::from(n_rows));
        let mut lines = vec![Line::default()];
        lines.extend(
            (first..self.choices.len())
                .take(usize::from(n_rows))
                .map(|n| self.row(host, n, inner_cols)),
        );
        lines.push(Line::default());
        lines.push(foot(host, keys(), inner.width));
        frame.render_widget(Paragraph::new(lines), inner);
    }

    /// How many rows are seen.
    fn n_rows(&self, area: Rect) -> u16 {
        const FRAME_ROWS: u16 = 5 + TITLE_ROWS;
        rows(self.choices.len())
            .min(area.height.saturating_sub(FRAME_ROWS))
            .max(1)
    }

    /// Where it stands inside its border.
    pub fn room(&self, area: Rect) -> Rect {
        popup_room(cols(self.wanted_cols(), area), self.n_rows(area) + 3, area)
    }

    /// Which of the choices stands at a row inside its border.
    pub fn at(&self, area: Rect, y: u16) -> Option<usize> {
        let height = usize::from(self.n_rows(area));
        let first = window::first_row(self.cursor, self.choices.len(), height);
        let row = usize::from(y).checked_sub(1).filter(|row| *row < height)?;
        Some(first + row).filter(|n| *n < self.choices.len())
    }

    pub fn cursor_mut(&mut self) -> &mut usize {
        &mut self.cursor
    }

    /// As wide as its widest row wants, within what is comfortable to read.
    fn wanted_cols(&self) -> u16 {
        const NARROWEST: usize = 66;
        const WIDEST: usize = 92;
        let cols = |choice: &Choice<S>| width(&choice.label) + width(&choice.detail) + 7;
        let widest = self.choices.iter().map(cols).max().unwrap_or(0);
        rows(widest.max(width(&self.title) + 2).clamp(NARROWEST, WIDEST))
    }

    fn row<H: Host>(&self, host: &H, n: usize, cols: usize) -> Line<'static> {
        let theme = host.theme();
        let choice = &self.choices[n];
        let number = match choice.letter {
            Some(letter) => letter.to_string(),
            None if n < 9 => (n + 1).to_string(),
            None => " ".to_owned(),
        };
        let left = vec![
            Span::styled(format!(" {number}  "), theme.key),
            Span::styled(choice.label.clone(), theme.text),
        ];
        let right = if choice.detail.is_empty() {
            Vec::new()
        } else {
            vec![Span::styled(format!("{} ", choice.detail), theme.dim)]
        };
        // A label is worth more than what goes with it.
        let fits = cut(left.clone(), cols).width() + choice.detail.len() + 2 <= cols;
        let line = row(left, if fits { right } else { Vec::new() }, cols);
        if n == self.cursor {
            filled(line, cols, theme.selected)
        } else {
            line
        }
    }
}
