//! What is left on the screen when something real has stopped the exercise: one sentence.

use ratatui::{
    Frame,
    layout::{Constraint, Flex, Layout, Rect},
    text::{Line, Span},
    widgets::Paragraph,
};

use crate::ui::{
    App, Effect,
    keymap::Action,
    modals::Modal,
    screens::facilitator::deeds,
    view::{n_foot, status_and_footer},
    widgets::wrap::wrap_text,
    words::plain,
};

/// What was open before, which comes back if the key was hit by mistake.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RealIncident {
    pub kept: Vec<Modal>,
}

pub(super) fn update(app: &mut App, action: Action) -> Vec<Effect> {
    match action {
        // What is not written yet would be lost: that is asked.
        Action::Quit if app.unwritten_stop().is_none() => vec![Effect::Leave],
        Action::Undo if app.unwritten_stop().is_some() => app.take_stop_back(),
        _ => deeds::start(app, None, action),
    }
}

/// ```text
///  EXERCISE  stopped
///
///            REAL INCIDENT
///
///            The exercise has stopped. What happens now is real.
///
///  U undo  q quit
/// ```
pub(super) fn view(app: &App, frame: &mut Frame<'_>, area: Rect) {
    const WIDEST: u16 = 52;
    let theme = &app.theme;
    let top = Line::from(vec![
        Span::styled(" EXERCISE ", theme.badge),
        Span::styled("  stopped", theme.strong),
    ]);
    frame.render_widget(Paragraph::new(top), Rect { height: 1, ..area });
    let cols = WIDEST.min(area.width.saturating_sub(4));
    let foot = n_foot(app);
    let mut lines = lines(app, usize::from(cols));
    if lines.len() > usize::from(area.height.saturating_sub(1 + foot)) {
        lines.retain(|line| line.width() > 0);
    }
    let n_lines = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    let between = Rect {
        y: area.y + 1,
        height: area.height.saturating_sub(1 + foot),
        ..area
    };
    let [rows] = Layout::vertical([Constraint::Length(n_lines)])
        .flex(Flex::Center)
        .areas(between);
    let [middle] = Layout::horizontal([Constraint::Length(cols)])
        .flex(Flex::Center)
        .areas(rows);
    frame.render_widget(Paragraph::new(lines), middle);
    let bottom = Rect {
        y: area.bottom().saturating_sub(foot),
        height: foot,
        ..area
    };
    status_and_footer(app, frame, bottom.intersection(area));
}

fn lines(app: &App, cols: usize) -> Vec<Line<'static>> {
    let theme = &app.theme;
    let told = "The exercise has stopped. What happens now is real.";
    let later = match app.unwritten_stop() {
        Some(failing) => format!(
            "Not yet in the journal: {}. Leave the program open; it is tried every 2 s (r: now).",
            plain(&failing.cause)
        ),
        None => format!(
            "It stands at {}; `blackstart resume` goes on with it another day.",
            app.clock()
        ),
    };
    let mut lines = vec![Line::styled("REAL INCIDENT", theme.alarm)];
    lines.push(Line::default());
    lines.extend(wrap_text(told, cols, theme.strong));
    lines.push(Line::default());
    lines.extend(wrap_text(&later, cols, theme.dim));
    lines
}
