//! A card to be read: what came of a choice, or a hint. Several are read one after the other.

use std::collections::VecDeque;

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
    widgets::Paragraph,
};

use super::{Answer, binding, cols, rows};
use crate::{
    exercise::{Command, RunTime},
    scenario::{
        Ix,
        model::{Decision, Verdict},
    },
    solo::{Hint, Outcome, outcome::Given, review},
    ui::{
        App, Theme,
        keymap::{Action, Binding, Key},
        step::Step,
        view::refusal,
        widgets::{
            hints,
            markdown::markdown,
            panel::{popup, popup_room},
            window,
            wrap::{wrap_hanging, wrap_text},
        },
        words::{self, plain, sentence},
    },
};

/// Cards that are read one after the other.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    faces: VecDeque<Face>,
    /// How far down the first one is read.
    first: usize,
    /// Since when it is shown.
    since: RunTime,
    then: Then,
}

/// What stands on a card.
#[derive(Debug, Clone, PartialEq)]
enum Face {
    Outcome(Ix<Decision>),
    Hint(Hint),
}

/// What follows when all of them were read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    Close,
    /// The clock, which was stopped for them, goes on.
    GoOn,
}

/// A key that comes sooner was meant for what was there before.
const HANDS_OFF_MS: u64 = 400;

pub(super) const KEYS: &[Binding] = &[
    binding(
        &[
            Key::ENTER,
            Key::ESC,
            Key::char(' '),
            Key::char('q'),
            Key::ctrl('c'),
        ],
        Action::Close,
        "go on",
        "Read on, or close",
    ),
    binding(&[Key::UP, Key::char('k')], Action::Up, "up", "Up by a line"),
    binding(
        &[Key::DOWN, Key::char('j')],
        Action::Down,
        "down",
        "Down by a line",
    ),
];

impl Card {
    /// What came of choices.
    pub fn outcomes(decisions: Vec<Ix<Decision>>, then: Then, now: RunTime) -> Self {
        Self {
            faces: decisions.into_iter().map(Face::Outcome).collect(),
            first: 0,
            since: now,
            then,
        }
    }

    /// Hints. The clock does not wait for them.
    pub fn hints(hints: Vec<Hint>, now: RunTime) -> Self {
        Self {
            faces: hints.into_iter().map(Face::Hint).collect(),
            first: 0,
            since: now,
            then: Then::Close,
        }
    }

    /// Whether it tells what came of choices.
    pub fn tells_outcomes(&self) -> bool {
        matches!(self.faces.front(), Some(Face::Outcome(_)))
    }

    /// Whether the clock was stopped for it.
    pub fn stops_the_clock(&self) -> bool {
        self.then == Then::GoOn
    }

    /// Adds what came of other choices.
    pub fn add(&mut self, decisions: Vec<Ix<Decision>>) {
        self.faces.extend(decisions.into_iter().map(Face::Outcome));
    }

    pub(super) fn key(&mut self, app: &App, action: Option<Action>, key: Key) -> Answer {
        let shown_ms = app.now.as_ms().saturating_sub(self.since.as_ms());
        let area = Rect::new(0, 0, app.size.width, app.size.height);
        let room = self.room(app, area);
        let furthest = window::furthest(room.lines.len(), usize::from(room.height));
        self.first = match action {
            Some(Action::Up) => self.first.min(furthest).saturating_sub(1),
            Some(Action::Down) => (self.first + 1).min(furthest),
            Some(_) if shown_ms >= HANDS_OFF_MS => return self.close(app),
            Some(_) => return Answer::Stays,
            None => return Answer::Says(words::dead_key_over(key)),
        };
        Answer::Stays
    }

    fn close(&mut self, app: &App) -> Answer {
        self.faces.pop_front();
        self.first = 0;
        self.since = app.now;
        if !self.faces.is_empty() {
            return Answer::Stays;
        }
        let has_ended = app.state().ended.is_some();
        match self.then {
            Then::GoOn if app.state().paused.is_some() && !has_ended => {
                Answer::Takes(Step::Command(Command::Resume))
            }
            Then::GoOn | Then::Close => Answer::Closes,
        }
    }

    /// Where it stands inside its border.
    pub(super) fn place(&self, app: &App, area: Rect) -> Rect {
        let room = self.room(app, area);
        popup_room(room.cols, room.height + 2, area)
    }

    fn room(&self, app: &App, area: Rect) -> Room {
        const FRAME_ROWS: u16 = 5;
        let cols = cols(68, area);
        let lines = match self.faces.front() {
            Some(Face::Outcome(decision)) => outcome(app, *decision, usize::from(cols)),
            Some(Face::Hint(hint)) => markdown(&hint.text, usize::from(cols), &app.theme),
            None => Vec::new(),
        };
        let most = area.height.saturating_sub(FRAME_ROWS).max(1);
        let height = rows(lines.len()).min(most);
        Room {
            cols,
            height,
            lines,
        }
    }

    /// ```text
    /// ╭ What came of it ───────────────────────╮
    /// │ The provider is silent. Move?          │
    /// │                                        │
    /// │ ✓ Good  Switch to the second CDN       │
    /// │                                        │
    /// │ The feedback, in the author's words.   │
    /// │                                        │
    /// │ It took 6 min; 2.1 bad minutes ...     │
    /// │                                        │
    /// │ Enter go on                            │
    /// ╰────────────────────────────────────────╯
    /// ```
    pub(super) fn view(&self, app: &App, frame: &mut Frame<'_>, area: Rect) {
        let theme = &app.theme;
        let title = match self.faces.front() {
            Some(Face::Hint(hint)) => plain(&hint.title),
            Some(Face::Outcome(_)) | None => "What came of it".to_owned(),
        };
        let room = self.room(app, area);
        let inner = popup(&title, room.cols, room.height + 2, theme, frame, area);
        let text = Rect {
            height: room.height.min(inner.height),
            ..inner
        };
        window::draw(room.lines, self.first, theme, frame, text);
        let foot = Rect {
            y: inner.bottom().saturating_sub(1),
            height: inner.height.min(1),
            ..inner
        };
        let cols = usize::from(inner.width);
        let keys = refusal(app, cols).unwrap_or_else(|| hints::footer(&[KEYS], app, cols));
        frame.render_widget(Paragraph::new(keys), foot);
    }
}

/// How much room there is, and what for.
struct Room {
    cols: u16,
    height: u16,
    lines: Vec<Line<'static>>,
}

fn outcome(app: &App, decision: Ix<Decision>, cols: usize) -> Vec<Line<'static>> {
    let theme = &app.theme;
    let Some(outcome) = Outcome::of(app.scenario(), app.state(), decision) else {
        return Vec::new();
    };
    let mut lines = wrap_text(&plain(&outcome.prompt), cols, theme.dim);
    lines.push(Line::default());
    if outcome.given == Given::Silence {
        let text = "No answer came in time, and that amounts to one:";
        lines.extend(wrap_text(text, cols, theme.warn));
    }
    let mut chosen: Vec<_> = outcome
        .verdict
        .map(|it| verdict(it, theme))
        .into_iter()
        .collect();
    chosen.push(Span::styled(plain(&outcome.chosen), theme.strong));
    lines.extend(wrap_hanging(chosen, cols, &Span::raw("  ")));
    if !outcome.feedback.trim().is_empty() {
        lines.push(Line::default());
        lines.extend(markdown(&outcome.feedback, cols, theme));
    }
    lines.push(Line::default());
    lines.extend(wrap_text(&sentence(&outcome.cost()), cols, theme.dim));
    lines
}

/// A verdict as a glyph and a word.
pub(in crate::ui) fn verdict(verdict: Verdict, theme: &Theme) -> Span<'static> {
    let (glyph, word) = review::verdict(verdict);
    let style = match verdict {
        Verdict::Good => theme.ok,
        Verdict::Fair => theme.warn,
        Verdict::Poor => theme.alarm,
    };
    Span::styled(format!("{glyph} {word}  "), style)
}
