//! Records a decision at the speed of talk: what, by whom, why. The last two are one Enter each.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
    widgets::Paragraph,
};

use super::{Answer, binding, cols, prompt::foot, rows};
use crate::{
    exercise::{
        Command, Who,
        event::{self, Grounds},
        not_the_clock,
    },
    scenario::{Ix, model},
    ui::{
        App,
        keymap::{Action, Binding, Key},
        step::Step,
        widgets::{
            fit::filled,
            markdown::styled,
            panel::{popup, popup_room},
            text_field::TextField,
            wrap::wrap_beside,
        },
        words::{self, plain},
    },
};

/// A decision that is being recorded.
#[derive(Debug, Clone, PartialEq)]
pub struct Decide {
    decision: Ix<model::Decision>,
    stage: Stage,
}

/// How far it has got; what was answered before is kept for what comes after.
#[derive(Debug, Clone, PartialEq)]
enum Stage {
    Choosing {
        cursor: usize,
    },
    OwnWords(TextField),
    Who {
        answer: event::Answer,
        field: TextField,
    },
    Why {
        answer: event::Answer,
        who: String,
        field: TextField,
    },
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

pub(super) const WRITING: &[Binding] = &[
    binding(&[Key::ENTER], Action::Accept, "go on", "Go on"),
    binding(
        &[Key::ESC, Key::ctrl('c')],
        Action::Close,
        "back",
        "Back by one question",
    ),
];

/// The widest that a question is comfortable to read.
const COLS: u16 = 68;

impl Decide {
    pub fn new(decision: Ix<model::Decision>) -> Self {
        Self {
            decision,
            stage: Stage::Choosing { cursor: 0 },
        }
    }

    pub(super) fn table(&self) -> &'static [Binding] {
        match self.stage {
            Stage::Choosing { .. } => CHOOSING,
            Stage::OwnWords(_) | Stage::Who { .. } | Stage::Why { .. } => WRITING,
        }
    }

    pub(super) fn field_mut(&mut self) -> Option<&mut TextField> {
        match &mut self.stage {
            Stage::Choosing { .. } => None,
            Stage::OwnWords(field) | Stage::Who { field, .. } | Stage::Why { field, .. } => {
                Some(field)
            }
        }
    }

    pub(super) fn key(&mut self, app: &App, action: Option<Action>, key: Key) -> Answer {
        if matches!(self.stage, Stage::Choosing { .. }) {
            return self.choose(app, action, key);
        }
        match action {
            Some(Action::Accept) => self.go_on(app),
            Some(_) => self.go_back(),
            None => {
                if let Some(field) = self.field_mut() {
                    field.key(key);
                }
                Answer::Stays
            }
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
                self.stage = Stage::OwnWords(TextField::default());
                return Answer::Stays;
            }
            Some(Action::Accept) => *cursor,
            Some(_) => return Answer::Closes,
            None => match key.digit() {
                Some(digit) => digit - 1,
                None => return Answer::Stays,
            },
        };
        match options.get(chosen) {
            Some((choice, _)) => self.ask_who(app, event::Answer::Option(*choice)),
            None => Answer::Says(format!("there is no option {}", chosen + 1)),
        }
    }

    fn ask_who(&mut self, app: &App, answer: event::Answer) -> Answer {
        let asked = app.scenario().decisions[self.decision].asked;
        let name = asked.map_or_else(String::new, |role| {
            words::who(app.scenario(), app.state(), role)
        });
        self.stage = Stage::Who {
            answer,
            field: TextField::with(&name),
        };
        Answer::Stays
    }

    fn go_on(&mut self, app: &App) -> Answer {
        match &self.stage {
            Stage::OwnWords(field) if field.text().trim().is_empty() => {
                Answer::Says("write what was decided first".to_owned())
            }
            Stage::OwnWords(field) => {
                let text = field.text().trim().to_owned();
                self.ask_who(app, event::Answer::Other(text))
            }
            Stage::Who { answer, field } => {
                let who = field.text().trim().to_owned();
                if let Err(refusal) = not_the_clock(&who) {
                    return Answer::Says(refusal.to_string());
                }
                self.stage = Stage::Why {
                    answer: answer.clone(),
                    who,
                    field: TextField::default(),
                };
                Answer::Stays
            }
            Stage::Why { answer, who, field } => Answer::Takes(self.step(answer, who, field)),
            Stage::Choosing { .. } => Answer::Stays,
        }
    }

    fn go_back(&mut self) -> Answer {
        self.stage = match &self.stage {
            Stage::Why { answer, who, .. } => Stage::Who {
                answer: answer.clone(),
                field: TextField::with(who),
            },
            Stage::Who {
                answer: event::Answer::Other(text),
                ..
            } => Stage::OwnWords(TextField::with(text)),
            Stage::Who { .. } | Stage::OwnWords(_) | Stage::Choosing { .. } => {
                Stage::Choosing { cursor: 0 }
            }
        };
        Answer::Stays
    }

    fn step(&self, answer: &event::Answer, who: &str, why: &TextField) -> Step {
        let rationale = Some(why.text().trim().to_owned()).filter(|text| !text.is_empty());
        let command = Command::Answer {
            decision: self.decision,
            answer: answer.clone(),
            grounds: Grounds {
                rationale,
                ..Grounds::default()
            },
        };
        if who.is_empty() {
            Step::Command(command)
        } else {
            Step::CommandBy(command, Who::Person(who.to_owned()))
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
        let theme = &app.theme;
        let cols = cols(COLS, area);
        let (lines, field_row) = self.lines(app, cols);
        let inner = popup(
            &self.title(app),
            cols,
            rows(lines.len()),
            theme,
            frame,
            area,
        );
        // On a small screen the end is what is worked on.
        let n_hidden = lines.len().saturating_sub(usize::from(inner.height));
        let shown: Vec<_> = lines.into_iter().skip(n_hidden).collect();
        frame.render_widget(Paragraph::new(shown), inner);
        if let Some(field) = self.clone().field_mut() {
            let y = inner.y + rows(field_row.saturating_sub(n_hidden));
            let at = Rect {
                y,
                height: 1,
                ..inner
            };
            field.view(theme, frame, at.intersection(inner));
        }
    }

    /// What is asked at this stage, and in which row the field stands.
    fn lines(&self, app: &App, cols: u16) -> (Vec<Line<'static>>, usize) {
        let width = usize::from(cols);
        let mut lines = self.prompt_lines(app, width);
        let field_row = lines.len() + self.write_stage(app, width, &mut lines);
        lines.push(Line::default());
        lines.push(foot(app, self.table(), cols));
        (lines, field_row)
    }

    fn prompt_lines(&self, app: &App, width: usize) -> Vec<Line<'static>> {
        let theme = &app.theme;
        let decision = &app.scenario().decisions[self.decision];
        let mut lines = styled(&decision.prompt, width, theme, theme.strong);
        lines.push(Line::default());
        lines
    }

    /// Where it stands inside its border.
    pub(super) fn room(&self, app: &App, area: Rect) -> Rect {
        let cols = cols(COLS, area);
        popup_room(cols, rows(self.lines(app, cols).0.len()), area)
    }

    /// Which of the options stands at a row inside its border.
    pub(super) fn at(&self, app: &App, area: Rect, y: u16) -> Option<usize> {
        if !matches!(self.stage, Stage::Choosing { .. }) {
            return None;
        }
        let room = self.room(app, area);
        let width = usize::from(room.width);
        let n_lines = self.lines(app, room.width).0.len();
        let n_hidden = n_lines.saturating_sub(usize::from(room.height));
        let n_before = self.prompt_lines(app, width).len();
        let mut row = (usize::from(y) + n_hidden).checked_sub(n_before)?;
        let options = self.options(app).into_iter().enumerate();
        options
            .map(|(n, (_, option))| (n, option_rows(app, n, option, false, width).len()))
            .find_map(|(n, n_rows)| {
                let is_here = row < n_rows;
                row = row.saturating_sub(n_rows);
                is_here.then_some(n)
            })
    }

    pub(super) fn cursor_mut(&mut self) -> Option<&mut usize> {
        match &mut self.stage {
            Stage::Choosing { cursor } => Some(cursor),
            Stage::OwnWords(_) | Stage::Who { .. } | Stage::Why { .. } => None,
        }
    }

    fn title(&self, app: &App) -> String {
        let expires = app.state().expires_at(app.scenario(), self.decision);
        expires.map_or_else(
            || "Decision".to_owned(),
            |at| format!("Decision · {} left", words::until(app.clock(), at)),
        )
    }

    /// Writes what this stage asks, and answers in which of its rows the field stands.
    fn write_stage(&self, app: &App, cols: usize, lines: &mut Vec<Line<'static>>) -> usize {
        let theme = &app.theme;
        let question = match &self.stage {
            Stage::Choosing { cursor } => {
                let options = self.options(app);
                if options.is_empty() {
                    lines.push(Line::styled("No option is to be had now.", theme.dim));
                }
                for (n, (_, option)) in options.iter().enumerate() {
                    lines.extend(option_rows(app, n, option, n == *cursor, cols));
                }
                return 0;
            }
            Stage::OwnWords(_) => "What was decided, in the room's own words",
            Stage::Who { .. } => "Who decided? Enter goes on",
            Stage::Why { .. } => "Why? Enter leaves it out",
        };
        let answered = self.answered(app);
        let n_before = usize::from(answered.is_some());
        lines.extend(answered.map(|answer| Line::styled(format!("✓ {answer}"), theme.ok)));
        lines.push(Line::styled(question, theme.dim));
        lines.push(Line::default());
        n_before + 1
    }

    /// What has been answered so far.
    fn answered(&self, app: &App) -> Option<String> {
        let (answer, who) = match &self.stage {
            Stage::Choosing { .. } | Stage::OwnWords(_) => return None,
            Stage::Who { answer, .. } => (answer, ""),
            Stage::Why { answer, who, .. } => (answer, who.as_str()),
        };
        let options = &app.scenario().decisions[self.decision].options;
        let text = match answer {
            event::Answer::Option(choice) => plain(&options[*choice].label),
            event::Answer::Other(text) => plain(text),
        };
        Some(if who.is_empty() {
            text
        } else {
            format!("{text} · {who}")
        })
    }
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
