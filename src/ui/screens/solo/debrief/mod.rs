//! The debrief of whoever played alone: how it ended, how it compares, and what else could be had.
//! Nothing is a secret any more.

mod compared;
mod judged;

use ratatui::{
    Frame,
    layout::Rect,
    style::Style,
    text::{Line, Span},
};

use crate::ui::{
    App, Effect, Theme,
    keymap::Action,
    screens::{ending, facilitator::deeds},
    view::{page, page_room},
    widgets::{window, wrap::wrap_hanging},
};

type Lines = Vec<Line<'static>>;

/// How far down it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Debrief {
    first: usize,
}

impl Debrief {
    pub(in crate::ui::screens) fn update(&mut self, app: &mut App, action: Action) -> Vec<Effect> {
        let room = page_room(app.size);
        let height = usize::from(room.height);
        let furthest = window::furthest(lines(app, usize::from(room.width)).len(), height);
        let step = height.saturating_sub(1).max(1);
        self.first = match action {
            Action::Up => self.first.min(furthest).saturating_sub(1),
            Action::Down => self.first + 1,
            Action::PageUp => self.first.min(furthest).saturating_sub(step),
            Action::PageDown => self.first + step,
            Action::First => 0,
            Action::Last => furthest,
            Action::Quit => return vec![Effect::Leave],
            _ => return deeds::start(app, None, action),
        }
        .min(furthest);
        Vec::new()
    }

    /// ```text
    ///  EXERCISE  Region loss                        TLP:GREEN
    ///
    ///    ✓ Traffic restored
    ///    Success after 38 min
    ///
    ///    How it compares      the spread, and where one is in it
    ///    How fast             the timings
    ///    Decision by decision what was chosen, and what else there was
    ///    The best known way   its decisions
    ///    Objectives, claims, tasks, hints
    ///    Earlier runs         one's own
    /// ```
    pub(in crate::ui::screens) fn view(self, app: &App, frame: &mut Frame<'_>, area: Rect) {
        let cols = usize::from(page_room(area.as_size()).width);
        page(app, lines(app, cols), self.first, frame, area);
    }
}

fn lines(app: &App, cols: usize) -> Lines {
    let theme = &app.theme;
    let mut lines = ending::headline(app, cols);
    let sections: [(&'static str, Lines); 11] = [
        ("How it compares", compared::spread(app, cols)),
        ("How fast", ending::figures(app)),
        ("Decision by decision", judged::decisions(app, cols)),
        ("The best known way", compared::best_way(app, cols)),
        ("Objectives", judged::objectives(app, cols)),
        ("What was claimed", judged::claims(app, cols)),
        ("What an evaluator watches for", judged::tasks(app, cols)),
        ("What you wrote down", judged::notes(app, cols)),
        ("Hints you asked for", judged::hints(app, cols)),
        ("Your earlier runs", compared::earlier(app, cols)),
        ("To think about", judged::questions(app, cols)),
    ];
    for (title, section) in sections {
        if !section.is_empty() {
            ending::section(&mut lines, title, theme);
            lines.extend(section);
        }
    }
    ending::section(&mut lines, "The report", theme);
    lines.extend(ending::report(app, cols));
    lines.push(Line::default());
    lines
}

/// A row of a list: a glyph and a text, which hangs behind it.
fn item(glyph: &str, style: Style, text: &str, cols: usize, theme: &Theme) -> Lines {
    let spans = vec![
        Span::styled(format!("{glyph} "), style),
        Span::styled(text.to_owned(), theme.text),
    ];
    wrap_hanging(spans, cols, &Span::raw("  "))
}

/// What belongs to the row before it.
fn beneath(text: &str, style: Style, cols: usize) -> Lines {
    let spans = vec![Span::raw("  "), Span::styled(text.to_owned(), style)];
    wrap_hanging(spans, cols, &Span::raw("  "))
}
