//! What the report's data is made of: the keys, their order and their words.
//!
//! They are a contract with whoever reads them: add to them, never change them.

use serde::Serialize;

use crate::{
    exercise::event::{
        ActionKind, ActionState, ClaimVerdict, Confidence, EndReason, Mode, ObservationKind,
        Person, Rating, UpdateState,
    },
    report::measures::Timings,
    scenario::model::Audience,
};

/// The format that is written.
pub const FORMAT: u64 = 1;

/// A report's data. Texts are as they were written; what shows them makes them harmless.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Data {
    pub format: u64,
    /// The exercise's id.
    pub exercise: String,
    pub scenario: ScenarioData,
    /// The version of the program that began the exercise.
    pub program: String,
    pub mode: Mode,
    pub practice: bool,
    pub started_at: String,
    /// Nothing while it runs.
    pub ended_at: Option<String>,
    pub elapsed_ms: u64,
    pub people: Vec<Person>,
    /// Nothing while it runs.
    pub ending: Option<EndingData>,
    pub timings: Timings,
    pub bad_minutes: Option<f64>,
    pub services: Vec<ServiceData>,
    pub phases: Vec<PhaseData>,
    pub injects: Vec<InjectData>,
    pub decisions: Vec<DecisionData>,
    pub tasks: Vec<TaskData>,
    pub objectives: Vec<ObjectiveData>,
    pub claims: Vec<ClaimData>,
    pub updates: Vec<UpdateData>,
    pub observations: Vec<ObservationData>,
    pub answers: Vec<AnswerData>,
    pub actions: Vec<ActionData>,
    pub journal: JournalData,
    pub observers: Vec<ObserverData>,
}

/// What was played.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ScenarioData {
    pub id: String,
    pub title: String,
    pub sha256: String,
    pub tags: Vec<String>,
    pub marking: Option<String>,
}

/// How it ended; without an ending where it was stopped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EndingData {
    pub id: Option<String>,
    pub title: Option<String>,
    pub outcome: Option<&'static str>,
    pub why: EndReason,
}

/// A service, achieved against objective.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ServiceData {
    pub id: String,
    pub name: String,
    pub tier: Option<u8>,
    pub rto_ms: Option<u64>,
    pub achieved_rto_ms: u64,
    pub rpo_ms: Option<u64>,
    pub achieved_rpo_ms: u64,
    pub mtd_ms: Option<u64>,
    pub lost: bool,
}

/// A phase, as far as it got.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PhaseData {
    pub id: String,
    pub title: String,
    /// `pending`, `begun` or `skipped`.
    pub status: &'static str,
    pub begun_ms: Option<u64>,
}

/// An inject, as far as it got.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InjectData {
    pub id: String,
    pub title: String,
    pub channel: &'static str,
    /// When its trigger fired or is known to; nothing for an improvised one.
    pub due_ms: Option<u64>,
    pub delivered_ms: Option<u64>,
    pub acknowledged_ms: Option<u64>,
    /// `pending`, `held_back`, `delivered` or `skipped`.
    pub status: &'static str,
}

/// A decision, as far as it got.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DecisionData {
    pub id: String,
    pub prompt: String,
    /// The id of a role.
    pub asked: Option<String>,
    pub opened_ms: Option<u64>,
    /// Nothing where nobody answered.
    pub made_ms: Option<u64>,
    pub took_ms: Option<u64>,
    pub limit_ms: Option<u64>,
    pub late: bool,
    /// What was chosen, or what the silence amounted to.
    pub option: Option<String>,
    /// The answer in the room's own words.
    pub other: Option<String>,
    pub verdict: Option<&'static str>,
    pub who: Option<String>,
    pub rationale: Option<String>,
    pub confidence: Option<Confidence>,
    pub dissent: Vec<String>,
    /// The other options that were to be had.
    pub alternatives: Vec<String>,
}

/// A task, as far as it got.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TaskData {
    pub id: String,
    pub text: String,
    pub role: Option<String>,
    pub begun_ms: Option<u64>,
    /// Also where it was missed and done late.
    pub done_ms: Option<u64>,
    pub limit_ms: Option<u64>,
    /// `pending`, `open`, `done`, `missed` or `skipped`.
    pub status: &'static str,
    /// What observers saw of it, whatever its status.
    pub seen_done: Vec<SeenDoneData>,
}

/// That an observer saw a task done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SeenDoneData {
    pub seen_ms: u64,
    pub who: String,
}

/// An objective, as measured and as rated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ObjectiveData {
    pub id: String,
    pub title: String,
    pub area: Option<String>,
    /// Nothing where nothing measures it.
    pub met: Option<bool>,
    pub met_ms: Option<u64>,
    pub target_ms: Option<u64>,
    /// By the rule of [`crate::report::ratings`].
    pub proposed: Option<Rating>,
    pub rating: Option<Rating>,
    pub comment: Option<String>,
}

/// A claim, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClaimData {
    pub id: String,
    pub text: String,
    pub owner: Option<String>,
    pub verdict: ClaimVerdict,
    pub evidence: Option<String>,
    pub truth: Option<String>,
    /// What observers made of it.
    pub judged: Vec<JudgedData>,
}

/// An observer's verdict on a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct JudgedData {
    pub judged_ms: u64,
    pub verdict: ClaimVerdict,
    pub evidence: Option<String>,
    pub who: String,
}

/// A status update.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UpdateData {
    pub posted_ms: u64,
    pub audience: Audience,
    pub state: UpdateState,
    pub text: String,
    pub who: String,
    /// When the next one was promised.
    pub next_ms: Option<u64>,
}

/// An observation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ObservationData {
    pub observed_ms: u64,
    pub kind: ObservationKind,
    pub text: String,
    pub about: Option<String>,
    pub who: String,
}

/// An answer in the hot wash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AnswerData {
    pub question: String,
    pub text: String,
}

/// An action item, as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActionData {
    pub action: String,
    pub text: String,
    pub kind: ActionKind,
    pub owner: Option<String>,
    pub due: Option<String>,
    pub state: ActionState,
}

/// What the report rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct JournalData {
    /// How many lines there are, what was taken back included.
    pub events: usize,
    /// How often something was taken back.
    pub rewound: usize,
    /// The chain of the last line.
    pub chain: String,
}

/// What an observer wrote beside the journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ObserverData {
    /// What the file is called.
    pub file: String,
    /// Nothing of the rest, where the file is left out.
    pub name: Option<String>,
    pub events: Option<usize>,
    pub chain: Option<String>,
    /// Why nothing in it counts, where that is so.
    pub left_out: Option<String>,
}
