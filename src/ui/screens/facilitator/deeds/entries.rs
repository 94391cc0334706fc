//! What people decide, do, say and see.

use super::{by_role, pick};
use crate::{
    exercise::{
        Command,
        event::{ClaimVerdict, ObservationKind, UpdateState},
        state::PhaseState,
    },
    report::spoken,
    scenario::{
        HasId, Ix, Span,
        model::{Audience, Claim, Decision, Phase, Task},
    },
    ui::{
        App, Effect,
        modals::{Blank, Choice, Decide, Modal, Pick, Prompt},
        screens::facilitator::script::{self, Item},
        step::{Step, Wanted},
        words,
    },
};

pub(super) fn decide(app: &mut App, chosen: Option<Item>) -> Vec<Effect> {
    let open = open_decisions(app, chosen);
    if let [decision] = open[..] {
        return app.open(Modal::Decide(Decide::new(decision)));
    }
    let choice = |decision: Ix<Decision>| {
        let left = left(app, decision);
        let step = Step::Open(Box::new(Modal::Decide(Decide::new(decision))));
        Choice::new(&script::name(app, Item::Decision(decision)), &left, step)
    };
    let choices = open.into_iter().map(choice).collect();
    pick(app, "Which decision?", choices)
}

pub(super) fn open_decisions(app: &App, chosen: Option<Item>) -> Vec<Ix<Decision>> {
    let is_open = |decision: Ix<Decision>| app.state().decisions[decision].is_open();
    if let Some(Item::Decision(decision)) = chosen
        && is_open(decision)
    {
        return vec![decision];
    }
    let all = app.scenario().decisions.indices();
    all.filter(|decision| is_open(*decision)).collect()
}

/// Asks how much longer a decision has.
pub(super) fn extend(app: &mut App, chosen: Option<Item>) -> Vec<Effect> {
    let open = extensible(app, chosen);
    if let [decision] = open[..] {
        let asked = longer(app, decision);
        return app.open(asked);
    }
    let choice = |decision: Ix<Decision>| {
        let step = Step::Open(Box::new(longer(app, decision)));
        Choice::new(
            &script::name(app, Item::Decision(decision)),
            &left(app, decision),
            step,
        )
    };
    let choices = open.into_iter().map(choice).collect();
    pick(app, "Which decision has longer?", choices)
}

/// The open decisions whose limit is still to pass; of these the one that is chosen.
pub(super) fn extensible(app: &App, chosen: Option<Item>) -> Vec<Ix<Decision>> {
    let mut open = open_decisions(app, chosen);
    let expires = |decision| app.state().expires_at(app.scenario(), decision);
    open.retain(|decision| expires(*decision).is_some());
    open
}

fn longer(app: &App, decision: Ix<Decision>) -> Modal {
    let by = |minutes: u64| {
        let by = Span::from_minutes(minutes);
        let step = Step::Command(Command::Extend { decision, by });
        Choice::new(&format!("{minutes} minutes more"), "", step)
    };
    let prompt = Prompt::new(
        "How much longer?",
        "Minutes, or such as 90s, 1h30m.",
        Wanted::Extension(decision),
    );
    let step = Step::Open(Box::new(Modal::Prompt(prompt)));
    let other = Choice::new("Another length", "", step).on('o');
    let title = format!("More time · {} left", left(app, decision));
    Modal::Pick(Pick::of(&title, vec![by(5), by(2), by(10), other]))
}

/// How long a decision's limit is still away.
fn left(app: &App, decision: Ix<Decision>) -> String {
    let expires = app.state().expires_at(app.scenario(), decision);
    expires.map_or_else(String::new, |at| words::until(app.clock(), at))
}

/// Ticks the question that is left, or asks which one was talked over; Enter takes the next.
pub(super) fn discuss(app: &mut App) -> Vec<Effect> {
    let open = undiscussed(app);
    let step = |phase: Ix<Phase>, question: &str| {
        let question = question.to_owned();
        Step::Command(Command::Discuss { phase, question })
    };
    if let [(phase, question)] = &open[..] {
        let step = step(*phase, question);
        return app.try_to(step);
    }
    let choices = open
        .iter()
        .map(|(phase, question)| Choice::new(question, "", step(*phase, question)))
        .collect();
    pick(app, "Which question was talked over?", choices)
}

/// The questions that were not talked over, those of the phase that began last before others.
pub(super) fn undiscussed(app: &App) -> Vec<(Ix<Phase>, String)> {
    let (scenario, state) = (app.scenario(), app.state());
    let begun = |phase: Ix<Phase>| match state.phases[phase] {
        PhaseState::Begun(at) => Some((at, phase)),
        PhaseState::Waiting | PhaseState::Skipped(_) => None,
    };
    let mut phases: Vec<_> = scenario.phases.indices().filter_map(begun).collect();
    phases.sort_unstable();
    let phases = phases.into_iter().rev();
    phases
        .flat_map(|(_, phase)| {
            let questions = scenario.phases[phase].questions.iter();
            questions.map(move |question| (phase, question.clone()))
        })
        .filter(|(phase, question)| !state.is_discussed(*phase, question))
        .collect()
}

pub(super) fn tick(app: &mut App) -> Vec<Effect> {
    let open = open_tasks(app);
    let step = |task: Ix<Task>| by_role(app, Command::Tick(task), app.scenario().tasks[task].role);
    if let [task] = open[..] {
        let step = step(task);
        return app.try_to(step);
    }
    let choice = |task: Ix<Task>| {
        let row = &app.scenario().tasks[task];
        let who = row.role.map_or_else(String::new, |role| {
            words::who(app.scenario(), app.state(), role)
        });
        Choice::new(&row.text, &who, step(task))
    };
    let choices = open.into_iter().map(choice).collect();
    pick(app, "Tick off which task?", choices)
}

pub(super) fn open_tasks(app: &App) -> Vec<Ix<Task>> {
    let all = app.state().tasks.entries();
    all.filter(|(_, state)| state.is_open() && state.skipped.is_none())
        .map(|(task, _)| task)
        .collect()
}

pub(super) fn declare(app: &mut App) -> Vec<Effect> {
    let severities = [
        ("SEV1", "critical: users cannot work"),
        ("SEV2", "major: many users are hurt"),
        ("SEV3", "minor: some users are hurt"),
        ("SEV4", "low: nobody is hurt yet"),
    ];
    let mut choices: Vec<_> = severities
        .into_iter()
        .map(|(severity, meaning)| {
            let command = Command::Declare {
                severity: severity.to_owned(),
            };
            Choice::new(severity, meaning, Step::Command(command))
        })
        .collect();
    let own = Prompt::new(
        "Declare an incident",
        "The severity, in your organization's words.",
        Wanted::Severity,
    );
    choices.push(Choice::new(
        "In other words",
        "",
        Step::Open(Box::new(Modal::Prompt(own))),
    ));
    pick(app, "Declare an incident", choices)
}

pub(super) fn post_update(app: &mut App) -> Vec<Effect> {
    let audiences = [Audience::Public, Audience::Internal, Audience::Executive];
    let meaning = |audience| match audience {
        Audience::Public => "the status page, customers",
        Audience::Internal => "everybody who works on it",
        Audience::Executive => "management",
    };
    let choices = audiences
        .into_iter()
        .map(|audience| {
            let states = UpdateState::ALL
                .iter()
                .map(|state| update_choice(audience, *state));
            let pick = Pick::of(
                &format!("Update, {}: how far is it?", spoken::audience(audience)),
                states.collect(),
            );
            let step = Step::Open(Box::new(Modal::Pick(pick)));
            Choice::new(spoken::audience(audience), meaning(audience), step)
        })
        .collect();
    pick(app, "Post an update for whom?", choices)
}

fn update_choice(audience: Audience, state: UpdateState) -> Choice {
    let prompt = Prompt::new(
        &format!("Update, {}: {}", spoken::audience(audience), state.word()),
        "What is said, word for word or in short, and when the next one comes.",
        Wanted::Update(audience, state),
    );
    let next = Blank::new("Next in").hint("30m, or Enter: not promised");
    let prompt = prompt.asking(2, vec![Blank::new("Text"), next]);
    Choice::new(
        state.word(),
        "",
        Step::Open(Box::new(Modal::Prompt(prompt))),
    )
}

pub(super) fn observe(app: &mut App, chosen: Option<Item>, kind: ObservationKind) -> Vec<Effect> {
    let (title, hint) = match kind {
        ObservationKind::Strength => ("A strength", "What went well?"),
        ObservationKind::Improvement => ("To improve", "What should go better next time?"),
        ObservationKind::Note => ("A note", "What is worth remembering?"),
    };
    let scenario = app.scenario();
    let about = chosen.and_then(|item| match item {
        Item::Phase(phase) => Some(scenario.phases[phase].id()),
        Item::Inject(inject) => Some(scenario.injects[inject].id()),
        Item::Decision(decision) => Some(scenario.decisions[decision].id()),
        Item::Improvised(_) => None,
    });
    let hint = match chosen.filter(|_| about.is_some()) {
        Some(item) => format!("{hint} It is noted about “{}”.", script::name(app, item)),
        None => hint.to_owned(),
    };
    let about = about.map(ToOwned::to_owned);
    let begun = app.clock();
    let wanted = Wanted::Observation { kind, about, begun };
    app.open(Modal::Prompt(Prompt::new(title, &hint, wanted)))
}

pub(super) fn judge(app: &mut App) -> Vec<Effect> {
    let open = unjudged(app);
    if let [claim] = open[..] {
        let asked = verdict_pick(app, claim);
        return app.open(asked);
    }
    let choices = open
        .into_iter()
        .map(|claim| {
            let row = &app.scenario().claims[claim];
            let owner = row.owner.clone().unwrap_or_default();
            let step = Step::Open(Box::new(verdict_pick(app, claim)));
            Choice::new(&row.text, &owner, step)
        })
        .collect();
    pick(app, "Judge which claim?", choices)
}

fn verdict_pick(app: &App, claim: Ix<Claim>) -> Modal {
    let text = &app.scenario().claims[claim].text;
    let verdicts = [ClaimVerdict::Confirmed, ClaimVerdict::Refuted];
    let choices = verdicts
        .into_iter()
        .map(|verdict| {
            let prompt = Prompt::new(
                &format!("What shows that it is {}?", verdict.word()),
                "The evidence, in short; Enter leaves it out.",
                Wanted::Evidence(claim, verdict),
            );
            let step = Step::Open(Box::new(Modal::Prompt(prompt)));
            Choice::new(verdict.word(), "", step)
        })
        .collect();
    Modal::Pick(Pick::of(text, choices))
}

pub(super) fn unjudged(app: &App) -> Vec<Ix<Claim>> {
    let all = app.scenario().claims.indices();
    all.filter(|claim| app.state().claims[*claim].judged.is_none())
        .collect()
}
