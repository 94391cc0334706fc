//! Reads a journal: all of it, or not at all and why.

use std::sync::Arc;

use serde::Deserialize;
use thiserror::Error;

use super::{
    FORMAT,
    chain::{Chain, sha256_hex},
    line::{Line, follow},
    names::{ToRows, Unknown},
    write::Writer,
};
use crate::{
    exercise::{
        Event, Exercise, Record,
        event::{Named, Started},
    },
    scenario::{self, Scenario},
};

/// A journal that is whole, but for what a crash can do to its end.
#[derive(Debug, Clone)]
pub struct Journal {
    pub exercise: Exercise,
    /// Goes on where the journal ends.
    pub writer: Writer,
    /// The chain of the last line.
    pub chain: Chain,
    /// How many bytes hold whole lines; what follows was torn while it was written.
    pub whole_len: usize,
    /// How many bytes follow those.
    pub torn_len: usize,
    /// The last line is whole, and only its newline is missing.
    pub lacks_newline: bool,
}

/// Why a journal cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Damage {
    #[error("the journal is empty")]
    Empty,
    #[error("the journal is of format {0}, and this program reads up to format {FORMAT}")]
    Newer(u64),
    #[error("line {line} is not a line of a journal: {why}")]
    NotALine { line: usize, why: String },
    #[error(
        "line {line} does not continue the chain: it, or the line before it, was changed, removed or moved"
    )]
    Chain { line: usize },
    #[error(
        "line {line} has the number {seq} where {expected} is due: a line was removed or moved"
    )]
    Seq {
        line: usize,
        seq: u64,
        expected: u64,
    },
    #[error("line 1 is no `started` event")]
    NotStarted,
    #[error("line {line} is a second `started` event")]
    StartedTwice { line: usize },
    #[error("the scenario in line 1 is not the one its sha256 was taken of")]
    ScenarioChanged,
    #[error("the scenario in line 1 cannot be played: {0}")]
    Scenario(String),
    #[error("line {line} names the {kind} `{id}`, which its scenario does not have")]
    Unknown {
        line: usize,
        kind: &'static str,
        id: String,
    },
    #[error("line {line} goes back to the number {to_seq}, which is not before it")]
    Rewound { line: usize, to_seq: u64 },
}

impl Damage {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Empty => "Nothing was recorded: delete the exercise's folder.",
            Self::Newer(_) => "It was made by a newer blackstart: update this one to open it.",
            _ => "Bring the file back from a copy; `blackstart verify` tells whether it is whole.",
        }
    }
}

/// Reads a journal's bytes.
///
/// # Errors
/// The first damage, unless it is a last line that was torn while it was written: that one is
/// left out, and told of.
pub fn read(bytes: &[u8]) -> Result<Journal, Damage> {
    let mut lines = bytes.split_inclusive(|byte| *byte == b'\n');
    let first = lines.next().ok_or(Damage::Empty)?;
    let text = text_of(first, 1)?;
    let (started, scenario) = read_first(text)?;
    let scenario = Arc::new(scenario);
    let mut exercise = Exercise::new(Arc::clone(&scenario));
    let chain = follow(text, &Chain::default()).ok_or(Damage::Chain { line: 1 })?;
    let mut writer = Writer { next_seq: 1, chain };
    exercise.apply(started);
    let mut whole_len = first.len();
    for (line, number) in lines.zip(2..) {
        match read_line(line, number, &mut writer, &scenario) {
            Ok(record) => exercise.apply(record),
            // A whole line always has its newline; without one this is a torn end.
            Err(_) if !line.ends_with(b"\n") => break,
            Err(damage) => return Err(damage),
        }
        whole_len += line.len();
    }
    Ok(Journal {
        exercise,
        chain: writer.chain.clone(),
        writer,
        whole_len,
        torn_len: bytes.len() - whole_len,
        lacks_newline: !bytes[..whole_len].ends_with(b"\n"),
    })
}

/// Reads no more than how a journal began: enough for a list.
///
/// # Errors
/// Why the first line is none.
pub fn peek(first_line: &str) -> Result<(chrono::DateTime<chrono::Utc>, Started), Damage> {
    let line = parse_first(first_line)?;
    match line.event {
        Event::Started(started) => Ok((line.ts, *started)),
        _ => Err(Damage::NotStarted),
    }
}

fn text_of(line: &[u8], number: usize) -> Result<&str, Damage> {
    std::str::from_utf8(line.strip_suffix(b"\n").unwrap_or(line)).map_err(|error| {
        Damage::NotALine {
            line: number,
            why: error.to_string(),
        }
    })
}

fn read_first(text: &str) -> Result<(Record, Scenario), Damage> {
    let line = parse_first(text)?;
    let Event::Started(started) = line.event else {
        return Err(Damage::NotStarted);
    };
    if sha256_hex(&started.scenario.text) != started.scenario.sha256 {
        return Err(Damage::ScenarioChanged);
    }
    let (scenario, problems) = scenario::load(&started.scenario.text);
    let scenario = scenario.ok_or_else(|| {
        let problem = problems.first();
        Damage::Scenario(
            problem
                .map(|problem| problem.message.clone())
                .unwrap_or_default(),
        )
    })?;
    let record = Record {
        seq: 0,
        ts: line.ts,
        clock: line.clock,
        event: Event::Started(started),
    };
    Ok((record, scenario))
}

fn parse_first(text: &str) -> Result<Line<Named>, Damage> {
    /// What every format has on its first line.
    #[derive(Deserialize)]
    struct Any {
        format: u64,
    }
    match serde_json::from_str::<Any>(text) {
        Ok(Any { format }) if format > FORMAT => return Err(Damage::Newer(format)),
        Ok(_) => {}
        Err(error) => {
            return Err(Damage::NotALine {
                line: 1,
                why: error.to_string(),
            });
        }
    }
    parse(text, 1)
}

fn parse(text: &str, number: usize) -> Result<Line<Named>, Damage> {
    serde_json::from_str(text).map_err(|error| Damage::NotALine {
        line: number,
        why: error.to_string(),
    })
}

fn read_line(
    line: &[u8],
    number: usize,
    writer: &mut Writer,
    scenario: &Scenario,
) -> Result<Record, Damage> {
    let text = text_of(line, number)?;
    let line = parse(text, number)?;
    let expected = writer.next_seq;
    if line.seq != expected {
        return Err(Damage::Seq {
            line: number,
            seq: line.seq,
            expected,
        });
    }
    let chain = follow(text, &writer.chain).ok_or(Damage::Chain { line: number })?;
    let to_damage = |Unknown { kind, id }| Damage::Unknown {
        line: number,
        kind,
        id,
    };
    let event = line.event.rename(&ToRows(scenario)).map_err(to_damage)?;
    match event {
        Event::Started(_) => return Err(Damage::StartedTwice { line: number }),
        Event::Rewound { to_seq } if to_seq >= line.seq => {
            return Err(Damage::Rewound {
                line: number,
                to_seq,
            });
        }
        _ => {}
    }
    writer.chain = chain;
    writer.next_seq += 1;
    Ok(Record {
        seq: line.seq,
        ts: line.ts,
        clock: line.clock,
        event,
    })
}
