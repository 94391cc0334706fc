//! Judges what somebody asks for: the events it amounts to, or why not. It changes nothing.

use super::{
    command::{Command, Improvisation},
    event::{Answer, EndReason, Event, Grounds, PauseReason, Received, Who},
    refusal::Refusal,
    state::State,
    time::ExerciseTime,
};
use crate::scenario::{
    HasId, Ix, Scenario, Span,
    model::{Choice, Decision, Inject, Phase, Task},
};

type Verdict = Result<Vec<Event>, Refusal>;

impl State {
    /// Answers the events that `command` amounts to at `at`, when time has acted up to then.
    ///
    /// # Errors
    /// Why it cannot be followed as things stand.
    pub fn decide(
        &self,
        scenario: &Scenario,
        at: ExerciseTime,
        command: Command,
        who: Who,
    ) -> Verdict {
        self.check_still_asked(&command)?;
        let judge = Judge {
            state: self,
            scenario,
            at,
            who,
        };
        match command {
            Command::Fire(inject) => judge.fire(inject),
            Command::Skip { inject, why } => judge.skip(inject, why),
            Command::HoldBack { inject, until } => judge.hold_back(inject, until),
            Command::Improvise(inject) => judge.improvise(inject),
            Command::Acknowledge(inject) => judge.acknowledge(inject),
            Command::Answer {
                decision,
                answer,
                grounds,
            } => judge.answer(decision, answer, grounds),
            Command::Extend { decision, by } => judge.extend(decision, by),
            Command::Tick(task) => judge.tick(task),
            Command::Discuss { phase, question } => judge.discuss(phase, question),
            Command::Declare { severity } => {
                let severity = filled("the severity", severity)?;
                one(Event::Declared {
                    severity,
                    who: judge.who,
                })
            }
            Command::Post {
                audience,
                state,
                text,
                next,
            } => {
                let text = filled("the update's text", text)?;
                one(Event::UpdatePosted {
                    audience,
                    state,
                    text,
                    next,
                    who: judge.who,
                })
            }
            // The records know at which instant it is recorded.
            Command::Observe {
                kind, text, about, ..
            } => {
                let text = filled("the observation", text)?;
                one(Event::Observed {
                    kind,
                    text,
                    about,
                    who: judge.who,
                })
            }
            Command::Judge {
                claim,
                verdict,
                evidence,
            } => one(Event::ClaimJudged {
                claim,
                verdict,
                evidence,
                who: judge.who,
            }),
            Command::Assign { role, person } => {
                let person = filled("the name", person)?;
                not_the_clock(&person)?;
                one(Event::RoleAssigned { role, person })
            }
            Command::Leave { person } => judge.leave(person),
            Command::Return { person } => judge.come_back(person),
            Command::Pause(why) => self.pause(why),
            Command::Resume => match self.paused {
                Some(_) => one(Event::Resumed {}),
                None => Err(Refusal::AlreadyRunning),
            },
            Command::SetSpeed(speed) if speed > 0.0 && speed <= 1000.0 => {
                one(Event::SpeedSet { speed })
            }
            Command::SetSpeed(_) => Err(Refusal::BadSpeed),
            Command::Jump { to } if to < at => Err(Refusal::JumpBack { now: at, to }),
            Command::Jump { to } => {
                // There is no time beyond the end.
                let clock_to = to.min(ExerciseTime::from(scenario.length));
                one(Event::Jumped { clock_to })
            }
            // What can be gone back to and written anew, the records know; see `history`.
            Command::Undo => Err(Refusal::NothingToUndo),
            Command::Correct { entry, .. }
            | Command::Withdraw { entry }
            | Command::Rewind { to_seq: entry } => Err(Refusal::NoEntry { entry }),
            Command::Stop => one(Event::Ended {
                ending: None,
                why: EndReason::Stopped,
            }),
            Command::RealIncident => Ok(self.stop_for_real()),
        }
    }

    /// Refuses what makes no sense once the exercise has ended.
    fn check_still_asked(&self, command: &Command) -> Result<(), Refusal> {
        match self.ended.as_ref().map(|ended| ended.why) {
            None => Ok(()),
            // It is gone on with from before it was stopped: what came later would be lost.
            Some(EndReason::RealIncident) => Err(Refusal::RealIncident),
            Some(EndReason::Reached | EndReason::Length | EndReason::Stopped) => match command {
                Command::Observe { .. } | Command::Judge { .. } => Ok(()),
                _ => Err(Refusal::Ended),
            },
        }
    }

    /// Paused too, so that it does not run by itself when it is gone on with.
    fn stop_for_real(&self) -> Vec<Event> {
        let why = PauseReason::Hand;
        let pause = self.paused.is_none().then_some(Event::Paused { why });
        let (ending, why) = (None, EndReason::RealIncident);
        pause
            .into_iter()
            .chain([Event::Ended { ending, why }])
            .collect()
    }

    fn pause(&self, why: PauseReason) -> Verdict {
        match self.paused {
            // Leaving a paused exercise changes nothing: it stays paused for the same reason.
            Some(_) => Err(Refusal::AlreadyPaused),
            None => one(Event::Paused { why }),
        }
    }

    /// The options of a decision that can be had at `at`.
    pub fn available<'a>(
        &'a self,
        scenario: &'a Scenario,
        decision: Ix<Decision>,
        at: ExerciseTime,
    ) -> impl Iterator<Item = (Ix<Choice>, &'a Choice)> + Clone {
        scenario.decisions[decision]
            .options
            .entries()
            .filter(move |(_, choice)| {
                choice
                    .only_if
                    .as_ref()
                    .is_none_or(|condition| self.holds(condition, at))
            })
    }
}

/// What a judgement looks at.
struct Judge<'a> {
    state: &'a State,
    scenario: &'a Scenario,
    at: ExerciseTime,
    who: Who,
}

impl Judge<'_> {
    fn fire(self, inject: Ix<Inject>) -> Verdict {
        self.check_waiting(inject)?;
        Ok(self.state.delivery(self.scenario, inject, self.who))
    }

    fn skip(self, inject: Ix<Inject>, why: String) -> Verdict {
        self.check_waiting(inject)?;
        one(Event::InjectSkipped {
            inject,
            who: self.who,
            why,
        })
    }

    fn hold_back(self, inject: Ix<Inject>, until: Option<ExerciseTime>) -> Verdict {
        self.check_waiting(inject)?;
        match until {
            Some(to) if to < self.at => Err(Refusal::JumpBack { now: self.at, to }),
            _ => one(Event::InjectHeldBack {
                inject,
                who: self.who,
                until,
            }),
        }
    }

    fn improvise(self, inject: Improvisation) -> Verdict {
        let Improvisation {
            channel,
            sender,
            recipients,
            title,
            body,
        } = inject;
        let title = filled("the title", title)?;
        let taken = |id: &str| {
            let mut improvised = self.state.improvised.iter();
            improvised.any(|it| it.id == id) || self.scenario.injects.find(id).is_some()
        };
        let n_taken = self.state.improvised.len() + self.scenario.injects.len();
        let inject = (1..=n_taken + 1)
            .map(|n| format!("improvised-{n}"))
            .find(|id| !taken(id))
            .expect("there are more numbers than injects");
        one(Event::InjectImprovised {
            inject,
            channel,
            sender,
            recipients,
            title,
            body,
            who: self.who,
        })
    }

    fn acknowledge(self, inject: Received) -> Verdict {
        let (id, came, acknowledged) = match &inject {
            Received::Scripted(inject) => {
                let state = &self.state.injects[*inject];
                let came = state.delivered.is_some();
                let id = &self.scenario.injects[*inject].id;
                (id, came, &state.acknowledged)
            }
            Received::Improvised(id) => {
                let mut improvised = self.state.improvised.iter();
                match improvised.find(|it| it.id == *id) {
                    Some(it) => (id, true, &it.acknowledged),
                    None => (id, false, &None),
                }
            }
        };
        match acknowledged {
            _ if !came => Err(Refusal::NotDelivered { inject: id.clone() }),
            Some((at, _)) => Err(Refusal::AlreadyAcknowledged {
                inject: id.clone(),
                at: *at,
            }),
            None => one(Event::InjectAcknowledged {
                inject,
                who: self.who,
            }),
        }
    }

    fn answer(self, decision: Ix<Decision>, answer: Answer, grounds: Grounds) -> Verdict {
        self.check_open(decision)?;
        let answer = match answer {
            Answer::Option(choice) => Answer::Option(self.check_available(decision, choice)?),
            Answer::Other(text) => Answer::Other(filled("the answer", text)?),
        };
        one(Event::DecisionMade {
            decision,
            answer,
            who: self.who,
            grounds,
        })
    }

    fn extend(self, decision: Ix<Decision>, by: Span) -> Verdict {
        self.check_open(decision)?;
        let name = || self.scenario.decisions[decision].id.clone();
        if let Some((at, _)) = self.state.decisions[decision].expired {
            return Err(Refusal::LimitPassed {
                decision: name(),
                at,
            });
        }
        match self.state.expires_at(self.scenario, decision) {
            Some(expires) => one(Event::DecisionExtended {
                decision,
                until: expires.max(self.at).after(by),
                who: self.who,
            }),
            None => Err(Refusal::NoLimit { decision: name() }),
        }
    }

    fn discuss(self, phase: Ix<Phase>, question: String) -> Verdict {
        let mut discussed = self.state.discussed.iter();
        if let Some(it) = discussed.find(|it| it.phase == phase && it.question == question) {
            return Err(Refusal::AlreadyDiscussed { at: it.at });
        }
        if !self.scenario.phases[phase].questions.contains(&question) {
            return Err(Refusal::NoQuestion);
        }
        one(Event::QuestionDiscussed {
            phase,
            question,
            who: self.who,
        })
    }

    fn leave(self, person: String) -> Verdict {
        let person = filled("the name", person)?;
        not_the_clock(&person)?;
        if self.state.is_absent(&person) {
            return Err(Refusal::AlreadyAbsent { person });
        }
        one(Event::PersonLeft {
            person,
            who: self.who,
        })
    }

    fn come_back(self, person: String) -> Verdict {
        if !self.state.is_absent(&person) {
            return Err(Refusal::NotAbsent { person });
        }
        one(Event::PersonReturned {
            person,
            who: self.who,
        })
    }

    fn tick(self, task: Ix<Task>) -> Verdict {
        let name = || self.scenario.tasks[task].id.clone();
        let state = &self.state.tasks[task];
        match &state.done {
            _ if state.skipped.is_some() => Err(Refusal::TaskSkipped { task: name() }),
            _ if state.begun.is_none() => Err(Refusal::TaskNotBegun { task: name() }),
            Some((at, _)) => Err(Refusal::TaskDone {
                task: name(),
                at: *at,
            }),
            None => one(Event::TaskDone {
                task,
                who: self.who,
            }),
        }
    }

    fn check_waiting(&self, inject: Ix<Inject>) -> Result<(), Refusal> {
        let name = || self.scenario.injects[inject].id.clone();
        let state = &self.state.injects[inject];
        if let Some((at, _)) = state.delivered {
            return Err(Refusal::AlreadyDelivered { inject: name(), at });
        }
        match &state.skipped {
            Some((_, why)) => Err(Refusal::AlreadySkipped {
                inject: name(),
                why: why.clone(),
            }),
            None => Ok(()),
        }
    }

    fn check_open(&self, decision: Ix<Decision>) -> Result<(), Refusal> {
        let row = &self.scenario.decisions[decision];
        let name = || row.id.clone();
        let state = &self.state.decisions[decision];
        if let Some(made) = &state.made {
            return Err(Refusal::AlreadyDecided {
                decision: name(),
                at: made.at,
            });
        }
        if let Some((at, Some(silence))) = state.expired {
            let option = row.options[silence].id.clone();
            return Err(Refusal::Expired {
                decision: name(),
                at,
                option,
            });
        }
        match state.opened {
            Some(_) => Ok(()),
            None if state.skipped.is_some() => Err(Refusal::DecisionSkipped { decision: name() }),
            None => Err(Refusal::NotOpen { decision: name() }),
        }
    }

    fn check_available(
        &self,
        decision: Ix<Decision>,
        choice: Ix<Choice>,
    ) -> Result<Ix<Choice>, Refusal> {
        let available = || self.state.available(self.scenario, decision, self.at);
        if available().any(|(it, _)| it == choice) {
            return Ok(choice);
        }
        let row = &self.scenario.decisions[decision];
        let names: Vec<_> = available().map(|(_, choice)| choice.id()).collect();
        Err(Refusal::NotAvailable {
            decision: row.id.clone(),
            option: row.options[choice].id.clone(),
            available: if names.is_empty() {
                "words of your own".to_owned()
            } else {
                names.join(", ")
            },
        })
    }
}

#[expect(clippy::unnecessary_wraps, reason = "it stands where a refusal could")]
fn one(event: Event) -> Verdict {
    Ok(vec![event])
}

fn filled(what: &'static str, text: String) -> Result<String, Refusal> {
    if text.trim().is_empty() {
        Err(Refusal::Empty(what))
    } else {
        Ok(text)
    }
}

/// Refuses a name that means the exercise clock.
pub fn not_the_clock(name: &str) -> Result<(), Refusal> {
    if name == Who::CLOCK {
        Err(Refusal::NobodyIsTheClock)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        exercise::{
            event::{ClaimVerdict, ObservationKind, UpdateState},
            rig::{Rig, minutes, somebody},
        },
        scenario::{
            Ix,
            model::{Audience, Channel},
        },
    };

    const PARTS: &str = r#"
        roles: [(id: "ic", name: "Commander")],
        claims: [(id: "claim", text: "C")],
        injects: [(id: "page", when: At("1m"), channel: Page, title: "P"), (id: "held", when: Held, channel: Chat, title: "H")],
        decisions: [(id: "move", when: At("1m"), prompt: "?", options: [
            (id: "west", label: "W", only_if: Happened("held")), (id: "stay", label: "S"),
        ])],
        tasks: [(id: "look", text: "L")],
    "#;

    fn answer(answer: Answer) -> Command {
        let grounds = Grounds::default();
        Command::Answer {
            decision: Ix::new(0),
            answer,
            grounds,
        }
    }

    fn note(text: &str) -> Command {
        let (kind, text) = (ObservationKind::Note, text.to_owned());
        Command::Observe {
            kind,
            text,
            about: None,
            begun: None,
        }
    }

    #[track_caller]
    fn refused(rig: &Rig, command: Command, words: &str) {
        let refusal = rig.refusal(command.clone());
        let said = refusal.map(|refusal| refusal.to_string());
        assert_eq!(said.as_deref(), Some(words), "{command:?}");
    }

    #[test]
    fn empty_words_say_nothing() {
        let rig = Rig::of(PARTS).until(minutes(2));
        let blank = || " \t ".to_owned();
        refused(
            &rig,
            Command::Declare { severity: blank() },
            "the severity must not be empty",
        );
        let (audience, state) = (Audience::Public, UpdateState::Resolved);
        let post = Command::Post {
            audience,
            state,
            text: blank(),
            next: None,
        };
        refused(&rig, post, "the update's text must not be empty");
        refused(&rig, note(" "), "the observation must not be empty");
        refused(
            &rig,
            answer(Answer::Other(blank())),
            "the answer must not be empty",
        );
        let assign = Command::Assign {
            role: Ix::new(0),
            person: blank(),
        };
        refused(&rig, assign, "the name must not be empty");
    }

    #[test]
    fn the_clock_goes_forward_and_at_a_speed() {
        let rig = Rig::of(PARTS).until(minutes(5));
        let back = "the clock shows T+0:05:00 and cannot jump back to T+0:04:00; undo goes back";
        refused(&rig, Command::Jump { to: minutes(4) }, back);
        for speed in [0.0, -1.0, 1000.1, f64::NAN, f64::INFINITY] {
            refused(
                &rig,
                Command::SetSpeed(speed),
                "a speed is a number above 0 and up to 1000",
            );
        }
        refused(&rig, Command::Resume, "the clock is running");
        let rig = rig.ask(Command::Pause(PauseReason::Hand));
        refused(
            &rig,
            Command::Pause(PauseReason::Quit),
            "the clock stands already",
        );
    }

    #[test]
    fn an_option_must_be_there_to_be_taken() {
        let rig = Rig::of(PARTS).until(minutes(2));
        let west = || answer(Answer::Option(Ix::new(0)));
        refused(
            &rig,
            west(),
            "west is not to be had now; move can be answered with stay",
        );
        let rig = rig.ask(Command::Fire(Ix::new(1))).ask(west());
        refused(
            &rig,
            west(),
            "move was decided at T+0:02:00; undo takes it back",
        );
    }

    #[test]
    fn an_ended_exercise_takes_in_what_was_seen_and_nothing_else() {
        let rig = Rig::of(PARTS).until(minutes(2)).ask(Command::Stop);
        for command in [
            Command::Stop,
            Command::Fire(Ix::new(1)),
            Command::Acknowledge(Ix::new(0).into()),
            Command::Tick(Ix::new(0)),
            Command::Declare {
                severity: "SEV1".to_owned(),
            },
            Command::Pause(PauseReason::Hand),
            Command::Jump { to: minutes(3) },
            answer(Answer::Option(Ix::new(1))),
        ] {
            refused(&rig, command, "the exercise has ended");
        }
        let (claim, verdict) = (Ix::new(0), ClaimVerdict::Refuted);
        rig.ask(note("They were calm."))
            .ask(Command::Judge {
                claim,
                verdict,
                evidence: None,
            })
            .ask(Command::Undo)
            .ask(Command::Undo)
            .ask(Command::Undo)
            .ask(Command::Declare {
                severity: "SEV1".to_owned(),
            });
    }

    #[test]
    fn an_answer_says_who_and_why() {
        let rig = Rig::of(PARTS).until(minutes(2));
        let grounds = Grounds {
            rationale: Some("It is warm.".to_owned()),
            confidence: Some(crate::exercise::event::Confidence::High),
            dissent: vec!["Cleo".to_owned()],
        };
        let (decision, answer) = (Ix::new(0), Answer::Option(Ix::new(1)));
        let command = Command::Answer {
            decision,
            answer: answer.clone(),
            grounds: grounds.clone(),
        };
        let made = rig
            .state()
            .decide(&rig.scenario, rig.now, command, somebody());
        let who = somebody();
        assert_eq!(
            made,
            Ok(vec![Event::DecisionMade {
                decision,
                answer,
                who,
                grounds
            }])
        );
    }

    #[test]
    fn what_is_made_up_gets_an_id_that_nothing_else_has() {
        let parts = r#"injects: [(id: "improvised-1", when: Held, channel: Chat, title: "I")]"#;
        let made_up = || {
            Command::Improvise(Improvisation {
                channel: Channel::Phone,
                sender: "A reporter".to_owned(),
                recipients: vec!["all".to_owned()],
                title: "Is it true?".to_owned(),
                body: String::new(),
            })
        };
        let rig = Rig::of(parts).ask(made_up()).ask(made_up());
        let ids: Vec<_> = rig.state().improvised.iter().map(|it| &*it.id).collect();
        assert_eq!(ids, ["improvised-2", "improvised-3"]);
    }

    #[test]
    fn what_is_made_up_is_acknowledged_once_like_any_other() {
        let ack = |id: &str| Command::Acknowledge(Received::Improvised(id.to_owned()));
        let made_up = Command::Improvise(Improvisation {
            channel: Channel::Phone,
            sender: "A reporter".to_owned(),
            recipients: vec!["all".to_owned()],
            title: "Is it true?".to_owned(),
            body: String::new(),
        });
        let rig = Rig::of("").until(minutes(1)).ask(made_up);
        refused(
            &rig,
            ack("improvised-2"),
            "improvised-2 has not been delivered yet",
        );
        let rig = rig.until(minutes(3)).ask(ack("improvised-1"));
        let acknowledged = &rig.state().improvised[0].acknowledged;
        assert_eq!(*acknowledged, Some((minutes(3), somebody())));
        let said = "improvised-1 was acknowledged at T+0:03:00";
        refused(&rig, ack("improvised-1"), said);
    }

    const LIMITED: &str = r#"decisions: [
        (id: "soon", when: At("1m"), limit: "5m", prompt: "?", options: [(id: "a", label: "A"), (id: "b", label: "B")]),
        (id: "calm", when: At("1m"), prompt: "?", options: [(id: "a", label: "A"), (id: "b", label: "B")]),
    ]"#;

    fn extend(decision: usize, by: u64) -> Command {
        Command::Extend {
            decision: Ix::new(decision),
            by: Span::from_minutes(by),
        }
    }

    #[test]
    fn a_limit_that_was_extended_passes_later() {
        let rig = Rig::of(LIMITED).until(minutes(4)).ask(extend(0, 3));
        let rig = rig.until(minutes(8));
        assert_eq!(rig.state().decisions[Ix::new(0)].expired, None);
        // Opened at 1m, 5m of its own and 3m more.
        let rig = rig.until(minutes(10));
        let expired = rig.state().decisions[Ix::new(0)].expired;
        assert_eq!(expired, Some((minutes(9), None)));
        let passed = "time ran out for soon at T+0:09:00; it can still be answered";
        refused(&rig, extend(0, 3), passed);
    }

    #[test]
    fn only_an_open_limit_is_extended() {
        let rig = Rig::of(LIMITED);
        refused(&rig, extend(0, 3), "soon is not open yet");
        refused(&rig.until(minutes(2)), extend(1, 3), "calm has no limit");
    }

    #[test]
    fn a_question_of_a_phase_is_talked_about_once() {
        let parts = r#"phases: [(id: "p", title: "P", when: At("0s"), questions: ["Who?"])]"#;
        let discuss = |question: &str| Command::Discuss {
            phase: Ix::new(0),
            question: question.to_owned(),
        };
        let rig = Rig::of(parts).until(minutes(3));
        refused(&rig, discuss("Why?"), "the phase has no such question");
        let rig = rig.ask(discuss("Who?"));
        assert!(rig.state().is_discussed(Ix::new(0), "Who?"));
        refused(&rig, discuss("Who?"), "this was talked about at T+0:03:00");
    }

    #[test]
    fn whoever_leaves_is_absent_until_back() {
        let leave = || Command::Leave {
            person: "Ada".to_owned(),
        };
        let come_back = || Command::Return {
            person: "Ada".to_owned(),
        };
        let rig = Rig::of("");
        refused(&rig, come_back(), "Ada is not absent");
        let rig = rig.ask(leave());
        assert!(rig.state().is_absent("Ada"));
        refused(&rig, leave(), "Ada is absent already");
        let rig = rig.ask(come_back());
        assert_eq!(rig.state().absent, [""; 0]);
    }
}
