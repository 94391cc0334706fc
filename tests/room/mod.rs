//! The room's screen, at the sizes that it is seen at, and what its keys do.

use blackstart::{
    exercise::{Command, Event, Exercise, ExerciseTime, Handout, Record, RunTime, Timed, Who},
    scenario::config::Bell,
    ui::{
        Theme,
        keymap::Key,
        room::{self, Effect, Link, Message, Room},
        title,
    },
};
use ratatui::{Terminal, backend::TestBackend, layout::Size};

use crate::rig::{Rig, parse, text};

/// The room's app beside a facilitator's.
pub(crate) struct Seen {
    room: Room,
}

impl Seen {
    pub(crate) fn of(rig: &Rig, link: Link, size: (u16, u16)) -> Self {
        Self::at(&rig.app.playing.exercise, rig.app.clock(), link, size)
    }

    fn at(
        exercise: &Exercise,
        clock: ExerciseTime,
        link: Link,
        (width, height): (u16, u16),
    ) -> Self {
        let handout = Handout::of(exercise, clock);
        let size = Size::new(width, height);
        Self {
            room: Room::new(handout, link, Theme::dark(), size),
        }
    }

    pub(crate) fn keys(mut self, script: &str) -> Self {
        for key in parse(script) {
            self.press(key);
        }
        self
    }

    pub(crate) fn press(&mut self, key: Key) {
        self.room.update(Message::Key(key));
    }

    pub(crate) fn resize(&mut self, size: Size) {
        self.room.update(Message::Resize(size));
    }

    /// Shows how far the exercise has got.
    pub(crate) fn follow(&mut self, rig: &Rig, now_ms: u64) -> Vec<Effect> {
        let handout = Handout::of(&rig.app.playing.exercise, rig.app.clock());
        self.room.update(Message::Shown {
            handout: Box::new(handout),
            link: Link::Live,
            now: RunTime::from_ms(now_ms),
        })
    }

    pub(crate) fn screen(&self) -> String {
        let Size { width, height } = self.room.size;
        let backend = TestBackend::new(width, height);
        let mut terminal = Terminal::new(backend).expect("a terminal in memory");
        terminal
            .draw(|frame| room::view::view(&self.room, frame))
            .expect("memory does not fail");
        text(terminal.backend().buffer())
    }
}

const SIZES: [(u16, u16); 4] = [(80, 24), (120, 36), (200, 60), (40, 10)];

/// Six minutes in: a question is open, and things are down.
fn busy() -> Rig {
    Rig::running().wait_minutes(2).keys("D2").wait_minutes(4)
}

/// Shoots what the room sees at every size.
fn shoot(name: &str, rig: &Rig, link: &Link) {
    for (width, height) in SIZES {
        let seen = Seen::of(rig, link.clone(), (width, height));
        let screen = seen.screen();
        assert!(screen.contains("EXERCISE") && screen.contains("TLP:GREEN"));
        insta::assert_snapshot!(format!("{name}_{width}x{height}"), screen);
    }
}

#[test]
fn a_question_that_is_open() {
    shoot("question", &busy(), &Link::Live);
}

#[test]
fn before_anything_has_come_in() {
    let rig = Rig::running().wait_ms(30_000);
    let seen = Seen::of(&rig, Link::Live, (80, 24));
    insta::assert_snapshot!(seen.screen());
}

#[test]
fn the_briefing_comes_before_the_start() {
    let seen = Seen::of(&Rig::new(), Link::Live, (80, 24));
    insta::assert_snapshot!(seen.screen());
}

#[test]
fn a_pause_is_quiet() {
    let rig = busy().keys("p");
    let seen = Seen::of(&rig, Link::Live, (80, 24));
    insta::assert_snapshot!(seen.screen());
}

#[test]
fn the_ending_is_told() {
    let seen = Seen::of(&busy().wait_minutes(40), Link::Live, (80, 24));
    insta::assert_snapshot!(seen.screen());
}

#[test]
fn a_writer_that_is_gone_is_told_of_calmly() {
    let seen = Seen::of(&busy(), Link::Gone, (80, 24));
    insta::assert_snapshot!(seen.screen());
}

#[test]
fn a_journal_that_cannot_be_read_is_told_of() {
    let why = "could not read the journal: line 7 was changed".to_owned();
    let seen = Seen::of(&busy(), Link::Broken(why), (80, 24));
    let last = seen.screen();
    let last = last.lines().last().expect("there are rows");
    assert!(last.contains("line 7 was changed"), "{last}");
}

#[test]
fn each_part_can_be_shown_alone() {
    for (key, shows, hides) in [
        ("1", "everybody", "Users affected"),
        ("2", "Storefront", "edge.log"),
        ("3", "bad minutes", "Storefront"),
        ("4", "Switch to the second CDN", "Storefront"),
    ] {
        let screen = Seen::of(&busy(), Link::Live, (80, 24)).keys(key).screen();
        assert!(screen.contains(shows), "{key}:\n{screen}");
        assert!(!screen.contains(hides), "{key}:\n{screen}");
        for back in ["0", "<Esc>"] {
            let seen = Seen::of(&busy(), Link::Live, (80, 24));
            let all = seen.screen();
            assert_eq!(seen.keys(key).keys(back).screen(), all);
        }
    }
}

#[test]
fn an_older_message_is_read_until_another_comes_in() {
    // The page came at 2:00, the call at 5:45, and a post comes at 6:00.
    let rig = Rig::running().wait_ms(350_000);
    let mut seen = Seen::of(&rig, Link::Live, (80, 24));
    assert!(seen.screen().contains("Sorry.") && !seen.screen().contains("7.4 %"));
    seen = seen.keys("<Left>");
    assert!(seen.screen().contains("7.4 %"), "{}", seen.screen());
    let rig = rig.wait_minutes(1);
    seen.follow(&rig, 0);
    assert!(seen.screen().contains("same here"), "{}", seen.screen());
}

#[test]
fn a_message_that_comes_in_is_noticed_as_the_user_likes_it() {
    // The page comes at 2:00.
    let before = Rig::running().wait_ms(119_999);
    let after = Rig::running().wait_ms(120_000);
    for (bell, effects, flashed) in [
        (Bell::Off, vec![], None),
        (Bell::Ring, vec![Effect::Ring], None),
        (Bell::Flash, vec![], Some(RunTime::from_ms(7000))),
        (Bell::Both, vec![Effect::Ring], Some(RunTime::from_ms(7000))),
    ] {
        let mut seen = Seen::of(&before, Link::Live, (80, 24));
        seen.room.bell = bell;
        assert_eq!(seen.follow(&before, 6000), []);
        assert_eq!(seen.follow(&after, 7000), effects, "{bell:?}");
        assert_eq!(seen.room.flashed, flashed, "{bell:?}");
        // It is seen for long enough, and not heard again.
        assert_eq!(seen.follow(&after, 7399), []);
        assert_eq!(seen.room.flashed, flashed, "{bell:?}");
        assert_eq!(seen.follow(&after, 7400), []);
        assert_eq!(seen.room.wakes_at(), None, "{bell:?}");
        // What is taken back makes no noise.
        assert_eq!(seen.follow(&before, 8000), []);
    }
}

#[test]
fn the_rooms_window_says_whose_it_is_and_how_it_stands() {
    let title = |rig: Rig| title::of_the_room(&Seen::of(&rig, Link::Live, (80, 24)).room.handout);
    for (rig, standing) in [
        (Rig::new(), "briefing"),
        (busy(), "T+0:06 · running"),
        (busy().keys("p"), "T+0:06 · paused"),
        (busy().keys("Ey"), "T+0:06 · ended"),
        (busy().keys("<F12>"), "T+0:06 · stopped"),
    ] {
        let name = "EXERCISE · The CDN is cut off from the clients · room";
        assert_eq!(title(rig), format!("{name} · {standing}"));
    }
}

#[test]
fn a_countdown_gets_urgent_in_words() {
    // The question is asked at 5:00 and has eight minutes.
    for (wait_ms, says) in [
        (60_000, "7:00 left"),
        (7 * 60_000 + 1000, "HURRY: 0:59 left"),
        (7 * 60_000 + 51_000, "NOW: 0:09 left"),
    ] {
        let rig = Rig::running().wait_minutes(5).wait_ms(wait_ms);
        let screen = Seen::of(&rig, Link::Live, (80, 24)).screen();
        assert!(screen.contains(says), "{says}:\n{screen}");
    }
}

#[test]
fn a_dead_key_says_so_and_help_lists_the_others() {
    let seen = Seen::of(&busy(), Link::Live, (80, 24)).keys("x");
    assert!(seen.screen().contains("The key x does nothing here"));
    let help = seen.keys("?").screen();
    assert!(help.contains("Only the curves"), "{help}");
}

#[test]
fn a_real_incident_clears_what_is_open_and_said() {
    for (script, said) in [("<F12>", "Say it aloud"), ("?", "Only the services")] {
        let mut seen = Seen::of(&busy(), Link::Live, (80, 24)).keys(script);
        assert!(seen.screen().contains(said), "{}", seen.screen());
        seen.follow(&busy().keys("<F12>"), 0);
        let screen = seen.screen();
        assert!(screen.contains("there is a real incident"), "{screen}");
        assert!(!screen.contains(said), "{screen}");
    }
}

#[test]
fn what_stops_everything_is_for_the_facilitator() {
    for key in ["<F12>", "<C-x>"] {
        let screen = Seen::of(&busy(), Link::Live, (80, 24)).keys(key).screen();
        assert!(screen.contains("Say it aloud: the facilitator"), "{screen}");
    }
}

#[test]
fn a_real_incident_is_one_sentence() {
    let rig = busy();
    let (mut exercise, clock) = (rig.app.playing.exercise.clone(), rig.app.clock());
    let stopped = exercise.decide(clock, Command::RealIncident, Who::Clock);
    for Timed { clock, event } in stopped.expect("it can always be stopped") {
        let (seq, ts) = (exercise.records().len() as u64, chrono::DateTime::default());
        exercise.apply(Record {
            seq,
            ts,
            clock,
            event,
        });
    }
    for size in [SIZES[0], SIZES[3]] {
        let screen = Seen::at(&exercise, clock, Link::Live, size).screen();
        insta::assert_snapshot!(format!("real_incident_{}x{}", size.0, size.1), screen);
    }
}

// ---------------------------------------------------------------------------------------------
// In the facilitator's terminal

#[test]
fn f5_shows_what_the_room_sees_and_leads_back() {
    let own = busy().screen();
    let rig = busy().keys("<F5>");
    insta::assert_snapshot!(rig.screen());
    assert_eq!(rig.keys("<F5>").screen(), own);
    assert_eq!(busy().keys("<F5><Esc>").screen(), own);
}

#[test]
fn what_could_show_a_secret_does_not_act_there() {
    for key in [
        "f", "x", "b", "t", "n", "s", "i", "c", "g", "J", "U", "E", ".", "+",
    ] {
        let rig = busy().keys("<F5>").keys(key);
        assert!(rig.app.modals.is_empty(), "{key}");
        let screen = rig.screen();
        assert!(
            screen.contains("press F5 for your own first"),
            "{key}:\n{screen}"
        );
    }
}

#[test]
fn a_decision_is_recorded_there() {
    let rig = busy().keys("<F5>d1<Enter><Enter><Enter>");
    let made = |event: &Event| matches!(event, Event::DecisionMade { .. });
    assert!(rig.records().iter().any(|record| made(&record.event)));
    assert!(rig.app.is_seen_by_the_room());
    assert!(!busy().keys("<F5>d").screen().contains("takes"));
    assert!(busy().keys("d").screen().contains("takes"));
}

#[test]
fn the_room_sees_the_ending_in_the_facilitators_terminal_too() {
    let rig = busy().keys("<F5>").wait_minutes(40);
    assert!(rig.app.is_seen_by_the_room());
    assert!(rig.screen().contains("A long night"));
    let own = rig.keys("<F5>").screen();
    assert!(own.contains("In figures"), "{own}");
}
