//! Draws the app. It reads, and never writes.

use ratatui::{
    Frame,
    layout::{Constraint, Layout, Rect, Size},
    text::{Line, Span},
    widgets::Paragraph,
};

use super::{
    App, Host, Mouse, Theme,
    app::{Notice, Saving},
    keymap::Key,
    mouse::Deed,
    screens::Screen,
    widgets::{
        fit::{cut, filled, row},
        hints, window,
    },
    words::{plain, sentence},
};

/// The smallest terminal on which the exercise can be led.
pub const SMALLEST: Size = Size::new(32, 8);

/// Draws the screen that is on top, and the modals over it.
pub fn view(app: &App, frame: &mut Frame<'_>) {
    let area = frame.area();
    if area.width < SMALLEST.width || area.height < SMALLEST.height {
        return too_small(app, frame, area);
    }
    app.screen().view(app, frame, area);
    if app.flashed.is_some() {
        flash(&app.theme, frame);
    }
    if let Some(modal) = app.modals.last() {
        modal.view(app, frame, area);
    }
}

/// Turns the colors of the first line around, since something has come in.
pub fn flash(theme: &Theme, frame: &mut Frame<'_>) {
    let area = frame.area();
    let top = Rect { height: 1, ..area };
    frame.buffer_mut().set_style(top, theme.flash);
}

/// Says what is needed, with the clock, which goes on.
fn too_small(app: &App, frame: &mut Frame<'_>, area: Rect) {
    let lines = vec![
        Line::styled(app.clock().to_string(), app.theme.strong),
        Line::raw("EXERCISE"),
        Line::raw(format!(
            "needs {}×{}, is {}×{}",
            SMALLEST.width, SMALLEST.height, area.width, area.height
        )),
    ];
    frame.render_widget(Paragraph::new(lines), area);
}

/// `EXERCISE  Region loss            TLP:GREEN`
pub fn title_line(app: &App, cols: usize) -> Line<'static> {
    let theme = &app.theme;
    let left = vec![
        Span::styled(" EXERCISE ", theme.badge),
        Span::styled(format!("  {}", plain(&app.scenario().title)), theme.strong),
    ];
    let marking = app.scenario().marking.as_deref().unwrap_or_default();
    let right = if marking.is_empty() {
        Vec::new()
    } else {
        vec![Span::styled(format!("{} ", plain(marking)), theme.dim)]
    };
    row(left, right, cols)
}

/// Whether a band says that something is wrong.
fn has_band(app: &App) -> bool {
    // The screen of a real incident says it calmly, in its own words.
    matches!(app.saving, Saving::Failing(_)) && app.unwritten_stop().is_none()
}

/// The band, the status line and the keys, at the bottom of every screen.
pub fn status_and_footer(app: &App, frame: &mut Frame<'_>, area: Rect) {
    let cols = usize::from(area.width);
    let mut lines = Vec::new();
    lines.extend(band(app, cols));
    lines.push(status(app, cols));
    let room = cols.saturating_sub(1);
    let mut keys = vec![Span::raw(" ")];
    keys.extend(hints::footer(&app.screen().tables(), app, room).spans);
    lines.push(Line::from(keys));
    window::put(&lines, frame, area);
}

/// The key whose hint in the footer was clicked on.
pub fn key_at(app: &App, mouse: Mouse) -> Option<Key> {
    let Size { width, height } = app.size;
    let is_on_footer = mouse.deed == Deed::Click && mouse.at.y + 1 == height;
    let is_on_footer = is_on_footer && !app.screen().covers_its_keys(app);
    let x = mouse.at.x.checked_sub(1).filter(|_| is_on_footer)?;
    let cols = usize::from(width).saturating_sub(1);
    hints::key_at(&app.screen().tables(), cols, usize::from(x))
}

fn band(app: &App, cols: usize) -> Vec<Line<'static>> {
    let Saving::Failing(failing) = &app.saving else {
        return Vec::new();
    };
    if !has_band(app) {
        return Vec::new();
    }
    let lines = [
        format!(
            " cannot write {}: {}",
            app.journal_name(),
            plain(&failing.cause)
        ),
        if app.leads() {
            " The clock is held; trying again every 2 s (r: now).".to_owned()
        } else {
            " What was written last waits; trying again every 2 s (r: now).".to_owned()
        },
    ];
    lines
        .map(|text| filled(cut(vec![Span::raw(text)], cols), cols, app.theme.band))
        .to_vec()
}

fn status(app: &App, cols: usize) -> Line<'static> {
    match &app.notice {
        // A modal says it itself.
        Some(Notice::No(_)) if !app.modals.is_empty() => Line::default(),
        Some(Notice::No(_)) => refusal(app, cols).unwrap_or_default(),
        Some(Notice::Note(note)) => cut(
            vec![Span::styled(format!(" {}", plain(note)), app.theme.accent)],
            cols,
        ),
        None if stands(app) => Line::styled(" The clock stands; p sets it going.", app.theme.dim),
        None => Line::default(),
    }
}

/// Whether the clock waits for a key.
fn stands(app: &App) -> bool {
    let is_paused = app.state().paused.is_some() && !has_band(app);
    is_paused && matches!(app.screen(), Screen::Facilitator(_))
}

/// Why the last key did nothing, if it did nothing.
pub fn refusal<H: Host>(host: &H, cols: usize) -> Option<Line<'static>> {
    match host.notice() {
        Some(Notice::No(why)) => Some(cut(
            vec![
                Span::styled(" ✗ ", host.theme().alarm),
                Span::styled(sentence(why), host.theme().warn),
            ],
            cols,
        )),
        Some(Notice::Note(_)) | None => None,
    }
}

/// What has just been refused or noted, or keeps anything from being recorded: where it is told in place
/// of the keys.
pub fn news(app: &App, cols: usize) -> Option<Line<'static>> {
    let theme = &app.theme;
    match (&app.notice, &app.saving) {
        // A modal says it itself.
        (Some(Notice::No(_)), _) if app.modals.is_empty() => refusal(app, cols),
        (Some(Notice::Note(note)), _) => {
            let note = Span::styled(format!(" {}", plain(note)), theme.accent);
            Some(cut(vec![note], cols))
        }
        (_, Saving::Failing(failing)) => {
            let cause = plain(&failing.cause);
            let text = format!(" cannot write the journal: {cause}; the clock is held");
            Some(filled(cut(vec![Span::raw(text)], cols), cols, theme.band))
        }
        (Some(Notice::No(_)) | None, Saving::Fine | Saving::Mended) => None,
    }
}

/// A page of text under the title, in a column that is comfortable to read.
pub fn page(app: &App, lines: Vec<Line<'static>>, first: usize, frame: &mut Frame<'_>, area: Rect) {
    let cols = usize::from(area.width);
    let top = Rect { height: 1, ..area };
    frame.render_widget(title_line(app, cols), top);
    let foot = n_foot(app);
    let bottom = Rect {
        y: area.bottom().saturating_sub(foot),
        height: foot,
        ..area
    };
    status_and_footer(app, frame, bottom.intersection(area));
    window::draw(lines, first, &app.theme, frame, page_room(area.as_size()));
}

/// How many rows the foot of a screen takes.
pub fn n_foot(app: &App) -> u16 {
    if has_band(app) { 4 } else { 2 }
}

/// Where a page's text stands on a screen of that size.
pub fn page_room(size: Size) -> Rect {
    const WIDEST: u16 = 84;
    let area = Rect::new(0, 0, size.width, size.height);
    let [_, middle, _] = Layout::vertical([
        Constraint::Length(2),
        Constraint::Fill(1),
        Constraint::Length(3),
    ])
    .areas(area);
    let width = WIDEST.min(size.width.saturating_sub(4));
    let [column] = Layout::horizontal([Constraint::Length(width)])
        .flex(ratatui::layout::Flex::Center)
        .areas(middle);
    column
}
