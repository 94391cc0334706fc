//! Judges what somebody asks for: the events it amounts to, or why not. It changes nothing.

use super::{
    command::Command,
    event::{Answer, EndReason, Event, Grounds, PauseReason, Who},
    refusal::Refusal,
    state::State,
    time::ExerciseTime,
};
use crate::scenario::{
    HasId, Ix, Scenario,
    model::{Choice, Decision, Inject, Task},
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
            Command::Acknowledge(inject) => judge.acknowledge(inject),
            Command::Answer {
                decision,
                answer,
                grounds,
            } => judge.answer(decision, answer, grounds),
            Command::Tick(task) => judge.tick(task),
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
            } => {
                let text = filled("the update's text", text)?;
                one(Event::UpdatePosted {
                    audience,
                    state,
                    text,
                    who: judge.who,
                })
            }
            Command::Observe { kind, text, about } => {
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
            Command::Pause(why) => self.pause(why),
            Command::Resume => match self.paused {
                Some(_) => one(Event::Resumed {}),
                None => Err(Refusal::AlreadyRunning),
            },
            Command::SetSpeed(speed) => {
                let is_speed = speed > 0.0 && speed <= 1000.0;
                if is_speed {
                    one(Event::SpeedSet { speed })
                } else {
                    Err(Refusal::BadSpeed)
                }
            }
            Command::Jump { to } if to < at => Err(Refusal::JumpBack { now: at, to }),
            Command::Jump { to } => {
                // There is no time beyond the end.
                let clock_to = to.min(ExerciseTime::from(scenario.length));
                one(Event::Jumped { clock_to })
            }
            // What was the last entry is known to the records, not to the state.
            Command::Undo => Err(Refusal::NothingToUndo),
            Command::Stop => one(Event::Ended {
                ending: None,
                why: EndReason::Stopped,
            }),
        }
    }

    /// Refuses what makes no sense once the exercise has ended.
    fn check_still_asked(&self, command: &Command) -> Result<(), Refusal> {
        match command {
            Command::Observe { .. } | Command::Judge { .. } | Command::Undo => Ok(()),
            _ if self.ended.is_some() => Err(Refusal::Ended),
            _ => Ok(()),
        }
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

    fn acknowledge(self, inject: Ix<Inject>) -> Verdict {
        let name = || self.scenario.injects[inject].id.clone();
        let state = &self.state.injects[inject];
        match &state.acknowledged {
            _ if state.delivered.is_none() => Err(Refusal::NotDelivered { inject: name() }),
            Some((at, _)) => Err(Refusal::AlreadyAcknowledged {
                inject: name(),
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
        scenario::{Ix, model::Audience},
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
            Command::Acknowledge(Ix::new(0)),
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
}
