//! The services, as a status page shows them.

use ratatui::text::{Line, Span};

use crate::{
    exercise::{Handout, seat::ServiceShown},
    scenario::model::Health,
    ui::{
        Theme,
        widgets::fit::{pad, row},
        words::{self, plain},
    },
};

type Lines = Vec<Line<'static>>;

/// ```text
/// ▼ Down      CDN              4:10
/// ▲ Up        Storefront
/// ```
pub(super) fn lines(handout: &Handout, cols: usize, theme: &Theme) -> Lines {
    let services = handout.services.iter();
    services
        .map(|service| line(handout, service, cols, theme))
        .collect()
}

/// The same in so many rows: what is well gives way to what is not.
pub(super) fn at_most(handout: &Handout, cols: usize, n_rows: usize, theme: &Theme) -> Lines {
    let services = &handout.services;
    if services.len() <= n_rows {
        return lines(handout, cols, theme);
    }
    let mut worst: Vec<_> = services.iter().collect();
    worst.sort_by_key(|service| match service.health {
        Health::Down => 0,
        Health::Degraded => 1,
        Health::Up => 2,
    });
    let n_shown = n_rows.saturating_sub(1);
    let mut lines: Lines = worst
        .iter()
        .take(n_shown)
        .map(|service| line(handout, service, cols, theme))
        .collect();
    let rest = &worst[n_shown.min(worst.len())..];
    let n_ill = rest.iter().filter(|it| it.health != Health::Up).count();
    let what = if n_ill == 0 {
        format!("and {} more, all up", rest.len())
    } else {
        format!("and {} more, {n_ill} not up", rest.len())
    };
    lines.push(Line::styled(what, theme.dim));
    lines
}

fn line(handout: &Handout, service: &ServiceShown, cols: usize, theme: &Theme) -> Line<'static> {
    let (glyph, word) = words::health(service.health);
    let (style, name) = match service.health {
        Health::Up => (theme.ok, theme.text),
        Health::Degraded => (theme.warn, theme.strong),
        Health::Down => (theme.alarm, theme.strong),
    };
    let left = vec![
        Span::styled(format!("{glyph} {} ", pad(word, 8)), style),
        Span::styled(format!(" {}", plain(&service.name)), name),
    ];
    let since = service.since.filter(|_| service.health != Health::Up);
    let right = since.map(|at| {
        let ago = words::length(handout.clock.since(at));
        Span::styled(ago, theme.text)
    });
    row(left, right.into_iter().collect(), cols)
}
