//! What holds for every scenario, every way to play it and every journal, tried at random.
//!
//! More of it: `PROPTEST_CASES=10000 cargo test --release --test laws`.

mod random;

use std::sync::Arc;

use blackstart::{
    exercise::{
        Command, Event, Exercise, ExerciseTime, Handout, Improvisation, Playing, Record, Recording,
        Reel, RunTime, State, Timed, Who,
        event::{
            Action, ActionKind, ActionState, Answer, ClaimVerdict, Confidence, EndReason, Grounds,
            Mode, ObservationKind, Pace, Part, PauseReason, Person, Rating, Received, ScenarioText,
            Source, Started, UpdateState,
        },
    },
    journal::{self, Damage, Journal, Writer, sha256_hex},
    rehearsal::{self, Policy},
    report,
    scenario::{
        self, Ix, Scenario, Span, Table,
        builtin::BUILTIN,
        model::{Audience, Channel},
    },
    ui::replay::Run,
};
use chrono::{DateTime, Utc};
use proptest::{collection::vec, prelude::*, sample::select};
use random::{config, scenario};

// ---------------------------------------------------------------------------------------------
// A way to play it at random

/// Something that happens while an exercise is played.
#[derive(Debug, Clone)]
enum Step {
    Wait {
        ms: u64,
    },
    /// One of the commands below; its number picks what it is about.
    Ask {
        kind: usize,
        about: usize,
        text: String,
    },
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let ms = prop_oneof![
        (0_u64..4).prop_map(|minutes| minutes * 60_000),
        0_u64..90_000
    ];
    let step = prop_oneof![
        1 => ms.prop_map(|ms| Step::Wait { ms }),
        2 => (0_usize..34, 0_usize..100, "\\PC{0,6}|.{0,4}")
            .prop_map(|(kind, about, text)| Step::Ask { kind, about, text }),
    ];
    vec(step, 0..25)
}

fn pick<T>(table: &Table<T>, about: usize) -> Ix<T> {
    Ix::new(about % table.len())
}

fn command(
    scenario: &Scenario,
    clock: ExerciseTime,
    kind: usize,
    about: usize,
    text: &str,
) -> Command {
    let inject = pick(&scenario.injects, about);
    let decision = pick(&scenario.decisions, about);
    let text = text.to_owned();
    let later = |minutes: usize| ExerciseTime::from_ms(clock.as_ms() + minutes as u64 % 5 * 60_000);
    match kind {
        0 | 1 => Command::Fire(inject),
        2 => Command::Skip { inject, why: text },
        3 => Command::HoldBack {
            inject,
            until: (about.is_multiple_of(2)).then(|| later(about)),
        },
        4 | 5 => Command::Acknowledge(inject.into()),
        6 => {
            let id = format!("improvised-{}", about % 4);
            Command::Acknowledge(Received::Improvised(id))
        }
        7..=10 => Command::Answer {
            decision,
            answer: match about % 5 {
                0 => Answer::Other(text),
                n => Answer::Option(Ix::new(n % 2)),
            },
            grounds: Grounds {
                rationale: (about.is_multiple_of(3)).then(|| "because".to_owned()),
                confidence: (about.is_multiple_of(4)).then_some(Confidence::Low),
                dissent: vec!["Ben".to_owned(); about % 2],
            },
        },
        11 | 12 => Command::Tick(pick(&scenario.tasks, about)),
        13 => Command::Declare { severity: text },
        14 => Command::Post {
            audience: [Audience::Internal, Audience::Public, Audience::Executive][about % 3],
            state: UpdateState::ALL[about % UpdateState::ALL.len()],
            text,
            next: None,
        },
        15 => Command::Observe {
            kind: ObservationKind::ALL[about % ObservationKind::ALL.len()],
            text,
            about: (about.is_multiple_of(2)).then(|| "i0".to_owned()),
            begun: (about.is_multiple_of(3)).then(|| ExerciseTime::from_ms(about as u64 * 1000)),
        },
        16 => Command::Judge {
            claim: pick(&scenario.claims, about),
            verdict: ClaimVerdict::ALL[about % ClaimVerdict::ALL.len()],
            evidence: (about.is_multiple_of(2)).then_some(text),
        },
        17 => Command::Assign {
            role: pick(&scenario.roles, about),
            person: text,
        },
        18 => Command::Pause(PauseReason::Hand),
        19 | 20 => Command::Resume,
        21 => Command::SetSpeed([0.5, 1.0, 7.3, 60.0][about % 4]),
        22 => Command::Jump { to: later(about) },
        23 => Command::Improvise(Improvisation {
            channel: Channel::ALL[about % Channel::ALL.len()],
            sender: text.clone(),
            recipients: vec!["all".to_owned()],
            title: text.clone(),
            body: text,
        }),
        24 => Command::Extend {
            decision,
            by: Span::from_minutes(about as u64 % 7),
        },
        25 => Command::Leave { person: text },
        26 => Command::Return { person: text },
        27 => Command::Correct {
            entry: about as u64 % 30,
            part: Part::ALL[about % 2],
            text,
        },
        28 => Command::Withdraw {
            entry: about as u64 % 30,
        },
        29 => Command::Rewind {
            to_seq: about as u64 % 40,
        },
        30 if about.is_multiple_of(4) => Command::RealIncident,
        _ => Command::Undo,
    }
}

/// Whether this entry stands alone: undoing it, and nothing else, takes it back.
fn is_undone_alone(command: &Command) -> bool {
    !matches!(
        command,
        Command::Pause(_)
            | Command::Resume
            | Command::SetSpeed(_)
            | Command::Undo
            | Command::Rewind { .. }
            // It stops the clock as well.
            | Command::RealIncident
    )
}

/// An exercise in memory under a clock that is wound by hand.
#[derive(Clone)]
struct Stage {
    playing: Playing,
    writer: Writer,
    text: String,
    now: RunTime,
}

fn load(text: &str) -> Arc<Scenario> {
    let (scenario, problems) = scenario::load(text);
    Arc::new(scenario.unwrap_or_else(|| panic!("{problems:?}")))
}

fn start(text: &str, scenario: &Scenario, seed: u64, pace: Pace) -> Started {
    Started {
        format: journal::FORMAT,
        exercise: "law".to_owned(),
        program: "0".to_owned(),
        scenario: ScenarioText {
            id: scenario.id.clone(),
            title: scenario.title.clone(),
            sha256: sha256_hex(text),
            text: text.to_owned().into(),
        },
        mode: Mode::Facilitated,
        pace,
        speed: 1.0,
        seed,
        practice: false,
        observer: None,
        people: vec![Person {
            name: "Ana".to_owned(),
            role: Some("ic".to_owned()),
        }],
    }
}

fn ts() -> DateTime<Utc> {
    DateTime::from_timestamp_millis(1_772_546_400_250).expect("it is a time")
}

impl Stage {
    fn new(text: &str, seed: u64, pace: Pace) -> Self {
        let scenario = load(text);
        let started = start(text, &scenario, seed, pace);
        let mut stage = Self {
            playing: Playing::of(Exercise::new(scenario)),
            writer: Writer::default(),
            text: String::new(),
            now: RunTime::default(),
        };
        let event = Event::Started(Box::new(started));
        stage.record(vec![Timed {
            clock: ExerciseTime::START,
            event,
        }]);
        stage.settle();
        stage
    }

    /// Goes on from what a journal has, as resuming does.
    fn resume(journal: Journal, text: &str) -> Self {
        let mut text = text[..journal.whole_len].to_owned();
        if journal.lacks_newline {
            text.push('\n');
        }
        let mut stage = Self {
            playing: Playing::of(journal.exercise),
            writer: journal.writer,
            text,
            now: RunTime::default(),
        };
        let cut_off = stage.playing.cut_off(None);
        stage.record(cut_off.into_iter().collect());
        stage.settle();
        stage
    }

    fn record(&mut self, happened: Vec<Timed>) {
        for timed in happened {
            let scenario = self.playing.exercise.scenario().clone();
            let record = self.writer.record(ts(), timed);
            let line = self.writer.line(&scenario, &record);
            self.text.push_str(&line);
            self.playing.recorded(self.now, record);
        }
    }

    fn settle(&mut self) {
        let due = self.playing.due(self.now);
        self.record(due);
        let more = self.playing.due(self.now);
        assert!(more.is_empty(), "time has acted already: {more:?}");
    }

    fn wait(&mut self, ms: u64) {
        self.now = RunTime::from_ms(self.now.as_ms() + ms);
        self.settle();
    }

    fn clock(&self) -> ExerciseTime {
        self.playing.clock_at(self.now)
    }

    /// Whether the command was followed.
    fn ask(&mut self, command: Command) -> bool {
        match self
            .playing
            .decide(self.now, command, Who::Person("Ana".to_owned()))
        {
            Ok(happened) => {
                self.record(happened);
                self.settle();
                true
            }
            Err(_) => false,
        }
    }

    fn play(mut self, steps: &[Step]) -> Self {
        for step in steps {
            match step {
                Step::Wait { ms } => self.wait(*ms),
                Step::Ask { kind, about, text } => {
                    let command = command(
                        self.playing.exercise.scenario(),
                        self.clock(),
                        *kind,
                        *about,
                        text,
                    );
                    self.ask(command);
                }
            }
        }
        self
    }

    fn state(&self) -> &State {
        self.playing.exercise.state()
    }

    fn records(&self) -> &[Record] {
        self.playing.exercise.records()
    }
}

fn pace() -> impl Strategy<Value = Pace> {
    prop_oneof![3 => Just(Pace::Real), 1 => Just(Pace::Manual)]
}

fn read(text: &str) -> Journal {
    journal::read(text.as_bytes()).expect("it was written a moment ago")
}

/// What may differ between a replay and what was lived: observations stand where they were begun,
/// and whether and how the clock ran, which a rewind leaves as it is, is not replayed. That an inject
/// waits for the hand is noted when something is recorded, and an observation is recorded later.
fn as_replayed(state: &State) -> State {
    let mut state = state.clone();
    state
        .observations
        .sort_by_key(|it| (it.at, it.text.clone()));
    (state.paused, state.speed) = (None, 1.0);
    (state.now, state.position) = (ExerciseTime::START, ExerciseTime::START);
    let injects: Vec<_> = state.injects.entries().map(|(inject, _)| inject).collect();
    for inject in injects {
        state.injects[inject].awaits_hand = false;
    }
    state
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_replay_shows_every_moment_as_it_was(
        text in scenario(), steps in steps(), seed in any::<u64>(), pace in pace()
    ) {
        let mut stage = Stage::new(&text, seed, pace);
        let mut lived = vec![(stage.clock(), as_replayed(stage.state()))];
        for step in &steps {
            // What changes the past changes what is replayed of it.
            if matches!(step, Step::Ask { kind: 27.., .. }) {
                continue;
            }
            let n_before = stage.records().len();
            stage = stage.play(std::slice::from_ref(step));
            // What comes later belongs to its own instant: to one that has not passed, and where an
            // observation was begun before, to one that has.
            let added = stage.records()[n_before..].iter().map(|it| it.clock);
            let earliest = added.chain([stage.clock()]).min().expect("the clock is one");
            lived.retain(|(at, _)| *at < earliest);
            let clock = stage.clock();
            lived.push((clock, as_replayed(stage.state())));
        }
        let mut reel = Reel::of(Recording::of(&stage.playing.exercise, Vec::new()));
        // From the last to the first and on again.
        for (clock, state) in lived.iter().rev().chain(&lived) {
            reel.wind_to(*clock);
            prop_assert_eq!(&as_replayed(reel.exercise().state()), state);
        }
    }

    #[test]
    fn a_replay_ends_as_the_exercise_did_whatever_was_taken_back(
        text in scenario(), steps in steps(), seed in any::<u64>(), pace in pace()
    ) {
        let stage = Stage::new(&text, seed, pace).play(&steps);
        let recording = Recording::of(&stage.playing.exercise, Vec::new());
        let replayed = recording.after(recording.records().len());
        prop_assert_eq!(as_replayed(replayed.state()), as_replayed(stage.state()));
    }

    #[test]
    fn the_journal_alone_rebuilds_the_state(
        text in scenario(), steps in steps(), seed in any::<u64>(), pace in pace()
    ) {
        let stage = Stage::new(&text, seed, pace).play(&steps);
        let journal = read(&stage.text);
        prop_assert_eq!(journal.exercise.records(), stage.records());
        prop_assert_eq!(journal.exercise.state(), stage.state());
        prop_assert_eq!(journal.writer, stage.writer);
    }

    #[test]
    fn the_same_scenario_seed_and_commands_give_the_same_journal(
        text in scenario(), steps in steps(), seed in any::<u64>(), pace in pace()
    ) {
        let play = || Stage::new(&text, seed, pace).play(&steps).text;
        prop_assert_eq!(play(), play());
    }

    #[test]
    fn everything_comes_at_most_once_and_in_the_order_of_the_clock(
        text in scenario(), steps in steps(), seed in any::<u64>(), pace in pace()
    ) {
        let stage = Stage::new(&text, seed, pace).play(&steps);
        let standing = stage.playing.exercise.standing();
        let firings: Vec<_> = standing.iter().filter_map(|record| firing(&record.event)).collect();
        for (n, it) in firings.iter().enumerate() {
            prop_assert!(!firings[..n].contains(it), "{it} came twice");
        }
        let clocks: Vec<_> = standing
            .iter()
            // An undo has the time of the room, an observation that at which it was begun.
            .filter(|record| !matches!(record.event, Event::Rewound { .. } | Event::Observed { .. }))
            .map(|record| record.clock)
            .collect();
        prop_assert!(clocks.is_sorted(), "{clocks:?}");
    }

    #[test]
    fn a_jump_is_a_wait_that_takes_no_time(
        text in scenario(), before in steps(), seed in any::<u64>(), pace in pace(),
        waits in vec(0_u64..200_000, 1..12)
    ) {
        let stage = Stage::new(&text, seed, pace).play(&before);
        let (mut waiting, mut jumping) = (stage.clone(), stage);
        waiting.ask(Command::Resume);
        waiting.ask(Command::SetSpeed(1.0));
        jumping.ask(Command::Resume);
        jumping.ask(Command::SetSpeed(1.0));
        let to = ExerciseTime::from_ms(jumping.clock().as_ms() + waits.iter().sum::<u64>());
        let n_before = waiting.records().len();
        for ms in waits {
            waiting.wait(ms);
        }
        jumping.ask(Command::Jump { to });
        let happened = |stage: &Stage| -> Vec<(ExerciseTime, Event)> {
            stage.records()[n_before..]
                .iter()
                .filter(|record| !matches!(record.event, Event::Jumped { .. }))
                .map(|record| (record.clock, record.event.clone()))
                .collect()
        };
        prop_assert_eq!(happened(&waiting), happened(&jumping));
        prop_assert_eq!(waiting.clock(), jumping.clock());
    }

    #[test]
    fn undo_goes_back_to_where_it_was_and_the_same_entry_leads_to_the_same_place(
        text in scenario(), before in steps(), seed in any::<u64>(), pace in pace(),
        kind in 0_usize..34, about in 0_usize..100
    ) {
        let mut stage = Stage::new(&text, seed, pace).play(&before);
        let command = command(stage.playing.exercise.scenario(), stage.clock(), kind, about, "words");
        let (state_before, clock_before) = (stage.state().clone(), stage.clock());
        if !is_undone_alone(&command) || !stage.ask(command.clone()) {
            return Ok(());
        }
        let (state_after, clock_after) = (stage.state().clone(), stage.clock());
        prop_assert!(stage.ask(Command::Undo));
        prop_assert_eq!(stage.clock(), clock_before);
        // Where the clock stood when it was last set is no part of where the exercise stands.
        let settled = |state: &State| State { position: state.now, ..state.clone() };
        prop_assert_eq!(settled(stage.state()), settled(&state_before));
        prop_assert!(stage.ask(command));
        prop_assert_eq!(stage.clock(), clock_after);
        prop_assert_eq!(settled(stage.state()), settled(&state_after));
    }

    #[test]
    fn a_tick_that_is_taken_back_alone_leaves_nothing_due_but_its_own_limit(
        text in scenario(), steps in steps(), seed in any::<u64>(), pace in pace()
    ) {
        let stage = Stage::new(&text, seed, pace).play(&steps);
        for record in stage.playing.exercise.standing() {
            let Event::TaskDone { task: ticked, .. } = record.event else {
                continue;
            };
            let mut stage = stage.clone();
            let (withdraw, who) = (Command::Withdraw { entry: record.seq }, Who::Person("Ana".to_owned()));
            let Ok(withdrawn) = stage.playing.decide(stage.now, withdraw, who) else {
                continue;
            };
            stage.record(withdrawn);
            prop_assert!(stage.state().tasks[ticked].done.is_none());
            for due in stage.playing.due(stage.now) {
                let is_its_limit = matches!(due.event, Event::TaskMissed { task, .. } if task == ticked);
                prop_assert!(is_its_limit, "{due:?}");
            }
        }
    }

    #[test]
    fn a_journal_that_was_cut_anywhere_keeps_what_was_whole_and_goes_on(
        text in scenario(), steps in steps(), more in steps(), seed in any::<u64>(), pace in pace(),
        cut in any::<prop::sample::Index>()
    ) {
        let stage = Stage::new(&text, seed, pace).play(&steps);
        let cut = cut.index(stage.text.len() + 1);
        let prefix = &stage.text.as_bytes()[..cut];
        // A line is whole with all but its newline too.
        let ends = stage.text.match_indices('\n').map(|(at, _)| at);
        let n_whole = ends.filter(|end| *end <= cut).count();
        match journal::read(prefix) {
            Err(damage) => {
                prop_assert_eq!(n_whole, 0, "{}", damage);
            }
            Ok(journal) => {
                prop_assert_eq!(journal.exercise.records(), &stage.records()[..n_whole]);
                prop_assert_eq!(journal.whole_len + journal.torn_len, cut);
                let resumed = Stage::resume(journal, &stage.text).play(&more);
                let journal = read(&resumed.text);
                prop_assert_eq!(journal.torn_len, 0);
                prop_assert_eq!(&journal.exercise.records()[..n_whole], &stage.records()[..n_whole]);
                prop_assert_eq!(journal.exercise.state(), resumed.state());
            }
        }
    }

    #[test]
    fn a_changed_byte_shows(
        text in scenario(), steps in steps(), at in any::<prop::sample::Index>(), mask in 1_u8..
    ) {
        let stage = Stage::new(&text, 0, Pace::Real).play(&steps);
        let mut bytes = stage.text.clone().into_bytes();
        let at = at.index(bytes.len());
        bytes[at] ^= mask;
        match journal::read(&bytes) {
            Err(_) => {}
            // Without its newline the last line looks as if it had been torn.
            Ok(journal) => {
                prop_assert_eq!(at, bytes.len() - 1, "the change did not show");
                let n_records = stage.records().len();
                prop_assert_eq!(journal.exercise.records(), &stage.records()[..n_records - 1]);
                prop_assert!(journal.torn_len > 0);
            }
        }
    }

    #[test]
    fn a_removed_a_doubled_and_a_moved_line_show(
        text in scenario(), steps in steps(), at in any::<prop::sample::Index>()
    ) {
        let stage = Stage::new(&text, 0, Pace::Real).play(&steps);
        let lines: Vec<_> = stage.text.split_inclusive('\n').collect();
        // Not the first line, and not the last.
        let inner = lines.len().saturating_sub(2);
        if inner == 0 {
            return Ok(());
        }
        let at = 1 + at.index(inner);
        let (before, after) = (lines[..at].concat(), lines[at + 1..].concat());
        let (line, next) = (lines[at], lines[at + 1]);
        let rest = lines[at + 2..].concat();
        for changed in [
            format!("{before}{after}"),
            format!("{before}{line}{line}{after}"),
            format!("{before}{next}{line}{rest}"),
            format!("{line}{before}{after}"),
        ] {
            prop_assert!(journal::read(changed.as_bytes()).is_err());
        }
    }

    #[test]
    fn no_bytes_make_reading_panic(bytes in vec(any::<u8>(), 0..400), line in ".{0,80}") {
        prop_assert!(journal::read(&bytes).is_err());
        prop_assert!(journal::read(line.as_bytes()).is_err());
    }

    #[test]
    fn every_event_survives_its_line(texts in vec(".{0,12}", 6), n in any::<u32>(), x in 0.001_f64..1000.0) {
        let Stage { playing, mut writer, mut text, .. } =
            Stage::new(include_str!("data/everything.ron"), n.into(), Pace::Real);
        let scenario = playing.exercise.scenario();
        let mut records = playing.exercise.records().to_vec();
        let clock = ExerciseTime::from_ms(u64::from(n));
        for event in every_event(&texts, n, x, records.len() as u64) {
            let record = writer.record(ts(), Timed { clock, event });
            let line = writer.line(scenario, &record);
            records.push(record);
            text.push_str(&line);
        }
        let journal = journal::read(text.as_bytes());
        let journal = journal.map_err(|damage| TestCaseError::fail(damage.to_string()))?;
        prop_assert_eq!(journal.exercise.records(), records);
    }

    #[test]
    fn every_rehearsal_ends_and_plays_the_same_again(
        text in scenario(), seed in any::<u64>(),
        policy in select(vec![Policy::Best, Policy::Worst, Policy::Random, Policy::Silent, Policy::Wild])
    ) {
        let scenario = load(&text);
        let play = || {
            let started = start(&text, &scenario, seed, Pace::Real);
            rehearsal::play(&scenario, started, policy, &[]).happened
        };
        let happened = play();
        prop_assert_eq!(&happened, &play());
        let ended = happened.last().map(|timed| &timed.event);
        let has_ended = matches!(ended, Some(Event::Ended { .. }));
        prop_assert!(has_ended, "it ends with {ended:?}");
        // The records alone lead to the same end, with nothing left that time should have caused.
        let mut exercise = Exercise::new(Arc::clone(&scenario));
        let mut writer = Writer::default();
        for timed in happened {
            if exercise.state().now < timed.clock {
                let before = ExerciseTime::from_ms(timed.clock.as_ms() - 1);
                let left_out = exercise.due(before);
                prop_assert!(left_out.is_empty(), "{left_out:?}");
            }
            exercise.apply(writer.record(ts(), timed));
        }
    }

    #[test]
    fn a_report_of_any_journal_is_the_same_twice(
        text in scenario(), steps in steps(), seed in any::<u64>(), pace in pace()
    ) {
        let stage = Stage::new(&text, seed, pace).play(&steps);
        let (once, again) = (read(&stage.text), read(&stage.text));
        let none = journal::Observers::default();
        prop_assert_eq!(report::json(&once, &none), report::json(&again, &none));
        prop_assert_eq!(report::markdown(&once, &none), report::markdown(&again, &none));
    }

    #[test]
    fn records_in_an_order_that_cannot_be_bring_nothing_down(
        order in vec((0_usize..52, prop_oneof![4 => Just(None), 1 => any::<u64>().prop_map(Some)]), 0..90)
    ) {
        // Whoever writes a chain can write any journal that is well formed.
        let whole = journal::read(include_bytes!("data/journal-format-1.jsonl"));
        let whole = whole.expect("it is whole").exercise;
        let (scenario, records) = (whole.scenario(), whole.records());
        let mut writer = Writer::default();
        let mut text = String::new();
        for (n, clock) in [(0, None)].into_iter().chain(order) {
            let record = &records[n % records.len()];
            let is_first = matches!(record.event, Event::Started(_));
            let n_lines = text.lines().count() as u64;
            let is_ahead =
                matches!(record.event, Event::Rewound { to_seq } if to_seq >= n_lines);
            if text.is_empty() != is_first || is_ahead {
                continue;
            }
            let clock = clock.map_or(record.clock, ExerciseTime::from_ms);
            let event = record.event.clone();
            let record = writer.record(ts(), Timed { clock, event });
            text += &writer.line(scenario, &record);
        }
        let journal = read(&text);
        let none = journal::Observers::default();
        report::json(&journal, &none);
        report::markdown(&journal, &none);
        let run = Run::of("it", &journal.exercise, Vec::new());
        for n in 0..=run.reel.recording().records().len() {
            let exercise = run.reel.recording().after(n);
            Handout::of(&exercise, exercise.state().now);
        }
    }
}

#[test]
fn every_built_in_scenario_is_rehearsed_to_an_end_by_everybody() {
    for builtin in BUILTIN {
        let scenario = load(builtin.text);
        for policy in [Policy::Best, Policy::Worst, Policy::Random, Policy::Silent] {
            for seed in 0..5 {
                let started = start(builtin.text, &scenario, seed, Pace::Real);
                let happened = rehearsal::play(&scenario, started, policy, &[]).happened;
                let ended = &happened.last().expect("it began").event;
                assert!(
                    matches!(
                        ended,
                        Event::Ended {
                            ending: Some(_),
                            ..
                        }
                    ),
                    "{} by {policy:?} with {seed} ends with {ended:?}",
                    builtin.id
                );
            }
        }
    }
}

#[test]
fn a_journal_of_format_1_opens_for_ever() {
    let bytes = include_bytes!("data/journal-format-1.jsonl");
    let journal = journal::read(bytes).expect("an older format is read for ever");
    assert_eq!(journal.torn_len, 0);
    assert_eq!(
        journal.exercise.records().len(),
        bytes.split(|byte| *byte == b'\n').count() - 1
    );
    // What it amounted to when it was written, it amounts to today.
    let (scenario, state) = (journal.exercise.scenario(), journal.exercise.state());
    let ended = state.ended.as_ref().expect("it has ended");
    assert_eq!(ended.at, ExerciseTime::from_ms(15 * 60_000));
    assert_eq!(ended.why, EndReason::Reached);
    assert_eq!(ended.ending, scenario.endings.find("calm"));
    let decided = &state.decisions[Ix::new(0)];
    let made = decided
        .made
        .as_ref()
        .expect("it was answered again after the undo");
    assert_eq!(made.at, ExerciseTime::from_ms(450_000));
    assert_eq!(made.grounds.dissent, ["Ben", "Cleo"]);
    assert_eq!(
        decided.landed,
        Some(ExerciseTime::from_ms(450_000 + 3 * 60_000))
    );
    assert!(state.improvised.is_empty(), "it was taken back");
    assert_eq!(state.actions[0].state, ActionState::Done);
    assert!(state.is_closed);
}

#[test]
fn a_newer_format_is_refused_whatever_else_it_holds() {
    for line in [
        r#"{"seq":0,"format":2}"#,
        r#"{"format":3,"event":"begun","what":{}}"#,
    ] {
        let refused = journal::read(line.as_bytes()).map(|_| ());
        assert!(matches!(refused, Err(Damage::Newer(2 | 3))), "{refused:?}");
    }
}

/// What an event makes happen, where that must not happen twice.
fn firing(event: &Event) -> Option<String> {
    let firing = match event {
        Event::PhaseBegun { phase, .. } | Event::PhaseSkipped { phase, .. } => {
            format!("phase {phase:?}")
        }
        Event::InjectDelivered { inject, .. } | Event::InjectSkipped { inject, .. } => {
            format!("inject {inject:?}")
        }
        Event::InjectAcknowledged { inject, .. } => format!("acknowledged {inject:?}"),
        Event::DecisionOpened { decision } | Event::DecisionSkipped { decision } => {
            format!("opened {decision:?}")
        }
        Event::DecisionMade { decision, .. } => format!("made {decision:?}"),
        Event::DecisionExpired { decision, .. } => format!("expired {decision:?}"),
        Event::OutcomeLanded { decision, .. } => format!("landed {decision:?}"),
        Event::ChanceDrawn { source, index, .. } => format!("drawn {source:?} {index}"),
        Event::TaskBegun { task, .. } | Event::TaskSkipped { task, .. } => {
            format!("begun {task:?}")
        }
        Event::TaskDone { task, .. } => format!("done {task:?}"),
        Event::TaskMissed { task, .. } => format!("missed {task:?}"),
        Event::Ended { .. } => "ended".to_owned(),
        _ => return None,
    };
    Some(firing)
}

/// One of every event but `started`, and of the shapes it comes in.
#[expect(clippy::too_many_lines, reason = "a table, an event a row")]
fn every_event(texts: &[String], n: u32, x: f64, next_seq: u64) -> Vec<Event> {
    let text = |at: usize| texts[at % texts.len()].clone();
    let who = Who::from(text(5));
    let (phase, inject, decision, task) = (Ix::new(0), Ix::new(1), Ix::new(0), Ix::new(0));
    let action = Action {
        action: text(0),
        text: text(1),
        kind: ActionKind::Detect,
        owner: Some(text(2)),
        due: Some(text(3)),
        state: ActionState::Done,
    };
    let clock = ExerciseTime::from_ms(u64::from(n));
    vec![
        Event::PhaseBegun {
            phase,
            who: who.clone(),
        },
        Event::PhaseSkipped {
            phase,
            who: Who::Clock,
        },
        Event::InjectDelivered {
            inject,
            who: who.clone(),
        },
        Event::InjectSkipped {
            inject,
            who: who.clone(),
            why: text(0),
        },
        Event::InjectHeldBack {
            inject,
            who: who.clone(),
            until: Some(clock),
        },
        Event::InjectHeldBack {
            inject,
            who: who.clone(),
            until: None,
        },
        Event::InjectAcknowledged {
            inject: inject.into(),
            who: who.clone(),
        },
        Event::InjectAcknowledged {
            inject: Received::Improvised(text(0)),
            who: who.clone(),
        },
        Event::InjectImprovised {
            inject: text(0),
            channel: Channel::StatusPage,
            sender: text(1),
            recipients: vec![text(2), text(3)],
            title: text(3),
            body: text(4),
            who: who.clone(),
        },
        Event::DecisionOpened { decision },
        Event::DecisionMade {
            decision,
            answer: Answer::Option(Ix::new(1)),
            who: who.clone(),
            grounds: Grounds::default(),
        },
        Event::DecisionMade {
            decision,
            answer: Answer::Other(text(0)),
            who: who.clone(),
            grounds: Grounds {
                rationale: Some(text(1)),
                confidence: Some(Confidence::High),
                dissent: vec![text(2), text(3)],
            },
        },
        Event::DecisionExtended {
            decision,
            until: clock,
            who: who.clone(),
        },
        Event::QuestionDiscussed {
            phase: Ix::new(0),
            question: text(1),
            who: who.clone(),
        },
        Event::PersonLeft {
            person: text(0),
            who: who.clone(),
        },
        Event::PersonReturned {
            person: text(0),
            who: who.clone(),
        },
        Event::EntryCorrected {
            entry: 3,
            part: Part::Text,
            text: text(2),
            who: who.clone(),
        },
        Event::EntryCorrected {
            entry: 3,
            part: Part::Answer,
            text: text(2),
            who: who.clone(),
        },
        Event::EntryWithdrawn {
            entry: 3,
            who: who.clone(),
        },
        Event::DecisionExpired {
            decision,
            option: None,
        },
        Event::DecisionExpired {
            decision,
            option: Some(Ix::new(0)),
        },
        Event::DecisionSkipped { decision },
        Event::OutcomeLanded {
            decision,
            option: Ix::new(1),
        },
        Event::ChanceDrawn {
            source: Source::Inject(inject),
            index: 3,
            hit: true,
        },
        Event::ChanceDrawn {
            source: Source::Outcome(decision, Ix::new(1)),
            index: 0,
            hit: false,
        },
        Event::TaskBegun {
            task,
            who: Who::Clock,
        },
        Event::TaskDone {
            task,
            who: who.clone(),
        },
        Event::TaskMissed {
            task,
            who: Who::Clock,
        },
        Event::TaskSkipped {
            task,
            who: Who::Clock,
        },
        Event::Declared {
            severity: text(0),
            who: who.clone(),
        },
        Event::UpdatePosted {
            audience: Audience::Executive,
            state: UpdateState::Monitoring,
            text: text(0),
            next: Some(clock),
            who: who.clone(),
        },
        Event::RoleAssigned {
            role: Ix::new(0),
            person: text(0),
        },
        Event::Observed {
            kind: ObservationKind::Improvement,
            text: text(0),
            about: Some(text(1)),
            who: who.clone(),
        },
        Event::Observed {
            kind: ObservationKind::Note,
            text: text(0),
            about: None,
            who: who.clone(),
        },
        Event::ClaimJudged {
            claim: Ix::new(0),
            verdict: ClaimVerdict::Untested,
            evidence: Some(text(0)),
            who: who.clone(),
        },
        Event::ClaimJudged {
            claim: Ix::new(0),
            verdict: ClaimVerdict::Refuted,
            evidence: None,
            who,
        },
        Event::Paused {
            why: PauseReason::Asleep,
        },
        Event::Paused {
            why: PauseReason::Storage,
        },
        Event::Resumed {},
        Event::Jumped { clock_to: clock },
        Event::SpeedSet { speed: x },
        Event::Rewound {
            to_seq: u64::from(n) % next_seq,
        },
        Event::Ended {
            ending: Some(Ix::new(0)),
            why: EndReason::Reached,
        },
        Event::Ended {
            ending: None,
            why: EndReason::RealIncident,
        },
        Event::Rated {
            objective: Ix::new(0),
            rating: Rating::M,
            comment: Some(text(0)),
        },
        Event::Rated {
            objective: Ix::new(0),
            rating: Rating::U,
            comment: None,
        },
        Event::Answered {
            question: text(0),
            text: text(1),
        },
        Event::ActionAdded(Action {
            owner: None,
            due: None,
            ..action.clone()
        }),
        Event::ActionChanged(action),
        Event::Closed {},
    ]
}
