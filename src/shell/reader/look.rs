//! Looks into one file: what is in a scenario, what a journal tells, and whether it has ended.

use std::{
    fs::{self, File},
    hash::{DefaultHasher, Hash, Hasher},
    io::{self, Read, Seek, SeekFrom},
    path::Path,
    sync::Arc,
};

use serde::Deserialize;

use crate::{
    error::Error,
    scenario::{self, builtin::BUILTIN},
    shell::{
        folder::{ScenarioFile, read_journal, read_scenario},
        ledger::JOURNAL_FILE,
    },
    ui::library::{Facts, Known, Origin},
};

/// The text of a scenario.
///
/// # Errors
/// When it cannot be read.
pub fn read_origin(origin: &Origin) -> Result<ScenarioFile, Error> {
    match origin {
        Origin::File(path) => read_scenario(path),
        Origin::BuiltIn(id) => {
            let builtin = BUILTIN.iter().find(|builtin| builtin.id == id);
            let text = builtin.map(|builtin| builtin.text.into());
            let text = text.ok_or_else(|| Error::UnknownScenario {
                name: id.clone(),
                near: None,
            })?;
            let origin = format!("built-in {id}");
            Ok(ScenarioFile { origin, text })
        }
    }
}

/// Tells whether a file was written since.
pub(super) fn stamp(path: &Path) -> u64 {
    let mut hasher = DefaultHasher::new();
    if let Ok(metadata) = fs::metadata(path) {
        metadata.modified().ok().hash(&mut hasher);
        metadata.len().hash(&mut hasher);
    }
    hasher.finish()
}

/// What is in a scenario's file, or the first thing that is wrong with it.
pub(super) fn scenario(origin: &Origin) -> Known<Arc<scenario::Scenario>> {
    let file = match read_origin(origin) {
        Ok(file) => file,
        Err(error) => return Known::Broken(format!(" {error}")),
    };
    let (scenario, errors) = scenario::load_to_play(&file.text);
    match (scenario, errors.first()) {
        (Some(scenario), None) => Known::Read(scenario.into()),
        (_, Some(error)) => {
            let place = error.place(&file.text);
            let message = &error.message;
            Known::Broken(format!("{}:{}: {message}", place.line, place.column))
        }
        (None, None) => Known::Broken(" it cannot be played".to_owned()),
    }
}

pub(super) fn facts(folder: &Path) -> Known<Box<Facts>> {
    match read_journal(folder) {
        Ok(journal) => Known::Read(Box::new(Facts::of(&journal))),
        Err(error) => Known::Broken(error.to_string()),
    }
}

/// Whether the end of a journal says that the exercise has ended.
///
/// Only the last lines are read: after its end an exercise has no more than some notes.
pub(super) fn has_ended(folder: &Path) -> io::Result<bool> {
    const TAIL_LEN: u64 = 16 * 1024;
    let mut file = File::open(folder.join(JOURNAL_FILE))?;
    let len = file.metadata()?.len();
    file.seek(SeekFrom::Start(len.saturating_sub(TAIL_LEN)))?;
    let mut tail = Vec::new();
    file.read_to_end(&mut tail)?;
    Ok(says_ended(&String::from_utf8_lossy(&tail)))
}

fn says_ended(lines: &str) -> bool {
    #[derive(Deserialize)]
    struct Line {
        seq: u64,
        event: String,
        why: Option<String>,
        to_seq: Option<u64>,
    }
    let mut ended = None;
    let lines = lines
        .lines()
        .filter_map(|line| serde_json::from_str::<Line>(line).ok());
    for line in lines {
        match (line.event.as_str(), line.to_seq) {
            // That exercise goes on another day.
            ("ended", _) if line.why.as_deref() == Some("real_incident") => {}
            ("ended", _) => ended = Some(line.seq),
            // What came after the line that it goes back to counts no more.
            ("rewound", Some(to_seq)) => ended = ended.filter(|seq| *seq <= to_seq),
            _ => {}
        }
    }
    ended.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_counts_unless_it_was_taken_back() {
        let ended = r#"{"seq":7,"event":"ended","why":"stopped"}"#;
        let torn = r#"q":6,"event":"paused"}"#;
        for (lines, expected) in [
            (vec![torn], false),
            (vec![torn, ended], true),
            (
                vec![r#"{"seq":7,"event":"ended","why":"real_incident"}"#],
                false,
            ),
            (vec![ended, r#"{"seq":8,"event":"observed"}"#], true),
            (
                vec![ended, r#"{"seq":9,"event":"rewound","to_seq":7}"#],
                true,
            ),
            (
                vec![ended, r#"{"seq":9,"event":"rewound","to_seq":6}"#],
                false,
            ),
        ] {
            assert_eq!(says_ended(&lines.join("\n")), expected, "{lines:?}");
        }
    }
}
