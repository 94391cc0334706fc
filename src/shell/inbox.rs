//! Everything that can wake the loop, in one queue: keys, signals, and a terminal that is gone.

use std::{
    io, iter,
    sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    thread,
    time::Duration,
};

use crossterm::event::{self, Event, MouseButton, MouseEvent, MouseEventKind};
#[cfg(unix)]
use signal_hook::iterator::Signals;

use crate::ui::{
    Message,
    keymap::Key,
    mouse::{Deed, Mouse},
};

/// The queue, and what fills it. The system is heard from the first; the threads that hear begin with
/// the first wait, so that a first frame does not wait for them. What comes before lies in the
/// terminal until then.
#[derive(Debug)]
pub struct Inbox {
    messages: Receiver<Message>,
    sender: Sender<Message>,
    /// What the system says, until a thread hears it.
    signals: Option<Signals>,
}

impl Inbox {
    /// Hears the system from now on.
    ///
    /// # Errors
    /// When the system does not let the program listen for signals.
    pub fn open() -> io::Result<Self> {
        let (sender, messages) = channel();
        let signals = Some(signals()?);
        Ok(Self {
            messages,
            sender,
            signals,
        })
    }

    /// Wakes whoever waits, for whoever works beside the loop.
    pub fn waker(&self) -> Sender<Message> {
        self.sender.clone()
    }

    /// Waits for the first message, at most so long, and takes all there are; where there is none in
    /// that time, it says so.
    pub fn wait(&mut self, most: Option<Duration>) -> Vec<Message> {
        let first = self.next(most);
        iter::once(first).chain(self.messages.try_iter()).collect()
    }

    /// Waits for one message, at most so long.
    pub fn next(&mut self, most: Option<Duration>) -> Message {
        self.listen();
        let next = match most {
            Some(most) => self.messages.recv_timeout(most),
            None => self.messages.recv().map_err(Into::into),
        };
        next.unwrap_or_else(|why| match why {
            RecvTimeoutError::Timeout => Message::Woke,
            RecvTimeoutError::Disconnected => Message::LeaveAsked,
        })
    }

    /// The next message, if there is one.
    pub fn at_hand(&self) -> Option<Message> {
        self.messages.try_recv().ok()
    }

    /// Gives each source a thread of its own, which ends with the program.
    fn listen(&mut self) {
        let Some(signals) = self.signals.take() else {
            return;
        };
        listen_for_signals(signals, self.waker());
        watch_for_hangup(self.waker());
        let events = self.waker();
        thread::spawn(move || listen_for_events(&events));
    }
}

fn listen_for_events(sender: &Sender<Message>) {
    loop {
        let message = match event::read() {
            Ok(event) => message(event),
            Err(_) => Some(Message::LeaveAsked),
        };
        let is_over = message == Some(Message::LeaveAsked);
        let is_heard = message.is_none_or(|message| sender.send(message).is_ok());
        if is_over || !is_heard {
            return;
        }
    }
}

fn message(event: Event) -> Option<Message> {
    match event {
        Event::Key(key) => Key::pressed(key).map(Message::Key),
        Event::Paste(text) => Some(Message::Paste(text)),
        // On Unix a signal says so, and it is heard before the first frame.
        Event::Resize(..) if cfg!(unix) => None,
        Event::Resize(width, height) => Some(Message::Resize((width, height).into())),
        Event::Mouse(event) => mouse(event).map(Message::Mouse),
        Event::FocusGained | Event::FocusLost => None,
    }
}

/// What a click or a turn of the wheel is to the app; what else a mouse does wakes nobody.
fn mouse(event: MouseEvent) -> Option<Mouse> {
    let deed = match event.kind {
        MouseEventKind::Down(MouseButton::Left) => Deed::Click,
        MouseEventKind::ScrollUp => Deed::WheelUp,
        MouseEventKind::ScrollDown => Deed::WheelDown,
        MouseEventKind::Down(_)
        | MouseEventKind::Up(_)
        | MouseEventKind::Drag(_)
        | MouseEventKind::Moved
        | MouseEventKind::ScrollLeft
        | MouseEventKind::ScrollRight => return None,
    };
    let at = (event.column, event.row).into();
    Some(Mouse { at, deed })
}

/// What nobody sends.
#[cfg(not(unix))]
#[derive(Debug)]
struct Signals;

#[cfg(unix)]
fn signals() -> io::Result<Signals> {
    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGWINCH};

    Signals::new([SIGTERM, SIGINT, SIGHUP, SIGTSTP, SIGCONT, SIGWINCH])
}

#[cfg(unix)]
fn listen_for_signals(mut signals: Signals, sender: Sender<Message>) {
    use signal_hook::consts::{SIGCONT, SIGTSTP, SIGWINCH};

    thread::spawn(move || {
        for signal in signals.forever() {
            let message = match signal {
                SIGTSTP => Message::SuspendAsked,
                SIGCONT => Message::Continued,
                // Whoever draws asks how large the terminal is.
                SIGWINCH => Message::Woke,
                _ => Message::LeaveAsked,
            };
            if sender.send(message).is_err() {
                return;
            }
        }
    });
}

#[cfg(not(unix))]
fn signals() -> io::Result<Signals> {
    Ok(Signals)
}

#[cfg(not(unix))]
fn listen_for_signals(_: Signals, _: Sender<Message>) {}

/// Asks to leave when the terminal is hung up and no signal says so: under `nohup`, for one.
#[cfg(unix)]
fn watch_for_hangup(sender: Sender<Message>) {
    use rustix::event::{PollFd, PollFlags, poll};

    thread::spawn(move || {
        let stdin = io::stdin();
        // Nothing is asked for, so that only an end of the terminal is answered.
        let mut watched = [PollFd::new(&stdin, PollFlags::empty())];
        let is_over = PollFlags::HUP | PollFlags::ERR;
        while let Err(rustix::io::Errno::INTR) = poll(&mut watched, None) {}
        if watched[0].revents().intersects(is_over) {
            // Who listens no longer has left already.
            let _ = sender.send(Message::LeaveAsked);
        }
    });
}

#[cfg(not(unix))]
fn watch_for_hangup(_: Sender<Message>) {}
