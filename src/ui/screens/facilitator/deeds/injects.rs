//! Injects: delivered, skipped, held back, acknowledged.

use super::{by_role, pick};
use crate::{
    exercise::{Command, ExerciseTime, event::Received},
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
    let open = unacknowledged(app, chosen);
    if let [only] = open[..] {
        let step = acknowledgement(app, only);
        return step.map_or_else(Vec::new, |step| app.try_to(step));
    }
    let choices = open.into_iter().filter_map(|item| {
        let (at, _) = received(app, item)?;
        let step = acknowledgement(app, item)?;
        Some(Choice::new(
            &script::name(app, item),
            &words::clock(at),
            step,
        ))
    });
    let choices = choices.collect();
    pick(app, "Acknowledge which one?", choices)
}

/// When something came in, and whether nobody has acknowledged it.
fn received(app: &App, item: Item) -> Option<(ExerciseTime, bool)> {
    match item {
        Item::Inject(inject) => {
            let state = &app.state().injects[inject];
            let (at, _) = state.delivered.as_ref()?;
            Some((*at, state.acknowledged.is_none()))
        }
        Item::Improvised(n) => {
            let state = &app.state().improvised[n];
            Some((state.at, state.acknowledged.is_none()))
        }
        Item::Phase(_) | Item::Decision(_) => None,
    }
}

/// In the name of the first whom it is for.
fn acknowledgement(app: &App, item: Item) -> Option<Step> {
    let scenario = app.scenario();
    let (inject, role) = match item {
        Item::Inject(inject) => {
            let role = match &scenario.injects[inject].to {
                Recipients::Roles(roles) => roles.first().copied(),
                Recipients::All => None,
            };
            (Received::Scripted(inject), role)
        }
        Item::Improvised(n) => {
            let state = &app.state().improvised[n];
            let to = state.recipients.first();
            let role = to.and_then(|to| scenario.roles.find(to));
            (Received::Improvised(state.id.clone()), role)
        }
        Item::Phase(_) | Item::Decision(_) => return None,
    };
    Some(by_role(app, Command::Acknowledge(inject), role))
}

/// What came in and nobody has acknowledged, the newest first; or the one that is chosen.
pub(super) fn unacknowledged(app: &App, chosen: Option<Item>) -> Vec<Item> {
    let is_open = |item: &Item| received(app, *item).is_some_and(|(_, is_open)| is_open);
    if let Some(item) = chosen.filter(is_open) {
        return vec![item];
    }
    let rows = script::rows(app).into_iter().rev();
    rows.map(|row| row.item).filter(is_open).collect()
}
