//! The top of an observer's screen: that it is an exercise, which, how late it is, and who observes.

use ratatui::{
    Frame,
    layout::{Constraint, Layout, Rect},
    style::Style,
    text::{Line, Span},
    widgets::Paragraph,
};

use crate::{
    exercise::event::EndReason,
    ui::{
        App,
        observing::Notebook,
        room::Link,
        view::title_line,
        widgets::{
            clock_face,
            fit::{cut, fit, row, width},
        },
        words::{self, plain},
    },
};

/// ```text
///  EX  T+0:12:34  ▶ RUNNING                                Eva
///
///  EXERCISE  Region loss                              TLP:GREEN
///  T+0:12:34  ▶ RUNNING ×1   SEV2   Mitigation       observer Eva
///
///  EXERCISE  Region loss                              TLP:GREEN
///
///  █▀█ ▄ ▀█  ▀▀█ ▄ ▀▀█ █ █    ▶ RUNNING ×1
///  █ █ ▄  █  █▀▀ ▄ ▀▀█ ▀▀█    SEV2   Phase: Mitigation
///  ▀▀▀   ▀▀▀ ▀▀▀   ▀▀▀   ▀    observer Eva
/// ```
pub(super) fn view(app: &App, frame: &mut Frame<'_>, area: Rect) {
    match area.height {
        0 => {}
        1 => frame.render_widget(tiny(app, usize::from(area.width)), area),
        2 => {
            let cols = usize::from(area.width);
            let lines = vec![title_line(app, cols), small(app, cols)];
            frame.render_widget(Paragraph::new(lines), area);
        }
        _ => large(app, frame, area),
    }
}

fn tiny(app: &App, cols: usize) -> Line<'static> {
    let theme = &app.theme;
    let (state, style) = state(app);
    let left = vec![
        Span::styled(" EX ", theme.badge),
        Span::styled(format!(" {} ", app.clock()), theme.strong),
        Span::styled(state, style),
    ];
    row(left, vec![observer(app, cols / 4)], cols)
}

fn small(app: &App, cols: usize) -> Line<'static> {
    let mut left = vec![Span::styled(
        format!(" {}  ", app.clock()),
        app.theme.strong,
    )];
    left.extend(course(app));
    left.push(Span::raw("   "));
    left.extend(severity_and_phase(app));
    row(left, vec![observer(app, cols / 3)], cols)
}

fn large(app: &App, frame: &mut Frame<'_>, area: Rect) {
    let [title, _, body] = Layout::vertical([
        Constraint::Length(1),
        Constraint::Length(1),
        Constraint::Fill(1),
    ])
    .areas(area);
    frame.render_widget(title_line(app, usize::from(title.width)), title);
    let text = app.clock().to_string();
    let style = if app.playing.is_running() {
        app.theme.strong
    } else {
        app.theme.warn
    };
    let face = clock_face::face(text.trim_start_matches("T+"), style);
    let face_cols = face.first().map_or(0, Line::width);
    let [_, clock, _, words] = Layout::horizontal([
        Constraint::Length(1),
        Constraint::Length(u16::try_from(face_cols).unwrap_or(u16::MAX)),
        Constraint::Length(4),
        Constraint::Fill(1),
    ])
    .areas(body);
    frame.render_widget(Paragraph::new(face), clock);
    let cols = usize::from(words.width);
    let lines = vec![
        cut(course(app), cols),
        cut(severity_and_phase(app), cols),
        Line::from(observer(app, cols.saturating_sub(12))),
    ];
    frame.render_widget(Paragraph::new(lines), words);
}

/// Whether the clock runs, how fast, and what clocks in the scenario's world show.
fn course(app: &App) -> Vec<Span<'static>> {
    let (text, style) = state(app);
    let mut spans = vec![Span::styled(text, style)];
    if app.playing.is_running() {
        let speed = format!(" {}", words::speed(app.state().speed));
        spans.push(Span::styled(speed, app.theme.dim));
    }
    spans
}

/// How the exercise goes, with a glyph and in words.
fn state(app: &App) -> (String, Style) {
    let theme = &app.theme;
    let state = app.state();
    if state.is_closed {
        return ("■ CLOSED".to_owned(), theme.dim);
    }
    if let Some(ended) = &state.ended {
        return match ended.why {
            EndReason::RealIncident => ("■ REAL INCIDENT".to_owned(), theme.alarm),
            EndReason::Reached | EndReason::Length | EndReason::Stopped => {
                ("■ ENDED (notes still count)".to_owned(), theme.accent)
            }
        };
    }
    match (app.notebook().map(|book| &book.link), state.paused) {
        (Some(Link::Broken(_)), _) => ("‖ CANNOT BE READ".to_owned(), theme.alarm),
        (Some(Link::Gone), _) => ("‖ NOBODY LEADS IT NOW".to_owned(), theme.warn),
        (_, Some(why)) => (format!("‖ PAUSED ({})", words::paused(why)), theme.warn),
        (_, None) => ("▶ RUNNING".to_owned(), theme.ok),
    }
}

fn severity_and_phase(app: &App) -> Vec<Span<'static>> {
    let severity = match app.state().declarations.last() {
        Some(declared) => Span::styled(plain(&declared.severity), app.theme.alarm),
        None => Span::styled("nothing declared", app.theme.dim),
    };
    let phase = app.state().phase().map(|phase| {
        let title = plain(&app.scenario().phases[phase].title);
        Span::styled(format!("   {title}"), app.theme.accent)
    });
    [severity].into_iter().chain(phase).collect()
}

/// `observer Eva`, in at most so many columns for the name.
fn observer(app: &App, cols: usize) -> Span<'static> {
    const WORD: &str = "observer ";
    let name = app.notebook().map_or("", |book: &Notebook| &book.name);
    let name = fit(&plain(name), cols.max(8));
    let word = if width(WORD) < cols { WORD } else { "" };
    Span::styled(format!("{word}{name} "), app.theme.strong)
}
