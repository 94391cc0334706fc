//! The curves: what users feel and what machines say, from T+0 to now.

use ratatui::{
    style::Style,
    text::{Line, Span},
};

use crate::{
    exercise::{Handout, seat::Curve},
    report::spoken,
    ui::{
        Theme,
        widgets::{
            fit::{pad, row},
            graph::{self, Cell, Range},
        },
        words::{self, plain},
    },
};

type Lines = Vec<Line<'static>>;

/// The highest that a curve gets: above that it tells no more.
const MOST_ROWS: usize = 12;

/// The curves in at most so many rows, each as high as it can be; the impact first, with what it
/// adds up to. Where not all find room, those that are calm give way.
pub(super) fn lines(handout: &Handout, cols: usize, n_rows: usize, theme: &Theme) -> Lines {
    let mut curves: Vec<_> = handout.curves.iter().collect();
    if curves.len() > n_rows {
        curves.sort_by_key(|curve| (!curve.is_impact, !curve.is_alarming()));
        let n_more = curves.len() - n_rows.saturating_sub(1);
        curves.truncate(n_rows.saturating_sub(1).max(1));
        let mut lines = drawn_all(handout, &curves, cols, (0, Gap::None), theme);
        let more = format!("and {}", spoken::count(n_more, "more curve"));
        lines.push(Line::styled(more, theme.dim));
        lines.truncate(n_rows);
        return lines;
    }
    let with = |height, gap| drawn_all(handout, &curves, cols, (height, gap), theme);
    (1..=MOST_ROWS)
        .rev()
        .map(|height| with(height, Gap::Row))
        .chain([with(1, Gap::None)])
        .find(|lines| lines.len() <= n_rows)
        .unwrap_or_else(|| with(0, Gap::None))
}

/// What is between two curves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gap {
    None,
    Row,
}

/// Some curves below one another, each so high and with such a gap.
fn drawn_all(
    handout: &Handout,
    curves: &[&Curve],
    cols: usize,
    (height, gap): (usize, Gap),
    theme: &Theme,
) -> Lines {
    let mut lines = Vec::new();
    for curve in curves {
        if gap == Gap::Row && !lines.is_empty() {
            lines.push(Line::default());
        }
        lines.extend(drawn(handout, curve, cols, height, theme));
    }
    lines
}

/// ```text
/// Edge 5xx          ! 38.0 %     Edge 5xx ▁▁▂▃▅▇█  ! 38.0 %
/// ┄┄┄┄┄┄┄▁▃▄▅▆▇███
/// ▁▁▁▂▅▇█░░░░░░░░░
/// ```
fn drawn(handout: &Handout, curve: &Curve, cols: usize, height: usize, theme: &Theme) -> Lines {
    let is_alarming = curve.is_alarming();
    let (mark, style) = if is_alarming {
        ("! ", theme.alarm)
    } else {
        ("", theme.accent)
    };
    let name_style = if curve.is_impact {
        theme.strong
    } else {
        theme.text
    };
    let value = format!("{mark}{}", words::measured(curve.value, &curve.unit));
    let value = Span::styled(
        value,
        if is_alarming {
            theme.alarm
        } else {
            theme.strong
        },
    );
    let range = Range {
        low: curve.low,
        high: curve.high,
    };
    let name = plain(&curve.name);
    if height == 0 {
        let name = pad(&name, (cols / 2).saturating_sub(1));
        let room = cols.saturating_sub(cols / 2 + value.width() + 1);
        let bars = graph::bars(&curve.trace.thinned(room), range);
        let bars: String = bars.chars().take(room).collect();
        let left = vec![
            Span::styled(name, name_style),
            Span::styled(format!(" {bars}"), style),
        ];
        return vec![row(left, vec![value], cols)];
    }
    let minutes = handout.bad_minutes.filter(|_| curve.is_impact);
    let mut left = vec![Span::styled(name, name_style)];
    let minutes = minutes.map(|minutes| format!("  {minutes:.1} bad minutes"));
    let used = left[0].width() + value.width() + 1;
    let fits = minutes.filter(|minutes| used + minutes.len() <= cols);
    left.extend(fits.map(|minutes| Span::styled(minutes, theme.dim)));
    let mut lines = vec![row(left, vec![value], cols)];
    lines.extend(graph_lines(curve, range, cols, height, style, theme));
    lines
}

/// The curve so far; where the alarm is, a dim line.
fn graph_lines(
    curve: &Curve,
    range: Range,
    cols: usize,
    height: usize,
    style: Style,
    theme: &Theme,
) -> Lines {
    let values = curve.trace.thinned(cols);
    if height == 1 {
        return vec![Line::styled(graph::bars(&values, range), style)];
    }
    let alarm = curve.alarm;
    let alarm_row = alarm.map(|alarm| graph::row_of(alarm, range, height));
    let rows = graph::area(&values, range, height);
    let row = |(n, mut cells): (usize, Vec<Cell>)| {
        cells.resize(cols, Cell::Sky);
        let sky = if alarm_row == Some(n) { '┄' } else { ' ' };
        graph_row(&cells, sky, style, theme)
    };
    rows.into_iter().enumerate().map(row).collect()
}

/// A row of a curve: bright where the curve is, dim below it.
fn graph_row(cells: &[Cell], sky: char, crest: Style, theme: &Theme) -> Line<'static> {
    let is_crest = |cell: &Cell| matches!(cell, Cell::Crest(_));
    let letter = |cell: &Cell| match cell {
        Cell::Sky => sky,
        Cell::Crest(letter) => *letter,
        Cell::Ground => '░',
    };
    cells
        .chunk_by(|a, b| is_crest(a) == is_crest(b))
        .map(|run| {
            let style = if is_crest(&run[0]) { crest } else { theme.dim };
            Span::styled(run.iter().map(letter).collect::<String>(), style)
        })
        .collect()
}
