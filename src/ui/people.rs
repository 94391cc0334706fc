//! Who can be named: everybody who takes part, sits in a role or has left. It asks nobody.

use super::{App, fuzzy::near, words::plain};
use crate::{
    exercise::State,
    scenario::{HasId, Ix, Scenario, model::Role},
};

/// Somebody, and what is worth knowing beside the name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    pub name: String,
    /// The roles, and whether the person is absent.
    pub about: String,
}

/// Everybody who is known, in the order of the roles.
pub fn names(app: &App) -> Vec<String> {
    let state = app.state();
    let holders = state.roles.iter().flatten();
    let people = state.people.iter().map(|person| &person.name);
    let mut names: Vec<String> = Vec::new();
    for name in holders.chain(people).chain(&state.absent) {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    names
}

/// What is worth knowing of somebody, such as `Incident commander, absent`.
pub fn about(app: &App, name: &str) -> String {
    let (scenario, state) = (app.scenario(), app.state());
    let roles = scenario.roles.entries().filter(|(role, _)| {
        let holder = state.roles[*role].as_deref();
        holder == Some(name)
    });
    let mut about: Vec<_> = roles.map(|(_, role)| plain(&role.name)).collect();
    if state.is_absent(name) {
        about.push("absent".to_owned());
    }
    about.join(", ")
}

/// Whoever sits in a role and is there.
pub fn present(state: &State, role: Ix<Role>) -> Option<&str> {
    let holder = state.roles[role].as_deref()?;
    (!state.is_absent(holder)).then_some(holder)
}

/// Those whom a few letters can mean, the likeliest first: of the name, or of a role. A role in
/// which nobody sits is offered by its own name.
pub fn found(app: &App, typed: &str) -> Vec<Named> {
    let nobody = app.scenario().roles.entries().filter_map(|(role, row)| {
        let is_empty = app.state().roles[role].is_none();
        let about = "nobody yet".to_owned();
        let name = plain(&row.name);
        is_empty.then_some(Named { name, about })
    });
    let people = names(app).into_iter().map(|name| Named {
        about: about(app, &name),
        name,
    });
    let mut found: Vec<_> = people
        .chain(nobody)
        .filter_map(|it| Some((distance(&it, typed)?, it)))
        .collect();
    found.sort_by_key(|(distance, _)| *distance);
    found.into_iter().map(|(_, it)| it).collect()
}

/// How far somebody is from what was typed, if it can mean them.
fn distance(it: &Named, typed: &str) -> Option<(u8, usize)> {
    let begins = it.name.to_lowercase().starts_with(&typed.to_lowercase());
    let name = near(&it.name, typed).map(|far| (u8::from(!begins), far));
    name.or_else(|| near(&it.about, typed).map(|far| (2, far)))
}

/// The ids of the roles that a text names, with commas between them: by id, by name, or by who
/// sits there. Nothing, and `everybody`, is all of them.
///
/// # Errors
/// What is no role, in one line.
pub fn recipients(scenario: &Scenario, state: &State, text: &str) -> Result<Vec<String>, String> {
    let named = text.split(',').map(str::trim).filter(|it| !it.is_empty());
    let is_everybody = |it: &str| matches!(&*it.to_lowercase(), "all" | "everybody");
    let mut ids: Vec<String> = Vec::new();
    for it in named {
        if is_everybody(it) {
            return Ok(vec!["all".to_owned()]);
        }
        let mut roles = scenario.roles.entries();
        let role = roles.find(|(role, row)| {
            let same = |name: &str| name.to_lowercase() == it.to_lowercase();
            same(row.id()) || same(&row.name) || state.roles[*role].as_deref().is_some_and(same)
        });
        match role {
            Some((_, row)) => ids.push(row.id().to_owned()),
            None => return Err(format!("no role and nobody in one is called {it}")),
        }
    }
    if ids.is_empty() {
        ids.push("all".to_owned());
    }
    Ok(ids)
}
