//! Injects: delivered, skipped, held back, acknowledged.

use super::{by_role, pick};
use crate::{
    exercise::Command,
    scenario::{
        Ix, Span,
        model::{Inject, Recipients},
    },
    ui::{
        App, Effect,
        modals::{Choice, Confirm, Modal, Pick, Prompt},
        screens::facilitator::script::{self, Item, Mark},
        step::{Step, Wanted},
        words::{self, plain},
    },
};

/// Delivers what is chosen, or else what waits for the facilitator's hand; else asks which one.
pub(super) fn fire(app: &mut App, chosen: Option<Item>) -> Vec<Effect> {
    let waiting = waiting_for_hand(app);
    let is_chosen = matches!(chosen, Some(Item::Inject(inject))
        if app.state().injects[inject].is_waiting());
    match (waiting.first(), &to_come(app, chosen)[..]) {
        (Some(inject), _) if !is_chosen => app.try_to(Step::Command(Command::Fire(*inject))),
        (_, [inject]) => {
            let step = fire_step(app, *inject);
            app.try_to(step)
        }
        // Whoever takes it from the list sees when it is due.
        (_, injects) => one_of(
            app,
            "Deliver which one now?",
            injects.to_vec(),
            |_, inject| Step::Command(Command::Fire(inject)),
        ),
    }
}

/// Delivers at once what is due; asks about what is not.
fn fire_step(app: &App, inject: Ix<Inject>) -> Step {
    let fire = Step::Command(Command::Fire(inject));
    let row = &app.scenario().injects[inject];
    let due = app.state().inject_due(app.scenario(), inject);
    let when = match due {
        Some(at) if at <= app.clock() => return fire,
        Some(at) => format!("is due in {}", words::until(app.clock(), at)),
        None => format!("waits: {}", words::trigger(app.scenario(), &row.when)),
    };
    Step::Open(Box::new(Modal::Confirm(Confirm {
        title: "Deliver it now?".to_owned(),
        question: format!("“{}” {when}.", plain(&row.title)),
        yes: fire,
    })))
}

pub(super) fn waiting_for_hand(app: &App) -> Vec<Ix<Inject>> {
    script::rows(app)
        .into_iter()
        .filter(|row| row.mark == Mark::WaitsForHand)
        .filter_map(|row| match row.item {
            Item::Inject(inject) => Some(inject),
            _ => None,
        })
        .collect()
}

/// The inject that is chosen, if it is still to come; else all that are.
pub(super) fn to_come(app: &App, chosen: Option<Item>) -> Vec<Ix<Inject>> {
    if let Some(Item::Inject(inject)) = chosen
        && app.state().injects[inject].is_waiting()
    {
        return vec![inject];
    }
    script::rows(app)
        .into_iter()
        .filter_map(|row| match row.item {
            Item::Inject(inject) if app.state().injects[inject].is_waiting() => Some(inject),
            _ => None,
        })
        .collect()
}

/// Goes on with the only one there is, or asks which one is meant.
pub(super) fn one_of(
    app: &mut App,
    title: &str,
    injects: Vec<Ix<Inject>>,
    then: fn(&App, Ix<Inject>) -> Step,
) -> Vec<Effect> {
    if let [inject] = injects[..] {
        let step = then(app, inject);
        return app.try_to(step);
    }
    let choices = injects
        .into_iter()
        .map(|inject| inject_choice(app, inject, then(app, inject)))
        .collect();
    pick(app, title, choices)
}

fn inject_choice(app: &App, inject: Ix<Inject>, step: Step) -> Choice {
    let row = &app.scenario().injects[inject];
    let state = &app.state().injects[inject];
    let when = match (
        &state.delivered,
        app.state().inject_due(app.scenario(), inject),
    ) {
        (Some((at, _)), _) => words::clock(*at),
        (None, Some(at)) if at <= app.clock() => "due".to_owned(),
        (None, Some(at)) => format!("in {}", words::until(app.clock(), at)),
        (None, None) => words::trigger(app.scenario(), &row.when),
    };
    Choice::new(&row.title, &when, step)
}

pub(super) fn skip(app: &App, inject: Ix<Inject>) -> Step {
    let row = &app.scenario().injects[inject];
    Step::Open(Box::new(Modal::Prompt(Prompt::new(
        &format!("Skip “{}”", row.title),
        "Why? It goes into the report; Enter leaves it out.",
        Wanted::SkipReason(inject),
    ))))
}

pub(super) fn hold_back(app: &App, inject: Ix<Inject>) -> Step {
    let due = app.state().inject_due(app.scenario(), inject);
    let from = due.map_or(app.clock(), |due| due.max(app.clock()));
    let later = |minutes: u64| {
        let until = from.after(Span::from_minutes(minutes));
        let step = Step::Command(Command::HoldBack {
            inject,
            until: Some(until),
        });
        Choice::new(&format!("By {minutes} minutes"), &until.to_string(), step)
    };
    let until_said = Step::Command(Command::HoldBack {
        inject,
        until: None,
    });
    let choices = vec![
        later(5),
        later(2),
        later(10),
        Choice::new("Until I deliver it by hand", "", until_said),
    ];
    let title = format!("Hold back “{}”", app.scenario().injects[inject].title);
    Step::Open(Box::new(Modal::Pick(Pick::of(&title, choices))))
}

pub(super) fn acknowledge(app: &mut App, chosen: Option<Item>) -> Vec<Effect> {
    let injects = unacknowledged(app, chosen);
    one_of(app, "Acknowledge which one?", injects, |app, inject| {
        let who = match &app.scenario().injects[inject].to {
            Recipients::Roles(roles) => roles.first(),
            Recipients::All => None,
        };
        by_role(app, Command::Acknowledge(inject), who.copied())
    })
}

/// What came in and nobody has acknowledged, the newest first; or the one that is chosen.
pub(super) fn unacknowledged(app: &App, chosen: Option<Item>) -> Vec<Ix<Inject>> {
    let is_open = |inject: Ix<Inject>| {
        let state = &app.state().injects[inject];
        state.delivered.is_some() && state.acknowledged.is_none()
    };
    if let Some(Item::Inject(inject)) = chosen
        && is_open(inject)
    {
        return vec![inject];
    }
    script::rows(app)
        .into_iter()
        .rev()
        .filter_map(|row| match row.item {
            Item::Inject(inject) if is_open(inject) => Some(inject),
            _ => None,
        })
        .collect()
}
