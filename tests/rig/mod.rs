//! The test rig: the real app with a journal in memory, a clock that is wound by hand, and keys
//! from a script.

use std::{cell::Cell, io, path::PathBuf, rc::Rc, sync::Arc};

use blackstart::{
    error::Error,
    exercise::{
        Event, Exercise, ExerciseTime, Playing, Record, RunTime, Timed,
        event::{Mode, Pace, PauseReason, Person, ScenarioText, Started},
    },
    fuzz::standing::Standing,
    journal,
    scenario::{self, Scenario},
    shell::{
        ledger::{Ledger, MemoryLedger},
        perform::{Hands, Wish, deliver},
    },
    solo::review::{Comparison, Earlier},
    ui::{
        App, Message, Mouse, Opening, Theme, keymap::Key, mouse::Deed, observing::Notebook,
        room::Link, view::view, widgets::fit::width,
    },
};
use ratatui::{Terminal, backend::TestBackend, buffer::Buffer, layout::Size};

/// The scenario that is played unless a test brings its own.
pub(crate) const SCENARIO: &str = include_str!("cdn-cut.ron");

/// An app under test.
pub(crate) struct Rig {
    pub(crate) app: App,
    ledger: Disk,
    now: RunTime,
    /// One's own earlier runs, for who plays alone.
    pub(crate) earlier: Vec<Earlier>,
    /// What was asked of the terminal.
    pub(crate) wishes: Vec<Wish>,
}

impl Rig {
    /// A fresh exercise at 80×24, its briefing on the screen.
    pub(crate) fn new() -> Self {
        Self::of(SCENARIO, Pace::Real)
    }

    /// The same, with the clock started and the first minute not yet over.
    pub(crate) fn running() -> Self {
        Self::new().keys("<End><Enter>")
    }

    /// A fresh exercise of any scenario.
    pub(crate) fn of(text: &str, pace: Pace) -> Self {
        Self::set_up(text, pace, Mode::Facilitated)
    }

    /// The same, for somebody who plays alone.
    pub(crate) fn solo(text: &str) -> Self {
        Self::set_up(text, Pace::Real, Mode::Solo)
    }

    fn set_up(text: &str, pace: Pace, mode: Mode) -> Self {
        let (scenario, problems) = scenario::load(text);
        let scenario = Arc::new(scenario.unwrap_or_else(|| panic!("{problems:?}")));
        let mut ledger = Disk::new(&scenario);
        let mut playing = Playing::of(Exercise::new(Arc::clone(&scenario)));
        let first = [
            Event::Started(Box::new(started(&scenario, text, pace, mode))),
            Event::Paused {
                why: PauseReason::Hand,
            },
        ];
        let clock = ExerciseTime::START;
        let first = first.map(|event| Timed { clock, event }).to_vec();
        for record in ledger.append(first).expect("memory is never full") {
            playing.recorded(RunTime::default(), record);
        }
        let app = App::new(playing, Opening::Fresh, Theme::dark(), Size::new(80, 24));
        Self {
            app,
            ledger,
            now: RunTime::default(),
            earlier: Vec::new(),
            wishes: Vec::new(),
        }
    }

    /// Left and opened again from its journal.
    pub(crate) fn resumed(mut self, notices: Vec<String>) -> Self {
        let read = journal::read(self.ledger.memory.text.as_bytes()).expect("the journal is whole");
        let playing = Playing::of(read.exercise);
        let opening = Opening::Resumed { notices };
        self.app = App::new(playing, opening, Theme::dark(), self.app.size);
        self
    }

    /// The same exercise as an observer sees it who sits down now, at the keys of whom we are from
    /// here on; nobody writes the exercise any more.
    pub(crate) fn observed_by(self, name: &str) -> Self {
        self.seen_by(name, Vec::new())
    }

    /// The same, where something was found and mended.
    pub(crate) fn seen_by(mut self, name: &str, notices: Vec<String>) -> Self {
        let exercise = &self.app.playing.exercise;
        let started = exercise.started().expect("it was started").clone();
        let scenario = Arc::new(exercise.scenario().clone());
        let mut own = Exercise::new(Arc::clone(&scenario));
        self.ledger = Disk::new(&scenario);
        let event = Event::Started(Box::new(Started {
            observer: Some(name.to_owned()),
            ..started
        }));
        let clock = self.app.clock();
        let begun = self.ledger.append(vec![Timed { clock, event }]);
        for record in begun.expect("memory is never full") {
            own.apply(record);
        }
        let notebook = Notebook {
            name: name.to_owned(),
            own,
            link: Link::Live,
        };
        let (playing, size) = (self.app.playing.clone(), self.app.size);
        self.app = App::observing(playing, notebook, notices, Theme::dark(), size);
        self.app.now = self.now;
        self
    }

    /// What an observer has written, as their journal has it.
    pub(crate) fn notes(&self) -> Vec<Event> {
        let read = journal::read(self.ledger.memory.text.as_bytes()).expect("the journal is whole");
        let records = read.exercise.records().iter();
        records.map(|record| record.event.clone()).collect()
    }

    /// On a terminal of another size.
    pub(crate) fn size(mut self, width: u16, height: u16) -> Self {
        self.send(Message::Resize(Size::new(width, height)));
        self
    }

    /// Presses keys: letters as they are, others as `<Enter>`, `<Down>`, `<C-l>`.
    pub(crate) fn keys(mut self, script: &str) -> Self {
        for key in parse(script) {
            self.send(Message::Key(key));
        }
        self
    }

    /// Clicks on the first place at which the screen says `text`.
    pub(crate) fn click(self, text: &str) -> Self {
        self.mouse(text, Deed::Click)
    }

    /// Turns the wheel there.
    pub(crate) fn wheel(self, text: &str, deed: Deed) -> Self {
        self.mouse(text, deed)
    }

    fn mouse(mut self, text: &str, deed: Deed) -> Self {
        let screen = self.screen();
        let mut lines = screen.lines().enumerate();
        let (row, column) = lines
            .find_map(|(row, line)| Some((row, line.find(text).map(|at| width(&line[..at]))?)))
            .unwrap_or_else(|| panic!("{text} is not on the screen:\n{screen}"));
        let place = |n: usize| u16::try_from(n).expect("a screen is small");
        let at = (place(column), place(row)).into();
        self.send(Message::Mouse(Mouse { at, deed }));
        self
    }

    /// Lets real time pass, and wakes the app whenever it wants to be woken.
    pub(crate) fn wait_ms(mut self, ms: u64) -> Self {
        let until = RunTime::from_ms(self.now.as_ms() + ms);
        while let Some(wake) = self.app.wakes_at().filter(|wake| *wake <= until) {
            self.now = wake.max(RunTime::from_ms(self.now.as_ms() + 1));
            self.send(Message::Woke);
        }
        self.now = until.max(self.now);
        self.send(Message::Woke);
        self
    }

    /// The running time.
    pub(crate) fn now_ms(&self) -> u64 {
        self.now.as_ms()
    }

    pub(crate) fn wait_minutes(self, minutes: u64) -> Self {
        self.wait_ms(minutes * 60_000)
    }

    /// From now on nothing can be written.
    pub(crate) fn fill_the_disk(self) -> Self {
        self.ledger.is_full.set(true);
        self
    }

    pub(crate) fn free_the_disk(self) -> Self {
        self.ledger.is_full.set(false);
        self
    }

    pub(crate) fn send(&mut self, message: Message) {
        let report = || Ok(PathBuf::from("exercises/cdn-cut-1/report.md"));
        let asked = Cell::new(false);
        let compare = |_: &Exercise| asked.set(true);
        let mut hands = Hands {
            ledger: &mut self.ledger,
            write_report: &report,
            compare: &compare,
        };
        let wishes = deliver(&mut self.app, &mut hands, self.now, message);
        self.wishes.extend(wishes);
        if asked.get() {
            let comparison = Comparison {
                standing: Standing::of(self.app.scenario()),
                earlier: self.earlier.clone(),
            };
            self.send(Message::Compared(Box::new(comparison)));
        }
    }

    /// What the terminal shows, without the spaces at the ends of its lines.
    pub(crate) fn screen(&self) -> String {
        let Size { width, height } = self.app.size;
        let mut terminal =
            Terminal::new(TestBackend::new(width, height)).expect("a terminal in memory");
        terminal
            .draw(|frame| view(&self.app, frame))
            .expect("memory does not fail");
        text(terminal.backend().buffer())
    }

    /// The records, as the journal has them.
    pub(crate) fn records(&self) -> &[Record] {
        self.app.playing.exercise.records()
    }

    /// Whether every record is a line of the journal, and every line one.
    pub(crate) fn has_all_lines(&self) -> bool {
        self.ledger.memory.text.lines().count() == self.records().len()
    }

    /// Whether the journal, read anew, says the same as the screen's exercise.
    pub(crate) fn journal_agrees(&self) -> bool {
        let read = journal::read(self.ledger.memory.text.as_bytes()).expect("the journal is whole");
        read.exercise.records() == self.records() && read.exercise.state() == self.app.state()
    }
}

/// What a terminal shows, without the spaces at the ends of its lines.
pub(crate) fn text(buffer: &Buffer) -> String {
    let (width, height) = (buffer.area.width, buffer.area.height);
    let row = |y| {
        let mut row = String::new();
        let mut hidden = 0;
        for x in 0..width {
            let symbol = buffer[(x, y)].symbol();
            if hidden > 0 {
                assert_eq!(symbol, " ", "a wide letter covers something at {x},{y}");
            }
            if hidden == 0 {
                row.push_str(symbol);
                hidden = unicode_width::UnicodeWidthStr::width(symbol).max(1);
            }
            hidden -= 1;
            assert!(
                hidden == 0 || x + 1 < width,
                "a letter is cut in half at {x},{y}"
            );
        }
        row.trim_end().to_owned()
    };
    (0..height).map(row).collect::<Vec<_>>().join("\n")
}

/// A journal in memory, on a disk that can be full.
struct Disk {
    memory: MemoryLedger,
    is_full: Rc<Cell<bool>>,
}

impl Disk {
    fn new(scenario: &Arc<Scenario>) -> Self {
        Self {
            memory: MemoryLedger::new(Arc::clone(scenario)),
            is_full: Rc::default(),
        }
    }
}

impl Ledger for Disk {
    fn append(&mut self, happened: Vec<Timed>) -> Result<Vec<Record>, Error> {
        if self.is_full.get() {
            return Err(Error::Append {
                path: PathBuf::from("journal.jsonl"),
                source: io::Error::other("no space left on the device"),
            });
        }
        self.memory.append(happened)
    }
}

fn started(scenario: &Scenario, text: &str, pace: Pace, mode: Mode) -> Started {
    Started {
        format: journal::FORMAT,
        exercise: "cdn-cut-1".to_owned(),
        program: "0.0.0".to_owned(),
        scenario: ScenarioText {
            id: scenario.id.clone(),
            title: scenario.title.clone(),
            sha256: journal::sha256_hex(text),
            text: text.to_owned().into(),
        },
        mode,
        pace,
        speed: 1.0,
        seed: 7,
        practice: false,
        observer: None,
        people: vec![Person {
            name: "Ada".to_owned(),
            role: Some("ic".to_owned()),
        }],
    }
}

/// Reads a script of keys.
pub(crate) fn parse(script: &str) -> Vec<Key> {
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
        "BackTab" => Key::BACK_TAB,
        "Up" => Key::UP,
        "Down" => Key::DOWN,
        "Left" => Key::LEFT,
        "Right" => Key::RIGHT,
        "PgUp" => Key::PAGE_UP,
        "PgDn" => Key::PAGE_DOWN,
        "Home" => Key::HOME,
        "End" => Key::END,
        "Backspace" => Key::BACKSPACE,
        "Delete" => Key::DELETE,
        "F5" => Key::F5,
        "F12" => Key::F12,
        _ => {
            let c = name.strip_prefix("C-").and_then(|rest| rest.chars().next());
            Key::ctrl(c.unwrap_or_else(|| panic!("no key is called {name}")))
        }
    }
}
