//! What the facilitator does while the exercise runs: records at the speed of talk, and runs the
//! show.

mod real;

use blackstart::{
    exercise::{
        Event, ExerciseTime,
        event::{Answer, Confidence, Pace, PauseReason},
    },
    scenario::Span,
    ui::{
        Message, Mouse,
        keymap::{Action, Binding, tables},
    },
};

use super::{
    busy,
    rig::{Rig, SCENARIO},
};

/// The exercise clock at so many minutes and seconds.
const fn at(minutes: u64, seconds: u64) -> ExerciseTime {
    ExerciseTime::from_ms((minutes * 60 + seconds) * 1000)
}

fn last(rig: &Rig) -> &Event {
    &rig.records().last().expect("something is recorded").event
}

/// The grounds of the only decision there is, once it is made.
fn made(rig: &Rig) -> blackstart::exercise::state::Made {
    let mut decisions = rig.app.state().decisions.iter();
    let made = decisions.find_map(|decision| decision.made.clone());
    made.expect("it was decided")
}

#[test]
fn a_note_has_the_time_at_which_it_was_begun() {
    let rig = Rig::running().wait_ms(110_000).keys("nthe pager is ");
    let rig = rig.wait_ms(20_000).keys("loud<Enter>");
    let note = rig.records().last().expect("it is recorded");
    assert!(matches!(note.event, Event::Observed { .. }));
    assert_eq!(note.clock, at(1, 50));
    assert!(rig.journal_agrees());
}

#[test]
fn an_answer_counts_whose_time_is_up_while_its_reason_is_written() {
    // It opens at 5:00, and its limit of 8 minutes passes at 13:00.
    let rig = busy().keys("d1Grace<Enter>it is the on").wait_minutes(7);
    let made_late = made(&rig);
    assert_eq!(made_late.at.as_ms(), at(13, 0).as_ms() - 1);
    assert_eq!(made_late.who.to_string(), "Grace");
    assert_eq!(made_late.grounds.rationale.as_deref(), Some("it is the on"));
    let expired = |event: &Event| matches!(event, Event::DecisionExpired { .. });
    assert!(!rig.records().iter().any(|record| expired(&record.event)));
    insta::assert_snapshot!(rig.screen());
    let rig = rig.keys("ly one we tested<Enter>");
    let rationale = made(&rig).grounds.rationale;
    assert_eq!(rationale.as_deref(), Some("it is the only one we tested"));
    assert!(rig.journal_agrees());
}

#[test]
fn an_answer_counts_whose_time_is_up_while_it_says_who() {
    let rig = busy().keys("d1").wait_minutes(7);
    let in_time = made(&rig);
    assert_eq!(in_time.at.as_ms(), at(13, 0).as_ms() - 1);
    assert_eq!(in_time.who.to_string(), "Ada");
    // Enter without a word more leaves it as it is.
    let n_records = rig.records().len();
    let rig = rig.keys("<Enter>");
    assert_eq!((rig.records().len(), rig.app.modals.len()), (n_records, 0));
}

#[test]
fn an_answer_in_other_words_counts_as_far_as_it_was_written() {
    let rig = busy().keys("docall the provider").wait_minutes(7);
    let answer = Answer::Other("call the provider".to_owned());
    assert_eq!(made(&rig).answer, answer);
}

#[test]
fn a_limit_passes_while_nothing_is_chosen_yet() {
    for script in ["d", "do", "dj"] {
        let rig = busy().keys(script).wait_minutes(7);
        assert!(rig.app.state().decisions.iter().all(|it| it.made.is_none()));
        let passed = |event: &Event| matches!(event, Event::DecisionExpired { .. });
        let mut records = rig.records().iter();
        assert!(records.any(|it| passed(&it.event) && it.clock == at(13, 0)));
    }
}

#[test]
fn an_answer_counts_whose_time_is_up_because_the_clock_jumps() {
    let mut rig = busy().keys("d1");
    rig.send(Message::Slept(Span::from_minutes(20)));
    let rig = rig.keys("2");
    assert_eq!(made(&rig).at.as_ms(), at(13, 0).as_ms() - 1);
    assert!(rig.journal_agrees());
}

#[test]
fn an_answer_counts_though_the_disk_was_full_when_its_time_was_up() {
    let rig = busy().keys("d1<Enter>it is tested").fill_the_disk();
    let rig = rig.wait_minutes(7);
    assert!(rig.app.state().decisions.iter().all(|it| it.made.is_none()));
    let rig = rig.free_the_disk().wait_ms(2000).keys(" well<Enter>");
    let rationale = made(&rig).grounds.rationale;
    assert_eq!(rationale.as_deref(), Some("it is tested well"));
    assert!(rig.journal_agrees());
}

#[test]
fn how_sure_they_were_and_who_was_against_it_is_asked_of_those_who_go_on_to_it() {
    let rig = busy().keys("d1<Enter>it is tested<Tab>h<Tab>@tec");
    insta::assert_snapshot!(rig.screen());
    let rig = rig.keys("<Esc><C-u>Grace, Bo<Enter>");
    let grounds = made(&rig).grounds;
    assert_eq!(grounds.confidence, Some(Confidence::High));
    assert_eq!(grounds.dissent, ["Grace", "Bo"]);
    assert_eq!(grounds.rationale.as_deref(), Some("it is tested"));
}

#[test]
fn an_at_sign_names_people() {
    let rig = busy().keys("nasked @a");
    insta::assert_snapshot!("naming_80x24", rig.screen());
    insta::assert_snapshot!(
        "naming_40x10",
        busy().size(40, 10).keys("nasked @").screen()
    );
    // Enter takes the name; the next one records.
    let rig = rig.keys("<Enter> twice<Enter>");
    let texts = rig.app.state().observations.iter();
    assert_eq!(
        texts.map(|it| &*it.text).collect::<Vec<_>>(),
        ["asked Ada twice"]
    );
}

#[test]
fn an_at_sign_that_names_nobody_is_a_letter() {
    for (typed, text) in [
        ("mail to ops@example.org<Enter>", "mail to ops@example.org"),
        ("@ noon<Enter>", "@ noon"),
        ("@zz<Enter>", "@zz"),
        ("@a<Esc><Enter>", "@a"),
    ] {
        let rig = busy().keys("n").keys(typed);
        assert_eq!(rig.app.state().observations[0].text, text);
    }
}

#[test]
fn an_update_promises_the_next_one() {
    let rig = busy().keys("u12");
    insta::assert_snapshot!(rig.screen());
    let rig = rig.keys("we are on it<Enter>30m<Enter>");
    assert_eq!(rig.app.state().updates[0].next, Some(at(36, 10)));
    let rig = busy().keys("u12we are on it<Enter><Enter>");
    assert_eq!(rig.app.state().updates[0].next, None);
}

#[test]
fn an_inject_is_made_up_in_a_few_keys() {
    let asked = busy().keys("m");
    insta::assert_snapshot!("making_up_how", asked.screen());
    let writing = asked.keys("p");
    insta::assert_snapshot!("making_up_what", writing.screen());
    let small = busy().size(40, 10).keys("mp<Enter><Enter>Is it t");
    insta::assert_snapshot!("making_up_what_40x10", small.screen());
    let rig = writing.keys("<Enter><Enter>Is it true?<Enter>");
    let made_up = &rig.app.state().improvised[0];
    assert_eq!(
        (&*made_up.sender, &*made_up.title),
        ("Client team", "Is it true?")
    );
    assert_eq!(made_up.recipients, ["all"]);
    assert_eq!(rig.app.modals, []);
}

#[test]
fn what_was_made_up_is_acknowledged_like_any_other() {
    let rig = busy().keys("mcOps<Enter>technical lead<Enter>Look<Enter>");
    // It is the newest, so it is listed first.
    let rig = rig.wait_ms(45_000).keys("a1");
    let (acknowledged, who) = rig.app.state().improvised[0]
        .acknowledged
        .clone()
        .expect("somebody said so");
    assert_eq!(acknowledged, at(6, 55));
    assert_eq!(who.to_string(), "Technical lead");
    let log = rig.screen();
    assert!(log.contains("acknowledged Look (Technical lead)"), "{log}");
    let now = rig.size(120, 36).screen();
    assert!(now.contains("6:10 ✓ ack after 0:45"), "{now}");
    let rig = busy().keys("mcOps<Enter><Enter>Look<Enter>a1");
    assert!(rig.journal_agrees());
}

#[test]
fn an_inject_that_is_made_up_can_be_for_some_alone() {
    let rig = busy().keys("mcOps<Enter>ada, technical lead<Enter>Look<Tab>At the lag<Enter>");
    let made_up = &rig.app.state().improvised[0];
    assert_eq!(made_up.recipients, ["ic", "tech"]);
    assert_eq!(made_up.body, "At the lag");
    let rig = busy().keys("mc<Enter>nobody<Enter>Look<Enter>");
    assert_eq!(rig.app.state().improvised, []);
    assert!(rig.screen().contains("called nobody"), "{}", rig.screen());
}

#[test]
fn a_decision_gets_more_time() {
    let asked = busy().keys("T");
    insta::assert_snapshot!(asked.screen());
    let rig = asked.keys("1");
    assert!(matches!(last(&rig), Event::DecisionExtended { until, .. } if *until == at(18, 0)));
    let rig = busy().keys("To90s<Enter>");
    assert!(matches!(last(&rig), Event::DecisionExtended { until, .. } if *until == at(14, 30)));
}

#[test]
fn a_role_goes_to_somebody_who_is_there() {
    let rig = busy().keys("g2oGrace<Enter>");
    let asked = rig.keys("g1");
    insta::assert_snapshot!(asked.screen());
    let rig = asked.keys("1");
    let holders: Vec<_> = rig.app.state().roles.iter().flatten().collect();
    assert_eq!(holders, ["Grace", "Grace"]);
}

#[test]
fn whoever_has_left_is_not_taken_for_whoever_decides() {
    let rig = busy().keys("A1");
    assert_eq!(rig.app.state().absent, ["Ada"]);
    let asked = rig.keys("g");
    assert!(asked.screen().contains("Ada, absent"), "{}", asked.screen());
    let rig = asked.keys("<Esc>d1<Enter><Enter>");
    assert_eq!(made(&rig).who.to_string(), "facilitator");
    let rig = rig.keys("A1");
    assert_eq!(rig.app.state().absent, [""; 0]);
}

#[test]
fn the_question_that_is_left_is_ticked_at_once() {
    let rig = busy().keys("o");
    assert_eq!(rig.app.state().discussed.len(), 1);
    let rig = rig.keys("o");
    assert!(
        rig.screen().contains("left to talk over"),
        "{}",
        rig.screen()
    );
    // The next phase brings another one.
    let rig = rig.keys("d1<Enter><Enter>").wait_ms(1000).keys("o");
    assert_eq!(rig.app.state().discussed.len(), 2);
}

#[test]
fn an_inject_from_the_list_is_delivered_without_another_question() {
    let rig = Rig::running().wait_ms(1000).keys("f");
    let rows = rig.screen();
    let row = rows.lines().find(|line| line.contains("reporter"));
    let number = row.and_then(|line| line.chars().find(char::is_ascii_digit));
    let rig = rig.keys(&number.expect("it has a number").to_string());
    let rig = rig.keys("2");
    assert!(rig.screen().contains("Is it an attack"), "{}", rig.screen());
}

#[test]
fn an_entry_is_found_and_its_text_corrected() {
    let rig = busy().keys("nthe pagr is loud<Enter>").keys("D2");
    let list = rig.keys("epagr");
    let found = list.screen().matches("Page from Alertmanager").count();
    assert_eq!(found, 0, "its letters are strewn over another entry");
    insta::assert_snapshot!("entries", list.screen());
    let opened = list.keys("<Enter>");
    insta::assert_snapshot!("entry", opened.screen());
    let rig = opened.keys("1<Home><Right><Right><Right><Right><Right><Right><Right>e<Enter>");
    assert_eq!(rig.app.state().observations[0].text, "the pager is loud");
    // Nothing else is taken back.
    assert_eq!(rig.app.state().declarations.len(), 1);
    assert!(rig.journal_agrees());
}

#[test]
fn an_observation_is_withdrawn_and_nothing_else() {
    let rig = busy().keys("nwrong<Enter>D2").keys("ewrong<Enter>2");
    assert_eq!(rig.app.state().observations, []);
    assert_eq!(rig.app.state().declarations.len(), 1);
}

#[test]
fn a_wrong_tick_is_taken_back_and_nothing_else() {
    let rig = busy().keys("t1").keys("D2").wait_minutes(1);
    let is_done = |rig: &Rig| rig.app.state().tasks.iter().any(|it| it.done.is_some());
    assert!(is_done(&rig));
    let opened = rig.keys("etask done<Enter>");
    insta::assert_snapshot!("entry_tick", opened.screen());
    let rig = opened.keys("1");
    assert!(!is_done(&rig));
    assert_eq!(rig.app.state().declarations.len(), 1);
    assert!(rig.journal_agrees());
}

#[test]
fn a_tick_that_had_an_effect_says_what_to_do_instead() {
    let scenario = SCENARIO.replace("when: Held", "when: After(\"handover\", \"0s\")");
    assert_ne!(scenario, SCENARIO);
    let rig = Rig::of(&scenario, Pace::Real).keys("<End><Enter>");
    let rig = rig.wait_minutes(6).keys("t2").wait_ms(2000);
    let rig = rig.keys("etask done<Enter>1");
    assert!(
        rig.screen()
            .contains("has had an effect since; go back to right before it"),
        "{}",
        rig.screen()
    );
}

#[test]
fn an_answer_in_own_words_and_its_reason_are_corrected() {
    let rig = busy().keys("docal the provider<Enter>Ada<Enter>it is fast<Enter>");
    let opened = rig.keys("ecal the<Enter>");
    insta::assert_snapshot!("entry_own_words", opened.screen());
    let rig = opened.keys("1<C-u>call the provider<Enter>");
    let rig = rig.keys("esilent call<Enter>2<C-u>it is tested<Enter>");
    let made = made(&rig);
    assert_eq!(made.answer, Answer::Other("call the provider".to_owned()));
    assert_eq!(made.grounds.rationale.as_deref(), Some("it is tested"));
    assert!(rig.journal_agrees());
}

#[test]
fn going_back_shows_what_would_go_and_stops_the_clock_there() {
    let rig = busy().keys("nbefore<Enter>").wait_minutes(2);
    let rig = rig
        .keys("D2")
        .wait_ms(20_000)
        .keys("nafter<Enter>")
        .wait_minutes(1);
    let asked = rig.keys("ebefore<Enter>4");
    insta::assert_snapshot!("going_back_80x24", asked.screen());
    let small = asked.size(40, 10);
    insta::assert_snapshot!("going_back_40x10", small.screen());
    let stays = small.keys("<Enter>");
    assert!(stays.screen().contains("Press y"), "{}", stays.screen());
    let rig = stays.keys("y");
    assert_eq!(rig.app.clock(), at(6, 10));
    assert_eq!(rig.app.state().paused, Some(PauseReason::Hand));
    assert!(rig.app.state().declarations.is_empty());
    assert_eq!(rig.app.state().observations.len(), 1);
    assert!(rig.journal_agrees());
}

#[test]
fn an_exercise_that_has_ended_is_gone_back_in_and_stands() {
    let rig = busy().keys("nbefore<Enter>").wait_minutes(1).keys("Ey");
    assert!(rig.app.state().ended.is_some());
    let rig = rig.keys("ebefore<Enter>4y").wait_minutes(1);
    assert_eq!(rig.app.state().ended, None);
    assert_eq!(rig.app.clock(), at(6, 10));
    assert!(!rig.app.playing.is_running());
    assert!(rig.journal_agrees());
}

#[test]
fn a_dead_key_says_why_also_over_a_screen() {
    for script in ["qz", "Dz", "e<C-g>", "n<C-g>", "d<Tab>", "?z"] {
        let rig = busy().keys(script);
        assert!(
            rig.screen().contains("does nothing here"),
            "{}",
            rig.screen()
        );
    }
}

#[test]
fn a_click_on_a_refusal_presses_no_hint_that_it_covers() {
    let at = |column, row| Message::Mouse(Mouse::click(column, row));
    for (script, n_open) in [
        ("Dz", 1),
        ("qz", 1),
        ("n<Enter>", 1),
        ("?z", 1),
        ("<F5>n", 0),
    ] {
        let screen = busy().keys(script).screen();
        let row = screen.lines().position(|line| line.contains("✗"));
        let row = u16::try_from(row.expect("it is refused")).expect("a screen is small");
        for column in (0..80).step_by(3) {
            let mut rig = busy().keys(script);
            let n_records = rig.records().len();
            rig.send(at(column, row));
            assert_eq!(rig.app.modals.len(), n_open, "{script}: {column}");
            assert_eq!(rig.records().len(), n_records, "{script}: {column}");
            assert_eq!(rig.app.notice, None, "{script}: {column}");
        }
    }
    // Where the hints are seen again they can be pressed.
    let rig = busy().keys("Dz").click("✗").click("Esc leave it");
    assert_eq!(rig.app.modals.len(), 0);
}

/// What only looks around: at an end there is nothing further to see.
const MOVES: &[Action] = &[
    Action::Up,
    Action::Down,
    Action::Left,
    Action::Right,
    Action::First,
    Action::Last,
    Action::PageUp,
    Action::PageDown,
];

/// Every row of every screen's table changes something or says why not, by its key and through
/// the palette.
#[test]
fn every_action_does_something_or_says_why() {
    type Begun = fn() -> Rig;
    let states: [(&str, Begun, &[Binding]); 6] = [
        ("briefing", Rig::new, tables::BRIEFING),
        ("running", Rig::running, tables::FACILITATOR),
        ("busy", busy, tables::FACILITATOR),
        ("paused", || busy().keys("p"), tables::FACILITATOR),
        ("ended", || busy().keys("Ey"), tables::ENDING),
        ("stopped", || busy().keys("<F12>"), tables::REAL_INCIDENT),
    ];
    for (name, begun, own) in states {
        let looking = own.iter().position(|row| row.heading == "Looking around");
        let acting = &own[..looking.unwrap_or(own.len())];
        for row in acting.iter().chain(tables::EVERYWHERE) {
            if MOVES.contains(&row.action) {
                continue;
            }
            let before = begun().size(100, 40);
            let seen = (before.screen(), before.wishes.clone());
            let mut pressed = before;
            pressed.send(Message::Key(row.keys[0]));
            let acted = (pressed.screen(), pressed.wishes.clone());
            assert_ne!(acted, seen, "{name}: {}", row.help);
            if row.action != Action::Palette {
                let palette = begun().size(100, 40).keys(":").keys(row.help);
                let taken = palette.keys("<Enter>");
                let is_open = taken.screen().contains("What now?");
                assert!(
                    is_open != (row.when)(&begun().app).is_ready(),
                    "{name}: {}",
                    row.help
                );
            }
        }
    }
}
