//! How the room's screen is looked at: what of it is shown alone, and how far down it is read.

use ratatui::layout::Size;

use super::view::scrolls;
use crate::{
    exercise::Handout,
    ui::{Theme, keymap::Action, widgets::window},
};

/// What keys can change about the room's screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Look {
    pub part: Part,
    /// How many messages came after the one that is read.
    older: usize,
    /// The first row that is shown of what scrolls.
    first: usize,
    /// How many messages there were then: another one is not overlooked for an old one.
    n_delivered: usize,
}

/// What is shown alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Part {
    #[default]
    All,
    Inject,
    Services,
    Curves,
    Question,
}

impl Look {
    /// How many messages came after the one that is shown.
    pub fn older(&self, handout: &Handout) -> usize {
        let last = handout.delivered.len().saturating_sub(1);
        self.of_now(handout, self.older).min(last)
    }

    /// The first row that is shown of what scrolls.
    pub fn first(&self, handout: &Handout) -> usize {
        self.of_now(handout, self.first)
    }

    /// What was chosen of the messages, until another one comes in.
    fn of_now(&self, handout: &Handout, chosen: usize) -> usize {
        if self.n_delivered == handout.delivered.len() {
            chosen
        } else {
            0
        }
    }

    /// Takes in what an action means for what is shown.
    pub fn update(&mut self, handout: &Handout, theme: &Theme, size: Size, action: Action) {
        let (older, first) = (self.older(handout), self.first(handout));
        let n_delivered = handout.delivered.len();
        let showing = |part| Self {
            part,
            older: if part == Part::All { 0 } else { older },
            first: 0,
            n_delivered,
        };
        let reading = |older: usize| Self {
            part: Part::Inject,
            older: older.min(n_delivered.saturating_sub(1)),
            first: 0,
            n_delivered,
        };
        let (n_lines, height) = scrolls(handout, self, theme, size);
        let furthest = window::furthest(n_lines, height);
        let from = |first: usize| Self {
            older,
            first: first.min(furthest),
            n_delivered,
            ..*self
        };
        *self = match action {
            Action::ShowInject => showing(Part::Inject),
            Action::ShowServices => showing(Part::Services),
            Action::ShowCurves => showing(Part::Curves),
            Action::ShowQuestion => showing(Part::Question),
            Action::ShowAll | Action::Follow => showing(Part::All),
            Action::Left => reading(older + 1),
            Action::Right => reading(older.saturating_sub(1)),
            Action::Up => from(first.min(furthest).saturating_sub(1)),
            Action::Down => from(first + 1),
            Action::PageUp => from(first.min(furthest).saturating_sub(height)),
            Action::PageDown => from(first + height),
            Action::First => from(0),
            Action::Last => from(furthest),
            _ => *self,
        };
    }
}
