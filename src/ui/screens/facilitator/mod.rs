//! The screen of whoever leads the exercise: what comes, what is there, what the world does.

pub mod deeds;
mod header;
mod layout;
mod log;
mod now;
mod script;
mod world;

use ratatui::{Frame, layout::Rect};

use self::layout::{Layout, Room};
pub use self::script::Item;
use crate::ui::{
    App, Effect,
    keymap::Action,
    view,
    widgets::{
        panel::{Focus, inside, panel},
        window,
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
    now_first: usize,
    world_first: usize,
}

/// A pane, which the keys can go to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Pane {
    #[default]
    Script,
    Now,
    World,
}

/// A pane at the side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Side {
    #[default]
    Script,
    World,
}

impl Facilitator {
    pub(super) fn update(&mut self, app: &mut App, action: Action) -> Vec<Effect> {
        match action {
            Action::NextPane => self.go(match self.pane {
                Pane::Script => Pane::Now,
                Pane::Now => Pane::World,
                Pane::World => Pane::Script,
            }),
            Action::PreviousPane => self.go(match self.pane {
                Pane::Script => Pane::World,
                Pane::Now => Pane::Script,
                Pane::World => Pane::Now,
            }),
            Action::Left => self.go(match self.pane {
                Pane::Script | Pane::Now => Pane::Script,
                Pane::World => Pane::Now,
            }),
            Action::Right => self.go(match self.pane {
                Pane::Script => Pane::Now,
                Pane::Now | Pane::World => Pane::World,
            }),
            Action::Up | Action::Down | Action::First | Action::Last => self.walk(app, action),
            Action::PageUp | Action::PageDown => self.turn(app, action),
            Action::Follow => self.choose(None),
            _ => return deeds::start(app, self.chosen, action),
        }
        Vec::new()
    }

    fn go(&mut self, pane: Pane) {
        self.pane = pane;
        match pane {
            Pane::Script => self.side = Side::Script,
            Pane::World => self.side = Side::World,
            Pane::Now => {}
        }
    }

    fn choose(&mut self, item: Option<Item>) {
        if self.chosen != item {
            self.now_first = 0;
        }
        self.chosen = item;
    }

    /// Moves what is chosen, or what is seen, by one or to an end.
    fn walk(&mut self, app: &App, action: Action) {
        if self.pane == Pane::Script {
            self.choose(script::neighbour(app, self.shown(app), action));
            return;
        }
        let (height, furthest) = self.extent(app);
        let first = self.first_mut();
        *first = match action {
            Action::Up => (*first).min(furthest).saturating_sub(1),
            Action::Down => *first + 1,
            Action::First => 0,
            _ => furthest + height,
        }
        .min(furthest);
    }

    /// Moves by a page; the script's own page is that of what is chosen in it.
    fn turn(&mut self, app: &App, action: Action) {
        let (height, furthest) = self.extent(app);
        let first = self.first_mut();
        *first = match action {
            Action::PageUp => (*first).min(furthest).saturating_sub(height),
            _ => *first + height,
        }
        .min(furthest);
    }

    fn first_mut(&mut self) -> &mut usize {
        match self.pane {
            Pane::Script | Pane::Now => &mut self.now_first,
            Pane::World => &mut self.world_first,
        }
    }

    /// How high the pane is that scrolls, and how far it can be scrolled.
    fn extent(&self, app: &App) -> (usize, usize) {
        let layout = self.layout(app, Rect::from(((0, 0).into(), app.size)));
        let (area, is_world) = match self.pane {
            Pane::World => (layout.world, true),
            Pane::Script | Pane::Now => (layout.now, false),
        };
        let room = area.map_or(Rect::ZERO, inside);
        let cols = usize::from(room.width);
        let n_lines = if is_world {
            world::lines(app, room).len()
        } else {
            now::lines(app, self.shown(app), cols).len()
        };
        let height = usize::from(room.height);
        (height, window::furthest(n_lines, height))
    }

    /// What is looked at: what is chosen, or what came in last.
    pub fn shown(&self, app: &App) -> Option<Item> {
        self.chosen.or_else(|| script::newest(app))
    }

    fn layout(&self, app: &App, area: Rect) -> Layout {
        layout::layout(area, self.pane, self.side, view::n_foot(app))
    }

    /// ```text
    ///  EXERCISE  Region loss                              TLP:GREEN
    ///  0:12:34   ▶ RUNNING ×1    SEV2    next in 1:24  Database lag
    ///  ╭ Script ──────╮╭ Now ──────────────────────╮╭ World ──────╮
    ///  │ ✓  2:00 ...  ││ PAGE  Alertmanager → IC    ││ ▲ Up   CDN  │
    ///  │ ○  5:00 ...  ││ Edge 5xx above 5 %         ││ Edge 5xx 38 │
    ///  ╰──────────────╯╰────────────────────────────╯╰─────────────╯
    ///  12:10  decision  Ada: switch to the second CDN
    ///  what was refused, and why
    ///  p pause/go  f fire  d decide  a ack           ? keys  q quit
    /// ```
    pub(super) fn view(&self, app: &App, frame: &mut Frame<'_>, area: Rect) {
        let layout = self.layout(app, area);
        match layout.room {
            Room::Tiny => header::view_tiny(app, frame, layout.header),
            Room::Small | Room::Medium => header::view(app, frame, layout.header),
            Room::Large => header::view_large(app, frame, layout.header),
        }
        if let Some(area) = layout.script {
            let inner = self.panel(app, Pane::Script, "Script", frame, area);
            script::view(app, self.shown(app), self.chosen.is_some(), frame, inner);
        }
        if let Some(area) = layout.now {
            let inner = self.panel(app, Pane::Now, now::title(self.chosen), frame, area);
            let lines = now::lines(app, self.shown(app), usize::from(inner.width));
            window::draw(lines, self.now_first, &app.theme, frame, inner);
        }
        if let Some(area) = layout.world {
            let inner = self.panel(app, Pane::World, "World", frame, area);
            let lines = world::lines(app, inner);
            window::draw(lines, self.world_first, &app.theme, frame, inner);
        }
        log::view(app, frame, layout.log);
        view::status_and_footer(app, frame, layout.foot);
    }

    fn panel(&self, app: &App, pane: Pane, title: &str, frame: &mut Frame<'_>, area: Rect) -> Rect {
        let focus = if self.pane == pane {
            Focus::Here
        } else {
            Focus::Elsewhere
        };
        panel(title, focus, &app.theme, frame, area)
    }
}
