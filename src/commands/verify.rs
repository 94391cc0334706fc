//! `blackstart verify`: is a journal whole and unchanged, and are those of its observers?

use std::fmt::Write;

use super::Streams;
use crate::{
    args::Which,
    error::Error,
    harmless,
    journal::Journal,
    shell::{
        folder::{DataFolder, read_journal},
        ledger::name_of,
        observers::{self, OBSERVERS_FOLDER},
    },
};

pub(super) fn verify(args: Which, folder: &DataFolder, streams: &mut Streams) -> Result<u8, Error> {
    let exercise = folder.find_exercise(&args.exercise)?;
    let journal = read_journal(&exercise)?;
    let mut text = whole(&name_of(&exercise), &journal, "resuming");
    let observers = observers::read(&exercise, &journal.exercise);
    for observer in &observers.read {
        let name = format!("{OBSERVERS_FOLDER}/{} ({})", observer.file, observer.name);
        text.push_str(&whole(&name, &observer.journal, "going on with it"));
    }
    for left_out in &observers.left_out {
        let (file, why) = (
            harmless::line(&left_out.file),
            harmless::line(&left_out.why),
        );
        let _ = writeln!(text, "{OBSERVERS_FOLDER}/{file}: does not count: {why}");
    }
    streams.write(text.as_bytes())?;
    Ok(u8::from(!observers.left_out.is_empty()))
}

/// Tells of a journal that is whole, and of what was torn at its end.
fn whole(name: &str, journal: &Journal, mends: &str) -> String {
    let mut text = format!(
        "{}: {} lines, whole and unchanged\nchain {}\n",
        harmless::line(name),
        journal.exercise.records().len(),
        journal.chain.as_str()
    );
    if journal.torn_len > 0 {
        let _ = writeln!(
            text,
            "{} bytes at its end were torn while they were written; they are no part of it, and \
             {mends} sets them aside",
            journal.torn_len
        );
    }
    text
}
