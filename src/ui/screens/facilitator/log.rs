//! The last things that were recorded, in the words of the report's timeline.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
    widgets::Paragraph,
};

use crate::{
    report::timeline::{self, Entry},
    ui::{
        App,
        widgets::fit::{cut, pad, pad_left},
        words,
    },
};

/// ```text
///    12:10  decision    Move the traffic? Switch to the second CDN (Ada)
/// ```
pub(super) fn view(app: &App, frame: &mut Frame<'_>, area: Rect) {
    let height = usize::from(area.height);
    let cols = usize::from(area.width);
    let records = app.playing.exercise.records().iter().rev();
    let mut lines: Vec<_> = records
        .filter_map(|record| timeline::entry(app.scenario(), record))
        .take(height)
        .enumerate()
        .map(|(age, entry)| line(app, age, &entry, cols))
        .collect();
    lines.reverse();
    frame.render_widget(Paragraph::new(lines), area);
}

fn line(app: &App, age: usize, entry: &Entry, cols: usize) -> Line<'static> {
    let theme = &app.theme;
    let style = if age == 0 { theme.text } else { theme.dim };
    cut(
        vec![
            Span::styled(
                format!(" {}  ", pad_left(&words::clock(entry.clock), 7)),
                theme.dim,
            ),
            Span::styled(pad(entry.mark, 13), theme.dim),
            Span::styled(words::plain(&entry.text), style),
        ],
        cols,
    )
}
