//! What can be played, and its author should look at: what seems forgotten, too much or without
//! an effect.

use std::{borrow::Cow, collections::BTreeSet};

use super::uses::Uses;
use crate::scenario::{
    check::{
        heap::Heap,
        names::Names,
        words::{did_you_mean, quoted},
    },
    code::Code,
    near,
    outline::At,
    problem::Problem,
    span::Span,
};

/// How many words can be read aloud before the room stops listening.
const MOST_WORDS: usize = 120;

pub(super) fn judge(whole: At<'_>, names: &Names, heap: &mut Heap) {
    flags(whole, names, heap);
    roles(whole, names, heap);
    objectives(whole, names, heap);
    untouched(whole, names, heap);
    phases(whole, names, heap);
    bodies(whole, heap);
    options(whole, names, heap);
    same_options(whole, names, heap);
    pressure(whole, names, heap);
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
        if !set.contains(&*flag) && !names.lost.may_have_anywhere(&flag) {
            let near = heap.nearest(&flag, set.iter().map(String::as_str));
            let message = format!("nothing sets the flag {}", quoted(&flag));
            let problem = Problem::warning(Code::UnsetFlag, at.item(0).span(), message);
            let hint = near.map_or_else(
                || format!("An effect could do it: `Set(\"{flag}\")`."),
                did_you_mean,
            );
            heap.note(problem.hint(hint));
        }
    });
}

fn roles(whole: At<'_>, names: &Names, heap: &mut Heap) {
    for role in whole.rows("roles") {
        if is_blank(role, "brief", names) {
            let message = "this role is not told what to do";
            let hint = "Add `brief: \"..\"`: what somebody in this role decides and does.";
            heap.note(Problem::warning(Code::NoBrief, words_for(role), message).hint(hint));
        }
    }
}

/// Objectives without a condition that nothing in the exercise serves either.
fn objectives(whole: At<'_>, names: &Names, heap: &mut Heap) {
    let of_tasks = whole.rows("tasks").filter_map(|row| row.get("objective"));
    let of_injects = whole.rows("injects").flat_map(|row| row.rows("objectives"));
    let served: BTreeSet<_> = of_tasks.chain(of_injects).filter_map(At::string).collect();
    for objective in whole.rows("objectives") {
        let id = objective.get("id").and_then(At::string);
        let is_served = id.is_none_or(|id| {
            served.contains(&id)
                || names.lost.may_have_anywhere(&id)
                || has_field_like(objective, "met")
        });
        if objective.get("met").is_none() && !is_served {
            let message = "nothing can meet this objective";
            let hint = "Add `met: Happened(\"..\")`, or name it in a task or an inject.";
            let span = words_for(objective);
            heap.note(Problem::warning(Code::UnmeetableObjective, span, message).hint(hint));
        }
    }
}

/// Rows that no effect does anything to.
fn untouched(whole: At<'_>, names: &Names, heap: &mut Heap) {
    let uses = Uses::of(whole);
    let mut judge = |code: Code, list: &str, effects: &[&'static str], message: &str| {
        for row in whole.rows(list) {
            let id = row.get("id").and_then(At::string);
            let Some(id) = id.filter(|_| !is_reached_otherwise(list, row)) else {
                continue;
            };
            let is_used = uses.has(effects, &id) || names.lost.may_have_anywhere(&id);
            if !is_used && !stands_on_touched(list, &id, &uses, whole) {
                let form = if list == "endings" { ")" } else { ", ..)" };
                let hint = format!("An effect could do it: `{}(\"{id}\"{form}`.", effects[0]);
                heap.note(Problem::warning(code, words_for(row), message).hint(hint));
            }
        }
    };
    let message = "nobody can find out about this claim";
    judge(Code::UntestableClaim, "claims", &["Claim"], message);
    let message = "nothing ever happens to this service";
    let effects = ["Service", "DataLoss"];
    judge(Code::UntouchedService, "services", &effects, message);
    let message = "this signal never moves";
    judge(Code::StillSignal, "signals", &["Signal", "Nudge"], message);
    let message = "nothing leads to this ending";
    judge(Code::UnreachedEnding, "endings", &["End"], message);
}

/// Whether it is a service that stands on others, to one of which something happens.
fn stands_on_touched<'a>(list: &str, id: &'a str, uses: &Uses<'_>, whole: At<'a>) -> bool {
    if list != "services" {
        return false;
    }
    let mut below = vec![Cow::Borrowed(id)];
    let mut seen = BTreeSet::new();
    while let Some(id) = below.pop() {
        if uses.has(&["Service", "DataLoss"], &id) {
            return true;
        }
        let is_it = |row: &At<'_>| row.get("id").and_then(At::string).as_deref() == Some(&id);
        let needs = whole.rows("services").filter(is_it);
        let needs = needs.flat_map(|row| row.rows("needs"));
        let needs: Vec<_> = needs.filter_map(At::string).collect();
        below.extend(needs.into_iter().filter(|it| seen.insert(it.clone())));
    }
    false
}

/// Whether a row needs no effect: a claim that can be asked about, an ending with a trigger.
fn is_reached_otherwise(list: &str, row: At<'_>) -> bool {
    let has = |field: &&str| row.get(field).is_some() || has_field_like(row, field);
    let is = |field: &str, words: &str| row.get(field).is_some_and(|at| at.words() == words);
    match list {
        "claims" => ["confirmed", "refuted", "check"].iter().any(has),
        "endings" => {
            let is_marked = has(&"otherwise") && !is("otherwise", "false");
            is_marked || (has(&"when") && !is("when", "Held"))
        }
        _ => false,
    }
}

fn phases(whole: At<'_>, names: &Names, heap: &mut Heap) {
    for phase in whole.rows("phases") {
        let is_there = phase.rows("questions").next().is_some()
            || has_field_like(phase, "questions")
            || names.lost.may_have(&phase.node.span, "questions");
        if !is_there {
            let message = "this phase asks the room nothing";
            let hint = "Add `questions: [\"..\"]`: what the room is to talk about.";
            heap.note(Problem::warning(Code::NoQuestions, words_for(phase), message).hint(hint));
        }
    }
}

fn bodies(whole: At<'_>, heap: &mut Heap) {
    for body in whole.rows("injects").filter_map(|row| row.get("body")) {
        let n_words = body
            .string()
            .map_or(0, |text| text.split_whitespace().count());
        if n_words > MOST_WORDS {
            let message = format!("{n_words} words are too long to be read aloud");
            let hint = format!("Say it in {MOST_WORDS}, and put the rest into an attachment.");
            heap.note(Problem::warning(Code::LongBody, body.span(), message).hint(hint));
        }
    }
}

/// Decisions whose options are rated, and none of them good.
fn options(whole: At<'_>, names: &Names, heap: &mut Heap) {
    for decision in whole.rows("decisions") {
        let verdicts = decision.rows("options").filter_map(|it| it.get("verdict"));
        let verdicts: Vec<_> = verdicts.map(At::words).collect();
        let are_below = verdicts.iter().all(|it| matches!(*it, "Fair" | "Poor"));
        let may_be_good = names.lost.may_have(&decision.node.span, "Good");
        if !verdicts.is_empty() && are_below && !may_be_good {
            let message = "no option of this decision is good";
            let hint = "Give the best one `verdict: Good`, or add one that is.";
            let span = words_for(decision);
            heap.note(Problem::warning(Code::NoGoodOption, span, message).hint(hint));
        }
    }
}

/// Decisions after which everything goes on as it would have after any other answer.
fn same_options(whole: At<'_>, names: &Names, heap: &mut Heap) {
    let told_apart = told_apart(whole);
    for at in whole.rows("decisions") {
        let options: Vec<_> = at.rows("options").map(does).collect();
        let id = at.get("id").and_then(At::string).unwrap_or_default();
        let is_lost = names.lost.may_have(&at.node.span, "")
            || names.lost.may_have_anywhere(&format!("{id}."));
        let are_same = options.len() > 1 && options.windows(2).all(|pair| pair[0] == pair[1]);
        if are_same && !is_lost && !told_apart.contains(&*id) {
            let message = "whatever is chosen here, the same happens";
            let hint = "Give the options effects, or let something wait for one of them.";
            let span = words_for(at);
            heap.note(Problem::warning(Code::SameOptions, span, message).hint(hint));
        }
    }
}

/// What an option does and when, as the file has it.
fn does(option: At<'_>) -> (Span, String) {
    let takes = option.get("takes").and_then(At::string);
    let takes = takes.and_then(|takes| takes.parse().ok());
    let effects = option.get("effects").filter(|at| at.items().len() > 0);
    let effects = effects.map_or("", At::words).split_whitespace();
    (takes.unwrap_or_default(), effects.collect())
}

/// The decisions of which something waits for a single option.
fn told_apart(whole: At<'_>) -> BTreeSet<String> {
    let mut decisions = BTreeSet::new();
    whole.walk(&mut |at| {
        if matches!(at.name(), "Happened" | "After") {
            let moment = at.item(0).string().unwrap_or_default();
            let decision = moment.split_once('.').map(|(decision, _)| decision);
            decisions.extend(decision.map(str::to_owned));
        }
    });
    decisions
}

/// An exercise with something to do and no time by which it must be done.
fn pressure(whole: At<'_>, names: &Names, heap: &mut Heap) {
    let rows = |list| whole.rows(list);
    let asks = rows("decisions").chain(rows("tasks")).next().is_some();
    let is_timed = [
        ("decisions", "limit"),
        ("tasks", "limit"),
        ("objectives", "target"),
        ("services", "rto"),
        ("services", "mtd"),
    ]
    .iter()
    .any(|(list, field)| {
        rows(list).any(|row| row.get(field).is_some() || has_field_like(row, field))
            || names.lost.may_have_anywhere(field)
    });
    if asks && !is_timed {
        let message = "nothing here has to be done by any time";
        let hint = "Give a decision a `limit`, or an objective a `target`.";
        heap.note(Problem::warning(Code::NoTimePressure, whole.span(), message).hint(hint));
    }
}

/// The words of a row to point at: its id.
fn words_for(row: At<'_>) -> std::ops::Range<usize> {
    row.field("id").span()
}

fn is_blank(row: At<'_>, field: &str, names: &Names) -> bool {
    match row.get(field) {
        Some(at) => at.string().is_some_and(|text| text.trim().is_empty()),
        None => !has_field_like(row, field) && !names.lost.may_have(&row.node.span, field),
    }
}

/// Whether a field is there under a name that is nearly right, which is told.
fn has_field_like(row: At<'_>, field: &str) -> bool {
    row.fields()
        .any(|(name, _)| name != field && near(name, [field]).is_some())
}
