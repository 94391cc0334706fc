//! The services and what they stand on.

use ratatui::text::Span;

use super::Lines;
use crate::{
    scenario::{
        Span as Length,
        model::{Health, Service},
    },
    ui::{
        App,
        widgets::dependencies::{Node, boxes, tree},
        words::{self, plain},
    },
};

/// As boxes, where there are needs to be shown and so much room for them.
pub(super) fn picture(app: &App, cols: usize, most_rows: usize) -> Option<Lines> {
    let nodes = nodes(app);
    let has_needs = nodes.iter().any(|node| !node.needs.is_empty());
    let drawn = has_needs.then(|| boxes(&nodes, cols, most_rows, &app.theme));
    drawn.flatten()
}

/// As a tree, a row each.
pub(super) fn rows(app: &App, cols: usize) -> Lines {
    tree(&nodes(app), cols, &app.theme)
}

fn nodes(app: &App) -> Vec<Node> {
    let theme = &app.theme;
    let entries = app.scenario().services.entries();
    entries
        .map(|(service, row)| {
            let state = &app.state().services[service];
            let health = state.health();
            let (style, line) = match health {
                Health::Up => (theme.ok, theme.border),
                Health::Degraded => (theme.warn, theme.warn),
                Health::Down => (theme.alarm, theme.alarm),
            };
            let since = state.changes.last().filter(|_| health != Health::Up);
            Node {
                name: plain(&row.name),
                state: words::health(health),
                style,
                details: since.map_or_else(Vec::new, |_| {
                    away(app, row, state.time_not_up(app.shown_clock()))
                }),
                needs: row.needs.iter().map(|need| need.position()).collect(),
                line,
            }
        })
        .collect()
}

/// How long a service was away in all, and how long it may be; long and short.
fn away(app: &App, service: &Service, away: Length) -> Vec<Span<'static>> {
    let theme = &app.theme;
    let time = words::length(away);
    let may = service
        .rto
        .map(|rto| (rto, rto.to_string().replace(' ', "")));
    let (long, short, style) = match may {
        Some((limit, rto)) if away > limit => (
            format!("{time}, past RTO {rto}"),
            format!("{time} > {rto}"),
            theme.alarm,
        ),
        Some((_, rto)) => (
            format!("{time} of RTO {rto}"),
            format!("{time} of {rto}"),
            theme.dim,
        ),
        None => (time.clone(), time.clone(), theme.dim),
    };
    [long, short, time]
        .map(|text| Span::styled(text, style))
        .to_vec()
}
