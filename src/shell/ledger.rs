//! Appends to a journal, and answers only once it is on the disk.

use std::{
    fs::{File, OpenOptions, TryLockError},
    io::{self, Write},
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use super::clock::wall_clock;
use crate::{
    error::Error,
    exercise::{Record, Timed},
    journal::{self, Journal, Writer},
    scenario::Scenario,
};

/// Where what happened is recorded.
pub trait Ledger {
    /// Records all of it, or nothing.
    ///
    /// # Errors
    /// When it could not be recorded; it may be tried again.
    fn append(&mut self, happened: Vec<Timed>) -> Result<Vec<Record>, Error>;
}

/// A journal on the disk, under a lock: one process writes it.
#[derive(Debug)]
pub struct FileLedger {
    place: Place,
    file: File,
    scenario: Arc<Scenario>,
    writer: Writer,
    /// What the journal begins with, as long as that is not written.
    first: Vec<Record>,
    /// How long the file is when all in it is whole.
    len: u64,
    /// Whether the file has its name, which it has once it has whole lines.
    is_named: bool,
    /// Held for as long as this lives; the system lets go of it when the process ends.
    _lock: File,
}

/// The file with the events, in an exercise's folder.
pub const JOURNAL_FILE: &str = "journal.jsonl";
/// What it is called until its first lines are whole, so that no journal is ever found empty.
const BEGUN_FILE: &str = "journal.begun";
/// Locked by whoever writes the journal.
pub const LOCK_FILE: &str = "lock";
/// What a torn end is called, before its number.
const TORN_FILE: &str = "torn";

/// Where a journal is, and what goes with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    folder: PathBuf,
    pub(super) journal: PathBuf,
    begun: PathBuf,
    lock: PathBuf,
    torn: String,
}

impl Place {
    /// That of the exercise's own in `folder`.
    fn of_exercise(folder: &Path) -> Self {
        Self {
            journal: folder.join(JOURNAL_FILE),
            begun: folder.join(BEGUN_FILE),
            lock: folder.join(LOCK_FILE),
            torn: TORN_FILE.to_owned(),
            folder: folder.to_path_buf(),
        }
    }

    /// That of one among several in `folder`, all of whose files begin with `stem`.
    pub(super) fn of_one(folder: &Path, stem: &str) -> Self {
        let file = |ending: &str| folder.join(format!("{stem}.{ending}"));
        Self {
            journal: file("jsonl"),
            begun: file("begun"),
            lock: file("lock"),
            torn: format!("{stem}.{TORN_FILE}"),
            folder: folder.to_path_buf(),
        }
    }
}

impl FileLedger {
    /// Begins a journal in `folder`, which is new.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn create(folder: &Path, scenario: Arc<Scenario>) -> Result<Self, Error> {
        Self::create_at(Place::of_exercise(folder), scenario)
    }

    pub(super) fn create_at(place: Place, scenario: Arc<Scenario>) -> Result<Self, Error> {
        let lock = lock(&place)?;
        if place.journal.exists() {
            let source = io::ErrorKind::AlreadyExists.into();
            let path = place.journal;
            return Err(Error::Write { path, source });
        }
        // One that was left without a whole line holds nothing, and the lock says that nobody writes it.
        let _ = std::fs::remove_file(&place.begun);
        let file = OpenOptions::new()
            .append(true)
            .create_new(true)
            .open(&place.begun)
            .map_err(|source| Error::Write {
                path: place.begun.clone(),
                source,
            })?;
        Ok(Self {
            place,
            file,
            scenario,
            writer: Writer::default(),
            first: Vec::new(),
            len: 0,
            is_named: false,
            _lock: lock,
        })
    }

    /// Opens the journal in `folder` to go on with it.
    ///
    /// A last line that was torn while it was written is moved to a file of its own, whose path
    /// comes back with the rest.
    ///
    /// # Errors
    /// When another process writes it, or it is damaged, or cannot be written.
    pub fn open(folder: &Path) -> Result<(Self, Journal, Option<PathBuf>), Error> {
        Self::open_at(Place::of_exercise(folder))
    }

    pub(super) fn open_at(place: Place) -> Result<(Self, Journal, Option<PathBuf>), Error> {
        let lock = lock(&place)?;
        let path = &place.journal;
        let bytes = std::fs::read(path).map_err(|source| Error::Read {
            path: path.clone(),
            source,
        })?;
        let journal = journal::read(&bytes).map_err(|damage| Error::Damaged {
            path: path.clone(),
            damage,
        })?;
        let torn = &bytes[journal.whole_len..];
        let set_aside = (!torn.is_empty())
            .then(|| set_aside(&place, torn))
            .transpose()?;
        let whole = reopen(path, &journal).map_err(|source| Error::Write {
            path: path.clone(),
            source,
        })?;
        let ledger = Self {
            place,
            len: whole.metadata().map_or(0, |metadata| metadata.len()),
            file: whole,
            scenario: Arc::new(journal.exercise.scenario().clone()),
            writer: journal.writer.clone(),
            first: Vec::new(),
            is_named: true,
            _lock: lock,
        };
        Ok((ledger, journal, set_aside))
    }

    /// Takes back a journal in `folder` of which nothing was recorded, so that no half exercise is
    /// left to be found. What cannot be removed is in nobody's way.
    pub fn discard(folder: &Path) {
        let _ = std::fs::remove_dir_all(folder);
    }

    /// Takes what the journal begins with, and leaves it to [`Self::settle`] to write it, or to the
    /// first [`Ledger::append`]. So a first frame waits for no disk.
    pub fn begin(&mut self, happened: Vec<Timed>) -> Vec<Record> {
        let ts = wall_clock();
        let record = |timed| self.writer.record(ts, timed);
        self.first = happened.into_iter().map(record).collect();
        self.first.clone()
    }

    /// Answers once what the journal begins with is on the disk.
    ///
    /// # Errors
    /// When it could not be written; it may be tried again.
    pub fn settle(&mut self) -> Result<(), Error> {
        let settled = self.append(Vec::new()).map(drop);
        settled.map_err(|error| match error {
            // There is nothing yet to go on with.
            Error::Append { path, source } => Error::Write { path, source },
            other => other,
        })
    }

    /// Writes whole lines down to the disk, and gives the journal its name if they are its first.
    fn write(&mut self, lines: &str) -> io::Result<()> {
        self.file.write_all(lines.as_bytes())?;
        self.file.sync_data()?;
        if !self.is_named {
            // It has it already where the folder could not be synced the last time.
            if !self.place.journal.exists() {
                std::fs::rename(&self.place.begun, &self.place.journal)?;
            }
            sync_folder(&self.place.folder)?;
            self.is_named = true;
        }
        Ok(())
    }
}

impl Ledger for FileLedger {
    fn append(&mut self, happened: Vec<Timed>) -> Result<Vec<Record>, Error> {
        let mut writer = self.writer.clone();
        let ts = wall_clock();
        let record = |timed| writer.record(ts, timed);
        let records: Vec<_> = happened.into_iter().map(record).collect();
        let unwritten = self.first.iter().chain(&records);
        let lines: String = unwritten
            .map(|record| writer.line(&self.scenario, record))
            .collect();
        if let Err(source) = self.write(&lines) {
            // A part of it may stand there now. If that cannot be cut off either, reading the
            // journal does it: a line without its newline is set aside.
            let _ = self.file.set_len(self.len);
            let path = self.place.journal.clone();
            return Err(Error::Append { path, source });
        }
        self.len += lines.len() as u64;
        self.writer = writer;
        self.first.clear();
        Ok(records)
    }
}

/// A journal in memory, for what is not to be kept.
#[derive(Debug)]
pub struct MemoryLedger {
    scenario: Arc<Scenario>,
    writer: Writer,
    /// The journal, as the file would have it.
    pub text: String,
}

impl MemoryLedger {
    pub fn new(scenario: Arc<Scenario>) -> Self {
        Self {
            scenario,
            writer: Writer::default(),
            text: String::new(),
        }
    }
}

impl Ledger for MemoryLedger {
    fn append(&mut self, happened: Vec<Timed>) -> Result<Vec<Record>, Error> {
        let ts = wall_clock();
        let append = |timed| {
            let record = self.writer.record(ts, timed);
            self.text += &self.writer.line(&self.scenario, &record);
            record
        };
        Ok(happened.into_iter().map(append).collect())
    }
}

/// Makes a limit on the size of files an error like a full disk, where it would end the process.
fn survive_size_limit() {
    #[cfg(unix)]
    {
        let flag = Arc::new(std::sync::atomic::AtomicBool::new(false));
        // If it cannot be registered, the limit ends the process, and what was shown is kept still.
        let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, flag);
    }
}

/// Takes the lock of a journal, and writes into it who holds it.
fn lock(place: &Place) -> Result<File, Error> {
    survive_size_limit();
    let path = &place.lock;
    let to_write_error = |source| Error::Write {
        path: path.clone(),
        source,
    };
    let mut file = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(path)
        .map_err(to_write_error)?;
    match try_for_a_moment(&file) {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let holder = std::fs::read_to_string(path).unwrap_or_default();
            let holder = crate::harmless::line(holder.trim());
            return Err(Error::Locked {
                exercise: name_of(&place.folder),
                holder: if holder.is_empty() {
                    "another program".to_owned()
                } else {
                    holder
                },
            });
        }
        Err(TryLockError::Error(source)) => return Err(to_write_error(source)),
    }
    let since = wall_clock().format("%H:%M:%S UTC");
    let holder = format!("blackstart (process {}, since {since})", std::process::id());
    file.set_len(0)
        .and_then(|()| file.write_all(holder.as_bytes()))
        .map_err(to_write_error)?;
    Ok(file)
}

/// Tries to lock, for as long as somebody may be asking whether the lock is held: whoever follows
/// the exercise takes it for the moment that this takes.
#[expect(
    clippy::disallowed_methods,
    reason = "nobody tells when a lock is let go of"
)]
fn try_for_a_moment(file: &File) -> Result<(), TryLockError> {
    const TRIES: u32 = 25;
    for _ in 1..TRIES {
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(10)),
            answer => return answer,
        }
    }
    file.try_lock()
}

/// Keeps what was torn, so that nothing is ever thrown away.
fn set_aside(place: &Place, torn: &[u8]) -> Result<PathBuf, Error> {
    let path = (1..u32::MAX)
        .map(|n| place.folder.join(format!("{}-{n}", place.torn)))
        .find(|path| !path.exists())
        .expect("numbers do not run out");
    std::fs::write(&path, torn).map_err(|source| Error::Write {
        path: path.clone(),
        source,
    })?;
    Ok(path)
}

/// Opens the journal to append to its whole lines.
fn reopen(path: &Path, journal: &Journal) -> io::Result<File> {
    let mut file = OpenOptions::new().append(true).open(path)?;
    if journal.torn_len > 0 {
        file.set_len(journal.whole_len as u64)?;
    }
    if journal.lacks_newline {
        file.write_all(b"\n")?;
    }
    file.sync_all()?;
    Ok(file)
}

/// Makes a new file's name as durable as its content.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    // Windows has no handle to a folder that could be synced, and needs none.
    if cfg!(windows) {
        return Ok(());
    }
    File::open(folder)?.sync_all()
}

/// What an exercise's folder is called, which is the exercise's id.
pub fn name_of(folder: &Path) -> String {
    folder
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        exercise::{
            Event, ExerciseTime,
            event::{ObservationKind, Pace, ScenarioText, Started, Who},
            rig,
        },
        journal::sha256_hex,
    };

    fn start() -> Event {
        let (scenario, text) = (rig::scenario(""), rig::scenario_text(""));
        let started = rig::started(&scenario, Pace::Real);
        let scenario = ScenarioText {
            sha256: sha256_hex(&text),
            text: text.into(),
            ..started.scenario
        };
        Event::Started(Box::new(Started {
            scenario,
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

    fn timed(events: impl IntoIterator<Item = Event>) -> Vec<Timed> {
        let clock = ExerciseTime::START;
        events
            .into_iter()
            .map(|event| Timed { clock, event })
            .collect()
    }

    /// A folder with a journal of a start and a note.
    fn begun() -> (tempfile::TempDir, String) {
        let folder = tempfile::tempdir().unwrap();
        let mut ledger = FileLedger::create(folder.path(), rig::scenario("")).unwrap();
        ledger.append(timed([start(), note("one")])).unwrap();
        let text = text(folder.path());
        (folder, text)
    }

    fn text(folder: &Path) -> String {
        std::fs::read_to_string(folder.join(JOURNAL_FILE)).unwrap()
    }

    #[test]
    fn a_journal_has_its_name_only_once_something_is_in_it() {
        let folder = tempfile::tempdir().unwrap();
        let scenario = rig::scenario("");
        let mut ledger = FileLedger::create(folder.path(), scenario).unwrap();
        let journal = folder.path().join(JOURNAL_FILE);
        assert!(!journal.exists());
        ledger.append(timed([start()])).unwrap();
        assert!(journal.exists());
        assert!(!folder.path().join(BEGUN_FILE).exists());
    }

    #[test]
    fn what_was_appended_is_on_the_disk_and_read_as_it_was_recorded() {
        let folder = tempfile::tempdir().unwrap();
        let mut ledger = FileLedger::create(folder.path(), rig::scenario("")).unwrap();
        let mut records = ledger.append(timed([start()])).unwrap();
        assert_eq!(text(folder.path()).lines().count(), 1);
        records.extend(ledger.append(timed([note("one"), note("two")])).unwrap());
        let journal = journal::read(text(folder.path()).as_bytes()).unwrap();
        assert_eq!(journal.exercise.records(), records);
        assert_eq!(
            records.iter().map(|record| record.seq).collect::<Vec<_>>(),
            [0, 1, 2]
        );
    }

    #[test]
    fn what_a_journal_begins_with_is_written_once_it_is_settled() {
        let folder = tempfile::tempdir().unwrap();
        let mut ledger = FileLedger::create(folder.path(), rig::scenario("")).unwrap();
        let mut records = ledger.begin(timed([start(), note("one")]));
        assert!(!folder.path().join(JOURNAL_FILE).exists());
        ledger.settle().unwrap();
        assert_eq!(text(folder.path()).lines().count(), 2);
        records.extend(ledger.append(timed([note("two")])).unwrap());
        let journal = journal::read(text(folder.path()).as_bytes()).unwrap();
        assert_eq!(journal.exercise.records(), records);
    }

    #[test]
    fn a_beginning_that_cannot_be_written_is_told_as_that() {
        let folder = tempfile::tempdir().unwrap();
        let mut ledger = FileLedger::create(folder.path(), rig::scenario("")).unwrap();
        ledger.begin(timed([start()]));
        folder.close().unwrap();
        let settled = ledger.settle();
        assert!(matches!(settled, Err(Error::Write { .. })), "{settled:?}");
    }

    #[test]
    fn what_a_journal_begins_with_comes_before_what_is_appended() {
        let folder = tempfile::tempdir().unwrap();
        let mut ledger = FileLedger::create(folder.path(), rig::scenario("")).unwrap();
        let mut records = ledger.begin(timed([start()]));
        records.extend(ledger.append(timed([note("one")])).unwrap());
        let before = text(folder.path());
        ledger.settle().unwrap();
        assert_eq!(text(folder.path()), before);
        let journal = journal::read(before.as_bytes()).unwrap();
        assert_eq!(journal.exercise.records(), records);
    }

    #[test]
    fn a_journal_is_begun_once() {
        let (folder, before) = begun();
        let again = FileLedger::create(folder.path(), rig::scenario(""));
        assert!(matches!(again, Err(Error::Write { .. })), "{again:?}");
        assert_eq!(text(folder.path()), before);
    }

    #[test]
    fn going_on_adds_to_what_is_there() {
        let (folder, before) = begun();
        let (mut ledger, journal, torn) = FileLedger::open(folder.path()).unwrap();
        assert_eq!((journal.exercise.records().len(), torn), (2, None));
        ledger.append(timed([note("two")])).unwrap();
        let after = text(folder.path());
        assert!(after.starts_with(&before));
        assert_eq!(
            journal::read(after.as_bytes())
                .unwrap()
                .exercise
                .records()
                .len(),
            3
        );
    }

    #[test]
    fn each_torn_end_is_kept_in_a_file_of_its_own() {
        let (folder, before) = begun();
        for (n, end) in [(1, "{\"seq\":2"), (2, "\u{fffd}")] {
            let path = folder.path().join(JOURNAL_FILE);
            std::fs::write(&path, format!("{before}{end}")).unwrap();
            let (_, _, torn) = FileLedger::open(folder.path()).unwrap();
            assert_eq!(torn, Some(folder.path().join(format!("torn-{n}"))));
            assert_eq!(std::fs::read_to_string(torn.unwrap()).unwrap(), end);
            assert_eq!(text(folder.path()), before);
        }
    }

    #[test]
    fn a_missing_newline_is_added_before_anything_else() {
        let (folder, before) = begun();
        std::fs::write(folder.path().join(JOURNAL_FILE), before.trim_end()).unwrap();
        let (mut ledger, _, torn) = FileLedger::open(folder.path()).unwrap();
        assert_eq!(torn, None);
        ledger.append(timed([note("two")])).unwrap();
        assert!(text(folder.path()).starts_with(&before));
        assert!(journal::read(text(folder.path()).as_bytes()).is_ok());
    }

    #[test]
    fn damage_is_not_touched() {
        let (folder, before) = begun();
        let damaged = before.replace("one", "two");
        std::fs::write(folder.path().join(JOURNAL_FILE), &damaged).unwrap();
        let opened = FileLedger::open(folder.path());
        assert!(matches!(opened, Err(Error::Damaged { .. })), "{opened:?}");
        assert_eq!(text(folder.path()), damaged);
    }

    #[test]
    fn one_writes_at_a_time_and_the_other_is_told_who() {
        let (folder, _) = begun();
        let (first, _, _) = FileLedger::open(folder.path()).unwrap();
        let Err(Error::Locked { holder, .. }) = FileLedger::open(folder.path()) else {
            panic!("there is one writer already")
        };
        assert!(
            holder.contains(&format!("process {}", std::process::id())),
            "{holder}"
        );
        drop(first);
        assert!(FileLedger::open(folder.path()).is_ok());
    }

    #[test]
    fn memory_keeps_what_a_file_would_hold() {
        let mut ledger = MemoryLedger::new(rig::scenario(""));
        let records = ledger.append(timed([start(), note("one")])).unwrap();
        let journal = journal::read(ledger.text.as_bytes()).unwrap();
        assert_eq!(journal.exercise.records(), records);
    }
}
