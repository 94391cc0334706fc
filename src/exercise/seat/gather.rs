//! Gathers a handout from an exercise: the one place that sees both what is secret and what is
//! handed out.

use std::cmp::Reverse;

use chrono::TimeDelta;

use super::{
    Beginning, Course, Curve, Decided, Delivered, End, Handed, Handout, Judgement, Limit,
    PhaseShown, Posted, Question, Receipt, Seat, Seen, ServiceShown, Severity,
};
use crate::{
    exercise::{
        Event, Exercise, Record, State,
        event::{Answer, EndReason, Who},
        time::ExerciseTime,
    },
    scenario::{
        Ix, Scenario,
        model::{Decision, Inject, Recipients, Role, Signal},
    },
};

/// How many samples of a curve are handed out; more than fit beside one another.
const N_SAMPLES: usize = 256;

impl Handout {
    /// What the room may see of `exercise` when its clock shows `clock`.
    pub fn of(exercise: &Exercise, clock: ExerciseTime) -> Self {
        let view = View {
            scenario: exercise.scenario(),
            state: exercise.state(),
            clock,
        };
        view.handout(course(exercise, clock))
    }
}

fn course(exercise: &Exercise, clock: ExerciseTime) -> Course {
    let (scenario, state) = (exercise.scenario(), exercise.state());
    if let Some(ended) = &state.ended {
        let ending = ended.ending.map(|ending| &scenario.endings[ending]);
        return match ended.why {
            EndReason::RealIncident => Course::RealIncident,
            EndReason::Reached | EndReason::Length | EndReason::Stopped => Course::Ended(End {
                at: ended.at,
                why: ended.why,
                ending: ending.map(|ending| Judgement {
                    title: ending.title.clone(),
                    outcome: ending.outcome,
                    text: ending.text.clone(),
                }),
            }),
        };
    }
    match state.paused {
        _ if is_yet_to_begin(exercise, clock) => Course::Before(Beginning {
            briefing: scenario.briefing.clone(),
            seats: scenario
                .roles
                .indices()
                .map(|role| seat(scenario, state, role))
                .collect(),
        }),
        None => Course::Running { speed: state.speed },
        Some(why) => Course::Paused { why },
    }
}

/// Whether its clock has never run. Not every clock is stopped for the briefing: then it is the very
/// first instant, before anything has happened.
fn is_yet_to_begin(exercise: &Exercise, clock: ExerciseTime) -> bool {
    let (state, records) = (exercise.state(), exercise.records());
    let is_set_going = |record: &Record| matches!(record.event, Event::Resumed {});
    match state.paused {
        None => clock == ExerciseTime::START && records.len() == 1,
        Some(_) => state.position == ExerciseTime::START && !records.iter().any(is_set_going),
    }
}

fn seat(scenario: &Scenario, state: &State, role: Ix<Role>) -> Seat {
    let row = &scenario.roles[role];
    let person = state.roles[role].clone();
    Seat {
        role: row.name.clone(),
        brief: row.brief.clone(),
        is_absent: person.as_ref().is_some_and(|it| state.absent.contains(it)),
        person,
    }
}

/// What is looked at.
struct View<'a> {
    scenario: &'a Scenario,
    state: &'a State,
    clock: ExerciseTime,
}

impl View<'_> {
    fn handout(&self, course: Course) -> Handout {
        let Self {
            scenario,
            state,
            clock,
        } = *self;
        let passed = i64::try_from(clock.as_ms()).ok();
        let impact = scenario.impact.map(|impact| &state.signals[impact]);
        Handout {
            title: scenario.title.clone(),
            marking: scenario.marking.clone(),
            clock,
            world_time: scenario
                .begins
                .zip(passed)
                .and_then(|(begins, ms)| begins.checked_add_signed(TimeDelta::milliseconds(ms))),
            course,
            seen: Seen::Live,
            severity: state.declarations.last().map(|declared| Severity {
                name: declared.severity.clone(),
                since: declared.at,
            }),
            commander: commander(scenario).map(|role| seat(scenario, state, role)),
            absent: state.absent.clone(),
            delivered: self.delivered(),
            services: self.services(),
            curves: self.curves(),
            bad_minutes: impact.map(|curve| curve.integral(self.until()) / 100.0 / 60_000.0),
            questions: self.questions(),
            decided: self.decided(),
            posted: state.updates.last().map(|update| Posted {
                at: update.at,
                audience: update.audience,
                state: update.state,
                text: update.text.clone(),
            }),
            next_update: state.updates.last().and_then(|update| update.next),
            phase: self.phase(),
        }
    }

    /// Up to when there is something to be seen.
    fn until(&self) -> ExerciseTime {
        self.state
            .ended
            .as_ref()
            .map_or(self.clock, |ended| ended.at)
    }

    fn delivered(&self) -> Vec<Delivered> {
        let scripted = self.scenario.injects.entries();
        let scripted = scripted.filter_map(|(inject, row)| self.scripted(inject, row));
        let improvised = self.state.improvised.iter().map(|inject| Delivered {
            at: inject.at,
            channel: inject.channel,
            from: inject.sender.clone(),
            to: self.names(&inject.recipients),
            title: inject.title.clone(),
            body: inject.body.clone(),
            attachments: Vec::new(),
            receipt: receipt(inject.acknowledged.as_ref()),
        });
        let mut delivered: Vec<_> = scripted.chain(improvised).collect();
        // Of those that came at once the last in the file is the newest.
        delivered.reverse();
        delivered.sort_by_key(|inject| Reverse(inject.at));
        delivered
    }

    fn scripted(&self, inject: Ix<Inject>, row: &Inject) -> Option<Delivered> {
        let state = &self.state.injects[inject];
        let (at, _) = state.delivered.as_ref()?;
        let name = |role: &Ix<Role>| self.scenario.roles[*role].name.clone();
        Some(Delivered {
            at: *at,
            channel: row.channel,
            from: row.from.clone(),
            to: match &row.to {
                Recipients::All => Vec::new(),
                Recipients::Roles(roles) => roles.iter().map(name).collect(),
            },
            title: row.title.clone(),
            body: row.body.clone(),
            attachments: row
                .attachments
                .iter()
                .map(|attachment| Handed {
                    name: attachment.name.clone(),
                    kind: attachment.kind,
                    body: attachment.body.clone(),
                })
                .collect(),
            receipt: receipt(state.acknowledged.as_ref()),
        })
    }

    /// Whom an improvised inject is for, which names roles by id, and people as it likes.
    fn names(&self, recipients: &[String]) -> Vec<String> {
        if recipients.iter().any(|recipient| recipient == "all") {
            return Vec::new();
        }
        let name = |recipient: &String| match self.scenario.roles.find(recipient) {
            Some(role) => self.scenario.roles[role].name.clone(),
            None => recipient.clone(),
        };
        recipients.iter().map(name).collect()
    }

    fn services(&self) -> Vec<ServiceShown> {
        let entries = self.scenario.services.entries();
        entries
            .map(|(service, row)| {
                let state = &self.state.services[service];
                ServiceShown {
                    name: row.name.clone(),
                    health: state.health(),
                    since: state.changes.last().map(|(at, _)| *at),
                }
            })
            .collect()
    }

    fn curves(&self) -> Vec<Curve> {
        let all = self.scenario.signals.indices();
        let is_impact = |signal: &Ix<Signal>| Some(*signal) == self.scenario.impact;
        let (impact, others): (Vec<_>, Vec<_>) = all.partition(is_impact);
        let curve = |signal| self.curve(signal);
        impact.into_iter().chain(others).map(curve).collect()
    }

    fn curve(&self, signal: Ix<Signal>) -> Curve {
        let row = &self.scenario.signals[signal];
        let until = self.until();
        let trace = self.state.trace(self.scenario, signal, until, N_SAMPLES);
        let value = self.state.shown(self.scenario, signal, until);
        let (low, high) = row.room_of(trace.values.iter().copied());
        Curve {
            name: row.name.clone(),
            unit: row.unit.clone(),
            value,
            alarm: row.alarm,
            is_impact: Some(signal) == self.scenario.impact,
            trace,
            low,
            high,
        }
    }

    fn questions(&self) -> Vec<Question> {
        let open = self.scenario.decisions.entries();
        let open = open.filter(|(decision, _)| self.state.decisions[*decision].is_open());
        let mut open: Vec<_> = open.collect();
        open.sort_by_key(|(decision, _)| {
            let until = self.state.expires_at(self.scenario, *decision);
            (until.is_none(), until)
        });
        open.into_iter()
            .map(|(decision, row)| self.question(decision, row))
            .collect()
    }

    fn question(&self, decision: Ix<Decision>, row: &Decision) -> Question {
        let until = self.state.expires_at(self.scenario, decision);
        let options = self.state.available(self.scenario, decision, self.clock);
        Question {
            prompt: row.prompt.clone(),
            asked: row.asked.map(|role| seat(self.scenario, self.state, role)),
            options: options.map(|(_, choice)| choice.label.clone()).collect(),
            limit: match until {
                Some(until) => Limit::Until(until),
                None if self.state.decisions[decision].expired.is_some() => Limit::Passed,
                None => Limit::None,
            },
        }
    }

    fn decided(&self) -> Option<Decided> {
        let all = self.scenario.decisions.entries();
        let settled = all.filter_map(|(decision, row)| {
            let state = &self.state.decisions[decision];
            let at = state.settled()?;
            let label = |choice| row.options[choice].label.clone();
            let (answer, who) = match &state.made {
                Some(made) => {
                    let answer = match &made.answer {
                        Answer::Option(choice) => label(*choice),
                        Answer::Other(words) => words.clone(),
                    };
                    (answer, Some(made.who.to_string()))
                }
                None => (label(state.choice()?), None),
            };
            Some(Decided {
                at,
                prompt: row.prompt.clone(),
                answer,
                who,
            })
        });
        settled.max_by_key(|decided| decided.at)
    }

    fn phase(&self) -> Option<PhaseShown> {
        let phase = self.state.phase()?;
        let row = &self.scenario.phases[phase];
        let questions = row.questions.iter().map(|question| {
            let is_discussed = self.state.is_discussed(phase, question);
            (question.clone(), is_discussed)
        });
        Some(PhaseShown {
            title: row.title.clone(),
            questions: questions.collect(),
        })
    }
}

/// The role that coordinates: by its id or its name, or else the first.
fn commander(scenario: &Scenario) -> Option<Ix<Role>> {
    let is_named = |row: &Role| row.name.to_lowercase().contains("incident commander");
    let mut named = scenario.roles.entries().filter(|(_, row)| is_named(row));
    scenario
        .roles
        .find("ic")
        .or_else(|| named.next().map(|(role, _)| role))
        .or_else(|| scenario.roles.indices().next())
}

fn receipt(acknowledged: Option<&(ExerciseTime, Who)>) -> Receipt {
    match acknowledged {
        Some((at, _)) => Receipt::Given(*at),
        None => Receipt::Awaited,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        exercise::{
            Command,
            command::Improvisation,
            event::{Grounds, PauseReason, Received, UpdateState},
            rig::{Rig, minutes},
        },
        scenario::model::{Audience, Channel, Health},
    };

    const PARTS: &str = r#"
        roles: [(id: "tech", name: "Technical lead"), (id: "ic", name: "Commander")],
        services: [(id: "db", name: "Database")],
        signals: [(id: "load", name: "Load", start: 1), (id: "hurt", name: "Hurt", start: 0, max: 100, impact: true)],
        phases: [(id: "p", title: "First", when: At("0s"), questions: ["Who?", "How?"])],
        injects: [
            (id: "a", when: At("1m"), channel: Page, from: "Robot", to: ["tech"], title: "A", notes: "n",
             effects: [Service("db", Down), Signal("hurt", 50, "0s")]),
            (id: "b", when: At("2m"), channel: Chat, from: "Human", title: "B"),
            (id: "never", when: Held, channel: Chat, title: "Never"),
        ],
        decisions: [
            (id: "slow", when: At("2m"), prompt: "Slow?", options: [(id: "x", label: "X"), (id: "y", label: "Y", only_if: Flag("no"))]),
            (id: "fast", when: At("3m"), asked: "ic", limit: "2m", prompt: "Fast?", options: [(id: "x", label: "X")]),
            (id: "mute", when: At("10m"), limit: "1m", prompt: "Mute?", options: [(id: "x", label: "Nothing")], silence: "x"),
        ],
    "#;

    fn rig() -> Rig {
        Rig::of(PARTS)
    }

    fn handout(rig: &Rig) -> Handout {
        Handout::of(&rig.exercise, rig.now)
    }

    #[test]
    fn what_came_in_is_there_with_the_newest_first() {
        let handout = handout(&rig().until(minutes(2)));
        let titles: Vec<_> = handout.delivered.iter().map(|it| &*it.title).collect();
        assert_eq!(titles, ["B", "A"]);
        assert_eq!(handout.delivered[1].to, ["Technical lead"]);
        assert_eq!(handout.delivered[0].to, [""; 0]);
        assert_eq!(handout.delivered[0].receipt, Receipt::Awaited);
    }

    #[test]
    fn what_was_improvised_is_there_too_and_names_roles() {
        let rig = rig()
            .until(minutes(5))
            .ask(Command::Improvise(Improvisation {
                channel: Channel::Phone,
                sender: "Mayor".to_owned(),
                recipients: vec!["ic".to_owned()],
                title: "Well?".to_owned(),
                body: String::new(),
            }));
        let newest = &handout(&rig).delivered[0];
        assert_eq!((&*newest.title, &*newest.to[0]), ("Well?", "Commander"));
        assert_eq!(newest.receipt, Receipt::Awaited);
        let id = "improvised-1".to_owned();
        let rig = rig.ask(Command::Acknowledge(Received::Improvised(id)));
        let receipt = handout(&rig).delivered[0].receipt;
        assert_eq!(receipt, Receipt::Given(minutes(5)));
    }

    #[test]
    fn what_has_to_be_answered_first_comes_first_and_hidden_options_do_not() {
        let rig = rig().until(minutes(4));
        let questions = handout(&rig).questions;
        let prompts: Vec<_> = questions.iter().map(|it| &*it.prompt).collect();
        assert_eq!(prompts, ["Fast?", "Slow?"]);
        assert_eq!(questions[0].limit, Limit::Until(minutes(5)));
        assert_eq!(questions[1].options, ["X"]);
        let late = handout(&rig.until(minutes(6)));
        let limits: Vec<_> = late.questions.iter().map(|it| it.limit).collect();
        assert_eq!(limits, [Limit::None, Limit::Passed]);
    }

    #[test]
    fn what_was_decided_last_is_told_and_that_nobody_answered() {
        let rig = rig().until(minutes(4)).ask(Command::Answer {
            decision: Ix::new(0),
            answer: Answer::Other("Half of it".to_owned()),
            grounds: Grounds::default(),
        });
        let decided = handout(&rig).decided.expect("something was");
        assert_eq!((decided.at, &*decided.answer), (minutes(4), "Half of it"));
        let decided = handout(&rig.until(minutes(11))).decided;
        let decided = decided.expect("time ran out");
        assert_eq!((&*decided.answer, decided.who), ("Nothing", None));
    }

    #[test]
    fn the_commander_is_found_by_id_and_is_told_to_be_away() {
        let person = "Ada".to_owned();
        let rig = rig().ask(Command::Assign {
            role: Ix::new(1),
            person: person.clone(),
        });
        let commander = |rig: &Rig| handout(rig).commander.expect("there is one");
        assert_eq!(commander(&rig).role, "Commander");
        assert!(!commander(&rig).is_absent);
        let rig = rig.ask(Command::Leave { person });
        assert!(commander(&rig).is_absent);
        assert_eq!(handout(&rig).absent, ["Ada"]);
    }

    #[test]
    fn services_and_curves_are_told_as_they_are() {
        let handout = handout(&rig().until(minutes(3)));
        let db = &handout.services[0];
        assert_eq!((db.health, db.since), (Health::Down, Some(minutes(1))));
        let names: Vec<_> = handout.curves.iter().map(|it| &*it.name).collect();
        assert_eq!(names, ["Hurt", "Load"]);
        // Half of the users for two minutes.
        assert_eq!(handout.bad_minutes, Some(1.0));
    }

    #[test]
    fn a_promise_and_a_discussion_are_told() {
        let phase = Ix::new(0);
        let rig = rig()
            .until(minutes(3))
            .ask(Command::Post {
                audience: Audience::Public,
                state: UpdateState::Identified,
                text: "We know".to_owned(),
                next: Some(minutes(9)),
            })
            .ask(Command::Discuss {
                phase,
                question: "Who?".to_owned(),
            });
        let handout = handout(&rig);
        assert_eq!(handout.next_update, Some(minutes(9)));
        let questions = handout.phase.expect("it has begun").questions;
        let ticked: Vec<_> = questions
            .iter()
            .map(|(_, is_discussed)| *is_discussed)
            .collect();
        assert_eq!(ticked, [true, false]);
    }

    #[test]
    fn how_it_stands_is_told() {
        let course = |rig: &Rig| handout(rig).course;
        let quiet = Rig::of("");
        assert!(matches!(course(&quiet), Course::Before(_)));
        // Nothing has happened, but its clock runs.
        let quiet = quiet.until(minutes(1));
        assert_eq!(quiet.exercise.records().len(), 1);
        assert_eq!(course(&quiet), Course::Running { speed: 1.0 });
        assert_eq!(course(&rig()), Course::Running { speed: 1.0 });
        let paused = rig().ask(Command::Pause(PauseReason::Hand));
        assert!(matches!(course(&paused), Course::Before(_)));
        let why = PauseReason::Hand;
        let paused = rig().until(minutes(1)).ask(Command::Pause(why));
        assert_eq!(course(&paused), Course::Paused { why });
        let stopped = rig().until(minutes(1)).ask(Command::Stop);
        assert!(matches!(
            course(&stopped),
            Course::Ended(End { ending: None, .. })
        ));
        let real = rig().until(minutes(1)).ask(Command::RealIncident);
        assert_eq!(course(&real), Course::RealIncident);
    }
}
