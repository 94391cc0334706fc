//! The loop of an observer's seat: waits for the writer, for a second that passes or for a key, and
//! draws. It follows the exercise and never writes to it; what is noted goes into [`Notes`].

use std::{io, path::Path};

use super::{
    clock::Clock,
    follow::Follower,
    observers::Notes,
    perform::{Hands, Wish, deliver},
    room::link,
    stage::Stage,
};
use crate::{
    error::Error,
    exercise::Refusal,
    ui::{App, Effect, Message, observing::Notebook, title::title, view::view},
};

/// An observer's journal that is open, and what is to be told about that.
#[derive(Debug)]
pub struct Seated {
    pub notes: Notes,
    pub notebook: Notebook,
    pub notices: Vec<String>,
}

/// Lets somebody observe the exercise in `folder` until they leave.
///
/// # Errors
/// When its journal cannot be read, or there is no terminal any more.
pub fn observe(stage: &mut Stage, folder: &Path, seated: Seated) -> Result<(), Error> {
    let Seated {
        mut notes,
        notebook,
        notices,
    } = seated;
    let clock = Clock::start();
    let mut follower = Follower::open(folder, clock.now())?;
    let size = stage.size().map_err(Error::Terminal)?;
    let playing = follower.playing().clone();
    let mut app = App::observing(playing, notebook, notices, stage.theme, size);
    app.bell = stage.bell;
    look(&mut app, &mut follower, &clock);
    // Only whoever leads an exercise writes its report.
    let write_report = || Err(Error::Refused(Refusal::OnlyObserves));
    let mut hands = Hands {
        ledger: &mut notes,
        write_report: &write_report,
        compare: &|_| (),
    };
    draw(&mut app, stage).map_err(Error::Terminal)?;
    let waker = stage.waker();
    follower.listen(move || waker.send(Message::Woke).is_ok());
    loop {
        let moments = [app.wakes_at(), follower.wakes_at(clock.now())];
        let messages = stage.wait(moments.into_iter().flatten().min(), &clock);
        if look(&mut app, &mut follower, &clock) == Some(Effect::Ring) {
            stage.grant(Wish::Ring);
        }
        for message in messages {
            stage.is_over |= message == Message::LeaveAsked;
            let wishes = deliver(&mut app, &mut hands, clock.now(), message);
            if wishes.into_iter().any(|wish| stage.grant(wish)) {
                return Ok(());
            }
        }
        draw(&mut app, stage).map_err(Error::Terminal)?;
    }
}

/// Shows the app how far the exercise has got.
fn look(app: &mut App, follower: &mut Follower, clock: &Clock) -> Option<Effect> {
    follower.look(clock.now());
    app.follow(clock.now(), follower.playing(), link(follower))
}

/// Draws the app on a terminal whose size it knows.
fn draw(app: &mut App, stage: &mut Stage) -> io::Result<()> {
    let size = stage.size()?;
    if size != app.size {
        app.update(app.now, Message::Resize(size));
    }
    stage.entitle(&title(app))?;
    stage.draw(|frame| view(app, frame))
}
