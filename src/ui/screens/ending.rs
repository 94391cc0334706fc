//! How it ended: the outcome, the figures, and where the report is.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use crate::{
    exercise::{ExerciseTime, event::EndReason},
    report::{
        measures::{self, Timings},
        spoken,
    },
    scenario::model::Outcome,
    ui::{
        App, Effect, Theme,
        app::Report,
        keymap::Action,
        screens::facilitator::deeds,
        view::{page, page_room},
        widgets::{
            fit::pad,
            markdown::markdown,
            window,
            wrap::{wrap_hanging, wrap_text},
        },
        words::plain,
    },
};

/// How far down it is read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ending {
    first: usize,
}

impl Ending {
    pub(super) fn update(&mut self, app: &mut App, action: Action) -> Vec<Effect> {
        let room = page_room(app.size);
        let height = usize::from(room.height);
        let furthest = window::furthest(lines(app, usize::from(room.width)).len(), height);
        self.first = match action {
            Action::Up => self.first.saturating_sub(1),
            Action::Down => self.first + 1,
            Action::PageUp => self.first.saturating_sub(height),
            Action::PageDown => self.first + height,
            Action::Quit => return vec![Effect::Leave],
            _ => return deeds::start(app, None, action),
        }
        .min(furthest);
        Vec::new()
    }

    /// ```text
    ///  EXERCISE  Region loss                       TLP:GREEN
    ///
    ///    ✓ Traffic restored                Success, after 38 min
    ///    What the ending says.
    ///
    ///    The figures          bad minutes, timings
    ///    The report           where it is
    /// ```
    pub(super) fn view(&self, app: &App, frame: &mut Frame<'_>, area: Rect) {
        let cols = usize::from(page_room(area.as_size()).width);
        page(app, lines(app, cols), self.first, frame, area);
    }
}

fn lines(app: &App, cols: usize) -> Vec<Line<'static>> {
    let theme = &app.theme;
    let mut lines = headline(app, cols);
    section(&mut lines, "In figures", theme);
    lines.extend(figures(app));
    section(&mut lines, "The report", theme);
    lines.extend(report(app, cols));
    if !app.scenario().debrief.is_empty() {
        section(&mut lines, "To talk about now", theme);
        for question in &app.scenario().debrief {
            let spans = vec![
                Span::styled("• ", theme.dim),
                Span::styled(plain(question), theme.text),
            ];
            lines.extend(wrap_hanging(spans, cols, &Span::raw("  ")));
        }
    }
    lines.push(Line::default());
    lines
}

/// Where the report is.
pub(super) fn report(app: &App, cols: usize) -> Vec<Line<'static>> {
    let theme = &app.theme;
    let (text, style) = match &app.report {
        Report::NotYet => ("It is being written.".to_owned(), theme.dim),
        Report::Written(path) => (plain(&path.display().to_string()), theme.text),
        Report::Failed(cause) => (
            format!("It could not be written: {}", plain(cause)),
            theme.alarm,
        ),
    };
    wrap_text(&text, cols, style)
}

/// How it ended, and what is said about it.
pub(super) fn headline(app: &App, cols: usize) -> Vec<Line<'static>> {
    let theme = &app.theme;
    let Some(ended) = &app.state().ended else {
        return Vec::new();
    };
    let after = spoken::duration(ended.at.as_ms());
    let Some(ending) = ended.ending else {
        let (title, why) = match ended.why {
            EndReason::RealIncident => ("A real incident came first", "ended for it"),
            EndReason::Stopped => ("The exercise was ended by hand", "ended"),
            EndReason::Reached | EndReason::Length => ("The time is over", "ended"),
        };
        return vec![
            Line::styled(title, theme.strong),
            Line::styled(format!("{why} after {after}"), theme.dim),
        ];
    };
    let ending = &app.scenario().endings[ending];
    let (glyph, style) = match ending.outcome {
        Outcome::Success => ("✓", theme.ok),
        Outcome::Mixed => ("◆", theme.warn),
        Outcome::Failure => ("✗", theme.alarm),
    };
    let mut lines = vec![
        Line::from(vec![
            Span::styled(format!("{glyph} "), style),
            Span::styled(plain(&ending.title), theme.strong),
        ]),
        Line::styled(
            format!("{} after {after}", spoken::outcome(ending.outcome)),
            style,
        ),
        Line::default(),
    ];
    lines.extend(markdown(&ending.text, cols, theme));
    lines
}

/// What can be counted.
pub(super) fn figures(app: &App) -> Vec<Line<'static>> {
    let (scenario, state) = (app.scenario(), app.state());
    let mut rows = timings(&measures::timings(scenario, state));
    if let Some(minutes) = measures::bad_minutes(scenario, state) {
        rows.push(("Bad minutes", format!("{minutes:.1}")));
    }
    let n_decided = state
        .decisions
        .iter()
        .filter(|it| it.made.is_some())
        .count();
    let n_asked = state
        .decisions
        .iter()
        .filter(|it| it.opened.is_some())
        .count();
    rows.push(("Decisions made", format!("{n_decided} of {n_asked}")));
    let n_done = state.tasks.iter().filter(|it| it.done.is_some()).count();
    let n_begun = state.tasks.iter().filter(|it| it.begun.is_some()).count();
    rows.push(("Tasks done", format!("{n_done} of {n_begun}")));
    rows.into_iter()
        .map(|(name, value)| {
            Line::from(vec![
                Span::styled(pad(name, 24), app.theme.dim),
                Span::styled(value, app.theme.text),
            ])
        })
        .collect()
}

/// How fast it went, as people say it; a dash for what never came.
fn timings(timings: &Timings) -> Vec<(&'static str, String)> {
    let never = || "–".to_owned();
    let spoken = |ms: Option<i64>| ms.map_or_else(never, spoken::from_moment);
    let impact = timings
        .first_impact_ms
        .and_then(|ms| u64::try_from(ms).ok());
    let impact = impact.map_or_else(never, |ms| ExerciseTime::from_ms(ms).to_string());
    vec![
        ("First impact at", impact),
        ("Acknowledged after", spoken(timings.acknowledged_ms)),
        ("Declared after", spoken(timings.declared_ms)),
        (
            "First public update",
            spoken(timings.first_public_update_ms),
        ),
        ("Mitigated after", spoken(timings.mitigated_ms)),
        ("Resolved after", spoken(timings.resolved_ms)),
    ]
}

/// Begins another section.
pub(super) fn section(lines: &mut Vec<Line<'static>>, title: &'static str, theme: &Theme) {
    lines.push(Line::default());
    lines.push(Line::styled(title, theme.strong.patch(theme.accent)));
}
