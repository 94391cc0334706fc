//! Looks up what ids and moments stand for.

use super::{
    names::{Kind, Name, Named},
    resolve::Resolver,
    words::{a, did_you_mean, quoted},
};
use crate::scenario::{
    model::{self, Audience, Moment},
    outline::At,
    problem::Problem,
    table::Ix,
};

/// The moments that are there without an author's doing.
const BUILT_IN: [(&str, Moment); 5] = [
    ("declared", Moment::Declared),
    ("update", Moment::Update(None)),
    ("update.internal", Moment::Update(Some(Audience::Internal))),
    ("update.public", Moment::Update(Some(Audience::Public))),
    (
        "update.executive",
        Moment::Update(Some(Audience::Executive)),
    ),
];

/// What stands in for a moment that cannot be looked up. It belongs to no row, so that no row
/// seems to wait for itself.
const STAND_IN: Moment = Moment::Declared;

impl Resolver<'_> {
    pub(super) fn rows<T: Named>(&mut self, ids: &[String], at: At<'_>) -> Vec<Ix<T>> {
        let ids = ids.iter().zip(at.items());
        ids.map(|(id, at)| self.row(id, at)).collect()
    }

    pub(super) fn owned_row<T: Named>(&mut self, id: String, at: At<'_>) -> Ix<T> {
        self.row(&id, at)
    }

    pub(super) fn row<T: Named>(&mut self, id: &str, at: At<'_>) -> Ix<T> {
        self.find(id, at).unwrap_or(Ix::new(0))
    }

    fn find<T: Named>(&mut self, id: &str, at: At<'_>) -> Option<Ix<T>> {
        let wanted = T::KIND;
        let message = match self.names.get(id) {
            Some(Name { kind, position, .. }) if kind == wanted => {
                return Some(Ix::new(position));
            }
            Some(Name { kind, .. }) => {
                let (is, goes) = (a(kind.word()), a(wanted.word()));
                format!("{} is {is}; here goes {goes}", quoted(id))
            }
            None => format!("there is no {} {}", wanted.word(), quoted(id)),
        };
        self.unknown(at, message, id, self.names.of(wanted));
        None
    }

    pub(super) fn option(
        &mut self,
        decision: &str,
        position: usize,
        option: &str,
        at: At<'_>,
    ) -> Ix<model::Choice> {
        let options = self.names.options(position);
        if let Some(position) = options.iter().position(|id| id == option) {
            return Ix::new(position);
        }
        let message = format!(
            "the decision {} has no option {}",
            quoted(decision),
            quoted(option)
        );
        self.unknown(at, message, option, options.iter().map(String::as_str));
        Ix::new(0)
    }

    pub(super) fn moment(&mut self, moment: &str, at: At<'_>) -> Moment {
        if let Some((_, moment)) = BUILT_IN.iter().find(|(word, _)| *word == moment) {
            return *moment;
        }
        match moment.split_once('.') {
            Some(("acknowledged", inject)) => {
                self.find(inject, at).map_or(STAND_IN, Moment::Acknowledged)
            }
            Some(("update", audience)) => {
                let message = format!("nobody called {} is given updates", quoted(audience));
                let known = BUILT_IN.iter().map(|(word, _)| *word);
                self.unknown(at, message, moment, known);
                STAND_IN
            }
            Some((decision, option)) => match self.find(decision, at) {
                Some(ix) => Moment::Outcome(ix, self.option(decision, ix.position(), option, at)),
                None => STAND_IN,
            },
            None => self.plain_moment(moment, at),
        }
    }

    fn plain_moment(&mut self, id: &str, at: At<'_>) -> Moment {
        let message = match self.names.get(id) {
            Some(Name { kind, position, .. }) => match kind {
                Kind::Inject => return Moment::Inject(Ix::new(position)),
                Kind::Decision => return Moment::Decision(Ix::new(position)),
                Kind::Task => return Moment::Task(Ix::new(position)),
                Kind::Phase => return Moment::Phase(Ix::new(position)),
                Kind::Role
                | Kind::Objective
                | Kind::Claim
                | Kind::Service
                | Kind::Signal
                | Kind::Ending => format!(
                    "{} is {}; here goes an inject, a decision, a task or a phase",
                    quoted(id),
                    a(kind.word())
                ),
            },
            None => format!("there is no inject, decision, task or phase {}", quoted(id)),
        };
        let known = self.names.all().filter(|(_, name)| happens(name.kind));
        let known = known.map(|(id, _)| id);
        self.unknown(
            at,
            message,
            id,
            known.chain(BUILT_IN.iter().map(|(word, _)| *word)),
        );
        STAND_IN
    }

    /// Tells of a name that stands for nothing, and what is called nearly the same.
    fn unknown<'k>(
        &mut self,
        at: At<'_>,
        message: String,
        name: &str,
        known: impl Iterator<Item = &'k str>,
    ) {
        let hint = if self.heap.is_worth_suggesting() {
            did_you_mean(name, known)
        } else {
            None
        };
        self.heap
            .refuse(Problem::error(at.span(), message).hint(hint));
    }
}

fn happens(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Inject | Kind::Decision | Kind::Task | Kind::Phase
    )
}
