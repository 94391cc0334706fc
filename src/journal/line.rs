//! One line: `{"seq":0,"ts":"…","clock":0,"event":"started", …,"chain":"…"}`.

use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Deserialize, Serialize};

use super::chain::Chain;
use crate::exercise::{
    Event, ExerciseTime,
    event::{Named, Naming, Started},
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

/// What the first line holds, but for its chain. It is read as what it has to be: a [`Line`] keeps
/// all fields apart until it knows the event, and this one carries a whole scenario.
#[derive(Debug, Deserialize)]
pub(super) struct FirstLine {
    pub(super) seq: u64,
    #[serde(with = "milliseconds")]
    pub(super) ts: DateTime<Utc>,
    pub(super) clock: ExerciseTime,
    /// The event's name.
    pub(super) event: String,
    #[serde(flatten)]
    pub(super) started: Started,
}

impl Line {
    /// The line as it is written, without its newline, and its chain.
    pub(super) fn write(&self, before: &Chain) -> (String, Chain) {
        let mut line = serde_json::to_string(self).expect("an event holds nothing JSON cannot");
        let brace = line.pop();
        debug_assert_eq!(brace, Some('}'), "an object ends with its brace");
        let chain = before.next(&line);
        // The first line carries a whole scenario, so it is not copied to be closed.
        line.push_str(CHAIN_FIELD);
        line.push_str(chain.as_str());
        line.push_str("\"}");
        (line, chain)
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Every event, as the format has it.
    const EVENTS: &[&str] = &[
        r#""event":"phase_begun","phase":"detect","who":"clock""#,
        r#""event":"phase_skipped","phase":"detect","who":"Ana""#,
        r#""event":"inject_delivered","inject":"page","who":"clock""#,
        r#""event":"inject_skipped","inject":"page","who":"clock","why":"guard""#,
        r#""event":"inject_held_back","inject":"page","who":"Ana","until":60000"#,
        r#""event":"inject_held_back","inject":"page","who":"Ana","until":null"#,
        r#""event":"inject_acknowledged","inject":"page","who":"Ana""#,
        r#""event":"inject_improvised","inject":"x","channel":"status_page","sender":"S","recipients":["ic"],"title":"T","body":"B","who":"Ana""#,
        r#""event":"inject_acknowledged","inject":"improvised-1","who":"Ana""#,
        r#""event":"decision_opened","decision":"move""#,
        r#""event":"decision_made","decision":"move","option":"west","who":"Ana""#,
        r#""event":"decision_made","decision":"move","other":"Half","who":"Ana","rationale":"R","confidence":"low","dissent":["Ben"]"#,
        r#""event":"decision_expired","decision":"move""#,
        r#""event":"decision_expired","decision":"move","option":"stay""#,
        r#""event":"decision_skipped","decision":"move""#,
        r#""event":"outcome_landed","decision":"move","option":"west""#,
        r#""event":"chance_drawn","source":"page","index":0,"hit":true"#,
        r#""event":"chance_drawn","source":"move.west","index":1,"hit":false"#,
        r#""event":"task_begun","task":"look","who":"clock""#,
        r#""event":"task_done","task":"look","who":"Ana""#,
        r#""event":"task_missed","task":"look","who":"clock""#,
        r#""event":"task_skipped","task":"look","who":"clock""#,
        r#""event":"declared","severity":"SEV1","who":"Ana""#,
        r#""event":"update_posted","audience":"executive","state":"monitoring","text":"T","who":"Ana""#,
        r#""event":"role_assigned","role":"ic","person":"Ana""#,
        r#""event":"observed","kind":"improvement","text":"T","who":"Ana""#,
        r#""event":"observed","kind":"strength","text":"T","about":"page","who":"Ana""#,
        r#""event":"claim_judged","claim":"warm","verdict":"untested","evidence":null,"who":"Ana""#,
        r#""event":"claim_judged","claim":"warm","verdict":"refuted","evidence":"E","who":"clock""#,
        r#""event":"entry_corrected","entry":3,"text":"T","who":"Ana""#,
        r#""event":"entry_corrected","entry":3,"part":"answer","text":"T","who":"Ana""#,
        r#""event":"entry_withdrawn","entry":3,"who":"Ana""#,
        r#""event":"paused","why":"storage""#,
        r#""event":"paused","why":"asleep""#,
        r#""event":"resumed""#,
        r#""event":"jumped","clock_to":60000"#,
        r#""event":"speed_set","speed":2.5"#,
        r#""event":"rewound","to_seq":3"#,
        r#""event":"ended","ending":"sold","why":"reached""#,
        r#""event":"ended","ending":null,"why":"real_incident""#,
        r#""event":"rated","objective":"fast","rating":"S","comment":"C""#,
        r#""event":"rated","objective":"fast","rating":"U","comment":null"#,
        r#""event":"answered","question":"Q","text":"T""#,
        r#""event":"action_added","action":"a","text":"T","kind":"mitigate","owner":null,"due":null,"state":"open""#,
        r#""event":"action_changed","action":"a","text":"T","kind":"detect","owner":"Ana","due":"2026-04-01","state":"done""#,
        r#""event":"closed""#,
    ];

    fn line(event: &str) -> String {
        format!(r#"{{"seq":4,"ts":"2026-03-03T14:00:00.250Z","clock":61000,{event}}}"#)
    }

    #[test]
    fn every_event_is_read_and_written_as_the_format_has_it() {
        for event in EVENTS {
            let object = line(event);
            let read: Line =
                serde_json::from_str(&object).unwrap_or_else(|error| panic!("{event}: {error}"));
            let (written, chain) = read.write(&Chain::default());
            let body = object.strip_suffix('}').unwrap();
            assert_eq!(written, format!(r#"{body},"chain":"{}"}}"#, chain.as_str()));
        }
    }

    #[test]
    fn what_is_not_known_may_be_left_out() {
        for event in EVENTS {
            let object = line(event);
            let known = [
                r#","evidence":null"#,
                r#","comment":null"#,
                r#","owner":null"#,
                r#","due":null"#,
            ]
            .iter()
            .fold(object.clone(), |text, unknown| text.replace(unknown, ""));
            let (read, same) = (
                serde_json::from_str::<Line>(&object),
                serde_json::from_str(&known),
            );
            assert_eq!(
                read.unwrap(),
                same.unwrap_or_else(|error| panic!("{known}: {error}"))
            );
        }
    }

    #[test]
    fn a_start_is_read_and_written_as_the_format_has_it() {
        let object = line(
            r#""event":"started","format":1,"exercise":"2026-03-03-shop","program":"0.1.0","scenario":{"id":"shop","title":"T","sha256":"00","text":"S"},"mode":"solo","pace":"manual","speed":6.0,"seed":18446744073709551615,"practice":true,"people":[{"name":"Ana","role":"ic"},{"name":"Ben","role":null}]"#,
        );
        let read: Line = serde_json::from_str(&object).unwrap();
        let (written, _) = read.write(&Chain::default());
        assert!(
            written.starts_with(object.strip_suffix('}').unwrap()),
            "{written}"
        );
    }

    #[test]
    fn a_line_is_followed_only_as_it_was_written() {
        let before = Chain::default().next("before");
        let read: Line = serde_json::from_str(&line(EVENTS[0])).unwrap();
        let (written, chain) = read.write(&before);
        assert_eq!(follow(&written, &before), Some(chain));
        assert_eq!(
            follow(&written, &Chain::default()),
            None,
            "it follows another line"
        );
        for changed in [
            written.replace("61000", "61001"),
            written.replace("detect", "Detect"),
            written.replace(r#","chain""#, r#", "chain""#),
            written.to_uppercase(),
            format!("{written} "),
            format!(" {written}"),
            written[1..].to_owned(),
            written[..written.len() - 1].to_owned(),
            String::new(),
            "é".repeat(80),
        ] {
            assert_eq!(follow(&changed, &before), None, "{changed}");
        }
    }
}
