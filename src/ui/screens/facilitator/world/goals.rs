//! What is watched for: tasks, objectives, and what was claimed.

use ratatui::text::Span;

use super::Lines;
use crate::{
    exercise::{ExerciseTime, event::ClaimVerdict},
    scenario::{Ix, model::Claim},
    ui::{
        App,
        widgets::wrap::{wrap_beside, wrap_hanging},
        words::{self, plain},
    },
};

/// What an evaluator watches for: first what is open.
pub(super) fn tasks(app: &App, cols: usize) -> Lines {
    let (scenario, state, theme) = (app.scenario(), app.state(), &app.theme);
    let begun = || {
        let entries = state.tasks.entries();
        entries.filter(|(_, it)| it.begun.is_some() && it.skipped.is_none())
    };
    let open = begun().filter(|(_, it)| it.is_open());
    let done = begun().filter(|(_, it)| !it.is_open());
    let mut lines = Vec::new();
    for (task, it) in open.chain(done) {
        let (glyph, style, text) = if it.done.is_some() {
            ("☑", theme.ok, theme.dim)
        } else if it.missed.is_some() {
            ("☐", theme.alarm, theme.text)
        } else {
            ("☐", theme.text, theme.text)
        };
        let right = match state.missed_at(scenario, task) {
            Some(at) => Span::styled(words::until(app.shown_clock(), at), theme.warn),
            None if it.missed.is_some() && it.done.is_none() => Span::styled("late", theme.alarm),
            None if it.missed.is_some() => Span::styled("done late", theme.dim),
            None => Span::raw(""),
        };
        let left = vec![
            Span::styled(format!("{glyph} "), style),
            Span::styled(plain(&scenario.tasks[task].text), text),
        ];
        lines.extend(wrap_beside(left, unless_empty(right), cols, 2));
    }
    lines
}

/// All that the objectives' lines depend on.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Question {
    n_records: usize,
    cols: usize,
    impact: Option<ExerciseTime>,
    /// How many targets are over.
    n_over: usize,
}

impl Question {
    pub(super) fn of(app: &App, cols: usize) -> Self {
        let (n_records, now) = app.standing();
        let impact = app.state().first_impact(app.scenario(), now);
        let targets = app.scenario().objectives.iter().filter_map(|it| it.target);
        let is_over = |target| impact.is_some_and(|impact| now > impact.after(target));
        Self {
            n_records,
            cols,
            impact,
            n_over: targets.filter(|target| is_over(*target)).count(),
        }
    }
}

/// What is exercised: when it was met, or by when it should be.
pub(super) fn objectives(app: &App, cols: usize) -> Lines {
    let (scenario, state, theme) = (app.scenario(), app.state(), &app.theme);
    let now = app.shown_clock();
    let impact = state.first_impact(scenario, now);
    let mut lines = Vec::new();
    for (objective, row) in scenario.objectives.entries() {
        // A target counts from the first impact.
        let target = row
            .target
            .zip(impact)
            .map(|(target, impact)| impact.after(target));
        let (glyph, style, right) = match (state.objectives[objective].met, target) {
            (Some(at), Some(target)) if at > target => {
                ("●", theme.warn, format!("met {}, late", words::clock(at)))
            }
            (Some(at), _) => ("●", theme.ok, format!("met {}", words::clock(at))),
            (None, Some(target)) if now > target => (
                "○",
                theme.alarm,
                format!("was due {}", words::clock(target)),
            ),
            (None, Some(target)) => ("○", theme.dim, format!("by {}", words::clock(target))),
            (None, None) => match row.target {
                Some(target) => ("○", theme.dim, format!("within {}", words::length(target))),
                None => ("○", theme.dim, String::new()),
            },
        };
        let left = vec![
            Span::styled(format!("{glyph} "), style),
            Span::styled(plain(&row.title), theme.text),
        ];
        let right = unless_empty(Span::styled(right, style));
        lines.extend(wrap_beside(left, right, cols, 2));
    }
    lines
}

/// What was claimed and what came of it; and what only the facilitator knows of it.
pub(super) fn claims(app: &App, cols: usize) -> Lines {
    let claims = app.scenario().claims.indices();
    claims
        .flat_map(|claim| claim_lines(app, claim, cols))
        .collect()
}

fn claim_lines(app: &App, claim: Ix<Claim>, cols: usize) -> Lines {
    let theme = &app.theme;
    let row = &app.scenario().claims[claim];
    let judged = app.state().claims[claim].judged.as_ref();
    let (glyph, word, style) = match judged.map(|judged| judged.verdict) {
        Some(ClaimVerdict::Confirmed) => ("✓", "confirmed", theme.ok),
        Some(ClaimVerdict::Refuted) => ("✗", "refuted", theme.alarm),
        Some(ClaimVerdict::Untested) | None => ("?", "untested", theme.dim),
    };
    let left = vec![
        Span::styled(format!("{glyph} "), style),
        Span::styled(plain(&row.text), theme.text),
    ];
    let mut lines = wrap_beside(left, vec![Span::styled(word, style)], cols, 2);
    // How it can be found out is of no use any more once it was.
    let check = row.check.as_ref().filter(|_| judged.is_none());
    let known = [("Check", check), ("Truth", row.truth.as_ref())];
    for (label, text) in known {
        if let Some(text) = text {
            let spans = vec![
                Span::styled("▌ ", theme.secret),
                Span::styled(format!("{label}  "), theme.dim),
                Span::styled(plain(text), theme.text),
            ];
            lines.extend(wrap_hanging(
                spans,
                cols,
                &Span::styled("▌   ", theme.secret),
            ));
        }
    }
    lines
}

fn unless_empty(span: Span<'static>) -> Vec<Span<'static>> {
    if span.content.is_empty() {
        Vec::new()
    } else {
        vec![span]
    }
}
