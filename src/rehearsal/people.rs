//! The simulated people of a rehearsal: what they do next, and when.

use crate::{
    exercise::{
        Command, ExerciseTime, State, Who,
        chance::draw,
        event::{Answer, Grounds, UpdateState},
    },
    scenario::{
        Ix, Scenario, Span,
        model::{Audience, Choice, Decision, Role, Verdict},
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

const AUDIENCES: [Audience; 3] = [Audience::Internal, Audience::Public, Audience::Executive];

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
    policy: Policy,
    seed: u64,
    /// How many updates they have posted or let pass.
    n_updates: u32,
    /// When the first impact was, once it has come: then nothing can change it.
    impact: Option<ExerciseTime>,
}

/// What a random draw is about; the first word keeps one kind from meeting another's luck.
mod about {
    pub(super) const WHEN: u64 = 101;
    pub(super) const WHICH: u64 = 102;
    pub(super) const ACKNOWLEDGE: u64 = 103;
    pub(super) const TICK: u64 = 104;
    pub(super) const DECLARE: u64 = 105;
    pub(super) const UPDATE: u64 = 106;
}

impl People {
    pub(super) fn new(policy: Policy, seed: u64) -> Self {
        Self {
            policy,
            seed,
            n_updates: 0,
            impact: None,
        }
    }

    /// How long after it opened a decision is answered.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        clippy::cast_sign_loss,
        reason = "a part of a span that fits a float"
    )]
    pub(super) fn delay(&self, scenario: &Scenario, decision: Ix<Decision>) -> Span {
        match self.policy {
            Policy::Best | Policy::Worst | Policy::Silent => REACTION,
            Policy::Random => {
                let limit = scenario.decisions[decision].limit.unwrap_or(RANDOM_LIMIT);
                let part = draw(self.seed, &[about::WHEN, decision.position() as u64]);
                Span::from_ms((limit.as_ms() as f64 * part) as u64)
            }
        }
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
        while !self.does(about::UPDATE, self.n_updates.into()) && self.policy == Policy::Random {
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
        let standing = &state.decisions[decision];
        let opened = standing.opened.filter(|_| standing.is_open())?;
        let at = opened.after(self.delay(scenario, decision)).max(now);
        let (at, choice) = match self.policy {
            Policy::Silent => return None,
            // What can be had is known only then; until then there is at least that moment.
            _ if at > now => (at, Ix::new(0)),
            _ => match self.choose(scenario, state, at, decision) {
                Some(choice) => (at, choice),
                None => (next_option(scenario, state, now, decision)?, Ix::new(0)),
            },
        };
        let answer = Answer::Option(choice);
        let who = person(scenario, state, scenario.decisions[decision].asked);
        let command = Command::Answer {
            decision,
            answer,
            grounds: Grounds::default(),
        };
        Some(Act { at, command, who })
    }

    fn choose(
        &self,
        scenario: &Scenario,
        state: &State,
        at: ExerciseTime,
        decision: Ix<Decision>,
    ) -> Option<Ix<Choice>> {
        let available: Vec<_> = state.available(scenario, decision, at).collect();
        let chosen = match self.policy {
            Policy::Best => available.iter().min_by_key(|(_, choice)| rank(choice)),
            // `rev` and `max`: the first of the worst, as `max_by_key` takes the last.
            Policy::Worst => available
                .iter()
                .rev()
                .max_by_key(|(_, choice)| rank(choice)),
            Policy::Random => available.get(self.pick(decision, available.len())),
            Policy::Silent => None,
        };
        chosen.map(|(choice, _)| *choice)
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        clippy::cast_sign_loss,
        reason = "a decision has few options"
    )]
    fn pick(&self, decision: Ix<Decision>, n_options: usize) -> usize {
        let part = draw(self.seed, &[about::WHICH, decision.position() as u64]);
        (n_options as f64 * part) as usize
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
            let acts = is_due && self.does(about::ACKNOWLEDGE, inject.position() as u64);
            acts.then(|| Act {
                at: delivered.after(REACTION),
                command: Command::Acknowledge(inject),
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
            self.does(about::TICK, task.position() as u64).then(|| Act {
                at: begun.after(REACTION),
                command: Command::Tick(task),
                who: person(scenario, state, row.role),
            })
        })
    }

    fn declaration(&self, scenario: &Scenario, state: &State) -> Option<Act> {
        let impact = self.first_impact(scenario, state)?;
        let is_due = state.declarations.is_empty() && self.does(about::DECLARE, 0);
        is_due.then(|| Act {
            at: impact.after(REACTION),
            command: Command::Declare {
                severity: "SEV1".to_owned(),
            },
            who: team(),
        })
    }

    fn update(&self, scenario: &Scenario, state: &State, now: ExerciseTime) -> Option<Act> {
        let impact = self.first_impact(scenario, state)?;
        let n_audiences = u32::try_from(AUDIENCES.len()).expect("three");
        let (round, which) = (self.n_updates / n_audiences, self.n_updates % n_audiences);
        let audience = AUDIENCES[which as usize];
        let wait_ms = FIRST_UPDATE.as_ms() + u64::from(round) * BETWEEN_UPDATES.as_ms();
        let at = impact.after(Span::from_ms(wait_ms));
        self.does(about::UPDATE, self.n_updates.into())
            .then(|| Act {
                at,
                command: Command::Post {
                    audience,
                    state: progress(scenario, state, at, now),
                    text: "A rehearsed update.".to_owned(),
                },
                who: team(),
            })
    }

    /// Whether people with this policy do something that is not a decision.
    fn does(&self, what: u64, which: u64) -> bool {
        match self.policy {
            Policy::Best => true,
            Policy::Worst | Policy::Silent => false,
            Policy::Random => draw(self.seed, &[what, which]) < 0.5,
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

/// From the best to the worst; an option without a verdict stands between fair and poor.
fn rank(choice: &Choice) -> u8 {
    match choice.verdict {
        Some(Verdict::Good) => 0,
        Some(Verdict::Fair) => 1,
        None => 2,
        Some(Verdict::Poor) => 3,
    }
}

/// Who acts in a role, or else the team.
pub(super) fn person(scenario: &Scenario, state: &State, role: Option<Ix<Role>>) -> Who {
    role.map_or_else(team, |role| state.in_role(scenario, role))
}

pub(super) fn team() -> Who {
    Who::Person("the team".to_owned())
}
