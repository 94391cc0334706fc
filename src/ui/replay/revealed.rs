//! Shows the team's answer, why it was given and what it led to, beside the viewer's own.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use super::{
    Replay,
    asked::Asked,
    challenge::Given,
    page::{cols, height, page, room, scroll},
    update::Deed,
};
use crate::{
    exercise::event::{Answer as Decision, Confidence},
    report::{replay::Decided, spoken},
    scenario::model::{Choice, Verdict},
    ui::{
        Theme,
        keymap::{Action, Binding, Key, row},
        modals::Answer,
        widgets::{
            markdown::markdown,
            wrap::{wrap_hanging, wrap_text},
        },
        words::{self, plain},
    },
};

/// The team's answer, which is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Revealed {
    pub(super) question: usize,
    pub(super) then_plays: bool,
    first: usize,
}

pub(super) const REVEALED: &[Binding<Replay>] = &[
    row(
        &[
            Key::ENTER,
            Key::char(' '),
            Key::ESC,
            Key::char('q'),
            Key::ctrl('c'),
        ],
        Action::Accept,
        "go on",
        "Go on",
    )
    .shown(),
    row(&[Key::UP, Key::char('k')], Action::Up, "up", "Up by a line").shown(),
    row(
        &[Key::DOWN, Key::char('j')],
        Action::Down,
        "down",
        "Down by a line",
    )
    .shown(),
    row(&[Key::PAGE_UP], Action::PageUp, "page up", "Up by a page"),
    row(
        &[Key::PAGE_DOWN],
        Action::PageDown,
        "page down",
        "Down by a page",
    ),
];

impl Revealed {
    pub(super) fn of(asked: &Asked) -> Self {
        Self {
            question: asked.question,
            then_plays: asked.then_plays,
            first: 0,
        }
    }

    pub(super) fn key(&mut self, replay: &Replay, action: Option<Action>) -> Answer<Deed> {
        let cols = cols(replay.size.width);
        let n_lines = self.lines(replay, usize::from(cols)).len();
        match scroll(
            self.first,
            n_lines,
            height(n_lines, replay.size.height),
            action,
        ) {
            Some(first) => {
                self.first = first;
                Answer::Stays
            }
            None => Answer::Takes(Deed::GoOn),
        }
    }

    fn lines(self, replay: &Replay, cols: usize) -> Vec<Line<'static>> {
        let theme = &replay.theme;
        let decided = &replay.run.story.decisions[self.question];
        let row = &replay.run.scenario().decisions[decided.decision];
        let mut lines = wrap_text(&plain(&spoken::gist(&row.prompt)), cols, theme.dim);
        lines.push(Line::default());
        lines.extend(wrap_text(&when(decided), cols, theme.strong));
        match &decided.answer {
            Decision::Option(choice) => {
                lines.extend(chosen(&row.options[*choice], cols, theme));
            }
            Decision::Other(words) => {
                lines.extend(wrap_text(&format!("“{}”", plain(words)), cols, theme.text));
            }
        }
        lines.extend(why(decided, cols, theme));
        let teams = decided.choice();
        if let Some(choice) = teams {
            lines.extend(feedback(&row.options[choice], cols, theme));
        }
        lines.push(Line::default());
        match replay.challenge.given[self.question] {
            Some(Given::Picked(yours)) if Some(yours) == teams => {
                lines.push(Line::styled("You chose the same.", theme.strong));
            }
            Some(Given::Picked(yours)) => {
                lines.push(Line::styled("You chose", theme.strong));
                lines.extend(chosen(&row.options[yours], cols, theme));
                lines.extend(feedback(&row.options[yours], cols, theme));
            }
            Some(Given::Skipped | Given::Seen) | None => {
                lines.push(Line::styled("You left it open.", theme.dim));
            }
        }
        lines
    }

    /// Where it stands inside its border.
    pub(super) fn room(self, replay: &Replay, area: Rect) -> Rect {
        let n_lines = self.lines(replay, usize::from(cols(area.width))).len();
        room(n_lines, area)
    }

    /// ```text
    /// ╭ What the team did ──────────────────────╮
    /// │ The provider is silent. Move ...?       │
    /// │                                         │
    /// │ Ana decided at 12:10, after 2:10        │
    /// │ ✗ poor  Wait for the provider           │
    /// │ “They said it is coming back.”          │
    /// │ ...                                     │
    /// │ Enter go on                             │
    /// ╰─────────────────────────────────────────╯
    /// ```
    pub(super) fn view(self, replay: &Replay, frame: &mut Frame<'_>, area: Rect) {
        let lines = self.lines(replay, usize::from(cols(area.width)));
        page(
            "What the team did",
            lines,
            self.first,
            REVEALED,
            replay,
            frame,
            area,
        );
    }
}

/// `Ana decided at 12:10, after 2:10`
fn when(decided: &Decided) -> String {
    let at = words::clock(decided.at);
    let opened = decided.opened;
    let after = opened.map_or_else(String::new, |opened| {
        format!(", after {}", words::length(decided.at.since(opened)))
    });
    match &decided.who {
        Some(who) => format!("{} decided at {at}{after}", plain(who)),
        None => format!("Nobody had answered by {at}{after}; that amounts to"),
    }
}

/// `✓ good  Switch to the second CDN`
fn chosen(choice: &Choice, cols: usize, theme: &Theme) -> Vec<Line<'static>> {
    let mut spans = Vec::new();
    if let Some(verdict) = choice.verdict {
        let (glyph, style) = match verdict {
            Verdict::Good => ("✓", theme.ok),
            Verdict::Fair => ("◆", theme.warn),
            Verdict::Poor => ("✗", theme.alarm),
        };
        let verdict = spoken::verdict(verdict);
        spans.push(Span::styled(format!("{glyph} {verdict}  "), style));
    }
    spans.push(Span::styled(plain(&choice.label), theme.text));
    wrap_hanging(spans, cols, &Span::raw("  "))
}

/// What was said with the answer.
fn why(decided: &Decided, cols: usize, theme: &Theme) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    if let Some(rationale) = &decided.rationale {
        let rationale = format!("Why: {}", plain(rationale));
        lines.extend(wrap_text(&rationale, cols, theme.text));
    }
    let confidence = decided.confidence.map(|confidence| {
        let how = match confidence {
            Confidence::Low => "low",
            Confidence::Medium => "medium",
            Confidence::High => "high",
        };
        format!("confidence {how}")
    });
    let dissent = (!decided.dissent.is_empty()).then(|| {
        let names: Vec<_> = decided.dissent.iter().map(|name| plain(name)).collect();
        format!("otherwise: {}", names.join(", "))
    });
    let said: Vec<_> = confidence.into_iter().chain(dissent).collect();
    if !said.is_empty() {
        lines.extend(wrap_text(
            &words::sentence(&said.join("; ")),
            cols,
            theme.dim,
        ));
    }
    lines
}

/// What the author says of an option.
fn feedback(choice: &Choice, cols: usize, theme: &Theme) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    if !choice.feedback.trim().is_empty() {
        lines.push(Line::default());
        lines.extend(markdown(&choice.feedback, cols, theme));
    }
    lines
}
