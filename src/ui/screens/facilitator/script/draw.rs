//! Draws the lines of the script that are seen.

use std::rc::Rc;

use ratatui::{
    Frame,
    layout::Rect,
    style::Style,
    text::{Line, Span},
};

use super::{
    Item, Kept as Script, Mark, Row, name,
    pieces::{NAME_COL, Piece, Pieces, Rule},
};
use crate::ui::{
    App,
    memo::Memo,
    widgets::{
        fit::{cut, filled, width, width_of},
        window,
    },
    words,
};

/// From this many columns on every row has room for its countdown.
const ROOMY_COLS: usize = 40;

/// What is looked at, and what of that somebody has chosen.
type LookedAt = (Option<Item>, Option<Item>);

/// What of the lines does not change with the clock, as it was drawn last.
pub(super) type Kept = Memo<Question, Vec<Line<'static>>>;

/// All that it depends on.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Question {
    n_records: usize,
    pieces: Rc<Vec<Piece>>,
    first: usize,
    height: usize,
    looked_at: LookedAt,
    cols: usize,
    /// How much room the rest takes in each line.
    passing_cols: Vec<usize>,
}

/// What the lines are drawn for.
#[derive(Debug, Clone, Copy)]
struct Drawing<'a> {
    app: &'a App,
    /// What comes next.
    next: Option<Item>,
    looked_at: LookedAt,
    cols: usize,
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
    Script { lines: kept, .. }: &Script,
    pieces: &Pieces,
    next: Option<Item>,
    looked_at: LookedAt,
    frame: &mut Frame<'_>,
    area: Rect,
) {
    let cols = usize::from(area.width);
    let drawing = Drawing {
        app,
        next,
        looked_at,
        cols,
    };
    let seen = || pieces.all.iter().skip(pieces.first).take(pieces.height);
    let passing: Vec<_> = seen().map(|piece| drawing.passing(pieces, piece)).collect();
    let question = Question {
        n_records: app.playing.exercise.records().len(),
        pieces: Rc::clone(&pieces.all),
        first: pieces.first,
        height: pieces.height,
        looked_at,
        cols,
        passing_cols: passing.iter().map(|line| width_of(&line.spans)).collect(),
    };
    let lasting = kept.ask(question, || {
        let rows = seen().zip(&passing);
        rows.map(|(piece, passing)| drawing.lasting(piece, width_of(&passing.spans)))
            .collect()
    });
    window::put(&*lasting, frame, area);
    for (line, y) in passing.iter().zip(area.top()..) {
        let row = Rect {
            y,
            height: 1,
            ..area
        };
        window::put_right(line, frame, row);
    }
}

impl Drawing<'_> {
    /// What of a line changes with the clock. It stands at the right end.
    fn passing(self, pieces: &Pieces, piece: &Piece) -> Line<'static> {
        match piece {
            Piece::Row(row) => {
                // Where there is little room, a title says more than one more countdown.
                let counts_down = self.cols >= ROOMY_COLS || Some(row.item) == self.next;
                let right = right(self.app, *row, counts_down);
                match right.filter(|right| width(&right.content) < self.cols) {
                    Some(right) => {
                        let cols = width(&right.content);
                        self.looking(row.item, Line::from(right), cols)
                    }
                    None => Line::default(),
                }
            }
            Piece::Rule(Rule::Now) => {
                self.rule(format!("── now {} ", words::clock(self.app.shown_clock())))
            }
            Piece::Watched(item, nth) => {
                let line = self.reason(pieces.watched(*item, *nth));
                filled(line, self.cols, self.app.theme.dim)
            }
            Piece::Rule(Rule::Waits | Rule::Ready) | Piece::Reason(..) => Line::default(),
        }
    }

    /// The rest of it, which leaves so many columns free.
    fn lasting(self, piece: &Piece, passing_cols: usize) -> Line<'static> {
        match piece {
            Piece::Row(row) => {
                let taken = passing_cols + usize::from(passing_cols > 0);
                let left = left(self.app, *row, self.cols - taken);
                self.looking(row.item, left, self.cols)
            }
            Piece::Reason(_, text) => self.reason(text),
            Piece::Watched(..) | Piece::Rule(Rule::Now) => Line::default(),
            Piece::Rule(Rule::Waits) => self.rule("── waits for something ".to_owned()),
            Piece::Rule(Rule::Ready) => self.rule("── held ready, by hand only ".to_owned()),
        }
    }

    /// How a row of so many columns, or a part of one, looks to the eye.
    fn looking(self, item: Item, line: Line<'static>, cols: usize) -> Line<'static> {
        let theme = &self.app.theme;
        match self.looked_at {
            (_, Some(chosen)) if chosen == item => filled(line, cols, theme.selected),
            (Some(shown), _) if shown == item => line.style(theme.strong),
            _ => line,
        }
    }

    fn reason(self, text: &str) -> Line<'static> {
        let text = format!("{}{text}", " ".repeat(NAME_COL));
        cut(vec![Span::styled(text, self.app.theme.dim)], self.cols)
    }

    fn rule(self, label: String) -> Line<'static> {
        let rest = self.cols.saturating_sub(label.chars().count());
        let text = label + &"─".repeat(rest);
        cut(vec![Span::styled(text, self.app.theme.border)], self.cols)
    }
}

/// A row without what stands at its right end.
fn left(app: &App, row: Row, cols: usize) -> Line<'static> {
    let theme = &app.theme;
    let (glyph, style) = glyph(app, row);
    let time = row.at.map_or_else(String::new, words::short_clock);
    let name_style = match (row.item, row.mark) {
        (_, Mark::Skipped) => theme.dim,
        (Item::Phase(_), _) => theme.accent,
        (_, Mark::WaitsForHand | Mark::Open) => theme.strong,
        (_, Mark::Waits | Mark::Ready) => theme.dim,
        _ => theme.text,
    };
    let left = vec![
        Span::styled(glyph, style),
        Span::styled(format!("{time:>5}  "), theme.dim),
        Span::styled(name(app, row.item), name_style),
    ];
    cut(left, cols)
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
fn right(app: &App, row: Row, counts_down: bool) -> Option<Span<'static>> {
    let theme = &app.theme;
    let now = app.shown_clock();
    let (text, style) = match (row.item, row.mark) {
        (item, Mark::Came) if is_acknowledged(app, item) => ("ack".to_owned(), theme.dim),
        (_, Mark::Came | Mark::Waits) => return None,
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
            Some(at) if counts_down => (format!("in {}", words::roughly_until(now, at)), theme.dim),
            Some(_) | None => return None,
        },
        (_, Mark::HeldBack) => match row.at {
            Some(at) if counts_down => (
                format!("held, in {}", words::roughly_until(now, at)),
                theme.warn,
            ),
            Some(_) | None => ("held".to_owned(), theme.warn),
        },
        (_, Mark::HeldUntilSaid) => ("held".to_owned(), theme.warn),
        (_, Mark::Ready) => ("by hand".to_owned(), theme.accent),
    };
    Some(Span::styled(text, style))
}
