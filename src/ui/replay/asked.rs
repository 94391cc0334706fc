//! Asks what the viewer would do, with the options that the team could have, and shows nothing of
//! what the team did.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
    widgets::Paragraph,
};

use super::{Replay, challenge::Given, page::cols, state::Play, update::Deed};
use crate::{
    scenario::{Ix, model::Choice},
    ui::{
        keymap::{Action, Binding, Key, row},
        modals::Answer,
        view::refusal,
        widgets::{
            fit::filled,
            hints,
            markdown::markdown,
            panel::{popup, popup_room},
            window,
            wrap::wrap_hanging,
        },
        words::plain,
    },
};

/// A decision that waits for the viewer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Asked {
    pub(super) question: usize,
    pub(super) cursor: usize,
    /// How far down the prompt is read.
    first: usize,
    pub(super) then_plays: bool,
}

pub(super) const ASKED: &[Binding<Replay>] = &[
    row(
        &[Key::ENTER],
        Action::Accept,
        "this one",
        "Take this one, and see what the team did",
    )
    .shown(),
    row(&[Key::UP, Key::char('k')], Action::Up, "up", "Up").shown(),
    row(&[Key::DOWN, Key::char('j')], Action::Down, "down", "Down").shown(),
    row(
        &[Key::char('s')],
        Action::Skip,
        "skip",
        "See what the team did without an answer of your own",
    )
    .shown(),
    row(
        &[Key::ESC, Key::char('q'), Key::ctrl('c')],
        Action::Close,
        "look around",
        "Look at the room first; going on asks again",
    )
    .shown(),
    row(
        &[Key::PAGE_UP],
        Action::PageUp,
        "page up",
        "Up in the question",
    ),
    row(
        &[Key::PAGE_DOWN],
        Action::PageDown,
        "page down",
        "Down in the question",
    ),
];

/// How many rows the question has at least, where it has so many.
const LEAST: usize = 2;

impl Asked {
    /// A question, after which it goes on as it did before.
    pub(super) fn of(question: usize, before: Play) -> Self {
        Self {
            question,
            cursor: 0,
            first: 0,
            then_plays: matches!(before, Play::Runs(_)),
        }
    }

    pub(super) fn key(
        &mut self,
        replay: &Replay,
        action: Option<Action>,
        key: Key,
    ) -> Answer<Deed> {
        let options = self.options(replay);
        let n = options.len().max(1);
        let take = |place: usize| match options.get(place) {
            Some((choice, _)) => Answer::Takes(Deed::Give(Given::Picked(*choice))),
            None => Answer::Says(format!("there is no number {}", place + 1)),
        };
        match action {
            Some(Action::Up) => self.cursor = (self.cursor + n - 1) % n,
            Some(Action::Down) => self.cursor = (self.cursor + 1) % n,
            Some(Action::PageUp) => self.first = self.first.saturating_sub(3),
            Some(Action::PageDown) => {
                let (n_lines, height) = self.prompt_room(replay);
                self.first = (self.first + 3).min(window::furthest(n_lines, height));
            }
            Some(Action::Accept) => return take(self.cursor),
            Some(Action::Skip) => return Answer::Takes(Deed::Give(Given::Skipped)),
            Some(_) => return Answer::Closes,
            None => {
                return key.digit().map_or(Answer::Stays, |digit| take(digit - 1));
            }
        }
        Answer::Stays
    }

    /// What could be had when the team answered.
    fn options(self, replay: &Replay) -> Vec<(Ix<Choice>, String)> {
        let decision = replay.run.story.decisions[self.question].decision;
        let exercise = replay.run.reel.exercise();
        let options =
            exercise
                .state()
                .available(exercise.scenario(), decision, replay.run.reel.clock());
        options
            .map(|(choice, row)| (choice, plain(&row.label)))
            .collect()
    }

    fn prompt(self, replay: &Replay, cols: usize) -> Vec<Line<'static>> {
        let decided = &replay.run.story.decisions[self.question];
        let row = &replay.run.scenario().decisions[decided.decision];
        markdown(&row.prompt, cols, &replay.theme)
    }

    /// The options line by line, each with its place among them.
    fn option_lines(self, replay: &Replay, cols: usize) -> Vec<(usize, Line<'static>)> {
        let theme = &replay.theme;
        let mut lines = Vec::new();
        for (n, (_, label)) in self.options(replay).into_iter().enumerate() {
            let number = if n < 9 {
                format!(" {}  ", n + 1)
            } else {
                "    ".to_owned()
            };
            let spans = vec![
                Span::styled(number, theme.key),
                Span::styled(label, theme.text),
            ];
            let wrapped = wrap_hanging(spans, cols, &Span::raw("    "));
            lines.extend(wrapped.into_iter().map(|line| {
                let line = if n == self.cursor {
                    filled(line, cols, theme.selected)
                } else {
                    line
                };
                (n, line)
            }));
        }
        lines
    }

    /// How many lines the prompt has, and how many rows there are for it.
    fn prompt_room(self, replay: &Replay) -> (usize, usize) {
        let cols = usize::from(cols(replay.size.width));
        let n_options = self.option_lines(replay, cols).len();
        let n_lines = self.prompt(replay, cols).len();
        // The screen's title, the border, a line above and below the options, and the keys.
        let height = usize::from(replay.size.height).saturating_sub(n_options + 6);
        (n_lines, height.max(LEAST).min(n_lines.max(1)))
    }

    /// Where it stands inside its border, and the options in it.
    fn places(self, replay: &Replay, area: Rect, options: &[(usize, Line<'static>)]) -> Places {
        let (_, n_prompt) = self.prompt_room(replay);
        let n_options = options.len();
        let rows = u16::try_from(n_prompt + n_options + 3).unwrap_or(u16::MAX);
        let inner = popup_room(cols(area.width), rows, area);
        // Where there is no room for all, the chosen one is in sight.
        let left = usize::from(inner.height).saturating_sub(n_prompt + 1);
        let gap = usize::from(left > n_options);
        let n_rows = left - gap;
        let chosen = options.iter().position(|(n, _)| *n == self.cursor);
        Places {
            rows,
            inner,
            n_prompt,
            above: n_prompt + gap,
            first: window::first_row(chosen.unwrap_or(0), n_options, n_rows),
            n_rows,
        }
    }

    /// Where it stands inside its border.
    pub(super) fn room(self, replay: &Replay, area: Rect) -> Rect {
        let options = self.option_lines(replay, usize::from(cols(area.width)));
        self.places(replay, area, &options).inner
    }

    /// Which of the options stands at a row inside its border.
    pub(super) fn at(self, replay: &Replay, area: Rect, y: u16) -> Option<usize> {
        let options = self.option_lines(replay, usize::from(cols(area.width)));
        let places = self.places(replay, area, &options);
        let row = usize::from(y).checked_sub(places.above)?;
        let line = (row < places.n_rows).then_some(places.first + row)?;
        options.get(line).map(|(n, _)| *n)
    }

    /// ```text
    /// ╭ What would you do? ───────────────────── 2 of 6 ╮
    /// │ The provider is silent. Move the traffic?       │
    /// │                                                 │
    /// │ 1  Switch to the second CDN                     │
    /// │ 2  Wait for the provider                        │
    /// │                                                 │
    /// │ Enter this one  ↑ up  ↓ down  s skip  Esc look… │
    /// ╰─────────────────────────────────────────────────╯
    /// ```
    pub(super) fn view(self, replay: &Replay, frame: &mut Frame<'_>, area: Rect) {
        let theme = &replay.theme;
        let cols = cols(area.width);
        let options = self.option_lines(replay, usize::from(cols));
        let places = self.places(replay, area, &options);
        let title = format!(
            "What would you do?  {} of {}",
            self.question + 1,
            replay.run.story.decisions.len()
        );
        let inner = popup(&title, cols, places.rows, theme, frame, area);
        let width = usize::from(inner.width);
        let at = |n: usize, height: usize| {
            let rect = Rect {
                y: inner.y.saturating_add(u16::try_from(n).unwrap_or(u16::MAX)),
                height: u16::try_from(height).unwrap_or(u16::MAX),
                ..inner
            };
            rect.intersection(inner)
        };
        let prompt = self.prompt(replay, width);
        window::draw(prompt, self.first, theme, frame, at(0, places.n_prompt));
        let options = options.into_iter().map(|(_, line)| line);
        let options: Vec<_> = options.skip(places.first).take(places.n_rows).collect();
        frame.render_widget(Paragraph::new(options), at(places.above, places.n_rows));
        let foot = refusal(replay, width);
        let foot = foot.unwrap_or_else(|| hints::footer(&[ASKED], replay, width));
        let last = Rect {
            y: inner.bottom().saturating_sub(1),
            height: inner.height.min(1),
            ..inner
        };
        frame.render_widget(Paragraph::new(foot), last);
    }
}

/// Where the parts of the question stand.
struct Places {
    /// How many it wants.
    rows: u16,
    inner: Rect,
    n_prompt: usize,
    /// The rows above the options.
    above: usize,
    /// The first line of the options that is seen, and how many are.
    first: usize,
    n_rows: usize,
}
