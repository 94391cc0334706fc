//! The lines that the script is made of, before any of them is drawn.

use std::{collections::HashMap, rc::Rc};

use super::{Item, Mark, Row};
use crate::{
    scenario::model::Trigger,
    ui::{
        App,
        memo::Memo,
        waits::Standing,
        widgets::{fit::width, window},
    },
};

/// A line of the script.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::ui::screens) enum Piece {
    Row(Row),
    /// What the row above waits for, or a part of that.
    Reason(Item, Rc<str>),
    Rule(Rule),
}

/// What sets apart what has come from what is to come, and that from the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ui::screens) enum Rule {
    Now,
    Waits,
    Ready,
}

impl Piece {
    /// What it is about.
    fn item(&self) -> Option<Item> {
        match self {
            Self::Row(Row { item, .. }) | Self::Reason(item, _) => Some(*item),
            Self::Rule(_) => None,
        }
    }
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

/// The lines that were worked out last.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::ui::screens) struct Kept {
    pieces: Memo<Question, Vec<Piece>>,
    /// What the rows wait for, where only records change that.
    lasting: Memo<(usize, usize), HashMap<Item, Vec<Piece>>>,
}

/// All that the lines depend on.
#[derive(Debug, PartialEq)]
struct Question {
    n_records: usize,
    n_past: usize,
    rows: Vec<Row>,
    shown: Option<Item>,
    size: (usize, usize),
    readings: Vec<f64>,
}

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
        let piece = self.all.get(self.first + n).filter(|_| n < self.height);
        piece?.item()
    }
}

/// Whether there is room for what sets the rows apart, and for what all of them wait for. Otherwise
/// only the row that is looked at says it.
const fn is_roomy(height: usize) -> bool {
    height >= ROOMY_ROWS
}

/// All lines for `rows` in a room of that size, in which `shown` is looked at.
pub(in crate::ui::screens) fn pieces(
    app: &App,
    kept: &Kept,
    rows: &[Row],
    shown: Option<Item>,
    (cols, height): (usize, usize),
) -> Rc<Vec<Piece>> {
    let (n_records, now) = app.standing();
    let is_roomy = is_roomy(height);
    // Which row is looked at makes a difference only where there is little room.
    let shown = shown.filter(|_| !is_roomy);
    let is_told = |row: &Row| row.mark == Mark::Waits && (is_roomy || Some(row.item) == shown);
    let told = rows.iter().filter(|row| is_told(row));
    let readings = told.flat_map(|row| readings(app, row.item)).collect();
    let n_past = rows.partition_point(|row| row.at.is_some_and(|at| at <= now));
    let question = Question {
        n_records,
        n_past,
        rows: rows.to_vec(),
        shown,
        size: (cols, height),
        readings,
    };
    kept.pieces.ask(question, || {
        let lasting = || lasting_reasons(app, rows, cols);
        let lasting = kept.lasting.ask((n_records, cols), lasting);
        let rules = if is_roomy {
            rules(rows, n_past)
        } else {
            Vec::new()
        };
        let mut pieces = Vec::with_capacity(rows.len() * 2);
        for (n, row) in rows.iter().enumerate() {
            let above = rules.iter().filter(|(at, _)| *at == n);
            pieces.extend(above.map(|(_, rule)| Piece::Rule(*rule)));
            pieces.push(Piece::Row(*row));
            if is_told(row) {
                match lasting.get(&row.item) {
                    Some(lines) => pieces.extend_from_slice(lines),
                    None => pieces.extend(reason(app, row.item, cols)),
                }
            }
        }
        pieces
    })
}

/// Above which rows a rule stands.
fn rules(rows: &[Row], n_past: usize) -> Vec<(usize, Rule)> {
    let n_timed = rows.partition_point(|row| row.at.is_some());
    let n_not_ready = rows.partition_point(|row| row.at.is_some() || row.mark != Mark::Ready);
    let mut rules = Vec::new();
    if n_past > 0 {
        rules.push((n_past, Rule::Now));
    }
    if n_timed < n_not_ready {
        rules.push((n_timed, Rule::Waits));
    }
    rules.push((n_not_ready, Rule::Ready));
    rules
}

/// What each row waits for that time alone does not change.
fn lasting_reasons(app: &App, rows: &[Row], cols: usize) -> HashMap<Item, Vec<Piece>> {
    let waiting = rows.iter().filter(|row| row.mark == Mark::Waits);
    let lasting = waiting.filter(|row| readings(app, row.item).is_empty());
    let reasons = lasting.map(|row| (row.item, reason(app, row.item, cols).collect()));
    reasons.collect()
}

/// What of a row's reason time alone can change: see [`Standing::readings`].
fn readings(app: &App, item: Item) -> Vec<f64> {
    match trigger(app, item) {
        Some(Trigger::When(condition)) => Standing::of(app).readings(condition),
        Some(Trigger::At(_) | Trigger::After(..) | Trigger::Held) | None => Vec::new(),
    }
}

/// What a row waits for, in at most two lines.
fn reason(app: &App, item: Item, cols: usize) -> impl Iterator<Item = Piece> {
    let lacking = trigger(app, item).and_then(|when| Standing::of(app).lacking(when));
    let text = lacking.map_or_else(String::new, |lacking| format!("waits for: {lacking}"));
    let (first, second) = halves(&text, cols.saturating_sub(NAME_COL));
    [first, second]
        .into_iter()
        .filter(|text| !text.is_empty())
        .map(move |text| Piece::Reason(item, text.into()))
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
