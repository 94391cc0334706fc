//! When the facilitator's keys can act, and why not.

use super::{course, entries, injects};
use crate::{
    exercise::state::InjectState,
    ui::{
        App,
        app::Saving,
        keymap::{Availability, ready_if},
        screens::{Screen, facilitator::Item},
    },
};

/// Whether anything can be recorded now.
pub fn can_record(app: &App) -> Availability {
    match &app.saving {
        Saving::Failing(failing) => Availability::Not(format!(
            "Nothing can be recorded now: cannot write the journal: {}",
            failing.cause
        )),
        Saving::Fine | Saving::Mended => Availability::Ready,
    }
}

/// Ready if the journal can be written and `holds`.
fn recordable_if(app: &App, holds: bool, why_not: &str) -> Availability {
    match can_record(app) {
        Availability::Ready => ready_if(holds, why_not),
        not @ Availability::Not(_) => not,
    }
}

fn chosen(app: &App) -> Option<Item> {
    match app.screen() {
        Screen::Facilitator(screen) => screen.chosen,
        Screen::Preflight(_)
        | Screen::Briefing(_)
        | Screen::Ending(_)
        | Screen::Room(_)
        | Screen::Observer(_)
        | Screen::RealIncident(_)
        | Screen::Solo(_)
        | Screen::Debrief(_) => None,
    }
}

pub fn can_fire(app: &App) -> Availability {
    if let Some(Item::Inject(inject)) = chosen(app)
        && !app.state().injects[inject].is_waiting()
    {
        return recordable_if(
            app,
            !injects::waiting_for_hand(app).is_empty(),
            "The chosen inject has come already; choose one that is still to come.",
        );
    }
    recordable_if(app, is_some_to_come(app), "No inject is left to deliver.")
}

pub fn can_skip(app: &App) -> Availability {
    recordable_if(app, is_some_to_come(app), "No inject is still to come.")
}

fn is_some_to_come(app: &App) -> bool {
    app.state().injects.iter().any(InjectState::is_waiting)
}

pub fn can_acknowledge(app: &App) -> Availability {
    let (mut given, mut made_up) = (app.state().injects.iter(), app.state().improvised.iter());
    let some = given.any(|it| it.delivered.is_some() && it.acknowledged.is_none())
        || made_up.any(|it| it.acknowledged.is_none());
    recordable_if(app, some, "Nothing waits to be acknowledged.")
}

pub fn can_decide(app: &App) -> Availability {
    let some = !entries::open_decisions(app, None).is_empty();
    recordable_if(app, some, "No decision is open.")
}

pub fn can_extend(app: &App) -> Availability {
    let some = !entries::extensible(app, None).is_empty();
    recordable_if(
        app,
        some,
        "No open decision has a limit that is still to pass.",
    )
}

pub fn can_discuss(app: &App) -> Availability {
    let some = !entries::undiscussed(app).is_empty();
    recordable_if(app, some, "No question of a phase is left to talk over.")
}

pub fn can_stop_for_real(app: &App) -> Availability {
    if !app.leads() {
        return Availability::Not(
            "Say it aloud: the facilitator has the key that stops everything.".to_owned(),
        );
    }
    if app.is_stopped_for_real() {
        return Availability::Not("The exercise has stopped already.".to_owned());
    }
    ready_if(
        app.state().ended.is_none(),
        "The exercise has ended; there is nothing left to stop.",
    )
}

pub fn can_tick(app: &App) -> Availability {
    recordable_if(
        app,
        !entries::open_tasks(app).is_empty(),
        "No task is open.",
    )
}

pub fn can_judge(app: &App) -> Availability {
    recordable_if(
        app,
        !entries::unjudged(app).is_empty(),
        "No claim is left to judge.",
    )
}

pub fn can_assign(app: &App) -> Availability {
    let some = !app.scenario().roles.is_empty();
    recordable_if(app, some, "The scenario has no roles.")
}

pub fn can_go_faster(app: &App) -> Availability {
    let some = course::faster(app.state().speed).is_some();
    recordable_if(app, some, "Faster nobody could follow; jump instead.")
}

pub fn can_go_slower(app: &App) -> Availability {
    let some = course::slower(app.state().speed).is_some();
    recordable_if(app, some, "This is as slow as real time; pause instead.")
}

pub fn can_jump_to_next(app: &App) -> Availability {
    recordable_if(
        app,
        course::next_moment(app).is_some(),
        "Nothing more is due.",
    )
}

pub fn can_undo(app: &App) -> Availability {
    let some = app.playing.exercise.last_entry().is_some();
    recordable_if(app, some, "There is no entry to take back.")
}
