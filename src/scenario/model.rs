//! The scenario as it is played: every id resolved to a row, so nothing can dangle.
//!
//! `super::source` mirrors what an author wrote; [`super::check`] makes this of it.

use std::collections::BTreeMap;

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use super::{
    span::Span,
    table::{HasId, Ix, Table},
};

/// One scripted disaster, ready to be played.
#[derive(Debug, Clone, PartialEq)]
pub struct Scenario {
    pub id: String,
    pub title: String,
    pub summary: String,
    pub level: Level,
    /// The exercise clock at which the exercise ends by itself.
    pub length: Span,
    /// Exercise minutes per real minute, unless the facilitator sets another.
    pub scale: f64,
    /// What clocks in the scenario's world show at T+0.
    pub begins: Option<NaiveDateTime>,
    pub tags: Vec<String>,
    /// Printed on every screen and page, such as `TLP:GREEN`.
    pub marking: Option<String>,
    pub based_on: Vec<Basis>,
    /// Markdown, read to everybody at the start.
    pub briefing: String,
    /// Markdown, for the facilitator alone.
    pub notes: String,
    pub roles: Table<Role>,
    pub objectives: Table<Objective>,
    pub claims: Table<Claim>,
    pub services: Table<Service>,
    pub signals: Table<Signal>,
    pub flags: Table<Flag>,
    pub phases: Table<Phase>,
    pub injects: Table<Inject>,
    pub decisions: Table<Decision>,
    pub tasks: Table<Task>,
    pub endings: Table<Ending>,
    /// The ending that is reached when the exercise clock reaches `length`.
    pub otherwise: Option<Ix<Ending>>,
    /// The signal that says what share of the users is hurt, in percent.
    pub impact: Option<Ix<Signal>>,
    /// Questions for the hot wash.
    pub debrief: Vec<String>,
    /// What came from elsewhere and must not be lost.
    pub extra: BTreeMap<String, String>,
}

/// How much a team should have practised before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Level {
    Introductory,
    Intermediate,
    Advanced,
}

/// A public outage that a scenario draws on.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Basis {
    pub name: String,
    /// As the author wrote it, such as `2021-06-08`.
    #[serde(default)]
    pub date: Option<String>,
}

/// A seat at the table.
#[derive(Debug, Clone, PartialEq)]
pub struct Role {
    pub id: String,
    pub name: String,
    /// What somebody in this role is told to do.
    pub brief: String,
}

/// A capability that the exercise is there to test.
#[derive(Debug, Clone, PartialEq)]
pub struct Objective {
    pub id: String,
    pub title: String,
    pub area: Option<String>,
    pub met: Option<Condition>,
    /// By when it should be met, counted from the first impact.
    pub target: Option<Span>,
}

/// What somebody said is true, and the exercise puts to the test.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    pub id: String,
    pub text: String,
    pub owner: Option<String>,
    /// How the room can find out.
    pub check: Option<String>,
    /// What is really so; for the facilitator and the report.
    pub truth: Option<String>,
    /// What comes of not asking; for the facilitator and the report.
    pub if_unchecked: Option<String>,
    pub confirmed: Option<Condition>,
    pub refuted: Option<Condition>,
}

/// Something that users or other services depend on.
#[derive(Debug, Clone, PartialEq)]
pub struct Service {
    pub id: String,
    pub name: String,
    /// 0 is what everything else stands on.
    pub tier: Option<u8>,
    pub needs: Vec<Ix<Self>>,
    /// Recovery time objective: how long it may be away.
    pub rto: Option<Span>,
    /// Recovery point objective: how much data, as time, may be lost.
    pub rpo: Option<Span>,
    /// Maximum tolerable downtime: past it the service counts as lost.
    pub mtd: Option<Span>,
}

/// How a service is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Health {
    Up,
    Degraded,
    Down,
}

/// A curve on the dashboard.
#[derive(Debug, Clone, PartialEq)]
pub struct Signal {
    pub id: String,
    pub name: String,
    pub unit: String,
    pub start: f64,
    /// Half the height of the seeded wobble that curves show; never part of a measurement.
    pub noise: f64,
    pub min: Option<f64>,
    pub max: Option<f64>,
    /// Where the dashboard draws its alarm line.
    pub alarm: Option<f64>,
}

/// A name that effects set and clear and conditions ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flag {
    pub id: String,
}

/// A chapter of the exercise, with questions for the room.
#[derive(Debug, Clone, PartialEq)]
pub struct Phase {
    pub id: String,
    pub title: String,
    pub when: Trigger,
    pub guard: Guard,
    pub goal: Option<String>,
    pub questions: Vec<String>,
}

/// A message that reaches the room: one line of the MSEL (master scenario events list).
#[derive(Debug, Clone, PartialEq)]
pub struct Inject {
    pub id: String,
    pub when: Trigger,
    pub guard: Guard,
    pub channel: Channel,
    pub from: String,
    pub to: Recipients,
    pub title: String,
    /// Markdown, shown to the room.
    pub body: String,
    pub attachments: Vec<Attachment>,
    /// Facilitator and report only.
    pub truth: Truth,
    /// Markdown, for the facilitator alone.
    pub notes: String,
    /// What a good team does.
    pub expect: String,
    pub objectives: Vec<Ix<Objective>>,
    pub effects: Vec<Effect>,
    pub extra: BTreeMap<String, String>,
}

/// Whom an inject is addressed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recipients {
    All,
    Roles(Vec<Ix<Role>>),
}

/// The way a message comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Channel {
    Page,
    Alert,
    Chat,
    Phone,
    Email,
    Ticket,
    News,
    Social,
    Dashboard,
    Person,
    StatusPage,
}

impl Channel {
    /// All of them, in the order of the format.
    pub const ALL: &[Self] = &[
        Self::Page,
        Self::Alert,
        Self::Chat,
        Self::Phone,
        Self::Email,
        Self::Ticket,
        Self::News,
        Self::Social,
        Self::Dashboard,
        Self::Person,
        Self::StatusPage,
    ];

    /// The word for it in journals and report data.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Alert => "alert",
            Self::Chat => "chat",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Ticket => "ticket",
            Self::News => "news",
            Self::Social => "social",
            Self::Dashboard => "dashboard",
            Self::Person => "person",
            Self::StatusPage => "status_page",
        }
    }

    /// The one whose word is `word`.
    pub fn from_word(word: &str) -> Option<Self> {
        let mut all = Self::ALL.iter().copied();
        all.find(|channel| channel.word() == word)
    }
}

/// How far a message can be believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Truth {
    #[default]
    True,
    FalseLead,
    Misleading,
    Late,
}

/// Something handed to the room with an inject, shown as written.
#[derive(Debug, Clone, PartialEq)]
pub struct Attachment {
    pub name: String,
    pub kind: AttachmentKind,
    pub body: String,
}

/// What an attachment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum AttachmentKind {
    Log,
    Console,
    Diagram,
    Table,
    Text,
}

/// A question that somebody in the room must answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    pub id: String,
    pub when: Trigger,
    pub guard: Guard,
    /// Who is asked; nobody in particular when left out.
    pub asked: Option<Ix<Role>>,
    /// How long there is to answer.
    pub limit: Option<Span>,
    pub prompt: String,
    pub options: Table<Choice>,
    /// What no answer within the limit amounts to.
    pub silence: Option<Ix<Choice>>,
}

/// One answer to a decision.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    pub id: String,
    pub label: String,
    /// Hidden until this holds.
    pub only_if: Option<Condition>,
    /// How long from the decision to its outcome.
    pub takes: Span,
    pub verdict: Option<Verdict>,
    /// What the outcome does when it lands.
    pub effects: Vec<Effect>,
    /// Markdown: why, and what it costs.
    pub feedback: String,
}

/// How good an answer is, as the author sees it; it rates the plan, not the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Verdict {
    Good,
    Fair,
    Poor,
}

/// Something an evaluator watches for.
#[derive(Debug, Clone, PartialEq)]
pub struct Task {
    pub id: String,
    pub text: String,
    pub role: Option<Ix<Role>>,
    pub objective: Option<Ix<Objective>>,
    pub when: Trigger,
    pub guard: Guard,
    /// How long it may take.
    pub limit: Option<Span>,
    /// What completes it by itself; ticked by hand when left out.
    pub done: Option<Condition>,
}

/// One way for the exercise to end.
#[derive(Debug, Clone, PartialEq)]
pub struct Ending {
    pub id: String,
    pub title: String,
    pub outcome: Outcome,
    /// [`Trigger::Held`] for one that only an effect or the length reaches.
    pub when: Trigger,
    /// Markdown.
    pub text: String,
}

/// How an ending is to be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    Success,
    Mixed,
    Failure,
}

/// What makes something happen. Each fires at most once.
#[derive(Debug, Clone, PartialEq)]
pub enum Trigger {
    /// On the exercise clock.
    At(Span),
    /// So long after the first time a moment came.
    After(Moment, Span),
    /// At the first millisecond at which the condition holds.
    When(Condition),
    /// Only by the facilitator's hand.
    Held,
}

/// What must not or must hold when something is due; else it is skipped.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Guard {
    pub unless: Option<Condition>,
    pub only_if: Option<Condition>,
}

/// Something that can have happened, and from when on it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// Delivered.
    Inject(Ix<Inject>),
    Acknowledged(Ix<Inject>),
    /// Decided.
    Decision(Ix<Decision>),
    /// The outcome of the choice has landed.
    Outcome(Ix<Decision>, Ix<Choice>),
    /// Done.
    Task(Ix<Task>),
    /// Begun.
    Phase(Ix<Phase>),
    /// An incident was declared.
    Declared,
    /// A status update was posted, to this audience or to any.
    Update(Option<Audience>),
}

/// Whom a status update is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    Internal,
    Public,
    Executive,
}

/// What can be asked of an exercise at an instant.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    Happened(Moment),
    Is(Ix<Service>, Health),
    Above(Ix<Signal>, f64),
    Below(Ix<Signal>, f64),
    /// The exercise clock has reached this.
    Elapsed(Span),
    Flag(Ix<Flag>),
    All(Vec<Self>),
    Any(Vec<Self>),
    Not(Box<Self>),
}

/// What an inject or an outcome does to the world.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Ramps the signal from its value to `to` and ends all its nudges.
    Signal {
        signal: Ix<Signal>,
        to: f64,
        over: Span,
    },
    /// Adds a ramp from 0 to `by` on top of whatever the signal does.
    Nudge {
        signal: Ix<Signal>,
        by: f64,
        over: Span,
    },
    Service(Ix<Service>, Health),
    /// So much of the service's data, as time, is gone.
    DataLoss(Ix<Service>, Span),
    Set(Ix<Flag>),
    Clear(Ix<Flag>),
    Cancel(Ix<Inject>),
    Claim(Ix<Claim>, Finding),
    Chance(Chance),
    End(Ix<Ending>),
}

/// Luck, drawn once with the exercise's seed.
#[derive(Debug, Clone, PartialEq)]
pub struct Chance {
    /// Which draw of its inject or outcome this is, counted from 0 in the order of the file,
    /// those inside other draws included.
    pub index: u16,
    /// How likely `hit` is, from 0 to 100.
    pub percent: f64,
    pub hit: Vec<Effect>,
    pub miss: Vec<Effect>,
}

/// What a claim turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Finding {
    Confirmed,
    Refuted,
}

macro_rules! has_id {
    ($($row:ty),+ $(,)?) => {
        $(impl HasId for $row {
            fn id(&self) -> &str {
                &self.id
            }
        })+
    };
}

has_id!(
    Role, Objective, Claim, Service, Signal, Flag, Phase, Inject, Decision, Choice, Task, Ending
);
