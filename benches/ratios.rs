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

use serde_json::Value;

use blackstart::{
    exercise::{
        State, Timed,
        event::{Mode, Pace, ScenarioText, Started},
    },
    fuzz::{item::Items, plan::Plan, sprint::Sprint, witness::Witness},
    journal::{self, sha256_hex},
    rehearsal::{self, Policy},
    scenario::{self, Scenario},
    shell::ledger::{FileLedger, Ledger, MemoryLedger},
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
            text: text.to_owned(),
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
