//! Asks whether the exercise goes back to an earlier moment, and shows what would be taken back.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
    widgets::Paragraph,
};

use super::{Answer, binding, cols, prompt::foot, rows};
use crate::{
    exercise::{Command, ExerciseTime},
    report::{spoken, timeline},
    ui::{
        App,
        keymap::{Action, Binding, Key},
        step::Step,
        widgets::{
            fit::{cut, pad_left},
            panel::{popup, popup_room},
            window,
            wrap::wrap_text,
        },
        words,
    },
};

/// The moment, as the number of the record after which it is; and how far the list is scrolled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoBack {
    to_seq: u64,
    first: usize,
}

pub(super) const KEYS: &[Binding] = &[
    binding(&[Key::char('y')], Action::Accept, "go back", "Go back"),
    binding(
        &[Key::char('n'), Key::ESC, Key::char('q'), Key::ctrl('c')],
        Action::Close,
        "no",
        "Leave it",
    ),
    binding(&[Key::UP, Key::char('k')], Action::Up, "up", "Up"),
    binding(&[Key::DOWN, Key::char('j')], Action::Down, "down", "Down"),
];

/// The widest that a row is comfortable to read.
const COLS: u16 = 80;

impl GoBack {
    /// To how the exercise stood after the record with that number.
    pub fn to(to_seq: u64) -> Self {
        Self { to_seq, first: 0 }
    }

    pub(super) fn key(&mut self, app: &App, action: Option<Action>, key: Key) -> Answer {
        match action {
            Some(Action::Accept) => return Answer::Takes(Step::GoBack(self.to_seq)),
            Some(Action::Up) => self.first = self.first.saturating_sub(1),
            Some(Action::Down) => {
                let last = self.undone(app).len().saturating_sub(1);
                self.first = (self.first + 1).min(last);
            }
            Some(_) => return Answer::Closes,
            // What is taken back cannot be brought back: Enter alone is too little for it.
            None if key == Key::ENTER => return Answer::Says("press y to go back".to_owned()),
            None => return Answer::Says(words::dead_key_over(key)),
        }
        Answer::Stays
    }

    fn undone(&self, app: &App) -> Vec<timeline::Entry> {
        let undone = app.playing.exercise.undone_by(self.to_seq);
        let told = |record| timeline::entry(&app.playing.exercise, record);
        undone.iter().filter_map(|record| told(record)).collect()
    }

    /// Where the clock would stand.
    fn clock(&self, app: &App) -> ExerciseTime {
        let to_seq = self.to_seq;
        let rewind = Command::Rewind { to_seq };
        let decided = app.playing.decide(app.now, rewind, App::facilitator());
        let clock = decided.ok().and_then(|timed| Some(timed.first()?.clock));
        clock.unwrap_or_else(|| app.clock())
    }

    /// ```text
    /// ╭ Go back to T+0:10:00? ───────────────────╮
    /// │ 4 records are taken back, and the clock  │
    /// │ goes back by 3:20. It stands then.       │
    /// │                                          │
    /// │  12:10  Ada: switch to the second CDN    │
    /// │                                          │
    /// │ y go back  n no  ↑ up  ↓ down            │
    /// ╰──────────────────────────────────────────╯
    /// ```
    pub(super) fn view(&self, app: &App, frame: &mut Frame<'_>, area: Rect) {
        let theme = &app.theme;
        let cols = cols(COLS, area);
        let width = usize::from(cols);
        let head = self.head(app, width);
        let undone = self.undone(app);
        let list: Vec<_> = undone.iter().map(|entry| row(app, entry, width)).collect();
        let n_head = rows(head.len());
        let n_rows = n_head + rows(list.len()) + 2;
        let title = format!("Go back to {}?", self.clock(app));
        let inner = popup(&title, cols, n_rows, theme, frame, area);
        frame.render_widget(Paragraph::new(head), inner);
        let below = Rect {
            y: (inner.y + n_head).min(inner.bottom()),
            height: inner.height.saturating_sub(n_head + 2),
            ..inner
        };
        window::draw(list, self.first, theme, frame, below);
        let foot_row = Rect {
            y: inner.bottom().saturating_sub(1),
            height: inner.height.min(1),
            ..inner
        };
        frame.render_widget(Paragraph::new(foot(app, KEYS, inner.width)), foot_row);
    }
}

impl GoBack {
    /// Where it stands inside its border.
    pub(super) fn room(&self, app: &App, area: Rect) -> Rect {
        let cols = cols(COLS, area);
        let n_head = self.head(app, usize::from(cols)).len();
        popup_room(cols, rows(n_head + self.undone(app).len()) + 2, area)
    }

    /// What is asked.
    fn head(&self, app: &App, cols: usize) -> Vec<Line<'static>> {
        let n = app.playing.exercise.undone_by(self.to_seq).len();
        let are = if n == 1 { "is" } else { "are" };
        let by = words::length(app.clock().since(self.clock(app)));
        let question = format!(
            "{} {are} taken back, and the clock goes back by {by}. It stands then. The journal \
             keeps all of it.",
            spoken::count(n, "record")
        );
        let mut head = wrap_text(&question, cols, app.theme.text);
        head.push(Line::default());
        head
    }
}

fn row(app: &App, entry: &timeline::Entry, cols: usize) -> Line<'static> {
    let clock = pad_left(&words::clock(entry.clock), 7);
    let spans = vec![
        Span::styled(format!("{clock}  "), app.theme.dim),
        Span::styled(entry.text.clone(), app.theme.text),
    ];
    cut(spans, cols)
}
