//! What came in: the newest in full, and what came before it in short.

use ratatui::text::{Line, Span};

use crate::{
    exercise::{
        Handout,
        seat::{Delivered, Handed, Receipt},
    },
    harmless,
    ui::{
        Theme,
        widgets::{
            fit::{fit, row},
            markdown::markdown,
            wrap::{wrap, wrap_text},
        },
        words::{self, plain},
    },
};

type Lines = Vec<Line<'static>>;

/// ```text
/// PAGE  Alertmanager → Incident commander        2:10 ago
///
/// Edge 5xx above 5 %
///
/// The edge answers one request in three with ...
///
/// ✓ seen at 3:04
/// ```
pub(super) fn lines(handout: &Handout, older: usize, cols: usize, theme: &Theme) -> Lines {
    let Some(inject) = handout.delivered.get(older) else {
        return vec![Line::styled("Nothing has come in yet.", theme.dim)];
    };
    let mut lines = vec![from(handout, inject, cols, theme), Line::default()];
    let title = Span::styled(plain(&inject.title), theme.strong.patch(theme.accent));
    lines.extend(wrap(vec![title], cols));
    if !inject.body.trim().is_empty() {
        lines.push(Line::default());
        lines.extend(markdown(&inject.body, cols, theme));
    }
    for attachment in &inject.attachments {
        lines.push(Line::default());
        lines.extend(attached(attachment, cols, theme));
    }
    let receipt = match inject.receipt {
        Receipt::Given(at) => Some((format!("✓ seen at {}", words::clock(at)), theme.ok)),
        Receipt::Awaited => Some(("○ not acknowledged yet".to_owned(), theme.warn)),
    };
    if let Some((words, style)) = receipt {
        lines.extend([Line::default(), Line::styled(words, style)]);
    }
    let before = handout.delivered.iter().skip(older + 1);
    let before: Lines = before.map(|it| short(it, cols, theme)).collect();
    if !before.is_empty() {
        lines.extend([Line::default(), Line::styled("BEFORE", theme.dim)]);
        lines.extend(before);
    }
    lines
}

/// How it came, from whom and for whom, and how long ago.
fn from(handout: &Handout, inject: &Delivered, cols: usize, theme: &Theme) -> Line<'static> {
    let to: Vec<_> = inject.to.iter().map(|name| plain(name)).collect();
    let to = if to.is_empty() {
        "everybody".to_owned()
    } else {
        to.join(", ")
    };
    let left = vec![
        Span::styled(
            format!("{}  ", words::channel(inject.channel)),
            theme.strong,
        ),
        Span::styled(format!("{} → {to}", plain(&inject.from)), theme.text),
    ];
    let ago = words::length(handout.clock.since(inject.at));
    row(
        left,
        vec![Span::styled(format!("{ago} ago"), theme.dim)],
        cols,
    )
}

/// `12:10  PAGE  Edge 5xx above 5 %`
pub(super) fn short(inject: &Delivered, cols: usize, theme: &Theme) -> Line<'static> {
    let at = words::short_clock(inject.at);
    let left = vec![
        Span::styled(format!("{at:>5}  "), theme.dim),
        Span::styled(format!("{}  ", words::channel(inject.channel)), theme.dim),
        Span::styled(plain(&inject.title), theme.text),
    ];
    let right = match inject.receipt {
        Receipt::Given(_) => vec![Span::styled("✓", theme.ok)],
        Receipt::Awaited => vec![Span::styled("○", theme.warn)],
    };
    row(left, right, cols)
}

/// What was handed out with it, as it was written.
fn attached(attachment: &Handed, cols: usize, theme: &Theme) -> Lines {
    let mut lines = vec![Line::styled(
        fit(&format!("╷ {}", plain(&attachment.name)), cols),
        theme.dim,
    )];
    let text = harmless::lines(&attachment.body);
    lines.extend(wrap_text(text.trim_end(), cols, theme.code));
    lines
}
