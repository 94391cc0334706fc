//! Events named in one way and in another: the one place that knows both.

use super::event::{Answer, Event, Naming};
use crate::scenario::model::{
    Choice, Claim, Decision, Ending, Inject, Objective, Phase, Role, Task,
};

/// Goes from one way of naming to another.
pub trait Rename<From: Naming, To: Naming> {
    /// Why something has no name over there.
    type Error;

    fn phase(&self, from: From::Ref<Phase>) -> Result<To::Ref<Phase>, Self::Error>;
    fn inject(&self, from: From::Ref<Inject>) -> Result<To::Ref<Inject>, Self::Error>;
    fn received(&self, from: From::Received) -> Result<To::Received, Self::Error>;
    fn decision(&self, from: From::Ref<Decision>) -> Result<To::Ref<Decision>, Self::Error>;
    fn choice(
        &self,
        of: &To::Ref<Decision>,
        from: From::Ref<Choice>,
    ) -> Result<To::Ref<Choice>, Self::Error>;
    fn task(&self, from: From::Ref<Task>) -> Result<To::Ref<Task>, Self::Error>;
    fn role(&self, from: From::Ref<Role>) -> Result<To::Ref<Role>, Self::Error>;
    fn claim(&self, from: From::Ref<Claim>) -> Result<To::Ref<Claim>, Self::Error>;
    fn objective(&self, from: From::Ref<Objective>) -> Result<To::Ref<Objective>, Self::Error>;
    fn ending(&self, from: From::Ref<Ending>) -> Result<To::Ref<Ending>, Self::Error>;
    fn source(&self, from: From::Source) -> Result<To::Source, Self::Error>;
}

impl<N: Naming> Event<N> {
    /// Names the same event in another way.
    #[expect(clippy::too_many_lines, reason = "an arm an event, and nothing else")]
    pub fn rename<M: Naming, R: Rename<N, M>>(self, to: &R) -> Result<Event<M>, R::Error> {
        Ok(match self {
            Self::Started(started) => Event::Started(started),
            Self::PhaseBegun { phase, who } => Event::PhaseBegun {
                phase: to.phase(phase)?,
                who,
            },
            Self::PhaseSkipped { phase, who } => Event::PhaseSkipped {
                phase: to.phase(phase)?,
                who,
            },
            Self::InjectDelivered { inject, who } => Event::InjectDelivered {
                inject: to.inject(inject)?,
                who,
            },
            Self::InjectSkipped { inject, who, why } => Event::InjectSkipped {
                inject: to.inject(inject)?,
                who,
                why,
            },
            Self::InjectHeldBack { inject, who, until } => Event::InjectHeldBack {
                inject: to.inject(inject)?,
                who,
                until,
            },
            Self::InjectAcknowledged { inject, who } => Event::InjectAcknowledged {
                inject: to.received(inject)?,
                who,
            },
            Self::InjectImprovised {
                inject,
                channel,
                sender,
                recipients,
                title,
                body,
                who,
            } => Event::InjectImprovised {
                inject,
                channel,
                sender,
                recipients,
                title,
                body,
                who,
            },
            Self::DecisionOpened { decision } => Event::DecisionOpened {
                decision: to.decision(decision)?,
            },
            Self::DecisionMade {
                decision,
                answer,
                who,
                grounds,
            } => {
                let decision = to.decision(decision)?;
                let answer = match answer {
                    Answer::Option(option) => Answer::Option(to.choice(&decision, option)?),
                    Answer::Other(text) => Answer::Other(text),
                };
                Event::DecisionMade {
                    decision,
                    answer,
                    who,
                    grounds,
                }
            }
            Self::DecisionExtended {
                decision,
                until,
                who,
            } => Event::DecisionExtended {
                decision: to.decision(decision)?,
                until,
                who,
            },
            Self::DecisionExpired { decision, option } => {
                let decision = to.decision(decision)?;
                let option = option
                    .map(|option| to.choice(&decision, option))
                    .transpose()?;
                Event::DecisionExpired { decision, option }
            }
            Self::DecisionSkipped { decision } => Event::DecisionSkipped {
                decision: to.decision(decision)?,
            },
            Self::OutcomeLanded { decision, option } => {
                let decision = to.decision(decision)?;
                let option = to.choice(&decision, option)?;
                Event::OutcomeLanded { decision, option }
            }
            Self::ChanceDrawn { source, index, hit } => Event::ChanceDrawn {
                source: to.source(source)?,
                index,
                hit,
            },
            Self::TaskBegun { task, who } => Event::TaskBegun {
                task: to.task(task)?,
                who,
            },
            Self::TaskDone { task, who } => Event::TaskDone {
                task: to.task(task)?,
                who,
            },
            Self::TaskMissed { task, who } => Event::TaskMissed {
                task: to.task(task)?,
                who,
            },
            Self::TaskSkipped { task, who } => Event::TaskSkipped {
                task: to.task(task)?,
                who,
            },
            Self::QuestionDiscussed {
                phase,
                question,
                who,
            } => Event::QuestionDiscussed {
                phase: to.phase(phase)?,
                question,
                who,
            },
            Self::Declared { severity, who } => Event::Declared { severity, who },
            Self::UpdatePosted {
                audience,
                state,
                text,
                next,
                who,
            } => Event::UpdatePosted {
                audience,
                state,
                text,
                next,
                who,
            },
            Self::RoleAssigned { role, person } => Event::RoleAssigned {
                role: to.role(role)?,
                person,
            },
            Self::PersonLeft { person, who } => Event::PersonLeft { person, who },
            Self::PersonReturned { person, who } => Event::PersonReturned { person, who },
            Self::Observed {
                kind,
                text,
                about,
                who,
            } => Event::Observed {
                kind,
                text,
                about,
                who,
            },
            Self::ClaimJudged {
                claim,
                verdict,
                evidence,
                who,
            } => Event::ClaimJudged {
                claim: to.claim(claim)?,
                verdict,
                evidence,
                who,
            },
            Self::EntryCorrected {
                entry,
                part,
                text,
                who,
            } => Event::EntryCorrected {
                entry,
                part,
                text,
                who,
            },
            Self::EntryWithdrawn { entry, who } => Event::EntryWithdrawn { entry, who },
            Self::Paused { why } => Event::Paused { why },
            Self::Resumed {} => Event::Resumed {},
            Self::Jumped { clock_to } => Event::Jumped { clock_to },
            Self::SpeedSet { speed } => Event::SpeedSet { speed },
            Self::Rewound { to_seq } => Event::Rewound { to_seq },
            Self::Ended { ending, why } => Event::Ended {
                ending: ending.map(|ending| to.ending(ending)).transpose()?,
                why,
            },
            Self::Rated {
                objective,
                rating,
                comment,
            } => Event::Rated {
                objective: to.objective(objective)?,
                rating,
                comment,
            },
            Self::Answered { question, text } => Event::Answered { question, text },
            Self::ActionAdded(action) => Event::ActionAdded(action),
            Self::ActionChanged(action) => Event::ActionChanged(action),
            Self::Closed {} => Event::Closed {},
        })
    }
}
