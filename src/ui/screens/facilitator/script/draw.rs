//! Draws the lines of the script that are seen.

use ratatui::{
    Frame,
    layout::Rect,
    style::Style,
    text::{Line, Span},
};

use super::{
    Item, Mark, Row, name,
    pieces::{NAME_COL, Piece, Pieces, Rule},
};
use crate::ui::{
    App,
    widgets::{
        fit::{cut, filled, row},
        window,
    },
    words,
};

/// From this many columns on every row has room for its countdown.
const ROOMY_COLS: usize = 40;

/// What a row of the script is to the eye.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    Plain,
    /// What is looked at because it came in last.
    Shown,
    /// What somebody has chosen.
    Chosen,
}

/// ```text
/// ✓  2:00  Edge 5xx above 5 %            ack
/// ?  5:00  Move the traffic?      3:12 left
/// ── now 6:10 ──────────────────────────────
/// ○  8:00  The provider answers     in 1:24
/// ── waits for something ───────────────────
/// …        Caches are cold            waits
///          waits for: Users affected above 20 %
/// ── held ready, by hand only ──────────────
/// ◇        A reporter asks          by hand
/// ```
pub(in crate::ui::screens) fn view(
    app: &App,
    pieces: &Pieces,
    next: Option<Item>,
    (shown, chosen): (Option<Item>, Option<Item>),
    frame: &mut Frame<'_>,
    area: Rect,
) {
    let cols = usize::from(area.width);
    let lines: Vec<_> = pieces
        .all
        .iter()
        .skip(pieces.first)
        .take(pieces.height)
        .map(|piece| match piece {
            Piece::Row(row) => {
                let item = Some(row.item);
                let look = match () {
                    () if item == chosen => Look::Chosen,
                    () if item == shown => Look::Shown,
                    () => Look::Plain,
                };
                // Where there is little room, a title says more than one more countdown.
                let counts_down = cols >= ROOMY_COLS || item == next;
                let right = right(app, *row, counts_down);
                looking(line(app, *row, right, cols), look, app, cols)
            }
            Piece::Reason(_, text) => {
                let text = format!("{}{text}", " ".repeat(NAME_COL));
                cut(vec![Span::styled(text, app.theme.dim)], cols)
            }
            Piece::Rule(which) => rule(app, *which, cols),
        })
        .collect();
    window::put(&lines, frame, area);
}

fn looking(line: Line<'static>, look: Look, app: &App, cols: usize) -> Line<'static> {
    match look {
        Look::Plain => line,
        Look::Shown => line.style(app.theme.strong),
        Look::Chosen => filled(line, cols, app.theme.selected),
    }
}

fn rule(app: &App, rule: Rule, cols: usize) -> Line<'static> {
    let label = match rule {
        Rule::Now => format!("── now {} ", words::clock(app.shown_clock())),
        Rule::Waits => "── waits for something ".to_owned(),
        Rule::Ready => "── held ready, by hand only ".to_owned(),
    };
    let rest = cols.saturating_sub(label.chars().count());
    let text = label + &"─".repeat(rest);
    cut(vec![Span::styled(text, app.theme.border)], cols)
}

fn line(app: &App, row_: Row, right: Vec<Span<'static>>, cols: usize) -> Line<'static> {
    let theme = &app.theme;
    let (glyph, style) = glyph(app, row_);
    let time = row_.at.map_or_else(String::new, words::short_clock);
    let name_style = match (row_.item, row_.mark) {
        (_, Mark::Skipped) => theme.dim,
        (Item::Phase(_), _) => theme.accent,
        (_, Mark::WaitsForHand | Mark::Open) => theme.strong,
        (_, Mark::Waits | Mark::Ready) => theme.dim,
        _ => theme.text,
    };
    let left = vec![
        Span::styled(glyph, style),
        Span::styled(format!("{time:>5}  "), theme.dim),
        Span::styled(name(app, row_.item), name_style),
    ];
    row(left, right, cols)
}

fn glyph(app: &App, row: Row) -> (&'static str, Style) {
    let theme = &app.theme;
    match (row.item, row.mark) {
        (Item::Phase(_), Mark::Came | Mark::Due | Mark::Waits) => ("§ ", theme.accent),
        (Item::Decision(_), Mark::Came) => ("● ", theme.ok),
        (_, Mark::Came) => ("✓ ", theme.ok),
        (_, Mark::Skipped) => ("– ", theme.dim),
        (_, Mark::Open) => ("? ", theme.warn),
        (_, Mark::Expired) => ("! ", theme.alarm),
        (_, Mark::WaitsForHand) => ("▶ ", theme.warn),
        (Item::Decision(_), Mark::Due) => ("? ", theme.dim),
        (_, Mark::Due) => ("○ ", theme.text),
        (_, Mark::HeldBack | Mark::HeldUntilSaid) => ("‖ ", theme.warn),
        (_, Mark::Waits) => ("… ", theme.dim),
        (_, Mark::Ready) => ("◇ ", theme.accent),
    }
}

fn is_acknowledged(app: &App, item: Item) -> bool {
    let acknowledged = match item {
        Item::Inject(inject) => &app.state().injects[inject].acknowledged,
        Item::Improvised(n) => &app.state().improvised[n].acknowledged,
        Item::Phase(_) | Item::Decision(_) => return false,
    };
    acknowledged.is_some()
}

/// How a row stands, in a word or a countdown.
fn right(app: &App, row: Row, counts_down: bool) -> Vec<Span<'static>> {
    let theme = &app.theme;
    let now = app.shown_clock();
    let (text, style) = match (row.item, row.mark) {
        (item, Mark::Came) if is_acknowledged(app, item) => ("ack".to_owned(), theme.dim),
        (_, Mark::Came | Mark::Waits) => return Vec::new(),
        (_, Mark::Skipped) => ("skipped".to_owned(), theme.dim),
        (Item::Decision(decision), Mark::Open) => {
            match app.state().expires_at(app.scenario(), decision) {
                Some(at) => (format!("{} left", words::until(now, at)), theme.warn),
                None => ("open".to_owned(), theme.warn),
            }
        }
        (_, Mark::Open) => ("open".to_owned(), theme.warn),
        (_, Mark::Expired) => ("time out".to_owned(), theme.alarm),
        (_, Mark::WaitsForHand) => ("DUE · f".to_owned(), theme.warn),
        (_, Mark::Due) => match row.at {
            Some(at) if counts_down => (format!("in {}", words::until(now, at)), theme.dim),
            Some(_) | None => return Vec::new(),
        },
        (_, Mark::HeldBack) => match row.at {
            Some(at) if counts_down => (format!("held, in {}", words::until(now, at)), theme.warn),
            Some(_) | None => ("held".to_owned(), theme.warn),
        },
        (_, Mark::HeldUntilSaid) => ("held".to_owned(), theme.warn),
        (_, Mark::Ready) => ("by hand".to_owned(), theme.accent),
    };
    vec![Span::styled(text, style)]
}
