//! What was found out, for programs.

use serde_json::{Value, json};

use super::{super::found::Found, command::Asked};
use crate::{
    exercise::event::{EndReason, Source},
    fuzz::{extreme::Extreme, item::Item, spread::Spread, whole::Fuzzed, witness::Mix},
    harmless,
    report::spoken,
    scenario::{HasId, Problem, model::Trigger},
};

/// What was found out about each scenario, as one document.
pub(super) fn document(told: &[&Value]) -> String {
    let text = serde_json::to_string_pretty(told).expect("texts and numbers are always JSON");
    harmless::json(&text) + "\n"
}

/// What was found out about one scenario.
pub(super) fn value(asked: &Asked<'_>, fuzzed: &Fuzzed<'_>, problems: &[Problem]) -> Value {
    let by_length = fuzzed.batch.plays.iter();
    let by_length = by_length.filter(|it| it.why == EndReason::Length).count();
    json!({
        "format": 1,
        "scenario": fuzzed.scenario.id,
        "file": asked.file.origin,
        "seed": asked.seed,
        "runs_asked": asked.runs,
        "runs": fuzzed.batch.plays.len(),
        "runs_that_searched": fuzzed.searched.n_plays,
        "cut_short": fuzzed.is_cut_short,
        "not_yet": fuzzed.not_yet.iter().map(|it| &it.message).collect::<Vec<_>>(),
        "findings": findings(asked, fuzzed, problems),
        "rare": rare(asked, fuzzed),
        "ended_by_length": by_length,
        "died_away": {
            "runs": fuzzed.dying.n,
            "always_after": fuzzed.dying.after.iter().map(|(decision, choice)| {
                let row = &fuzzed.scenario.decisions[*decision];
                format!("{}.{}", row.id, row.options[*choice].id)
            }).collect::<Vec<_>>(),
        },
        "answers": by_mix(fuzzed.mixes()),
        "endings": endings(fuzzed),
        "bad_minutes": fuzzed.bad_minutes().map(|it| spread(&it)),
        "time_to_mitigate_minutes": fuzzed.times_to_mitigate().map(|it| spread(&it)),
        "duration_minutes": fuzzed.durations().map(|it| spread(&it)),
        "best": extreme(&fuzzed.best, asked, fuzzed),
        "worst": extreme(&fuzzed.worst, asked, fuzzed),
        "coverage": fuzzed.items.iter().map(|item| covered(fuzzed, item)).collect::<Vec<_>>(),
    })
}

fn findings(asked: &Asked<'_>, fuzzed: &Fuzzed<'_>, problems: &[Problem]) -> Vec<Value> {
    let findings = problems.iter().zip(&fuzzed.findings);
    findings
        .map(|(problem, finding)| {
            let way = finding.way.as_ref();
            let command = way.map(|path| path.command(fuzzed.scenario, asked.given));
            let mut found = json!(Found::of(asked.file, problem));
            let (what, id) = named(fuzzed, finding.item);
            found["what"] = json!(what);
            found["id"] = json!(id);
            found["command"] = json!(command);
            found
        })
        .collect()
}

fn rare(asked: &Asked<'_>, fuzzed: &Fuzzed<'_>) -> Vec<Value> {
    fuzzed
        .rare()
        .map(|found| {
            let (what, id) = named(fuzzed, found.item);
            let path = found.path.as_ref();
            json!({
                "what": what,
                "id": id,
                "command": path.map(|path| path.command(fuzzed.scenario, asked.given)),
            })
        })
        .collect()
}

fn by_mix(plays: [u64; Mix::ALL.len()]) -> Value {
    json!({
        "good": plays[Mix::Good as usize],
        "mixed": plays[Mix::Mixed as usize],
        "poor": plays[Mix::Poor as usize],
        "unrated": plays[Mix::Unrated as usize],
    })
}

fn endings(fuzzed: &Fuzzed<'_>) -> Vec<Value> {
    let endings = fuzzed.scenario.endings.entries();
    endings
        .map(|(ending, row)| {
            json!({
                "id": row.id,
                "outcome": spoken::outcome(row.outcome),
                "otherwise": fuzzed.scenario.otherwise == Some(ending),
                "runs": by_mix(fuzzed.endings(ending)),
            })
        })
        .collect()
}

fn spread(spread: &Spread) -> Value {
    let bars = spread
        .bars
        .iter()
        .map(|bar| json!({ "from": bar.from, "to": bar.to, "runs": by_mix(bar.plays) }));
    json!({
        "runs": spread.n,
        "min": spread.min,
        "p10": spread.p10,
        "median": spread.median,
        "p90": spread.p90,
        "max": spread.max,
        "bars": bars.collect::<Vec<_>>(),
    })
}

fn extreme(extreme: &Extreme, asked: &Asked<'_>, fuzzed: &Fuzzed<'_>) -> Value {
    let finish = &extreme.finish;
    let ending = finish.ending;
    json!({
        "bad_minutes": finish.bad_minutes,
        "ending": ending.map(|ending| fuzzed.scenario.endings[ending].id()),
        "duration_ms": finish.at.as_ms(),
        "command": extreme.path.command(fuzzed.scenario, asked.given),
    })
}

fn covered(fuzzed: &Fuzzed<'_>, item: Item) -> Value {
    let (what, id) = named(fuzzed, item);
    let is_held = match item {
        Item::InjectDelivered(inject) => fuzzed.scenario.injects[inject].when == Trigger::Held,
        _ => false,
    };
    let number = fuzzed.items.number(item);
    json!({
        "what": what,
        "id": id,
        "held": is_held,
        "random": fuzzed.batch.counts[number],
        "searched": fuzzed.searched.counts[number],
    })
}

/// What an item is, in a word of its own, and its id.
fn named(fuzzed: &Fuzzed<'_>, item: Item) -> (&'static str, String) {
    let scenario = fuzzed.scenario;
    let option = |decision, choice| {
        let row: &crate::scenario::model::Decision = &scenario.decisions[decision];
        format!("{}.{}", row.id, row.options[choice].id)
    };
    match item {
        Item::PhaseBegun(it) => ("phase_begun", scenario.phases[it].id.clone()),
        Item::PhaseSkipped(it) => ("phase_skipped", scenario.phases[it].id.clone()),
        Item::InjectDelivered(it) => ("inject_delivered", scenario.injects[it].id.clone()),
        Item::InjectSkipped(it) => ("inject_skipped", scenario.injects[it].id.clone()),
        Item::DecisionOpened(it) => ("decision_opened", scenario.decisions[it].id.clone()),
        Item::DecisionSkipped(it) => ("decision_skipped", scenario.decisions[it].id.clone()),
        Item::NothingToChoose(it) => ("nothing_to_choose", scenario.decisions[it].id.clone()),
        Item::OptionOffered(decision, it) => ("option_offered", option(decision, it)),
        Item::OptionTaken(decision, it) => ("option_taken", option(decision, it)),
        Item::OutcomeLanded(decision, it) => ("outcome_landed", option(decision, it)),
        Item::TaskBegun(it) => ("task_begun", scenario.tasks[it].id.clone()),
        Item::TaskSkipped(it) => ("task_skipped", scenario.tasks[it].id.clone()),
        Item::TaskDone(it) => ("task_done", scenario.tasks[it].id.clone()),
        Item::ClaimJudged(it) => ("claim_judged", scenario.claims[it].id.clone()),
        Item::ObjectiveMet(it) => ("objective_met", scenario.objectives[it].id.clone()),
        Item::Drawn { source, index, hit } => {
            let of = match source {
                Source::Inject(it) => scenario.injects[it].id.clone(),
                Source::Outcome(decision, choice) => option(decision, choice),
            };
            let what = if hit { "chance_hit" } else { "chance_missed" };
            (what, format!("{of} {index}"))
        }
        Item::EndingReached(it) => ("ending_reached", scenario.endings[it].id.clone()),
    }
}
