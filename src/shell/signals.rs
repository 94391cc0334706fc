//! The system asking the program to leave: Ctrl-C, a closed terminal, a shutdown.

use std::{io, sync::mpsc::Sender};

/// Sends what `message` makes each time the system asks; the thread for it ends with the program.
///
/// # Errors
/// When the system does not let the program listen for signals.
#[cfg(unix)]
pub fn listen<T: Send + 'static>(
    sender: Sender<T>,
    message: impl Fn() -> T + Send + 'static,
) -> io::Result<()> {
    use std::thread;

    use signal_hook::{
        consts::{SIGHUP, SIGINT, SIGTERM},
        iterator::Signals,
    };

    let mut signals = Signals::new([SIGHUP, SIGINT, SIGTERM])?;
    thread::spawn(move || {
        for _ in signals.forever() {
            if sender.send(message()).is_err() {
                return;
            }
        }
    });
    Ok(())
}

/// Where the system ends the program by itself, nothing is sent.
#[cfg(not(unix))]
pub fn listen<T: Send + 'static>(
    _: Sender<T>,
    _: impl Fn() -> T + Send + 'static,
) -> io::Result<()> {
    Ok(())
}
