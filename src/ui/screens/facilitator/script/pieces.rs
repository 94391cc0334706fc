//! The lines that the script is made of, before any of them is drawn.

use std::rc::Rc;

use super::{Item, Mark, Row};
use crate::{
    scenario::model::Trigger,
    ui::{
        App,
        waits::Standing,
        widgets::{fit::width, window},
        words,
    },
};

/// A line of the script.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::ui::screens) enum Piece {
    Row(Row),
    /// What the row above waits for, or a part of that.
    Reason(Item, String),
    /// What sets apart what has come from what is to come, and that from the rest.
    Rule(String),
}

/// All lines of the script, and which of them are seen.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::ui::screens) struct Pieces {
    pub(in crate::ui::screens) all: Rc<Vec<Piece>>,
    /// The first that is seen.
    pub(in crate::ui::screens) first: usize,
    pub(in crate::ui::screens) height: usize,
}

/// Where the words of a row begin, behind its glyph and its time.
pub(super) const NAME_COL: usize = 9;

/// Below so many rows there is no room for what sets the rows apart.
const ROOMY_ROWS: usize = 14;

impl Pieces {
    /// As many as there is room for; from `first` on where somebody has scrolled there, or else
    /// around the row that is `shown`.
    pub(in crate::ui::screens) fn around(
        all: Rc<Vec<Piece>>,
        shown: Option<Item>,
        first: Option<usize>,
        height: usize,
    ) -> Self {
        let cursor = all
            .iter()
            .position(|piece| matches!(piece, Piece::Row(row) if Some(row.item) == shown));
        let first = match first {
            Some(first) => first.min(window::furthest(all.len(), height)),
            None => window::first_row(cursor.unwrap_or(0), all.len(), height),
        };
        Self { all, first, height }
    }

    /// How many lines are below those that are seen.
    pub(in crate::ui::screens) fn n_below(&self) -> usize {
        self.all.len().saturating_sub(self.first + self.height)
    }

    /// What stands in the `n`th line that is seen.
    pub(in crate::ui::screens) fn at(&self, n: usize) -> Option<Item> {
        match self.all.get(self.first + n).filter(|_| n < self.height)? {
            Piece::Row(Row { item, .. }) | Piece::Reason(item, _) => Some(*item),
            Piece::Rule(_) => None,
        }
    }
}

/// Whether there is room for what sets the rows apart, and for what all of them wait for. Otherwise
/// only the row that is looked at says it.
pub(in crate::ui::screens) const fn is_roomy(height: usize) -> bool {
    height >= ROOMY_ROWS
}

/// All lines for `rows` in a room of that size, in which `shown` is looked at.
pub(in crate::ui::screens) fn pieces(
    app: &App,
    rows: &[Row],
    shown: Option<Item>,
    (cols, height): (usize, usize),
) -> Vec<Piece> {
    let now = app.shown_clock();
    let n_past = rows.partition_point(|row| row.at.is_some_and(|at| at <= now));
    let n_timed = rows.partition_point(|row| row.at.is_some());
    let n_not_ready = rows.partition_point(|row| row.at.is_some() || row.mark != Mark::Ready);
    let is_roomy = is_roomy(height);
    let mut pieces = Vec::with_capacity(rows.len() * 2);
    for (n, row) in rows.iter().enumerate() {
        if is_roomy && n == n_past && n > 0 {
            pieces.push(Piece::Rule(format!("now {}", words::clock(now))));
        }
        if is_roomy && n == n_timed && n_timed < n_not_ready {
            pieces.push(Piece::Rule("waits for something".to_owned()));
        }
        if is_roomy && n == n_not_ready {
            pieces.push(Piece::Rule("held ready, by hand only".to_owned()));
        }
        pieces.push(Piece::Row(*row));
        if row.mark == Mark::Waits && (is_roomy || Some(row.item) == shown) {
            pieces.extend(reason(app, row.item, cols));
        }
    }
    pieces
}

/// What a row waits for, in at most two lines.
fn reason(app: &App, item: Item, cols: usize) -> impl Iterator<Item = Piece> {
    let scenario = app.scenario();
    let standing = Standing {
        scenario,
        state: app.state(),
        at: app.shown_clock(),
    };
    let lacking = trigger(app, item).and_then(|when| standing.lacking(when));
    let text = lacking.map_or_else(String::new, |lacking| format!("waits for: {lacking}"));
    let (first, second) = halves(&text, cols.saturating_sub(NAME_COL));
    [first, second]
        .into_iter()
        .filter(|text| !text.is_empty())
        .map(move |text| Piece::Reason(item, text))
}

fn trigger(app: &App, item: Item) -> Option<&Trigger> {
    let scenario = app.scenario();
    match item {
        Item::Phase(phase) => Some(&scenario.phases[phase].when),
        Item::Inject(inject) => Some(&scenario.injects[inject].when),
        Item::Decision(decision) => Some(&scenario.decisions[decision].when),
        Item::Improvised(_) => None,
    }
}

/// A text as far as it fits into a line, between words, and the rest.
fn halves(text: &str, cols: usize) -> (String, String) {
    if width(text) <= cols {
        return (text.to_owned(), String::new());
    }
    let fits = |at: &usize| width(&text[..*at]) <= cols;
    let spaces = text.match_indices(' ').map(|(at, _)| at);
    match spaces.take_while(fits).last() {
        Some(at) => (text[..at].to_owned(), text[at + 1..].to_owned()),
        None => (text.to_owned(), String::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_breaks_between_words() {
        let halves = |text, cols| {
            let (first, second) = halves(text, cols);
            format!("{first}|{second}")
        };
        assert_eq!(halves("one two three", 20), "one two three|");
        assert_eq!(halves("one two three", 8), "one two|three");
        assert_eq!(halves("one two three", 7), "one two|three");
        assert_eq!(halves("one two three", 6), "one|two three");
        assert_eq!(halves("unbroken", 4), "unbroken|");
    }
}
