//! The configuration file: found, read, and its folders as paths.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::folder::is_absent;
use crate::{
    error::Error,
    exercise::event::Pace,
    harmless,
    scenario::{
        self,
        config::{self, Config},
    },
};

/// What the user likes, and where more scenarios are.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    pub config: Config,
    pub folders: Vec<PathBuf>,
}

impl Settings {
    /// Reads the file that was named, which must be there, or else the platform's own, which need
    /// not.
    ///
    /// # Errors
    /// When it cannot be read, or has a mistake.
    pub fn at(named: Option<PathBuf>) -> Result<Self, Error> {
        let is_named = named.is_some();
        let Some(path) = named.or_else(of_platform) else {
            return Ok(Self::default());
        };
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if !is_named && is_absent(&error) => return Ok(Self::default()),
            Err(source) => return Err(Error::Read { path, source }),
        };
        Self::of(&path, &String::from_utf8_lossy(&bytes))
    }

    fn of(path: &Path, text: &str) -> Result<Self, Error> {
        let (config, problems) = scenario::load_config(text);
        let origin = harmless::line(&path.display().to_string());
        let config = config.ok_or_else(|| Error::BrokenConfig {
            summary: match problems.len() {
                1 => format!("{origin} has an error"),
                n => format!("{origin} has {n} errors"),
            },
            problems: problems
                .iter()
                .map(|problem| problem.render(&origin, text) + "\n")
                .collect(),
        })?;
        let beside = path.parent().unwrap_or(Path::new(""));
        let folders = config.folders.iter();
        let folders = folders.map(|folder| located(folder, beside)).collect();
        Ok(Self { config, folders })
    }

    /// How injects arrive, where the command line does not say.
    pub const fn pace(&self) -> Pace {
        match self.config.pace {
            config::Pace::Real => Pace::Real,
            config::Pace::Manual => Pace::Manual,
        }
    }
}

fn of_platform() -> Option<PathBuf> {
    directories::ProjectDirs::from("", "", "blackstart")
        .map(|folders| folders.config_dir().join("config.ron"))
}

/// Where a folder is that a file in `beside` names; `~` is the user's own.
fn located(folder: &str, beside: &Path) -> PathBuf {
    let rest = folder
        .strip_prefix('~')
        .filter(|rest| rest.is_empty() || rest.starts_with(std::path::is_separator));
    match (rest, directories::BaseDirs::new()) {
        (Some(rest), Some(dirs)) => {
            let rest = rest.trim_start_matches(std::path::is_separator);
            dirs.home_dir().join(rest)
        }
        _ => beside.join(folder),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_found_from_home_from_the_file_and_from_the_root() {
        let home = directories::BaseDirs::new()
            .unwrap()
            .home_dir()
            .to_path_buf();
        let beside = Path::new("/etc/blackstart");
        for (folder, path) in [
            ("~/drills", home.join("drills")),
            ("~", home.clone()),
            ("ours", beside.join("ours")),
            ("~ours", beside.join("~ours")),
            ("/srv/drills", PathBuf::from("/srv/drills")),
        ] {
            // A home with a slash at its end is the same folder.
            assert_eq!(
                located(folder, beside).components().collect::<PathBuf>(),
                path
            );
        }
    }

    #[test]
    fn a_file_that_is_named_must_be_there() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("config.ron");
        let error = Settings::at(Some(path.clone())).unwrap_err();
        assert!(matches!(error, Error::Read { .. }), "{error}");
        fs::write(&path, "Config(bel: false)").unwrap();
        match Settings::at(Some(path)) {
            Err(Error::BrokenConfig { problems, .. }) => {
                assert!(problems.contains("config.ron:1:8"), "{problems}");
                assert!(problems.contains("Did you mean `bell`?"), "{problems}");
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_file_of_the_right_kind_tells_how_one_is_written() {
        let error = Settings::of(Path::new("c.ron"), "Scenario()").unwrap_err();
        assert_eq!(error.to_string(), "c.ron has an error");
    }
}
