//! The screens. The one on top of the stack is shown.
//!
//! ```text
//!  preflight ──► briefing ──Enter──► facilitator ──the exercise ends──► ending
//!                                       │ ▲ ▲                             │
//!                                      F5 F5 └─────────undo of a stop─────┘
//!                                       ▼ │
//!                                       room
//!
//!  any ──F12──► real incident ──undo──► where it was
//!  preflight ──► briefing ──Enter──► solo ──the exercise ends──► debrief
//! ```

pub mod briefing;
pub mod ending;
pub mod facilitator;
pub mod observer;
pub mod preflight;
pub mod real_incident;
pub mod room;
pub mod solo;

use ratatui::{Frame, layout::Rect};

use self::{
    briefing::Briefing,
    ending::Ending,
    facilitator::Facilitator,
    observer::Observer,
    preflight::{Preflight, Then},
    real_incident::RealIncident,
    room::Room,
    solo::{Solo, debrief::Debrief, keys},
};
use super::{
    App, Effect, Mouse,
    keymap::{Action, Binding, tables},
    mouse::{Deed, WHEEL_ROWS},
    room::keys::looking,
    view::news,
};
use crate::exercise::event::Mode;

/// A screen, with what is chosen and scrolled on it; never a part of the exercise.
#[derive(Debug, Clone, PartialEq)]
pub enum Screen {
    Preflight(Preflight),
    Briefing(Briefing),
    Facilitator(Facilitator),
    Ending(Ending),
    Room(Room),
    /// Of somebody who watches and notes, in a terminal of their own.
    Observer(Observer),
    RealIncident(RealIncident),
    Solo(Solo),
    Debrief(Debrief),
}

impl Screen {
    pub fn briefing() -> Self {
        Self::Briefing(Briefing::default())
    }

    pub fn facilitator() -> Self {
        Self::Facilitator(Facilitator::default())
    }

    /// The screen of whoever keeps the exercise going.
    pub fn leading(mode: Mode) -> Self {
        match mode {
            Mode::Facilitated => Self::facilitator(),
            Mode::Solo => Self::Solo(Solo::default()),
        }
    }

    pub fn debrief() -> Self {
        Self::Debrief(Debrief::default())
    }

    pub fn ending() -> Self {
        Self::Ending(Ending::default())
    }

    pub fn observer() -> Self {
        Self::Observer(Observer::default())
    }

    pub fn room() -> Self {
        Self::Room(Room::default())
    }

    /// What its keys do, and then what keys do everywhere.
    pub fn tables(&self) -> Vec<&'static [Binding]> {
        match self {
            Self::Preflight(_) => vec![tables::PREFLIGHT, tables::EVERYWHERE],
            Self::Briefing(_) => vec![tables::BRIEFING, tables::EVERYWHERE],
            Self::Facilitator(_) => vec![tables::FACILITATOR, tables::EVERYWHERE],
            Self::Ending(_) => vec![tables::ENDING, tables::UNHINTED],
            Self::Observer(_) => vec![tables::OBSERVER, tables::UNHINTED],
            Self::Room(_) => vec![tables::ROOM, looking(), tables::EVERYWHERE],
            Self::RealIncident(_) => vec![tables::REAL_INCIDENT, tables::UNHINTED],
            Self::Solo(_) => vec![keys::SOLO, tables::UNHINTED],
            Self::Debrief(_) => vec![keys::DEBRIEF, tables::UNHINTED],
        }
    }

    /// Does what an action means here.
    pub fn update(&mut self, app: &mut App, action: Action) -> Vec<Effect> {
        match self {
            Self::Preflight(preflight) => {
                let (then, effects) = preflight.update(app, action);
                if then == Then::GoesOn {
                    *self = Self::briefing();
                }
                effects
            }
            Self::Briefing(briefing) => briefing.update(app, action),
            Self::Facilitator(facilitator) => facilitator.update(app, action),
            Self::Ending(ending) => ending.update(app, action),
            Self::Room(room) => room.update(app, action),
            Self::RealIncident(_) => real_incident::update(app, action),
            Self::Observer(observer) => observer.update(app, action),
            Self::Solo(solo) => solo.update(app, action),
            Self::Debrief(debrief) => debrief.update(app, action),
        }
    }

    /// Whether something is said where its keys stand else.
    pub fn covers_its_keys(&self, app: &App) -> bool {
        match self {
            Self::Room(_) => news(app, 1).is_some(),
            Self::Solo(_) => Solo::covers_its_keys(app),
            Self::Preflight(_)
            | Self::Briefing(_)
            | Self::Facilitator(_)
            | Self::Ending(_)
            | Self::Observer(_)
            | Self::RealIncident(_)
            | Self::Debrief(_) => false,
        }
    }

    /// Takes in what was done with the mouse.
    pub fn mouse(&mut self, app: &mut App, mouse: Mouse) {
        if let Self::Facilitator(facilitator) = self {
            return facilitator.mouse(app, mouse);
        }
        if let Self::Observer(observer) = self {
            return observer.mouse(app, mouse);
        }
        let action = match mouse.deed {
            Deed::WheelUp => Action::Up,
            Deed::WheelDown => Action::Down,
            Deed::Click => return,
        };
        for _ in 0..WHEEL_ROWS {
            self.update(app, action);
        }
    }

    pub fn view(&self, app: &App, frame: &mut Frame<'_>, area: Rect) {
        match self {
            Self::Preflight(preflight) => preflight.view(app, frame, area),
            Self::Briefing(briefing) => briefing.view(app, frame, area),
            Self::Facilitator(facilitator) => facilitator.view(app, frame, area),
            Self::Ending(ending) => ending.view(app, frame, area),
            Self::Room(room) => room.view(app, frame, area),
            Self::Observer(observer) => observer.view(app, frame, area),
            Self::RealIncident(_) => real_incident::view(app, frame, area),
            Self::Solo(solo) => solo.view(app, frame, area),
            Self::Debrief(debrief) => debrief.view(app, frame, area),
        }
    }
}
