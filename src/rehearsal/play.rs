//! Runs a rehearsal: lets time act, then the people, until the exercise ends.

use thiserror::Error;

use super::people::{Act, People, Policy, person};
use crate::{
    exercise::{
        Command, Event, ExerciseTime, Refusal, State, Timed, Who,
        event::{Answer, Grounds, Started},
    },
    scenario::{
        HasId, Ix, Scenario,
        model::{Choice, Decision},
    },
};

/// An answer that was settled beforehand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scripted {
    pub decision: Ix<Decision>,
    pub choice: Ix<Choice>,
    /// On the exercise clock; else at the time at which the policy would answer.
    pub at: Option<ExerciseTime>,
}

/// An answer that cannot be given in this rehearsal, and what could.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Impossible {
    #[error("{decision} does not open in this rehearsal")]
    NeverOpen { decision: String },
    #[error("at {at} {refusal}; here {decision} is open from {opened} to {closed}")]
    Refused {
        at: ExerciseTime,
        refusal: Refusal,
        decision: String,
        opened: ExerciseTime,
        closed: ExerciseTime,
    },
}

/// Plays `scenario` through, from `started` to its end.
///
/// # Errors
/// The first scripted answer that cannot be given, and what could.
pub fn play(
    scenario: &Scenario,
    started: Started,
    policy: Policy,
    script: &[Scripted],
) -> Result<Vec<Timed>, Impossible> {
    let mut rehearsal = Rehearsal {
        scenario,
        people: People::new(policy, started.seed),
        waiting: script.to_vec(),
        refused: Vec::new(),
        state: State::new(scenario),
        now: ExerciseTime::START,
        happened: Vec::new(),
    };
    rehearsal.happen(Event::Started(Box::new(started)));
    while rehearsal.state.ended.is_none() {
        rehearsal.step(script);
    }
    match rehearsal.impossible() {
        None => Ok(rehearsal.happened),
        Some(impossible) => Err(impossible),
    }
}

struct Rehearsal<'a> {
    scenario: &'a Scenario,
    people: People,
    /// The scripted answers that are yet to be given.
    waiting: Vec<Scripted>,
    /// Those that could not be given at their time.
    refused: Vec<(Scripted, ExerciseTime, Refusal)>,
    state: State,
    now: ExerciseTime,
    happened: Vec<Timed>,
}

impl Rehearsal<'_> {
    /// Lets time act up to the next thing that happens, then lets the people act if it is theirs.
    fn step(&mut self, script: &[Scripted]) {
        self.state.act(self.scenario, self.now, &mut self.happened);
        if self.state.ended.is_some() {
            return;
        }
        self.people.leave_out_updates();
        let is_scripted = |decision| script.iter().any(|it| it.decision == decision);
        let act = self
            .people
            .next(self.scenario, &self.state, self.now, is_scripted);
        let scripted = self.next_scripted();
        let scripted_at = scripted.map(|(at, _)| at);
        let due = self.state.next_due(self.scenario, self.now);
        let acts_at = act.as_ref().map(|act| act.at);
        let next = [due, acts_at, scripted_at].into_iter().flatten().min();
        // Time goes first within an instant: what is due then is in the state when people act.
        match (next, scripted, act) {
            (Some(next), _, _) if next > self.now => self.now = next,
            (_, Some((at, scripted)), _) if at <= self.now => self.answer(scripted),
            (_, _, Some(act)) => self.act(act),
            (None, ..) | (Some(_), _, None) => {
                unreachable!("an exercise has a length, and its end is due until it has ended")
            }
        }
    }

    /// The scripted answer whose turn is next, and when.
    fn next_scripted(&self) -> Option<(ExerciseTime, Scripted)> {
        let turn = |scripted: &Scripted| {
            let of_policy = || {
                let opened = self.state.decisions[scripted.decision].opened?;
                Some(opened.after(self.people.delay(self.scenario, scripted.decision)))
            };
            scripted
                .at
                .or_else(of_policy)
                .map(|at| (at.max(self.now), *scripted))
        };
        self.waiting
            .iter()
            .filter_map(turn)
            .min_by_key(|(at, _)| *at)
    }

    fn answer(&mut self, scripted: Scripted) {
        self.waiting.retain(|it| it.decision != scripted.decision);
        let answer = Answer::Option(scripted.choice);
        let command = Command::Answer {
            decision: scripted.decision,
            answer,
            grounds: Grounds::default(),
        };
        let asked = self.scenario.decisions[scripted.decision].asked;
        let who = person(self.scenario, &self.state, asked);
        if let Err(refusal) = self.follow(command, who) {
            // Playing on tells when it would have been possible.
            self.refused.push((scripted, self.now, refusal));
        }
    }

    fn act(&mut self, act: Act) {
        self.people.did(&act);
        self.follow(act.command, act.who)
            .expect("people do only what the state has open to them");
    }

    fn follow(&mut self, command: Command, who: Who) -> Result<(), Refusal> {
        for event in self.state.decide(self.scenario, self.now, command, who)? {
            self.happen(event);
        }
        Ok(())
    }

    fn happen(&mut self, event: Event) {
        self.state.apply(self.scenario, self.now, &event);
        self.happened.push(Timed {
            clock: self.now,
            event,
        });
    }

    /// The first scripted answer that was not given.
    fn impossible(&self) -> Option<Impossible> {
        let name = |scripted: &Scripted| self.scenario.decisions[scripted.decision].id().to_owned();
        if let Some((scripted, at, refusal)) = self.refused.first() {
            let state = &self.state.decisions[scripted.decision];
            let Some(opened) = state.opened else {
                return Some(Impossible::NeverOpen {
                    decision: name(scripted),
                });
            };
            let expired = state.expired.map(|(at, _)| at);
            let closed = expired.unwrap_or_else(|| self.state.measured_until());
            let (at, refusal, decision) = (*at, refusal.clone(), name(scripted));
            return Some(Impossible::Refused {
                at,
                refusal,
                decision,
                opened,
                closed,
            });
        }
        let scripted = self.waiting.first()?;
        Some(Impossible::NeverOpen {
            decision: name(scripted),
        })
    }
}
