//! What is shown when nothing runs: the briefing, a clock that stands, the ending; and the one
//! sentence when something real has happened.

use ratatui::{
    Frame,
    layout::{Alignment, Constraint, Flex, Layout, Rect},
    text::{Line, Span},
    widgets::Paragraph,
};

use super::head;
use crate::{
    exercise::{
        Handout,
        event::{EndReason, PauseReason},
        seat::{Beginning, Course, End},
    },
    report::spoken,
    scenario::model::Outcome,
    ui::{
        Theme,
        briefing::in_a_room,
        widgets::{
            clock_face,
            markdown::markdown,
            wrap::{wrap_hanging, wrap_text},
        },
        words::{self, plain},
    },
};

type Lines = Vec<Line<'static>>;

/// Where a text stands in a comfortable width.
pub(super) fn column(body: Rect) -> Rect {
    const WIDEST: u16 = 84;
    let width = WIDEST.min(body.width.saturating_sub(4));
    let [column] = Layout::horizontal([Constraint::Length(width)])
        .flex(Flex::Center)
        .areas(body);
    Rect {
        y: column.y + 1,
        height: column.height.saturating_sub(1),
        ..column
    }
}

/// The text for how it stands.
pub(super) fn lines(handout: &Handout, cols: usize, theme: &Theme) -> Lines {
    match &handout.course {
        Course::Before(beginning) => briefing(beginning, cols, theme),
        Course::Ended(end) => ending(handout, end, cols, theme),
        Course::Running { .. } | Course::Paused { .. } | Course::RealIncident => Vec::new(),
    }
}

fn briefing(beginning: &Beginning, cols: usize, theme: &Theme) -> Lines {
    let heading = |words| Line::styled(words, theme.strong.patch(theme.accent));
    let mut lines = vec![heading("The briefing"), Line::default()];
    lines.extend(markdown(&beginning.briefing, cols, theme));
    if !beginning.seats.is_empty() {
        lines.extend([Line::default(), heading("Who is who")]);
    }
    for seat in &beginning.seats {
        lines.push(Line::default());
        let style = if seat.person.is_some() {
            theme.strong
        } else {
            theme.text
        };
        lines.extend(wrap_text(&head::seat_words(seat), cols, style));
        if !seat.brief.trim().is_empty() {
            let brief = vec![Span::styled(format!("  {}", plain(&seat.brief)), theme.dim)];
            lines.extend(wrap_hanging(brief, cols, &Span::raw("  ")));
        }
    }
    // They are read out before the start, and what differs from day to day is looked up here.
    lines.extend([Line::default(), heading("The ground rules")]);
    for rule in in_a_room(cols, theme) {
        lines.push(Line::default());
        lines.extend(rule);
    }
    lines
}

fn ending(handout: &Handout, end: &End, cols: usize, theme: &Theme) -> Lines {
    let after = spoken::duration(end.at.as_ms());
    let Some(ending) = &end.ending else {
        let why = match end.why {
            EndReason::Stopped | EndReason::RealIncident => "The exercise was ended",
            EndReason::Reached | EndReason::Length => "The time is over",
        };
        return vec![
            Line::styled(why, theme.strong),
            Line::styled(format!("after {after}"), theme.dim),
        ];
    };
    let (glyph, style) = match ending.outcome {
        Outcome::Success => ("✓", theme.ok),
        Outcome::Mixed => ("◆", theme.warn),
        Outcome::Failure => ("✗", theme.alarm),
    };
    let title = vec![
        Span::styled(format!("{glyph} "), style),
        Span::styled(plain(&ending.title), theme.strong),
    ];
    let mut lines = wrap_hanging(title, cols, &Span::raw("  "));
    let outcome = format!("{} after {after}", spoken::outcome(ending.outcome));
    lines.extend([Line::styled(outcome, style), Line::default()]);
    lines.extend(markdown(&ending.text, cols, theme));
    if let Some(minutes) = handout.bad_minutes {
        lines.push(Line::default());
        lines.push(Line::styled(format!("{minutes:.1} bad minutes"), theme.dim));
    }
    lines
}

/// The clock that stands, large and alone, and why.
pub(super) fn quiet(handout: &Handout, theme: &Theme, frame: &mut Frame<'_>, area: Rect) {
    let text = words::clock(handout.clock);
    let room = usize::from(area.width.saturating_sub(4));
    let scale = (1..=head::scale(area.height + 2) + 1)
        .rev()
        .find(|scale| clock_face::cols(&text, *scale) <= room)
        .unwrap_or(1);
    let why = match handout.course {
        Course::Paused {
            why: PauseReason::Quit,
        } => "The exercise rests; it goes on from here when it is resumed.",
        Course::Paused {
            why: PauseReason::Storage,
        } => "It goes on when it can be recorded again.",
        _ => "The clock stands for a moment.",
    };
    let (state, style) = head::course(handout, theme);
    let mut lines = clock_face::scaled(&text, scale, theme.dim);
    lines.push(Line::default());
    lines.push(Line::styled(state, style));
    lines.extend(wrap_text(why, room, theme.text));
    centered(lines, frame, area);
}

/// One calm sentence, and nothing else.
pub(super) fn sentence(theme: &Theme, frame: &mut Frame<'_>, area: Rect) {
    let room = usize::from(area.width.saturating_sub(4));
    let text = "The exercise has stopped: there is a real incident, and it comes first.";
    centered(wrap_text(text, room, theme.strong), frame, area);
}

fn centered(lines: Lines, frame: &mut Frame<'_>, area: Rect) {
    let n_rows = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    let [middle] = Layout::vertical([Constraint::Length(n_rows)])
        .flex(Flex::Center)
        .areas(area);
    frame.render_widget(Paragraph::new(lines).alignment(Alignment::Center), middle);
}
