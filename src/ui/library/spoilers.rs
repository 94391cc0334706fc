//! What players must not know of a scenario: what comes, what can be decided, how it ends, what is
//! true.

use ratatui::text::Line;

use super::preview::{item, list, section};
use crate::{
    report::spoken,
    scenario::Scenario,
    ui::{
        Theme,
        widgets::markdown::flat,
        words::{plain, trigger},
    },
};

/// All of it, below a line that says so.
pub(super) fn lines(scenario: &Scenario, cols: usize, theme: &Theme) -> Vec<Line<'static>> {
    let mut lines = vec![
        Line::default(),
        Line::styled("✱ Spoilers: for facilitators alone", theme.secret),
    ];
    let injects: Vec<_> = scenario
        .injects
        .iter()
        .map(|inject| {
            let untrue = spoken::untruth(inject.truth).map(|it| format!(", {it}"));
            format!(
                "{} ({}{})",
                plain(&inject.title),
                trigger(scenario, &inject.when),
                untrue.unwrap_or_default()
            )
        })
        .collect();
    list("What comes", &injects, cols, theme, &mut lines);
    decisions(scenario, cols, theme, &mut lines);
    let claims: Vec<_> = scenario
        .claims
        .iter()
        .map(|claim| {
            let truth = claim.truth.as_deref().unwrap_or("nobody says what is true");
            format!("{} → {}", plain(&claim.text), plain(truth))
        })
        .collect();
    list(
        "What is claimed, and what is true",
        &claims,
        cols,
        theme,
        &mut lines,
    );
    let endings: Vec<_> = scenario
        .endings
        .iter()
        .map(|ending| {
            let outcome = spoken::outcome(ending.outcome);
            format!("{} ({outcome})", plain(&ending.title))
        })
        .collect();
    list("How it can end", &endings, cols, theme, &mut lines);
    lines
}

fn decisions(scenario: &Scenario, cols: usize, theme: &Theme, lines: &mut Vec<Line<'static>>) {
    if scenario.decisions.is_empty() {
        return;
    }
    section(lines, "What is to be decided", theme);
    for decision in &scenario.decisions {
        let gist = plain(&spoken::gist(&decision.prompt));
        lines.extend(item(&gist, theme.text, cols, theme));
        for option in &decision.options {
            let verdict = option
                .verdict
                .map(|it| format!(" ({})", spoken::verdict(it)));
            let text = format!("{}{}", flat(&option.label), verdict.unwrap_or_default());
            let rows = item(&text, theme.dim, cols.saturating_sub(2), theme);
            lines.extend(rows.into_iter().map(|mut line| {
                line.spans.insert(0, "  ".into());
                line
            }));
        }
    }
}
