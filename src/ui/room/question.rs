//! The question that is open: what is asked, what can be answered, and how long is left.

use ratatui::{
    Frame,
    layout::Rect,
    style::Style,
    text::{Line, Span},
    widgets::{Block, BorderType, Paragraph},
};

use super::head::seat_words;
use crate::{
    exercise::{
        ExerciseTime, Handout,
        seat::{Limit, Question},
    },
    report::spoken,
    scenario::Span as Length,
    ui::{
        Theme,
        widgets::{
            clock_face,
            fit::{cut, fit},
            markdown::markdown,
            wrap::{wrap, wrap_hanging},
        },
        words::{self, plain},
    },
};

type Lines = Vec<Line<'static>>;

/// With so little left, nobody may overlook it.
const URGENT: Length = Length::from_ms(60_000);
/// And with so little, it is now.
const LAST: Length = Length::from_ms(10_000);

const FRAME_ROWS: u16 = 2;

/// How long is left, in words that get more urgent, and how that looks.
pub(super) fn left(question: &Question, now: ExerciseTime, theme: &Theme) -> (String, Style) {
    let until = match question.limit {
        Limit::None => return (String::new(), theme.accent),
        Limit::Passed => return ("TIME IS UP".to_owned(), theme.alarm),
        Limit::Until(until) => until,
    };
    let left = words::until(now, until);
    match until.since(now) {
        span if span > URGENT => (format!("{left} left"), theme.accent),
        span if span > LAST => (format!("‼ HURRY: {left} left"), theme.warn),
        span if span > Length::ZERO => (format!("‼ NOW: {left} left"), theme.alarm),
        _ => ("TIME IS UP".to_owned(), theme.alarm),
    }
}

/// How many of `most` rows the box takes that holds the first question, none where nothing is
/// asked.
pub(super) fn rows(handout: &Handout, cols: u16, most: u16, theme: &Theme) -> u16 {
    let Some(question) = handout.questions.first() else {
        return 0;
    };
    let (cols, n_most) = (inside(question, cols), most.saturating_sub(FRAME_ROWS));
    let lines = boxed(handout, question, cols.into(), n_most.into(), theme);
    u16::try_from(lines.len()).map_or(most, |n_lines| (n_lines + FRAME_ROWS).min(most))
}

/// The first question in a box of its own; how long is left in large letters beside it.
pub(super) fn view(handout: &Handout, theme: &Theme, frame: &mut Frame<'_>, area: Rect) {
    let Some(question) = handout.questions.first() else {
        return;
    };
    let (left, style) = left(question, handout.clock, theme);
    let asked = question.asked.as_ref().map(seat_words);
    let title = asked.map_or_else(
        || " QUESTION ".to_owned(),
        |asked| format!(" QUESTION for {asked} "),
    );
    let room = usize::from(area.width).saturating_sub(left.chars().count() + 8);
    let mut block = Block::bordered()
        .border_type(BorderType::Rounded)
        .border_style(style)
        .title(Span::styled(fit(&title, room), theme.strong));
    if !left.is_empty() {
        let left = Span::styled(format!(" {left} "), style.patch(theme.strong).patch(style));
        block = block.title(Line::from(left).right_aligned());
    }
    frame.render_widget(block, area);
    let inner = Rect {
        x: area.x + 2,
        y: area.y + 1,
        width: inside(question, area.width),
        height: area.height.saturating_sub(FRAME_ROWS),
    };
    let (cols, n_rows) = (inner.width.into(), inner.height.into());
    let lines = boxed(handout, question, cols, n_rows, theme);
    frame.render_widget(Paragraph::new(lines), inner);
    if let Some(text) = large(question, area.width) {
        let face = clock_face::face(&text(handout.clock), style);
        let cols = face.first().map_or(0, Line::width);
        let face_cols = u16::try_from(cols).unwrap_or(u16::MAX);
        let beside = Rect {
            x: area.right().saturating_sub(face_cols + 3),
            width: face_cols,
            ..inner
        };
        frame.render_widget(Paragraph::new(face), beside.intersection(area));
    }
}

/// How wide the text in the box is.
fn inside(question: &Question, cols: u16) -> u16 {
    const LARGE_COLS: u16 = 30;
    let beside = large(question, cols).map_or(0, |_| LARGE_COLS);
    cols.saturating_sub(4 + beside)
}

/// What is left as a clock shows it, where there is room for large letters and something to show.
fn large(question: &Question, cols: u16) -> Option<impl Fn(ExerciseTime) -> String + use<>> {
    const WIDE: u16 = 100;
    match question.limit {
        Limit::Until(until) if cols >= WIDE => Some(move |now| words::until(now, until)),
        Limit::Until(_) | Limit::None | Limit::Passed => None,
    }
}

/// What the box holds: the question with its options, and what else is asked in a line each. Where
/// there are not rows enough the prompt comes down to what it asks, so that all options stay.
fn boxed(
    handout: &Handout,
    question: &Question,
    cols: usize,
    n_rows: usize,
    theme: &Theme,
) -> Lines {
    let others: Lines = handout.questions[1..]
        .iter()
        .map(|another| in_short(another, handout.clock, cols, theme))
        .collect();
    let left = n_rows.saturating_sub(others.len());
    let full = asked(question, cols, theme);
    let in_gist = || {
        let gist = Span::styled(gist(question), theme.strong);
        let mut lines = wrap(vec![gist], cols);
        lines.extend(options(question, cols, theme));
        lines
    };
    let shortest = || {
        let gist = cut(vec![Span::styled(gist(question), theme.strong)], cols);
        let options = numbered(question, theme).map(|spans| cut(spans, cols));
        [gist].into_iter().chain(options).collect()
    };
    let mut lines = [full, in_gist()]
        .into_iter()
        .find(|lines| lines.len() <= left)
        .unwrap_or_else(shortest);
    lines.extend(others);
    lines
}

fn in_short(question: &Question, now: ExerciseTime, cols: usize, theme: &Theme) -> Line<'static> {
    let (left, style) = left(question, now, theme);
    let text = format!("also asked: {}", gist(question));
    let text = fit(&text, cols.saturating_sub(left.chars().count() + 2));
    Line::from(vec![
        Span::styled(format!("{text}  "), theme.dim),
        Span::styled(left, style),
    ])
}

/// What a prompt comes down to.
fn gist(question: &Question) -> String {
    plain(&spoken::gist(&question.prompt))
}

/// The question and its options.
fn asked(question: &Question, cols: usize, theme: &Theme) -> Lines {
    let mut lines = markdown(&question.prompt, cols, theme);
    lines.extend(options(question, cols, theme));
    lines
}

fn options(question: &Question, cols: usize, theme: &Theme) -> Lines {
    numbered(question, theme)
        .flat_map(|spans| wrap_hanging(spans, cols, &Span::raw("   ")))
        .collect()
}

fn numbered(question: &Question, theme: &Theme) -> impl Iterator<Item = Vec<Span<'static>>> {
    (1..).zip(&question.options).map(|(n, option)| {
        vec![
            Span::styled(format!("{n}  "), theme.key),
            Span::styled(plain(option), theme.text),
        ]
    })
}

/// Every question, with how long is left, below one another.
pub(super) fn lines(handout: &Handout, cols: usize, theme: &Theme) -> Lines {
    let mut lines = Vec::new();
    for question in &handout.questions {
        let (left, style) = left(question, handout.clock, theme);
        let who = question.asked.as_ref().map(seat_words).unwrap_or_default();
        let head = vec![
            Span::styled("QUESTION  ", style.patch(theme.strong).patch(style)),
            Span::styled(left, style),
        ];
        lines.push(Line::from(head));
        if !who.is_empty() {
            lines.push(Line::styled(fit(&format!("for {who}"), cols), theme.dim));
        }
        lines.extend(asked(question, cols, theme));
        lines.push(Line::default());
    }
    lines.pop();
    lines
}

/// The same, where nothing else is shown.
pub(super) fn alone(handout: &Handout, cols: usize, theme: &Theme) -> Lines {
    if handout.questions.is_empty() {
        return vec![Line::styled("No question is open.", theme.dim)];
    }
    lines(handout, cols, theme)
}
