//! The screen of an observer: what happens, what comes, what is watched for, and what was noted.
//! It follows an exercise that somebody else leads, and never changes it.

pub mod deeds;
mod goals;
mod header;
mod layout;
mod notes;

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use self::{deeds::About, goals::Goal, layout::Layout};
use super::facilitator::lent::{self, Item};
use crate::ui::{
    App, Effect, Mouse,
    keymap::Action,
    mouse::{Deed, WHEEL_ROWS},
    room::Link,
    view::{self, page},
    widgets::{
        panel::{Focus, inside, panel},
        sheet::Sheet,
        window::{self, Scroll},
        wrap::wrap_text,
    },
    words::plain,
};

/// What is chosen and scrolled.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Observer {
    pane: Pane,
    /// The row of the script that is chosen.
    item: Option<Item>,
    goal: Option<Goal>,
    /// The entry of the observer's own that is chosen, by its number in their journal.
    note: Option<u64>,
    now_first: usize,
    drawn: Box<lent::Kept>,
}

/// A pane, which the keys can go to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Pane {
    #[default]
    Script,
    Now,
    Goals,
    Notes,
}

impl Pane {
    /// From the left to the right, and round.
    const ALL: [Self; 4] = [Self::Script, Self::Now, Self::Goals, Self::Notes];

    const fn name(self) -> &'static str {
        match self {
            Self::Script => "Script",
            Self::Now => "Now",
            Self::Goals => "Watch for",
            Self::Notes => "Your notes",
        }
    }

    /// So many panes further.
    fn further(self, n: usize) -> Self {
        let here = Self::ALL.iter().position(|pane| *pane == self);
        Self::ALL[(here.unwrap_or(0) + n) % Self::ALL.len()]
    }
}

impl Observer {
    /// Keeps nothing that was drawn: the journal that is followed may be another one, with as many
    /// records.
    pub(in crate::ui) fn forget_drawn(&mut self) {
        *self.drawn = lent::Kept::default();
    }

    pub(super) fn update(&mut self, app: &mut App, action: Action) -> Vec<Effect> {
        match action {
            Action::NextPane => self.pane = self.pane.further(1),
            Action::PreviousPane => self.pane = self.pane.further(Pane::ALL.len() - 1),
            Action::Up => self.walk(app, self.pane, Scroll::Up(1)),
            Action::Down => self.walk(app, self.pane, Scroll::Down(1)),
            Action::First => self.walk(app, self.pane, Scroll::Top),
            Action::Last => self.walk(app, self.pane, Scroll::Bottom),
            Action::PageUp | Action::PageDown => self.turn(app, action),
            Action::Follow => {
                let pane = self.pane;
                *self = Self {
                    pane,
                    ..Self::default()
                };
            }
            _ => return deeds::start(app, self, action),
        }
        Vec::new()
    }

    /// A click goes to the pane that it points at, and the wheel moves what is under it.
    pub(super) fn mouse(&mut self, app: &App, mouse: Mouse) {
        let Some(pane) = self.layout(app).at(mouse.at) else {
            return;
        };
        match mouse.deed {
            Deed::WheelUp => self.walk(app, pane, Scroll::Up(WHEEL_ROWS)),
            Deed::WheelDown => self.walk(app, pane, Scroll::Down(WHEEL_ROWS)),
            Deed::Click => self.pane = pane,
        }
    }

    /// Chooses another row of a pane, or scrolls where there are none.
    fn walk(&mut self, app: &App, pane: Pane, step: Scroll) {
        match pane {
            Pane::Script => {
                let item = lent::neighbour(app, self.item_shown(app), step);
                if item != self.item {
                    self.now_first = 0;
                }
                self.item = item;
            }
            Pane::Goals => self.goal = goals::neighbour(app, self.goal, step),
            Pane::Notes => self.note = notes::neighbour(app, self.note, step),
            Pane::Now => {
                let (furthest, _) = self.now_extent(app);
                self.now_first = step.from(self.now_first, furthest);
            }
        }
    }

    /// Scrolls what is read in the middle by a page, whatever pane is in focus.
    fn turn(&mut self, app: &App, action: Action) {
        let (furthest, height) = self.now_extent(app);
        let step = match action {
            Action::PageUp => Scroll::Up(height),
            _ => Scroll::Down(height),
        };
        self.now_first = step.from(self.now_first, furthest);
    }

    /// How far the middle can be scrolled, and how high it is.
    fn now_extent(&self, app: &App) -> (usize, usize) {
        let room = self.layout(app).area(Pane::Now).map_or(Rect::ZERO, inside);
        let height = usize::from(room.height);
        let n_rows = self.now(app, room).n_rows();
        (window::furthest(n_rows, height), height.max(1))
    }

    fn now(&self, app: &App, room: Rect) -> Sheet {
        let mut sheet = Sheet::from(trouble(app, usize::from(room.width)));
        sheet.append(self.drawn.now(app, self.item_shown(app), room));
        sheet
    }

    /// What the middle shows: what is chosen in the script, or what came in last.
    fn item_shown(&self, app: &App) -> Option<Item> {
        self.item.or_else(|| lent::newest(app))
    }

    /// What is chosen among what is watched for, while that pane is in focus.
    fn goal(&self) -> Option<Goal> {
        self.goal.filter(|_| self.pane == Pane::Goals)
    }

    /// What a note is about: what was chosen by hand, if anything was.
    fn about(&self, app: &App) -> Option<About> {
        match self.goal() {
            Some(goal) => Some(goal.named(app)),
            None => self.item.map(|item| deeds::item_about(app, item)),
        }
    }

    /// What is looked at: what was chosen by hand, or else what came in last.
    fn looked_at(&self, app: &App) -> Option<About> {
        let newest = || lent::newest(app).map(|item| deeds::item_about(app, item));
        self.about(app).or_else(newest)
    }

    fn layout(&self, app: &App) -> Layout {
        let area = Rect::from(((0, 0).into(), app.size));
        self.layout_in(app, area)
    }

    fn layout_in(&self, app: &App, area: Rect) -> Layout {
        layout::layout(area, self.pane, view::n_foot(app))
    }

    /// ```text
    ///  EXERCISE  Region loss                                  TLP:GREEN
    ///  T+0:12:34  ▶ RUNNING ×1   SEV2   Mitigation        observer Eva
    ///  ╭ Script ─────────────────────╮╭ Now ────────────────────────╮
    ///  │ ✓  2:00 ...                 ││ PAGE  Alertmanager → IC     │
    ///  ╭ Watch for ──────────────────╮╭ Your notes ─────────────────╮
    ///  │ 1 ☐ A public update    3:12 ││  2:10  + Asked for a runbook │
    ///  ╰─────────────────────────────╯╰─────────────────────────────╯
    ///  what was refused, and why
    ///  s strength  i improve  n note  x tick         ? keys  q quit
    /// ```
    pub(super) fn view(&self, app: &App, frame: &mut Frame<'_>, area: Rect) {
        if app.is_stopped_for_real() {
            return view_real_incident(app, frame, area);
        }
        let layout = self.layout_in(app, area);
        header::view(app, frame, layout.header);
        for (pane, area) in &layout.panes {
            self.view_pane(app, *pane, frame, *area);
        }
        if !layout.log.is_empty() {
            lent::log(app, frame, layout.log);
        }
        view::status_and_footer(app, frame, layout.foot);
    }

    fn view_pane(&self, app: &App, pane: Pane, frame: &mut Frame<'_>, area: Rect) {
        let focus = if self.pane == pane {
            Focus::Here
        } else {
            Focus::Elsewhere
        };
        let title = match (pane, self.item) {
            (Pane::Now, Some(_)) => "Chosen (Esc: newest)",
            _ => pane.name(),
        };
        let room = panel(title, focus, &app.theme, frame, area);
        let cols = usize::from(room.width);
        match pane {
            Pane::Script => self.drawn.script(app, self.item, frame, area),
            Pane::Now => {
                let sheet = self.now(app, room);
                window::in_pane(&sheet, self.now_first, &app.theme, frame, area);
            }
            Pane::Goals => {
                let goal = self.goal.filter(|_| focus == Focus::Here);
                in_pane_at(goals::lines(app, goal, room), app, frame, area);
            }
            Pane::Notes => {
                let note = self.note.filter(|_| focus == Focus::Here);
                in_pane_at(notes::lines(app, note, cols), app, frame, area);
            }
        }
    }
}

/// Draws lines inside a pane so that a certain one is seen.
fn in_pane_at(
    (lines, at): (Vec<Line<'static>>, usize),
    app: &App,
    frame: &mut Frame<'_>,
    pane: Rect,
) {
    let height = usize::from(inside(pane).height);
    let first = window::first_row(at, lines.len(), height);
    window::in_pane(&lines.into(), first, &app.theme, frame, pane);
}

/// What is to be said of the exercise that is followed, if it does not go on.
fn trouble(app: &App, cols: usize) -> Vec<Line<'static>> {
    let text = match app.notebook().map(|book| &book.link) {
        Some(Link::Broken(why)) => {
            format!("The exercise cannot be read on: {}.", plain(why))
        }
        Some(Link::Gone) if app.state().ended.is_none() => {
            "Nobody leads the exercise now. It is followed again once it is resumed; your notes \
             are taken all the same."
                .to_owned()
        }
        Some(Link::Gone | Link::Live) | None => return Vec::new(),
    };
    let mut lines = wrap_text(&text, cols, app.theme.warn);
    lines.push(Line::default());
    lines
}

/// One sentence, and nothing of the exercise.
fn view_real_incident(app: &App, frame: &mut Frame<'_>, area: Rect) {
    let lines = vec![
        Line::default(),
        Line::from(Span::styled(
            "This is no exercise any more: a real incident has begun.",
            app.theme.alarm,
        )),
        Line::default(),
        Line::styled(
            "The exercise has stopped, and your notes are kept.",
            app.theme.text,
        ),
    ];
    page(app, lines, 0, frame, area);
}

/// The row among `rows` that a step leads to; from nowhere the first, or the last.
fn neighbour<T: Copy + PartialEq>(rows: &[T], from: Option<T>, step: Scroll) -> Option<T> {
    let last = rows.len().checked_sub(1)?;
    let here = from.and_then(|from| rows.iter().position(|row| *row == from));
    let there = match here {
        Some(here) => step.from(here, last),
        None if step == Scroll::Bottom => last,
        None => 0,
    };
    Some(rows[there])
}
