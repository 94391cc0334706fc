//! The example of the contract, read in every detail.

use super::{CONTRACT, contract, file};
use crate::scenario::{
    load,
    model::{
        Audience, Chance, Condition, Effect, Finding, Health, Level, Moment, Recipients, Trigger,
        Truth, Verdict,
    },
    problem::Place,
    span::Span,
    table::{HasId, Ix, Table},
};

fn minutes(minutes: u64) -> Span {
    Span::from_minutes(minutes)
}

#[test]
fn the_contract_says_what_it_says() {
    let scenario = contract();
    assert_eq!(scenario.id, "cdn-cut");
    assert_eq!(scenario.level, Level::Introductory);
    assert_eq!(scenario.length, minutes(40));
    assert!((scenario.scale - 1.0).abs() < f64::EPSILON);
    let begins = scenario.begins.expect("it says so").to_string();
    assert_eq!(begins, "2026-03-03 14:00:00");
    assert_eq!(scenario.marking.as_deref(), Some("TLP:GREEN"));
    assert_eq!(scenario.based_on[0].date.as_deref(), Some("2021-06-08"));
    assert_eq!(scenario.extra["source"], "msel.csv");
    assert_eq!(scenario.notes, "Say \"good luck\" first.");
    assert_eq!(ids(&scenario.flags), ["cache-held", "deep"]);
    assert_eq!(scenario.impact, scenario.signals.find("impact"));
    assert_eq!(scenario.otherwise, scenario.endings.find("long-night"));
    assert_eq!(scenario.objectives[Ix::new(0)].target, Some(minutes(10)));
    let storefront = &scenario.services[Ix::new(1)];
    assert_eq!(storefront.needs, [Ix::new(0)]);
    assert_eq!(storefront.mtd, Some(minutes(240)));
}

#[test]
fn texts_over_several_lines_lose_the_indentation_of_the_file() {
    let scenario = contract();
    assert_eq!(
        scenario.briefing,
        "# Tuesday, early afternoon\n\nYou run the storefront:\n\n\
         - everything static comes from one CDN,\n  and nothing else\n- the client team is at lunch"
    );
    assert_eq!(
        scenario.injects[Ix::new(0)].attachments[0].body,
        "14:02:10 GET /start.json 503\n  upstream timed out"
    );
}

#[test]
fn moments_are_looked_up() {
    let scenario = contract();
    let (inject, decision) = (Ix::new(0), Ix::new(0));
    let objective = &scenario.objectives[Ix::new(0)];
    assert_eq!(objective.met, Some(Condition::Happened(Moment::Declared)));
    assert_eq!(
        scenario.phases[Ix::new(1)].when,
        Trigger::After(Moment::Decision(decision), Span::ZERO)
    );
    assert_eq!(
        scenario.claims[Ix::new(0)].refuted,
        Some(Condition::Happened(Moment::Inject(Ix::new(1))))
    );
    assert_eq!(
        scenario.decisions[decision].when,
        Trigger::After(Moment::Inject(inject), minutes(3))
    );
    assert_eq!(
        scenario.tasks[Ix::new(0)].done,
        Some(Condition::Happened(Moment::Update(Some(Audience::Public))))
    );
    let restored = Condition::All(vec![
        Condition::Happened(Moment::Outcome(decision, Ix::new(0))),
        Condition::Below(Ix::new(1), 1.0),
    ]);
    assert_eq!(scenario.endings[Ix::new(0)].when, Trigger::When(restored));
    let cold = Condition::All(vec![
        Condition::Elapsed(minutes(10)),
        Condition::Not(Box::new(Condition::Flag(Ix::new(0)))),
        Condition::Any(vec![
            Condition::Is(Ix::new(1), Health::Degraded),
            Condition::Above(Ix::new(0), 5.0),
            Condition::Happened(Moment::Acknowledged(inject)),
        ]),
    ]);
    assert_eq!(scenario.injects[Ix::new(1)].when, Trigger::When(cold));
}

#[test]
fn effects_are_looked_up_and_chances_are_numbered_in_the_order_of_the_file() {
    let scenario = contract();
    let chance = |index, percent, hit, miss| {
        Effect::Chance(Chance {
            index,
            percent,
            hit,
            miss,
        })
    };
    let ramp = |signal, to, over| Effect::Signal {
        signal: Ix::new(signal),
        to,
        over: minutes(over),
    };
    let deep = Ix::new(1);
    assert_eq!(
        scenario.injects[Ix::new(0)].effects,
        [
            Effect::Service(Ix::new(0), Health::Down),
            ramp(0, 38.0, 3),
            ramp(1, 20.0, 5),
            chance(
                0,
                50.0,
                vec![chance(1, 10.0, vec![Effect::Set(deep)], vec![])],
                vec![chance(2, 20.5, vec![], vec![Effect::Clear(deep)])],
            ),
            chance(3, 1.0, vec![], vec![]),
        ]
    );
    let nudge = Effect::Nudge {
        signal: Ix::new(0),
        by: 12.0,
        over: minutes(2),
    };
    let options = &scenario.decisions[Ix::new(0)].options;
    assert_eq!(
        options[Ix::new(0)].effects,
        [
            Effect::Service(Ix::new(0), Health::Up),
            ramp(0, 0.2, 4),
            ramp(1, 0.0, 4),
            chance(0, 60.0, vec![Effect::Set(Ix::new(0))], vec![nudge]),
            Effect::DataLoss(Ix::new(1), Span::from_ms(37_000)),
            Effect::Cancel(Ix::new(2)),
            Effect::Claim(Ix::new(0), Finding::Refuted),
        ]
    );
    assert_eq!(options[Ix::new(1)].effects, [Effect::End(Ix::new(1))]);
}

#[test]
fn what_is_left_out_has_a_sensible_value() {
    let scenario = contract();
    let page = &scenario.injects[Ix::new(0)];
    assert_eq!(page.to, Recipients::Roles(vec![Ix::new(0)]));
    let cold = &scenario.injects[Ix::new(1)];
    assert_eq!(cold.to, Recipients::All);
    assert_eq!(cold.from, "");
    assert_eq!(cold.truth, Truth::Late);
    let wave = &scenario.injects[Ix::new(2)];
    assert_eq!(wave.to, Recipients::All);
    assert_eq!(wave.truth, Truth::True);
    assert_eq!(wave.when, Trigger::Held);
    assert!(wave.guard.only_if.is_some() && wave.guard.unless.is_none());
    let decision = &scenario.decisions[Ix::new(0)];
    assert_eq!(decision.asked, Some(Ix::new(0)));
    assert_eq!(decision.silence, Some(Ix::new(1)));
    assert_eq!(decision.options[Ix::new(0)].takes, minutes(6));
    let wait = &decision.options[Ix::new(1)];
    assert_eq!(wait.takes, Span::ZERO);
    assert_eq!(wait.verdict, Some(Verdict::Poor));
    assert_eq!(scenario.tasks[Ix::new(1)].when, Trigger::At(Span::ZERO));
    assert_eq!(scenario.endings[Ix::new(1)].when, Trigger::Held);
    let (least, problems) = load(&file("")[1]);
    assert_eq!(problems, []);
    let least = least.expect("it has no problems");
    assert_eq!(least.level, Level::Intermediate);
    assert!((least.scale - 1.0).abs() < f64::EPSILON);
}

#[test]
fn a_file_from_another_editor_says_the_same_in_the_same_places() {
    let unix = CONTRACT.replace("to: [\"ic\"]", "to: [\"ix\", \"icc\"]");
    let windows = format!("\u{FEFF}{}", unix.replace('\n', "\r\n"));
    let places = |text: &str| -> Vec<Place> {
        let problems = load(text).1;
        problems.iter().map(|problem| problem.place(text)).collect()
    };
    assert_eq!(places(&unix), places(&windows));
    assert_eq!(places(&unix).len(), 2);
    let problems = load(&windows).1;
    assert_eq!(&windows[problems[1].span.clone()], "\"icc\"");

    let windows = format!("\u{FEFF}{}", CONTRACT.replace('\n', "\r\n"));
    assert_eq!(load(&windows), (Some(contract()), Vec::new()));
}

fn ids<T: HasId>(table: &Table<T>) -> Vec<&str> {
    table.iter().map(HasId::id).collect()
}
