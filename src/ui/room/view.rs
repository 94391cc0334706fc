//! Draws a handout. It reads, and never writes.

use ratatui::{
    Frame,
    layout::{Rect, Size},
    style::Style,
    text::{Line, Span},
    widgets::Paragraph,
};

use super::{Link, Look, Part, Room, board, head, inject, news, page, question, services};
use crate::{
    exercise::{
        Handout,
        seat::{Course, Seen},
    },
    ui::{
        Host, Theme,
        app::Notice,
        view::{SMALLEST, flash, refusal},
        widgets::{
            fit::{cut, filled, row},
            hints, window,
        },
        words::{plain, sentence},
    },
};

/// Draws the room's own terminal.
pub fn view(room: &Room, frame: &mut Frame<'_>) {
    let area = frame.area();
    let foot = foot(room, usize::from(area.width));
    draw(&room.handout, &room.look, foot, &room.theme, frame, area);
    if room.flashed.is_some() {
        flash(&room.theme, frame);
    }
    if let Some(help) = &room.help {
        help.view(room, frame, area);
    }
}

/// Draws what `handout` tells as `look` wants it, with `foot` in the last row.
///
/// ```text
///  EXERCISE  Region loss                            TLP:GREEN
///  ▀█  █▀█ ▄ █▀█   ▶ RUNNING      SEV2 for 4:10
///   █  █ █ ▄ ▀▀█   14:12:34       Incident commander: Ada
///  ────────────────────────────────────────────────────────────
///  PAGE  Alertmanager, 2:10 ago         ▼ Down  CDN      4:10
///  Edge 5xx above 5 %                   ▲ Up    Storefront
///  The edge answers with ...            Users affected 20.0 %
///                                       ▁▁▂▃▅▆▇███████████████
///  ╭ Question for Ada ─────────────────────────── 3:12 left ─╮
///  │ The provider is silent. Move the traffic?               │
///  │ 1  Switch to the second CDN   2  Wait                   │
///  ╰─────────────────────────────────────────────────────────╯
///  Last update ...                              next in 1:00
///  Detection  Who is paged, and how?
///  1 message  2 services  ...                  ? keys  q quit
/// ```
pub fn draw(
    handout: &Handout,
    look: &Look,
    foot: Line<'static>,
    theme: &Theme,
    frame: &mut Frame<'_>,
    area: Rect,
) {
    if area.width < SMALLEST.width || area.height < SMALLEST.height {
        return too_small(handout, theme, frame, area);
    }
    let scene = Scene::of(handout, look, area);
    let top = Rect { height: 1, ..area };
    let title = match scene {
        Scene::Column => head::small_line(handout, theme, usize::from(area.width)),
        Scene::Sentence | Scene::Quiet | Scene::Page | Scene::Board => {
            title_line(handout, theme, usize::from(area.width))
        }
    };
    frame.render_widget(title, top);
    let bottom = Rect {
        y: area.bottom() - 1,
        height: 1,
        ..area
    };
    frame.render_widget(foot, bottom);
    let body = body(area);
    match scene {
        Scene::Sentence => page::sentence(theme, frame, body),
        Scene::Quiet => page::quiet(handout, theme, frame, body),
        Scene::Board => board::view(handout, look, theme, frame, body),
        Scene::Page | Scene::Column => {}
    }
    if let Some((lines, area)) = scrolling(handout, look, theme, area) {
        window::draw(lines, look.first(handout), theme, frame, area);
    }
}

/// What the screen is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scene {
    /// One sentence and nothing else.
    Sentence,
    /// The clock, large, that stands.
    Quiet,
    /// A text: the briefing, or the ending.
    Page,
    /// Everything in its place.
    Board,
    /// Everything below one another, where there is no room for more.
    Column,
}

impl Scene {
    fn of(handout: &Handout, look: &Look, area: Rect) -> Self {
        const SMALLEST_BOARD: Size = Size::new(64, 18);
        let is_small = area.width < SMALLEST_BOARD.width || area.height < SMALLEST_BOARD.height;
        match (&handout.course, look.part) {
            (Course::RealIncident, _) => Self::Sentence,
            (Course::Before(_), _) | (Course::Ended(_), Part::All) => Self::Page,
            (Course::Paused { .. }, Part::All) if handout.seen == Seen::Live => Self::Quiet,
            _ if is_small => Self::Column,
            _ => Self::Board,
        }
    }
}

fn body(area: Rect) -> Rect {
    Rect {
        y: area.y + 1,
        height: area.height.saturating_sub(2),
        ..area
    }
}

/// What keys scroll, and where it stands.
fn scrolling(
    handout: &Handout,
    look: &Look,
    theme: &Theme,
    area: Rect,
) -> Option<(Vec<Line<'static>>, Rect)> {
    let body = body(area);
    match Scene::of(handout, look, area) {
        Scene::Sentence | Scene::Quiet => None,
        Scene::Page => {
            let column = page::column(body);
            let lines = page::lines(handout, usize::from(column.width), theme);
            Some((lines, column))
        }
        Scene::Board => Some(board::scrolling(handout, look, theme, body)),
        Scene::Column => {
            let column = Rect {
                x: body.x + 1,
                width: body.width.saturating_sub(2),
                ..body
            };
            let lines = column_lines(handout, look, usize::from(column.width), theme);
            Some((lines, column))
        }
    }
}

/// How many lines the keys scroll on a terminal of that size, and how many rows there are for them.
pub(super) fn scrolls(handout: &Handout, look: &Look, theme: &Theme, size: Size) -> (usize, usize) {
    let area = Rect::new(0, 0, size.width, size.height);
    scrolling(handout, look, theme, area)
        .map_or((0, 0), |(lines, area)| (lines.len(), area.height.into()))
}

/// Everything, what is asked first.
fn column_lines(handout: &Handout, look: &Look, cols: usize, theme: &Theme) -> Vec<Line<'static>> {
    let question = || question::lines(handout, cols, theme);
    let inject = || inject::lines(handout, look.older(handout), cols, theme);
    let services = || services::lines(handout, cols, theme);
    let curves = || super::curves::lines(handout, cols, handout.curves.len(), theme);
    let news = || news::lines(handout, cols, usize::MAX, theme);
    let parts = match look.part {
        Part::All => vec![question(), inject(), services(), curves(), news()],
        Part::Inject => vec![inject()],
        Part::Services => vec![services()],
        Part::Curves => vec![curves()],
        Part::Question => vec![question::alone(handout, cols, theme)],
    };
    board::spaced(parts)
}

/// ` EXERCISE  Region loss                                  TLP:GREEN`
fn title_line(handout: &Handout, theme: &Theme, cols: usize) -> Line<'static> {
    let left = vec![
        Span::styled(" EXERCISE ", theme.badge),
        Span::styled(format!("  {}", plain(&handout.title)), theme.strong),
    ];
    row(left, marking(handout, theme), cols)
}

/// What is printed on every screen, at the end of its first row.
pub(super) fn marking(handout: &Handout, theme: &Theme) -> Vec<Span<'static>> {
    let marking = handout.marking.as_deref().map(plain).unwrap_or_default();
    if marking.is_empty() {
        return Vec::new();
    }
    vec![Span::styled(format!("{marking} "), theme.strong)]
}

fn too_small(handout: &Handout, theme: &Theme, frame: &mut Frame<'_>, area: Rect) {
    let lines = vec![
        Line::styled("EXERCISE", theme.badge),
        Line::styled(handout.clock.to_string(), theme.strong),
        Line::raw(format!(
            "needs {}×{}, is {}×{}",
            SMALLEST.width, SMALLEST.height, area.width, area.height
        )),
    ];
    frame.render_widget(Paragraph::new(lines), area);
}

/// What is to be said, or else the keys.
fn foot(room: &Room, cols: usize) -> Line<'static> {
    let theme = &room.theme;
    let said = |text: String, style: Style| filled(cut(vec![Span::raw(text)], cols), cols, style);
    match (&room.link, &room.notice) {
        (_, Some(Notice::No(_))) => refusal(room, cols).unwrap_or_default(),
        (_, Some(Notice::Note(note))) => said(format!(" {}", plain(note)), theme.accent),
        (Link::Gone, None) if room.handout.is_under_way() => said(
            " The program that leads it is gone; this picks up when the exercise is resumed."
                .to_owned(),
            theme.warn,
        ),
        (Link::Broken(why), None) => said(
            format!(" {} This shows what was read before.", sentence(why)),
            theme.warn,
        ),
        (Link::Live | Link::Gone, None) if room.handout.course == Course::RealIncident => {
            Line::default()
        }
        (Link::Live | Link::Gone, None) => keys(&room.tables(), room, cols),
    }
}

/// The keys, as many as there is room for.
pub fn keys<H: Host>(
    tables: &[&'static [crate::ui::keymap::Binding<H>]],
    host: &H,
    cols: usize,
) -> Line<'static> {
    let mut keys = vec![Span::raw(" ")];
    keys.extend(hints::footer(tables, host, cols.saturating_sub(1)).spans);
    Line::from(keys)
}
