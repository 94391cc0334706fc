//! What the replay holds: what is shown, when in it, and what is open over it.

use std::path::PathBuf;

use ratatui::layout::Size;

use super::{
    Run, asked::Asked, challenge::Challenge, events::Events, go_to::GoTo, keys, revealed::Revealed,
    tally::Tallied,
};
use crate::{
    exercise::{ExerciseTime, RunTime, time::Clock},
    ui::{
        Host, Theme,
        app::Notice,
        keymap::Binding,
        modals::{Help, Palette, Pick},
        room::Look,
        words::plain,
    },
};

/// The replay, as data. [`Replay::update`] is the only thing that changes it.
#[derive(Debug, Clone)]
pub struct Replay {
    pub run: Run,
    /// Another exercise of the same scenario, at the same time.
    pub beside: Option<Run>,
    /// What the exercise clock shows; further than the run, where the other one is longer.
    pub(super) clock: ExerciseTime,
    pub(super) play: Play,
    /// Exercise minutes per real minute.
    pub speed: f64,
    pub(super) challenge: Challenge,
    pub(super) over: Option<Over>,
    pub(super) look: Look,
    /// Which of two runs is shown where there is no room for both.
    pub(super) side: Side,
    pub notice: Option<Notice>,
    pub theme: Theme,
    pub size: Size,
}

/// Whether time passes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Play {
    Stands,
    Runs(Clock),
}

/// One of two runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    This,
    Other,
}

/// What is open over the screen; it hears every key.
#[derive(Debug, Clone)]
pub(super) enum Over {
    Help(Help),
    Palette(Palette),
    Events(Events),
    GoTo(GoTo),
    Others(Pick<PathBuf>),
    Asked(Asked),
    Revealed(Revealed),
    Tally(Tallied),
}

/// How fast it is played unless somebody says otherwise: a minute in six seconds.
pub const SPEED: f64 = 10.0;

impl Replay {
    /// A replay that stands at the beginning, on a terminal of that size.
    pub fn new(run: Run, beside: Option<Run>, speed: f64, theme: Theme, size: Size) -> Self {
        let n_taken_back = run.reel.recording().n_taken_back();
        let notice = match n_taken_back {
            0 => None,
            1 => Some("1 entry was taken back and is not shown.".to_owned()),
            n => Some(format!("{n} entries were taken back and are not shown.")),
        };
        Self {
            challenge: Challenge::off(run.story.decisions.len()),
            run,
            beside,
            clock: ExerciseTime::START,
            play: Play::Stands,
            speed,
            over: None,
            look: Look::default(),
            side: Side::This,
            notice: notice.map(Notice::Note),
            theme,
            size,
        }
    }

    /// What the terminal's window is called.
    pub fn title(&self) -> String {
        format!("EXERCISE · REPLAY · {}", plain(&self.run.scenario().id))
    }

    /// What the exercise clock shows.
    pub fn clock(&self) -> ExerciseTime {
        self.clock
    }

    pub fn is_playing(&self) -> bool {
        matches!(self.play, Play::Runs(_))
    }

    /// Up to when there is something to be seen.
    pub fn end(&self) -> ExerciseTime {
        let beside = self.beside.as_ref().map(Run::end);
        beside.into_iter().fold(self.run.end(), ExerciseTime::max)
    }

    /// When there is something else to be shown though nothing was pressed; never, while it stands.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        clippy::cast_sign_loss,
        reason = "less than a second, divided by a speed above 0"
    )]
    pub fn wakes_at(&self, now: RunTime) -> Option<RunTime> {
        const FASTEST_MS: u64 = 100;
        let Play::Runs(clock) = self.play else {
            return None;
        };
        if self.over.is_some() {
            return None;
        }
        let left_ms = 1000 - clock.at(now).as_ms() % 1000;
        let real_ms = (left_ms as f64 / self.speed).ceil() as u64;
        Some(RunTime::from_ms(now.as_ms() + real_ms.max(FASTEST_MS)))
    }
}

impl Host for Replay {
    fn theme(&self) -> &Theme {
        &self.theme
    }

    fn size(&self) -> Size {
        self.size
    }

    fn notice(&self) -> Option<&Notice> {
        self.notice.as_ref()
    }

    fn tables(&self) -> Vec<&'static [Binding<Self>]> {
        vec![keys::WATCHING, keys::EVERYWHERE]
    }
}
