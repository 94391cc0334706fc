//! What can be typed: a line to a request.

use std::fmt::Write;

use super::{alone, session::facilitator};
use crate::{
    args::speed,
    exercise::{
        Command, ExerciseTime, Improvisation, State, Who,
        event::{Answer, ClaimVerdict, Grounds, Mode, ObservationKind, PauseReason, UpdateState},
        not_the_clock,
    },
    scenario::{
        HasId, Ix, Scenario, Span, Table,
        model::{Audience, Channel, Decision, Recipients, Role},
        near,
    },
};

/// What `help` prints.
pub(super) const HELP: &str = "\
Time      wait 5m           let exercise time pass
          jump 10m          move the clock on; what was due on the way arrives
          jump next         move the clock to the next due moment
          pause, resume     stop the clock, set it going
          speed N           exercise minutes per real minute
Injects   ack INJECT        acknowledge it
          fire INJECT       deliver it now
          skip INJECT [WHY] take it out
          hold INJECT [5m]  keep it back so long, or until it is fired
          improvise CHANNEL SENDER TEXT   one that the scenario does not have
Choices   choose DECISION OPTION [because RATIONALE]   (its id or its number)
          other DECISION TEXT   answer in your own words
          extend DECISION 5m    give it longer than its limit
People    declare SEV       declare an incident, such as SEV1
          update internal|public|executive
                 investigating|identified|monitoring|resolved [next=30m] TEXT
          done TASK         tick a task
          assign ROLE NAME  give somebody a role
          absent NAME, back NAME   somebody has left, or is there again
          as NAME COMMAND   enter something in somebody's name
Notes     note TEXT, strength TEXT, improve TEXT
          claim CLAIM confirmed|refuted [EVIDENCE]
          discussed N       tick the phase's question number N
          correct TEXT      write the last entry's text anew
          withdraw          take the last observation back
Control   status            how things stand
          undo              take back the last entry
          rewind 12m        go back to how it stood at T+0:12:00
          real-incident     stop everything: something real has happened
          end               end the exercise
          quit              leave; it can be resumed
";

const WORDS: [&str; 33] = [
    "wait",
    "jump",
    "pause",
    "resume",
    "speed",
    "ack",
    "fire",
    "skip",
    "hold",
    "choose",
    "other",
    "declare",
    "update",
    "done",
    "assign",
    "as",
    "note",
    "strength",
    "improve",
    "claim",
    "status",
    "undo",
    "end",
    "quit",
    "improvise",
    "extend",
    "absent",
    "back",
    "discussed",
    "correct",
    "withdraw",
    "rewind",
    "real-incident",
];

/// A line that was understood.
#[derive(Debug, PartialEq)]
pub(super) struct Request {
    pub(super) task: Task,
    pub(super) who: Who,
}

/// What is asked for.
#[derive(Debug, PartialEq)]
pub(super) enum Task {
    Follow(Command),
    Wait(Span),
    JumpBy(Span),
    JumpToNext,
    /// Goes back to how things stood at that instant.
    RewindTo(ExerciseTime),
    /// Writes the text of the last entry that has one anew.
    Correct(String),
    /// Takes the last observation back.
    Withdraw,
    /// Somebody who plays alone says what they do, or asks for a hint.
    Do(String),
    Hint,
    Status,
    Help,
    Quit,
}

/// Reads a line; nothing where it is empty or a `#` comment.
///
/// # Errors
/// What is wrong with it, in a line.
pub(super) fn parse(
    scenario: &Scenario,
    state: &State,
    clock: ExerciseTime,
    line: &str,
) -> Result<Option<Request>, String> {
    let line = line.trim();
    if line.is_empty() || line.starts_with('#') {
        return Ok(None);
    }
    let reader = Reader {
        scenario,
        state,
        clock,
    };
    if let Some(("as", rest)) = first_word(line)
        && state.mode == Mode::Facilitated
    {
        let (name, rest) = first_word(rest).ok_or("write it as `as NAME COMMAND`")?;
        not_the_clock(name).map_err(|refusal| refusal.to_string())?;
        let request = reader.request(rest)?;
        return Ok(Some(Request {
            who: Who::Person(name.to_owned()),
            ..request
        }));
    }
    reader.request(line).map(Some)
}

struct Reader<'a> {
    scenario: &'a Scenario,
    state: &'a State,
    /// What the exercise clock shows.
    clock: ExerciseTime,
}

impl Reader<'_> {
    fn request(&self, line: &str) -> Result<Request, String> {
        let (verb, rest) = first_word(line).ok_or("`as NAME` needs a command after it")?;
        let by_facilitator = |task| {
            Ok(Request {
                task,
                who: facilitator(),
            })
        };
        let follow = |command| by_facilitator(Task::Follow(command));
        if self.state.mode == Mode::Solo && !alone::is_a_word(verb) {
            return Err(format!(
                "`{verb}` is no command of who plays alone; `help` lists them"
            ));
        }
        match verb {
            "do" | "hint" if self.state.mode == Mode::Facilitated => Err(unknown(verb)),
            "do" if rest.is_empty() => Err("write it as `do TEXT`".to_owned()),
            "do" => by_facilitator(Task::Do(rest.to_owned())),
            "hint" => by_facilitator(Task::Hint),
            "wait" => by_facilitator(Task::Wait(span(rest, "wait 5m")?)),
            "jump" if rest == "next" => by_facilitator(Task::JumpToNext),
            "jump" => by_facilitator(Task::JumpBy(span(rest, "jump 10m")?)),
            "status" => by_facilitator(Task::Status),
            "help" => by_facilitator(Task::Help),
            "quit" => by_facilitator(Task::Quit),
            "pause" => follow(Command::Pause(PauseReason::Hand)),
            "resume" => follow(Command::Resume),
            "undo" => follow(Command::Undo),
            "end" => follow(Command::Stop),
            "real-incident" => follow(Command::RealIncident),
            "rewind" => by_facilitator(Task::RewindTo(span(rest, "rewind 12m")?.into())),
            "correct" => by_facilitator(Task::Correct(rest.to_owned())),
            "withdraw" => by_facilitator(Task::Withdraw),
            "speed" => follow(Command::SetSpeed(speed(rest)?)),
            "fire" => follow(Command::Fire(Self::find(
                &self.scenario.injects,
                "inject",
                rest,
            )?)),
            "skip" => self.skip(rest),
            "hold" => self.hold(rest),
            "improvise" => Self::improvise(rest),
            "ack" => self.acknowledge(rest),
            "choose" => self.choose(rest),
            "other" => self.other(rest),
            "extend" => self.extend(rest),
            "discussed" => self.discussed(rest),
            "done" => self.done(rest),
            "declare" => follow(Command::Declare {
                severity: rest.to_owned(),
            }),
            "update" => self.update(rest),
            "absent" => follow(Command::Leave {
                person: rest.to_owned(),
            }),
            "back" => follow(Command::Return {
                person: rest.to_owned(),
            }),
            "assign" => self.assign(rest),
            "note" => follow(observation(ObservationKind::Note, rest)),
            "strength" => follow(observation(ObservationKind::Strength, rest)),
            "improve" => follow(observation(ObservationKind::Improvement, rest)),
            "claim" => self.claim(rest),
            _ => Err(unknown(verb)),
        }
    }

    fn skip(&self, rest: &str) -> Result<Request, String> {
        let (id, why) = split(rest);
        let inject = Self::find(&self.scenario.injects, "inject", id)?;
        let why = if why.is_empty() { "by hand" } else { why }.to_owned();
        Ok(Request {
            task: Task::Follow(Command::Skip { inject, why }),
            who: facilitator(),
        })
    }

    fn hold(&self, rest: &str) -> Result<Request, String> {
        let (id, time) = split(rest);
        let inject = Self::find(&self.scenario.injects, "inject", id)?;
        let until = match time {
            "" => None,
            // From when it is due, or else from now: the time is counted from what is later.
            time => {
                let due = self
                    .state
                    .inject_due(self.scenario, inject)
                    .unwrap_or_default();
                Some(due.max(self.clock).after(span(time, "hold INJECT 5m")?))
            }
        };
        let task = Task::Follow(Command::HoldBack { inject, until });
        Ok(Request {
            task,
            who: facilitator(),
        })
    }

    fn improvise(rest: &str) -> Result<Request, String> {
        const SHAPE: &str = "write it as `improvise CHANNEL SENDER TEXT`";
        let (channel, rest) = split(rest);
        let (sender, title) = split(rest);
        let channel = Channel::from_word(channel).ok_or_else(|| {
            let words: Vec<_> = Channel::ALL.iter().map(|it| it.word()).collect();
            format!("{SHAPE}; the channels are {}", words.join(", "))
        })?;
        if title.is_empty() {
            return Err(SHAPE.to_owned());
        }
        let inject = Improvisation {
            channel,
            sender: sender.to_owned(),
            recipients: vec!["all".to_owned()],
            title: title.to_owned(),
            body: String::new(),
        };
        Ok(Request {
            task: Task::Follow(Command::Improvise(inject)),
            who: facilitator(),
        })
    }

    fn extend(&self, rest: &str) -> Result<Request, String> {
        let (decision, by) = split(rest);
        let decision = Self::find(&self.scenario.decisions, "decision", decision)?;
        let by = span(by, "extend DECISION 5m")?;
        Ok(Request {
            task: Task::Follow(Command::Extend { decision, by }),
            who: facilitator(),
        })
    }

    fn discussed(&self, rest: &str) -> Result<Request, String> {
        let phase = self.state.phase().ok_or("no phase has begun")?;
        let questions = &self.scenario.phases[phase].questions;
        let n = rest.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
        let question = n.and_then(|n| questions.get(n)).ok_or_else(|| {
            format!(
                "the phase has {} questions; write it as `discussed 1`",
                questions.len()
            )
        })?;
        let question = question.clone();
        Ok(Request {
            task: Task::Follow(Command::Discuss { phase, question }),
            who: facilitator(),
        })
    }

    fn acknowledge(&self, rest: &str) -> Result<Request, String> {
        let inject = Self::find(&self.scenario.injects, "inject", rest)?;
        let role = match &self.scenario.injects[inject].to {
            Recipients::Roles(roles) => roles.first().copied(),
            Recipients::All => None,
        };
        Ok(Request {
            task: Task::Follow(Command::Acknowledge(inject)),
            who: self.person(role),
        })
    }

    fn choose(&self, rest: &str) -> Result<Request, String> {
        let (decision, rest) = split(rest);
        let (option, rest) = split(rest);
        let decision = Self::find(&self.scenario.decisions, "decision", decision)?;
        let row = &self.scenario.decisions[decision];
        let by_number = option.parse::<usize>().ok().and_then(|n| {
            let mut shown = self.state.available(self.scenario, decision, self.clock);
            shown.nth(n.checked_sub(1)?).map(|(choice, _)| choice)
        });
        let choice = match (row.options.find(option), by_number) {
            (None, Some(choice)) => choice,
            _ => Self::find(&row.options, "option", option)?,
        };
        let rationale = match first_word(rest) {
            None => None,
            Some(("because", rationale)) if !rationale.is_empty() => Some(rationale.to_owned()),
            Some(_) => {
                return Err("write it as `choose DECISION OPTION because RATIONALE`".to_owned());
            }
        };
        let grounds = Grounds {
            rationale,
            ..Grounds::default()
        };
        Ok(self.answer(decision, Answer::Option(choice), grounds))
    }

    fn other(&self, rest: &str) -> Result<Request, String> {
        let (decision, text) = split(rest);
        let decision = Self::find(&self.scenario.decisions, "decision", decision)?;
        Ok(self.answer(decision, Answer::Other(text.to_owned()), Grounds::default()))
    }

    fn answer(&self, decision: Ix<Decision>, answer: Answer, grounds: Grounds) -> Request {
        let who = self.person(self.scenario.decisions[decision].asked);
        Request {
            task: Task::Follow(Command::Answer {
                decision,
                answer,
                grounds,
            }),
            who,
        }
    }

    fn done(&self, rest: &str) -> Result<Request, String> {
        let task = Self::find(&self.scenario.tasks, "task", rest)?;
        let who = self.person(self.scenario.tasks[task].role);
        Ok(Request {
            task: Task::Follow(Command::Tick(task)),
            who,
        })
    }

    fn update(&self, rest: &str) -> Result<Request, String> {
        const SHAPE: &str = "write it as `update internal|public|executive \
                             investigating|identified|monitoring|resolved [next=30m] TEXT`";
        let (audience, rest) = split(rest);
        let (progress, text) = split(rest);
        let audience = match audience {
            "internal" => Audience::Internal,
            "public" => Audience::Public,
            "executive" => Audience::Executive,
            _ => return Err(SHAPE.to_owned()),
        };
        let state = UpdateState::from_word(progress).ok_or(SHAPE)?;
        let (next, text) = match first_word(text) {
            Some((word, rest)) => match word.strip_prefix("next=") {
                Some(length) => (Some(self.clock.after(span(length, "next=30m")?)), rest),
                None => (None, text),
            },
            None => (None, text),
        };
        let command = Command::Post {
            next,
            audience,
            state,
            text: text.to_owned(),
        };
        Ok(Request {
            task: Task::Follow(command),
            who: facilitator(),
        })
    }

    fn assign(&self, rest: &str) -> Result<Request, String> {
        let (role, name) = split(rest);
        let role = Self::find(&self.scenario.roles, "role", role)?;
        let command = Command::Assign {
            role,
            person: name.to_owned(),
        };
        Ok(Request {
            task: Task::Follow(command),
            who: facilitator(),
        })
    }

    fn claim(&self, rest: &str) -> Result<Request, String> {
        let (claim, rest) = split(rest);
        let (verdict, evidence) = split(rest);
        let claim = Self::find(&self.scenario.claims, "claim", claim)?;
        let verdict = ClaimVerdict::from_word(verdict)
            .filter(|verdict| *verdict != ClaimVerdict::Untested)
            .ok_or("write it as `claim CLAIM confirmed|refuted EVIDENCE`")?;
        let evidence = Some(evidence.to_owned()).filter(|evidence| !evidence.is_empty());
        let command = Command::Judge {
            claim,
            verdict,
            evidence,
        };
        Ok(Request {
            task: Task::Follow(command),
            who: facilitator(),
        })
    }

    /// Who acts in a role; the facilitator, where there is none.
    fn person(&self, role: Option<Ix<Role>>) -> Who {
        role.map_or_else(facilitator, |role| self.state.in_role(self.scenario, role))
    }

    fn find<T: HasId>(table: &Table<T>, kind: &str, id: &str) -> Result<Ix<T>, String> {
        if id.is_empty() {
            return Err(format!("which {kind}? name it by its id"));
        }
        table.find(id).ok_or_else(|| {
            let ids = table.iter().map(HasId::id);
            let mut why = format!("no {kind} is called `{id}`");
            match near(id, ids.clone()) {
                Some(near) => {
                    let _ = write!(why, "; did you mean `{near}`?");
                }
                None => {
                    let _ = write!(why, "; there are {}", ids.collect::<Vec<_>>().join(", "));
                }
            }
            why
        })
    }
}

fn observation(kind: ObservationKind, text: &str) -> Command {
    Command::Observe {
        begun: None,
        kind,
        text: text.to_owned(),
        about: None,
    }
}

fn unknown(verb: &str) -> String {
    match near(verb, WORDS) {
        Some(near) => format!("`{verb}` is no command; did you mean `{near}`?"),
        None => format!("`{verb}` is no command; `help` lists them"),
    }
}

fn span(text: &str, example: &str) -> Result<Span, String> {
    text.parse()
        .map_err(|why| format!("`{text}` is no length of time, as in `{example}` ({why})"))
}

/// The first word and what follows it.
fn first_word(text: &str) -> Option<(&str, &str)> {
    let (word, rest) = split(text);
    (!word.is_empty()).then_some((word, rest))
}

fn split(text: &str) -> (&str, &str) {
    let text = text.trim();
    text.split_once(char::is_whitespace)
        .map_or((text, ""), |(word, rest)| (word, rest.trim_start()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exercise::rig::{Rig, minutes};

    const PARTS: &str = r#"
        roles: [(id: "ic", name: "Commander"), (id: "ops", name: "Operations")],
        claims: [(id: "warm", text: "C")],
        injects: [
            (id: "page", when: At("1m"), channel: Page, to: ["ops"], title: "P"),
            (id: "later", when: At("30m"), channel: Page, title: "L"),
        ],
        decisions: [(id: "move", when: At("1m"), asked: "ic", prompt: "?", options: [(id: "west", label: "W"), (id: "stay", label: "S")])],
        tasks: [(id: "look", text: "L", role: "ops"), (id: "tell", text: "T")],
    "#;

    /// What a line asks for at 10m, when the last record is of 1m.
    fn request(line: &str) -> Result<Option<Request>, String> {
        let rig = Rig::of(PARTS).until(minutes(10));
        parse(&rig.scenario, rig.state(), minutes(10), line)
    }

    #[track_caller]
    fn check(line: &str, task: Task, who: &str) {
        let who = Who::Person(who.to_owned());
        assert_eq!(request(line), Ok(Some(Request { task, who })), "{line}");
    }

    #[track_caller]
    fn follow(line: &str, command: Command, who: &str) {
        check(line, Task::Follow(command), who);
    }

    fn answer(answer: Answer, rationale: Option<&str>) -> Command {
        let rationale = rationale.map(str::to_owned);
        let grounds = Grounds {
            rationale,
            ..Grounds::default()
        };
        Command::Answer {
            decision: Ix::new(0),
            answer,
            grounds,
        }
    }

    #[test]
    fn time_is_asked_for_in_spans() {
        check("wait 5m", Task::Wait(Span::from_minutes(5)), "facilitator");
        check(
            "  wait\t1h30m \r\n",
            Task::Wait(Span::from_minutes(90)),
            "facilitator",
        );
        check(
            "jump 10m",
            Task::JumpBy(Span::from_minutes(10)),
            "facilitator",
        );
        check("jump next", Task::JumpToNext, "facilitator");
        follow("speed 7.5", Command::SetSpeed(7.5), "facilitator");
        follow("pause", Command::Pause(PauseReason::Hand), "facilitator");
        follow("resume", Command::Resume, "facilitator");
    }

    #[test]
    fn entries_are_made_by_those_whose_part_it_is() {
        follow("ack page", Command::Acknowledge(Ix::new(0)), "Operations");
        follow("ack later", Command::Acknowledge(Ix::new(1)), "facilitator");
        follow("done look", Command::Tick(Ix::new(0)), "Operations");
        follow("done tell", Command::Tick(Ix::new(1)), "facilitator");
        let west = || answer(Answer::Option(Ix::new(0)), None);
        follow("choose move west", west(), "Ana");
        follow("as Dora choose move west", west(), "Dora");
        follow("choose move 1", west(), "Ana");
    }

    #[test]
    fn words_of_ones_own_are_taken_as_they_are() {
        let because = answer(Answer::Option(Ix::new(1)), Some("it is  warm, and  near"));
        follow(
            "choose move stay because it is  warm, and  near",
            because,
            "Ana",
        );
        follow(
            "other move half  of it",
            answer(Answer::Other("half  of it".to_owned()), None),
            "Ana",
        );
        let (kind, text) = (ObservationKind::Improvement, "# not a comment".to_owned());
        follow(
            "improve # not a comment",
            Command::Observe {
                kind,
                text,
                about: None,
                begun: None,
            },
            "facilitator",
        );
        let why = "they know".to_owned();
        follow(
            "skip later they know",
            Command::Skip {
                inject: Ix::new(1),
                why,
            },
            "facilitator",
        );
        let (claim, verdict) = (Ix::new(0), ClaimVerdict::Refuted);
        let evidence = Some("It was cold.".to_owned());
        follow(
            "claim warm refuted It was cold.",
            Command::Judge {
                claim,
                verdict,
                evidence,
            },
            "facilitator",
        );
        let (role, person) = (Ix::new(1), "Ana Maria".to_owned());
        follow(
            "assign ops Ana Maria",
            Command::Assign { role, person },
            "facilitator",
        );
        let (audience, state) = (Audience::Executive, UpdateState::Monitoring);
        let text = "It holds.".to_owned();
        follow(
            "update executive monitoring It holds.",
            Command::Post {
                audience,
                state,
                text,
                next: None,
            },
            "facilitator",
        );
    }

    #[test]
    fn an_inject_is_held_back_from_now_or_from_when_it_is_due() {
        let held = |inject, until| Command::HoldBack {
            inject: Ix::new(inject),
            until,
        };
        follow("hold later", held(1, None), "facilitator");
        follow("hold later 5m", held(1, Some(minutes(35))), "facilitator");
        // It was due at 1m; now is 10m.
        follow("hold page 5m", held(0, Some(minutes(15))), "facilitator");
    }

    #[test]
    fn an_empty_line_and_a_comment_ask_for_nothing() {
        for line in ["", "  \n", "# wait 5m", "#"] {
            assert_eq!(request(line), Ok(None), "{line:?}");
        }
    }

    #[test]
    fn what_is_not_understood_says_why() {
        for (line, why) in [
            ("wiat 5m", "`wiat` is no command; did you mean `wait`?"),
            ("dance", "`dance` is no command; `help` lists them"),
            ("ack", "which inject? name it by its id"),
            (
                "ack pgae",
                "no inject is called `pgae`; did you mean `page`?",
            ),
            ("done x", "no task is called `x`; there are look, tell"),
            (
                "choose move x",
                "no option is called `x`; there are west, stay",
            ),
            (
                "speed -1",
                "a speed is a number above 0 and up to 1000, such as 6",
            ),
            (
                "speed NaN",
                "a speed is a number above 0 and up to 1000, such as 6",
            ),
            (
                "as clock pause",
                "nobody can be called \"clock\": it is the word for the exercise clock",
            ),
            ("as Ana", "`as NAME` needs a command after it"),
            ("as", "write it as `as NAME COMMAND`"),
        ] {
            assert_eq!(request(line), Err(why.to_owned()), "{line}");
        }
        for line in [
            "wait",
            "wait 5",
            "wait -5m",
            "wait 5x",
            "jump",
            "hold page soon",
            "claim warm untested",
        ] {
            assert!(request(line).is_err(), "{line}");
        }
    }

    #[test]
    fn help_and_the_words_agree() {
        for word in WORDS {
            assert!(HELP.contains(word), "help leaves out `{word}`");
            let known = request(word);
            let is_unknown = known
                .as_ref()
                .is_err_and(|why| why.contains("is no command"));
            assert!(!is_unknown, "{word}: {known:?}");
        }
    }

    #[test]
    fn the_show_is_run_in_words() {
        let improvised = Improvisation {
            channel: Channel::Phone,
            sender: "Reporter".to_owned(),
            recipients: vec!["all".to_owned()],
            title: "Is it true?".to_owned(),
            body: String::new(),
        };
        follow(
            "improvise phone Reporter Is it true?",
            Command::Improvise(improvised),
            "facilitator",
        );
        let (decision, by) = (Ix::new(0), Span::from_minutes(5));
        follow(
            "extend move 5m",
            Command::Extend { decision, by },
            "facilitator",
        );
        let person = || "Ada".to_owned();
        follow(
            "absent Ada",
            Command::Leave { person: person() },
            "facilitator",
        );
        follow(
            "back Ada",
            Command::Return { person: person() },
            "facilitator",
        );
        follow("real-incident", Command::RealIncident, "facilitator");
        check("rewind 4m", Task::RewindTo(minutes(4)), "facilitator");
        check("correct B", Task::Correct("B".to_owned()), "facilitator");
        check("withdraw", Task::Withdraw, "facilitator");
        assert_eq!(request("discussed 1").unwrap_err(), "no phase has begun");
        let why = request("improvise pigeon Bob Coo").unwrap_err();
        assert!(why.contains("the channels are page, alert, chat"), "{why}");
    }

    #[test]
    fn an_update_can_promise_the_next_one() {
        let post = |next| Command::Post {
            audience: Audience::Public,
            state: UpdateState::Identified,
            text: "We know.".to_owned(),
            next,
        };
        // It is 10m.
        follow(
            "update public identified next=30m We know.",
            post(Some(minutes(40))),
            "facilitator",
        );
        follow(
            "update public identified We know.",
            post(None),
            "facilitator",
        );
    }
}
