//! Looks at what an exercise is to run on, before it begins: it writes a file and takes it away
//! again, and changes nothing else.

use std::{
    env,
    fs::{self, File, TryLockError},
    io::{self, Write},
    path::Path,
};

use crate::ui::preflight::{Colors, Found, SecondScreen};

/// The file in an exercise's folder that whoever follows the exercise holds a shared lock on.
pub const WATCHED_FILE: &str = "watched";

/// Looks at the exercise's folder, at its disk, and at the terminal.
pub fn examine(folder: &Path) -> Found {
    Found {
        unwritable: try_to_write(folder).err().map(|error| error.to_string()),
        ..look(folder)
    }
}

/// The same where a journal is about to be written, so that nothing is to be tried.
pub fn look(folder: &Path) -> Found {
    Found {
        folder: folder.to_path_buf(),
        unwritable: None,
        free_bytes: free_bytes(folder),
        colors: colors(|name| env::var(name).ok()),
        second_screen: second_screen(folder),
    }
}

/// Writes a file as the journal is written, down to the disk.
fn try_to_write(folder: &Path) -> io::Result<()> {
    let path = folder.join(format!("preflight-{}", std::process::id()));
    let written = File::create_new(&path).and_then(|mut file| {
        // As much as a few entries take, so that a full disk shows.
        file.write_all(&[b'\n'; 16 * 1024])?;
        file.sync_all()
    });
    let removed = fs::remove_file(&path);
    written.and(removed)
}

#[cfg(unix)]
fn free_bytes(folder: &Path) -> Option<u64> {
    let disk = rustix::fs::statvfs(folder).ok()?;
    Some(disk.f_bavail.saturating_mul(disk.f_frsize))
}

#[cfg(not(unix))]
fn free_bytes(_: &Path) -> Option<u64> {
    None
}

/// How many colors the terminal says it has, in the variables that terminals say it in.
fn colors(variable: impl Fn(&str) -> Option<String>) -> Colors {
    let term = variable("TERM").unwrap_or_default();
    match variable("COLORTERM").as_deref() {
        Some("truecolor" | "24bit") => Colors::All,
        _ if term == "dumb" || term.starts_with("vt") || term.ends_with("-mono") => Colors::None,
        _ if term.ends_with("-direct") => Colors::All,
        _ if term.contains("256color") => Colors::Many,
        _ => Colors::Sixteen,
    }
}

/// Says that somebody follows the exercise in a folder, for as long as what comes back is kept. Where
/// nothing can be written nothing is said, and the room is shown all the same.
pub fn attend(folder: &Path) -> Option<File> {
    let path = folder.join(WATCHED_FILE);
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(path)
        .ok()?;
    // Whoever looks whether somebody is here holds the other lock for that moment alone.
    file.lock_shared().ok()?;
    Some(file)
}

/// Whether somebody holds the lock that says so.
fn second_screen(folder: &Path) -> SecondScreen {
    let lock = File::open(folder.join(WATCHED_FILE)).map(|file| file.try_lock());
    match lock {
        Ok(Err(TryLockError::WouldBlock)) => SecondScreen::Attached,
        Ok(Ok(()) | Err(TryLockError::Error(_))) | Err(_) => SecondScreen::None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_left_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let found = examine(folder.path());
        assert_eq!(found.unwritable, None);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        assert!(!cfg!(unix) || found.free_bytes.is_some());
    }

    #[test]
    fn a_folder_that_is_gone_cannot_be_written() {
        let folder = tempfile::tempdir().unwrap();
        let found = examine(&folder.path().join("gone"));
        assert!(found.unwritable.is_some());
    }

    #[test]
    fn whoever_follows_is_seen_while_they_do() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(second_screen(folder.path()), SecondScreen::None);
        let (one, other) = (attend(folder.path()), attend(folder.path()));
        assert!(one.is_some() && other.is_some());
        assert_eq!(second_screen(folder.path()), SecondScreen::Attached);
        drop(one);
        assert_eq!(second_screen(folder.path()), SecondScreen::Attached);
        drop(other);
        assert_eq!(second_screen(folder.path()), SecondScreen::None);
    }

    #[test]
    fn a_terminal_is_believed_about_its_colors() {
        let told = |term: &'static str, colorterm: Option<&'static str>| {
            colors(|name| match name {
                "TERM" => Some(term.to_owned()),
                _ => colorterm.map(str::to_owned),
            })
        };
        assert_eq!(told("xterm-256color", Some("truecolor")), Colors::All);
        assert_eq!(told("screen-256color", None), Colors::Many);
        assert_eq!(told("linux", None), Colors::Sixteen);
        assert_eq!(told("vt100", None), Colors::None);
        assert_eq!(told("dumb", None), Colors::None);
    }
}
