//! The curves: what users feel and what machines say, from T+0 to now.

use ratatui::{
    style::Style,
    text::{Line, Span},
};

use super::Lines;
use crate::{
    exercise::{state::DecisionState, trace::Trace},
    scenario::{Ix, Span as Length, model::Signal},
    ui::{
        App,
        widgets::{
            fit::{pad, row, width},
            graph::{self, Cell, Range},
        },
        words::{self, plain},
    },
};

/// How much room a curve gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Graph {
    /// So many rows below its name, then a row for what happened, and a blank one.
    Rows(usize),
    /// One row below its name.
    Row,
    /// What is left beside its name.
    Beside,
}

impl Graph {
    /// From the largest to the smallest.
    const ALL: [Self; 7] = [
        Self::Rows(6),
        Self::Rows(5),
        Self::Rows(4),
        Self::Rows(3),
        Self::Rows(2),
        Self::Row,
        Self::Beside,
    ];

    /// How many rows `n_signals` curves take, with the impact's being larger, if there is one.
    fn n_rows(self, n_signals: usize, has_impact: bool) -> usize {
        let impact = |n| if has_impact { n } else { 0 };
        match self {
            // The impact has a row more, and what it adds up to. The legend has the last blank row.
            Self::Rows(n) => n_signals * (n + 3) + impact(2),
            Self::Row => n_signals * 2 + impact(2) + 2,
            Self::Beside => n_signals + impact(4),
        }
    }
}

/// The curves, the impact first, as large as leaves all of them in so many rows.
pub(super) fn curves(app: &App, cols: usize, height: usize) -> Lines {
    let scenario = app.scenario();
    let has_impact = scenario.impact.is_some();
    let fits = |graph: &Graph| graph.n_rows(scenario.signals.len(), has_impact) <= height;
    let graph = Graph::ALL.into_iter().find(fits).unwrap_or(Graph::Beside);
    let axis = Axis::of(app, cols);
    let others = scenario
        .signals
        .indices()
        .filter(|signal| Some(*signal) != scenario.impact);
    let mut lines = scenario.impact.map_or_else(Vec::new, |impact| {
        impact_curve(app, impact, &axis, cols, graph)
    });
    for signal in others {
        if matches!(graph, Graph::Rows(_)) && !lines.is_empty() {
            lines.push(Line::default());
        }
        lines.extend(curve(app, signal, &axis, cols, graph));
    }
    match graph {
        _ if lines.is_empty() => {}
        Graph::Rows(_) => lines.push(legend(app, &axis, cols)),
        Graph::Row => lines.extend([axis.marks(app), legend(app, &axis, cols)]),
        Graph::Beside => {}
    }
    lines
}

/// What the marks mean, and how much time a column is.
fn legend(app: &App, axis: &Axis, cols: usize) -> Line<'static> {
    let theme = &app.theme;
    let left = vec![
        Span::styled(Moment::Inject.glyph(), theme.text),
        Span::styled(" inject  ", theme.dim),
        Span::styled(Moment::Decision.glyph(), theme.warn),
        Span::styled(" decision", theme.dim),
    ];
    let step = words::length(axis.step);
    let right = format!("a column is {step}");
    let used: usize = left.iter().map(Span::width).sum();
    let right = Span::styled(right, theme.dim);
    let fits = used + right.width() < cols;
    row(left, if fits { vec![right] } else { Vec::new() }, cols)
}

/// The curve that matters most: never without rows of its own, and with what it adds up to.
fn impact_curve(app: &App, impact: Ix<Signal>, axis: &Axis, cols: usize, graph: Graph) -> Lines {
    let larger = match graph {
        Graph::Rows(n) => Graph::Rows(n + 1),
        Graph::Row | Graph::Beside => Graph::Row,
    };
    let mut lines = curve(app, impact, axis, cols, larger);
    if graph == Graph::Beside {
        lines.extend([axis.marks(app), legend(app, axis, cols)]);
    }
    let ended = app.state().ended.as_ref();
    let until = ended.map_or(app.shown_clock(), |ended| ended.at);
    let minutes = app.state().signals[impact].integral(until) / 100.0 / 60_000.0;
    lines.push(Line::styled(
        format!("{minutes:.1} bad minutes so far"),
        app.theme.dim,
    ));
    if graph == Graph::Row {
        lines.push(Line::default());
    }
    lines
}

/// ```text
/// Edge 5xx   alarm 5 %    ! 38.0 %     Edge 5xx ▁▁▂▃▅▇█  ! 38.0 %
/// ┄┄┄┄┄┄┄▁▃▄▅▆▇███
/// ▁▁▁▂▅▇█░░░░░░░░░
///   ▴    ●
/// ```
fn curve(app: &App, signal: Ix<Signal>, axis: &Axis, cols: usize, graph: Graph) -> Lines {
    let theme = &app.theme;
    let row_ = &app.scenario().signals[signal];
    let value = app.state().signals[signal].value(app.shown_clock());
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
        Graph::Row => 1,
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
    if let Some(alarm) = row_.alarm {
        let alarm = format!("   ┄ alarm {alarm} {}", plain(&row_.unit));
        let used: usize = left.iter().chain(&right).map(Span::width).sum();
        if used + width(&alarm) < cols {
            left.push(Span::styled(alarm, theme.dim));
        }
    }
    let mut lines = vec![row(left, right, cols)];
    lines.extend(graph_lines(app, signal, cols, n_rows, style));
    if matches!(graph, Graph::Rows(_)) {
        lines.push(axis.marks(app));
    }
    lines
}

/// How wide names are beside which curves stand, so that the curves begin below one another.
const fn name_cols(cols: usize) -> usize {
    (cols / 2).saturating_sub(1)
}

/// The curve so far; where the alarm is, a dim line.
fn graph_lines(app: &App, signal: Ix<Signal>, cols: usize, n_rows: usize, style: Style) -> Lines {
    if n_rows == 1 {
        return vec![row_of_bars(app, signal, cols)];
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
            let (sky, ground) = if alarm_row == Some(n) {
                ("┄", "┄")
            } else {
                (" ", "░")
            };
            area_row(&cells, (sky, ground), style, app.theme.dim)
        })
        .collect()
}

/// The curve so far in one row, on which it shows where it was beyond the alarm.
fn row_of_bars(app: &App, signal: Ix<Signal>, cols: usize) -> Line<'static> {
    let row_ = &app.scenario().signals[signal];
    let values = samples(app, signal, cols);
    let bars = graph::bars(&values, range(row_, &values));
    let is_beyond = |value: &f64| row_.alarm.is_some_and(|alarm| *value > alarm);
    let mut bars = bars.chars();
    values
        .chunk_by(|a, b| is_beyond(a) == is_beyond(b))
        .map(|run| {
            let style = if is_beyond(&run[0]) {
                app.theme.alarm
            } else {
                app.theme.accent
            };
            Span::styled(bars.by_ref().take(run.len()).collect::<String>(), style)
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
fn area_row(
    cells: &[Cell],
    (sky, ground): (&str, &str),
    crest: Style,
    dim: Style,
) -> Line<'static> {
    let is_crest = |cell: &Cell| matches!(cell, Cell::Crest(_));
    let runs = cells.chunk_by(|a, b| is_crest(a) == is_crest(b));
    runs.map(|run| {
        let mut text = String::with_capacity(run.len() * 3);
        for cell in run {
            match cell {
                Cell::Sky => text.push_str(sky),
                Cell::Crest(letter) => text.push(*letter),
                Cell::Ground => text.push_str(ground),
            }
        }
        Span::styled(text, if is_crest(&run[0]) { crest } else { dim })
    })
    .collect()
}

/// What is marked below a curve.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Moment {
    Inject,
    Decision,
}

impl Moment {
    const fn glyph(self) -> &'static str {
        match self {
            Self::Inject => "▴",
            Self::Decision => "●",
        }
    }
}

/// The time below the curves, and what happened in it.
struct Axis {
    step: Length,
    /// What is marked in each column; what was decided, where both fall into one.
    marked: Vec<Option<Moment>>,
}

impl Axis {
    fn of(app: &App, cols: usize) -> Self {
        let state = app.state();
        let step = Trace::step(app.shown_clock(), cols);
        let delivered = state.injects.iter().filter_map(|it| it.delivered.as_ref());
        let injects = delivered
            .map(|(at, _)| *at)
            .chain(state.improvised.iter().map(|it| it.at))
            .map(|at| (at, Moment::Inject));
        let decisions = state.decisions.iter().filter_map(DecisionState::settled);
        let decisions = decisions.map(|at| (at, Moment::Decision));
        let mut marked = vec![None; cols];
        for (at, moment) in injects.chain(decisions) {
            let column = usize::try_from(at.as_ms() / step.as_ms()).unwrap_or(usize::MAX);
            if let Some(mark) = marked.get_mut(column) {
                *mark = (*mark).max(Some(moment));
            }
        }
        Self { step, marked }
    }

    fn marks(&self, app: &App) -> Line<'static> {
        let theme = &app.theme;
        let runs = self.marked.chunk_by(|a, b| a == b);
        runs.map(|run| {
            let (glyph, style) = match run[0] {
                Some(moment @ Moment::Inject) => (moment.glyph(), theme.text),
                Some(moment @ Moment::Decision) => (moment.glyph(), theme.warn),
                None => (" ", theme.text),
            };
            Span::styled(glyph.repeat(run.len()), style)
        })
        .collect()
    }
}

/// The curve from T+0 to now with its wobble, at instants that do not move while time passes.
fn samples(app: &App, signal: Ix<Signal>, n_most: usize) -> Vec<f64> {
    let trace = app
        .state()
        .trace(app.scenario(), signal, app.shown_clock(), n_most);
    trace.values
}
