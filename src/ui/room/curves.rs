//! The curves: what users feel and what machines say, from T+0 to now.

use ratatui::text::Line;

use crate::{
    exercise::{Handout, seat::Curve as Seen},
    report::spoken,
    ui::{
        Theme,
        widgets::{curve::Curve, graph::Range},
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
    let apart = (1..=MOST_ROWS).rev().map(|height| (height, Gap::Row));
    let mut sizes = apart.chain([(1, Gap::None)]);
    let size = sizes.find(|size| rows_of(curves.len(), *size) <= n_rows);
    let size = size.unwrap_or((0, Gap::None));
    let lines = drawn_all(handout, &curves, cols, size, theme);
    debug_assert_eq!(lines.len(), rows_of(curves.len(), size));
    lines
}

/// How many rows so many curves take, each below its name and of that height, with such a gap.
fn rows_of(n_curves: usize, (height, gap): (usize, Gap)) -> usize {
    let gaps = match gap {
        Gap::None => 0,
        Gap::Row => n_curves.saturating_sub(1),
    };
    n_curves * (1 + height) + gaps
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
    curves: &[&Seen],
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
fn drawn(handout: &Handout, curve: &Seen, cols: usize, height: usize, theme: &Theme) -> Lines {
    let (low, high) = (curve.low, curve.high);
    let trace = |n_most| (curve.trace.thinned(n_most), Range { low, high });
    let drawn = Curve {
        name: &curve.name,
        unit: &curve.unit,
        is_impact: curve.is_impact,
        value: curve.value,
        alarm: curve.alarm,
        trace: &trace,
    };
    if height == 0 {
        return vec![drawn.beside(cols, theme)];
    }
    let minutes = handout.bad_minutes.filter(|_| curve.is_impact);
    let minutes = minutes.map(|minutes| format!("  {minutes:.1} bad minutes"));
    let mut lines = vec![drawn.head(minutes, cols, theme)];
    lines.extend(drawn.rows(cols, height, theme));
    lines
}
