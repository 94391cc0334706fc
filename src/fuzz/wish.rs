//! Reads off a scenario what would have to be chosen, and how luck would have to fall, for
//! something to come to be: a guess, made with dice where there is more than one way, and then
//! tried.

use super::{
    item::Item,
    plan::{Luck, Maker, Plan},
    sprint::Chosen,
};
use crate::{
    exercise::{
        chance::{draw, is_hit},
        event::Source,
    },
    scenario::{
        Ix, Scenario,
        model::{Choice, Condition, Decision, Effect, Guard, Health, Moment, Signal, Trigger},
    },
};

/// What would have to be so.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Wish {
    pub(super) choices: Vec<Chosen>,
    luck: Vec<Luck>,
}

/// How often a seed is looked for that brings the luck that is wished for.
const MOST_SEEDS: u64 = 4_000;

impl Wish {
    /// A seed from `from` on that brings the luck that is wished for, or most of it.
    pub(super) fn seed(&self, from: u64) -> u64 {
        let n_falls = |seed: u64| {
            let falls =
                |luck: &&Luck| is_hit(seed, luck.source, luck.index, luck.percent) == luck.hit;
            self.luck.iter().filter(falls).count()
        };
        let is_possible = |luck: &&Luck| {
            let certain = if luck.hit { 0.0 } else { 100.0 };
            (luck.percent - certain).abs() > f64::EPSILON
        };
        let n_possible = self.luck.iter().filter(is_possible).count();
        let (mut best, mut most) = (from, n_falls(from));
        for seed in (1..MOST_SEEDS).map(|n| from.wrapping_add(n)) {
            if most >= n_possible {
                break;
            }
            let n = n_falls(seed);
            if n > most {
                (best, most) = (seed, n);
            }
        }
        best
    }

    fn choose(&mut self, chosen: Chosen) {
        if !self
            .choices
            .iter()
            .any(|(decision, _)| *decision == chosen.0)
        {
            self.choices.push(chosen);
        }
    }
}

/// A scenario, read for what leads to what.
#[derive(Debug)]
pub(super) struct Wishes<'a> {
    scenario: &'a Scenario,
    makers: &'a [Maker<'a>],
}

/// Dice that fall the same for the same throws.
#[derive(Debug)]
pub(super) struct Dice {
    pub(super) seed: u64,
    pub(super) n_thrown: u64,
}

impl Dice {
    /// A number below `n`, which is not 0.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        clippy::cast_sign_loss,
        reason = "a list has few items"
    )]
    fn below(&mut self, n: usize) -> usize {
        self.n_thrown += 1;
        (draw(self.seed, &[self.n_thrown]) * n as f64) as usize
    }

    fn one_of<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        match list.len() {
            0 => None,
            n => list.get(self.below(n)),
        }
    }
}

impl<'a> Wishes<'a> {
    pub(super) fn of(plan: &'a Plan<'a>) -> Self {
        Self {
            scenario: plan.scenario(),
            makers: &plan.makers,
        }
    }

    /// What would have to be so for `item` to come to be.
    pub(super) fn wish(&self, item: Item, dice: &mut Dice) -> Wish {
        let mut search = Search {
            wishes: self,
            dice,
            wish: Wish::default(),
            followed: Vec::new(),
        };
        search.item(item);
        search.wish
    }
}

struct Search<'a, 's> {
    wishes: &'a Wishes<'s>,
    dice: &'a mut Dice,
    wish: Wish,
    /// The moments that were wished for, or wished away.
    followed: Vec<(Moment, bool)>,
}

impl Search<'_, '_> {
    fn item(&mut self, item: Item) {
        let scenario = self.wishes.scenario;
        match item {
            Item::PhaseBegun(it) | Item::PhaseSkipped(it) => self.moment(Moment::Phase(it)),
            Item::InjectDelivered(it) | Item::InjectSkipped(it) => self.moment(Moment::Inject(it)),
            Item::DecisionOpened(it) | Item::DecisionSkipped(it) | Item::NothingToChoose(it) => {
                self.open(it);
            }
            Item::OptionOffered(decision, choice)
            | Item::OptionTaken(decision, choice)
            | Item::OutcomeLanded(decision, choice) => {
                self.moment(Moment::Outcome(decision, choice));
            }
            Item::TaskBegun(task) | Item::TaskSkipped(task) => {
                let row = &scenario.tasks[task];
                self.row(&row.when, &row.guard);
            }
            Item::TaskDone(task) => self.moment(Moment::Task(task)),
            Item::ClaimJudged(claim) => {
                let row = &scenario.claims[claim];
                let conditions = row.confirmed.iter().chain(&row.refuted);
                let conditions: Vec<_> = conditions.collect();
                if let Some(condition) = self.dice.one_of(&conditions) {
                    self.condition(condition, true);
                }
                self.make(|effect| matches!(effect, Effect::Claim(it, _) if *it == claim));
            }
            Item::ObjectiveMet(objective) => {
                if let Some(met) = &scenario.objectives[objective].met {
                    self.condition(met, true);
                }
            }
            Item::Drawn { source, index, hit } => self.draw(source, index, hit),
            Item::EndingReached(ending) => {
                self.trigger(&scenario.endings[ending].when);
                self.make(|effect| matches!(effect, Effect::End(it) if *it == ending));
            }
        }
    }

    /// Wishes for a draw, and for those that it lies within.
    fn draw(&mut self, source: Source, index: u16, hit: bool) {
        let is_it = |maker: &&Maker<'_>| {
            maker.source == source
                && matches!(maker.effect, Effect::Chance(chance) if chance.index == index)
        };
        if let Some(maker) = self.wishes.makers.iter().find(is_it) {
            self.wish.luck.extend(maker.luck.iter().copied());
            if let Effect::Chance(chance) = maker.effect {
                self.wish.luck.push(Luck {
                    source,
                    index,
                    percent: chance.percent,
                    hit,
                });
            }
        }
        self.source(source);
    }

    fn moment(&mut self, moment: Moment) {
        if !self.is_new(moment, true) {
            return;
        }
        let scenario = self.wishes.scenario;
        match moment {
            Moment::Inject(inject) | Moment::Acknowledged(inject) => {
                let row = &scenario.injects[inject];
                self.row(&row.when, &row.guard);
            }
            Moment::Decision(decision) => self.open(decision),
            Moment::Outcome(decision, choice) => {
                self.wish.choose((decision, choice));
                let only_if = &scenario.decisions[decision].options[choice].only_if;
                if let Some(condition) = only_if {
                    self.condition(condition, true);
                }
                self.open(decision);
            }
            Moment::Task(task) => {
                let row = &scenario.tasks[task];
                self.row(&row.when, &row.guard);
                if let Some(done) = &row.done {
                    self.condition(done, true);
                }
            }
            Moment::Phase(phase) => {
                let row = &scenario.phases[phase];
                self.row(&row.when, &row.guard);
            }
            Moment::Declared | Moment::Update(_) => {}
        }
    }

    /// Whether a moment has not been wished for yet, or away.
    fn is_new(&mut self, moment: Moment, comes: bool) -> bool {
        let is_new = !self.followed.contains(&(moment, comes));
        if is_new {
            self.followed.push((moment, comes));
        }
        is_new
    }

    /// Wishes for a moment not to come.
    fn never(&mut self, moment: Moment) {
        if !self.is_new(moment, false) {
            return;
        }
        let scenario = self.wishes.scenario;
        match moment {
            Moment::Inject(inject) => {
                let row = &scenario.injects[inject];
                self.keep_out(&row.when, &row.guard);
                if self.dice.below(3) == 0 {
                    self.make(|effect| matches!(effect, Effect::Cancel(it) if *it == inject));
                }
            }
            Moment::Decision(decision) => {
                let row = &scenario.decisions[decision];
                self.keep_out(&row.when, &row.guard);
            }
            Moment::Outcome(decision, choice) => {
                self.choose_other(decision, |it| it == choice);
            }
            Moment::Task(task) => {
                let row = &scenario.tasks[task];
                match &row.done {
                    Some(done) => self.condition(done, false),
                    None => self.keep_out(&row.when, &row.guard),
                }
            }
            Moment::Phase(phase) => {
                let row = &scenario.phases[phase];
                self.keep_out(&row.when, &row.guard);
            }
            Moment::Acknowledged(_) | Moment::Declared | Moment::Update(_) => {}
        }
    }

    /// Wishes for one of the things that keep a row from coming.
    fn keep_out(&mut self, when: &Trigger, guard: &Guard) {
        match (self.dice.below(3), when, &guard.only_if, &guard.unless) {
            (0, _, Some(only_if), _) | (_, Trigger::At(_), Some(only_if), None) => {
                self.condition(only_if, false);
            }
            (1, _, _, Some(unless)) | (_, Trigger::At(_), _, Some(unless)) => {
                self.condition(unless, true);
            }
            (_, Trigger::After(moment, _), ..) => self.never(*moment),
            (_, Trigger::When(condition), ..) => self.condition(condition, false),
            (_, Trigger::At(_) | Trigger::Held, ..) => {}
        }
    }

    fn open(&mut self, decision: Ix<Decision>) {
        let row = &self.wishes.scenario.decisions[decision];
        self.row(&row.when, &row.guard);
    }

    fn row(&mut self, when: &Trigger, guard: &Guard) {
        if let Some(only_if) = &guard.only_if {
            self.condition(only_if, true);
        }
        if let Some(unless) = &guard.unless {
            self.condition(unless, false);
        }
        self.trigger(when);
    }

    fn trigger(&mut self, trigger: &Trigger) {
        match trigger {
            Trigger::After(moment, _) => self.moment(*moment),
            Trigger::When(condition) => self.condition(condition, true),
            Trigger::At(_) | Trigger::Held => {}
        }
    }

    /// Wishes for a condition to hold, or not to.
    fn condition(&mut self, condition: &Condition, holds: bool) {
        match condition {
            Condition::Happened(moment) if holds => self.moment(*moment),
            Condition::Happened(moment) => self.never(*moment),
            Condition::Flag(flag) if holds => {
                self.make(|effect| matches!(effect, Effect::Set(it) if it == flag));
            }
            Condition::Flag(flag) => {
                self.avoid(|effect| matches!(effect, Effect::Set(it) if it == flag));
            }
            // A service is Up until something is done to it.
            Condition::Is(_, health) if (*health == Health::Up) == holds && self.dice.below(2) == 0 => {}
            Condition::Is(service, health) => self.make(|effect| {
                matches!(effect, Effect::Service(it, to) if it == service && (to == health) == holds)
            }),
            Condition::Above(signal, bound) => self.push(*signal, *bound, holds),
            Condition::Below(signal, bound) => self.push(*signal, *bound, !holds),
            Condition::All(parts) if holds => {
                for part in parts {
                    self.condition(part, true);
                }
            }
            Condition::Any(parts) if !holds => {
                for part in parts {
                    self.condition(part, false);
                }
            }
            Condition::All(parts) | Condition::Any(parts) => {
                if let Some(part) = self.dice.one_of(parts) {
                    self.condition(part, holds);
                }
            }
            Condition::Not(part) => self.condition(part, !holds),
            Condition::Elapsed(_) => {}
        }
    }

    /// Wishes for one of the effects that do something.
    fn make(&mut self, does: impl Fn(&Effect) -> bool) {
        let makers = self.wishes.makers.iter().filter(|it| does(it.effect));
        let makers: Vec<_> = makers.collect();
        if let Some(maker) = self.dice.one_of(&makers) {
            self.wish.luck.extend(maker.luck.iter().copied());
            self.source(maker.source);
        }
    }

    /// Wishes for a signal to be pushed beyond a bound: by one effect, or by all that push that way.
    fn push(&mut self, signal: Ix<Signal>, bound: f64, up: bool) {
        let pushes = |effect: &Effect| match effect {
            Effect::Signal { signal: it, to, .. } => *it == signal && (*to > bound) == up,
            Effect::Nudge { signal: it, by, .. } => *it == signal && (*by > 0.0) == up,
            _ => false,
        };
        if self.dice.below(2) == 0 {
            return self.make(pushes);
        }
        let makers = self.wishes.makers.iter().filter(|it| pushes(it.effect));
        let mut makers: Vec<_> = makers.collect();
        while !makers.is_empty() {
            let maker = makers.swap_remove(self.dice.below(makers.len()));
            self.wish.luck.extend(maker.luck.iter().copied());
            self.source(maker.source);
        }
    }

    fn source(&mut self, source: Source) {
        self.moment(match source {
            Source::Inject(inject) => Moment::Inject(inject),
            Source::Outcome(decision, choice) => Moment::Outcome(decision, choice),
        });
    }

    /// Wishes for nothing that does something.
    fn avoid(&mut self, does: impl Fn(&Effect) -> bool) {
        let makers = self.wishes.makers.iter().filter(|it| does(it.effect));
        let makers: Vec<_> = makers.collect();
        for maker in &makers {
            // Where it hangs on luck, that may fall the other way.
            if let Some(luck) = maker.luck.last().filter(|_| self.dice.below(2) == 0) {
                let hit = !luck.hit;
                self.wish.luck.push(Luck { hit, ..*luck });
                continue;
            }
            match maker.source {
                Source::Inject(inject) => self.never(Moment::Inject(inject)),
                Source::Outcome(decision, _) => {
                    let does_too = |it| {
                        let source = Source::Outcome(decision, it);
                        makers.iter().any(|maker| maker.source == source)
                    };
                    self.choose_other(decision, does_too);
                }
            }
        }
    }

    /// Wishes for any option but those.
    fn choose_other(&mut self, decision: Ix<Decision>, those: impl Fn(Ix<Choice>) -> bool) {
        let options = self.wishes.scenario.decisions[decision].options.indices();
        let others: Vec<_> = options.filter(|it| !those(*it)).collect();
        if let Some(other) = self.dice.one_of(&others) {
            self.wish.choose((decision, *other));
        }
    }
}
