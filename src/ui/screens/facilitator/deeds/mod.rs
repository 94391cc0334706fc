//! What the facilitator's keys set going: the command itself where it is clear what is meant, or
//! else the question which one, what or why.

mod availability;
mod course;
mod entries;
mod improvise;
mod injects;
mod people;

pub use self::availability::{
    can_acknowledge, can_assign, can_decide, can_discuss, can_extend, can_fire, can_go_faster,
    can_go_slower, can_judge, can_jump_to_next, can_record, can_skip, can_stop_for_real, can_tick,
    can_undo,
};
use super::script::Item;
use crate::{
    exercise::{Command, Who, event::ObservationKind},
    scenario::{Ix, model::Role},
    ui::{
        App, Effect,
        keymap::Action,
        modals::{Choice, Entries, Modal, Pick},
        people as known,
        step::Step,
    },
};

/// Does what an action asks for; `chosen` is what somebody has chosen in the script.
pub fn start(app: &mut App, chosen: Option<Item>, action: Action) -> Vec<Effect> {
    match action {
        Action::PauseOrResume => course::pause_or_resume(app),
        Action::Fire => injects::fire(app, chosen),
        Action::Skip => injects::one_of(
            app,
            "Skip which one?",
            injects::to_come(app, chosen),
            injects::skip,
        ),
        Action::HoldBack => injects::one_of(
            app,
            "Hold which one back?",
            injects::to_come(app, chosen),
            injects::hold_back,
        ),
        Action::Improvise => improvise::improvise(app),
        Action::Acknowledge => injects::acknowledge(app, chosen),
        Action::Decide => entries::decide(app, chosen),
        Action::Extend => entries::extend(app, chosen),
        Action::Tick => entries::tick(app),
        Action::Discuss => entries::discuss(app),
        Action::Declare => entries::declare(app),
        Action::PostUpdate => entries::post_update(app),
        Action::Strength => entries::observe(app, chosen, ObservationKind::Strength),
        Action::Improvement => entries::observe(app, chosen, ObservationKind::Improvement),
        Action::Note => entries::observe(app, chosen, ObservationKind::Note),
        Action::JudgeClaim => entries::judge(app),
        Action::Assign => people::assign(app),
        Action::Absent => people::absent(app),
        Action::Faster => course::set_speed(app, course::faster(app.state().speed)),
        Action::Slower => course::set_speed(app, course::slower(app.state().speed)),
        Action::JumpToNext => course::jump_to_next(app),
        Action::JumpBy => course::jump_by(app),
        Action::Undo => course::undo(app),
        Action::Entries => app.open(Modal::Entries(Entries::default())),
        Action::End => course::end(app),
        Action::Quit => course::quit(app),
        _ => Vec::new(),
    }
}

/// Asks in the name of whoever sits in `role`, unless that is somebody who is absent.
fn by_role(app: &App, command: Command, role: Option<Ix<Role>>) -> Step {
    let (scenario, state) = (app.scenario(), app.state());
    let is_absent =
        |role: Ix<Role>| state.roles[role].is_some() && known::present(state, role).is_none();
    let role = role.filter(|role| !is_absent(*role));
    let who = role.map(|role| state.in_role(scenario, role));
    // A role may be called like the clock, which acts by itself alone.
    match who {
        Some(who @ Who::Person(_)) => Step::CommandBy(command, who),
        Some(Who::Clock) | None => Step::Command(command),
    }
}

fn pick(app: &mut App, title: &str, choices: Vec<Choice>) -> Vec<Effect> {
    app.open(Modal::Pick(Pick::of(title, choices)))
}
