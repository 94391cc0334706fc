//! Makes the lines of a journal, in order.

use std::convert::Infallible;

use chrono::{DateTime, DurationRound, TimeDelta, Utc};

use super::{chain::Chain, line::Line, names::ToNames};
use crate::{
    exercise::{Record, Timed},
    scenario::Scenario,
};

/// Where a journal goes on: the number and the chain of its next line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Writer {
    pub(super) next_seq: u64,
    pub(super) chain: Chain,
}

impl Writer {
    /// Numbers what happened: the record that its line will be read as.
    pub fn record(&mut self, ts: DateTime<Utc>, Timed { clock, event }: Timed) -> Record {
        let seq = self.next_seq;
        self.next_seq += 1;
        // Lines keep milliseconds.
        let ts = ts.duration_trunc(TimeDelta::milliseconds(1)).unwrap_or(ts);
        Record {
            seq,
            ts,
            clock,
            event,
        }
    }

    /// Makes the line of a record, newline included. It continues the line that was made last, so
    /// records are given in the order of their numbers.
    pub fn line(&mut self, scenario: &Scenario, record: &Record) -> String {
        let named: Result<_, Infallible> = record.event.clone().rename(&ToNames(scenario));
        let Ok(event) = named;
        let line = Line {
            seq: record.seq,
            ts: record.ts,
            clock: record.clock,
            event,
        };
        let (mut text, chain) = line.write(&self.chain);
        text.push('\n');
        self.chain = chain;
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        exercise::{
            Event, ExerciseTime,
            event::{Answer, Grounds, Who},
            rig,
        },
        scenario::Ix,
    };

    const PARTS: &str = r#"decisions: [(id: "move", when: Held, prompt: "?", options: [
        (id: "west", label: "W"), (id: "stay", label: "S"),
    ])]"#;

    fn made() -> Timed {
        let event = Event::DecisionMade {
            decision: Ix::new(0),
            answer: Answer::Option(Ix::new(1)),
            who: Who::Clock,
            grounds: Grounds::default(),
        };
        Timed {
            clock: ExerciseTime::from_ms(61_000),
            event,
        }
    }

    #[test]
    fn a_line_names_by_id_and_ends_in_a_newline() {
        let ts = "2026-03-03T15:00:00.250+01:00".parse().unwrap();
        let mut writer = Writer::default();
        let record = writer.record(ts, made());
        let line = writer.line(&rig::scenario(PARTS), &record);
        let start = r#"{"seq":0,"ts":"2026-03-03T14:00:00.250Z","clock":61000,"event":"decision_made","decision":"move","option":"stay","who":"clock","chain":""#;
        assert!(line.starts_with(start) && line.ends_with("\"}\n"), "{line}");
        assert_eq!(record.seq, 0);
    }

    #[test]
    fn lines_are_numbered_and_chained() {
        let scenario = rig::scenario(PARTS);
        let (mut writer, ts) = (Writer::default(), DateTime::default());
        let lines = [0, 1, 2].map(|_| {
            let record = writer.record(ts, made());
            writer.line(&scenario, &record)
        });
        let mut chain = Chain::default();
        for (n, line) in lines.iter().enumerate() {
            assert!(line.starts_with(&format!(r#"{{"seq":{n},"#)), "{line}");
            chain = super::super::line::follow(line.trim_end(), &chain).expect("it continues");
        }
        assert_eq!(chain, writer.chain);
    }

    #[test]
    fn a_record_is_what_its_line_will_be_read_as() {
        // Lines keep milliseconds.
        let ts = "2026-03-03T14:00:00.250999Z".parse().unwrap();
        let record = Writer::default().record(ts, made());
        assert_eq!(record.ts.to_rfc3339(), "2026-03-03T14:00:00.250+00:00");
    }
}
