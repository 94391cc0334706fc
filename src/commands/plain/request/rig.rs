//! What the tests of the families of lines share: an exercise, and what is asked of it.

use super::{Request, Task, parse};
use crate::exercise::{
    Command, Who,
    rig::{Rig, minutes},
};

/// Whoever leads, as tests name them.
pub(super) const FACILITATOR: &str = "facilitator";

const PARTS: &str = r#"
    roles: [(id: "ic", name: "Commander"), (id: "ops", name: "Operations")],
    claims: [(id: "warm", text: "C")],
    injects: [
        (id: "page", when: At("1m"), channel: Page, to: ["ops"], title: "P"),
        (id: "later", when: At("30m"), channel: Page, title: "L"),
    ],
    decisions: [(id: "move", when: At("1m"), asked: "ic", prompt: "?", options: [(id: "west", label: "W"), (id: "stay", label: "S")])],
    tasks: [(id: "look", text: "L", role: "ops"), (id: "tell", text: "T")],
"#;

/// What a line asks for at 10m, when the last record is of 1m.
pub(super) fn request(line: &str) -> Result<Option<Request>, String> {
    let rig = Rig::of(PARTS).until(minutes(10));
    parse(&rig.scenario, rig.state(), minutes(10), line)
}

/// A line asks for this, in the name of `who`.
#[track_caller]
pub(super) fn check(line: &str, task: Task, who: &str) {
    let who = Who::Person(who.to_owned());
    assert_eq!(request(line), Ok(Some(Request { task, who })), "{line}");
}

/// A line asks the engine for this, in the name of `who`.
#[track_caller]
pub(super) fn follow(line: &str, command: Command, who: &str) {
    check(line, Task::Follow(command), who);
}
