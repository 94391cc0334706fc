//! What the check makes of whole files: of good ones, of bad ones, and of rubbish.

mod all_at_once;
mod contract;
mod instead;
mod one_problem;
mod outset;
mod rubbish;
mod swallowed;
mod vain;
mod walk;

use crate::scenario::{load, model::Scenario};

/// What is doubted in the least file with these fields: the words in question, what is wrong
/// with them, and the hint.
fn doubted(fields: &str) -> Vec<[String; 3]> {
    let [_, text] = file(fields);
    let (scenario, problems) = load(&text);
    assert!(scenario.is_some(), "{problems:?}");
    let told = problems.into_iter().map(|problem| {
        let words = text[problem.span].to_owned();
        let message = format!("{}: {}", problem.code, problem.message);
        [words, message, problem.hint.unwrap_or_default()]
    });
    told.collect()
}

const CONTRACT: &str = include_str!("contract.ron");

fn contract() -> Scenario {
    let (scenario, problems) = load(CONTRACT);
    assert_eq!(problems, []);
    scenario.expect("it has no problems")
}

/// The least file that can be played with these fields in it: marked, and as it is.
fn file(fields: &str) -> [String; 2] {
    let ending = r#"endings: [(id: "over", title: "Over", outcome: Mixed, otherwise: true)],"#;
    let missing = |field: &str, text: &'static str| {
        let is_there = fields.contains(&format!("{field}:"));
        if is_there { "" } else { text }
    };
    let marked = format!(
        "Scenario(\n    {} {} {} {}\n    {fields}\n    {}\n)\n",
        missing("format", "format: 1,"),
        missing("\n id", "id: \"least\","),
        missing("\n title", "title: \"Least\","),
        missing("length", "length: \"1h\","),
        missing("endings", ending),
    );
    let text = marked.replace(['«', '»'], "");
    [marked, text]
}
