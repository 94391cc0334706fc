//! What a program's app shows to the widgets and modals that more than one app is made of.

use ratatui::layout::Size;

use super::{Theme, app::Notice, keymap::Binding};

/// An app whose keys are in tables: the exercise, or the library.
pub trait Host: Sized + 'static {
    fn theme(&self) -> &Theme;

    /// How large the terminal is.
    fn size(&self) -> Size;

    /// What the status line says.
    fn notice(&self) -> Option<&Notice>;

    /// What the keys of the screen that is shown do.
    fn tables(&self) -> Vec<&'static [Binding<Self>]>;
}
