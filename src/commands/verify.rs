//! `blackstart verify`: is a journal whole and unchanged?

use std::fmt::Write;

use super::Streams;
use crate::{
    args::Which,
    error::Error,
    shell::{
        folder::{DataFolder, read_journal},
        ledger::name_of,
    },
};

pub(super) fn verify(args: Which, folder: &DataFolder, streams: &mut Streams) -> Result<u8, Error> {
    let exercise = folder.find_exercise(&args.exercise)?;
    let journal = read_journal(&exercise)?;
    let mut text = format!(
        "{}: {} lines, whole and unchanged\nchain {}\n",
        crate::harmless::line(&name_of(&exercise)),
        journal.exercise.records().len(),
        journal.chain.as_str()
    );
    if journal.torn_len > 0 {
        let _ = writeln!(
            text,
            "{} bytes at its end were torn while they were written; they are no part of it, and \
             resuming sets them aside",
            journal.torn_len
        );
    }
    streams.write(text.as_bytes())
}
