//! The data folder: exercises that were played, and the user's own scenarios.
//!
//! ```text
//! <data folder>/exercises/2026-11-22-091203-region-loss/journal.jsonl
//!                                                       lock
//!                                                       report.md
//!               scenarios/our-own.ron
//! ```

use std::{
    borrow::Cow,
    fs,
    io::{self, BufRead, Read},
    path::{Path, PathBuf},
};

use chrono::{DateTime, Local, Utc};

use super::{
    clock::wall_clock,
    files::is_scenario,
    ledger::{JOURNAL_FILE, name_of},
    observers::OBSERVERS_FOLDER,
};
use crate::{
    error::Error,
    exercise::event::Started,
    journal::{self, Damage, Journal},
    scenario::{self, builtin::BUILTIN, near},
};

/// Where everybody's data is.
#[derive(Debug, Clone)]
pub struct DataFolder {
    root: PathBuf,
    /// Other folders with scenarios, after the user's own.
    others: Vec<PathBuf>,
}

/// The text of a scenario, or of a walk, and where it is from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScenarioFile {
    /// For messages: a path, or `built-in region-loss`.
    pub origin: String,
    pub text: Cow<'static, str>,
}

/// An exercise on the disk, as its first line tells of it.
#[derive(Debug)]
pub struct ExerciseFile {
    pub id: String,
    pub folder: PathBuf,
    /// Or why it cannot be told.
    pub began: Result<(DateTime<Utc>, Started), Damage>,
}

impl DataFolder {
    /// The folder that was named, or else the platform's own.
    ///
    /// # Errors
    /// When none was named and the platform has none.
    pub fn at(named: Option<PathBuf>) -> Result<Self, Error> {
        let of_platform = || {
            directories::ProjectDirs::from("", "", "blackstart")
                .map(|folders| folders.data_dir().to_path_buf())
        };
        named
            .or_else(of_platform)
            .map(|root| Self {
                root,
                others: Vec::new(),
            })
            .ok_or(Error::NoDataFolder)
    }

    /// The same, with scenarios in other folders too.
    #[must_use]
    pub fn with_others(self, others: Vec<PathBuf>) -> Self {
        Self { others, ..self }
    }

    /// Makes the folder of a new exercise, whose name is the exercise's id.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn new_exercise(&self, scenario: &str) -> Result<PathBuf, Error> {
        let exercises = self.exercises_folder();
        fs::create_dir_all(&exercises).map_err(|source| Error::Write {
            path: exercises.clone(),
            source,
        })?;
        let began = wall_clock().with_timezone(&Local).format("%Y-%m-%d-%H%M%S");
        let base = format!("{began}-{scenario}");
        let names = std::iter::once(base.clone()).chain((2..).map(|n| format!("{base}-{n}")));
        for folder in names.map(|name| exercises.join(name)) {
            match fs::create_dir(&folder) {
                Ok(()) => return Ok(folder),
                Err(source) if source.kind() == io::ErrorKind::AlreadyExists => {}
                Err(source) => {
                    return Err(Error::Write {
                        path: folder,
                        source,
                    });
                }
            }
        }
        unreachable!("numbers do not run out")
    }

    /// Every exercise, the one that began last at the end; unreadable ones first.
    ///
    /// # Errors
    /// When the folder is there and cannot be read.
    pub fn exercises(&self) -> Result<Vec<ExerciseFile>, Error> {
        let mut exercises: Vec<_> = self
            .exercise_folders()?
            .into_iter()
            .map(|folder| ExerciseFile {
                id: name_of(&folder),
                began: began(&folder),
                folder,
            })
            .collect();
        exercises.sort_by_cached_key(|exercise| {
            (
                exercise.began.as_ref().ok().map(|(ts, _)| *ts),
                exercise.id.clone(),
            )
        });
        Ok(exercises)
    }

    /// The folder of an exercise: by id, by an unambiguous beginning of one, by path, or `latest`.
    ///
    /// # Errors
    /// When there is none, or more than one.
    pub fn find_exercise(&self, name: &str) -> Result<PathBuf, Error> {
        if is_path(name, "jsonl") {
            return exercise_at(Path::new(name));
        }
        let folders = self.exercise_folders()?;
        if name == "latest" {
            return latest(folders).ok_or_else(|| Error::NoExercise {
                folder: self.exercises_folder(),
            });
        }
        let mut ids: Vec<_> = folders.iter().map(|folder| name_of(folder)).collect();
        ids.sort_unstable();
        let mut found: Vec<_> = ids.iter().filter(|id| id.starts_with(name)).collect();
        if let Some(exact) = found.iter().position(|id| *id == name) {
            found = vec![found[exact]];
        }
        match found[..] {
            [id] => Ok(self.exercises_folder().join(id)),
            [] => Err(Error::UnknownExercise {
                name: name.to_owned(),
                near: near(name, ids.iter().map(String::as_str)),
            }),
            _ => Err(Error::AmbiguousExercise {
                name: name.to_owned(),
                candidates: listed(found.iter().map(|id| id.as_str())),
            }),
        }
    }

    /// The text of a scenario: by path, or by id, the user's own before built-in ones.
    ///
    /// # Errors
    /// When there is none or it cannot be read.
    pub fn find_scenario(&self, name: &str) -> Result<ScenarioFile, Error> {
        if is_path(name, "ron") {
            return read_scenario(Path::new(name));
        }
        let own = self.own_scenarios()?;
        if let Some(file) = own.iter().find(|file| id_of(file).as_deref() == Some(name)) {
            return Ok(file.clone());
        }
        if let Some(builtin) = BUILTIN.iter().find(|builtin| builtin.id == name) {
            let origin = format!("built-in {name}");
            return Ok(ScenarioFile {
                origin,
                text: builtin.text.into(),
            });
        }
        let own_ids: Vec<_> = own.iter().filter_map(id_of).collect();
        let ids = BUILTIN
            .iter()
            .map(|builtin| builtin.id)
            .chain(own_ids.iter().map(|id| &**id));
        Err(Error::UnknownScenario {
            name: name.to_owned(),
            near: near(name, ids),
        })
    }

    /// The user's own scenarios, by the names of their files, folder by folder.
    ///
    /// # Errors
    /// When a folder is there and cannot be read.
    pub fn own_scenarios(&self) -> Result<Vec<ScenarioFile>, Error> {
        let paths = self.scenario_paths()?;
        paths.iter().map(|path| read_scenario(path)).collect()
    }

    /// Where these are.
    ///
    /// # Errors
    /// When a folder is there and cannot be read.
    pub fn scenario_paths(&self) -> Result<Vec<PathBuf>, Error> {
        let own = self.scenarios_folder();
        let mut all = Vec::new();
        for folder in std::iter::once(&own).chain(&self.others) {
            let mut paths = entries(folder)?;
            paths.retain(|path| is_scenario(path));
            paths.sort();
            all.extend(paths);
        }
        Ok(all)
    }

    /// The folders of all exercises, in no order; nothing in them is read.
    ///
    /// # Errors
    /// When the folder is there and cannot be read.
    pub fn exercise_folders(&self) -> Result<Vec<PathBuf>, Error> {
        let mut folders = entries(&self.exercises_folder())?;
        folders.retain(|folder| folder.join(JOURNAL_FILE).is_file());
        Ok(folders)
    }

    /// Where the user's own scenarios are.
    pub fn scenarios_folder(&self) -> PathBuf {
        self.root.join("scenarios")
    }

    /// Where exercises are.
    pub fn exercises_folder(&self) -> PathBuf {
        self.root.join("exercises")
    }
}

/// Reads the text of a scenario or a walk. What is no UTF-8 is replaced, and found by the check that follows.
///
/// # Errors
/// When it cannot be read.
pub fn read_scenario(path: &Path) -> Result<ScenarioFile, Error> {
    let bytes = fs::read(path).map_err(|source| Error::Read {
        path: path.to_path_buf(),
        source,
    })?;
    let origin = path.display().to_string();
    Ok(ScenarioFile {
        origin,
        text: String::from_utf8_lossy(&bytes).into_owned().into(),
    })
}

/// Reads the journal in an exercise's folder.
///
/// # Errors
/// When it cannot be read, or is damaged.
pub fn read_journal(folder: &Path) -> Result<Journal, Error> {
    let path = folder.join(JOURNAL_FILE);
    let bytes = fs::read(&path).map_err(|source| Error::Read {
        path: path.clone(),
        source,
    })?;
    journal::read(&bytes).map_err(|damage| Error::Damaged { path, damage })
}

/// Whether `name` means a file or folder and no id.
fn is_path(name: &str, extension: &str) -> bool {
    name.contains(std::path::is_separator)
        || Path::new(name)
            .extension()
            .is_some_and(|it| it == extension)
}

fn id_of(file: &ScenarioFile) -> Option<String> {
    scenario::load_to_play(&file.text)
        .0
        .map(|scenario| scenario.id)
}

fn exercise_at(path: &Path) -> Result<PathBuf, Error> {
    let folder = match path.parent() {
        // An observer's journal is one of its exercise's.
        Some(folder) if path.is_file() && folder.ends_with(OBSERVERS_FOLDER) => {
            folder.parent().unwrap_or(folder)
        }
        Some(folder) if path.is_file() => folder,
        Some(_) | None => path,
    };
    if folder.join(JOURNAL_FILE).is_file() {
        Ok(folder.to_path_buf())
    } else {
        Err(Error::UnknownExercise {
            name: path.display().to_string(),
            near: None,
        })
    }
}

/// What is in a folder; nothing where there is none.
fn entries(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let to_error = |source| Error::Read {
        path: folder.to_path_buf(),
        source,
    };
    match fs::read_dir(folder) {
        Ok(entries) => entries
            .map(|entry| entry.map(|entry| entry.path()).map_err(to_error))
            .collect(),
        Err(error) if is_absent(&error) => Ok(Vec::new()),
        Err(error) => Err(to_error(error)),
    }
}

/// Whether there is nothing of that name, or its folder is none.
pub(super) fn is_absent(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}

/// The exercise that began last of those whose first line is whole. It holds a whole scenario, so it
/// is not taken apart to be chosen; whoever reads the journal finds what else is wrong with it.
fn latest(folders: Vec<PathBuf>) -> Option<PathBuf> {
    let mut began_at: Vec<_> = folders
        .into_iter()
        .map(|folder| (said_to_begin_at(&folder), folder))
        .collect();
    began_at.sort_unstable();
    let mut latest_first = began_at.iter().rev();
    latest_first
        .find(|(said, folder)| said.is_some() && is_begun(folder))
        .or(began_at.last())
        .map(|(_, folder)| folder.clone())
}

/// When an exercise began, as the beginning of its journal's first line says.
fn said_to_begin_at(folder: &Path) -> Option<DateTime<Utc>> {
    const ENOUGH: usize = 128;
    let mut beginning = [0; ENOUGH];
    let mut file = fs::File::open(folder.join(JOURNAL_FILE)).ok()?;
    let n_read = file.read(&mut beginning).ok()?;
    let beginning = beginning[..n_read].utf8_chunks().next()?.valid();
    // Whoever else writes journals may order its fields in another way.
    journal::glance(beginning).or_else(|| began(folder).ok().map(|(ts, _)| ts))
}

/// Whether an exercise's first line is whole.
fn is_begun(folder: &Path) -> bool {
    has_a_newline(&folder.join(JOURNAL_FILE)).unwrap_or(false) || began(folder).is_ok()
}

fn has_a_newline(path: &Path) -> io::Result<bool> {
    let mut file = io::BufReader::new(fs::File::open(path)?);
    loop {
        let bytes = file.fill_buf()?;
        if bytes.is_empty() || bytes.contains(&b'\n') {
            return Ok(!bytes.is_empty());
        }
        let n_read = bytes.len();
        file.consume(n_read);
    }
}

fn began(folder: &Path) -> Result<(DateTime<Utc>, Started), Damage> {
    let mut first = String::new();
    let read = fs::File::open(folder.join(JOURNAL_FILE))
        .and_then(|file| io::BufReader::new(file).read_line(&mut first));
    match read {
        Ok(_) => journal::peek(first.trim_end_matches('\n')),
        Err(error) => Err(Damage::NotALine {
            line: 1,
            why: error.to_string(),
        }),
    }
}

fn listed<'a>(ids: impl Iterator<Item = &'a str>) -> String {
    ids.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> (tempfile::TempDir, DataFolder) {
        let root = tempfile::tempdir().unwrap();
        let folder = DataFolder::at(Some(root.path().to_path_buf())).unwrap();
        (root, folder)
    }

    /// Puts an exercise there that began at this second of the minute.
    fn exercise(folder: &DataFolder, id: &str, second: u8) {
        let path = folder.exercises_folder().join(id);
        fs::create_dir_all(&path).unwrap();
        let line = format!(
            r#"{{"seq":0,"ts":"2026-03-03T14:00:{second:02}Z","clock":0,"event":"started","format":1,"exercise":"{id}","program":"0","scenario":{{"id":"s","title":"S","sha256":"","text":""}},"mode":"facilitated","pace":"real","speed":1.0,"seed":0,"practice":false,"people":[]}}"#
        );
        fs::write(path.join(JOURNAL_FILE), line + "\n").unwrap();
    }

    fn scenario_file(folder: &DataFolder, name: &str, id: &str) {
        let path = folder.root.join("scenarios");
        fs::create_dir_all(&path).unwrap();
        let text = format!(
            r#"Scenario(format: 1, id: "{id}", title: "Our own", level: Introductory, length: "1h",
                endings: [(id: "end", title: "E", outcome: Mixed, otherwise: true)])"#
        );
        fs::write(path.join(name), text).unwrap();
    }

    #[track_caller]
    fn check(folder: &DataFolder, name: &str, found: Result<&str, &str>) {
        let is = folder
            .find_exercise(name)
            .map(|path| name_of(&path))
            .map_err(|error| error.to_string());
        assert_eq!(is.as_deref().map_err(|error| &**error), found, "{name}");
    }

    #[test]
    fn an_exercise_is_found_by_what_tells_it_from_the_others() {
        let (_root, folder) = folder();
        exercise(&folder, "2026-03-03-shop", 1);
        exercise(&folder, "2026-03-03-shop-2", 2);
        exercise(&folder, "2026-03-04-bank", 3);
        check(&folder, "2026-03-04", Ok("2026-03-04-bank"));
        check(&folder, "2026-03-03-shop", Ok("2026-03-03-shop"));
        check(&folder, "2026-03-03-shop-", Ok("2026-03-03-shop-2"));
        check(
            &folder,
            "2026-03-03",
            Err(
                "more than one exercise begins with `2026-03-03`: 2026-03-03-shop, 2026-03-03-shop-2",
            ),
        );
        check(&folder, "2027", Err("no exercise is called `2027`"));
        let path = folder.exercises_folder().join("2026-03-03-shop");
        check(&folder, path.to_str().unwrap(), Ok("2026-03-03-shop"));
        check(
            &folder,
            path.join(JOURNAL_FILE).to_str().unwrap(),
            Ok("2026-03-03-shop"),
        );
    }

    #[test]
    fn the_latest_is_the_one_that_began_last_whatever_it_is_called() {
        let (_root, folder) = folder();
        assert!(matches!(
            folder.find_exercise("latest"),
            Err(Error::NoExercise { .. })
        ));
        exercise(&folder, "b", 30);
        exercise(&folder, "a", 40);
        exercise(&folder, "z-unreadable", 50);
        let path = folder.exercises_folder().join("z-unreadable");
        let journal = fs::read(path.join(JOURNAL_FILE)).unwrap();
        // It still says when it began.
        fs::write(path.join(JOURNAL_FILE), &journal[..100]).unwrap();
        fs::create_dir(folder.exercises_folder().join("z-empty")).unwrap();
        check(&folder, "latest", Ok("a"));
        let ids: Vec<_> = folder
            .exercises()
            .unwrap()
            .into_iter()
            .map(|it| it.id)
            .collect();
        assert_eq!(ids, ["z-unreadable", "b", "a"]);
    }

    #[test]
    fn a_new_exercise_never_takes_the_folder_of_another() {
        let (_root, folder) = folder();
        let made: Vec<_> = (0..3)
            .map(|_| folder.new_exercise("shop").unwrap())
            .collect();
        assert!(made.iter().all(|path| path.is_dir()), "{made:?}");
        assert!(name_of(&made[0]).ends_with("-shop"), "{made:?}");
        assert!(
            made[0] != made[1] && made[1] != made[2] && made[0] != made[2],
            "{made:?}"
        );
    }

    #[test]
    fn a_scenario_of_ones_own_comes_before_a_built_in_one() {
        let (_root, folder) = folder();
        let origin = |name| folder.find_scenario(name).map(|file| file.origin);
        assert_eq!(origin("region-loss").unwrap(), "built-in region-loss");
        scenario_file(&folder, "ours.ron", "region-loss");
        assert!(origin("region-loss").unwrap().ends_with("ours.ron"));
        scenario_file(&folder, "shop.ron", "shop");
        assert!(origin("shop").unwrap().ends_with("shop.ron"));
    }

    #[test]
    fn an_unknown_scenario_tells_the_nearest_of_all() {
        let (_root, folder) = folder();
        scenario_file(&folder, "shop.ron", "shop");
        for (name, nearest) in [
            ("shpo", Some("shop")),
            ("region-los", Some("region-loss")),
            ("xyz", None),
        ] {
            match folder.find_scenario(name) {
                Err(Error::UnknownScenario { near, .. }) => assert_eq!(near.as_deref(), nearest),
                other => panic!("{name}: {other:?}"),
            }
        }
    }

    #[test]
    fn what_is_no_text_is_still_read_for_the_check_to_find() {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("latin.ron");
        fs::write(&path, b"Scenario(title: \"\xe9\")").unwrap();
        assert_eq!(
            &*read_scenario(&path).unwrap().text,
            "Scenario(title: \"\u{fffd}\")"
        );
    }
}
