//! An exercise that somebody else writes, as far as it has got.

use std::{
    fs::{self, File},
    io::{self, Read, Seek, SeekFrom},
    path::{Path, PathBuf},
};

use super::{place::Place, watchman::Watchman};
use crate::{
    error::Error,
    exercise::{Exercise, ExerciseTime, Playing, RunTime, event::PauseReason},
    journal::{self, Mark},
    scenario::Span,
    shell::{ledger::JOURNAL_FILE, pulse},
};

/// Whether somebody writes the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Writer {
    There,
    /// Its program has ended; nothing comes until the exercise is resumed.
    Gone,
}

/// Why nothing more can be read for now, in words. What was read before is kept.
pub type Trouble = String;

/// Reads a journal on and on, and keeps its clock between the records.
#[derive(Debug)]
pub struct Follower {
    path: PathBuf,
    folder: PathBuf,
    place: Place,
    playing: Playing,
    mark: Mark,
    watchman: Watchman,
    writer: Writer,
    /// Whether the lock was ever seen to be held: then it tells.
    lock_tells: bool,
    /// The clock's note as it was last read, and when it was first read so.
    pulse: (Option<pulse::Note>, RunTime),
    trouble: Option<Trouble>,
}

/// For how long a clock's note may stay the same while the clock runs, where no lock tells.
const SILENCE: Span = Span::from_ms(5000);

impl Follower {
    /// Reads the journal in `folder`.
    ///
    /// # Errors
    /// When it cannot be read, or is damaged.
    pub fn open(folder: &Path, now: RunTime) -> Result<Self, Error> {
        let path = folder.join(JOURNAL_FILE);
        let (exercise, mark) = read(&path)?;
        let mut follower = Self {
            folder: folder.to_path_buf(),
            path,
            place: Place::of(folder),
            playing: Playing::of(exercise),
            mark,
            watchman: Watchman::at(folder),
            writer: Writer::There,
            lock_tells: false,
            pulse: (None, now),
            trouble: None,
        };
        follower.set_the_clock(now);
        follower.see_the_writer(now);
        Ok(follower)
    }

    /// Calls `wake` whenever there may be more to read, and once soon, for what came since it was
    /// last looked at.
    pub fn listen(&mut self, wake: impl Fn() -> bool + Clone + Send + 'static) {
        super::listen(&self.folder, self.place, wake.clone());
        if self.place == Place::Local {
            self.watchman.stand(wake);
        }
    }

    pub fn exercise(&self) -> &Exercise {
        &self.playing.exercise
    }

    /// The exercise under the writer's clock, as well as that can be told.
    pub fn playing(&self) -> &Playing {
        &self.playing
    }

    /// What the writer's clock shows, as well as can be told.
    pub fn clock_at(&self, now: RunTime) -> ExerciseTime {
        self.playing.clock_at(now)
    }

    pub fn writer(&self) -> Writer {
        self.writer
    }

    /// Why nothing more can be read, if that is so.
    pub fn trouble(&self) -> Option<&Trouble> {
        self.trouble.as_ref()
    }

    /// When there is something else to be shown though nothing was written: the clock's next
    /// showing; never, while it stands.
    pub fn wakes_at(&self, now: RunTime) -> Option<RunTime> {
        // A writer that was given up by its silence alone may be heard again.
        let is_doubtful = self.writer == Writer::Gone && !self.lock_tells;
        let next = self.playing.next_showing(now);
        (self.playing.is_running() || is_doubtful).then_some(next)
    }

    /// Reads what was written since the last look.
    pub fn look(&mut self, now: RunTime) {
        self.trouble = match self.read_on(now) {
            Ok(()) => None,
            Err(error) => Some(error.to_string()),
        };
        self.feel_the_pulse(now);
        self.see_the_writer(now);
        self.set_right(now);
    }

    fn read_on(&mut self, now: RunTime) -> Result<(), Error> {
        let to_error = |source| Error::Read {
            path: self.path.clone(),
            source,
        };
        let Some(bytes) = bytes_from(&self.path, self.mark.position()).map_err(to_error)? else {
            return self.read_again(now);
        };
        let scenario = self.playing.exercise.scenario();
        match self.mark.read_on(scenario, &bytes) {
            Ok(records) => {
                for record in records {
                    self.playing.recorded(now, record);
                }
                Ok(())
            }
            // It may be another file by now, which is whole.
            Err(_) => self.read_again(now),
        }
    }

    /// Reads all of it: it is shorter than it was, or another.
    fn read_again(&mut self, now: RunTime) -> Result<(), Error> {
        let (exercise, mark) = read(&self.path)?;
        self.playing = Playing::of(exercise);
        self.mark = mark;
        self.set_the_clock(now);
        Ok(())
    }

    /// Sets a clock going whose journal was opened while it ran.
    fn set_the_clock(&mut self, now: RunTime) {
        let shown = self.noted().map(|note| {
            let aged_ms = note.age().map_or(0, Span::as_ms);
            note.clock.after(self.passes_in(aged_ms))
        });
        let position = self.playing.exercise.state().position;
        let shown = shown.unwrap_or(position).max(position);
        self.playing.go_on_from(now, shown);
    }

    fn feel_the_pulse(&mut self, now: RunTime) {
        let note = self.noted();
        if note != self.pulse.0 {
            self.pulse = (note, now);
        }
    }

    /// Sets the clock right where the writer's note contradicts it.
    ///
    /// Clocks of two machines disagree, so the note's time of day is not asked. But the writer's
    /// clock has come as far as it notes, and it notes every second, so it is not much further.
    fn set_right(&mut self, now: RunTime) {
        let Some(note) = self.pulse.0.filter(|_| self.playing.is_running()) else {
            return;
        };
        let furthest = note.clock.after(self.longest_between_notes());
        let shown = self.clock_at(now);
        if shown < note.clock || shown > furthest {
            self.playing
                .go_on_from(now, shown.clamp(note.clock, furthest));
        }
    }

    /// The clock's note, if it is of the last record.
    fn noted(&self) -> Option<pulse::Note> {
        pulse::read(&self.folder, &self.playing.exercise)
    }

    /// How far the writer's clock goes between two notes at most, with some time for the writing.
    fn longest_between_notes(&self) -> Span {
        const LATE_MS: u64 = 700;
        let step_ms = self.playing.showing_step().as_ms();
        Span::from_ms(step_ms + self.passes_in(LATE_MS).as_ms())
    }

    /// How much exercise time passes in so much real time.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        clippy::cast_sign_loss,
        reason = "a few seconds times a speed above 0"
    )]
    fn passes_in(&self, real_ms: u64) -> Span {
        Span::from_ms((real_ms as f64 * self.playing.exercise.state().speed) as u64)
    }

    fn see_the_writer(&mut self, now: RunTime) {
        let is_held = self.watchman.is_held();
        self.lock_tells |= is_held || self.place == Place::Local;
        let writer = if is_held || !self.lock_tells && !self.is_silent(now) {
            Writer::There
        } else {
            Writer::Gone
        };
        if writer == self.writer {
            return;
        }
        self.writer = writer;
        match writer {
            Writer::Gone => self.playing.hold(now),
            Writer::There => self.playing.go_on_from(now, self.clock_at(now)),
        }
    }

    /// Whether the writer has given no sign for so long that it must be gone, where its lock may be
    /// known to its own machine alone.
    fn is_silent(&self, now: RunTime) -> bool {
        let state = self.playing.exercise.state();
        let silence_ms = now.as_ms().saturating_sub(self.pulse.1.as_ms());
        match state.paused {
            Some(why) => why == PauseReason::Quit,
            None => silence_ms > SILENCE.as_ms(),
        }
    }
}

/// Reads a whole journal.
fn read(path: &Path) -> Result<(Exercise, Mark), Error> {
    let bytes = fs::read(path).map_err(|source| Error::Read {
        path: path.to_path_buf(),
        source,
    })?;
    let journal = journal::read(&bytes).map_err(|damage| Error::Damaged {
        path: path.to_path_buf(),
        damage,
    })?;
    let mark = journal.mark();
    Ok((journal.exercise, mark))
}

/// What a file holds from there on; nothing, if it is not that long.
fn bytes_from(path: &Path, from: usize) -> io::Result<Option<Vec<u8>>> {
    let from = from as u64;
    let mut file = File::open(path)?;
    if file.metadata()?.len() < from {
        return Ok(None);
    }
    file.seek(SeekFrom::Start(from))?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    Ok(Some(bytes))
}

#[cfg(test)]
mod tests {
    use std::{
        sync::{
            Arc,
            atomic::{AtomicBool, Ordering},
        },
        thread,
    };

    use tempfile::TempDir;

    use super::*;
    use crate::{
        exercise::{
            Event, Timed,
            event::{ObservationKind, Pace, ScenarioText, Started, Who},
            rig,
        },
        journal::sha256_hex,
        shell::ledger::{FileLedger, Ledger},
    };

    const PARTS: &str = "";

    fn start() -> Event {
        let (scenario, text) = (rig::scenario(PARTS), rig::scenario_text(PARTS));
        let started = rig::started(&scenario, Pace::Real);
        Event::Started(Box::new(Started {
            scenario: ScenarioText {
                id: scenario.id.clone(),
                title: scenario.title.clone(),
                sha256: sha256_hex(&text),
                text: text.into(),
            },
            ..started
        }))
    }

    fn note(text: &str) -> Event {
        Event::Observed {
            kind: ObservationKind::Note,
            text: text.to_owned(),
            about: None,
            who: Who::Clock,
        }
    }

    /// An exercise on the disk and its writer.
    struct Desk {
        folder: TempDir,
        ledger: FileLedger,
    }

    impl Desk {
        fn new() -> Self {
            let folder = tempfile::tempdir().unwrap();
            let ledger = FileLedger::create(folder.path(), rig::scenario(PARTS)).unwrap();
            let mut desk = Self { folder, ledger };
            desk.write(0, start());
            desk
        }

        fn write(&mut self, clock_ms: u64, event: Event) {
            let clock = ExerciseTime::from_ms(clock_ms);
            self.ledger.append(vec![Timed { clock, event }]).unwrap();
        }

        fn journal(&self) -> PathBuf {
            self.folder.path().join(JOURNAL_FILE)
        }

        fn follower(&self) -> Follower {
            Follower::open(self.folder.path(), at(0)).unwrap()
        }

        fn pulse(&self, n_records: usize, clock_ms: u64) {
            let text = format!("{n_records} {clock_ms}\n");
            fs::write(self.folder.path().join("clock"), text).unwrap();
        }
    }

    fn at(ms: u64) -> RunTime {
        RunTime::from_ms(ms)
    }

    fn notes(follower: &Follower) -> Vec<&str> {
        let observations = &follower.exercise().state().observations;
        observations.iter().map(|note| &*note.text).collect()
    }

    #[test]
    fn what_is_written_is_read_at_the_next_look() {
        let mut desk = Desk::new();
        let mut follower = desk.follower();
        desk.write(1000, note("a"));
        assert_eq!(notes(&follower), [""; 0]);
        follower.look(at(10));
        assert_eq!(notes(&follower), ["a"]);
        desk.write(2000, note("b"));
        desk.write(3000, Event::Rewound { to_seq: 1 });
        follower.look(at(20));
        assert_eq!(notes(&follower), ["a"]);
        assert_eq!(follower.exercise().records().len(), 4);
        assert_eq!(follower.trouble(), None);
    }

    #[test]
    fn a_line_that_is_not_whole_yet_is_waited_for() {
        let mut desk = Desk::new();
        let mut follower = desk.follower();
        desk.write(1000, note("a"));
        let whole = fs::read(desk.journal()).unwrap();
        fs::write(desk.journal(), &whole[..whole.len() - 9]).unwrap();
        follower.look(at(10));
        assert_eq!((notes(&follower), follower.trouble()), (vec![], None));
        fs::write(desk.journal(), &whole).unwrap();
        follower.look(at(20));
        assert_eq!(notes(&follower), ["a"]);
    }

    #[test]
    fn a_file_that_is_shorter_or_another_is_read_anew() {
        let mut desk = Desk::new();
        desk.write(1000, note("a"));
        let shorter = fs::read(desk.journal()).unwrap();
        desk.write(2000, note("b"));
        let mut follower = desk.follower();
        fs::write(desk.journal(), shorter).unwrap();
        follower.look(at(10));
        assert_eq!(notes(&follower), ["a"]);
        let mut another = Desk::new();
        for n in 0..9 {
            another.write(n, note("c"));
        }
        fs::copy(another.journal(), desk.journal()).unwrap();
        follower.look(at(20));
        assert_eq!(notes(&follower), ["c"; 9]);
    }

    #[test]
    fn what_cannot_be_read_is_said_and_what_was_read_stays() {
        let mut desk = Desk::new();
        desk.write(1000, note("a"));
        let mut follower = desk.follower();
        let whole = fs::read_to_string(desk.journal()).unwrap();
        fs::write(desk.journal(), whole.replace("\"a\"", "\"other\"") + "{}\n").unwrap();
        follower.look(at(10));
        assert!(follower.trouble().unwrap().contains("line 2"));
        assert_eq!(notes(&follower), ["a"]);
        fs::remove_file(desk.journal()).unwrap();
        follower.look(at(20));
        assert!(follower.trouble().unwrap().contains("could not read"));
        fs::write(desk.journal(), whole).unwrap();
        follower.look(at(30));
        assert_eq!(follower.trouble(), None);
    }

    #[test]
    fn a_writer_that_goes_is_missed_and_one_that_comes_is_seen() {
        let desk = Desk::new();
        let mut follower = desk.follower();
        assert_eq!(follower.writer(), Writer::There);
        assert_eq!(follower.clock_at(at(1500)), ExerciseTime::from_ms(1500));
        let Desk { folder, ledger } = desk;
        drop(ledger);
        follower.look(at(2000));
        assert_eq!(follower.writer(), Writer::Gone);
        assert_eq!(follower.clock_at(at(9000)), ExerciseTime::from_ms(2000));
        assert_eq!(follower.wakes_at(at(9000)), None);
        let _ledger = FileLedger::open(folder.path()).unwrap();
        follower.look(at(10_000));
        assert_eq!(follower.writer(), Writer::There);
    }

    #[test]
    fn whoever_follows_keeps_no_writer_out() {
        let desk = Desk::new();
        let Desk { folder, ledger } = desk;
        drop(ledger);
        let is_over = Arc::new(AtomicBool::new(false));
        let asks = {
            let (is_over, path) = (Arc::clone(&is_over), folder.path().to_path_buf());
            thread::spawn(move || {
                let watchman = Watchman::at(&path);
                while !is_over.load(Ordering::SeqCst) {
                    watchman.is_held();
                }
            })
        };
        let opened = (0..50).all(|_| FileLedger::open(folder.path()).is_ok());
        is_over.store(true, Ordering::SeqCst);
        asks.join().unwrap();
        assert!(opened);
    }

    #[test]
    fn the_clock_is_where_the_note_says_give_or_take_a_second() {
        let desk = Desk::new();
        let mut follower = desk.follower();
        let shows = |follower: &Follower, ms| follower.clock_at(at(ms)).as_ms();
        // Within what the note allows, the clock goes its way.
        desk.pulse(1, 4000);
        follower.look(at(4600));
        assert_eq!(shows(&follower, 4600), 4600);
        // The writer is ahead: its clock has come that far.
        desk.pulse(1, 9000);
        follower.look(at(5000));
        assert_eq!(shows(&follower, 5000), 9000);
        // The writer stands still: its clock is not much further than it noted.
        follower.look(at(60_000));
        assert_eq!(shows(&follower, 60_000), 9000 + 1700);
        // A note of another moment says nothing.
        desk.pulse(7, 70_000);
        follower.look(at(60_001));
        assert_eq!(shows(&follower, 60_001), 10_701);
    }

    #[test]
    fn an_entry_that_was_begun_before_does_not_turn_the_clock_back() {
        let mut desk = Desk::new();
        let mut follower = desk.follower();
        desk.write(20_000, note("begun long ago"));
        follower.look(at(60_000));
        assert_eq!(follower.clock_at(at(60_000)), ExerciseTime::from_ms(60_000));
    }

    #[test]
    fn where_no_lock_tells_a_writer_is_gone_that_notes_nothing_more() {
        let desk = Desk::new();
        let mut follower = desk.follower();
        (follower.place, follower.lock_tells) = (Place::Elsewhere, false);
        fs::remove_file(desk.folder.path().join("lock")).unwrap();
        desk.pulse(1, 3000);
        follower.look(at(3000));
        follower.look(at(7999));
        assert_eq!(follower.writer(), Writer::There);
        follower.look(at(8001));
        assert_eq!(follower.writer(), Writer::Gone);
        desk.pulse(1, 9000);
        follower.look(at(9000));
        assert_eq!(follower.writer(), Writer::There);
        assert_eq!(follower.clock_at(at(9500)), ExerciseTime::from_ms(9500));
    }
}
