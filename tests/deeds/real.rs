//! The one key for a real incident: it stops everything, whatever is open, and also while nothing
//! can be written.

use blackstart::{
    exercise::{
        Event,
        event::{EndReason, PauseReason},
    },
    shell::perform::Wish,
    ui::{Message, app::Saving, title::title},
};

use super::{at, busy};
use crate::rig::{Rig, SCENARIO};

#[test]
fn one_key_stops_everything_for_a_real_incident() {
    let rig = busy().keys("<F12>");
    let ended = rig.app.state().ended.clone().expect("it has stopped");
    assert_eq!((ended.at, ended.why), (at(6, 10), EndReason::RealIncident));
    assert_eq!(rig.app.wakes_at(), None);
    assert!(!rig.screen().contains("CDN"), "{}", rig.screen());
    insta::assert_snapshot!("80x24", rig.screen());
    insta::assert_snapshot!("40x10", rig.size(40, 10).screen());
}

#[test]
fn a_real_incident_is_heard_before_what_is_open_and_brings_it_back_by_undo() {
    for script in ["", "nhalf a no", "d1<Enter>beca", "q", "?", ":un", "e", "m"] {
        let before = busy().keys(script);
        let n_open = before.app.modals.len();
        let stopped = before.keys("<F12>");
        assert!(stopped.screen().contains("REAL INCIDENT"), "{script}");
        assert!(stopped.app.modals.is_empty(), "{script}");
        let rig = stopped.keys("Uy");
        assert_eq!(rig.app.modals.len(), n_open, "{script}");
        assert_eq!(rig.app.state().ended, None);
        assert_eq!(rig.app.state().paused, Some(PauseReason::Hand));
        assert!(rig.journal_agrees());
    }
}

#[test]
fn a_real_incident_stops_the_briefing_too() {
    let rig = Rig::new().keys("<F12>");
    assert!(rig.screen().contains("REAL INCIDENT"));
    let rig = rig.keys("Uy");
    assert!(
        rig.screen().contains("The ground rules"),
        "{}",
        rig.screen()
    );
}

#[test]
fn a_real_incident_clears_what_the_room_sees_too() {
    let stopped = busy().keys("<F5><F12>");
    assert!(stopped.screen().contains("REAL INCIDENT"));
    assert!(!stopped.screen().contains("CDN"), "{}", stopped.screen());
    let rig = stopped.keys("Uy");
    assert!(rig.app.is_seen_by_the_room(), "it is shown again");
}

#[test]
fn both_its_keys_stop_a_screen_on_which_text_is_written() {
    for key in ["<F12>", "<C-x>"] {
        for script in ["", "nhalf a no", ":un", "<F5>"] {
            let rig = busy().keys(script).keys(key);
            assert!(rig.app.is_stopped_for_real(), "{key} after {script}");
        }
        let alone = Rig::solo(SCENARIO).keys("<End><Enter>tI call").keys(key);
        assert!(alone.screen().contains("REAL INCIDENT"), "{key}");
    }
}

#[test]
fn it_is_in_the_footer_wherever_there_is_room_for_a_few_keys() {
    let begun: [fn() -> Rig; 3] = [Rig::new, busy, || busy().keys("<F5>")];
    for begun in begun {
        for (width, height) in [(200, 60), (120, 36), (80, 24), (60, 20), (40, 10)] {
            let screen = begun().size(width, height).screen();
            let footer = screen.lines().last().unwrap_or_default();
            assert!(footer.contains("F12 REAL INCIDENT"), "{screen}");
        }
    }
}

#[test]
fn where_nothing_is_left_to_stop_it_is_not_in_the_footer_and_says_why() {
    for (rig, why) in [
        (busy().keys("<F12>"), "The exercise has stopped already."),
        (busy().keys("Ey"), "there is nothing left to stop."),
        (busy().observed_by("Eva"), "Say it aloud: the facilitator"),
    ] {
        let screen = rig.screen();
        let footer = screen.lines().last().unwrap_or_default();
        assert!(!footer.contains("F12"), "{screen}");
        let n_records = rig.records().len();
        let rig = rig.keys("<F12>").keys("<C-x>");
        assert!(rig.screen().contains(why), "{}", rig.screen());
        assert_eq!(rig.records().len(), n_records);
    }
}

/// The events after so many, in their order.
fn since(rig: &Rig, n_records: usize) -> Vec<&Event> {
    let records = rig.records().iter().skip(n_records);
    records.map(|record| &record.event).collect()
}

const STOPPED: [Event; 2] = [
    Event::Paused {
        why: PauseReason::Hand,
    },
    Event::Ended {
        ending: None,
        why: EndReason::RealIncident,
    },
];

#[test]
fn it_stops_everything_while_nothing_can_be_written_and_is_written_later() {
    let rig = busy();
    let n_records = rig.records().len();
    let rig = rig.fill_the_disk().keys("<F12>").wait_minutes(1);
    assert_eq!(rig.records().len(), n_records, "nothing is claimed");
    assert_eq!(rig.app.clock(), at(6, 10));
    assert_eq!(title(&rig.app), "EXERCISE · cdn-cut · T+0:06 · stopped");
    insta::assert_snapshot!("unwritten_80x24", rig.screen());
    let rig = rig.size(40, 10);
    insta::assert_snapshot!("unwritten_40x10", rig.screen());
    let rig = rig.free_the_disk().wait_ms(2000);
    assert_eq!(since(&rig, n_records), STOPPED.each_ref());
    assert_eq!(rig.app.saving, Saving::Fine);
    assert!(
        rig.screen().contains("It stands at T+0:06:10"),
        "{}",
        rig.screen()
    );
    assert!(rig.journal_agrees());
}

#[test]
fn what_waited_to_be_written_is_written_before_it() {
    let rig = busy();
    let n_records = rig.records().len();
    let rig = rig.fill_the_disk().keys("nthe pager is loud<Enter>");
    let rig = rig.wait_ms(500).keys("<C-x>");
    assert!(rig.screen().contains("REAL INCIDENT"), "{}", rig.screen());
    // It is tried at once, too.
    let rig = rig.keys("r").free_the_disk().keys("r");
    let written = since(&rig, n_records);
    assert!(matches!(written[0], Event::Observed { .. }), "{written:?}");
    assert_eq!(written[1..], STOPPED.each_ref());
    assert!(rig.journal_agrees());
}

#[test]
fn it_comes_instead_of_an_end_that_is_not_written() {
    let rig = busy();
    let n_records = rig.records().len();
    let rig = rig.fill_the_disk().keys("Ey<F12>");
    assert!(rig.screen().contains("REAL INCIDENT"), "{}", rig.screen());
    let rig = rig.free_the_disk().wait_ms(2000);
    assert_eq!(since(&rig, n_records), STOPPED.each_ref());
}

#[test]
fn hit_by_mistake_while_nothing_can_be_written_it_leaves_no_trace() {
    let before = busy().keys("nhalf a no").fill_the_disk();
    let n_records = before.records().len();
    let rig = before.keys("<F12>").free_the_disk().keys("U");
    assert!(!rig.app.is_stopped_for_real());
    assert!(rig.screen().contains("half a no"), "{}", rig.screen());
    assert!(rig.app.playing.is_running());
    let storage = PauseReason::Storage;
    let events = [Event::Paused { why: storage }, Event::Resumed {}];
    assert_eq!(since(&rig, n_records), events.each_ref());
    // And with the disk still full, what waits goes on waiting.
    let rig = busy().fill_the_disk().keys("na<Enter><F12>U");
    assert!(
        rig.screen().contains("The clock is held"),
        "{}",
        rig.screen()
    );
    let rig = rig.free_the_disk().wait_ms(2000);
    assert_eq!(rig.app.state().observations.len(), 1);
    assert!(rig.app.playing.is_running());
}

#[test]
fn whoever_leaves_before_it_is_written_is_asked_and_it_is_tried_once_more() {
    let rig = busy().fill_the_disk().keys("<F12>q");
    assert!(
        rig.screen().contains("is not in it yet"),
        "{}",
        rig.screen()
    );
    assert_eq!(rig.wishes, []);
    let n_records = rig.records().len();
    let mut rig = rig.free_the_disk();
    rig.send(Message::LeaveAsked);
    assert_eq!(rig.wishes, [Wish::Leave]);
    assert_eq!(since(&rig, n_records), STOPPED.each_ref());
}
