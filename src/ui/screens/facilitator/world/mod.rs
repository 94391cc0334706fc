//! The world: services and what they stand on, curves, and what is watched for.

mod curves;
mod goals;
mod services;

use ratatui::{
    layout::Rect,
    text::{Line, Span},
};

use self::{
    curves::curves,
    goals::{claims, objectives, tasks},
};
use crate::ui::{App, memo::Memo, widgets::sheet::Sheet};

type Lines = Vec<Line<'static>>;

/// From this many columns on there is room for curves and goals side by side.
const ROOMY_COLS: usize = 76;
const GAP_COLS: usize = 3;

/// From this many rows on there is room for services in boxes.
const PICTURE_ROWS: usize = 24;

/// What time alone changes seldom.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Kept {
    curves: curves::Kept,
    objectives: Memo<goals::Question, Lines>,
    claims: Memo<(usize, usize), Lines>,
}

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
pub(super) fn sheet(app: &App, kept: &Kept, room: Rect) -> Sheet {
    let (cols, height) = (usize::from(room.width), usize::from(room.height));
    let mut sheet = Sheet::default();
    if cols < ROOMY_COLS {
        let goals = goals(app, kept, cols);
        let left = services_and_curves(app, kept, cols, height);
        apart(left.into_iter().chain(goals), (0, 0), &mut sheet);
        return sheet;
    }
    let left_cols = cols * 11 / 20;
    let right_col = left_cols + GAP_COLS;
    let goals = goals(app, kept, cols - right_col);
    let is_roomy = height >= PICTURE_ROWS;
    let picture = is_roomy.then(|| services::picture(app, cols, height / 2));
    let (below, left) = match picture.flatten() {
        Some(picture) => {
            let hint = "each stands on what is left of it";
            sheet.add(section(app, "SERVICES", hint, picture, cols));
            let below = sheet.n_rows() + 1;
            let curves = curves(app, &kept.curves, left_cols, height.saturating_sub(below));
            (below, vec![curves])
        }
        None => (
            0,
            services_and_curves(app, kept, left_cols, height).to_vec(),
        ),
    };
    apart(left, (below, 0), &mut sheet);
    apart(goals, (below, right_col), &mut sheet);
    sheet
}

/// The curves are as large as leaves all of them in sight.
fn services_and_curves(app: &App, kept: &Kept, cols: usize, height: usize) -> [Sheet; 2] {
    let hint = "each stands on what it hangs from";
    let services = section(app, "SERVICES", hint, services::rows(app, cols), cols);
    let height = height.saturating_sub(services.len() + 1);
    [services.into(), curves(app, &kept.curves, cols, height)]
}

/// What is watched for.
fn goals(app: &App, kept: &Kept, cols: usize) -> [Sheet; 3] {
    let section = |title, lines| section(app, title, "", lines, cols);
    let n_records = app.playing.exercise.records().len();
    let objectives = || section("OBJECTIVES", objectives(app, cols));
    let claims = || section("CLAIMS", claims(app, cols));
    [
        section("TASKS", tasks(app, cols)).into(),
        kept.objectives
            .ask(goals::Question::of(app, cols), objectives)
            .into(),
        kept.claims.ask((n_records, cols), claims).into(),
    ]
}

/// Puts parts below one another, from a place on, with a blank line between them.
fn apart(
    parts: impl IntoIterator<Item = Sheet>,
    (mut row, col): (usize, usize),
    sheet: &mut Sheet,
) {
    for part in parts.into_iter().filter(|part| part.n_rows() > 0) {
        let n_rows = part.n_rows();
        sheet.lay(row, col, part);
        row += n_rows + 1;
    }
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
