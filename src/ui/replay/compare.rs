//! Two runs of one scenario at the same time on their clocks: the services, the impact, and what
//! was decided when.

use ratatui::{
    Frame,
    layout::{Constraint, Layout, Rect},
    text::{Line, Span},
    widgets::Paragraph,
};

use super::{Replay, Run, state::Side};
use crate::{
    exercise::{
        ExerciseTime, Handout,
        event::Answer,
        seat::{Course, Curve},
    },
    report::spoken,
    scenario::{
        HasId, Ix,
        model::{Decision, Health},
    },
    ui::{
        Theme,
        widgets::{
            fit::{cut, pad_left, row},
            graph::{self, Cell, Range},
        },
        words::{self, plain},
    },
};

type Lines = Vec<Line<'static>>;

/// The narrowest screen on which two runs stand side by side.
const NARROWEST: u16 = 72;

/// ```text
///  A  2026-11-22-0912-region-loss │ B  2026-11-23-1005-region-loss
///  ▶ runs on                      │ ■ 31:00 Traffic restored
///                                 │
///  ▼ Down  CDN                    │ ▲ Up  CDN
///  12.4 bad minutes               │ 8.1 bad minutes
///  ▁▂▅███████                     │ ▁▂▅██▃▁
///                                 │
///  Move the traffic?              │ Move the traffic?
///  12:10  Wait                    │  8:00  Switch to the second CDN
/// ```
pub(super) fn view(replay: &Replay, beside: &Run, frame: &mut Frame<'_>, area: Rect) {
    let theme = &replay.theme;
    let body = Rect {
        y: area.y + 1,
        height: area.height.saturating_sub(1),
        ..area
    };
    let runs = [("A", &replay.run), ("B", beside)];
    let decisions = asked(&replay.run, beside);
    let range = range(&replay.run.handout(), &beside.handout());
    let column = |name: &str, run: &Run, area: Rect| {
        let shape = Shape {
            clock: replay.clock(),
            cols: usize::from(area.width),
            n_rows: usize::from(area.height),
            range,
        };
        lines(name, run, &decisions, shape, theme)
    };
    if body.width < NARROWEST {
        let (name, run) = runs[match replay.side {
            Side::This => 0,
            Side::Other => 1,
        }];
        let area = Rect {
            x: body.x + 1,
            width: body.width.saturating_sub(2),
            ..body
        };
        let mut lines = column(name, run, area);
        let first = std::mem::take(&mut lines[0]);
        let way = vec![Span::styled("Tab", theme.key), Span::raw(" other")];
        lines[0] = row(first.spans, way, usize::from(area.width));
        frame.render_widget(Paragraph::new(lines), area);
        return;
    }
    let [_, left, rule, right, _] = Layout::horizontal([
        Constraint::Length(1),
        Constraint::Fill(1),
        Constraint::Length(3),
        Constraint::Fill(1),
        Constraint::Length(1),
    ])
    .areas(body);
    let bars = vec![Line::styled(" │ ", theme.border); usize::from(rule.height)];
    frame.render_widget(Paragraph::new(bars), rule);
    for ((name, run), area) in runs.into_iter().zip([left, right]) {
        frame.render_widget(Paragraph::new(column(name, run, area)), area);
    }
}

/// What a column is drawn for.
#[derive(Debug, Clone, Copy)]
struct Shape {
    clock: ExerciseTime,
    cols: usize,
    n_rows: usize,
    /// What both impact curves span.
    range: Range,
}

/// The decisions that either run has asked so far, by their ids, in the order of the files.
fn asked(this: &Run, other: &Run) -> Vec<String> {
    let ids = |run: &Run| -> Vec<String> {
        let states = &run.reel.exercise().state().decisions;
        let rows = run.scenario().decisions.entries();
        rows.filter(|(decision, _)| states[*decision].opened.is_some())
            .map(|(_, row)| row.id().to_owned())
            .collect()
    };
    let mut all = ids(this);
    let order = |id: &String| this.scenario().decisions.find(id);
    for id in ids(other) {
        if !all.contains(&id) {
            all.push(id);
        }
    }
    all.sort_by_key(|id| (order(id).is_none(), order(id)));
    all
}

fn impact(handout: &Handout) -> Option<&Curve> {
    handout.curves.iter().find(|curve| curve.is_impact)
}

fn range(this: &Handout, other: &Handout) -> Range {
    let both = [impact(this), impact(other)].into_iter().flatten();
    Range::of(both.flat_map(|curve| [curve.low, curve.high]))
}

fn lines(name: &str, run: &Run, decisions: &[String], shape: Shape, theme: &Theme) -> Lines {
    let handout = run.handout();
    let cols = shape.cols;
    let mut lines = vec![
        cut(
            vec![
                Span::styled(format!("{name}  "), theme.key),
                Span::styled(plain(&run.id), theme.strong),
            ],
            cols,
        ),
        standing(run, &handout, cols, theme),
    ];
    let (n_graph, gap) = match shape.n_rows {
        0..12 => (0, None),
        12..24 => (2, Some(Line::default())),
        _ => (4, Some(Line::default())),
    };
    lines.extend(gap.clone());
    // Decisions come in two rows each, and may not be pushed out by services that are well.
    let for_decisions = (decisions.len() * 2 + 1).min(shape.n_rows / 2);
    let n_services = shape
        .n_rows
        .saturating_sub(lines.len() + for_decisions + n_graph + 2);
    lines.extend(services(&handout, cols, n_services, theme));
    if let Some(curve) = impact(&handout) {
        lines.extend(gap.clone());
        let minutes = handout.bad_minutes.unwrap_or_default();
        let value = Span::styled(words::measured(curve.value, &curve.unit), theme.strong);
        let left = vec![
            Span::styled(plain(&curve.name), theme.strong),
            Span::styled(format!("  {minutes:.1} bad minutes"), theme.text),
        ];
        lines.push(row(left, vec![value], cols));
        lines.extend(graph(curve, run.reel.clock(), shape, n_graph, theme));
    }
    lines.extend(gap);
    let room = shape.n_rows.saturating_sub(lines.len());
    lines.extend(decided(run, decisions, cols, room, theme));
    lines
}

/// How the run stands: it goes on, or how it ended, which is told once it has.
fn standing(run: &Run, handout: &Handout, cols: usize, theme: &Theme) -> Line<'static> {
    let (text, style) = match &handout.course {
        Course::Ended(end) => {
            let at = words::clock(end.at);
            let what = end.ending.as_ref().map_or_else(
                || "ended by hand".to_owned(),
                |ending| {
                    let outcome = spoken::outcome(ending.outcome);
                    format!("{} ({outcome})", plain(&ending.title))
                },
            );
            (format!("■ {at}  {what}"), theme.strong)
        }
        Course::RealIncident => ("■ stopped: a real incident".to_owned(), theme.strong),
        Course::Before(_) => ("○ not begun".to_owned(), theme.dim),
        Course::Running { .. } | Course::Paused { .. } if run.reel.clock() >= run.end() => {
            let at = words::clock(run.end());
            (format!("‖ {at}  nothing more is recorded"), theme.warn)
        }
        Course::Running { .. } => ("▶ under way".to_owned(), theme.ok),
        Course::Paused { .. } => ("‖ paused".to_owned(), theme.warn),
    };
    cut(vec![Span::styled(text, style)], cols)
}

/// What is not well first, where not all find room.
fn services(handout: &Handout, cols: usize, n_rows: usize, theme: &Theme) -> Lines {
    let mut services: Vec<_> = handout.services.iter().collect();
    let n_rows = n_rows.max(1);
    let mut more = Vec::new();
    if services.len() > n_rows {
        services.sort_by_key(|service| match service.health {
            Health::Down => 0,
            Health::Degraded => 1,
            Health::Up => 2,
        });
        let hidden = services.split_off(n_rows - 1);
        let n_hidden = if services.is_empty() {
            spoken::count(hidden.len(), "service")
        } else {
            format!("and {} more", hidden.len())
        };
        let n_ill = hidden.iter().filter(|it| it.health != Health::Up).count();
        let text = if n_ill == 0 {
            format!("{n_hidden}, all up")
        } else {
            format!("{n_hidden}, {n_ill} not up")
        };
        more.push(Line::styled(text, theme.dim));
    }
    let lines = services.into_iter().map(|service| {
        let (glyph, word) = words::health(service.health);
        let style = match service.health {
            Health::Up => theme.ok,
            Health::Degraded => theme.warn,
            Health::Down => theme.alarm,
        };
        cut(
            vec![
                Span::styled(format!("{glyph} {word:<8}  "), style),
                Span::styled(plain(&service.name), theme.text),
            ],
            cols,
        )
    });
    lines.chain(more).collect()
}

/// The curve so far, as wide as its time is of both runs' time.
fn graph(curve: &Curve, until: ExerciseTime, shape: Shape, n_rows: usize, theme: &Theme) -> Lines {
    let whole_ms = u128::from(shape.clock.as_ms().max(1));
    let n_cols = u128::from(until.as_ms()) * shape.cols as u128 / whole_ms;
    let cols = usize::try_from(n_cols).unwrap_or(shape.cols);
    let cols = cols.clamp(1, shape.cols.max(1));
    let samples = curve.trace.thinned(curve.trace.values.len().max(2));
    let last = samples.len().saturating_sub(1);
    let sample = |col: usize| {
        samples
            .get(col * last / cols.max(2).saturating_sub(1))
            .copied()
    };
    let values: Vec<_> = (0..cols).filter_map(sample).collect();
    let rows = graph::area(&values, shape.range, n_rows);
    rows.into_iter()
        .map(|cells| {
            let letters = cells.into_iter().map(|cell| match cell {
                Cell::Sky => ' ',
                Cell::Crest(letter) => letter,
                Cell::Ground => '█',
            });
            Line::styled(letters.collect::<String>(), theme.accent)
        })
        .collect()
}

/// Each decision with its answer so far, the last ones where not all find room.
fn decided(run: &Run, decisions: &[String], cols: usize, room: usize, theme: &Theme) -> Lines {
    let n_shown = (room / 2).min(decisions.len());
    let shown = &decisions[decisions.len() - n_shown..];
    shown
        .iter()
        .flat_map(|id| {
            let found = run.scenario().decisions.find(id);
            found.map_or_else(
                || {
                    vec![
                        Line::default(),
                        Line::styled("not in its scenario", theme.dim),
                    ]
                },
                |decision| answer(run, decision, cols, theme),
            )
        })
        .collect()
}

fn answer(run: &Run, decision: Ix<Decision>, cols: usize, theme: &Theme) -> Lines {
    let row = &run.scenario().decisions[decision];
    let state = &run.reel.exercise().state().decisions[decision];
    let label = |choice| plain(&row.options[choice].label);
    let said = match &state.made {
        Some(made) => Some(match &made.answer {
            Answer::Option(choice) => label(*choice),
            Answer::Other(words) => format!("“{}”", plain(words)),
        }),
        None => state
            .choice()
            .map(|choice| format!("no answer: {}", label(choice))),
    };
    let at = state.settled().map(words::clock).unwrap_or_default();
    let (text, style) = match said {
        Some(said) => (said, theme.text),
        None if run.reel.clock() >= run.end() && state.opened.is_some() => {
            ("never answered".to_owned(), theme.dim)
        }
        None if run.reel.clock() >= run.end() => ("never asked".to_owned(), theme.dim),
        None if state.is_open() => ("open".to_owned(), theme.warn),
        None if state.skipped.is_some() => ("not asked here".to_owned(), theme.dim),
        None => ("not asked yet".to_owned(), theme.dim),
    };
    vec![
        cut(
            vec![Span::styled(plain(&spoken::gist(&row.prompt)), theme.dim)],
            cols,
        ),
        cut(
            vec![
                Span::styled(format!("{}  ", pad_left(&at, 7)), theme.strong),
                Span::styled(text, style),
            ],
            cols,
        ),
    ]
}
