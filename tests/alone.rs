//! `run --solo` in lines of text: what can be typed, what is told and when, and how a run compares.

#[expect(dead_code, reason = "no file is looked into here")]
mod binary;

use binary::World;

const CDN_CUT: &str = include_str!("rig/cdn-cut.ron");

/// Plays it alone from a pipe, to its end where the lines lead there.
fn play(world: &World, lines: &str) -> binary::Answer {
    let path = world.file("cdn-cut.ron", CDN_CUT);
    world.run(&["run", &path, "--solo", "--plain"], lines)
}

#[test]
fn nothing_is_told_before_its_time() {
    let world = World::new();
    let answer = play(
        &world,
        "wait 6m\nstatus\nhelp\nack page-errors\nchoose reroute 1 because speed\nwait 5m\nquit\n",
    );
    assert_eq!(answer.code, Some(0), "{}", answer.err);
    for told in [
        "Edge 5xx above 5 %",
        "reroute: The provider is silent",
        "Switch to the second CDN",
    ] {
        assert!(answer.out.contains(told), "{told}\n{}", answer.out);
    }
    let secrets = [
        "Keep the pace",
        "call the technical lead",
        "takes the page and says so",
        "status update is posted",
        "who is in command",
        "It costs money",
        "declared within",
        "The bill comes later",
        "A reporter asks",
        "next      at",
        "Good",
        "second-cdn: Tell",
    ];
    for secret in secrets {
        assert!(!answer.out.contains(secret), "{secret}\n{}", answer.out);
        assert!(!answer.err.contains(secret), "{secret}\n{}", answer.err);
    }
}

#[test]
fn an_id_that_is_not_there_tells_none_that_is_still_to_come() {
    let world = World::new();
    let answer = play(
        &world,
        "wait 1m\nack presss\ndone handove\nchoose rerout 1\nquit\n",
    );
    for id in [
        "`press`",
        "handover",
        "`reroute`",
        "cold-clients",
        "players",
    ] {
        assert!(!answer.err.contains(id), "{id}: {}", answer.err);
    }
}

#[test]
fn a_facilitators_words_are_not_understood() {
    let world = World::new();
    let lines = "fire press\nskip players\nundo\nrewind 1m\nother reroute x\nas Bo note x\nquit\n";
    let answer = play(&world, lines);
    let n_refused = answer.err.matches("no command of who plays alone").count();
    assert_eq!(n_refused, 6, "{}", answer.err);
}

#[test]
fn hints_and_ones_own_words_are_on_record() {
    let world = World::new();
    let lines =
        "wait 3m\nhint\nhint\ndo I write down who is in command here\ndone handover\nquit\n";
    let answer = play(&world, lines);
    assert!(
        answer.out.contains("- Who is paged, and how?"),
        "{}",
        answer.out
    );
    assert!(
        answer.out.contains("takes the page and says so"),
        "{}",
        answer.out
    );
    assert!(answer.out.contains("`done handover`"), "{}", answer.out);
    let report = world.run(&["report"], "").out;
    assert!(
        report.contains("Asked for a hint: what a good team does"),
        "{report}"
    );
}

#[test]
fn the_debrief_compares_as_fuzz_says_and_with_ones_own_earlier_runs() {
    let world = World::new();
    let lines = "wait 6m\nchoose reroute 1\nwait 20m\n";
    let first = play(&world, lines);
    assert!(first.out.contains("✓ Good. It took 6 min"), "{}", first.out);
    assert!(
        first.out.contains("this was the first one"),
        "{}",
        first.out
    );
    let told = first.out.lines().find(|line| line.starts_with("compared"));
    let told = told.expect("it is compared");
    let asked = [
        "fuzz",
        "./cdn-cut.ron",
        "--runs",
        "1000",
        "--seed",
        "0",
        "--format",
        "json",
    ];
    let fuzzed = world.run(&asked, "").out;
    let fuzzed: serde_json::Value = serde_json::from_str(&fuzzed).expect("it is JSON");
    let fuzzed = fuzzed.get(0).unwrap_or(&fuzzed);
    let figure = |value: &serde_json::Value| format!("{:.2}", value.as_f64().expect("a number"));
    let median = figure(&fuzzed["bad_minutes"]["median"]);
    let best = figure(&fuzzed["best"]["bad_minutes"]);
    let ends = format!("(median {median}, best known {best}).");
    assert!(told.contains("1.90 bad minutes"), "{told}");
    assert!(told.ends_with(&ends), "{told} {ends}");
    let second = play(&world, "wait 40m\n");
    let earlier = "2026-03-03 14:00     1.90 bad minutes  ✓ Traffic restored";
    assert!(second.out.contains(earlier), "{}", second.out);
}

#[test]
fn the_pace_is_the_clocks_own_and_anything_else_is_refused() {
    let world = World::new();
    let path = world.file("cdn-cut.ron", CDN_CUT);
    let answer = world.run(&["run", &path, "--solo", "--plain", "--pace", "manual"], "");
    assert_eq!(answer.code, Some(2));
    assert!(answer.err.contains("no facilitator"), "{}", answer.err);
}

#[test]
fn whoever_plays_alone_sits_in_every_role() {
    let world = World::new();
    let path = world.file("cdn-cut.ron", CDN_CUT);
    let args = ["run", &path, "--solo", "--plain", "--person", "ic=Ana"];
    world.run(&args, "declare SEV2\nquit\n");
    let report = world.run(&["report", "--format", "json"], "").out;
    let report: serde_json::Value = serde_json::from_str(&report).expect("it is JSON");
    assert_eq!(report["mode"], "solo");
    let people = report["people"].as_array().expect("a list");
    let of_ana = people.iter().filter(|person| person["name"] == "Ana");
    assert_eq!(of_ana.count(), 2, "{people:?}");
}
