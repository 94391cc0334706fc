//! The script: everything that came and will come, in the order of time.

mod draw;
mod pieces;

use std::rc::Rc;

use crate::{
    exercise::{
        ExerciseTime,
        state::{HeldBack, PhaseState},
    },
    scenario::{
        Ix,
        model::{Decision, Inject, Phase, Trigger},
    },
    ui::{App, memo::Memo, widgets::window::Scroll, words::plain},
};

/// A row of the script.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Item {
    Phase(Ix<Phase>),
    Inject(Ix<Inject>),
    /// One that was made up, by its place among those.
    Improvised(usize),
    Decision(Ix<Decision>),
}

pub(super) use self::{
    draw::view,
    pieces::{Pieces, pieces},
};

/// How far a row has got.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// Delivered, begun, decided.
    Came,
    Skipped,
    /// A decision that waits for its answer.
    Open,
    /// A decision for which time ran out.
    Expired,
    /// It is due, and waits for the facilitator's hand.
    WaitsForHand,
    Due,
    HeldBack,
    /// It is held back, and comes by hand only.
    HeldUntilSaid,
    /// It waits for something that may never come.
    Waits,
    /// It comes by hand only.
    Ready,
}

/// A row with its time, as far as that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Row {
    pub item: Item,
    pub at: Option<ExerciseTime>,
    pub mark: Mark,
}

/// What was worked out last of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Kept {
    rows: Memo<(usize, Option<ExerciseTime>), Vec<Row>>,
    pieces: pieces::Kept,
    lines: draw::Kept,
}

impl Kept {
    /// See [`rows`]. Time changes them only where something is due.
    pub(super) fn rows(&self, app: &App) -> Rc<Vec<Row>> {
        let (n_records, _) = app.standing();
        let due = app.playing.next_due(app.now);
        self.rows.ask((n_records, due), || rows(app))
    }
}

/// Every row, in order: what has a time, then what waits for something, then what is held ready.
pub(super) fn rows(app: &App) -> Vec<Row> {
    let scenario = app.scenario();
    let mut rows: Vec<_> = scenario
        .phases
        .indices()
        .map(|phase| phase_row(app, phase))
        .chain(
            scenario
                .injects
                .indices()
                .map(|inject| inject_row(app, inject)),
        )
        .chain(improvised(app))
        .chain(
            scenario
                .decisions
                .indices()
                .map(|decision| decision_row(app, decision)),
        )
        .collect();
    rows.sort_by_key(order);
    rows
}

fn order(row: &Row) -> (u8, Option<ExerciseTime>) {
    let class = match (row.at, row.mark) {
        (Some(_), _) => 0,
        (None, Mark::Ready) => 2,
        (None, _) => 1,
    };
    (class, row.at)
}

fn phase_row(app: &App, phase: Ix<Phase>) -> Row {
    let (at, mark) = match app.state().phases[phase] {
        PhaseState::Begun(at) => (Some(at), Mark::Came),
        PhaseState::Skipped(at) => (Some(at), Mark::Skipped),
        PhaseState::Waiting => expected(app, &app.scenario().phases[phase].when),
    };
    let item = Item::Phase(phase);
    Row { item, at, mark }
}

fn inject_row(app: &App, inject: Ix<Inject>) -> Row {
    let (scenario, state) = (app.scenario(), app.state());
    let row = &state.injects[inject];
    let due = state.inject_due(scenario, inject);
    let (at, mark) = if let Some((at, _)) = row.delivered {
        (Some(at), Mark::Came)
    } else if let Some((at, _)) = row.skipped {
        (Some(at), Mark::Skipped)
    } else if let Some(held) = row.held_back {
        match held {
            HeldBack::Until(until) if due.is_some_and(|due| due <= app.clock()) => {
                (due.or(Some(until)), Mark::WaitsForHand)
            }
            HeldBack::Until(until) => (due.or(Some(until)), Mark::HeldBack),
            HeldBack::UntilSaid => (state.trigger_due(scenario, inject), Mark::HeldUntilSaid),
        }
    } else if due.is_some_and(|due| due <= app.clock()) {
        (due, Mark::WaitsForHand)
    } else if due.is_some() {
        (due, Mark::Due)
    } else {
        expected(app, &scenario.injects[inject].when)
    };
    let item = Item::Inject(inject);
    Row { item, at, mark }
}

fn improvised(app: &App) -> impl Iterator<Item = Row> + '_ {
    let rows = app.state().improvised.iter().enumerate();
    rows.map(|(n, inject)| Row {
        item: Item::Improvised(n),
        at: Some(inject.at),
        mark: Mark::Came,
    })
}

fn decision_row(app: &App, decision: Ix<Decision>) -> Row {
    let state = &app.state().decisions[decision];
    let (at, mark) = match (state.opened, state.skipped) {
        (Some(at), _) if state.made.is_some() => (Some(at), Mark::Came),
        (Some(at), _) if state.is_open() => (Some(at), Mark::Open),
        (Some(at), _) => (Some(at), Mark::Expired),
        (None, Some(at)) => (Some(at), Mark::Skipped),
        (None, None) => expected(app, &app.scenario().decisions[decision].when),
    };
    let item = Item::Decision(decision);
    Row { item, at, mark }
}

/// When something that has not come is expected, as far as its trigger says.
fn expected(app: &App, when: &Trigger) -> (Option<ExerciseTime>, Mark) {
    match when {
        Trigger::At(span) => (Some(ExerciseTime::from(*span)), Mark::Due),
        Trigger::After(moment, span) => match app.state().moment(*moment) {
            Some(came) => (Some(came.after(*span)), Mark::Due),
            None => (None, Mark::Waits),
        },
        Trigger::When(_) => (None, Mark::Waits),
        Trigger::Held => (None, Mark::Ready),
    }
}

/// What came in last.
pub(super) fn newest(rows: &[Row]) -> Option<Item> {
    rows.iter()
        .filter(|row| {
            matches!(row.item, Item::Inject(_) | Item::Improvised(_)) && row.mark == Mark::Came
        })
        .max_by_key(|row| row.at)
        .map(|row| row.item)
}

/// The row that comes next by itself, or waits to be let in.
pub(super) fn next(rows: &[Row]) -> Option<Row> {
    rows.iter().copied().find(is_expected)
}

/// The inject that does.
pub(super) fn next_inject(rows: &[Row]) -> Option<Row> {
    let is_inject = |row: &Row| matches!(row.item, Item::Inject(_));
    rows.iter()
        .copied()
        .find(|row| is_inject(row) && is_expected(row))
}

fn is_expected(row: &Row) -> bool {
    let comes = matches!(row.mark, Mark::Due | Mark::WaitsForHand | Mark::HeldBack);
    comes && row.at.is_some()
}

/// The row so many rows further up or down, or the first or last one.
pub(super) fn neighbour(rows: &[Row], item: Option<Item>, scroll: Scroll) -> Option<Item> {
    let here = rows.iter().position(|row| Some(row.item) == item);
    let last = rows.len().checked_sub(1)?;
    let there = match here {
        Some(here) => scroll.from(here, last),
        None if scroll == Scroll::Bottom => last,
        None => 0,
    };
    Some(rows[there].item)
}

/// What a row is called.
pub(super) fn name(app: &App, item: Item) -> String {
    let scenario = app.scenario();
    match item {
        Item::Phase(phase) => plain(&scenario.phases[phase].title),
        Item::Inject(inject) => plain(&scenario.injects[inject].title),
        Item::Improvised(n) => plain(&app.state().improvised[n].title),
        Item::Decision(decision) => app.prompt(decision).to_owned(),
    }
}
