//! What something that is still to come waits for: each part, ticked where it holds.

use ratatui::text::Span;

use super::{Lines, labelled};
use crate::{
    scenario::model::{Condition, Guard, Trigger},
    ui::{
        App,
        waits::{Part, Standing},
        widgets::wrap::wrap_hanging,
        words,
    },
};

/// ```text
/// Comes  when all of this holds
///   ✓ Storefront not to be Up
///   ○ “Move the traffic” to take effect
/// Only if  …
/// ```
pub(super) fn waiting(
    app: &App,
    label: &'static str,
    when: &Trigger,
    guard: &Guard,
    cols: usize,
) -> Lines {
    let mut lines = match when {
        Trigger::When(condition) => conditional(app, label, condition, cols),
        Trigger::At(_) | Trigger::After(..) | Trigger::Held => {
            labelled(app, label, &words::trigger(app.scenario(), when), cols)
        }
    };
    for (label, condition) in [("Only if", &guard.only_if), ("Unless", &guard.unless)] {
        if let Some(condition) = condition {
            lines.extend(conditional(app, label, condition, cols));
        }
    }
    lines
}

/// What of that which [`waiting`] says time alone can change: see [`Standing::readings`].
pub(super) fn readings(app: &App, when: &Trigger, guard: &Guard) -> Vec<f64> {
    let when = match when {
        Trigger::When(condition) => Some(condition),
        Trigger::At(_) | Trigger::After(..) | Trigger::Held => None,
    };
    let told = [when, guard.only_if.as_ref(), guard.unless.as_ref()];
    let conditions = told.into_iter().flatten();
    conditions
        .flat_map(|condition| Standing::of(app).readings(condition))
        .collect()
}

/// A condition with its parts; a single part needs no list.
fn conditional(app: &App, label: &'static str, condition: &Condition, cols: usize) -> Lines {
    let parts = Standing::of(app).parts(condition);
    if let [part] = parts.as_slice() {
        let text = format!("{} {}", glyph(part), part.text);
        return labelled(app, label, &text, cols);
    }
    let mut lines = labelled(app, label, "all of this holds:", cols);
    for part in &parts {
        let style = if part.holds {
            app.theme.dim
        } else {
            app.theme.text
        };
        let spans = vec![
            Span::styled(format!("  {} ", glyph(part)), app.theme.accent),
            Span::styled(part.text.clone(), style),
        ];
        lines.extend(wrap_hanging(spans, cols, &Span::raw("    ")));
    }
    lines
}

const fn glyph(part: &Part) -> &'static str {
    if part.holds { "✓" } else { "○" }
}
