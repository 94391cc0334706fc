//! A message, as the room reads it and as the facilitator knows it.

use ratatui::text::{Line, Span};

use super::{
    Lines, labelled, paragraph, secret,
    waiting::{self, waiting},
};
use crate::{
    exercise::{ExerciseTime, Who},
    harmless,
    report::spoken,
    scenario::{
        Ix,
        model::{Attachment, AttachmentKind, Channel, Inject},
    },
    ui::{
        App,
        widgets::{
            fit::{cut, row},
            markdown::markdown,
            wrap::{wrap_hanging, wrap_text},
        },
        words::{self, plain},
    },
};

pub(super) fn inject_card(app: &App, inject: Ix<Inject>, cols: usize) -> Lines {
    let scenario = app.scenario();
    let card = &scenario.injects[inject];
    let to = words::recipients(scenario, &card.to);
    let mut lines = vec![arrival(
        app,
        card.channel,
        &card.from,
        &to,
        inject_when(app, inject),
        cols,
    )];
    lines.extend(wrap_text(&plain(&card.title), cols, app.theme.strong));
    lines.extend(paragraph(markdown(&card.body, cols, &app.theme)));
    for attachment in &card.attachments {
        lines.extend(paragraph(attachment_lines(app, attachment, cols)));
    }
    lines.extend(paragraph(secret(app, cols, |cols| {
        inject_secrets(app, inject, cols)
    })));
    lines
}

/// What of its card time alone can change.
pub(super) fn readings(app: &App, inject: Ix<Inject>) -> Vec<f64> {
    let card = &app.scenario().injects[inject];
    if app.state().injects[inject].is_waiting() {
        waiting::readings(app, &card.when, &card.guard)
    } else {
        Vec::new()
    }
}

/// When it came, or what it waits for; and whether it was acknowledged.
fn inject_when(app: &App, inject: Ix<Inject>) -> Span<'static> {
    let theme = &app.theme;
    let state = &app.state().injects[inject];
    match (&state.delivered, &state.skipped) {
        (Some((at, _)), _) => came(app, *at, state.acknowledged.as_ref()),
        (None, Some((at, _))) => {
            Span::styled(format!("skipped at {}", words::clock(*at)), theme.warn)
        }
        (None, None) => Span::styled("to come", theme.warn),
    }
}

/// When it came, and how long it took until somebody acknowledged it.
fn came(app: &App, at: ExerciseTime, acknowledged: Option<&(ExerciseTime, Who)>) -> Span<'static> {
    let clock = words::clock(at);
    match acknowledged {
        Some((acknowledged, _)) => {
            let took = words::length(acknowledged.since(at));
            Span::styled(format!("{clock} ✓ ack after {took}"), app.theme.ok)
        }
        None => Span::styled(clock, app.theme.dim),
    }
}

fn inject_secrets(app: &App, inject: Ix<Inject>, cols: usize) -> Lines {
    let (scenario, theme) = (app.scenario(), &app.theme);
    let card = &scenario.injects[inject];
    let state = &app.state().injects[inject];
    let mut lines = Vec::new();
    if state.is_waiting() {
        lines.extend(waiting(app, "Comes", &card.when, &card.guard, cols));
    }
    if let Some((_, why)) = &state.skipped {
        lines.extend(labelled(app, "Skipped", why, cols));
    }
    if let Some(untruth) = spoken::untruth(card.truth) {
        lines.extend(labelled(app, "Truth", untruth, cols));
    }
    if !card.expect.trim().is_empty() {
        lines.extend(labelled(app, "Expect", &card.expect, cols));
    }
    lines.extend(markdown(&card.notes, cols, theme));
    lines
}

pub(super) fn improvised_card(app: &App, n: usize, cols: usize) -> Lines {
    let card = &app.state().improvised[n];
    let to = plain(&card.recipients.join(", "));
    let when = came(app, card.at, card.acknowledged.as_ref());
    let mut lines = vec![arrival(app, card.channel, &card.sender, &to, when, cols)];
    lines.extend(wrap_text(&plain(&card.title), cols, app.theme.strong));
    lines.extend(paragraph(markdown(&card.body, cols, &app.theme)));
    lines
}

/// `PAGE  Alertmanager → Incident commander   2:00`
fn arrival(
    app: &App,
    channel: Channel,
    from: &str,
    to: &str,
    when: Span<'static>,
    cols: usize,
) -> Line<'static> {
    let theme = &app.theme;
    let left = vec![
        Span::styled(words::channel(channel), theme.strong.patch(theme.accent)),
        Span::styled(format!("  {} → {to}", plain(from)), theme.dim),
    ];
    row(left, vec![when], cols)
}

/// Shown as written. A drawing or a table that is broken cannot be read, so it is cut instead.
fn attachment_lines(app: &App, attachment: &Attachment, cols: usize) -> Lines {
    let theme = &app.theme;
    let mut lines = vec![Line::from(vec![
        Span::styled("╷ ", theme.border),
        Span::styled(plain(&attachment.name), theme.dim),
    ])];
    let body = harmless::lines(&attachment.body);
    for text in body.trim_end().lines() {
        let spans = vec![
            Span::styled("│ ", theme.border),
            Span::styled(text.to_owned(), theme.text),
        ];
        match attachment.kind {
            AttachmentKind::Diagram | AttachmentKind::Table => lines.push(cut(spans, cols)),
            AttachmentKind::Log | AttachmentKind::Console | AttachmentKind::Text => {
                let hang = Span::styled("│   ", theme.border);
                lines.extend(wrap_hanging(spans, cols, &hang));
            }
        }
    }
    lines
}
