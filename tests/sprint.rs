//! Holds the plays that `fuzz` goes through against the engine's, event by event.
//!
//! More of it: `PROPTEST_CASES=10000 cargo test --release --test sprint`.

mod random;

use blackstart::{
    exercise::{
        Event, ExerciseTime, Timed,
        event::{Answer, ClaimVerdict, Mode, Pace, Received, ScenarioText, Started},
    },
    fuzz::{
        plan::Plan,
        sprint::{Chosen, Deed, Onlooker, Sprint},
    },
    rehearsal::{self, Policy, Rehearsed, Scripted},
    report::measures,
    scenario::{
        self, Ix, Scenario,
        builtin::BUILTIN,
        model::{Choice, Decision, Finding, Moment, Objective},
    },
};
use proptest::prelude::*;
use random::config;

const POLICIES: [Policy; 5] = [
    Policy::Random,
    Policy::Wild,
    Policy::Best,
    Policy::Worst,
    Policy::Silent,
];

/// What was seen of a play.
#[derive(Debug, Default, PartialEq)]
struct Seen {
    deeds: Vec<(ExerciseTime, Deed)>,
    met: Vec<Ix<Objective>>,
}

impl Onlooker for Seen {
    fn saw(&mut self, at: ExerciseTime, deed: Deed) {
        self.deeds.push((at, deed));
    }
    fn offered(&mut self, _: Ix<Decision>, _: Ix<Choice>) {}
    fn stuck(&mut self, _: Ix<Decision>) {}
    fn met(&mut self, objective: Ix<Objective>) {
        self.met.push(objective);
    }
}

fn started(scenario: &Scenario, seed: u64) -> Started {
    Started {
        format: 1,
        exercise: String::new(),
        program: String::new(),
        scenario: ScenarioText {
            id: scenario.id.clone(),
            title: String::new(),
            sha256: String::new(),
            text: String::new().into(),
        },
        mode: Mode::Facilitated,
        pace: Pace::Real,
        speed: 1.0,
        seed,
        practice: true,
        observer: None,
        people: Vec::new(),
    }
}

fn deed(event: &Event) -> Option<Deed> {
    Some(match *event {
        Event::PhaseBegun { phase, .. } => Deed::PhaseBegun(phase),
        Event::PhaseSkipped { phase, .. } => Deed::PhaseSkipped(phase),
        Event::InjectDelivered { inject, .. } => Deed::InjectDelivered(inject),
        Event::InjectSkipped { inject, .. } => Deed::InjectSkipped(inject),
        Event::InjectAcknowledged {
            inject: Received::Scripted(inject),
            ..
        } => Deed::InjectAcknowledged(inject),
        Event::DecisionOpened { decision } => Deed::DecisionOpened(decision),
        Event::DecisionMade {
            decision,
            ref answer,
            ..
        } => {
            let choice = match answer {
                Answer::Option(choice) => Some(*choice),
                Answer::Other(_) => None,
            };
            Deed::DecisionMade(decision, choice)
        }
        Event::DecisionExpired { decision, option } => Deed::DecisionExpired(decision, option),
        Event::DecisionSkipped { decision } => Deed::DecisionSkipped(decision),
        Event::OutcomeLanded { decision, option } => Deed::OutcomeLanded(decision, option),
        Event::ChanceDrawn { source, index, hit } => Deed::ChanceDrawn(source, index, hit),
        Event::TaskBegun { task, .. } => Deed::TaskBegun(task),
        Event::TaskDone { task, .. } => Deed::TaskDone(task),
        Event::TaskMissed { task, .. } => Deed::TaskMissed(task),
        Event::TaskSkipped { task, .. } => Deed::TaskSkipped(task),
        Event::ClaimJudged { claim, verdict, .. } => {
            let finding = match verdict {
                ClaimVerdict::Confirmed => Finding::Confirmed,
                ClaimVerdict::Refuted => Finding::Refuted,
                ClaimVerdict::Untested => unreachable!("time alone finds out or does not"),
            };
            Deed::ClaimJudged(claim, finding)
        }
        Event::Declared { .. } => Deed::Declared,
        Event::UpdatePosted { audience, .. } => Deed::UpdatePosted(audience),
        Event::Ended { ending, why } => Deed::Ended(ending, why),
        _ => return None,
    })
}

/// The deeds without those that nothing in the scenario asks for, and of updates the first to
/// each audience.
fn that_matter(plan: &Plan<'_>, deeds: &[(ExerciseTime, Deed)]) -> Vec<(ExerciseTime, Deed)> {
    let mut heard = Vec::new();
    let mut matters = |deed: Deed| match deed {
        Deed::InjectAcknowledged(inject) => plan.is_asked_for(Moment::Acknowledged(inject)),
        Deed::Declared => plan.is_asked_for(Moment::Declared),
        Deed::UpdatePosted(audience) => {
            let asked_for = plan.is_asked_for(Moment::Update(None))
                || plan.is_asked_for(Moment::Update(Some(audience)));
            let is_first = !heard.contains(&audience);
            heard.push(audience);
            asked_for && is_first
        }
        _ => true,
    };
    deeds
        .iter()
        .copied()
        .filter(|(_, deed)| matters(*deed))
        .collect()
}

/// Plays a scenario in both ways. The answer is whether the script could be followed.
fn check(scenario: &Scenario, policy: Policy, seed: u64, script: &[Chosen]) -> bool {
    let plan = Plan::of(scenario).expect("it is small");
    let mut sprint = Sprint::over(&plan);
    // Whatever was played before is forgotten.
    sprint.play(Policy::Wild, seed + 1, &[], &mut Seen::default());
    let mut sight = Seen::default();
    let finish = sprint.play(policy, seed, script, &mut sight);

    let scripted: Vec<_> = script
        .iter()
        .map(|&(decision, choice)| Scripted::choice(None, decision, choice))
        .collect();
    let Rehearsed {
        happened,
        state,
        impossible,
    } = rehearsal::play(scenario, started(scenario, seed), policy, &scripted);
    if !impossible.is_empty() {
        return false;
    }
    assert!(!finish.is_refused, "{policy:?} {seed}");
    let deeds: Vec<_> = happened
        .iter()
        .filter_map(|Timed { clock, event }| Some((*clock, deed(event)?)))
        .collect();
    let ours = that_matter(&plan, &sight.deeds);
    let theirs = that_matter(&plan, &deeds);
    let differ = ours.iter().zip(&theirs).position(|(a, b)| a != b);
    assert_eq!(
        ours, theirs,
        "{policy:?}, seed {seed}, first other at {differ:?}"
    );

    sight.met.sort();
    let met = state.objectives.entries();
    let met: Vec<_> = met
        .filter(|(_, it)| it.met.is_some())
        .map(|it| it.0)
        .collect();
    assert_eq!(sight.met, met, "{policy:?}, seed {seed}");
    let ended = state.ended.as_ref().expect("a rehearsal ends");
    assert_eq!(
        (finish.at, finish.ending, finish.why),
        (ended.at, ended.ending, ended.why)
    );
    let timings = measures::timings(scenario, &state);
    let mitigated = finish
        .mitigated
        .map(|span| i64::try_from(span.as_ms()).expect("a year fits"));
    assert_eq!(mitigated, timings.mitigated_ms, "{policy:?}, seed {seed}");
    let bad = measures::bad_minutes(scenario, &state);
    let close = |(ours, theirs): (f64, f64)| (ours - theirs).abs() < 1e-6;
    assert_eq!(finish.bad_minutes.is_some(), bad.is_some());
    assert!(
        finish.bad_minutes.zip(bad).is_none_or(close),
        "{policy:?}, seed {seed}"
    );
    true
}

#[test]
fn the_built_in_scenarios_are_played_alike() {
    for builtin in BUILTIN {
        let scenario = scenario::load(builtin.text).0.expect("it can be played");
        for seed in 0..3 {
            for policy in POLICIES {
                assert!(check(&scenario, policy, seed, &[]));
            }
        }
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn random_scenarios_are_played_alike(text in random::scenario(), seed in 0_u64..1000) {
        let scenario = scenario::load(&text).0.expect("it can be played");
        for policy in POLICIES {
            check(&scenario, policy, seed, &[]);
        }
    }

    #[test]
    fn settled_answers_are_given_alike(
        text in random::scenario(),
        seed in 0_u64..1000,
        choices in [0_usize..2, 0..2],
    ) {
        let scenario = scenario::load(&text).0.expect("it can be played");
        let script = [0, 1].map(|n| (Ix::new(n), Ix::new(choices[n])));
        for policy in POLICIES {
            check(&scenario, policy, seed, &script);
            check(&scenario, policy, seed, &script[..1]);
        }
    }
}
