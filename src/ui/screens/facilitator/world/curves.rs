//! The curves: what users feel and what machines say, from T+0 to now.

use std::rc::Rc;

use ratatui::text::{Line, Span};

use crate::{
    exercise::{state::DecisionState, trace::Trace},
    scenario::{Ix, Span as Length, model::Signal},
    ui::{
        App, Theme,
        memo::Memo,
        widgets::{
            curve::Curve,
            fit::row,
            graph::Range,
            sheet::{Block, Sheet},
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

    /// How much room a curve gets where most get this: the one that matters most is never without rows
    /// of its own.
    const fn of(self, is_impact: bool) -> Self {
        match self {
            Self::Rows(n) if is_impact => Self::Rows(n + 1),
            Self::Beside if is_impact => Self::Row,
            Self::Rows(_) | Self::Row | Self::Beside => self,
        }
    }

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

/// What of the curves was drawn last that time does not change from one sample to the next.
pub(super) type Kept = Memo<Question, Lasting>;

/// All that it depends on.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Question {
    n_records: usize,
    graph: Graph,
    cols: usize,
    step: Length,
    n_steps: u64,
    /// Whether each is beyond its alarm now.
    alarming: Vec<bool>,
}

/// See [`Kept`].
#[derive(Debug, PartialEq)]
pub(super) struct Lasting {
    /// What stands below the name of each curve.
    rows: Vec<Block>,
    /// What happened, and how the curves are to be read.
    legend: Block,
}

/// The curves, the impact first, as large as leaves all of them in so many rows.
pub(super) fn curves(app: &App, kept: &Kept, cols: usize, height: usize) -> Sheet {
    let scenario = app.scenario();
    let has_impact = scenario.impact.is_some();
    let fits = |graph: &Graph| graph.n_rows(scenario.signals.len(), has_impact) <= height;
    let graph = Graph::ALL.into_iter().find(fits).unwrap_or(Graph::Beside);
    let others = scenario
        .signals
        .indices()
        .filter(|signal| Some(*signal) != scenario.impact);
    let signals: Vec<_> = scenario.impact.into_iter().chain(others).collect();

    let head = |signal: &Ix<Signal>| {
        let graph = graph.of(scenario.impact == Some(*signal));
        of_signal(app, *signal, |curve| {
            (head(curve, graph, cols, &app.theme), curve.is_alarming())
        })
    };
    let heads: Vec<_> = signals.iter().map(head).collect();

    let (n_records, now) = app.standing();
    let step = Trace::step(now, cols);
    let question = Question {
        n_records,
        graph,
        cols,
        step,
        n_steps: now.as_ms() / step.as_ms(),
        alarming: heads.iter().map(|(_, is_alarming)| *is_alarming).collect(),
    };
    let lasting = kept.ask(question, || lasting(app, &signals, graph, cols));

    let mut sheet = Sheet::default();
    for ((signal, rows), (head, _)) in signals.iter().zip(&lasting.rows).zip(heads) {
        let is_impact = scenario.impact == Some(*signal);
        if matches!(graph, Graph::Rows(_)) && sheet.n_rows() > 0 {
            sheet.add(vec![Line::default()]);
        }
        sheet.add(vec![head]);
        sheet.add(Rc::clone(rows));
        if is_impact && graph == Graph::Beside {
            sheet.add(Rc::clone(&lasting.legend));
        }
        if is_impact {
            sheet.add(vec![bad_minutes(app, *signal)]);
        }
        if is_impact && graph == Graph::Row {
            sheet.add(vec![Line::default()]);
        }
    }
    if graph != Graph::Beside && !signals.is_empty() {
        sheet.add(Rc::clone(&lasting.legend));
    }
    sheet
}

fn lasting(app: &App, signals: &[Ix<Signal>], graph: Graph, cols: usize) -> Lasting {
    let axis = Axis::of(app, cols);
    let rows = |signal: &Ix<Signal>| -> Block {
        let graph = graph.of(app.scenario().impact == Some(*signal));
        let n_rows = match graph {
            Graph::Rows(n_rows) => n_rows,
            Graph::Row => 1,
            Graph::Beside => return Block::default(),
        };
        let mut lines = of_signal(app, *signal, |curve| curve.rows(cols, n_rows, &app.theme));
        if matches!(graph, Graph::Rows(_)) {
            lines.push(axis.marks(app));
        }
        lines.into()
    };
    let legend = legend(app, &axis, cols);
    let legend = match graph {
        Graph::Rows(_) => vec![legend],
        Graph::Row | Graph::Beside => vec![axis.marks(app), legend],
    };
    Lasting {
        rows: signals.iter().map(rows).collect(),
        legend: legend.into(),
    }
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

/// What the impact adds up to.
fn bad_minutes(app: &App, impact: Ix<Signal>) -> Line<'static> {
    let ended = app.state().ended.as_ref();
    let until = ended.map_or(app.shown_clock(), |ended| ended.at);
    let minutes = app.state().signals[impact].integral(until) / 100.0 / 60_000.0;
    Line::styled(format!("{minutes:.1} bad minutes so far"), app.theme.dim)
}

/// ```text
/// Edge 5xx   ┄ alarm 5 %  ! 38.0 %     Edge 5xx ▁▁▂▃▅▇█  ! 38.0 %
/// ┄┄┄┄┄┄┄▁▃▄▅▆▇███
/// ▁▁▁▂▅▇█░░░░░░░░░
///   ▴    ●
/// ```
fn head(curve: &Curve<'_>, graph: Graph, cols: usize, theme: &Theme) -> Line<'static> {
    if graph == Graph::Beside {
        return curve.beside(cols, theme);
    }
    let alarm = curve.alarm;
    let alarm = alarm.map(|alarm| format!("   ┄ alarm {alarm} {}", plain(curve.unit)));
    curve.head(alarm, cols, theme)
}

/// Shows a signal as a curve.
fn of_signal<T>(app: &App, signal: Ix<Signal>, show: impl FnOnce(&Curve<'_>) -> T) -> T {
    let row = &app.scenario().signals[signal];
    let trace = |n_most| {
        let values = samples(app, signal, n_most);
        let (low, high) = row.room_of(values.iter().copied());
        (values, Range { low, high })
    };
    show(&Curve {
        name: &row.name,
        unit: &row.unit,
        is_impact: app.scenario().impact == Some(signal),
        value: app.state().signals[signal].value(app.shown_clock()),
        alarm: row.alarm,
        trace: &trace,
    })
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
