//! Where things stand on the facilitator's screen, by its size. Drawing and the mouse ask the same.

use ratatui::layout::{Constraint, Layout as Split, Position, Rect};

use super::panes::{Pane, Side, Zoom};
use crate::ui::widgets::clock_face;

/// How much there is room for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Room {
    /// The clock, what came in last, and the keys.
    Tiny,
    /// One pane at a time, under tabs.
    Small,
    /// Two panes.
    Medium,
    /// All of them, under a large clock.
    Large,
    /// All of them, and the world's in two columns.
    Huge,
}

/// The areas of the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Layout {
    pub(super) room: Room,
    pub(super) header: Rect,
    /// Which panes there are, where not all of them are seen.
    pub(super) tabs: Option<Rect>,
    /// The panes that are seen.
    pub(super) panes: Vec<(Pane, Rect)>,
    /// The last lines recorded, without a pane of their own.
    pub(super) strip: Option<Rect>,
    /// The status line and the keys; and a band above them where something is wrong.
    pub(super) foot: Rect,
}

impl Layout {
    /// Where a pane is, if it is seen.
    pub(super) fn area(&self, pane: Pane) -> Option<Rect> {
        let found = self.panes.iter().find(|(it, _)| *it == pane);
        found.map(|(_, area)| *area)
    }

    /// The pane that is seen at a place.
    pub(super) fn at(&self, at: Position) -> Option<Pane> {
        let strip = self.strip.map(|area| (Pane::Log, area));
        let areas = self.panes.iter().copied().chain(strip);
        let mut found = areas.filter(|(_, area)| area.contains(at));
        found.next().map(|(pane, _)| pane)
    }
}

/// Divides `area`.
///
/// ```text
///  Small, zoomed     Medium                Large, Huge
///  ┌────────────┐    ┌────────────────┐    ┌──────────────────────┐
///  │ header     │    │ header         │    │ header, large clock  │
///  │ tabs       │    │ tabs           │    │                      │
///  │ the pane   │    │ side │ now     │    │ script │ now │ world │
///  │ that is in │    │      │         │    │        │     │       │
///  │ focus      │    │ log            │    │ log                  │
///  │ foot       │    │ foot           │    │ foot                 │
///  └────────────┘    └────────────────┘    └──────────────────────┘
/// ```
pub(super) fn layout(area: Rect, pane: Pane, side: Side, zoom: Zoom, foot_rows: u16) -> Layout {
    let room = room(area);
    let header_rows = match room {
        Room::Tiny => 1,
        Room::Small | Room::Medium => 2,
        Room::Large | Room::Huge => 1 + clock_face::ROWS + 1,
    };
    let has_tabs = match room {
        Room::Tiny => false,
        Room::Small | Room::Medium => true,
        Room::Large | Room::Huge => zoom == Zoom::In,
    };
    let [header, tabs, body, foot] = Split::vertical([
        Constraint::Length(header_rows),
        Constraint::Length(u16::from(has_tabs)),
        Constraint::Fill(1),
        Constraint::Length(foot_rows),
    ])
    .areas(area);
    let is_alone = zoom == Zoom::In || matches!(room, Room::Tiny | Room::Small);
    let (panes, strip) = if is_alone {
        alone(room, body, pane, zoom)
    } else {
        (beside(room, body, side), None)
    };
    let tabs = has_tabs.then_some(tabs);
    Layout {
        room,
        header,
        tabs,
        panes,
        strip,
        foot,
    }
}

fn room(area: Rect) -> Room {
    match (area.width, area.height) {
        (180.., 45..) => Room::Huge,
        (110.., 30..) => Room::Large,
        (100.., 22..) => Room::Medium,
        (48.., 13..) => Room::Small,
        _ => Room::Tiny,
    }
}

type Panes = Vec<(Pane, Rect)>;

/// One pane, and the last lines recorded where there is room for them and they are not the pane.
fn alone(room: Room, body: Rect, pane: Pane, zoom: Zoom) -> (Panes, Option<Rect>) {
    const STRIP_ROWS: u16 = 3;
    const LEAST_ROWS: u16 = 12;
    let pane = match (room, pane) {
        // What is chosen in the script is shown, and there is no room for the script.
        (Room::Tiny, Pane::Script) => Pane::Now,
        (_, pane) => pane,
    };
    let has_strip =
        zoom == Zoom::Out && pane != Pane::Log && body.height >= LEAST_ROWS + STRIP_ROWS;
    let strip_rows = if has_strip { STRIP_ROWS } else { 0 };
    let [body, strip] =
        Split::vertical([Constraint::Fill(1), Constraint::Length(strip_rows)]).areas(body);
    (vec![(pane, body)], has_strip.then_some(strip))
}

/// Several panes, the log below the others.
fn beside(room: Room, body: Rect, side: Side) -> Panes {
    let log_rows = 2 + (body.height / 8).clamp(3, 7);
    let [top, log] =
        Split::vertical([Constraint::Fill(1), Constraint::Length(log_rows)]).areas(body);
    let mut panes = match room {
        Room::Tiny | Room::Small | Room::Medium => {
            let [left, now] =
                Split::horizontal([Constraint::Percentage(46), Constraint::Fill(1)]).areas(top);
            let side = match side {
                Side::Script => Pane::Script,
                Side::World => Pane::World,
            };
            vec![(side, left), (Pane::Now, now)]
        }
        Room::Large => columns(top, 31, 30),
        Room::Huge => columns(top, 23, 45),
    };
    panes.push((Pane::Log, log));
    panes
}

fn columns(area: Rect, script_percent: u16, world_percent: u16) -> Panes {
    let [script, now, world] = Split::horizontal([
        Constraint::Percentage(script_percent),
        Constraint::Fill(1),
        Constraint::Percentage(world_percent),
    ])
    .areas(area);
    vec![
        (Pane::Script, script),
        (Pane::Now, now),
        (Pane::World, world),
    ]
}
