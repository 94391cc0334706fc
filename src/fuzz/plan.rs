//! A scenario laid out for being played thousands of times: for everything that can change, what
//! waits for it.
//!
//! The engine looks at everything after each event, which is simple and is right. Here each thing
//! that can happen is a *slot*, numbered in the order in which the engine's sweep comes by it, and a
//! slot is looked at only when something that its condition asks for has changed. What has not
//! changed cannot have begun to hold, so nothing is missed; `tests/sprint.rs` holds plays against the
//! engine's, event by event.

use crate::{
    exercise::{ExerciseTime, curve::Side, event::Source},
    rehearsal::temper::AUDIENCES,
    scenario::{
        Ix, Scenario, Span, Table,
        model::{
            Audience, Claim, Condition, Decision, Effect, Ending, Guard, Inject, Moment, Objective,
            Phase, Signal, Task, Trigger,
        },
    },
};

/// Something that can happen by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    Lands(Ix<Decision>),
    Expires(Ix<Decision>),
    Missed(Ix<Task>),
    Phase(Ix<Phase>),
    Inject(Ix<Inject>),
    Decision(Ix<Decision>),
    Task(Ix<Task>),
    Claim(Ix<Claim>),
    /// The ending that an effect asked for.
    Asked,
    Ending(Ix<Ending>),
    /// After all others: an objective is looked at when the rest has settled.
    Objective(Ix<Objective>),
}

/// What waits for a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Waiter {
    /// It is looked at again.
    Now(u16),
    /// It comes due so much later.
    Later(u16, Span),
}

/// A bound that conditions hold a signal against.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Watch {
    pub(super) signal: Ix<Signal>,
    pub(super) side: Side,
    pub(super) bound: f64,
    pub(super) slots: Vec<u16>,
}

/// A draw that would have to go one way.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Luck {
    pub(super) source: Source,
    pub(super) index: u16,
    pub(super) percent: f64,
    pub(super) hit: bool,
}

/// What makes something so: effects of a source, if luck falls that way.
#[derive(Debug, Clone)]
pub(super) struct Maker<'s> {
    pub(super) source: Source,
    pub(super) luck: Vec<Luck>,
    pub(super) effect: &'s Effect,
}

/// A scenario, and what waits for what in it.
#[derive(Debug)]
pub struct Plan<'s> {
    pub(super) scenario: &'s Scenario,
    pub(super) slots: Vec<Slot>,
    /// How many slots of each kind come before the first of a kind.
    first: Firsts,
    /// Where the outcomes of each decision begin among the moments.
    outcomes: Vec<usize>,
    pub(super) n_moments: usize,
    pub(super) of_moment: Vec<Vec<Waiter>>,
    /// Whether a trigger, guard or other condition asks for each moment.
    is_asked_for: Vec<bool>,
    pub(super) of_flag: Vec<Vec<u16>>,
    pub(super) of_service: Vec<Vec<u16>>,
    pub(super) of_signal: Vec<Vec<u16>>,
    pub(super) watches: Vec<Watch>,
    /// Which watches look at each signal.
    pub(super) watches_of: Vec<Vec<u32>>,
    /// Whether anything depends on the curve of a signal.
    pub(super) is_followed: Vec<bool>,
    /// What the clock brings, whatever happens: in order.
    pub(super) by_the_clock: Vec<(ExerciseTime, u16)>,
    /// The slots whose conditions count from the first moment at which they hold, even if they no
    /// longer do when their turn comes.
    pub(super) latching: Slots,
    /// What may happen at T+0.
    pub(super) at_start: Slots,
    pub(super) latching_at_start: Slots,
    /// Whether anything asks for a declaration or an update.
    pub(super) are_words_asked_for: bool,
    /// Every effect, and what has it, those of both sides of a draw included.
    pub(super) makers: Vec<Maker<'s>>,
}

#[derive(Debug, Default)]
struct Firsts {
    expires: usize,
    missed: usize,
    phase: usize,
    inject: usize,
    decision: usize,
    task: usize,
    claim: usize,
    asked: usize,
    ending: usize,
    objective: usize,
}

/// A set of slots, gone through in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Slots(Vec<u64>);

impl Slots {
    pub(super) fn none(n_slots: usize) -> Self {
        Self(vec![0; n_slots.div_ceil(64)])
    }

    #[inline]
    pub(super) fn add(&mut self, slot: u16) {
        self.0[usize::from(slot) / 64] |= 1 << (slot % 64);
    }

    #[inline]
    pub(super) fn remove(&mut self, slot: u16) {
        self.0[usize::from(slot) / 64] &= !(1 << (slot % 64));
    }

    #[inline]
    pub(super) fn has(&self, slot: u16) -> bool {
        self.0[usize::from(slot) / 64] & (1 << (slot % 64)) != 0
    }

    /// Becomes what `other` is, without being made anew.
    pub(super) fn copy(&mut self, other: &Self) {
        self.0.copy_from_slice(&other.0);
    }

    /// The first one from `from` on.
    #[inline]
    pub(super) fn next(&self, from: u16) -> Option<u16> {
        let mut word = usize::from(from) / 64;
        let mut bits = self.0.get(word)? & (u64::MAX << (from % 64));
        loop {
            if bits != 0 {
                let slot = word * 64 + bits.trailing_zeros() as usize;
                return u16::try_from(slot).ok();
            }
            word += 1;
            bits = *self.0.get(word)?;
        }
    }
}

impl<'s> Plan<'s> {
    /// Lays `scenario` out.
    ///
    /// # Panics
    /// When it has more than 65,535 rows in all; see [`Plan::of`].
    fn lay_out(scenario: &'s Scenario) -> Self {
        let (slots, first) = slots(scenario);
        let mut n_moments = 0;
        let mut block = |n: usize| {
            n_moments += n;
            n_moments - n
        };
        block(2 * scenario.injects.len() + scenario.decisions.len());
        block(scenario.tasks.len() + scenario.phases.len() + 5);
        let options = scenario.decisions.iter().map(|row| row.options.len());
        let outcomes = options.map(block).collect();
        let n_slots = slots.len();
        let mut plan = Self {
            scenario,
            slots,
            first,
            outcomes,
            n_moments,
            of_moment: vec![Vec::new(); n_moments],
            is_asked_for: vec![false; n_moments],
            of_flag: vec![Vec::new(); scenario.flags.len()],
            of_service: vec![Vec::new(); scenario.services.len()],
            of_signal: vec![Vec::new(); scenario.signals.len()],
            watches: Vec::new(),
            watches_of: vec![Vec::new(); scenario.signals.len()],
            is_followed: vec![false; scenario.signals.len()],
            by_the_clock: Vec::new(),
            latching: Slots::none(n_slots),
            at_start: Slots::none(n_slots),
            latching_at_start: Slots::none(n_slots),
            are_words_asked_for: false,
            makers: makers(scenario),
        };
        plan.wire();
        plan.are_words_asked_for = AUDIENCES
            .map(|audience| Moment::Update(Some(audience)))
            .into_iter()
            .chain([Moment::Declared, Moment::Update(None)])
            .any(|moment| plan.is_asked_for(moment));
        plan
    }

    /// Lays `scenario` out; nothing where it has more rows than can be numbered together.
    pub fn of(scenario: &'s Scenario) -> Option<Self> {
        let n_slots = slots(scenario).0.len();
        u16::try_from(n_slots)
            .is_ok()
            .then(|| Self::lay_out(scenario))
    }

    /// What is laid out here.
    pub fn scenario(&self) -> &'s Scenario {
        self.scenario
    }

    /// The number of a moment.
    #[inline]
    pub(super) fn moment(&self, moment: Moment) -> usize {
        let scenario = self.scenario;
        let decisions = 2 * scenario.injects.len();
        let tasks = decisions + scenario.decisions.len();
        let phases = tasks + scenario.tasks.len();
        let declared = phases + scenario.phases.len();
        match moment {
            Moment::Inject(inject) => inject.position(),
            Moment::Acknowledged(inject) => scenario.injects.len() + inject.position(),
            Moment::Decision(decision) => decisions + decision.position(),
            Moment::Task(task) => tasks + task.position(),
            Moment::Phase(phase) => phases + phase.position(),
            Moment::Declared => declared,
            Moment::Update(None) => declared + 1,
            Moment::Update(Some(Audience::Internal)) => declared + 2,
            Moment::Update(Some(Audience::Public)) => declared + 3,
            Moment::Update(Some(Audience::Executive)) => declared + 4,
            Moment::Outcome(decision, choice) => {
                self.outcomes[decision.position()] + choice.position()
            }
        }
    }

    /// Whether anything asks for a moment.
    pub fn is_asked_for(&self, moment: Moment) -> bool {
        self.is_asked_for[self.moment(moment)]
    }

    #[inline]
    pub(super) fn slot(&self, slot: Slot) -> u16 {
        let first = &self.first;
        let number = match slot {
            Slot::Lands(decision) => decision.position(),
            Slot::Expires(decision) => first.expires + decision.position(),
            Slot::Missed(task) => first.missed + task.position(),
            Slot::Phase(phase) => first.phase + phase.position(),
            Slot::Inject(inject) => first.inject + inject.position(),
            Slot::Decision(decision) => first.decision + decision.position(),
            Slot::Task(task) => first.task + task.position(),
            Slot::Claim(claim) => first.claim + claim.position(),
            Slot::Asked => first.asked,
            Slot::Ending(ending) => first.ending + ending.position(),
            Slot::Objective(objective) => first.objective + objective.position(),
        };
        u16::try_from(number).expect("a plan has fewer slots: see `of`")
    }

    fn wire(&mut self) {
        let scenario = self.scenario;
        for (phase, row) in scenario.phases.entries() {
            self.await_trigger(self.slot(Slot::Phase(phase)), &row.when);
            self.ask_guard(&row.guard);
        }
        for (inject, row) in scenario.injects.entries() {
            let slot = self.slot(Slot::Inject(inject));
            self.await_trigger(slot, &row.when);
            self.ask_guard(&row.guard);
            if let Trigger::When(_) = row.when {
                self.latching.add(slot);
                self.latching_at_start.add(slot);
            }
        }
        for (decision, row) in scenario.decisions.entries() {
            let slot = self.slot(Slot::Decision(decision));
            self.await_trigger(slot, &row.when);
            self.ask_guard(&row.guard);
            // People look again at what can be had whenever that changes: the instant is visited.
            let hiding = row.options.iter().filter_map(|it| it.only_if.as_ref());
            hiding.for_each(|condition| self.await_condition(slot, condition));
        }
        for (task, row) in scenario.tasks.entries() {
            let slot = self.slot(Slot::Task(task));
            self.await_trigger(slot, &row.when);
            self.ask_guard(&row.guard);
            if let Some(condition) = &row.done {
                self.await_condition(slot, condition);
            }
        }
        for (claim, row) in scenario.claims.entries() {
            let slot = self.slot(Slot::Claim(claim));
            for condition in row.confirmed.iter().chain(&row.refuted) {
                self.await_condition(slot, condition);
                self.at_start.add(slot);
            }
        }
        for (ending, row) in scenario.endings.entries() {
            self.await_trigger(self.slot(Slot::Ending(ending)), &row.when);
        }
        for (objective, row) in scenario.objectives.entries() {
            if let Some(condition) = &row.met {
                let slot = self.slot(Slot::Objective(objective));
                self.await_condition(slot, condition);
                self.latching.add(slot);
                self.latching_at_start.add(slot);
            }
        }
        if let Some(impact) = scenario.impact {
            self.is_followed[impact.position()] = true;
        }
        self.by_the_clock.sort_by_key(|(at, _)| *at);
    }

    fn await_trigger(&mut self, slot: u16, trigger: &Trigger) {
        match trigger {
            Trigger::At(span) => {
                self.by_the_clock.push((ExerciseTime::from(*span), slot));
            }
            Trigger::After(moment, span) => {
                let moment = self.moment(*moment);
                self.is_asked_for[moment] = true;
                let waiter = if span.is_zero() {
                    Waiter::Now(slot)
                } else {
                    Waiter::Later(slot, *span)
                };
                self.of_moment[moment].push(waiter);
            }
            Trigger::When(condition) => {
                self.await_condition(slot, condition);
                self.at_start.add(slot);
            }
            Trigger::Held => {}
        }
    }

    /// A guard is asked at an instant, and waits for nothing.
    fn ask_guard(&mut self, guard: &Guard) {
        for condition in guard.only_if.iter().chain(&guard.unless) {
            self.ask(condition);
        }
    }

    /// Notes what a condition looks at.
    fn ask(&mut self, condition: &Condition) {
        match condition {
            Condition::Happened(moment) => {
                let moment = self.moment(*moment);
                self.is_asked_for[moment] = true;
            }
            Condition::Above(signal, _) | Condition::Below(signal, _) => {
                self.is_followed[signal.position()] = true;
            }
            Condition::All(parts) | Condition::Any(parts) => {
                for part in parts {
                    self.ask(part);
                }
            }
            Condition::Not(part) => self.ask(part),
            Condition::Is(..) | Condition::Elapsed(_) | Condition::Flag(_) => {}
        }
    }

    /// Has a slot looked at whenever the answer to a condition may have changed.
    fn await_condition(&mut self, slot: u16, condition: &Condition) {
        self.ask(condition);
        self.await_parts(slot, condition);
    }

    fn await_parts(&mut self, slot: u16, condition: &Condition) {
        match condition {
            Condition::Happened(moment) => {
                let moment = self.moment(*moment);
                add_once(&mut self.of_moment[moment], Waiter::Now(slot));
            }
            Condition::Is(service, _) => add_once(&mut self.of_service[service.position()], slot),
            Condition::Flag(flag) => add_once(&mut self.of_flag[flag.position()], slot),
            Condition::Above(signal, bound) => self.watch(slot, *signal, Side::Above, *bound),
            Condition::Below(signal, bound) => self.watch(slot, *signal, Side::Below, *bound),
            Condition::Elapsed(span) => {
                self.by_the_clock.push((ExerciseTime::from(*span), slot));
            }
            Condition::All(parts) | Condition::Any(parts) => {
                for part in parts {
                    self.await_parts(slot, part);
                }
            }
            Condition::Not(part) => self.await_parts(slot, part),
        }
    }

    fn watch(&mut self, slot: u16, signal: Ix<Signal>, side: Side, bound: f64) {
        add_once(&mut self.of_signal[signal.position()], slot);
        let same = |it: &&mut Watch| {
            it.signal == signal && it.side == side && it.bound.to_bits() == bound.to_bits()
        };
        if let Some(watch) = self.watches.iter_mut().find(same) {
            return add_once(&mut watch.slots, slot);
        }
        let number = u32::try_from(self.watches.len()).expect("a file has fewer conditions");
        self.watches_of[signal.position()].push(number);
        self.watches.push(Watch {
            signal,
            side,
            bound,
            slots: vec![slot],
        });
    }

    /// Whether a sweep comes by a slot: by all but those of the objectives.
    pub(super) fn is_swept(&self, slot: u16) -> bool {
        usize::from(slot) < self.first.objective
    }
}

/// All slots, in the order in which a sweep comes by them.
fn slots(scenario: &Scenario) -> (Vec<Slot>, Firsts) {
    fn all<T>(slots: &mut Vec<Slot>, table: &Table<T>, slot: fn(Ix<T>) -> Slot) -> usize {
        let first = slots.len();
        slots.extend(table.indices().map(slot));
        first
    }
    let mut slots = Vec::new();
    all(&mut slots, &scenario.decisions, Slot::Lands);
    let mut first = Firsts {
        expires: all(&mut slots, &scenario.decisions, Slot::Expires),
        missed: all(&mut slots, &scenario.tasks, Slot::Missed),
        phase: all(&mut slots, &scenario.phases, Slot::Phase),
        inject: all(&mut slots, &scenario.injects, Slot::Inject),
        decision: all(&mut slots, &scenario.decisions, Slot::Decision),
        task: all(&mut slots, &scenario.tasks, Slot::Task),
        claim: all(&mut slots, &scenario.claims, Slot::Claim),
        asked: slots.len(),
        ..Firsts::default()
    };
    slots.push(Slot::Asked);
    first.ending = all(&mut slots, &scenario.endings, Slot::Ending);
    first.objective = all(&mut slots, &scenario.objectives, Slot::Objective);
    (slots, first)
}

fn makers(scenario: &Scenario) -> Vec<Maker<'_>> {
    let mut makers = Vec::new();
    for (inject, row) in scenario.injects.entries() {
        add_makers(&row.effects, Source::Inject(inject), &[], &mut makers);
    }
    for (decision, row) in scenario.decisions.entries() {
        for (choice, option) in row.options.entries() {
            let source = Source::Outcome(decision, choice);
            add_makers(&option.effects, source, &[], &mut makers);
        }
    }
    makers
}

fn add_makers<'s>(
    effects: &'s [Effect],
    source: Source,
    luck: &[Luck],
    makers: &mut Vec<Maker<'s>>,
) {
    for effect in effects {
        if let Effect::Chance(chance) = effect {
            for (hit, side) in [(true, &chance.hit), (false, &chance.miss)] {
                let falls = Luck {
                    source,
                    index: chance.index,
                    percent: chance.percent,
                    hit,
                };
                add_makers(side, source, &[luck, &[falls]].concat(), makers);
            }
        }
        let luck = luck.to_vec();
        makers.push(Maker {
            source,
            luck,
            effect,
        });
    }
}

fn add_once<T: PartialEq>(list: &mut Vec<T>, item: T) {
    if !list.contains(&item) {
        list.push(item);
    }
}
