//! Where things stand on the facilitator's screen, by its size.

use ratatui::layout::{Constraint, Layout as Split, Rect};

use super::{Pane, Side};
use crate::ui::widgets::clock_face;

/// How much there is room for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Room {
    /// The clock, what came in last, and the keys.
    Tiny,
    /// One pane at a time.
    Small,
    /// Two panes.
    Medium,
    /// All three, under a large clock.
    Large,
}

/// The areas of the screen; panes that are not shown have none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Layout {
    pub(super) room: Room,
    pub(super) header: Rect,
    pub(super) script: Option<Rect>,
    pub(super) now: Option<Rect>,
    pub(super) world: Option<Rect>,
    pub(super) log: Rect,
    /// The status line and the keys; and a band above them where something is wrong.
    pub(super) foot: Rect,
}

/// Divides `area`.
///
/// ```text
///  Small, Tiny       Medium                Large
///  ┌────────────┐    ┌────────────────┐    ┌──────────────────────┐
///  │ header     │    │ header         │    │ header, large clock  │
///  │ the pane   │    │ side │ now     │    │ script │ now │ world │
///  │ that is in │    │      │         │    │        │     │       │
///  │ focus      │    │ log            │    │ log                  │
///  │ foot       │    │ foot           │    │ foot                 │
///  └────────────┘    └────────────────┘    └──────────────────────┘
/// ```
pub(super) fn layout(area: Rect, pane: Pane, side: Side, foot_rows: u16) -> Layout {
    let room = room(area);
    let (header_rows, log_rows) = match room {
        Room::Tiny => (1, 0),
        Room::Small => (2, if area.height >= 20 { 3 } else { 0 }),
        Room::Medium => (2, 3),
        Room::Large => (1 + clock_face::ROWS + 1, (area.height / 7).clamp(4, 8)),
    };
    let [header, body, log, foot] = Split::vertical([
        Constraint::Length(header_rows),
        Constraint::Fill(1),
        Constraint::Length(log_rows),
        Constraint::Length(foot_rows),
    ])
    .areas(area);
    let (script, now, world) = panes(room, body, pane, side);
    Layout {
        room,
        header,
        script,
        now,
        world,
        log,
        foot,
    }
}

fn room(area: Rect) -> Room {
    match (area.width, area.height) {
        (110.., 30..) => Room::Large,
        (78.., 18..) => Room::Medium,
        (48.., 13..) => Room::Small,
        _ => Room::Tiny,
    }
}

type Panes = (Option<Rect>, Option<Rect>, Option<Rect>);

fn panes(room: Room, body: Rect, pane: Pane, side: Side) -> Panes {
    match room {
        // What is chosen in the script is shown, and there is no room for the script.
        Room::Tiny if pane == Pane::Script => (None, Some(body), None),
        Room::Tiny | Room::Small => match pane {
            Pane::Script => (Some(body), None, None),
            Pane::Now => (None, Some(body), None),
            Pane::World => (None, None, Some(body)),
        },
        Room::Medium => {
            let [beside, now] =
                Split::horizontal([Constraint::Percentage(42), Constraint::Fill(1)]).areas(body);
            match side {
                Side::Script => (Some(beside), Some(now), None),
                Side::World => (None, Some(now), Some(beside)),
            }
        }
        Room::Large => {
            let [script, now, world] = Split::horizontal([
                Constraint::Percentage(30),
                Constraint::Fill(1),
                Constraint::Percentage(29),
            ])
            .areas(body);
            (Some(script), Some(now), Some(world))
        }
    }
}
