//! The middle: what is open, what is looked at, and what only the facilitator may know of it.

mod decision;
mod inject;
mod waiting;

use std::rc::Rc;

use ratatui::{
    layout::Rect,
    text::{Line, Span},
};

use self::{
    decision::{Feedback, decision_card, open_decision},
    inject::{improvised_card, inject_card},
    waiting::waiting,
};
use super::script::{self, Item, Row};
use crate::{
    exercise::state::PhaseState,
    scenario::{
        Ix,
        model::{Inject, Phase},
    },
    ui::{
        App,
        memo::Memo,
        widgets::{
            fit::width,
            markdown::markdown,
            sheet::{Block, Sheet},
            wrap::{wrap_hanging, wrap_text},
        },
        words::{self, plain},
    },
};

type Lines = Vec<Line<'static>>;

/// From so many columns and rows on there is room for feedback, and for what comes next.
const ROOMY_COLS: u16 = 54;
const ROOMY_ROWS: u16 = 30;

/// The cards of injects that were drawn last.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Kept {
    shown: Card,
    coming: Card,
}

/// The card of an inject, which records change, and what time changes of what it waits for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Card(Memo<(usize, Vec<f64>, Ix<Inject>, usize), Lines>);

impl Card {
    fn card(&self, app: &App, inject: Ix<Inject>, cols: usize) -> Block {
        let (n_records, _) = app.standing();
        let readings = inject::readings(app, inject);
        let card = || inject_card(app, inject, cols);
        self.0.ask((n_records, readings, inject, cols), card)
    }
}

/// ```text
/// ? Move the traffic?                  3:12 left
///   1  Switch to the second CDN   6:00      good
///   2  Wait for the provider                poor
/// ──────────────────────────────────────────────
/// PAGE  Alertmanager → Incident commander  2:00
/// Edge 5xx above 5 %
///
/// What the room reads.
///
/// ▌ FOR YOU ALONE
/// ▌ What a good team does.
/// ──────────────────────────────────────────────
/// Phase: Detection
/// ```
pub(super) fn sheet(
    app: &App,
    kept: &Kept,
    rows: &[Row],
    shown: Option<Item>,
    room: Rect,
) -> Sheet {
    let cols = usize::from(room.width);
    let feedback = match (room.width, room.height) {
        (ROOMY_COLS.., ROOMY_ROWS..) => Feedback::Shown,
        _ => Feedback::LeftOut,
    };
    let mut parts: Vec<Sheet> = Vec::new();
    for (decision, state) in app.state().decisions.entries() {
        if state.is_open() && shown != Some(Item::Decision(decision)) {
            parts.push(open_decision(app, decision, feedback, cols).into());
        }
    }
    match shown {
        None => parts.push(beginning(app, cols).into()),
        Some(Item::Inject(inject)) => parts.push(kept.shown.card(app, inject, cols).into()),
        Some(Item::Improvised(n)) => parts.push(improvised_card(app, n, cols).into()),
        Some(Item::Decision(decision)) => parts.push(decision_card(app, decision, cols).into()),
        Some(Item::Phase(_)) => {}
    }
    let phase = match shown {
        Some(Item::Phase(phase)) => Some(phase),
        _ => app.state().phase(),
    };
    parts.extend(phase.map(|phase| phase_card(app, phase, cols).into()));
    if feedback == Feedback::Shown {
        parts.extend(coming(app, &kept.coming, rows, shown, cols));
    }
    let rule = Line::styled("─".repeat(cols), app.theme.border);
    let rule = Rc::new(vec![Line::default(), rule, Line::default()]);
    let mut sheet = Sheet::default();
    for part in parts {
        if sheet.n_rows() > 0 {
            sheet.add(Rc::clone(&rule));
        }
        sheet.append(part);
    }
    sheet
}

/// What comes next, to be read before it does; shown where there is room for it.
fn coming(app: &App, kept: &Card, rows: &[Row], shown: Option<Item>, cols: usize) -> Option<Sheet> {
    let next = script::next_inject(rows)?;
    let Item::Inject(inject) = next.item else {
        return None;
    };
    if shown == Some(next.item) {
        return None;
    }
    let when = match next.at {
        Some(at) if at > app.shown_clock() => {
            format!("COMES IN {}", words::until(app.shown_clock(), at))
        }
        _ => "WAITS FOR YOU".to_owned(),
    };
    let when = Line::styled(when, app.theme.strong.patch(app.theme.accent));
    let mut sheet = Sheet::from(vec![when]);
    sheet.add(kept.card(app, inject, cols));
    Some(sheet)
}

/// What is there to read before anything has come in.
fn beginning(app: &App, cols: usize) -> Lines {
    let mut lines = vec![Line::styled("Nothing has come in yet.", app.theme.dim)];
    let notes = &app.scenario().notes;
    if !notes.trim().is_empty() {
        lines.push(Line::default());
        lines.extend(secret(app, cols, |cols| markdown(notes, cols, &app.theme)));
    }
    lines
}

fn phase_card(app: &App, phase: Ix<Phase>, cols: usize) -> Lines {
    let theme = &app.theme;
    let row_ = &app.scenario().phases[phase];
    let mut lines = vec![Line::from(vec![
        Span::styled("PHASE  ", theme.strong.patch(theme.accent)),
        Span::styled(plain(&row_.title), theme.strong),
    ])];
    if app.state().phases[phase] == PhaseState::Waiting {
        lines.extend(waiting(app, "Begins", &row_.when, &row_.guard, cols));
    }
    if let Some(goal) = &row_.goal {
        lines.extend(wrap_text(&plain(goal), cols, theme.dim));
    }
    for question in &row_.questions {
        let (glyph, box_style, style) = if app.state().is_discussed(phase, question) {
            ("☑ ", theme.ok, theme.dim)
        } else {
            ("☐ ", theme.accent, theme.text)
        };
        let spans = vec![
            Span::styled(glyph, box_style),
            Span::styled(plain(question), style),
        ];
        lines.extend(wrap_hanging(spans, cols, &Span::raw("  ")));
    }
    lines
}

/// Sets apart what only the facilitator may see, with a bar at its side and in words.
fn secret(app: &App, cols: usize, write: impl Fn(usize) -> Lines) -> Lines {
    let theme = &app.theme;
    let written = write(cols.saturating_sub(2));
    if written.is_empty() {
        return written;
    }
    let bar = Span::styled("▌ ", theme.secret);
    let heading = Line::styled("FOR YOU ALONE", theme.secret);
    [heading]
        .into_iter()
        .chain(written)
        .map(|mut line| {
            line.spans.insert(0, bar.clone());
            line
        })
        .collect()
}

/// `Expect  What a good team does.`
fn labelled(app: &App, label: &'static str, text: &str, cols: usize) -> Lines {
    let begin = format!("{label}  ");
    let hang = Span::raw(" ".repeat(width(&begin)));
    let spans = vec![
        Span::styled(begin, app.theme.dim),
        Span::styled(plain(text), app.theme.text),
    ];
    wrap_hanging(spans, cols, &hang)
}

/// `lines` after a blank one, if there are any.
fn paragraph(lines: Lines) -> Lines {
    if lines.is_empty() {
        return lines;
    }
    [vec![Line::default()], lines].concat()
}
