//! What can be typed: a line to a request. Each family of lines has a file of its own.

mod choices;
mod injects;
mod notes;
mod people;
#[cfg(test)]
mod rig;
mod words;

pub(super) use words::HELP;

use self::{
    notes::observation,
    words::{find, first_word, span, unknown},
};
use super::{alone, session::facilitator};
use crate::{
    args::speed,
    exercise::{
        Command, ExerciseTime, State, Who,
        event::{Mode, ObservationKind, PauseReason},
        not_the_clock,
    },
    scenario::{Ix, Scenario, Span, model::Role},
};

/// A line that was understood.
#[derive(Debug, PartialEq)]
pub(super) struct Request {
    pub(super) task: Task,
    pub(super) who: Who,
}

impl Request {
    /// What is asked for by whoever leads.
    fn by_facilitator(task: Task) -> Self {
        Self {
            task,
            who: facilitator(),
        }
    }

    /// What is asked of the engine, by whoever leads.
    fn follow(command: Command) -> Self {
        Self::by_facilitator(Task::Follow(command))
    }
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
        let by_facilitator = |task| Ok(Request::by_facilitator(task));
        let follow = |command| Ok(Request::follow(command));
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
            "fire" => follow(Command::Fire(find(&self.scenario.injects, "inject", rest)?)),
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

    /// Who acts in a role; the facilitator, where there is none.
    fn person(&self, role: Option<Ix<Role>>) -> Who {
        role.map_or_else(facilitator, |role| self.state.in_role(self.scenario, role))
    }
}

#[cfg(test)]
mod tests {
    use super::{
        rig::{FACILITATOR, check, follow, request},
        words::WORDS,
        *,
    };
    use crate::exercise::rig::minutes;

    #[test]
    fn time_is_asked_for_in_spans() {
        check("wait 5m", Task::Wait(Span::from_minutes(5)), FACILITATOR);
        check(
            "  wait\t1h30m \r\n",
            Task::Wait(Span::from_minutes(90)),
            FACILITATOR,
        );
        check(
            "jump 10m",
            Task::JumpBy(Span::from_minutes(10)),
            FACILITATOR,
        );
        check("jump next", Task::JumpToNext, FACILITATOR);
        follow("speed 7.5", Command::SetSpeed(7.5), FACILITATOR);
        follow("pause", Command::Pause(PauseReason::Hand), FACILITATOR);
        check("rewind 4m", Task::RewindTo(minutes(4)), FACILITATOR);
        follow("real-incident", Command::RealIncident, FACILITATOR);
        follow("resume", Command::Resume, FACILITATOR);
    }

    #[test]
    fn what_was_entered_last_is_corrected_or_withdrawn() {
        check("correct B", Task::Correct("B".to_owned()), FACILITATOR);
        check("withdraw", Task::Withdraw, FACILITATOR);
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
        for line in ["wait", "wait 5", "wait -5m", "wait 5x", "jump"] {
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
}
