//! What the keys of whoever plays alone set going, and when they can. What a facilitator's keys do
//! alike is theirs.

use super::outcomes;
use crate::{
    exercise::{
        Command,
        event::{Answer, ObservationKind},
    },
    report::spoken,
    scenario::{
        Ix,
        model::{Choice as Choosable, Decision},
    },
    solo::{self, hint},
    ui::{
        App, Effect,
        app::Notice,
        keymap::{Action, Availability, Key, ready_if},
        modals::{Card, Choice, Confirm, Modal, Pick, Prompt},
        screens::facilitator::deeds,
        step::{Step, Wanted},
        words::{self, plain},
    },
};

pub(super) fn start(app: &mut App, action: Action) -> Vec<Effect> {
    match action {
        Action::Decide => ask(app),
        Action::Tick => say_what_is_done(app),
        Action::Hint => hint(app),
        Action::JumpToNext => jump(app),
        Action::Undo => take_back(app),
        Action::Feedback => outcomes::again(app),
        _ => deeds::start(app, None, action),
    }
}

/// The questions that wait for an answer, in the order in which the room's view has them.
pub(super) fn open_questions(app: &App) -> Vec<Ix<Decision>> {
    let (scenario, state) = (app.scenario(), app.state());
    let all = scenario.decisions.indices();
    let mut open: Vec<_> = all.filter(|it| state.decisions[*it].is_open()).collect();
    open.sort_by_key(|decision| {
        let until = state.expires_at(scenario, *decision);
        (until.is_none(), until)
    });
    open
}

/// What can be chosen.
pub(super) fn options(app: &App, decision: Ix<Decision>) -> Vec<(Ix<Choosable>, &Choosable)> {
    let available = app.state().available(app.scenario(), decision, app.clock());
    available.collect()
}

/// How many messages nobody has acknowledged.
pub(super) fn unacknowledged(app: &App) -> usize {
    let injects = app.state().injects.iter();
    injects
        .filter(|it| it.delivered.is_some() && it.acknowledged.is_none())
        .count()
}

/// A digit answers the first question.
pub fn press_digit(app: &mut App, key: Key) -> Vec<Effect> {
    let Some(digit) = key.digit() else {
        return app.refuse(words::dead_key(key));
    };
    match (can_answer(app), open_questions(app).first()) {
        (Availability::Not(why), _) => app.refuse(why),
        (Availability::Ready, None) => Vec::new(),
        (Availability::Ready, Some(decision)) => match options(app, *decision).get(digit - 1) {
            Some((choice, option)) => {
                let asked = why(*decision, *choice, option);
                app.open(asked)
            }
            None => app.refuse(format!("there is no option {digit}")),
        },
    }
}

/// Asks why.
fn why(decision: Ix<Decision>, choice: Ix<Choosable>, option: &Choosable) -> Modal {
    let hint = format!(
        "{}. Why? A few words for the debrief; Enter alone leaves them out.",
        option.label.trim_end_matches('.')
    );
    let answer = Answer::Option(choice);
    Modal::Prompt(Prompt::new(
        "You choose",
        &hint,
        Wanted::Rationale { decision, answer },
    ))
}

fn ask(app: &mut App) -> Vec<Effect> {
    let choices: Vec<_> = open_questions(app)
        .into_iter()
        .map(|decision| {
            let left = app.state().expires_at(app.scenario(), decision);
            let left = left.map_or_else(String::new, |at| {
                format!("{} left", words::until(app.clock(), at))
            });
            let prompt = spoken::gist(&app.scenario().decisions[decision].prompt);
            (prompt, left, which_option(app, decision))
        })
        .collect();
    if let [(_, _, only)] = &choices[..] {
        return app.open(only.clone());
    }
    let choices = choices
        .into_iter()
        .map(|(prompt, left, modal)| Choice::new(&prompt, &left, Step::Open(Box::new(modal))));
    let pick = Pick::of("Which question?", choices.collect());
    app.open(Modal::Pick(pick))
}

fn which_option(app: &App, decision: Ix<Decision>) -> Modal {
    let choices = options(app, decision).into_iter().map(|(choice, option)| {
        let step = Step::Open(Box::new(why(decision, choice, option)));
        Choice::new(&option.label, "", step)
    });
    let gist = spoken::gist(&app.scenario().decisions[decision].prompt);
    Modal::Pick(Pick::of(&gist, choices.collect()))
}

fn say_what_is_done(app: &mut App) -> Vec<Effect> {
    app.open(Modal::Prompt(Prompt::new(
        "What do you do?",
        "In your own words, such as: I ask the database team who else reads this.",
        Wanted::Doing,
    )))
}

/// What somebody's own words lead to: a note, and a task where one may be meant.
pub fn doing(app: &mut App, text: &str) -> Vec<Effect> {
    let note = |about: Option<String>| Command::Observe {
        kind: ObservationKind::Note,
        text: text.to_owned(),
        about,
        begun: None,
    };
    let scenario = app.scenario();
    let mut choices: Vec<_> = solo::recognized(scenario, app.state(), text)
        .into_iter()
        .map(|task| {
            let row = &scenario.tasks[task];
            let commands = vec![note(Some(row.id.clone())), Command::Tick(task)];
            Choice::new(&row.text, "", Step::Commands(commands))
        })
        .collect();
    let only_note = Step::Command(note(None));
    if choices.is_empty() {
        let effects = app.try_to(only_note);
        if !effects.is_empty() {
            app.notice = Some(Notice::Note("Noted.".to_owned()));
        }
        return effects;
    }
    choices.push(Choice::new("None of these; only note it", "", only_note));
    app.open(Modal::Pick(Pick::of("Is it one of these?", choices)))
}

fn hint(app: &mut App) -> Vec<Effect> {
    let (scenario, state) = (app.scenario(), app.state());
    let Some(next) = hint::next(scenario, state) else {
        let given = hint::given(scenario, state);
        return app.open(Modal::Card(Card::hints(given, app.now)));
    };
    match app.take(Step::Command(next.command())) {
        Ok(effects) => {
            app.open(Modal::Card(Card::hints(vec![next], app.now)));
            effects
        }
        Err(why) => app.refuse(why),
    }
}

fn jump(app: &mut App) -> Vec<Effect> {
    match solo::ahead(app.scenario(), app.state(), app.clock()) {
        Some(to) => app.try_to(Step::Command(Command::Jump { to })),
        None => Vec::new(),
    }
}

fn take_back(app: &mut App) -> Vec<Effect> {
    let Some((entry, text)) = hint::last_own_note(&app.playing.exercise) else {
        return Vec::new();
    };
    let question = format!(
        "“{}”. Only notes can be taken back: what was chosen and done stays, as in life.",
        plain(&text)
    );
    app.open(Modal::Confirm(Confirm {
        title: "Take this note back?".to_owned(),
        question,
        yes: Step::Command(Command::Withdraw { entry }),
    }))
}

fn recordable_if(app: &App, holds: bool, why_not: &str) -> Availability {
    match deeds::can_record(app) {
        Availability::Ready => ready_if(holds, why_not),
        not @ Availability::Not(_) => not,
    }
}

pub fn can_answer(app: &App) -> Availability {
    recordable_if(app, !open_questions(app).is_empty(), "No question is open.")
}

pub fn can_say_what_is_done(app: &App) -> Availability {
    deeds::can_record(app)
}

pub fn can_ask_for_a_hint(app: &App) -> Availability {
    let (scenario, state) = (app.scenario(), app.state());
    let some = hint::next(scenario, state).is_some() || !hint::given(scenario, state).is_empty();
    recordable_if(app, some, "There is no hint for this.")
}

pub fn can_jump(app: &App) -> Availability {
    if !open_questions(app).is_empty() {
        return Availability::Not("A question is open; answer it first.".to_owned());
    }
    let some = solo::ahead(app.scenario(), app.state(), app.clock()).is_some();
    recordable_if(app, some, "Nothing more comes.")
}

pub fn can_take_back(app: &App) -> Availability {
    let some = hint::last_own_note(&app.playing.exercise).is_some();
    recordable_if(
        app,
        some,
        "There is no note of yours; what was chosen and done stays, as in life.",
    )
}

pub fn has_outcome(app: &App) -> Availability {
    let some = app.state().decisions.iter().any(|it| it.landed.is_some());
    ready_if(some, "Nothing has come of a choice yet.")
}
