//! Reads a journal: all of it, or not at all and why.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde::Deserialize;
use thiserror::Error;

use super::{
    FORMAT,
    chain::{Chain, sha256_hex},
    line::{FirstLine, Line, follow},
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
            _ => "Bring the file back from a copy that was made before.",
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

impl Journal {
    /// Where it was read up to.
    pub fn mark(&self) -> Mark {
        Mark {
            writer: self.writer.clone(),
            len: self.whole_len,
            lacks_newline: self.lacks_newline,
        }
    }
}

/// Where a journal was read up to, so that reading can go on when more of it is written.
#[derive(Debug, Clone)]
pub struct Mark {
    writer: Writer,
    len: usize,
    lacks_newline: bool,
}

impl Mark {
    /// How many bytes were read.
    pub fn position(&self) -> usize {
        self.len
    }

    /// Reads the lines of `bytes`, which follow those that were read; a line that is not whole yet
    /// is left to be read again.
    ///
    /// # Errors
    /// The first damage. Nothing was read then.
    pub fn read_on(&mut self, scenario: &Scenario, bytes: &[u8]) -> Result<Vec<Record>, Damage> {
        let mut read = self.clone();
        let mut records = Vec::new();
        for line in bytes.split_inclusive(|byte| *byte == b'\n') {
            if !line.ends_with(b"\n") {
                break;
            }
            read.len += line.len();
            // The line before this newline was whole without it.
            if std::mem::take(&mut read.lacks_newline) && line == b"\n" {
                continue;
            }
            let number = usize::try_from(read.writer.next_seq).unwrap_or(usize::MAX);
            let number = number.saturating_add(1);
            records.push(read_line(line, number, &mut read.writer, scenario)?);
        }
        *self = read;
        Ok(records)
    }
}

/// When a journal began, as its first line says at its beginning where this program or one like it
/// has written that. It is not known then whether the rest of the line is whole.
pub fn glance(beginning: &str) -> Option<DateTime<Utc>> {
    let (ts, rest) = beginning
        .strip_prefix(r#"{"seq":0,"ts":""#)?
        .split_once('"')?;
    let rest = rest.strip_prefix(r#","clock":0,"event":"started","format":"#)?;
    let format: u64 = rest.split_once(',')?.0.parse().ok()?;
    ts.parse().ok().filter(|_| format <= FORMAT)
}

/// Reads no more than how a journal began: enough for a list.
///
/// # Errors
/// Why the first line is none.
pub fn peek(first_line: &str) -> Result<(DateTime<Utc>, Started), Damage> {
    let first = parse_first(first_line)?;
    Ok((first.ts, first.started))
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
    let first = parse_first(text)?;
    if first.seq != 0 {
        return Err(Damage::Seq {
            line: 1,
            seq: first.seq,
            expected: 0,
        });
    }
    let started = first.started;
    if sha256_hex(&started.scenario.text) != started.scenario.sha256 {
        return Err(Damage::ScenarioChanged);
    }
    let (scenario, problems) = scenario::load_to_play(&started.scenario.text);
    let scenario = scenario.ok_or_else(|| {
        let problem = problems.first();
        Damage::Scenario(
            problem
                .map(|problem| problem.message.clone())
                .unwrap_or_default(),
        )
    })?;
    let record = Record {
        seq: first.seq,
        ts: first.ts,
        clock: first.clock,
        event: Event::Started(Box::new(started)),
    };
    Ok((record, scenario))
}

fn parse_first(text: &str) -> Result<FirstLine, Damage> {
    match serde_json::from_str::<FirstLine>(text) {
        Ok(first) if first.event == "started" && first.started.format <= FORMAT => Ok(first),
        Ok(_) | Err(_) => Err(first_damage(text)),
    }
}

/// What is wrong with a first line.
fn first_damage(text: &str) -> Damage {
    /// What every format has on its first line.
    #[derive(Deserialize)]
    struct Any {
        format: u64,
    }
    match serde_json::from_str::<Any>(text) {
        Ok(Any { format }) if format > FORMAT => Damage::Newer(format),
        Ok(_) => parse(text, 1).err().unwrap_or(Damage::NotStarted),
        Err(error) => Damage::NotALine {
            line: 1,
            why: error.to_string(),
        },
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        exercise::{
            ExerciseTime, Timed,
            event::{EndReason, ObservationKind, Pace, ScenarioText, Who},
            rig,
        },
        scenario::Ix,
    };

    const PARTS: &str = r#"injects: [(id: "page", when: Held, channel: Page, title: "P")]"#;

    fn start() -> Event {
        let scenario = rig::scenario(PARTS);
        let text = rig::scenario_text(PARTS);
        let of = |text: String| ScenarioText {
            id: scenario.id.clone(),
            title: scenario.title.clone(),
            sha256: sha256_hex(&text),
            text: text.into(),
        };
        let started = rig::started(&scenario, Pace::Real);
        Event::Started(Box::new(Started {
            scenario: of(text),
            ..started
        }))
    }

    fn note(text: &str) -> Event {
        let (kind, text, who) = (ObservationKind::Note, text.to_owned(), Who::Clock);
        Event::Observed {
            kind,
            text,
            about: None,
            who,
        }
    }

    /// The lines of a journal, each whole and chained.
    fn lines(events: impl IntoIterator<Item = Event>) -> Vec<String> {
        let (scenario, mut writer) = (rig::scenario(PARTS), Writer::default());
        let clock = ExerciseTime::START;
        let line = |event| {
            let record = writer.record(DateTime::default(), Timed { clock, event });
            writer.line(&scenario, &record)
        };
        events.into_iter().map(line).collect()
    }

    #[track_caller]
    fn check(text: &str, damage: &str) {
        let read = read(text.as_bytes()).map(|journal| journal.exercise.records().len());
        assert_eq!(
            read.map_err(|damage| damage.to_string()),
            Err(damage.to_owned())
        );
    }

    #[test]
    fn damage_is_named_with_its_line() {
        let whole = lines([start(), note("a"), note("b"), note("c")]);
        let put = |at: usize, line: &str| {
            let mut lines = whole.clone();
            line.clone_into(&mut lines[at]);
            lines.concat()
        };
        check("", "the journal is empty");
        check(
            &put(2, "{}\n"),
            "line 3 is not a line of a journal: missing field `seq` at line 1 column 2",
        );
        check(
            &put(2, &whole[2].replace(r#""b""#, r#""B""#)),
            "line 3 does not continue the chain: it, or the line before it, was changed, removed or moved",
        );
        check(
            &put(2, ""),
            "line 3 has the number 3 where 2 is due: a line was removed or moved",
        );
        let beheaded = read(whole[1..].concat().as_bytes()).map(|_| ());
        assert!(
            matches!(beheaded, Err(Damage::NotALine { line: 1, .. })),
            "{beheaded:?}"
        );
        check(
            &whole[0].replace(r#""seq":0"#, r#""seq":7"#),
            "line 1 has the number 7 where 0 is due: a line was removed or moved",
        );
        check(
            &put(1, &whole[0]),
            "line 2 has the number 0 where 1 is due: a line was removed or moved",
        );
    }

    #[test]
    fn lines_that_were_chained_anew_must_still_make_sense() {
        let twice = lines([start(), start()]).concat();
        check(&twice, "line 2 is a second `started` event");
        let to_seq = 1;
        let ahead = lines([start(), Event::Rewound { to_seq }]).concat();
        check(
            &ahead,
            "line 2 goes back to the number 1, which is not before it",
        );
        let Event::Started(mut other) = start() else {
            unreachable!("it is one")
        };
        other.scenario.text = format!("{} ", other.scenario.text).into();
        let changed = lines([Event::Started(other.clone())]).concat();
        check(
            &changed,
            "the scenario in line 1 is not the one its sha256 was taken of",
        );
        other.scenario.text = "Scenario(".into();
        other.scenario.sha256 = sha256_hex("Scenario(");
        let broken = read(lines([Event::Started(other)]).concat().as_bytes());
        assert!(matches!(broken, Err(Damage::Scenario(_))), "{broken:?}");
        let not_started =
            r#"{"format":1,"seq":0,"ts":"2026-03-03T14:00:00Z","clock":0,"event":"resumed"}"#;
        check(not_started, "line 1 is no `started` event");
    }

    #[test]
    fn a_name_that_the_scenario_does_not_have_is_named() {
        let mut text = lines([start()]).concat();
        let chain = follow(text.trim_end(), &Chain::default()).unwrap();
        let line: Line = serde_json::from_str(
            r#"{"seq":1,"ts":"2026-03-03T14:00:00Z","clock":0,"event":"inject_delivered","inject":"gone","who":"clock"}"#,
        )
        .unwrap();
        text.push_str(&line.write(&chain).0);
        text.push('\n');
        check(
            &text,
            "line 2 names the inject `gone`, which its scenario does not have",
        );
    }

    #[test]
    fn a_newer_format_is_told_from_damage() {
        let Event::Started(started) = start() else {
            unreachable!("it is one")
        };
        let newer = Event::Started(Box::new(Started {
            format: FORMAT + 1,
            ..*started
        }));
        check(
            &lines([newer]).concat(),
            "the journal is of format 2, and this program reads up to format 1",
        );
    }

    #[test]
    fn a_torn_end_is_left_out_and_counted() {
        let whole = lines([start(), note("a"), note("b")]);
        let (kept, last) = (whole[..2].concat(), &whole[2]);
        for torn in 1..last.len() - 1 {
            let text = format!("{kept}{}", &last[..torn]);
            let journal = read(text.as_bytes()).unwrap();
            assert_eq!(journal.exercise.records().len(), 2);
            assert_eq!((journal.whole_len, journal.torn_len), (kept.len(), torn));
            assert!(!journal.lacks_newline);
        }
        let journal = read(whole.concat().trim_end().as_bytes()).unwrap();
        assert_eq!(journal.exercise.records().len(), 3);
        assert!(journal.lacks_newline && journal.torn_len == 0);
    }

    #[test]
    fn reading_goes_on_wherever_the_file_was_cut() {
        let whole = lines([start(), note("a"), note("b"), note("c")]);
        let text = whole.concat();
        let begun = whole[0].len() + whole[1].len();
        for cut in begun..=text.len() {
            let journal = read(&text.as_bytes()[..begun]).unwrap();
            let (mut mark, scenario) = (journal.mark(), journal.exercise.scenario());
            let mut read_on = |until: usize| {
                let bytes = &text.as_bytes()[mark.position()..until];
                mark.read_on(scenario, bytes).unwrap()
            };
            let seqs: Vec<_> = [read_on(cut), read_on(text.len())]
                .concat()
                .iter()
                .map(|record| record.seq)
                .collect();
            assert_eq!(seqs, [2, 3], "cut at {cut}");
        }
    }

    #[test]
    fn a_newline_that_was_missing_is_no_line() {
        let whole = lines([start(), note("a"), note("b")]);
        let journal = read(whole[..2].concat().trim_end().as_bytes()).unwrap();
        let mut mark = journal.mark();
        let rest = format!("\n{}", whole[2]);
        let records = mark.read_on(journal.exercise.scenario(), rest.as_bytes());
        assert_eq!(records.unwrap().len(), 1);
        let len: usize = whole.iter().map(String::len).sum();
        assert_eq!(mark.position(), len);
    }

    #[test]
    fn what_does_not_go_on_from_there_is_damage_and_nothing_is_read_of_it() {
        let whole = lines([start(), note("a"), note("b"), note("c")]);
        let journal = read(whole[..2].concat().as_bytes()).unwrap();
        let mut mark = journal.mark();
        let changed = format!("{}{}", whole[2], whole[3].replace(r#""c""#, r#""C""#));
        let read = mark.read_on(journal.exercise.scenario(), changed.as_bytes());
        assert_eq!(read, Err(Damage::Chain { line: 4 }));
        assert_eq!(mark.position(), journal.whole_len);
    }

    #[test]
    fn an_end_that_is_no_text_is_torn_too() {
        let mut bytes = lines([start(), note("a")]).concat().into_bytes();
        bytes.extend([0xff, 0x00, 0xfe]);
        assert_eq!(read(&bytes).unwrap().torn_len, 3);
    }

    #[test]
    fn a_first_line_that_is_torn_holds_nothing() {
        let first = lines([start()]).concat();
        for torn in 1..first.len() - 1 {
            assert!(read(&first.as_bytes()[..torn]).is_err(), "{torn} bytes");
        }
        assert!(read(first.trim_end().as_bytes()).is_ok());
    }

    #[test]
    fn a_list_needs_no_more_than_the_first_line() {
        let first = lines([start()]).concat();
        let (ts, started) = peek(first.trim_end()).unwrap();
        assert_eq!(
            (ts.timestamp(), &*started.exercise),
            (0, "2026-03-03-small")
        );
        assert!(peek("").is_err());
    }

    #[test]
    fn a_glance_at_the_beginning_tells_when_it_began() {
        let first = lines([start()]).concat();
        assert_eq!(glance(&first[..100]), Some(DateTime::default()));
        assert_eq!(glance(&first[..50]), None);
        let newer = first.replace(r#""format":1"#, r#""format":2"#);
        assert_eq!(glance(&newer[..100]), None);
        assert_eq!(glance(&lines([start(), note("a")])[1]), None);
        assert_eq!(glance(r#"{"ts":"2026-03-03T14:00:00Z","seq":0"#), None);
    }

    #[test]
    fn a_reader_goes_on_writing_where_the_journal_ends() {
        let (ending, why) = (Some(Ix::new(0)), EndReason::Reached);
        let whole = lines([start(), note("a"), Event::Ended { ending, why }]);
        let mut journal = read(whole[..2].concat().as_bytes()).unwrap();
        let timed = Timed {
            clock: ExerciseTime::START,
            event: Event::Ended { ending, why },
        };
        let scenario = rig::scenario(PARTS);
        let record = journal.writer.record(DateTime::default(), timed);
        assert_eq!(journal.writer.line(&scenario, &record), whole[2]);
        assert_eq!(
            read(whole.concat().as_bytes()).unwrap().writer,
            journal.writer
        );
    }
}
