//! Who sits where, and who is there.

use super::pick;
use crate::{
    exercise::Command,
    scenario::{Ix, model::Role},
    ui::{
        App, Effect,
        modals::{Choice, Modal, Pick, Prompt},
        people::{about, names},
        step::{Step, Wanted},
        words,
    },
};

/// Asks who gets a role.
pub(super) fn assign(app: &mut App) -> Vec<Effect> {
    let roles = app.scenario().roles.entries();
    let choices = roles
        .map(|(role, row)| {
            let holder = app.state().roles[role].is_some();
            let detail = holder.then(|| words::who(app.scenario(), app.state(), role));
            let step = Step::Open(Box::new(whom(app, role)));
            Choice::new(&row.name, &detail.unwrap_or_default(), step)
        })
        .collect();
    pick(app, "Which role?", choices)
}

/// Those who are there already, and whoever else it may be.
fn whom(app: &App, role: Ix<Role>) -> Modal {
    let title = format!("Who is the {}?", app.scenario().roles[role].name);
    let hint = "A name. It goes into the journal and the report.";
    let other = Modal::Prompt(Prompt::new(&title, hint, Wanted::Person(role)));
    let holder = app.state().roles[role].as_deref();
    let mut choices: Vec<_> = names(app)
        .into_iter()
        .filter(|name| Some(&**name) != holder)
        .map(|person| {
            let about = about(app, &person);
            Choice::new(
                &person.clone(),
                &about,
                Step::Command(Command::Assign { role, person }),
            )
        })
        .collect();
    if choices.is_empty() {
        return other;
    }
    let step = Step::Open(Box::new(other));
    choices.push(Choice::new("Somebody else", "", step).on('o'));
    Modal::Pick(Pick::of(&title, choices))
}

/// Asks who has left, or is back.
pub(super) fn absent(app: &mut App) -> Vec<Effect> {
    let mut choices: Vec<_> = names(app)
        .into_iter()
        .map(|person| {
            let about = about(app, &person);
            let (label, command) = if app.state().is_absent(&person) {
                (format!("{person} is back"), Command::Return { person })
            } else {
                (format!("{person} has left"), Command::Leave { person })
            };
            Choice::new(&label, &about, Step::Command(command))
        })
        .collect();
    let hint = "A name. It goes into the journal and the report.";
    let other = Modal::Prompt(Prompt::new("Who has left?", hint, Wanted::Leaver));
    if choices.is_empty() {
        return app.open(other);
    }
    let step = Step::Open(Box::new(other));
    choices.push(Choice::new("Somebody else has left", "", step).on('o'));
    pick(app, "Who has left, or is back?", choices)
}
