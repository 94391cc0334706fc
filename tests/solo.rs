//! What somebody sees who plays alone: a script of keys in, the screen out.

#[expect(dead_code, reason = "who plays alone leads nobody")]
mod rig;

use blackstart::{
    exercise::{
        Event, Handout, RunTime,
        event::{Answer, EndReason, Mode, Who},
    },
    fuzz::{batch::Batch, item::Items, plan::Plan},
    scenario::{Ix, model::Outcome},
    solo::review::{Earlier, Version},
    ui::{
        Theme,
        app::Compared,
        mouse::Deed,
        room::{Link, Room, view::view},
    },
};
use chrono::NaiveDate;
use ratatui::{Terminal, backend::TestBackend, layout::Size};
use rig::{Rig, SCENARIO};

/// With the clock just started.
fn running() -> Rig {
    Rig::solo(SCENARIO).keys("<End><Enter>")
}

/// Five minutes and ten seconds in: a message, and the question that is open.
fn asked() -> Rig {
    running().wait_minutes(5).wait_ms(10_000)
}

/// The question was answered at 6:00 with what helps, and that has landed at 12:00.
fn landed() -> Rig {
    running().wait_minutes(6).keys("1<Enter>").wait_minutes(6)
}

/// To the end, at 15:48, and the debrief.
fn debriefed() -> Rig {
    landed().wait_ms(1000).keys("<Enter>").wait_minutes(4)
}

fn noted(rig: &Rig) -> Vec<&str> {
    let noted = rig.records().iter();
    noted
        .filter_map(|record| match &record.event {
            Event::Observed { text, .. } => Some(text.as_str()),
            _ => None,
        })
        .collect()
}

#[test]
fn whoever_plays_alone_sees_the_rooms_view_and_the_choice() {
    insta::assert_snapshot!(asked().screen());
}

#[test]
fn the_choice_on_a_larger_terminal() {
    insta::assert_snapshot!("solo_120x36", asked().size(120, 36).screen());
    insta::assert_snapshot!("solo_200x60", asked().size(200, 60).screen());
}

#[test]
fn the_choice_on_a_small_terminal() {
    insta::assert_snapshot!(asked().size(40, 10).screen());
}

#[test]
fn the_notes_are_not_for_whoever_plays() {
    let rig = Rig::solo(SCENARIO).keys("n<Enter>");
    assert!(!rig.screen().contains("Keep the pace"), "{}", rig.screen());
    let rig = Rig::solo(SCENARIO).keys("n");
    assert!(
        rig.screen().contains("you play it yourself"),
        "{}",
        rig.screen()
    );
}

#[test]
fn a_question_is_answered_by_its_number_and_the_reason_can_be_left_out() {
    let rig = asked().keys("1");
    insta::assert_snapshot!(rig.screen());
    let rig = rig.keys("<Enter>");
    let made = rig.app.state().decisions[Ix::new(0)].made.clone();
    let made = made.expect("it was decided");
    assert_eq!(made.grounds.rationale, None);
    assert_eq!(made.who, Who::Person("Ada".to_owned()));
    let rig = asked().keys("<Enter>2sooner or later<Enter>");
    let made = rig.app.state().decisions[Ix::new(0)].made.clone();
    let rationale = made.and_then(|made| made.grounds.rationale);
    assert_eq!(rationale.as_deref(), Some("sooner or later"));
}

#[test]
fn an_answer_counts_whose_time_is_up_while_its_reason_is_written() {
    let made = |rig: &Rig| {
        let made = rig.app.state().decisions[Ix::new(0)].made.clone();
        made.expect("it was decided")
    };
    // Asked at 5:00, with 8 minutes to answer; then silence is waiting.
    let rig = running().wait_minutes(12).keys("1users fi").wait_minutes(1);
    let screen = rig.screen();
    assert!(screen.contains("recorded just in time"), "{screen}");
    let in_time = made(&rig);
    assert_eq!(in_time.at.as_ms(), 13 * 60_000 - 1);
    assert_eq!(in_time.answer, Answer::Option(Ix::new(0)));
    assert_eq!(in_time.who, Who::Person("Ada".to_owned()));
    assert_eq!(in_time.grounds.rationale.as_deref(), Some("users fi"));
    let rig = rig.keys("rst<Enter>");
    let whole = made(&rig).grounds.rationale;
    assert_eq!(whole.as_deref(), Some("users first"));
    assert!(rig.app.state().decisions[Ix::new(0)].expired.is_none());
    assert!(rig.journal_agrees());
    // Nothing was chosen yet: that is no answer.
    let rig = running().wait_minutes(12).keys("<Enter>").wait_minutes(1);
    assert!(rig.app.state().decisions[Ix::new(0)].made.is_none());
}

#[test]
fn a_number_that_is_no_option_and_a_number_when_nothing_is_asked_say_so() {
    let screen = asked().keys("9").screen();
    assert!(screen.contains("There is no option 9."), "{screen}");
    let screen = running().keys("1").screen();
    assert!(screen.contains("No question is open."), "{screen}");
}

#[test]
fn what_came_of_a_choice_is_told_when_it_has_come_and_the_clock_waits() {
    let rig = running().wait_minutes(6).keys("1<Enter>").wait_ms(359_000);
    assert!(!rig.screen().contains("It costs money"), "{}", rig.screen());
    let rig = rig.wait_ms(1000);
    insta::assert_snapshot!("what_came_of_it", rig.screen());
    let rig = rig.wait_minutes(3);
    assert_eq!(rig.app.clock().as_ms(), 720_000, "it waits at 12:00");
    let rig = rig.keys("<Enter>").wait_ms(1000);
    assert_eq!(rig.app.clock().as_ms(), 721_000);
    assert!(rig.journal_agrees());
}

#[test]
fn a_key_that_was_on_its_way_does_not_close_what_came_of_a_choice() {
    let rig = landed().keys("<Enter>");
    assert!(rig.screen().contains("It costs money"), "{}", rig.screen());
    let rig = rig.wait_ms(400).keys("<Enter>");
    assert!(!rig.screen().contains("It costs money"), "{}", rig.screen());
    let rig = rig.keys("f");
    assert!(rig.screen().contains("It costs money"), "{}", rig.screen());
}

#[test]
fn a_silence_is_told_for_what_it_amounts_to() {
    let rig = running().wait_minutes(13);
    let screen = rig.screen();
    assert!(screen.contains("No answer came in time"), "{screen}");
    assert!(screen.contains("✗ Poor  Wait for the provider"), "{screen}");
}

#[test]
fn what_is_being_written_keeps_the_keys_when_an_outcome_comes() {
    let rig = running().wait_minutes(6).keys("1<Enter>").wait_minutes(5);
    let rig = rig.keys("whalf a th").wait_minutes(1);
    assert!(!rig.app.playing.is_running());
    let rig = rig.keys("ought<Enter>");
    assert_eq!(noted(&rig), ["half a thought"]);
    assert!(rig.screen().contains("It costs money"), "{}", rig.screen());
}

#[test]
fn hints_come_in_steps_and_each_is_on_record() {
    let rig = asked().keys("h");
    assert!(rig.screen().contains("Who is paged, and how?"));
    let rig = rig.wait_ms(500).keys("<Enter>h");
    insta::assert_snapshot!("a_hint", rig.screen());
    let rig = rig.wait_ms(500).keys("<Enter>h");
    assert!(
        rig.screen().contains("call the technical lead"),
        "{}",
        rig.screen()
    );
    let all = [
        "Asked for a hint: the questions of the phase “Detection”",
        "Asked for a hint: what a good team does about “Edge 5xx above 5 %”",
        "Asked for a hint: the facilitator's notes on “Edge 5xx above 5 %”",
    ];
    assert_eq!(noted(&rig), all);
    let rig = rig.wait_ms(500).keys("<Enter>h");
    assert_eq!(
        noted(&rig),
        all,
        "they are read again, and not asked for again"
    );
    assert!(rig.screen().contains("Who is paged, and how?"));
}

#[test]
fn what_is_done_is_said_in_ones_own_words_and_ticks_a_task_it_may_mean() {
    let rig = asked().keys("tI write on the wall who commands<Enter>");
    insta::assert_snapshot!("is_it_one_of_these", rig.screen());
    let rig = rig.keys("1");
    let task = rig
        .app
        .scenario()
        .tasks
        .find("handover")
        .expect("it is there");
    assert!(rig.app.state().tasks[task].done.is_some());
    assert_eq!(noted(&rig), ["I write on the wall who commands"]);
    let rig = rig.keys("tI have a coffee<Enter>");
    assert!(rig.screen().contains("Noted."), "{}", rig.screen());
    assert_eq!(noted(&rig).len(), 2);
}

#[test]
fn only_a_note_can_be_taken_back() {
    let rig = asked().keys("1<Enter>U");
    assert!(
        rig.screen().contains("stays, as in life"),
        "{}",
        rig.screen()
    );
    let rig = rig.keys("wfirst<Enter>h").wait_ms(500).keys("<Enter>Uy");
    let left: Vec<_> = rig.app.state().observations.iter().collect();
    assert_eq!(left.len(), 1, "{left:?}");
    assert!(left[0].text.starts_with("Asked for a hint"), "{left:?}");
    assert!(rig.app.state().decisions[Ix::new(0)].made.is_some());
}

#[test]
fn what_comes_next_comes_at_once_unless_something_is_asked() {
    let rig = running().wait_ms(5_000).keys("n");
    assert_eq!(rig.app.clock().as_ms(), 120_000, "the message at 2:00");
    let rig = rig.keys("n");
    assert_eq!(rig.app.clock().as_ms(), 300_000, "the question at 5:00");
    let rig = rig.keys("n");
    assert!(rig.screen().contains("answer it first"), "{}", rig.screen());
}

#[test]
fn claims_are_told_without_their_truth() {
    let rig = asked().keys("c");
    let screen = rig.screen();
    assert!(
        screen.contains("Clients serve the file from cache"),
        "{screen}"
    );
    assert!(!screen.contains("15 minutes"), "{screen}");
}

#[test]
fn a_card_is_read_and_closed_with_the_mouse() {
    let rig = landed().click("Enter go on");
    let was_too_soon = rig.screen();
    assert!(was_too_soon.contains("It costs money"), "{was_too_soon}");
    let rig = rig.wait_ms(400).click("It costs money");
    assert!(rig.screen().contains("It costs money"), "{}", rig.screen());
    let rig = rig.click("EXERCISE").click("Enter go on");
    assert!(!rig.screen().contains("It costs money"), "{}", rig.screen());
    assert!(rig.app.playing.is_running(), "the clock goes on");
    // A card that is longer than the screen is scrolled through.
    let mut rig = landed().size(40, 10).wait_ms(400);
    assert!(!rig.screen().contains("It costs money"), "{}", rig.screen());
    for _ in 0..4 {
        rig = rig.wheel("What came of it", Deed::WheelDown);
    }
    assert!(rig.screen().contains("It costs money"), "{}", rig.screen());
}

#[test]
fn a_real_incident_stops_who_plays_alone_too_and_is_gone_on_with_another_day() {
    for script in ["", "1", "1user", "h", "wa note", "?"] {
        let before = asked().keys(script);
        let n_open = before.app.modals.len();
        let rig = before.keys("<F12>").wait_minutes(5);
        let ended = rig.app.state().ended.clone().expect("it has stopped");
        assert_eq!(ended.why, EndReason::RealIncident);
        assert_eq!(ended.at.as_ms(), 310_000, "{script}");
        let screen = rig.screen();
        assert!(screen.contains("REAL INCIDENT"), "{script}\n{screen}");
        assert!(!screen.contains("CDN"), "{script}\n{screen}");
        let rig = rig.keys("Uy");
        assert_eq!(rig.app.modals.len(), n_open, "{script}");
        assert_eq!(rig.app.state().ended, None);
        assert!(!rig.app.playing.is_running(), "{script}");
        assert!(rig.journal_agrees());
    }
}

#[test]
fn the_rooms_screen_follows_who_plays_alone_and_tells_none_of_their_secrets() {
    let handout = |rig: &Rig| Handout::of(&rig.app.playing.exercise, rig.app.clock());
    let screen = |rig: &Rig| {
        let size = Size::new(80, 24);
        let room = Room::new(handout(rig), Link::Live, Theme::dark(), size);
        let mut terminal = Terminal::new(TestBackend::new(80, 24)).expect("it is in memory");
        let drawn = terminal.draw(|frame| view(&room, frame));
        drawn.expect("memory does not fail");
        rig::text(terminal.backend().buffer())
    };
    let before = screen(&Rig::solo(SCENARIO));
    assert!(before.contains("It is a quiet Tuesday."), "{before}");
    insta::assert_snapshot!("watched", screen(&asked()));
    // What only who plays has seen is told to nobody else: hints, notes, and what came of a choice.
    let rig = asked()
        .keys("h")
        .wait_ms(500)
        .keys("<Enter>wa word to myself<Enter>1<Enter>");
    let rig = rig.wait_minutes(6);
    assert!(rig.screen().contains("It costs money"), "{}", rig.screen());
    let watched = screen(&rig);
    assert!(watched.contains("‖ PAUSED"), "{watched}");
    for secret in ["hint", "a word to myself", "It costs money", "Good"] {
        assert!(!watched.contains(secret), "{secret}\n{watched}");
    }
}

#[test]
fn an_exercise_is_gone_on_with_on_the_same_screen() {
    let rig = asked().keys("qy").resumed(Vec::new());
    assert!(rig.screen().contains("The clock stands; p sets it going."));
    let rig = rig.keys("p1<Enter>");
    assert!(rig.app.state().decisions[Ix::new(0)].made.is_some());
    assert_eq!(rig.app.state().mode, Mode::Solo);
}

#[test]
fn the_debrief_tells_everything() {
    let mut rig = debriefed().size(100, 170);
    rig.earlier.clear();
    insta::assert_snapshot!("debrief", rig.screen());
}

#[test]
fn the_debrief_at_80_by_24_and_40_by_10() {
    let rig = debriefed();
    insta::assert_snapshot!("debrief_80x24", rig.screen());
    insta::assert_snapshot!("debrief_80x24_second", rig.keys(" ").screen());
    insta::assert_snapshot!("debrief_40x10", debriefed().size(40, 10).screen());
}

#[test]
fn the_debrief_compares_as_fuzz_counts() {
    let rig = debriefed();
    // 0.5 up to 7:00, 1.0 up to 12:00, and 0.399 down to the end at 15:48.
    let own = 1.899;
    let scenario = rig.app.scenario();
    let plan = Plan::of(scenario).expect("it is small");
    let batch = Batch::play(&plan, &Items::of(scenario), 0..1000);
    let mut figures: Vec<_> = batch.plays.iter().filter_map(|it| it.bad_minutes).collect();
    figures.sort_by(f64::total_cmp);
    let n_worse = figures.iter().filter(|it| **it > own + 1e-6).count();
    let told = format!(
        "1.90 bad minutes: better than {} % of 1,000 simulated playthroughs (median {:.2}",
        n_worse / 10,
        figures[499]
    );
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let screen = words(&rig.size(200, 60).screen());
    assert!(screen.contains(&words(&told)), "{told}\n{screen}");
}

#[test]
fn ones_own_earlier_runs_are_told() {
    let mut rig = landed();
    let began = NaiveDate::from_ymd_opt(2026, 2, 3).and_then(|day| day.and_hms_opt(14, 0, 0));
    rig.earlier = vec![
        Earlier {
            began: began.expect("there is such a day"),
            bad_minutes: Some(12.5),
            ending: Some(("A long night".to_owned(), Outcome::Failure)),
            version: Version::Another,
        },
        Earlier {
            began: began.expect("there is such a day"),
            bad_minutes: None,
            ending: None,
            version: Version::Same,
        },
    ];
    let rig = rig.wait_ms(1000).keys("<Enter>").wait_minutes(4);
    let screen = rig.size(100, 170).screen();
    let first = "2026-02-03 14:00     12.5 bad minutes  ✗ A long night  (another version)";
    assert!(screen.contains(first), "{screen}");
    assert!(screen.contains("– bad minutes  broken off"), "{screen}");
}

#[test]
fn what_is_broken_off_is_debriefed_and_not_compared() {
    let rig = asked().keys("Ey");
    let screen = rig.screen();
    assert!(screen.contains("It was broken off"), "{screen}");
    assert!(matches!(rig.app.compared, Compared::With(_)));
}

#[test]
fn no_script_of_keys_panics_or_loses_an_event() {
    let keys = "1a2DtUh<Enter>nc1<Enter>pf<Tab><Tab>w x<Enter>E<Esc>u12hi<Enter>+-<Down><PgDn>?<Esc>:h<Enter>q<Esc>3";
    for (width, height) in [(80, 24), (40, 10), (33, 9), (200, 60)] {
        let mut rig = Rig::solo(SCENARIO).size(width, height).keys("<End><Enter>");
        for _ in 0..12 {
            rig = rig.keys(keys).wait_ms(70_000);
            let _ = rig.screen();
        }
        assert!(rig.journal_agrees());
        assert!(rig.app.now > RunTime::default());
    }
}
