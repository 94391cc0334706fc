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
    /// Makes the next line of what happened, newline included, and the record it stands for.
    pub fn line(
        &mut self,
        scenario: &Scenario,
        ts: DateTime<Utc>,
        timed: Timed,
    ) -> (Record, String) {
        // The record is what the line will be read as, and lines keep milliseconds.
        let ts = ts.duration_trunc(TimeDelta::milliseconds(1)).unwrap_or(ts);
        let Timed { clock, event } = timed;
        let record = Record {
            seq: self.next_seq,
            ts,
            clock,
            event,
        };
        let named: Result<_, Infallible> = record.event.clone().rename(&ToNames(scenario));
        let Ok(event) = named;
        let line = Line {
            seq: record.seq,
            ts,
            clock,
            event,
        };
        let (mut text, chain) = line.write(&self.chain);
        text.push('\n');
        self.chain = chain;
        self.next_seq += 1;
        (record, text)
    }
}
