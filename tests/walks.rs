//! Walks, as their author meets them: beside a scenario, in a check, and rehearsed.

mod binary;

use std::fs;

use binary::{Answer, World};
use serde_json::{Value, json};

const SHOP: &str = include_str!("data/shop.ron");

/// A walk to the west: opens at 5m, lands at 10m; the shop sells at 12m, once impact is gone.
const WEST: &str = r#"Walk(
    format: 1,
    title: "To the west",
    steps: [
        At("3m", Ack("page")),
        At("6m", Choose("move", "west")),
        At("8m", Update(Public, Investigating, "We are looking into it.")),
    ],
    expect: [
        By("10m", "move.west"),
        Never("boss"),
        Ending("sold"),
        BadMinutes(3, 5),
    ],
)"#;

/// The same, a minute after the decision has expired.
fn late() -> String {
    WEST.replace("\"6m\"", "\"14m\"")
}

impl World {
    fn with_walk(walk: &str) -> Self {
        let world = Self::new();
        world.file("shop.ron", SHOP);
        world.file("shop.west.walk.ron", walk);
        world
    }
}

/// The places that a check tells of, in order, with the codes.
fn found(answer: &Answer) -> Vec<(String, u64, u64, String)> {
    let found: Value = serde_json::from_str(&answer.out).expect("it is JSON");
    let found = found.as_array().expect("a list").iter();
    found
        .map(|it| {
            let text = |key: &str| it[key].as_str().expect("a text").to_owned();
            let number = |key: &str| it[key].as_u64().expect("a number");
            (text("file"), number("line"), number("column"), text("code"))
        })
        .collect()
}

// --- check ------------------------------------------------------------------------------------

#[test]
fn every_walk_that_is_shipped_passes() {
    let world = World::new();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios");
    let answer = world.run(&["check", folder], "");
    let n_walks = fs::read_dir(folder)
        .expect("it is there")
        .filter(|it| {
            let name = it.as_ref().expect("it can be listed").file_name();
            name.to_string_lossy().ends_with(".walk.ron")
        })
        .count();
    assert!(n_walks >= 2);
    let summary = format!(" and {n_walks} walks checked: 0 errors, 0 warnings\n");
    assert!(answer.out.ends_with(&summary), "{}", answer.out);
    assert_eq!(answer.code, Some(0), "{}{}", answer.out, answer.err);
}

#[test]
fn a_walk_is_checked_with_its_scenario_however_it_is_named() {
    let world = World::with_walk(WEST);
    for paths in [
        &["shop.ron"][..],
        &["shop.west.walk.ron"],
        &["."],
        &["shop.ron", "shop.west.walk.ron"],
    ] {
        let answer = world.run(&[&["check"], paths].concat(), "");
        assert_eq!(
            (answer.code, &*answer.out, &*answer.err),
            (
                Some(0),
                "1 scenario and 1 walk checked: 0 errors, 0 warnings\n",
                ""
            ),
            "{paths:?}"
        );
    }
}

#[test]
fn what_does_not_come_as_it_should_is_told_in_its_place() {
    let world = World::with_walk(&late());
    let answer = world.run(&["check", "shop.ron"], "");
    assert_eq!((answer.code, &*answer.err), (Some(1), ""));
    for words in [
        "error[walk-refused]: at T+0:14:00 time ran out for move at T+0:13:00, which amounts to wait\n \
         --> shop.west.walk.ron:6:9\n",
        "= help: Here move is open from T+0:05:00 to T+0:13:00.\n",
        "error[walk-failed]: `move.west` never came; the exercise ended at T+0:30:00\n  \
         --> shop.west.walk.ron:10:9\n",
        "error[walk-failed]: the exercise ended with `closed` at T+0:30:00\n",
        // Half of the users from 4m to 30m, and a ramp of two minutes up to that.
        "error[walk-failed]: 13.5 bad minutes, at most 5 expected\n",
        "\n1 scenario and 1 walk checked: 4 errors, 0 warnings\n",
    ] {
        assert!(answer.out.contains(words), "{words}: {}", answer.out);
    }
}

#[test]
fn a_walk_can_be_read_by_programs() {
    let broken = WEST.replace("\"page\"", "\"pgae\"");
    let world = World::with_walk(&broken);
    world.file("shop.late.walk.ron", &late());
    world.file("gone.walk.ron", WEST);
    let answer = world.run(&["check", ".", "--format", "json"], "");
    assert_eq!((answer.code, &*answer.err), (Some(1), ""));
    let file = |name: &str| format!("./{name}.walk.ron");
    let found = found(&answer);
    let expected = [
        ("gone", 1, 1, "orphan-walk"),
        ("shop.late", 6, 9, "walk-refused"),
        ("shop.late", 10, 9, "walk-failed"),
        ("shop.late", 12, 9, "walk-failed"),
        ("shop.late", 13, 9, "walk-failed"),
        // What cannot be read is not followed either.
        ("shop.west", 5, 22, "unknown-id"),
    ];
    let expected =
        expected.map(|(name, line, column, code)| (file(name), line, column, code.to_owned()));
    assert_eq!(found, expected);
}

#[test]
fn a_failure_has_its_end_and_its_hint_for_programs_too() {
    let walk = WEST.replace("Ending(\"sold\")", "Ending(\"closed\")");
    let world = World::with_walk(&walk);
    let answer = world.run(&["check", "shop.ron", "--format", "json"], "");
    let found: Value = serde_json::from_str(&answer.out).expect("it is JSON");
    let came = found[0]["message"].as_str().expect("a text");
    assert!(
        came.starts_with("the exercise ended with `sold` at T+0:1"),
        "{came}"
    );
    let expected = json!([{
        "file": "shop.west.walk.ron", "severity": "error", "code": "walk-failed",
        "line": 12, "column": 9, "end": {"line": 12, "column": 25}, "message": came,
        "hint": "Rehearse the scenario with `--script` and this file to see all that came.",
    }]);
    assert_eq!(found, expected);
}

#[test]
fn a_walk_without_its_scenario_says_so() {
    let world = World::new();
    world.file("shop.ron", SHOP);
    world.file("shpo.west.walk.ron", WEST);
    let answer = world.run(&["check", "shpo.west.walk.ron"], "");
    assert_eq!((answer.code, &*answer.err), (Some(1), ""));
    for words in [
        "error[orphan-walk]: there is no scenario `shpo.ron` beside this walk\n \
         --> shpo.west.walk.ron:1:1\n",
        "= help: A walk is named after its scenario: `NAME.walk.ron` or `NAME.WHAT.walk.ron`.",
        "\n1 walk checked: 1 error, 0 warnings\n",
    ] {
        assert!(answer.out.contains(words), "{words}: {}", answer.out);
    }
    let answer = world.run(&["check", "."], "");
    assert_eq!(answer.code, Some(1));
    assert!(
        answer
            .out
            .ends_with("1 scenario and 1 walk checked: 1 error, 0 warnings\n")
    );
    let answer = world.run(&["check", "none.walk.ron"], "");
    assert_eq!(answer.code, Some(2));
    assert!(
        answer
            .err
            .starts_with("error: could not read none.walk.ron"),
        "{}",
        answer.err
    );
}

#[test]
fn walks_through_a_scenario_that_has_errors_wait_for_it() {
    let world = World::with_walk(&late());
    world.file(
        "shop.ron",
        &SHOP.replace("After(\"page\", \"3m\")", "After(\"pgae\", \"3m\")"),
    );
    let answer = world.run(&["check", "."], "");
    assert_eq!(answer.code, Some(1));
    assert!(answer.out.contains("error[unknown-id]"), "{}", answer.out);
    assert!(
        answer
            .out
            .ends_with("\n1 scenario checked: 1 error, 0 warnings\n"),
        "{}",
        answer.out
    );
}

#[test]
fn no_list_takes_a_walk_for_a_scenario() {
    let world = World::new();
    world.file("data/scenarios/shop.ron", SHOP);
    world.file("data/scenarios/shop.west.walk.ron", WEST);
    let answer = world.run(&["scenarios"], "");
    let n_named = answer
        .out
        .lines()
        .filter(|line| line.starts_with("shop "))
        .count();
    assert_eq!((answer.code, n_named), (Some(0), 1), "{}", answer.out);
    assert!(!answer.out.contains("broken"), "{}", answer.out);
    let answer = world.run(&["rehearse", "shop"], "");
    assert_eq!(answer.code, Some(0), "{}", answer.err);
}

#[test]
fn a_hostile_walk_reaches_no_terminal() {
    let world = World::with_walk(&WEST.replace("To the west", "To the\u{1b}[31m \u{202e}tsew"));
    for args in [
        &["check", "shop.ron"][..],
        &["check", "shop.ron", "--format", "json"],
        &["rehearse", "./shop.ron", "--script", "shop.west.walk.ron"],
    ] {
        let answer = world.run(args, "");
        assert_ne!(answer.code, Some(0));
        for text in [&answer.out, &answer.err] {
            let raw = text
                .chars()
                .find(|c| (c.is_control() && *c != '\n') || *c == '\u{202e}');
            assert_eq!(raw, None, "{text:?}");
        }
    }
}

// --- rehearse ---------------------------------------------------------------------------------

#[test]
fn a_walk_that_holds_is_told_with_all_that_came() {
    let world = World::with_walk(WEST);
    let args = ["rehearse", "./shop.ron", "--script", "shop.west.walk.ron"];
    // The environment's seed, which every test has, is not meant for it.
    let answer = world.run(&args, "");
    assert_eq!((answer.code, &*answer.err), (Some(0), ""));
    let mut rest = &*answer.out;
    for words in [
        "T+0:03:00   acknowledged",
        "T+0:06:00   decision      move: Move to the west? Move",
        "T+0:08:00   update",
        "ending        The shop sells (success)",
        "\nwalk          To the west\n",
        "✓ holds       By(\"10m\", \"move.west\"): `move.west` came at T+0:10:00\n",
        "✓ holds       Never(\"boss\"): `boss` never came\n",
        "✓ holds       Ending(\"sold\"): the exercise ended with `sold` at T+0:1",
        "✓ holds       BadMinutes(3, 5): ",
    ] {
        let at = rest.find(words);
        rest = &rest[at.unwrap_or_else(|| panic!("{words:?} is not in:\n{rest}"))..];
    }
}

#[test]
fn a_walk_that_fails_is_told_in_words_and_by_the_exit_code() {
    let world = World::with_walk(&late());
    let args = ["rehearse", "./shop.ron", "--script", "shop.west.walk.ron"];
    let answer = world.run(&args, "");
    assert_eq!((answer.code, &*answer.err), (Some(1), ""));
    for words in [
        "✗ refused     At(\"14m\", Choose(\"move\", \"west\")): at T+0:14:00 time ran out for move",
        "Here move is open from T+0:05:00 to T+0:13:00. (shop.west.walk.ron:6:9)\n",
        "✗ fails       Ending(\"sold\"): the exercise ended with `closed` at T+0:30:00 \
         (shop.west.walk.ron:12:9)\n",
        "✓ holds       Never(\"boss\"): `boss` never came\n",
    ] {
        assert!(answer.out.contains(words), "{words}: {}", answer.out);
    }
}

#[test]
fn a_walk_that_cannot_be_read_is_exit_code_2() {
    let world = World::with_walk(&WEST.replace("\"page\"", "\"pgae\""));
    let rehearse = |args: &[&str]| {
        let args = [&["rehearse", "./shop.ron", "--script"], args].concat();
        let answer = world.run(&args, "");
        assert_eq!((answer.code, &*answer.out), (Some(2), ""), "{args:?}");
        answer.err
    };
    let told = rehearse(&["shop.west.walk.ron"]);
    assert!(told.contains("shop.west.walk.ron:5:22"), "{told}");
    assert!(told.ends_with(
        "error: shop.west.walk.ron has an error\nhint: Mend the file and run it again.\n"
    ));
    assert!(rehearse(&["none.walk.ron"]).starts_with("error: could not read none.walk.ron"));
    // The file says who plays, with which seed and what is chosen.
    for other in [
        &["--policy", "best"][..],
        &["--seed", "3"],
        &["--choose", "move=west"],
    ] {
        let told = rehearse(&[&["shop.west.walk.ron"], other].concat());
        assert!(told.contains("cannot be used with"), "{told}");
    }
}

#[test]
fn a_walk_can_be_kept_as_a_practice_exercise() {
    let world = World::with_walk(&WEST.replace("steps:", "seed: 99, steps:"));
    let args = [
        "rehearse",
        "./shop.ron",
        "--script",
        "shop.west.walk.ron",
        "--record",
    ];
    let answer = world.run(&args, "");
    assert_eq!(answer.code, Some(0), "{}", answer.err);
    assert!(answer.out.contains("report.md"), "{}", answer.out);
    let journal = fs::read_to_string(world.journal()).expect("there is one");
    assert!(
        journal.contains("\"seed\":99,\"practice\":true"),
        "{journal}"
    );
    assert_eq!(world.run(&["verify"], "").code, Some(0));
}

/// `check --watch`: saves, removals and Ctrl-C, as they come.
#[cfg(unix)]
mod watch {
    use std::{
        fs,
        io::{BufRead, BufReader, Read},
        process::{Child, ChildStdout, Command},
    };

    use super::{SHOP, WEST, World};

    /// Nobody chooses anything.
    const LATE: &str = r#"Walk(format: 1, title: "Late", expect: [Happened("move.west")])"#;

    const GOOD: &str = "1 scenario and 1 walk checked: 0 errors, 0 warnings\n";

    /// The program, watching.
    struct Watching {
        child: Child,
        out: BufReader<ChildStdout>,
    }

    impl Watching {
        fn over(world: &World, args: &[&str]) -> Self {
            let args = [&["check", "--watch"], args].concat();
            let mut child = world.command(args).spawn().expect("it starts");
            let out = BufReader::new(child.stdout.take().expect("it is piped"));
            Self { child, out }
        }

        /// What is said up to a line with `words`; as long as it takes.
        fn said(&mut self, words: &str) -> String {
            let mut text = String::new();
            while !text.contains(words) {
                let n_read = self.out.read_line(&mut text).expect("it can be read");
                assert!(n_read > 0, "{words:?} never came:\n{text}");
            }
            text
        }

        /// Ends it as Ctrl-C does, and answers its exit code and what it said beside its answers.
        fn interrupt(mut self) -> (Option<i32>, String) {
            // The shell's own kill: not every machine has one beside it.
            let kill = format!("kill -INT {}", self.child.id());
            let killed = Command::new("/bin/sh").args(["-c", &kill]).status();
            assert!(killed.expect("there is a shell").success());
            let mut said = String::new();
            let mut err = self.child.stderr.take().expect("it is piped");
            err.read_to_string(&mut said).expect("it is UTF-8");
            (self.child.wait().expect("it ends").code(), said)
        }
    }

    impl Drop for Watching {
        fn drop(&mut self) {
            // After a failure nobody else would end it.
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }

    /// The scenario, with an error in it.
    fn broken() -> String {
        SHOP.replace("After(\"page\", \"3m\")", "After(\"pgae\", \"3m\")")
    }

    #[test]
    fn what_is_saved_is_checked_again_until_it_is_interrupted() {
        let world = World::with_walk(WEST);
        let mut watching = Watching::over(&world, &["."]);
        assert_eq!(watching.said("checked:"), GOOD);
        // A walk is made that fails, by a rename, as many editors save.
        let written = world.file("other", LATE);
        let late = world.folder.path().join("shop.late.walk.ron");
        fs::rename(written, &late).expect("it can be");
        let said = watching.said("checked:");
        assert!(said.starts_with("\nerror[walk-failed]"), "{said:?}");
        let summary = "\n1 scenario and 2 walks checked: 1 error, 0 warnings\n";
        assert!(said.ends_with(summary), "{said}");
        // It is removed.
        fs::remove_file(late).expect("it can be");
        assert_eq!(watching.said("checked:"), format!("\n{GOOD}"));
        // The scenario is saved with an error, which is the last answer.
        world.file("shop.ron", &broken());
        let said = watching.said("checked:");
        let summary = "\n1 scenario checked: 1 error, 0 warnings\n";
        assert!(said.ends_with(summary), "{said}");
        let (code, said) = watching.interrupt();
        assert_eq!(code, Some(1));
        let watched = [2, 3, 2, 2].map(|n| format!("Watching {n} files; Ctrl-C ends.\n"));
        assert_eq!(said, watched.concat());
    }

    #[test]
    fn a_file_that_vanishes_ends_no_watch() {
        let world = World::with_walk(WEST);
        let mut watching = Watching::over(&world, &["shop.ron", "--format", "json"]);
        assert_eq!(watching.said("]"), "[]\n");
        fs::remove_file(world.folder.path().join("shop.ron")).expect("it can be");
        // Nothing can be said of the walk beside it meanwhile.
        assert_eq!(watching.said("]"), "[]\n");
        world.file("shop.ron", &broken());
        let said = watching.said("]\n");
        assert_eq!(said.lines().count(), 1, "a list a line: {said}");
        assert!(said.contains("\"code\":\"unknown-id\""), "{said}");
        world.file("shop.ron", SHOP);
        assert_eq!(watching.said("]"), "[]\n");
        let (code, said) = watching.interrupt();
        assert_eq!(code, Some(0), "{said}");
        assert!(said.contains("error: could not read shop.ron"), "{said}");
    }
}
