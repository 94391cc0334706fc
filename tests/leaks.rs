//! What the room sees holds no secret: every text of a scenario gets a word of its own, the
//! scenario is played, and no word is found in what the room sees before it is public.

mod random;

use std::{collections::BTreeMap, sync::Arc};

use blackstart::{
    exercise::{
        Exercise, ExerciseTime, Handout, Playing, RunTime, Timed,
        event::{Mode, Pace, ScenarioText, Started},
        state::PhaseState,
    },
    journal::{self, Writer},
    rehearsal::{self, Policy},
    scenario::{
        self, Ix, Scenario,
        builtin::BUILTIN,
        model::{Choice, Decision, Ending, Inject, Phase},
    },
    ui::{
        App, Message, Opening, Theme,
        keymap::Key,
        room::{self, Link, Room},
        view::view,
    },
};
use proptest::prelude::*;
use random::config;
use ratatui::{Terminal, backend::TestBackend, layout::Size};

// ---------------------------------------------------------------------------------------------
// A word of its own in every text

/// From when on the room may know a text.
#[derive(Debug, Clone, Copy)]
enum Public {
    Never,
    Delivered(Ix<Inject>),
    Begun(Ix<Phase>),
    Opened(Ix<Decision>),
    /// While it can be chosen, and once it was.
    Offered(Ix<Decision>, Ix<Choice>),
    Reached(Ix<Ending>),
    /// Who plays alone is told what came of a choice, once it has.
    Landed(Ix<Decision>, Ix<Choice>),
    /// Who plays alone can put a claim to the test.
    Claimed,
}

/// The words, and from when on each is public.
#[derive(Debug, Default)]
struct Words(BTreeMap<String, Public>);

impl Words {
    fn put(&mut self, text: &mut String, public: Public) {
        let word = format!("zq{:04}x", self.0.len());
        text.push(' ');
        text.push_str(&word);
        self.0.insert(word, public);
    }

    fn put_if(&mut self, text: &mut Option<String>, public: Public) {
        self.put(text.get_or_insert_default(), public);
    }

    /// The words that a text holds.
    fn found<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (&'a str, Public)> {
        let begins = text.match_indices("zq").map(|(at, _)| at);
        begins.filter_map(|at| {
            let word = text.get(at..at + LENGTH)?;
            Some((word, *self.0.get(word)?))
        })
    }
}

/// How long each word is.
const LENGTH: usize = "zq0000x".len();

impl Public {
    /// Whether everybody in the room may read it now.
    fn is_for_all(self, exercise: &Exercise, at: ExerciseTime) -> bool {
        let (scenario, state) = (exercise.scenario(), exercise.state());
        match self {
            Self::Never => false,
            Self::Claimed => state.mode == Mode::Solo,
            Self::Landed(decision, choice) => {
                let it = &state.decisions[decision];
                let is_chosen = it.landed.is_some() && it.choice() == Some(choice);
                state.mode == Mode::Solo && is_chosen
            }
            Self::Delivered(inject) => state.injects[inject].delivered.is_some(),
            Self::Begun(phase) => matches!(state.phases[phase], PhaseState::Begun(_)),
            Self::Opened(decision) => state.decisions[decision].opened.is_some(),
            Self::Offered(decision, choice) => {
                let is_open = state.decisions[decision].is_open();
                let mut offered = state.available(scenario, decision, at);
                is_open && offered.any(|(it, _)| it == choice)
                    || state.decisions[decision].choice() == Some(choice)
            }
            Self::Reached(ending) => {
                let ended = state.ended.as_ref();
                ended.is_some_and(|ended| ended.ending == Some(ending))
            }
        }
    }
}

/// The scenario with a word in every text that is not for everybody from the start.
fn marked(text: &str) -> (Arc<Scenario>, Words) {
    let (scenario, problems) = scenario::load(text);
    let mut scenario = scenario.unwrap_or_else(|| panic!("{problems:?}"));
    let mut words = Words::default();
    let never = Public::Never;
    for text in [&mut scenario.summary, &mut scenario.notes] {
        words.put(text, never);
    }
    let lists = [&mut scenario.tags, &mut scenario.debrief];
    for text in lists
        .into_iter()
        .flatten()
        .chain(scenario.extra.values_mut())
    {
        words.put(text, never);
    }
    for basis in &mut scenario.based_on {
        words.put(&mut basis.name, never);
        words.put_if(&mut basis.date, never);
    }
    for row in scenario.objectives.indices() {
        words.put(&mut scenario.objectives[row].title, never);
        words.put_if(&mut scenario.objectives[row].area, never);
    }
    for row in scenario.claims.indices() {
        let claim = &mut scenario.claims[row];
        words.put(&mut claim.text, Public::Claimed);
        words.put_if(&mut claim.owner, Public::Claimed);
        let more = [&mut claim.check, &mut claim.truth, &mut claim.if_unchecked];
        for text in more {
            words.put_if(text, never);
        }
    }
    for row in scenario.flags.indices() {
        words.put(&mut scenario.flags[row].id, never);
    }
    for row in scenario.phases.indices() {
        let phase = &mut scenario.phases[row];
        words.put_if(&mut phase.goal, never);
        words.put(&mut phase.title, Public::Begun(row));
        let questions = phase.questions.iter_mut();
        questions.for_each(|text| words.put(text, Public::Begun(row)));
    }
    for row in scenario.injects.indices() {
        mark_inject(&mut scenario.injects[row], row, &mut words);
    }
    for row in scenario.decisions.indices() {
        mark_decision(&mut scenario.decisions[row], row, &mut words);
    }
    for row in scenario.tasks.indices() {
        words.put(&mut scenario.tasks[row].text, never);
    }
    for row in scenario.endings.indices() {
        let ending = &mut scenario.endings[row];
        words.put(&mut ending.title, Public::Reached(row));
        words.put(&mut ending.text, Public::Reached(row));
    }
    (Arc::new(scenario), words)
}

fn mark_inject(inject: &mut Inject, row: Ix<Inject>, words: &mut Words) {
    let never = [&mut inject.notes, &mut inject.expect];
    for text in never.into_iter().chain(inject.extra.values_mut()) {
        words.put(text, Public::Never);
    }
    for text in [&mut inject.from, &mut inject.title, &mut inject.body] {
        words.put(text, Public::Delivered(row));
    }
    for attachment in &mut inject.attachments {
        words.put(&mut attachment.name, Public::Delivered(row));
        words.put(&mut attachment.body, Public::Delivered(row));
    }
}

fn mark_decision(decision: &mut Decision, row: Ix<Decision>, words: &mut Words) {
    words.put(&mut decision.prompt, Public::Opened(row));
    for choice in decision.options.indices() {
        let option = &mut decision.options[choice];
        words.put(&mut option.label, Public::Offered(row, choice));
        words.put(&mut option.feedback, Public::Landed(row, choice));
    }
}

// ---------------------------------------------------------------------------------------------
// A play, looked at from the room

/// How far a play is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Thorough {
    /// The handout alone, after every record.
    Handout,
    /// And the screens that are drawn of it, every few records.
    Screens,
    /// The screen of whoever plays alone.
    Alone,
}

/// Plays the scenario, and looks at what the room sees after each record and right before the next.
fn play(text: &str, policy: Policy, seed: u64, thorough: Thorough) -> usize {
    let (scenario, words) = marked(text);
    let mut started = started(&scenario, text, seed);
    if thorough == Thorough::Alone {
        started.mode = Mode::Solo;
    }
    let happened = rehearsal::play(&scenario, started, policy, &[]).happened;
    let next: Vec<_> = happened.iter().skip(1).map(|timed| timed.clock).collect();
    let mut exercise = Exercise::new(Arc::clone(&scenario));
    let mut writer = Writer::default();
    let mut n_found = 0;
    for (n, timed) in happened.into_iter().enumerate() {
        let at = timed.clock;
        apply(&mut exercise, &mut writer, timed);
        let before_next = next.get(n).map_or(at, |next| {
            ExerciseTime::from_ms(next.as_ms().max(at.as_ms() + 1) - 1)
        });
        for clock in [at, before_next] {
            n_found += look_at_handout(&exercise, &words, clock);
        }
        if thorough == Thorough::Screens && n % 11 == 0 {
            look_at_rooms(&exercise, &words, at, n / 11);
            look_at_facilitators(&exercise, &words, n / 11);
        }
        if thorough == Thorough::Alone && n % 7 == 0 && exercise.state().ended.is_none() {
            look_alone(&exercise, &words, n / 7);
        }
    }
    n_found
}

fn apply(exercise: &mut Exercise, writer: &mut Writer, timed: Timed) {
    let ts = chrono::DateTime::default();
    let record = writer.record(ts, timed);
    exercise.apply(record);
}

fn started(scenario: &Scenario, text: &str, seed: u64) -> Started {
    Started {
        format: journal::FORMAT,
        exercise: "leaks".to_owned(),
        program: "0".to_owned(),
        scenario: ScenarioText {
            id: scenario.id.clone(),
            title: scenario.title.clone(),
            sha256: journal::sha256_hex(text),
            text: text.to_owned().into(),
        },
        mode: Mode::Facilitated,
        pace: Pace::Real,
        speed: 1.0,
        seed,
        practice: false,
        observer: None,
        people: Vec::new(),
    }
}

/// Looks through all that is handed out; answers how many words it has, which are all public.
#[track_caller]
fn look_at_handout(exercise: &Exercise, words: &Words, clock: ExerciseTime) -> usize {
    let mut handout = Handout::of(exercise, clock);
    for curve in &mut handout.curves {
        // Numbers are no words, and take long to write.
        curve.trace.values.clear();
    }
    let handout = format!("{handout:?}");
    holds_no_secret(&handout, exercise, words, clock);
    words.found(&handout).count()
}

const SIZES: [(u16, u16); 5] = [(80, 24), (120, 36), (200, 60), (40, 10), (64, 18)];

/// Looks through what `watch` draws.
fn look_at_rooms(exercise: &Exercise, words: &Words, clock: ExerciseTime, n: usize) {
    let (width, height) = SIZES[n % SIZES.len()];
    let handout = Handout::of(exercise, clock);
    let size = Size::new(width, height);
    let mut room = Room::new(handout, Link::Live, Theme::dark(), size);
    for key in ["", "1", "2", "3", "4", "0", "?"] {
        for key in key.chars().map(Key::char).chain([Key::PAGE_DOWN]) {
            room.update(room::Message::Key(key));
            let shown = drawn(size, |frame| room::view::view(&room, frame));
            holds_no_secret(&shown, exercise, words, clock);
        }
    }
}

/// Looks through what the facilitator's terminal shows the room, with all that can be opened there.
fn look_at_facilitators(exercise: &Exercise, words: &Words, n: usize) {
    let (width, height) = SIZES[n % SIZES.len()];
    let size = Size::new(width, height);
    let opening = Opening::Resumed {
        notices: Vec::new(),
    };
    let letters = |keys: &'static str| keys.chars().map(Key::char);
    let tabs = (0..8).map(|_| Key::DOWN);
    let all: [Vec<Key>; 14] = [
        vec![],
        letters("a").collect(),
        letters("d").collect(),
        letters("d1").chain([Key::ENTER]).collect(),
        letters("do").collect(),
        letters("D").collect(),
        letters("u12").collect(),
        letters("q").collect(),
        letters("?").collect(),
        letters(":").collect(),
        letters(":").chain(tabs).collect(),
        letters("nfxbtcJUE.si").collect(),
        letters("p p").collect(),
        vec![Key::DOWN, Key::LEFT, Key::char('3')],
    ];
    for keys in all {
        let playing = Playing::of(exercise.clone());
        let mut app = App::new(playing, opening.clone(), Theme::dark(), size);
        app.update(RunTime::default(), Message::Key(Key::F5));
        assert!(app.is_seen_by_the_room());
        for key in [Key::END].into_iter().chain(keys) {
            app.update(RunTime::default(), Message::Key(key));
            // Esc alone leads back.
            assert!(app.is_seen_by_the_room(), "{key}");
            let shown = drawn(size, |frame| view(&app, frame));
            holds_no_secret(&shown, exercise, words, app.clock());
        }
    }
}

/// Looks through what whoever plays alone sees, with all that can be opened there. Hints are left
/// out: they are told because somebody asks.
fn look_alone(exercise: &Exercise, words: &Words, n: usize) {
    let (width, height) = SIZES[n % SIZES.len()];
    let size = Size::new(width, height);
    let opening = Opening::Resumed {
        notices: Vec::new(),
    };
    let letters = |keys: &'static str| keys.chars().map(Key::char);
    let all: [Vec<Key>; 14] = [
        vec![],
        vec![Key::TAB; 6],
        vec![Key::ENTER, Key::char('1'), Key::ENTER],
        letters("2").chain([Key::ESC]).collect(),
        letters("a").collect(),
        letters("t").chain([Key::ENTER]).collect(),
        letters("c11").collect(),
        letters("D").collect(),
        letters("u12").collect(),
        letters("f").chain([Key::DOWN, Key::DOWN]).collect(),
        letters("U").collect(),
        letters("?").chain([Key::PAGE_DOWN]).collect(),
        letters(":").collect(),
        letters("nEq").collect(),
    ];
    for keys in all {
        let playing = Playing::of(exercise.clone());
        let mut app = App::new(playing, opening.clone(), Theme::dark(), size);
        for key in [Key::END].into_iter().chain(keys) {
            app.update(RunTime::default(), Message::Key(key));
            let shown = drawn(size, |frame| view(&app, frame));
            holds_no_secret(&shown, exercise, words, app.clock());
        }
    }
}

/// All that a terminal shows, without what its lines are broken and framed with.
fn drawn(size: Size, draw: impl FnOnce(&mut ratatui::Frame<'_>)) -> String {
    let mut terminal =
        Terminal::new(TestBackend::new(size.width, size.height)).expect("a terminal in memory");
    terminal.draw(draw).expect("memory does not fail");
    let cells = terminal.backend().buffer().content.iter();
    let text: String = cells.map(ratatui::buffer::Cell::symbol).collect();
    text.chars()
        .filter(|c| !c.is_whitespace() && !"│╭╮╰╯─".contains(*c))
        .collect()
}

#[track_caller]
fn holds_no_secret(shown: &str, exercise: &Exercise, words: &Words, clock: ExerciseTime) {
    for (word, public) in words.found(shown) {
        let is_for_all = public.is_for_all(exercise, clock);
        assert!(is_for_all, "{clock}: {word} ({public:?}):\n{shown}");
    }
}

// ---------------------------------------------------------------------------------------------
// The tests

const CDN_CUT: &str = include_str!("rig/cdn-cut.ron");

const POLICIES: [Policy; 5] = [
    Policy::Best,
    Policy::Worst,
    Policy::Random,
    Policy::Silent,
    Policy::Wild,
];

#[test]
fn no_secret_of_a_scenario_with_everything_reaches_the_room() {
    for (seed, policy) in (0..).zip(POLICIES.into_iter().cycle().take(10)) {
        let n_found = play(CDN_CUT, policy, seed, Thorough::Screens);
        assert!(n_found > 100, "what is public is handed out: {n_found}");
    }
}

#[test]
fn no_secret_reaches_whoever_plays_alone_before_its_time() {
    for (seed, policy) in (0..).zip(POLICIES.into_iter().cycle().take(10)) {
        play(CDN_CUT, policy, seed, Thorough::Alone);
    }
    for builtin in BUILTIN {
        play(builtin.text, Policy::Wild, 7, Thorough::Alone);
    }
}

#[test]
fn no_secret_of_a_built_in_scenario_reaches_the_room() {
    for builtin in BUILTIN {
        for (policy, thorough) in [
            (Policy::Best, Thorough::Handout),
            (Policy::Wild, Thorough::Screens),
        ] {
            let n_found = play(builtin.text, policy, 7, thorough);
            assert!(n_found > 0, "{}: what is public is handed out", builtin.id);
        }
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn no_secret_of_a_random_scenario_is_handed_out(
        text in random::scenario(), seed in any::<u64>(),
        policy in proptest::sample::select(POLICIES.to_vec())
    ) {
        play(&text, policy, seed, Thorough::Handout);
    }
}

#[test]
fn a_secret_would_be_found_if_it_were_shown() {
    let (scenario, words) = marked(CDN_CUT);
    let mut exercise = Exercise::new(Arc::clone(&scenario));
    let mut writer = Writer::default();
    let started = started(&scenario, CDN_CUT, 0);
    for timed in rehearsal::play(&scenario, started, Policy::Best, &[]).happened {
        if timed.clock.as_ms() < 4 * 60_000 {
            apply(&mut exercise, &mut writer, timed);
        }
    }
    let opening = Opening::Resumed {
        notices: Vec::new(),
    };
    let size = Size::new(200, 60);
    let app = App::new(Playing::of(exercise.clone()), opening, Theme::dark(), size);
    assert!(!app.is_seen_by_the_room());
    let shown = drawn(size, |frame| view(&app, frame));
    let n_found = words
        .found(&shown)
        .filter(|(_, public)| !public.is_for_all(&exercise, app.clock()))
        .count();
    assert!(n_found > 5, "the facilitator's own screen shows {n_found}");
}
