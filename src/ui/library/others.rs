//! What a scenario took others: the exercises of it on this computer, and simulated teams. It tells
//! nothing of how to play it.

use ratatui::text::Line;

use super::{
    Facts, Library, ScenarioEntry,
    list::minutes,
    preview::{item, section},
};
use crate::{
    fuzz::{glance::Glance, spread::median},
    report::spoken,
    ui::Theme,
};

/// How many exercises of a scenario are read for this, the newest ones.
pub(super) const MOST_READ: usize = 40;

/// ```text
/// What others took
/// • 3 exercises here: median 38 min, 12 bad minutes; best 8
/// • 200 simulated teams: median 2 h 10 min to mitigate, 160 bad minutes; best known 44
/// ```
pub(super) fn lines(
    library: &Library,
    entry: &ScenarioEntry,
    cols: usize,
    theme: &Theme,
    lines: &mut Vec<Line<'static>>,
) {
    section(lines, "What others took", theme);
    if let Some(words) = here(library, entry.id()) {
        lines.extend(item(&words, theme.text, cols, theme));
    }
    let words = match library.simulated.get(&entry.origin) {
        None => "simulated teams are at it …".to_owned(),
        Some(None) => "it is too large to be simulated".to_owned(),
        Some(Some(glance)) => simulated(glance),
    };
    lines.extend(item(&words, theme.text, cols, theme));
}

/// What it took here, practice left out; nothing where there was none.
fn here(library: &Library, id: &str) -> Option<String> {
    let of_it = || library.exercises.iter().filter(|past| past.is_of(id));
    let counts = |facts: &&Facts| facts.ended.is_some() && !facts.is_open() && !facts.is_practice;
    let read = || {
        of_it()
            .filter_map(|past| past.facts.read().map(|facts| &**facts))
            .filter(counts)
    };
    let n = read().count();
    let unread = of_it()
        .take(MOST_READ)
        .filter(|past| past.facts.is_unread())
        .count();
    if n == 0 {
        return (unread > 0).then(|| "exercises here are being read …".to_owned());
    }
    let took = median(read().filter_map(|facts| facts.ended.as_ref().map(|it| it.at.as_ms())));
    let bad = || read().filter_map(|facts| facts.bad_minutes);
    let mut parts: Vec<_> = took.map(minutes).into_iter().collect();
    parts.extend(median(bad()).map(bad_minutes));
    let middle = if n == 1 { "" } else { "median " };
    let best = bad().reduce(f64::min).filter(|_| n > 1);
    let best = best.map_or_else(String::new, |best| format!("; best {best:.0}"));
    let exercises = spoken::count(n, "exercise");
    Some(format!(
        "{exercises} here: {middle}{}{best}",
        parts.join(", ")
    ))
}

fn simulated(glance: &Glance) -> String {
    let mitigated = match glance.mitigated_ms {
        Some(ms) => format!("median {} to mitigate", minutes(ms)),
        None => "none had anything to mitigate".to_owned(),
    };
    let bad = glance
        .bad_minutes
        .map(|bad| format!(", {}", bad_minutes(bad)));
    let best = glance.best_bad_minutes;
    let best = best.map(|best| format!("; best known {best:.0}"));
    let n = glance.n_plays;
    format!(
        "{n} simulated teams: {mitigated}{}{}",
        bad.unwrap_or_default(),
        best.unwrap_or_default()
    )
}

fn bad_minutes(bad: f64) -> String {
    format!("{bad:.0} bad minutes")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn simulated_teams_are_told_in_a_line() {
        let glance = Glance {
            n_plays: 200,
            mitigated_ms: Some(7_800_000),
            bad_minutes: Some(160.2),
            best_bad_minutes: Some(43.6),
        };
        let words =
            "200 simulated teams: median 2 h 10 min to mitigate, 160 bad minutes; best known 44";
        assert_eq!(simulated(&glance), words);
        let calm = Glance {
            mitigated_ms: None,
            bad_minutes: None,
            best_bad_minutes: None,
            ..glance
        };
        assert_eq!(
            simulated(&calm),
            "200 simulated teams: none had anything to mitigate"
        );
    }
}
