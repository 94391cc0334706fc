//! The script: everything that came and will come, in the order of time.

use std::cmp::Ordering;

use ratatui::{
    Frame,
    layout::Rect,
    style::Style,
    text::{Line, Span},
    widgets::Paragraph,
};

use crate::{
    exercise::{
        ExerciseTime,
        state::{HeldBack, PhaseState},
    },
    scenario::{
        Ix,
        model::{Decision, Inject, Phase, Trigger},
    },
    ui::{
        App,
        keymap::Action,
        widgets::{
            fit::{cut, filled, pad_left, row},
            markdown::flat,
            window,
        },
        words::{self, plain},
    },
};

/// A row of the script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Item {
    Phase(Ix<Phase>),
    Inject(Ix<Inject>),
    /// One that was made up, by its place among those.
    Improvised(usize),
    Decision(Ix<Decision>),
}

/// From this many columns on every row has room for its countdown.
const ROOMY_COLS: usize = 44;

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
    rows.sort_by(|a, b| order(a).cmp(&order(b)).then(Ordering::Equal));
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
pub(super) fn newest(app: &App) -> Option<Item> {
    rows(app)
        .into_iter()
        .filter(|row| {
            matches!(row.item, Item::Inject(_) | Item::Improvised(_)) && row.mark == Mark::Came
        })
        .max_by_key(|row| row.at)
        .map(|row| row.item)
}

/// The row that comes next by itself, or waits to be let in.
pub(super) fn next(app: &App) -> Option<Row> {
    rows(app).into_iter().find(is_expected)
}

/// The inject that does.
pub(super) fn next_inject(app: &App) -> Option<Row> {
    let is_inject = |row: &Row| matches!(row.item, Item::Inject(_));
    rows(app)
        .into_iter()
        .find(|row| is_inject(row) && is_expected(row))
}

fn is_expected(row: &Row) -> bool {
    let comes = matches!(row.mark, Mark::Due | Mark::WaitsForHand | Mark::HeldBack);
    comes && row.at.is_some()
}

/// The row above or below, or the first or last one.
pub(super) fn neighbour(app: &App, item: Option<Item>, action: Action) -> Option<Item> {
    let rows = rows(app);
    let here = rows.iter().position(|row| Some(row.item) == item);
    let last = rows.len().checked_sub(1)?;
    let there = match (action, here) {
        (Action::First, _) | (_, None) => 0,
        (Action::Last, _) => last,
        (Action::Up, Some(here)) => here.saturating_sub(1),
        (_, Some(here)) => (here + 1).min(last),
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
        Item::Decision(decision) => flat(&scenario.decisions[decision].prompt),
    }
}

/// ```text
/// ✓  2:00  Edge 5xx above 5 %            ack
/// ?  5:00  Move the traffic?      3:12 left
/// ○  8:00  The provider answers     in 1:24
/// …        Caches are cold            waits
///          when Users affected above 20 %
/// ◇        A reporter asks          by hand
/// ```
pub(super) fn view(
    app: &App,
    shown: Option<Item>,
    is_chosen: bool,
    frame: &mut Frame<'_>,
    area: Rect,
) {
    let rows = rows(app);
    let cols = usize::from(area.width);
    let height = usize::from(area.height);
    let n_waiting = rows.iter().filter(|row| row.mark == Mark::Waits).count();
    let says_why = rows.len() + n_waiting <= height;
    // Where there is little room, a title says more than one more countdown.
    let next = next(app);
    let is_next = |row: &Row| cols >= ROOMY_COLS || next.is_some_and(|next| next.item == row.item);
    let mut lines = Vec::new();
    let mut cursor = 0;
    for row in &rows {
        let line = line(app, *row, is_next(row), cols);
        if Some(row.item) == shown {
            cursor = lines.len();
            lines.push(if is_chosen {
                filled(line, cols, app.theme.selected)
            } else {
                line.style(app.theme.strong)
            });
        } else {
            lines.push(line);
        }
        if says_why && row.mark == Mark::Waits {
            lines.push(reason(app, row.item, cols));
        }
    }
    let first = window::first_row(cursor, lines.len(), height);
    let lines: Vec<_> = lines.into_iter().skip(first).take(height).collect();
    frame.render_widget(Paragraph::new(lines), area);
}

/// What a row waits for.
fn reason(app: &App, item: Item, cols: usize) -> Line<'static> {
    let scenario = app.scenario();
    let when = match item {
        Item::Phase(phase) => &scenario.phases[phase].when,
        Item::Inject(inject) => &scenario.injects[inject].when,
        Item::Decision(decision) => &scenario.decisions[decision].when,
        Item::Improvised(_) => return Line::default(),
    };
    let text = format!("         {}", words::trigger(scenario, when));
    cut(vec![Span::styled(text, app.theme.dim)], cols)
}

fn line(app: &App, row_: Row, is_next: bool, cols: usize) -> Line<'static> {
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
        Span::styled(format!("{glyph} "), style),
        Span::styled(format!("{}  ", pad_left(&time, 5)), theme.dim),
        Span::styled(name(app, row_.item), name_style),
    ];
    row(left, right(app, row_, is_next), cols)
}

fn glyph(app: &App, row: Row) -> (&'static str, Style) {
    let theme = &app.theme;
    match (row.item, row.mark) {
        (Item::Phase(_), Mark::Came | Mark::Due | Mark::Waits) => ("§", theme.accent),
        (Item::Decision(_), Mark::Came) => ("●", theme.ok),
        (_, Mark::Came) => ("✓", theme.ok),
        (_, Mark::Skipped) => ("–", theme.dim),
        (_, Mark::Open) => ("?", theme.warn),
        (_, Mark::Expired) => ("!", theme.alarm),
        (_, Mark::WaitsForHand) => ("▶", theme.warn),
        (Item::Decision(_), Mark::Due) => ("?", theme.dim),
        (_, Mark::Due) => ("○", theme.text),
        (_, Mark::HeldBack | Mark::HeldUntilSaid) => ("‖", theme.warn),
        (_, Mark::Waits) => ("…", theme.dim),
        (_, Mark::Ready) => ("◇", theme.accent),
    }
}

/// How a row stands, in a word or a countdown.
fn right(app: &App, row: Row, is_next: bool) -> Vec<Span<'static>> {
    let theme = &app.theme;
    let now = app.clock();
    let (text, style) = match (row.item, row.mark) {
        (Item::Inject(inject), Mark::Came)
            if app.state().injects[inject].acknowledged.is_some() =>
        {
            ("ack".to_owned(), theme.dim)
        }
        (_, Mark::Came) => return Vec::new(),
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
            Some(at) if is_next => (format!("in {}", words::until(now, at)), theme.dim),
            Some(_) | None => return Vec::new(),
        },
        (_, Mark::HeldBack | Mark::HeldUntilSaid) => ("held".to_owned(), theme.warn),
        (_, Mark::Waits) => ("waits".to_owned(), theme.dim),
        (_, Mark::Ready) => ("by hand".to_owned(), theme.accent),
    };
    vec![Span::styled(text, style)]
}
