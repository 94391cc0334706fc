//! Scenarios at random, in which everything waits for everything.

use proptest::{collection::vec, prelude::*, sample::select, test_runner::FileFailurePersistence};

/// Every law is tried so often, unless `PROPTEST_CASES` says how often.
const CASES: u32 = 40;

/// What laws are tried with.
pub(crate) fn config() -> ProptestConfig {
    let cases = match std::env::var_os("PROPTEST_CASES") {
        None => CASES,
        Some(_) => ProptestConfig::default().cases,
    };
    let failure_persistence = Some(Box::new(FileFailurePersistence::Off) as Box<_>);
    ProptestConfig {
        cases,
        failure_persistence,
        max_shrink_iters: 4_000,
        ..ProptestConfig::default()
    }
}

/// A span of up to ten minutes, as a scenario has it; often a round one, so that things meet.
fn span() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => (0_u64..8).prop_map(|minutes| format!("{minutes}m")),
        1 => (0_u64..600_000).prop_map(|ms| format!("{ms}ms")),
    ]
}

fn moment() -> impl Strategy<Value = &'static str> {
    select(vec![
        "i0",
        "i1",
        "i2",
        "i3",
        "i4",
        "d0",
        "d1",
        "d0.a",
        "d0.b",
        "d1.a",
        "t0",
        "t1",
        "p0",
        "p1",
        "declared",
        "update",
        "update.public",
        "acknowledged.i0",
        "acknowledged.i3",
    ])
}

fn flag() -> impl Strategy<Value = &'static str> {
    select(vec!["f0", "f1"])
}

fn service() -> impl Strategy<Value = &'static str> {
    select(vec!["s0", "s1"])
}

fn health() -> impl Strategy<Value = &'static str> {
    select(vec!["Up", "Degraded", "Down"])
}

fn signal() -> impl Strategy<Value = &'static str> {
    select(vec!["g0", "g1"])
}

fn condition() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        moment().prop_map(|moment| format!("Happened(\"{moment}\")")),
        (service(), health()).prop_map(|(service, health)| format!("Is(\"{service}\", {health})")),
        (signal(), 0..100).prop_map(|(signal, bound)| format!("Above(\"{signal}\", {bound})")),
        (signal(), 0..100).prop_map(|(signal, bound)| format!("Below(\"{signal}\", {bound})")),
        span().prop_map(|span| format!("Elapsed(\"{span}\")")),
        flag().prop_map(|flag| format!("Flag(\"{flag}\")")),
    ];
    part.prop_recursive(3, 8, 3, |part| {
        prop_oneof![
            vec(part.clone(), 1..4).prop_map(|parts| format!("All([{}])", parts.join(", "))),
            vec(part.clone(), 1..4).prop_map(|parts| format!("Any([{}])", parts.join(", "))),
            part.prop_map(|part| format!("Not({part})")),
        ]
    })
}

fn trigger() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => span().prop_map(|span| format!("At(\"{span}\")")),
        3 => (moment(), span()).prop_map(|(moment, span)| format!("After(\"{moment}\", \"{span}\")")),
        3 => condition().prop_map(|condition| format!("When({condition})")),
        1 => Just("Held".to_owned()),
    ]
}

fn guard() -> impl Strategy<Value = String> {
    let kind = select(vec!["unless", "only_if"]);
    prop_oneof![
        2 => Just(String::new()),
        1 => (kind, condition()).prop_map(|(kind, condition)| format!("{kind}: {condition},")),
    ]
}

fn effect() -> impl Strategy<Value = String> {
    let one = prop_oneof![
        3 => (signal(), 0..120, span()).prop_map(|(id, to, over)| format!("Signal(\"{id}\", {to}, \"{over}\")")),
        3 => (signal(), -60..60, span()).prop_map(|(id, by, over)| format!("Nudge(\"{id}\", {by}, \"{over}\")")),
        2 => (service(), health()).prop_map(|(id, health)| format!("Service(\"{id}\", {health})")),
        1 => (service(), span()).prop_map(|(id, lost)| format!("DataLoss(\"{id}\", \"{lost}\")")),
        3 => flag().prop_map(|flag| format!("Set(\"{flag}\")")),
        3 => flag().prop_map(|flag| format!("Clear(\"{flag}\")")),
        1 => select(vec!["i0", "i2", "i4"]).prop_map(|inject| format!("Cancel(\"{inject}\")")),
        1 => select(vec!["Confirmed", "Refuted"]).prop_map(|finding| format!("Claim(\"c0\", {finding})")),
        1 => Just("End(\"e1\")".to_owned()),
    ];
    one.prop_recursive(2, 6, 2, |effect| {
        (0..101, vec(effect.clone(), 0..3), vec(effect, 0..3)).prop_map(|(percent, hit, miss)| {
            format!(
                "Chance({percent}, [{}], [{}])",
                hit.join(", "),
                miss.join(", ")
            )
        })
    })
}

fn effects() -> impl Strategy<Value = String> {
    vec(effect(), 0..4).prop_map(|effects| format!("effects: [{}],", effects.join(", ")))
}

fn phases() -> impl Strategy<Value = String> {
    vec((trigger(), guard()), 2).prop_map(|rows| {
        let row =
            |(n, (when, guard))| format!("(id: \"p{n}\", title: \"P\", when: {when}, {guard})");
        format!(
            "phases: [{}],",
            rows.into_iter()
                .enumerate()
                .map(row)
                .collect::<Vec<_>>()
                .join(",")
        )
    })
}

fn injects() -> impl Strategy<Value = String> {
    vec((trigger(), guard(), effects()), 5).prop_map(|rows| {
        let row = |(n, (when, guard, effects))| {
            format!("(id: \"i{n}\", title: \"I\", channel: Chat, when: {when}, {guard} {effects})")
        };
        format!(
            "injects: [{}],",
            rows.into_iter()
                .enumerate()
                .map(row)
                .collect::<Vec<_>>()
                .join(",")
        )
    })
}

fn decisions() -> impl Strategy<Value = String> {
    let option = |id| {
        let only_if = prop_oneof![
            3 => Just(String::new()),
            1 => condition().prop_map(|condition| format!("only_if: {condition},")),
        ];
        (only_if, span(), effects()).prop_map(move |(only_if, takes, effects)| {
            format!("(id: \"{id}\", label: \"O\", {only_if} takes: \"{takes}\", {effects})")
        })
    };
    let limit = prop_oneof![
        1 => Just(String::new()),
        1 => (1..5).prop_map(|minutes| format!("limit: \"{minutes}m\",")),
        2 => (1..5).prop_map(|minutes| format!("limit: \"{minutes}m\", silence: \"b\",")),
    ];
    vec((trigger(), guard(), limit, option("a"), option("b")), 2).prop_map(|rows| {
        let row = |(n, (when, guard, limit, a, b))| {
            format!(
                "(id: \"d{n}\", prompt: \"?\", when: {when}, {guard} {limit} options: [{a}, {b}])"
            )
        };
        format!(
            "decisions: [{}],",
            rows.into_iter()
                .enumerate()
                .map(row)
                .collect::<Vec<_>>()
                .join(",")
        )
    })
}

fn tasks() -> impl Strategy<Value = String> {
    let done = prop_oneof![
        Just(String::new()),
        condition().prop_map(|condition| format!("done: {condition},")),
    ];
    vec((trigger(), guard(), done, 1..5), 2).prop_map(|rows| {
        let row = |(n, (when, guard, done, limit))| {
            format!("(id: \"t{n}\", text: \"T\", when: {when}, {guard} {done} limit: \"{limit}m\")")
        };
        format!(
            "tasks: [{}],",
            rows.into_iter()
                .enumerate()
                .map(row)
                .collect::<Vec<_>>()
                .join(",")
        )
    })
}

/// The text of a scenario of a quarter of an hour.
pub(crate) fn scenario() -> impl Strategy<Value = String> {
    let rows = (
        phases(),
        injects(),
        decisions(),
        tasks(),
        condition(),
        condition(),
        condition(),
    );
    rows.prop_map(|(phases, injects, decisions, tasks, met, confirmed, ends)| {
        format!(
            r#"Scenario(
                format: 1, id: "random", title: "Random", length: "15m", scale: 1,
                roles: [(id: "ic", name: "Commander")],
                objectives: [(id: "o0", title: "O", met: {met})],
                services: [(id: "s0", name: "S"), (id: "s1", name: "S", needs: ["s0"], rto: "5m")],
                signals: [
                    (id: "g0", name: "G", start: 20, min: 0, max: 100, impact: true),
                    (id: "g1", name: "G", start: 50),
                ],
                claims: [(id: "c0", text: "C", confirmed: {confirmed})],
                {phases} {injects} {decisions} {tasks}
                endings: [
                    (id: "e0", title: "E", outcome: Success, when: When(All([Elapsed("8m"), {ends}]))),
                    (id: "e1", title: "E", outcome: Failure),
                    (id: "e2", title: "E", outcome: Mixed, otherwise: true),
                ],
            )"#
        )
    })
}
