//! What the clock last showed, noted beside the journal while it runs.
//!
//! A journal tells when things happened, and between them nothing does. So that a crash does not
//! turn the clock back to the last of them, its showing is noted here, unsynced: a power cut may
//! lose the note, never a record. It is a hint and no source of truth.

use std::{
    fs::{self, File, OpenOptions},
    io::{Seek, Write},
    path::{Path, PathBuf},
};

use chrono::{DateTime, Utc};

use super::clock::wall_clock;
use crate::{
    exercise::{Exercise, ExerciseTime},
    scenario::Span,
};

const PULSE_FILE: &str = "clock";

/// Notes what the clock shows, of one exercise.
#[derive(Debug)]
pub struct Pulse {
    path: PathBuf,
    file: Option<File>,
    /// How many records there were, and which second it was, when it was noted.
    last: Option<(usize, u64)>,
}

impl Pulse {
    pub fn of(folder: &Path) -> Self {
        Self {
            path: folder.join(PULSE_FILE),
            file: None,
            last: None,
        }
    }

    /// Notes what the clock shows, once a second. A note that cannot be written is missed only after
    /// a crash.
    pub fn note(&mut self, exercise: &Exercise, clock: ExerciseTime) {
        let shown = (exercise.records().len(), clock.as_ms() / 1000);
        if self.last == Some(shown) {
            return;
        }
        self.last = Some(shown);
        // Always as long, so that one note written over another leaves nothing of it; and in one
        // write, which a reader sees whole. Another file in its place each second would cost more
        // than drawing.
        let note = format!("{:>20} {:>20}\n", shown.0, clock.as_ms());
        if let Some(file) = self.file() {
            let _ = file.rewind().and_then(|()| file.write_all(note.as_bytes()));
        }
    }

    /// The file, which stays open once it is.
    fn file(&mut self) -> Option<&mut File> {
        if self.file.is_none() {
            let mut open = OpenOptions::new();
            let open = open.write(true).create(true).truncate(false);
            self.file = open.open(&self.path).ok();
        }
        self.file.as_mut()
    }
}

/// What the clock showed, for whoever follows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Note {
    pub clock: ExerciseTime,
    /// When it was written.
    written: Option<DateTime<Utc>>,
}

/// What the clock last showed after the exercise's last record, if it was noted.
pub fn read(folder: &Path, exercise: &Exercise) -> Option<Note> {
    let path = folder.join(PULSE_FILE);
    let note = fs::read_to_string(&path).ok()?;
    let mut numbers = note.split_whitespace();
    let (n_records, clock) = (numbers.next()?, numbers.next()?);
    let is_of_now = n_records.parse() == Ok(exercise.records().len());
    let written = fs::metadata(&path).and_then(|metadata| metadata.modified());
    is_of_now.then_some(Note {
        clock: ExerciseTime::from_ms(clock.parse().ok()?),
        written: written.ok().map(DateTime::from),
    })
}

/// What the clock last showed after the exercise's last record, if it was noted.
pub fn last_shown(folder: &Path, exercise: &Exercise) -> Option<ExerciseTime> {
    read(folder, exercise).map(|note| note.clock)
}

impl Note {
    /// How long ago it was written; nothing where that is not to be believed, since it comes from
    /// another machine's clock or from long ago.
    pub fn age(&self) -> Option<Span> {
        const OLDEST_MS: u64 = 2000;
        let age = wall_clock() - self.written?;
        let age_ms = u64::try_from(age.num_milliseconds()).ok()?;
        (age_ms <= OLDEST_MS).then(|| Span::from_ms(age_ms))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::scenario;

    fn exercise() -> Exercise {
        let text = r#"Scenario(format: 1, id: "a", title: "A", length: "1h",
            endings: [(id: "end", title: "End", outcome: Mixed, otherwise: true)])"#;
        Exercise::new(Arc::new(scenario::load(text).0.unwrap()))
    }

    #[test]
    fn what_the_clock_showed_is_found_again() {
        let folder = tempfile::tempdir().unwrap();
        let mut pulse = Pulse::of(folder.path());
        pulse.note(&exercise(), ExerciseTime::from_ms(7_200_000));
        pulse.note(&exercise(), ExerciseTime::from_ms(61_500));
        let shown = last_shown(folder.path(), &exercise());
        assert_eq!(shown, Some(ExerciseTime::from_ms(61_500)));
    }

    #[test]
    fn a_note_of_another_moment_or_none_at_all_tells_nothing() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(last_shown(folder.path(), &exercise()), None);
        for note in ["7 61500\n", "0 \n", "0", "", "\u{fffd} x"] {
            fs::write(folder.path().join(PULSE_FILE), note).unwrap();
            assert_eq!(last_shown(folder.path(), &exercise()), None, "{note:?}");
        }
    }
}
