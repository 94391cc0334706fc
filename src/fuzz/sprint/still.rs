//! What can still come from where a play stands: with the best of luck, people who do whatever is
//! waited for, and time without end.
//!
//! A decision that stands open with every option hidden may only be early. It is stuck when not
//! even all that can still come would show one. What is asked here is generous: what it calls
//! impossible is.

use super::{
    play::Sprint,
    world::{NEVER, World},
};
use crate::{
    exercise::event::Source,
    scenario::{
        Ix,
        model::{
            Choice, Condition, Decision, Effect, Guard, Health, Inject, Moment, Phase, Service,
            Signal, Task, Trigger,
        },
    },
};

impl Sprint<'_> {
    /// The decisions that stand open, and whose options nothing that can still come would show.
    pub(super) fn stuck(&self) -> Vec<Ix<Decision>> {
        let scenario = self.plan.scenario;
        let is_bare = |decision: &Ix<Decision>| {
            let is_open = self.world.decisions[decision.position()].is_open();
            is_open && self.available(*decision).next().is_none()
        };
        let bare: Vec<_> = scenario.decisions.indices().filter(is_bare).collect();
        if bare.is_empty() {
            return bare;
        }
        let still = Still::of(&self.world);
        let is_stuck = |decision: &Ix<Decision>| {
            let mut options = scenario.decisions[*decision].options.indices();
            !options.any(|choice| still.can_be_had(*decision, choice))
        };
        bare.into_iter().filter(is_stuck).collect()
    }
}

struct Still<'a, 'p> {
    world: &'a World<'p>,
    /// Which moments can come, or have, by their numbers.
    can_come: Vec<bool>,
}

impl<'a, 'p> Still<'a, 'p> {
    /// Takes in what can come, round after round, until nothing more can.
    fn of(world: &'a World<'p>) -> Self {
        let mut still = Self {
            world,
            can_come: world.came.iter().map(|at| *at != NEVER).collect(),
        };
        while still.learns_more() {}
        still
    }

    fn learns_more(&mut self) -> bool {
        let scenario = self.world.plan.scenario;
        let injects = scenario.injects.indices();
        let mut learnt = Vec::new();
        for inject in injects {
            if self.inject(inject) {
                learnt.push(Moment::Inject(inject));
            }
            if self.has(Moment::Inject(inject)) {
                learnt.push(Moment::Acknowledged(inject));
            }
        }
        for (decision, row) in scenario.decisions.entries() {
            for choice in row.options.indices().filter(|it| self.lands(decision, *it)) {
                learnt.push(Moment::Outcome(decision, choice));
                learnt.push(Moment::Decision(decision));
            }
        }
        let tasks = scenario.tasks.indices().filter(|task| self.task(*task));
        learnt.extend(tasks.map(Moment::Task));
        let phases = scenario.phases.indices().filter(|phase| self.phase(*phase));
        learnt.extend(phases.map(Moment::Phase));
        let mut is_more = false;
        for moment in learnt {
            let can_come = &mut self.can_come[self.world.plan.moment(moment)];
            is_more |= !std::mem::replace(can_come, true);
        }
        is_more
    }

    fn has(&self, moment: Moment) -> bool {
        match moment {
            Moment::Declared | Moment::Update(_) => true,
            _ => self.can_come[self.world.plan.moment(moment)],
        }
    }

    fn inject(&self, inject: Ix<Inject>) -> bool {
        let row = &self.world.plan.scenario.injects[inject];
        let state = self.world.injects[inject.position()];
        let is_waiting = !state.is_over && !state.is_cancelled;
        // A hand asks no guard.
        let comes = row.when == Trigger::Held || (self.fires(&row.when) && self.passes(&row.guard));
        is_waiting && comes
    }

    /// Whether a decision is open, or can yet be.
    fn opens(&self, decision: Ix<Decision>) -> bool {
        let row = &self.world.plan.scenario.decisions[decision];
        let state = &self.world.decisions[decision.position()];
        if state.is_settled || state.is_skipped {
            return false;
        }
        state.opened != NEVER || (self.fires(&row.when) && self.passes(&row.guard))
    }

    fn can_be_had(&self, decision: Ix<Decision>, choice: Ix<Choice>) -> bool {
        let only_if = &self.world.plan.scenario.decisions[decision].options[choice].only_if;
        only_if.as_ref().is_none_or(|condition| self.may(condition))
    }

    fn lands(&self, decision: Ix<Decision>, choice: Ix<Choice>) -> bool {
        let row = &self.world.plan.scenario.decisions[decision];
        let state = &self.world.decisions[decision.position()];
        let is_on_its_way = state.choice == Some(choice) && state.lands != NEVER;
        // What a room says in its own words may amount to any option.
        let is_anything = state.is_settled && state.choice.is_none();
        let by_silence = row.limit.is_some() && row.silence == Some(choice);
        let is_taken = self.can_be_had(decision, choice) || (by_silence && !state.has_expired);
        is_on_its_way || is_anything || (self.opens(decision) && is_taken)
    }

    fn task(&self, task: Ix<Task>) -> bool {
        let row = &self.world.plan.scenario.tasks[task];
        let state = &self.world.tasks[task.position()];
        let begins = state.begun != NEVER || (self.fires(&row.when) && self.passes(&row.guard));
        let is_done = row
            .done
            .as_ref()
            .is_none_or(|condition| self.may(condition));
        !state.is_skipped && begins && is_done
    }

    fn phase(&self, phase: Ix<Phase>) -> bool {
        let row = &self.world.plan.scenario.phases[phase];
        let is_waiting = !self.world.phases[phase.position()];
        is_waiting && self.fires(&row.when) && self.passes(&row.guard)
    }

    fn fires(&self, trigger: &Trigger) -> bool {
        match trigger {
            Trigger::At(_) => true,
            Trigger::After(moment, _) => self.has(*moment),
            Trigger::When(condition) => self.may(condition),
            Trigger::Held => false,
        }
    }

    fn passes(&self, guard: &Guard) -> bool {
        let asked_for = guard.only_if.as_ref();
        let asked_against = guard.unless.as_ref();
        asked_for.is_none_or(|condition| self.may(condition))
            && !asked_against.is_some_and(|condition| self.must(condition))
    }

    /// Whether a condition holds, or can come to.
    fn may(&self, condition: &Condition) -> bool {
        self.world.holds(condition)
            || match condition {
                Condition::Happened(moment) => self.has(*moment),
                Condition::Is(service, health) => self.turns(*service, |it| it == *health),
                Condition::Above(signal, _) | Condition::Below(signal, _) => self.moves(*signal),
                Condition::Elapsed(_) => true,
                Condition::Flag(flag) => {
                    self.does(|it| matches!(it, Effect::Set(it) if it == flag))
                }
                Condition::All(parts) => parts.iter().all(|part| self.may(part)),
                Condition::Any(parts) => parts.iter().any(|part| self.may(part)),
                Condition::Not(part) => !self.must(part),
            }
    }

    /// Whether a condition holds, and nothing can end that.
    fn must(&self, condition: &Condition) -> bool {
        self.world.holds(condition)
            && match condition {
                Condition::Happened(_) | Condition::Elapsed(_) => true,
                Condition::Is(service, health) => !self.turns(*service, |it| it != *health),
                Condition::Above(signal, _) | Condition::Below(signal, _) => !self.moves(*signal),
                Condition::Flag(flag) => {
                    !self.does(|it| matches!(it, Effect::Clear(it) if it == flag))
                }
                Condition::All(parts) => parts.iter().all(|part| self.must(part)),
                Condition::Any(parts) => parts.iter().any(|part| self.must(part)),
                Condition::Not(part) => !self.may(part),
            }
    }

    fn turns(&self, service: Ix<Service>, to: impl Fn(Health) -> bool) -> bool {
        self.does(|it| matches!(it, Effect::Service(it, health) if *it == service && to(*health)))
    }

    /// Whether a signal is on its way, or can yet be moved.
    fn moves(&self, signal: Ix<Signal>) -> bool {
        self.world.curves[signal.position()].moves_after(self.world.now)
            || self.does(|it| match it {
                Effect::Signal { signal: it, .. } | Effect::Nudge { signal: it, .. } => {
                    *it == signal
                }
                _ => false,
            })
    }

    /// Whether something that can still come has such an effect, if luck falls so.
    fn does(&self, is_it: impl Fn(&Effect) -> bool) -> bool {
        let makers = &self.world.plan.makers;
        makers.iter().any(|maker| {
            let moment = match maker.source {
                Source::Inject(inject) => Moment::Inject(inject),
                Source::Outcome(decision, choice) => Moment::Outcome(decision, choice),
            };
            // What has come has had its effects.
            is_it(maker.effect) && self.world.came(moment) == NEVER && self.has(moment)
        })
    }
}
