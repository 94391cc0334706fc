//! The report's test rig: plays small scenarios under a hand-wound clock, and reads their journals.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};

use super::data::{Data, data};
use crate::{
    exercise::{
        Command, Event, Exercise, ExerciseTime, State, Timed, Who,
        event::{
            Answer, ClaimVerdict, EndReason, Grounds, Mode, ObservationKind, Pace, Person,
            ScenarioText, Started,
        },
    },
    journal::{self, Damage, Journal, Observers, Writer},
    scenario::{
        self, Ix, Scenario,
        model::{Audience, Decision},
    },
};

/// An exercise as it is played in a test, minute by minute.
pub(super) struct Rig {
    pub(super) exercise: Exercise,
    scenario: Arc<Scenario>,
    writer: Writer,
    text: String,
    now: ExerciseTime,
}

/// The exercise clock after so many minutes.
pub(super) fn minutes(n: u64) -> ExerciseTime {
    ExerciseTime::from_ms(n * 60_000)
}

/// Plays a scenario of an hour that has these parts.
pub(super) fn play(parts: &str) -> Rig {
    play_file(&format!(
        r#"Scenario(format: 1, id: "small", title: "Small", summary: "A small one.",
            level: Introductory, length: "60m", {parts})"#
    ))
}

/// Plays a whole scenario.
pub(super) fn play_file(text: &str) -> Rig {
    play_with(text, Pace::Real)
}

/// Plays a whole scenario at a pace.
pub(super) fn play_with(text: &str, pace: Pace) -> Rig {
    let (scenario, problems) = scenario::load(text);
    let scenario = Arc::new(scenario.unwrap_or_else(|| panic!("{problems:#?}")));
    let started = Started {
        format: journal::FORMAT,
        exercise: "2026-03-03-small".to_owned(),
        program: "0.1.0".to_owned(),
        scenario: ScenarioText {
            id: scenario.id.clone(),
            title: scenario.title.clone(),
            sha256: journal::sha256_hex(text),
            text: text.to_owned().into(),
        },
        mode: Mode::Facilitated,
        pace,
        speed: 1.0,
        seed: 42,
        practice: false,
        observer: None,
        people: vec![Person {
            name: "Ana".to_owned(),
            role: scenario.roles.iter().next().map(|role| role.id.clone()),
        }],
    };
    let mut rig = Rig {
        exercise: Exercise::new(Arc::clone(&scenario)),
        scenario,
        writer: Writer::default(),
        text: String::new(),
        now: ExerciseTime::START,
    };
    rig.append(Timed {
        clock: ExerciseTime::START,
        event: Event::Started(Box::new(started)),
    });
    rig.wait_to(0)
}

impl Rig {
    /// Lets time act up to this minute.
    pub(super) fn wait_to(mut self, minute: u64) -> Self {
        self.now = minutes(minute);
        for timed in self.exercise.due(self.now) {
            self.append(timed);
        }
        self
    }

    /// Ana asks for this at this minute.
    pub(super) fn ask(self, minute: u64, command: Command) -> Self {
        let mut rig = self.wait_to(minute);
        let ana = Who::Person("Ana".to_owned());
        let decided = rig.exercise.decide(rig.now, command, ana);
        for timed in decided.expect("the test asks for what can be done") {
            rig.append(timed);
        }
        rig.wait_to(minute)
    }

    /// Records an event as it is.
    pub(super) fn record(self, minute: u64, event: Event) -> Self {
        let mut rig = self.wait_to(minute);
        let clock = rig.now;
        rig.append(Timed { clock, event });
        rig.wait_to(minute)
    }

    pub(super) fn choose(self, minute: u64, decision: &str, option: &str) -> Self {
        let decision = self.decision(decision);
        let options = &self.scenario.decisions[decision].options;
        let option = options.find(option).expect("the option is there");
        let answer = Command::Answer {
            decision,
            answer: Answer::Option(option),
            grounds: Grounds::default(),
        };
        self.ask(minute, answer)
    }

    pub(super) fn declare(self, minute: u64) -> Self {
        let severity = "SEV1".to_owned();
        self.ask(minute, Command::Declare { severity })
    }

    pub(super) fn post(self, minute: u64, audience: Audience) -> Self {
        use crate::exercise::event::UpdateState::Identified;
        let (state, text) = (Identified, "We know.".to_owned());
        let post = Command::Post {
            audience,
            state,
            text,
            next: None,
        };
        self.ask(minute, post)
    }

    pub(super) fn observe(self, minute: u64, text: &str) -> Self {
        let observe = Command::Observe {
            kind: ObservationKind::Note,
            text: text.to_owned(),
            about: None,
            begun: None,
        };
        self.ask(minute, observe)
    }

    pub(super) fn acknowledge(self, minute: u64, inject: &str) -> Self {
        let rig = self.wait_to(minute);
        let inject = rig.scenario.injects.find(inject).expect("it is there");
        rig.ask(minute, Command::Acknowledge(inject.into()))
    }

    pub(super) fn tick(self, minute: u64, task: &str) -> Self {
        let rig = self.wait_to(minute);
        let task = rig.scenario.tasks.find(task).expect("it is there");
        rig.ask(minute, Command::Tick(task))
    }

    pub(super) fn stop(self, minute: u64) -> Self {
        self.ask(minute, Command::Stop)
    }

    pub(super) fn stop_for_real(self, minute: u64) -> Self {
        let (ending, why) = (None, EndReason::RealIncident);
        self.record(minute, Event::Ended { ending, why })
    }

    pub(super) fn decision(&self, id: &str) -> Ix<Decision> {
        self.scenario.decisions.find(id).expect("it is there")
    }

    pub(super) fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    pub(super) fn state(&self) -> &State {
        self.exercise.state()
    }

    /// The exercise's journal, read from its lines.
    pub(super) fn journal(&self) -> Journal {
        journal::read(self.text.as_bytes()).expect("a journal that was written can be read")
    }

    pub(super) fn data(&self) -> Data {
        data(&self.journal(), &Observers::default())
    }

    /// The wall clock shows the exercise clock, from 14:00 on.
    fn append(&mut self, timed: Timed) {
        let began: DateTime<Utc> = "2026-03-03T14:00:00Z".parse().expect("it is a date");
        let ms = i64::try_from(self.now.as_ms()).expect("tests are short");
        let ts = began + TimeDelta::milliseconds(ms);
        let record = self.writer.record(ts, timed);
        self.text += &self.writer.line(&self.scenario, &record);
        self.exercise.apply(record);
    }
}

/// What an observer of this name wrote beside an exercise, minute by minute, in a file of that name.
pub(super) fn observer(rig: &Rig, name: &str, seen: &[(u64, Event)]) -> (String, Journal) {
    let (mut writer, mut text) = (Writer::default(), String::new());
    let begun = rig.exercise.started().expect("it was started").clone();
    let started = Event::Started(Box::new(Started {
        people: vec![Person {
            name: name.to_owned(),
            role: None,
        }],
        observer: Some(name.to_owned()),
        ..begun
    }));
    for (minute, event) in [(0, started)].into_iter().chain(seen.iter().cloned()) {
        let clock = minutes(minute);
        let record = writer.record(DateTime::default(), Timed { clock, event });
        text += &writer.line(&rig.scenario, &record);
    }
    let journal = journal::read(text.as_bytes()).expect("a journal that was written can be read");
    (format!("{}.jsonl", name.to_lowercase()), journal)
}

/// What is observed, by an observer.
pub(super) fn note(who: &str, text: &str) -> Event {
    Event::Observed {
        kind: ObservationKind::Strength,
        text: text.to_owned(),
        about: Some("reroute".to_owned()),
        who: Who::Person(who.to_owned()),
    }
}

/// Two observers of [`cdn`], and a file that is none.
pub(super) fn cdn_observers() -> Observers {
    let rig = cdn();
    let (task, claim) = (Ix::new(1), Ix::new(1));
    let who = || Who::Person("Eva".to_owned());
    let seen = [
        (10, note("Eva", "They asked what waiting costs")),
        (7, Event::TaskDone { task, who: who() }),
        (
            12,
            Event::ClaimJudged {
                claim,
                verdict: ClaimVerdict::Refuted,
                evidence: Some("It took 6 minutes".to_owned()),
                who: who(),
            },
        ),
    ];
    let (eva_file, eva) = observer(&rig, "Eva", &seen);
    let (max_file, max) = observer(
        &rig,
        "Max",
        &[(4, note("Max", "Calm from the first minute"))],
    );
    let files = vec![
        (eva_file, Ok(eva)),
        ("lost.jsonl".to_owned(), Err(Damage::Chain { line: 3 })),
        (max_file, Ok(max)),
    ];
    Observers::of(&rig.exercise, files)
}

/// An exercise with something of everything, played to a good end.
pub(super) fn cdn() -> Rig {
    use crate::exercise::event::{Action, ActionKind, ActionState, Confidence, Rating};
    let rig = play_file(include_str!("cdn.ron"))
        .acknowledge(3, "page-errors")
        .observe(4, "Nobody asked for the header.")
        .ask(5, Command::Undo)
        .observe(5, "They asked who owns the file")
        .declare(6);
    let decision = rig.decision("reroute");
    let option = rig.scenario.decisions[decision].options.find("second-cdn");
    let rig = rig.ask(
        8,
        Command::Answer {
            decision,
            answer: Answer::Option(option.expect("it is there")),
            grounds: Grounds {
                rationale: Some("The provider has said nothing for 6 minutes.".to_owned()),
                confidence: Some(Confidence::Medium),
                dissent: vec!["Bo".to_owned()],
            },
        },
    );
    let claim = rig
        .scenario
        .claims
        .find("client-cache")
        .expect("it is there");
    let objective = rig.scenario.objectives.find("tell").expect("it is there");
    let role = rig.scenario.roles.find("comms").expect("it is there");
    let person = "Bo".to_owned();
    let action = Action {
        action: "a1".to_owned(),
        text: "Keep the second CDN warm".to_owned(),
        kind: ActionKind::Mitigate,
        owner: Some("Bo".to_owned()),
        due: Some("2026-04-01".to_owned()),
        state: ActionState::Open,
    };
    rig.ask(9, Command::Assign { role, person })
        .post(10, Audience::Public)
        .tick(11, "call")
        .ask(
            11,
            Command::Judge {
                claim,
                verdict: ClaimVerdict::Refuted,
                evidence: Some("max-age is 900".to_owned()),
            },
        )
        .wait_to(40)
        .record(
            40,
            Event::Rated {
                objective,
                rating: Rating::S,
                comment: Some("Late, but clear.".to_owned()),
            },
        )
        .record(
            40,
            Event::Answered {
                question: "Who was missing?".to_owned(),
                text: "The client team.\nAnd sleep.".to_owned(),
            },
        )
        .record(40, Event::ActionAdded(action))
}
