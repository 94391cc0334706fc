//! What can be looked up and still cannot be meant.
//!
//! What is there is judged in what could be read; what is missing, in the outline of the file as
//! it is, where a broken ending still counts as an ending.

use std::collections::HashSet;

use super::{
    heap::Heap,
    names::{Kind, Name, Names},
    words::{did_you_mean, quoted},
};
use crate::scenario::{
    code::Code,
    model::{Condition, Moment, Scenario, Signal, Trigger},
    outline::At,
    problem::Problem,
    table::Table,
};

/// Judges what could be read of a file. `at` is the outline of just that; `whole` is the outline
/// of the file as it is.
pub(super) fn judge(scenario: &Scenario, whole: At<'_>, names: &Names, heap: &mut Heap) {
    signals(&scenario.signals, whole, heap);
    loops(whole, names, heap);
    own_waits(scenario, whole, names, heap);
    marks(whole, heap);
    options(whole, heap);
    flags(whole, names, heap);
    held(whole, heap);
}

fn signals(signals: &Table<Signal>, at: At<'_>, heap: &mut Heap) {
    for (signal, at) in signals.iter().zip(at.field("signals").items()) {
        let min = signal.min.unwrap_or(f64::NEG_INFINITY);
        let max = signal.max.unwrap_or(f64::INFINITY);
        if min > max {
            heap.refuse(Problem::error(
                Code::BadNumber,
                at.field("min").span(),
                "`min` is above `max`",
            ));
        } else if !(min..=max).contains(&signal.start) {
            let message = format!("the signal starts at {}, beyond its bounds", signal.start);
            heap.note(Problem::warning(
                Code::StartOutOfBounds,
                at.field("start").span(),
                message,
            ));
        }
        if signal.noise < 0.0 {
            heap.note(Problem::error(
                Code::BadNumber,
                at.field("noise").span(),
                "noise cannot be below 0",
            ));
        }
    }
}

/// Services that need each other round a loop.
fn loops(whole: At<'_>, names: &Names, heap: &mut Heap) {
    let services: Vec<At<'_>> = whole
        .get("services")
        .into_iter()
        .flat_map(At::items)
        .collect();
    let needs: Vec<Vec<(usize, At<'_>)>> =
        services.iter().map(|row| needs_of(*row, names)).collect();
    let mut is_done = vec![false; services.len()];
    for first in 0..services.len() {
        if is_done[first] {
            continue;
        }
        is_done[first] = true;
        // The way down from the first: each service with how many of its needs were followed.
        let mut way = vec![(first, 0)];
        let mut is_on_way = HashSet::from([first]);
        while let Some((row, n_followed)) = way.last_mut() {
            let Some((need, at)) = needs[*row].get(*n_followed).copied() else {
                is_on_way.remove(row);
                way.pop();
                continue;
            };
            *n_followed += 1;
            if is_on_way.contains(&need) {
                let members = way.iter().map(|(row, _)| *row);
                let members = members.skip_while(|row| *row != need).chain([need]);
                heap.note(round(&services, members, at));
            } else if !is_done[need] {
                is_done[need] = true;
                is_on_way.insert(need);
                way.push((need, 0));
            }
        }
    }
}

/// The services that one needs, by their positions, and where it says so.
fn needs_of<'a>(service: At<'a>, names: &Names) -> Vec<(usize, At<'a>)> {
    let needs = service.get("needs").into_iter().flat_map(At::items);
    needs
        .filter_map(|at| {
            let name = names.get(&at.string()?)?;
            (name.kind == Kind::Service).then_some((name.position, at))
        })
        .collect()
}

fn round(services: &[At<'_>], members: impl Iterator<Item = usize>, at: At<'_>) -> Problem {
    let ids = members.filter_map(|row| services[row].get("id")?.string());
    let shown = ids.collect::<Vec<_>>().join("` → `");
    let message = format!("services need each other round a loop: `{shown}`");
    Problem::error(Code::NeedsLoop, at.span(), message)
}

/// What waits for itself never comes.
fn own_waits(scenario: &Scenario, at: At<'_>, names: &Names, heap: &mut Heap) {
    let mut judge = |id: &str, when: &Trigger, at: At<'_>| {
        let Some(Name { kind, position, .. }) = names.get(id) else {
            return;
        };
        if waits_for(when, (kind, position)) {
            let message = format!("{} waits for itself, so it never comes", quoted(id));
            heap.note(Problem::error(
                Code::WaitsForItself,
                at.field("when").span(),
                message,
            ));
        }
    };
    for (row, at) in scenario.phases.iter().zip(at.field("phases").items()) {
        judge(&row.id, &row.when, at);
    }
    for (row, at) in scenario.injects.iter().zip(at.field("injects").items()) {
        judge(&row.id, &row.when, at);
    }
    for (row, at) in scenario.decisions.iter().zip(at.field("decisions").items()) {
        judge(&row.id, &row.when, at);
    }
    for (row, at) in scenario.tasks.iter().zip(at.field("tasks").items()) {
        judge(&row.id, &row.when, at);
    }
}

fn waits_for(trigger: &Trigger, row: (Kind, usize)) -> bool {
    match trigger {
        Trigger::After(moment, _) => subject(*moment) == Some(row),
        Trigger::When(condition) => needs(condition, row),
        Trigger::At(_) | Trigger::Held => false,
    }
}

/// Whether the condition can hold only once the row's moment has come.
fn needs(condition: &Condition, row: (Kind, usize)) -> bool {
    match condition {
        Condition::Happened(moment) => subject(*moment) == Some(row),
        Condition::All(parts) => parts.iter().any(|part| needs(part, row)),
        Condition::Any(parts) => !parts.is_empty() && parts.iter().all(|part| needs(part, row)),
        Condition::Is(..)
        | Condition::Above(..)
        | Condition::Below(..)
        | Condition::Elapsed(_)
        | Condition::Flag(_)
        | Condition::Not(_) => false,
    }
}

/// The row without which the moment cannot come.
fn subject(moment: Moment) -> Option<(Kind, usize)> {
    match moment {
        Moment::Inject(row) | Moment::Acknowledged(row) => Some((Kind::Inject, row.position())),
        Moment::Decision(row) | Moment::Outcome(row, _) => Some((Kind::Decision, row.position())),
        Moment::Task(row) => Some((Kind::Task, row.position())),
        Moment::Phase(row) => Some((Kind::Phase, row.position())),
        Moment::Declared | Moment::Update(_) => None,
    }
}

/// One ending is marked `otherwise`, and at most one signal `impact`.
fn marks(whole: At<'_>, heap: &mut Heap) {
    let marked = |list: &str, mark: &'static str| {
        let rows = whole.get(list).into_iter().flat_map(At::items);
        let marks = rows.filter_map(move |row| row.get(mark));
        marks.filter(|at| at.words() == "true").collect::<Vec<_>>()
    };
    for second in marked("signals", "impact").iter().skip(1) {
        let problem = Problem::error(
            Code::DoubledMark,
            second.span(),
            "a second signal is marked `impact`",
        );
        let hint = "One signal alone says what share of the users is hurt.";
        heap.note(problem.hint(hint));
    }
    let otherwise = marked("endings", "otherwise");
    for second in otherwise.iter().skip(1) {
        let problem = Problem::error(
            Code::DoubledMark,
            second.span(),
            "a second ending is marked `otherwise`",
        );
        let hint = "One ending alone is reached when the time is up.";
        heap.note(problem.hint(hint));
    }
    if otherwise.is_empty() {
        let at = whole.field("endings");
        let problem = Problem::error(
            Code::NoOtherwise,
            at.span(),
            "no ending is marked `otherwise`",
        );
        let hint = "Mark the one that is reached when the time is up: `otherwise: true`.";
        heap.note(problem.hint(hint));
    }
}

fn options(whole: At<'_>, heap: &mut Heap) {
    for decision in whole.get("decisions").into_iter().flat_map(At::items) {
        let Some(options) = decision.get("options") else {
            continue;
        };
        if options.items().len() == 0 {
            heap.note(Problem::error(
                Code::NoOptions,
                options.span(),
                "a decision without options",
            ));
        }
    }
}

/// Flags that are asked for, and that nothing sets.
fn flags(whole: At<'_>, names: &Names, heap: &mut Heap) {
    let set = names.set_flags();
    whole.walk(&mut |at| {
        if at.name() != "Flag" {
            return;
        }
        let Some(flag) = at.item(0).string() else {
            return;
        };
        if !set.contains(&flag) {
            let near = heap.nearest(&flag, set.iter().map(String::as_str));
            let message = format!("nothing sets the flag {}", quoted(&flag));
            let problem = Problem::warning(Code::UnsetFlag, at.item(0).span(), message);
            heap.note(problem.maybe_hint(near.map(did_you_mean)));
        }
    });
}

/// What is held and is no inject: the facilitator's hand fires injects alone.
fn held(whole: At<'_>, heap: &mut Heap) {
    for (list, what) in [
        ("phases", "begins this phase"),
        ("decisions", "opens this decision"),
        ("tasks", "begins this task"),
    ] {
        let rows = whole.get(list).into_iter().flat_map(At::items);
        for at in rows.filter_map(|row| row.get("when")) {
            if at.words() == "Held" {
                let message = format!("nothing ever {what}");
                let hint = "`Held` is for injects, which the facilitator fires by hand.";
                heap.note(Problem::warning(Code::NeverOpens, at.span(), message).hint(hint));
            }
        }
    }
}
