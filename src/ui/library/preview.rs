//! A scenario as whoever picks one may know it; what players must not know is on a key.

use ratatui::{
    style::Style,
    text::{Line, Span},
};

use super::{
    Known, Library, Origin, ScenarioEntry,
    found::playing_ms,
    list::{ago, minutes},
    others, spoilers,
    state::Spoilers,
};
use crate::{
    report::spoken,
    scenario::{Scenario, Span as Length},
    ui::{
        Theme,
        widgets::{
            markdown::markdown,
            wrap::{wrap_hanging, wrap_text},
        },
        words::plain,
    },
};

/// ```text
/// Primary region, no estimate
/// advanced · up to 1 h 15 min · never practised
/// #cloud #region
///
/// The summary.
///
/// What is exercised
/// • Decide with what is known
/// ```
pub(super) fn lines(library: &Library, cols: usize) -> Vec<Line<'static>> {
    let theme = &library.theme;
    let Some(entry) = library.scenario() else {
        return Vec::new();
    };
    let scenario = match &entry.scenario {
        Known::Read(scenario) => scenario,
        Known::Unread => return wrap_text("It is being read …", cols, theme.dim),
        Known::Broken(problem) => return broken(entry, problem, cols, theme),
    };
    let mut lines = wrap_text(&plain(&scenario.title), cols, theme.strong);
    lines.extend(wrap_text(&facts(scenario), cols, theme.text));
    lines.extend(wrap_text(&practised(library, entry), cols, theme.text));
    let tags: Vec<_> = scenario
        .tags
        .iter()
        .map(|tag| format!("#{}", plain(tag)))
        .collect();
    lines.extend(wrap_text(&tags.join(" "), cols, theme.accent));
    lines.push(Line::default());
    lines.extend(markdown(&scenario.summary, cols, theme));
    if library.spoilers == Spoilers::Shown {
        lines.extend(spoilers::lines(scenario, cols, theme));
        return lines;
    }
    others::lines(library, entry, cols, theme, &mut lines);
    open(scenario, cols, theme, &mut lines);
    section(&mut lines, "Where it is from", theme);
    lines.extend(wrap_text(&origin(entry), cols, theme.text));
    let marking = scenario.marking.iter();
    lines.extend(marking.flat_map(|marking| wrap_text(&plain(marking), cols, theme.dim)));
    lines
}

/// What everybody may know of what is in it.
fn open(scenario: &Scenario, cols: usize, theme: &Theme, lines: &mut Vec<Line<'static>>) {
    let rows: Vec<_> = scenario
        .objectives
        .iter()
        .map(|it| plain(&it.title))
        .collect();
    list("What is exercised", &rows, cols, theme, lines);
    let rows: Vec<_> = scenario.roles.iter().map(|it| plain(&it.name)).collect();
    list("Who is wanted", &rows, cols, theme, lines);
    let rows: Vec<_> = scenario.services.iter().map(|it| plain(&it.name)).collect();
    list("What it is about", &rows, cols, theme, lines);
    let rows: Vec<_> = scenario
        .based_on
        .iter()
        .map(|it| match &it.date {
            Some(date) => format!("{}, {}", plain(&it.name), plain(date)),
            None => plain(&it.name),
        })
        .collect();
    list("What it draws on", &rows, cols, theme, lines);
}

fn facts(scenario: &Scenario) -> String {
    let plays = playing_ms(scenario);
    let mut facts = vec![
        spoken::level(scenario.level).to_owned(),
        format!("up to {}", minutes(plays)),
    ];
    if Length::from_ms(plays) != scenario.length {
        let story = spoken::duration(scenario.length.as_ms());
        facts.push(format!("{story} at ×{}", scenario.scale));
    }
    facts.join(" · ")
}

fn practised(library: &Library, entry: &ScenarioEntry) -> String {
    match library.practised.get(entry.id()) {
        None => "never practised".to_owned(),
        Some(practised) => {
            let when = match ago(practised.last, library.today).as_str() {
                day @ ("today" | "yesterday") => day.to_owned(),
                length => format!("{length} ago"),
            };
            let times = spoken::count(practised.times, "exercise");
            format!("practised {when} · {times}, the last on {}", practised.last)
        }
    }
}

fn origin(entry: &ScenarioEntry) -> String {
    match &entry.origin {
        Origin::BuiltIn(_) => "built in; c copies it to your own folder".to_owned(),
        Origin::File(path) => plain(&path.display().to_string()),
    }
}

fn broken(entry: &ScenarioEntry, problem: &str, cols: usize, theme: &Theme) -> Vec<Line<'static>> {
    let path = origin(entry);
    let mut lines = vec![
        Line::styled("✗ This scenario cannot be played yet", theme.alarm),
        Line::default(),
    ];
    lines.extend(wrap_text(
        &format!("{path}:{}", plain(problem)),
        cols,
        theme.text,
    ));
    lines.push(Line::default());
    let hint =
        format!("`blackstart check {path}` tells every mistake at once, and what to do about it.");
    lines.extend(wrap_text(&hint, cols, theme.dim));
    lines
}

/// A list under a title; nothing where it is empty.
pub(super) fn list(
    title: &'static str,
    rows: &[String],
    cols: usize,
    theme: &Theme,
    lines: &mut Vec<Line<'static>>,
) {
    if rows.is_empty() {
        return;
    }
    section(lines, title, theme);
    for row in rows {
        lines.extend(item(row, theme.text, cols, theme));
    }
}

pub(super) fn item(text: &str, style: Style, cols: usize, theme: &Theme) -> Vec<Line<'static>> {
    let spans = vec![
        Span::styled("• ", theme.dim),
        Span::styled(text.to_owned(), style),
    ];
    wrap_hanging(spans, cols, &Span::raw("  "))
}

pub(super) fn section(lines: &mut Vec<Line<'static>>, title: &'static str, theme: &Theme) {
    if !lines.is_empty() {
        lines.push(Line::default());
    }
    lines.push(Line::styled(title, theme.strong.patch(theme.accent)));
}
