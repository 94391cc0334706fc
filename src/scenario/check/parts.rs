//! Resolves what rows are made of: triggers, conditions, effects.

use super::resolve::Resolver;
use crate::scenario::{
    model::{self, Condition, Effect, Guard, Recipients, Trigger},
    outline::At,
    problem::Problem,
    source,
};

impl Resolver<'_> {
    pub(super) fn guard(
        &mut self,
        unless: Option<source::Condition>,
        only_if: Option<source::Condition>,
        at: At<'_>,
    ) -> Guard {
        Guard {
            unless: self.maybe(unless, at.field("unless"), Self::condition),
            only_if: self.maybe(only_if, at.field("only_if"), Self::condition),
        }
    }

    pub(super) fn trigger(&mut self, trigger: source::Trigger, at: At<'_>) -> Trigger {
        match trigger {
            source::Trigger::At(time) => Trigger::At(self.clock(&time, at.item(0))),
            source::Trigger::After(moment, time) => Trigger::After(
                self.moment(&moment, at.item(0)),
                self.time(time, at.item(1)),
            ),
            source::Trigger::When(condition) => {
                Trigger::When(self.condition(condition, at.item(0)))
            }
            source::Trigger::Held => Trigger::Held,
        }
    }

    pub(super) fn condition(&mut self, condition: source::Condition, at: At<'_>) -> Condition {
        let first = at.item(0);
        match condition {
            source::Condition::Happened(moment) => Condition::Happened(self.moment(&moment, first)),
            source::Condition::Is(service, health) => {
                Condition::Is(self.row(&service, first), health)
            }
            source::Condition::Above(signal, x) => {
                Condition::Above(self.row(&signal, first), self.finite(x, at.item(1)))
            }
            source::Condition::Below(signal, x) => {
                Condition::Below(self.row(&signal, first), self.finite(x, at.item(1)))
            }
            source::Condition::Elapsed(time) => Condition::Elapsed(self.clock(&time, first)),
            source::Condition::Flag(name) => Condition::Flag(self.names.flag(&name)),
            source::Condition::All(parts) => Condition::All(self.conditions(parts, first)),
            source::Condition::Any(parts) => Condition::Any(self.conditions(parts, first)),
            source::Condition::Not(part) => Condition::Not(Box::new(self.condition(*part, first))),
        }
    }

    fn conditions(&mut self, parts: Vec<source::Condition>, at: At<'_>) -> Vec<Condition> {
        let parts = parts.into_iter().zip(at.items());
        parts.map(|(part, at)| self.condition(part, at)).collect()
    }

    /// The effects of one inject or option, whose draws are numbered together.
    pub(super) fn all_effects(&mut self, effects: Vec<source::Effect>, at: At<'_>) -> Vec<Effect> {
        self.n_draws = 0;
        self.effects(effects, at)
    }

    fn effects(&mut self, effects: Vec<source::Effect>, at: At<'_>) -> Vec<Effect> {
        let effects = effects.into_iter().zip(at.items());
        effects
            .map(|(effect, at)| self.effect(effect, at))
            .collect()
    }

    fn effect(&mut self, effect: source::Effect, at: At<'_>) -> Effect {
        let first = at.item(0);
        match effect {
            source::Effect::Signal(signal, to, over) => Effect::Signal {
                signal: self.row(&signal, first),
                to: self.finite(to, at.item(1)),
                over: self.time(over, at.item(2)),
            },
            source::Effect::Nudge(signal, by, over) => Effect::Nudge {
                signal: self.row(&signal, first),
                by: self.finite(by, at.item(1)),
                over: self.time(over, at.item(2)),
            },
            source::Effect::Service(service, health) => {
                Effect::Service(self.row(&service, first), health)
            }
            source::Effect::DataLoss(service, lost) => {
                Effect::DataLoss(self.row(&service, first), self.time(lost, at.item(1)))
            }
            source::Effect::Set(flag) => Effect::Set(self.names.flag(&flag)),
            source::Effect::Clear(flag) => Effect::Clear(self.names.flag(&flag)),
            source::Effect::Cancel(inject) => Effect::Cancel(self.row(&inject, first)),
            source::Effect::Claim(claim, finding) => {
                Effect::Claim(self.row(&claim, first), finding)
            }
            source::Effect::Chance(percent, hit, miss) => Effect::Chance(model::Chance {
                index: self.draw(at),
                percent: self.percent(percent, first),
                hit: self.effects(hit, at.item(1)),
                miss: self.effects(miss, at.item(2)),
            }),
            source::Effect::End(ending) => Effect::End(self.row(&ending, first)),
        }
    }

    fn draw(&mut self, at: At<'_>) -> u16 {
        let number = u16::try_from(self.n_draws);
        self.n_draws += 1;
        number.unwrap_or_else(|_| {
            let message = "there are more than 65,536 chances here";
            self.heap.refuse(Problem::error(at.span(), message));
            0
        })
    }

    pub(super) fn recipients(&mut self, to: &[String], at: At<'_>) -> Recipients {
        if to.is_empty() {
            let problem = Problem::error(at.span(), "an inject goes to somebody");
            let hint = "Leave `to` out, or write `[\"all\"]`.";
            self.heap.note(problem.hint(hint.to_owned()));
        }
        if to.iter().any(|role| role == "all") {
            return Recipients::All;
        }
        Recipients::Roles(self.rows(to, at))
    }
}
