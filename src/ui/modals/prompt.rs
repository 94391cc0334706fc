//! Asks for a line of text, or for several. The exercise goes on meanwhile.

use ratatui::{Frame, layout::Rect, text::Line};

use super::{Answer, Blank, Lines, cols, lines::Heard};
use crate::{
    exercise::Command,
    scenario::{Ix, model::Decision},
    ui::{
        App, Host,
        keymap::{Action, Binding, Key},
        step::{Step, Wanted},
        view,
        widgets::{hints, wrap::wrap_text},
        words::{self, plain},
    },
};

/// What is being written, and what for.
#[derive(Debug, Clone, PartialEq)]
pub struct Prompt {
    title: String,
    /// What to write, in a sentence.
    hint: String,
    wanted: Wanted,
    pub(super) lines: Lines,
}

/// The widest that a line is comfortable to read.
const COLS: u16 = 66;

impl Prompt {
    pub fn new(title: &str, hint: &str, wanted: Wanted) -> Self {
        Self {
            title: plain(title),
            hint: plain(hint),
            wanted,
            lines: Lines::of(1, vec![Blank::new("")]),
        }
    }

    /// The same, with a text to begin with.
    #[must_use]
    pub fn beginning_with(self, text: &str) -> Self {
        self.asking(1, vec![Blank::new("").beginning_with(text)])
    }

    /// The same, with several lines, of which the first `n_asked` are asked.
    #[must_use]
    pub fn asking(self, n_asked: usize, lines: Vec<Blank>) -> Self {
        Self {
            lines: Lines::of(n_asked, lines),
            ..self
        }
    }

    /// The answer to a decision as far as it is written, where that is what is written.
    pub fn answer_so_far(&self, app: &App) -> Option<(Ix<Decision>, Command)> {
        let Wanted::Rationale { decision, .. } = &self.wanted else {
            return None;
        };
        match self.wanted.step(app, &self.lines.texts()) {
            Ok(Some(Step::Command(command))) => Some((*decision, command)),
            _ => None,
        }
    }

    pub(super) fn key(&mut self, app: &App, action: Option<Action>, key: Key) -> Answer {
        match self.lines.key(app, action, key) {
            Heard::Taken => Answer::Stays,
            Heard::Left => Answer::Closes,
            Heard::Unknown => Answer::Says(words::dead_key_over(key)),
            Heard::Done => match self.wanted.step(app, &self.lines.texts()) {
                Ok(Some(step)) => Answer::Takes(step),
                Ok(None) => Answer::Closes,
                Err(why) => Answer::Says(why),
            },
        }
    }

    /// ```text
    /// ╭ A strength ─────────────────────────╮
    /// │ What went well, and who saw it      │
    /// │                                     │
    /// │ › The on-call asked for the runb▌   │
    /// │                                     │
    /// │ Enter record  Esc leave it          │
    /// ╰─────────────────────────────────────╯
    /// ```
    pub(super) fn view(&self, app: &App, frame: &mut Frame<'_>, area: Rect) {
        let at = (frame, area);
        self.lines
            .view(app, &self.title, self.head(app, area), COLS, at);
    }

    /// Where it stands inside its border.
    pub(super) fn room(&self, app: &App, area: Rect) -> Rect {
        self.lines.room(app, self.head(app, area).len(), COLS, area)
    }

    fn head(&self, app: &App, area: Rect) -> Vec<Line<'static>> {
        wrap_text(&self.hint, usize::from(cols(COLS, area)), app.theme.dim)
    }
}

/// The key whose hint stands at a column of a [`foot`]; none, while that says why something was not
/// done.
pub(in crate::ui) fn key_on_foot<H: Host>(
    host: &H,
    table: &'static [Binding<H>],
    cols: u16,
    x: usize,
) -> Option<Key> {
    let cols = usize::from(cols);
    match view::refusal(host, cols) {
        Some(_) => None,
        None => hints::key_at(&[table], cols, x),
    }
}

/// Why what was written is not taken, or else the keys.
pub(super) fn foot<H: Host>(host: &H, table: &'static [Binding<H>], cols: u16) -> Line<'static> {
    view::refusal(host, usize::from(cols))
        .unwrap_or_else(|| hints::footer(&[table], host, usize::from(cols)))
}
