//! What people see: a script of keys in, the screen out.

mod deeds;
mod fingers;
mod rig;
mod room;

use blackstart::{
    exercise::{Event, event::Pace},
    scenario::{Span, config::Bell},
    shell::perform::Wish,
    ui::{
        Effect, Message,
        app::Saving,
        mouse::Deed,
        preflight::{Colors, Found, SecondScreen},
        room::Link,
        title::title,
    },
};
use rig::{Rig, SCENARIO};

/// Services that stand on one another, and conditions of several parts.
const CHAIN: &str = include_str!("rig/chain.ron");

/// Six minutes in: a page, a decision that is open, a post nobody can read, curves that rise.
fn busy() -> Rig {
    Rig::running().wait_minutes(6).wait_ms(10_000)
}

#[test]
fn the_briefing_comes_first_and_nothing_happens_meanwhile() {
    let rig = Rig::new().wait_minutes(5);
    assert_eq!(rig.records().len(), 2);
    insta::assert_snapshot!(rig.screen());
}

#[test]
fn what_was_found_on_resuming_is_told() {
    let notices = vec![
        "The journal's last line was torn while it was written; it is kept in torn-1.".to_owned(),
        "The exercise was cut off; its clock stands where it was last seen.".to_owned(),
    ];
    let rig = busy().keys("p").resumed(notices);
    insta::assert_snapshot!(rig.screen());
    let rig = rig.keys("z");
    assert!(rig.screen().contains("The key z does nothing here"));
    let rig = rig.keys("<Enter>p").wait_ms(1000);
    assert!(rig.app.playing.is_running());
}

#[test]
fn whoever_plays_alone_has_nobody_to_call_a_real_incident_to() {
    let screen = Rig::solo(SCENARIO).screen();
    assert!(screen.contains("A real incident comes first."), "{screen}");
    assert!(!screen.contains("The facilitator"), "{screen}");
}

#[test]
fn the_briefing_on_a_small_terminal() {
    insta::assert_snapshot!(Rig::new().size(40, 10).screen());
}

#[test]
fn the_briefing_is_turned_page_by_page_and_only_its_last_starts_the_clock() {
    let rig = Rig::new().keys("<Enter>");
    insta::assert_snapshot!("the_situation", rig.screen());
    let rig = rig.keys("<Right>");
    insta::assert_snapshot!("who_sits_where", rig.screen());
    let rig = rig.keys("<Left><PgUp>");
    assert!(rig.screen().contains("page 1 of 3"), "{}", rig.screen());
    let rig = rig.keys(" <PgDn>");
    assert!(rig.screen().contains("Enter starts the clock."));
    assert_eq!(rig.records().len(), 2);
    assert!(rig.keys("<Enter>").app.playing.is_running());
}

/// What is found on a good day, but for a second screen.
fn found() -> Found {
    Found {
        folder: "exercises/cdn-cut-1".into(),
        unwritable: None,
        free_bytes: Some(812_000_000_000),
        colors: Colors::Many,
        second_screen: SecondScreen::None,
    }
}

#[test]
fn before_the_briefing_it_is_told_whether_all_is_ready() {
    let mut rig = Rig::new();
    rig.send(Message::Examined(found()));
    insta::assert_snapshot!("preflight_80x24", rig.screen());
    let rig = rig.size(40, 10);
    insta::assert_snapshot!("preflight_40x10", rig.screen());
    let mut rig = rig.size(120, 36).keys("r");
    assert_eq!(rig.wishes, [Wish::Examine]);
    rig.send(Message::Examined(Found {
        second_screen: SecondScreen::Attached,
        ..found()
    }));
    insta::assert_snapshot!("preflight_120x36", rig.screen());
    let rig = rig.wait_minutes(5).keys("<Enter>");
    assert!(
        rig.screen().contains("The ground rules"),
        "{}",
        rig.screen()
    );
    assert_eq!(rig.records().len(), 2);
}

#[test]
fn what_is_in_the_way_keeps_the_exercise_from_beginning() {
    let mut rig = Rig::new();
    rig.send(Message::Examined(Found {
        unwritable: Some("read-only file system".to_owned()),
        ..found()
    }));
    insta::assert_snapshot!("preflight_failed", rig.screen());
    let mut rig = rig.keys("<Enter>");
    assert!(
        rig.screen()
            .contains("✗ Could not write to exercises/cdn-cut-1: read-only"),
        "{}",
        rig.screen()
    );
    rig.send(Message::Examined(found()));
    assert!(rig.keys("<Enter>").screen().contains("The ground rules"));
}

#[test]
fn all_of_the_briefing_is_read_on_a_small_terminal_too() {
    let mut rig = Rig::new().size(40, 10);
    let mut read = String::new();
    while !rig.app.playing.is_running() {
        read += &rig.screen();
        rig = rig.keys("<Enter>");
    }
    for words in [
        "REAL INCIDENT",
        "EXERCISE EXERCISE",
        "exercises/cdn-cut-1",
        "quiet Tuesday",
        "Ada",
    ] {
        assert!(read.contains(words), "{words}\n{read}");
    }
}

#[test]
fn the_notes_are_shown_after_a_warning_and_never_before() {
    let rig = Rig::new();
    let secret = "If nobody asks the client team";
    assert!(!rig.screen().contains(secret));
    let rig = rig.keys("n");
    assert!(!rig.screen().contains(secret));
    insta::assert_snapshot!("notes_warning", rig.screen());
    let rig = rig.keys("<Enter>");
    insta::assert_snapshot!("notes_shown", rig.screen());
    for back in ["<Esc>", "n", "<Enter>"] {
        let rig = Rig::new().keys("n<Enter>").keys(back);
        assert!(rig.screen().contains("The ground rules"), "{back}");
        assert_eq!(
            rig.records().len(),
            2,
            "no way out of the notes starts the clock"
        );
    }
    let rig = Rig::new().keys("<Esc>");
    assert!(rig.screen().contains("This is the briefing already"));
}

#[test]
fn nothing_that_is_for_the_facilitator_is_in_the_briefing() {
    let mut rig = Rig::new().size(120, 36);
    for _ in 0..4 {
        let screen = rig.screen();
        for secret in ["Keep the pace", "declared within 10 minutes", "15 minutes"] {
            assert!(!screen.contains(secret), "{secret}\n{screen}");
        }
        rig = rig.keys("<Right>");
    }
}

#[test]
fn enter_starts_the_clock() {
    let rig = Rig::running().wait_ms(1000);
    assert!(rig.app.playing.is_running());
    insta::assert_snapshot!(rig.screen());
}

#[test]
fn the_facilitator_sees_everything_at_80_by_24() {
    insta::assert_snapshot!(busy().screen());
}

#[test]
fn the_world_is_one_key_away_at_80_by_24() {
    insta::assert_snapshot!(busy().keys("3").screen());
}

#[test]
fn three_columns_at_120_by_36() {
    insta::assert_snapshot!(busy().size(120, 36).screen());
}

#[test]
fn a_large_terminal_shows_what_comes_next() {
    insta::assert_snapshot!(busy().size(200, 60).screen());
}

#[test]
fn one_pane_at_60_by_16() {
    insta::assert_snapshot!(busy().size(60, 16).keys("<Tab>").screen());
}

#[test]
fn a_tiny_terminal_still_tells_the_time_and_what_is_up() {
    insta::assert_snapshot!(busy().size(40, 10).keys("<Tab>").screen());
}

#[test]
fn too_small_a_terminal_says_what_it_needs() {
    insta::assert_snapshot!(busy().size(24, 5).screen());
}

#[test]
fn a_decision_that_is_chosen_tells_all_about_itself() {
    let rig = busy().size(120, 36).keys("<Up><PgDn><PgUp>");
    insta::assert_snapshot!(rig.screen());
}

#[test]
fn a_decision_is_recorded_with_who_and_why() {
    let choosing = busy().keys("d");
    insta::assert_snapshot!("deciding_what", choosing.screen());
    let who = choosing.keys("1");
    insta::assert_snapshot!("deciding_who", who.screen());
    let why = who.keys("<Enter>it is the only one we tested");
    insta::assert_snapshot!("deciding_why", why.screen());
    let done = why.keys("<Enter>");
    let made = done.records().iter().any(|record| {
        matches!(&record.event, Event::DecisionMade { who, grounds, .. }
            if who.to_string() == "Ada"
                && grounds.rationale.as_deref() == Some("it is the only one we tested"))
    });
    assert!(made);
    insta::assert_snapshot!("decided", done.screen());
}

#[test]
fn a_decision_can_be_answered_in_other_words_and_gone_back_in() {
    let rig = busy().keys("do<Enter>");
    insta::assert_snapshot!(rig.screen());
    let rig = rig
        .size(120, 36)
        .keys("call them<Enter><Esc> again<Enter><Enter><Enter>");
    assert!(rig.screen().contains("call them again"));
}

#[test]
fn help_lists_every_key() {
    insta::assert_snapshot!(busy().size(100, 60).keys("?").screen());
}

#[test]
fn help_scrolls_where_there_is_little_room() {
    insta::assert_snapshot!(busy().size(40, 10).keys("?<PgDn>").screen());
}

#[test]
fn the_palette_finds_an_action_by_its_letters() {
    insta::assert_snapshot!(busy().keys(":undo").screen());
}

#[test]
fn leaving_asks_first() {
    let asked = busy().keys("q");
    insta::assert_snapshot!(asked.screen());
    assert!(asked.wishes.is_empty());
    let left = asked.keys("y");
    assert_eq!(left.wishes, [Wish::Leave]);
    assert!(left.app.state().paused.is_some());
}

#[test]
fn a_note_is_written_while_the_exercise_goes_on() {
    let rig = Rig::running()
        .wait_ms(110_000)
        .keys("nthe pager is ")
        .wait_ms(20_000);
    insta::assert_snapshot!(rig.screen());
    let rig = rig.keys("loud<Enter>");
    assert!(rig.screen().contains("the pager is loud"));
}

#[test]
fn several_that_could_be_meant_are_listed() {
    insta::assert_snapshot!(busy().keys("a").screen());
}

#[test]
fn the_only_one_that_could_be_meant_is_taken() {
    let rig = Rig::running().wait_minutes(3).keys("a");
    assert!(rig.screen().contains("ack"), "{}", rig.screen());
}

#[test]
fn a_dead_key_says_why() {
    insta::assert_snapshot!(Rig::running().keys("d").screen());
    assert!(
        Rig::running()
            .keys("Z")
            .screen()
            .contains("The key Z does nothing here")
    );
}

#[test]
fn an_inject_that_is_not_due_is_fired_only_after_a_question() {
    let asked = Rig::running().keys("<Down><Down>f");
    insta::assert_snapshot!(asked.screen());
    assert!(asked.keys("y").screen().contains("✓  0:00"));
}

#[test]
fn in_manual_pace_what_is_due_waits_for_the_hand() {
    let rig = Rig::of(SCENARIO, Pace::Manual)
        .keys("<End><Enter>")
        .wait_minutes(3);
    insta::assert_snapshot!(rig.screen());
    let rig = rig.keys("<Enter>");
    assert!(
        rig.screen().contains("Page from Alertmanager"),
        "{}",
        rig.screen()
    );
}

#[test]
fn an_inject_is_skipped_and_another_held_back() {
    let rig = Rig::running().keys("<Down><Down>xtoo early<Enter><Down>b1");
    insta::assert_snapshot!(rig.screen());
}

#[test]
fn declaring_updating_judging_and_assigning_take_a_few_keys() {
    let rig = busy()
        .keys("D2")
        .keys("u12we are on it<Enter><Enter>")
        .keys("g2oGrace<Enter>")
        .keys("c1");
    insta::assert_snapshot!(rig.screen());
    let rig = rig.keys("1it answered<Enter>");
    insta::assert_snapshot!("after_a_few_keys", rig.size(120, 36).screen());
}

#[test]
fn undo_names_what_it_takes_back() {
    let asked = busy().keys("D2").keys("U");
    insta::assert_snapshot!(asked.screen());
    assert!(asked.keys("y").app.state().declarations.is_empty());
}

#[test]
fn a_pause_stands_and_nothing_ticks() {
    let rig = busy().keys("p");
    assert_eq!(rig.app.wakes_at(), None);
    insta::assert_snapshot!(rig.wait_minutes(9).screen());
}

#[test]
fn a_full_disk_holds_the_clock_and_shows_nothing_unrecorded() {
    let rig = busy().fill_the_disk().keys("D1");
    assert!(rig.app.state().declarations.is_empty());
    insta::assert_snapshot!("disk_full", rig.screen());
    let held = rig.app.clock();
    let rig = rig.wait_ms(7000).keys("n");
    assert_eq!(rig.app.clock(), held);
    assert!(rig.screen().contains("Nothing can be recorded now"));
    let rig = rig.free_the_disk().wait_ms(2000);
    assert_eq!(rig.app.saving, Saving::Fine);
    assert!(rig.app.playing.is_running());
    assert_eq!(rig.app.state().declarations.len(), 1);
    insta::assert_snapshot!("disk_freed", rig.screen());
    assert!(rig.journal_agrees());
}

#[test]
fn what_is_being_written_outlives_a_full_disk() {
    let rig = Rig::running().keys("nthe pager is loud").fill_the_disk();
    let rig = rig.wait_minutes(3).keys("<Enter>");
    insta::assert_snapshot!(rig.screen());
    let rig = rig.free_the_disk().wait_ms(2000).keys("<Enter>");
    assert_eq!(rig.app.state().observations.len(), 1);
    assert!(rig.journal_agrees());
}

#[test]
fn the_journal_is_tried_again_at_once_on_request() {
    let rig = busy().fill_the_disk().keys("D1").free_the_disk().keys("r");
    assert_eq!(rig.app.saving, Saving::Fine);
}

#[test]
fn sleep_is_asked_about() {
    let mut rig = busy();
    rig.send(Message::Slept(Span::from_ms(723_000)));
    insta::assert_snapshot!(rig.screen());
    let before = rig.app.clock();
    let rig = rig.keys("2");
    assert!(
        rig.app.clock() >= before.after(Span::from_ms(723_000)) || rig.app.state().ended.is_some()
    );
}

#[test]
fn a_signal_records_a_pause_and_leaves() {
    let mut rig = busy();
    rig.send(Message::LeaveAsked);
    assert_eq!(rig.wishes, [Wish::Leave]);
    assert!(rig.app.state().paused.is_some());
    assert!(rig.journal_agrees());
}

#[test]
fn the_ending_tells_how_it_went() {
    let rig = busy().keys("d1<Enter><Enter>").wait_minutes(14);
    insta::assert_snapshot!(rig.screen());
    assert!(rig.journal_agrees());
}

#[test]
fn ending_by_hand_asks_and_can_be_undone() {
    let asked = busy().keys("E");
    insta::assert_snapshot!("ending_asked", asked.screen());
    let ended = asked.keys("y");
    insta::assert_snapshot!("ended_by_hand", ended.screen());
    let narrow = ended.size(40, 36);
    let question = "  • What did the client team's answer\n    change?\n";
    assert!(narrow.screen().contains(question), "{}", narrow.screen());
    let undone = narrow.keys("Uy");
    assert!(undone.app.state().ended.is_none());
    assert!(undone.screen().contains("RUNNING"), "{}", undone.screen());
}

#[test]
fn without_color_everything_is_still_said() {
    let mut rig = busy();
    rig.app.theme = blackstart::ui::Theme::mono();
    assert_eq!(rig.screen(), busy().screen());
}

#[test]
fn a_pane_can_have_all_the_room_and_give_it_back() {
    let rig = busy().size(120, 36);
    let before = rig.screen();
    let rig = rig.keys("3z");
    insta::assert_snapshot!("the_world_zoomed", rig.screen());
    let rig = rig.keys("<Tab>");
    insta::assert_snapshot!("the_log_zoomed", rig.screen());
    assert_eq!(rig.keys("z1").screen(), before);
    assert_eq!(busy().size(120, 36).keys("z<Esc>").screen(), before);
}

#[test]
fn the_world_at_200_by_60_shows_what_stands_on_what() {
    let rig = Rig::of(CHAIN, Pace::Real).size(200, 60);
    insta::assert_snapshot!(rig.keys("<End><Enter>").wait_minutes(30).screen());
}

#[test]
fn what_is_waited_for_is_said_in_words_and_only_what_lacks() {
    let rig = Rig::of(CHAIN, Pace::Real)
        .size(120, 36)
        .keys("<End><Enter>");
    let rig = rig.wait_minutes(30);
    let words: String = rig
        .screen()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    // Orders are down since 5:00; that part holds.
    assert!(rig.screen().contains("waits for: “The pager"), "{words}");
    let chosen = rig.keys("<End>");
    let card = chosen.screen();
    assert!(card.contains("✓ Orders not to be Up"), "{card}");
    assert!(card.contains("○ “The pager is silent” to be"), "{card}");
}

/// The mouse does what it points at.
#[test]
fn a_click_chooses_focuses_and_presses() {
    let rig = busy().size(120, 36).click("Caches are cold");
    assert!(
        rig.screen().contains("▌ This refutes the claim."),
        "{}",
        rig.screen()
    );
    let rig = rig.click("Users affected").keys("z");
    assert!(rig.screen().contains("▸ 3 World"), "{}", rig.screen());
    let rig = rig.click("1 Script");
    assert!(rig.screen().contains("▸ 1 Script"), "{}", rig.screen());
    let rig = rig.click("note");
    assert!(rig.screen().contains("Enter record"), "{}", rig.screen());
    let rig = rig.click("Esc leave it");
    assert!(!rig.screen().contains("Enter record"), "{}", rig.screen());
}

#[test]
fn a_click_on_an_option_chooses_it_and_another_takes_it() {
    let rig = busy().keys("d").click("Wait for the provider");
    assert!(rig.screen().contains("Enter take"), "{}", rig.screen());
    let rig = rig.click("Wait for the provider");
    assert!(
        rig.screen().contains("✓ Wait for the provider"),
        "{}",
        rig.screen()
    );
    // What comes next can be clicked on too.
    let rig = rig.click("Enter go on").click("Enter record");
    let decided = rig
        .records()
        .iter()
        .any(|it| matches!(it.event, Event::DecisionMade { .. }));
    assert!(decided, "{}", rig.screen());
}

#[test]
fn a_click_takes_a_row_of_a_list() {
    let rig = busy().keys("a").click("2  Caches");
    let rig = rig.click("2  Caches");
    let acknowledged = rig
        .app
        .state()
        .injects
        .iter()
        .filter(|it| it.acknowledged.is_some());
    assert_eq!(acknowledged.count(), 1, "{}", rig.screen());
}

#[test]
fn the_wheel_scrolls_what_is_under_it_and_nothing_else() {
    let rig = busy().size(120, 36).wheel("DECISION", Deed::WheelDown);
    assert!(rig.screen().contains("▸ 1 Script"), "the focus stays");
    assert!(rig.screen().contains("2 Now ─"), "{}", rig.screen());
    let small = busy().keys("2");
    let scrolled = small.wheel("DECISION", Deed::WheelDown);
    assert!(
        !scrolled.screen().contains("DECISION"),
        "{}",
        scrolled.screen()
    );
    assert!(
        scrolled.screen().contains("↑ 3 more"),
        "{}",
        scrolled.screen()
    );
    let back = scrolled.wheel("2 Now", Deed::WheelUp);
    assert!(back.screen().contains("DECISION"), "{}", back.screen());
}

#[test]
fn the_log_scrolls_back_to_the_first_record_and_follows_again() {
    let rig = busy().keys("4");
    let newest = rig.screen();
    assert!(newest.contains("cannot log in"), "{newest}");
    let rig = busy().size(80, 16).keys("4<Home>");
    assert!(rig.screen().contains("0:00  start"), "{}", rig.screen());
    assert!(rig.screen().contains("more"), "{}", rig.screen());
    let rig = rig.keys("<Up><Down><Down><End>").keys("nheard<Enter>");
    assert!(rig.screen().contains("heard"), "{}", rig.screen());
}

#[test]
fn an_inject_that_comes_in_turns_the_first_line_around_until_the_next_second() {
    let mut rig = Rig::running();
    rig.app.bell = Bell::Flash;
    let rig = rig.wait_ms(119_999);
    assert_eq!(rig.app.flashed, None);
    let rig = rig.wait_ms(1);
    assert!(
        rig.screen().contains("Edge 5xx above 5 %"),
        "{}",
        rig.screen()
    );
    assert!(rig.app.flashed.is_some());
    assert_eq!(rig.wishes, [], "it is not heard");
    let rig = rig.wait_ms(1000);
    assert_eq!(rig.app.flashed, None);
}

#[test]
fn the_window_says_that_it_is_an_exercise_and_how_it_stands() {
    let rig = Rig::new();
    assert_eq!(title(&rig.app), "EXERCISE · cdn-cut · briefing");
    let rig = rig.keys("<End><Enter>").wait_minutes(12);
    assert_eq!(title(&rig.app), "EXERCISE · cdn-cut · T+0:12 · running");
    let rig = rig.keys("p");
    assert_eq!(title(&rig.app), "EXERCISE · cdn-cut · T+0:12 · paused");
    let rig = rig.keys("Ey");
    assert_eq!(title(&rig.app), "EXERCISE · cdn-cut · T+0:12 · ended");
}

#[test]
fn the_bell_rings_when_an_inject_comes_in_and_only_then() {
    let mut rig = Rig::running();
    rig.app.bell = Bell::Ring;
    let rig = rig.keys("nall is well<Enter>");
    assert_eq!(rig.wishes, []);
    let rig = rig.wait_minutes(6);
    assert!(rig.wishes.contains(&Wish::Ring));
    let rings = rig.wishes.len();
    assert_eq!(rig.keys("p").wishes.len(), rings);
    assert_eq!(busy().wishes, [], "it is off");
}

/// Somebody who sits down in the busy exercise.
fn eva() -> Rig {
    busy().observed_by("Eva")
}

#[test]
fn an_observer_sees_script_tasks_objectives_and_what_is_noted() {
    let rig = eva().keys("sThey asked for the runbook<Enter>x1");
    insta::assert_snapshot!("observer_80x24", rig.screen());
    insta::assert_snapshot!("observer_120x36", rig.size(120, 36).screen());
}

#[test]
fn an_observer_on_a_large_and_on_a_small_terminal() {
    insta::assert_snapshot!("observer_200x60", eva().size(200, 60).screen());
    insta::assert_snapshot!(
        "observer_40x10",
        eva().size(40, 10).keys("<Tab><Tab>").screen()
    );
}

#[test]
fn what_an_observer_enters_is_theirs_and_the_exercise_stays_as_it_is() {
    let rig = eva();
    let (records, state) = (rig.records().to_vec(), rig.app.state().clone());
    let rig = rig.keys("sGood<Enter>iBetter<Enter>nA note<Enter>x1");
    assert_eq!(rig.notes().len(), 1 + 4);
    let rig = rig.keys("uy").keys("e1 indeed<Enter>").keys("e2");
    let events = rig.notes();
    let Event::EntryCorrected { text, .. } = &events[6] else {
        panic!("{events:#?}")
    };
    assert_eq!(text, "A note indeed");
    assert!(matches!(events[7], Event::EntryWithdrawn { entry: 3, .. }));
    assert!(!rig.screen().contains("A note"), "{}", rig.screen());
    assert_eq!((rig.records(), rig.app.state()), (&*records, &state));
}

#[test]
fn an_observer_is_told_what_was_mended_though_something_real_has_stopped_the_exercise() {
    let notices = || vec!["your last line was torn".to_owned()];
    for rig in [busy(), busy().keys("<F12>")] {
        let rig = rig.seen_by("Eva", notices());
        assert!(
            rig.screen().contains("Your last line was torn"),
            "{}",
            rig.screen()
        );
    }
}

#[test]
fn an_observer_withdraws_a_tick_and_can_tick_again() {
    let rig = eva().keys("x1").keys("nlater<Enter>").keys("<Tab><Tab>");
    let rig = rig.keys("uy").keys("e1");
    let events = rig.notes();
    assert!(matches!(events[4], Event::EntryWithdrawn { entry: 1, .. }));
    assert!(rig.screen().contains("x tick"), "{}", rig.screen());
    let rig = rig.keys("x1");
    assert!(matches!(rig.notes()[5], Event::TaskDone { .. }));
}

#[test]
fn an_observation_has_the_time_at_which_it_was_begun_whoever_writes() {
    let rig = eva().keys("nslow").wait_ms(30_000).keys(" typing<Enter>");
    let own = &rig.app.notebook().expect("an observer sits there").own;
    // Six minutes and ten seconds in, and not half a minute later.
    assert_eq!(own.records()[1].clock.as_ms(), 370_000);
}

#[test]
fn what_an_observer_has_chosen_is_what_is_noted_about() {
    let rig = eva()
        .keys("<Tab><Tab><Down>o1Seen<Enter>")
        .keys("<Esc>nPlain<Enter>");
    let about: Vec<_> = rig
        .notes()
        .into_iter()
        .filter_map(|event| match event {
            Event::Observed { about, .. } => Some(about),
            _ => None,
        })
        .collect();
    let first = rig
        .app
        .scenario()
        .tasks
        .iter()
        .next()
        .map(|task| task.id.clone());
    assert_eq!(about, [first, None]);
}

#[test]
fn an_observer_leads_nothing() {
    // What is due in ten minutes is somebody else's to record.
    let rig = eva().wait_minutes(10);
    let n_records = rig.records().len();
    let rig = rig.keys("pfdaDJE.+-U");
    assert_eq!((rig.records().len(), rig.notes().len()), (n_records, 1));
    assert!(rig.app.modals.is_empty());
    let rig = rig.keys("q");
    assert_eq!(rig.wishes, [Wish::Leave]);
    assert_eq!(rig.notes().len(), 1);
}

#[test]
fn an_observers_full_disk_is_said_and_nothing_written_is_lost() {
    let rig = eva().fill_the_disk().keys("nKept<Enter>");
    let screen = rig.screen();
    assert!(screen.contains("cannot write your notes"), "{screen}");
    assert!(!screen.contains("The clock is held"), "{screen}");
    assert!(rig.app.playing.is_running(), "the exercise goes on");
    let rig = rig.keys("n");
    assert!(
        rig.screen().contains("Nothing can be recorded now"),
        "{}",
        rig.screen()
    );
    let rig = rig.free_the_disk().wait_ms(2000);
    assert!(rig.screen().contains("Kept"), "{}", rig.screen());
    assert_eq!(rig.notes().len(), 2);
}

#[test]
fn an_observer_is_told_calmly_when_nobody_leads_and_at_the_end() {
    let mut rig = eva();
    let playing = rig.app.playing.clone();
    rig.app.follow(rig.app.now, &playing, Link::Gone);
    let screen = rig.screen();
    assert!(screen.contains("NOBODY LEADS IT NOW"), "{screen}");
    assert!(screen.contains("resumed"), "{screen}");
    let rig = rig.keys("nStill here<Enter>");
    assert_eq!(rig.notes().len(), 2);
    let rig = busy().keys("Ey").observed_by("Eva");
    assert!(
        rig.screen().contains("ENDED (notes still count)"),
        "{}",
        rig.screen()
    );
    let rig = rig.keys("nIn the hot wash<Enter>");
    assert_eq!(rig.notes().len(), 2);
}

#[test]
fn an_observers_bell_rings_for_what_comes_in_and_not_for_what_is_noted() {
    let later = busy();
    let mut rig = Rig::running().observed_by("Eva");
    rig.app.bell = Bell::Ring;
    let effects = rig.app.follow(rig.app.now, &later.app.playing, Link::Live);
    assert_eq!(effects, Some(Effect::Ring));
    let effects = rig.app.follow(rig.app.now, &later.app.playing, Link::Live);
    assert_eq!(effects, None);
    let rig = rig.keys("nA note<Enter>");
    assert_eq!(rig.wishes, []);
}

/// A copy from elsewhere may be put in its place.
#[test]
fn an_observer_sees_another_journal_with_as_many_records_as_it_is() {
    let acknowledged = busy().keys("a<Enter>");
    let noted = busy().keys("nSomething<Enter>");
    let (one, other) = (&acknowledged.app.playing, &noted.app.playing);
    let n_records = one.exercise.records().len();
    assert_eq!(other.exercise.records().len(), n_records);
    let (one, other) = (one.clone(), other.clone());
    let mut rig = busy().observed_by("Eva");
    rig.app.follow(rig.app.now, &one, Link::Live);
    assert!(rig.screen().contains("ack after"), "{}", rig.screen());
    rig.app.follow(rig.app.now, &other, Link::Live);
    assert!(!rig.screen().contains("ack after"), "{}", rig.screen());
}
