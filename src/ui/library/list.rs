//! The rows of both lists.

use chrono::NaiveDate;
use ratatui::{
    Frame,
    layout::Rect,
    style::Style,
    text::{Line, Span},
    widgets::Paragraph,
};

use super::{
    Facts, Known, Library, Past, ScenarioEntry,
    found::playing_ms,
    sieve::{Filters, PastFilters},
    state::Tab,
};
use crate::{
    report::spoken,
    scenario::model::Outcome,
    ui::{
        Theme,
        widgets::{
            fit::{filled, pad, pad_left, row, width},
            window,
            wrap::wrap_text,
        },
        words::plain,
    },
};

/// From this many columns on a row has room for more than its name.
const ROOMY_COLS: usize = 62;

/// ```text
///  Primary region, no estimate    advanced        1 h 15 min     3 weeks
///  Silent queue                   introductory        30 min       never
///  ✗ our-drill                                                    broken
/// ```
pub(super) fn view(library: &Library, frame: &mut Frame<'_>, area: Rect) {
    let cols = usize::from(area.width);
    if library.n_found() == 0 {
        let lines = wrap_text(&nothing(library), cols, library.theme.dim);
        return frame.render_widget(Paragraph::new(lines), area);
    }
    let height = usize::from(area.height);
    let first = window::first_row(library.place(), library.n_found(), height);
    let rows = match library.tab {
        Tab::Scenarios => &library.found.scenarios,
        Tab::Exercises => &library.found.exercises,
    };
    let lines: Vec<_> = rows
        .iter()
        .enumerate()
        .skip(first)
        .take(height)
        .map(|(place, n)| {
            let line = match library.tab {
                Tab::Scenarios => scenario(library, &library.scenarios[*n], cols),
                Tab::Exercises => exercise(library, &library.exercises[*n], cols),
            };
            if place == library.place() {
                filled(line, cols, library.theme.selected)
            } else {
                line
            }
        })
        .collect();
    frame.render_widget(Paragraph::new(lines), area);
}

/// What to do where nothing is listed.
fn nothing(library: &Library) -> String {
    let is_searching = !library.search.text().is_empty();
    let folder = plain(&library.folder.display().to_string());
    match library.tab {
        _ if !library.is_listed => "Looking at what there is …".to_owned(),
        Tab::Scenarios if library.scenarios.is_empty() => {
            format!("There is no scenario in {folder}. `blackstart new our-drill` writes one to start from.")
        }
        Tab::Exercises if library.exercises.is_empty() => {
            "Nothing was practised yet.\n\nPress ← for the scenarios and Enter to start one: the exercise will \
             be here, to go on with or to read its report."
                .to_owned()
        }
        Tab::Scenarios if is_searching || library.filters != Filters::default() => {
            "No scenario is like this. Esc shows all.".to_owned()
        }
        Tab::Scenarios => "No scenario is listed now. R looks again.".to_owned(),
        Tab::Exercises if library.past_filters != PastFilters::default() => {
            match library.n_unread_exercises() {
                0 => "No exercise is like this. Esc shows all.".to_owned(),
                n => format!("Reading {} …", spoken::count(n, "exercise")),
            }
        }
        Tab::Exercises => {
            "No exercise has these letters in its title or its id. Esc shows all.".to_owned()
        }
    }
}

fn scenario(library: &Library, entry: &ScenarioEntry, cols: usize) -> Line<'static> {
    let theme = &library.theme;
    let title = plain(entry.title());
    let (glyph, style, title_style) = match entry.scenario {
        Known::Broken(_) => ("✗ ", theme.alarm, theme.text),
        Known::Unread => ("· ", theme.dim, theme.dim),
        Known::Read(_) => ("  ", theme.text, theme.text),
    };
    let mut left = vec![Span::styled(glyph, style), Span::styled(title, title_style)];
    let mut right = Vec::new();
    if let Some(scenario) = entry.scenario.read().filter(|_| cols >= ROOMY_COLS) {
        let level = pad(spoken::level(scenario.level), 14);
        let takes = pad_left(&minutes(playing_ms(scenario)), 11);
        right.push(Span::styled(format!("{level}{takes}  "), theme.dim));
    }
    let (due, style) = match entry.scenario {
        Known::Broken(_) => ("broken".to_owned(), theme.alarm),
        Known::Unread => (String::new(), theme.dim),
        Known::Read(_) => match library.practised.get(entry.id()) {
            Some(practised) => (ago(practised.last, library.today), theme.dim),
            None => ("never".to_owned(), theme.warn),
        },
    };
    right.push(Span::styled(pad_left(&due, 9), style));
    beside(&mut left, entry.id(), &right, cols, theme);
    row(left, right, cols)
}

/// Puts the id beside the title, in a roomy list, if it is another and there is room for all of it.
fn beside(
    left: &mut Vec<Span<'static>>,
    id: &str,
    right: &[Span<'static>],
    cols: usize,
    theme: &Theme,
) {
    let id = format!("  {}", plain(id));
    let spans = left.iter().chain(right);
    let taken: usize = spans.map(Span::width).sum();
    let is_told = left.iter().any(|span| span.content == id.trim_start());
    if cols >= ROOMY_COLS && !is_told && taken + width(&id) + 2 <= cols {
        left.push(Span::styled(id, theme.dim));
    }
}

fn exercise(library: &Library, past: &Past, cols: usize) -> Line<'static> {
    let theme = &library.theme;
    let (glyph, word, style) = standing(past, theme);
    let began = if cols >= ROOMY_COLS {
        pad(&past.began(), 18)
    } else {
        pad(&short_day(past.day(), library.today), 9)
    };
    let mut left = vec![
        Span::styled(format!("{glyph} "), style),
        Span::styled(began, theme.dim),
    ];
    left.push(Span::styled(plain(library.title_of(past)), theme.text));
    let mut right = Vec::new();
    if let Some(facts) = past.facts.read().filter(|_| cols >= ROOMY_COLS) {
        right.push(Span::styled(figures(facts), theme.dim));
    }
    if cols >= 40 || past.is_open == Some(true) {
        right.push(Span::styled(pad_left(word, 9), style));
    }
    beside(&mut left, library.scenario_of(past), &right, cols, theme);
    row(left, right, cols)
}

/// How an exercise stands, as a glyph and a word.
pub(super) fn standing(past: &Past, theme: &Theme) -> (&'static str, &'static str, Style) {
    match (&past.facts, past.is_open) {
        (Known::Broken(_), _) => ("✗", "broken", theme.alarm),
        (_, Some(true)) => ("‖", "resume", theme.warn),
        (Known::Unread, _) => ("·", "", theme.dim),
        (Known::Read(facts), _) => match facts.ended.as_ref().map(|ended| &ended.reached) {
            Some(Some((_, Outcome::Success))) => ("✓", "success", theme.ok),
            Some(Some((_, Outcome::Mixed))) => ("◆", "mixed", theme.warn),
            Some(Some((_, Outcome::Failure))) => ("✗", "failure", theme.alarm),
            Some(None) | None => ("–", "ended", theme.dim),
        },
    }
}

/// The figures that fit in a row: `38 min   12.4 bad`.
fn figures(facts: &Facts) -> String {
    let mitigated = facts
        .timings
        .mitigated_ms
        .and_then(|ms| u64::try_from(ms).ok());
    let mitigated = mitigated.map_or_else(|| "–".to_owned(), minutes);
    let bad = facts
        .bad_minutes
        .map_or_else(|| "–".to_owned(), |bad| format!("{bad:.0} bad min"));
    let practice = if facts.is_practice { "practice  " } else { "" };
    format!(
        "{practice}{}{}",
        pad_left(&mitigated, 9),
        pad_left(&bad, 13)
    )
}

/// A length of time to the minute.
pub(super) fn minutes(ms: u64) -> String {
    spoken::duration(ms.saturating_add(30_000) / 60_000 * 60_000)
}

/// A day in at most seven columns: `Nov 22`, or the month of another year.
fn short_day(day: Option<NaiveDate>, today: NaiveDate) -> String {
    match day {
        None => String::new(),
        Some(day) if (today - day).num_days() < 365 => day.format("%b %d").to_string(),
        Some(day) => day.format("%Y-%m").to_string(),
    }
}

/// How long ago a day was, in at most nine columns.
pub(super) fn ago(day: NaiveDate, today: NaiveDate) -> String {
    let days = (today - day).num_days();
    match days {
        ..=0 => "today".to_owned(),
        1 => "yesterday".to_owned(),
        2..=20 => format!("{days} days"),
        21..=62 => format!("{} weeks", days / 7),
        63..=730 => format!("{} months", days * 12 / 365),
        _ => format!("{} years", days / 365),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_long_ago_fits_its_column() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        for (days, text) in [
            (-1, "today"),
            (0, "today"),
            (1, "yesterday"),
            (20, "20 days"),
            (21, "3 weeks"),
            (63, "2 months"),
            // 700 * 12 / 365 = 23.01.
            (700, "23 months"),
            (731, "2 years"),
        ] {
            let day = today - chrono::Duration::days(days);
            assert_eq!(ago(day, today), text);
        }
    }
}
