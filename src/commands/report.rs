//! `blackstart report`: what came of an exercise, for people and for programs.

use std::path::{Path, PathBuf};

use super::Streams;
use crate::{
    args::{Report, ReportFormat},
    error::Error,
    harmless, report,
    shell::{
        files,
        folder::{DataFolder, read_journal},
        observers,
    },
};

/// The report that is written beside the journal when an exercise ends.
const REPORT_FILE: &str = "report.md";

pub(super) fn report(
    args: Report,
    folder: &DataFolder,
    streams: &mut Streams,
) -> Result<u8, Error> {
    let exercise = folder.find_exercise(&args.which.exercise)?;
    let journal = read_journal(&exercise)?;
    if journal.torn_len > 0 {
        streams.say("note: the journal's last line was torn while it was written; it is left out");
    }
    let observers = observers::read(&exercise, &journal.exercise);
    for file in &observers.left_out {
        let (file, why) = (harmless::line(&file.file), harmless::line(&file.why));
        streams.say(&format!(
            "note: the observer's journal {file} is left out: {why}"
        ));
    }
    let text = match args.format {
        ReportFormat::Markdown => report::markdown(&journal, &observers),
        ReportFormat::Json => report::json(&journal, &observers),
    };
    match args.output {
        None => streams.write(text.as_bytes()),
        Some(path) => files::write(&path, &text).map(|()| 0),
    }
}

/// Writes the report into an exercise's folder, and answers its path.
///
/// # Errors
/// When the journal cannot be read or the report not be written.
pub(super) fn write_beside(exercise: &Path) -> Result<PathBuf, Error> {
    let path = exercise.join(REPORT_FILE);
    let journal = read_journal(exercise)?;
    let observers = observers::read(exercise, &journal.exercise);
    files::write(&path, &report::markdown(&journal, &observers))?;
    Ok(path)
}

/// The report in an exercise's folder, and its path. It is written where it is not there yet, and
/// anew while the exercise has not ended, or when observers have written since.
///
/// # Errors
/// When the journal cannot be read or the report not be written.
pub(super) fn to_read(exercise: &Path) -> Result<(PathBuf, String), Error> {
    let path = exercise.join(REPORT_FILE);
    let has_ended =
        || read_journal(exercise).is_ok_and(|journal| journal.exercise.state().ended.is_some());
    let is_current = files::is_newer(&path, &observers::files(exercise)) && has_ended();
    if !is_current {
        write_beside(exercise)?;
    }
    let text = files::read(&path)?;
    Ok((path, text))
}
