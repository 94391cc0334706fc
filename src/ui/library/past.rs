//! An exercise that was played, or waits to be gone on with, in short.

use ratatui::text::{Line, Span};

use super::{
    Facts, Known, Library,
    list::standing,
    preview::{item, list, section},
};
use crate::{
    report::spoken,
    ui::{
        Theme,
        widgets::{
            fit::{cut, pad},
            wrap::wrap_text,
        },
        words::plain,
    },
};

/// ```text
/// Primary region, no estimate
/// 2026-11-22 09:12 · for the record
///
/// ✓ Traffic restored (success), after 38 min
///
/// In figures
/// Mitigated after   31 min
/// Bad minutes       12.4
///
/// Who took part
/// • Ana, incident commander
/// ```
pub(super) fn lines(library: &Library, cols: usize) -> Vec<Line<'static>> {
    let theme = &library.theme;
    let Some(past) = library.exercise() else {
        return Vec::new();
    };
    let mut lines = wrap_text(&plain(library.title_of(past)), cols, theme.strong);
    let mut began = vec![past.began()];
    if let Known::Read(facts) = &past.facts {
        let counts = if facts.is_practice {
            "practice"
        } else {
            "for the record"
        };
        began.push(counts.to_owned());
    }
    began.retain(|it| !it.is_empty());
    lines.extend(wrap_text(&began.join(" · "), cols, theme.dim));
    lines.push(Line::default());
    match &past.facts {
        Known::Unread => lines.push(Line::styled("Its journal is being read …", theme.dim)),
        Known::Broken(problem) => {
            lines.push(Line::styled("✗ Its journal cannot be read", theme.alarm));
            lines.extend(wrap_text(&plain(problem), cols, theme.text));
        }
        Known::Read(facts) => {
            let (glyph, _, style) = standing(past, theme);
            lines.extend(wrap_text(
                &format!("{glyph} {}", outcome(facts)),
                cols,
                style,
            ));
            about(facts, cols, theme, &mut lines);
        }
    }
    section(&mut lines, "Where it is", theme);
    let folder = plain(&past.folder.display().to_string());
    lines.extend(wrap_text(&folder, cols, theme.dim));
    lines
}

fn outcome(facts: &Facts) -> String {
    let Some(ended) = &facts.ended else {
        return format!("It stands at {}; Enter goes on.", facts.position);
    };
    if facts.is_open() {
        let at = ended.at;
        return format!("It was stopped for a real incident at {at}; Enter goes on.");
    }
    let after = spoken::duration(ended.at.as_ms());
    match &ended.reached {
        Some((title, outcome)) => {
            format!(
                "{} ({}), after {after}",
                plain(title),
                spoken::outcome(*outcome)
            )
        }
        None => format!("It was ended after {after}."),
    }
}

fn about(facts: &Facts, cols: usize, theme: &Theme, lines: &mut Vec<Line<'static>>) {
    section(lines, "In figures", theme);
    let never = || "–".to_owned();
    let spoken_ms = |ms: Option<i64>| ms.map_or_else(never, spoken::from_moment);
    let bad = facts.bad_minutes;
    for (name, value) in [
        (
            "Acknowledged after",
            spoken_ms(facts.timings.acknowledged_ms),
        ),
        ("Declared after", spoken_ms(facts.timings.declared_ms)),
        ("Mitigated after", spoken_ms(facts.timings.mitigated_ms)),
        ("Resolved after", spoken_ms(facts.timings.resolved_ms)),
        (
            "Bad minutes",
            bad.map_or_else(never, |bad| format!("{bad:.1}")),
        ),
        (
            "Decisions made",
            format!("{} of {}", facts.n_decided, facts.n_asked),
        ),
        (
            "Speed and seed",
            format!("×{}, {}", facts.speed, facts.seed),
        ),
    ] {
        let spans = vec![
            Span::styled(pad(name, 20), theme.dim),
            Span::styled(value, theme.text),
        ];
        lines.push(cut(spans, cols));
    }
    let people: Vec<_> = facts
        .people
        .iter()
        .map(|(name, role)| match role {
            Some(role) => format!("{}, {}", plain(name), plain(role)),
            None => plain(name),
        })
        .collect();
    list("Who took part", &people, cols, theme, lines);
    section(lines, "Open actions", theme);
    if facts.open_actions.is_empty() {
        lines.push(Line::styled("none", theme.dim));
    }
    for action in &facts.open_actions {
        lines.extend(item(&plain(action), theme.text, cols, theme));
    }
}
