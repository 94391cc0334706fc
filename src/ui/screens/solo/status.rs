//! The line that says what can be done now, so that nobody has to look for it.

use ratatui::text::{Line, Span};

use super::deeds::{open_questions, options, unacknowledged};
use crate::ui::{App, modals::Modal, view::news, widgets::fit::cut};

/// What has just happened to a key, or else what can be done now.
pub(super) fn line(app: &App, cols: usize) -> Line<'static> {
    news(app, cols).unwrap_or_else(|| {
        let (text, style) = if is_waiting_for_a_reader(app) {
            ("The clock waits while you read.".to_owned(), app.theme.dim)
        } else if app.state().paused.is_some() {
            (
                "The clock stands; p sets it going.".to_owned(),
                app.theme.warn,
            )
        } else {
            (next_step(app), app.theme.accent)
        };
        cut(vec![Span::styled(format!(" {text}"), style)], cols)
    })
}

fn is_waiting_for_a_reader(app: &App) -> bool {
    let mut modals = app.modals.iter();
    modals.any(|modal| matches!(modal, Modal::Card(card) if card.stops_the_clock()))
}

fn next_step(app: &App) -> String {
    if let Some(decision) = open_questions(app).first() {
        return match options(app, *decision).len() {
            0 => "Nothing can be chosen just now; something has to change first.".to_owned(),
            1 => "Press 1 to answer.".to_owned(),
            n => format!("Press 1–{} to answer; you will be asked why.", n.min(9)),
        };
    }
    let n = unacknowledged(app);
    if n > 0 {
        let what = if n == 1 {
            "A message waits".to_owned()
        } else {
            format!("{n} messages wait")
        };
        return format!("{what} to be acknowledged: a. Tab shows all of the newest one.");
    }
    let decisions = &app.state().decisions;
    if decisions
        .iter()
        .any(|it| it.settled().is_some() && it.choice().is_some() && it.landed.is_none())
    {
        return "What you chose is being done. n goes on to what comes next.".to_owned();
    }
    "Nothing is asked of you now. t says what you do; n goes on to what comes next.".to_owned()
}
