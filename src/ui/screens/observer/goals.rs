//! What an observer watches for: tasks to tick, objectives with their targets, claims.

use ratatui::{
    layout::Rect,
    text::{Line, Span},
};

use crate::{
    exercise::{ExerciseTime, event::ClaimVerdict},
    report::measures,
    scenario::{
        HasId, Ix,
        model::{Claim, Objective, Task},
    },
    ui::{
        App,
        widgets::{
            fit::{filled, row},
            window::Scroll,
            wrap::{wrap_beside, wrap_hanging},
        },
        words::{self, plain},
    },
};

type Lines = Vec<Line<'static>>;
/// A row's words, and what stands at its end.
type Told = (Vec<Span<'static>>, Vec<Span<'static>>);

/// Something that is watched for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Goal {
    Task(Ix<Task>),
    Objective(Ix<Objective>),
    Claim(Ix<Claim>),
}

impl Goal {
    /// Its id in the scenario, and what it is called.
    pub(super) fn named(self, app: &App) -> (String, String) {
        let scenario = app.scenario();
        let (id, title) = match self {
            Self::Task(task) => (scenario.tasks[task].id(), &scenario.tasks[task].text),
            Self::Objective(objective) => {
                let row = &scenario.objectives[objective];
                (row.id(), &row.title)
            }
            Self::Claim(claim) => (scenario.claims[claim].id(), &scenario.claims[claim].text),
        };
        (id.to_owned(), plain(title))
    }
}

/// The tasks that can be ticked, in the order of their numbers.
pub(super) fn to_tick(app: &App) -> Vec<Ix<Task>> {
    let Some(book) = app.notebook() else {
        return Vec::new();
    };
    let tasks = app.state().tasks.entries();
    tasks
        .filter(|(_, it)| it.begun.is_some() && it.skipped.is_none())
        .map(|(task, _)| task)
        .filter(|task| book.own.state().tasks[*task].done.is_none())
        .collect()
}

/// The claims that the observer has not judged.
pub(super) fn to_judge(app: &App) -> Vec<Ix<Claim>> {
    let Some(book) = app.notebook() else {
        return Vec::new();
    };
    let claims = app.scenario().claims.indices();
    claims
        .filter(|claim| book.own.state().claims[*claim].judged.is_none())
        .collect()
}

/// Every row, in order: tasks to tick, those that were ticked, those to come, objectives, claims.
fn rows(app: &App) -> Vec<Goal> {
    let open = to_tick(app);
    let is_other = |task: &Ix<Task>| !open.contains(task) && !is_skipped(app, *task);
    let (ticked, to_come): (Vec<_>, Vec<_>) = app
        .scenario()
        .tasks
        .indices()
        .filter(is_other)
        .partition(|task| app.state().tasks[*task].begun.is_some());
    let tasks = open.iter().chain(&ticked).chain(&to_come);
    let objectives = app.scenario().objectives.indices();
    let claims = app.scenario().claims.indices();
    tasks
        .map(|task| Goal::Task(*task))
        .chain(objectives.map(Goal::Objective))
        .chain(claims.map(Goal::Claim))
        .collect()
}

fn is_skipped(app: &App, task: Ix<Task>) -> bool {
    app.state().tasks[task].skipped.is_some()
}

/// The row that a step leads to.
pub(super) fn neighbour(app: &App, goal: Option<Goal>, step: Scroll) -> Option<Goal> {
    super::neighbour(&rows(app), goal, step)
}

/// ```text
/// TASKS
/// 1 ☐ The provider is called            2:10
/// 2 ☐ Somebody owns the clock           late
///   ☑ A public update is posted    seen 12:03
/// OBJECTIVES
///   ● Declared within ten minutes    met 6:00
///   ○ Customers hear from us         by 17:00
/// CLAIMS
///   ? Clients keep the file for 24 h
/// ```
///
/// Answers the lines, and the one at which what is chosen begins. Where there is no room for all of
/// them in full, only what is chosen is.
pub(super) fn lines(app: &App, chosen: Option<Goal>, room: Rect) -> (Lines, usize) {
    let cols = usize::from(room.width);
    let in_full = told(app, chosen, cols, Telling::InFull);
    if in_full.0.len() <= usize::from(room.height) {
        in_full
    } else {
        told(app, chosen, cols, Telling::Short)
    }
}

/// How much of a row is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Telling {
    InFull,
    /// One line.
    Short,
}

fn told(app: &App, chosen: Option<Goal>, cols: usize, telling: Telling) -> (Lines, usize) {
    let mut lines = Vec::new();
    let mut at = 0;
    let mut heading = "";
    let mut number = 0;
    for goal in rows(app) {
        let (title, (left, right)) = match goal {
            Goal::Task(task) => {
                number += 1;
                ("TASKS", self::task(app, task, number))
            }
            Goal::Objective(objective) => ("OBJECTIVES", self::objective(app, objective)),
            Goal::Claim(claim) => ("CLAIMS", self::claim(app, claim)),
        };
        let goal_lines = match telling {
            Telling::Short if chosen != Some(goal) => vec![row(left, right, cols)],
            Telling::Short | Telling::InFull => wrap_beside(left, right, cols, 4),
        };
        if heading != title {
            if !heading.is_empty() && telling == Telling::InFull {
                lines.push(Line::default());
            }
            heading = title;
            let style = app.theme.strong.patch(app.theme.accent);
            lines.push(Line::styled(title, style));
        }
        if chosen != Some(goal) {
            lines.extend(goal_lines);
            continue;
        }
        at = lines.len();
        let selected = app.theme.selected;
        lines.extend(goal_lines.into_iter().map(|it| filled(it, cols, selected)));
        lines.extend(more(app, goal, cols));
    }
    if lines.is_empty() {
        let text = "The scenario has no tasks, objectives or claims.";
        lines.push(Line::styled(text, app.theme.dim));
    }
    (lines, at)
}

fn task(app: &App, task: Ix<Task>, number: usize) -> Told {
    let (scenario, theme) = (app.scenario(), &app.theme);
    let state = &app.state().tasks[task];
    let own = app.notebook().map(|book| &book.own.state().tasks[task]);
    let seen = own.and_then(|own| own.done.as_ref());
    let (glyph, text) = match seen {
        Some(_) => (Span::styled("  ☑ ", theme.ok), theme.dim),
        None if state.begun.is_none() => (Span::styled("  · ", theme.dim), theme.dim),
        None if number < 10 => (Span::styled(format!("{number} ☐ "), theme.key), theme.text),
        None => (Span::styled("  ☐ ", theme.text), theme.text),
    };
    let right = match (seen, &state.done, state.missed) {
        (Some((at, _)), ..) => Span::styled(format!("seen {}", words::clock(*at)), theme.ok),
        (None, Some((at, _)), _) => Span::styled(format!("done {}", words::clock(*at)), theme.dim),
        (None, None, Some(_)) => Span::styled("late", theme.alarm),
        (None, None, None) if state.begun.is_none() => Span::styled("to come", theme.dim),
        (None, None, None) => match app.state().missed_at(scenario, task) {
            Some(at) => Span::styled(words::until(app.clock(), at), theme.warn),
            None => Span::styled("open", theme.dim),
        },
    };
    let name = Span::styled(plain(&scenario.tasks[task].text), text);
    (vec![glyph, name], vec![right])
}

fn objective(app: &App, objective: Ix<Objective>) -> Told {
    let theme = &app.theme;
    let wanted = &app.scenario().objectives[objective];
    let impact = measures::first_impact(app.scenario(), app.state());
    let (glyph, style) = match app.state().objectives[objective].met {
        Some(_) => ("  ● ", theme.ok),
        None => ("  ○ ", theme.dim),
    };
    let right = match (app.state().objectives[objective].met, wanted.target, impact) {
        (Some(at), ..) => Span::styled(format!("met {}", words::clock(at)), theme.ok),
        (None, Some(target), Some(impact)) => by(app, impact.after(target)),
        (None, Some(target), None) => {
            Span::styled(format!("in {}", words::length(target)), theme.dim)
        }
        (None, None, _) => Span::styled("", theme.dim),
    };
    let left = vec![
        Span::styled(glyph, style),
        Span::styled(plain(&wanted.title), theme.text),
    ];
    (left, unless_empty(right))
}

/// When a target is, or was.
fn by(app: &App, target: ExerciseTime) -> Span<'static> {
    let at = words::clock(target);
    if target < app.clock() {
        Span::styled(format!("was by {at}"), app.theme.alarm)
    } else {
        Span::styled(format!("by {at}"), app.theme.warn)
    }
}

fn claim(app: &App, claim: Ix<Claim>) -> Told {
    let theme = &app.theme;
    let own = app.notebook().map(|book| &book.own.state().claims[claim]);
    let own = own.and_then(|own| own.judged.as_ref());
    let judged = own.or(app.state().claims[claim].judged.as_ref());
    let (glyph, word, style) = match judged.map(|judged| judged.verdict) {
        Some(ClaimVerdict::Confirmed) => ("  ✓ ", "confirmed", theme.ok),
        Some(ClaimVerdict::Refuted) => ("  ✗ ", "refuted", theme.alarm),
        Some(ClaimVerdict::Untested) => ("  ? ", "untested", theme.dim),
        None => ("  ? ", "", theme.dim),
    };
    let word = if own.is_some() {
        format!("{word} (you)")
    } else {
        word.to_owned()
    };
    let left = vec![
        Span::styled(glyph, style),
        Span::styled(plain(&app.scenario().claims[claim].text), theme.text),
    ];
    (left, unless_empty(Span::styled(word, style)))
}

fn unless_empty(span: Span<'static>) -> Vec<Span<'static>> {
    if span.content.is_empty() {
        Vec::new()
    } else {
        vec![span]
    }
}

/// What there is to know of what is chosen.
fn more(app: &App, goal: Goal, cols: usize) -> Lines {
    let scenario = app.scenario();
    let mut facts: Vec<(&str, String)> = Vec::new();
    match goal {
        Goal::Task(task) => {
            let row = &scenario.tasks[task];
            if let Some(role) = row.role {
                facts.push(("Role", words::who(scenario, app.state(), role)));
            }
            if app.state().tasks[task].begun.is_none() {
                facts.push(("Comes", words::trigger(scenario, &row.when)));
            }
        }
        Goal::Objective(objective) => {
            let row = &scenario.objectives[objective];
            facts.extend(row.area.clone().map(|area| ("Area", area)));
            if let Some(met) = &row.met {
                facts.push(("Met when", words::condition(scenario, met)));
            }
        }
        Goal::Claim(claim) => {
            let row = &scenario.claims[claim];
            facts.extend(row.owner.clone().map(|owner| ("Says", owner)));
            facts.extend(row.check.clone().map(|check| ("To find out", check)));
            facts.extend(row.truth.clone().map(|truth| ("In truth", truth)));
        }
    }
    let line = |(label, text): (&str, String)| {
        let spans = vec![
            Span::styled(format!("    {label}  "), app.theme.dim),
            Span::styled(plain(&text), app.theme.text),
        ];
        wrap_hanging(spans, cols, &Span::raw("      "))
    };
    facts.into_iter().flat_map(line).collect()
}
