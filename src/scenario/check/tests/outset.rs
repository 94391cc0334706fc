//! Triggers whose condition holds before anything has happened.

use super::doubted;

/// A signal at 5, a service, and what moves both; `rest` follows.
fn world(rest: &str) -> String {
    format!(
        r#"signals: [(id: "lag", name: "", start: 5, max: 50)], services: [(id: "db", name: "")],
        {rest}
        tasks: [(id: "watch", text: "", limit: "5m")],"#
    )
}

/// An inject with this trigger, between one at `first` that breaks all there is, at once, and
/// one that sets a flag.
fn inject(first: &str, when: &str) -> String {
    world(&format!(
        r#"injects: [
            (id: "page", when: {first}, channel: Page, title: "", effects: [Signal("lag", 9, "0s"), Service("db", Down)]),
            (id: "set", when: Held, channel: Page, title: "", effects: [Set("f")]),
            (id: "a", when: {when}, channel: Page, title: ""),
        ],"#
    ))
}

#[test]
fn what_holds_at_once_is_told() {
    for condition in [
        r#"Below("lag", 6)"#,
        r#"Above("lag", 4)"#,
        r#"Is("db", Up)"#,
        r#"Not(Flag("f"))"#,
        r#"Not(Happened("declared"))"#,
        r#"Elapsed("0s")"#,
        r#"Any([Flag("f"), Is("db", Up)])"#,
        r#"All([Not(Happened("page")), Below("lag", 6)])"#,
        "All([])",
    ] {
        let told = doubted(&inject(r#"At("5m")"#, &format!("When({condition})")));
        let message = "holds-at-once: this holds at T+0 already, so it comes at once";
        assert_eq!(told.len(), 1, "{condition}: {told:?}");
        assert_eq!(told[0][1], message);
    }
}

#[test]
fn what_must_happen_first_is_not_told() {
    for condition in [
        r#"Below("lag", 5)"#,
        r#"Above("lag", 5)"#,
        r#"Is("db", Down)"#,
        r#"Flag("f")"#,
        r#"Happened("update.public")"#,
        r#"Elapsed("1ms")"#,
        r#"All([Happened("page"), Below("lag", 6)])"#,
        r#"Not(Any([Flag("f"), Is("db", Up)]))"#,
        "Any([])",
    ] {
        let told = doubted(&inject(r#"At("5m")"#, &format!("When({condition})")));
        assert_eq!(told, [[""; 3]; 0], "{condition}");
    }
}

#[test]
fn what_comes_at_the_outset_may_decide() {
    for first in [
        r#"At("0s")"#,
        r#"After("begin", "0s")"#,
        r#"When(Happened("begin"))"#,
    ] {
        for condition in [
            r#"Below("lag", 6)"#,
            r#"Is("db", Up)"#,
            r#"Not(Happened("page"))"#,
            r#"Happened("page")"#,
        ] {
            let begin =
                r#"phases: [(id: "begin", title: "", when: At("0s"), questions: ["Why?"])],"#;
            let fields = format!("{begin} {}", inject(first, &format!("When({condition})")));
            assert_eq!(doubted(&fields), [[""; 3]; 0], "{first} {condition}");
        }
        // Whatever it does, a flag is not among it.
        let begin = r#"phases: [(id: "begin", title: "", when: At("0s"), questions: ["Why?"])],"#;
        let fields = format!("{begin} {}", inject(first, r#"When(Not(Flag("f")))"#));
        assert_eq!(doubted(&fields).len(), 1, "{first}");
    }
}

#[test]
fn the_hint_shows_how_to_wait_for_something() {
    let told = |list: &str, row: &str| {
        let over = r#"(id: "over", title: "", outcome: Mixed, otherwise: true),"#;
        let over = if list == "endings" { over } else { "" };
        doubted(&format!(
            r#"claims: [(id: "c", text: "", check: "", confirmed: Not(Happened("declared")))],
            objectives: [(id: "o", title: "", met: Not(Happened("declared")), target: "5m")],
            {list}: [{over} {row}],"#
        ))
    };
    let ending = told(
        "endings",
        r#"(id: "e", title: "", outcome: Success, when: When(Not(Happened("declared"))))"#,
    );
    let decision = told(
        "decisions",
        r#"(id: "d", when: When(All([Not(Happened("declared"))])), prompt: "", options: [(id: "x", label: "")])"#,
    );
    let phase = told(
        "phases",
        r#"(id: "p", title: "", questions: ["Why?"], when: When(Any([Not(Happened("declared")), Not(Happened("update"))])))"#,
    );
    assert_eq!(
        [ending, decision, phase].concat(),
        [
            [
                "Not",
                "holds-at-once: this holds at T+0 already, so the exercise is over at once",
                r#"Say what must have happened first, as in `When(All([Happened(".."), Not(Happened("declared"))]))`."#
            ],
            [
                "All",
                "holds-at-once: this holds at T+0 already, so it opens at once",
                r#"Say what must have happened first, as in `When(All([Happened(".."), Not(Happened("declared"))]))`, or write `At("0s")` if it is meant."#
            ],
            [
                "Any",
                "holds-at-once: this holds at T+0 already, so it begins at once",
                r#"Say what must have happened first, as in `When(All([Happened(".."), ..]))`, or write `At("0s")` if it is meant."#
            ],
        ]
    );
}
