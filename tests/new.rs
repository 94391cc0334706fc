//! `blackstart new`, as an author meets it: what it writes, and what it refuses.

mod binary;

use std::fs;

use binary::{Answer, World};

#[track_caller]
fn is_done(answer: &Answer) {
    assert_eq!((answer.code, &*answer.err), (Some(0), ""), "{}", answer.out);
}

/// Failed as a wrong call does, and said all of `words`.
#[track_caller]
fn is_refused(answer: &Answer, words: &[&str]) {
    assert_eq!((answer.code, &*answer.out), (Some(2), ""), "{}", answer.err);
    assert!(answer.err.starts_with("error: "), "{}", answer.err);
    for word in words {
        assert!(answer.err.contains(word), "{word:?}: {}", answer.err);
    }
}

/// The commands that an answer tells to type.
fn commands(answer: &Answer) -> Vec<Vec<&str>> {
    answer
        .out
        .lines()
        .filter_map(|line| line.strip_prefix("  blackstart "))
        .map(|line| line.split(' ').collect())
        .collect()
}

#[test]
fn a_new_scenario_is_in_the_list_and_its_next_commands_work() {
    let world = World::new();
    let answer = world.run(&["new", "our-drill"], "");
    is_done(&answer);
    let path = world.folder.path().join("data/scenarios/our-drill.ron");
    assert!(path.is_file());
    assert!(
        answer.out.starts_with("data/scenarios/our-drill.ron\n"),
        "{}",
        answer.out
    );
    let commands = commands(&answer);
    let verbs: Vec<_> = commands.iter().map(|words| words[0]).collect();
    assert_eq!(verbs, ["check", "rehearse", "fuzz", "run"]);
    let checked = world.run(&commands[0], "");
    is_done(&checked);
    assert_eq!(checked.out, "1 scenario checked: 0 errors, 0 warnings\n");
    is_done(&world.run(&commands[1], ""));
    is_done(&world.run(&commands[2], ""));
    is_done(&world.run(&[&commands[3][..], &["--plain"]].concat(), "wait 3m\nend\n"));
    let list = world.run(&["scenarios"], "");
    assert!(list.out.contains("our-drill "), "{}", list.out);
    is_done(&world.run(&["rehearse", "our-drill"], ""));
}

#[test]
fn everybody_plays_it_to_an_ending_that_fits() {
    let world = World::new();
    is_done(&world.run(&["new", "our-drill"], ""));
    for (policy, ending) in [
        ("best", "Back before nine, and said so (success)"),
        ("worst", "A day without orders (failure)"),
        ("silent", "A day without orders (failure)"),
    ] {
        let answer = world.run(&["rehearse", "our-drill", "--policy", policy], "");
        is_done(&answer);
        assert!(answer.out.contains(ending), "{policy}: {}", answer.out);
    }
    // With enough luck every ending is reached, and nothing else.
    let mut endings: Vec<_> = (0..40)
        .map(|seed| {
            let seed = seed.to_string();
            let answer = world.run(
                &[
                    "rehearse",
                    "our-drill",
                    "--policy",
                    "random",
                    "--seed",
                    &seed,
                ],
                "",
            );
            is_done(&answer);
            let line = answer
                .out
                .lines()
                .find_map(|line| line.strip_prefix("ending"));
            let (title, _) = line
                .and_then(|line| line.split_once(" ("))
                .expect("an ending is reached");
            title.trim().to_owned()
        })
        .collect();
    endings.sort();
    endings.dedup();
    assert_eq!(
        endings,
        [
            "A day without orders",
            "Back before nine, and said so",
            "Back, and nobody was told"
        ]
    );
}

#[test]
fn it_is_recorded_like_any_other() {
    let world = World::new();
    is_done(&world.run(&["new", "our-drill"], ""));
    is_done(&world.run(&["rehearse", "our-drill", "--record"], ""));
    let journal = fs::read_to_string(world.journal()).expect("there is a journal");
    assert!(
        journal.contains(r#""event":"ended","ending":"served""#),
        "{journal}"
    );
    is_done(&world.run(&["verify"], ""));
}

#[test]
fn it_is_written_to_a_folder_that_is_made_if_need_be() {
    let world = World::new();
    let answer = world.run(&["new", "our-drill", "--to", "our drills/spring"], "");
    is_done(&answer);
    let path = world.folder.path().join("our drills/spring/our-drill.ron");
    let text = fs::read_to_string(path).expect("it is there");
    assert!(text.contains(r#"id: "our-drill","#) && !text.contains("your-scenario"));
    assert!(
        answer.out.contains("'our drills/spring/our-drill.ron'\n"),
        "{}",
        answer.out
    );
    assert!(!world.folder.path().join("data/scenarios").exists());
}

#[test]
fn nothing_is_written_over() {
    let world = World::new();
    for (file, args) in [
        (
            "drills/our-drill.ron",
            &["new", "our-drill", "--to", "drills"][..],
        ),
        ("data/scenarios/broken.ron", &["new", "broken"]),
    ] {
        let path = world.file(file, "mine");
        let answer = world.run(args, "");
        is_refused(&answer, &[file, "there already", "--to"]);
        assert_eq!(fs::read_to_string(path).expect("it is there"), "mine");
    }
}

#[test]
fn an_id_that_another_scenario_has_is_refused() {
    let world = World::new();
    is_refused(
        &world.run(&["new", "region-loss"], ""),
        &["region-loss", "built-in", "hint: "],
    );
    world.file("data/scenarios/ours.ron", include_str!("data/shop.ron"));
    is_refused(
        &world.run(&["new", "shop"], ""),
        &["shop", "ours.ron", "hint: "],
    );
    // Elsewhere it is in nobody's way.
    is_done(&world.run(&["new", "shop", "--to", "."], ""));
}

#[test]
fn what_is_no_id_is_refused_with_what_ids_look_like() {
    let world = World::new();
    let longest = "x".repeat(65);
    for (id, near) in [
        ("Our Drill", "`our-drill`"),
        ("our-drill.ron", "`our-drill`"),
        ("../../up", "`up`"),
        ("caf\u{e9}", "`caf`"),
        ("a\"b", "`a-b`"),
        ("", "`our-drill`"),
        (&longest, "up to 64"),
    ] {
        let answer = world.run(&["new", id], "");
        is_refused(&answer, &["small letters, digits and `-`", near]);
    }
    assert!(!world.folder.path().join("data").exists());
}

#[test]
fn where_nothing_can_be_written_that_is_said() {
    let world = World::new();
    world.file("taken", "a file");
    let into = |folder| world.run(&["new", "our-drill", "--to", folder], "");
    is_refused(&into("taken"), &["`taken`", "no folder", "--to"]);
    is_refused(
        &into("taken/below"),
        &["taken/below", "could not be written", "--to"],
    );
}

#[test]
fn it_is_explained_with_an_example() {
    let answer = World::new().run(&["new", "--help"], "");
    is_done(&answer);
    assert!(
        answer.out.contains("  blackstart new our-drill\n"),
        "{}",
        answer.out
    );
}

/// The code blocks of a page with their languages, in order.
fn blocks(page: &str) -> Vec<(&str, &str)> {
    let parts: Vec<_> = page.split("\n```").collect();
    parts
        .chunks(2)
        .filter_map(|pair| pair.get(1)?.split_once('\n'))
        .collect()
}

#[test]
fn every_command_of_the_tutorial_works_in_its_turn() {
    let world = World::new();
    let mut n_run = 0;
    for (language, block) in blocks(include_str!("../docs/scenario.md")) {
        let list = match language {
            "ron,inject" => "injects",
            "ron,decision" => "decisions",
            _ => "",
        };
        if !list.is_empty() {
            let path = world.folder.path().join("our-drill.ron");
            let text = fs::read_to_string(&path).expect("it was made");
            let begin = format!("\n    {list}: [");
            world.file(
                "our-drill.ron",
                &text.replacen(&begin, &format!("{begin}\n{block}"), 1),
            );
        }
        if language == "ron,walk" {
            world.file("our-drill.good.walk.ron", block);
        }
        let commands = block.lines().filter(|_| language == "sh");
        for line in commands.filter_map(|line| line.strip_prefix("blackstart ")) {
            let line = line.split('#').next().expect("it has a beginning");
            let mut args: Vec<_> = line.split_whitespace().collect();
            if args[0] == "run" {
                args.push("--plain");
            }
            is_done(&world.run(&args, ""));
            n_run += 1;
        }
    }
    assert_eq!(n_run, 13);
}
