//! Everything that can wake the loop, in one queue: keys, signals, and a terminal that is gone.

use std::{
    io,
    sync::mpsc::{Receiver, Sender, channel},
    thread,
};

use crossterm::event::{self, Event, MouseButton, MouseEvent, MouseEventKind};

use crate::ui::{
    Message,
    keymap::Key,
    mouse::{Deed, Mouse},
};

/// Listens from now on; each source has a thread of its own, which ends with the program. Whoever
/// works beside the loop wakes it over the sender.
///
/// # Errors
/// When the system does not let the program listen for signals.
pub fn listen() -> io::Result<(Sender<Message>, Receiver<Message>)> {
    let (sender, inbox) = channel();
    listen_for_signals(sender.clone())?;
    watch_for_hangup(sender.clone());
    let events = sender.clone();
    thread::spawn(move || listen_for_events(&events));
    Ok((sender, inbox))
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

#[cfg(unix)]
fn listen_for_signals(sender: Sender<Message>) -> io::Result<()> {
    use signal_hook::{
        consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP},
        iterator::Signals,
    };

    let mut signals = Signals::new([SIGTERM, SIGINT, SIGHUP, SIGTSTP, SIGCONT])?;
    thread::spawn(move || {
        for signal in signals.forever() {
            let message = match signal {
                SIGTSTP => Message::SuspendAsked,
                SIGCONT => Message::Continued,
                _ => Message::LeaveAsked,
            };
            if sender.send(message).is_err() {
                return;
            }
        }
    });
    Ok(())
}

#[cfg(not(unix))]
fn listen_for_signals(_: Sender<Message>) -> io::Result<()> {
    Ok(())
}

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
