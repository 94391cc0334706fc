//! The screen of whoever leads the exercise: what comes, what is there, what the world does.

pub mod deeds;
mod header;
mod layout;
pub(in crate::ui) mod lent;
mod log;
mod now;
mod panes;
mod script;
mod tabs;
mod world;

use std::rc::Rc;

use ratatui::{
    Frame,
    layout::{Rect, Size},
};

pub use self::script::Item;
use self::{
    layout::{Layout, Room},
    panes::{Pane, Side, Zoom},
    script::{Pieces, Row},
};
use crate::{
    exercise::ExerciseTime,
    ui::{
        App, Effect, Mouse,
        keymap::Action,
        memo::Memo,
        mouse::{Deed, WHEEL_ROWS},
        view,
        widgets::{
            panel::{Beyond, Focus, inside, marks, panel},
            sheet::Sheet,
            window::{self, Scroll},
        },
    },
};

/// What is chosen and scrolled.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facilitator {
    /// What is looked at; what came in last, while nothing is chosen.
    pub chosen: Option<Item>,
    pane: Pane,
    /// Which of the two panes at the sides is shown where there is room for one only.
    side: Side,
    zoom: Zoom,
    /// The first line of the script that is seen; without it, those around what is looked at.
    script_first: Option<usize>,
    now_first: usize,
    world_first: usize,
    /// The last record that is seen; without it, the newest.
    log_last: Option<usize>,
    drawn: Box<Drawn>,
}

/// What was drawn last of what takes long to work out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Drawn {
    script: script::Kept,
    cards: now::Kept,
    world: Memo<(Standing, Size), Sheet>,
    goals: world::Kept,
    log: log::Kept,
}

/// See [`App::standing`].
type Standing = (usize, ExerciseTime);

impl Facilitator {
    pub(super) fn update(&mut self, app: &mut App, action: Action) -> Vec<Effect> {
        match action {
            Action::Up => self.walk(app, Scroll::Up(1)),
            Action::Down => self.walk(app, Scroll::Down(1)),
            Action::First => self.walk(app, Scroll::Top),
            Action::Last => self.walk(app, Scroll::Bottom),
            Action::PageUp | Action::PageDown => self.turn(app, action),
            Action::Zoom => {
                self.zoom = match self.zoom {
                    Zoom::Out => Zoom::In,
                    Zoom::In => Zoom::Out,
                }
            }
            Action::Follow if self.zoom == Zoom::In => self.zoom = Zoom::Out,
            Action::Follow => self.follow(),
            _ => match self.pane.after(action) {
                Some(pane) => self.go(pane),
                None => return deeds::start(app, self.chosen, action),
            },
        }
        Vec::new()
    }

    /// Clicks choose what they point at, and the wheel scrolls the pane that is under it.
    pub(super) fn mouse(&mut self, app: &App, mouse: Mouse) {
        let layout = self.layout(app);
        let tab = layout.tabs.and_then(|area| tabs::at(app, area, mouse.at));
        let Some(pane) = tab.or_else(|| layout.at(mouse.at)) else {
            return;
        };
        match mouse.deed {
            Deed::WheelUp => self.scroll(app, pane, Scroll::Up(WHEEL_ROWS)),
            Deed::WheelDown => self.scroll(app, pane, Scroll::Down(WHEEL_ROWS)),
            Deed::Click => {
                self.go(pane);
                if let Some(area) = layout.area(Pane::Script)
                    && pane == Pane::Script
                    && tab.is_none()
                {
                    let room = inside(area);
                    let pieces = self.pieces(app, &self.rows(app), area);
                    let row = mouse.at.y.checked_sub(room.y).map(usize::from);
                    let clicked = row.and_then(|row| pieces.at(row));
                    // The lines stay where they are under the pointer.
                    let first = pieces.first;
                    if clicked.is_some() {
                        self.choose(clicked);
                        self.script_first = Some(first);
                    }
                }
            }
        }
    }

    fn go(&mut self, pane: Pane) {
        self.pane = pane;
        match pane {
            Pane::Script => self.side = Side::Script,
            Pane::World => self.side = Side::World,
            Pane::Now | Pane::Log => {}
        }
    }

    fn choose(&mut self, item: Option<Item>) {
        if self.chosen != item {
            self.now_first = 0;
        }
        self.chosen = item;
        self.script_first = None;
    }

    /// Back to what came in last, everywhere.
    fn follow(&mut self) {
        self.choose(None);
        self.log_last = None;
    }

    /// Moves what is chosen in the script, or what is seen of another pane.
    fn walk(&mut self, app: &App, scroll: Scroll) {
        if self.pane == Pane::Script {
            let rows = self.rows(app);
            let shown = self.shown(&rows);
            self.choose(script::neighbour(&rows, shown, scroll));
        } else {
            self.scroll(app, self.pane, scroll);
        }
    }

    /// Moves by a page; the script's own page is that of what is chosen in it, where it is seen.
    fn turn(&mut self, app: &App, action: Action) {
        let layout = self.layout(app);
        let pane = match self.pane {
            Pane::Script if layout.area(Pane::Now).is_some() => Pane::Now,
            pane => pane,
        };
        let room = layout.area(pane).map_or(Rect::ZERO, inside);
        let height = usize::from(room.height).max(1);
        let scroll = match action {
            Action::PageUp => Scroll::Up(height),
            _ => Scroll::Down(height),
        };
        if pane == Pane::Script {
            self.walk(app, scroll);
        } else {
            self.scroll(app, pane, scroll);
        }
    }

    /// Scrolls what is in a pane.
    fn scroll(&mut self, app: &App, pane: Pane, scroll: Scroll) {
        let Some(area) = self.layout(app).area(pane) else {
            return;
        };
        let room = inside(area);
        let height = usize::from(room.height);
        let rows = self.rows(app);
        match pane {
            Pane::Script => {
                let pieces = self.pieces(app, &rows, area);
                let furthest = window::furthest(pieces.all.len(), height);
                self.script_first = Some(scroll.from(pieces.first, furthest));
            }
            Pane::Now => {
                let furthest = window::furthest(self.now(app, &rows, room).n_rows(), height);
                self.now_first = scroll.from(self.now_first, furthest);
            }
            Pane::World => {
                let furthest = window::furthest(self.world(app, room).n_rows(), height);
                self.world_first = scroll.from(self.world_first, furthest);
            }
            Pane::Log => self.log_last = log::scrolled(app, self.log_last, area, scroll),
        }
    }

    /// What is looked at: what is chosen, or what came in last.
    fn shown(&self, rows: &[Row]) -> Option<Item> {
        self.chosen.or_else(|| script::newest(rows))
    }

    fn rows(&self, app: &App) -> Rc<Vec<Row>> {
        self.drawn.script.rows(app)
    }

    fn pieces(&self, app: &App, rows: &Rc<Vec<Row>>, pane: Rect) -> Pieces {
        let room = inside(pane).as_size();
        let size = (usize::from(room.width), usize::from(room.height));
        let seen = (self.shown(rows), self.script_first);
        script::pieces(app, &self.drawn.script, rows, seen, size)
    }

    fn now(&self, app: &App, rows: &[Row], room: Rect) -> Sheet {
        now::sheet(app, &self.drawn.cards, rows, self.shown(rows), room)
    }

    fn world(&self, app: &App, room: Rect) -> Rc<Sheet> {
        let question = (app.standing(), room.as_size());
        let sheet = || world::sheet(app, &self.drawn.goals, room);
        self.drawn.world.ask(question, sheet)
    }

    fn layout(&self, app: &App) -> Layout {
        let area = Rect::from(((0, 0).into(), app.size));
        self.layout_in(app, area)
    }

    fn layout_in(&self, app: &App, area: Rect) -> Layout {
        layout::layout(area, self.pane, self.side, self.zoom, view::n_foot(app))
    }

    /// ```text
    ///  EXERCISE  Region loss                              TLP:GREEN
    ///  0:12:34   ▶ RUNNING ×1    SEV2    next in 1:24  Database lag
    ///   1 Script   2 Now ?1   3 World   4 Log
    ///  ╭ 1 Script ────╮╭ 2 Now ────────────────────╮╭ 3 World ────╮
    ///  │ ✓  2:00 ...  ││ PAGE  Alertmanager → IC    ││ ▲ Up   CDN  │
    ///  │ ○  5:00 ...  ││ Edge 5xx above 5 %         ││ Edge 5xx 38 │
    ///  ╰─────── ↓ 3 ──╯╰────────────────────────────╯╰─────────────╯
    ///  ╭ 4 Log ────────────────────────────────────────────────────╮
    ///  │ 12:10  decision  Ada: switch to the second CDN            │
    ///  ╰───────────────────────────────────────────────────────────╯
    ///  what was refused, and why
    ///  p pause/go  f fire  d decide  a ack           ? keys  q quit
    /// ```
    pub(super) fn view(&self, app: &App, frame: &mut Frame<'_>, area: Rect) {
        let layout = self.layout_in(app, area);
        let rows = self.rows(app);
        match layout.room {
            Room::Tiny => header::view_tiny(app, &rows, frame, layout.header),
            Room::Small | Room::Medium => header::view(app, &rows, frame, layout.header),
            Room::Large | Room::Huge => header::view_large(app, &rows, frame, layout.header),
        }
        if let Some(area) = layout.tabs {
            tabs::view(app, self.pane, frame, area);
        }
        for (pane, area) in &layout.panes {
            self.view_pane(app, &rows, *pane, frame, *area);
        }
        if let Some(area) = layout.strip {
            log::view_strip(app, frame, area);
        }
        view::status_and_footer(app, frame, layout.foot);
    }

    fn view_pane(
        &self,
        app: &App,
        rows: &Rc<Vec<Row>>,
        pane: Pane,
        frame: &mut Frame<'_>,
        area: Rect,
    ) {
        let theme = &app.theme;
        let focus = if self.pane == pane {
            Focus::Here
        } else {
            Focus::Elsewhere
        };
        let title = match (pane, self.chosen) {
            (Pane::Now, Some(_)) => format!("{} · chosen, Esc: newest", pane.title()),
            _ => pane.title(),
        };
        let room = panel(&title, focus, theme, frame, area);
        match pane {
            Pane::Script => {
                let pieces = self.pieces(app, rows, area);
                let next = script::next(rows).map(|row| row.item);
                let looked_at = (self.shown(rows), self.chosen);
                let kept = &self.drawn.script;
                script::view(app, kept, &pieces, next, looked_at, frame, room);
                let beyond = Beyond::rows(pieces.first, pieces.n_below());
                marks(&beyond, theme, frame, area);
            }
            Pane::Now => {
                let sheet = self.now(app, rows, room);
                window::in_pane(&sheet, self.now_first, theme, frame, area);
            }
            Pane::World => {
                let sheet = self.world(app, room);
                window::in_pane(&sheet, self.world_first, theme, frame, area);
            }
            Pane::Log => log::view(app, self.log_last, &self.drawn.log, frame, area),
        }
    }
}
