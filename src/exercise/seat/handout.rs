//! What the room may see at an instant, as a type of its own.

use chrono::NaiveDateTime;

use crate::{
    exercise::{
        event::{EndReason, PauseReason, UpdateState},
        time::ExerciseTime,
        trace::Trace,
    },
    scenario::model::{AttachmentKind, Audience, Channel, Health, Outcome},
};

/// All that the room may see at an instant.
///
/// It is a type and not a flag on the facilitator's view, since a flag is asked for in every place
/// that draws, and one place that forgets it shows a secret on a projector. What draws the room's
/// screen is handed this and nothing else, so it has no secret that it could show: neither notes
/// nor what is expected, no truth, verdict or feedback, nothing of what is still to come and when,
/// no task, no claim, no objective, no condition, and not how long an outcome takes. What is added
/// here is seen by everybody.
///
/// Texts are as their authors wrote them: whoever draws them makes them harmless.
#[derive(Debug, Clone, PartialEq)]
pub struct Handout {
    /// The scenario's title.
    pub title: String,
    /// Printed on every screen, such as `TLP:GREEN`.
    pub marking: Option<String>,
    /// What the exercise clock shows.
    pub clock: ExerciseTime,
    /// What clocks in the scenario's world show.
    pub world_time: Option<NaiveDateTime>,
    pub course: Course,
    pub seen: Seen,
    /// What was declared last.
    pub severity: Option<Severity>,
    pub commander: Option<Seat>,
    /// Everybody who takes part and is away.
    pub absent: Vec<String>,
    /// What came in, the newest first.
    pub delivered: Vec<Delivered>,
    pub services: Vec<ServiceShown>,
    /// The impact first.
    pub curves: Vec<Curve>,
    /// What the impact adds up to so far.
    pub bad_minutes: Option<f64>,
    /// What waits for an answer, what has to be answered first before the rest.
    pub questions: Vec<Question>,
    /// What was decided last.
    pub decided: Option<Decided>,
    /// What was told to others last.
    pub posted: Option<Posted>,
    /// When the next update is promised.
    pub next_update: Option<ExerciseTime>,
    pub phase: Option<PhaseShown>,
}

impl Handout {
    /// Whether it is yet to end.
    pub fn is_under_way(&self) -> bool {
        match self.course {
            Course::Before(_) | Course::Running { .. } | Course::Paused { .. } => true,
            Course::Ended(_) | Course::RealIncident => false,
        }
    }
}

/// How the exercise stands.
#[derive(Debug, Clone, PartialEq)]
pub enum Course {
    /// Its clock has never run.
    Before(Beginning),
    /// With so many exercise minutes a real minute.
    Running {
        speed: f64,
    },
    Paused {
        why: PauseReason,
    },
    Ended(End),
    /// Something real has happened, and nothing else matters.
    RealIncident,
}

/// When it is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// While it happens.
    Live,
    /// Afterwards: the clock that stood then keeps nobody from looking around.
    InReplay,
}

/// What everybody is told before the start.
#[derive(Debug, Clone, PartialEq)]
pub struct Beginning {
    /// Markdown.
    pub briefing: String,
    pub seats: Vec<Seat>,
}

/// How it ended.
#[derive(Debug, Clone, PartialEq)]
pub struct End {
    pub at: ExerciseTime,
    pub why: EndReason,
    /// The ending that was reached.
    pub ending: Option<Judgement>,
}

/// What the ending says.
#[derive(Debug, Clone, PartialEq)]
pub struct Judgement {
    pub title: String,
    pub outcome: Outcome,
    /// Markdown.
    pub text: String,
}

/// A role and who sits in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seat {
    pub role: String,
    /// What somebody in this role is told to do.
    pub brief: String,
    pub person: Option<String>,
    pub is_absent: bool,
}

/// What was declared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Severity {
    pub name: String,
    /// When it was declared.
    pub since: ExerciseTime,
}

/// A message that came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivered {
    pub at: ExerciseTime,
    pub channel: Channel,
    pub from: String,
    /// Roles by their names; nobody for everybody.
    pub to: Vec<String>,
    pub title: String,
    /// Markdown.
    pub body: String,
    pub attachments: Vec<Handed>,
    pub receipt: Receipt,
}

/// Whether somebody said that a message was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Receipt {
    Awaited,
    Given(ExerciseTime),
}

/// Something handed out with a message, shown as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handed {
    pub name: String,
    pub kind: AttachmentKind,
    pub body: String,
}

/// A line of the status page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceShown {
    pub name: String,
    pub health: Health,
    /// When it last changed, if it ever did.
    pub since: Option<ExerciseTime>,
}

/// A curve of the dashboard.
#[derive(Debug, Clone, PartialEq)]
pub struct Curve {
    pub name: String,
    pub unit: String,
    /// With its wobble.
    pub value: f64,
    /// Where the dashboard draws its alarm line.
    pub alarm: Option<f64>,
    pub is_impact: bool,
    pub trace: Trace,
    /// What its room spans from bottom to top.
    pub low: f64,
    pub high: f64,
}

impl Curve {
    /// Whether it is beyond its alarm line.
    pub fn is_alarming(&self) -> bool {
        self.alarm.is_some_and(|alarm| self.value > alarm)
    }
}

/// A decision that waits for an answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    pub prompt: String,
    pub asked: Option<Seat>,
    /// The labels of the options that can be had.
    pub options: Vec<String>,
    pub limit: Limit,
}

/// How long there is to answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    None,
    Until(ExerciseTime),
    /// It has passed, and an answer is awaited still.
    Passed,
}

/// What was answered to a decision, or that nothing was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    pub at: ExerciseTime,
    pub prompt: String,
    /// The option's label, or the room's own words.
    pub answer: String,
    /// Nobody, where time ran out.
    pub who: Option<String>,
}

/// A status update.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posted {
    pub at: ExerciseTime,
    pub audience: Audience,
    pub state: UpdateState,
    pub text: String,
}

/// The phase that the exercise is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhaseShown {
    pub title: String,
    /// Each with whether it was discussed.
    pub questions: Vec<(String, bool)>,
}
