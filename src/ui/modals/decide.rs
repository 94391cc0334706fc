//! Records a decision at the speed of talk: what, by whom, why. The last two are one Enter each.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
    widgets::Paragraph,
};

use super::{Answer, Blank, Lines, binding, cols, lines::Heard, prompt::foot, rows};
use crate::{
    exercise::{
        Command, Who,
        event::{self, Confidence, Grounds},
        not_the_clock,
    },
    scenario::{Ix, model},
    ui::{
        App,
        keymap::{Action, Binding, Key},
        people,
        step::Step,
        widgets::{
            fit::filled,
            markdown::styled,
            panel::{popup, popup_room},
            wrap::wrap_beside,
        },
        words::{self, plain},
    },
};

/// A decision that is being recorded.
#[derive(Debug, Clone, PartialEq)]
pub struct Decide {
    pub decision: Ix<model::Decision>,
    stage: Stage,
}

/// How far it has got; what was answered before is kept for what comes after.
#[derive(Debug, Clone, PartialEq)]
enum Stage {
    Choosing { cursor: usize },
    OwnWords(Lines),
    Grounds { answer: event::Answer, lines: Lines },
}

pub(super) const CHOOSING: &[Binding] = &[
    binding(&[Key::ENTER], Action::Accept, "take", "Take this option"),
    binding(&[Key::UP, Key::char('k')], Action::Up, "up", "Up"),
    binding(&[Key::DOWN, Key::char('j')], Action::Down, "down", "Down"),
    binding(
        &[Key::char('o')],
        Action::OwnWords,
        "other",
        "Answer in other words",
    ),
    binding(
        &[Key::ESC, Key::char('q'), Key::ctrl('c')],
        Action::Close,
        "leave it",
        "Leave it",
    ),
];

/// How wide the box is, where there is room.
const COLS: u16 = 68;

impl Decide {
    pub fn new(decision: Ix<model::Decision>) -> Self {
        Self {
            decision,
            stage: Stage::Choosing { cursor: 0 },
        }
    }

    pub(super) fn table(&self) -> &'static [Binding] {
        match &self.stage {
            Stage::Choosing { .. } => CHOOSING,
            Stage::OwnWords(lines) | Stage::Grounds { lines, .. } => lines.table(),
        }
    }

    pub(super) fn lines_mut(&mut self) -> Option<&mut Lines> {
        match &mut self.stage {
            Stage::Choosing { .. } => None,
            Stage::OwnWords(lines) | Stage::Grounds { lines, .. } => Some(lines),
        }
    }

    pub(super) fn key(&mut self, app: &App, action: Option<Action>, key: Key) -> Answer {
        let Some(lines) = self.lines_mut() else {
            return self.choose(app, action, key);
        };
        match lines.key(app, action, key) {
            Heard::Taken => Answer::Stays,
            Heard::Unknown => Answer::Says(words::dead_key_over(key)),
            Heard::Left => self.go_back(),
            Heard::Done => self.go_on(app),
        }
    }

    fn choose(&mut self, app: &App, action: Option<Action>, key: Key) -> Answer {
        let options = self.options(app);
        let n = options.len().max(1);
        let Stage::Choosing { cursor } = &mut self.stage else {
            return Answer::Stays;
        };
        let chosen = match action {
            Some(Action::Up) => {
                *cursor = (*cursor + n - 1) % n;
                return Answer::Stays;
            }
            Some(Action::Down) => {
                *cursor = (*cursor + 1) % n;
                return Answer::Stays;
            }
            Some(Action::OwnWords) => {
                self.stage = Stage::OwnWords(Lines::of(1, vec![Blank::new("")]));
                return Answer::Stays;
            }
            Some(Action::Accept) => *cursor,
            Some(_) => return Answer::Closes,
            None => match key.digit() {
                Some(digit) => digit - 1,
                None => return Answer::Says(words::dead_key_over(key)),
            },
        };
        match options.get(chosen) {
            Some((choice, _)) => self.ask_grounds(app, event::Answer::Option(*choice)),
            None => Answer::Says(format!("there is no option {}", chosen + 1)),
        }
    }

    /// Asks who and why; how sure they were and who was against it, only those who go on to it.
    fn ask_grounds(&mut self, app: &App, answer: event::Answer) -> Answer {
        let asked = app.scenario().decisions[self.decision].asked;
        let person = asked.and_then(|role| people::present(app.state(), role));
        let who = match person {
            Some(person) => Blank::new("Who").otherwise(person),
            None => Blank::new("Who").hint("nobody by name"),
        };
        let lines = vec![
            who,
            Blank::new("Why").hint("Enter leaves it out"),
            Blank::new("How sure").hint("low, medium or high"),
            Blank::new("Against").hint("who would have decided otherwise"),
        ];
        let lines = Lines::of(2, lines);
        self.stage = Stage::Grounds { answer, lines };
        Answer::Stays
    }

    fn go_on(&mut self, app: &App) -> Answer {
        match &self.stage {
            Stage::Choosing { .. } => Answer::Stays,
            Stage::OwnWords(lines) => {
                let text = lines.texts().concat();
                if text.is_empty() {
                    Answer::Says("write what was decided first".to_owned())
                } else {
                    self.ask_grounds(app, event::Answer::Other(text))
                }
            }
            Stage::Grounds { answer, lines } => match grounds(&lines.texts()) {
                Ok((who, grounds)) => Answer::Takes(step(self.command(answer, grounds), who)),
                Err(why) => Answer::Says(why),
            },
        }
    }

    fn go_back(&mut self) -> Answer {
        self.stage = match &self.stage {
            Stage::Grounds {
                answer: event::Answer::Other(text),
                ..
            } => Stage::OwnWords(Lines::of(1, vec![Blank::new("").beginning_with(text)])),
            Stage::Grounds { .. } | Stage::OwnWords(_) | Stage::Choosing { .. } => {
                Stage::Choosing { cursor: 0 }
            }
        };
        Answer::Stays
    }

    /// The answer as far as it stands, and why it was given, if there is one already.
    pub fn so_far(&self) -> Option<(Command, Option<Who>)> {
        match &self.stage {
            Stage::Choosing { .. } => None,
            Stage::OwnWords(lines) => {
                let text = lines.texts().concat();
                let answer = event::Answer::Other(text.clone());
                let command = self.command(&answer, Grounds::default());
                (!text.is_empty()).then_some((command, None))
            }
            Stage::Grounds { answer, lines } => {
                let mut texts = lines.texts();
                // What is only half written there means nothing yet.
                if confidence(&texts[2]).is_err() {
                    texts[2].clear();
                }
                if not_the_clock(&texts[0]).is_err() {
                    texts[0].clear();
                }
                let (who, grounds) = grounds(&texts).ok()?;
                Some((self.command(answer, grounds), who))
            }
        }
    }

    fn command(&self, answer: &event::Answer, grounds: Grounds) -> Command {
        Command::Answer {
            decision: self.decision,
            answer: answer.clone(),
            grounds,
        }
    }

    fn options<'a>(&self, app: &'a App) -> Vec<(Ix<model::Choice>, &'a model::Choice)> {
        app.state()
            .available(app.scenario(), self.decision, app.clock())
            .collect()
    }

    /// ```text
    /// ╭ Decision · 3:12 left ──────────────╮
    /// │ The provider is silent. Move?      │
    /// │                                    │
    /// │ 1  Switch to the second CDN   6:00 │
    /// │ 2  Wait for the provider           │
    /// │                                    │
    /// │ Enter take  o other  Esc leave it  │
    /// ╰────────────────────────────────────╯
    /// ```
    pub(super) fn view(&self, app: &App, frame: &mut Frame<'_>, area: Rect) {
        let cols = cols(COLS, area);
        let title = self.title(app);
        match &self.stage {
            Stage::Choosing { .. } => {
                let lines = self.choices(app, cols);
                let n_lines = rows(lines.len());
                let inner = popup(&title, cols, n_lines, &app.theme, frame, area);
                // On a small screen the end is what is worked on.
                let n_hidden = lines.len().saturating_sub(usize::from(inner.height));
                let shown: Vec<_> = lines.into_iter().skip(n_hidden).collect();
                frame.render_widget(Paragraph::new(shown), inner);
            }
            Stage::OwnWords(lines) | Stage::Grounds { lines, .. } => {
                let head = self.head(app, usize::from(cols));
                lines.view(app, &title, head, COLS, (frame, area));
            }
        }
    }

    /// Where it stands inside its border.
    pub(super) fn room(&self, app: &App, area: Rect) -> Rect {
        let cols = cols(COLS, area);
        match &self.stage {
            Stage::Choosing { .. } => popup_room(cols, rows(self.choices(app, cols).len()), area),
            Stage::OwnWords(lines) | Stage::Grounds { lines, .. } => {
                let n_head = self.head(app, usize::from(cols)).len();
                lines.room(app, n_head, COLS, area)
            }
        }
    }

    /// Which of the options stands at a row inside its border.
    pub(super) fn at(&self, app: &App, area: Rect, y: u16) -> Option<usize> {
        if !matches!(self.stage, Stage::Choosing { .. }) {
            return None;
        }
        let room = self.room(app, area);
        let cols = usize::from(room.width);
        let n_lines = self.choices(app, room.width).len();
        let n_hidden = n_lines.saturating_sub(usize::from(room.height));
        let n_before = self.head(app, cols).len();
        let mut row = (usize::from(y) + n_hidden).checked_sub(n_before)?;
        let options = self.options(app).into_iter().enumerate();
        options
            .map(|(n, (_, option))| (n, option_rows(app, n, option, false, cols).len()))
            .find_map(|(n, n_rows)| {
                let is_here = row < n_rows;
                row = row.saturating_sub(n_rows);
                is_here.then_some(n)
            })
    }

    pub(super) fn cursor_mut(&mut self) -> Option<&mut usize> {
        match &mut self.stage {
            Stage::Choosing { cursor } => Some(cursor),
            Stage::OwnWords(_) | Stage::Grounds { .. } => None,
        }
    }

    /// The options under what is asked, with their keys below.
    fn choices(&self, app: &App, cols: u16) -> Vec<Line<'static>> {
        let Stage::Choosing { cursor } = self.stage else {
            return Vec::new();
        };
        let width = usize::from(cols);
        let mut lines = self.head(app, width);
        self.option_list(app, cursor, width, &mut lines);
        lines.push(Line::default());
        lines.push(foot(app, self.table(), cols));
        lines
    }

    /// What is asked, and what was answered so far.
    fn head(&self, app: &App, cols: usize) -> Vec<Line<'static>> {
        let theme = &app.theme;
        let decision = &app.scenario().decisions[self.decision];
        let mut lines = styled(&decision.prompt, cols, theme, theme.strong);
        lines.push(Line::default());
        match &self.stage {
            Stage::Choosing { .. } => {}
            Stage::OwnWords(_) => {
                let what = "What was decided, in the room's own words";
                lines.push(Line::styled(what, theme.dim));
            }
            Stage::Grounds { answer, .. } => {
                let answered = format!("✓ {}", self.answered(app, answer));
                lines.push(Line::styled(answered, theme.ok));
            }
        }
        lines
    }

    fn title(&self, app: &App) -> String {
        let expires = app.state().expires_at(app.scenario(), self.decision);
        expires.map_or_else(
            || "Decision".to_owned(),
            |at| format!("Decision · {} left", words::until(app.clock(), at)),
        )
    }

    fn option_list(&self, app: &App, cursor: usize, cols: usize, lines: &mut Vec<Line<'static>>) {
        let options = self.options(app);
        if options.is_empty() {
            let none = "No option is to be had now.";
            lines.push(Line::styled(none, app.theme.dim));
        }
        for (n, (_, option)) in options.iter().enumerate() {
            lines.extend(option_rows(app, n, option, n == cursor, cols));
        }
    }

    fn answered(&self, app: &App, answer: &event::Answer) -> String {
        let options = &app.scenario().decisions[self.decision].options;
        match answer {
            event::Answer::Option(choice) => plain(&options[*choice].label),
            event::Answer::Other(text) => plain(text),
        }
    }
}

fn step(command: Command, who: Option<Who>) -> Step {
    match who {
        Some(who) => Step::CommandBy(command, who),
        None => Step::Command(command),
    }
}

/// Who, and on what grounds: from the lines who, why, how sure and who against.
///
/// # Errors
/// What cannot be meant, in one line.
fn grounds(texts: &[String]) -> Result<(Option<Who>, Grounds), String> {
    let text = |n: usize| texts.get(n).map_or("", |text| text.trim());
    let who = text(0);
    not_the_clock(who).map_err(|refusal| refusal.to_string())?;
    let person = (!who.is_empty()).then(|| Who::Person(who.to_owned()));
    let why = Some(text(1).to_owned()).filter(|why| !why.is_empty());
    let against = text(3).split(',').map(|name| name.trim().to_owned());
    let grounds = Grounds {
        rationale: why,
        confidence: confidence(text(2))?,
        dissent: against.filter(|name| !name.is_empty()).collect(),
    };
    Ok((person, grounds))
}

/// How sure somebody was: the word, or how it begins.
fn confidence(text: &str) -> Result<Option<Confidence>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let typed = text.to_lowercase();
    let mut all = Confidence::ALL.iter();
    let meant = all.find(|it| it.word().starts_with(&typed)).copied();
    let known = meant.map(Some);
    known.ok_or_else(|| "how sure they were is low, medium or high".to_owned())
}

fn option_rows(
    app: &App,
    n: usize,
    option: &model::Choice,
    is_chosen: bool,
    cols: usize,
) -> Vec<Line<'static>> {
    let theme = &app.theme;
    let left = vec![
        Span::styled(format!(" {}  ", n + 1), theme.key),
        Span::styled(plain(&option.label), theme.text),
    ];
    // How long it takes is not for the room to know.
    let right = if option.takes.is_zero() || app.is_seen_by_the_room() {
        Vec::new()
    } else {
        let takes = format!("takes {} ", words::length(option.takes));
        vec![Span::styled(takes, theme.dim)]
    };
    let lines = wrap_beside(left, right, cols, 4).into_iter();
    if is_chosen {
        lines
            .map(|line| filled(line, cols, theme.selected))
            .collect()
    } else {
        lines.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_sure_they_were_is_known_by_how_the_word_begins() {
        for (text, meant) in [
            ("", Ok(None)),
            ("l", Ok(Some(Confidence::Low))),
            ("Med", Ok(Some(Confidence::Medium))),
            ("high", Ok(Some(Confidence::High))),
        ] {
            assert_eq!(confidence(text), meant, "{text}");
        }
        assert!(confidence("very").is_err());
    }

    #[test]
    fn whoever_was_against_it_is_named_with_commas() {
        let texts = ["Ada", "", "", "Grace, , Bo"].map(ToOwned::to_owned);
        let (who, grounds) = grounds(&texts).unwrap();
        assert_eq!(who, Some(Who::Person("Ada".to_owned())));
        assert_eq!(grounds.dissent, ["Grace", "Bo"]);
        assert_eq!(grounds.rationale, None);
    }
}
