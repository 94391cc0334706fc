//! What comes in where there is no screen: lines of standard input, and signals, in one queue.

use std::{
    io::{self, BufRead},
    sync::mpsc::{self, Receiver, Sender},
    thread,
};

use super::signals;

/// What comes in.
#[derive(Debug)]
pub enum Input {
    Line(String),
    /// The input has ended.
    End,
    /// The system asks the program to leave.
    Signal,
}

/// Listens from now on; each source has a thread of its own, which ends with the program.
///
/// # Errors
/// When the system does not let the program listen for signals.
pub fn listen() -> io::Result<Receiver<Input>> {
    let (sender, inputs) = mpsc::channel();
    signals::listen(sender.clone(), || Input::Signal)?;
    thread::spawn(move || read_lines(&sender));
    Ok(inputs)
}

fn read_lines(sender: &Sender<Input>) {
    let mut input = io::stdin().lock();
    let mut line = Vec::new();
    loop {
        line.clear();
        let sent = match input.read_until(b'\n', &mut line) {
            Ok(0) | Err(_) => {
                // The listener may have left already; then nobody needs to know.
                let _ = sender.send(Input::End);
                return;
            }
            Ok(_) => sender.send(Input::Line(String::from_utf8_lossy(&line).into_owned())),
        };
        if sent.is_err() {
            return;
        }
    }
}
