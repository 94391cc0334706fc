//! How fast it went and how the services came back, against their targets.

use super::{page::Page, text::plain, whole::Sources};
use crate::{
    exercise::ExerciseTime,
    report::{data::ServiceData, spoken},
    scenario::{
        Span,
        model::{Audience, Condition, Moment},
    },
};

/// Where there is nothing to say in a table.
pub(super) const NOTHING: &str = "–";

pub(super) fn timings(page: &mut Page, from: &Sources) {
    page.heading(2, "Timings against targets");
    let timings = &from.data.timings;
    let Some(first) = timings.first_impact_ms else {
        page.block("There was no impact that times could be counted from.");
        return;
    };
    let first = ExerciseTime::from_ms(first.unsigned_abs());
    page.block(&format!(
        "On the exercise clock, counted from the first impact at {first}. Targets are those of the \
         objectives."
    ));
    let is_acknowledged = |moment| matches!(moment, Moment::Acknowledged(_));
    let is_declared = |moment| moment == Moment::Declared;
    let is_public = |moment| moment == Moment::Update(Some(Audience::Public));
    let target = |is_it: &dyn Fn(Moment) -> bool| target_ms(from, is_it);
    let rows = [
        (
            "Time to acknowledge",
            timings.acknowledged_ms,
            target(&is_acknowledged),
        ),
        ("Time to declare", timings.declared_ms, target(&is_declared)),
        (
            "Time to first public update",
            timings.first_public_update_ms,
            target(&is_public),
        ),
        ("Time to mitigate", timings.mitigated_ms, None),
        ("Time to resolve", timings.resolved_ms, None),
    ];
    let rows = rows.map(|(name, ms, target_ms)| {
        [
            name.to_owned(),
            ms.map_or_else(|| "never".to_owned(), spoken::from_moment),
            duration_or_nothing(target_ms),
            against(ms, target_ms),
        ]
    });
    page.table(["Timing", "Measured", "Target", "Against it"], &rows);
    page.block(&explanation(from));
}

/// The shortest target of the objectives that are met by nothing but this moment.
fn target_ms(from: &Sources, is_it: &dyn Fn(Moment) -> bool) -> Option<u64> {
    let objectives = from.scenario.objectives.iter();
    objectives
        .filter(|row| matches!(row.met, Some(Condition::Happened(moment)) if is_it(moment)))
        .filter_map(|row| row.target)
        .map(Span::as_ms)
        .min()
}

fn against(ms: Option<i64>, target_ms: Option<u64>) -> String {
    let Some(target_ms) = target_ms else {
        return NOTHING.to_owned();
    };
    let Some(ms) = ms else {
        return "not met".to_owned();
    };
    let over_ms = u64::try_from(ms).unwrap_or(0).saturating_sub(target_ms);
    if over_ms == 0 {
        "met".to_owned()
    } else {
        format!("{} over", spoken::duration(over_ms))
    }
}

fn explanation(from: &Sources) -> String {
    let Some(minutes) = from.data.bad_minutes else {
        return "Mitigated and resolved is when every service was up and stayed up.".to_owned();
    };
    format!(
        "Mitigated is when impact was down at a tenth of its peak and stayed there, resolved when \
         it was back at its start. It adds up to **{minutes:.1} bad minutes**: a minute in which \
         half of the users are hurt is half a bad minute."
    )
}

pub(super) fn recovery(page: &mut Page, from: &Sources) {
    if from.data.services.is_empty() {
        return;
    }
    page.heading(2, "Recovery objectives");
    let rows: Vec<_> = from.data.services.iter().map(service_row).collect();
    page.table(
        [
            "Service",
            "Tier",
            "Not up",
            "RTO",
            "Data lost",
            "RPO",
            "MTD",
            "Result",
        ],
        &rows,
    );
    page.block(
        "Achieved against objective: RTO is how long a service may be away, RPO how much data it \
         may lose, MTD the downtime past which it counts as lost.",
    );
}

fn service_row(service: &ServiceData) -> [String; 8] {
    [
        plain(&service.name),
        service
            .tier
            .map_or_else(|| NOTHING.to_owned(), |tier| tier.to_string()),
        spoken::duration(service.achieved_rto_ms),
        duration_or_nothing(service.rto_ms),
        spoken::duration(service.achieved_rpo_ms),
        duration_or_nothing(service.rpo_ms),
        duration_or_nothing(service.mtd_ms),
        result(service),
    ]
}

fn result(service: &ServiceData) -> String {
    let is_over = |achieved: u64, target: Option<u64>| target.is_some_and(|it| achieved > it);
    let missed = [
        service.lost.then_some("**lost**"),
        is_over(service.achieved_rto_ms, service.rto_ms).then_some("RTO missed"),
        is_over(service.achieved_rpo_ms, service.rpo_ms).then_some("RPO missed"),
    ];
    let missed: Vec<_> = missed.into_iter().flatten().collect();
    let has_objectives = [service.rto_ms, service.rpo_ms, service.mtd_ms]
        .iter()
        .any(Option::is_some);
    match missed.as_slice() {
        [] if has_objectives => "met".to_owned(),
        [] => NOTHING.to_owned(),
        missed => missed.join(", "),
    }
}

fn duration_or_nothing(ms: Option<u64>) -> String {
    ms.map_or_else(|| NOTHING.to_owned(), spoken::duration)
}
