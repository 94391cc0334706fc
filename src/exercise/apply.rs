//! Takes an event into the state. It cannot fail and draws no conclusions: history happened.

use super::{
    event::{EndReason, Event, Pace, Person, Received, Source, Started, Who},
    state::{
        DebriefAnswer, Declaration, Discussed, Draw, Ended, HeldBack, Improvised, Judged, Made,
        Observation, PhaseState, State, Update,
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
        // An observation tells of an instant that may have passed; time does not go back to it.
        self.pass_time(scenario, clock.max(self.now));
        if event.is_entry() && self.pace == Pace::Manual {
            self.note_waiting(scenario);
        }
        self.take_in(scenario, clock, event);
        if self.ended.as_ref().is_none_or(|ended| ended.at == clock) {
            self.latch_now(scenario);
        }
    }

    /// Notes which injects wait for the hand. Time acts before people do: what is due and has not
    /// been skipped has met its guard, and no entry at that same instant can change that.
    fn note_waiting(&mut self, scenario: &Scenario) {
        for inject in scenario.injects.indices() {
            let is_due = self
                .inject_due(scenario, inject)
                .is_some_and(|due| due <= self.now);
            if is_due && self.injects[inject].is_waiting() {
                self.injects[inject].awaits_hand = true;
            }
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
    fn take_in(&mut self, scenario: &Scenario, clock: ExerciseTime, event: &Event) {
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
                if let Some(acknowledged) = self.acknowledged_mut(inject) {
                    *acknowledged = Some((at, who.clone()));
                }
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
                    acknowledged: None,
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
            Event::DecisionExtended {
                decision, until, ..
            } => self.decisions[*decision].extended = Some(*until),
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
            Event::QuestionDiscussed {
                phase, question, ..
            } => {
                let (phase, question) = (*phase, question.clone());
                self.discussed.push(Discussed {
                    at,
                    phase,
                    question,
                });
            }
            Event::Declared { severity, who } => {
                let (severity, who) = (severity.clone(), who.clone());
                self.declarations.push(Declaration { at, severity, who });
            }
            Event::UpdatePosted {
                audience,
                state,
                text,
                next,
                who,
            } => {
                let (text, who) = (text.clone(), who.clone());
                self.updates.push(Update {
                    at,
                    audience: *audience,
                    state: *state,
                    text,
                    next: *next,
                    who,
                });
            }
            Event::RoleAssigned { role, person } => self.roles[*role] = Some(person.clone()),
            Event::PersonLeft { person, .. } => {
                if !self.is_absent(person) {
                    self.absent.push(person.clone());
                }
            }
            Event::PersonReturned { person, .. } => self.absent.retain(|absent| absent != person),
            Event::Observed {
                kind,
                text,
                about,
                who,
            } => {
                let (text, about, who) = (text.clone(), about.clone(), who.clone());
                self.observations.push(Observation {
                    at: clock,
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
            // The records tell which ones stand, and what they say: see `history`.
            Event::Rewound { .. } | Event::EntryCorrected { .. } | Event::EntryWithdrawn { .. } => {
            }
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

    /// Where it is kept that an inject was acknowledged; nowhere, for one that nobody made up.
    fn acknowledged_mut(&mut self, inject: &Received) -> Option<&mut Option<(ExerciseTime, Who)>> {
        match inject {
            Received::Scripted(inject) => Some(&mut self.injects[*inject].acknowledged),
            Received::Improvised(id) => {
                let mut improvised = self.improvised.iter_mut();
                let improvised = improvised.find(|it| it.id == *id)?;
                Some(&mut improvised.acknowledged)
            }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        exercise::{
            Command,
            event::{Action, ActionKind, ActionState, Who},
            rig::{Rig, minutes},
            state::Ended,
        },
        scenario::{Span, model::Health},
    };

    #[test]
    fn effects_reach_what_they_name() {
        let rig = Rig::of(
            r#"services: [(id: "db", name: "D"), (id: "shop", name: "S")],
            signals: [(id: "load", name: "L", start: 10, max: 100), (id: "other", name: "O")],
            injects: [
                (id: "one", when: At("1m"), channel: Chat, title: "1", effects: [
                    Service("db", Down), DataLoss("db", "37s"), Signal("load", 40, "3m"), Set("a"), Set("b"),
                ]),
                (id: "two", when: At("3m"), channel: Chat, title: "2", effects: [
                    Service("db", Degraded), DataLoss("db", "3s"), Nudge("load", 5, "0s"), Clear("b"),
                ]),
                (id: "three", when: At("8m"), channel: Chat, title: "3", effects: [Service("db", Up)]),
            ]"#,
        )
        .until(minutes(10));
        let (scenario, state) = (&rig.scenario, rig.state());
        let db = scenario.services.find("db").unwrap();
        // Not up from 1m to 8m, be it down or degraded.
        assert_eq!(
            state.services[db].time_not_up(minutes(10)),
            Span::from_minutes(7)
        );
        assert_eq!(state.services[db].lost, "40s".parse().unwrap());
        assert_eq!(state.services[db].health(), Health::Up);
        let shop = scenario.services.find("shop").unwrap();
        assert_eq!(state.services[shop].time_not_up(minutes(10)), Span::ZERO);
        let load = scenario.signals.find("load").unwrap();
        // From 10 at 1m to 40 at 4m: 30 at 3m, where 5 come on top.
        for (at, value) in [(0, 10.0), (2, 20.0), (3, 35.0), (4, 45.0), (9, 45.0)] {
            let is = state.signals[load].value(minutes(at));
            assert!((is - value).abs() < 1e-9, "{is} at {at}m");
        }
        let flag = |id| state.flags[scenario.flags.find(id).unwrap()];
        assert!(flag("a") && !flag("b"));
    }

    #[test]
    fn a_service_that_goes_down_again_adds_up() {
        let rig = Rig::of(
            r#"services: [(id: "db", name: "D")],
            injects: [
                (id: "a", when: At("1m"), channel: Chat, title: "1", effects: [Service("db", Down)]),
                (id: "b", when: At("3m"), channel: Chat, title: "2", effects: [Service("db", Up)]),
                (id: "c", when: At("10m"), channel: Chat, title: "3", effects: [Service("db", Down)]),
                (id: "d", when: At("11m"), channel: Chat, title: "4", effects: [Service("db", Down)]),
            ]"#,
        )
        .until(minutes(20));
        let db = &rig.state().services[Ix::new(0)];
        // 1m to 3m, and 10m to where it is measured.
        assert_eq!(db.time_not_up(minutes(15)), Span::from_minutes(2 + 5));
    }

    #[test]
    fn an_objective_is_met_at_the_millisecond_at_which_its_condition_first_holds() {
        const PARTS: &str = r#"
            signals: [(id: "load", name: "L", start: 0, max: 100)],
            objectives: [
                (id: "low", title: "O", met: Above("load", 30)),
                (id: "past", title: "O", met: All([Elapsed("4m"), Below("load", 50)])),
                (id: "never", title: "O", met: Above("load", 60)),
                (id: "told", title: "O", met: Happened("declared")),
            ],
            injects: [(id: "ramp", when: At("1m"), channel: Chat, title: "I", effects: [Signal("load", 60, "60s")])]
        "#;
        let rig = Rig::of(PARTS).until(minutes(5)).ask(Command::Declare {
            severity: "1".to_owned(),
        });
        let met: Vec<_> = rig.state().objectives.iter().map(|it| it.met).collect();
        // 1 a second from 1m on: above 30 right after 90s; 60 at 2m and never below 50 after 4m.
        assert_eq!(
            met,
            [
                Some(ExerciseTime::from_ms(90_001)),
                None,
                None,
                Some(minutes(5))
            ]
        );
    }

    #[test]
    fn the_end_is_where_the_clock_stays_however_far_it_jumped() {
        let rig = Rig::of("").ask(Command::Jump { to: minutes(90) });
        let late = rig.scenario.otherwise;
        let why = EndReason::Length;
        assert_eq!(
            rig.state().ended,
            Some(Ended {
                at: minutes(60),
                ending: late,
                why
            })
        );
        assert_eq!(rig.state().position, minutes(60));
        assert_eq!(rig.state().measured_until(), minutes(60));
    }

    #[test]
    fn an_action_is_changed_by_its_id() {
        let action = |id: &str, state| Action {
            action: id.to_owned(),
            text: "Rehearse it".to_owned(),
            kind: ActionKind::Process,
            owner: None,
            due: None,
            state,
        };
        let mut rig = Rig::of("");
        rig.record(
            minutes(1),
            Event::ActionAdded(action("a", ActionState::Open)),
        );
        rig.record(
            minutes(1),
            Event::ActionAdded(action("b", ActionState::Open)),
        );
        rig.record(
            minutes(1),
            Event::ActionChanged(action("b", ActionState::Done)),
        );
        let states: Vec<_> = rig
            .state()
            .actions
            .iter()
            .map(|action| action.state)
            .collect();
        assert_eq!(states, [ActionState::Open, ActionState::Done]);
    }

    #[test]
    fn somebody_sits_in_a_role_until_somebody_else_does() {
        let mut rig =
            Rig::of(r#"roles: [(id: "ic", name: "Commander"), (id: "ops", name: "Operations")]"#);
        let who = |rig: &Rig, role| rig.state().in_role(&rig.scenario, Ix::new(role));
        assert_eq!(who(&rig, 0), Who::Person("Ana".to_owned()));
        assert_eq!(who(&rig, 1), Who::Person("Operations".to_owned()));
        let person = "Cleo".to_owned();
        rig.record(
            minutes(1),
            Event::RoleAssigned {
                role: Ix::new(0),
                person: person.clone(),
            },
        );
        assert_eq!(who(&rig, 0), Who::Person(person));
    }

    #[test]
    fn luck_that_was_never_recorded_is_a_miss() {
        let mut rig = Rig::of(
            r#"injects: [(id: "lucky", when: Held, channel: Chat, title: "I",
                effects: [Chance(100, [Set("hit")], [Set("miss")])])]"#,
        );
        let who = Who::Clock;
        rig.record(
            minutes(1),
            Event::InjectDelivered {
                inject: Ix::new(0),
                who,
            },
        );
        let flag = |id| rig.state().flags[rig.scenario.flags.find(id).unwrap()];
        assert!(flag("miss") && !flag("hit"));
    }
}
