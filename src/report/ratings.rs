//! Proposes how well each objective was met. People rate; this is where they start from.
//!
//! The letters are HSEEP's. The rule, with the target counted from the first impact, or from T+0
//! where there was none:
//!
//! | proposed | the objective was |
//! | --- | --- |
//! | P | met within its target, or had none, and no task linked to it was missed |
//! | S | met within its target, or had none, but a task linked to it was missed; or met up to twice its target |
//! | M | met later still |
//! | U | not met by the end |
//!
//! Nothing is proposed while a running exercise may still meet it, nor where nothing can: an
//! objective is met by its condition, or without one once every task linked to it is done.

use super::{measures::first_impact, spoken::duration};
use crate::{
    exercise::{ExerciseTime, State, event::Rating},
    scenario::{
        Ix, Scenario, Span,
        model::{Objective, Task},
    },
};

/// Whether an objective was met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Met {
    /// It has no condition, and no task is linked to it that was not skipped.
    Unmeasured,
    NotYet,
    At(ExerciseTime),
}

/// Answers whether and when an objective was met.
pub fn met(scenario: &Scenario, state: &State, objective: Ix<Objective>) -> Met {
    if scenario.objectives[objective].met.is_some() {
        return state.objectives[objective].met.map_or(Met::NotYet, Met::At);
    }
    let done = linked(scenario, state, objective)
        .map(|task| state.tasks[task].done.as_ref().map(|(at, _)| *at))
        .collect::<Option<Vec<_>>>();
    match done {
        None => Met::NotYet,
        Some(done) => done.into_iter().max().map_or(Met::Unmeasured, Met::At),
    }
}

/// A rating, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    pub rating: Option<Rating>,
    /// One line, without a full stop.
    pub why: String,
}

/// Proposes how well an objective was met.
pub fn proposal(scenario: &Scenario, state: &State, objective: Ix<Objective>) -> Proposal {
    let (rating, why) = match met(scenario, state, objective) {
        Met::Unmeasured => (None, "nothing in the scenario measures it".to_owned()),
        Met::NotYet if state.ended.is_none() => (None, "not met yet".to_owned()),
        Met::NotYet => (Some(Rating::U), "not met".to_owned()),
        Met::At(at) => {
            let since = first_impact(scenario, state).unwrap_or(ExerciseTime::START);
            let target = scenario.objectives[objective].target;
            let n_missed = linked(scenario, state, objective)
                .filter(|task| state.tasks[*task].missed.is_some())
                .count();
            rate(at, since, target, n_missed)
        }
    };
    Proposal { rating, why }
}

fn rate(
    at: ExerciseTime,
    since: ExerciseTime,
    target: Option<Span>,
    n_missed: usize,
) -> (Option<Rating>, String) {
    let is_within = |target: Span| at <= since.after(target);
    let twice = |target: Span| Span::from_ms(target.as_ms().saturating_mul(2));
    let rating = match target {
        Some(target) if !is_within(twice(target)) => Rating::M,
        Some(target) if !is_within(target) => Rating::S,
        Some(_) | None if n_missed > 0 => Rating::S,
        Some(_) | None => Rating::P,
    };
    let met = if at < since {
        "met before the first impact".to_owned()
    } else {
        format!("met after {}", duration(at.since(since).as_ms()))
    };
    let target = target.map(|target| format!(", target {}", duration(target.as_ms())));
    let missed = match n_missed {
        0 => None,
        1 => Some("; a linked task was missed".to_owned()),
        n => Some(format!("; {n} linked tasks were missed")),
    };
    let why = [Some(met), target, missed].into_iter().flatten().collect();
    (Some(rating), why)
}

/// The tasks that count for an objective: those linked to it that were not skipped.
fn linked<'a>(
    scenario: &'a Scenario,
    state: &'a State,
    objective: Ix<Objective>,
) -> impl Iterator<Item = Ix<Task>> + 'a {
    scenario
        .tasks
        .entries()
        .filter(move |(task, row)| {
            row.objective == Some(objective) && state.tasks[*task].skipped.is_none()
        })
        .map(|(task, _)| task)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::rig::{Rig, play};

    /// The first impact is at 2m and a millisecond.
    const PARTS: &str = r#"
        signals: [(id: "impact", name: "Users", start: 0, min: 0, max: 100, impact: true)],
        objectives: [
            (id: "declare", title: "Declare", met: Happened("declared"), target: "10m"),
            (id: "work", title: "Work"),
            (id: "idle", title: "Idle"),
        ],
        injects: [(id: "break", when: At("2m"), channel: Page, title: "Break",
                   effects: [Signal("impact", 20, "5m")])],
        tasks: [
            (id: "call", text: "Call", objective: "work", when: At("3m"), limit: "30m"),
            (id: "write", text: "Write", objective: "work", when: At("3m")),
            (id: "skipped", text: "Skip", objective: "work", when: At("4m"), only_if: Elapsed("1h")),
            (id: "beside", text: "Beside", objective: "declare", when: At("3m"), limit: "20m",
             done: Happened("declared")),
            (id: "nothing", text: "Nothing", objective: "idle", when: At("3m"), only_if: Elapsed("1h")),
        ],
    "#;

    #[track_caller]
    fn check(rig: &Rig, objective: &str, rating: Option<Rating>, why: &str) {
        let objective = rig.scenario().objectives.find(objective).unwrap();
        let proposal = proposal(rig.scenario(), rig.state(), objective);
        assert_eq!((proposal.rating, proposal.why.as_str()), (rating, why));
    }

    #[test]
    fn what_is_met_within_its_target_is_performed_without_challenges() {
        // The target counts from the first impact: 2m and 10m are 12m.
        let why = "met after 10 min, target 10 min";
        check(&play(PARTS).declare(12), "declare", Some(Rating::P), why);
        let why = "met before the first impact, target 10 min";
        let rig = play(PARTS).declare(1).observe(5, "on");
        check(&rig, "declare", Some(Rating::P), why);
    }

    #[test]
    fn up_to_twice_the_target_there_were_some_challenges() {
        let why = "met after 11 min, target 10 min";
        check(&play(PARTS).declare(13), "declare", Some(Rating::S), why);
        // 2m and twice 10m are 22m.
        let why = "met after 20 min, target 10 min";
        check(&play(PARTS).declare(22), "declare", Some(Rating::S), why);
    }

    #[test]
    fn later_still_there_were_major_challenges() {
        // The task beside it has its limit at 23m, and is missed then.
        let why = "met after 22 min, target 10 min; a linked task was missed";
        check(&play(PARTS).declare(24), "declare", Some(Rating::M), why);
    }

    #[test]
    fn what_never_came_was_unable_to_be_performed() {
        check(&play(PARTS).stop(30), "declare", Some(Rating::U), "not met");
        check(
            &play(PARTS).observe(30, "on"),
            "declare",
            None,
            "not met yet",
        );
    }

    #[test]
    fn tasks_meet_an_objective_that_has_no_condition() {
        let rig = play(PARTS).tick(4, "call");
        check(&rig, "work", None, "not met yet");
        // Met with the last of them, 9m on the clock; the skipped one does not count.
        let rig = rig.tick(9, "write");
        check(&rig, "work", Some(Rating::P), "met after 7 min");
    }

    #[test]
    fn a_task_that_was_missed_is_a_challenge() {
        let rig = play(PARTS).tick(4, "write").tick(34, "call");
        let why = "met after 32 min; a linked task was missed";
        check(&rig, "work", Some(Rating::S), why);
    }

    #[test]
    fn what_nothing_measures_is_left_to_people() {
        let why = "nothing in the scenario measures it";
        check(&play(PARTS).stop(30), "idle", None, why);
    }
}
