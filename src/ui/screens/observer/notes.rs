//! What an observer has written so far.

use ratatui::text::{Line, Span};

use crate::{
    exercise::{
        Event, ExerciseTime,
        event::{ClaimVerdict, ObservationKind},
    },
    ui::{
        App,
        widgets::{
            fit::{filled, pad_left},
            window::Scroll,
            wrap::wrap_hanging,
        },
        words::{self, plain},
    },
};

type Lines = Vec<Line<'static>>;

/// An entry of the observer's own that stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Own {
    pub(super) seq: u64,
    pub(super) at: ExerciseTime,
    glyph: &'static str,
    /// What it says, on one line.
    pub(super) text: String,
    pub(super) kind: OwnKind,
}

/// What can be done about an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OwnKind {
    /// It can be written anew, and withdrawn.
    Observation,
    /// Its evidence can be written anew.
    Claim,
    /// It can be withdrawn.
    Tick,
}

/// The entries, in the order in which they were made.
pub(super) fn own(app: &App) -> Vec<Own> {
    let Some(book) = app.notebook() else {
        return Vec::new();
    };
    let scenario = app.scenario();
    let standing = book.own.standing();
    let entry = |record: &crate::exercise::Record| {
        let (glyph, text, kind) = match &record.event {
            Event::Observed { kind, text, .. } => (glyph(*kind), plain(text), OwnKind::Observation),
            Event::TaskDone { task, .. } => {
                ("☑", plain(&scenario.tasks[*task].text), OwnKind::Tick)
            }
            Event::ClaimJudged {
                claim,
                verdict,
                evidence,
                ..
            } => {
                let claim = plain(&scenario.claims[*claim].text);
                let evidence = evidence.as_deref().map(plain);
                let evidence = evidence.map_or_else(String::new, |it| format!(" ({it})"));
                let glyph = match verdict {
                    ClaimVerdict::Confirmed => "✓",
                    ClaimVerdict::Refuted => "✗",
                    ClaimVerdict::Untested => "?",
                };
                (glyph, format!("{claim}{evidence}"), OwnKind::Claim)
            }
            _ => return None,
        };
        Some(Own {
            seq: record.seq,
            at: record.clock,
            glyph,
            text,
            kind,
        })
    };
    standing.iter().filter_map(|record| entry(record)).collect()
}

/// A strength, something to improve, or a plain note.
const fn glyph(kind: ObservationKind) -> &'static str {
    match kind {
        ObservationKind::Strength => "+",
        ObservationKind::Improvement => "△",
        ObservationKind::Note => "•",
    }
}

/// The entry that a step leads to; the first one from the last.
pub(super) fn neighbour(app: &App, chosen: Option<u64>, step: Scroll) -> Option<u64> {
    let all: Vec<_> = own(app).iter().map(|own| own.seq).collect();
    let from = chosen.or(all.last().copied());
    super::neighbour(&all, from, step)
}

/// ```text
///   2:04  + The on-call asked for the runbook
///   6:10  △ Nobody wrote down who owns the clock
///  12:03  ☑ The provider is called
/// ```
///
/// Answers the lines, and the one at which what is chosen begins: the last, while nothing is.
pub(super) fn lines(app: &App, chosen: Option<u64>, cols: usize) -> (Lines, usize) {
    let theme = &app.theme;
    let mut lines: Lines = Vec::new();
    let mut at = None;
    for own in own(app) {
        let style = match own.glyph {
            "+" | "☑" | "✓" => theme.ok,
            "△" => theme.warn,
            "✗" => theme.alarm,
            _ => theme.accent,
        };
        let spans = vec![
            Span::styled(
                format!("{}  ", pad_left(&words::short_clock(own.at), 5)),
                theme.dim,
            ),
            Span::styled(format!("{} ", own.glyph), style),
            Span::styled(own.text, theme.text),
        ];
        let wrapped = wrap_hanging(spans, cols, &Span::raw("         "));
        if chosen == Some(own.seq) {
            at = Some(lines.len());
            let selected = theme.selected;
            lines.extend(wrapped.into_iter().map(|it| filled(it, cols, selected)));
        } else {
            lines.extend(wrapped);
        }
    }
    if lines.is_empty() {
        for text in [
            "Nothing yet.",
            "s a strength, i something to improve, n a note, x a task that you saw done.",
        ] {
            let spans = vec![Span::styled(text, theme.dim)];
            lines.extend(wrap_hanging(spans, cols, &Span::raw("")));
        }
    }
    let at = at.unwrap_or(lines.len().saturating_sub(1));
    (lines, at)
}
