//! The panes of the screen: which there are, which key leads to each, and which one is seen.

use crate::ui::keymap::{Action, Key, key_of, tables};

/// A pane, which the keys can go to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Pane {
    #[default]
    Script,
    Now,
    World,
    Log,
}

/// A pane at the side, where there is room for one only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Side {
    #[default]
    Script,
    World,
}

/// Whether the pane that the keys go to has the screen for itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Zoom {
    #[default]
    Out,
    In,
}

impl Pane {
    /// All of them, from left to right.
    pub(super) const ALL: [Self; 4] = [Self::Script, Self::Now, Self::World, Self::Log];

    /// What it is called.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Script => "Script",
            Self::Now => "Now",
            Self::World => "World",
            Self::Log => "Log",
        }
    }

    /// The key that leads to it.
    pub(super) fn key(self) -> Option<Key> {
        let action = match self {
            Self::Script => Action::ToScript,
            Self::Now => Action::ToNow,
            Self::World => Action::ToWorld,
            Self::Log => Action::ToLog,
        };
        key_of(tables::FACILITATOR, action)
    }

    /// Its title: the key and the name.
    pub(super) fn title(self) -> String {
        match self.key() {
            Some(key) => format!("{key} {}", self.name()),
            None => self.name().to_owned(),
        }
    }

    /// The pane that an action leads to from here, if it leads to one.
    pub(super) fn after(self, action: Action) -> Option<Self> {
        let n = Self::ALL.len();
        let here = Self::ALL.iter().position(|pane| *pane == self)?;
        Some(match action {
            Action::ToScript => Self::Script,
            Action::ToNow => Self::Now,
            Action::ToWorld => Self::World,
            Action::ToLog => Self::Log,
            Action::NextPane => Self::ALL[(here + 1) % n],
            Action::PreviousPane => Self::ALL[(here + n - 1) % n],
            Action::Left => Self::ALL[here.saturating_sub(1)],
            Action::Right => Self::ALL[(here + 1).min(n - 1)],
            _ => return None,
        })
    }
}
