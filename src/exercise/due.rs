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
    state::{PhaseState, State},
    time::ExerciseTime,
};
use crate::scenario::{
    Ix, Scenario,
    model::{Effect, Finding, Guard, Inject, Trigger},
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

    fn passes(&self, guard: &Guard) -> bool {
        self.lets_through(guard, self.now)
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
    use crate::exercise::rig::{ONE_OF_EACH, Rig, minutes, scenario, started};

    #[test]
    fn however_late_everything_gets_its_own_instant() {
        let mut rig = Rig::of(ONE_OF_EACH);
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
        let scenario = scenario(ONE_OF_EACH);
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
