//! The engine's test rig: small scenarios, played under a clock that is wound by hand.

use std::sync::Arc;

use super::{
    Command, Event, Exercise, ExerciseTime, Record, Refusal, State, Timed, Who,
    event::{Mode, Pace, Person, ScenarioText, Started},
};
use crate::scenario::{self, Scenario};

/// An exercise in a test.
pub(crate) struct Rig {
    pub(crate) exercise: Exercise,
    pub(crate) scenario: Arc<Scenario>,
    pub(crate) now: ExerciseTime,
}

/// One thing of each kind that comes due by itself, each a minute after the one before.
pub(crate) const ONE_OF_EACH: &str = r#"
    signals: [(id: "load", name: "Load", start: 0, max: 100)],
    phases: [(id: "phase", title: "P", when: At("6m"))],
    injects: [
        (id: "first", when: At("1m"), channel: Chat, title: "I", effects: [Signal("load", 60, "60m")]),
        (id: "crossing", when: When(Above("load", 7)), channel: Chat, title: "I"),
    ],
    decisions: [(id: "move", when: At("2m"), limit: "3m", prompt: "?", silence: "stay", options: [
        (id: "west", label: "W", takes: "1m"), (id: "stay", label: "S", takes: "5m"),
    ])],
    tasks: [(id: "look", text: "L", when: At("3m"), limit: "1m")],
"#;

/// The exercise clock after so many minutes.
pub(crate) fn minutes(n: u64) -> ExerciseTime {
    ExerciseTime::from_ms(n * 60_000)
}

/// The scenario of an hour that has these parts.
pub(crate) fn scenario(parts: &str) -> Arc<Scenario> {
    let text = scenario_text(parts);
    let (scenario, problems) = scenario::load(&text);
    Arc::new(scenario.unwrap_or_else(|| panic!("{problems:#?}")))
}

/// The text of [`scenario`].
pub(crate) fn scenario_text(parts: &str) -> String {
    format!(
        r#"Scenario(format: 1, id: "small", title: "Small", level: Introductory, length: "1h",
            endings: [
                (id: "early", title: "Early", outcome: Success),
                (id: "late", title: "Late", outcome: Mixed, otherwise: true),
            ], {parts})"#
    )
}

/// How an exercise of a scenario begins in tests; its text is left out.
pub(crate) fn started(scenario: &Scenario, pace: Pace) -> Started {
    Started {
        format: 1,
        exercise: "2026-03-03-small".to_owned(),
        program: "0.1.0".to_owned(),
        scenario: ScenarioText {
            id: scenario.id.clone(),
            title: scenario.title.clone(),
            sha256: String::new(),
            text: String::new().into(),
        },
        mode: Mode::Facilitated,
        pace,
        speed: 1.0,
        seed: 7,
        practice: false,
        observer: None,
        people: vec![Person {
            name: "Ana".to_owned(),
            role: Some("ic".to_owned()),
        }],
    }
}

/// Who makes the entries.
pub(crate) fn somebody() -> Who {
    Who::Person("Ben".to_owned())
}

impl Rig {
    /// Begins an exercise of an hour that has these parts.
    pub(crate) fn of(parts: &str) -> Self {
        Self::at_pace(parts, Pace::Real)
    }

    /// Begins one at a pace.
    pub(crate) fn at_pace(parts: &str, pace: Pace) -> Self {
        let scenario = scenario(parts);
        let mut rig = Self {
            exercise: Exercise::new(Arc::clone(&scenario)),
            now: ExerciseTime::START,
            scenario,
        };
        let started = started(&rig.scenario, pace);
        rig.record(ExerciseTime::START, Event::Started(Box::new(started)));
        rig.until(ExerciseTime::START)
    }

    /// Records an event, whoever caused it.
    pub(crate) fn record(&mut self, clock: ExerciseTime, event: Event) {
        let seq = self.exercise.records().len() as u64;
        let ts = chrono::DateTime::default();
        self.exercise.apply(Record {
            seq,
            ts,
            clock,
            event,
        });
    }

    /// Lets time act up to `now`.
    pub(crate) fn until(mut self, now: ExerciseTime) -> Self {
        self.now = now;
        for Timed { clock, event } in self.exercise.due(now) {
            self.record(clock, event);
        }
        self
    }

    /// Asks for something that is followed.
    pub(crate) fn ask(mut self, command: Command) -> Self {
        let happened = self.exercise.decide(self.now, command, somebody());
        for Timed { clock, event } in happened.expect("it is followed") {
            self.record(clock, event);
        }
        // A jump and its undo set the clock.
        self.now = match self
            .exercise
            .records()
            .last()
            .map(|record| (&record.event, record.clock))
        {
            Some((Event::Jumped { clock_to }, _)) => *clock_to,
            Some((Event::Rewound { .. }, clock)) => clock,
            _ => self.now,
        };
        let now = self.now;
        self.until(now)
    }

    /// Why a command is refused.
    pub(crate) fn refusal(&self, command: Command) -> Option<Refusal> {
        self.exercise.decide(self.now, command, somebody()).err()
    }

    pub(crate) fn state(&self) -> &State {
        self.exercise.state()
    }
}
