//! What the seed makes of the simulated people: whether they do a thing, how soon, and what they
//! pick. Pure functions of the policy, the seed and what it is about, and never of what was asked
//! before; so whoever plays people asks here, and they play alike.

use crate::{
    exercise::{ExerciseTime, chance::draw},
    scenario::{
        Ix, Scenario, Span,
        model::{Audience, Choice, Decision, Inject, Task, Trigger, Verdict},
        walk::Policy,
    },
};

/// How long people take to answer, acknowledge, tick and declare.
const REACTION: Span = Span::from_minutes(1);
/// How long after the first impact the first updates are posted.
const FIRST_UPDATE: Span = Span::from_minutes(5);
/// How long it is from one round of updates to the next.
const BETWEEN_UPDATES: Span = Span::from_minutes(20);
/// How long people with a random policy may take over a decision without a limit.
const RANDOM_LIMIT: Span = Span::from_minutes(10);

pub const AUDIENCES: [Audience; 3] = [Audience::Internal, Audience::Public, Audience::Executive];
const N_AUDIENCES: u32 = 3;

/// What a draw is about; the first word keeps one kind from meeting another's luck.
mod about {
    pub(super) const WHEN: u64 = 101;
    pub(super) const WHICH: u64 = 102;
    pub(super) const ACKNOWLEDGE: u64 = 103;
    pub(super) const TICK: u64 = 104;
    pub(super) const DECLARE: u64 = 105;
    pub(super) const UPDATE: u64 = 106;
    pub(super) const FIRE: u64 = 107;
    pub(super) const LEAVE: u64 = 108;
    pub(super) const OWN_WORDS: u64 = 109;
    /// Added for how soon something is done, where whether it is has a draw of its own.
    pub(super) const SOON: u64 = 100;
    /// What people of one seed are wont to do.
    pub(super) const HABIT: u64 = 110;
    pub(super) const PACE: u64 = 111;
}

/// When people do something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// So long after the first impact.
    AfterImpact(Span),
    /// On the exercise clock.
    At(ExerciseTime),
}

/// One set of people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Temper {
    pub policy: Policy,
    pub seed: u64,
    /// The scenario's length: nothing is done later.
    pub length: Span,
    /// When the clock brings the first inject: from then on there is something to say.
    pub opens: Span,
}

impl Temper {
    /// The people who play `scenario` so.
    pub fn of(scenario: &Scenario, policy: Policy, seed: u64) -> Self {
        let by_the_clock = scenario.injects.iter().filter_map(|row| match row.when {
            Trigger::At(at) => Some(at),
            Trigger::After(..) | Trigger::When(_) | Trigger::Held => None,
        });
        Self {
            policy,
            seed,
            length: scenario.length,
            opens: by_the_clock.min().unwrap_or_default(),
        }
    }

    /// How long after it opened a decision is answered; never, where it is left alone.
    pub fn answers(self, decision: Ix<Decision>, limit: Option<Span>) -> Option<Span> {
        let leaves = match self.policy {
            Policy::Best | Policy::Worst | Policy::Random => false,
            Policy::Silent => true,
            Policy::Wild => self.is_wont(about::LEAVE, position(decision), 0.125),
        };
        (!leaves).then(|| self.delay(decision, limit))
    }

    /// How long after it opened a decision is answered, if it is.
    pub fn delay(self, decision: Ix<Decision>, limit: Option<Span>) -> Span {
        let limit = limit.unwrap_or(RANDOM_LIMIT);
        match self.policy {
            Policy::Best | Policy::Worst | Policy::Silent => REACTION,
            Policy::Random => part(limit, self.draw(about::WHEN, position(decision))),
            Policy::Wild => self.some_time(about::WHEN, position(decision), limit),
        }
    }

    /// Whether the answer is none of the options.
    pub fn answers_in_own_words(self, decision: Ix<Decision>) -> bool {
        self.policy == Policy::Wild && self.is_wont(about::OWN_WORDS, position(decision), 0.125)
    }

    /// What is chosen of the options that can be had.
    pub fn choose<'a>(
        self,
        decision: Ix<Decision>,
        available: impl Iterator<Item = (Ix<Choice>, &'a Choice)> + Clone,
    ) -> Option<Ix<Choice>> {
        let chosen = match self.policy {
            Policy::Best => available.min_by_key(|(_, choice)| rank(choice)),
            // The first of the worst, where `max_by_key` takes the last.
            Policy::Worst => available.reduce(|worst, other| {
                if rank(other.1) > rank(worst.1) {
                    other
                } else {
                    worst
                }
            }),
            Policy::Random | Policy::Wild => {
                let n_options = available.clone().count();
                let mut available = available;
                available.nth(self.pick(decision, n_options))
            }
            Policy::Silent => None,
        };
        chosen.map(|(choice, _)| choice)
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        clippy::cast_sign_loss,
        reason = "a decision has few options"
    )]
    fn pick(self, decision: Ix<Decision>, n_options: usize) -> usize {
        (n_options as f64 * self.draw(about::WHICH, position(decision))) as usize
    }

    /// How long after it came an inject is acknowledged, if it is.
    pub fn acknowledges(self, inject: Ix<Inject>) -> Option<Span> {
        self.reacts(about::ACKNOWLEDGE, position(inject))
    }

    /// How long after it began a task is ticked that no condition completes, if it is.
    pub fn ticks(self, task: Ix<Task>) -> Option<Span> {
        self.reacts(about::TICK, position(task))
    }

    /// When an incident is declared, if it is.
    pub fn declares(self) -> Option<Turn> {
        self.does(about::DECLARE, 0).then(|| match self.policy {
            Policy::Wild => Turn::At(self.any_time(about::DECLARE, 0).into()),
            _ => Turn::AfterImpact(REACTION),
        })
    }

    /// When the `n`th update is posted and for whom, if it is not left out: round after round to
    /// each audience, and by wild people one to each.
    pub fn updates(self, n: u32) -> Option<(Audience, Turn)> {
        let (round, which) = (n / N_AUDIENCES, n % N_AUDIENCES);
        let audience = AUDIENCES[which as usize];
        if !self.does(about::UPDATE, n.into()) {
            return None;
        }
        let turn = match self.policy {
            Policy::Wild if round > 0 => return None,
            Policy::Wild => Turn::At(self.any_time(about::UPDATE, n.into()).into()),
            _ => {
                let wait_ms = FIRST_UPDATE.as_ms() + u64::from(round) * BETWEEN_UPDATES.as_ms();
                Turn::AfterImpact(Span::from_ms(wait_ms))
            }
        };
        Some((audience, turn))
    }

    /// When an inject that is held ready is fired, if it is.
    pub fn fires(self, inject: Ix<Inject>) -> Option<ExerciseTime> {
        let fires = self.policy == Policy::Wild && self.does(about::FIRE, position(inject));
        fires.then(|| self.any_time(about::FIRE, position(inject)).into())
    }

    fn reacts(self, what: u64, which: u64) -> Option<Span> {
        self.does(what, which).then(|| match self.policy {
            Policy::Wild => self.some_time(what, which, RANDOM_LIMIT),
            _ => REACTION,
        })
    }

    /// Whether people with this policy do something that is not a decision.
    fn does(self, what: u64, which: u64) -> bool {
        match self.policy {
            Policy::Best => true,
            Policy::Worst | Policy::Silent => false,
            Policy::Random => self.draw(what, which) < 0.5,
            Policy::Wild => self.is_wont(what, which, 0.5),
        }
    }

    /// Whether people do something that they do in this share of cases: but some never do, and
    /// some always.
    fn is_wont(self, what: u64, which: u64, usually: f64) -> bool {
        let share = match self.draw(about::HABIT, what) {
            habit if habit < 0.15 => 0.0,
            habit if habit < 0.3 => 1.0,
            _ => usually,
        };
        self.draw(what, which) < share
    }

    /// Mostly soon, and sometimes much later. Some people are always quick, and some take all the
    /// time there is.
    fn some_time(self, what: u64, which: u64, soon: Span) -> Span {
        if !self.is_wont(what + 2 * about::SOON, which, 0.75) {
            return self.any_time(what, which);
        }
        let at = self.draw(what + about::SOON, which);
        part(
            soon,
            match self.draw(about::PACE, 0) {
                pace if pace < 0.2 => at / 10.0,
                pace if pace < 0.4 => 1.0 - at / 5.0,
                _ => at,
            },
        )
    }

    /// Soon after there is something to say, or at any time at all.
    fn any_time(self, what: u64, which: u64) -> Span {
        const A_WHILE: Span = Span::from_minutes(30);
        let at = self.draw(what + about::SOON, which);
        if self.draw(what + 3 * about::SOON, which) < 0.5 {
            let ms = self.opens.as_ms() + part(A_WHILE, at).as_ms();
            return Span::from_ms(ms).min(self.length);
        }
        part(self.length, at)
    }

    fn draw(self, what: u64, which: u64) -> f64 {
        draw(self.seed, &[what, which])
    }
}

fn position<T>(row: Ix<T>) -> u64 {
    row.position() as u64
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "a part of a span that fits a float"
)]
fn part(of: Span, part: f64) -> Span {
    Span::from_ms((of.as_ms() as f64 * part) as u64)
}

/// From the best to the worst; an option without a verdict stands between fair and poor.
pub fn rank(choice: &Choice) -> u8 {
    match choice.verdict {
        Some(Verdict::Good) => 0,
        Some(Verdict::Fair) => 1,
        None => 2,
        Some(Verdict::Poor) => 3,
    }
}
