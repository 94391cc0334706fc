//! One line: `{"seq":0,"ts":"…","clock":0,"event":"started", …,"chain":"…"}`.

use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Deserialize, Serialize};

use super::chain::Chain;
use crate::exercise::{
    Event, ExerciseTime,
    event::{Named, Naming},
};

/// How every line ends: the field, the hash in 64 hexadecimal digits, the brace.
const CHAIN_FIELD: &str = ",\"chain\":\"";
const CHAIN_LEN: usize = CHAIN_FIELD.len() + 64 + 2;

/// What a line holds, but for its chain.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound = "")]
pub(super) struct Line<N: Naming = Named> {
    pub(super) seq: u64,
    #[serde(with = "milliseconds")]
    pub(super) ts: DateTime<Utc>,
    pub(super) clock: ExerciseTime,
    #[serde(flatten)]
    pub(super) event: Event<N>,
}

impl Line {
    /// The line as it is written, without its newline, and its chain.
    pub(super) fn write(&self, before: &Chain) -> (String, Chain) {
        let object = serde_json::to_string(self).expect("an event holds nothing JSON cannot");
        let body = object
            .strip_suffix('}')
            .expect("an object ends with its brace");
        let chain = before.next(body);
        (format!("{body}{CHAIN_FIELD}{}\"}}", chain.as_str()), chain)
    }
}

/// The line's chain, if it continues `before`.
pub(super) fn follow(text: &str, before: &Chain) -> Option<Chain> {
    let split = text.len().checked_sub(CHAIN_LEN)?;
    let (body, end) = (text.get(..split)?, text.get(split..)?);
    let said = end.strip_prefix(CHAIN_FIELD)?.strip_suffix("\"}")?;
    let chain = before.next(body);
    (chain.as_str() == said).then_some(chain)
}

/// RFC 3339 in UTC with milliseconds, whatever the time at hand has.
mod milliseconds {
    use super::{DateTime, Deserialize, SecondsFormat, Utc};

    pub(super) fn serialize<S: serde::Serializer>(
        ts: &DateTime<Utc>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&ts.to_rfc3339_opts(SecondsFormat::Millis, true))
    }

    pub(super) fn deserialize<'de, D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> Result<DateTime<Utc>, D::Error> {
        DateTime::deserialize(deserializer)
    }
}
