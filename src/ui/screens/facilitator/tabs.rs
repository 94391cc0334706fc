//! The names of the panes in a row, where not all of them are seen, with the keys that lead there.

use ratatui::{
    Frame,
    layout::{Position, Rect},
    text::{Line, Span},
};

use super::panes::Pane;
use crate::ui::{App, widgets::fit::width};

/// ` 1 Script   2 Now ?1   3 World   4 Log `
pub(super) fn view(app: &App, pane: Pane, frame: &mut Frame<'_>, area: Rect) {
    let theme = &app.theme;
    let mut spans = vec![Span::raw(" ")];
    for tab in Pane::ALL {
        let style = if tab == pane {
            theme.selected
        } else {
            theme.text
        };
        spans.push(Span::styled(label(app, tab), style));
        spans.push(Span::raw(" "));
    }
    frame.render_widget(Line::from(spans), area);
}

/// The pane whose name is at a place.
pub(super) fn at(app: &App, area: Rect, at: Position) -> Option<Pane> {
    if !area.contains(at) {
        return None;
    }
    let x = usize::from(at.x - area.x);
    let mut begin = 1;
    Pane::ALL.into_iter().find(|tab| {
        let end = begin + width(&label(app, *tab));
        let is_here = (begin..end).contains(&x);
        begin = end + 1;
        is_here
    })
}

fn label(app: &App, tab: Pane) -> String {
    let n_open = app.state().decisions.entries();
    let n_open = n_open.filter(|(_, decision)| decision.is_open()).count();
    match tab {
        Pane::Now if n_open > 0 => format!(" {} ?{n_open} ", tab.title()),
        Pane::Script | Pane::Now | Pane::World | Pane::Log => format!(" {} ", tab.title()),
    }
}
