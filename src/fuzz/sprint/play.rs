//! A play from T+0 to its end: time acts, then the people, until it has ended.

use std::{cmp::Reverse, collections::BinaryHeap};

use super::{
    deed::Onlooker,
    people::Act,
    world::{NEVER, World},
};
use crate::{
    exercise::{ExerciseTime, event::EndReason},
    fuzz::plan::{Plan, Slots},
    rehearsal::{Policy, temper::Temper},
    scenario::{
        Ix, Scenario, Span,
        model::{Choice, Decision, Ending},
    },
};

/// An answer that was settled beforehand, given when the people would give theirs.
pub type Chosen = (Ix<Decision>, Ix<Choice>);

/// How a play ended.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Finish {
    pub at: ExerciseTime,
    pub ending: Option<Ix<Ending>>,
    pub why: EndReason,
    /// A settled answer could not be given when its time came.
    pub is_refused: bool,
    /// The users' share of bad time, in minutes; nothing without an impact signal.
    pub bad_minutes: Option<f64>,
    /// From the first impact to when it was down at a tenth of its peak for good.
    pub mitigated: Option<Span>,
}

/// Something that comes due: a slot that is to be looked at, or a bound that is crossed unless the
/// signal has been moved since.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Due {
    Slot(u16),
    Crossing { watch: u32, n_moves: u32 },
}

/// A play, and the room for the next.
#[derive(Debug)]
pub struct Sprint<'p> {
    pub(super) plan: &'p Plan<'p>,
    pub(super) world: World<'p>,
    pub(super) temper: Temper,
    /// What is to be looked at, in this sweep or the next.
    pub(super) stirred: Slots,
    /// What is to be looked at as soon as the next event has been taken in.
    pub(super) latching: Slots,
    pub(super) timers: BinaryHeap<Reverse<(ExerciseTime, Due)>>,
    next_by_the_clock: usize,
    pub(super) acts: BinaryHeap<Reverse<(ExerciseTime, Act)>>,
    /// Decisions whose turn came while none of their options could be had.
    pub(super) blocked: Vec<Ix<Decision>>,
    /// When the first impact is, as far as that can be said, and how often that has changed.
    pub(super) impact: (ExerciseTime, u32),
    /// Whether that may have changed since people last looked.
    pub(super) has_impact_moved: bool,
    pub(super) ended: Option<(Option<Ix<Ending>>, EndReason)>,
    pub(super) is_refused: bool,
}

impl<'p> Sprint<'p> {
    /// Room for plays of what `plan` lays out.
    pub fn over(plan: &'p Plan<'p>) -> Self {
        let n_slots = plan.slots.len();
        Self {
            plan,
            world: World::of(plan),
            temper: Temper::of(plan.scenario, Policy::Silent, 0),
            stirred: Slots::none(n_slots),
            latching: Slots::none(n_slots),
            timers: BinaryHeap::new(),
            next_by_the_clock: 0,
            acts: BinaryHeap::new(),
            blocked: Vec::new(),
            impact: (NEVER, 0),
            has_impact_moved: true,
            ended: None,
            is_refused: false,
        }
    }

    /// Plays the scenario through.
    pub fn play(
        &mut self,
        policy: Policy,
        seed: u64,
        script: &[Chosen],
        onlooker: &mut impl Onlooker,
    ) -> Finish {
        self.begin(policy, seed);
        // The start is an event, too.
        self.latch_all(onlooker);
        while self.ended.is_none() {
            self.settle(script, onlooker);
            if self.ended.is_some() || self.people_act(script, onlooker) {
                continue;
            }
            self.pass_time();
        }
        for decision in self.stuck() {
            onlooker.stuck(decision);
        }
        self.finish()
    }

    fn begin(&mut self, policy: Policy, seed: u64) {
        self.world.reset();
        self.temper = Temper {
            policy,
            seed,
            ..self.temper
        };
        self.stirred.copy(&self.plan.at_start);
        self.latching.copy(&self.plan.latching_at_start);
        self.timers.clear();
        self.acts.clear();
        self.blocked.clear();
        self.next_by_the_clock = 0;
        self.ended = None;
        self.is_refused = false;
        self.impact = (NEVER, 0);
        self.plan_ahead();
        self.has_impact_moved = true;
        self.come_due();
    }

    /// Goes on to the next instant at which something may happen.
    fn pass_time(&mut self) {
        let by_the_clock = self.plan.by_the_clock.get(self.next_by_the_clock);
        let of_timers = self.timers.peek().map(|Reverse((at, _))| *at);
        let of_people = self.acts.peek().map(|Reverse((at, _))| *at);
        let length = ExerciseTime::from(self.plan.scenario.length);
        let next = [by_the_clock.map(|(at, _)| *at), of_timers, of_people];
        self.world.now = next.into_iter().flatten().fold(length, ExerciseTime::min);
        self.come_due();
    }

    /// Stirs what is due now.
    fn come_due(&mut self) {
        let now = self.world.now;
        while let Some((at, slot)) = self.plan.by_the_clock.get(self.next_by_the_clock)
            && *at <= now
        {
            self.stir(*slot);
            self.next_by_the_clock += 1;
        }
        while let Some(Reverse((at, due))) = self.timers.peek()
            && *at <= now
        {
            let due = *due;
            self.timers.pop();
            match due {
                Due::Slot(slot) => self.stir(slot),
                Due::Crossing { watch, n_moves } => {
                    let watch = &self.plan.watches[watch as usize];
                    if self.world.n_moves[watch.signal.position()] == n_moves {
                        self.stir_all(&watch.slots);
                    }
                }
            }
        }
    }

    fn finish(&self) -> Finish {
        let (ending, why) = self.ended.unwrap_or((None, EndReason::Length));
        Finish {
            at: self.world.now,
            ending,
            why,
            is_refused: self.is_refused,
            bad_minutes: self.bad_minutes(),
            mitigated: self.mitigated(),
        }
    }

    fn bad_minutes(&self) -> Option<f64> {
        let impact = self.plan.scenario.impact?;
        let area = self.world.curves[impact.position()].integral(self.world.now);
        // The sum turns a negative zero into the other one.
        Some(area / 100.0 / 60_000.0 + 0.0)
    }

    fn mitigated(&self) -> Option<Span> {
        let now = self.world.now;
        let first = self.first_impact(now).filter(|at| *at <= now)?;
        let calm = match self.plan.scenario.impact {
            Some(impact) => {
                let curve = &self.world.curves[impact.position()];
                curve.calm_from(curve.peak(now) / 10.0, now)?
            }
            None => self.all_up_from()?,
        };
        Some(calm.max(first).since(first))
    }

    /// When the last service that was away came back for good.
    fn all_up_from(&self) -> Option<ExerciseTime> {
        let services = self.world.services.iter();
        let away = services.filter(|service| service.first_away != NEVER);
        away.map(|service| service.back)
            .max()
            .filter(|at| *at != NEVER)
    }

    /// When users are first hurt, as things stand; see [`crate::exercise::State::first_impact`].
    pub(super) fn first_impact(&self, until: ExerciseTime) -> Option<ExerciseTime> {
        let scenario: &Scenario = self.plan.scenario;
        match scenario.impact {
            Some(impact) => {
                let curve = &self.world.curves[impact.position()];
                curve.first_above(scenario.signals[impact].start, until)
            }
            None if scenario.services.is_empty() => Some(ExerciseTime::START),
            None => {
                let services = self.world.services.iter();
                let first = services.map(|service| service.first_away).min();
                first.filter(|at| *at <= until && *at != NEVER)
            }
        }
    }
}
