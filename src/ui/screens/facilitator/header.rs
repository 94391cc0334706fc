//! The top of the screen: that it is an exercise, which, how late it is and what comes.

use ratatui::{
    Frame,
    layout::{Constraint, Layout, Rect},
    style::Style,
    text::{Line, Span},
};

use super::script::{self, Item, Row};
use crate::{
    exercise::ExerciseTime,
    ui::{
        App,
        app::Saving,
        view::title_line,
        widgets::{
            clock_face,
            fit::{cut, row, width},
            window,
        },
        words::{self, plain},
    },
};

/// The clock and whether it runs, in one row.
pub(super) fn view_tiny(app: &App, rows: &[Row], frame: &mut Frame<'_>, area: Rect) {
    let theme = &app.theme;
    let cols = usize::from(area.width);
    let (state, style) = state_of_clock(app);
    let left = vec![
        Span::styled(" EX ", theme.badge),
        Span::styled(format!(" {} ", app.shown_clock()), theme.strong),
        Span::styled(state, style),
    ];
    let used: usize = left.iter().map(Span::width).sum();
    let (when, _) = next_parts(app, rows);
    let fits = used + width(&when) < cols;
    let right = if fits {
        vec![Span::styled(when, theme.dim)]
    } else {
        Vec::new()
    };
    window::put([&row(left, right, cols)], frame, area);
}

/// ```text
///  EXERCISE  Region loss                              TLP:GREEN
///  T+0:12:34  14:12:34  ▶ RUNNING ×1  SEV2     in 1:24  Database lag
/// ```
pub(super) fn view(app: &App, rows: &[Row], frame: &mut Frame<'_>, area: Rect) {
    let cols = usize::from(area.width);
    let theme = &app.theme;
    let (state, style) = state_of_clock(app);
    let mut left = vec![Span::styled(
        format!(" {}  ", app.shown_clock()),
        theme.strong,
    )];
    left.extend(world_time(app).map(|time| Span::styled(format!("{time}  "), theme.dim)));
    left.push(Span::styled(state, style));
    left.push(Span::styled(
        format!(" {}", words::speed(app.state().speed)),
        theme.dim,
    ));
    if !app.state().declarations.is_empty() {
        left.extend([Span::raw("   "), severity(app)]);
    }
    let used: usize = left.iter().map(Span::width).sum();
    let room = cols.saturating_sub(used + 4);
    let right = cut(vec![Span::styled(next_words(app, rows), theme.text)], room);
    let mut spans = right.spans;
    spans.push(Span::raw(" "));
    let lines = vec![title_line(app, cols), row(left, spans, cols)];
    window::put(&lines, frame, area);
}

/// ```text
///  EXERCISE  Region loss                                      TLP:GREEN
///
///  █▀█ ▄ ▀█  ▀▀█ ▄ ▀▀█ █ █    ▶ RUNNING ×1      next in 1:24
///  █ █ ▄  █  █▀▀ ▄ ▀▀█ ▀▀█    14:12:34          Database lag
///  ▀▀▀   ▀▀▀ ▀▀▀   ▀▀▀   ▀    SEV2 for 4:10     Phase: Mitigation
/// ```
pub(super) fn view_large(app: &App, rows: &[Row], frame: &mut Frame<'_>, area: Rect) {
    let [title, _, body] = Layout::vertical([
        Constraint::Length(1),
        Constraint::Length(1),
        Constraint::Fill(1),
    ])
    .areas(area);
    window::put([&title_line(app, usize::from(title.width))], frame, title);
    let face = clock_face::face(&clock_text(app.shown_clock()), clock_style(app));
    let face_cols = face.first().map_or(0, Line::width);
    let [_, clock, _, state, next, _] = Layout::horizontal([
        Constraint::Length(1),
        Constraint::Length(u16::try_from(face_cols).unwrap_or(u16::MAX)),
        Constraint::Length(4),
        Constraint::Length(34),
        Constraint::Fill(1),
        Constraint::Length(1),
    ])
    .areas(body);
    window::put(&face, frame, clock);
    window::put(&state_lines(app), frame, state);
    let next_cols = usize::from(next.width);
    let lines: Vec<_> = next_lines(app, rows)
        .into_iter()
        .map(|span| cut(vec![span], next_cols))
        .collect();
    window::put(&lines, frame, next);
}

fn state_lines(app: &App) -> Vec<Line<'static>> {
    let theme = &app.theme;
    let (state, style) = state_of_clock(app);
    let time = world_time(app).map_or_else(String::new, |time| format!("{time} in the scenario"));
    vec![
        Line::from(vec![
            Span::styled(state, style),
            Span::styled(format!("  {}", words::speed(app.state().speed)), theme.dim),
        ]),
        Line::styled(time, theme.dim),
        Line::from(severity(app)),
    ]
}

fn next_lines(app: &App, rows: &[Row]) -> Vec<Span<'static>> {
    let theme = &app.theme;
    let phase = app.state().phase();
    let phase = phase.map_or_else(String::new, |phase| {
        format!("Phase: {}", plain(&app.scenario().phases[phase].title))
    });
    let (when, what) = next_parts(app, rows);
    vec![
        Span::styled(when, theme.strong),
        Span::styled(what, theme.text),
        Span::styled(phase, theme.accent),
    ]
}

fn next_words(app: &App, rows: &[Row]) -> String {
    let (when, what) = next_parts(app, rows);
    if what.is_empty() {
        when
    } else {
        format!("{when}: {what}")
    }
}

/// When the next row of the script comes, or time runs out for a decision, and which it is.
fn next_parts(app: &App, rows: &[Row]) -> (String, String) {
    let now = app.shown_clock();
    let row = script::next(rows);
    let limits = app.scenario().decisions.indices().filter_map(|decision| {
        let at = app.state().expires_at(app.scenario(), decision)?;
        Some((at, Item::Decision(decision)))
    });
    match (row, limits.min_by_key(|(at, _)| *at)) {
        (Some(row), _) if row.at.is_none_or(|at| at <= now) => {
            ("due now".to_owned(), script::name(app, row.item))
        }
        (row, Some((at, item))) if row.and_then(|row| row.at).is_none_or(|next| at <= next) => {
            let left = format!("{} to decide", words::until(now, at));
            (left, script::name(app, item))
        }
        (Some(row), _) => {
            let at = row.at.unwrap_or(now);
            let when = format!("next in {}", words::until(now, at));
            (when, script::name(app, row.item))
        }
        (None, _) => ("nothing more is timed".to_owned(), String::new()),
    }
}

/// Whether the clock runs, and why not, with a glyph and in words.
fn state_of_clock(app: &App) -> (String, Style) {
    let theme = &app.theme;
    match (&app.saving, app.state().paused) {
        (Saving::Failing(_), _) => ("‖ HELD (journal)".to_owned(), theme.alarm),
        (_, Some(why)) => (format!("‖ PAUSED ({})", words::paused(why)), theme.warn),
        (_, None) => ("▶ RUNNING".to_owned(), theme.ok),
    }
}

fn clock_style(app: &App) -> Style {
    if app.playing.is_running() {
        app.theme.strong
    } else {
        app.theme.warn
    }
}

/// The severity that was declared last.
fn severity(app: &App) -> Span<'static> {
    match app.state().declarations.last() {
        Some(declared) => Span::styled(plain(&declared.severity), app.theme.alarm),
        None => Span::styled("nothing declared", app.theme.dim),
    }
}

/// What clocks in the scenario's world show.
fn world_time(app: &App) -> Option<String> {
    let begins = app.scenario().begins?;
    let passed = i64::try_from(app.shown_clock().as_ms()).ok()?;
    let shows = begins.checked_add_signed(chrono::TimeDelta::milliseconds(passed))?;
    Some(shows.format("%H:%M:%S").to_string())
}

fn clock_text(at: ExerciseTime) -> String {
    at.to_string().trim_start_matches("T+").to_owned()
}
