//! A message, as the room reads it and as the facilitator knows it.

use ratatui::text::{Line, Span};

use super::{Lines, labelled, paragraph, secret, waiting::waiting};
use crate::{
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

/// When it came, or what it waits for; and whether it was acknowledged.
fn inject_when(app: &App, inject: Ix<Inject>) -> Span<'static> {
    let theme = &app.theme;
    let state = &app.state().injects[inject];
    match (&state.delivered, &state.acknowledged, &state.skipped) {
        (Some((at, _)), Some((acknowledged, _)), _) => {
            let took = words::length(acknowledged.since(*at));
            Span::styled(
                format!("{} ✓ ack after {took}", words::clock(*at)),
                theme.ok,
            )
        }
        (Some((at, _)), None, _) => Span::styled(words::clock(*at), theme.dim),
        (None, _, Some((at, _))) => {
            Span::styled(format!("skipped at {}", words::clock(*at)), theme.warn)
        }
        (None, _, None) => Span::styled("to come", theme.warn),
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
    let when = Span::styled(words::clock(card.at), app.theme.dim);
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
