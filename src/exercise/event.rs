//! What can happen in an exercise: the events that a journal keeps, one a line.
//!
//! An event is generic in how it names the parts of its scenario: by row while it is played
//! ([`Played`]), by id in a file ([`Named`]). [`Event::rename`] goes from one to the other, so a new
//! event is added here, once, and the compiler asks `apply`, the timeline and the file's tests
//! what it means.

use std::{
    borrow::Cow,
    fmt::{self, Debug},
};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

pub use super::rename::Rename;
use super::time::ExerciseTime;
pub use super::words::{
    ActionKind, ActionState, ClaimVerdict, Confidence, EndReason, Mode, ObservationKind, Pace,
    Part, PauseReason, Rating, UpdateState,
};
use crate::scenario::{
    Ix,
    model::{
        Audience, Channel, Choice, Claim, Decision, Ending, Inject, Objective, Phase, Role, Task,
    },
};

/// A way to name the parts of a scenario.
pub trait Naming: Debug + Clone + PartialEq {
    /// Names one `T`.
    type Ref<T>: Debug + Clone + PartialEq + Serialize + DeserializeOwned;
    /// Names the inject or the outcome that a draw belongs to.
    type Source: Debug + Clone + PartialEq + Serialize + DeserializeOwned;
    /// Names an inject that came in, be it one that was made up.
    type Received: Debug + Clone + PartialEq + Serialize + DeserializeOwned;
}

/// By row, as the engine does: it always resolves.
#[derive(Debug, Clone, PartialEq)]
pub struct Played;

impl Naming for Played {
    type Ref<T> = Ix<T>;
    type Source = Source;
    type Received = Received;
}

/// By id, as a file does.
#[derive(Debug, Clone, PartialEq)]
pub struct Named;

impl Naming for Named {
    type Ref<T> = String;
    /// `inject` or `decision.option`.
    type Source = String;
    type Received = String;
}

/// What a draw of luck belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Source {
    Inject(Ix<Inject>),
    Outcome(Ix<Decision>, Ix<Choice>),
}

/// An inject that came in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Received {
    Scripted(Ix<Inject>),
    /// One that was made up, by its id, which the scenario does not have.
    Improvised(String),
}

impl From<Ix<Inject>> for Received {
    fn from(inject: Ix<Inject>) -> Self {
        Self::Scripted(inject)
    }
}

/// An event with what the journal adds to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// Which line of the journal it is, from 0.
    pub seq: u64,
    /// When it was written.
    pub ts: DateTime<Utc>,
    /// When it happened, on the exercise clock.
    pub clock: ExerciseTime,
    pub event: Event,
}

/// An event that is to be recorded, with the instant it happens at.
#[derive(Debug, Clone, PartialEq)]
pub struct Timed {
    pub clock: ExerciseTime,
    pub event: Event,
}

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case", bound = "")]
pub enum Event<N: Naming = Played> {
    Started(Box<Started>),
    PhaseBegun {
        phase: N::Ref<Phase>,
        who: Who,
    },
    PhaseSkipped {
        phase: N::Ref<Phase>,
        who: Who,
    },
    InjectDelivered {
        inject: N::Ref<Inject>,
        who: Who,
    },
    InjectSkipped {
        inject: N::Ref<Inject>,
        who: Who,
        /// [`GUARD`], [`CANCELLED`], or the facilitator's words.
        why: String,
    },
    InjectHeldBack {
        inject: N::Ref<Inject>,
        who: Who,
        /// Until then, or until the facilitator says.
        until: Option<ExerciseTime>,
    },
    InjectAcknowledged {
        inject: N::Received,
        who: Who,
    },
    InjectImprovised {
        /// An id that the scenario does not have.
        inject: String,
        #[serde(with = "channel_word")]
        channel: Channel,
        sender: String,
        recipients: Vec<String>,
        title: String,
        body: String,
        who: Who,
    },
    DecisionOpened {
        decision: N::Ref<Decision>,
    },
    DecisionMade {
        decision: N::Ref<Decision>,
        #[serde(flatten)]
        answer: Answer<N>,
        who: Who,
        #[serde(flatten)]
        grounds: Grounds,
    },
    /// The decision's limit passes at `until`, and no sooner.
    DecisionExtended {
        decision: N::Ref<Decision>,
        until: ExerciseTime,
        who: Who,
    },
    DecisionExpired {
        decision: N::Ref<Decision>,
        /// What the silence amounts to.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        option: Option<N::Ref<Choice>>,
    },
    DecisionSkipped {
        decision: N::Ref<Decision>,
    },
    OutcomeLanded {
        decision: N::Ref<Decision>,
        option: N::Ref<Choice>,
    },
    /// Written before the event whose effects it belongs to, so that those can be applied in the
    /// order of the file.
    ChanceDrawn {
        source: N::Source,
        index: u16,
        hit: bool,
    },
    TaskBegun {
        task: N::Ref<Task>,
        who: Who,
    },
    TaskDone {
        task: N::Ref<Task>,
        who: Who,
    },
    TaskMissed {
        task: N::Ref<Task>,
        who: Who,
    },
    TaskSkipped {
        task: N::Ref<Task>,
        who: Who,
    },
    /// The room has talked about a question of the phase.
    QuestionDiscussed {
        phase: N::Ref<Phase>,
        /// As the scenario has it.
        question: String,
        who: Who,
    },
    Declared {
        severity: String,
        who: Who,
    },
    UpdatePosted {
        audience: Audience,
        state: UpdateState,
        text: String,
        /// When the next one is promised, on the exercise clock.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        next: Option<ExerciseTime>,
        who: Who,
    },
    RoleAssigned {
        role: N::Ref<Role>,
        person: String,
    },
    /// Somebody is not there any more.
    PersonLeft {
        person: String,
        who: Who,
    },
    PersonReturned {
        person: String,
        who: Who,
    },
    /// Its `clock` is when somebody began to write it; others may have been recorded since.
    Observed {
        kind: ObservationKind,
        text: String,
        /// An id of the scenario.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        about: Option<String>,
        who: Who,
    },
    ClaimJudged {
        claim: N::Ref<Claim>,
        verdict: ClaimVerdict,
        #[serde(default)]
        evidence: Option<String>,
        who: Who,
    },
    /// The text of the record with that number is `text`; see [`Event::corrected`].
    EntryCorrected {
        entry: u64,
        #[serde(default, skip_serializing_if = "Part::is_text")]
        part: Part,
        text: String,
        who: Who,
    },
    /// The observation or the tick with that number does not count.
    EntryWithdrawn {
        entry: u64,
        who: Who,
    },
    Paused {
        why: PauseReason,
    },
    Resumed {},
    Jumped {
        clock_to: ExerciseTime,
    },
    SpeedSet {
        speed: f64,
    },
    /// The exercise stands again as after `to_seq`; its clock shows what this record's does.
    Rewound {
        to_seq: u64,
    },
    Ended {
        ending: Option<N::Ref<Ending>>,
        why: EndReason,
    },
    Rated {
        objective: N::Ref<Objective>,
        rating: Rating,
        #[serde(default)]
        comment: Option<String>,
    },
    Answered {
        question: String,
        text: String,
    },
    ActionAdded(Action),
    ActionChanged(Action),
    Closed {},
}

/// A channel as files have it; scenarios spell it as RON does.
mod channel_word {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    use super::Channel;

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes fields so")]
    pub(super) fn serialize<S: Serializer>(
        channel: &Channel,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(channel.word())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Channel, D::Error> {
        let word = String::deserialize(deserializer)?;
        Channel::from_word(&word).ok_or_else(|| D::Error::custom("no such channel"))
    }
}

/// `inject_skipped.why` where a guard did not let it through.
pub const GUARD: &str = "guard";
/// `inject_skipped.why` where an effect cancelled it.
pub const CANCELLED: &str = "cancelled";

/// How a decision was answered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", bound = "")]
pub enum Answer<N: Naming = Played> {
    Option(N::Ref<Choice>),
    /// In the room's own words.
    Other(String),
}

/// What was said with a decision.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Grounds {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rationale: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Confidence>,
    /// Who would have decided otherwise.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dissent: Vec<String>,
}

/// The first line of a journal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Started {
    /// The journal's format.
    pub format: u64,
    /// The exercise's id.
    pub exercise: String,
    /// The program's version.
    pub program: String,
    pub scenario: ScenarioText,
    pub mode: Mode,
    pub pace: Pace,
    /// Exercise minutes per real minute.
    pub speed: f64,
    pub seed: u64,
    /// Does not count in figures over exercises.
    pub practice: bool,
    pub people: Vec<Person>,
    /// Who keeps this journal beside the exercise's own: somebody who watches, and writes down what
    /// is seen. Nothing in the exercise's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub observer: Option<String>,
}

/// The scenario that is played, in full: it may have changed when the journal is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScenarioText {
    pub id: String,
    pub title: String,
    /// Of `text`, in hexadecimal.
    pub sha256: String,
    /// Of a scenario that comes with the program no copy is made; it is long.
    pub text: Cow<'static, str>,
}

/// Somebody who takes part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    pub name: String,
    /// The id of a role, where the person has one.
    pub role: Option<String>,
}

/// Who or what did something: the exercise clock, or somebody by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum Who {
    Clock,
    Person(String),
}

impl Who {
    /// The word for the exercise clock, which no person can have for a name.
    pub const CLOCK: &str = "clock";

    /// Whether the exercise did it by itself.
    pub fn is_clock(&self) -> bool {
        matches!(self, Self::Clock)
    }
}

impl From<String> for Who {
    fn from(name: String) -> Self {
        if name == Self::CLOCK {
            Self::Clock
        } else {
            Self::Person(name)
        }
    }
}

impl From<Who> for String {
    fn from(who: Who) -> Self {
        match who {
            Who::Clock => Who::CLOCK.to_owned(),
            Who::Person(name) => name,
        }
    }
}

impl fmt::Display for Who {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Clock => Self::CLOCK,
            Self::Person(name) => name,
        })
    }
}

/// Something to be done after the exercise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Action {
    /// The item's id, unique in its exercise.
    pub action: String,
    pub text: String,
    pub kind: ActionKind,
    #[serde(default)]
    pub owner: Option<String>,
    /// A date, such as `2026-12-01`.
    #[serde(default)]
    pub due: Option<String>,
    pub state: ActionState,
}

impl Event {
    /// Whether somebody made this entry, as against what time caused and how the clock was set:
    /// undo takes entries back.
    pub fn is_entry(&self) -> bool {
        match self {
            Self::PhaseBegun { who, .. }
            | Self::PhaseSkipped { who, .. }
            | Self::InjectDelivered { who, .. }
            | Self::InjectSkipped { who, .. }
            | Self::InjectHeldBack { who, .. }
            | Self::InjectAcknowledged { who, .. }
            | Self::InjectImprovised { who, .. }
            | Self::DecisionMade { who, .. }
            | Self::DecisionExtended { who, .. }
            | Self::QuestionDiscussed { who, .. }
            | Self::PersonLeft { who, .. }
            | Self::PersonReturned { who, .. }
            | Self::EntryCorrected { who, .. }
            | Self::EntryWithdrawn { who, .. }
            | Self::TaskBegun { who, .. }
            | Self::TaskDone { who, .. }
            | Self::TaskMissed { who, .. }
            | Self::TaskSkipped { who, .. }
            | Self::Declared { who, .. }
            | Self::UpdatePosted { who, .. }
            | Self::Observed { who, .. }
            | Self::ClaimJudged { who, .. } => !who.is_clock(),
            Self::RoleAssigned { .. }
            | Self::Jumped { .. }
            | Self::Rated { .. }
            | Self::Answered { .. }
            | Self::ActionAdded(_)
            | Self::ActionChanged(_) => true,
            Self::Ended { why, .. } => match why {
                EndReason::Stopped | EndReason::RealIncident => true,
                EndReason::Reached | EndReason::Length => false,
            },
            Self::Started(_)
            | Self::DecisionOpened { .. }
            | Self::DecisionExpired { .. }
            | Self::DecisionSkipped { .. }
            | Self::OutcomeLanded { .. }
            | Self::ChanceDrawn { .. }
            | Self::Paused { .. }
            | Self::Resumed {}
            | Self::SpeedSet { .. }
            | Self::Rewound { .. }
            | Self::Closed {} => false,
        }
    }

    /// The same event with another text: what was written, said or named in it. Nothing where it
    /// has no text of its own; then only going back mends it.
    #[must_use]
    pub fn corrected(&self, part: Part, text: &str) -> Option<Self> {
        let mut corrected = self.clone();
        let text = text.to_owned();
        if part == Part::Answer {
            let Self::DecisionMade {
                answer: Answer::Other(old),
                ..
            } = &mut corrected
            else {
                return None;
            };
            *old = text;
            return Some(corrected);
        }
        match &mut corrected {
            Self::Observed { text: old, .. } | Self::UpdatePosted { text: old, .. } => *old = text,
            Self::Declared { severity, .. } => *severity = text,
            Self::DecisionMade { grounds, .. } => grounds.rationale = Some(text),
            Self::ClaimJudged { evidence, who, .. } if !who.is_clock() => *evidence = Some(text),
            Self::InjectImprovised { body, .. } => *body = text,
            _ => return None,
        }
        Some(corrected)
    }

    /// Whether it can be taken back alone, as long as nothing has followed from it.
    pub fn is_withdrawable(&self) -> bool {
        match self {
            Self::Observed { .. } => true,
            Self::TaskDone { who, .. } => !who.is_clock(),
            _ => false,
        }
    }

    /// The answer to a decision in words of somebody's own.
    pub fn own_words(&self) -> Option<&str> {
        match self {
            Self::DecisionMade {
                answer: Answer::Other(words),
                ..
            } => Some(words),
            _ => None,
        }
    }

    /// What is written, said or named in it, and can be written anew.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Observed { text, .. } | Self::UpdatePosted { text, .. } => Some(text),
            Self::Declared { severity, .. } => Some(severity),
            Self::DecisionMade { grounds, .. } => {
                Some(grounds.rationale.as_deref().unwrap_or_default())
            }
            Self::ClaimJudged { evidence, who, .. } if !who.is_clock() => {
                Some(evidence.as_deref().unwrap_or_default())
            }
            Self::InjectImprovised { body, .. } => Some(body),
            _ => None,
        }
    }
}
