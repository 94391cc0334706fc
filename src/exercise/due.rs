//! What time alone causes, in its fixed order.
//!
//! Within one instant a sweep goes through
//!
//! 1. the outcomes that land,
//! 2. the limits that pass: decisions, then tasks that are not done by then,
//! 3. what is triggered: phases, injects, decisions, tasks, claims, endings,
//!
//! each in the order of the file, and each seeing what came before it in the same sweep. Sweeps
//! follow one another until one finds nothing; then, where the length is reached, the exercise
//! ends. Everything fires at most once, so this comes to an end.

use super::{
    chance::is_hit,
    event::{CANCELLED, ClaimVerdict, EndReason, Event, GUARD, Pace, Source, Timed, Who},
    state::{HeldBack, PhaseState, State},
    time::ExerciseTime,
};
use crate::scenario::{
    Ix, Scenario,
    model::{Decision, Effect, Finding, Guard, Inject, Task, Trigger},
};

impl State {
    /// Lets time act up to and with `until`, and adds what that causes to `happened`.
    ///
    /// However late it is called, each thing gets the instant at which it was due.
    pub fn act(&mut self, scenario: &Scenario, until: ExerciseTime, happened: &mut Vec<Timed>) {
        while self.ended.is_none() {
            self.settle(scenario, happened);
            self.latch_now(scenario);
            match self.next_due(scenario, self.now) {
                Some(at) if at <= until && self.ended.is_none() => self.pass_time(scenario, at),
                _ => return,
            }
        }
    }

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

    /// What delivering an inject amounts to: the draws of its luck, then itself.
    pub(super) fn delivery(&self, scenario: &Scenario, inject: Ix<Inject>, who: Who) -> Vec<Event> {
        let mut events = Vec::new();
        self.draw_all(
            &scenario.injects[inject].effects,
            Source::Inject(inject),
            &mut events,
        );
        events.push(Event::InjectDelivered { inject, who });
        events
    }

    fn draw_all(&self, effects: &[Effect], source: Source, events: &mut Vec<Event>) {
        for effect in effects {
            let Effect::Chance(chance) = effect else {
                continue;
            };
            let index = chance.index;
            // A journal can be torn between a draw and what it belongs to; it is not drawn twice.
            let drawn = self
                .draws
                .iter()
                .find(|it| it.source == source && it.index == index);
            let hit = drawn.map_or_else(
                || is_hit(self.seed, source, index, chance.percent),
                |it| it.hit,
            );
            if drawn.is_none() {
                events.push(Event::ChanceDrawn { source, index, hit });
            }
            self.draw_all(if hit { &chance.hit } else { &chance.miss }, source, events);
        }
    }

    /// Does everything that is due at this very instant.
    fn settle(&mut self, scenario: &Scenario, happened: &mut Vec<Timed>) {
        loop {
            let n_before = happened.len();
            self.sweep(scenario, happened);
            if self.ended.is_some() {
                return;
            }
            if happened.len() == n_before {
                break;
            }
        }
        if self.now >= ExerciseTime::from(scenario.length) {
            let ended = Event::Ended {
                ending: scenario.otherwise,
                why: EndReason::Length,
            };
            self.happen(scenario, ended, happened);
        }
    }

    fn sweep(&mut self, scenario: &Scenario, happened: &mut Vec<Timed>) {
        self.land_outcomes(scenario, happened);
        self.pass_limits(scenario, happened);
        self.begin_phases(scenario, happened);
        self.deliver_injects(scenario, happened);
        self.open_decisions(scenario, happened);
        self.follow_tasks(scenario, happened);
        self.judge_claims(scenario, happened);
        self.reach_endings(scenario, happened);
    }

    fn happen(&mut self, scenario: &Scenario, event: Event, happened: &mut Vec<Timed>) {
        self.apply(scenario, self.now, &event);
        happened.push(Timed {
            clock: self.now,
            event,
        });
    }

    fn land_outcomes(&mut self, scenario: &Scenario, happened: &mut Vec<Timed>) {
        for decision in scenario.decisions.indices() {
            if !is_past(self.lands_at(scenario, decision), self.now) {
                continue;
            }
            let Some(option) = self.decisions[decision].choice() else {
                continue;
            };
            let mut events = Vec::new();
            let effects = &scenario.decisions[decision].options[option].effects;
            self.draw_all(effects, Source::Outcome(decision, option), &mut events);
            events.push(Event::OutcomeLanded { decision, option });
            for event in events {
                self.happen(scenario, event, happened);
            }
        }
    }

    fn pass_limits(&mut self, scenario: &Scenario, happened: &mut Vec<Timed>) {
        for (decision, row) in scenario.decisions.entries() {
            if is_past(self.expires_at(scenario, decision), self.now) {
                let expired = Event::DecisionExpired {
                    decision,
                    option: row.silence,
                };
                self.happen(scenario, expired, happened);
            }
        }
        for (task, row) in scenario.tasks.entries() {
            // What an outcome has just completed is done in time.
            let is_done = row
                .done
                .as_ref()
                .is_some_and(|done| self.holds(done, self.now));
            if is_past(self.missed_at(scenario, task), self.now) && !is_done {
                self.happen(
                    scenario,
                    Event::TaskMissed {
                        task,
                        who: Who::Clock,
                    },
                    happened,
                );
            }
        }
    }

    fn begin_phases(&mut self, scenario: &Scenario, happened: &mut Vec<Timed>) {
        for (phase, row) in scenario.phases.entries() {
            if self.phases[phase] == PhaseState::Waiting && self.has_fired(&row.when) {
                let event = if self.passes(&row.guard) {
                    Event::PhaseBegun {
                        phase,
                        who: Who::Clock,
                    }
                } else {
                    Event::PhaseSkipped {
                        phase,
                        who: Who::Clock,
                    }
                };
                self.happen(scenario, event, happened);
            }
        }
    }

    fn deliver_injects(&mut self, scenario: &Scenario, happened: &mut Vec<Timed>) {
        for (inject, row) in scenario.injects.entries() {
            if !self.injects[inject].is_waiting() {
                continue;
            }
            if self.injects[inject].is_cancelled {
                self.happen(scenario, skipped(inject, CANCELLED), happened);
                continue;
            }
            let Some(due) = self
                .inject_due(scenario, inject)
                .filter(|due| *due <= self.now)
            else {
                continue;
            };
            match self.pace {
                Pace::Real if self.passes(&row.guard) => {
                    for event in self.delivery(scenario, inject, Who::Clock) {
                        self.happen(scenario, event, happened);
                    }
                }
                Pace::Manual if self.injects[inject].awaits_hand || due < self.now => {}
                Pace::Manual if self.passes(&row.guard) => {}
                Pace::Real | Pace::Manual => {
                    self.happen(scenario, skipped(inject, GUARD), happened);
                }
            }
        }
    }

    fn open_decisions(&mut self, scenario: &Scenario, happened: &mut Vec<Timed>) {
        for (decision, row) in scenario.decisions.entries() {
            let state = &self.decisions[decision];
            let is_waiting = state.opened.is_none() && state.skipped.is_none();
            if is_waiting && self.has_fired(&row.when) {
                let event = if self.passes(&row.guard) {
                    Event::DecisionOpened { decision }
                } else {
                    Event::DecisionSkipped { decision }
                };
                self.happen(scenario, event, happened);
            }
        }
    }

    fn follow_tasks(&mut self, scenario: &Scenario, happened: &mut Vec<Timed>) {
        for (task, row) in scenario.tasks.entries() {
            let state = &self.tasks[task];
            if state.begun.is_none() && state.skipped.is_none() && self.has_fired(&row.when) {
                let event = if self.passes(&row.guard) {
                    Event::TaskBegun {
                        task,
                        who: Who::Clock,
                    }
                } else {
                    Event::TaskSkipped {
                        task,
                        who: Who::Clock,
                    }
                };
                self.happen(scenario, event, happened);
            }
            let is_done = row
                .done
                .as_ref()
                .is_some_and(|done| self.holds(done, self.now));
            if self.tasks[task].is_open() && is_done {
                self.happen(
                    scenario,
                    Event::TaskDone {
                        task,
                        who: Who::Clock,
                    },
                    happened,
                );
            }
        }
    }

    fn judge_claims(&mut self, scenario: &Scenario, happened: &mut Vec<Timed>) {
        for (claim, row) in scenario.claims.entries() {
            let holds = |condition: &Option<_>| {
                condition
                    .as_ref()
                    .is_some_and(|condition| self.holds(condition, self.now))
            };
            let state = &self.claims[claim];
            let finding = match state.shown {
                Some(finding) => Some(finding),
                // What the room or an effect has judged, a condition does not overrule.
                None if state.judged.is_some() => None,
                None if holds(&row.confirmed) => Some(Finding::Confirmed),
                None if holds(&row.refuted) => Some(Finding::Refuted),
                None => None,
            };
            if let Some(finding) = finding {
                let verdict = match finding {
                    Finding::Confirmed => ClaimVerdict::Confirmed,
                    Finding::Refuted => ClaimVerdict::Refuted,
                };
                let who = Who::Clock;
                let judged = Event::ClaimJudged {
                    claim,
                    verdict,
                    evidence: None,
                    who,
                };
                self.happen(scenario, judged, happened);
            }
        }
    }

    fn reach_endings(&mut self, scenario: &Scenario, happened: &mut Vec<Timed>) {
        let triggered = || {
            let mut endings = scenario.endings.entries();
            endings
                .find(|(_, row)| self.has_fired(&row.when))
                .map(|(ending, _)| ending)
        };
        if let Some(ending) = self.end_asked.or_else(triggered) {
            let ended = Event::Ended {
                ending: Some(ending),
                why: EndReason::Reached,
            };
            self.happen(scenario, ended, happened);
        }
    }

    /// Whether a trigger has fired by now.
    fn has_fired(&self, trigger: &Trigger) -> bool {
        is_past(self.fires_at(trigger, self.now), self.now)
    }

    /// When a trigger fired or will; for a condition, whether it holds at `at`.
    fn fires_at(&self, trigger: &Trigger, at: ExerciseTime) -> Option<ExerciseTime> {
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

    fn passes(&self, guard: &Guard) -> bool {
        self.lets_through(guard, self.now)
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

fn is_past(due: Option<ExerciseTime>, now: ExerciseTime) -> bool {
    due.is_some_and(|due| due <= now)
}

fn skipped(inject: Ix<Inject>, why: &str) -> Event {
    Event::InjectSkipped {
        inject,
        who: Who::Clock,
        why: why.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exercise::{
        Command,
        event::{Answer, Grounds},
        rig::{Rig, minutes, scenario, started},
    };

    /// One thing of each kind that comes due by itself, each a minute after the one before.
    const PARTS: &str = r#"
        signals: [(id: "load", name: "Load", start: 0, max: 100)],
        phases: [(id: "phase", title: "P", when: At("6m"))],
        injects: [
            (id: "first", when: At("1m"), channel: Chat, title: "I", effects: [Signal("load", 60, "60m")]),
            (id: "crossing", when: When(Above("load", 7)), channel: Chat, title: "I"),
        ],
        decisions: [(id: "move", when: At("2m"), limit: "3m", prompt: "?", silence: "stay", options: [
            (id: "west", label: "W", takes: "1m"), (id: "stay", label: "S", takes: "5m"),
        ])],
        tasks: [(id: "look", text: "L", when: At("3m"), limit: "1m")],
    "#;

    #[track_caller]
    fn check(rig: &Rig, next: u64) {
        let due = rig.state().next_due(&rig.scenario, rig.now);
        assert_eq!(due.map(ExerciseTime::as_ms), Some(next));
    }

    #[test]
    fn the_next_due_moment_is_the_first_of_all_kinds() {
        let minute = |n: u64| n * 60_000;
        let rig = Rig::of(PARTS);
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
        let rig = Rig::of(PARTS).until(ExerciseTime::from_ms(150_000));
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
    fn however_late_everything_gets_its_own_instant() {
        let mut rig = Rig::of(PARTS);
        let late = rig.exercise.due(minutes(59));
        let mut in_time = Vec::new();
        for ms in (0..=minutes(59).as_ms())
            .step_by(7_001)
            .chain([minutes(59).as_ms()])
        {
            for timed in rig.exercise.due(ExerciseTime::from_ms(ms)) {
                rig.record(timed.clock, timed.event.clone());
                in_time.push(timed);
            }
        }
        assert_eq!(late, in_time);
    }

    #[test]
    fn an_inject_is_due_when_its_trigger_and_the_hand_say() {
        let rig = Rig::of(PARTS);
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

    #[test]
    fn luck_whose_inject_was_never_recorded_is_not_drawn_again() {
        const LUCK: &str = r#"injects: [(id: "lucky", when: At("1m"), channel: Chat, title: "I",
            effects: [Chance(50, [Chance(100, [], [])], []), Chance(50, [], [])])]"#;
        let mut rig = Rig::of(LUCK);
        let whole = rig.exercise.due(minutes(2));
        // The journal was torn after the first draw. Had it been a hit or a miss, it stays that.
        for hit in [true, false] {
            let mut torn = Rig::of(LUCK);
            let source = Source::Inject(Ix::new(0));
            torn.record(
                minutes(1),
                Event::ChanceDrawn {
                    source,
                    index: 0,
                    hit,
                },
            );
            let rest = torn.exercise.due(minutes(2));
            let draws = rest.iter().filter_map(|timed| match timed.event {
                Event::ChanceDrawn { index, .. } => Some(index),
                _ => None,
            });
            let inner = if hit { vec![1, 2] } else { vec![2] };
            assert_eq!(draws.collect::<Vec<_>>(), inner);
        }
        rig.record(minutes(1), whole[0].event.clone());
        assert_eq!(rig.exercise.due(minutes(2)), whole[1..]);
    }

    #[test]
    fn nothing_is_due_before_it_began_and_after_it_has_ended() {
        let scenario = scenario(PARTS);
        let exercise = crate::exercise::Exercise::new(std::sync::Arc::clone(&scenario));
        assert_eq!(exercise.due(minutes(30)), []);
        let mut state = State::new(&scenario);
        let start = Event::Started(Box::new(started(&scenario, Pace::Real)));
        state.apply(&scenario, ExerciseTime::START, &start);
        let mut happened = Vec::new();
        state.act(&scenario, minutes(90), &mut happened);
        let last = happened.last().map(|timed| (timed.clock, &timed.event));
        assert!(
            matches!(last, Some((at, Event::Ended { .. })) if at == minutes(60)),
            "{last:?}"
        );
        let n_happened = happened.len();
        state.act(&scenario, minutes(120), &mut happened);
        assert_eq!(happened.len(), n_happened);
    }
}
