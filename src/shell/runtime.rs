//! The loop: waits for something to happen, tells the app, does what it asks for, draws once.

use std::{
    io,
    path::{Path, PathBuf},
};

use chrono::{DateTime, Utc};

use super::{
    clock::{Clock, wall_clock},
    comparison::compare_beside,
    ledger::FileLedger,
    perform::{Hands, Wish, deliver},
    preflight,
    pulse::Pulse,
    stage::Stage,
};
pub use crate::ui::Opening;
use crate::{
    error::Error,
    exercise::{Exercise, Playing, RunTime, event::EndReason},
    scenario::Span,
    ui::{App, Message, title::title, view::view},
};

/// How an exercise was left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Left {
    /// It stands, and can be resumed.
    Quit,
    Ended {
        report: PathBuf,
    },
}

/// Writes the report into an exercise's folder, and answers where it is.
pub type ReportWriter = fn(&Path) -> Result<PathBuf, Error>;

/// Runs the exercise on the terminal until it is left.
///
/// # Errors
/// When there is no terminal any more, or the last report cannot be written.
pub fn play(
    stage: &mut Stage,
    playing: Playing,
    mut ledger: FileLedger,
    opening: Opening,
    folder: PathBuf,
    report: ReportWriter,
) -> Result<Left, Error> {
    let size = stage.size().map_err(Error::Terminal)?;
    let is_fresh = opening == Opening::Fresh;
    let mut app = App::new(playing, opening, stage.theme, size);
    app.bell = stage.bell;
    if is_fresh {
        // Its folder has just been made, and what is written behind the first frame tells the rest.
        app.update(app.now, Message::Examined(preflight::look(&folder)));
    } else if app.is_at_the_briefing() {
        app.update(app.now, Message::Examined(preflight::examine(&folder)));
    }
    if is_fresh {
        // Where this fails the loop's first frame fails too, and it is said there.
        let _ = draw(&mut app, stage);
        // The journal begins behind the first frame; nothing has been typed yet.
        ledger
            .settle()
            .inspect_err(|_| FileLedger::discard(&folder))?;
    }
    let write_report = || report(&folder);
    let waker = stage.waker();
    let compare = |exercise: &Exercise| compare_beside(exercise, &folder, waker.clone());
    let mut hands = Hands {
        ledger: &mut ledger,
        write_report: &write_report,
        compare: &compare,
    };
    turn_until_left(&mut app, &mut hands, stage, &folder);
    let ended = app.state().ended.as_ref();
    // What something real has stopped goes on another day.
    if ended.is_none_or(|ended| ended.why == EndReason::RealIncident) {
        return Ok(Left::Quit);
    }
    // Once more, with what was noted since it was written first.
    write_report().map(|report| Left::Ended { report })
}

fn turn_until_left(app: &mut App, hands: &mut Hands<'_>, stage: &mut Stage, folder: &Path) {
    let mut pulse = Pulse::of(folder);
    let clock = Clock::start();
    let mut sleep = SleepWatch::from(&clock);
    loop {
        if app.playing.is_running() {
            pulse.note(&app.playing.exercise, app.clock());
        }
        if draw(app, stage).is_err() {
            // The terminal is gone. What can be recorded of that is.
            deliver(app, hands, clock.now(), Message::LeaveAsked);
            stage.is_over = true;
            return;
        }
        let mut messages = stage.wait(app.wakes_at(), &clock);
        if let Some(slept) = sleep.slept(&clock) {
            messages.insert(0, Message::Slept(slept));
        }
        for message in messages {
            stage.is_over |= message == Message::LeaveAsked;
            for wish in deliver(app, hands, clock.now(), message) {
                if wish == Wish::Examine {
                    let found = preflight::examine(folder);
                    deliver(app, hands, clock.now(), Message::Examined(found));
                } else if stage.grant(wish) {
                    return;
                }
            }
        }
    }
}

/// Draws the app on a terminal whose size it knows.
fn draw(app: &mut App, stage: &mut Stage) -> io::Result<()> {
    let size = stage.size()?;
    if size != app.size {
        // What it answers concerns the world, and a size does not.
        app.update(app.now, Message::Resize(size));
    }
    stage.entitle(&title(app))?;
    stage.draw(|frame| view(app, frame))
}

/// Notices that the computer slept: the time of day has gone on, and the running time has not.
#[derive(Debug, Clone, Copy)]
struct SleepWatch {
    wall: DateTime<Utc>,
    run: RunTime,
}

/// A gap shorter than this is a clock that was set right.
const SLEEP_MS: i64 = 30_000;

impl SleepWatch {
    fn from(clock: &Clock) -> Self {
        Self {
            wall: wall_clock(),
            run: clock.now(),
        }
    }

    /// How long the computer slept since this was asked last, if it did.
    fn slept(&mut self, clock: &Clock) -> Option<Span> {
        let now = Self::from(clock);
        let wall_ms = (now.wall - self.wall).num_milliseconds();
        let run_ms = now.run.as_ms().saturating_sub(self.run.as_ms());
        *self = now;
        let gap_ms = wall_ms.saturating_sub_unsigned(run_ms);
        let slept_ms = u64::try_from(gap_ms).ok()?;
        (gap_ms > SLEEP_MS).then(|| Span::from_ms(slept_ms))
    }
}
