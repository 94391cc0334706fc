//! What an exercise is at an instant: the fold of its events, and nothing else.

use super::{
    curve::Curve,
    event::{
        Action, Answer, ClaimVerdict, EndReason, Grounds, Mode, ObservationKind, Pace, PauseReason,
        Person, Rating, Source, UpdateState, Who,
    },
    time::ExerciseTime,
};
use crate::scenario::{
    Column, Ix, Scenario, Span,
    model::{
        Audience, Channel, Choice, Claim, Decision, Ending, Finding, Flag, Health, Inject, Moment,
        Objective, Phase, Role, Service, Signal, Task,
    },
};

/// Everything that is known of an exercise.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// When the last thing happened, on the exercise clock.
    pub now: ExerciseTime,
    /// Where the clock stood when it was last set: `now`, or further after a jump.
    pub position: ExerciseTime,
    pub mode: Mode,
    pub pace: Pace,
    pub speed: f64,
    pub seed: u64,
    pub people: Vec<Person>,
    /// Why the clock stands, if it does.
    pub paused: Option<PauseReason>,
    pub phases: Column<Phase, PhaseState>,
    pub injects: Column<Inject, InjectState>,
    pub improvised: Vec<Improvised>,
    pub decisions: Column<Decision, DecisionState>,
    pub tasks: Column<Task, TaskState>,
    pub claims: Column<Claim, ClaimState>,
    pub objectives: Column<Objective, ObjectiveState>,
    pub services: Column<Service, ServiceState>,
    pub signals: Column<Signal, Curve>,
    pub flags: Column<Flag, bool>,
    /// Who sits in each role now.
    pub roles: Column<Role, Option<String>>,
    pub declarations: Vec<Declaration>,
    pub updates: Vec<Update>,
    /// The questions of phases that the room has talked about.
    pub discussed: Vec<Discussed>,
    /// Who has left and is not back.
    pub absent: Vec<String>,
    pub observations: Vec<Observation>,
    pub answers: Vec<DebriefAnswer>,
    pub actions: Vec<Action>,
    /// The ending that an effect asked for, until it is recorded.
    pub end_asked: Option<Ix<Ending>>,
    pub ended: Option<Ended>,
    pub is_closed: bool,
    /// Luck that was drawn and whose inject or outcome is yet to be recorded.
    pub draws: Vec<Draw>,
}

/// A phase, as far as it has got.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhaseState {
    Waiting,
    Begun(ExerciseTime),
    Skipped(ExerciseTime),
}

/// An inject, as far as it has got.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct InjectState {
    /// When its condition first held; kept for `When` triggers only, the others are computed.
    pub latched: Option<ExerciseTime>,
    pub held_back: Option<HeldBack>,
    /// It has come due and met its guard, and waits for the facilitator's hand (manual pace).
    pub awaits_hand: bool,
    /// An effect took it out; recorded as skipped at the same instant.
    pub is_cancelled: bool,
    pub delivered: Option<(ExerciseTime, Who)>,
    pub skipped: Option<(ExerciseTime, String)>,
    pub acknowledged: Option<(ExerciseTime, Who)>,
}

impl InjectState {
    /// Whether it is still to come.
    pub fn is_waiting(&self) -> bool {
        self.delivered.is_none() && self.skipped.is_none()
    }
}

/// How long an inject is kept back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeldBack {
    Until(ExerciseTime),
    UntilSaid,
}

/// An inject that the facilitator made up.
#[derive(Debug, Clone, PartialEq)]
pub struct Improvised {
    pub id: String,
    pub at: ExerciseTime,
    pub channel: Channel,
    pub sender: String,
    pub recipients: Vec<String>,
    pub title: String,
    pub body: String,
    pub acknowledged: Option<(ExerciseTime, Who)>,
}

/// A decision, as far as it has got.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DecisionState {
    pub opened: Option<ExerciseTime>,
    pub skipped: Option<ExerciseTime>,
    pub made: Option<Made>,
    /// The limit passed, and what the silence amounted to.
    pub expired: Option<(ExerciseTime, Option<Ix<Choice>>)>,
    pub landed: Option<ExerciseTime>,
    /// When the limit passes, where it was extended.
    pub extended: Option<ExerciseTime>,
}

/// An answer to a decision.
#[derive(Debug, Clone, PartialEq)]
pub struct Made {
    pub at: ExerciseTime,
    pub answer: Answer,
    pub who: Who,
    pub grounds: Grounds,
}

impl DecisionState {
    /// Whether an answer is awaited; after the limit too, where silence amounts to nothing.
    pub fn is_open(&self) -> bool {
        self.opened.is_some() && self.settled().is_none()
    }

    /// When it was decided: by an answer, or by a silence that amounts to one.
    pub fn settled(&self) -> Option<ExerciseTime> {
        match (&self.made, self.expired) {
            (Some(made), _) => Some(made.at),
            (None, Some((at, Some(_)))) => Some(at),
            (None, Some((_, None)) | None) => None,
        }
    }

    /// What was chosen, or what the silence amounted to.
    pub fn choice(&self) -> Option<Ix<Choice>> {
        match &self.made {
            Some(Made {
                answer: Answer::Option(choice),
                ..
            }) => Some(*choice),
            Some(Made {
                answer: Answer::Other(_),
                ..
            }) => None,
            None => self.expired.and_then(|(_, silence)| silence),
        }
    }
}

/// A task, as far as it has got.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TaskState {
    pub begun: Option<ExerciseTime>,
    /// Also after it was missed: late is not never.
    pub done: Option<(ExerciseTime, Who)>,
    pub missed: Option<ExerciseTime>,
    pub skipped: Option<ExerciseTime>,
}

impl TaskState {
    /// Whether it is begun and not done, be it late or not.
    pub fn is_open(&self) -> bool {
        self.begun.is_some() && self.done.is_none()
    }
}

/// What is known of a claim.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ClaimState {
    pub judged: Option<Judged>,
    /// What an effect has shown, until it is recorded.
    pub shown: Option<Finding>,
}

/// A judgement on a claim.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    pub at: ExerciseTime,
    pub verdict: ClaimVerdict,
    pub evidence: Option<String>,
    pub who: Who,
}

/// What is known of an objective.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ObjectiveState {
    /// When its condition first held.
    pub met: Option<ExerciseTime>,
    pub rated: Option<(Rating, Option<String>)>,
}

/// A service over time.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ServiceState {
    /// Every change of health; Up before the first.
    pub changes: Vec<(ExerciseTime, Health)>,
    /// How much data, as time, is gone.
    pub lost: Span,
}

impl ServiceState {
    /// How it is now.
    pub fn health(&self) -> Health {
        self.changes
            .last()
            .map_or(Health::Up, |(_, health)| *health)
    }

    /// Loses so much more of its data.
    pub fn lose(&mut self, lost: Span) {
        self.lost = Span::from_ms(self.lost.as_ms().saturating_add(lost.as_ms()));
    }

    /// How long it was not Up, up to `until`.
    pub fn time_not_up(&self, until: ExerciseTime) -> Span {
        let ends = self
            .changes
            .iter()
            .skip(1)
            .map(|(at, _)| *at)
            .chain([until]);
        let ms = self
            .changes
            .iter()
            .zip(ends)
            .filter(|((_, health), _)| *health != Health::Up)
            .map(|((since, _), end)| end.since(*since).as_ms())
            .sum();
        Span::from_ms(ms)
    }
}

/// An incident was declared.
#[derive(Debug, Clone, PartialEq)]
pub struct Declaration {
    pub at: ExerciseTime,
    pub severity: String,
    pub who: Who,
}

/// A status update.
#[derive(Debug, Clone, PartialEq)]
pub struct Update {
    pub at: ExerciseTime,
    pub audience: Audience,
    pub state: UpdateState,
    pub text: String,
    /// When the next one is promised.
    pub next: Option<ExerciseTime>,
    pub who: Who,
}

/// A question of a phase that the room has talked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Discussed {
    pub at: ExerciseTime,
    pub phase: Ix<Phase>,
    pub question: String,
}

/// Something an evaluator saw.
#[derive(Debug, Clone, PartialEq)]
pub struct Observation {
    pub at: ExerciseTime,
    pub kind: ObservationKind,
    pub text: String,
    pub about: Option<String>,
    pub who: Who,
}

/// An answer in the hot wash.
#[derive(Debug, Clone, PartialEq)]
pub struct DebriefAnswer {
    pub question: String,
    pub text: String,
}

/// How and when the exercise ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    pub at: ExerciseTime,
    pub ending: Option<Ix<Ending>>,
    pub why: EndReason,
}

/// How a draw of luck went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Draw {
    pub source: Source,
    pub index: u16,
    pub hit: bool,
}

impl State {
    /// An exercise of `scenario` of which nothing is known yet.
    pub fn new(scenario: &Scenario) -> Self {
        Self {
            now: ExerciseTime::START,
            position: ExerciseTime::START,
            mode: Mode::Facilitated,
            pace: Pace::Real,
            speed: scenario.scale,
            seed: 0,
            people: Vec::new(),
            paused: None,
            phases: Column::beside(&scenario.phases, PhaseState::Waiting),
            injects: Column::beside(&scenario.injects, InjectState::default()),
            improvised: Vec::new(),
            decisions: Column::beside(&scenario.decisions, DecisionState::default()),
            tasks: Column::beside(&scenario.tasks, TaskState::default()),
            claims: Column::beside(&scenario.claims, ClaimState::default()),
            objectives: Column::beside(&scenario.objectives, ObjectiveState::default()),
            services: Column::beside(&scenario.services, ServiceState::default()),
            signals: Column::of(&scenario.signals, Curve::of),
            flags: Column::beside(&scenario.flags, false),
            roles: Column::beside(&scenario.roles, None),
            declarations: Vec::new(),
            updates: Vec::new(),
            discussed: Vec::new(),
            absent: Vec::new(),
            observations: Vec::new(),
            answers: Vec::new(),
            actions: Vec::new(),
            end_asked: None,
            ended: None,
            is_closed: false,
            draws: Vec::new(),
        }
    }

    /// When a moment first came, if it has.
    pub fn moment(&self, moment: Moment) -> Option<ExerciseTime> {
        match moment {
            Moment::Inject(inject) => self.injects[inject].delivered.as_ref().map(|(at, _)| *at),
            Moment::Acknowledged(inject) => self.injects[inject]
                .acknowledged
                .as_ref()
                .map(|(at, _)| *at),
            Moment::Decision(decision) => self.decisions[decision].settled(),
            Moment::Outcome(decision, choice) => {
                let state = &self.decisions[decision];
                state.landed.filter(|_| state.choice() == Some(choice))
            }
            Moment::Task(task) => self.tasks[task].done.as_ref().map(|(at, _)| *at),
            Moment::Phase(phase) => match self.phases[phase] {
                PhaseState::Begun(at) => Some(at),
                PhaseState::Waiting | PhaseState::Skipped(_) => None,
            },
            Moment::Declared => self.declarations.first().map(|declaration| declaration.at),
            Moment::Update(audience) => self
                .updates
                .iter()
                .find(|update| audience.is_none_or(|audience| audience == update.audience))
                .map(|update| update.at),
        }
    }

    /// Who acts in a role: the person who sits there, or else the role by its name.
    pub fn in_role(&self, scenario: &Scenario, role: Ix<Role>) -> Who {
        let name = self.roles[role]
            .as_ref()
            .unwrap_or(&scenario.roles[role].name);
        match Who::from(name.clone()) {
            // A role can be called what only the exercise clock may be.
            Who::Clock => Who::Person(format!("role {name}")),
            person @ Who::Person(_) => person,
        }
    }

    /// The first moment at which users were hurt, up to `until`: the impact signal above its start
    /// value; without such a signal, a service not Up; without services, T+0.
    pub fn first_impact(&self, scenario: &Scenario, until: ExerciseTime) -> Option<ExerciseTime> {
        match scenario.impact {
            Some(impact) => self.signals[impact].first_above(scenario.signals[impact].start, until),
            None if scenario.services.is_empty() => Some(ExerciseTime::START),
            None => self
                .services
                .iter()
                .flat_map(|service| &service.changes)
                .filter(|(at, health)| *health != Health::Up && *at <= until)
                .map(|(at, _)| *at)
                .min(),
        }
    }

    /// Whether the room has talked about a question of a phase.
    pub fn is_discussed(&self, phase: Ix<Phase>, question: &str) -> bool {
        let mut discussed = self.discussed.iter();
        discussed.any(|it| it.phase == phase && it.question == question)
    }

    /// Whether somebody has left and is not back.
    pub fn is_absent(&self, person: &str) -> bool {
        self.absent.iter().any(|absent| absent == person)
    }

    /// The phase that began last.
    pub fn phase(&self) -> Option<Ix<Phase>> {
        self.phases
            .entries()
            .filter_map(|(phase, state)| match state {
                PhaseState::Begun(at) => Some((*at, phase)),
                PhaseState::Waiting | PhaseState::Skipped(_) => None,
            })
            .max()
            .map(|(_, phase)| phase)
    }

    /// Up to when the exercise can be measured: its end, or where it stands.
    pub fn measured_until(&self) -> ExerciseTime {
        self.ended.as_ref().map_or(self.position, |ended| ended.at)
    }
}
