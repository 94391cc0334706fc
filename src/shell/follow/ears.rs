//! Wakes a loop when a writer has written. On a local disk of a Linux system the system says so,
//! and nothing happens in between; elsewhere the files are looked at five times a second.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::mpsc::channel,
    thread,
    time::{Duration, SystemTime},
};

use super::place::Place;
use crate::shell::ledger::{JOURNAL_FILE, LOCK_FILE};

/// How long it is from one look to the next, where nobody tells of changes.
const BETWEEN_LOOKS: Duration = Duration::from_millis(200);

/// Calls `wake` whenever the journal in `folder` or its lock was written, from now on and until it
/// answers `false`, and once now.
pub fn listen(folder: &Path, place: Place, wake: impl Fn() -> bool + Send + 'static) {
    let files = [JOURNAL_FILE, LOCK_FILE].map(|name| folder.join(name));
    thread::spawn(move || {
        let is_heard = match place {
            Place::Local => told::listen(&files, &wake),
            Place::Elsewhere => true,
        };
        if is_heard {
            look_again_and_again(&files, &wake);
        }
    });
}

fn look_again_and_again(files: &[PathBuf], wake: &impl Fn() -> bool) {
    // Nobody sends: it is the one way to wait for a time and nothing else.
    let (_sender, never) = channel::<()>();
    let mut seen = look(files);
    let mut is_heard = wake();
    while is_heard {
        let _ = never.recv_timeout(BETWEEN_LOOKS);
        let now = look(files);
        if now != seen {
            seen = now;
            is_heard = wake();
        }
    }
}

/// When each file was last written, and how long it is; nothing of one that is not there.
fn look(files: &[PathBuf]) -> Vec<Option<(Option<SystemTime>, u64)>> {
    let stamp = |path| {
        let metadata = fs::metadata(path).ok()?;
        Some((metadata.modified().ok(), metadata.len()))
    };
    files.iter().map(stamp).collect()
}

#[cfg(target_os = "linux")]
mod told {
    //! What Linux tells of files.

    use std::{mem::MaybeUninit, path::PathBuf};

    use rustix::{
        fs::inotify::{self, CreateFlags, ReadFlags, WatchFlags},
        io::{Errno, Result},
    };

    /// Wakes on every change, until nobody listens, which it answers with `false`; `true` when the
    /// system tells no more, since a file was put in the place of another.
    pub(super) fn listen(files: &[PathBuf], wake: &impl Fn() -> bool) -> bool {
        watch(files, wake).unwrap_or(true)
    }

    fn watch(files: &[PathBuf], wake: &impl Fn() -> bool) -> Result<bool> {
        const LARGEST: usize = 4096;
        let changes = WatchFlags::MODIFY | WatchFlags::DELETE_SELF | WatchFlags::MOVE_SELF;
        let replaced = ReadFlags::DELETE_SELF | ReadFlags::MOVE_SELF | ReadFlags::IGNORED;
        let system = inotify::init(CreateFlags::CLOEXEC)?;
        for file in files {
            match inotify::add_watch(&system, file, changes) {
                // A folder that was copied has no lock.
                Ok(_) | Err(Errno::NOENT) => {}
                Err(error) => return Err(error),
            }
        }
        let mut bytes = [MaybeUninit::uninit(); LARGEST];
        let mut reader = inotify::Reader::new(&system, &mut bytes);
        let mut is_heard = wake();
        while is_heard {
            let mut what = next(&mut reader)?;
            // What came with it is the same change: a line, and the next line.
            while !reader.is_buffer_empty() {
                what |= next(&mut reader)?;
            }
            is_heard = wake();
            if what.intersects(replaced) {
                return Ok(is_heard);
            }
        }
        Ok(false)
    }

    fn next<Fd: rustix::fd::AsFd>(reader: &mut inotify::Reader<'_, Fd>) -> Result<ReadFlags> {
        loop {
            match reader.next() {
                Err(Errno::INTR) => {}
                answer => return answer.map(|event| event.events()),
            }
        }
    }
}

#[cfg(not(target_os = "linux"))]
mod told {
    //! Other systems are not asked.

    use std::path::PathBuf;

    pub(super) fn listen(_: &[PathBuf], _: &impl Fn() -> bool) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::RecvTimeoutError;

    use super::*;

    /// How long a wake may take on a machine that has much else to do.
    const DEADLINE: Duration = Duration::from_secs(60);

    #[test]
    fn every_change_wakes_on_a_local_disk_and_elsewhere() {
        for place in [Place::Local, Place::Elsewhere] {
            let folder = tempfile::tempdir().unwrap();
            let path = |name| folder.path().join(name);
            fs::write(path(JOURNAL_FILE), "a").unwrap();
            fs::write(path(LOCK_FILE), "").unwrap();
            let (sender, woken) = channel();
            listen(folder.path(), place, move || sender.send(()).is_ok());
            let wakes = || woken.recv_timeout(DEADLINE);
            assert_eq!(wakes(), Ok(()), "at first");
            for n in 0..3 {
                fs::write(path(JOURNAL_FILE), "a".repeat(n + 2)).unwrap();
                assert_eq!(wakes(), Ok(()), "{place:?} {n}");
                while woken.try_recv().is_ok() {}
            }
            fs::write(path(LOCK_FILE), "held").unwrap();
            assert_eq!(wakes(), Ok(()), "{place:?} lock");
            // Another file in its place, and then a change of that.
            fs::write(path("next"), "of another length").unwrap();
            fs::rename(path("next"), path(JOURNAL_FILE)).unwrap();
            assert_ne!(
                wakes(),
                Err(RecvTimeoutError::Timeout),
                "{place:?} replaced"
            );
        }
    }
}
