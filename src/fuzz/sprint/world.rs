//! Where a play stands: times and marks beside the rows of its scenario, and nothing that would
//! have to be made anew for the next play.

use crate::{
    exercise::{
        ExerciseTime,
        curve::{Curve, Side},
    },
    fuzz::plan::Plan,
    scenario::{
        Ix,
        model::{Choice, Condition, Ending, Finding, Guard, Health, Moment},
    },
};

/// A time that never comes.
pub(super) const NEVER: ExerciseTime = ExerciseTime::from_ms(u64::MAX);

#[derive(Debug, Clone, Copy, Default)]
pub(super) struct InjectState {
    /// It was delivered, or skipped.
    pub(super) is_over: bool,
    pub(super) has_latched: bool,
    pub(super) is_cancelled: bool,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct DecisionState {
    pub(super) opened: ExerciseTime,
    pub(super) is_skipped: bool,
    pub(super) has_expired: bool,
    pub(super) is_settled: bool,
    /// What it was settled by, and when that has its outcome; never again once it has.
    pub(super) choice: Option<Ix<Choice>>,
    pub(super) lands: ExerciseTime,
}

impl DecisionState {
    const NEW: Self = Self {
        opened: NEVER,
        is_skipped: false,
        has_expired: false,
        is_settled: false,
        choice: None,
        lands: NEVER,
    };

    pub(super) fn is_open(&self) -> bool {
        self.opened != NEVER && !self.is_settled
    }
}

#[derive(Debug, Clone, Copy)]
pub(super) struct TaskState {
    pub(super) begun: ExerciseTime,
    pub(super) is_skipped: bool,
    pub(super) is_done: bool,
    pub(super) is_missed: bool,
}

impl TaskState {
    const NEW: Self = Self {
        begun: NEVER,
        is_skipped: false,
        is_done: false,
        is_missed: false,
    };

    pub(super) fn is_open(&self) -> bool {
        self.begun != NEVER && !self.is_done
    }
}

#[derive(Debug, Clone, Copy, Default)]
pub(super) struct ClaimState {
    pub(super) is_judged: bool,
    /// What an effect has shown, until it is told.
    pub(super) shown: Option<Finding>,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct ServiceState {
    pub(super) health: Health,
    /// When it first was not Up.
    pub(super) first_away: ExerciseTime,
    /// Since when it has been back, if it was away.
    pub(super) back: ExerciseTime,
}

impl ServiceState {
    const NEW: Self = Self {
        health: Health::Up,
        first_away: NEVER,
        back: NEVER,
    };

    pub(super) fn turn(&mut self, at: ExerciseTime, health: Health) {
        self.health = health;
        if health != Health::Up {
            self.first_away = self.first_away.min(at);
            self.back = NEVER;
        } else if self.first_away != NEVER {
            self.back = self.back.min(at);
        }
    }
}

/// All that conditions can ask about.
#[derive(Debug)]
pub(super) struct World<'p> {
    pub(super) plan: &'p Plan<'p>,
    pub(super) now: ExerciseTime,
    /// When each moment came.
    pub(super) came: Vec<ExerciseTime>,
    pub(super) injects: Vec<InjectState>,
    pub(super) decisions: Vec<DecisionState>,
    pub(super) tasks: Vec<TaskState>,
    /// Which phases have begun or were skipped.
    pub(super) phases: Vec<bool>,
    pub(super) claims: Vec<ClaimState>,
    /// Which objectives have been met.
    pub(super) met: Vec<bool>,
    pub(super) services: Vec<ServiceState>,
    pub(super) flags: Vec<bool>,
    pub(super) curves: Vec<Curve>,
    /// How often each signal has been moved.
    pub(super) n_moves: Vec<u32>,
    pub(super) end_asked: Option<Ix<Ending>>,
}

impl<'p> World<'p> {
    pub(super) fn of(plan: &'p Plan<'p>) -> Self {
        let scenario = plan.scenario;
        Self {
            plan,
            now: ExerciseTime::START,
            came: vec![NEVER; plan.n_moments],
            injects: vec![InjectState::default(); scenario.injects.len()],
            decisions: vec![DecisionState::NEW; scenario.decisions.len()],
            tasks: vec![TaskState::NEW; scenario.tasks.len()],
            phases: vec![false; scenario.phases.len()],
            claims: vec![ClaimState::default(); scenario.claims.len()],
            met: vec![false; scenario.objectives.len()],
            services: vec![ServiceState::NEW; scenario.services.len()],
            flags: vec![false; scenario.flags.len()],
            curves: scenario.signals.iter().map(Curve::of).collect(),
            n_moves: vec![0; scenario.signals.len()],
            end_asked: None,
        }
    }

    /// Goes back to T+0, when nothing has happened.
    pub(super) fn reset(&mut self) {
        self.now = ExerciseTime::START;
        self.came.fill(NEVER);
        self.injects.fill(InjectState::default());
        self.decisions.fill(DecisionState::NEW);
        self.tasks.fill(TaskState::NEW);
        self.phases.fill(false);
        self.claims.fill(ClaimState::default());
        self.met.fill(false);
        self.services.fill(ServiceState::NEW);
        self.flags.fill(false);
        self.curves.iter_mut().for_each(Curve::reset);
        self.n_moves.fill(0);
        self.end_asked = None;
    }

    /// When a moment came; never, while it has not.
    pub(super) fn came(&self, moment: Moment) -> ExerciseTime {
        self.came[self.plan.moment(moment)]
    }

    pub(super) fn holds(&self, condition: &Condition) -> bool {
        match condition {
            Condition::Happened(moment) => self.came(*moment) != NEVER,
            Condition::Is(service, health) => self.services[service.position()].health == *health,
            Condition::Above(signal, bound) => {
                let value = self.curves[signal.position()].value(self.now);
                Side::Above.holds(value, *bound)
            }
            Condition::Below(signal, bound) => {
                let value = self.curves[signal.position()].value(self.now);
                Side::Below.holds(value, *bound)
            }
            Condition::Elapsed(span) => self.now >= ExerciseTime::from(*span),
            Condition::Flag(flag) => self.flags[flag.position()],
            Condition::All(parts) => parts.iter().all(|part| self.holds(part)),
            Condition::Any(parts) => parts.iter().any(|part| self.holds(part)),
            Condition::Not(part) => !self.holds(part),
        }
    }

    pub(super) fn lets_through(&self, guard: &Guard) -> bool {
        let asked_for = guard.only_if.as_ref();
        let asked_against = guard.unless.as_ref();
        asked_for.is_none_or(|condition| self.holds(condition))
            && !asked_against.is_some_and(|condition| self.holds(condition))
    }
}
