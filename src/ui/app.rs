//! What the app knows: the exercise, what is on the screen, and whether the journal can be written.

use std::{cell::OnceCell, path::PathBuf};

use ratatui::layout::Size;

use super::{
    Host, Theme,
    keymap::Binding,
    modals::{Modal, Told},
    observing::Seat,
    screens::{Screen, real_incident::RealIncident},
    widgets::markdown::flat,
};
use crate::{
    exercise::{
        Event, ExerciseTime, Playing, RunTime, State, Timed, Who,
        event::{EndReason, Mode},
    },
    scenario::{Ix, Scenario, config::Bell, model::Decision},
    solo::{self, review::Comparison},
};

/// The app, as data. [`App::update`] is the only thing that changes it.
#[derive(Debug)]
pub struct App {
    /// The exercise; for an observer, as far as it was followed.
    pub playing: Playing,
    /// Whose app it is.
    pub seat: Seat,
    /// The one on top is shown.
    pub screens: Vec<Screen>,
    /// The one on top hears every key.
    pub modals: Vec<Modal>,
    /// What the status line says until the next key.
    pub notice: Option<Notice>,
    pub saving: Saving,
    pub report: Report,
    pub compared: Compared,
    pub theme: Theme,
    /// What an inject that comes in does to be noticed.
    pub bell: Bell,
    /// When one came in, as long as the screen shows that in turned colors.
    pub flashed: Option<RunTime>,
    pub size: Size,
    /// When the last message came.
    pub now: RunTime,
    /// The decisions' prompts on one line each, from the first time that one is asked for.
    prompts: OnceCell<Vec<String>>,
}

/// How an exercise comes to the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opening {
    /// It has just been made, and its clock has never run.
    Fresh,
    /// It was left before; `notices` say what was found and mended.
    Resumed { notices: Vec<String> },
}

/// One line for the person at the keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// Something was not done, and why.
    No(String),
    /// Something was done, or is worth knowing.
    Note(String),
}

/// Whether what happens can be recorded.
#[derive(Debug, Clone, PartialEq)]
pub enum Saving {
    Fine,
    /// The clock is held until it can.
    Failing(Failing),
    /// It can again, and the clock is to be set going.
    Mended,
}

/// What waits until the journal can be written again. Nothing of it is shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Failing {
    pub batch: Vec<Timed>,
    /// What comes behind that: something real has stopped the exercise. Nothing, otherwise.
    pub stop: Vec<Timed>,
    pub cause: String,
    pub retry_at: RunTime,
    /// Whether the clock ran, so that it goes on by itself.
    pub was_running: bool,
}

/// Whether the report is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Report {
    NotYet,
    Written(PathBuf),
    Failed(String),
}

/// Whether it is known how a run compares; asked for when somebody has played alone.
#[derive(Debug, Clone, PartialEq)]
pub enum Compared {
    NotYet,
    With(Box<Comparison>),
}

/// How long after a failure the journal is tried again.
pub const RETRY_AFTER_MS: u64 = 2000;

/// How long a flash is long enough to be seen.
pub const FLASH_MS: u64 = 400;

/// Whoever is at the keys, in the journal.
pub const FACILITATOR: &str = "facilitator";

impl Host for App {
    fn theme(&self) -> &Theme {
        &self.theme
    }

    fn size(&self) -> Size {
        self.size
    }

    fn notice(&self) -> Option<&Notice> {
        self.notice.as_ref()
    }

    fn tables(&self) -> Vec<&'static [Binding]> {
        self.screen().tables()
    }
}

impl App {
    /// An app on a terminal of that size, which shows what `opening` calls for.
    pub fn new(playing: Playing, opening: Opening, theme: Theme, size: Size) -> Self {
        let has_run = playing
            .exercise
            .records()
            .iter()
            .any(|record| matches!(record.event, Event::Resumed {}));
        let screen = if has_run {
            Screen::leading(playing.exercise.state().mode)
        } else {
            Screen::briefing()
        };
        let notices = match opening {
            Opening::Resumed { notices } => notices,
            Opening::Fresh => Vec::new(),
        };
        let mut app = Self::seated(playing, Seat::Facilitator, (screen, notices), theme, size);
        app.follow_the_exercise();
        app
    }

    /// An app of whose seat it is, on a screen over which it is told what was found and mended.
    pub(super) fn seated(
        playing: Playing,
        seat: Seat,
        (screen, notices): (Screen, Vec<String>),
        theme: Theme,
        size: Size,
    ) -> Self {
        let told = (!notices.is_empty()).then(|| {
            Modal::Told(Told {
                title: "Resumed".to_owned(),
                paragraphs: notices,
            })
        });
        Self {
            playing,
            seat,
            screens: vec![screen],
            modals: told.into_iter().collect(),
            notice: None,
            saving: Saving::Fine,
            report: Report::NotYet,
            compared: Compared::NotYet,
            theme,
            bell: Bell::Off,
            flashed: None,
            size,
            now: RunTime::default(),
            prompts: OnceCell::new(),
        }
    }

    pub fn scenario(&self) -> &Scenario {
        self.playing.exercise.scenario()
    }

    pub fn state(&self) -> &State {
        self.playing.exercise.state()
    }

    /// What a decision asks, on one line.
    pub fn prompt(&self, decision: Ix<Decision>) -> &str {
        let prompts = self.prompts.get_or_init(|| {
            let decisions = self.scenario().decisions.iter();
            decisions.map(|row| flat(&row.prompt)).collect()
        });
        &prompts[decision.position()]
    }

    /// What the exercise clock shows.
    pub fn clock(&self) -> ExerciseTime {
        self.playing.clock_at(self.now)
    }

    /// What the screens that show all of the exercise say it is: see [`Playing::shown_at`].
    pub fn shown_clock(&self) -> ExerciseTime {
        self.playing.shown_at(self.now)
    }

    /// How the exercise stands on the screen: with the same answer its picture is the same.
    pub fn standing(&self) -> (usize, ExerciseTime) {
        (self.playing.exercise.records().len(), self.shown_clock())
    }

    /// The screen that is shown.
    pub fn screen(&self) -> &Screen {
        self.screens.last().expect("the last screen is never left")
    }

    /// Whether the briefing, or what is looked at before it, is not over yet.
    pub fn is_at_the_briefing(&self) -> bool {
        matches!(self.screen(), Screen::Preflight(_) | Screen::Briefing(_))
    }

    /// Whether everybody may see what is on the screen, so that it must show no secret.
    pub fn is_seen_by_the_room(&self) -> bool {
        matches!(self.screen(), Screen::Room(_))
    }

    /// Whether something real has stopped the exercise, be that in the journal already or not.
    pub fn is_stopped_for_real(&self) -> bool {
        let ended = self.state().ended.as_ref();
        self.unwritten_stop().is_some()
            || ended.is_some_and(|ended| ended.why == EndReason::RealIncident)
    }

    /// What waits to be written since something real has stopped the exercise.
    pub fn unwritten_stop(&self) -> Option<&Failing> {
        match &self.saving {
            Saving::Failing(failing) => Some(failing).filter(|failing| !failing.stop.is_empty()),
            Saving::Fine | Saving::Mended => None,
        }
    }

    /// Whether somebody plays alone, at these keys.
    pub fn is_solo(&self) -> bool {
        self.leads() && self.state().mode == Mode::Solo
    }

    /// Whoever leads, in the journal.
    pub fn facilitator() -> Who {
        Who::Person(FACILITATOR.to_owned())
    }

    /// Whoever is at the keys.
    pub fn at_the_keys(&self) -> Who {
        let name = match self.state().mode {
            Mode::Facilitated => FACILITATOR,
            Mode::Solo => solo::trainee(self.state()),
        };
        Who::Person(name.to_owned())
    }

    /// When the app wants to be woken, if nothing else happens before: for what is due, for a
    /// second that passes on a clock, or to try the journal again. Never, while the clock stands.
    pub fn wakes_at(&self) -> Option<RunTime> {
        if let Saving::Failing(failing) = &self.saving {
            return Some(failing.retry_at);
        }
        // Whoever follows is woken by what is followed.
        if !self.playing.is_running() || !self.leads() {
            return None;
        }
        let second = self.playing.next_showing(self.now);
        let due = self.playing.next_wake(self.now);
        Some(due.map_or(second, |due| due.min(second)))
    }

    /// Clears the screen when something real has stopped the exercise, and brings all of it back
    /// when that was a mistake.
    fn follow_the_real(&mut self) {
        let is_real = self.is_stopped_for_real();
        match self.screens.last_mut() {
            Some(Screen::RealIncident(_)) if is_real => {}
            Some(Screen::RealIncident(stopped)) => {
                self.modals = std::mem::take(&mut stopped.kept);
                self.screens.pop();
            }
            _ if is_real => {
                let kept = std::mem::take(&mut self.modals);
                self.screens
                    .push(Screen::RealIncident(RealIncident { kept }));
            }
            _ => {}
        }
    }

    /// Shows the screen that fits how far the exercise has got.
    pub fn follow_the_exercise(&mut self) {
        self.follow_the_real();
        let has_ended = self.state().ended.is_some();
        let is_paused = self.state().paused.is_some();
        match self.screen() {
            Screen::Preflight(_) | Screen::Briefing(_) if !is_paused => {
                self.screens = vec![Screen::leading(self.state().mode)];
            }
            Screen::Facilitator(_) | Screen::Solo(_) if has_ended => {
                // What somebody is writing is not taken away, nor what is yet to be read.
                self.modals.retain(Modal::outlives_the_exercise);
                self.screens.push(match self.state().mode {
                    Mode::Facilitated => Screen::ending(),
                    Mode::Solo => Screen::debrief(),
                });
            }
            Screen::Ending(_) | Screen::Debrief(_) if !has_ended => {
                self.screens.pop();
            }
            Screen::Preflight(_)
            | Screen::Briefing(_)
            | Screen::Facilitator(_)
            | Screen::Ending(_)
            | Screen::Room(_)
            | Screen::Observer(_)
            | Screen::RealIncident(_)
            | Screen::Solo(_)
            | Screen::Debrief(_) => {}
        }
    }
}
