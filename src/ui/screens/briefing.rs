//! What everybody is told before the clock starts.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use crate::{
    exercise::Command,
    report::spoken,
    scenario::model::Role,
    ui::{
        App, Effect, Theme,
        keymap::Action,
        screens::facilitator::deeds,
        step::Step,
        view::{page, page_room},
        widgets::{
            markdown::markdown,
            window,
            wrap::{wrap_hanging, wrap_text},
        },
        words::{self, plain},
    },
};

/// How far down it is read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Briefing {
    first: usize,
}

impl Briefing {
    pub(super) fn update(&mut self, app: &mut App, action: Action) -> Vec<Effect> {
        let room = page_room(app.size);
        let height = usize::from(room.height);
        let furthest = window::furthest(lines(app, usize::from(room.width)).len(), height);
        self.first = match action {
            Action::Begin => return app.try_to(Step::Command(Command::Resume)),
            Action::Quit | Action::Assign => return deeds::start(app, None, action),
            Action::Up => self.first.saturating_sub(1),
            Action::Down => self.first + 1,
            Action::PageUp => self.first.saturating_sub(height),
            Action::PageDown => self.first + height,
            _ => self.first,
        }
        .min(furthest);
        Vec::new()
    }

    /// ```text
    ///  EXERCISE  Region loss                            TLP:GREEN
    ///
    ///    The briefing, in a column that is comfortable to read.
    ///
    ///    Who is who
    ///    Incident commander   Ada       You coordinate.
    ///
    ///    What is recorded ...
    ///
    ///  Enter starts the clock  ...
    /// ```
    pub(super) fn view(&self, app: &App, frame: &mut Frame<'_>, area: Rect) {
        let cols = usize::from(page_room(area.as_size()).width);
        page(app, lines(app, cols), self.first, frame, area);
    }
}

fn lines(app: &App, cols: usize) -> Vec<Line<'static>> {
    let theme = &app.theme;
    let scenario = app.scenario();
    let mut lines = Vec::new();
    lines.extend(wrap_text(&facts(app).join(" · "), cols, theme.dim));
    lines.push(Line::default());
    lines.extend(markdown(&scenario.briefing, cols, theme));
    if !scenario.roles.is_empty() {
        section(&mut lines, "Who is who", theme);
        for (role, row) in scenario.roles.entries() {
            lines.extend(role_lines(
                row,
                app.state().roles[role].as_deref(),
                cols,
                theme,
            ));
        }
    }
    if !scenario.objectives.is_empty() {
        section(&mut lines, "What is exercised", theme);
        for objective in &scenario.objectives {
            let spans = vec![
                Span::styled("• ", theme.dim),
                Span::styled(plain(&objective.title), theme.text),
            ];
            lines.extend(wrap_hanging(spans, cols, &Span::raw("  ")));
        }
    }
    section(&mut lines, "What is recorded", theme);
    let recorded = "What happens, who decides what, when and why, and what is observed: with the \
                    exercise clock and the time of day, in a journal on this computer alone. The \
                    report is made of it. The exercise rates plans and tools, not people.";
    lines.extend(wrap_text(recorded, cols, theme.text));
    lines.push(Line::default());
    lines
}

/// How long it takes, how hard it is, and what time it is in its world.
fn facts(app: &App) -> Vec<String> {
    let scenario = app.scenario();
    let speed = app.state().speed;
    let mut facts = vec![format!(
        "up to {}",
        spoken::duration(scenario.length.as_ms())
    )];
    if speed.to_bits() != 1.0_f64.to_bits() {
        facts.push(format!("the clock runs at {}", words::speed(speed)));
    }
    facts.push(spoken::level(scenario.level).to_owned());
    let begins = scenario.begins;
    facts.extend(begins.map(|begins| begins.format("begins %Y-%m-%d, %H:%M").to_string()));
    facts
}

fn section(lines: &mut Vec<Line<'static>>, title: &'static str, theme: &Theme) {
    lines.push(Line::default());
    lines.push(Line::styled(title, theme.strong.patch(theme.accent)));
}

fn role_lines(role: &Role, person: Option<&str>, cols: usize, theme: &Theme) -> Vec<Line<'static>> {
    let name = plain(&role.name);
    let person = match person {
        Some(person) => Span::styled(plain(person), theme.strong),
        None => Span::styled("nobody yet", theme.dim),
    };
    let mut lines = vec![Line::from(vec![
        Span::styled("• ", theme.dim),
        Span::styled(format!("{name}: "), theme.text),
        person,
    ])];
    if !role.brief.trim().is_empty() {
        let brief = vec![Span::styled(format!("  {}", plain(&role.brief)), theme.dim)];
        lines.extend(wrap_hanging(brief, cols, &Span::raw("  ")));
    }
    lines
}
