//! The program as a stranger meets it: what it says, where, and its exit code.

mod binary;

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    path::Path,
    process::{Child, Command},
};

use binary::{Answer, World};
use blackstart::{
    exercise::{
        Event, ExerciseTime, Timed,
        event::{Mode, ObservationKind, Pace, Person, ScenarioText, Started},
    },
    journal::{self, Writer},
    scenario,
};
use serde_json::Value;

const SHOP: &str = include_str!("data/shop.ron");

/// A whole exercise: declared, told, decided, recovered.
const WHOLE: &str = "\
wait 3m
ack page
declare SEV1
update public investigating We are looking into it.
claim stand-by confirmed asked the platform team
wait 2m
choose move west because it is warm
note calm so far
wait 20m
";

impl World {
    /// A world with the shop's scenario in it.
    fn with_shop() -> Self {
        let world = Self::new();
        world.file("shop.ron", SHOP);
        world
    }

    /// A world in which the shop's exercise was played with this input.
    fn played(input: &str) -> Self {
        let world = Self::with_shop();
        let answer = world.run(&["run", "shop.ron", "--plain"], input);
        answer.is_done();
        world
    }

    /// Starts the shop's exercise and waits until it listens; it holds the journal meanwhile.
    fn open_exercise(&self) -> (Child, BufReader<impl Read + use<>>) {
        let mut child = self
            .command(["run", "shop.ron", "--plain"])
            .spawn()
            .expect("it starts");
        let mut out = BufReader::new(child.stdout.take().expect("it is piped"));
        read_until(&mut out, "phase");
        (child, out)
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn journal_text(&self) -> String {
        fs::read_to_string(self.journal()).expect("there is a journal")
    }

    fn has_exercises(&self) -> bool {
        fs::read_dir(self.path().join("data/exercises")).is_ok_and(|mut it| it.next().is_some())
    }
}

impl Answer {
    #[track_caller]
    fn is_done(&self) {
        assert_eq!((self.code, &*self.err), (Some(0), ""), "{}", self.out);
    }

    /// Failed with this exit code, and said so without a word on standard output.
    #[track_caller]
    fn is_refused(&self, code: i32, words: &[&str]) {
        assert_eq!(self.code, Some(code), "{}{}", self.out, self.err);
        assert_eq!(self.out, "");
        for word in words {
            assert!(self.err.contains(word), "{word:?} is not in: {}", self.err);
        }
        assert!(
            self.err.starts_with("error: ") || code == 1 || self.err.contains("\nerror: "),
            "{}",
            self.err
        );
        assert!(!self.err.contains("panicked"), "{}", self.err);
    }

    #[track_caller]
    fn says(&self, words: &[&str]) {
        assert_eq!(self.code, Some(0), "{}", self.err);
        let mut rest = &*self.out;
        for word in words {
            let at = rest.find(word);
            rest = &rest[at.unwrap_or_else(|| panic!("{word:?} is not in:\n{rest}"))..];
        }
    }
}

fn read_until(out: &mut impl BufRead, word: &str) -> String {
    let mut text = String::new();
    while !text.contains(word) {
        let n_read = out.read_line(&mut text).expect("it can be read");
        assert!(n_read > 0, "{word:?} never came:\n{text}");
    }
    text
}

fn json(answer: &Answer) -> Value {
    answer.is_done();
    serde_json::from_str(&answer.out).expect("it is JSON")
}

#[track_caller]
fn is_harmless(answer: &Answer) {
    for text in [&answer.out, &answer.err] {
        let raw = text.chars().find(|c| c.is_control() && *c != '\n');
        assert_eq!(raw, None, "{text:?}");
        assert!(!text.contains('\u{202e}'), "{text:?}");
    }
}

// --- calls ------------------------------------------------------------------------------------

#[test]
fn every_command_is_explained_with_an_example() {
    let world = World::new();
    for command in [
        "run",
        "resume",
        "report",
        "verify",
        "check",
        "rehearse",
        "scenarios",
        "exercises",
        "completions",
        "man",
    ] {
        let answer = world.run(&[command, "--help"], "");
        answer.is_done();
        assert!(
            answer.out.contains(&format!("  blackstart {command}")),
            "{}",
            answer.out
        );
        assert!(
            !answer.out.contains('\u{1b}'),
            "a pipe has no colors: {}",
            answer.out
        );
    }
}

#[test]
fn a_wrong_call_is_exit_code_2() {
    let world = World::new();
    for args in [
        &["rnu"][..],
        &["run"],
        &["check"],
        &["run", "region-loss", "--pace", "slow"],
        &["run", "region-loss", "--speed", "0"],
        &["run", "region-loss", "--person", "Ana"],
        &["rehearse", "region-loss", "--choose", "first-move"],
        &["report", "--format", "yaml"],
        &["completions", "tcl"],
    ] {
        let answer = world.run(args, "");
        assert_eq!((answer.code, &*answer.out), (Some(2), ""), "{args:?}");
        assert!(
            answer.err.starts_with("error: "),
            "{args:?}: {}",
            answer.err
        );
    }
    assert!(!world.has_exercises());
}

#[test]
fn completions_and_the_manual_page_come_on_standard_output() {
    let world = World::new();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        world.run(&["completions", shell], "").says(&["rehearse"]);
    }
    world
        .run(&["man"], "")
        .says(&[".TH blackstart", "rehearse"]);
}

#[test]
fn the_data_folder_can_be_named_in_the_environment() {
    let world = World::with_shop();
    let mut command = Command::new(env!("CARGO_BIN_EXE_blackstart"));
    command
        .env_clear()
        .env("BLACKSTART_DATA_DIR", world.path().join("elsewhere"))
        .current_dir(world.path())
        .args(["rehearse", "shop.ron", "--record"]);
    let answer: Answer = command.output().expect("it runs").into();
    answer.is_done();
    assert!(world.path().join("elsewhere/exercises").is_dir());
}

// --- scenarios --------------------------------------------------------------------------------

#[test]
fn an_unknown_scenario_names_the_nearest() {
    let world = World::new();
    world.file("data/scenarios/shop.ron", SHOP);
    for (name, near) in [("regionloss", "region-loss"), ("shopp", "shop")] {
        for command in [&["run", name, "--plain"][..], &["rehearse", name]] {
            let said = format!("Did you mean `{near}`?");
            world
                .run(command, "")
                .is_refused(2, &[&format!("`{name}`"), &said]);
        }
    }
    world
        .run(&["run", "xyz", "--plain"], "")
        .is_refused(2, &["`blackstart scenarios` lists them"]);
    world
        .run(&["run", "gone.ron", "--plain"], "")
        .is_refused(2, &["gone.ron"]);
}

#[test]
fn a_broken_scenario_lists_all_its_problems() {
    let world = World::new();
    let broken = SHOP.replace("After(\"page\", \"3m\")", "After(\"pgae\", \"3x\")");
    world.file("broken.ron", &broken);
    for command in [
        &["run", "broken.ron", "--plain"][..],
        &["rehearse", "broken.ron"],
    ] {
        let answer = world.run(command, "");
        answer.is_refused(2, &["broken.ron:21:", "pgae", "`page`", "3x"]);
    }
    assert!(!world.has_exercises());
    let answer = world.run(&["check", "broken.ron"], "");
    assert_eq!((answer.code, &*answer.err), (Some(1), ""));
    for word in [
        "broken.ron:21:",
        "pgae",
        "3x",
        "1 scenario checked: 2 errors",
    ] {
        assert!(answer.out.contains(word), "{word}: {}", answer.out);
    }
}

#[test]
fn a_good_scenario_passes_its_check_in_a_folder_too() {
    let world = World::with_shop();
    world
        .run(&["check", "shop.ron"], "")
        .says(&["1 scenario checked: 0 errors, 0 warnings"]);
    world.file("folder/a.ron", SHOP);
    world.file("folder/below/b.ron", SHOP);
    world.file("folder/readme.md", "No scenario.");
    world
        .run(&["check", "folder"], "")
        .says(&["2 scenarios checked: 0 errors"]);
}

#[test]
fn a_path_that_cannot_be_read_keeps_no_other_from_its_check() {
    let world = World::with_shop();
    let answer = world.run(&["check", "none.ron", "shop.ron"], "");
    assert_eq!(answer.code, Some(2));
    assert_eq!(answer.out, "1 scenario checked: 0 errors, 0 warnings\n");
    assert!(answer.err.starts_with("error: "), "{}", answer.err);
    assert!(answer.err.contains("none.ron"), "{}", answer.err);
}

#[test]
fn a_check_can_be_read_by_programs() {
    let world = World::with_shop();
    let answer = world.run(&["check", "shop.ron", "--format", "json"], "");
    assert_eq!((answer.code, &*answer.out), (Some(0), "[]\n"));
    let broken = SHOP.replace("After(\"page\", \"3m\")", "After(\"pgae\", \"3m\")");
    world.file("broken.ron", &broken);
    let answer = world.run(&["check", "--format", "json", "broken.ron"], "");
    assert_eq!(answer.code, Some(1), "{}", answer.err);
    let found: Value = serde_json::from_str(&answer.out).expect("it is JSON");
    let line = broken.lines().position(|line| line.contains("pgae"));
    let line = line.expect("it is there") + 1;
    let column = found[0]["column"].as_u64().expect("a number");
    assert_eq!(
        found,
        serde_json::json!([{
            "file": "broken.ron",
            "severity": "error",
            "code": "unknown-id",
            "line": line,
            "column": column,
            "end": {"line": line, "column": column + 6},
            "message": "there is no inject, decision, task or phase `pgae`",
            "hint": "Did you mean `page`?",
        }])
    );
}

#[test]
fn rubbish_is_no_scenario_and_no_panic() {
    let world = World::new();
    for rubbish in [
        "",
        "Scenario(",
        "\u{feff}\0\0",
        "{\"format\": 1}",
        &"(".repeat(100_000),
    ] {
        world.file("rubbish.ron", rubbish);
        let answer = world.run(&["check", "rubbish.ron"], "");
        assert_eq!(answer.code, Some(1), "{}", answer.err);
        is_harmless(&answer);
    }
    fs::write(world.path().join("rubbish.ron"), [0xff, 0xfe, 0x00, 0x28]).expect("it can be");
    assert_eq!(world.run(&["check", "rubbish.ron"], "").code, Some(1));
}

#[test]
fn the_list_of_scenarios_has_ones_own_before_the_built_in_ones() {
    let world = World::new();
    world.file("data/scenarios/shop.ron", SHOP);
    let own = SHOP.replace(
        "\"shop\",\n    title: \"The shop is down\"",
        "\"region-loss\",\n    title: \"Our own\"",
    );
    world.file("data/scenarios/ours.ron", &own);
    world.file("data/scenarios/broken.ron", "Scenario(");
    world.run(&["scenarios"], "").says(&[
        "broken",
        "region-loss",
        "Our own",
        "shop",
        "The shop is down",
    ]);
    let list = json(&world.run(&["scenarios", "--format", "json"], ""));
    let ids: Vec<_> = list
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["id"].as_str().unwrap())
        .collect();
    let position = |id| ids.iter().position(|it| *it == id).expect("it is listed");
    assert!(ids.is_sorted(), "{ids:?}");
    assert_eq!(ids.iter().filter(|id| **id == "region-loss").count(), 1);
    assert_eq!(list[position("region-loss")]["title"], "Our own");
    assert!(list[position("broken")]["problem"].is_string());
    assert_eq!(list[position("shop")]["length_ms"], 30 * 60_000);
    world
        .run(&["rehearse", "region-loss"], "")
        .says(&["Our own"]);
}

// --- running ----------------------------------------------------------------------------------

#[test]
fn without_a_terminal_it_says_so_and_offers_plain_lines() {
    let world = World::with_shop();
    world
        .run(&["run", "shop.ron"], "")
        .is_refused(2, &["no terminal", "--plain"]);
    assert!(!world.has_exercises());
    let world = World::played("wait 1m\n");
    let before = world.journal_text();
    world
        .run(&["resume"], "")
        .is_refused(2, &["no terminal", "--plain"]);
    assert_eq!(world.journal_text(), before);
}

#[test]
fn a_data_folder_that_cannot_be_written_is_said_before_anything_starts() {
    let world = World::with_shop();
    // Not even somebody who may do anything can make a folder where a file is.
    world.file("data", "a file");
    for command in [
        &["run", "shop.ron", "--plain"][..],
        &["rehearse", "shop.ron", "--record"],
    ] {
        world
            .run(command, WHOLE)
            .is_refused(2, &["could not write", "data", "--data-dir"]);
    }
}

#[test]
fn practice_is_recorded_as_such() {
    let world = World::with_shop();
    world.run(&["run", "shop.ron", "--plain", "--practice"], "quit\n");
    let journal = fs::read_to_string(world.journal()).unwrap();
    assert!(journal.contains(r#""practice":true"#));
}

#[test]
fn a_whole_exercise_is_played_through_a_pipe() {
    let world = World::with_shop();
    let script = format!("choose move west\n{WHOLE}note after the end\n");
    let answer = world.run(
        &["run", "shop.ron", "--plain", "--person", "ic=Ana"],
        &script,
    );
    assert_eq!(answer.err, "refused: move is not open yet\n");
    // Decided at 5m, landed 4m later; the impact is 50 and falls to 0 within 2m from 9m on: below
    // 1 a millisecond after 1m 57.6s. `back` came at 10m, so the ending at 9m + 117.601s.
    answer.says(&[
        "The shop is down",
        "seed 7",
        "You run a shop.",
        "T+0:00:00   phase         Detection",
        "T+0:02:00   inject        page: Page from Alerts: Checkout fails",
        "Nobody can buy.",
        "[notes] Let them find the log.",
        "T+0:03:00   acknowledged  page: Checkout fails (Ana)",
        "T+0:03:00   declared      Incident, SEV1",
        "T+0:05:00   question      move: Move to the west? (Commander, within 8 min)",
        "T+0:05:00   decision      move: Move to the west? Move (Ana)",
        "T+0:09:00   outcome       move: Move",
        "T+0:10:00   skipped       boss:",
        "T+0:10:57   end           The shop sells",
    ]);
    assert!(!answer.out.contains("after the end"));
    let report = world.exercise().join("report.md");
    assert!(answer.out.contains("report.md"), "{}", answer.out);
    assert!(
        fs::read_to_string(report)
            .expect("it was written")
            .contains("Checkout fails")
    );
    world.run(&["verify"], "").says(&["whole and unchanged"]);
    let exercises = json(&world.run(&["exercises", "--format", "json"], ""));
    assert_eq!(exercises[0]["status"], "ended");
    assert_eq!(exercises[0]["elapsed_ms"], 9 * 60_000 + 117_601);
    assert_eq!(exercises[0]["practice"], false);
}

#[test]
fn the_end_of_the_input_leaves_it_to_be_resumed() {
    let world = World::with_shop();
    let answer = world.run(
        &["run", "shop.ron", "--plain"],
        "wait 4m\nnote one\nwait 30s",
    );
    answer.says(&[
        "T+0:04:00   note          one",
        "Paused; `blackstart resume",
    ]);
    let exercises = json(&world.run(&["exercises", "--format", "json"], ""));
    assert_eq!(exercises[0]["status"], "running");
    let answer = world.run(&["resume", "--plain"], "wait 30s\nnote two\nwait 40m\n");
    answer.is_done();
    answer.says(&[
        "at T+0:04:30",
        "T+0:05:00   question",
        "T+0:05:00   note          two",
        "T+0:30:00   end",
    ]);
    // What had been shown is not told again.
    assert!(!answer.out.contains("Checkout fails"), "{}", answer.out);
    world.run(&["verify"], "").says(&["whole and unchanged"]);
}

#[test]
fn an_exercise_that_was_stopped_for_a_real_incident_goes_on_another_day() {
    let world = World::with_shop();
    world
        .run(
            &["run", "shop.ron", "--plain"],
            "wait 4m\nnote one\nreal-incident\n",
        )
        .is_done();
    let exercises = json(&world.run(&["exercises", "--format", "json"], ""));
    assert_eq!(exercises[0]["status"], "running");
    let answer = world.run(&["resume", "--plain"], "resume\nwait 30s\nnote two\n");
    assert_eq!(answer.code, Some(0), "{}", answer.err);
    let notice = "stopped for a real incident; its clock stands at T+0:04:00";
    assert!(answer.err.contains(notice), "{}", answer.err);
    answer.says(&["T+0:04:30   note          two"]);
    world.run(&["verify"], "").says(&["whole and unchanged"]);
}

#[test]
fn what_is_made_up_is_acknowledged_by_its_id() {
    let world = World::with_shop();
    let script = "improvise phone Reporter Is it true?\nstatus\nwait 30s\nack improvised-1\n";
    let answer = world.run(&["run", "shop.ron", "--plain"], script);
    answer.says(&[
        "improvised-1: Phone from Reporter: Is it true?",
        "to ack    improvised-1: Is it true?",
        "improvised-1: Is it true? (facilitator)",
    ]);
    let report = world.run(&["report"], "");
    report.says(&["acknowledged", "Is it true? (facilitator)"]);
}

#[test]
fn an_exercise_that_has_ended_is_not_resumed() {
    let world = World::played(WHOLE);
    let before = world.journal_text();
    world
        .run(&["resume", "--plain"], "")
        .is_refused(2, &["has ended", "`blackstart report`"]);
    assert_eq!(world.journal_text(), before);
}

#[test]
fn a_second_writer_is_refused_and_told_who_writes() {
    let world = World::with_shop();
    let (mut child, _out) = world.open_exercise();
    let holder = format!("process {}", child.id());
    world
        .run(&["resume", "--plain"], "note from elsewhere\n")
        .is_refused(2, &[&holder]);
    // Readers are welcome meanwhile.
    world.run(&["verify"], "").says(&["whole and unchanged"]);
    world.run(&["report"], "").says(&["The shop is down"]);
    drop(child.stdin.take());
    assert!(child.wait().expect("it ends").success());
    let answer = world.run(&["resume", "--plain"], "");
    answer.is_done();
    assert!(!world.journal_text().contains("elsewhere"));
}

#[test]
fn people_are_seated_or_the_roles_are_named() {
    let world = World::with_shop();
    let run = |person| world.run(&["run", "shop.ron", "--plain", "--person", person], "");
    run("coms=Ben").is_refused(2, &["`coms`", "`comms`"]);
    run("xyz=Ben").is_refused(2, &["ic, comms"]);
    run("ic=clock").is_refused(2, &["clock"]);
    assert!(!world.has_exercises());
    run("comms = Ben").is_done();
    assert!(
        world
            .journal_text()
            .contains(r#""people":[{"name":"Ben","role":"comms"}]"#)
    );
}

#[test]
fn people_take_part_without_a_role_too() {
    let world = World::with_shop();
    let people = ["--person", "=Cy", "--person", "ic=Ana"];
    let args = [&["run", "shop.ron", "--plain"][..], &people].concat();
    world.run(&args, "").is_done();
    let journal = world.journal_text();
    let people = r#""people":[{"name":"Cy","role":null},{"name":"Ana","role":"ic"}]"#;
    assert!(journal.contains(people), "{journal}");
}

#[test]
fn whoever_plays_alone_is_named_without_a_role_and_sits_in_all() {
    let world = World::with_shop();
    let args = ["run", "shop.ron", "--plain", "--solo", "--person", "=Cy"];
    world.run(&args, "").is_done();
    let journal = world.journal_text();
    let people = r#""people":[{"name":"Cy","role":"ic"},{"name":"Cy","role":"comms"}]"#;
    assert!(journal.contains(people), "{journal}");
}

#[test]
fn the_ground_rules_are_read_out_before_the_briefing() {
    let world = World::with_shop();
    let before = |text: &str, first: &str, then: &str| {
        let place = |it: &str| text.find(it).unwrap_or_else(|| panic!("{it}\n{text}"));
        assert!(place(first) < place(then), "{text}");
    };
    let out = world.run(&["run", "shop.ron", "--plain"], "").out;
    before(&out, "Plans are tested, people are not.", "Exercise begins");
    before(&out, "REAL INCIDENT stops it all.", "Exercise begins");
    before(&out, "What is recorded:", "Exercise begins");
    let again = world.run(&["resume", "--plain"], "").out;
    assert!(!again.contains("Plans are tested"), "{again}");
    let world = World::with_shop();
    let script = "real-incident\n";
    let alone = world.run(&["run", "shop.ron", "--plain", "--solo"], script);
    before(
        &alone.out,
        "`real-incident` stops everything",
        "Exercise begins",
    );
    let end = r#""why":"real_incident""#;
    assert!(world.journal_text().contains(end), "{}", alone.out);
}

#[test]
fn a_role_called_clock_does_not_act_as_the_clock() {
    let world = World::new();
    world.file(
        "shop.ron",
        &SHOP.replace("name: \"Commander\"", "name: \"clock\""),
    );
    let answer = world.run(&["run", "shop.ron", "--plain"], "wait 3m\nack page\nundo\n");
    // Either the check has something against the name, or an entry in it is somebody's.
    if answer.code == Some(2) {
        assert!(answer.err.contains("clock"), "{}", answer.err);
    } else {
        assert_eq!(answer.err, "");
        assert!(world.journal_text().contains("\"event\":\"rewound\""));
    }
}

#[test]
fn seed_speed_and_pace_are_recorded() {
    let world = World::with_shop();
    let args = [
        "run", "shop.ron", "--plain", "--seed", "42", "--speed", "2.5", "--pace", "manual",
    ];
    world.run(&args, "").is_done();
    let first: Value = serde_json::from_str(world.journal_text().lines().next().unwrap()).unwrap();
    assert_eq!(first["seed"], 42);
    assert_eq!(first["speed"], 2.5);
    assert_eq!(first["pace"], "manual");
    assert_eq!(first["mode"], "facilitated");
    assert_eq!(first["format"], 1);
    assert_eq!(first["ts"], "2026-03-03T14:00:00.250Z");
    assert_eq!(first["scenario"]["text"], SHOP);
}

#[test]
fn two_exercises_of_one_second_have_two_ids() {
    let world = World::with_shop();
    for _ in 0..3 {
        world.run(&["run", "shop.ron", "--plain"], "").is_done();
    }
    let exercises = json(&world.run(&["exercises", "--format", "json"], ""));
    let ids: Vec<_> = exercises
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["id"].as_str().unwrap())
        .collect();
    assert_eq!(
        ids,
        [
            "2026-03-03-140000-shop",
            "2026-03-03-140000-shop-2",
            "2026-03-03-140000-shop-3"
        ]
    );
    world
        .run(&["verify", "2026"], "")
        .is_refused(2, &["more than one", "140000-shop-2"]);
    world
        .run(&["verify", "2026-03-03-140000-shop"], "")
        .says(&["2026-03-03-140000-shop:"]);
    world
        .run(&["verify", "2026-03-03-140000-shop-3"], "")
        .says(&["2026-03-03-140000-shop-3:"]);
    world
        .run(&["verify", "2026-03-03-140000-sohp"], "")
        .is_refused(2, &["`2026-03-03-140000-shop`?"]);
    world
        .run(&["verify", "data/exercises/2026-03-03-140000-shop-2"], "")
        .says(&["shop-2:"]);
    world
        .run(
            &[
                "verify",
                "data/exercises/2026-03-03-140000-shop-2/journal.jsonl",
            ],
            "",
        )
        .says(&["shop-2:"]);
    world
        .run(&["verify", "data/exercises"], "")
        .is_refused(2, &["data/exercises"]);
}

#[test]
fn without_an_exercise_the_answer_is_no() {
    let world = World::new();
    for command in [&["resume", "--plain"][..], &["report"], &["verify"]] {
        let answer = world.run(command, "");
        answer.is_refused(1, &["no exercise yet", "blackstart run"]);
    }
    let answer = world.run(&["exercises"], "");
    assert_eq!((answer.code, &*answer.out), (Some(0), ""));
    assert_eq!(
        json(&world.run(&["exercises", "--format", "json"], "")),
        Value::Array(Vec::new())
    );
}

// --- the journal ------------------------------------------------------------------------------

#[test]
fn a_changed_line_is_named() {
    let world = World::played(WHOLE);
    let whole = world.journal_text();
    assert!(whole.contains("We are looking into it."));
    let line = 1 + whole
        .lines()
        .position(|line| line.contains("looking into it"))
        .unwrap();
    fs::write(
        world.journal(),
        whole.replace("looking into it", "not looking"),
    )
    .unwrap();
    let named = format!("line {line} ");
    world.run(&["verify"], "").is_refused(1, &[&named, "chain"]);
    world.run(&["report"], "").is_refused(1, &[&named]);
    world
        .run(&["resume", "--plain"], "")
        .is_refused(1, &[&named]);
}

#[test]
fn a_removed_line_is_named() {
    let world = World::played(WHOLE);
    let whole = world.journal_text();
    let lines: Vec<_> = whole.split_inclusive('\n').collect();
    fs::write(
        world.journal(),
        [&lines[..4], &lines[5..]].concat().concat(),
    )
    .unwrap();
    world
        .run(&["verify"], "")
        .is_refused(1, &["line 5 ", "removed"]);
}

#[test]
fn a_newer_format_is_refused_with_a_hint() {
    let world = World::played("wait 1m\n");
    let newer = world
        .journal_text()
        .replacen("\"format\":1,", "\"format\":2,", 1);
    fs::write(world.journal(), newer).unwrap();
    for command in [&["verify"][..], &["report"], &["resume", "--plain"]] {
        world
            .run(command, "")
            .is_refused(1, &["format 2", "newer blackstart"]);
    }
    let exercises = json(&world.run(&["exercises", "--format", "json"], ""));
    assert_eq!(exercises[0]["status"], "broken");
}

#[test]
fn a_torn_end_is_set_aside_and_said() {
    let world = World::played("wait 3m\nnote one\n");
    let whole = world.journal_text();
    fs::write(world.journal(), format!("{whole}{{\"seq\":7,\"ts\":\"20")).unwrap();
    world
        .run(&["verify"], "")
        .says(&["whole and unchanged", "17 bytes at its end were torn"]);
    let answer = world.run(&["report"], "");
    assert_eq!(answer.code, Some(0));
    assert!(answer.err.contains("torn"), "{}", answer.err);
    let answer = world.run(&["resume", "--plain"], "note two\n");
    assert_eq!(answer.code, Some(0));
    assert!(answer.err.contains("torn"), "{}", answer.err);
    assert_eq!(
        fs::read_to_string(world.exercise().join("torn-1")).unwrap(),
        "{\"seq\":7,\"ts\":\"20"
    );
    assert!(world.journal_text().starts_with(&whole));
    world.run(&["verify"], "").is_done();
}

#[test]
fn a_last_line_that_lacks_only_its_newline_is_kept() {
    let world = World::played("wait 3m\nnote one\n");
    let whole = world.journal_text();
    fs::write(world.journal(), whole.trim_end()).unwrap();
    world.run(&["resume", "--plain"], "note two\n").is_done();
    assert!(world.journal_text().starts_with(&whole));
    world.run(&["verify"], "").is_done();
}

#[test]
fn an_empty_journal_is_no_exercise_and_no_panic() {
    let world = World::played("");
    fs::write(world.journal(), "").unwrap();
    for command in [&["verify"][..], &["report"], &["resume", "--plain"]] {
        world.run(command, "").is_refused(1, &["empty"]);
    }
}

// --- rehearsing and reporting -----------------------------------------------------------------

#[test]
fn a_rehearsal_with_the_same_seed_is_the_same() {
    let world = World::with_shop();
    for policy in ["best", "worst", "random", "silent"] {
        let rehearse = || {
            world.run(
                &["rehearse", "shop.ron", "--policy", policy, "--seed", "3"],
                "",
            )
        };
        let answer = rehearse();
        answer.is_done();
        assert_eq!(answer.out, rehearse().out);
    }
    assert!(!world.has_exercises());
}

#[test]
fn the_best_and_the_worst_are_told_apart() {
    let world = World::with_shop();
    // Opens at 5m, answered a minute later; west lands at 10m, waiting at once.
    let best = world.run(&["rehearse", "shop.ron"], "");
    best.says(&[
        "T+0:03:00   acknowledged",
        "T+0:06:00   decision      move: Move to the west? Move",
        "The shop sells (success)",
    ]);
    let worst = world.run(&["rehearse", "shop.ron", "--policy", "worst"], "");
    worst.says(&[
        "T+0:06:00   decision      move: Move to the west? Wait",
        "Closed for the day (failure)",
    ]);
    let silent = world.run(&["rehearse", "shop.ron", "--policy", "silent"], "");
    silent.says(&["T+0:13:00   time out", "Closed for the day (failure)"]);
    assert!(
        !worst.out.contains("declared      Incident"),
        "{}",
        worst.out
    );
}

#[test]
fn a_choice_overrides_the_policy() {
    let world = World::with_shop();
    let rehearse = |choice| {
        world.run(
            &[
                "rehearse", "shop.ron", "--policy", "silent", "--choose", choice,
            ],
            "",
        )
    };
    rehearse("move=west").says(&["T+0:06:00   decision      move: Move to the west? Move"]);
    rehearse("move=west@7m30s").says(&["T+0:07:30   decision      move: Move to the west? Move"]);
}

#[test]
fn a_choice_that_cannot_be_made_says_what_could() {
    let world = World::with_shop();
    let rehearse = |choice| world.run(&["rehearse", "shop.ron", "--choose", choice], "");
    rehearse("move=wset").is_refused(2, &["wset", "`west`"]);
    rehearse("moev=west").is_refused(2, &["moev", "`move`"]);
    rehearse("move=west@4m").is_refused(2, &["T+0:04:00", "not open", "T+0:05:00", "T+0:13:00"]);
    rehearse("move=west@13m").is_refused(2, &["T+0:13:00", "wait", "T+0:05:00"]);
    rehearse("move=east").is_refused(2, &["east", "west, wait"]);
    rehearse("move=west@soon").is_refused(2, &["soon"]);
    let twice = [
        "rehearse",
        "shop.ron",
        "--choose",
        "move=west",
        "--choose",
        "move=wait",
    ];
    world.run(&twice, "").is_refused(2, &["twice"]);
}

#[test]
fn a_recorded_rehearsal_is_a_practice_exercise() {
    let world = World::with_shop();
    let answer = world.run(&["rehearse", "shop.ron", "--record"], "");
    answer.says(&["report.md"]);
    let exercises = json(&world.run(&["exercises", "--format", "json"], ""));
    assert_eq!(exercises[0]["practice"], true);
    assert_eq!(exercises[0]["status"], "ended");
    world.run(&["verify"], "").says(&["whole and unchanged"]);
    let data = json(&world.run(&["report", "--format", "json"], ""));
    assert_eq!(data["practice"], true);
}

#[test]
fn the_report_data_is_the_same_bytes_twice_and_has_its_keys_in_order() {
    let world = World::played(WHOLE);
    let args = ["report", "--format", "json"];
    let answer = world.run(&args, "");
    answer.is_done();
    assert_eq!(answer.out, world.run(&args, "").out);
    let keys = [
        "format",
        "exercise",
        "scenario",
        "program",
        "mode",
        "practice",
        "started_at",
        "ended_at",
        "elapsed_ms",
        "people",
        "ending",
        "timings",
        "bad_minutes",
        "services",
        "phases",
        "injects",
        "decisions",
        "tasks",
        "objectives",
        "claims",
        "updates",
        "observations",
        "answers",
        "actions",
        "journal",
    ];
    let found: Vec<_> = keys
        .iter()
        .map(|key| answer.out.find(&format!("\n  \"{key}\":")))
        .collect();
    assert!(
        found.iter().all(Option::is_some),
        "{found:?}\n{}",
        answer.out
    );
    assert!(found.is_sorted(), "{found:?}");
    let data = json(&answer);
    assert_eq!(data["ending"]["id"], "sold");
    // The impact rises from 2m on: first above its start a millisecond later. Declared at 3m.
    assert_eq!(data["timings"]["first_impact_ms"], 120_001);
    assert_eq!(data["timings"]["declared_ms"], 59_999);
    // Down from 2m to 9m.
    assert_eq!(data["services"][0]["achieved_rto_ms"], 7 * 60_000);
    let n_lines = world.journal_text().lines().count();
    assert_eq!(data["journal"]["events"], n_lines);
}

#[test]
fn a_report_is_written_to_a_file() {
    let world = World::played(WHOLE);
    let text = world.run(&["report"], "");
    text.says(&["The shop is down"]);
    let answer = world.run(&["report", "--output", "aar.md"], "");
    assert_eq!((answer.code, &*answer.out), (Some(0), ""));
    assert_eq!(
        fs::read_to_string(world.path().join("aar.md")).unwrap(),
        text.out
    );
    let nowhere = ["report", "--output", "no/such/folder/aar.md"];
    world
        .run(&nowhere, "")
        .is_refused(2, &["could not write", "no/such/folder/aar.md"]);
}

#[test]
fn a_running_exercise_has_a_report_too() {
    let world = World::played("wait 3m\ndeclare SEV1\n");
    let data = json(&world.run(&["report", "--format", "json"], ""));
    assert_eq!(data["ending"], Value::Null);
    assert_eq!(data["ended_at"], Value::Null);
    assert_eq!(data["elapsed_ms"], 3 * 60_000);
}

#[test]
fn the_built_in_scenario_is_played_from_beginning_to_end() {
    let world = World::new();
    world
        .run(&["rehearse", "region-loss", "--record"], "")
        .says(&["EXERCISE"]);
    world.run(&["verify"], "").says(&["whole and unchanged"]);
    world.run(&["report"], "").says(&["Primary region"]);
}

// --- hostile surroundings ---------------------------------------------------------------------

/// The shop, with characters in its texts that steer terminals and turn text around.
fn hostile_scenario() -> String {
    let hostile = r"\u{1b}]0;owned\u{7}\u{9b}2J\u{202e}";
    [
        "The shop is down",
        "You run a shop.",
        "Commander",
        "The stand-by is warm",
        "name: \"Shop",
        "name: \"Users",
        "unit: \"%",
        "Detection",
        "Alerts",
        "Checkout fails",
        "Nobody can buy.",
        "Let them find the log.",
        "Move to the west?",
        "label: \"Move",
        "The public is told",
        "The shop sells",
        "Closed for the day",
    ]
    .iter()
    .fold(SHOP.to_owned(), |text, words| {
        assert!(text.contains(words), "{words}");
        text.replace(words, &format!("{words}{hostile}"))
    })
}

#[test]
fn hostile_text_reaches_no_terminal() {
    const RED: &str = "\u{1b}[31m\u{9b}2J\u{7}\u{202e}";
    let world = World::new();
    let name = format!("{RED}.ron");
    world.file(&name, SHOP);
    world.file("data/scenarios/hostile.ron", &hostile_scenario());
    world.file(
        "broken.ron",
        &SHOP.replace("silence: \"wait\"", &format!("silence: \"{RED}\"")),
    );
    world.file("unclosed.ron", &format!("Scenario(title: \"{RED}"));
    world.file("steering.ron", &hostile_scenario());
    let person = format!("ic={RED}");
    let script = format!(
        "status\nwait 6m\nack page\nnote {RED}\n{RED}\nchoose {RED}\nas {RED} declare {RED}\n\
         skip boss {RED}\nother move {RED}\nstatus\nundo\nchoose move west because {RED}\nassign comms {RED}\n\
         update public resolved {RED}\nclaim stand-by refuted {RED}\nwait 1h\n"
    );
    let answer = world.run(&["run", &name, "--plain", "--person", &person], &script);
    assert_eq!(answer.code, Some(0), "{}", answer.err);
    is_harmless(&answer);
    for args in [
        &["report"][..],
        &["report", "--format", "json"],
        &["verify"],
        &["exercises"],
        &["scenarios"],
        &["check", &name],
        &["check", "broken.ron", "unclosed.ron", "steering.ron"],
        &["rehearse", &name],
        &["rehearse", &name, "--choose", "move=east"],
        &["run", "broken.ron", "--plain"],
        &["run", "unclosed.ron", "--plain"],
        &["run", RED, "--plain"],
        &["run", &format!("gone{name}"), "--plain"],
        &["resume", RED, "--plain"],
        &["report", RED],
        &["report", "--output", &format!("{RED}/{RED}")],
        &["run", &name, "--plain", "--person", &format!("{RED}=Ana")],
        &["rehearse", &name, "--choose", &format!("move={RED}")],
        &["rehearse", &name, "--choose", &format!("{RED}=west")],
    ] {
        is_harmless(&world.run(args, ""));
    }
}

#[test]
fn hostile_arguments_reach_no_terminal() {
    const RED: &str = "\u{1b}[31m";
    let world = World::new();
    for args in [
        &[RED][..],
        &["run", "x", "--pace", RED],
        &["run", "x", "--speed", RED],
        &["run", "x", "--person", RED],
        &["rehearse", "x", "--choose", RED],
        &["completions", RED],
        &["verify", "a", RED],
    ] {
        let answer = world.run(args, "");
        assert_eq!(answer.code, Some(2));
        is_harmless(&answer);
    }
}

#[test]
fn a_journal_from_elsewhere_reaches_no_terminal() {
    let world = World::played("wait 1m\n");
    let exercise = world.exercise();
    let hostile = "\u{1b}[31m";
    let line = format!(r#"{{"seq":3,"event":"{hostile}","inject":"{hostile}"}}"#);
    fs::write(
        exercise.join("journal.jsonl"),
        format!("{}{line}\n", world.journal_text()),
    )
    .unwrap();
    fs::write(exercise.join("lock"), hostile).unwrap();
    for command in [&["verify"][..], &["exercises"], &["resume", "--plain"]] {
        is_harmless(&world.run(command, ""));
    }
}

#[test]
fn a_forged_journal_reaches_no_terminal() {
    const RED: &str = "\u{1b}[31m\u{9b}2J\u{7}\u{202e}";
    let world = World::new();
    let started = Started {
        format: 1,
        exercise: format!("../{RED}"),
        program: RED.to_owned(),
        scenario: ScenarioText {
            id: RED.to_owned(),
            title: RED.to_owned(),
            sha256: journal::sha256_hex(SHOP),
            text: SHOP.into(),
        },
        mode: Mode::Facilitated,
        pace: Pace::Real,
        speed: 1.0,
        seed: 1,
        practice: false,
        observer: None,
        people: vec![Person {
            name: RED.to_owned(),
            role: Some("ic".to_owned()),
        }],
    };
    let note = Event::Observed {
        kind: ObservationKind::Note,
        text: RED.to_owned(),
        about: Some(RED.to_owned()),
        who: RED.to_owned().into(),
    };
    let scenario = scenario::load(SHOP).0.expect("it can be played");
    let mut writer = Writer::default();
    let lines: String = [Event::Started(Box::new(started)), note]
        .into_iter()
        .map(|event| Timed {
            clock: ExerciseTime::START,
            event,
        })
        .map(|timed| {
            let record = writer.record(chrono::DateTime::default(), timed);
            writer.line(&scenario, &record)
        })
        .collect();
    world.file("data/exercises/forged/journal.jsonl", &lines);
    for args in [
        &["verify"][..],
        &["exercises"],
        &["exercises", "--format", "json"],
        &["report"],
        &["report", "--format", "json"],
    ] {
        let answer = world.run(args, "");
        answer.is_done();
        is_harmless(&answer);
    }
    let answer = world.run(
        &["resume", "--plain"],
        "status\nwait 6m\nstatus\nchoose move west\nwait 1h\n",
    );
    assert_eq!(answer.code, Some(0), "{}", answer.err);
    is_harmless(&answer);
    let report = fs::read_to_string(world.exercise().join("report.md")).unwrap();
    assert!(
        !report.contains('\u{1b}') && !report.contains('\u{202e}'),
        "{report}"
    );
}

#[test]
fn a_reader_who_leaves_is_not_an_error() {
    let world = World::with_shop();
    let (mut child, out) = world.open_exercise();
    drop(out);
    let mut stdin = child.stdin.take().expect("it is piped");
    // It may have left before it has read all of it.
    let _ = stdin.write_all(WHOLE.as_bytes());
    drop(stdin);
    let mut err = String::new();
    child
        .stderr
        .take()
        .expect("it is piped")
        .read_to_string(&mut err)
        .expect("it is text");
    assert_eq!(
        (child.wait().expect("it ends").code(), &*err),
        (Some(0), "")
    );
    world.run(&["verify"], "").says(&["whole and unchanged"]);
    let answer = world.run(&["resume", "--plain"], "note here\n");
    assert_eq!(answer.code, Some(0), "{}", answer.err);
}

#[test]
fn a_list_may_be_cut_off_by_its_reader() {
    let world = World::new();
    for args in [
        &["rehearse", "region-loss"][..],
        &["man"],
        &["completions", "bash"],
    ] {
        let mut child = world.command(args).spawn().expect("it starts");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("it ends");
        assert_eq!(
            (output.status.code(), &*output.stderr),
            (Some(0), &b""[..]),
            "{args:?}"
        );
    }
}

#[cfg(unix)]
#[test]
fn a_disk_that_fills_holds_the_clock_and_loses_nothing_that_was_shown() {
    let world = World::with_shop();
    // The first line alone is some 3,300 bytes; a unit is 512 or 1,024 bytes, as the shell has it.
    let plain = world.command(["run", "shop.ron", "--plain"]);
    let mut limited = Command::new("/bin/sh");
    limited
        .args(["-c", "ulimit -f 12 && exec \"$0\" \"$@\""])
        .arg(plain.get_program())
        .args(plain.get_args())
        .env_clear()
        .envs(
            plain
                .get_envs()
                .filter_map(|(name, value)| Some((name, value?))),
        )
        .current_dir(world.path());
    let notes: Vec<_> = (0..60)
        .map(|n| format!("note number-{n} {}", "x".repeat(300)))
        .collect();
    let script = world.file(
        "script",
        &format!("wait 1m\n{}\nwait 1m\n", notes.join("\n")),
    );
    limited.stdin(fs::File::open(script).expect("it is there"));
    let answer: Answer = limited.output().expect("it runs").into();
    assert_eq!(answer.code, Some(2), "{}", answer.err);
    for word in [
        "could not append to the journal",
        "The clock is held",
        "hint: Free some disk space",
    ] {
        assert!(answer.err.contains(word), "{word}: {}", answer.err);
    }
    let journal = world.journal_text();
    let is_shown = |n: &usize| answer.out.contains(&format!("number-{n} "));
    let shown: Vec<_> = (0..60).filter(is_shown).collect();
    assert!(!shown.is_empty() && shown.len() < 60, "{shown:?}");
    for n in shown {
        assert!(
            journal.contains(&format!("number-{n} ")),
            "{n} was shown and is not there"
        );
    }
    world.run(&["verify"], "").says(&["whole and unchanged"]);
    let answer = world.run(&["resume", "--plain"], "wait 5m\n");
    assert_eq!(answer.code, Some(0), "{}", answer.err);
    answer.says(&["T+0:02:00   inject"]);
    world.run(&["verify"], "").says(&["whole and unchanged"]);
}

#[test]
fn a_link_or_a_folder_in_the_place_of_a_file_is_said() {
    let world = World::played("");
    fs::remove_file(world.journal()).unwrap();
    fs::create_dir(world.exercise().join("journal.jsonl")).unwrap();
    let path = world.exercise();
    let path = Path::new(&path).to_str().unwrap();
    world
        .run(&["verify", path], "")
        .is_refused(2, &["no exercise"]);
    world.file("folder.ron/x", "");
    world
        .run(&["run", "./folder.ron", "--plain"], "")
        .is_refused(2, &["could not read", "folder.ron"]);
}

#[test]
fn an_observers_seat_wants_a_name_a_terminal_and_an_exercise_that_is_open() {
    let world = World::new();
    let nameless = world.run(&["observe"], "");
    assert_eq!(nameless.code, Some(2));
    assert!(nameless.err.contains("--name <NAME>"), "{}", nameless.err);
    let blank = world.run(&["observe", "--name", "  "], "");
    assert!(
        blank.err.contains("write a name, such as Eva"),
        "{}",
        blank.err
    );
    let none = world.run(&["observe", "--name", "Eva"], "");
    assert_eq!(none.code, Some(1));
    assert!(
        none.err.contains("there is no exercise yet"),
        "{}",
        none.err
    );
    world.run(&["run", "region-loss", "--plain"], "wait 1m\nquit\n");
    let piped = world.run(&["observe", "--name", "Eva"], "");
    assert_eq!(piped.code, Some(2));
    assert!(
        piped.err.contains("no terminal here to observe on"),
        "{}",
        piped.err
    );
    let clock = world.run(&["observe", "--name", "clock"], "");
    assert!(clock.err.contains("nobody can be called"), "{}", clock.err);
    assert!(
        !world.exercise().join("observers").exists(),
        "nothing was begun"
    );
}

#[test]
fn a_replay_of_nothing_says_so() {
    let world = World::new();
    let answer = world.run(&["replay"], "");
    assert_eq!(answer.code, Some(1));
    assert!(
        answer.err.contains("there is no exercise yet"),
        "{}",
        answer.err
    );
    // One that was begun, and of which nothing else is known.
    let path = world.file("shop.ron", SHOP);
    world.run(&["run", &path, "--plain"], "");
    let journal = fs::read_to_string(world.journal()).expect("there is a journal");
    let first = journal.lines().next().expect("it begins");
    fs::write(world.journal(), format!("{first}\n")).expect("it can be written");
    let answer = world.run(&["replay"], "");
    assert_eq!(answer.code, Some(1), "{}", answer.err);
    assert!(
        answer.err.contains("nothing happened in the exercise"),
        "{}",
        answer.err
    );
}

#[test]
fn a_replay_needs_a_terminal_and_says_what_does_not() {
    let world = World::new();
    let path = world.file("shop.ron", SHOP);
    world.run(&["rehearse", &path, "--record"], "");
    let answer = world.run(&["replay"], "");
    assert_eq!(answer.code, Some(2));
    assert!(
        answer.err.contains("no terminal here to replay"),
        "{}",
        answer.err
    );
    assert!(answer.err.contains("`blackstart report`"), "{}", answer.err);
    let answer = world.run(&["rehearse", "region-loss", "--record"], "");
    assert_eq!(answer.code, Some(0), "{}", answer.err);
    let two = [
        "replay",
        "2026-03-03-140000-region-loss",
        "--beside",
        "2026-03-03-140000-shop",
    ];
    let answer = world.run(&two, "");
    assert_eq!(answer.code, Some(2));
    assert!(
        answer
            .err
            .contains("is of the scenario shop, and not of region-loss"),
        "{}",
        answer.err
    );
}
