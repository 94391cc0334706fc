//! Where things stand on an observer's screen, by its size.

use ratatui::layout::{Constraint, Layout as Split, Position, Rect};

use super::Pane;
use crate::ui::widgets::clock_face;

/// The areas of the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Layout {
    pub(super) header: Rect,
    /// The panes that are seen.
    pub(super) panes: Vec<(Pane, Rect)>,
    /// The last lines that were recorded in the exercise.
    pub(super) log: Rect,
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
        let found = self.panes.iter().find(|(_, area)| area.contains(at));
        found.map(|(pane, _)| *pane)
    }
}

/// Divides `area`.
///
/// ```text
///  small             medium                 large
///  ┌────────────┐    ┌─────────────────┐    ┌────────────────────────┐
///  │ header     │    │ header          │    │ header, large clock    │
///  │ the pane   │    │ script │ now    │    │ script │ now   │ goals │
///  │ that is in │    │ ────── │ ────── │    │        │ ───── │       │
///  │ focus      │    │ goals  │ notes  │    │        │ notes │       │
///  │            │    │        │        │    │ log                    │
///  │ foot       │    │ foot            │    │ foot                   │
///  └────────────┘    └─────────────────┘    └────────────────────────┘
/// ```
///
/// Of two panes one above the other, the one in focus is the larger.
pub(super) fn layout(area: Rect, focus: Pane, foot_rows: u16) -> Layout {
    let (header_rows, log_rows) = match (area.width, area.height) {
        (110.., 30..) => (1 + clock_face::ROWS + 1, (area.height / 8).clamp(3, 7)),
        (48.., 13..) => (2, 0),
        _ => (1, 0),
    };
    let [header, body, log, foot] = Split::vertical([
        Constraint::Length(header_rows),
        Constraint::Fill(1),
        Constraint::Length(log_rows),
        Constraint::Length(foot_rows),
    ])
    .areas(area);
    let panes = match (area.width, area.height) {
        (110.., 30..) => large(body, focus),
        (78.., 18..) => medium(body, focus),
        _ => vec![(focus, body)],
    };
    Layout {
        header,
        panes,
        log,
        foot,
    }
}

fn medium(body: Rect, focus: Pane) -> Vec<(Pane, Rect)> {
    let [left, right] =
        Split::horizontal([Constraint::Percentage(48), Constraint::Fill(1)]).areas(body);
    let left = one_above_the_other(left, Pane::Script, Pane::Goals, focus);
    let right = one_above_the_other(right, Pane::Now, Pane::Notes, focus);
    [left, right].concat()
}

fn large(body: Rect, focus: Pane) -> Vec<(Pane, Rect)> {
    let [script, middle, goals] = Split::horizontal([
        Constraint::Percentage(30),
        Constraint::Fill(1),
        Constraint::Percentage(32),
    ])
    .areas(body);
    let middle = one_above_the_other(middle, Pane::Now, Pane::Notes, focus);
    [vec![(Pane::Script, script), (Pane::Goals, goals)], middle].concat()
}

fn one_above_the_other(area: Rect, above: Pane, below: Pane, focus: Pane) -> Vec<(Pane, Rect)> {
    let percent = if focus == below { 42 } else { 58 };
    let [first, second] =
        Split::vertical([Constraint::Percentage(percent), Constraint::Fill(1)]).areas(area);
    vec![(above, first), (below, second)]
}
