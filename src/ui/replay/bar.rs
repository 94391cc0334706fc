//! The timeline: what happened when, the phases, and where the replay stands. A mark is a letter
//! or a sign of its own; its color only repeats it.

use ratatui::{
    style::Style,
    text::{Line, Span},
};

use super::Replay;
use crate::{
    exercise::{ExerciseTime, seat::Course},
    report::replay::Kind,
    ui::{
        Theme,
        widgets::fit::{cut, fit, width},
        words::{self, plain},
    },
};

/// What is drawn, what it is called, and in this order one over the other.
const MARKS: [(Kind, char, &str); 7] = [
    (Kind::Question, '?', "question"),
    (Kind::Inject, 'i', "inject"),
    (Kind::Observation, 'o', "observation"),
    (Kind::Update, 'u', "update"),
    (Kind::Declared, '!', "declared"),
    (Kind::Decision, 'D', "decision"),
    (Kind::Ending, '■', "end"),
];

/// Where the replay stands.
const HEAD: char = '●';

/// What a kind looks like.
pub(super) fn style(kind: Kind, theme: &Theme) -> Style {
    match kind {
        Kind::Inject => theme.accent,
        Kind::Question | Kind::Decision | Kind::Ending => theme.strong,
        Kind::Observation => theme.secret,
        Kind::Update => theme.ok,
        Kind::Declared => theme.alarm,
        Kind::Phase | Kind::Other => theme.dim,
    }
}

/// A column of the bar for a time on the exercise clock.
fn column(at: ExerciseTime, end: ExerciseTime, cols: usize) -> usize {
    let last = cols.saturating_sub(1) as u128;
    let end_ms = u128::from(end.as_ms().max(1));
    let col = u128::from(at.as_ms()) * last / end_ms;
    usize::try_from(col.min(last)).unwrap_or(0)
}

/// The time on the exercise clock that a column of the bar stands for.
pub(super) fn time_at(col: usize, end: ExerciseTime, cols: usize) -> ExerciseTime {
    let last = cols.saturating_sub(1).max(1) as u128;
    let ms = u128::from(end.as_ms()) * col as u128 / last;
    ExerciseTime::from_ms(u64::try_from(ms).unwrap_or(u64::MAX))
}

/// ```text
///  i   i ?  D  o   u i   ?  D      i      ■
/// ```
pub(super) fn marks(replay: &Replay, cols: usize) -> Line<'static> {
    let theme = &replay.theme;
    let n = replay.run.reel.n();
    let mut cells = vec![(' ', theme.dim); cols];
    for (kind, glyph, _) in MARKS {
        let stops = replay.run.story.stops.iter();
        for stop in stops.filter(|stop| stop.kind == kind) {
            let col = column(stop.entry.clock, replay.end(), cols);
            let has_come = stop.n <= n;
            let look = if has_come {
                style(kind, theme)
            } else {
                theme.dim
            };
            if let Some(cell) = cells.get_mut(col) {
                *cell = (glyph, look);
            }
        }
    }
    joined(cells)
}

/// ```text
///  Detection━━━━━━●─┼Diagnosis────────────┼Recovery──────
/// ```
pub(super) fn axis(replay: &Replay, cols: usize) -> Line<'static> {
    let theme = &replay.theme;
    let head = column(replay.clock(), replay.end(), cols);
    let mut cells: Vec<_> = (0..cols)
        .map(|col| {
            if col < head {
                ('━', theme.accent)
            } else {
                ('─', theme.dim)
            }
        })
        .collect();
    for (at, title) in phases(replay) {
        let col = column(at, replay.end(), cols);
        write(&mut cells, col, "┼", theme.text);
        let style = if col <= head { theme.text } else { theme.dim };
        let room = next_phase(replay, at, cols).saturating_sub(col + 3);
        if room > 4 {
            write(&mut cells, col + 1, &fit(&plain(title), room), style);
        }
    }
    write(
        &mut cells,
        head,
        &HEAD.to_string(),
        theme.strong.patch(theme.accent),
    );
    joined(cells)
}

/// Marks and axis in one row, where there is no room for two.
pub(super) fn small(replay: &Replay, cols: usize) -> Line<'static> {
    let theme = &replay.theme;
    let head = column(replay.clock(), replay.end(), cols);
    let marks = marks(replay, cols);
    let mut cells: Vec<_> = marks
        .spans
        .iter()
        .flat_map(|span| span.content.chars().map(|c| (c, span.style)))
        .collect();
    for cell in &mut cells {
        if cell.0 == ' ' {
            *cell = ('─', theme.dim);
        }
    }
    write(
        &mut cells,
        head,
        &HEAD.to_string(),
        theme.strong.patch(theme.accent),
    );
    joined(cells)
}

/// What the marks mean, as many as there is room for.
pub(super) fn legend(theme: &Theme, cols: usize) -> Line<'static> {
    let all = || std::iter::once((Kind::Other, HEAD, "now")).chain(MARKS);
    let wide: usize = all().map(|(_, _, name)| width(name) + 4).sum();
    let gap = if wide <= cols { "  " } else { " " };
    let mut line = Line::raw(" ");
    for (kind, glyph, name) in all() {
        let sign = Span::styled(glyph.to_string(), style(kind, theme));
        let name = Span::styled(format!(" {name}{gap}"), theme.dim);
        if line.width() + 1 + name.content.trim_end().chars().count() > cols {
            break;
        }
        line.extend([sign, name]);
    }
    line
}

/// The phases that began, in their order; those that no replay shows are not told of.
fn phases(replay: &Replay) -> impl Iterator<Item = (ExerciseTime, &str)> {
    let stops = replay.run.story.stops.iter();
    let begun = stops.filter(|stop| stop.kind == Kind::Phase);
    begun.map(|stop| (stop.entry.clock, stop.entry.text.as_str()))
}

/// The column in which the phase after the one that begins at `at` begins, or the end.
fn next_phase(replay: &Replay, at: ExerciseTime, cols: usize) -> usize {
    let mut later = phases(replay).filter(|(it, _)| *it > at);
    later
        .next()
        .map_or(cols, |(next, _)| column(next, replay.end(), cols))
}

fn write(cells: &mut [(char, Style)], from: usize, text: &str, style: Style) {
    // A letter that takes two columns would push the others out of their places.
    let letters = text
        .chars()
        .filter(|c| width(c.encode_utf8(&mut [0; 4])) == 1);
    for (cell, letter) in cells.iter_mut().skip(from).zip(letters) {
        *cell = (letter, style);
    }
}

fn joined(cells: Vec<(char, Style)>) -> Line<'static> {
    cells
        .chunk_by(|a, b| a.1 == b.1)
        .map(|run| {
            let text: String = run.iter().map(|(letter, _)| letter).collect();
            Span::styled(text, run[0].1)
        })
        .collect()
}

/// How the replay goes, and how the exercise stood then, where it is one that is shown:
/// ` ▶ plays ×10   12:34 of 41:00, running   decision 2 of 6`
pub(super) fn status(replay: &Replay, course: Option<&Course>, cols: usize) -> Line<'static> {
    const NARROW: usize = 60;
    let theme = &replay.theme;
    let speed = words::speed(replay.speed);
    let (glyph, word, style) = if replay.is_playing() {
        ("▶", "plays ", theme.ok)
    } else {
        ("‖", "stands ", theme.warn)
    };
    let word = if cols < NARROW { "" } else { word };
    let state = format!("{glyph} {word}{speed}");
    let clock = words::clock(replay.clock());
    let mut spans = vec![
        Span::styled(format!(" {state}"), style),
        Span::styled(format!("   {clock}"), theme.strong),
        Span::styled(format!(" of {}", words::clock(replay.end())), theme.text),
    ];
    let stood = course.map(|course| format!(", {}", stood(course)));
    spans.extend(stood.map(|stood| Span::styled(stood, theme.text)));
    let n = replay.run.reel.n();
    let decisions = &replay.run.story.decisions;
    if !decisions.is_empty() {
        let n_made = decisions.iter().filter(|it| it.n_before < n).count();
        let n = decisions.len();
        let text = if cols < NARROW {
            format!("   D {n_made}/{n}")
        } else {
            format!("   decision {n_made} of {n}")
        };
        spans.push(Span::styled(text, theme.dim));
    }
    if replay.challenge.is_on() {
        spans.push(Span::styled("   challenge", theme.accent));
    }
    cut(spans, cols)
}

const fn stood(course: &Course) -> &'static str {
    match course {
        Course::Before(_) => "before the start",
        Course::Running { .. } => "running",
        Course::Paused { .. } => "paused",
        Course::Ended(_) => "ended",
        Course::RealIncident => "stopped",
    }
}

/// What happened last: `12:10  decision  Move the traffic? Wait (Ana)`
pub(super) fn news(replay: &Replay, cols: usize) -> Line<'static> {
    let theme = &replay.theme;
    let Some(stop) = replay.run.story.last(replay.run.reel.n()) else {
        return Line::default();
    };
    let clock = words::clock(stop.entry.clock);
    let spans = vec![
        Span::styled(format!(" {clock}  "), theme.dim),
        Span::styled(format!("{}  ", stop.entry.mark), style(stop.kind, theme)),
        Span::styled(stop.entry.text.clone(), theme.text),
    ];
    cut(spans, cols)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_column_is_the_start_and_the_last_the_end() {
        let (end, cols) = (ExerciseTime::from_ms(60_000), 61);
        let at = |s: u64| column(ExerciseTime::from_ms(s * 1000), end, cols);
        assert_eq!([at(0), at(30), at(60), at(90)], [0, 30, 60, 60]);
        assert_eq!(column(ExerciseTime::START, ExerciseTime::START, 0), 0);
    }
}
