//! What came of an exercise, in a few lines of plain text.

use std::fmt::Write;

use super::{measures, spoken};
use crate::{exercise::Exercise, harmless};

/// The outcome and the figures, one a line; each harmless.
pub fn summary(exercise: &Exercise) -> String {
    let (scenario, state) = (exercise.scenario(), exercise.state());
    let mut lines = vec![("EXERCISE", harmless::line(&scenario.title))];
    let ending = match &state.ended {
        None => format!("still running at {}", state.position),
        Some(ended) => {
            let ending = ended.ending.map(|ending| &scenario.endings[ending]);
            let words = ending.map_or_else(
                || "no ending was reached".to_owned(),
                |row| {
                    format!(
                        "{} ({})",
                        harmless::line(&row.title),
                        spoken::outcome(row.outcome)
                    )
                },
            );
            format!("{words}, at {}", ended.at)
        }
    };
    lines.push(("ending", ending));
    let timings = measures::timings(scenario, state);
    let impact = measures::first_impact(scenario, state).map(|at| format!("from {at}"));
    lines.push(("impact", impact.unwrap_or_else(|| "none".to_owned())));
    for (label, ms) in [
        ("acknowledged", timings.acknowledged_ms),
        ("declared", timings.declared_ms),
        ("public word", timings.first_public_update_ms),
        ("mitigated", timings.mitigated_ms),
        ("resolved", timings.resolved_ms),
    ] {
        let words = ms.map(|ms| {
            let side = if ms < 0 { "before" } else { "after" };
            format!(
                "{} {side} first impact",
                spoken::duration(ms.unsigned_abs())
            )
        });
        lines.push((
            label,
            words.unwrap_or_else(|| "not in this exercise".to_owned()),
        ));
    }
    if let Some(minutes) = measures::bad_minutes(scenario, state) {
        lines.push(("bad minutes", format!("{minutes:.1}")));
    }
    lines
        .into_iter()
        .fold(String::new(), |mut text, (label, words)| {
            let _ = writeln!(text, "{label:<12}  {words}");
            text
        })
}
