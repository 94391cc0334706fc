//! What everybody is told before the clock starts, page by page; and, after a warning, the
//! scenario's notes, which are for the facilitator alone.

use ratatui::{
    Frame,
    layout::{Rect, Size},
    style::Style,
    text::{Line, Span},
    widgets::Paragraph,
};

use crate::{
    exercise::Command,
    ui::{
        App, Effect,
        briefing::{self, Page, paged},
        keymap::{Action, Availability, ready_if},
        screens::{Screen, facilitator::deeds},
        step::Step,
        view::{n_foot, page_room, status_and_footer, title_line},
        widgets::{
            fit::row,
            markdown::markdown,
            wrap::{wrap_hanging, wrap_text},
        },
        words::plain,
    },
};

/// Which page is read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Briefing {
    page: usize,
    face: Face,
}

/// Who may look at the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Face {
    /// The room: the briefing.
    #[default]
    Room,
    /// The room still: the notes come next, if nobody else looks.
    Warning,
    /// The facilitator alone: a page of the notes.
    Notes(usize),
}

const WARNING: &str = "The next page is for you alone: the scenario's notes tell how it goes. Is the \
                       projector off, and does nobody look over your shoulder?";

/// Whether something else than the briefing is shown.
pub fn can_go_back(app: &App) -> Availability {
    let is_aside = matches!(app.screen(), Screen::Briefing(it) if it.face != Face::Room);
    ready_if(is_aside, "This is the briefing already; q leaves it.")
}

/// Whether the scenario's notes may be read: not by whoever plays it.
pub fn can_read_notes(app: &App) -> Availability {
    ready_if(
        !app.is_solo(),
        "The notes tell how it goes, and you play it yourself.",
    )
}

impl Briefing {
    pub(super) fn update(&mut self, app: &mut App, action: Action) -> Vec<Effect> {
        let n_pages = self.pages(app, app.size).len();
        let last = n_pages.saturating_sub(1);
        let page = self.place(n_pages);
        match (self.face, action) {
            (_, Action::Quit | Action::Assign) => return deeds::start(app, None, action),
            (Face::Room, Action::Begin) if page == last => {
                return app.try_to(Step::Command(Command::Resume));
            }
            (Face::Room, Action::Notes) => self.face = Face::Warning,
            (Face::Warning, Action::Begin) => self.face = Face::Notes(0),
            (Face::Warning | Face::Notes(_), Action::Notes | Action::Close) => {
                self.face = Face::Room;
            }
            (Face::Notes(_), Action::Begin) if page == last => self.face = Face::Room,
            (Face::Warning, _) => {}
            (_, Action::Begin | Action::PageDown) => self.go_to((page + 1).min(last)),
            (_, Action::PageUp) => self.go_to(page.saturating_sub(1)),
            (_, Action::First) => self.go_to(0),
            (_, Action::Last) => self.go_to(last),
            _ => {}
        }
        Vec::new()
    }

    fn go_to(&mut self, page: usize) {
        match &mut self.face {
            Face::Notes(at) => *at = page,
            Face::Room | Face::Warning => self.page = page,
        }
    }

    /// Which of so many pages is shown; on a terminal that has grown there are fewer.
    fn place(&self, n_pages: usize) -> usize {
        let page = match self.face {
            Face::Notes(at) => at,
            Face::Room | Face::Warning => self.page,
        };
        page.min(n_pages.saturating_sub(1))
    }

    fn pages(&self, app: &App, size: Size) -> Vec<Page> {
        let room = rooms(size).text.as_size();
        match self.face {
            Face::Room => briefing::Briefing::of(&app.playing.exercise).pages(room, &app.theme),
            Face::Warning => {
                let lines = wrap_text(WARNING, usize::from(room.width), app.theme.text);
                paged("For you alone", lines, room.height)
            }
            Face::Notes(_) => {
                let lines = notes(app, usize::from(room.width));
                paged("✱ For you alone", lines, room.height)
            }
        }
    }

    /// ```text
    ///  EXERCISE  Region loss                            TLP:GREEN
    ///
    ///    The ground rules                            page 1 of 4
    ///
    ///    Region loss
    ///    an exercise · up to 1 h 15 min · advanced
    ///
    ///    • Plans are tested, people are not. ...
    ///
    ///  Enter goes on.
    ///  Enter go on  → next  ← back  n notes  ...
    /// ```
    pub(super) fn view(&self, app: &App, frame: &mut Frame<'_>, area: Rect) {
        let theme = &app.theme;
        let rooms = rooms(area.as_size());
        let top = Rect { height: 1, ..area };
        frame.render_widget(title_line(app, usize::from(area.width)), top);
        let pages = self.pages(app, area.as_size());
        let at = self.place(pages.len());
        let Some(page) = pages.get(at) else {
            return;
        };
        let heading = match self.face {
            Face::Room => theme.strong.patch(theme.accent),
            Face::Warning | Face::Notes(_) => theme.secret,
        };
        let number = match self.face {
            Face::Room | Face::Notes(_) => format!("page {} of {}", at + 1, pages.len()),
            Face::Warning => String::new(),
        };
        let heading = row(
            vec![Span::styled(page.heading, heading)],
            vec![Span::styled(number, theme.dim)],
            usize::from(rooms.heading.width),
        );
        frame.render_widget(heading, rooms.heading.intersection(area));
        let text = Paragraph::new(page.lines.clone());
        frame.render_widget(text, rooms.text.intersection(area));
        let foot = n_foot(app);
        let bottom = Rect {
            y: area.bottom().saturating_sub(foot),
            height: foot,
            ..area
        };
        status_and_footer(app, frame, bottom.intersection(area));
        if app.notice.is_none() {
            let status = Rect {
                y: area.bottom().saturating_sub(2),
                height: 1,
                ..area
            };
            let (text, style) = self.next_step(app, at + 1 == pages.len());
            frame.render_widget(Line::styled(format!(" {text}"), style), status);
        }
    }

    /// What Enter does on this page.
    fn next_step(&self, app: &App, is_last: bool) -> (&'static str, Style) {
        let theme = &app.theme;
        match self.face {
            Face::Room if is_last => ("Enter starts the clock.", theme.accent),
            Face::Warning => ("Enter shows the notes; Esc goes back.", theme.secret),
            Face::Notes(_) if is_last => ("Enter goes back to the briefing.", theme.secret),
            Face::Room | Face::Notes(_) => ("Enter turns the page.", theme.dim),
        }
    }
}

/// Where a page's parts stand.
struct Rooms {
    heading: Rect,
    text: Rect,
}

/// Generous where there is room, and without a blank line where there is little.
fn rooms(size: Size) -> Rooms {
    const ROOMY_ROWS: u16 = 16;
    const FOOT_ROWS: u16 = 2;
    let column = page_room(size);
    let (heading, text) = if size.height >= ROOMY_ROWS {
        (2, 4)
    } else {
        (1, 2)
    };
    // A blank line above the foot.
    let foot = FOOT_ROWS + u16::from(size.height >= ROOMY_ROWS);
    let part = |y: u16, height: u16| Rect {
        y,
        height,
        ..column
    };
    Rooms {
        heading: part(heading, 1),
        text: part(text, size.height.saturating_sub(text + foot).max(1)),
    }
}

/// What the facilitator must know of the scenario, and what the room is measured by.
fn notes(app: &App, cols: usize) -> Vec<Line<'static>> {
    let theme = &app.theme;
    let scenario = app.scenario();
    let mut lines = if scenario.notes.trim().is_empty() {
        wrap_text("The scenario has no notes.", cols, theme.dim)
    } else {
        markdown(&scenario.notes, cols, theme)
    };
    if !scenario.objectives.is_empty() {
        lines.push(Line::default());
        lines.push(Line::styled("What is looked at", theme.strong));
    }
    for objective in &scenario.objectives {
        let spans = vec![
            Span::styled("• ", theme.dim),
            Span::styled(plain(&objective.title), theme.text),
        ];
        lines.extend(wrap_hanging(spans, cols, &Span::raw("  ")));
    }
    lines
}
