//! The simulated people of a rehearsal: what they do next, and when.

use super::temper::{AUDIENCES, Temper, Turn};
use crate::{
    exercise::{
        Command, ExerciseTime, State, Who,
        event::{Answer, Grounds, UpdateState},
    },
    scenario::{
        Ix, Scenario, Span,
        model::{Decision, Moment, Role, Trigger},
        walk::Policy,
    },
};

/// Something the people do.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Act {
    pub(super) at: ExerciseTime,
    pub(super) command: Command,
    pub(super) who: Who,
}

/// The people of one rehearsal.
#[derive(Debug)]
pub(super) struct People {
    temper: Temper,
    /// How many updates they have posted or let pass.
    n_updates: u32,
    /// When the first impact was, once it has come: then nothing can change it.
    impact: Option<ExerciseTime>,
}

impl People {
    pub(super) fn new(temper: Temper) -> Self {
        Self {
            temper,
            n_updates: 0,
            impact: None,
        }
    }

    /// How long after it opened a decision is answered.
    pub(super) fn delay(&self, scenario: &Scenario, decision: Ix<Decision>) -> Span {
        self.temper
            .delay(decision, scenario.decisions[decision].limit)
    }

    /// What they do next from `now` on, but for decisions that `is_scripted`.
    pub(super) fn next(
        &self,
        scenario: &Scenario,
        state: &State,
        now: ExerciseTime,
        is_scripted: impl Fn(Ix<Decision>) -> bool,
    ) -> Option<Act> {
        let answers = scenario
            .decisions
            .indices()
            .filter(|decision| !is_scripted(*decision))
            .filter_map(|decision| self.answer(scenario, state, now, decision));
        let reactions = self
            .acknowledgements(scenario, state)
            .chain(self.ticks(scenario, state))
            .chain(self.firings(scenario, state))
            .chain(self.declaration(scenario, state))
            .chain(self.update(scenario, state, now));
        // The first of those that come at the same instant: answers go before the rest.
        answers
            .chain(reactions)
            .map(|act| Act {
                at: act.at.max(now),
                ..act
            })
            .min_by_key(|act| act.at)
    }

    /// Notes that an update's turn has come.
    pub(super) fn did(&mut self, act: &Act) {
        if let Command::Post { .. } = act.command {
            self.n_updates += 1;
        }
    }

    /// Notices the first impact, if it has come by `now`.
    pub(super) fn look(&mut self, scenario: &Scenario, state: &State, now: ExerciseTime) {
        let impact = self.first_impact(scenario, state);
        self.impact = impact.filter(|at| *at <= now);
    }

    /// When the first impact was or, as things stand, will be.
    fn first_impact(&self, scenario: &Scenario, state: &State) -> Option<ExerciseTime> {
        let end = ExerciseTime::from(scenario.length);
        self.impact.or_else(|| state.first_impact(scenario, end))
    }

    /// Passes over the updates that people with a random policy leave out.
    pub(super) fn leave_out_updates(&mut self) {
        while self.temper.policy == Policy::Random && self.temper.updates(self.n_updates).is_none()
        {
            self.n_updates += 1;
        }
    }

    fn answer(
        &self,
        scenario: &Scenario,
        state: &State,
        now: ExerciseTime,
        decision: Ix<Decision>,
    ) -> Option<Act> {
        let row = &scenario.decisions[decision];
        let standing = &state.decisions[decision];
        let opened = standing.opened.filter(|_| standing.is_open())?;
        let after = self.temper.answers(decision, row.limit)?;
        let at = opened.after(after).max(now);
        // What can be had is known only then; until then there is at least that moment.
        let choice = || {
            self.temper
                .choose(decision, state.available(scenario, decision, at))
        };
        let (at, answer) = if self.temper.answers_in_own_words(decision) {
            (at, Answer::Other("something else".to_owned()))
        } else if at > now {
            (at, Answer::Option(Ix::new(0)))
        } else if let Some(choice) = choice() {
            (at, Answer::Option(choice))
        } else {
            let later = next_option(scenario, state, now, decision)?;
            (later, Answer::Option(Ix::new(0)))
        };
        let who = person(scenario, state, row.asked);
        let command = Command::Answer {
            decision,
            answer,
            grounds: Grounds::default(),
        };
        Some(Act { at, command, who })
    }

    fn acknowledgements<'a>(
        &'a self,
        scenario: &'a Scenario,
        state: &'a State,
    ) -> impl Iterator<Item = Act> + 'a {
        scenario.injects.indices().filter_map(|inject| {
            let standing = &state.injects[inject];
            let (delivered, _) = standing.delivered.as_ref()?;
            let is_due = standing.acknowledged.is_none();
            let after = self.temper.acknowledges(inject).filter(|_| is_due)?;
            Some(Act {
                at: delivered.after(after),
                command: Command::Acknowledge(inject.into()),
                who: team(),
            })
        })
    }

    fn ticks<'a>(
        &'a self,
        scenario: &'a Scenario,
        state: &'a State,
    ) -> impl Iterator<Item = Act> + 'a {
        scenario.tasks.entries().filter_map(|(task, row)| {
            let standing = &state.tasks[task];
            let begun = standing
                .begun
                .filter(|_| standing.is_open() && row.done.is_none())?;
            Some(Act {
                at: begun.after(self.temper.ticks(task)?),
                command: Command::Tick(task),
                who: person(scenario, state, row.role),
            })
        })
    }

    /// What the facilitator fires of what is held ready.
    fn firings<'a>(
        &'a self,
        scenario: &'a Scenario,
        state: &'a State,
    ) -> impl Iterator<Item = Act> + 'a {
        scenario.injects.entries().filter_map(|(inject, row)| {
            let is_held = row.when == Trigger::Held && state.injects[inject].is_waiting();
            let at = self.temper.fires(inject).filter(|_| is_held)?;
            Some(Act {
                at,
                command: Command::Fire(inject),
                who: team(),
            })
        })
    }

    fn declaration(&self, scenario: &Scenario, state: &State) -> Option<Act> {
        let turn = self.temper.declares()?;
        Some(Act {
            at: self.at(scenario, state, turn)?,
            command: Command::Declare {
                severity: "SEV1".to_owned(),
            },
            who: team(),
        })
        .filter(|_| state.declarations.is_empty())
    }

    fn update(&self, scenario: &Scenario, state: &State, now: ExerciseTime) -> Option<Act> {
        let turn_of = |n| {
            let (audience, turn) = self.temper.updates(n)?;
            Some((self.at(scenario, state, turn)?, audience))
        };
        let has_heard = |audience| state.moment(Moment::Update(Some(audience))).is_some();
        let (at, audience) = match self.temper.policy {
            Policy::Wild => (0..)
                .take(AUDIENCES.len())
                .filter_map(turn_of)
                .filter(|(_, audience)| !has_heard(*audience))
                .min_by_key(|(at, _)| *at),
            Policy::Best | Policy::Worst | Policy::Random | Policy::Silent => {
                turn_of(self.n_updates)
            }
        }?;
        Some(Act {
            at,
            command: Command::Post {
                next: None,
                audience,
                state: progress(scenario, state, at, now),
                text: "A rehearsed update.".to_owned(),
            },
            who: team(),
        })
    }

    fn at(&self, scenario: &Scenario, state: &State, turn: Turn) -> Option<ExerciseTime> {
        match turn {
            Turn::At(at) => Some(at),
            Turn::AfterImpact(after) => Some(self.first_impact(scenario, state)?.after(after)),
        }
    }
}

/// When time alone brings an option that can be had, if none can be had now.
fn next_option(
    scenario: &Scenario,
    state: &State,
    now: ExerciseTime,
    decision: Ix<Decision>,
) -> Option<ExerciseTime> {
    let options = scenario.decisions[decision].options.iter();
    let conditions = options.filter_map(|choice| choice.only_if.as_ref());
    conditions
        .filter_map(|condition| state.first_hold(condition, now))
        .min()
}

/// How far the incident has got at `at`, which is known once it has come.
fn progress(
    scenario: &Scenario,
    state: &State,
    at: ExerciseTime,
    now: ExerciseTime,
) -> UpdateState {
    let is_mitigated = scenario.impact.filter(|_| at <= now).is_some_and(|impact| {
        let curve = &state.signals[impact];
        curve.value(at) <= curve.peak(at) / 10.0
    });
    if is_mitigated {
        UpdateState::Monitoring
    } else {
        UpdateState::Investigating
    }
}

/// Who acts in a role, or else the team.
pub(super) fn person(scenario: &Scenario, state: &State, role: Option<Ix<Role>>) -> Who {
    role.map_or_else(team, |role| state.in_role(scenario, role))
}

pub(super) fn team() -> Who {
    Who::Person("the team".to_owned())
}
