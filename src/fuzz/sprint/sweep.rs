//! What time alone causes, in the engine's order; see [`crate::exercise`] for the rules.

use std::cmp::Reverse;

use super::{
    deed::{Deed, Onlooker},
    play::{Chosen, Due, Sprint},
    world::{ClaimState, NEVER},
};
use crate::{
    exercise::{ExerciseTime, chance::is_hit, event::EndReason, event::Source},
    fuzz::plan::{Slot, Waiter},
    scenario::{
        Ix,
        model::{
            Choice, Claim, Decision, Effect, Ending, Finding, Inject, Moment, Phase, Service,
            Signal, Task, Trigger,
        },
    },
};

impl Sprint<'_> {
    /// Does everything that is due at this very instant: sweep after sweep through what is stirred,
    /// in order, until nothing is.
    pub(super) fn settle(&mut self, script: &[Chosen], onlooker: &mut impl Onlooker) {
        let mut from = 0;
        while self.ended.is_none() {
            // What was stirred behind the sweep is the next one's.
            let next = self.stirred.next(from).or_else(|| self.stirred.next(0));
            let Some(slot) = next else {
                break;
            };
            self.stirred.remove(slot);
            self.visit(slot, script, onlooker);
            from = slot + 1;
        }
        self.latch_all(onlooker);
        if self.ended.is_none() && self.world.now >= self.plan.scenario.length.into() {
            self.end(self.plan.scenario.otherwise, EndReason::Length, onlooker);
        }
    }

    /// Does what a slot has come to, if it has.
    fn visit(&mut self, slot: u16, script: &[Chosen], onlooker: &mut impl Onlooker) {
        match self.plan.slots[usize::from(slot)] {
            Slot::Lands(decision) => self.land(decision, onlooker),
            Slot::Expires(decision) => self.expire(decision, onlooker),
            Slot::Missed(task) => self.miss(task, onlooker),
            Slot::Phase(phase) => self.begin_phase(phase, onlooker),
            Slot::Inject(inject) => self.bring(inject, onlooker),
            Slot::Decision(decision) => self.open(decision, script, onlooker),
            Slot::Task(task) => self.follow(task, onlooker),
            Slot::Claim(claim) => self.judge(claim, onlooker),
            Slot::Asked => {
                if let Some(ending) = self.world.end_asked {
                    self.end(Some(ending), EndReason::Reached, onlooker);
                }
            }
            Slot::Ending(ending) => self.reach(ending, onlooker),
            Slot::Objective(_) => {}
        }
    }

    fn land(&mut self, decision: Ix<Decision>, onlooker: &mut impl Onlooker) {
        let state = &mut self.world.decisions[decision.position()];
        let Some(choice) = state.choice.filter(|_| state.lands <= self.world.now) else {
            return;
        };
        state.lands = NEVER;
        let effects = &self.plan.scenario.decisions[decision].options[choice].effects;
        let source = Source::Outcome(decision, choice);
        self.draw(effects, source, onlooker);
        self.came(Moment::Outcome(decision, choice));
        self.take(effects, source);
        self.happened(Deed::OutcomeLanded(decision, choice), onlooker);
    }

    fn expire(&mut self, decision: Ix<Decision>, onlooker: &mut impl Onlooker) {
        let row = &self.plan.scenario.decisions[decision];
        let state = &mut self.world.decisions[decision.position()];
        let is_due = row
            .limit
            .is_some_and(|limit| state.opened.after(limit) <= self.world.now);
        if !is_due || !state.is_open() || state.has_expired {
            return;
        }
        state.has_expired = true;
        if row.silence.is_some() {
            self.decide(decision, row.silence);
        }
        self.happened(Deed::DecisionExpired(decision, row.silence), onlooker);
    }

    /// Takes in what a decision was settled by: an option, or words of one's own.
    pub(super) fn decide(&mut self, decision: Ix<Decision>, choice: Option<Ix<Choice>>) {
        let state = &mut self.world.decisions[decision.position()];
        state.is_settled = true;
        state.choice = choice;
        if let Some(choice) = choice {
            let takes = self.plan.scenario.decisions[decision].options[choice].takes;
            let lands = self.world.now.after(takes);
            state.lands = lands;
            self.look_at(lands, self.plan.slot(Slot::Lands(decision)));
        }
        self.came(Moment::Decision(decision));
    }

    fn miss(&mut self, task: Ix<Task>, onlooker: &mut impl Onlooker) {
        let row = &self.plan.scenario.tasks[task];
        let state = &self.world.tasks[task.position()];
        let is_due = row
            .limit
            .is_some_and(|limit| state.begun.after(limit) <= self.world.now);
        if !is_due || !state.is_open() || state.is_missed {
            return;
        }
        // What an outcome has just completed is done in time.
        if !row.done.as_ref().is_some_and(|done| self.world.holds(done)) {
            self.world.tasks[task.position()].is_missed = true;
            self.happened(Deed::TaskMissed(task), onlooker);
        }
    }

    fn begin_phase(&mut self, phase: Ix<Phase>, onlooker: &mut impl Onlooker) {
        let row = &self.plan.scenario.phases[phase];
        if self.world.phases[phase.position()] || !self.has_fired(&row.when) {
            return;
        }
        self.world.phases[phase.position()] = true;
        if self.world.lets_through(&row.guard) {
            self.came(Moment::Phase(phase));
            self.happened(Deed::PhaseBegun(phase), onlooker);
        } else {
            self.happened(Deed::PhaseSkipped(phase), onlooker);
        }
    }

    fn bring(&mut self, inject: Ix<Inject>, onlooker: &mut impl Onlooker) {
        let row = &self.plan.scenario.injects[inject];
        let state = self.world.injects[inject.position()];
        if state.is_over {
            return;
        }
        if state.is_cancelled {
            self.world.injects[inject.position()].is_over = true;
            self.happened(Deed::InjectSkipped(inject), onlooker);
        } else if state.has_latched || self.has_fired(&row.when) {
            if self.world.lets_through(&row.guard) {
                self.deliver(inject, onlooker);
            } else {
                self.world.injects[inject.position()].is_over = true;
                self.happened(Deed::InjectSkipped(inject), onlooker);
            }
        }
    }

    pub(super) fn deliver(&mut self, inject: Ix<Inject>, onlooker: &mut impl Onlooker) {
        let effects = &self.plan.scenario.injects[inject].effects;
        let source = Source::Inject(inject);
        self.draw(effects, source, onlooker);
        self.world.injects[inject.position()].is_over = true;
        self.came(Moment::Inject(inject));
        self.take(effects, source);
        self.await_acknowledgement(inject);
        self.happened(Deed::InjectDelivered(inject), onlooker);
    }

    fn open(&mut self, decision: Ix<Decision>, script: &[Chosen], onlooker: &mut impl Onlooker) {
        let row = &self.plan.scenario.decisions[decision];
        let state = &mut self.world.decisions[decision.position()];
        if state.opened != NEVER || state.is_skipped {
            if state.is_open() {
                self.look_at_options(decision, onlooker);
            }
            return;
        }
        if !self.has_fired(&row.when) {
            return;
        }
        if !self.world.lets_through(&row.guard) {
            self.world.decisions[decision.position()].is_skipped = true;
            self.happened(Deed::DecisionSkipped(decision), onlooker);
            return;
        }
        let now = self.world.now;
        self.world.decisions[decision.position()].opened = now;
        self.happened(Deed::DecisionOpened(decision), onlooker);
        self.look_at_options(decision, onlooker);
        if let Some(limit) = row.limit {
            self.look_at(now.after(limit), self.plan.slot(Slot::Expires(decision)));
        }
        self.await_answer(decision, script);
    }

    /// Shows the onlooker which options can be had.
    pub(super) fn look_at_options(&self, decision: Ix<Decision>, onlooker: &mut impl Onlooker) {
        for (choice, _) in self.available(decision) {
            onlooker.offered(decision, choice);
        }
    }

    /// The options of a decision that can be had now.
    pub(super) fn available(
        &self,
        decision: Ix<Decision>,
    ) -> impl Iterator<Item = (Ix<Choice>, &Choice)> + Clone {
        let options = self.plan.scenario.decisions[decision].options.entries();
        options.filter(|(_, option)| {
            let condition = option.only_if.as_ref();
            condition.is_none_or(|condition| self.world.holds(condition))
        })
    }

    fn follow(&mut self, task: Ix<Task>, onlooker: &mut impl Onlooker) {
        let row = &self.plan.scenario.tasks[task];
        let state = self.world.tasks[task.position()];
        if state.begun == NEVER && !state.is_skipped && self.has_fired(&row.when) {
            if self.world.lets_through(&row.guard) {
                self.begin_task(task, onlooker);
            } else {
                self.world.tasks[task.position()].is_skipped = true;
                self.happened(Deed::TaskSkipped(task), onlooker);
            }
        }
        let is_open = self.world.tasks[task.position()].is_open();
        if is_open && row.done.as_ref().is_some_and(|done| self.world.holds(done)) {
            self.complete(task, onlooker);
        }
    }

    fn begin_task(&mut self, task: Ix<Task>, onlooker: &mut impl Onlooker) {
        let now = self.world.now;
        self.world.tasks[task.position()].begun = now;
        self.happened(Deed::TaskBegun(task), onlooker);
        if let Some(limit) = self.plan.scenario.tasks[task].limit {
            self.look_at(now.after(limit), self.plan.slot(Slot::Missed(task)));
        }
        self.await_tick(task);
    }

    pub(super) fn complete(&mut self, task: Ix<Task>, onlooker: &mut impl Onlooker) {
        self.world.tasks[task.position()].is_done = true;
        self.came(Moment::Task(task));
        self.happened(Deed::TaskDone(task), onlooker);
    }

    fn judge(&mut self, claim: Ix<Claim>, onlooker: &mut impl Onlooker) {
        let row = &self.plan.scenario.claims[claim];
        let state = self.world.claims[claim.position()];
        let holds = |condition: &Option<_>| {
            let condition = condition.as_ref();
            condition.is_some_and(|condition| self.world.holds(condition))
        };
        let finding = match state.shown {
            Some(finding) => Some(finding),
            None if state.is_judged => None,
            None if holds(&row.confirmed) => Some(Finding::Confirmed),
            None if holds(&row.refuted) => Some(Finding::Refuted),
            None => None,
        };
        if let Some(finding) = finding {
            self.world.claims[claim.position()] = ClaimState {
                is_judged: true,
                shown: None,
            };
            self.happened(Deed::ClaimJudged(claim, finding), onlooker);
        }
    }

    fn reach(&mut self, ending: Ix<Ending>, onlooker: &mut impl Onlooker) {
        if self.has_fired(&self.plan.scenario.endings[ending].when) {
            self.end(Some(ending), EndReason::Reached, onlooker);
        }
    }

    fn end(&mut self, ending: Option<Ix<Ending>>, why: EndReason, onlooker: &mut impl Onlooker) {
        self.ended = Some((ending, why));
        self.happened(Deed::Ended(ending, why), onlooker);
    }

    fn has_fired(&self, trigger: &Trigger) -> bool {
        let now = self.world.now;
        match trigger {
            Trigger::At(span) => ExerciseTime::from(*span) <= now,
            Trigger::After(moment, span) => {
                let came = self.world.came(*moment);
                came != NEVER && came.after(*span) <= now
            }
            Trigger::When(condition) => self.world.holds(condition),
            Trigger::Held => false,
        }
    }

    /// Has a slot looked at then.
    fn look_at(&mut self, then: ExerciseTime, slot: u16) {
        if then <= self.world.now {
            self.stir(slot);
        } else {
            self.timers.push(Reverse((then, Due::Slot(slot))));
        }
    }

    /// Takes in that a moment has come, for the first time.
    pub(super) fn came(&mut self, moment: Moment) {
        let now = self.world.now;
        let moment = self.plan.moment(moment);
        if self.world.came[moment] != NEVER {
            return;
        }
        self.world.came[moment] = now;
        for waiter in &self.plan.of_moment[moment] {
            match waiter {
                Waiter::Now(slot) => self.stir(*slot),
                Waiter::Later(slot, span) => self.look_at(now.after(*span), *slot),
            }
        }
    }

    /// Has a slot looked at, since something that its condition asks for has changed.
    pub(super) fn stir(&mut self, slot: u16) {
        if self.plan.is_swept(slot) {
            self.stirred.add(slot);
        }
        if self.plan.latching.has(slot) {
            self.latching.add(slot);
        }
    }

    /// Tells of what happened, once it has been taken in.
    pub(super) fn happened(&mut self, deed: Deed, onlooker: &mut impl Onlooker) {
        onlooker.saw(self.world.now, deed);
        self.latch_all(onlooker);
    }

    /// Notes which conditions hold after an event, where that counts even if they no longer do
    /// when their turn comes.
    pub(super) fn latch_all(&mut self, onlooker: &mut impl Onlooker) {
        while let Some(slot) = self.latching.next(0) {
            self.latching.remove(slot);
            self.latch(slot, onlooker);
        }
    }

    fn latch(&mut self, slot: u16, onlooker: &mut impl Onlooker) {
        match self.plan.slots[usize::from(slot)] {
            Slot::Inject(inject) => {
                let state = self.world.injects[inject.position()];
                if !state.is_over && !state.has_latched {
                    let has_latched = self.has_fired(&self.plan.scenario.injects[inject].when);
                    self.world.injects[inject.position()].has_latched = has_latched;
                }
            }
            Slot::Objective(objective) => {
                let condition = self.plan.scenario.objectives[objective].met.as_ref();
                if !self.world.met[objective.position()]
                    && condition.is_some_and(|condition| self.world.holds(condition))
                {
                    self.world.met[objective.position()] = true;
                    onlooker.met(objective);
                }
            }
            Slot::Lands(_)
            | Slot::Expires(_)
            | Slot::Missed(_)
            | Slot::Phase(_)
            | Slot::Decision(_)
            | Slot::Task(_)
            | Slot::Claim(_)
            | Slot::Asked
            | Slot::Ending(_) => {}
        }
    }

    /// Tells of the luck that effects depend on, before what they belong to.
    fn draw(&mut self, effects: &[Effect], source: Source, onlooker: &mut impl Onlooker) {
        for effect in effects {
            if let Effect::Chance(chance) = effect {
                let hit = is_hit(self.temper.seed, source, chance.index, chance.percent);
                self.happened(Deed::ChanceDrawn(source, chance.index, hit), onlooker);
                let drawn = if hit { &chance.hit } else { &chance.miss };
                self.draw(drawn, source, onlooker);
            }
        }
    }

    fn take(&mut self, effects: &[Effect], source: Source) {
        for effect in effects {
            self.take_one(effect, source);
        }
    }

    fn take_one(&mut self, effect: &Effect, source: Source) {
        let now = self.world.now;
        match effect {
            Effect::Signal { signal, to, over } => {
                if self.plan.is_followed[signal.position()] {
                    self.world.curves[signal.position()].ramp(now, *to, *over);
                    self.moved(*signal);
                }
            }
            Effect::Nudge { signal, by, over } => {
                if self.plan.is_followed[signal.position()] {
                    self.world.curves[signal.position()].nudge(now, *by, *over);
                    self.moved(*signal);
                }
            }
            Effect::Service(service, health) => {
                self.world.services[service.position()].turn(now, *health);
                self.turned(*service);
            }
            Effect::DataLoss(..) => {}
            Effect::Set(flag) => {
                self.world.flags[flag.position()] = true;
                self.stir_all(&self.plan.of_flag[flag.position()]);
            }
            Effect::Clear(flag) => {
                self.world.flags[flag.position()] = false;
                self.stir_all(&self.plan.of_flag[flag.position()]);
            }
            Effect::Cancel(inject) => {
                self.world.injects[inject.position()].is_cancelled = true;
                self.stirred.add(self.plan.slot(Slot::Inject(*inject)));
            }
            Effect::Claim(claim, finding) => {
                self.world.claims[claim.position()].shown = Some(*finding);
                self.stirred.add(self.plan.slot(Slot::Claim(*claim)));
            }
            Effect::Chance(chance) => {
                let hit = is_hit(self.temper.seed, source, chance.index, chance.percent);
                self.take(if hit { &chance.hit } else { &chance.miss }, source);
            }
            Effect::End(ending) => {
                self.world.end_asked = self.world.end_asked.or(Some(*ending));
                self.stirred.add(self.plan.slot(Slot::Asked));
            }
        }
    }

    pub(super) fn stir_all(&mut self, slots: &[u16]) {
        for slot in slots {
            self.stir(*slot);
        }
    }

    /// Has everything looked at that depends on a signal which was moved, now and when a bound will
    /// be crossed.
    fn moved(&mut self, signal: Ix<Signal>) {
        let plan = self.plan;
        self.stir_all(&plan.of_signal[signal.position()]);
        self.world.n_moves[signal.position()] += 1;
        let n_moves = self.world.n_moves[signal.position()];
        let curve = &self.world.curves[signal.position()];
        for &watch in &plan.watches_of[signal.position()] {
            let row = &plan.watches[watch as usize];
            for at in curve.flips(row.side, row.bound, self.world.now) {
                let due = Due::Crossing { watch, n_moves };
                self.timers.push(Reverse((at, due)));
            }
        }
        self.has_impact_moved |= plan.scenario.impact == Some(signal);
    }

    fn turned(&mut self, service: Ix<Service>) {
        self.stir_all(&self.plan.of_service[service.position()]);
        self.has_impact_moved |= self.plan.scenario.impact.is_none();
    }
}
