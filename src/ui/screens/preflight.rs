//! Tells, before the briefing, whether all is ready. What is in the way keeps the exercise from
//! beginning; what could be better does not.

use std::cmp::Reverse;

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
    widgets::Paragraph,
};

use crate::ui::{
    App, Effect,
    keymap::Action,
    preflight::{Check, Found, ROOMS_SCREEN, Standing},
    screens::facilitator::deeds,
    view::{n_foot, page_room, status_and_footer, title_line},
    widgets::{fit::pad, window, wrap::wrap_hanging},
};

/// What was found, and how far down it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preflight {
    found: Found,
    first: usize,
}

/// What comes after this screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ui) enum Then {
    Stays,
    GoesOn,
}

impl Preflight {
    pub fn of(found: Found) -> Self {
        Self { found, first: 0 }
    }

    pub(super) fn update(&mut self, app: &mut App, action: Action) -> (Then, Vec<Effect>) {
        let room = page_room(app.size);
        let height = usize::from(room.height);
        let lines = self.lines(app, usize::from(room.width));
        let furthest = window::furthest(lines.len(), height);
        self.first = match action {
            Action::Begin => match self.found.failure() {
                None => return (Then::GoesOn, Vec::new()),
                Some(why) => return (Then::Stays, app.refuse(why)),
            },
            Action::Refresh => return (Then::Stays, vec![Effect::Examine]),
            Action::Quit => return (Then::Stays, deeds::start(app, None, action)),
            Action::Up => self.first.saturating_sub(1),
            Action::Down => self.first + 1,
            Action::PageUp => self.first.saturating_sub(height),
            Action::PageDown => self.first + height,
            _ => self.first,
        }
        .min(furthest);
        (Then::Stays, Vec::new())
    }

    /// ```text
    ///  EXERCISE  Region loss                            TLP:GREEN
    ///
    ///    Is everything ready?
    ///
    ///    ✓ ok         Data folder    can be written: ...
    ///
    ///    ◆ attention  Room's screen  no second screen
    ///                                `blackstart watch` ...
    ///
    ///  Enter goes on to the briefing.
    ///  Enter go on  r look again  ...
    /// ```
    pub(super) fn view(&self, app: &App, frame: &mut Frame<'_>, area: Rect) {
        let theme = &app.theme;
        let cols = usize::from(area.width);
        let top = Rect { height: 1, ..area };
        frame.render_widget(title_line(app, cols), top);
        let room = page_room(area.as_size());
        let lines = self.lines(app, usize::from(room.width));
        window::draw(lines, self.first, theme, frame, room);
        let foot = n_foot(app);
        let bottom = Rect {
            y: area.bottom().saturating_sub(foot),
            height: foot,
            ..area
        };
        status_and_footer(app, frame, bottom.intersection(area));
        if app.notice.is_none() {
            let line = match self.found.failure() {
                None => Line::styled(" Enter goes on to the briefing.", theme.accent),
                Some(_) => Line::styled(
                    " The exercise cannot begin like this; r looks again.",
                    theme.alarm,
                ),
            };
            let status = Rect {
                y: area.bottom().saturating_sub(2),
                height: 1,
                ..area
            };
            frame.render_widget(Paragraph::new(line), status);
        }
    }

    fn lines(&self, app: &App, cols: usize) -> Vec<Line<'static>> {
        let theme = &app.theme;
        let mut checks = self.found.checks(app.size, theme);
        if app.is_solo() {
            checks.retain(|check| check.what != ROOMS_SCREEN);
        }
        let title = theme.strong.patch(theme.accent);
        let mut lines = vec![Line::styled("Is everything ready?", title)];
        for check in &checks {
            lines.push(Line::default());
            lines.extend(self::lines(app, check, cols));
        }
        if lines.len() <= usize::from(page_room(app.size).height) {
            return lines;
        }
        // Where there is little room, what is worth a look comes first, and the rest in short.
        checks.sort_by_key(|check| Reverse(check.standing));
        let ok = checks.iter_mut().filter(|it| it.standing == Standing::Ok);
        ok.for_each(|check| check.advice = None);
        let checks = checks.iter().flat_map(|it| self::lines(app, it, cols));
        lines.drain(1..);
        lines.extend(checks);
        lines
    }
}

/// What was looked at, what was found, and what to do about it.
fn lines(app: &App, check: &Check, cols: usize) -> Vec<Line<'static>> {
    const WORD_COLS: usize = 11;
    const WHAT_COLS: usize = 15;
    let theme = &app.theme;
    let (glyph, word) = check.standing.words();
    let style = match check.standing {
        Standing::Ok => theme.ok,
        Standing::Attention => theme.warn,
        Standing::Failed => theme.alarm,
    };
    let head = vec![
        Span::styled(format!("{glyph} {}", pad(word, WORD_COLS)), style),
        Span::styled(pad(check.what, WHAT_COLS), theme.strong),
    ];
    let head_cols = head.iter().map(Span::width).sum();
    let is_narrow = cols < head_cols + 24;
    let hang = Span::raw(" ".repeat(if is_narrow { 2 } else { head_cols }));
    let found = Span::styled(check.found.clone(), theme.text);
    let mut lines = if is_narrow {
        let found = Span::styled(format!("{hang}{}", found.content), found.style);
        let mut lines = vec![Line::from(head)];
        lines.extend(wrap_hanging(vec![found], cols, &hang));
        lines
    } else {
        wrap_hanging(head.into_iter().chain([found]).collect(), cols, &hang)
    };
    if let Some(advice) = &check.advice {
        let advice = vec![hang.clone(), Span::styled(advice.clone(), theme.dim)];
        lines.extend(wrap_hanging(advice, cols, &hang));
    }
    lines
}
