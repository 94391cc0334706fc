//! Waits for scenarios and walks to be saved, made or removed.
//!
//! It looks at what the folders say of the files, once a second, and reads none of them. So it
//! works alike on every disk, over a network too, and with editors that save by renaming.

use std::{
    collections::BTreeMap,
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    time::{Duration, SystemTime},
};

use crossterm::{
    cursor::MoveTo,
    queue,
    terminal::{Clear, ClearType},
};

use super::{files::targets, signals};

/// How long it is from one look to the next.
const BETWEEN_LOOKS: Duration = Duration::from_secs(1);

/// How long it is until another look at files that are just being saved, and how many such looks
/// there are at most.
const SETTLING: Duration = Duration::from_millis(100);
const MOST_SETTLING: usize = 10;

/// Why the waiting is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    Changed,
    /// The system asks the program to leave.
    LeaveAsked,
}

/// The watch over what is at some paths.
#[derive(Debug)]
pub struct Watch {
    paths: Vec<PathBuf>,
    seen: Look,
    leave: Receiver<()>,
    /// Kept, so that the queue stays open where no signal is listened for.
    _sender: Sender<()>,
}

/// What a look at the files shows: when each was last written, and how long it is; nothing of
/// one that is not there.
type Look = BTreeMap<PathBuf, Option<(Option<SystemTime>, u64)>>;

impl Watch {
    /// Watches from now on: what is changed before it is asked about is not missed.
    ///
    /// # Errors
    /// When the system does not let the program listen for signals.
    pub fn over(paths: Vec<PathBuf>) -> io::Result<Self> {
        let (sender, leave) = channel();
        signals::listen(sender.clone(), || ())?;
        Ok(Self {
            seen: look(&paths),
            paths,
            leave,
            _sender: sender,
        })
    }

    /// How many files there are to be watched.
    pub fn n_files(&self) -> usize {
        self.seen.values().flatten().count()
    }

    /// Waits until something has changed and is settled, or the program is asked to leave.
    pub fn wait(&mut self) -> Seen {
        loop {
            if self.is_asked_to_leave(BETWEEN_LOOKS) {
                return Seen::LeaveAsked;
            }
            let now = look(&self.paths);
            if now != self.seen {
                self.seen = now;
                return self.settle();
            }
        }
    }

    /// Lets an editor finish: some take a file away and put another in its place.
    fn settle(&mut self) -> Seen {
        for _ in 0..MOST_SETTLING {
            if self.is_asked_to_leave(SETTLING) {
                return Seen::LeaveAsked;
            }
            let now = look(&self.paths);
            if now == self.seen {
                break;
            }
            self.seen = now;
        }
        Seen::Changed
    }

    fn is_asked_to_leave(&self, within: Duration) -> bool {
        match self.leave.recv_timeout(within) {
            Ok(()) | Err(RecvTimeoutError::Disconnected) => true,
            Err(RecvTimeoutError::Timeout) => false,
        }
    }
}

/// Empties a terminal, so that what follows stands at its top.
///
/// # Errors
/// When it cannot be written to.
pub fn clear(mut out: impl Write) -> io::Result<()> {
    queue!(out, Clear(ClearType::All), MoveTo(0, 0))
}

fn look(paths: &[PathBuf]) -> Look {
    // What cannot be listed is told by the check itself.
    let (targets, _) = targets(paths);
    let files = targets
        .into_iter()
        .flat_map(|target| target.scenario.into_iter().chain(target.walks));
    files
        .map(|path| {
            let stamp = stamp(&path);
            (path, stamp)
        })
        .collect()
}

fn stamp(path: &Path) -> Option<(Option<SystemTime>, u64)> {
    let metadata = fs::metadata(path).ok()?;
    Some((metadata.modified().ok(), metadata.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_look_tells_what_is_saved_made_and_removed() {
        let folder = tempfile::tempdir().unwrap();
        let paths = vec![folder.path().to_path_buf()];
        let path = |name: &str| folder.path().join(name);
        let mut before = look(&paths);
        let mut changes = |deed: &dyn Fn()| {
            deed();
            let now = look(&paths);
            let is_changed = now != before;
            before = now;
            is_changed
        };
        assert!(!changes(&|| {}));
        assert!(changes(&|| fs::write(path("a.ron"), "(").unwrap()));
        assert!(changes(&|| fs::write(path("a.ron"), "()").unwrap()));
        assert!(changes(&|| fs::write(path("a.b.walk.ron"), "()").unwrap()));
        assert!(!changes(&|| fs::write(path("a.md"), "No scenario").unwrap()));
        assert!(changes(
            &|| fs::rename(path("a.ron"), path("b.ron")).unwrap()
        ));
        assert!(changes(&|| fs::remove_file(path("a.b.walk.ron")).unwrap()));
    }

    #[test]
    fn a_file_that_is_named_is_watched_while_it_is_not_there() {
        let folder = tempfile::tempdir().unwrap();
        let paths = vec![folder.path().join("a.ron")];
        let gone = look(&paths);
        assert_eq!(gone.values().flatten().count(), 0);
        fs::write(&paths[0], "()").unwrap();
        assert_ne!(look(&paths), gone);
    }
}
