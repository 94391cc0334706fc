//! The world at the right: services, curves, tasks, objectives, claims.

mod curves;

use ratatui::{
    layout::Rect,
    text::{Line, Span},
};

use self::curves::{Graph, signals};
use crate::{
    exercise::event::ClaimVerdict,
    scenario::model::Health,
    ui::{
        App,
        widgets::{
            fit::{pad, row},
            wrap::wrap_beside,
        },
        words::{self, plain},
    },
};

type Lines = Vec<Line<'static>>;

/// ```text
/// SERVICES
/// ▼ Down      Storefront          4:10
/// ▲ Up        CDN
///
/// Users affected               20.0 %
/// ▁▁▁▁▂▃▄▅▆▇█     3.4 bad minutes
///
/// TASKS
/// ☐ A public update is posted     3:12
/// ```
pub(super) fn lines(app: &App, room: Rect) -> Lines {
    let cols = usize::from(room.width);
    let services = section(app, "SERVICES", services(app, cols));
    // The largest curves that leave the services and all curves in sight.
    let height = usize::from(room.height).saturating_sub(services.len() + 1);
    let signals = [Graph::Rows(3), Graph::Rows(2), Graph::Rows(1)]
        .into_iter()
        .map(|graph| signals(app, cols, graph))
        .find(|lines| lines.len() <= height)
        .unwrap_or_else(|| signals(app, cols, Graph::Beside));
    let parts = [
        services,
        signals,
        section(app, "TASKS", tasks(app, cols)),
        section(app, "CLAIMS", claims(app, cols)),
        section(app, "OBJECTIVES", objectives(app, cols)),
    ];
    let mut lines = Vec::new();
    for part in parts {
        if !lines.is_empty() && !part.is_empty() {
            lines.push(Line::default());
        }
        lines.extend(part);
    }
    lines
}

fn section(app: &App, title: &'static str, lines: Lines) -> Lines {
    if lines.is_empty() {
        return lines;
    }
    let title = Line::styled(title, app.theme.strong.patch(app.theme.accent));
    [vec![title], lines].concat()
}

fn services(app: &App, cols: usize) -> Lines {
    let theme = &app.theme;
    let entries = app.scenario().services.entries();
    entries
        .map(|(service, row_)| {
            let state = &app.state().services[service];
            let health = state.health();
            let style = match health {
                Health::Up => theme.ok,
                Health::Degraded => theme.warn,
                Health::Down => theme.alarm,
            };
            let (glyph, word) = words::health(health);
            let left = vec![
                Span::styled(format!("{glyph} {} ", pad(word, 8)), style),
                Span::styled(plain(&row_.name), theme.text),
            ];
            let since = state.changes.last().filter(|_| health != Health::Up);
            let right = since.map_or_else(Vec::new, |(at, _)| {
                vec![Span::styled(
                    words::length(app.clock().since(*at)),
                    theme.dim,
                )]
            });
            row(left, right, cols)
        })
        .collect()
}

/// What an evaluator watches for: first what is open.
fn tasks(app: &App, cols: usize) -> Lines {
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
            Some(at) => Span::styled(words::until(app.clock(), at), theme.warn),
            None if it.missed.is_some() && it.done.is_none() => Span::styled("late", theme.alarm),
            None if it.missed.is_some() => Span::styled("done late", theme.dim),
            None => Span::raw(""),
        };
        let left = vec![
            Span::styled(format!("{glyph} "), style),
            Span::styled(plain(&scenario.tasks[task].text), text),
        ];
        let right = if right.content.is_empty() {
            Vec::new()
        } else {
            vec![right]
        };
        lines.extend(wrap_beside(left, right, cols, 2));
    }
    lines
}

/// What was claimed, and what came of it.
fn claims(app: &App, cols: usize) -> Lines {
    let theme = &app.theme;
    let mut lines = Vec::new();
    for (claim, row_) in app.scenario().claims.entries() {
        let judged = app.state().claims[claim].judged.as_ref();
        let (glyph, word, style) = match judged.map(|judged| judged.verdict) {
            Some(ClaimVerdict::Confirmed) => ("✓", "confirmed", theme.ok),
            Some(ClaimVerdict::Refuted) => ("✗", "refuted", theme.alarm),
            Some(ClaimVerdict::Untested) | None => ("?", "untested", theme.dim),
        };
        let left = vec![
            Span::styled(format!("{glyph} "), style),
            Span::styled(plain(&row_.text), theme.text),
        ];
        lines.extend(wrap_beside(left, vec![Span::styled(word, style)], cols, 2));
    }
    lines
}

fn objectives(app: &App, cols: usize) -> Lines {
    let theme = &app.theme;
    let mut lines = Vec::new();
    for (objective, row_) in app.scenario().objectives.entries() {
        let (glyph, style, right) = match app.state().objectives[objective].met {
            Some(at) => ("●", theme.ok, format!("met {}", words::clock(at))),
            None => ("○", theme.dim, String::new()),
        };
        let left = vec![
            Span::styled(format!("{glyph} "), style),
            Span::styled(plain(&row_.title), theme.text),
        ];
        let right = if right.is_empty() {
            Vec::new()
        } else {
            vec![Span::styled(right, style)]
        };
        lines.extend(wrap_beside(left, right, cols, 2));
    }
    lines
}
