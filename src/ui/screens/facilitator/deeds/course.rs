//! The course of the exercise: its clock, its end, and the way back.

use crate::{
    exercise::{Command, ExerciseTime, Refusal, event::PauseReason},
    report::timeline,
    ui::{
        App, Effect,
        app::Saving,
        modals::{Confirm, Modal, Prompt},
        step::{Step, Wanted},
        words::plain,
    },
};

pub(super) fn pause_or_resume(app: &mut App) -> Vec<Effect> {
    app.try_to(Step::Command(if app.state().paused.is_some() {
        Command::Resume
    } else {
        Command::Pause(PauseReason::Hand)
    }))
}

/// The speeds that the keys go through.
const SPEEDS: [f64; 7] = [1.0, 2.0, 5.0, 6.0, 10.0, 20.0, 60.0];

pub(super) fn faster(speed: f64) -> Option<f64> {
    SPEEDS.into_iter().find(|step| *step > speed)
}

pub(super) fn slower(speed: f64) -> Option<f64> {
    SPEEDS.into_iter().rev().find(|step| *step < speed)
}

pub(super) fn set_speed(app: &mut App, speed: Option<f64>) -> Vec<Effect> {
    speed.map_or_else(Vec::new, |speed| {
        app.try_to(Step::Command(Command::SetSpeed(speed)))
    })
}

pub(super) fn jump_to_next(app: &mut App) -> Vec<Effect> {
    next_moment(app).map_or_else(Vec::new, |to| {
        app.try_to(Step::Command(Command::Jump { to }))
    })
}

/// The next moment at which something comes or a limit passes.
pub(super) fn next_moment(app: &App) -> Option<ExerciseTime> {
    app.playing.next_due(app.now)
}

pub(super) fn jump_by(app: &mut App) -> Vec<Effect> {
    let from = app.clock();
    let hint = format!("By how much, from {from}? Minutes, or such as 90s, 1h30m.");
    let prompt = Prompt::new("Jump ahead", &hint, Wanted::JumpLength { from });
    app.open(Modal::Prompt(prompt))
}

pub(super) fn undo(app: &mut App) -> Vec<Effect> {
    let Some(record) = app.playing.exercise.last_entry() else {
        return app.refuse(Refusal::NothingToUndo.to_string());
    };
    let entry = timeline::entry(&app.playing.exercise, record);
    let what = entry.map_or_else(|| "the last entry".to_owned(), |entry| entry.text);
    let question = format!(
        "{}: “{}”. What followed from it is taken back too; the journal keeps it, marked as undone.",
        record.clock,
        plain(&what)
    );
    app.open(Modal::Confirm(Confirm {
        title: "Take this back?".to_owned(),
        question,
        yes: Step::Command(Command::Undo),
    }))
}

pub(super) fn end(app: &mut App) -> Vec<Effect> {
    let question = "No ending has been reached. The clock stops for good, and the report is \
                    written; undo takes it back."
        .to_owned();
    app.open(Modal::Confirm(Confirm {
        title: "End the exercise here?".to_owned(),
        question,
        yes: Step::Command(Command::Stop),
    }))
}

/// Asks before the program is left.
pub(super) fn quit(app: &mut App) -> Vec<Effect> {
    let question = match &app.saving {
        Saving::Failing(failing) if !failing.stop.is_empty() => {
            "The journal cannot be written just now. That something real has stopped the exercise is \
             not in it yet; that and what else waits is lost. The exercise can be resumed from what \
             is there."
        }
        Saving::Failing(_) => {
            "The journal cannot be written just now. What is on the screen is on the disk; what \
             waits to be written is lost. The exercise can be resumed from what is there."
        }
        Saving::Fine | Saving::Mended => {
            "The clock stops. `blackstart resume` goes on where it stands."
        }
    };
    app.open(Modal::Confirm(Confirm {
        title: "Leave the exercise?".to_owned(),
        question: question.to_owned(),
        yes: Step::Leave,
    }))
}
