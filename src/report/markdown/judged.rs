//! What evaluators watched for: tasks, objectives, claims, and what they saw.

use super::{
    figures::NOTHING,
    page::Page,
    text::{plain, prose},
    whole::Sources,
};
use crate::{
    exercise::{
        ExerciseTime,
        event::{ClaimVerdict, ObservationKind, Rating},
    },
    report::{
        data::{ClaimData, JudgedData, ObjectiveData, ObservationData, TaskData},
        ratings,
        spoken::{self, count, duration},
    },
    scenario::{
        HasId, Ix, Scenario, Table,
        model::{Claim, Objective},
    },
};

pub(super) fn tasks(page: &mut Page, from: &Sources) {
    let came = |task: &&TaskData| {
        task.begun_ms.is_some() || task.done_ms.is_some() || !task.seen_done.is_empty()
    };
    let rows: Vec<_> = from
        .data
        .tasks
        .iter()
        .filter(came)
        .map(|task| [plain(&task.text), role(from, task), task_result(task)])
        .collect();
    if from.data.tasks.is_empty() {
        return;
    }
    page.heading(2, "Tasks");
    if !rows.is_empty() {
        page.table(["Task", "Role", "Result"], &rows);
    }
    let n_others = from.data.tasks.len() - rows.len();
    if n_others > 0 {
        page.block(&format!("{} did not come up.", count(n_others, "task")));
    }
}

fn role(from: &Sources, task: &TaskData) -> String {
    let roles = &from.scenario.roles;
    let role = task.role.as_deref().and_then(|id| roles.find(id));
    role.map_or_else(|| NOTHING.to_owned(), |role| plain(&roles[role].name))
}

fn task_result(task: &TaskData) -> String {
    let took_ms = task
        .done_ms
        .zip(task.begun_ms)
        .map(|(done, begun)| done.saturating_sub(begun));
    let limit = task.limit_ms.map(duration);
    let limit = limit.map_or_else(String::new, |limit| format!(" (limit {limit})"));
    let result = match (task.status, took_ms) {
        ("missed", Some(ms)) => format!("**missed**, done after {}{limit}", duration(ms)),
        ("missed", None) => format!("**missed**{limit}"),
        (_, Some(ms)) => format!("done after {}{limit}", duration(ms)),
        (status, None) => format!("{status}{limit}"),
    };
    let seen = task.seen_done.iter().map(|seen| {
        let at = ExerciseTime::from_ms(seen.seen_ms);
        format!("; seen done at {at} by {}", plain(&seen.who))
    });
    [result].into_iter().chain(seen).collect()
}

pub(super) fn objectives(page: &mut Page, from: &Sources) {
    if from.data.objectives.is_empty() {
        return;
    }
    page.heading(2, "Objectives");
    let objectives = from.scenario.objectives.indices();
    let rows: Vec<_> = objectives
        .zip(&from.data.objectives)
        .map(|(objective, data)| objective_row(from, objective, data))
        .collect();
    page.table(["Objective", "Area", "Proposed", "Why", "Rated"], &rows);
    let comments = from.data.objectives.iter().filter_map(|data| {
        let comment = data.comment.as_deref()?;
        Some(format!("**{}:** {}", plain(&data.title), plain(comment)))
    });
    page.list(comments);
    page.block(
        "HSEEP ratings: **P** performed without challenges, **S** with some challenges, **M** with \
         major challenges, **U** unable to be performed. A proposal follows from the figures alone; \
         the rating is what people made of it.",
    );
}

fn objective_row(from: &Sources, objective: Ix<Objective>, data: &ObjectiveData) -> [String; 5] {
    let proposal = ratings::proposal(from.scenario, from.state, objective);
    let letter = |rating: Option<Rating>| rating.map_or(NOTHING, Rating::word).to_owned();
    [
        plain(&data.title),
        data.area
            .as_deref()
            .map_or_else(|| NOTHING.to_owned(), plain),
        letter(proposal.rating),
        proposal.why,
        letter(data.rating),
    ]
}

pub(super) fn claims(page: &mut Page, from: &Sources) {
    if from.data.claims.is_empty() {
        return;
    }
    page.heading(2, "Claims put to the test");
    let claims = from.scenario.claims.indices().zip(&from.data.claims);
    page.list(claims.flat_map(|(claim, data)| tell_claim(from.scenario, claim, data)));
}

/// The claim, and under it what is known of it.
fn tell_claim(scenario: &Scenario, claim: Ix<Claim>, data: &ClaimData) -> Vec<String> {
    let row = &scenario.claims[claim];
    let owner = data.owner.as_deref().map(plain);
    let owner = owner.map_or_else(String::new, |owner| format!(" ({owner})"));
    let under = |name: &str, text: &Option<String>, make: fn(&str) -> String| {
        let text = text.as_deref().filter(|text| !text.trim().is_empty())?;
        Some(format!("    {name}: {}", make(text)))
    };
    let is_untested = data.verdict == ClaimVerdict::Untested;
    let when_untested = |text: &Option<String>| text.clone().filter(|_| is_untested);
    let claim = format!("“{}”{owner}: **{}**", plain(&row.text), data.verdict.word());
    let known = [
        under("Evidence", &data.evidence, plain),
        under("In truth", &data.truth, prose),
        under("How to find out", &when_untested(&row.check), plain),
        under(
            "What comes of not asking",
            &when_untested(&row.if_unchecked),
            prose,
        ),
    ];
    let judged = data.judged.iter().map(observers_verdict);
    let known = known.into_iter().flatten().chain(judged);
    [claim].into_iter().chain(known).collect()
}

/// What an observer made of a claim.
fn observers_verdict(judged: &JudgedData) -> String {
    let at = ExerciseTime::from_ms(judged.judged_ms);
    let (who, verdict) = (plain(&judged.who), judged.verdict.word());
    let evidence = judged.evidence.as_deref().map(plain);
    let evidence = evidence.map_or_else(String::new, |evidence| format!(": {evidence}"));
    format!("    For {who}, {verdict} at {at}{evidence}")
}

pub(super) fn observations(page: &mut Page, from: &Sources) {
    page.heading(2, "Observations");
    if from.data.observations.is_empty() {
        page.block("None were recorded.");
    }
    for (kind, title) in [
        (ObservationKind::Strength, "Strengths"),
        (ObservationKind::Improvement, "To improve"),
        (ObservationKind::Note, "Notes"),
    ] {
        let of_kind = from.data.observations.iter().filter(|it| it.kind == kind);
        let items: Vec<_> = of_kind.map(|it| observation(from.scenario, it)).collect();
        if !items.is_empty() {
            page.heading(3, title);
            page.list(items);
        }
    }
}

fn observation(scenario: &Scenario, it: &ObservationData) -> String {
    let at = ExerciseTime::from_ms(it.observed_ms);
    let about = it.about.as_deref().map_or_else(String::new, |id| {
        format!(
            ", on {}",
            plain(&spoken::gist(title_of(scenario, id).unwrap_or(id)))
        )
    });
    format!("{} ({}, {at}{about})", plain(&it.text), plain(&it.who))
}

/// What the part of the scenario with this id is called.
fn title_of<'a>(scenario: &'a Scenario, id: &str) -> Option<&'a str> {
    title_in(&scenario.injects, id, |row| &row.title)
        .or_else(|| title_in(&scenario.decisions, id, |row| &row.prompt))
        .or_else(|| title_in(&scenario.tasks, id, |row| &row.text))
        .or_else(|| title_in(&scenario.objectives, id, |row| &row.title))
        .or_else(|| title_in(&scenario.claims, id, |row| &row.text))
        .or_else(|| title_in(&scenario.services, id, |row| &row.name))
        .or_else(|| title_in(&scenario.signals, id, |row| &row.name))
        .or_else(|| title_in(&scenario.phases, id, |row| &row.title))
        .or_else(|| title_in(&scenario.roles, id, |row| &row.name))
        .or_else(|| title_in(&scenario.endings, id, |row| &row.title))
}

fn title_in<'a, T: HasId>(
    table: &'a Table<T>,
    id: &str,
    title: impl Fn(&'a T) -> &'a String,
) -> Option<&'a str> {
    table.find(id).map(|row| title(&table[row]).as_str())
}
