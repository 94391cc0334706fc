//! What the simulated people do; see [`crate::rehearsal`] for the rules.

use std::cmp::Reverse;

use super::{
    deed::{Deed, Onlooker},
    play::{Chosen, Sprint},
    world::NEVER,
};
use crate::{
    exercise::ExerciseTime,
    rehearsal::{
        Policy,
        temper::{AUDIENCES, Turn},
    },
    scenario::{
        Ix,
        model::{Audience, Choice, Decision, Inject, Moment, Task, Trigger},
    },
};

/// Something that people do, in the order in which they do it within an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Act {
    /// Which of the answers that were settled beforehand.
    Settled(usize),
    Answer(Ix<Decision>),
    Acknowledge(Ix<Inject>),
    Tick(Ix<Task>),
    Fire(Ix<Inject>),
    /// As long as the first impact is where it was.
    Declare {
        n_moves: u32,
    },
    Post {
        which: usize,
        n_moves: u32,
    },
}

/// How many updates people may leave out in a row and still be expected to post one.
const MOST_LEFT_OUT: u32 = 3 * 64;

impl Sprint<'_> {
    /// What people do at times of their own.
    pub(super) fn plan_ahead(&mut self) {
        let scenario = self.plan.scenario;
        if self.temper.policy != Policy::Wild {
            return;
        }
        for (inject, row) in scenario.injects.entries() {
            if let Some(at) = self.temper.fires(inject)
                && row.when == Trigger::Held
            {
                self.acts.push(Reverse((at, Act::Fire(inject))));
            }
        }
        self.plan_words(None);
    }

    /// Notices where the first impact is, and plans what counts from it.
    fn look_at_impact(&mut self) {
        if !std::mem::take(&mut self.has_impact_moved) {
            return;
        }
        let is_past = self.impact.0 <= self.world.now;
        if is_past || self.temper.policy == Policy::Wild || !self.plan.are_words_asked_for {
            return;
        }
        let end = ExerciseTime::from(self.plan.scenario.length);
        let impact = self.first_impact(end).unwrap_or(NEVER);
        if impact != self.impact.0 {
            self.impact = (impact, self.impact.1 + 1);
            self.plan_words(Some(impact).filter(|at| *at != NEVER));
        }
    }

    /// Plans the declaration and the first update to each audience.
    fn plan_words(&mut self, impact: Option<ExerciseTime>) {
        let n_moves = self.impact.1;
        let time = |turn| match turn {
            Turn::At(at) => Some(at),
            Turn::AfterImpact(after) => Some(impact?.after(after)),
        };
        if let Some(at) = self.temper.declares().and_then(time) {
            self.acts.push(Reverse((at, Act::Declare { n_moves })));
        }
        for (which, audience) in AUDIENCES.into_iter().enumerate() {
            let first = (0..MOST_LEFT_OUT)
                .filter_map(|n| self.temper.updates(n))
                .find(|(it, _)| *it == audience);
            if let Some(at) = first.and_then(|(_, turn)| time(turn)) {
                self.acts.push(Reverse((at, Act::Post { which, n_moves })));
            }
        }
    }

    pub(super) fn await_answer(&mut self, decision: Ix<Decision>, script: &[Chosen]) {
        let limit = self.plan.scenario.decisions[decision].limit;
        let now = self.world.now;
        if let Some(which) = script.iter().position(|(it, _)| *it == decision) {
            let at = now.after(self.temper.delay(decision, limit));
            self.acts.push(Reverse((at, Act::Settled(which))));
        } else if let Some(after) = self.temper.answers(decision, limit) {
            let at = now.after(after);
            self.acts.push(Reverse((at, Act::Answer(decision))));
        }
    }

    pub(super) fn await_acknowledgement(&mut self, inject: Ix<Inject>) {
        if let Some(after) = self.temper.acknowledges(inject)
            && self.plan.is_asked_for(Moment::Acknowledged(inject))
        {
            let at = self.world.now.after(after);
            self.acts.push(Reverse((at, Act::Acknowledge(inject))));
        }
    }

    pub(super) fn await_tick(&mut self, task: Ix<Task>) {
        if let Some(after) = self.temper.ticks(task)
            && self.plan.scenario.tasks[task].done.is_none()
        {
            let at = self.world.now.after(after);
            self.acts.push(Reverse((at, Act::Tick(task))));
        }
    }

    /// Lets people do the first thing whose turn it is, and answers whether there was one.
    pub(super) fn people_act(&mut self, script: &[Chosen], onlooker: &mut impl Onlooker) -> bool {
        self.look_at_impact();
        self.unblock();
        match self.acts.peek() {
            Some(Reverse((at, act))) if *at <= self.world.now => {
                let act = *act;
                self.acts.pop();
                self.act(act, script, onlooker);
                true
            }
            _ => false,
        }
    }

    /// Gives those decisions their turn again that have an option by now.
    fn unblock(&mut self) {
        let mut at = 0;
        while let Some(decision) = self.blocked.get(at).copied() {
            let is_open = self.world.decisions[decision.position()].is_open();
            if is_open && self.available(decision).next().is_none() {
                at += 1;
                continue;
            }
            self.blocked.swap_remove(at);
            self.acts
                .push(Reverse((self.world.now, Act::Answer(decision))));
        }
    }

    fn act(&mut self, act: Act, script: &[Chosen], onlooker: &mut impl Onlooker) {
        match act {
            Act::Settled(which) => {
                let (decision, choice) = script[which];
                let is_open = self.world.decisions[decision.position()].is_open();
                if is_open && self.available(decision).any(|(it, _)| it == choice) {
                    self.look_at_options(decision, onlooker);
                    self.answer(decision, Some(choice), onlooker);
                } else {
                    self.is_refused = true;
                }
            }
            Act::Answer(decision) => self.choose(decision, onlooker),
            Act::Acknowledge(inject) => {
                self.came(Moment::Acknowledged(inject));
                self.happened(Deed::InjectAcknowledged(inject), onlooker);
            }
            Act::Tick(task) => {
                if self.world.tasks[task.position()].is_open() {
                    self.complete(task, onlooker);
                }
            }
            Act::Fire(inject) => {
                if !self.world.injects[inject.position()].is_over {
                    self.deliver(inject, onlooker);
                }
            }
            Act::Declare { n_moves } if n_moves == self.impact.1 => {
                self.came(Moment::Declared);
                self.happened(Deed::Declared, onlooker);
            }
            Act::Post { which, n_moves } if n_moves == self.impact.1 => {
                self.post(AUDIENCES[which], onlooker);
            }
            // The first impact has moved since.
            Act::Declare { .. } | Act::Post { .. } => {}
        }
    }

    fn choose(&mut self, decision: Ix<Decision>, onlooker: &mut impl Onlooker) {
        if !self.world.decisions[decision.position()].is_open() {
            return;
        }
        self.look_at_options(decision, onlooker);
        if self.temper.answers_in_own_words(decision) {
            return self.answer(decision, None, onlooker);
        }
        if let Some(choice) = self.temper.choose(decision, self.available(decision)) {
            self.answer(decision, Some(choice), onlooker);
        } else {
            self.blocked.push(decision);
        }
    }

    fn answer(
        &mut self,
        decision: Ix<Decision>,
        choice: Option<Ix<Choice>>,
        onlooker: &mut impl Onlooker,
    ) {
        self.decide(decision, choice);
        self.happened(Deed::DecisionMade(decision, choice), onlooker);
    }

    fn post(&mut self, audience: Audience, onlooker: &mut impl Onlooker) {
        self.came(Moment::Update(None));
        self.came(Moment::Update(Some(audience)));
        self.happened(Deed::UpdatePosted(audience), onlooker);
    }
}
