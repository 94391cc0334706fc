//! The loop of the room's screen: waits for the writer, for a second that passes or for a key, and
//! draws what may be seen. It never writes to the exercise.

use std::{io, path::Path};

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
        title,
    },
};

/// Shows the exercise in `folder` as the room may see it, until it is left.
///
/// # Errors
/// When its journal cannot be read, or there is no terminal any more.
pub fn show(stage: &mut Stage, folder: &Path) -> Result<(), Error> {
    let clock = Clock::start();
    let mut follower = Follower::open(folder, clock.now())?;
    let size = stage.size().map_err(Error::Terminal)?;
    let (handout, link) = seen(&follower, clock.now());
    let mut room = Room::new(handout, link, stage.theme, size);
    room.bell = stage.bell;
    draw(&mut room, stage).map_err(Error::Terminal)?;
    let _attends = preflight::attend(folder);
    let waker = stage.waker();
    follower.listen(move || waker.send(ui::Message::Woke).is_ok());
    loop {
        let moments = [room.wakes_at(), follower.wakes_at(clock.now())];
        let messages = stage.wait(moments.into_iter().flatten().min(), &clock);
        let now = clock.now();
        follower.look(now);
        let (handout, link) = seen(&follower, now);
        let handout = Box::new(handout);
        let shown = Message::Shown { handout, link, now };
        let messages = messages.into_iter().filter_map(Message::of);
        for message in [shown].into_iter().chain(messages) {
            stage.is_over |= message == Message::LeaveAsked;
            let effects = room.update(message);
            if effects.into_iter().any(|effect| stage.grant(wish(effect))) {
                return Ok(());
            }
        }
        draw(&mut room, stage).map_err(Error::Terminal)?;
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
    stage.entitle(&title::of_the_room(&room.handout))?;
    stage.draw(|frame| view(room, frame))
}

fn wish(effect: Effect) -> Wish {
    match effect {
        Effect::Ring => Wish::Ring,
        Effect::Redraw => Wish::Redraw,
        Effect::Suspend => Wish::Suspend,
        Effect::Leave => Wish::Leave,
    }
}
