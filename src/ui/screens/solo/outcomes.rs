//! What came of a choice is told on a card as soon as it has come, and the clock waits meanwhile:
//! the pressure is in deciding, not in reading fast.

use crate::{
    exercise::{Command, Event, Record, event::PauseReason},
    scenario::{Ix, model::Decision},
    ui::{
        App, Effect,
        modals::{Card, Modal, Then},
        step::Step,
    },
};

/// The decisions whose outcomes are among `records`.
fn landed(records: &[Record]) -> Vec<Ix<Decision>> {
    let landed = records.iter().filter_map(|record| match record.event {
        Event::OutcomeLanded { decision, .. } => Some(decision),
        _ => None,
    });
    landed.collect()
}

/// Shows what came of a choice, once that is in the state, and stops the clock for it.
pub fn tell(app: &mut App, records: &[Record]) -> Vec<Effect> {
    let landed = landed(records);
    if landed.is_empty() {
        return Vec::new();
    }
    let now = app.now;
    let open = app.modals.iter_mut().find_map(|modal| match modal {
        Modal::Card(card) => Some(card),
        _ => None,
    });
    // What comes at the same instant is told after it.
    if let Some(card) = open.filter(|card| card.tells_outcomes()) {
        card.add(landed);
        return Vec::new();
    }
    let effects = app
        .playing
        .is_running()
        .then(|| {
            app.take(Step::Command(Command::Pause(PauseReason::Hand)))
                .ok()
        })
        .flatten();
    let then = match effects {
        Some(_) => Then::GoOn,
        None => Then::Close,
    };
    let card = Modal::Card(Card::outcomes(landed, then, now));
    // What somebody is writing keeps the keys.
    if app.modals.last().is_some_and(Modal::holds_text) {
        app.modals.insert(0, card);
    } else {
        app.modals.push(card);
    }
    effects.unwrap_or_default()
}

/// Shows the last one again.
pub(super) fn again(app: &mut App) -> Vec<Effect> {
    let all = app.state().decisions.entries();
    let landed = all.filter_map(|(decision, it)| Some((it.landed?, decision)));
    let Some((_, last)) = landed.max() else {
        return Vec::new();
    };
    app.open(Modal::Card(Card::outcomes(
        vec![last],
        Then::Close,
        app.now,
    )))
}
