//! The loop of the room's screen: waits for the writer, for a second that passes or for a key, and
//! draws what may be seen. It never writes to the exercise.

use std::{io, path::Path, sync::mpsc::RecvTimeoutError};

use super::{
    clock::Clock,
    follow::{Follower, Writer},
    perform::Wish,
    preflight,
    stage::Stage,
};
use crate::{
    error::Error,
    exercise::{Handout, RunTime, event::PauseReason, seat::Course},
    ui::{
        self,
        room::{Effect, Link, Message, Room, view::view},
    },
};

/// Shows the exercise in `folder` as the room may see it, until it is left.
///
/// # Errors
/// When its journal cannot be read, or there is no terminal any more.
pub fn show(stage: &mut Stage, folder: &Path) -> Result<(), Error> {
    let clock = Clock::start();
    let waker = stage.waker();
    let wake = move || waker.send(ui::Message::Woke).is_ok();
    let mut follower = Follower::open(folder, clock.now(), wake)?;
    let _attends = preflight::attend(folder);
    let size = stage.size().map_err(Error::Terminal)?;
    let (handout, link) = seen(&follower, clock.now());
    let mut room = Room::new(handout, link, stage.theme, size);
    loop {
        draw(&mut room, stage).map_err(Error::Terminal)?;
        let messages = wait(&follower, stage, &clock);
        follower.look(clock.now());
        let (handout, link) = seen(&follower, clock.now());
        room.update(Message::Shown(Box::new(handout), link));
        for message in messages.into_iter().filter_map(Message::of) {
            stage.is_over |= message == Message::LeaveAsked;
            let effects = room.update(message);
            if effects.into_iter().any(|effect| stage.grant(wish(effect))) {
                return Ok(());
            }
        }
    }
}

/// What may be seen now, and who tells it.
fn seen(follower: &Follower, now: RunTime) -> (Handout, Link) {
    let mut handout = Handout::of(follower.exercise(), follower.clock_at(now));
    if follower.writer() == Writer::Gone
        && let Course::Running { .. } = handout.course
    {
        // As it will be told when it is resumed.
        let why = PauseReason::Quit;
        handout.course = Course::Paused { why };
    }
    (handout, link(follower))
}

/// What ties whoever follows to the program that writes.
pub(super) fn link(follower: &Follower) -> Link {
    match (follower.trouble(), follower.writer()) {
        (Some(why), _) => Link::Broken(why.clone()),
        (None, Writer::Gone) => Link::Gone,
        (None, Writer::There) => Link::Live,
    }
}

fn draw(room: &mut Room, stage: &mut Stage) -> io::Result<()> {
    let size = stage.size()?;
    if size != room.size {
        room.update(Message::Resize(size));
    }
    stage.draw(|frame| view(room, frame))
}

/// Waits for the first message, at most until the clock shows another second; takes all there are.
fn wait(follower: &Follower, stage: &Stage, clock: &Clock) -> Vec<ui::Message> {
    let inbox = &stage.inbox;
    let first = match follower.wakes_at(clock.now()) {
        Some(then) => inbox.recv_timeout(clock.until(then)),
        None => inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
    };
    match first {
        Ok(message) => [message].into_iter().chain(inbox.try_iter()).collect(),
        Err(RecvTimeoutError::Timeout) => Vec::new(),
        Err(RecvTimeoutError::Disconnected) => vec![ui::Message::LeaveAsked],
    }
}

fn wish(effect: Effect) -> Wish {
    match effect {
        Effect::Redraw => Wish::Redraw,
        Effect::Suspend => Wish::Suspend,
        Effect::Leave => Wish::Leave,
    }
}
