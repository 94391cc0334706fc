//! All that was recorded, the latest first: one of it is found by its words, and can be corrected,
//! withdrawn, or gone back to.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
    widgets::Paragraph,
};

use super::{Answer, Choice, GoBack, Modal, Pick, Prompt, binding, cols, prompt::foot};
use crate::{
    exercise::{Command, Event, event::Part},
    report::{spoken, timeline},
    ui::{
        App,
        keymap::{Action, Binding, Key},
        step::{Step, Wanted},
        widgets::{
            fit::{cut, filled, pad, pad_left},
            panel::{TITLE_ROWS, popup, popup_room},
            text_field::TextField,
            window,
        },
        words,
    },
};

/// What was typed, and which record is chosen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Entries {
    field: TextField,
    /// Its number in the journal: more is recorded meanwhile. The latest, while none is chosen.
    chosen: Option<u64>,
}

/// A record that stands, as the list tells of it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Told {
    seq: u64,
    entry: timeline::Entry,
}

pub(super) const KEYS: &[Binding] = &[
    binding(
        &[Key::ENTER],
        Action::Accept,
        "open",
        "Correct it, withdraw it, or go back to it",
    ),
    binding(&[Key::UP, Key::BACK_TAB], Action::Up, "up", "Up"),
    binding(&[Key::DOWN, Key::TAB], Action::Down, "down", "Down"),
    binding(&[Key::PAGE_UP], Action::PageUp, "page up", "Up by a page"),
    binding(
        &[Key::PAGE_DOWN],
        Action::PageDown,
        "page down",
        "Down by a page",
    ),
    binding(
        &[Key::ESC, Key::ctrl('c')],
        Action::Close,
        "leave it",
        "Leave it",
    ),
];

const PAGE: usize = 8;

/// The widest that a row is comfortable to read.
const COLS: u16 = 92;

/// What of the list a click is on.
pub(super) enum Spot {
    Chosen,
    /// Another record, by its number.
    Other(u64),
}

impl Entries {
    pub(super) fn field_mut(&mut self) -> &mut TextField {
        self.chosen = None;
        &mut self.field
    }

    pub(super) fn key(&mut self, app: &App, action: Option<Action>, key: Key) -> Answer {
        let found = self.found(app);
        let at = self.at(&found);
        let last = found.len().saturating_sub(1);
        let to = match action {
            Some(Action::Up) => at.checked_sub(1).unwrap_or(last),
            Some(Action::Down) if at == last => 0,
            Some(Action::Down) => at + 1,
            Some(Action::PageUp) => at.saturating_sub(PAGE),
            Some(Action::PageDown) => (at + PAGE).min(last),
            Some(Action::Accept) => {
                return match found.get(at) {
                    Some(told) => Answer::Takes(Step::Open(Box::new(what_now(app, told)))),
                    None => Answer::Says("nothing that was recorded has these words".to_owned()),
                };
            }
            Some(_) => return Answer::Closes,
            None if self.field.key(key) => {
                self.chosen = None;
                return Answer::Stays;
            }
            None => return Answer::Says(words::dead_key_over(key)),
        };
        self.chosen = found.get(to).map(|told| told.seq);
        Answer::Stays
    }

    fn at(&self, found: &[Told]) -> usize {
        let chosen = |told: &Told| Some(told.seq) == self.chosen;
        found.iter().position(chosen).unwrap_or(0)
    }

    /// What stands and has the typed words, the latest first.
    fn found(&self, app: &App) -> Vec<Told> {
        let standing = app.playing.exercise.standing();
        let told = standing.iter().rev().filter_map(|record| {
            let entry = timeline::entry(&app.playing.exercise, record)?;
            let seq = record.seq;
            Some(Told { seq, entry })
        });
        // Strewn letters would be found in most of so many lines.
        let typed = self.field.text().to_lowercase();
        told.filter(|told| {
            let line = format!("{} {}", told.entry.mark, told.entry.text).to_lowercase();
            typed.split_whitespace().all(|word| line.contains(word))
        })
        .collect()
    }

    /// ```text
    /// ╭ All that was recorded ─────────────────────╮
    /// │ › pager▌                                   │
    /// │                                            │
    /// │ 12:10  note         the pager is loud      │
    /// │ ...                                        │
    /// │ Enter open  ↑ up  ↓ down  Esc leave it     │
    /// ╰────────────────────────────────────────────╯
    /// ```
    pub(super) fn view(&self, app: &App, frame: &mut Frame<'_>, area: Rect) {
        let n_rows = n_rows(area);
        let title = "All that was recorded";
        let cols = cols(COLS, area);
        let inner = popup(title, cols, n_rows + 4, &app.theme, frame, area);
        let found = self.found(app);
        let at = self.at(&found);
        let first = window::first_row(at, found.len(), usize::from(n_rows));
        let mut lines = vec![Line::default(); 2];
        let shown = found.iter().enumerate().skip(first);
        let width = usize::from(inner.width);
        lines.extend(shown.take(usize::from(n_rows)).map(|(n, told)| {
            let line = row(app, told, width);
            if n == at {
                filled(line, width, app.theme.selected)
            } else {
                line
            }
        }));
        lines.resize(usize::from(n_rows) + 3, Line::default());
        lines.push(foot(app, KEYS, inner.width));
        frame.render_widget(Paragraph::new(lines), inner);
        self.field.view(&app.theme, frame, inner);
    }
}

impl Entries {
    /// Where it stands inside its border.
    pub(super) fn room(area: Rect) -> Rect {
        popup_room(cols(COLS, area), n_rows(area) + 4, area)
    }

    /// Which of the records stands at a row inside its border.
    pub(super) fn row_at(&self, app: &App, area: Rect, y: u16) -> Option<Spot> {
        let height = usize::from(n_rows(area));
        let found = self.found(app);
        let at = self.at(&found);
        let first = window::first_row(at, found.len(), height);
        let row = usize::from(y).checked_sub(2).filter(|row| *row < height)?;
        let told = found.get(first + row)?;
        Some(if first + row == at {
            Spot::Chosen
        } else {
            Spot::Other(told.seq)
        })
    }

    pub(super) fn choose(&mut self, seq: u64) {
        self.chosen = Some(seq);
    }
}

/// How many rows its list has.
fn n_rows(area: Rect) -> u16 {
    const MOST_ROWS: u16 = 10;
    MOST_ROWS
        .min(area.height.saturating_sub(6 + TITLE_ROWS))
        .max(1)
}

fn row(app: &App, told: &Told, cols: usize) -> Line<'static> {
    let theme = &app.theme;
    let entry = &told.entry;
    let clock = pad_left(&words::clock(entry.clock), 7);
    let mut spans = vec![Span::styled(format!("{clock}  "), theme.dim)];
    // Where there is little room, the words say what kind of thing it is.
    if cols >= 60 {
        spans.push(Span::styled(pad(entry.mark, 14), theme.accent));
    }
    spans.push(Span::styled(entry.text.clone(), theme.text));
    cut(spans, cols)
}

/// What can be done about a record.
fn what_now(app: &App, told: &Told) -> Modal {
    let standing = app.playing.exercise.standing();
    let at = standing.iter().position(|record| record.seq == told.seq);
    let record = at.map(|at| &standing[at]);
    let before = at.and_then(|at| at.checked_sub(1));
    let mut choices = Vec::new();
    let texts = record.map_or_else(Vec::new, |record| corrigible(&record.event));
    choices.extend(texts.into_iter().map(|(what, part, text)| {
        let wanted = Wanted::Correction {
            entry: told.seq,
            part,
            old: text.to_owned(),
        };
        let hint = "The journal keeps what it was, too.";
        let prompt = Prompt::new(what, hint, wanted).beginning_with(text);
        Choice::new(what, "", Step::Open(Box::new(Modal::Prompt(prompt))))
    }));
    if record.is_some_and(|record| record.event.is_withdrawable()) {
        let withdraw = Step::Command(Command::Withdraw { entry: told.seq });
        choices.push(Choice::new("Withdraw it", "and nothing else", withdraw));
    }
    let back = |label: &str, to_seq: u64| {
        let n = app.playing.exercise.undone_by(to_seq).len();
        let step = Step::Open(Box::new(Modal::GoBack(GoBack::to(to_seq))));
        let detail = format!("takes back {}", spoken::count(n, "record"));
        (n > 0).then(|| Choice::new(label, &detail, step))
    };
    let before = before.map(|before| standing[before].seq);
    choices.extend(before.and_then(|seq| back("Go back to right before it", seq)));
    choices.extend(back("Go back to right after it", told.seq));
    let title = format!("{}  {}", words::clock(told.entry.clock), told.entry.text);
    Modal::Pick(Pick::of(&title, choices))
}

/// What of an entry can be written anew, and how it is written now.
fn corrigible(event: &Event) -> Vec<(&'static str, Part, &str)> {
    let what = match event {
        Event::Declared { .. } => "Correct the severity",
        Event::DecisionMade { .. } => "Correct the reason",
        Event::ClaimJudged { .. } => "Correct the evidence",
        Event::InjectImprovised { .. } => "Correct what it says",
        _ => "Correct the text",
    };
    let answer = event.own_words();
    let answer = answer.map(|words| ("Correct the answer", Part::Answer, words));
    let text = event.text().map(|text| (what, Part::Text, text));
    answer.into_iter().chain(text).collect()
}
