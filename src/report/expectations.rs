//! Holds what a walk expects against what came of it.
//!
//! It stands here and not beside the rehearsal, since bad minutes are measured here.

use super::{measures, spoken};
use crate::{
    exercise::{ExerciseTime, State},
    scenario::{
        Code, HasId, Ix, Problem, Scenario, Span, Walk,
        model::{Audience, Ending, Moment},
        walk::{Expectation, Expected},
    },
};

/// An expectation, and how it came out.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged<'a> {
    pub expectation: &'a Expectation,
    pub holds: bool,
    /// What came, as a problem's message: lowercase, without a full stop.
    pub came: String,
}

/// Judges every expectation of a walk whose exercise has ended, in the order of the file.
pub fn judge<'a>(scenario: &Scenario, state: &State, walk: &'a Walk) -> Vec<Judged<'a>> {
    let judged = |expectation: &'a Expectation| {
        let (holds, came) = match expectation.expected {
            Expected::Happened(moment) => happened(scenario, state, moment, None),
            Expected::By(by, moment) => happened(scenario, state, moment, Some(by.into())),
            Expected::Never(moment) => never(scenario, state, moment),
            Expected::Ending(wanted) => ending(scenario, state, wanted),
            Expected::BadMinutes(least, most) => bad_minutes(scenario, state, least, most),
        };
        Judged {
            expectation,
            holds,
            came,
        }
    };
    walk.expect.iter().map(judged).collect()
}

impl Judged<'_> {
    /// The problem that it is, if it does not hold.
    pub fn problem(&self) -> Option<Problem> {
        let span = self.expectation.span.clone();
        let problem = || Problem::error(Code::WalkFailed, span, self.came.clone());
        let hint = "Rehearse the scenario with `--script` and this file to see all that came.";
        (!self.holds).then(|| problem().hint(hint))
    }
}

/// Whether a moment came, and no later than `by`.
fn happened(
    scenario: &Scenario,
    state: &State,
    moment: Moment,
    by: Option<ExerciseTime>,
) -> (bool, String) {
    let name = name(scenario, moment);
    match (state.moment(moment), by) {
        (None, _) => {
            let ended = state.measured_until();
            (
                false,
                format!("`{name}` never came; the exercise ended at {ended}"),
            )
        }
        (Some(at), Some(by)) if at > by => {
            let late = late(at.since(by));
            (false, format!("`{name}` came at {at}, {late} late"))
        }
        (Some(at), _) => (true, format!("`{name}` came at {at}")),
    }
}

/// A length of time that is no time only if it is none.
fn late(span: Span) -> String {
    match span.as_ms() {
        ms @ 0..1000 => format!("{ms} ms"),
        ms => spoken::duration(ms),
    }
}

fn never(scenario: &Scenario, state: &State, moment: Moment) -> (bool, String) {
    let name = name(scenario, moment);
    match state.moment(moment) {
        None => (true, format!("`{name}` never came")),
        Some(at) => (false, format!("`{name}` came at {at}")),
    }
}

fn ending(scenario: &Scenario, state: &State, wanted: Ix<Ending>) -> (bool, String) {
    let reached = state.ended.as_ref().and_then(|ended| ended.ending);
    let with = reached.map_or_else(
        || "without an ending".to_owned(),
        |ending| format!("with `{}`", scenario.endings[ending].id()),
    );
    let words = format!("the exercise ended {with} at {}", state.measured_until());
    (reached == Some(wanted), words)
}

fn bad_minutes(scenario: &Scenario, state: &State, least: f64, most: f64) -> (bool, String) {
    let Some(minutes) = measures::bad_minutes(scenario, state) else {
        let words = "no signal is marked `impact`, so nothing counts as bad minutes";
        return (false, words.to_owned());
    };
    if minutes < least {
        let shown = shown(minutes, |it| it < least);
        return (
            false,
            format!("{shown} bad minutes, at least {least} expected"),
        );
    }
    if minutes > most {
        let shown = shown(minutes, |it| it > most);
        return (
            false,
            format!("{shown} bad minutes, at most {most} expected"),
        );
    }
    let shown = shown(minutes, |it| (least..=most).contains(&it));
    (true, format!("{shown} bad minutes"))
}

/// The number with as few decimals as still show on which side of the bounds it is.
fn shown(minutes: f64, is_there: impl Fn(f64) -> bool) -> String {
    let rounded = (1..=9).map(|decimals| format!("{minutes:.decimals$}"));
    let mut honest = rounded.filter(|text| text.parse().is_ok_and(&is_there));
    honest.next().unwrap_or_else(|| minutes.to_string())
}

/// What an author calls a moment.
fn name(scenario: &Scenario, moment: Moment) -> String {
    match moment {
        Moment::Inject(inject) => scenario.injects[inject].id.clone(),
        Moment::Acknowledged(inject) => format!("acknowledged.{}", scenario.injects[inject].id),
        Moment::Decision(decision) => scenario.decisions[decision].id.clone(),
        Moment::Outcome(decision, choice) => {
            let decision = &scenario.decisions[decision];
            format!("{}.{}", decision.id, decision.options[choice].id)
        }
        Moment::Task(task) => scenario.tasks[task].id.clone(),
        Moment::Phase(phase) => scenario.phases[phase].id.clone(),
        Moment::Declared => "declared".to_owned(),
        Moment::Update(None) => "update".to_owned(),
        Moment::Update(Some(Audience::Internal)) => "update.internal".to_owned(),
        Moment::Update(Some(Audience::Public)) => "update.public".to_owned(),
        Moment::Update(Some(Audience::Executive)) => "update.executive".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        report::rig::{Rig, play},
        scenario,
    };

    /// Half of the users are hurt from 2m to 20m: nine bad minutes.
    const PARTS: &str = r#"
        signals: [(id: "impact", name: "I", min: 0, max: 100, impact: true)],
        injects: [
            (id: "page", when: At("2m"), channel: Page, title: "P", effects: [Signal("impact", 50, "0s")]),
            (id: "calm", when: At("20m"), channel: Page, title: "C", effects: [Signal("impact", 0, "0s")]),
            (id: "spare", when: Held, channel: Page, title: "S"),
        ],
        decisions: [(id: "move", when: At("5m"), prompt: "?", options: [
            (id: "west", label: "W", takes: "10m"), (id: "stay", label: "S"),
        ])],
        endings: [
            (id: "sold", title: "S", outcome: Success, when: At("30m")),
            (id: "closed", title: "C", outcome: Failure, otherwise: true),
        ],
    "#;

    /// What comes of one expectation in an exercise: whether it holds, and the words.
    #[track_caller]
    fn check(rig: &Rig, expected: &str, holds: bool, came: &str) {
        let text = format!(r#"Walk(format: 1, title: "W", expect: [{expected}])"#);
        let (walk, problems) = scenario::load_walk(&text, rig.scenario());
        let walk = walk.unwrap_or_else(|| panic!("{problems:?}"));
        let judged = judge(rig.scenario(), rig.state(), &walk);
        let [judged] = &judged[..] else {
            panic!("{judged:?}")
        };
        assert_eq!((judged.holds, &*judged.came), (holds, came), "{expected}");
        let problem = judged.problem().map(|problem| {
            let words = &text[problem.span.clone()];
            (words.to_owned(), problem.message)
        });
        let failed = (expected.to_owned(), came.to_owned());
        assert_eq!(problem, (!holds).then_some(failed), "{expected}");
    }

    #[test]
    fn what_came_is_held_against_what_was_expected() {
        // Chosen at 6m, so that it lands at 16m; ended at 30m.
        let rig = play(PARTS).acknowledge(3, "page").choose(6, "move", "west");
        let rig = rig.wait_to(40);
        for (expected, holds, came) in [
            (r#"Happened("page")"#, true, "`page` came at T+0:02:00"),
            (
                r#"Happened("spare")"#,
                false,
                "`spare` never came; the exercise ended at T+0:30:00",
            ),
            (
                r#"By("16m", "move.west")"#,
                true,
                "`move.west` came at T+0:16:00",
            ),
            (
                r#"By("14m30s", "move.west")"#,
                false,
                "`move.west` came at T+0:16:00, 1 min 30 s late",
            ),
            (
                r#"By("359997ms", "move")"#,
                false,
                "`move` came at T+0:06:00, 3 ms late",
            ),
            (
                r#"By("5m", "move.stay")"#,
                false,
                "`move.stay` never came; the exercise ended at T+0:30:00",
            ),
            (r#"Never("spare")"#, true, "`spare` never came"),
            (
                r#"Never("acknowledged.page")"#,
                false,
                "`acknowledged.page` came at T+0:03:00",
            ),
            (
                r#"Never("update.public")"#,
                true,
                "`update.public` never came",
            ),
            (
                r#"Ending("sold")"#,
                true,
                "the exercise ended with `sold` at T+0:30:00",
            ),
            (
                r#"Ending("closed")"#,
                false,
                "the exercise ended with `sold` at T+0:30:00",
            ),
            ("BadMinutes(9, 9)", true, "9.0 bad minutes"),
            (
                "BadMinutes(0, 8.5)",
                false,
                "9.0 bad minutes, at most 8.5 expected",
            ),
            (
                "BadMinutes(10, 60)",
                false,
                "9.0 bad minutes, at least 10 expected",
            ),
            (
                "BadMinutes(0, 8.99)",
                false,
                "9.0 bad minutes, at most 8.99 expected",
            ),
        ] {
            check(&rig, expected, holds, came);
        }
    }

    #[test]
    fn a_number_is_told_with_the_decimals_that_tell_it_from_its_bound() {
        // Half of 17 min 58 s is 8.983…, which one decimal would make 9.0.
        let parts = PARTS.replace("\"20m\"", "\"19m58s\"");
        let rig = play(&parts).wait_to(40);
        let came = "8.98 bad minutes, at least 9 expected";
        check(&rig, "BadMinutes(9, 20)", false, came);
    }

    #[test]
    fn without_an_ending_or_an_impact_that_is_what_came() {
        let rig = play(r#"endings: [(id: "over", title: "O", outcome: Mixed, otherwise: true)]"#);
        let rig = rig.stop(5);
        let came = "the exercise ended without an ending at T+0:05:00";
        check(&rig, r#"Ending("over")"#, false, came);
        let came = "no signal is marked `impact`, so nothing counts as bad minutes";
        check(&rig, "BadMinutes(0, 60)", false, came);
    }
}
