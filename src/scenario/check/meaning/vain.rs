//! Numbers and fields that change nothing: bounds that a signal never reaches, a silence without
//! a limit, chances that hardly anything comes of.

use std::{borrow::Cow, collections::BTreeSet};

use crate::scenario::{
    check::{
        heap::Heap,
        names::{Kind, Names},
        words::quoted,
    },
    code::Code,
    model::{Scenario, Signal},
    outline::At,
    problem::Problem,
    table::Ix,
};

pub(super) fn judge(scenario: &Scenario, whole: At<'_>, names: &Names, heap: &mut Heap) {
    silences(whole, heap);
    let nudged = nudged(whole);
    whole.walk(&mut |at| match at.name() {
        "Above" | "Below" | "Signal" => {
            let id = at.item(0).string();
            let name = id.and_then(|id| names.get(&id));
            let name = name.filter(|name| name.kind == Kind::Signal);
            if let Some((name, bound)) = name.zip(number(at.item(1))) {
                let signal = &scenario.signals[Ix::new(name.position)];
                let back = if signal.max.is_some_and(|max| bound > max) {
                    Way::Down
                } else {
                    Way::Up
                };
                // What is beyond counts again once something takes from it or adds to it.
                let is_taken_back =
                    at.name() == "Signal" && nudged.contains(&(Cow::Borrowed(&*signal.id), back));
                if !is_taken_back {
                    beyond(signal, bound, at, heap);
                }
            }
        }
        "Chance" => chance(at.item(0), heap),
        _ => {}
    });
}

/// Where a nudge leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    Up,
    Down,
}

/// The signals that are nudged, each with the way.
fn nudged(whole: At<'_>) -> BTreeSet<(Cow<'_, str>, Way)> {
    let mut nudged = BTreeSet::new();
    whole.walk(&mut |at| {
        if at.name() == "Nudge" {
            let way = number(at.item(1)).map(|by| if by < 0.0 { Way::Down } else { Way::Up });
            nudged.extend(at.item(0).string().zip(way));
        }
    });
    nudged
}

fn number(at: At<'_>) -> Option<f64> {
    ron::from_str(at.words()).ok()
}

/// Decisions that are never settled by the silence that they provide for.
fn silences(whole: At<'_>, heap: &mut Heap) {
    for decision in whole.rows("decisions") {
        let is_set = |field| decision.get(field).filter(|at| at.words() != "None");
        let Some(silence) = is_set("silence") else {
            continue;
        };
        if is_set("limit").is_none() {
            let message = "there is no `limit`, so this silence never comes";
            let problem = Problem::warning(Code::SilenceWithoutLimit, silence.span(), message);
            heap.note(problem.hint("Add `limit: \"5m\"`, or leave `silence` out."));
        }
    }
}

/// A bound or an aim that the signal's own bounds keep it from.
fn beyond(signal: &Signal, x: f64, at: At<'_>, heap: &mut Heap) {
    let id = quoted(&signal.id);
    let (min, max) = (signal.min, signal.max);
    let over = |is: fn(&f64, &f64) -> bool| max.filter(|max| is(&x, max)).map(|it| ("max", it));
    let under = |is: fn(&f64, &f64) -> bool| min.filter(|min| is(&x, min)).map(|it| ("min", it));
    let found = match at.name() {
        "Above" => over(f64::ge)
            .map(|end| (end, format!("{id} is never above {x}")))
            .or_else(|| under(f64::lt).map(|end| (end, format!("{id} is always above {x}")))),
        "Below" => under(f64::le)
            .map(|end| (end, format!("{id} is never below {x}")))
            .or_else(|| over(f64::gt).map(|end| (end, format!("{id} is always below {x}")))),
        _ => over(f64::gt)
            .or_else(|| under(f64::lt))
            .map(|end| (end, format!("{id} does not get to {x}"))),
    };
    let Some(((field, end), message)) = found else {
        return;
    };
    let message = format!("{message}: its `{field}` is {end}");
    let hint = if at.name() == "Signal" {
        format!("Write `{end}`, or change `{field}`.")
    } else {
        format!("Write another number, or change `{field}`.")
    };
    heap.note(Problem::warning(Code::BeyondBounds, at.item(1).span(), message).hint(hint));
}

/// A percentage that is most likely meant as a share of 1.
fn chance(at: At<'_>, heap: &mut Heap) {
    let Some(percent) = number(at).filter(|it| *it > 0.0 && *it < 1.0) else {
        return;
    };
    // What is as it is written, without what binary fractions add.
    let times = |n: f64| (percent * n * 1000.0).round() / 1000.0;
    let message = format!("{percent} percent is {} in 1000", times(10.0));
    let meant = times(100.0);
    let hint = format!("`{meant}` is {meant} in 100.");
    heap.note(Problem::warning(Code::TinyChance, at.span(), message).hint(hint));
}
