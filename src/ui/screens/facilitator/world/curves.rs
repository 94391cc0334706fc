//! The curves: what users feel and what machines say, from T+0 to now.

use ratatui::{
    style::Style,
    text::{Line, Span},
};

use super::Lines;
use crate::{
    scenario::{Ix, model::Signal},
    ui::{
        App,
        widgets::{
            fit::{pad, row},
            graph::{self, Cell, Range},
        },
        words::{self, plain},
    },
};

/// How much room a curve gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Graph {
    /// So many rows below its name.
    Rows(usize),
    /// What is left beside its name.
    Beside,
}

/// The curves, the impact first.
pub(super) fn signals(app: &App, cols: usize, graph: Graph) -> Lines {
    let scenario = app.scenario();
    let others = scenario
        .signals
        .indices()
        .filter(|signal| Some(*signal) != scenario.impact);
    let mut lines = scenario
        .impact
        .map_or_else(Vec::new, |impact| impact_curve(app, impact, cols, graph));
    for signal in others {
        if graph != Graph::Beside && !lines.is_empty() {
            lines.push(Line::default());
        }
        lines.extend(curve(app, signal, cols, graph));
    }
    lines
}

/// The curve that matters most: never without rows of its own, and with what it adds up to.
fn impact_curve(app: &App, impact: Ix<Signal>, cols: usize, graph: Graph) -> Lines {
    let graph = match graph {
        Graph::Rows(n) => Graph::Rows(n + 1),
        Graph::Beside => Graph::Rows(1),
    };
    let mut lines = curve(app, impact, cols, graph);
    let ended = app.state().ended.as_ref();
    let until = ended.map_or(app.clock(), |ended| ended.at);
    let minutes = app.state().signals[impact].integral(until) / 100.0 / 60_000.0;
    lines.push(Line::styled(
        format!("{minutes:.1} bad minutes so far"),
        app.theme.dim,
    ));
    lines
}

/// ```text
/// Edge 5xx          ! 38.0 %     Edge 5xx ▁▁▂▃▅▇█  ! 38.0 %
/// ┄┄┄┄┄┄┄▁▃▄▅▆▇███
/// ▁▁▁▂▅▇█░░░░░░░░░
/// ```
fn curve(app: &App, signal: Ix<Signal>, cols: usize, graph: Graph) -> Lines {
    let theme = &app.theme;
    let row_ = &app.scenario().signals[signal];
    let value = app.state().signals[signal].value(app.clock());
    let is_alarming = row_.alarm.is_some_and(|alarm| value > alarm);
    let is_impact = app.scenario().impact == Some(signal);
    let name_style = if is_impact { theme.strong } else { theme.text };
    let (mark, value_style, style) = if is_alarming {
        ("! ", theme.alarm, theme.alarm)
    } else {
        ("", theme.strong, theme.accent)
    };
    let mut left = vec![Span::styled(plain(&row_.name), name_style)];
    let shown = format!("{mark}{}", words::measured(value, &row_.unit));
    let right = vec![Span::styled(shown, value_style)];
    let n_rows = match graph {
        Graph::Rows(n_rows) => n_rows,
        Graph::Beside => {
            left = vec![Span::styled(
                pad(&left[0].content, name_cols(cols)),
                name_style,
            )];
            let used: usize = left.iter().chain(&right).map(Span::width).sum();
            let room = cols.saturating_sub(used + 2);
            left.push(Span::raw(" "));
            left.push(Span::styled(sparkline(app, signal, room), style));
            return vec![row(left, right, cols)];
        }
    };
    let mut lines = vec![row(left, right, cols)];
    lines.extend(graph_lines(app, signal, cols, n_rows, style));
    lines
}

/// How wide names are beside which curves stand, so that the curves begin below one another.
const fn name_cols(cols: usize) -> usize {
    cols / 2 - 1
}

/// The curve so far; where the alarm is, a dim line.
fn graph_lines(app: &App, signal: Ix<Signal>, cols: usize, n_rows: usize, style: Style) -> Lines {
    if n_rows == 1 {
        return vec![Line::styled(sparkline(app, signal, cols), style)];
    }
    let row_ = &app.scenario().signals[signal];
    let values = samples(app, signal, cols);
    let range = range(row_, &values);
    let alarm_row = row_.alarm.map(|alarm| graph::row_of(alarm, range, n_rows));
    graph::area(&values, range, n_rows)
        .into_iter()
        .enumerate()
        .map(|(n, mut cells)| {
            cells.resize(cols, Cell::Sky);
            let sky = if alarm_row == Some(n) { "┄" } else { " " };
            area_row(&cells, sky, style, app.theme.dim)
        })
        .collect()
}

/// The curve so far in one row.
fn sparkline(app: &App, signal: Ix<Signal>, cols: usize) -> String {
    let values = samples(app, signal, cols);
    graph::bars(&values, range(&app.scenario().signals[signal], &values))
}

/// What a curve's room spans.
fn range(signal: &Signal, values: &[f64]) -> Range {
    let (low, high) = signal.room_of(values.iter().copied());
    Range { low, high }
}

/// A row of a curve: bright where the curve is, dim below it.
fn area_row(cells: &[Cell], sky: &str, crest: Style, dim: Style) -> Line<'static> {
    let is_crest = |cell: &Cell| matches!(cell, Cell::Crest(_));
    let runs = cells.chunk_by(|a, b| is_crest(a) == is_crest(b));
    runs.map(|run| {
        let text: String = run
            .iter()
            .map(|cell| match cell {
                Cell::Sky => sky.to_owned(),
                Cell::Crest(letter) => letter.to_string(),
                Cell::Ground => "░".to_owned(),
            })
            .collect();
        Span::styled(text, if is_crest(&run[0]) { crest } else { dim })
    })
    .collect()
}

/// The curve from T+0 to now with its wobble, at instants that do not move while time passes.
fn samples(app: &App, signal: Ix<Signal>, n_most: usize) -> Vec<f64> {
    let trace = app
        .state()
        .trace(app.scenario(), signal, app.clock(), n_most);
    trace.values
}
