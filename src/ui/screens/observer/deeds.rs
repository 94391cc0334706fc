//! What an observer's keys set going, when they can act, and why not.

use super::{
    Observer,
    goals::{self, Goal},
    notes::{self, Own, OwnKind},
};
use crate::{
    exercise::{
        Command,
        event::{ClaimVerdict, ObservationKind, Part},
    },
    scenario::{
        HasId, Ix,
        model::{Claim, Task},
    },
    ui::{
        App, Effect,
        app::Saving,
        keymap::{Action, Availability, ready_if},
        modals::{Choice, Confirm, Modal, Pick, Prompt},
        screens::{
            Screen,
            facilitator::{deeds::can_record, lent},
        },
        step::{Step, Wanted},
    },
};

/// Whether something can be written down now.
pub fn can_note(app: &App) -> Availability {
    if app.state().is_closed {
        let why = "The exercise is closed; nothing more is added to it.";
        return Availability::Not(why.to_owned());
    }
    can_record(app)
}

fn notable_if(app: &App, holds: bool, why_not: &str) -> Availability {
    match can_note(app) {
        Availability::Ready => ready_if(holds, why_not),
        not @ Availability::Not(_) => not,
    }
}

pub fn can_note_about(app: &App) -> Availability {
    let some = match app.screen() {
        Screen::Observer(screen) => screen.looked_at(app).is_some(),
        Screen::Preflight(_)
        | Screen::Briefing(_)
        | Screen::Facilitator(_)
        | Screen::Ending(_)
        | Screen::Room(_)
        | Screen::RealIncident(_)
        | Screen::Solo(_)
        | Screen::Debrief(_) => false,
    };
    notable_if(app, some, "Nothing has come in yet; choose a row first.")
}

pub fn can_tick(app: &App) -> Availability {
    let some = !goals::to_tick(app).is_empty();
    notable_if(app, some, "No task is open that you have not ticked.")
}

pub fn can_judge(app: &App) -> Availability {
    let some = !goals::to_judge(app).is_empty();
    notable_if(app, some, "No claim is left to judge.")
}

pub fn can_amend(app: &App) -> Availability {
    let some = !notes::own(app).is_empty();
    notable_if(app, some, "You have written nothing yet.")
}

pub fn can_undo(app: &App) -> Availability {
    let some = app
        .notebook()
        .is_some_and(|book| book.own.last_entry().is_some());
    notable_if(app, some, "You have no entry to take back.")
}

/// Does what an action asks for on the observer's screen.
pub(super) fn start(app: &mut App, screen: &Observer, action: Action) -> Vec<Effect> {
    match action {
        Action::Strength => observe(app, screen.about(app), ObservationKind::Strength),
        Action::Improvement => observe(app, screen.about(app), ObservationKind::Improvement),
        Action::Note => observe(app, screen.about(app), ObservationKind::Note),
        Action::About => about(app, screen),
        Action::Tick => tick(app, screen),
        Action::JudgeClaim => judge(app, screen),
        Action::Amend => amend(app, screen.note),
        Action::Undo => undo(app),
        Action::Quit => quit(app),
        _ => Vec::new(),
    }
}

/// Something to be noted about: an id of the scenario, and what that is called.
pub(super) type About = (String, String);

fn observe(app: &mut App, about: Option<About>, kind: ObservationKind) -> Vec<Effect> {
    let prompt = prompt(app, about, kind);
    app.open(Modal::Prompt(prompt))
}

fn prompt(app: &App, about: Option<About>, kind: ObservationKind) -> Prompt {
    let (title, hint) = match kind {
        ObservationKind::Strength => ("A strength", "What went well?"),
        ObservationKind::Improvement => ("To improve", "What should go better next time?"),
        ObservationKind::Note => ("A note", "What did you see?"),
    };
    let hint = match &about {
        Some((_, name)) => format!("{hint} It is noted about “{name}”."),
        None => hint.to_owned(),
    };
    let wanted = Wanted::Observation {
        kind,
        about: about.map(|(id, _)| id),
        begun: app.clock(),
    };
    Prompt::new(title, &hint, wanted)
}

/// Asks what kind of thing is to be noted about what is looked at.
fn about(app: &mut App, screen: &Observer) -> Vec<Effect> {
    let Some(about) = screen.looked_at(app) else {
        return Vec::new();
    };
    let choice = |label, kind| {
        let prompt = prompt(app, Some(about.clone()), kind);
        Choice::new(label, "", Step::Open(Box::new(Modal::Prompt(prompt))))
    };
    let choices = vec![
        choice("A strength", ObservationKind::Strength),
        choice("Something to improve", ObservationKind::Improvement),
        choice("A note", ObservationKind::Note),
    ];
    let title = format!("About “{}”", about.1);
    app.open(Modal::Pick(Pick::of(&title, choices)))
}

fn tick(app: &mut App, screen: &Observer) -> Vec<Effect> {
    let open = goals::to_tick(app);
    let step = |task: Ix<Task>| Step::Command(Command::Tick(task));
    if let Some(Goal::Task(task)) = screen.goal()
        && open.contains(&task)
    {
        return app.try_to(step(task));
    }
    let choices = open
        .into_iter()
        .map(|task| Choice::new(&app.scenario().tasks[task].text, "", step(task)));
    let pick = Pick::of("Which task did you see done?", choices.collect());
    app.open(Modal::Pick(pick))
}

fn judge(app: &mut App, screen: &Observer) -> Vec<Effect> {
    let open = goals::to_judge(app);
    if let Some(Goal::Claim(claim)) = screen.goal() {
        let verdict = verdict(app, claim);
        return app.open(verdict);
    }
    let choices = open.into_iter().map(|claim| {
        let row = &app.scenario().claims[claim];
        let step = Step::Open(Box::new(verdict(app, claim)));
        Choice::new(&row.text, row.owner.as_deref().unwrap_or_default(), step)
    });
    let pick = Pick::of("Judge which claim?", choices.collect());
    app.open(Modal::Pick(pick))
}

fn verdict(app: &App, claim: Ix<Claim>) -> Modal {
    let choice = |verdict: ClaimVerdict| {
        let prompt = Prompt::new(
            &format!("What shows that it is {}?", verdict.word()),
            "The evidence, in short; Enter leaves it out.",
            Wanted::Evidence(claim, verdict),
        );
        let step = Step::Open(Box::new(Modal::Prompt(prompt)));
        Choice::new(verdict.word(), "", step)
    };
    let choices = vec![
        choice(ClaimVerdict::Confirmed),
        choice(ClaimVerdict::Refuted),
    ];
    Modal::Pick(Pick::of(&app.scenario().claims[claim].text, choices))
}

/// Writes the chosen entry anew, or the last one that has words.
fn amend(app: &mut App, chosen: Option<u64>) -> Vec<Effect> {
    let all = notes::own(app);
    let chosen = chosen.and_then(|seq| all.iter().find(|own| own.seq == seq));
    let Some(own) = chosen.or(all.last()) else {
        return Vec::new();
    };
    let rewrite = || Choice::new("Write it anew", "", rewrite(app, own));
    let withdraw = || {
        let step = Step::Command(Command::Withdraw { entry: own.seq });
        Choice::new("Withdraw it", "it stays in the file", step)
    };
    let choices = match own.kind {
        OwnKind::Observation => vec![rewrite(), withdraw()],
        OwnKind::Claim => vec![rewrite()],
        OwnKind::Tick => vec![withdraw()],
    };
    let pick = Pick::of(&format!("“{}”", own.text), choices);
    app.open(Modal::Pick(pick))
}

fn rewrite(app: &App, own: &Own) -> Step {
    let standing = app.notebook().map(|book| book.own.standing());
    let records = standing.unwrap_or_default();
    let record = records.iter().find(|record| record.seq == own.seq);
    let text = record
        .and_then(|record| record.event.text())
        .unwrap_or_default();
    let prompt = Prompt::new(
        "Write it anew",
        "The first words stay in the file.",
        Wanted::Correction {
            entry: own.seq,
            part: Part::Text,
            old: text.to_owned(),
        },
    );
    Step::Open(Box::new(Modal::Prompt(prompt.beginning_with(text))))
}

fn undo(app: &mut App) -> Vec<Effect> {
    let last = app.notebook().and_then(|book| book.own.last_entry());
    let Some(seq) = last.map(|record| record.seq) else {
        return Vec::new();
    };
    let all = notes::own(app);
    let entry = all.iter().find(|own| own.seq == seq);
    let what = entry.map_or_else(
        || "your last correction".to_owned(),
        |own| format!("{}: “{}”", own.at, own.text),
    );
    app.open(Modal::Confirm(Confirm {
        title: "Take this back?".to_owned(),
        question: format!("{what}. Your journal keeps it, marked as undone."),
        yes: Step::Command(Command::Undo),
    }))
}

/// Leaves at once: everything is on the disk, unless the disk is full.
fn quit(app: &mut App) -> Vec<Effect> {
    match &app.saving {
        Saving::Fine | Saving::Mended => vec![Effect::Leave],
        Saving::Failing(_) => app.open(Modal::Confirm(Confirm {
            title: "Leave your seat?".to_owned(),
            question: "Your notes cannot be written just now. What you see is on the disk; what \
                       waits to be written is lost."
                .to_owned(),
            yes: Step::Leave,
        })),
    }
}

/// What a row of the script is, as something to be noted about.
pub(super) fn item_about(app: &App, item: lent::Item) -> About {
    let scenario = app.scenario();
    let id = match item {
        lent::Item::Phase(phase) => scenario.phases[phase].id(),
        lent::Item::Inject(inject) => scenario.injects[inject].id(),
        lent::Item::Decision(decision) => scenario.decisions[decision].id(),
        lent::Item::Improvised(n) => &app.state().improvised[n].id,
    };
    (id.to_owned(), lent::name(app, item))
}
