//! Says which keys there are, and where there is more to see.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
    widgets::{Clear, Paragraph},
};

use super::fit::{cut, width};
use crate::ui::{
    Host, Theme,
    keymap::{Action, Binding, Key},
};

/// Covers the last row of `area` and says how many rows are below.
pub fn more_below(n_rows: usize, theme: &Theme, frame: &mut Frame<'_>, area: Rect) {
    let last = Rect {
        y: area.bottom() - 1,
        height: 1,
        ..area
    };
    let text = format!("↓ {n_rows} more");
    frame.render_widget(Clear, last);
    frame.render_widget(Paragraph::new(text).style(theme.dim).right_aligned(), last);
}

/// The keys of tables that belong into a footer, as many as there is room for: the first of the
/// screen and the way to all others before the rest.
pub fn footer<H: Host>(tables: &[&'static [Binding<H>]], host: &H, cols: usize) -> Line<'static> {
    let rows = footer_rows(tables, cols);
    let mut spans: Vec<_> = rows.into_iter().flat_map(|row| hint(row, host)).collect();
    if let Some(last) = spans.last_mut() {
        *last = Span::styled(last.content.trim_end().to_owned(), last.style);
    }
    cut(spans, cols)
}

/// The key whose hint stands at the column `x` of a [`footer`].
pub fn key_at<H>(tables: &[&'static [Binding<H>]], cols: usize, x: usize) -> Option<Key> {
    let mut begin = 0;
    for row in footer_rows(tables, cols) {
        let end = begin + hint_cols(row);
        // The two spaces behind a hint belong to nothing.
        if (begin..end - 2).contains(&x) {
            return Some(row.keys[0]);
        }
        begin = end;
    }
    None
}

/// The rows that a footer of so many columns has room for, in their order.
fn footer_rows<H>(tables: &[&'static [Binding<H>]], cols: usize) -> Vec<&'static Binding<H>> {
    let rows: Vec<_> = tables
        .iter()
        .flat_map(|table| table.iter())
        .filter(|row| row.in_footer)
        .collect();
    let mut by_rank: Vec<_> = (0..rows.len()).collect();
    by_rank.sort_by_key(|n| if *n == 0 { 0 } else { rank(rows[*n].action) });
    let mut room = cols;
    let mut kept = Vec::new();
    for n in by_rank {
        let wanted = hint_cols(rows[n]);
        // The space after the last one is not missed.
        if wanted > room + 2 {
            break;
        }
        room = room.saturating_sub(wanted);
        kept.push(n);
    }
    kept.sort_unstable();
    kept.into_iter().map(|n| rows[n]).collect()
}

/// How many columns a hint takes, with the two spaces behind it.
fn hint_cols<H>(row: &Binding<H>) -> usize {
    width(&row.keys[0].to_string()) + 1 + width(row.label) + 2
}

/// What gives way last where there is little room.
fn rank(action: Action) -> u8 {
    match action {
        Action::Close => 0,
        // Nobody must search for it.
        Action::RealIncident => 1,
        Action::Help => 2,
        Action::Quit => 3,
        Action::Palette => 4,
        _ => 5,
    }
}

/// A key and its label; one that cannot act now is dim.
fn hint<H: Host>(row: &Binding<H>, host: &H) -> Vec<Span<'static>> {
    let theme = host.theme();
    let (key, label) = if (row.when)(host).is_ready() {
        (theme.key, theme.text)
    } else {
        (theme.dim, theme.dim)
    };
    vec![
        Span::styled(row.keys[0].to_string(), key),
        Span::styled(format!(" {}  ", row.label), label),
    ]
}
