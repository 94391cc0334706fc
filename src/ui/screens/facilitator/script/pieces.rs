//! The lines that the script is made of, before any of them is drawn.

use std::{collections::HashMap, rc::Rc};

use super::{Item, Kept as Script, Mark, Row};
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::ui::screens) enum Piece {
    Row(Row),
    /// What the row above waits for, or a part of that.
    Reason(Item, Rc<str>),
    /// The same, where time alone can change it: one of the lines in [`Pieces::watched`].
    Watched(Item, usize),
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
            Self::Row(Row { item, .. }) | Self::Reason(item, _) | Self::Watched(item, _) => {
                Some(*item)
            }
            Self::Rule(_) => None,
        }
    }
}

/// All lines of the script, and which of them are seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::ui::screens) struct Pieces {
    pub(in crate::ui::screens) all: Rc<Vec<Piece>>,
    /// What waits for something that time alone can change, and for what.
    watched: Vec<(Item, Rc<Reason>)>,
    /// The first that is seen.
    pub(in crate::ui::screens) first: usize,
    pub(in crate::ui::screens) height: usize,
}

/// What a row waits for, in at most two lines.
pub(super) type Reason = Vec<Rc<str>>;

/// Where the words of a row begin, behind its glyph and its time.
pub(super) const NAME_COL: usize = 9;

/// The lines that were worked out last.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Kept {
    pieces: Memo<Question, Vec<Piece>>,
    /// What waits for something that time alone can change.
    watching: Memo<usize, Vec<Watching>>,
    /// What the other rows wait for.
    lasting: Memo<(usize, usize), HashMap<Item, Reason>>,
}

/// A row that waits for something that time alone can change.
#[derive(Debug, PartialEq)]
struct Watching {
    item: Item,
    /// For what, in so many columns.
    reason: Memo<(usize, Vec<f64>), Reason>,
}

/// All that the lines depend on.
#[derive(Debug, PartialEq, Eq)]
struct Question {
    n_records: usize,
    n_past: usize,
    rows: Rc<Vec<Row>>,
    told: Told,
    cols: usize,
    /// How many lines each takes that is watched.
    n_watched: Vec<usize>,
}

/// Below so many rows there is no room for what sets the rows apart.
const ROOMY_ROWS: usize = 14;

impl Pieces {
    /// One of the lines that tell what is watched.
    pub(super) fn watched(&self, item: Item, nth: usize) -> &str {
        let known = self.watched.iter().find(|(watched, _)| *watched == item);
        known.map_or("", |(_, lines)| &lines[nth])
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

/// Which of the rows that wait for something say what for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Told {
    All,
    /// The row that is looked at, where there is little room.
    Only(Option<Item>),
}

impl Told {
    fn includes(self, item: Item) -> bool {
        match self {
            Self::All => true,
            Self::Only(shown) => shown == Some(item),
        }
    }
}

/// The lines for `rows` in a room of that size: as many as there is room for, from `first` on where
/// somebody has scrolled there, or else around the row that is `shown`.
pub(in crate::ui::screens) fn pieces(
    app: &App,
    Script { pieces: kept, .. }: &Script,
    rows: &Rc<Vec<Row>>,
    (shown, first): (Option<Item>, Option<usize>),
    (cols, height): (usize, usize),
) -> Pieces {
    let (n_records, now) = app.standing();
    let told = if height >= ROOMY_ROWS {
        Told::All
    } else {
        Told::Only(shown)
    };
    let watching = kept.watching.ask(n_records, || watching(app, rows));
    let watched: Vec<_> = watching
        .iter()
        .filter(|row| told.includes(row.item))
        .map(|row| {
            let question = (cols, readings(app, row.item));
            let reason = || reason(app, row.item, cols);
            (row.item, row.reason.ask(question, reason))
        })
        .collect();
    let n_past = rows.partition_point(|row| row.at.is_some_and(|at| at <= now));
    let question = Question {
        n_records,
        n_past,
        rows: Rc::clone(rows),
        told,
        cols,
        n_watched: watched.iter().map(|(_, lines)| lines.len()).collect(),
    };
    let all = kept.pieces.ask(question, || {
        let lasting = || lasting(app, rows, &watching, cols);
        let lasting = kept.lasting.ask((n_records, cols), lasting);
        all_pieces(rows, n_past, told, &lasting, &watched)
    });
    let is_shown = |piece: &Piece| matches!(piece, Piece::Row(row) if Some(row.item) == shown);
    let around = || {
        let cursor = all.iter().position(is_shown);
        window::first_row(cursor.unwrap_or(0), all.len(), height)
    };
    let furthest = window::furthest(all.len(), height);
    let first = first.map_or_else(around, |first| first.min(furthest));
    Pieces {
        all,
        watched,
        first,
        height,
    }
}

fn all_pieces(
    rows: &[Row],
    n_past: usize,
    told: Told,
    lasting: &HashMap<Item, Reason>,
    watched: &[(Item, Rc<Reason>)],
) -> Vec<Piece> {
    let rules = match told {
        Told::All => rules(rows, n_past),
        Told::Only(_) => Vec::new(),
    };
    let mut pieces = Vec::with_capacity(rows.len() * 2);
    for (n, row) in rows.iter().enumerate() {
        let item = row.item;
        let above = rules.iter().filter(|(at, _)| *at == n);
        pieces.extend(above.map(|(_, rule)| Piece::Rule(*rule)));
        pieces.push(Piece::Row(*row));
        if row.mark != Mark::Waits || !told.includes(item) {
            continue;
        }
        if let Some(lines) = lasting.get(&item) {
            pieces.extend(
                lines
                    .iter()
                    .map(|text| Piece::Reason(item, Rc::clone(text))),
            );
        } else if let Some((_, lines)) = watched.iter().find(|(watched, _)| *watched == item) {
            pieces.extend((0..lines.len()).map(|nth| Piece::Watched(item, nth)));
        }
    }
    pieces
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

/// What waits for something that time alone can change.
fn watching(app: &App, rows: &[Row]) -> Vec<Watching> {
    let waiting = waiting(rows).filter(|item| !readings(app, *item).is_empty());
    let watching = waiting.map(|item| Watching {
        item,
        reason: Memo::default(),
    });
    watching.collect()
}

/// What each of the other rows waits for.
fn lasting(app: &App, rows: &[Row], watching: &[Watching], cols: usize) -> HashMap<Item, Reason> {
    let is_watched = |item| watching.iter().any(|row| row.item == item);
    let others = waiting(rows).filter(|item| !is_watched(*item));
    let reasons = others.map(|item| (item, reason(app, item, cols)));
    reasons.collect()
}

fn waiting(rows: &[Row]) -> impl Iterator<Item = Item> {
    let waiting = rows.iter().filter(|row| row.mark == Mark::Waits);
    waiting.map(|row| row.item)
}

/// What of a row's reason time alone can change: see [`Standing::readings`].
fn readings(app: &App, item: Item) -> Vec<f64> {
    match trigger(app, item) {
        Some(Trigger::When(condition)) => Standing::of(app).readings(condition),
        Some(Trigger::At(_) | Trigger::After(..) | Trigger::Held) | None => Vec::new(),
    }
}

fn reason(app: &App, item: Item, cols: usize) -> Reason {
    let lacking = trigger(app, item).and_then(|when| Standing::of(app).lacking(when));
    let text = lacking.map_or_else(String::new, |lacking| format!("waits for: {lacking}"));
    let (first, second) = halves(&text, cols.saturating_sub(NAME_COL));
    let lines = [first, second].into_iter().filter(|text| !text.is_empty());
    lines.map(Rc::from).collect()
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
