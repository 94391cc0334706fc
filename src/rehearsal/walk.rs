//! Rehearses a walk: its steps as the script, its policy and its seed.

use super::{
    play::{Rehearsed, play},
    script::{Impossible, Scripted},
};
use crate::{
    exercise::{
        Command, ExerciseTime,
        event::{Answer, ClaimVerdict, Started, UpdateState},
    },
    scenario::{
        Code, Problem, Scenario, Walk,
        model::Finding,
        walk::{Deed, Progress, Step},
    },
};

/// `inject_skipped.why` where a walk says so.
const SKIPPED: &str = "the walk says so";

/// Plays `scenario` through as the walk says, from `started` to its end.
pub fn walk(scenario: &Scenario, started: Started, walk: &Walk) -> Rehearsed {
    let script: Vec<_> = walk.steps.iter().map(scripted).collect();
    let started = Started {
        seed: walk.seed,
        ..started
    };
    play(scenario, started, walk.policy, &script)
}

/// The steps that could not be followed, each in its place.
pub fn refused(walk: &Walk, rehearsed: &Rehearsed) -> Vec<Problem> {
    let problem = |(position, impossible): &(usize, Impossible)| {
        let span = walk.steps[*position].span.clone();
        let problem = Problem::error(Code::WalkRefused, span, impossible.why());
        problem.maybe_hint(impossible.possible().map(sentence))
    };
    rehearsed.impossible.iter().map(problem).collect()
}

fn scripted(step: &Step) -> Scripted {
    let at = Some(ExerciseTime::from(step.at));
    let command = match &step.deed {
        Deed::Choose(decision, choice) => return Scripted::choice(at, *decision, *choice),
        Deed::Other(decision, words) => {
            return Scripted::answer(at, *decision, Answer::Other(words.clone()));
        }
        Deed::Ack(inject) => Command::Acknowledge((*inject).into()),
        Deed::Done(task) => Command::Tick(*task),
        Deed::Declare(severity) => Command::Declare {
            severity: severity.clone(),
        },
        Deed::Update(audience, progress, text) => Command::Post {
            next: None,
            audience: *audience,
            state: state(*progress),
            text: text.clone(),
        },
        Deed::Claim(claim, finding) => Command::Judge {
            claim: *claim,
            verdict: match finding {
                Finding::Confirmed => ClaimVerdict::Confirmed,
                Finding::Refuted => ClaimVerdict::Refuted,
            },
            evidence: None,
        },
        Deed::Fire(inject) => Command::Fire(*inject),
        Deed::Skip(inject) => Command::Skip {
            inject: *inject,
            why: SKIPPED.to_owned(),
        },
        Deed::HoldBack(inject, until) => Command::HoldBack {
            inject: *inject,
            until: Some(ExerciseTime::from(*until)),
        },
    };
    Scripted { at, command }
}

const fn state(progress: Progress) -> UpdateState {
    match progress {
        Progress::Investigating => UpdateState::Investigating,
        Progress::Identified => UpdateState::Identified,
        Progress::Monitoring => UpdateState::Monitoring,
        Progress::Resolved => UpdateState::Resolved,
    }
}

/// The words as hints are written.
fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str() + "."
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        exercise::{
            Event, State,
            event::Pace,
            rig::{self, minutes},
        },
        scenario::{self, Ix, model::Moment},
    };

    const PARTS: &str = r#"
        roles: [(id: "ic", name: "Commander")],
        claims: [(id: "warm", text: "W", check: "C")],
        injects: [
            (id: "page", when: At("2m"), channel: Page, title: "P"),
            (id: "boss", when: At("10m"), channel: Phone, title: "B"),
            (id: "shy", when: At("10m"), only_if: Happened("hint"), channel: Phone, title: "S"),
            (id: "hint", when: Held, channel: Chat, title: "H"),
        ],
        decisions: [
            (id: "move", when: At("5m"), asked: "ic", limit: "8m", silence: "stay", prompt: "?", options: [
                (id: "stay", label: "S"), (id: "west", label: "W", verdict: Good),
            ]),
            (id: "open", when: At("5m"), prompt: "?", options: [(id: "yes", label: "Y")]),
            (id: "later", when: After("hint", "1m"), prompt: "?", options: [(id: "yes", label: "Y")]),
        ],
        tasks: [
            (id: "look", text: "T", role: "ic", when: At("4m")),
            (id: "last", text: "T", when: After("hint", "1m")),
        ],
    "#;

    fn rehearse(fields: &str) -> (Walk, Rehearsed) {
        let scenario = rig::scenario(PARTS);
        let text = format!(r#"Walk(format: 1, title: "W", {fields})"#);
        let (walk, problems) = scenario::load_walk(&text, &scenario);
        let walk = walk.unwrap_or_else(|| panic!("{problems:?}"));
        let started = rig::started(&scenario, Pace::Real);
        let rehearsed = super::walk(&scenario, started, &walk);
        (walk, rehearsed)
    }

    /// Follows these steps to the end, none of them refused.
    #[track_caller]
    fn followed(steps: &str) -> State {
        let (_, rehearsed) = rehearse(&format!("steps: [{steps}]"));
        assert_eq!(rehearsed.impossible, [], "{steps}");
        rehearsed.state
    }

    /// Follows one step that is refused, and answers why, and what was possible.
    #[track_caller]
    fn check(step: &str, why: &str, possible: &str) {
        let (walk, rehearsed) = rehearse(&format!("steps: [{step}]"));
        let problems = refused(&walk, &rehearsed);
        let told: Vec<_> = problems
            .iter()
            .map(|it| {
                (
                    it.code,
                    &*it.message,
                    it.hint.as_deref().unwrap_or_default(),
                )
            })
            .collect();
        assert_eq!(told, [(Code::WalkRefused, why, possible)], "{step}");
        assert_eq!(problems[0].span, walk.steps[0].span);
    }

    #[test]
    fn every_deed_is_done_at_its_time_by_whom_it_belongs_to() {
        let state = followed(
            r#"
            At("3m", Ack("page")), At("4m", Declare("SEV2")), At("4m", Done("look")),
            At("6m", Choose("move", "west")), At("7m", Other("open", "Ask")), At("8m", Skip("boss")),
            At("9m", Update(Public, Identified, "Soon.")), At("9m", Claim("warm", Refuted)),
            At("9m", HoldBack("shy", "20m")), At("12m", Fire("hint")),
            "#,
        );
        let by = |who: &str| crate::exercise::Who::Person(who.to_owned());
        let injects: Vec<_> = state.injects.iter().collect();
        assert_eq!(injects[0].acknowledged, Some((minutes(3), by("the team"))));
        assert_eq!(injects[1].skipped, Some((minutes(8), SKIPPED.to_owned())));
        // Held back to after the hint, so that its guard lets it through.
        assert_eq!(
            injects[2].delivered.as_ref().map(|it| it.0),
            Some(minutes(20))
        );
        assert_eq!(
            injects[3].delivered,
            Some((minutes(12), by("the facilitator")))
        );
        assert_eq!(state.declarations[0].severity, "SEV2");
        assert_eq!(state.tasks[Ix::new(0)].done, Some((minutes(4), by("Ana"))));
        let made = |n: usize| {
            state.decisions[Ix::new(n)]
                .made
                .clone()
                .expect("it is made")
        };
        assert_eq!((made(0).at, made(0).who), (minutes(6), by("Ana")));
        assert_eq!(made(1).answer, Answer::Other("Ask".to_owned()));
        assert_eq!(state.updates[0].state, UpdateState::Identified);
        let judged = state.claims[Ix::new(0)]
            .judged
            .as_ref()
            .expect("it is judged");
        assert_eq!(
            (judged.at, judged.verdict),
            (minutes(9), ClaimVerdict::Refuted)
        );
    }

    #[test]
    fn what_cannot_be_done_says_what_could() {
        for (step, why, possible) in [
            (
                r#"At("4m", Choose("move", "west"))"#,
                "at T+0:04:00 move is not open yet",
                "Here move is open from T+0:05:00 to T+0:13:00.",
            ),
            (
                r#"At("4m", Other("open", "Ask"))"#,
                "at T+0:04:00 open is not open yet",
                "Here open is open from T+0:05:00 to T+1:00:00.",
            ),
            (
                r#"At("40m", Choose("later", "yes"))"#,
                "later does not open in this rehearsal",
                "",
            ),
            (
                r#"At("1m", Ack("page"))"#,
                "at T+0:01:00 page has not been delivered yet",
                "Here page is delivered at T+0:02:00.",
            ),
            (
                r#"At("30m", Ack("shy"))"#,
                "at T+0:30:00 shy has not been delivered yet",
                "Here shy is skipped at T+0:10:00.",
            ),
            (
                r#"At("30m", Ack("hint"))"#,
                "at T+0:30:00 hint has not been delivered yet",
                "Here hint is never delivered.",
            ),
            (
                r#"At("30m", Fire("page"))"#,
                "at T+0:30:00 page was delivered at T+0:02:00",
                "",
            ),
            (
                r#"At("30m", Skip("shy"))"#,
                "at T+0:30:00 shy was skipped (guard); undo brings it back",
                "Here shy is skipped at T+0:10:00.",
            ),
            (
                r#"At("9m", HoldBack("boss", "8m"))"#,
                "at T+0:09:00 the clock shows T+0:09:00 and cannot jump back to T+0:08:00; undo goes back",
                "",
            ),
            (
                r#"At("3m", Done("look"))"#,
                "at T+0:03:00 look has not begun yet",
                "Here look begins at T+0:04:00.",
            ),
            (
                r#"At("3m", Done("last"))"#,
                "at T+0:03:00 last has not begun yet",
                "Here last never begins.",
            ),
            (
                r#"At("3m", Declare(" "))"#,
                "at T+0:03:00 the severity must not be empty",
                "",
            ),
            (
                r#"At("1h", Declare("SEV1"))"#,
                "at T+1:00:00 this rehearsal is over: it ends at T+1:00:00",
                "",
            ),
        ] {
            check(step, why, possible);
        }
    }

    #[test]
    fn all_that_is_refused_is_told_in_the_order_of_the_file() {
        let (_, rehearsed) = rehearse(
            r#"steps: [
                At("1h", Declare("SEV1")), At("7m", Choose("move", "stay")), At("8m", Ack("page")),
                At("6m", Choose("move", "west")), At("1m", Ack("boss")),
            ]"#,
        );
        let told: Vec<_> = rehearsed
            .impossible
            .iter()
            .map(|(position, why)| (*position, why.to_string()))
            .collect();
        let expected = [
            (
                0,
                "at T+1:00:00 this rehearsal is over: it ends at T+1:00:00",
            ),
            (
                1,
                "at T+0:07:00 move was decided at T+0:06:00; undo takes it back; here move is open from \
                 T+0:05:00 to T+0:06:00",
            ),
            (
                4,
                "at T+0:01:00 boss has not been delivered yet; here boss is delivered at T+0:10:00",
            ),
        ];
        assert_eq!(told, expected.map(|(at, why)| (at, why.to_owned())));
    }

    #[test]
    fn within_an_instant_time_acts_first_and_then_the_file_has_its_order() {
        // What is due at 2m is there to be acknowledged at 2m.
        let (_, rehearsed) = rehearse(
            r#"steps: [At("2m", Declare("B")), At("2m", Ack("page")), At("2m", Declare("A"))]"#,
        );
        let words: Vec<_> = rehearsed
            .happened
            .iter()
            .filter_map(|timed| match &timed.event {
                Event::InjectDelivered { .. } => Some("page"),
                Event::InjectAcknowledged { .. } => Some("ack"),
                Event::Declared { severity, .. } => Some(&**severity),
                _ => None,
            })
            .take(4)
            .collect();
        assert_eq!(words, ["page", "B", "ack", "A"]);
    }

    #[test]
    fn the_policy_plays_what_is_not_written() {
        let (_, rehearsed) = rehearse(r#"policy: Best, steps: [At("8m", Choose("move", "stay"))]"#);
        assert_eq!(rehearsed.impossible, []);
        let state = rehearsed.state;
        let at = |moment| state.moment(moment);
        let stay = Moment::Outcome(Ix::new(0), Ix::new(0));
        assert_eq!(at(stay), Some(minutes(8)));
        assert_eq!(at(Moment::Decision(Ix::new(1))), Some(minutes(6)));
        assert_eq!(at(Moment::Acknowledged(Ix::new(0))), Some(minutes(3)));
    }

    #[test]
    fn the_seed_is_the_walks() {
        let (_, rehearsed) = rehearse("seed: 99");
        assert_eq!(rehearsed.state.seed, 99);
    }
}
