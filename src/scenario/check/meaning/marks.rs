//! What stands where it cannot be meant: numbers out of bounds, doubled marks, empty decisions.

use crate::scenario::{
    check::heap::Heap,
    code::Code,
    model::Signal,
    outline::{At, Kids, Lost},
    problem::Problem,
    table::Table,
};

pub(super) fn judge(signals: &Table<Signal>, whole: At<'_>, lost: &Lost, heap: &mut Heap) {
    bounds(signals, whole, heap);
    marks(whole, lost, heap);
    options(whole, heap);
    held(whole, heap);
}

fn bounds(signals: &Table<Signal>, at: At<'_>, heap: &mut Heap) {
    for (signal, at) in signals.iter().zip(at.field("signals").items()) {
        let min = signal.min.unwrap_or(f64::NEG_INFINITY);
        let max = signal.max.unwrap_or(f64::INFINITY);
        if min > max {
            let message = "`min` is above `max`";
            let problem = Problem::error(Code::BadNumber, at.field("min").span(), message);
            heap.refuse(problem.hint("Write the smaller of the two as `min`."));
        } else if !(min..=max).contains(&signal.start) {
            let message = format!("the signal starts at {}, beyond its bounds", signal.start);
            let span = at.get("start").unwrap_or(at.field("id")).span();
            let problem = Problem::warning(Code::StartOutOfBounds, span, message);
            heap.note(problem.hint("Let `start` be from `min` to `max`."));
        }
        if signal.noise < 0.0 {
            let message = "noise cannot be below 0";
            let problem = Problem::error(Code::BadNumber, at.field("noise").span(), message);
            heap.note(problem.hint("Write how far the curve wobbles to either side."));
        }
    }
}

/// One ending is marked `otherwise`, and at most one signal `impact`.
fn marks(whole: At<'_>, lost: &Lost, heap: &mut Heap) {
    let marked = |list: &str, mark: &'static str| {
        let rows = whole.rows(list);
        let marks = rows.filter_map(move |row| row.get(mark));
        // What is no truth value is told, and most likely meant as `true`.
        marks
            .filter(|at| !matches!(at.words(), "false" | "None"))
            .collect::<Vec<_>>()
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
    let are_readable = match whole.get("endings") {
        Some(endings) => {
            !matches!(endings.node.kids, Kids::Map(_))
                && !endings.node.is_hole
                && !lost.may_have(&endings.node.span, "otherwise")
        }
        None => !(lost.is_open() || lost.may_have_anywhere("endings")),
    };
    if otherwise.is_empty() && are_readable {
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
    for decision in whole.rows("decisions") {
        let Some(options) = decision.get("options") else {
            continue;
        };
        if options.items().len() == 0 {
            let message = "a decision without options";
            let problem = Problem::error(Code::NoOptions, options.span(), message);
            let hint = "Add at least two: `(id: \"..\", label: \"..\")`.";
            heap.note(problem.hint(hint));
        }
    }
}

/// What is held and is no inject: the facilitator's hand fires injects alone.
fn held(whole: At<'_>, heap: &mut Heap) {
    for (list, what) in [
        ("phases", "begins this phase"),
        ("decisions", "opens this decision"),
        ("tasks", "begins this task"),
    ] {
        for at in whole.rows(list).filter_map(|row| row.get("when")) {
            if at.words() == "Held" {
                let message = format!("nothing ever {what}");
                let hint = "`Held` is for injects, which the facilitator fires by hand.";
                heap.note(Problem::warning(Code::NeverOpens, at.span(), message).hint(hint));
            }
        }
    }
}
