//! Takes an event into the state. It cannot fail and draws no conclusions: history happened.

use super::{
    event::{EndReason, Event, Person, Source, Started},
    state::{
        DebriefAnswer, Declaration, Draw, Ended, HeldBack, Improvised, Judged, Made, Observation,
        PhaseState, State, Update,
    },
    time::ExerciseTime,
};
use crate::scenario::{
    Ix, Scenario,
    model::{Condition, Effect, Ending, Trigger},
};

impl State {
    /// Takes in an event that happened at `clock`.
    pub fn apply(&mut self, scenario: &Scenario, clock: ExerciseTime, event: &Event) {
        if let Event::Rewound { .. } = event {
            // What is between is not known again yet: the clock is set, and time acts later.
            self.position = clock;
            return;
        }
        self.pass_time(scenario, clock);
        self.take_in(scenario, event);
        if self.ended.as_ref().is_none_or(|ended| ended.at == clock) {
            self.latch_now(scenario);
        }
    }

    /// Lets time pass up to `clock`, and notes which conditions held on the way.
    pub(super) fn pass_time(&mut self, scenario: &Scenario, clock: ExerciseTime) {
        let since = self.now;
        if since < clock && self.ended.is_none() {
            self.latch(scenario, |state, condition| {
                state.first_hold(condition, since).filter(|at| *at < clock)
            });
        }
        self.now = clock;
        self.position = self.position.max(clock);
    }

    /// Notes which conditions hold at this very instant.
    pub(super) fn latch_now(&mut self, scenario: &Scenario) {
        let now = self.now;
        self.latch(scenario, |state, condition| {
            state.holds(condition, now).then_some(now)
        });
    }

    /// Notes since when a condition has held, where nothing in the journal will say so.
    fn latch(
        &mut self,
        scenario: &Scenario,
        held: impl Fn(&Self, &Condition) -> Option<ExerciseTime>,
    ) {
        for (inject, row) in scenario.injects.entries() {
            if let Trigger::When(condition) = &row.when
                && self.injects[inject].latched.is_none()
                && self.injects[inject].is_waiting()
            {
                self.injects[inject].latched = held(self, condition);
            }
        }
        for (objective, row) in scenario.objectives.entries() {
            if let Some(condition) = &row.met
                && self.objectives[objective].met.is_none()
            {
                self.objectives[objective].met = held(self, condition);
            }
        }
    }

    #[expect(clippy::too_many_lines, reason = "an arm an event, and nothing else")]
    fn take_in(&mut self, scenario: &Scenario, event: &Event) {
        let at = self.now;
        match event {
            Event::Started(started) => self.start(scenario, started),
            Event::PhaseBegun { phase, .. } => self.phases[*phase] = PhaseState::Begun(at),
            Event::PhaseSkipped { phase, .. } => self.phases[*phase] = PhaseState::Skipped(at),
            Event::InjectDelivered { inject, who } => {
                self.injects[*inject].delivered = Some((at, who.clone()));
                self.take_effects(&scenario.injects[*inject].effects, Source::Inject(*inject));
            }
            Event::InjectSkipped { inject, why, .. } => {
                self.injects[*inject].skipped = Some((at, why.clone()));
            }
            Event::InjectHeldBack { inject, until, .. } => {
                let held = until.map_or(HeldBack::UntilSaid, HeldBack::Until);
                self.injects[*inject].held_back = Some(held);
            }
            Event::InjectAcknowledged { inject, who } => {
                self.injects[*inject].acknowledged = Some((at, who.clone()));
            }
            Event::InjectImprovised {
                inject,
                channel,
                sender,
                recipients,
                title,
                body,
                ..
            } => {
                self.improvised.push(Improvised {
                    id: inject.clone(),
                    at,
                    channel: *channel,
                    sender: sender.clone(),
                    recipients: recipients.clone(),
                    title: title.clone(),
                    body: body.clone(),
                });
            }
            Event::DecisionOpened { decision } => self.decisions[*decision].opened = Some(at),
            Event::DecisionMade {
                decision,
                answer,
                who,
                grounds,
            } => {
                let (answer, who, grounds) = (answer.clone(), who.clone(), grounds.clone());
                self.decisions[*decision].made = Some(Made {
                    at,
                    answer,
                    who,
                    grounds,
                });
            }
            Event::DecisionExpired { decision, option } => {
                self.decisions[*decision].expired = Some((at, *option));
            }
            Event::DecisionSkipped { decision } => self.decisions[*decision].skipped = Some(at),
            Event::OutcomeLanded { decision, option } => {
                self.decisions[*decision].landed = Some(at);
                let effects = &scenario.decisions[*decision].options[*option].effects;
                self.take_effects(effects, Source::Outcome(*decision, *option));
            }
            Event::ChanceDrawn { source, index, hit } => {
                self.draws.push(Draw {
                    source: *source,
                    index: *index,
                    hit: *hit,
                });
            }
            Event::TaskBegun { task, .. } => self.tasks[*task].begun = Some(at),
            Event::TaskDone { task, who } => self.tasks[*task].done = Some((at, who.clone())),
            Event::TaskMissed { task, .. } => self.tasks[*task].missed = Some(at),
            Event::TaskSkipped { task, .. } => self.tasks[*task].skipped = Some(at),
            Event::Declared { severity, who } => {
                let (severity, who) = (severity.clone(), who.clone());
                self.declarations.push(Declaration { at, severity, who });
            }
            Event::UpdatePosted {
                audience,
                state,
                text,
                who,
            } => {
                let (text, who) = (text.clone(), who.clone());
                self.updates.push(Update {
                    at,
                    audience: *audience,
                    state: *state,
                    text,
                    who,
                });
            }
            Event::RoleAssigned { role, person } => self.roles[*role] = Some(person.clone()),
            Event::Observed {
                kind,
                text,
                about,
                who,
            } => {
                let (text, about, who) = (text.clone(), about.clone(), who.clone());
                self.observations.push(Observation {
                    at,
                    kind: *kind,
                    text,
                    about,
                    who,
                });
            }
            Event::ClaimJudged {
                claim,
                verdict,
                evidence,
                who,
            } => {
                let (evidence, who) = (evidence.clone(), who.clone());
                self.claims[*claim].shown = None;
                self.claims[*claim].judged = Some(Judged {
                    at,
                    verdict: *verdict,
                    evidence,
                    who,
                });
            }
            Event::Paused { why } => self.paused = Some(*why),
            Event::Resumed {} => self.paused = None,
            Event::Jumped { clock_to } => self.position = self.position.max(*clock_to),
            Event::SpeedSet { speed } => self.speed = *speed,
            Event::Rewound { .. } => {}
            Event::Ended { ending, why } => self.end(at, *ending, *why),
            Event::Rated {
                objective,
                rating,
                comment,
            } => {
                self.objectives[*objective].rated = Some((*rating, comment.clone()));
            }
            Event::Answered { question, text } => {
                self.answers.push(DebriefAnswer {
                    question: question.clone(),
                    text: text.clone(),
                });
            }
            Event::ActionAdded(action) => self.actions.push(action.clone()),
            Event::ActionChanged(changed) => {
                for action in self
                    .actions
                    .iter_mut()
                    .filter(|it| it.action == changed.action)
                {
                    *action = changed.clone();
                }
            }
            Event::Closed {} => self.is_closed = true,
        }
    }

    fn start(&mut self, scenario: &Scenario, started: &Started) {
        self.mode = started.mode;
        self.pace = started.pace;
        self.speed = started.speed;
        self.seed = started.seed;
        self.people.clone_from(&started.people);
        for (role, row) in scenario.roles.entries() {
            let sits_there = |person: &&Person| person.role.as_ref() == Some(&row.id);
            self.roles[role] = started
                .people
                .iter()
                .find(sits_there)
                .map(|person| person.name.clone());
        }
    }

    fn end(&mut self, at: ExerciseTime, ending: Option<Ix<Ending>>, why: EndReason) {
        self.ended = Some(Ended { at, ending, why });
        // A jump may have gone beyond the end; the exercise has not.
        self.position = at;
    }

    fn take_effects(&mut self, effects: &[Effect], source: Source) {
        for effect in effects {
            self.take_effect(effect, source);
        }
    }

    fn take_effect(&mut self, effect: &Effect, source: Source) {
        let at = self.now;
        match effect {
            Effect::Signal { signal, to, over } => self.signals[*signal].ramp(at, *to, *over),
            Effect::Nudge { signal, by, over } => self.signals[*signal].nudge(at, *by, *over),
            Effect::Service(service, health) => {
                self.services[*service].changes.push((at, *health));
            }
            Effect::DataLoss(service, lost) => self.services[*service].lose(*lost),
            Effect::Set(flag) => self.flags[*flag] = true,
            Effect::Clear(flag) => self.flags[*flag] = false,
            Effect::Cancel(inject) => self.injects[*inject].is_cancelled = true,
            Effect::Claim(claim, finding) => self.claims[*claim].shown = Some(*finding),
            Effect::Chance(chance) => {
                let hit = self.was_hit(source, chance.index);
                self.take_effects(if hit { &chance.hit } else { &chance.miss }, source);
            }
            Effect::End(ending) => self.end_asked = self.end_asked.or(Some(*ending)),
        }
    }

    /// How a draw went. One that was never recorded counts as a miss.
    fn was_hit(&self, source: Source, index: u16) -> bool {
        self.draws
            .iter()
            .any(|draw| draw.source == source && draw.index == index && draw.hit)
    }
}
