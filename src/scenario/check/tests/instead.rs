//! The right words in the wrong places, and the hints that show where they go.

use super::{contract, file};
use crate::scenario::{
    load, load_walk,
    problem::{Problem, Severity},
};

/// The only error there is, with its words and its hint.
fn only(text: &str, mut problems: Vec<Problem>) -> [String; 3] {
    problems.retain(|problem| problem.severity == Severity::Error);
    let [problem] = &problems[..] else {
        panic!("{text}: {problems:?}");
    };
    let message = format!("{}: {}", problem.code, problem.message);
    let hint = problem.hint.clone().unwrap_or_default();
    [text[problem.span.clone()].to_owned(), message, hint]
}

/// What is said of a file with these fields in it, beside a signal, a service, a claim, an inject
/// and two decisions.
fn told(fields: &str) -> [String; 3] {
    let [_, text] = file(&format!(
        r#"signals: [(id: "lag", name: "Consumer lag")], services: [(id: "db", name: "Main database")],
        roles: [(id: "ic", name: "Commander")], claims: [(id: "backups", text: "", check: "")],
        endings: [(id: "over", title: "Over", outcome: Mixed, otherwise: true)],
        injects: [(id: "page", when: Held, channel: Page, title: "")],
        decisions: [
            (id: "contain", when: At("1m"), prompt: "", options: [(id: "delete", label: ""), (id: "both", label: "")]),
            (id: "tell", when: At("1m"), prompt: "", options: [(id: "both", label: "")]),
        ],
        {fields}"#
    ));
    let (_, problems) = load(&text);
    only(&text, problems)
}

fn hint_for_trigger(when: &str) -> String {
    let [_, _, hint] = told(&format!(r#"phases: [(id: "p", title: "", when: {when})],"#));
    hint
}

fn hint_for_condition(condition: &str) -> String {
    let [_, _, hint] = told(&format!(
        r#"tasks: [(id: "t", text: "", done: {condition})],"#
    ));
    hint
}

fn hint_for_effect(effect: &str) -> String {
    let fields = format!(
        r#"phases: [(id: "p", title: "", when: At("1m"))],
        injects: [(id: "i", when: Held, channel: Page, title: "", effects: [{effect}])],
        services: [(id: "db", name: "")],"#
    );
    let [_, text] = file(&fields);
    let [_, _, hint] = only(&text, load(&text).1);
    hint
}

#[test]
fn a_word_that_goes_elsewhere_is_shown_in_its_place() {
    for (when, hint) in [
        (r#"Flag("x")"#, r#"Write `When(Flag("x"))`."#),
        (r#"Below("lag", 5)"#, r#"Write `When(Below("lag", 5))`."#),
        (r#""5m""#, r#"Write `At("5m")`."#),
        (
            r#"After(Flag("x"), "2m")"#,
            "`After` takes a moment in quotes; for a condition use `When(..)`.",
        ),
        (r#"After(Happened("page"), "2m")"#, r#"Write `"page"`."#),
        (r#"At("T+25m")"#, r#"Write `"25m"`: leave out `T+`."#),
        ("At(T+25m)", r#"Write `"25m"`: leave out `T+`."#),
        (
            r#"When([Flag("x")])"#,
            r#"Write `When(Flag("x"))`, without the list."#,
        ),
        (
            r#"When([Flag("x"), Flag("y")])"#,
            "Write `When(All([..]))` if all must hold, `When(Any([..]))` if one is enough.",
        ),
    ] {
        assert_eq!(hint_for_trigger(when), hint);
    }
    for (condition, hint) in [
        (r#"Set("x")"#, r#"Write `Flag("x")`."#),
        (r#"At("5m")"#, r#"Write `Elapsed("5m")`."#),
        (r#"After("page", "0s")"#, r#"Write `Happened("page")`."#),
        (r#"When(Flag("x"))"#, r#"Write `Flag("x")`."#),
        (r#"Service("db", Up)"#, r#"Write `Is("db", Up)`."#),
        (
            r#"Not([Flag("x")])"#,
            r#"Write `Not(Flag("x"))`, without the list."#,
        ),
        (
            r#"Not([Flag("x"), Flag("y")])"#,
            "Write `Not(Any([..]))` if none may hold, `Not(All([..]))` if not all may.",
        ),
        (r#"[Flag("x")]"#, r#"Write `Flag("x")`, without the list."#),
    ] {
        assert_eq!(hint_for_condition(condition), hint);
    }
    for (effect, hint) in [
        (r#"Flag("x")"#, r#"Write `Set("x")`."#),
        (r#"Is("db", Down)"#, r#"Write `Service("db", Down)`."#),
    ] {
        assert_eq!(hint_for_effect(effect), hint);
    }
}

#[test]
fn a_number_is_freed_of_what_stands_behind_it() {
    let hint = |fields: &str| {
        let [_, text] = file(fields);
        let [_, _, hint] = only(&text, load(&text).1);
        hint
    };
    let start = |start: &str| {
        hint(&format!(
            r#"signals: [(id: "s", name: "", start: {start})],"#
        ))
    };
    assert_eq!(start("81%"), "Write `81`; the sign goes into `unit`.");
    assert_eq!(
        start("\"0.5 %\""),
        "Write `0.5`; the sign goes into `unit`."
    );
    assert_eq!(start("120ms"), "Write `120`; the sign goes into `unit`.");
    assert_eq!(start("1.2.3%"), "Write one such as `5` or `0.5`.");
    assert_eq!(hint_for_effect("Chance(70%, [], [])"), "Write `70`.");
    assert_eq!(hint("scale: 6x,"), "Write `6`.");
}

#[test]
fn a_moment_that_is_none_is_told_with_what_is_one() {
    for (moment, message, hint) in [
        (
            "delete",
            "unknown-id: there is no inject, decision, task or phase `delete`",
            "Did you mean `contain.delete`?",
        ),
        (
            "page.acknowledged",
            "unknown-id: `page.acknowledged` is the wrong way round",
            "Did you mean `acknowledged.page`?",
        ),
        (
            "over",
            "wrong-kind: `over` is an ending, and no moment; here goes an inject, a decision, a task or a phase",
            r#"Nothing comes after an ending; a walk expects it with `Ending("over")`."#,
        ),
        (
            "lag",
            "wrong-kind: `lag` is a signal, and no moment; here goes an inject, a decision, a task or a phase",
            r#"A condition can ask for it: `Above("lag", 5)`."#,
        ),
        (
            "db",
            "wrong-kind: `db` is a service, and no moment; here goes an inject, a decision, a task or a phase",
            r#"A condition can ask for it: `Is("db", Down)`."#,
        ),
        (
            "backups",
            "wrong-kind: `backups` is a claim, and no moment; here goes an inject, a decision, a task or a phase",
            "Wait for what judges it: a task, an inject or `decision.option`.",
        ),
    ] {
        let fields = format!(r#"phases: [(id: "p", title: "", when: After("{moment}", "2m"))],"#);
        let words = format!("\"{moment}\"");
        assert_eq!(told(&fields), [&words, message, hint]);
    }
    // An option of two decisions may be meant of either.
    let hint = hint_for_trigger(r#"After("both", "2m")"#);
    assert!(hint.starts_with("There are `contain`, `p`"), "{hint}");
}

#[test]
fn what_something_is_called_leads_to_its_id() {
    for (condition, message, hint) in [
        (
            r#"Above("Consumer lag", 5)"#,
            "unknown-id: there is no signal `Consumer lag`",
            "Did you mean `lag`?",
        ),
        (
            r#"Is("main database", Down)"#,
            "unknown-id: there is no service `main database`",
            "Did you mean `db`?",
        ),
    ] {
        let fields = format!(r#"tasks: [(id: "t", text: "", done: {condition})],"#);
        assert_eq!(told(&fields)[1..], [message, hint]);
    }
    let role = told(r#"tasks: [(id: "t", text: "", role: "Commander")],"#);
    assert_eq!(role[2], "Did you mean `ic`?");
}

#[test]
fn a_choice_in_one_text_is_taken_apart() {
    let scenario = contract();
    let (_, decision) = scenario.decisions.entries().next().expect("it has one");
    let option = &decision.options.iter().next().expect("it has one").id;
    let id = &decision.id;
    let text = |choice: &str| {
        format!(r#"Walk(format: 1, title: "X", steps: [At("1m", Choose("{choice}"))])"#)
    };
    let told = |choice: &str| only(&text(choice), load_walk(&text(choice), &scenario).1);
    let form = "wrong-form: `Choose` is not written like this".to_owned();
    let hint = format!(r#"Write `Choose("{id}", "{option}")`."#);
    let expected = ["Choose".to_owned(), form, hint];
    assert_eq!(told(&format!("{id}.{option}")), expected);
    assert_eq!(told(option), expected);
    assert_eq!(told(id)[2], r#"Write `Choose("decision", "option")`."#);
}
