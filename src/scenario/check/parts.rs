//! Reads what rows are made of: triggers, conditions, effects, recipients.

use super::{instead, reader::Reader};
use crate::scenario::{
    code::Code,
    model::{Chance, Condition, Effect, Inject, Recipients, Service, Signal, Trigger},
    outline::{At, Kids},
    problem::Problem,
};

const TRIGGERS: [&str; 4] = [
    r#"At("5m")"#,
    r#"After("moment", "3m")"#,
    "When(condition)",
    "Held",
];

const CONDITIONS: [&str; 9] = [
    r#"Happened("moment")"#,
    r#"Is("service", Down)"#,
    r#"Above("signal", 5)"#,
    r#"Below("signal", 5)"#,
    r#"Elapsed("30m")"#,
    r#"Flag("name")"#,
    "All([..])",
    "Any([..])",
    "Not(condition)",
];

const EFFECTS: [&str; 10] = [
    r#"Signal("signal", 38, "3m")"#,
    r#"Nudge("signal", 12, "2m")"#,
    r#"Service("service", Down)"#,
    r#"DataLoss("service", "37s")"#,
    r#"Set("flag")"#,
    r#"Clear("flag")"#,
    r#"Cancel("inject")"#,
    r#"Claim("claim", Refuted)"#,
    "Chance(60, [..], [..])",
    r#"End("ending")"#,
];

/// Everything within is read before anything is given up, so that all of it is told.
impl Reader<'_> {
    pub(super) fn trigger(&mut self, at: At<'_>) -> Option<Trigger> {
        let first = at.item(0);
        Some(match self.variant(at, "trigger", &TRIGGERS)? {
            "At" => Trigger::At(self.clock(first)?),
            "After" => {
                let moment = match instead::moment(first) {
                    Some(hint) => {
                        self.wrong_type(first, "a text in quotes", hint);
                        self.condition(first);
                        None
                    }
                    None => self.moment(first),
                };
                let time = self.clock(at.item(1));
                Trigger::After(moment?, time?)
            }
            "When" => Trigger::When(self.condition_of("When", first)?),
            _ => Trigger::Held,
        })
    }

    pub(super) fn condition(&mut self, at: At<'_>) -> Option<Condition> {
        self.condition_of("", at)
    }

    /// The condition in the brackets of `before`, if there is such a word.
    fn condition_of(&mut self, before: &str, at: At<'_>) -> Option<Condition> {
        if at.is_list() {
            let hint = instead::one_condition(at, before);
            self.wrong_type(at, "a single condition", hint);
            for condition in at.items() {
                self.condition(condition);
            }
            return None;
        }
        let (first, second) = (at.item(0), at.item(1));
        Some(match self.variant(at, "condition", &CONDITIONS)? {
            "Happened" => Condition::Happened(self.moment(first)?),
            "Is" => {
                let (service, health) = (self.row(first), self.word(second, "health"));
                Condition::Is(service?, health?)
            }
            "Above" => {
                let (signal, x) = (self.row(first), self.number(second));
                Condition::Above(signal?, x?)
            }
            "Below" => {
                let (signal, x) = (self.row(first), self.number(second));
                Condition::Below(signal?, x?)
            }
            "Elapsed" => Condition::Elapsed(self.clock(first)?),
            "Flag" => Condition::Flag(self.flag(first)?),
            "All" => Condition::All(self.conditions(first)?),
            "Any" => Condition::Any(self.conditions(first)?),
            _ => Condition::Not(Box::new(self.condition_of("Not", first)?)),
        })
    }

    /// All conditions of a list, or nothing if one of them cannot be read: of the others one
    /// could not say what they mean.
    fn conditions(&mut self, at: At<'_>) -> Option<Vec<Condition>> {
        if let Some(lone) = self.lone(at) {
            return Some(vec![self.condition(lone)?]);
        }
        let parts: Vec<_> = self.rows(at, Self::condition)?;
        parts.into_iter().collect()
    }

    /// The effects of one inject or option, whose draws are numbered together.
    pub(super) fn all_effects(&mut self, at: At<'_>) -> Option<Vec<Effect>> {
        self.n_draws = 0;
        self.effects(at)
    }

    fn effects(&mut self, at: At<'_>) -> Option<Vec<Effect>> {
        self.variants(at, Self::effect)
    }

    fn effect(&mut self, at: At<'_>) -> Option<Effect> {
        let (first, second, third) = (at.item(0), at.item(1), at.item(2));
        Some(match self.variant(at, "effect", &EFFECTS)? {
            "Signal" => {
                let (signal, to) = (self.row(first), self.number(second));
                let over = self.time(third)?;
                Effect::Signal {
                    signal: signal?,
                    to: to?,
                    over,
                }
            }
            "Nudge" => {
                let (signal, by) = (self.row(first), self.number(second));
                let over = self.time(third)?;
                Effect::Nudge {
                    signal: signal?,
                    by: by?,
                    over,
                }
            }
            "Service" => {
                let (service, health) = (self.row(first), self.word(second, "health"));
                Effect::Service(service?, health?)
            }
            "DataLoss" => {
                let (service, lost) = (self.row(first), self.time(second));
                Effect::DataLoss(service?, lost?)
            }
            "Set" => Effect::Set(self.flag(first)?),
            "Clear" => Effect::Clear(self.flag(first)?),
            "Cancel" => Effect::Cancel(self.row(first)?),
            "Claim" => {
                let (claim, finding) = (self.row(first), self.word(second, "finding"));
                Effect::Claim(claim?, finding?)
            }
            "Chance" => {
                let (index, percent) = (self.draw(at), self.percent(first));
                // Without it, what is within would seem never to happen.
                Effect::Chance(Chance {
                    index,
                    percent: percent.unwrap_or_default(),
                    hit: self.effects(second).unwrap_or_default(),
                    miss: self.effects(third).unwrap_or_default(),
                })
            }
            _ => Effect::End(self.row(first)?),
        })
    }

    /// Reads what it can of a word that is not written as it should be.
    pub(super) fn look_within(&mut self, at: At<'_>, what: &str, name: &str) {
        let is_tuple = matches!(at.node.kids, Kids::Tuple(_));
        let Some(first) = at.items().next().filter(|_| is_tuple) else {
            return;
        };
        if matches!(what, "step" | "deed" | "expectation") {
            self.look_within_walk(at, what, name);
            return;
        }
        let is_text = first.string().is_some();
        match name {
            "All" | "Any" | "Not" | "When" => {
                for condition in at.items().filter(|it| !it.is_list()) {
                    self.condition(condition);
                }
                let lists = at.items().filter(|it| it.is_list());
                for condition in lists.flat_map(At::items) {
                    self.condition(condition);
                }
            }
            "Chance" => {
                for effects in at.items().filter(|it| it.is_list()) {
                    self.effects(effects);
                }
            }
            _ if !is_text => {}
            "After" | "Happened" => {
                self.moment(first);
            }
            "Signal" | "Nudge" | "Above" | "Below" => {
                self.row::<Signal>(first);
            }
            "Service" | "DataLoss" | "Is" => {
                self.row::<Service>(first);
            }
            "Cancel" => {
                self.row::<Inject>(first);
            }
            _ => {}
        }
    }

    fn draw(&mut self, at: At<'_>) -> u16 {
        let number = u16::try_from(self.n_draws);
        self.n_draws += 1;
        number.unwrap_or_else(|_| {
            let message = "there are more than 65,536 chances here";
            self.heap
                .refuse(Problem::error(Code::TooMany, at.span(), message));
            0
        })
    }

    pub(super) fn recipients(&mut self, at: At<'_>) -> Option<Recipients> {
        let to: Vec<_> = self.list(at, |reader, at| Some((at, reader.text(at)?)))?;
        if at.items().len() == 0 {
            let message = "nobody can receive this inject";
            let problem = Problem::warning(Code::NoRecipient, at.span(), message);
            let hint = "Leave `to` out, or write `[\"all\"]`.";
            self.heap.note(problem.hint(hint));
        }
        let (all, roles): (Vec<_>, Vec<_>) = to.into_iter().partition(|(_, role)| role == "all");
        let rows = roles
            .into_iter()
            .filter_map(|(at, id)| self.find(&id, at, ""));
        let rows = rows.collect();
        Some(if all.is_empty() {
            Recipients::Roles(rows)
        } else {
            Recipients::All
        })
    }
}
