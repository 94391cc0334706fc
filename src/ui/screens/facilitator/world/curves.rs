//! The curves: what users feel and what machines say, from T+0 to now.

use ratatui::text::{Line, Span};

use super::Lines;
use crate::{
    exercise::{state::DecisionState, trace::Trace},
    scenario::{Ix, Span as Length, model::Signal},
    ui::{
        App,
        widgets::{curve::Curve, fit::row, graph::Range},
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
/// Edge 5xx   ┄ alarm 5 %  ! 38.0 %     Edge 5xx ▁▁▂▃▅▇█  ! 38.0 %
/// ┄┄┄┄┄┄┄▁▃▄▅▆▇███
/// ▁▁▁▂▅▇█░░░░░░░░░
///   ▴    ●
/// ```
fn curve(app: &App, signal: Ix<Signal>, axis: &Axis, cols: usize, graph: Graph) -> Lines {
    let theme = &app.theme;
    let row = &app.scenario().signals[signal];
    let trace = |n_most| {
        let values = samples(app, signal, n_most);
        let (low, high) = row.room_of(values.iter().copied());
        (values, Range { low, high })
    };
    let drawn = Curve {
        name: &row.name,
        unit: &row.unit,
        is_impact: app.scenario().impact == Some(signal),
        value: app.state().signals[signal].value(app.shown_clock()),
        alarm: row.alarm,
        trace: &trace,
    };
    let n_rows = match graph {
        Graph::Rows(n_rows) => n_rows,
        Graph::Row => 1,
        Graph::Beside => return vec![drawn.beside(cols, theme)],
    };
    let alarm = row.alarm;
    let alarm = alarm.map(|alarm| format!("   ┄ alarm {alarm} {}", plain(&row.unit)));
    let mut lines = vec![drawn.head(alarm, cols, theme)];
    lines.extend(drawn.rows(cols, n_rows, theme));
    if matches!(graph, Graph::Rows(_)) {
        lines.push(axis.marks(app));
    }
    lines
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
