//! What the app asks the world for.

use crate::exercise::Timed;

/// Something to be done; `shell::perform` does it.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Writes it to the journal: all of it, or nothing.
    Record(Vec<Timed>),
    /// Writes the report beside the journal.
    WriteReport,
    /// Looks again whether all is ready to begin.
    Examine,
    /// Finds out, in the background, how the run compares.
    Compare,
    /// Rings the terminal's bell: something came in.
    Ring,
    /// Draws every cell anew.
    Redraw,
    /// Gives the terminal back and stops until the shell continues the program.
    Suspend,
    /// Gives the terminal back and ends the program.
    Leave,
}
