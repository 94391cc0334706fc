//! How the viewer's answers compare with the team's: choices are compared, and nobody is ranked.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use super::{
    Replay,
    page::{self, cols, height, page, scroll},
    update::Deed,
};
use crate::{
    exercise::event::Answer as Decision,
    report::{
        replay::{Tally, Verdicts, tally},
        spoken,
    },
    ui::{
        keymap::{Action, Binding, Key, row},
        modals::Answer,
        widgets::wrap::{wrap_hanging, wrap_text},
        words::plain,
    },
};

/// How far down it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Tallied {
    first: usize,
}

pub(super) const TALLIED: &[Binding<Replay>] = &[
    row(
        &[
            Key::ENTER,
            Key::ESC,
            Key::char(' '),
            Key::char('q'),
            Key::char('t'),
            Key::ctrl('c'),
        ],
        Action::Close,
        "go on",
        "Close",
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

impl Tallied {
    pub(super) fn key(&mut self, replay: &Replay, action: Option<Action>) -> Answer<Deed> {
        let cols = usize::from(cols(replay.size.width));
        let n_lines = lines(replay, cols).len();
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
            None => Answer::Closes,
        }
    }

    /// ```text
    /// ╭ Your answers beside the team's ────────────────╮
    /// │ You chose as the team did in 3 of 6.           │
    /// │                                                │
    /// │ Of your choices 4 are good and 2 are fair; ... │
    /// │                                                │
    /// │ = Move the traffic?                            │
    /// │   both   Switch to the second CDN              │
    /// ╰────────────────────────────────────────────────╯
    /// ```
    pub(super) fn view(self, replay: &Replay, frame: &mut Frame<'_>, area: Rect) {
        let lines = lines(replay, usize::from(cols(area.width)));
        let title = "Your answers beside the team's";
        page(title, lines, self.first, TALLIED, replay, frame, area);
    }
}

/// Where it stands inside its border.
pub(super) fn room(replay: &Replay, area: Rect) -> Rect {
    let n_lines = lines(replay, usize::from(cols(area.width))).len();
    page::room(n_lines, area)
}

fn lines(replay: &Replay, cols: usize) -> Vec<Line<'static>> {
    let theme = &replay.theme;
    let decisions = &replay.run.story.decisions;
    let picked = replay.challenge.picked();
    let Tally {
        n_answered,
        n_same,
        yours,
        teams,
    } = tally(
        replay.run.scenario(),
        picked.map(|(question, choice)| (&decisions[question], choice)),
    );
    let mut lines = wrap_text(
        &format!("You chose as the team did in {n_same} of {n_answered}."),
        cols,
        theme.strong,
    );
    match replay.challenge.n_skipped() {
        0 => {}
        n => lines.extend(wrap_text(
            &format!("You left {n} of the {} open.", decisions.len()),
            cols,
            theme.dim,
        )),
    }
    lines.push(Line::default());
    let held = [("Of your choices", yours), ("Of the team's", teams)];
    for (whose, verdicts) in held {
        let text = format!("{whose} the scenario holds {}.", counts(verdicts));
        lines.extend(wrap_text(&text, cols, theme.text));
    }
    lines.push(Line::default());
    lines.extend(wrap_text(
        "It compares choices, and nobody: you had quiet and time, and the team had neither.",
        cols,
        theme.dim,
    ));
    for (question, choice) in replay.challenge.picked() {
        let decided = &decisions[question];
        let row = &replay.run.scenario().decisions[decided.decision];
        let gist = plain(&spoken::gist(&row.prompt));
        let yours = plain(&row.options[choice].label);
        let is_same = decided.choice() == Some(choice);
        lines.push(Line::default());
        let mark = if is_same { "= " } else { "≠ " };
        let spans = vec![
            Span::styled(mark, theme.strong),
            Span::styled(gist, theme.strong),
        ];
        lines.extend(wrap_hanging(spans, cols, &Span::raw("  ")));
        let mut say = |who: &'static str, what: String| {
            let spans = vec![
                Span::styled(format!("  {who}  "), theme.dim),
                Span::styled(what, theme.text),
            ];
            lines.extend(wrap_hanging(spans, cols, &Span::raw("        ")));
        };
        if is_same {
            say("both", yours);
            continue;
        }
        say("you ", yours);
        say(
            "team",
            match &decided.answer {
                Decision::Option(teams) => plain(&row.options[*teams].label),
                Decision::Other(words) => format!("“{}”", plain(words)),
            },
        );
    }
    lines
}

/// `4 good, 1 fair and 1 poor`
fn counts(verdicts: Verdicts) -> String {
    let Verdicts {
        good,
        fair,
        poor,
        none,
    } = verdicts;
    let parts: Vec<_> = [
        (good, "good"),
        (fair, "fair"),
        (poor, "poor"),
        (none, "without a verdict"),
    ]
    .into_iter()
    .filter(|(n, _)| *n > 0)
    .map(|(n, word)| format!("{n} {word}"))
    .collect();
    match &parts[..] {
        [] => "none".to_owned(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
