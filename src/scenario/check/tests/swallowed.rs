//! Raw texts that are closed with `"` alone.

use super::file;
use crate::scenario::{load, problem::Severity};

/// The errors of a file with these injects: where each is, what it says, and its hint.
fn told(injects: &str) -> Vec<(usize, String, String)> {
    let [_, text] = file(&format!(
        r#"phases: [(id: "p", title: "", when: After("late", "1m"))],
injects: [
{injects}
],"#
    ));
    let problems = load(&text).1.into_iter();
    let errors = problems.filter(|problem| problem.severity == Severity::Error);
    errors
        .map(|problem| {
            let line = problem.place(&text).line;
            (line, problem.message, problem.hint.unwrap_or_default())
        })
        .collect()
}

/// What is told of a text that begins on line 5 and should end on `line`.
fn on_line(line: usize) -> Vec<(usize, String, String)> {
    let message = "this text is not closed where it should be".to_owned();
    let hint = format!("Write `\"#` where it ends, which is most likely on line {line}.");
    vec![(5, message, hint)]
}

#[test]
fn a_text_that_swallows_what_follows_is_told_with_its_likely_end() {
    for (injects, expected) in [
        // The next text begins within a line.
        (
            r##"(id: "a", when: At("1m"), title: "", body: r#"
    They say "yes",
    and "no".
",
channel: Chat),
(id: "late", when: At("2m"), title: "", channel: Chat, body: r#"More."#),"##,
            8,
        ),
        // The field that is needed follows on the line.
        (
            r##"(id: "a", when: At("1m"), title: "", body: r#"Yes.", channel: Chat),
(id: "late", when: At("2m"), title: "", channel: Chat, body: r#"More."#),"##,
            5,
        ),
        // It is the last field.
        (
            r##"(id: "a", when: At("1m"), title: "", channel: Chat, body: r#"
    Yes."
),
(id: "late", when: At("2m"), title: "", channel: Chat, body: r#"More."#),"##,
            6,
        ),
    ] {
        assert_eq!(told(injects), on_line(expected), "{injects}");
    }
}

#[test]
fn a_text_that_never_ends_is_told_with_its_likely_end() {
    let told = told(
        r##"(id: "a", when: At("1m"), title: "", body: r#"
    They say "yes",
    and "no".
",
channel: Chat),
(id: "late", when: At("2m"), title: "", channel: Chat,
body: r#"More."#),"##,
    );
    let [(_, _, expected)] = &on_line(8)[..] else {
        panic!("it is one");
    };
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told[0].2, *expected);
}

#[test]
fn a_text_that_is_closed_is_left_alone() {
    for body in [
        r##"r#"A "quote", truth: or not.
"#"##,
        r###"r##"
    title: "As in",
    body: r#"this"#,
"##"###,
        r##"r#"They write `r#"` there."#"##,
    ] {
        let injects =
            format!(r#"(id: "late", when: At("1m"), channel: Chat, title: "", body: {body}),"#);
        assert_eq!(told(&injects), [], "{body}");
    }
}
