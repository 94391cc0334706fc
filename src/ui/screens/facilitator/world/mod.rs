//! The world: services and what they stand on, curves, and what is watched for.

mod curves;
mod goals;
mod services;

use std::iter;

use ratatui::{
    layout::Rect,
    text::{Line, Span},
};

use self::{
    curves::curves,
    goals::{claims, objectives, tasks},
};
use crate::ui::App;

type Lines = Vec<Line<'static>>;

/// From this many columns on there is room for curves and goals side by side.
const ROOMY_COLS: usize = 76;
const GAP_COLS: usize = 3;

/// From this many rows on there is room for services in boxes.
const PICTURE_ROWS: usize = 24;

/// ```text
/// SERVICES                                      from ROOMY_COLS on
/// ▼ Down     Storefront          4:10           ╭ CDN ──────╮  ╭ Shop ─────╮
/// ▲ Up       └ Shop                             │ ▼ Down    ├──┤ ▲ Up      │
///                                               ╰───────────╯  ╰───────────╯
/// Users affected               20.0 %           Users affected   TASKS
/// ▁▁▁▁▂▃▄▅▆▇█     3.4 bad minutes               ▁▂▃▄▅▆▇█░░░░░░   ☐ An update
///    ▴   ●                                         ▴   ●
/// TASKS                                                          CLAIMS
/// ☐ A public update is posted     3:12                           ? It is cached
/// ```
pub(super) fn lines(app: &App, room: Rect) -> Lines {
    let (cols, height) = (usize::from(room.width), usize::from(room.height));
    if cols < ROOMY_COLS {
        return apart([services_and_curves(app, cols, height), goals(app, cols)]);
    }
    let left_cols = cols * 11 / 20;
    let goals = goals(app, cols - left_cols - GAP_COLS);
    let picture = services::picture(app, cols, height / 2);
    let Some(picture) = picture.filter(|_| height >= PICTURE_ROWS) else {
        let left = services_and_curves(app, left_cols, height);
        return beside(left, goals, left_cols);
    };
    let hint = "each stands on what is left of it";
    let picture = section(app, "SERVICES", hint, picture, cols);
    let curves = curves(app, left_cols, height.saturating_sub(picture.len() + 1));
    apart([picture, beside(curves, goals, left_cols)])
}

/// One below the other, the curves as large as leaves all of them in sight.
fn services_and_curves(app: &App, cols: usize, height: usize) -> Lines {
    let hint = "each stands on what it hangs from";
    let services = section(app, "SERVICES", hint, services::rows(app, cols), cols);
    let curves = curves(app, cols, height.saturating_sub(services.len() + 1));
    apart([services, curves])
}

/// What is watched for.
fn goals(app: &App, cols: usize) -> Lines {
    let section = |title, lines| section(app, title, "", lines, cols);
    apart([
        section("TASKS", tasks(app, cols)),
        section("OBJECTIVES", objectives(app, cols)),
        section("CLAIMS", claims(app, cols)),
    ])
}

/// Parts with a blank line between them; what is empty is left out.
fn apart(parts: impl IntoIterator<Item = Lines>) -> Lines {
    let mut lines = Vec::new();
    for part in parts {
        if !lines.is_empty() && !part.is_empty() {
            lines.push(Line::default());
        }
        lines.extend(part);
    }
    lines
}

/// A title, and after it what there is to know of how to read the lines, where it fits.
fn section(
    app: &App,
    title: &'static str,
    hint: &'static str,
    mut lines: Lines,
    cols: usize,
) -> Lines {
    if lines.is_empty() {
        return lines;
    }
    let theme = &app.theme;
    let mut heading = vec![Span::styled(title, theme.strong.patch(theme.accent))];
    if !hint.is_empty() && title.len() + hint.len() + 3 <= cols {
        heading.push(Span::styled(format!("   {hint}"), theme.dim));
    }
    lines.insert(0, Line::from(heading));
    lines
}

/// `left` and `right` side by side, with so many columns for the left.
fn beside(left: Lines, right: Lines, left_cols: usize) -> Lines {
    let n_rows = left.len().max(right.len());
    let mut right = right.into_iter();
    let padded = left.into_iter().chain(iter::repeat(Line::default()));
    padded
        .take(n_rows)
        .map(|mut line| {
            let Some(right) = right.next() else {
                return line;
            };
            let gap = (left_cols + GAP_COLS).saturating_sub(line.width());
            // A line's own style would run on into what stands beside it.
            let own = line.style;
            for span in &mut line.spans {
                span.style = own.patch(span.style);
            }
            line.style = right.style;
            line.spans.push(Span::raw(" ".repeat(gap)));
            line.spans.extend(right.spans);
            line
        })
        .collect()
}
