//! Ids to rows and back, by the scenario that a journal carries.

use std::convert::Infallible;

use crate::{
    exercise::event::{Named, Naming, Played, Received, Rename, Source},
    scenario::{
        HasId, Ix, Scenario, Table,
        model::{Choice, Claim, Decision, Ending, Inject, Objective, Phase, Role, Task},
    },
};

/// From rows to ids: what is played always has a name.
pub(super) struct ToNames<'a>(pub(super) &'a Scenario);

/// From ids to rows: a file can name what its scenario does not have.
pub(super) struct ToRows<'a>(pub(super) &'a Scenario);

/// `about` is of no such kind in the scenario.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unknown {
    pub(super) kind: &'static str,
    pub(super) id: String,
}

type Row<T> = <Played as Naming>::Ref<T>;
type Id<T> = <Named as Naming>::Ref<T>;

#[expect(
    clippy::unnecessary_wraps,
    reason = "renaming asks for a result, and this way cannot fail"
)]
fn id<T: HasId>(table: &Table<T>, row: Ix<T>) -> Result<String, Infallible> {
    Ok(table[row].id().to_owned())
}

fn row<T: HasId>(table: &Table<T>, kind: &'static str, id: String) -> Result<Ix<T>, Unknown> {
    table.find(&id).ok_or(Unknown { kind, id })
}

impl Rename<Played, Named> for ToNames<'_> {
    type Error = Infallible;

    fn phase(&self, from: Row<Phase>) -> Result<Id<Phase>, Infallible> {
        id(&self.0.phases, from)
    }
    fn inject(&self, from: Row<Inject>) -> Result<Id<Inject>, Infallible> {
        id(&self.0.injects, from)
    }
    fn received(&self, from: Received) -> Result<String, Infallible> {
        match from {
            Received::Scripted(inject) => self.inject(inject),
            Received::Improvised(id) => Ok(id),
        }
    }
    fn decision(&self, from: Row<Decision>) -> Result<Id<Decision>, Infallible> {
        id(&self.0.decisions, from)
    }
    fn choice(&self, of: &Id<Decision>, from: Row<Choice>) -> Result<Id<Choice>, Infallible> {
        let decision = self
            .0
            .decisions
            .find(of)
            .expect("named a moment ago from this scenario");
        id(&self.0.decisions[decision].options, from)
    }
    fn task(&self, from: Row<Task>) -> Result<Id<Task>, Infallible> {
        id(&self.0.tasks, from)
    }
    fn role(&self, from: Row<Role>) -> Result<Id<Role>, Infallible> {
        id(&self.0.roles, from)
    }
    fn claim(&self, from: Row<Claim>) -> Result<Id<Claim>, Infallible> {
        id(&self.0.claims, from)
    }
    fn objective(&self, from: Row<Objective>) -> Result<Id<Objective>, Infallible> {
        id(&self.0.objectives, from)
    }
    fn ending(&self, from: Row<Ending>) -> Result<Id<Ending>, Infallible> {
        id(&self.0.endings, from)
    }
    fn source(&self, from: Source) -> Result<String, Infallible> {
        match from {
            Source::Inject(inject) => self.inject(inject),
            Source::Outcome(decision, choice) => {
                let decision = self.decision(decision)?;
                let choice = self.choice(&decision, choice)?;
                Ok(format!("{decision}.{choice}"))
            }
        }
    }
}

impl Rename<Named, Played> for ToRows<'_> {
    type Error = Unknown;

    fn phase(&self, from: Id<Phase>) -> Result<Row<Phase>, Unknown> {
        row(&self.0.phases, "phase", from)
    }
    fn inject(&self, from: Id<Inject>) -> Result<Row<Inject>, Unknown> {
        row(&self.0.injects, "inject", from)
    }
    /// What the scenario does not have was made up in the exercise.
    fn received(&self, from: String) -> Result<Received, Unknown> {
        Ok(match self.0.injects.find(&from) {
            Some(inject) => Received::Scripted(inject),
            None => Received::Improvised(from),
        })
    }
    fn decision(&self, from: Id<Decision>) -> Result<Row<Decision>, Unknown> {
        row(&self.0.decisions, "decision", from)
    }
    fn choice(&self, of: &Row<Decision>, from: Id<Choice>) -> Result<Row<Choice>, Unknown> {
        row(&self.0.decisions[*of].options, "option", from)
    }
    fn task(&self, from: Id<Task>) -> Result<Row<Task>, Unknown> {
        row(&self.0.tasks, "task", from)
    }
    fn role(&self, from: Id<Role>) -> Result<Row<Role>, Unknown> {
        row(&self.0.roles, "role", from)
    }
    fn claim(&self, from: Id<Claim>) -> Result<Row<Claim>, Unknown> {
        row(&self.0.claims, "claim", from)
    }
    fn objective(&self, from: Id<Objective>) -> Result<Row<Objective>, Unknown> {
        row(&self.0.objectives, "objective", from)
    }
    fn ending(&self, from: Id<Ending>) -> Result<Row<Ending>, Unknown> {
        row(&self.0.endings, "ending", from)
    }
    fn source(&self, from: String) -> Result<Source, Unknown> {
        match from.split_once('.') {
            None => self.inject(from).map(Source::Inject),
            Some((decision, choice)) => {
                let decision = self.decision(decision.to_owned())?;
                let choice = self.choice(&decision, choice.to_owned())?;
                Ok(Source::Outcome(decision, choice))
            }
        }
    }
}
