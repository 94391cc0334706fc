//! What was recorded, in the words of the report's timeline: the last lines, or those further back.

use ratatui::{
    Frame,
    layout::{Rect, Size},
    text::{Line, Span},
};

use crate::{
    report::timeline::{self, Entry},
    ui::{
        App,
        memo::Memo,
        widgets::{
            fit::{cut, pad, pad_left},
            panel::{Beyond, inside, marks},
            window::{self, Scroll},
            wrap::wrap_hanging,
        },
        words,
    },
};

/// The lines that were drawn last; they are told anew with each record.
pub(super) type Kept = Memo<(usize, Option<usize>, Size), (Vec<Line<'static>>, Reach)>;

/// Where the words of a line begin.
const TEXT_COL: usize = 24;

/// The last lines recorded, where there is no room for a pane.
///
/// ```text
///    12:10  decision    Move the traffic? Switch to the second CDN (Ada)
/// ```
pub(super) fn view_strip(app: &App, frame: &mut Frame<'_>, area: Rect) {
    let height = usize::from(area.height);
    let cols = usize::from(area.width);
    let mut lines: Vec<_> = told(app, None)
        .take(height)
        .map(|(_, entry)| cut(spans(app, entry), cols))
        .collect();
    lines.reverse();
    window::put(&lines, frame, area);
}

/// The same in a pane, up to the record `last` where somebody has scrolled back to it.
pub(super) fn view(app: &App, last: Option<usize>, kept: &Kept, frame: &mut Frame<'_>, pane: Rect) {
    let room = inside(pane);
    let (cols, height) = (usize::from(room.width), usize::from(room.height));
    let n_records = app.playing.exercise.records().len();
    let seen = kept.ask((n_records, last, room.as_size()), || {
        lines(app, last, cols, height)
    });
    let (lines, reach) = &*seen;
    window::put(lines, frame, room);
    let n_after = last.map_or(0, |last| {
        told(app, None).take_while(|(n, _)| *n > last).count()
    });
    let above = if *reach == Reach::Beginning {
        String::new()
    } else {
        "↑ more".to_owned()
    };
    let beyond = Beyond {
        above,
        ..Beyond::rows(0, n_after)
    };
    marks(&beyond, &app.theme, frame, pane);
}

/// The last record that is seen after scrolling; none, where that is the end, which is followed.
pub(super) fn scrolled(
    app: &App,
    last: Option<usize>,
    pane: Rect,
    scroll: Scroll,
) -> Option<usize> {
    let room = inside(pane);
    let (cols, height) = (usize::from(room.width), usize::from(room.height));
    match scroll {
        Scroll::Bottom => None,
        Scroll::Top => earliest(app, cols, height),
        Scroll::Up(n) => {
            let mut last = last;
            for _ in 0..n {
                if lines(app, last, cols, height).1 == Reach::Beginning {
                    break;
                }
                last = told(app, last).nth(1).map(|(n, _)| n).or(last);
            }
            last
        }
        Scroll::Down(n) => {
            let later: Vec<_> = told(app, None)
                .map(|(n, _)| n)
                .take_while(|n| last.is_some_and(|last| *n > last))
                .collect();
            // The newest is followed, not held.
            let there = later.len().checked_sub(n).filter(|left| *left > 0)?;
            later.get(there).copied()
        }
    }
}

/// Up to which record there is just room for all from the first on.
fn earliest(app: &App, cols: usize, height: usize) -> Option<usize> {
    let all: Vec<_> = told(app, None).collect();
    let mut left = height;
    for (n, entry) in all.into_iter().rev() {
        let n_rows = wrap_hanging(spans(app, entry), cols, &hang(cols)).len();
        match left.checked_sub(n_rows) {
            Some(rest) => left = rest,
            None => return told(app, n.checked_sub(1)).next().map(|(n, _)| n),
        }
    }
    None
}

/// Whether the first of all lines is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    Beginning,
    Later,
}

/// As many lines as there is room for, up to the record `last`.
fn lines(
    app: &App,
    last: Option<usize>,
    cols: usize,
    height: usize,
) -> (Vec<Line<'static>>, Reach) {
    let mut blocks = Vec::new();
    let mut n_lines = 0;
    let mut reach = Reach::Beginning;
    for (_, entry) in told(app, last) {
        if n_lines >= height {
            reach = Reach::Later;
            break;
        }
        let block = wrap_hanging(spans(app, entry), cols, &hang(cols));
        n_lines += block.len();
        blocks.push(block);
    }
    if n_lines > height {
        reach = Reach::Later;
    }
    let lines = blocks.into_iter().rev().flatten();
    (lines.skip(n_lines.saturating_sub(height)).collect(), reach)
}

/// The records that there is something to tell of, up to the record `last`, the latest first.
fn told(app: &App, last: Option<usize>) -> impl Iterator<Item = (usize, Entry)> + '_ {
    let exercise = &app.playing.exercise;
    let records = exercise.records();
    let n_records = last.map_or(records.len(), |last| (last + 1).min(records.len()));
    let latest_first = records[..n_records].iter().enumerate().rev();
    latest_first.filter_map(|(n, record)| Some((n, timeline::entry(exercise, record)?)))
}

fn hang(cols: usize) -> Span<'static> {
    Span::raw(" ".repeat(TEXT_COL.min(cols / 3)))
}

fn spans(app: &App, entry: Entry) -> Vec<Span<'static>> {
    let theme = &app.theme;
    // What happened at the latest instant stands out.
    let style = if entry.clock == app.state().now {
        theme.text
    } else {
        theme.dim
    };
    vec![
        Span::styled(
            format!(" {}  ", pad_left(&words::clock(entry.clock), 7)),
            theme.dim,
        ),
        Span::styled(pad(entry.mark, 13), theme.dim),
        Span::styled(words::plain(&entry.text), style),
    ]
}
