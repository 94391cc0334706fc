//! Where everything of a running exercise stands on the room's screen.

use ratatui::{
    Frame,
    layout::{Constraint, Layout, Rect},
    text::Line,
    widgets::Paragraph,
};

use super::{Look, Part, curves, head, inject, news, question, services};
use crate::{exercise::Handout, ui::Theme};

type Lines = Vec<Line<'static>>;

/// The places.
struct Places {
    head: Rect,
    rule: Rect,
    main: Rect,
    /// The services and the curves.
    side: Rect,
    question: Rect,
    news: Rect,
    scale: usize,
}

impl Places {
    fn of(handout: &Handout, look: &Look, theme: &Theme, body: Rect) -> Self {
        let room = Rect {
            x: body.x + 2,
            width: body.width.saturating_sub(4),
            ..body
        };
        let is_high = body.height >= 30;
        let gap = u16::from(is_high);
        let question_rows = match look.part {
            Part::Question => 0,
            Part::All | Part::Inject | Part::Services | Part::Curves => {
                question::rows(handout, room.width, room.height * 9 / 20, theme)
            }
        };
        let news_rows = match body.height {
            0..26 if question_rows > 0 => 2,
            0..26 => 3,
            26..40 => 4,
            _ => 6,
        };
        let news = news::lines(handout, usize::from(room.width), news_rows, theme);
        let news_rows = u16::try_from(news.len()).unwrap_or(0);
        let [_, head, rule, main, question, _, news] = Layout::vertical([
            Constraint::Length(gap),
            Constraint::Length(head::rows(body.height + 2)),
            Constraint::Length(1 + 2 * gap),
            Constraint::Fill(1),
            Constraint::Length(question_rows),
            Constraint::Length(gap),
            Constraint::Length(news_rows),
        ])
        .areas(room);
        let (main, side) = match look.part {
            Part::All => {
                let [main, _, side] = Layout::horizontal([
                    Constraint::Percentage(55),
                    Constraint::Length(3),
                    Constraint::Fill(1),
                ])
                .areas(main);
                (main, side)
            }
            Part::Inject | Part::Services | Part::Curves | Part::Question => (main, Rect::ZERO),
        };
        Self {
            head,
            rule,
            main,
            side,
            question,
            news,
            scale: head::scale(body.height + 2),
        }
    }
}

/// Draws all but what scrolls.
pub(super) fn view(
    handout: &Handout,
    look: &Look,
    theme: &Theme,
    frame: &mut Frame<'_>,
    body: Rect,
) {
    let places = Places::of(handout, look, theme, body);
    head::view(handout, places.scale, theme, frame, places.head);
    let rule = Rect {
        y: places.rule.y + places.rule.height / 2,
        height: 1,
        ..places.rule
    };
    let dashes = "─".repeat(usize::from(rule.width));
    frame.render_widget(Line::styled(dashes, theme.border), rule);
    frame.render_widget(
        Paragraph::new(side(handout, theme, places.side)),
        places.side,
    );
    question::view(handout, theme, frame, places.question);
    let n_rows = usize::from(places.news.height);
    let news = news::lines(handout, usize::from(places.news.width), n_rows, theme);
    frame.render_widget(Paragraph::new(news), places.news);
}

/// What scrolls: what came in, or what is shown alone.
pub(super) fn scrolling(
    handout: &Handout,
    look: &Look,
    theme: &Theme,
    body: Rect,
) -> (Lines, Rect) {
    let area = Places::of(handout, look, theme, body).main;
    let (cols, n_rows) = (usize::from(area.width), usize::from(area.height));
    let lines = match look.part {
        Part::All | Part::Inject => inject::lines(handout, look.older(handout), cols, theme),
        Part::Services => services::lines(handout, cols.min(100), theme),
        Part::Curves => curves::lines(handout, cols, n_rows, theme),
        Part::Question => question::alone(handout, cols, theme),
    };
    (lines, area)
}

/// The services, and the curves in the room that they leave.
fn side(handout: &Handout, theme: &Theme, room: Rect) -> Lines {
    let (cols, n_rows) = (usize::from(room.width), usize::from(room.height));
    // How the services are comes first; the curves get a row each if there is one.
    let for_curves = (handout.curves.len() + 1).min((n_rows * 2 / 5).max(3));
    let for_services = n_rows.saturating_sub(for_curves);
    let services = services::at_most(handout, cols, for_services, theme);
    let left = n_rows.saturating_sub(services.len() + 1);
    spaced(vec![services, curves::lines(handout, cols, left, theme)])
}

/// Parts with a blank line between them.
pub(super) fn spaced(parts: Vec<Lines>) -> Lines {
    let mut lines = Vec::new();
    for part in parts {
        if !lines.is_empty() && !part.is_empty() {
            lines.push(Line::default());
        }
        lines.extend(part);
    }
    lines
}
