//! Whether a writer lives, told by the lock that it holds.

use std::{
    fs::{File, TryLockError},
    io,
    path::{Path, PathBuf},
    sync::mpsc::{Sender, channel},
    thread,
};

use crate::shell::ledger::LOCK_FILE;

/// Asks for an exercise's lock, and never keeps it: a writer that comes in the same moment waits
/// for that long.
#[derive(Debug)]
pub(super) struct Watchman {
    path: PathBuf,
    /// Sends a thread to wait at the lock, where the system wakes it.
    post: Option<Sender<()>>,
}

impl Watchman {
    /// A watchman at the lock of `folder`, who answers when he is asked.
    pub(super) fn at(folder: &Path) -> Self {
        let path = folder.join(LOCK_FILE);
        Self { path, post: None }
    }

    /// From now on, whenever he was asked and a writer holds the lock, he calls `wake` once that has
    /// let go of it. The system wakes him, so that is for a local disk.
    pub(super) fn stand(&mut self, wake: impl Fn() -> bool + Send + 'static) {
        self.post = Some(stand_at(self.path.clone(), wake));
    }

    /// Whether a writer holds the lock, and waits for it to let go if it does.
    pub(super) fn is_held(&self) -> bool {
        let is_held = is_held(&self.path);
        if is_held && let Some(post) = &self.post {
            // A thread that could not lock has ended, and there is no other way to be told.
            let _ = post.send(());
        }
        is_held
    }
}

fn is_held(path: &Path) -> bool {
    // A lock that is not there is held by nobody, and one that cannot be asked for may be.
    match File::open(path).map(|file| file.try_lock_shared()) {
        Ok(Err(TryLockError::WouldBlock)) => true,
        Ok(Err(TryLockError::Error(_)) | Ok(())) => false,
        Err(error) => error.kind() != io::ErrorKind::NotFound,
    }
}

/// A thread that waits at the lock each time it is sent, and wakes the loop when it gets it.
fn stand_at(path: PathBuf, wake: impl Fn() -> bool + Send + 'static) -> Sender<()> {
    let (post, sent) = channel();
    thread::spawn(move || {
        while sent.recv().is_ok() {
            // It is let go of at once: the file is dropped.
            let waited = File::open(&path).and_then(|file| file.lock_shared());
            // Several may have sent it while it waited.
            sent.try_iter().for_each(drop);
            if waited.is_err() || !wake() {
                return;
            }
        }
    });
    post
}
