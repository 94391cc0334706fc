//! How long things take, as ratios to a floor measured in the same run: machines differ, ratios less.
//!
//! `cargo bench` prints a row each; it judges nothing.

use std::{
    fs::File,
    hint::black_box,
    io::{Write, stdout},
    sync::Arc,
    time::Duration,
};

use ratatui::{
    Frame, Terminal,
    backend::TestBackend,
    layout::{Constraint, Layout, Size},
    widgets::{Block, List, ListState, Paragraph, Wrap},
};
use serde_json::Value;

use blackstart::{
    exercise::{
        Playing, RunTime, State, Timed,
        event::{Mode, Pace, ScenarioText, Started},
    },
    fuzz::{item::Items, plan::Plan, sprint::Sprint, witness::Witness},
    journal::{self, sha256_hex},
    rehearsal::{self, Policy},
    scenario::{self, Scenario},
    shell::ledger::{FileLedger, Ledger, MemoryLedger},
    ui::{App, Message, Opening, Theme, keymap::Key, view},
};

/// What all of it is measured with.
const REGION_LOSS: &str = include_str!("../scenarios/region-loss.ron");

fn main() {
    let text = REGION_LOSS;
    let scenario = Arc::new(
        scenario::load(text)
            .0
            .expect("the built-in scenario can be played"),
    );
    let happened = rehearse(&scenario, text);
    let journal = write(&scenario, happened.clone());
    say(format_args!(
        "{:<50} {:>12} {:>12} {:>8}",
        "what, and its floor", "floor", "ours", "ratio"
    ));
    row(
        "load a scenario / parse its RON to a value",
        || ron::from_str::<ron::Value>(text),
        || scenario::load(text),
    );
    row(
        "play it through / fold the same events",
        || fold(&scenario, &happened),
        || rehearse(&scenario, text),
    );
    let plan = Plan::of(&scenario).expect("it has few rows");
    let items = Items::of(&scenario);
    let mut sprint = Sprint::over(&plan);
    let mut witness = Witness::of(&scenario, &items);
    let mut seed = 0;
    row(
        "fuzz it once, counting all / fold a play's events",
        || fold(&scenario, &happened),
        || {
            seed += 1;
            witness.begin();
            sprint.play(Policy::Random, seed, &[], &mut witness)
        },
    );
    row(
        "read its journal / parse its lines as JSON",
        || {
            journal
                .lines()
                .map(serde_json::from_str)
                .collect::<Result<Vec<Value>, _>>()
        },
        || journal::read(journal.as_bytes()),
    );
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut bare = File::create(folder.path().join("plain")).expect("a file in it");
    let mut ledger =
        FileLedger::create(folder.path(), Arc::clone(&scenario)).expect("a ledger in it");
    let line = journal.lines().last().expect("a journal has lines");
    let event = happened.last().expect("an exercise has events");
    row(
        "record an event / write and sync its line",
        || {
            bare.write_all(line.as_bytes())
                .and_then(|()| bare.sync_data())
        },
        || ledger.append(vec![event.clone()]),
    );
    frames(&journal);
}

/// What a frame of the facilitator's screen costs, on a terminal that shows everything at once.
fn frames(journal: &str) {
    let mut list = ListState::default().with_selected(Some(0));
    let mut draw_least = screen();
    let mut least = move || {
        list.select_next();
        draw_least
            .draw(|frame| least_view(&mut list, frame))
            .expect("a test's terminal takes all")
            .area
    };
    let mut app = leading(journal);
    let mut draw = screen();
    let mut frame = |app: &App| {
        let shown = draw.draw(|frame| view::view(app, frame));
        shown.expect("a test's terminal takes all").area
    };
    let mut keys = ['j', 'k'].into_iter().cycle();
    row(
        "draw a frame after a key / a list of 500 rows",
        &mut least,
        || {
            let key = keys.next().expect("they go round");
            app.update(app.now, Message::Key(Key::char(key)));
            frame(&app)
        },
    );
    row(
        "draw a frame a second later / a list of 500 rows",
        &mut least,
        || {
            app.now = RunTime::from_ms(app.now.as_ms() + 1000);
            frame(&app)
        },
    );
}

const ROOM: Size = Size::new(200, 60);

fn screen() -> Terminal<TestBackend> {
    Terminal::new(TestBackend::new(ROOM.width, ROOM.height)).expect("a test's terminal opens")
}

/// The app of whoever leads, in the middle of an exercise.
fn leading(journal: &str) -> App {
    let n_lines = journal.lines().count();
    let lines: Vec<_> = journal.lines().take(n_lines / 2).collect();
    let journal = journal::read((lines.join("\n") + "\n").as_bytes()).expect("half is whole");
    let mut playing = Playing::of(journal.exercise);
    let position = playing.clock_at(RunTime::default());
    playing.go_on_from(RunTime::default(), position);
    let notices = Vec::new();
    App::new(playing, Opening::Resumed { notices }, Theme::dark(), ROOM)
}

/// About the least that a program with a list and a text shows.
fn least_view(state: &mut ListState, frame: &mut Frame<'_>) {
    let halves = Layout::horizontal([Constraint::Fill(1), Constraint::Fill(1)]);
    let [left, right] = halves.areas(frame.area());
    let items = (0..500).map(|n| format!("{n:03} decision option number {n}"));
    let list = List::new(items)
        .block(Block::bordered())
        .highlight_symbol("> ");
    frame.render_stateful_widget(list, left, state);
    let text = "The primary region stops answering. ".repeat(24);
    let text = Paragraph::new(text).wrap(Wrap { trim: true });
    frame.render_widget(text.block(Block::bordered()), right);
}

/// Prints a line.
fn say(line: std::fmt::Arguments<'_>) {
    writeln!(stdout(), "{line}").expect("standard output is open");
}

/// Times both in turn, and prints the medians and their ratio.
fn row<A, B>(what: &str, mut floor: impl FnMut() -> A, mut ours: impl FnMut() -> B) {
    const ROUNDS: usize = 101;
    let mut times: [Vec<Duration>; 2] = Default::default();
    for _ in 0..ROUNDS {
        times[0].push(time(&mut floor));
        times[1].push(time(&mut ours));
    }
    let [floor, ours] = times.map(|mut times| {
        times.sort();
        times[ROUNDS / 2].as_secs_f64() * 1e6
    });
    say(format_args!(
        "{what:<50} {floor:>9.1} µs {ours:>9.1} µs {:>8.2}",
        ours / floor
    ));
}

#[expect(clippy::disallowed_methods, reason = "this measures real time")]
fn time<T>(work: &mut impl FnMut() -> T) -> Duration {
    let begun = std::time::Instant::now();
    black_box(work());
    begun.elapsed()
}

fn rehearse(scenario: &Scenario, text: &str) -> Vec<Timed> {
    let started = Started {
        format: journal::FORMAT,
        exercise: "bench".to_owned(),
        program: String::new(),
        scenario: ScenarioText {
            id: scenario.id.clone(),
            title: scenario.title.clone(),
            sha256: sha256_hex(text),
            text: text.to_owned().into(),
        },
        mode: Mode::Facilitated,
        pace: Pace::Real,
        speed: 1.0,
        seed: 0,
        practice: true,
        observer: None,
        people: Vec::new(),
    };
    rehearsal::play(scenario, started, Policy::Best, &[]).happened
}

fn fold(scenario: &Scenario, happened: &[Timed]) -> State {
    let mut state = State::new(scenario);
    for Timed { clock, event } in happened {
        state.apply(scenario, *clock, event);
    }
    state
}

fn write(scenario: &Arc<Scenario>, happened: Vec<Timed>) -> String {
    let mut ledger = MemoryLedger::new(Arc::clone(scenario));
    ledger.append(happened).expect("memory can be written");
    ledger.text
}
