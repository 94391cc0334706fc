//! The rig of the library: scenarios and exercises that are made up, and keys from a script.

use std::path::PathBuf;

use blackstart::{
    exercise::{
        ExerciseTime,
        event::{EndReason, Pace},
    },
    report::measures::Timings,
    scenario::{self, model::Outcome},
    ui::{
        Mouse, Theme,
        keymap::Key,
        library::{
            Effect, Facts, Known, Library, Listing, Message, Origin, Past, ScenarioEntry,
            known::Ending, view::view,
        },
        mouse::Deed,
    },
};
use chrono::NaiveDate;
use ratatui::{Terminal, backend::TestBackend, layout::Size};

/// A library under test.
pub(crate) struct Shelf {
    pub(crate) library: Library,
}

impl Shelf {
    /// One in which nothing is.
    pub(crate) fn empty() -> Self {
        Self::with(Vec::new(), Vec::new())
    }

    /// Four scenarios and a broken one.
    pub(crate) fn new() -> Self {
        let mut scenarios: Vec<_> = (0..4).map(entry).collect();
        scenarios.push(ScenarioEntry {
            scenario: Known::Broken("3:7: there is no role `lega`".to_owned()),
            ..named("broken")
        });
        Self::with(scenarios, Vec::new())
    }

    /// So many of each; nothing is known of the exercises but their names.
    pub(crate) fn of(n_scenarios: u64, n_exercises: u32) -> Self {
        let scenarios = (0..n_scenarios).map(entry).collect();
        Self::with(scenarios, (0..n_exercises).map(past).collect())
    }

    /// One exercise of every kind.
    pub(crate) fn played() -> Self {
        let mut exercises: Vec<_> = (0..6).map(past).collect();
        let facts = |outcome: Option<Outcome>, is_practice| {
            Known::Read(Box::new(facts(outcome, is_practice)))
        };
        exercises[0].facts = facts(Some(Outcome::Success), false);
        exercises[1].facts = facts(Some(Outcome::Failure), true);
        exercises[2].facts = facts(Some(Outcome::Mixed), false);
        exercises[3].facts = Known::Broken("line 3 does not continue the chain".to_owned());
        exercises[4].facts = facts(None, false);
        for (exercise, is_open) in exercises.iter_mut().zip([false, false, false, false, true]) {
            exercise.is_open = Some(is_open);
        }
        Self::with(vec![entry(0)], exercises)
    }

    fn with(scenarios: Vec<ScenarioEntry>, exercises: Vec<Past>) -> Self {
        let mut library = Library::new(Theme::dark(), Pace::Real, Size::new(80, 24));
        library.update(Message::Listed(Listing {
            today: today(),
            scenarios,
            exercises,
            folder: PathBuf::from("data/scenarios"),
        }));
        Self { library }
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
        let keys = parse(script);
        let effects = keys.into_iter().map(|key| self.send(Message::Key(key)));
        effects.last().unwrap_or_default()
    }

    /// Clicks on the first place at which the screen says `text`, or turns the wheel there.
    pub(crate) fn mouse(&mut self, text: &str, deed: Deed) -> Vec<Effect> {
        let screen = self.screen();
        let mut lines = screen.lines().enumerate();
        let (row, column) = lines
            .find_map(|(row, line)| Some((row, line[..line.find(text)?].chars().count())))
            .unwrap_or_else(|| panic!("{text} is not on the screen:\n{screen}"));
        let place = |n: usize| u16::try_from(n).expect("a screen is small");
        let at = (place(column), place(row)).into();
        self.send(Message::Mouse(Mouse { at, deed }))
    }

    pub(crate) fn send(&mut self, message: Message) -> Vec<Effect> {
        self.library.update(message)
    }

    /// What the terminal shows, without the spaces at the ends of its lines.
    pub(crate) fn screen(&self) -> String {
        let Size { width, height } = self.library.size;
        let backend = TestBackend::new(width, height);
        let mut terminal = Terminal::new(backend).expect("a terminal in memory");
        let drawn = terminal.draw(|frame| view(&self.library, frame));
        drawn.expect("memory does not fail");
        let buffer = terminal.backend().buffer();
        let row = |y| {
            let row: String = (0..width).map(|x| buffer[(x, y)].symbol()).collect();
            row.trim_end().to_owned()
        };
        (0..height).map(row).collect::<Vec<_>>().join("\n")
    }
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).expect("there is such a day")
}

fn named(name: &str) -> ScenarioEntry {
    ScenarioEntry {
        origin: Origin::File(PathBuf::from(format!("data/scenarios/{name}.ron"))),
        name: name.to_owned(),
        stamp: 1,
        scenario: Known::Unread,
    }
}

/// A scenario of ten minutes more than the one before, odd or even, of each level in turn.
fn entry(n: u64) -> ScenarioEntry {
    let level =
        ["Introductory", "Intermediate", "Advanced"][usize::try_from(n % 3).expect("it fits")];
    let tag = ["even", "odd"][usize::try_from(n % 2).expect("it fits")];
    let (service, objective) = if n == 3 {
        ("Web shop", "Decide on a rollback in time")
    } else {
        ("Mail", "Find out who is hurt")
    };
    let text = format!(
        r#"Scenario(format: 1, id: "drill-{n}", title: "Drill {n}", level: {level},
            summary: "The number {n} of many: **something** fails, and nobody knows why.",
            length: "{}m", scale: 2, tags: ["{tag}"], marking: "TLP:CLEAR",
            based_on: [(name: "An outage", date: "2021-06-08")],
            roles: [(id: "ic", name: "Incident commander", brief: "You coordinate.")],
            objectives: [(id: "hurt", title: "{objective}")],
            services: [(id: "shop", name: "{service}", rto: "1h")],
            claims: [(id: "backup", text: "There is a backup.", truth: "There is none.")],
            injects: [(id: "page", when: At("1m"), channel: Page, title: "All is red",
                       truth: FalseLead)],
            decisions: [(id: "move", when: At("2m"), prompt: "Move, or wait?",
                         options: [(id: "go", label: "Move", verdict: Good),
                                   (id: "wait", label: "Wait", verdict: Poor)])],
            endings: [(id: "end", title: "It is over", outcome: Mixed, otherwise: true)])"#,
        (n + 1) * 20
    );
    let (scenario, problems) = scenario::load(&text);
    let scenario = scenario.unwrap_or_else(|| panic!("{problems:?}"));
    ScenarioEntry {
        scenario: Known::Read(scenario.into()),
        ..named(&format!("drill-{n}"))
    }
}

/// An exercise of the scenario with that number, a day before the one before.
fn past(n: u32) -> Past {
    let day = today() - chrono::Duration::days(i64::from(n) + 1);
    let id = format!("{day}-0912{:02}-drill-{n}", n % 60);
    Past::of(PathBuf::from(format!("data/exercises/{id}")), id)
}

fn facts(outcome: Option<Outcome>, is_practice: bool) -> Facts {
    let ended = outcome.map(|outcome| Ending {
        reached: Some(("It is over".to_owned(), outcome)),
        at: ExerciseTime::from_ms(2_280_000),
        why: EndReason::Reached,
    });
    Facts {
        scenario: "drill-0".to_owned(),
        title: "Drill 0".to_owned(),
        marking: Some("TLP:AMBER".to_owned()),
        is_practice,
        seed: 7,
        speed: 2.0,
        ended,
        position: ExerciseTime::from_ms(2_280_000),
        timings: Timings {
            acknowledged_ms: Some(60_000),
            mitigated_ms: Some(1_860_000),
            ..Timings::default()
        },
        bad_minutes: Some(12.4),
        n_decided: 1,
        n_asked: 2,
        people: vec![("Ana".to_owned(), Some("Incident commander".to_owned()))],
        open_actions: vec!["Test the restore every month".to_owned()],
    }
}

/// Reads a script of keys: letters as they are, others as `<Enter>`, `<Down>`, `<C-u>`.
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
        "Up" => Key::UP,
        "Down" => Key::DOWN,
        "Left" => Key::LEFT,
        "Right" => Key::RIGHT,
        "Tab" => Key::TAB,
        "PgDn" => Key::PAGE_DOWN,
        "End" => Key::END,
        "C-u" => Key::ctrl('u'),
        _ => panic!("no key is called {name}"),
    }
}
