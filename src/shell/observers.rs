//! What observers write beside an exercise's journal: a file each, with a lock of its own. Nothing
//! here can write the exercise's own journal.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::ledger::{FileLedger, Ledger, Place, name_of, sync_folder};
use crate::{
    error::Error,
    exercise::{
        Event, Exercise, ExerciseTime, Record, Timed,
        event::{Person, Started},
    },
    harmless,
    journal::{self, Observers, is_of, sha256_hex},
};

/// The folder in an exercise's own, with a journal for each observer.
pub const OBSERVERS_FOLDER: &str = "observers";

/// An observer's journal, to be written. It is made here alone, so whoever has it can write nothing
/// else.
#[derive(Debug)]
pub struct Notes(FileLedger);

/// An observer's journal as it was found, or begun.
#[derive(Debug)]
pub struct Opened {
    pub notes: Notes,
    /// What is in it.
    pub own: Exercise,
    /// Where a line that was torn while it was written is kept.
    pub torn: Option<PathBuf>,
}

impl Ledger for Notes {
    fn append(&mut self, happened: Vec<Timed>) -> Result<Vec<Record>, Error> {
        self.0.append(happened)
    }
}

/// Opens the journal of the observer called `name` beside that of `exercise`, whose clock shows
/// `clock`; begins it, where there is none yet.
///
/// # Errors
/// When somebody of that name writes already, or the folder cannot be written, or what is there is
/// damaged.
pub fn open(
    folder: &Path,
    exercise: &Exercise,
    name: &str,
    clock: ExerciseTime,
) -> Result<Opened, Error> {
    let place = Place::of_one(&make_folder(folder)?, &file_stem(name));
    let opened = if place.journal.exists() {
        go_on(exercise, place)
    } else {
        begin(exercise, name, clock, place)
    };
    opened.map_err(|error| match error {
        Error::Locked { holder, .. } => Error::NotesLocked {
            name: harmless::line(name),
            exercise: name_of(folder),
            holder,
        },
        other => other,
    })
}

fn begin(
    exercise: &Exercise,
    name: &str,
    clock: ExerciseTime,
    place: Place,
) -> Result<Opened, Error> {
    let scenario = Arc::new(exercise.scenario().clone());
    let mut notes = Notes(FileLedger::create_at(place, Arc::clone(&scenario))?);
    let mut own = Exercise::new(scenario);
    let started = exercise.started().expect("a journal begins with `started`");
    let event = Event::Started(Box::new(Started {
        program: env!("CARGO_PKG_VERSION").to_owned(),
        people: vec![Person {
            name: name.to_owned(),
            role: None,
        }],
        observer: Some(name.to_owned()),
        ..started.clone()
    }));
    for record in notes.append(vec![Timed { clock, event }])? {
        own.apply(record);
    }
    let torn = None;
    Ok(Opened { notes, own, torn })
}

fn go_on(exercise: &Exercise, place: Place) -> Result<Opened, Error> {
    let path = place.journal.clone();
    let (ledger, journal, torn) = FileLedger::open_at(place)?;
    if !is_of(exercise, &journal.exercise) {
        return Err(Error::NotesOfAnother { path });
    }
    let notes = Notes(ledger);
    let own = journal.exercise;
    Ok(Opened { notes, own, torn })
}

/// The folder for observers' journals, which is made where it is not there yet.
fn make_folder(exercise: &Path) -> Result<PathBuf, Error> {
    let folder = exercise.join(OBSERVERS_FOLDER);
    if !folder.is_dir() {
        let made = fs::create_dir_all(&folder).and_then(|()| sync_folder(exercise));
        made.map_err(|source| Error::Write {
            path: folder.clone(),
            source,
        })?;
    }
    Ok(folder)
}

/// What the files of an observer begin with: some letters of the name to be recognized by, and a
/// hash of all of it, so that two names never mean one file. No name leads out of the folder, or
/// means a device.
fn file_stem(name: &str) -> String {
    const MOST_LETTERS: usize = 32;
    const HASH_LETTERS: usize = 8;
    let lower = name.to_ascii_lowercase();
    let words = lower.split(|c: char| !c.is_ascii_alphanumeric());
    let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
    let letters: String = words.join("-").chars().take(MOST_LETTERS).collect();
    let letters = if letters.is_empty() {
        "observer"
    } else {
        letters.trim_end_matches('-')
    };
    format!("{letters}-{}", &sha256_hex(name)[..HASH_LETTERS])
}

/// The journals of observers in an exercise's folder, in the order of their names.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder.join(OBSERVERS_FOLDER)) else {
        // Hardly any exercise has observers.
        return Vec::new();
    };
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let is_journal = |path: &PathBuf| path.extension().is_some_and(|it| it == "jsonl");
    let mut files: Vec<_> = paths.filter(is_journal).collect();
    files.sort();
    files
}

/// What observers wrote beside the journal of `exercise`. What cannot be read is left out, and told.
pub fn read(folder: &Path, exercise: &Exercise) -> Observers {
    let mut unread = Vec::new();
    let mut read = Vec::new();
    for path in files(folder) {
        let file = name_of(&path);
        match fs::read(&path) {
            Ok(bytes) => read.push((file, journal::read(&bytes))),
            Err(error) => unread.push(journal::LeftOut {
                file,
                why: error.to_string(),
            }),
        }
    }
    let mut observers = Observers::of(exercise, read);
    observers.left_out.extend(unread);
    observers.left_out.sort_by(|a, b| a.file.cmp(&b.file));
    observers
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::{
        exercise::{
            event::{ObservationKind, Pace, ScenarioText, Who},
            rig,
        },
        shell::{folder::read_journal, ledger::JOURNAL_FILE},
    };

    /// A folder with an exercise that was started, and its writer.
    fn exercise(id: &str) -> (tempfile::TempDir, Exercise, FileLedger) {
        let folder = tempfile::tempdir().unwrap();
        let (scenario, text) = (rig::scenario(""), rig::scenario_text(""));
        let started = Started {
            exercise: id.to_owned(),
            scenario: ScenarioText {
                id: scenario.id.clone(),
                title: scenario.title.clone(),
                sha256: sha256_hex(&text),
                text: text.into(),
            },
            ..rig::started(&scenario, Pace::Real)
        };
        let mut ledger = FileLedger::create(folder.path(), scenario).unwrap();
        let event = Event::Started(Box::new(started));
        let clock = ExerciseTime::START;
        ledger.append(vec![Timed { clock, event }]).unwrap();
        let exercise = read_journal(folder.path()).unwrap().exercise;
        (folder, exercise, ledger)
    }

    fn note(who: &str, text: &str) -> Vec<Timed> {
        let event = Event::Observed {
            kind: ObservationKind::Note,
            text: text.to_owned(),
            about: None,
            who: Who::Person(who.to_owned()),
        };
        let clock = ExerciseTime::from_ms(1000);
        vec![Timed { clock, event }]
    }

    fn texts(observers: &Observers) -> Vec<(String, String)> {
        let seen = observers.seen().into_iter();
        let text = |seen: journal::Seen| {
            let text = seen.record.event.text().unwrap_or_default().to_owned();
            (seen.who, text)
        };
        seen.map(text).collect()
    }

    #[test]
    fn two_observe_at_once_while_the_exercise_is_written() {
        let (folder, exercise, mut main) = exercise("a");
        let open = |name| open(folder.path(), &exercise, name, ExerciseTime::START).unwrap();
        let (mut eva, mut max) = (open("Eva"), open("Max"));
        eva.notes.append(note("Eva", "one")).unwrap();
        main.append(note("facilitator", "two")).unwrap();
        max.notes.append(note("Max", "three")).unwrap();
        let read = read(folder.path(), &exercise);
        assert_eq!(read.left_out, []);
        let expected = [("Eva", "one"), ("Max", "three")];
        assert_eq!(
            texts(&read),
            expected.map(|(who, text)| (who.to_owned(), text.to_owned()))
        );
        let own = &read.read[0].journal.exercise;
        let started = own.started().unwrap();
        assert_eq!(started.observer.as_deref(), Some("Eva"));
        assert_eq!(
            started.people,
            [Person {
                name: "Eva".to_owned(),
                role: None
            }]
        );
        let main = read_journal(folder.path()).unwrap().exercise;
        assert_eq!(main.records().len(), 2, "only its own writer writes it");
    }

    #[test]
    fn a_second_of_one_name_is_told_and_goes_on_once_the_first_has_left() {
        let (folder, exercise, _main) = exercise("a");
        let open = || open(folder.path(), &exercise, "Eva", ExerciseTime::START);
        let mut first = open().unwrap();
        first.notes.append(note("Eva", "one")).unwrap();
        match open() {
            Err(Error::NotesLocked { name, holder, .. }) => {
                assert_eq!(name, "Eva");
                assert!(holder.contains("process"), "{holder}");
            }
            other => panic!("{other:?}"),
        }
        drop(first);
        assert_eq!(open().unwrap().own.records().len(), 2);
    }

    #[test]
    fn no_name_leads_out_of_the_folder_or_to_the_file_of_another() {
        let names = [
            "../x",
            "/etc/passwd",
            "..",
            ".",
            "CON",
            "con",
            "Eva",
            "eva",
            "EVA!",
            " eva",
            "\u{e9}",
            "e\u{301}",
            "\u{1f469}\u{200d}\u{1f692}",
            "a\nb",
            "\u{1b}[31m",
            "a\u{0}b",
            "-rf",
            "a/b",
            "a\\b",
            &"x".repeat(300),
            &"\u{5b57}".repeat(300),
            "-",
            "~",
            "eva-d6603d1f",
        ];
        let stems: HashSet<_> = names.iter().map(|name| file_stem(name)).collect();
        assert_eq!(stems.len(), names.len(), "{stems:?}");
        for stem in stems {
            let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            assert!(stem.chars().all(is_plain) && stem.len() <= 41, "{stem}");
            assert!(!stem.starts_with('-'), "{stem}");
        }
        let (folder, exercise, _main) = exercise("a");
        for name in names {
            let opened = open(folder.path(), &exercise, name, ExerciseTime::START);
            opened.unwrap_or_else(|error| panic!("{name:?}: {error}"));
        }
        let read = read(folder.path(), &exercise);
        assert_eq!((read.read.len(), read.left_out.len()), (names.len(), 0));
    }

    #[test]
    fn a_torn_line_is_kept_beside_and_what_was_whole_goes_on() {
        let (folder, exercise, _main) = exercise("a");
        let open = || open(folder.path(), &exercise, "Eva", ExerciseTime::START).unwrap();
        open().notes.append(note("Eva", "one")).unwrap();
        let path = files(folder.path()).remove(0);
        let whole = fs::read_to_string(&path).unwrap();
        fs::write(&path, format!("{whole}{{\"seq\":2")).unwrap();
        let opened = open();
        let torn = opened.torn.expect("it is told of");
        assert_eq!(fs::read_to_string(&torn).unwrap(), "{\"seq\":2");
        assert_eq!(torn.parent(), path.parent());
        assert_eq!(opened.own.records().len(), 2);
        assert_eq!(fs::read_to_string(&path).unwrap(), whole);
    }

    #[test]
    fn one_that_was_cut_off_before_its_first_line_is_begun_anew() {
        let (folder, exercise, _main) = exercise("a");
        let place = Place::of_one(&make_folder(folder.path()).unwrap(), &file_stem("Eva"));
        drop(FileLedger::create_at(place, rig::scenario("")).unwrap());
        let opened = open(folder.path(), &exercise, "Eva", ExerciseTime::START);
        assert_eq!(opened.unwrap().own.records().len(), 1);
    }

    #[test]
    fn notes_of_another_exercise_are_not_written_and_do_not_count() {
        let (one, first, _main) = exercise("a");
        open(one.path(), &first, "Eva", ExerciseTime::START).unwrap();
        let (other, second, _main) = exercise("b");
        let from = files(one.path()).remove(0);
        let to = make_folder(other.path())
            .unwrap()
            .join(from.file_name().unwrap());
        fs::copy(from, to).unwrap();
        let opened = open(other.path(), &second, "Eva", ExerciseTime::START);
        assert!(
            matches!(opened, Err(Error::NotesOfAnother { .. })),
            "{opened:?}"
        );
        let read = read(other.path(), &second);
        assert_eq!(read.read.len(), 0);
        assert_eq!(read.left_out[0].why, "it is of another exercise");
    }

    #[test]
    fn the_exercises_own_journal_is_no_observers() {
        let (folder, exercise, _main) = exercise("a");
        let to = make_folder(folder.path()).unwrap();
        fs::copy(folder.path().join(JOURNAL_FILE), to.join("copy.jsonl")).unwrap();
        fs::write(to.join("empty.jsonl"), "").unwrap();
        fs::write(to.join("notes.txt"), "nothing of ours").unwrap();
        let left_out = read(folder.path(), &exercise).left_out;
        let why: Vec<_> = left_out.iter().map(|it| (&*it.file, &*it.why)).collect();
        assert_eq!(
            why,
            [
                ("copy.jsonl", "it is no observer's journal"),
                ("empty.jsonl", "the journal is empty"),
            ]
        );
    }

    #[test]
    fn of_two_copies_the_longer_counts() {
        let (folder, exercise, _main) = exercise("a");
        let mut eva = open(folder.path(), &exercise, "Eva", ExerciseTime::START).unwrap();
        let path = files(folder.path()).remove(0);
        fs::copy(&path, path.with_file_name("a-copy.jsonl")).unwrap();
        eva.notes.append(note("Eva", "later")).unwrap();
        let read = read(folder.path(), &exercise);
        assert_eq!(texts(&read), [("Eva".to_owned(), "later".to_owned())]);
        assert_eq!(read.left_out[0].file, "a-copy.jsonl");
        assert!(
            read.left_out[0]
                .why
                .starts_with("it is an older copy of eva-")
        );
    }
}
