//! Does what the app asks for, and tells it how that went.

use std::path::PathBuf;

use super::ledger::Ledger;
use crate::{
    error::Error,
    exercise::{Exercise, RunTime, Timed},
    ui::{App, Effect, Message},
};

/// What the app's wishes are done with.
pub struct Hands<'a> {
    pub ledger: &'a mut dyn Ledger,
    /// Writes the report, and answers where it is.
    pub write_report: &'a dyn Fn() -> Result<PathBuf, Error>,
    /// Finds out how a run compares; a message tells it later.
    pub compare: &'a dyn Fn(&Exercise),
}

/// What only the owner of the terminal can do, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    Redraw,
    /// Looks again whether all is ready to begin.
    Examine,
    /// Rings the bell.
    Ring,
    Suspend,
    Leave,
}

/// Lets time act, then delivers one message; answers what is left to be done about the terminal.
pub fn deliver(app: &mut App, hands: &mut Hands<'_>, now: RunTime, message: Message) -> Vec<Wish> {
    let mut wishes = Vec::new();
    if message != Message::Woke {
        settle(app, hands, now, Message::Woke, &mut wishes);
    }
    settle(app, hands, now, message, &mut wishes);
    wishes
}

/// Delivers one message, and what its effects lead to before the next effect.
fn settle(
    app: &mut App,
    hands: &mut Hands<'_>,
    now: RunTime,
    message: Message,
    wishes: &mut Vec<Wish>,
) {
    for effect in app.update(now, message) {
        match effect {
            Effect::Record(batch) => {
                let answer = record(hands.ledger, batch);
                settle(app, hands, now, answer, wishes);
            }
            Effect::WriteReport => {
                let answer = write_report(hands);
                settle(app, hands, now, answer, wishes);
            }
            Effect::Compare => (hands.compare)(&app.playing.exercise),
            Effect::Redraw => wishes.push(Wish::Redraw),
            Effect::Examine => wishes.push(Wish::Examine),
            Effect::Ring => wishes.push(Wish::Ring),
            Effect::Suspend => wishes.push(Wish::Suspend),
            Effect::Leave => wishes.push(Wish::Leave),
        }
    }
}

fn record(ledger: &mut dyn Ledger, batch: Vec<Timed>) -> Message {
    match ledger.append(batch.clone()) {
        Ok(records) => Message::Recorded(records),
        Err(error) => Message::RecordFailed {
            batch,
            cause: cause(&error),
        },
    }
}

fn write_report(hands: &Hands<'_>) -> Message {
    match (hands.write_report)() {
        Ok(path) => Message::ReportWritten(path),
        Err(error) => Message::ReportFailed(error.to_string()),
    }
}

/// What the system said, without the deed and the place, which the screen names itself.
fn cause(error: &Error) -> String {
    match error {
        Error::Append { source, .. } => source.to_string(),
        other => other.to_string(),
    }
}
