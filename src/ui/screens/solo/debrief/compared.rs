//! How a run compares: with simulated ones, with the best way that is known, and with one's own
//! earlier ones.

use ratatui::text::{Line, Span};

use super::Lines;
use crate::{
    fuzz::{
        spread::{Bar, Spread},
        standing::Standing,
    },
    report::spoken,
    solo::review::{self, Comparison},
    ui::{
        App, Theme,
        app::Compared,
        modals::verdict,
        widgets::{
            fit::{cut, fit, pad_left},
            wrap::{wrap_hanging, wrap_text},
        },
        words::{self, plain},
    },
};

/// How many columns the longest bar takes.
const BAR_COLS: u64 = 32;

/// What is known of others, if it is known yet.
fn comparison(app: &App) -> Option<&Comparison> {
    match &app.compared {
        Compared::NotYet => None,
        Compared::With(comparison) => Some(comparison),
    }
}

fn standing(app: &App) -> Option<&Standing> {
    comparison(app)?.standing.as_ref()
}

/// Where one is among simulated playthroughs.
pub(super) fn spread(app: &App, cols: usize) -> Lines {
    let theme = &app.theme;
    let Some(comparison) = comparison(app) else {
        return vec![Line::styled(
            "It is being played a thousand times.",
            theme.dim,
        )];
    };
    let exercise = &app.playing.exercise;
    let mut sentences = review::compared(exercise, comparison.standing.as_ref()).into_iter();
    let first = sentences.next().unwrap_or_default();
    let mut lines = wrap_text(&first, cols, theme.strong);
    for sentence in sentences {
        lines.extend(wrap_text(&sentence, cols, theme.dim));
    }
    if let Some(spread) = standing(app).and_then(|it| it.spread.as_ref()) {
        let own = review::comparable(exercise);
        let best = standing(app).and_then(|it| it.best.finish.bad_minutes);
        lines.push(Line::default());
        lines.extend(histogram(spread, own, best, cols, theme));
    }
    lines
}

/// ```text
///    0–20   ████████████ 120  ◄ best known
///   20–40   ███████████████████████████ 402  ◄ you
///   40–60   ██ 21
/// ```
fn histogram(
    spread: &Spread,
    own: Option<f64>,
    best: Option<f64>,
    cols: usize,
    theme: &Theme,
) -> Lines {
    let most = spread.bars.iter().map(Bar::n).max().unwrap_or(1).max(1);
    let (first, last) = (spread.bars.first(), spread.bars.last());
    let label = |bar: &Bar| format!("{}–{}", bound(bar.from), bound(bar.to));
    let label_cols = spread
        .bars
        .iter()
        .map(|bar| label(bar).chars().count())
        .max();
    let label_cols = label_cols.unwrap_or(0);
    let marks = |is_in: &dyn Fn(f64) -> bool| {
        let own = own.filter(|it| is_in(*it)).map(|it| {
            Span::styled(
                format!("  ◄ you: {}", review::figure(it)),
                theme.strong.patch(theme.accent),
            )
        });
        let best = best
            .filter(|it| is_in(*it))
            .map(|it| Span::styled(format!("  ◄ best known: {}", review::figure(it)), theme.ok));
        own.into_iter().chain(best).collect::<Vec<_>>()
    };
    let aside = |name: &str, marks: Vec<Span<'static>>| {
        (!marks.is_empty()).then(|| {
            let label = Span::styled(pad_left(name, label_cols), theme.dim);
            Line::from([vec![label], marks].concat())
        })
    };
    let below = first.and_then(|bar| aside("fewer", marks(&|it| it < bar.from)));
    let above = last.and_then(|bar| aside("more", marks(&|it| it >= bar.to)));
    let bars = spread.bars.iter().map(|bar| {
        let n = bar.n();
        let room = BAR_COLS
            .min(u64::try_from(cols / 3).unwrap_or(BAR_COLS))
            .max(1);
        let length = (n * room).div_ceil(most);
        let mut spans = vec![
            Span::styled(format!("{} ", pad_left(&label(bar), label_cols)), theme.dim),
            Span::styled(
                "█".repeat(usize::try_from(length).unwrap_or(0)),
                theme.accent,
            ),
            Span::styled(format!(" {n}"), theme.dim),
        ];
        spans.extend(marks(&|it| bar.from <= it && it < bar.to));
        Line::from(spans)
    });
    let head = Line::styled(
        fit("bad minutes, and how many playthroughs had them", cols),
        theme.dim,
    );
    [Some(head), below]
        .into_iter()
        .flatten()
        .chain(bars)
        .chain(above)
        .collect()
}

/// Where a bar begins: round values, which need no more digits than they have.
fn bound(value: f64) -> String {
    let rounded = (value * 1000.0).round() / 1000.0;
    format!("{rounded}")
}

/// What is chosen on the best way that is known.
pub(super) fn best_way(app: &App, cols: usize) -> Lines {
    let theme = &app.theme;
    let Some(best) = standing(app).map(|it| &it.best) else {
        return Vec::new();
    };
    let scenario = app.scenario();
    let ending = best.finish.ending.map(|ending| &scenario.endings[ending]);
    let ending = ending.map(|it| format!("It ends with “{}”", plain(&it.title)));
    let ending = ending.unwrap_or_else(|| "It ends with the time".to_owned());
    let after = spoken::duration(best.finish.at.as_ms());
    let minutes = best.finish.bad_minutes;
    let minutes = minutes.map_or_else(String::new, |it| {
        format!(", with {} bad minutes", review::figure(it))
    });
    let mut lines = wrap_text(
        &format!("{ending} after {after}{minutes}."),
        cols,
        theme.dim,
    );
    for (at, (decision, choice)) in &best.steps {
        let row = &scenario.decisions[*decision];
        let option = &row.options[*choice];
        let at = format!("{:>7}  ", words::clock(*at));
        let mut spans = vec![Span::styled(at, theme.dim)];
        spans.extend(option.verdict.map(|it| verdict(it, theme)));
        spans.push(Span::styled(plain(&option.label), theme.text));
        lines.extend(wrap_hanging(spans, cols, &Span::raw(" ".repeat(9))));
    }
    lines
}

/// One's own earlier runs of this scenario.
pub(super) fn earlier(app: &App, cols: usize) -> Lines {
    let theme = &app.theme;
    let Some(comparison) = comparison(app) else {
        return Vec::new();
    };
    if comparison.earlier.is_empty() {
        return vec![Line::styled("This was the first one.", theme.dim)];
    }
    let rows = comparison.earlier.iter();
    rows.map(|run| cut(vec![Span::styled(plain(&run.told()), theme.text)], cols))
        .collect()
}
