//! Draws the library. It reads, and never writes.

use ratatui::{
    Frame,
    layout::{Constraint, Layout, Position, Rect, Size},
    text::{Line, Span},
    widgets::Paragraph,
};

use super::{
    Library, list,
    mouse::Spot,
    past, preview,
    state::{Focus, Over, Tab},
};
use crate::{
    report::spoken,
    ui::{
        Host,
        app::Notice,
        view::{SMALLEST, refusal},
        widgets::{
            fit::{cut, row},
            hints,
            panel::{Focus as PanelFocus, inside, panel},
            window,
        },
        words::plain,
    },
};

/// Draws the lists, and what is open over them.
///
/// ```text
///  EXERCISE  Library                                         EXERCISE  Library
///  [ Scenarios 12 ]   Exercises 3     by due · any level     [ Scenarios 12 ] ...
///  ╭ ▸ 12 scenarios ─╮╭ Region loss ─────────────────────╮   ╭─────────────────╮
///  │ Region loss  3 w ││ What it is about, without what    │   │ the list        │
///  │ Silent queue   – ││ players must not know.            │   ╰─────────────────╯
///  │                  ││                                   │   ╭─────────────────╮
///  ╰──────────────────╯╰───────────────────────────────────╯   │ the preview     │
///  status                                                    ╰─────────────────╯
///  Enter start  / search  ...                                below 64 columns; no
///                                                            preview below 18 rows
/// ```
pub fn view(library: &Library, frame: &mut Frame<'_>) {
    let area = frame.area();
    if area.width < SMALLEST.width || area.height < SMALLEST.height {
        return too_small(area, frame);
    }
    match &library.over {
        Some(Over::Report(reading)) => return reading.view(library, frame, area),
        Some(Over::Setup(setup)) => return setup.view(library, frame, area),
        _ => lists(library, frame, area),
    }
    match &library.over {
        Some(Over::Help(help)) => help.view(library, frame, area),
        Some(Over::Told(told)) => told.view(library, frame, area),
        Some(Over::Tags(pick) | Over::Played(pick)) => pick.view(library, frame, area),
        Some(Over::Palette(palette)) => palette.view(library, frame, area),
        Some(Over::Report(_) | Over::Setup(_)) | None => {}
    }
}

fn too_small(area: Rect, frame: &mut Frame<'_>) {
    let text = format!(
        "EXERCISE\nneeds {}×{}, is {}×{}",
        SMALLEST.width, SMALLEST.height, area.width, area.height
    );
    frame.render_widget(Paragraph::new(text), area);
}

/// ` EXERCISE   Library`
pub(super) fn title_line(library: &Library, what: &'static str, cols: usize) -> Line<'static> {
    let theme = &library.theme;
    let left = vec![
        Span::styled(" EXERCISE ", theme.badge),
        Span::styled(format!("  {what}"), theme.strong),
    ];
    let right = match library.marking() {
        Some(marking) => format!("{} ", plain(marking)),
        None if cols >= 60 => "for exercises, not for real incidents ".to_owned(),
        None => String::new(),
    };
    row(left, vec![Span::styled(right, theme.dim)], cols)
}

/// Below the title.
const TABS_ROW: u16 = 1;

/// Where everything of the lists stands.
struct Places {
    list: Rect,
    preview: Option<Rect>,
}

fn places(area: Rect) -> Places {
    const HEAD_ROWS: u16 = 2;
    const FOOT_ROWS: u16 = 2;
    let [_, body, _] = Layout::vertical([
        Constraint::Length(HEAD_ROWS),
        Constraint::Fill(1),
        Constraint::Length(FOOT_ROWS),
    ])
    .areas(area);
    let (list, preview) = match (area.width, area.height) {
        (64.., _) => {
            let share = if area.width < 100 { 46 } else { 44 };
            let [list, preview] =
                Layout::horizontal([Constraint::Percentage(share), Constraint::Fill(1)])
                    .areas(body);
            (list, Some(preview))
        }
        (_, 18..) => {
            let [list, preview] =
                Layout::vertical([Constraint::Percentage(45), Constraint::Fill(1)]).areas(body);
            (list, Some(preview))
        }
        _ => (body, None),
    };
    Places { list, preview }
}

/// How many rows the list shows on a terminal of that size.
pub(super) fn list_rows(size: Size) -> u16 {
    inside(places(Rect::new(0, 0, size.width, size.height)).list).height
}

/// How many lines the preview has, and how many rows there are for them.
pub(super) fn preview_size(library: &Library) -> (usize, usize) {
    let size = library.size;
    let places = places(Rect::new(0, 0, size.width, size.height));
    let Some(room) = places.preview.map(inside) else {
        return (0, 0);
    };
    let n_lines = preview_lines(library, usize::from(room.width)).len();
    (n_lines, usize::from(room.height))
}

fn lists(library: &Library, frame: &mut Frame<'_>, area: Rect) {
    let cols = usize::from(area.width);
    let head = vec![title_line(library, "Library", cols), tabs(library, cols)];
    frame.render_widget(Paragraph::new(head), Rect { height: 2, ..area });
    let Places { list, preview } = places(area);
    let theme = &library.theme;
    let inner = panel(&heading(library), PanelFocus::Here, theme, frame, list);
    list::view(library, frame, inner);
    if let Some(area) = preview {
        let inner = panel(
            preview_title(library),
            PanelFocus::Elsewhere,
            theme,
            frame,
            area,
        );
        let lines = preview_lines(library, usize::from(inner.width));
        window::draw(lines, library.first, theme, frame, inner);
    }
    foot(library, frame, area);
}

fn preview_title(library: &Library) -> &'static str {
    match library.tab {
        Tab::Scenarios => "The scenario",
        Tab::Exercises => "The exercise",
    }
}

fn preview_lines(library: &Library, cols: usize) -> Vec<Line<'static>> {
    match library.tab {
        Tab::Scenarios => preview::lines(library, cols),
        Tab::Exercises => past::lines(library, cols),
    }
}

fn tabs(library: &Library, cols: usize) -> Line<'static> {
    let theme = &library.theme;
    let tab = |tab: Tab| {
        let text = tab_label(library, tab);
        if library.tab == tab {
            Span::styled(text, theme.selected)
        } else {
            Span::styled(text, theme.dim)
        }
    };
    let left = vec![
        Span::raw(" "),
        tab(Tab::Scenarios),
        Span::raw(" "),
        tab(Tab::Exercises),
    ];
    let right = format!("{} ", sifted(library).join(" · "));
    let left_cols: usize = left.iter().map(Span::width).sum();
    let fits = left_cols + right.chars().count() + 2 <= cols;
    let right = vec![Span::styled(right, theme.dim)];
    row(left, if fits { right } else { Vec::new() }, cols)
}

fn tab_label(library: &Library, tab: Tab) -> String {
    match tab {
        Tab::Scenarios => format!(" Scenarios {} ", library.scenarios.len()),
        Tab::Exercises => format!(" Exercises {} ", library.exercises.len()),
    }
}

/// What of the lists stands at a place.
pub(super) fn spot(library: &Library, at: Position) -> Option<Spot> {
    let area = Rect::from(((0, 0).into(), library.size));
    let places = places(area);
    if at.y == TABS_ROW {
        return tab_at(library, usize::from(at.x)).map(Spot::Tab);
    }
    let footer = footer(area);
    if footer.contains(at) {
        let (cols, x) = (usize::from(footer.width), usize::from(at.x - footer.x));
        return hints::key_at(&library.tables(), cols, x).map(Spot::Hint);
    }
    let list = inside(places.list);
    if list.contains(at) {
        let height = usize::from(list.height);
        let first = window::first_row(library.place(), library.n_found(), height);
        let place = first + usize::from(at.y - list.y);
        return (place < library.n_found()).then_some(Spot::Row(place));
    }
    let preview = places.preview.filter(|area| area.contains(at));
    preview.map(|_| Spot::Preview)
}

/// The tab whose name stands at a column.
fn tab_at(library: &Library, x: usize) -> Option<Tab> {
    let mut begin = 1;
    [Tab::Scenarios, Tab::Exercises].into_iter().find(|tab| {
        let end = begin + tab_label(library, *tab).chars().count();
        let is_here = (begin..end).contains(&x);
        begin = end + 1;
        is_here
    })
}

/// Where the keys stand.
pub(super) fn footer(area: Rect) -> Rect {
    Rect {
        x: area.x + 1,
        y: area.bottom().saturating_sub(1),
        width: area.width.saturating_sub(1),
        height: 1,
    }
}

/// What the list is sorted by and what is left out of it.
fn sifted(library: &Library) -> Vec<String> {
    let own = |words: &'static str| words.to_owned();
    let mut words = Vec::new();
    match library.tab {
        Tab::Scenarios => {
            let filters = &library.filters;
            words.push(own(library.order.words()));
            words.extend(filters.level.map(spoken::level).map(own));
            words.extend(filters.length.map(|it| own(it.words())));
            words.extend(filters.tag.as_ref().map(|tag| format!("#{}", plain(tag))));
        }
        Tab::Exercises => {
            let filters = &library.past_filters;
            words.push(own(library.past_order.words()));
            words.extend(filters.scenario.as_ref().map(|id| plain(id)));
            words.extend(filters.outcome.map(|it| own(it.words())));
            words.extend(filters.open.map(|it| own(it.words())));
            words.extend(filters.counts.map(|it| own(it.words())));
        }
    }
    words
}

/// How much of all is in the list.
fn heading(library: &Library) -> String {
    let (n, noun) = match library.tab {
        Tab::Scenarios => (library.scenarios.len(), "scenario"),
        Tab::Exercises => (library.exercises.len(), "exercise"),
    };
    let n_found = library.n_found();
    if n_found == n {
        spoken::count(n, noun)
    } else {
        format!("{n_found} of {}", spoken::count(n, noun))
    }
}

/// The status line, or the field that is searched in, and the keys.
fn foot(library: &Library, frame: &mut Frame<'_>, area: Rect) {
    let cols = usize::from(area.width);
    let status = Rect {
        x: area.x + 1,
        y: area.bottom() - 2,
        width: area.width - 1,
        height: 1,
    };
    let keys = Rect {
        y: area.bottom() - 1,
        ..status
    };
    let footer = hints::footer(&library.tables(), library, cols - 1);
    frame.render_widget(Paragraph::new(footer), keys);
    if library.over.is_none() && library.focus == Focus::Search {
        return library.search.view(&library.theme, frame, status);
    }
    frame.render_widget(
        Paragraph::new(status_line(library, cols)),
        Rect {
            x: area.x,
            ..status
        },
    );
}

fn status_line(library: &Library, cols: usize) -> Line<'static> {
    let theme = &library.theme;
    let search = plain(library.search.text());
    match library.notice() {
        // What is open says it itself.
        Some(Notice::No(_)) if library.over.is_some() => Line::default(),
        Some(Notice::No(_)) => refusal(library, cols).unwrap_or_default(),
        Some(Notice::Note(note)) => cut(
            vec![Span::styled(format!(" {}", plain(note)), theme.accent)],
            cols,
        ),
        None if !search.is_empty() => {
            let found = format!(" searched for “{search}”; Esc shows all");
            cut(vec![Span::styled(found, theme.accent)], cols)
        }
        None => match (library.n_unread(), library.n_unread_exercises()) {
            (0, 0) => Line::default(),
            (0, n) => Line::styled(
                format!(" reading {} …", spoken::count(n, "exercise")),
                theme.dim,
            ),
            (n, _) => Line::styled(
                format!(" reading {} …", spoken::count(n, "scenario")),
                theme.dim,
            ),
        },
    }
}
