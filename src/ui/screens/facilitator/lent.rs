//! The parts of the facilitator's screen that others show too. What they show is for those who may
//! see all of the exercise.

use ratatui::{Frame, layout::Rect};

pub(in crate::ui) use super::script::Item;
use super::{log, now, script};
use crate::ui::{
    App,
    widgets::{
        panel::{Beyond, inside, marks},
        sheet::Sheet,
        window::Scroll,
    },
};

/// What was drawn last of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::ui) struct Kept {
    script: script::Kept,
    cards: now::Kept,
}

impl Kept {
    /// Draws the script in a pane; `chosen` is looked at, or else what came in last.
    pub(in crate::ui) fn script(
        &self,
        app: &App,
        chosen: Option<Item>,
        frame: &mut Frame<'_>,
        pane: Rect,
    ) {
        let rows = self.script.rows(app);
        let room = inside(pane);
        let size = (usize::from(room.width), usize::from(room.height));
        let shown = chosen.or_else(|| script::newest(&rows));
        let pieces = script::pieces(app, &self.script, &rows, (shown, None), size);
        let next = script::next(&rows).map(|row| row.item);
        let looked_at = (shown, chosen);
        script::view(app, &self.script, &pieces, next, looked_at, frame, room);
        let beyond = Beyond::rows(pieces.first, pieces.n_below());
        marks(&beyond, &app.theme, frame, pane);
    }

    /// What is open, what is looked at, and all there is to know of it.
    pub(in crate::ui) fn now(&self, app: &App, shown: Option<Item>, room: Rect) -> Sheet {
        now::sheet(app, &self.cards, &self.script.rows(app), shown, room)
    }
}

/// What came in last.
pub(in crate::ui) fn newest(app: &App) -> Option<Item> {
    script::newest(&script::rows(app))
}

/// The row of the script that a step leads to.
pub(in crate::ui) fn neighbour(app: &App, item: Option<Item>, step: Scroll) -> Option<Item> {
    script::neighbour(&script::rows(app), item, step)
}

/// What a row of the script is called.
pub(in crate::ui) fn name(app: &App, item: Item) -> String {
    script::name(app, item)
}

/// Draws the last lines that were recorded.
pub(in crate::ui) fn log(app: &App, frame: &mut Frame<'_>, area: Rect) {
    log::view_strip(app, frame, area);
}
