//! The configuration file, as the program reads it.

mod binary;

use binary::World;

/// A scenario in one of the folders that the file names.
const DRILL: &str = r#"Scenario(format: 1, id: "ours", title: "Ours", level: Introductory, length: "1h",
    endings: [(id: "end", title: "E", outcome: Mixed, otherwise: true)])"#;

#[test]
fn folders_that_it_names_have_scenarios() {
    let world = World::new();
    world.file("drills/ours.ron", DRILL);
    world.file("set/config.ron", r#"Config(folders: ["../drills"])"#);
    let listed = world.run(&["--config", "set/config.ron", "scenarios"], "");
    assert_eq!(listed.code, Some(0), "{listed:?}");
    assert!(listed.out.contains("ours "), "{listed:?}");
    let played = world.run(&["rehearse", "ours", "--config", "set/config.ron"], "");
    assert_eq!(played.code, Some(0), "{played:?}");
    assert_eq!(world.run(&["rehearse", "ours"], "").code, Some(2));
}

#[test]
fn its_place_is_the_platforms_or_what_a_variable_says() {
    let world = World::new();
    world.file("ours.ron", "Config(theme: Drak)");
    let mut command = world.command(["scenarios"]);
    command.env("BLACKSTART_CONFIG", "ours.ron");
    let output = command.output().expect("it runs");
    assert_eq!(output.status.code(), Some(2));
    if cfg!(target_os = "linux") {
        world.file(".config/blackstart/config.ron", "Config(theme: Drak)");
        assert_eq!(world.run(&["scenarios"], "").code, Some(2));
    }
}

#[test]
fn every_mistake_is_told_in_its_place_before_anything_starts() {
    let world = World::new();
    world.file(
        "config.ron",
        "Config(\n    theme: Drak,\n    bel: true,\n)\n",
    );
    let answer = world.run(
        &["--config", "config.ron", "run", "region-loss", "--plain"],
        "",
    );
    assert_eq!(answer.code, Some(2));
    assert_eq!(answer.out, "");
    for words in [
        "config.ron:2:12",
        "2 |     theme: Drak,",
        "Did you mean `Dark`?",
        "config.ron:3:5",
        "Did you mean `bell`?",
        "error: config.ron has 2 errors",
    ] {
        assert!(answer.err.contains(words), "{words}\n{}", answer.err);
    }
    assert!(!world.folder.path().join("data").exists());
}

#[test]
fn a_file_that_is_named_and_not_there_is_said() {
    let answer = World::new().run(&["--config", "none.ron", "scenarios"], "");
    assert_eq!(answer.code, Some(2));
    assert!(answer.err.contains("could not read none.ron"), "{answer:?}");
}

#[test]
fn records_can_be_read_whatever_is_wrong_with_it() {
    let world = World::new();
    world.run(&["run", "region-loss", "--plain"], "quit\n");
    world.file("config.ron", "(");
    for command in ["verify", "report", "exercises"] {
        let answer = world.run(&["--config", "config.ron", command], "");
        assert_eq!(answer.code, Some(0), "{answer:?}");
    }
}

#[test]
fn the_pace_it_says_holds_unless_the_call_says_another() {
    let world = World::new();
    world.file("config.ron", "Config(pace: Manual)");
    let pace = |args: &[&str]| {
        let args = [
            &["--config", "config.ron", "run", "region-loss", "--plain"],
            args,
        ]
        .concat();
        assert_eq!(world.run(&args, "quit\n").code, Some(0));
        let journal = std::fs::read_to_string(world.journal()).expect("there is a journal");
        std::fs::remove_dir_all(world.exercise()).expect("it can be removed");
        journal.contains(r#""pace":"manual""#)
    };
    assert!(pace(&[]));
    assert!(!pace(&["--pace", "real"]));
}

#[test]
fn without_a_terminal_and_a_command_the_help_is_told() {
    let answer = World::new().run(&[], "");
    assert_eq!(answer.code, Some(2));
    assert!(
        answer.err.contains("Usage: blackstart [OPTIONS] [COMMAND]"),
        "{answer:?}"
    );
}
