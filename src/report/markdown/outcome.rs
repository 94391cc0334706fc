//! How it went, in three lines.

use super::{
    page::Page,
    text::{plain, quote},
    whole::Sources,
};
use crate::{
    exercise::{
        ExerciseTime,
        event::{ClaimVerdict, EndReason},
    },
    report::{
        data::Data,
        spoken::{self, count},
    },
};

pub(super) fn outcome(page: &mut Page, from: &Sources) {
    page.heading(2, "Outcome");
    page.list([
        format!("**Ending:** {}", ending(from)),
        format!("**Impact:** {}", impact(from)),
        format!("**Response:** {}", response(from.data)),
    ]);
    let ended = from.state.ended.as_ref();
    if let Some(ending) = ended.and_then(|ended| ended.ending) {
        page.block(&quote(&from.scenario.endings[ending].text));
    }
}

fn ending(from: &Sources) -> String {
    let Some(ended) = &from.state.ended else {
        return format!("still running at {}", from.state.measured_until());
    };
    let at = ended.at;
    let row = ended.ending.map(|ending| &from.scenario.endings[ending]);
    let what = row.map_or_else(
        || "none was reached".to_owned(),
        |row| format!("{} ({})", plain(&row.title), spoken::outcome(row.outcome)),
    );
    match ended.why {
        EndReason::Reached => format!("{what}, at {at}"),
        EndReason::Length => format!("{what}, when the time was up at {at}"),
        EndReason::Stopped => format!("{what}; the exercise was stopped at {at}"),
        EndReason::RealIncident => {
            format!("{what}; the exercise was stopped for a real incident at {at}")
        }
    }
}

fn impact(from: &Sources) -> String {
    let timings = &from.data.timings;
    let has_impact = from.scenario.impact.is_some();
    if !has_impact && from.scenario.services.is_empty() {
        return "the scenario does not measure it".to_owned();
    }
    let Some(first) = timings.first_impact_ms else {
        return "none".to_owned();
    };
    let first = ExerciseTime::from_ms(first.unsigned_abs());
    let after = |ms: Option<i64>, word: &str| match ms {
        Some(ms) => format!("{word} after {}", spoken::from_moment(ms)),
        None => format!("not {word}"),
    };
    let calm = if has_impact {
        let mitigated = after(timings.mitigated_ms, "mitigated");
        format!("{mitigated}, {}", after(timings.resolved_ms, "resolved"))
    } else {
        after(timings.resolved_ms, "resolved")
    };
    let bad = from
        .data
        .bad_minutes
        .map_or_else(String::new, |minutes| format!("; {minutes:.1} bad minutes"));
    format!("began at {first}; {calm}{bad}")
}

fn response(data: &Data) -> String {
    let opened = || data.decisions.iter().filter(|it| it.opened_ms.is_some());
    let answered = opened().filter(|it| it.made_ms.is_some()).count();
    let late = opened().filter(|it| it.late).count();
    let tasks = |status| data.tasks.iter().filter(|it| it.status == status).count();
    let measured = data.objectives.iter().filter_map(|it| it.met);
    let met = measured.clone().filter(|met| *met).count();
    let claims = |verdict: ClaimVerdict| {
        let n = data
            .claims
            .iter()
            .filter(|it| it.verdict == verdict)
            .count();
        (n > 0).then(|| format!("{} {}", count(n, "claim"), verdict.word()))
    };
    let n_opened = opened().count();
    let n_measured = measured.count();
    let parts = [
        (n_opened > 0).then(|| format!("{answered} of {} answered", count(n_opened, "decision"))),
        (late > 0).then(|| format!("{late} past the limit")),
        (!data.tasks.is_empty()).then(|| {
            format!(
                "{} done, {} missed",
                count(tasks("done"), "task"),
                tasks("missed")
            )
        }),
        (n_measured > 0).then(|| format!("{met} of {} met", count(n_measured, "objective"))),
    ];
    let claims = ClaimVerdict::ALL.iter().map(|verdict| claims(*verdict));
    let parts: Vec<_> = parts.into_iter().chain(claims).flatten().collect();
    if parts.is_empty() {
        "nothing was asked of the room".to_owned()
    } else {
        parts.join("; ")
    }
}
