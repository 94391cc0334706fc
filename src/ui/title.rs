//! What the terminal's window is called: that this is an exercise, which one, whose seat it is, and how
//! it stands.

use super::{App, app::Saving, observing::Seat, screens::Screen, words::plain};
use crate::exercise::{ExerciseTime, Handout, seat::Course};

/// What it is called while no exercise is on the screen.
pub const LIBRARY: &str = "EXERCISE · library";

/// `EXERCISE · region-loss · T+0:12 · running`; an observer's says so behind the exercise.
///
/// While the clock runs it is told in steps of at least a minute of real time, since each title is
/// written to the terminal.
pub fn title(app: &App) -> String {
    let mut parts = vec!["EXERCISE".to_owned(), plain(&app.scenario().id)];
    if let Seat::Observer(_) = app.seat {
        parts.push("observer".to_owned());
    }
    let is_running = app.playing.is_running();
    match app.screen() {
        Screen::Preflight(_) | Screen::Briefing(_) => parts.push("briefing".to_owned()),
        _ => {
            let step = if is_running { app.state().speed } else { 1.0 };
            parts.push(clock(app.clock(), step));
            parts.push(standing(app).to_owned());
        }
    }
    parts.join(" · ")
}

/// `EXERCISE · Region loss · room · T+0:12 · running`: of what the room may see alone.
pub fn of_the_room(handout: &Handout) -> String {
    let name = plain(&handout.title);
    let (speed, standing) = match handout.course {
        Course::Before(_) => return format!("EXERCISE · {name} · room · briefing"),
        Course::Running { speed } => (speed, "running"),
        Course::Paused { .. } => (1.0, "paused"),
        Course::Ended(_) => (1.0, "ended"),
        Course::RealIncident => (1.0, "stopped"),
    };
    let clock = clock(handout.clock, speed);
    format!("EXERCISE · {name} · room · {clock} · {standing}")
}

fn standing(app: &App) -> &'static str {
    if app.is_stopped_for_real() {
        "stopped"
    } else if app.state().ended.is_some() {
        "ended"
    } else if matches!(app.saving, Saving::Failing(_)) {
        "cannot write"
    } else if app.playing.is_running() {
        "running"
    } else {
        "paused"
    }
}

/// The clock down to the hour and the minute, in steps of so many minutes.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a speed is above 0 and at most 1000"
)]
fn clock(at: ExerciseTime, step: f64) -> String {
    let step = step.ceil().max(1.0) as u64;
    let minutes = at.as_ms() / 60_000 / step * step;
    format!("T+{}:{:02}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_changes_once_a_real_minute_at_most() {
        let at = |minutes: u64, step| clock(ExerciseTime::from_ms(minutes * 60_000 + 59_999), step);
        assert_eq!(at(0, 1.0), "T+0:00");
        assert_eq!(at(12, 1.0), "T+0:12");
        assert_eq!(at(75, 0.5), "T+1:15");
        assert_eq!(at(11, 6.0), "T+0:06");
        assert_eq!(at(12, 6.0), "T+0:12");
        assert_eq!(at(12, 5.5), "T+0:12");
        assert_eq!(at(600, 1.0), "T+10:00");
    }
}
