//! When things come due, computed from the state: nothing is kept that pausing, holding back or
//! undoing could make wrong.

use super::{
    event::{GUARD, Who},
    state::{HeldBack, PhaseState, State},
    time::ExerciseTime,
};
use crate::scenario::{
    Ix, Scenario,
    model::{Decision, Inject, Task, Trigger},
};

impl State {
    /// The next instant after `from` at which time alone causes something, if nothing else does.
    pub fn next_due(&self, scenario: &Scenario, from: ExerciseTime) -> Option<ExerciseTime> {
        if self.ended.is_some() {
            return None;
        }
        let decisions = scenario.decisions.indices();
        let tasks = scenario.tasks.indices();
        let times = [Some(ExerciseTime::from(scenario.length))]
            .into_iter()
            .chain(
                decisions
                    .clone()
                    .map(|decision| self.lands_at(scenario, decision)),
            )
            .chain(decisions.map(|decision| self.expires_at(scenario, decision)))
            .chain(tasks.map(|task| self.missed_at(scenario, task)))
            .chain(self.trigger_times(scenario, from))
            .chain(self.judgement_times(scenario, from));
        times.flatten().filter(|at| *at > from).min()
    }

    /// When an inject is due to arrive, as far as that can be said now.
    pub fn inject_due(&self, scenario: &Scenario, inject: Ix<Inject>) -> Option<ExerciseTime> {
        let due = self.trigger_due(scenario, inject)?;
        match self.injects[inject].held_back {
            None => Some(due),
            Some(HeldBack::Until(until)) => Some(due.max(until)),
            Some(HeldBack::UntilSaid) => None,
        }
    }

    /// When an inject's trigger fired or will, whether it is held back or not.
    pub fn trigger_due(&self, scenario: &Scenario, inject: Ix<Inject>) -> Option<ExerciseTime> {
        let trigger = &scenario.injects[inject].when;
        let state = &self.injects[inject];
        match trigger {
            // What the clock delivered or a guard skipped, came due at that very instant.
            Trigger::When(_) => match (&state.delivered, &state.skipped) {
                _ if state.latched.is_some() => state.latched,
                (Some((at, Who::Clock)), _) => Some(*at),
                (None, Some((at, why))) if why == GUARD => Some(*at),
                (None, None) => self.fires_at(trigger, self.now),
                (Some(_), _) | (None, Some(_)) => None,
            },
            Trigger::At(_) | Trigger::After(..) | Trigger::Held => self.fires_at(trigger, self.now),
        }
    }

    /// When an unanswered decision's limit passes.
    pub fn expires_at(&self, scenario: &Scenario, decision: Ix<Decision>) -> Option<ExerciseTime> {
        let state = &self.decisions[decision];
        let is_awaited = state.made.is_none() && state.expired.is_none();
        self.limit_ends(scenario, decision).filter(|_| is_awaited)
    }

    /// When an open or settled decision's limit passes or has passed.
    pub fn limit_ends(&self, scenario: &Scenario, decision: Ix<Decision>) -> Option<ExerciseTime> {
        let state = &self.decisions[decision];
        let limit = scenario.decisions[decision].limit?;
        let opened = state.opened?;
        Some(state.extended.unwrap_or(opened.after(limit)))
    }

    /// When the outcome of what was chosen lands.
    pub fn lands_at(&self, scenario: &Scenario, decision: Ix<Decision>) -> Option<ExerciseTime> {
        let state = &self.decisions[decision];
        let choice = state.choice().filter(|_| state.landed.is_none())?;
        let takes = scenario.decisions[decision].options[choice].takes;
        state.settled().map(|settled| settled.after(takes))
    }

    /// When an open task's limit passes.
    pub fn missed_at(&self, scenario: &Scenario, task: Ix<Task>) -> Option<ExerciseTime> {
        let state = &self.tasks[task];
        let limit = scenario.tasks[task].limit?;
        state
            .begun
            .filter(|_| state.done.is_none() && state.missed.is_none())
            .map(|begun| begun.after(limit))
    }

    /// When a trigger fired or will; for a condition, whether it holds at `at`.
    pub(super) fn fires_at(&self, trigger: &Trigger, at: ExerciseTime) -> Option<ExerciseTime> {
        match trigger {
            Trigger::At(span) => Some(ExerciseTime::from(*span)),
            Trigger::After(moment, span) => self.moment(*moment).map(|came| came.after(*span)),
            Trigger::When(condition) => self.holds(condition, at).then_some(at),
            Trigger::Held => None,
        }
    }

    /// When a trigger fires next after `from`, if only time acts.
    fn fires_next(&self, trigger: &Trigger, from: ExerciseTime) -> Option<ExerciseTime> {
        match trigger {
            Trigger::When(condition) => self.first_hold(condition, from),
            Trigger::At(_) | Trigger::After(..) | Trigger::Held => self.fires_at(trigger, from),
        }
    }

    /// When the triggers fire of what has not come yet.
    fn trigger_times<'a>(
        &'a self,
        scenario: &'a Scenario,
        from: ExerciseTime,
    ) -> impl Iterator<Item = Option<ExerciseTime>> + 'a {
        let phases = scenario.phases.entries().filter_map(|(phase, row)| {
            (self.phases[phase] == PhaseState::Waiting).then_some(&row.when)
        });
        let decisions = scenario.decisions.entries().filter_map(|(decision, row)| {
            let state = &self.decisions[decision];
            (state.opened.is_none() && state.skipped.is_none()).then_some(&row.when)
        });
        let tasks = scenario.tasks.entries().filter_map(|(task, row)| {
            let state = &self.tasks[task];
            (state.begun.is_none() && state.skipped.is_none()).then_some(&row.when)
        });
        let endings = scenario.endings.iter().map(|row| &row.when);
        let injects = scenario
            .injects
            .indices()
            .filter(|inject| self.injects[*inject].is_waiting())
            .map(move |inject| self.inject_next(scenario, inject, from));
        phases
            .chain(decisions)
            .chain(tasks)
            .chain(endings)
            .map(move |trigger| self.fires_next(trigger, from))
            .chain(injects)
    }

    /// When an inject that is waiting is due next after `from`.
    fn inject_next(
        &self,
        scenario: &Scenario,
        inject: Ix<Inject>,
        from: ExerciseTime,
    ) -> Option<ExerciseTime> {
        match (&scenario.injects[inject].when, self.injects[inject].latched) {
            (trigger @ Trigger::When(_), None) => self.fires_next(trigger, from),
            _ => self.inject_due(scenario, inject),
        }
    }

    /// When conditions complete tasks and judge claims.
    fn judgement_times<'a>(
        &'a self,
        scenario: &'a Scenario,
        from: ExerciseTime,
    ) -> impl Iterator<Item = Option<ExerciseTime>> + 'a {
        let tasks = scenario
            .tasks
            .entries()
            .filter(|(task, _)| self.tasks[*task].is_open());
        let claims = scenario
            .claims
            .entries()
            .filter(|(claim, _)| self.claims[*claim].judged.is_none());
        tasks
            .filter_map(|(_, row)| row.done.as_ref())
            .chain(claims.flat_map(|(_, row)| row.confirmed.iter().chain(&row.refuted)))
            .map(move |condition| self.first_hold(condition, from))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exercise::{
        Command,
        event::{Answer, Grounds},
        rig::{ONE_OF_EACH, Rig, minutes},
    };

    #[track_caller]
    fn check(rig: &Rig, next: u64) {
        let due = rig.state().next_due(&rig.scenario, rig.now);
        assert_eq!(due.map(ExerciseTime::as_ms), Some(next));
    }

    #[test]
    fn the_next_due_moment_is_the_first_of_all_kinds() {
        let minute = |n: u64| n * 60_000;
        let rig = Rig::of(ONE_OF_EACH);
        check(&rig, minute(1));
        let rig = rig.until(minutes(1));
        check(&rig, minute(2));
        let rig = rig.until(minutes(2));
        check(&rig, minute(3));
        let rig = rig.until(minutes(3));
        // The task's limit, then the decision's.
        check(&rig, minute(4));
        let rig = rig.until(minutes(4));
        check(&rig, minute(5));
        let rig = rig.until(minutes(5));
        check(&rig, minute(6));
        let rig = rig.until(minutes(6));
        // The load rises by 1 a minute from 1m on: above 7 right after 8m.
        check(&rig, minute(8) + 1);
        let rig = rig.until(minutes(9));
        // The silence counts from 5m on and takes 5m.
        check(&rig, minute(10));
        let rig = rig.until(minutes(10));
        check(&rig, minute(60));
        let rig = rig.until(minutes(60));
        assert_eq!(rig.state().next_due(&rig.scenario, rig.now), None);
    }

    #[test]
    fn an_answer_moves_what_is_due() {
        let rig = Rig::of(ONE_OF_EACH).until(ExerciseTime::from_ms(150_000));
        let answer = Command::Answer {
            decision: Ix::new(0),
            answer: Answer::Option(Ix::new(0)),
            grounds: Grounds::default(),
        };
        let rig = rig.ask(answer).until(minutes(3));
        // Decided at 2m 30s, so it lands at 3m 30s, and no limit passes at 5m.
        check(&rig, 210_000);
        assert_eq!(rig.state().expires_at(&rig.scenario, Ix::new(0)), None);
    }

    #[test]
    fn an_inject_is_due_when_its_trigger_and_the_hand_say() {
        let rig = Rig::of(ONE_OF_EACH);
        let (first, crossing) = (Ix::new(0), Ix::new(1));
        let due = |rig: &Rig, inject| rig.state().inject_due(&rig.scenario, inject);
        assert_eq!(due(&rig, first), Some(minutes(1)));
        assert_eq!(due(&rig, crossing), None, "nobody knows yet");
        let held = |until| Command::HoldBack {
            inject: first,
            until,
        };
        let rig = rig.ask(held(Some(minutes(4))));
        assert_eq!(due(&rig, first), Some(minutes(4)));
        assert_eq!(
            rig.state().trigger_due(&rig.scenario, first),
            Some(minutes(1))
        );
        let rig = rig.ask(held(None));
        assert_eq!(due(&rig, first), None);
    }
}
