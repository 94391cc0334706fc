//! The replay: what is pressed, what time passes, and the screen that comes of it.

mod reel;

use std::path::PathBuf;

use blackstart::{
    exercise::{Command, event::PauseReason},
    ui::{
        Mouse,
        mouse::Deed,
        replay::{Effect, Message, Other},
    },
};
use reel::{Lived, Rig, short, whole};

#[test]
fn it_begins_with_the_briefing_and_says_what_is_not_shown() {
    let rig = Rig::new();
    insta::assert_snapshot!(rig.screen());
    assert!(rig.screen().contains("1 entry was taken back"));
}

#[test]
fn the_briefing_is_read_first_and_the_ground_rules_are_scrolled_to() {
    let rig = Rig::new();
    let screen = rig.screen();
    assert!(screen.contains("Three levers, and nobody to ask."));
    assert!(screen.contains("more"), "{screen}");
    assert!(!screen.contains("REAL INCIDENT"), "{screen}");
    let mut rig = rig.keys("jjjjjjjjjjjj");
    assert!(rig.screen().contains("REAL INCIDENT"), "{}", rig.screen());
    assert_eq!(rig.clock_s(), 0, "nothing was played");
    // Six rows up: a turn of the wheel is three.
    for _ in 0..2 {
        let at = (40, 8).into();
        let deed = Deed::WheelUp;
        rig.send(Message::Mouse(Mouse { at, deed }));
    }
    let page = |screen: &str| {
        screen
            .lines()
            .take(17)
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(page(&rig.screen()), page(&screen));
}

#[test]
fn the_room_at_an_instant_in_every_size() {
    for (width, height) in [(80, 24), (120, 36), (200, 60), (40, 10)] {
        let rig = Rig::new().size(width, height).keys("g9:30<Enter>");
        insta::assert_snapshot!(format!("instant_{width}x{height}"), rig.screen());
    }
}

#[test]
fn it_says_how_the_exercise_stood_at_the_moment_that_is_shown() {
    let lived = Lived::begun()
        .ask(4, Command::Pause(PauseReason::Hand))
        .note(4, "while it stood")
        .ask(4, Command::Resume)
        .until(30);
    let rig = Rig::of(lived.run("levers"), None);
    let says = |rig: &Rig, head: &str, status: &str| {
        let screen = rig.screen();
        assert!(screen.contains(head), "{head}\n{screen}");
        assert!(screen.contains(status), "{status}\n{screen}");
    };
    says(&rig, "The briefing", "0:00 of 30:00, before the start");
    let rig = rig.keys("g3<Enter>");
    says(&rig, "▶ RUNNING (replay)", "3:00 of 30:00, running");
    let rig = rig.keys("/paused<Down><Enter>");
    says(&rig, "‖ PAUSED (replay)", "4:00 of 30:00, paused");
    // What the room saw stays in sight, though its own screen showed the clock alone.
    says(&rig, "The shop is slow", "‖ PAUSED (replay)");
    let rig = rig.keys("<Right>");
    says(&rig, "while it stood", "paused");
    let rig = rig.keys("<Right>");
    says(&rig, "▶ RUNNING (replay)", "4:00 of 30:00, running");
    let rig = rig.keys("<End>");
    says(&rig, "It is over", "30:00 of 30:00, ended");
    let narrow = rig.size(40, 10);
    says(&narrow, "REPLAY", "30:00 of 30:00, ended   D 1/1");
}

#[test]
fn what_was_never_stopped_for_a_briefing_begins_with_it_too() {
    let rig = Rig::of(Lived::rehearsed().run("levers"), None);
    let screen = rig.screen();
    assert!(
        screen.contains("Three levers, and nobody to ask."),
        "{screen}"
    );
    assert!(screen.contains("before the start"), "{screen}");
    let rig = rig.keys(" ").wait_ms(6_000);
    assert!(
        rig.screen().contains("▶ RUNNING (replay)"),
        "{}",
        rig.screen()
    );
}

#[test]
fn time_passes_as_fast_as_it_is_told_to() {
    // Ten exercise minutes a real minute, unless somebody says otherwise.
    let rig = Rig::new().keys(" ").wait_ms(6_000);
    assert_eq!(rig.clock_s(), 60);
    let rig = rig.keys("+").wait_ms(6_000);
    assert_eq!(rig.clock_s(), 60 + 180, "at 30");
    let rig = rig.keys("---").wait_ms(6_000);
    assert_eq!(rig.clock_s(), 240 + 12, "at 2");
    let rig = rig.keys(" ").wait_ms(60_000);
    assert_eq!(rig.clock_s(), 252, "it stands");
    assert_eq!(
        rig.replay
            .wakes_at(blackstart::exercise::RunTime::default()),
        None
    );
}

#[test]
fn at_its_end_it_stands_and_begins_again() {
    let rig = Rig::new().keys("g29<Enter> ").wait_ms(60_000);
    assert!(!rig.replay.is_playing());
    assert_eq!(rig.clock_s(), 30 * 60);
    assert!(rig.screen().contains("It is over"), "{}", rig.screen());
    let rig = rig.keys(" ").wait_ms(6_000);
    assert_eq!(rig.clock_s(), 60);
}

#[test]
fn stepping_visits_every_event_once_and_goes_back_the_same_way() {
    let n = |rig: &Rig| rig.replay.run.reel.n();
    let mut rig = Rig::new();
    let first = n(&rig);
    let mut on = Vec::new();
    for _ in 0..200 {
        rig.press("<Right>");
        on.push(n(&rig));
    }
    on.dedup();
    let stops = rig.replay.run.story.stops.iter().map(|stop| stop.n);
    let all: Vec<_> = stops.filter(|stop| *stop > first).collect();
    assert_eq!(on, all);
    assert!(rig.screen().contains("Nothing more happened."));
    let mut back = Vec::new();
    for _ in 0..200 {
        rig.press("<Left>");
        back.push(n(&rig));
    }
    back.dedup();
    back.reverse();
    assert_eq!(back[0], first);
    assert_eq!(back[1..], all[..all.len() - 1]);
}

#[test]
fn it_jumps_from_decision_to_decision_and_by_minutes() {
    let rig = Rig::new().keys("n");
    assert_eq!(rig.clock_s(), 5 * 60);
    let rig = rig.keys("n");
    assert_eq!(rig.clock_s(), 10 * 60);
    let rig = rig.keys("n");
    assert_eq!(rig.clock_s(), 20 * 60);
    let rig = rig.keys("n");
    assert!(rig.screen().contains("No decision was made after this."));
    assert_eq!(rig.clock_s(), 20 * 60);
    let rig = rig.keys("p");
    assert_eq!(rig.clock_s(), 10 * 60);
    assert_eq!(Rig::new().keys("g7<Enter>]]]").clock_s(), 10 * 60);
    assert_eq!(Rig::new().keys("g7<Enter>[").clock_s(), 6 * 60);
    assert_eq!(Rig::new().keys("<PgDn><PgDn><PgUp>").clock_s(), 10 * 60);
    assert_eq!(Rig::new().keys("<End>").clock_s(), 30 * 60);
    assert_eq!(Rig::new().keys("<End><Home>").clock_s(), 0);
    assert_eq!(Rig::new().keys("g99<Enter>").clock_s(), 30 * 60);
}

#[test]
fn a_click_on_the_timeline_goes_there_and_one_on_a_hint_is_its_key() {
    let mut rig = Rig::new();
    // 80 columns from 0 to 30 minutes; the bar is in the rows 19 and 20.
    for (column, row, clock_s) in [(79, 19, 1800), (0, 20, 0), (79, 20, 1800), (40, 5, 1800)] {
        rig.send(Message::Mouse(Mouse::click(column, row)));
        assert_eq!(rig.clock_s(), clock_s, "{column}, {row}");
    }
    rig.send(Message::Mouse(Mouse::click(0, 19)));
    rig.send(Message::Mouse(Mouse::click(3, 23)));
    assert!(rig.replay.is_playing(), "Space is the first hint");
}

#[test]
fn what_is_open_is_clicked_on_as_it_is_answered_with_keys() {
    // The list of what happened: the first click chooses, the second goes there.
    let mut rig = Rig::new().keys("l");
    rig.click("The shop is slow");
    assert!(rig.screen().contains("What happened"), "{}", rig.screen());
    rig.click("The shop is slow");
    assert_eq!(rig.clock_s(), 2 * 60);
    assert!(!rig.screen().contains("What happened"));
    rig.press("l");
    rig.click("Esc leave it");
    assert!(!rig.screen().contains("What happened"));
    // A time, with its hints; a click outside of what is open does nothing.
    rig.press("g12");
    rig.click("EXERCISE");
    rig.click("● now");
    rig.click("Enter go there");
    assert_eq!(rig.clock_s(), 12 * 60);
    // The help and the palette.
    rig.press("?");
    rig.click("Esc close");
    rig.press(":beginning");
    rig.click("To the beginning, with");
    assert_eq!(rig.clock_s(), 0);
    // The challenge, its answer and what comes of it.
    rig.press("cn");
    rig.click("2  The blue lever");
    assert!(rig.screen().contains("What would you do?  1 of 3"));
    rig.click("2  The blue lever");
    assert!(rig.screen().contains("You chose"), "{}", rig.screen());
    rig.click("Enter go on");
    rig.press("t");
    assert!(rig.screen().contains("in 0 of 1"), "{}", rig.screen());
    rig.click("Enter go on");
    assert!(!rig.screen().contains("in 0 of 1"), "{}", rig.screen());
    // Where the options scroll, a row is the option that stands in it.
    let mut rig = Rig::new().size(32, 10).keys("cns<Enter>ns<Enter>n<Down>");
    rig.click("2  Nobody");
    assert!(
        rig.screen().contains("What the team did"),
        "{}",
        rig.screen()
    );
    // Another run to stand beside this one.
    let folder = PathBuf::from("data/exercises/other");
    let id = "other".to_owned();
    let mut rig = Rig::new();
    let others = vec![Other {
        id,
        folder: folder.clone(),
    }];
    rig.send(Message::Others(others));
    assert_eq!(rig.click("1  other"), [Effect::Open(folder)]);
}

#[test]
fn what_happened_is_found_by_its_words_and_jumped_to() {
    let rig = Rig::new().keys("/lever");
    insta::assert_snapshot!(rig.screen());
    let rig = rig.keys("<Down><Enter>");
    assert_eq!(
        rig.clock_s(),
        3 * 60,
        "the question comes before the answer"
    );
    let rig = rig.keys("/zzz<Enter>");
    assert!(
        rig.screen()
            .contains("Nothing that happened has these words.")
    );
}

#[test]
fn the_challenge_asks_then_shows_what_the_team_did_and_compares() {
    let rig = Rig::new().keys("c ").wait_ms(60_000);
    assert_eq!(rig.clock_s(), 5 * 60, "it stops before the answer");
    insta::assert_snapshot!("challenge_asked", rig.screen());
    let rig = rig.keys("2");
    insta::assert_snapshot!("challenge_revealed", rig.screen());
    let rig = rig.keys("<Enter>").wait_ms(60_000);
    assert_eq!(rig.clock_s(), 10 * 60, "it has played on");
    let rig = rig.keys("1");
    insta::assert_snapshot!("challenge_own_words", rig.screen());
    let rig = rig.keys("<Enter>n2");
    assert!(
        rig.screen().contains("Nobody had answered by 20:00"),
        "{}",
        rig.screen()
    );
    assert!(rig.screen().contains("You chose the same."));
    let rig = rig.keys("<Enter>");
    insta::assert_snapshot!("challenge_tally", rig.screen());
    assert!(rig.screen().contains("in 1 of 3"));
}

#[test]
fn a_key_that_was_meant_for_the_screen_answers_no_question() {
    // The question comes at 5:00, thirty seconds after it is played.
    let mut rig = Rig::new().keys("c ");
    rig.pass_ms(60_000);
    let rig = rig.keys("1");
    assert!(
        rig.screen().contains("What would you do?  1 of 3"),
        "{}",
        rig.screen()
    );
    assert!(rig.keys("1").screen().contains("What the team did"));
}

#[test]
fn no_time_passes_while_something_is_open() {
    let rig = Rig::new()
        .keys(" ")
        .wait_ms(6_000)
        .keys("l")
        .wait_ms(60_000);
    assert_eq!(rig.clock_s(), 60);
    let rig = rig.keys("<Esc>").wait_ms(6_000);
    assert_eq!(rig.clock_s(), 120);
}

/// What the team did and what came of it, decision by decision; an option's label stands in the
/// question as well.
const TOLD: [&[&str]; 3] = [
    &[
        "REASON-0",
        "FEEDBACK-0",
        "Which lever is first? The red",
        "DECIDED 5:00",
    ],
    &["REASON-1", "FEEDBACK-1", "GUESSED-1", "DECIDED 10:00"],
    &["FEEDBACK-2", "Whom do you tell? Nobody", "DECIDED 20:00"],
];

#[track_caller]
fn tells_nothing_from(rig: &Rig, question: usize) {
    let screen = rig.screen();
    for secret in TOLD[question..].iter().copied().flatten() {
        assert!(!screen.contains(secret), "{secret}:\n{screen}");
    }
}

#[test]
fn no_way_forward_shows_the_teams_answer_before_the_viewers() {
    let ways = [
        " ",
        "n",
        "nn",
        "<End>",
        "g29<Enter>",
        "<PgDn><PgDn><PgDn>",
        "]]]]]]]]]]]]]]]]]]]]]]]",
        "<Right><Right><Right><Right><Right><Right><Right><Right><Right><Right><Right><Right>",
        "l",
        "l<Down><Down><Down><Down><Down><Down><Down><Down><Down><Enter>",
        "/reason",
        "/guessed",
        "/nobody",
        "l<End><PgDn><PgDn><Enter>",
        "+++++++ ",
        "m",
        "t",
        "?",
        ":",
        "4",
    ];
    for (width, height) in [(80, 24), (200, 60), (40, 10)] {
        for way in ways {
            let mut rig = Rig::new().size(width, height).keys("c");
            for (question, told) in TOLD.iter().enumerate() {
                // Closed, looked around, and tried again in the same way.
                rig = rig.keys(way).wait_ms(600_000);
                tells_nothing_from(&rig, question);
                rig = rig.keys("<Esc><Esc>").wait_ms(600_000);
                tells_nothing_from(&rig, question);
                rig = rig.keys("<Esc><Esc>").keys(way);
                tells_nothing_from(&rig, question);
                // Now it is answered.
                rig = rig.keys("<Esc><Esc>n1<PgDn>");
                let screen = rig.screen();
                let is_told = told.iter().any(|it| screen.contains(it));
                assert!(is_told || height < 20, "{way}:\n{screen}");
                rig = rig.keys("<Enter>");
            }
        }
    }
}

#[test]
fn a_question_can_be_skipped_and_counts_for_nothing() {
    let rig = Rig::new().keys("cns");
    assert!(
        rig.screen().contains("You left it open."),
        "{}",
        rig.screen()
    );
    assert!(rig.screen().contains("FEEDBACK-0 on red."));
    let rig = rig.keys("<Enter>t");
    assert!(rig.screen().contains("You have answered nothing yet"));
    let rig = rig.keys("n1<Enter>t");
    assert!(rig.screen().contains("in 0 of 1"), "{}", rig.screen());
    assert!(rig.screen().contains("You left 1 of the 3 open."));
}

#[test]
fn where_there_is_little_room_the_chosen_option_is_in_sight() {
    let rig = Rig::new().size(32, 10).keys("cns<Enter>ns<Enter>n");
    insta::assert_snapshot!(rig.screen());
    let screen = rig.keys("<Down>").screen();
    assert!(screen.contains("2  Nobody"), "{screen}");
    assert!(screen.contains("│ Enter this one"), "{screen}");
}

#[test]
fn what_was_seen_before_the_challenge_is_not_asked() {
    let rig = Rig::new().keys("nc<Home>n");
    assert!(
        !rig.screen().contains("What would you do?"),
        "{}",
        rig.screen()
    );
    let rig = rig.keys("n");
    assert!(
        rig.screen().contains("What would you do?  2 of 3"),
        "{}",
        rig.screen()
    );
}

#[test]
fn two_runs_stand_beside_one_another_at_the_same_time() {
    for (width, height) in [(80, 24), (120, 36), (40, 10)] {
        let rig = Rig::beside().size(width, height).keys("g9<Enter>");
        insta::assert_snapshot!(format!("compare_{width}x{height}"), rig.screen());
    }
    let other = Rig::beside().size(60, 24).keys("g9<Enter><Tab>");
    assert!(other.screen().contains("2026-03-04-090000-levers"));
    assert!(!other.screen().contains("2026-03-03-140000-levers"));
}

#[test]
fn the_run_that_ended_earlier_stands_at_its_end() {
    let rig = Rig::beside().size(120, 36).keys("g25<Enter>");
    insta::assert_snapshot!(rig.screen());
    // The longer one goes on to its own end, whichever of them is replayed.
    let turned = Rig::of(short().run("short"), Some(whole().run("whole")));
    let rig = turned.keys("<End>");
    assert_eq!(rig.clock_s(), 30 * 60);
    let rig = rig.keys("m");
    assert_eq!(rig.clock_s(), 12 * 60);
}

#[test]
fn the_other_run_is_picked_from_those_there_are() {
    let mut rig = Rig::new();
    assert_eq!(rig.press("m"), [Effect::FindOthers]);
    rig.send(Message::Others(Vec::new()));
    assert!(
        rig.screen()
            .contains("There is no other exercise of “Three levers”.")
    );
    let folder = PathBuf::from("data/exercises/2026-03-04-090000-levers");
    let id = "2026-03-04-090000-levers".to_owned();
    rig.send(Message::Others(vec![Other {
        id,
        folder: folder.clone(),
    }]));
    assert!(rig.screen().contains("Which one beside this one?"));
    assert_eq!(rig.press("<Enter>"), [Effect::Open(folder)]);
    let run = short().run("2026-03-04-090000-levers");
    rig.send(Message::Beside(Box::new(run)));
    assert!(rig.screen().contains("B  2026-03-04-090000-levers"));
    rig.press("c");
    assert!(rig.screen().contains("The other run would tell"));
    let rig = rig.keys("m");
    assert!(!rig.screen().contains("2026-03-04-090000-levers"));
    let rig = rig.keys("cm");
    assert!(rig.screen().contains("The other run would tell what comes"));
}

#[test]
fn every_screen_says_that_it_is_an_exercise_and_a_replay() {
    let screens = [
        "",
        " ",
        "n",
        "<End>",
        "?",
        ":",
        "l",
        "g",
        "cn",
        "cn1",
        "cn1<Enter>t",
        "1",
        "2",
        "3",
        "4",
    ];
    for (width, height) in [(80, 24), (200, 60), (40, 10), (32, 10)] {
        for keys in screens {
            for rig in [Rig::new(), Rig::beside()] {
                let screen = rig.size(width, height).keys(keys).screen();
                let first = screen.lines().next().unwrap_or_default();
                let is_told = first.contains("EXERCISE") && first.contains("REPLAY");
                assert!(is_told, "{keys} at {width}x{height}\n{screen}");
                assert!(first.contains("TLP:AMBER"), "{keys}\n{screen}");
            }
        }
    }
    let tiny = Rig::new().size(20, 6).screen();
    assert!(
        tiny.contains("EXERCISE") && tiny.contains("REPLAY"),
        "{tiny}"
    );
}

#[test]
fn an_exercise_that_is_under_way_is_replayed_as_far_as_it_has_got() {
    let lived = Lived::begun().note(4, "so far");
    let rig = Rig::of(lived.run("levers"), None).keys("<End>");
    assert_eq!(rig.clock_s(), 4 * 60);
    assert!(rig.screen().contains("so far"));
    assert!(rig.screen().contains("Which lever is first?"));
}

#[test]
fn an_exercise_of_which_only_the_clock_tells_is_nothing() {
    assert!(Lived::at_the_briefing().run("levers").is_nothing());
    assert!(!Lived::begun().run("levers").is_nothing());
}

#[test]
fn help_lists_the_keys_and_the_palette_finds_them() {
    insta::assert_snapshot!("help", Rig::new().size(80, 60).keys("?").screen());
    let rig = Rig::new().keys(":end of");
    insta::assert_snapshot!("palette", rig.screen());
    let rig = Rig::new().keys(":to the end<Enter>");
    assert_eq!(rig.clock_s(), 30 * 60);
}

#[test]
fn no_keys_on_no_terminal_bring_it_down() {
    let keys =
        " nnc n1<Enter>ll<Enter>/x<Esc>gx<Enter>8<Enter>mt?q:z<Enter><Esc>0123k<Down>p<Left>";
    for (width, height) in [(80, 24), (1, 1), (32, 10), (33, 11), (64, 18), (300, 90)] {
        let mut rig = Rig::beside().size(width, height);
        rig.screen();
        for key in keys.chars() {
            let key = key.to_string();
            if !"<>".contains(&key) {
                rig = rig.keys(&key).wait_ms(700);
            }
            rig.screen();
        }
        rig.keys(keys).wait_ms(999_999).screen();
    }
}
