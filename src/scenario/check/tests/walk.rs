//! What is wrong with walks: its words, its place; and what is read of a good one.

use std::ops::Range;

use crate::scenario::{
    Ix, Span, load, load_walk,
    model::{Audience, Finding, Moment},
    walk::{Deed, Expected, Policy, Progress, Walk},
};

const SCENARIO: &str = r#"Scenario(
    format: 1, id: "shop", title: "The shop is down", length: "1h",
    claims: [(id: "stand-by", text: "The stand-by is warm", check: "Ask")],
    injects: [
        (id: "page", when: At("2m"), channel: Page, title: "Checkout fails"),
        (id: "boss", when: At("10m"), channel: Phone, title: "When is it back?"),
    ],
    decisions: [
        (id: "tell", when: At("4m"), prompt: "Tell?", options: [(id: "yes", label: "Yes")]),
        (id: "move", when: At("5m"), prompt: "Move?", options: [
            (id: "stay", label: "Stay"), (id: "west", label: "West"),
        ]),
    ],
    tasks: [(id: "look", text: "Look")],
    endings: [
        (id: "sold", title: "Sold", outcome: Success, when: At("50m")),
        (id: "closed", title: "Closed", outcome: Failure, otherwise: true),
    ],
)"#;

/// Where a problem is, its code and message, and its hint.
type Told = (Range<usize>, String, String);

/// Reads the text of a walk.
fn read(text: &str) -> (Option<Walk>, Vec<Told>) {
    let (scenario, problems) = load(SCENARIO);
    let scenario = scenario.unwrap_or_else(|| panic!("{problems:?}"));
    let (walk, problems) = load_walk(text, &scenario);
    let told = problems.into_iter().map(|problem| {
        let message = format!("{}: {}", problem.code, problem.message);
        (problem.span, message, problem.hint.unwrap_or_default())
    });
    (walk, told.collect())
}

/// Reads a walk with a single problem, whose words stand between `«»`.
#[track_caller]
fn check(fields: &str, message: &str, hint: &str) {
    let marked = if fields.contains("title:") {
        format!("Walk({fields})")
    } else {
        format!("Walk(format: 1, title: \"W\", {fields})")
    };
    let start = marked.find('«').expect("a mark");
    let end = marked.find('»').expect("a mark") - '«'.len_utf8();
    let (walk, told) = read(&marked.replace(['«', '»'], ""));
    let expected = (start..end, message.to_owned(), hint.to_owned());
    assert_eq!(told, [expected], "{marked}");
    assert_eq!(walk, None, "{marked}");
}

#[test]
fn what_cannot_be_read_is_told_in_its_place() {
    for (fields, message, hint) in [
        (
            r#"format: «2», title: "W""#,
            "unknown-format: format 2 is made for a newer blackstart; this one knows format 1",
            "Upgrade blackstart to play this walk.",
        ),
        (
            r#"format: 1, title: "W", «stpes»: []"#,
            "unknown-field: a walk has no field `stpes`",
            "Did you mean `steps`?",
        ),
        (
            "policy: «Worse»",
            "unknown-word: `Worse` is no policy",
            "Did you mean `Worst`?",
        ),
        (
            "seed: «-1»",
            "wrong-type: here goes a smaller whole number, from 0 on, not `-1`",
            "Write one such as `1`.",
        ),
        (
            r#"steps: [«Ack»("page")]"#,
            "unknown-word: `Ack` is no step",
            r#"Write `At("5m", deed)`."#,
        ),
        (
            r#"steps: [«At»("5m")]"#,
            "wrong-form: `At` is not written like this",
            r#"Write `At("5m", deed)`."#,
        ),
        (
            r#"steps: [At("5m", «Chose»("move", "west"))]"#,
            "unknown-word: `Chose` is no deed",
            "Did you mean `Choose`?",
        ),
        (
            r#"steps: [At(«"2h"», Declare("SEV1"))]"#,
            "beyond-length: the exercise is over by then: its length is 1h",
            "Make it earlier, or `length` longer.",
        ),
        (
            r#"steps: [At("5m", Choose("move", «"yes"»))]"#,
            "unknown-id: the decision `move` has no option `yes`",
            "Write one of `stay` or `west`.",
        ),
        (
            r#"steps: [At("5m", Choose(«"mvoe"», "west"))]"#,
            "unknown-id: there is no decision `mvoe`",
            "Did you mean `move`?",
        ),
        (
            r#"steps: [At("5m", Ack(«"look"»))]"#,
            "wrong-kind: `look` is a task; here goes an inject",
            "Write one of `boss` or `page`.",
        ),
        (
            r#"steps: [At("5m", Update(«Everybody», Resolved, "It is back."))]"#,
            "unknown-word: `Everybody` is no audience",
            "Write one of `Internal`, `Public` or `Executive`.",
        ),
        (
            r#"steps: [At("5m", Declare(«"\u{1b}[31m"»))]"#,
            "control-character: the control character U+001B stands in a text",
            "Take it out; only line breaks and tabs may stand in a text.",
        ),
        (
            r#"expect: [Never(«"boos"»)]"#,
            "unknown-id: there is no inject, decision, task or phase `boos`",
            "Did you mean `boss`?",
        ),
        (
            r#"expect: [«Happened»("page", "5m")]"#,
            "wrong-form: `Happened` is not written like this",
            r#"Write `Happened("moment")`."#,
        ),
        (
            r#"expect: [Ending(«"page"»)]"#,
            "wrong-kind: `page` is an inject; here goes an ending",
            "Write one of `closed` or `sold`.",
        ),
        (
            "expect: [«BadMinutes»(60, 0)]",
            "bad-number: from 60 to 0 there is no number",
            "Write `BadMinutes(0, 60)`.",
        ),
    ] {
        check(fields, message, hint);
    }
}

#[test]
fn a_field_that_is_missing_is_told() {
    let (walk, told) = read("Walk(format: 1)");
    let message = "missing-field: this walk has no `title`".to_owned();
    assert_eq!(told, [(0..4, message, "Add `title: \"..\"`.".to_owned())]);
    assert_eq!(walk, None);
}

#[test]
fn all_that_is_wrong_is_told_at_once() {
    let text = r#"Walk(format: 1, title: "W", steps: [
        At("5", Choose("mvoe", "west")), At("6m", Ack("pgae")), Declare("SEV1"),
    ], expect: [By("7", "pgae"), Ending("nowhere")])"#;
    let (walk, told) = read(text);
    assert_eq!(walk, None);
    let words: Vec<_> = told.iter().map(|(span, ..)| &text[span.clone()]).collect();
    let expected = [
        "\"5\"",
        "\"mvoe\"",
        "\"pgae\"",
        "Declare",
        "\"7\"",
        "\"pgae\"",
        "\"nowhere\"",
    ];
    assert_eq!(words, expected);
}

/// Reads a walk, and compares the messages without their codes.
#[track_caller]
fn check_all(text: &str, messages: &[&str]) {
    let (walk, told) = read(text);
    assert_eq!(walk, None, "{text}");
    let told: Vec<_> = told
        .iter()
        .map(|(_, message, _)| message.split_once(": ").map_or("", |(_, message)| message))
        .collect();
    assert_eq!(told, messages, "{text}");
}

#[test]
fn what_is_broken_hides_nothing_and_brings_no_other_problem() {
    check_all(
        r#"Walk(format 1, title: "W" seed = 1, steps: [
            At("5m" Choose("mvoe", "west")), At("6m", Ack("pgae"), At("7m", Declare("SEV1")),
        ], expect: [By("7", "page") Ending("nowhere")])"#,
        &[
            "here a `:` is missing",
            "here a `,` is missing",
            "here goes a `:`, not `=`",
            "here a `,` is missing",
            "there is no decision `mvoe`",
            "this bracket is never closed",
            "there is no inject `pgae`",
            "`7` is no duration: time unit needed, for example 7sec or 7ms",
            "here a `,` is missing",
            "there is no ending `nowhere`",
        ],
    );
    // The title is lost with its quote; nothing in a walk gives a name to anything.
    check_all(
        r#"Walk(format: 1, title "the boss, steps: [At("1m", Ack("bos"))])"#,
        &[
            "here a `:` is missing",
            "this text is not closed where it should be",
            "there is no inject `bos`",
        ],
    );
    check_all(
        r#"Walk(format: 1, steps: [At("1m", Ack("bos")), At("2m", "#,
        &["there is no inject `bos`", "this bracket is never closed"],
    );
}

#[test]
fn what_has_the_wrong_values_or_stands_alone_is_looked_into() {
    check_all(
        r#"Walk(format: 1, title: "W", steps: At("5m", Choose("mvoe")), expect: Never("bos", 1))"#,
        &[
            r#"here goes a list, not `At("5m", Choose("mvoe"))`"#,
            "`Choose` is not written like this",
            "there is no decision `mvoe`",
            r#"here goes a list, not `Never("bos", 1)`"#,
            "`Never` is not written like this",
            "there is no inject, decision, task or phase `bos`",
        ],
    );
    check_all(
        r#"Walk(format: 1, title: "W", steps: [At(Ack("bos"))])"#,
        &["`At` is not written like this", "there is no inject `bos`"],
    );
}

#[test]
fn a_walk_that_is_no_text_is_told_as_that() {
    let utf16: Vec<u8> = "Walk(format: 1)"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let message = "the file is written in UTF-16, and a walk in UTF-8";
    check_all(&String::from_utf8_lossy(&utf16), &[message]);
}

#[test]
fn a_file_of_another_shape_is_told_what_it_is() {
    for (text, message, hint) in [
        (
            "[]",
            "no-walk: a walk is written `Walk(..)`",
            "Begin the file with `Walk(` and end it with `)`.",
        ),
        (
            SCENARIO,
            "no-walk: a walk is written `Walk(..)`",
            "This is a scenario: its file is called `NAME.ron`, and its walks `NAME.walk.ron`.",
        ),
        (
            "Scenario(format 1, id \"shop\")",
            "no-walk: a walk is written `Walk(..)`",
            "This is a scenario: its file is called `NAME.ron`, and its walks `NAME.walk.ron`.",
        ),
        (
            "",
            "empty-file: the file is empty",
            "Begin it with `Walk(`.",
        ),
    ] {
        let (walk, told) = read(text);
        let told: Vec<_> = told
            .iter()
            .map(|(_, message, hint)| (&**message, &**hint))
            .collect();
        assert_eq!(told, [(message, hint)]);
        assert_eq!(walk, None);
    }
    let (_, problems) = load("Walk(format: 1, title: \"W\")");
    let hint = "This is a walk: its file is called `NAME.walk.ron`, after its scenario `NAME.ron`.";
    assert_eq!(problems[0].hint.as_deref(), Some(hint));
}

#[test]
fn the_least_walk_is_silent_and_expects_nothing() {
    let (walk, told) = read(r#"Walk(format: 1, title: "Nothing")"#);
    assert_eq!(told, []);
    let expected = Walk {
        title: "Nothing".to_owned(),
        policy: Policy::Silent,
        seed: 0,
        steps: Vec::new(),
        expect: Vec::new(),
    };
    assert_eq!(walk, Some(expected));
}

#[test]
fn every_deed_and_expectation_is_read() {
    // Windows line ends and a mark before the text, so that places are moved back.
    let text = "\u{feff}".to_owned()
        + &r#"Walk(format: 1, title: "All", policy: Random, seed: 18446744073709551615, steps: [
            At("1m", Choose("move", "west")),
            At("2m", Other("tell", "Later")),
            At("3m", Ack("page")),
            At("4m", Done("look")),
            At("5m", Declare("SEV1")),
            At("6m", Update(Executive, Monitoring, "Nearly.")),
            At("7m", Claim("stand-by", Confirmed)),
            At("8m", Fire("boss")),
            At("9m", Skip("boss")),
            At("1h", HoldBack("boss", "40m")),
        ], expect: [
            Happened("move.stay"), By("75s", "acknowledged.page"), Never("update.public"),
            Ending("closed"), BadMinutes(0, 4.5),
        ])"#
        .replace('\n', "\r\n");
    let (walk, told) = read(&text);
    assert_eq!(told, []);
    let walk = walk.expect("it has no problems");
    assert_eq!((walk.policy, walk.seed), (Policy::Random, u64::MAX));
    let (first, second) = (Ix::new(0), Ix::new(1));
    let steps: Vec<_> = walk
        .steps
        .iter()
        .map(|step| (step.at, &step.deed))
        .collect();
    let minutes = Span::from_minutes;
    let expected = [
        (minutes(1), &Deed::Choose(Ix::new(1), Ix::new(1))),
        (minutes(2), &Deed::Other(Ix::new(0), "Later".to_owned())),
        (minutes(3), &Deed::Ack(first)),
        (minutes(4), &Deed::Done(Ix::new(0))),
        (minutes(5), &Deed::Declare("SEV1".to_owned())),
        (
            minutes(6),
            &Deed::Update(
                Audience::Executive,
                Progress::Monitoring,
                "Nearly.".to_owned(),
            ),
        ),
        (minutes(7), &Deed::Claim(Ix::new(0), Finding::Confirmed)),
        (minutes(8), &Deed::Fire(second)),
        (minutes(9), &Deed::Skip(second)),
        (minutes(60), &Deed::HoldBack(second, minutes(40))),
    ];
    assert_eq!(steps, expected);
    let expectations: Vec<_> = walk.expect.iter().map(|it| it.expected).collect();
    let expected = [
        Expected::Happened(Moment::Outcome(Ix::new(1), Ix::new(0))),
        Expected::By(Span::from_ms(75_000), Moment::Acknowledged(first)),
        Expected::Never(Moment::Update(Some(Audience::Public))),
        Expected::Ending(Ix::new(1)),
        Expected::BadMinutes(0.0, 4.5),
    ];
    assert_eq!(expectations, expected);
    assert_eq!(
        &text[walk.steps[3].span.clone()],
        r#"At("4m", Done("look"))"#
    );
    assert_eq!(&text[walk.expect[3].span.clone()], r#"Ending("closed")"#);
}
