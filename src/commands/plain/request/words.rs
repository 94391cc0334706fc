//! The words of the lines: which there are, how a line falls into them, and what is near one that is
//! none.

use std::fmt::Write;

use crate::scenario::{HasId, Ix, Span, Table, near};

/// What `help` prints.
pub(in crate::commands::plain) const HELP: &str = "\
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

pub(super) const WORDS: [&str; 33] = [
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

/// Why a word is none of these.
pub(super) fn unknown(verb: &str) -> String {
    match near(verb, WORDS) {
        Some(near) => format!("`{verb}` is no command; did you mean `{near}`?"),
        None => format!("`{verb}` is no command; `help` lists them"),
    }
}

/// A row of a table, by its id.
///
/// # Errors
/// That there is none, and what is near.
pub(super) fn find<T: HasId>(table: &Table<T>, kind: &str, id: &str) -> Result<Ix<T>, String> {
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

/// A length of time; the example says how one is written.
pub(super) fn span(text: &str, example: &str) -> Result<Span, String> {
    text.parse()
        .map_err(|why| format!("`{text}` is no length of time, as in `{example}` ({why})"))
}

/// The first word and what follows it.
pub(super) fn first_word(text: &str) -> Option<(&str, &str)> {
    let (word, rest) = split(text);
    (!word.is_empty()).then_some((word, rest))
}

/// The first word, which may be none, and what follows it.
pub(super) fn split(text: &str) -> (&str, &str) {
    let text = text.trim();
    text.split_once(char::is_whitespace)
        .map_or((text, ""), |(word, rest)| (word, rest.trim_start()))
}
