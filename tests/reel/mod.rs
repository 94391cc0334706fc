//! The rig of the replay: exercises that were played in memory, a clock that is wound by hand, and
//! keys from a script.

use std::sync::Arc;

use blackstart::{
    exercise::{
        Command, Event, Exercise, ExerciseTime, Record, RunTime, Timed, Who,
        event::{
            Answer, Confidence, Grounds, Mode, ObservationKind, Pace, PauseReason, ScenarioText,
            Started, UpdateState,
        },
    },
    scenario::{self, model::Audience},
    ui::{
        Mouse, Theme,
        keymap::Key,
        replay::{Effect, Message, Replay, Run, state::SPEED, view::view},
    },
};
use ratatui::{Terminal, backend::TestBackend, layout::Size};

/// Three decisions, each with words that nothing else has.
const SCENARIO: &str = r#"Scenario(
    format: 1, id: "levers", title: "Three levers", level: Introductory, length: "30m", scale: 2,
    begins: "2026-03-03T14:00", marking: "TLP:AMBER", briefing: "Three levers, and *nobody* to ask.",
    roles: [(id: "ic", name: "Incident commander", brief: "You coordinate.")],
    services: [(id: "shop", name: "Shop"), (id: "mail", name: "Mail")],
    signals: [(id: "impact", name: "Users affected", unit: "%", start: 0, min: 0, max: 100, impact: true)],
    phases: [(id: "find", title: "Finding out", when: At("0s"), questions: ["Who knows?"]),
             (id: "mend", title: "Mending", when: At("12m"))],
    injects: [
        (id: "page", when: At("2m"), channel: Page, from: "Alertmanager", title: "The shop is slow",
         body: "It answers in 9 s.", effects: [Service("shop", Degraded), Signal("impact", 40, "5m")]),
        (id: "call", when: At("14m"), channel: Phone, from: "A customer", title: "Is it me?",
         effects: [Service("shop", Down)]),
    ],
    decisions: [
        (id: "first", when: At("3m"), asked: "ic", limit: "6m", prompt: "Which lever is first?",
         options: [(id: "red", label: "The red lever", verdict: Good, takes: "3m",
                    effects: [Signal("impact", 10, "3m")], feedback: "FEEDBACK-0 on red."),
                   (id: "blue", label: "The blue lever", verdict: Poor, feedback: "FEEDBACK-0 on blue.")]),
        (id: "second", when: At("8m"), limit: "6m", prompt: "And then?",
         options: [(id: "more", label: "More of it", verdict: Fair, feedback: "FEEDBACK-1 on more."),
                   (id: "less", label: "Less of it", verdict: Good, feedback: "FEEDBACK-1 on less.")]),
        (id: "third", when: At("15m"), limit: "5m", prompt: "Whom do you tell?", silence: "nobody",
         options: [(id: "all", label: "Everybody: customers on the status page, and all who work here in the chat", verdict: Good, feedback: "FEEDBACK-2 on all."),
                   (id: "nobody", label: "Nobody", verdict: Poor, feedback: "FEEDBACK-2 on nobody.")]),
    ],
    endings: [(id: "over", title: "It is over", outcome: Mixed, otherwise: true, text: "And done.")],
)"#;

/// An exercise while it is played.
pub(crate) struct Lived {
    exercise: Exercise,
    now: ExerciseTime,
}

impl Lived {
    /// One that has begun, with its clock going.
    pub(crate) fn begun() -> Self {
        let mut lived = Self::at_the_briefing();
        lived.add(Event::Resumed {});
        lived.until(0)
    }

    /// One whose clock has never run.
    pub(crate) fn at_the_briefing() -> Self {
        let mut lived = Self::just_made();
        let why = PauseReason::Hand;
        lived.add(Event::Paused { why });
        lived
    }

    /// One that is played by simulated people, whose clock nobody stops, up to its end.
    pub(crate) fn rehearsed() -> Self {
        Self::just_made().until(30)
    }

    fn just_made() -> Self {
        let (scenario, problems) = scenario::load(SCENARIO);
        let scenario = scenario.unwrap_or_else(|| panic!("{problems:?}"));
        let started = Started {
            format: 1,
            exercise: "2026-03-03-140000-levers".to_owned(),
            program: "0".to_owned(),
            scenario: ScenarioText {
                id: scenario.id.clone(),
                title: scenario.title.clone(),
                sha256: String::new(),
                text: SCENARIO.into(),
            },
            mode: Mode::Facilitated,
            pace: Pace::Real,
            speed: 2.0,
            seed: 7,
            practice: false,
            people: Vec::new(),
            observer: None,
        };
        let mut lived = Self {
            exercise: Exercise::new(Arc::new(scenario)),
            now: ExerciseTime::START,
        };
        lived.add(Event::Started(Box::new(started)));
        lived
    }

    fn add(&mut self, event: Event) {
        self.record(Timed {
            clock: self.now,
            event,
        });
    }

    fn record(&mut self, timed: Timed) {
        let seq = self.exercise.records().len() as u64;
        let Timed { clock, event } = timed;
        let ts = chrono::DateTime::default();
        self.exercise.apply(Record {
            seq,
            ts,
            clock,
            event,
        });
    }

    /// Lets time act up to this minute.
    pub(crate) fn until(mut self, minute: u64) -> Self {
        self.now = ExerciseTime::from_ms(minute * 60_000);
        for timed in self.exercise.due(self.now) {
            self.record(timed);
        }
        self
    }

    /// Ana asks for something at this minute.
    pub(crate) fn ask(self, minute: u64, command: Command) -> Self {
        let mut lived = self.until(minute);
        let ana = Who::Person("Ana".to_owned());
        let decided = lived.exercise.decide(lived.now, command, ana);
        for timed in decided.expect("the test asks for what can be done") {
            lived.record(timed);
        }
        lived.until(minute)
    }

    pub(crate) fn note(self, minute: u64, text: &str) -> Self {
        let note = Command::Observe {
            kind: ObservationKind::Note,
            text: text.to_owned(),
            about: None,
            begun: None,
        };
        self.ask(minute, note)
    }

    fn answer(self, minute: u64, decision: &str, answer: &str, why: &str) -> Self {
        let lived = self.until(minute);
        let scenario = lived.exercise.scenario();
        let decision = scenario.decisions.find(decision).expect("it is there");
        let option = scenario.decisions[decision].options.find(answer);
        let answer = Command::Answer {
            decision,
            answer: option.map_or_else(|| Answer::Other(answer.to_owned()), Answer::Option),
            grounds: Grounds {
                rationale: Some(why.to_owned()),
                confidence: Some(Confidence::Low),
                dissent: vec!["Bo".to_owned()],
            },
        };
        lived.ask(minute, answer)
    }

    pub(crate) fn run(&self, id: &str) -> Run {
        Run::of(id, &self.exercise, Vec::new())
    }
}

/// One with something of everything, to its end: red at 5m, own words at 10m, silence at 20m.
pub(crate) fn whole() -> Lived {
    let severity = "SEV2".to_owned();
    let post = Command::Post {
        audience: Audience::Public,
        state: UpdateState::Identified,
        text: "We know.".to_owned(),
        next: None,
    };
    Lived::begun()
        .note(4, "They looked at the dashboard first")
        .answer(5, "first", "red", "REASON-0")
        .ask(6, Command::Declare { severity })
        .ask(7, post)
        .answer(10, "second", "GUESSED-1", "REASON-1")
        .note(11, "taken back")
        .ask(11, Command::Undo)
        .until(30)
}

/// Another one of the same scenario: blue at 8m, and stopped at 12m.
pub(crate) fn short() -> Lived {
    Lived::begun()
        .answer(8, "first", "blue", "another reason")
        .ask(12, Command::Stop)
}

/// A replay under test.
pub(crate) struct Rig {
    pub(crate) replay: Replay,
    now: RunTime,
}

impl Rig {
    /// A replay of the whole one at 80×24.
    pub(crate) fn new() -> Self {
        Self::of(whole().run("2026-03-03-140000-levers"), None)
    }

    /// The whole one beside the short one.
    pub(crate) fn beside() -> Self {
        let other = short().run("2026-03-04-090000-levers");
        Self::of(whole().run("2026-03-03-140000-levers"), Some(other))
    }

    pub(crate) fn of(run: Run, beside: Option<Run>) -> Self {
        Self {
            replay: Replay::new(run, beside, SPEED, Theme::dark(), Size::new(80, 24)),
            now: RunTime::from_ms(5000),
        }
    }

    pub(crate) fn size(mut self, width: u16, height: u16) -> Self {
        self.send(Message::Resize(Size::new(width, height)));
        self
    }

    pub(crate) fn keys(mut self, script: &str) -> Self {
        self.press(script);
        self
    }

    /// Presses keys, and answers what the last one leads to.
    pub(crate) fn press(&mut self, script: &str) -> Vec<Effect> {
        let keys = parse(script).into_iter();
        let effects = keys.map(|key| self.send(Message::Key(key)));
        effects.last().unwrap_or_default()
    }

    /// Lets so much real time pass, of which the replay is not told.
    pub(crate) fn pass_ms(&mut self, ms: u64) {
        self.now = RunTime::from_ms(self.now.as_ms() + ms);
    }

    /// Lets so much real time pass.
    pub(crate) fn wait_ms(mut self, ms: u64) -> Self {
        self.pass_ms(ms);
        self.send(Message::Woke);
        self
    }

    pub(crate) fn send(&mut self, message: Message) -> Vec<Effect> {
        self.replay.update(self.now, message)
    }

    /// Clicks on the first place at which the screen says `text`.
    pub(crate) fn click(&mut self, text: &str) -> Vec<Effect> {
        let screen = self.screen();
        let mut lines = screen.lines().enumerate();
        let (row, column) = lines
            .find_map(|(row, line)| Some((row, line[..line.find(text)?].chars().count())))
            .unwrap_or_else(|| panic!("{text} is not on the screen:\n{screen}"));
        let place = |n: usize| u16::try_from(n).expect("a screen is small");
        self.send(Message::Mouse(Mouse::click(place(column), place(row))))
    }

    /// What the exercise clock shows, in seconds.
    pub(crate) fn clock_s(&self) -> u64 {
        self.replay.clock().as_ms() / 1000
    }

    /// What the terminal shows, without the spaces at the ends of its lines.
    pub(crate) fn screen(&self) -> String {
        let Size { width, height } = self.replay.size;
        let backend = TestBackend::new(width, height);
        let mut terminal = Terminal::new(backend).expect("a terminal in memory");
        let drawn = terminal.draw(|frame| view(&self.replay, frame));
        drawn.expect("memory does not fail");
        let buffer = terminal.backend().buffer();
        let row = |y| {
            let row: String = (0..width).map(|x| buffer[(x, y)].symbol()).collect();
            row.trim_end().to_owned()
        };
        (0..height).map(row).collect::<Vec<_>>().join("\n")
    }
}

/// Reads a script of keys: letters as they are, others as `<Enter>`, `<Right>`.
fn parse(script: &str) -> Vec<Key> {
    let mut keys = Vec::new();
    let mut rest = script;
    while let Some(c) = rest.chars().next() {
        let named = rest.strip_prefix('<').and_then(|rest| rest.split_once('>'));
        let (key, after) = match named {
            Some((name, after)) => (named_key(name), after),
            None => (Key::char(c), &rest[c.len_utf8()..]),
        };
        keys.push(key);
        rest = after;
    }
    keys
}

fn named_key(name: &str) -> Key {
    match name {
        "Enter" => Key::ENTER,
        "Esc" => Key::ESC,
        "Tab" => Key::TAB,
        "Up" => Key::UP,
        "Down" => Key::DOWN,
        "Left" => Key::LEFT,
        "Right" => Key::RIGHT,
        "PgUp" => Key::PAGE_UP,
        "PgDn" => Key::PAGE_DOWN,
        "Home" => Key::HOME,
        "End" => Key::END,
        _ => panic!("no key is called {name}"),
    }
}
