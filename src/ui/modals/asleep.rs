//! Asks what the time counts for which the computer slept.

use super::{Choice, Modal, Pick};
use crate::{
    exercise::Command,
    scenario::Span,
    ui::{App, step::Step, words},
};

/// The question, asked when the exercise has stood still for `slept`.
pub fn asleep(app: &App, slept: Span) -> Modal {
    let clock = app.clock();
    let then = clock.after(scaled(slept, app.state().speed));
    Modal::Pick(Pick::of(
        &format!("The computer slept for {}", words::length(slept)),
        vec![
            Choice::new(
                &format!("Go on from {clock}"),
                "as if no time had passed",
                Step::Command(Command::Resume),
            ),
            Choice::new(
                &format!("Let the time count: go on from {then}"),
                "what was due meanwhile comes at once",
                Step::Commands(vec![Command::Jump { to: then }, Command::Resume]),
            ),
        ],
    ))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "milliseconds of centuries fit a float's 53 bits, and neither factor is negative"
)]
fn scaled(real: Span, speed: f64) -> Span {
    Span::from_ms((real.as_ms() as f64 * speed) as u64)
}
