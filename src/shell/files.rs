//! Single files that commands read, write and look for.

use std::{
    fs, io,
    io::Write,
    path::{Path, PathBuf},
};

use crate::error::Error;

/// How the names of walks end; what is before it begins with their scenario's name.
const WALK: &str = ".walk.ron";

/// A scenario and the walks through it that are to be checked with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// None where the walk has no scenario of its name beside it.
    pub scenario: Option<PathBuf>,
    pub walks: Vec<PathBuf>,
}

/// Everything to be checked at these paths, each once, and what of it cannot be listed.
///
/// A scenario comes with all the walks of its name beside it, and a walk with its scenario. A
/// folder stands for all that is in it and in the folders below.
pub fn targets(paths: &[PathBuf]) -> (Vec<Target>, Vec<Error>) {
    let (mut targets, mut errors) = (Vec::new(), Vec::new());
    for file in paths.iter().flat_map(|path| files_at(path)) {
        match file.map(target) {
            Ok(target) => add(&mut targets, target),
            Err(error) => errors.push(error),
        }
    }
    (targets, errors)
}

/// Whether a file is a scenario by its name, and no walk.
pub fn is_scenario(path: &Path) -> bool {
    is_ron(path) && !is_walk(path)
}

fn is_walk(path: &Path) -> bool {
    name_of(path).ends_with(WALK)
}

fn is_ron(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "ron")
}

fn name_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

fn target(file: PathBuf) -> Target {
    if is_walk(&file) {
        let scenario = scenario_of(&file);
        let walks = vec![file];
        return Target { scenario, walks };
    }
    let walks = walks_of(&file);
    let scenario = Some(file);
    Target { scenario, walks }
}

fn add(targets: &mut Vec<Target>, new: Target) {
    let same = |it: &&mut Target| it.scenario == new.scenario && it.scenario.is_some();
    match targets.iter_mut().find(same) {
        None => targets.push(new),
        Some(target) => {
            target.walks.extend(new.walks);
            target.walks.sort();
            target.walks.dedup();
        }
    }
}

/// The scenario that a walk is named after. Both `a.ron` and `a.b.ron` could be that of
/// `a.b.walk.ron`; the longest name that is there is meant.
fn scenario_of(walk: &Path) -> Option<PathBuf> {
    let name = name_of(walk);
    let mut stem = name.strip_suffix(WALK)?;
    loop {
        let scenario = walk.with_file_name(format!("{stem}.ron"));
        if is_scenario(&scenario) && scenario.is_file() {
            return Some(scenario);
        }
        (stem, _) = stem.rsplit_once('.')?;
    }
}

/// The walks beside a scenario that are named after it, in order.
fn walks_of(scenario: &Path) -> Vec<PathBuf> {
    let folder = scenario.parent().unwrap_or(Path::new(""));
    // Its own name alone says that a file is in the folder that we are in.
    let listed = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    let Ok(files) = inside(listed) else {
        // That the scenario cannot be read will say more.
        return Vec::new();
    };
    let walks = files
        .iter()
        .filter_map(|path| Some(folder.join(path.file_name()?)));
    let is_of_it = |walk: &PathBuf| is_walk(walk) && scenario_of(walk).as_deref() == Some(scenario);
    walks.filter(is_of_it).collect()
}

/// The file itself, or the scenarios and walks in a folder and the folders below, in order; and
/// what of these cannot be read.
fn files_at(path: &Path) -> Vec<Result<PathBuf, Error>> {
    if !path.is_dir() {
        return vec![Ok(path.to_path_buf())];
    }
    match inside(path) {
        Ok(inside) => inside.iter().flat_map(|path| files_at(path)).collect(),
        Err(source) => vec![Err(Error::Read {
            path: path.to_path_buf(),
            source,
        })],
    }
}

/// The scenarios, the walks and the folders right in a folder, in order.
fn inside(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut inside = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        // A link is not followed: it could lead round in a circle.
        let is_folder = entry.file_type()?.is_dir();
        if is_folder || is_ron(&entry.path()) {
            inside.push(entry.path());
        }
    }
    inside.sort();
    Ok(inside)
}

/// Writes a text, over what may be there.
///
/// # Errors
/// When it cannot be written.
pub fn write(path: &Path, text: &str) -> Result<(), Error> {
    fs::write(path, text).map_err(|source| Error::Write {
        path: path.to_path_buf(),
        source,
    })
}

/// Whether a file is there and was written after all of `others`.
pub fn is_newer(path: &Path, others: &[PathBuf]) -> bool {
    let written = |path: &Path| fs::metadata(path).and_then(|it| it.modified()).ok();
    let Some(at) = written(path) else {
        return false;
    };
    let mut others = others.iter().filter_map(|other| written(other));
    path.is_file() && others.all(|other| other < at)
}

/// Reads a file's text; what is no UTF-8 is replaced.
///
/// # Errors
/// When it cannot be read.
pub fn read(path: &Path) -> Result<String, Error> {
    let bytes = fs::read(path).map_err(|source| Error::Read {
        path: path.to_path_buf(),
        source,
    })?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Writes a file that is not there yet, or nothing, and the folders it lies in.
///
/// # Errors
/// When it is there already, or cannot be written.
pub fn write_anew(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = fs::File::create_new(path)?;
    let written = file
        .write_all(text.as_bytes())
        .and_then(|()| file.sync_all());
    if written.is_err() {
        // Half a file would only be in the way of the next attempt.
        let _ = fs::remove_file(path);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Answers what is to be checked at `at` in a folder with these files.
    fn check(files: &[&str], at: &[&str], expected: &[(Option<&str>, &[&str])]) {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            write_anew(&folder.path().join(file), "()").unwrap();
        }
        let paths: Vec<_> = at.iter().map(|it| folder.path().join(it)).collect();
        let (targets, errors) = targets(&paths);
        assert!(errors.is_empty(), "{errors:?}");
        let path = |name: &&str| folder.path().join(name);
        let expected: Vec<_> = expected
            .iter()
            .map(|(scenario, walks)| Target {
                scenario: scenario.as_ref().map(path),
                walks: walks.iter().map(path).collect(),
            })
            .collect();
        assert_eq!(targets, expected);
    }

    #[test]
    fn walks_go_with_the_scenario_of_their_name() {
        let files = &[
            "a.ron",
            "a.walk.ron",
            "a.x.y.walk.ron",
            "ab.walk.ron",
            "a.ron.md",
            "b.ron",
        ];
        let walks = ["a.walk.ron", "a.x.y.walk.ron"];
        check(files, &["a.ron"], &[(Some("a.ron"), &walks)]);
        check(files, &["a.walk.ron"], &[(Some("a.ron"), &walks[..1])]);
        check(files, &["ab.walk.ron"], &[(None, &["ab.walk.ron"])]);
        check(
            files,
            &[""],
            &[
                (Some("a.ron"), &walks),
                (None, &["ab.walk.ron"]),
                (Some("b.ron"), &[]),
            ],
        );
    }

    #[test]
    fn of_two_scenarios_that_a_walk_could_be_named_after_it_is_the_longer() {
        let files = ["a.ron", "a.b.ron", "a.b.walk.ron", "a.c.walk.ron"];
        check(&files, &["a.ron"], &[(Some("a.ron"), &["a.c.walk.ron"])]);
        check(
            &files,
            &["a.b.ron"],
            &[(Some("a.b.ron"), &["a.b.walk.ron"])],
        );
    }

    #[test]
    fn what_is_named_twice_is_checked_once() {
        let files = ["a.ron", "a.b.walk.ron", "below/a.ron"];
        let expected: &[(Option<&str>, &[&str])] = &[
            (Some("a.ron"), &["a.b.walk.ron"]),
            (Some("below/a.ron"), &[]),
        ];
        check(
            &files,
            &["a.b.walk.ron", "a.ron", "a.ron", "below"],
            expected,
        );
    }
}
