//! Looks up what ids and moments stand for.

use super::{
    instead,
    names::{self, Kind, Name, Named},
    reader::Reader,
    words::{a, did_you_mean, one_of, quoted},
};
use crate::scenario::{
    code::Code,
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

/// How many names are listed where none is like the one that was meant.
const MOST_LISTED: usize = 8;

impl Reader<'_> {
    pub(super) fn row<T: Named>(&mut self, at: At<'_>) -> Option<Ix<T>> {
        let id = self.str(at)?;
        self.find(&id, at, "")
    }

    /// Finds the row that an id stands for, which stands behind `before` in the text.
    pub(super) fn find<T: Named>(&mut self, id: &str, at: At<'_>, before: &str) -> Option<Ix<T>> {
        let wanted = T::KIND;
        let (code, message) = match self.names.get(id) {
            Some(Name { kind, position, .. }) if kind == wanted => {
                return Some(Ix::new(position));
            }
            Some(Name { kind, .. }) => {
                let goes = a(wanted.word());
                (Code::WrongKind, wrong_kind(id, kind, &goes))
            }
            None => {
                let message = format!("there is no {} {}", wanted.word(), quoted(id));
                (Code::UnknownId, message)
            }
        };
        // Somebody may have written what it is called for people.
        let can_suggest = self.heap.can_suggest();
        let meant = can_suggest.then(|| self.names.titled(wanted, id, at.text));
        let meant = meant.flatten();
        let meant = meant.map(|meant| did_you_mean(format!("{before}{meant}")));
        let known = self.names.of_kind(wanted);
        let problem = Problem::error(code, at.span(), message).maybe_hint(meant);
        self.unknown(problem, id, known, before);
        None
    }

    pub(super) fn flag(&mut self, at: At<'_>) -> Option<Ix<model::Flag>> {
        let flag = self.str(at)?;
        Some(self.names.flag(&flag))
    }

    /// The option of a decision that no answer within the limit amounts to.
    pub(super) fn silence(&mut self, decision: At<'_>, at: At<'_>) -> Option<Ix<model::Choice>> {
        let option = self.str(at)?;
        let options = names::options_of(decision);
        let id = decision.get("id").and_then(At::string).unwrap_or_default();
        self.option(&id, &options, &option, at, "")
    }

    /// A decision and one of its options, each in a place of its own.
    pub(super) fn choice_of(
        &mut self,
        decision: At<'_>,
        option: At<'_>,
    ) -> Option<(Ix<model::Decision>, Ix<model::Choice>)> {
        let (of, id) = (self.str(decision), self.str(option));
        let row = self.find(&of?, decision, "")?;
        let decision = decision.string().unwrap_or_default();
        Some((row, self.option_of(row, &decision, &id?, option, "")?))
    }

    fn option_of(
        &mut self,
        row: Ix<model::Decision>,
        decision: &str,
        option: &str,
        at: At<'_>,
        before: &str,
    ) -> Option<Ix<model::Choice>> {
        let options = self.names.options(row.position());
        self.option(decision, options, option, at, before)
    }

    fn option(
        &mut self,
        decision: &str,
        options: &[String],
        option: &str,
        at: At<'_>,
        before: &str,
    ) -> Option<Ix<model::Choice>> {
        let position = options.iter().position(|id| id == option);
        if position.is_none() {
            let (decision, shown) = (quoted(decision), quoted(option));
            let message = format!("the decision {decision} has no option {shown}");
            let problem = Problem::error(Code::UnknownId, at.span(), message);
            self.unknown(problem, option, options.iter().map(String::as_str), before);
        }
        position.map(Ix::new)
    }

    pub(super) fn moment(&mut self, at: At<'_>) -> Option<Moment> {
        let moment = self.str(at)?;
        if let Some((_, moment)) = BUILT_IN.iter().find(|(word, _)| *word == moment) {
            return Some(*moment);
        }
        match moment.split_once('.') {
            Some(("acknowledged", inject)) => self
                .find(inject, at, "acknowledged.")
                .map(Moment::Acknowledged),
            Some(("update", audience)) => {
                let message = format!("nobody called {} is given updates", quoted(audience));
                let problem = Problem::error(Code::UnknownId, at.span(), message);
                self.unknown(problem, &moment, BUILT_IN.iter().map(|(word, _)| *word), "");
                None
            }
            Some((inject, "acknowledged")) if self.names.is_inject(inject) => {
                let message = format!("{} is the wrong way round", quoted(&moment));
                let problem = Problem::error(Code::UnknownId, at.span(), message);
                let hint = instead::moment_called(&moment, self.names);
                self.heap.refuse(problem.maybe_hint(hint));
                None
            }
            Some((decision, option)) => {
                let row = self.find(decision, at, "")?;
                let before = format!("{decision}.");
                let option = self.option_of(row, decision, option, at, &before)?;
                Some(Moment::Outcome(row, option))
            }
            None => self.plain_moment(&moment, at),
        }
    }

    fn plain_moment(&mut self, id: &str, at: At<'_>) -> Option<Moment> {
        let (code, message) = match self.names.get(id) {
            Some(Name { kind, position, .. }) => {
                let moment = happening(kind, position);
                if moment.is_some() {
                    return moment;
                }
                let goes = "an inject, a decision, a task or a phase";
                let (what, id) = (a(kind.word()), quoted(id));
                let message = format!("{id} is {what}, and no moment; here goes {goes}");
                (Code::WrongKind, message)
            }
            None => (
                Code::UnknownId,
                format!("there is no inject, decision, task or phase {}", quoted(id)),
            ),
        };
        let meant = self
            .names
            .get(id)
            .and_then(|name| instead_of(id, name.kind));
        let meant = meant.or_else(|| {
            let can_suggest = self.heap.can_suggest();
            can_suggest.then(|| instead::moment_called(id, self.names))?
        });
        let problem = Problem::error(code, at.span(), message).maybe_hint(meant);
        let known = self.names.all();
        let known = known.filter(|(_, name)| happening(name.kind, name.position).is_some());
        let known = known.map(|(id, _)| id);
        let known = known.chain(BUILT_IN.iter().map(|(word, _)| *word));
        self.unknown(problem, id, known, "");
        None
    }

    /// Tells of a name that stands for nothing, and what is called nearly the same.
    fn unknown<'k>(
        &mut self,
        problem: Problem,
        name: &str,
        known: impl Iterator<Item = &'k str>,
        before: &str,
    ) {
        // What has this name may stand in what could not be made out, which is told.
        if self.names.lost.may_have_anywhere(name) {
            return;
        }
        if !self.heap.can_suggest() {
            self.heap.refuse(problem);
            return;
        }
        if self.names.lost.may_be_swallowed(&(0..usize::MAX), name) {
            return;
        }
        if problem.hint.is_some() {
            self.heap.refuse(problem);
            return;
        }
        let known: Vec<_> = known.collect();
        let near = self.heap.nearest(name, known.iter().copied());
        let hint = near.map_or_else(
            || listed(&known, before),
            |near| did_you_mean(format!("{before}{near}")),
        );
        self.heap.refuse(problem.hint(hint));
    }
}

/// What there is, for when nothing is near.
fn listed(known: &[&str], before: &str) -> String {
    let shown = known.iter().take(MOST_LISTED);
    let shown: Vec<_> = shown.map(|id| format!("{before}{id}")).collect();
    let n_more = known.len() - shown.len();
    if shown.is_empty() {
        "There is none yet: add one, or take this out.".to_owned()
    } else if n_more == 0 {
        one_of(&shown.iter().map(String::as_str).collect::<Vec<_>>())
    } else {
        format!("There are `{}` and {n_more} more.", shown.join("`, `"))
    }
}

fn wrong_kind(id: &str, kind: Kind, goes: &str) -> String {
    format!("{} is {}; here goes {goes}", quoted(id), a(kind.word()))
}

/// How to wait for what is no moment.
fn instead_of(id: &str, kind: Kind) -> Option<String> {
    Some(match kind {
        Kind::Service => format!("A condition can ask for it: `Is(\"{id}\", Down)`."),
        Kind::Signal => format!("A condition can ask for it: `Above(\"{id}\", 5)`."),
        Kind::Claim => {
            "Wait for what judges it: a task, an inject or `decision.option`.".to_owned()
        }
        Kind::Ending => {
            format!("Nothing comes after an ending; a walk expects it with `Ending(\"{id}\")`.")
        }
        Kind::Role | Kind::Objective | Kind::Phase | Kind::Inject | Kind::Decision | Kind::Task => {
            return None;
        }
    })
}

/// The moment that such a row's id stands for, if it is one that happens.
fn happening(kind: Kind, position: usize) -> Option<Moment> {
    match kind {
        Kind::Inject => Some(Moment::Inject(Ix::new(position))),
        Kind::Decision => Some(Moment::Decision(Ix::new(position))),
        Kind::Task => Some(Moment::Task(Ix::new(position))),
        Kind::Phase => Some(Moment::Phase(Ix::new(position))),
        Kind::Role
        | Kind::Objective
        | Kind::Claim
        | Kind::Service
        | Kind::Signal
        | Kind::Ending => None,
    }
}
