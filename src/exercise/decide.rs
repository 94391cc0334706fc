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
            Command::Jump { to } => one(Event::Jumped { clock_to: to }),
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
    ) -> impl Iterator<Item = (Ix<Choice>, &'a Choice)> {
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
