//! The library: what is told to it and typed in, and the screen that comes of it.

mod shelf;

use blackstart::{
    exercise::event::{EndReason, Pace},
    fuzz::glance::Glance,
    ui::{
        app::Notice,
        library::{Effect, Known, Message, Origin, known::Ending},
        mouse::Deed,
    },
};
use shelf::Shelf;

#[test]
fn nothing_is_there_yet() {
    insta::assert_snapshot!(Shelf::empty().keys("l").screen());
}

#[test]
fn a_folder_without_scenarios_says_how_to_make_one() {
    insta::assert_snapshot!(Shelf::empty().screen());
}

#[test]
fn a_few_scenarios_at_80_by_24() {
    insta::assert_snapshot!(Shelf::new().screen());
}

#[test]
fn a_few_scenarios_at_120_by_36() {
    insta::assert_snapshot!(Shelf::new().size(120, 36).screen());
}

#[test]
fn the_mouse_chooses_opens_and_scrolls() {
    let mut shelf = Shelf::new();
    shelf.mouse("Drill 2", Deed::Click);
    assert!(
        shelf.screen().contains("The number 2"),
        "{}",
        shelf.screen()
    );
    shelf.mouse("Drill 1", Deed::WheelUp);
    assert!(
        shelf.screen().contains("The number 1"),
        "{}",
        shelf.screen()
    );
    let before = shelf.screen();
    shelf.mouse("The scenario", Deed::WheelDown);
    shelf.mouse("The scenario", Deed::WheelUp);
    assert_eq!(shelf.screen(), before);
    shelf.mouse("Exercises ", Deed::Click);
    assert!(
        shelf.screen().contains("The exercise"),
        "{}",
        shelf.screen()
    );
    shelf.mouse("Scenarios ", Deed::Click);
    shelf.mouse("? keys", Deed::Click);
    assert!(shelf.screen().contains("╭ Keys"), "{}", shelf.screen());
    shelf.mouse("Esc close", Deed::Click);
    assert_eq!(shelf.screen(), before);
    // A second click on what is chosen is Enter.
    shelf.mouse("Drill 1                   never", Deed::Click);
    assert_ne!(shelf.screen(), before);
}

#[test]
fn five_hundred_scenarios_at_200_by_60() {
    insta::assert_snapshot!(Shelf::of(500, 0).size(200, 60).keys("<End><Up>").screen());
}

#[test]
fn a_small_terminal_has_the_list_alone() {
    insta::assert_snapshot!(Shelf::new().size(40, 10).keys("<Down>").screen());
}

#[test]
fn a_narrow_one_has_the_preview_below() {
    insta::assert_snapshot!(Shelf::new().size(50, 30).screen());
}

#[test]
fn spoilers_are_on_a_key_and_gone_with_the_next_scenario() {
    let shelf = Shelf::new().size(120, 50).keys("s");
    insta::assert_snapshot!(shelf.screen());
    let shelf = shelf.keys("<Down><Up>");
    assert!(!shelf.screen().contains("for facilitators alone"));
}

#[test]
fn a_broken_scenario_tells_its_first_problem_and_is_in_nobodys_way() {
    let shelf = Shelf::new().keys("<End>");
    insta::assert_snapshot!(shelf.screen());
    let shelf = shelf.keys("<Enter>");
    assert!(shelf.screen().contains("This scenario has errors"));
}

#[test]
fn typing_finds_titles_tags_services_and_objectives() {
    for (typed, found) in [
        ("drill 3", "Drill 3"),
        ("odd", "Drill 1"),
        ("shp", "Drill 3"),
        ("rollback", "Drill 3"),
    ] {
        let shelf = Shelf::new().keys("/").keys(typed).keys("<Enter>");
        assert!(
            shelf.screen().contains(found),
            "{typed}\n{}",
            shelf.screen()
        );
    }
    insta::assert_snapshot!(Shelf::new().keys("/zzz").screen());
    let all = Shelf::new().keys("/zzz<Esc><Esc>");
    assert_eq!(all.library.n_found(), 5);
}

#[test]
fn filters_go_together_and_escape_takes_them_away() {
    let shelf = Shelf::new().keys("v");
    assert_eq!(titles(&shelf), ["Drill 0", "Drill 3"]);
    let shelf = shelf.keys("z");
    // Drill 0 takes 10 minutes, Drill 3 takes 40.
    assert_eq!(titles(&shelf), ["Drill 0"]);
    let shelf = shelf.keys("<Esc>t<Down><Enter>");
    assert_eq!(titles(&shelf), ["Drill 0", "Drill 2"]);
    insta::assert_snapshot!(shelf.keys("t").screen());
}

#[test]
fn what_was_never_practised_is_due_first() {
    let shelf = Shelf::of(4, 2);
    // The exercises are of drills 0 and 1, the second a day before the first.
    assert_eq!(titles(&shelf), ["Drill 2", "Drill 3", "Drill 1", "Drill 0"]);
    assert_eq!(
        titles(&shelf.keys("o")),
        ["Drill 0", "Drill 1", "Drill 2", "Drill 3"]
    );
    assert_eq!(
        titles(&Shelf::of(4, 2).keys("oo")),
        ["Drill 0", "Drill 1", "Drill 2", "Drill 3"]
    );
}

/// The titles of the list, in their order.
fn titles(shelf: &Shelf) -> Vec<String> {
    let screen = shelf.screen();
    let list = screen.lines().skip(3).filter_map(|line| {
        let at = line.find("Drill ")?;
        (at < 12).then(|| line[at..at + 7].to_owned())
    });
    list.collect()
}

#[test]
fn what_can_be_resumed_comes_first_and_the_rest_by_its_day() {
    let shelf = Shelf::played().keys("l");
    insta::assert_snapshot!("exercises_80x24", shelf.screen());
    let shelf = shelf.size(200, 60).keys("<Down>");
    insta::assert_snapshot!("exercises_200x60", shelf.screen());
}

#[test]
fn of_ten_thousand_exercises_only_those_that_are_seen_are_read() {
    let mut shelf = Shelf::of(1, 10_000);
    let effects = shelf.press("l");
    let [Effect::Read(folders)] = &effects[..] else {
        panic!("{effects:?}");
    };
    // 24 rows without two lines of the head, two of the foot and the border.
    assert_eq!(
        folders.len(),
        19,
        "18 rows, and the one that is chosen before them"
    );
    assert_eq!(shelf.press("j"), [], "all of these were asked for");
    insta::assert_snapshot!(shelf.screen());
}

#[test]
fn enter_sets_up_and_enter_starts() {
    let mut shelf = Shelf::new();
    assert_eq!(shelf.press("<Enter>"), []);
    insta::assert_snapshot!(shelf.screen());
    insta::assert_snapshot!(
        "setup_40x10",
        Shelf::new().keys("<Enter><Up>").size(40, 10).screen()
    );
    insta::assert_snapshot!(
        "setup_120x36",
        Shelf::new().size(120, 36).keys("<Enter><Up>").screen()
    );
    let effects = shelf.press(
        "Ana<Down><Enter>Ben<Down><Enter>Cy<Down><Enter><Down><Down>< ><Down><C-u>12<Down>7<Down><Right><Enter>"
            .replace("< >", " ")
            .as_str(),
    );
    let [Effect::Start(start)] = &effects[..] else {
        panic!("{effects:?}");
    };
    let people: Vec<_> = start
        .people
        .iter()
        .map(|it| (&*it.name, it.role.as_deref()))
        .collect();
    assert_eq!(people, [("Ana", Some("ic")), ("Ben", None), ("Cy", None)]);
    assert_eq!(start.pace, Pace::Manual);
    assert_eq!(
        (start.speed.to_string().as_str(), start.seed),
        ("12", Some(7))
    );
    assert!(start.is_practice);
}

#[test]
fn the_lines_of_a_set_up_are_clicked_on() {
    let mut shelf = Shelf::new().keys("<Enter>");
    // A value is taken by a click on it; one on the value that holds changes nothing.
    shelf.mouse("○ by hand", Deed::Click);
    assert!(
        shelf.screen().contains("▸ Injects arrive"),
        "{}",
        shelf.screen()
    );
    assert!(shelf.screen().contains("○ by the clock   ● by hand"));
    shelf.mouse("● by hand", Deed::Click);
    assert!(shelf.screen().contains("○ by the clock   ● by hand"));
    // A line to write in is chosen, however often: nothing starts.
    assert_eq!(shelf.mouse("Incident commander", Deed::Click), []);
    assert_eq!(shelf.mouse("Incident commander", Deed::Click), []);
    shelf.press("Ana");
    // A second click on what adds somebody does.
    shelf.mouse("+ add a person", Deed::Click);
    assert!(!shelf.screen().contains("Without a role"));
    shelf.mouse("+ add a person", Deed::Click);
    shelf.press("Ben");
    shelf.mouse("○ practice", Deed::Click);
    shelf.mouse("How it runs", Deed::Click);
    let effects = shelf.mouse("Enter start", Deed::Click);
    let [Effect::Start(start)] = &effects[..] else {
        panic!("{effects:?}");
    };
    let names: Vec<_> = start.people.iter().map(|it| &*it.name).collect();
    assert_eq!(names, ["Ana", "Ben"]);
    assert_eq!(start.pace, Pace::Manual);
    assert!(start.is_practice);
    // Where there is room for one value, a second click changes it.
    let mut narrow = Shelf::new().keys("<Enter><Up>").size(40, 10);
    narrow.mouse("It counts", Deed::Click);
    assert!(
        narrow.screen().contains("● practice"),
        "{}",
        narrow.screen()
    );
}

#[test]
fn a_set_up_that_makes_no_exercise_says_why() {
    let mut shelf = Shelf::new();
    assert_eq!(shelf.press("<Enter><Down><Down><Down><C-u>fast<Enter>"), []);
    assert!(
        shelf.screen().contains("A speed is a number"),
        "{}",
        shelf.screen()
    );
}

#[test]
fn every_choice_says_what_it_means_and_letters_say_how_it_is_changed() {
    let mut shelf = Shelf::new().keys("<Enter><Down><Down>");
    assert!(
        shelf
            .screen()
            .contains("By the clock: each inject arrives by itself")
    );
    shelf.press("x");
    assert!(
        shelf.screen().contains("There are two choices"),
        "{}",
        shelf.screen()
    );
    shelf.press("<Left>");
    assert!(
        shelf
            .screen()
            .contains("By hand: an inject that is due waits")
    );
    let shelf = shelf.keys("<Down><Down><Down>");
    assert!(shelf.screen().contains("For the record: it counts"));
    let shelf = shelf.keys("<Right>");
    insta::assert_snapshot!("setup_practice", shelf.screen());
}

#[test]
fn an_exercise_is_gone_on_with_or_its_report_is_read() {
    let mut shelf = Shelf::played();
    shelf.press("l");
    assert!(matches!(&shelf.press("<Enter>")[..], [Effect::Resume(_)]));
    assert!(matches!(&shelf.press("j<Enter>")[..], [Effect::Report(_)]));
    assert!(matches!(&shelf.press("e")[..], [Effect::Reveal(_)]));
    shelf.send(Message::ReportRead(
        "exercises/1/report.md".into(),
        "# Report\n\nIt went well.\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n".to_owned(),
    ));
    insta::assert_snapshot!(shelf.screen());
    shelf.press("q");
    assert!(shelf.screen().contains("Exercises"));
}

#[test]
fn a_scenario_is_copied_and_what_comes_of_it_is_said() {
    let mut shelf = Shelf::new();
    let effects = shelf.press("c");
    assert!(
        matches!(&effects[..], [Effect::Copy(Origin::File(_))]),
        "{effects:?}"
    );
    shelf.send(Message::Failed("drill.ron is there already".to_owned()));
    assert!(matches!(&shelf.library.notice, Some(Notice::No(_))));
    assert!(shelf.screen().contains("Drill.ron is there already."));
}

#[test]
fn help_lists_the_keys_of_the_list() {
    insta::assert_snapshot!(Shelf::new().size(100, 40).keys("?").screen());
}

#[test]
fn the_palette_finds_an_action_of_the_list_and_does_it() {
    let mut shelf = Shelf::new().keys(":copy");
    insta::assert_snapshot!("palette", shelf.screen());
    assert!(matches!(&shelf.press("<Enter>")[..], [Effect::Copy(_)]));
    assert!(!shelf.screen().contains("What now?"));
    let shelf = shelf.keys(":show the keys<Enter>");
    assert!(shelf.screen().contains("╭ Keys"), "{}", shelf.screen());
    let shelf = Shelf::empty().keys(":copy<Enter>");
    assert!(
        shelf.screen().contains("No scenario is chosen."),
        "{}",
        shelf.screen()
    );
}

/// How many exercises are listed after these keys.
fn n_found(keys: &str) -> usize {
    let shelf = Shelf::played().keys("l").keys(keys);
    shelf.library.n_found()
}

#[test]
fn exercises_are_filtered_by_what_came_of_them() {
    // Success, failure, mixed, one that is broken, one without facts of an end, one unread.
    assert_eq!(n_found(""), 6);
    assert_eq!(n_found("v"), 1, "success");
    assert_eq!(n_found("vv"), 1, "mixed");
    assert_eq!(n_found("vvv"), 1, "failure");
    assert_eq!(n_found("vvvvv"), 6, "all again");
    assert_eq!(n_found("a"), 1, "what waits to be gone on with");
    assert_eq!(
        n_found("aa"),
        4,
        "with open actions: all that could be read"
    );
    assert_eq!(n_found("p"), 3, "for the record");
    assert_eq!(n_found("pp"), 1, "practice");
    assert_eq!(n_found("ppvvv"), 1, "practice that failed");
    assert_eq!(n_found("ppv"), 0);
    assert_eq!(n_found("ppv<Esc>"), 6, "Escape shows all");
}

#[test]
fn exercises_of_one_scenario_are_picked_from_those_that_were_played() {
    let shelf = Shelf::played().keys("lt");
    insta::assert_snapshot!("played", shelf.screen());
    let shelf = shelf.keys("<Down><Enter>");
    assert_eq!(
        shelf.library.n_found(),
        4,
        "those whose journals tell of drill 0"
    );
}

#[test]
fn a_filter_that_asks_the_journals_has_all_of_them_read() {
    let mut shelf = Shelf::of(1, 500);
    shelf.press("l");
    let effects = shelf.press("v");
    let [Effect::Read(folders)] = &effects[..] else {
        panic!("{effects:?}");
    };
    assert_eq!(folders.len(), 500);
    assert!(
        shelf.screen().contains("Reading 500 exercises"),
        "{}",
        shelf.screen()
    );
    assert_eq!(shelf.press("j"), [], "they are asked for already");
}

#[test]
fn an_exercise_that_a_real_incident_stopped_is_gone_on_with() {
    let mut shelf = Shelf::played();
    let past = shelf.library.exercises[0].clone();
    let Known::Read(mut facts) = past.facts else {
        panic!("it is read");
    };
    facts.ended = facts.ended.map(|ended| Ending {
        reached: None,
        why: EndReason::RealIncident,
        ..ended
    });
    shelf.send(Message::ExerciseRead(
        past.folder.clone(),
        Known::Read(facts),
    ));
    shelf.press("l");
    insta::assert_snapshot!("stopped_for_real", shelf.screen());
    assert_eq!(shelf.press("g"), [Effect::Resume(past.folder)]);
}

#[test]
fn what_others_took_is_simulated_once_for_what_is_looked_at() {
    let mut shelf = Shelf::new().size(120, 36);
    let asked = |effects: &[Effect]| match effects {
        [Effect::Simulate(origin, _)] => origin.clone(),
        other => panic!("{other:?}"),
    };
    let origin = asked(&shelf.press("<Down>"));
    assert!(
        shelf.screen().contains("simulated teams are at it"),
        "{}",
        shelf.screen()
    );
    assert_eq!(shelf.press("s"), [], "it was asked for");
    shelf.press("s");
    let glance = Glance {
        n_plays: 200,
        mitigated_ms: Some(7_800_000),
        bad_minutes: Some(160.0),
        best_bad_minutes: Some(44.0),
    };
    shelf.send(Message::Simulated(origin.clone(), Some(glance)));
    insta::assert_snapshot!("others", shelf.screen());
    assert_ne!(asked(&shelf.press("<Down>")), origin);
    assert_eq!(shelf.press("<Up>"), [], "it is known");
}

#[test]
fn exercises_here_tell_what_a_scenario_took_without_practice() {
    let shelf = Shelf::played().size(120, 36);
    // Of the four that were read, one is practice and one has no end.
    assert!(
        shelf
            .screen()
            .contains("2 exercises here: median 38 min, 12 bad minutes; best 12"),
        "{}",
        shelf.screen()
    );
}

#[test]
fn no_size_is_too_small_to_draw_on() {
    for (width, height) in [(1, 1), (32, 8), (33, 9), (64, 8), (20, 60), (300, 4)] {
        for keys in ["", "l", "?", "/x", "<Enter>", "t", "s<PgDn>", ":", "lt"] {
            Shelf::new().size(width, height).keys(keys).screen();
        }
    }
}

#[test]
fn what_was_not_possible_is_told_in_full() {
    let mut shelf = Shelf::played();
    shelf.library.tell(vec![
        "another program (process 4711) writes the exercise 2026-11-22-091200-drill-0".to_owned(),
        "Leave that program first; an exercise has one writer.".to_owned(),
    ]);
    insta::assert_snapshot!(shelf.screen());
    shelf.press("<Enter>");
    assert!(!shelf.screen().contains("4711"));
}
