//! Lines of text that are written one after the other; `@` and a few letters name somebody. The
//! exercise goes on meanwhile.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
    widgets::Paragraph,
};

use super::{binding, cols, prompt::foot, rows};
use crate::ui::{
    App,
    keymap::{Action, Binding, Key, row},
    people::{self, Named},
    widgets::{
        fit::{self, filled, fit, pad, width},
        panel::{popup, popup_room},
        text_field::TextField,
    },
    words::plain,
};

/// Some lines, the one that is written in, and who can be meant there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lines {
    blanks: Vec<Blank>,
    at: usize,
    /// So many are asked one after the other; what comes behind is there for those who go to it.
    n_asked: usize,
    /// Whom the letters behind an `@` can mean.
    meant: Vec<Named>,
    chosen: usize,
}

/// One line to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blank {
    label: &'static str,
    /// What it amounts to when nothing is written.
    otherwise: String,
    /// What is shown in its place then.
    hint: String,
    field: TextField,
}

/// What a key has done to the lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Heard {
    Taken,
    /// All that is asked is answered.
    Done,
    /// Back from the first line.
    Left,
    /// The key is none for a text.
    Unknown,
}

pub(super) const ONE: &[Binding] = &[
    binding(
        &[Key::ENTER],
        Action::Accept,
        "record",
        "Take what is written",
    ),
    binding(
        &[Key::ESC, Key::ctrl('c')],
        Action::Close,
        "leave it",
        "Leave it",
    ),
];

/// While more is asked behind this line.
pub(super) const SEVERAL: &[Binding] = &[
    binding(&[Key::ENTER], Action::Accept, "go on", "To the next line"),
    NEXT,
    BEFORE,
    BACK,
];

/// Once all that is asked is answered.
pub(super) const ENOUGH: &[Binding] = &[
    binding(
        &[Key::ENTER],
        Action::Accept,
        "record",
        "Take what is written in all lines",
    ),
    NEXT,
    BEFORE,
    BACK,
];

const NEXT: Binding = binding(
    &[Key::TAB, Key::DOWN],
    Action::Down,
    "next",
    "To the next line, also to those that are not asked",
);

const BEFORE: Binding = row(
    &[Key::BACK_TAB, Key::UP],
    Action::Up,
    "before",
    "To the line before",
);

const BACK: Binding = binding(
    &[Key::ESC, Key::ctrl('c')],
    Action::Close,
    "back",
    "Back by one line, and from the first leave it",
);

pub(super) const NAMING: &[Binding] = &[
    binding(
        &[Key::ENTER, Key::TAB],
        Action::Accept,
        "take",
        "Write this name",
    ),
    binding(&[Key::UP], Action::Up, "up", "Up"),
    binding(&[Key::DOWN], Action::Down, "down", "Down"),
    binding(
        &[Key::ESC, Key::ctrl('c')],
        Action::Close,
        "no name",
        "Write on as it is",
    ),
];

impl Blank {
    pub fn new(label: &'static str) -> Self {
        Self {
            label,
            otherwise: String::new(),
            hint: String::new(),
            field: TextField::default(),
        }
    }

    /// The same, which amounts to `text` while nothing is written in it.
    #[must_use]
    pub fn otherwise(self, text: &str) -> Self {
        Self {
            otherwise: text.to_owned(),
            hint: plain(text),
            ..self
        }
    }

    /// The same, with a word on what to write.
    #[must_use]
    pub fn hint(self, text: &str) -> Self {
        Self {
            hint: plain(text),
            ..self
        }
    }

    /// The same, with a text to begin with.
    #[must_use]
    pub fn beginning_with(self, text: &str) -> Self {
        Self {
            field: TextField::with(text),
            ..self
        }
    }

    fn text(&self) -> String {
        let text = self.field.text().trim();
        let text = if text.is_empty() {
            &self.otherwise
        } else {
            text
        };
        text.to_owned()
    }
}

impl Lines {
    /// Lines of which the first `n_asked` are asked one after the other.
    pub fn of(n_asked: usize, blanks: Vec<Blank>) -> Self {
        Self {
            blanks,
            at: 0,
            n_asked,
            meant: Vec::new(),
            chosen: 0,
        }
    }

    /// What is written in each, or else what that amounts to.
    pub fn texts(&self) -> Vec<String> {
        self.blanks.iter().map(Blank::text).collect()
    }

    pub(super) fn table(&self) -> &'static [Binding] {
        if !self.meant.is_empty() {
            NAMING
        } else if self.blanks.len() == 1 {
            ONE
        } else if self.at + 1 < self.n_asked {
            SEVERAL
        } else {
            ENOUGH
        }
    }

    pub(super) fn key(&mut self, app: &App, action: Option<Action>, key: Key) -> Heard {
        if let Some(action) = action.filter(|_| !self.meant.is_empty()) {
            self.name(action);
            return Heard::Taken;
        }
        match action {
            Some(Action::Accept) if self.at + 1 >= self.n_asked => return Heard::Done,
            Some(Action::Close) if self.at == 0 => return Heard::Left,
            Some(Action::Accept | Action::Down) => self.go((self.at + 1) % self.blanks.len()),
            Some(Action::Up) => self.go((self.at + self.blanks.len() - 1) % self.blanks.len()),
            Some(_) => self.go(self.at - 1),
            None if self.blanks[self.at].field.key(key) => self.look_up(app),
            None => return Heard::Unknown,
        }
        Heard::Taken
    }

    pub(super) fn paste(&mut self, app: &App, text: &str) {
        self.blanks[self.at].field.insert(text);
        self.look_up(app);
    }

    fn go(&mut self, at: usize) {
        self.at = at;
        self.meant.clear();
    }

    /// Looks who the letters before the cursor can mean, where they follow an `@`.
    fn look_up(&mut self, app: &App) {
        let typed = self.blanks[self.at].typed_name();
        self.meant = typed.map_or_else(Vec::new, |typed| people::found(app, typed));
        self.chosen = 0;
    }

    fn name(&mut self, action: Action) {
        let n = self.meant.len();
        match action {
            Action::Up => self.chosen = (self.chosen + n - 1) % n,
            Action::Down => self.chosen = (self.chosen + 1) % n,
            Action::Accept => {
                let name = self.meant[self.chosen].name.clone();
                self.blanks[self.at].write_name(&name);
                self.meant.clear();
            }
            _ => self.meant.clear(),
        }
    }

    /// Where the box stands inside its border, under a head of so many rows.
    pub(super) fn room(&self, app: &App, n_head: usize, wanted_cols: u16, area: Rect) -> Rect {
        let cols = cols(wanted_cols, area);
        let mut lines = Vec::new();
        self.rows(app, usize::from(cols), &mut lines);
        let n_head = if n_head == 0 { 0 } else { n_head + 1 };
        popup_room(cols, rows(n_head + lines.len()) + 2, area)
    }

    /// Draws the lines in a box under `head`, with their keys below.
    pub(super) fn view(
        &self,
        app: &App,
        title: &str,
        head: Vec<Line<'static>>,
        wanted_cols: u16,
        (frame, area): (&mut Frame<'_>, Rect),
    ) {
        let cols = cols(wanted_cols, area);
        let width = usize::from(cols);
        let mut lines = head;
        if !lines.is_empty() {
            lines.push(Line::default());
        }
        let at = self.rows(app, width, &mut lines);
        let n_lines = rows(lines.len());
        let inner = popup(title, cols, n_lines + 2, &app.theme, frame, area);
        let body = Rect {
            height: inner.height.saturating_sub(2).min(n_lines),
            ..inner
        };
        // On a small screen the end is seen, but never without the line that is written in.
        let n_hidden = lines.len().saturating_sub(usize::from(body.height)).min(at);
        let shown: Vec<_> = lines.into_iter().skip(n_hidden).collect();
        frame.render_widget(Paragraph::new(shown), body);
        let below = Rect {
            y: inner.bottom().saturating_sub(1),
            height: inner.height.min(1),
            ..inner
        };
        frame.render_widget(Paragraph::new(foot(app, self.table(), inner.width)), below);
        let label = rows(self.label_cols()).min(body.width);
        let field = Rect {
            x: body.x + label,
            y: body.y + rows(at - n_hidden),
            width: body.width - label,
            height: 1,
        };
        let blank = &self.blanks[self.at];
        blank
            .field
            .view(&app.theme, frame, field.intersection(body));
        if blank.field.text().is_empty() {
            let hint = Rect {
                x: (field.x + 2).min(field.right()),
                width: field.width.saturating_sub(2),
                ..field
            };
            let text = Paragraph::new(blank.hint.as_str()).style(app.theme.dim);
            frame.render_widget(text, hint.intersection(body));
        }
    }

    /// Adds a row for each line that is seen, and answers in which one is written.
    fn rows(&self, app: &App, cols: usize, lines: &mut Vec<Line<'static>>) -> usize {
        let theme = &app.theme;
        let mut at = lines.len();
        for (n, blank) in self.blanks.iter().enumerate() {
            let is_seen = n < self.n_asked.max(self.at + 1) || !blank.field.text().is_empty();
            if !is_seen {
                continue;
            }
            let label = pad(blank.label, self.label_cols());
            let room = cols.saturating_sub(width(&label) + 2);
            let text = if blank.field.text().is_empty() {
                Span::styled(fit(&blank.hint, room), theme.dim)
            } else {
                Span::styled(fit(blank.field.text(), room), theme.text)
            };
            let mut spans = vec![Span::styled(label, theme.dim)];
            if n == self.at {
                at = lines.len();
            } else {
                spans.extend([Span::styled("  ", theme.dim), text]);
            }
            lines.push(Line::from(spans));
            if n == self.at {
                self.name_rows(app, cols, lines);
            }
        }
        at
    }

    fn name_rows(&self, app: &App, cols: usize, lines: &mut Vec<Line<'static>>) {
        const MOST: usize = 5;
        let theme = &app.theme;
        let first = (self.chosen + 1).saturating_sub(MOST);
        for (n, named) in self.meant.iter().enumerate().skip(first).take(MOST) {
            let indent = " ".repeat(self.label_cols() + 2);
            let left = vec![
                Span::raw(indent),
                Span::styled(plain(&named.name), theme.text),
            ];
            let right = vec![Span::styled(format!("{} ", named.about), theme.dim)];
            let line = fit::row(left, right, cols);
            lines.push(if n == self.chosen {
                filled(line, cols, theme.selected)
            } else {
                line
            });
        }
    }

    /// How wide the labels are, with the space behind them.
    fn label_cols(&self) -> usize {
        let widest = self.blanks.iter().map(|line| width(line.label)).max();
        widest.filter(|cols| *cols > 0).map_or(0, |cols| cols + 2)
    }
}

impl Blank {
    /// The letters between the last `@` and the cursor, where it begins a word.
    fn typed_name(&self) -> Option<&str> {
        let (before, typed) = self.field.before_cursor().rsplit_once('@')?;
        let begins = before
            .chars()
            .next_back()
            .is_none_or(|c| !c.is_alphanumeric());
        (begins && !typed.starts_with(' ')).then_some(typed)
    }

    /// Writes a name where an `@` and some letters of it stand.
    fn write_name(&mut self, name: &str) {
        let n_typed = self.typed_name().map_or(0, |typed| typed.len() + 1);
        self.field.replace_before(n_typed, name);
    }
}
