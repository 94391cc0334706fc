//! A mouse as the app hears it: clicks and turns of the wheel, and where. Where the things are that
//! can be clicked on follows from the layout, and is never kept.

use ratatui::layout::Position;

/// Something that was done with the mouse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mouse {
    pub at: Position,
    pub deed: Deed,
}

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// The left button was pressed.
    Click,
    WheelUp,
    WheelDown,
}

/// How many rows a turn of the wheel is worth.
pub const WHEEL_ROWS: usize = 3;

impl Mouse {
    /// A click at a column and a row, from 0.
    pub const fn click(column: u16, row: u16) -> Self {
        let at = Position::new(column, row);
        let deed = Deed::Click;
        Self { at, deed }
    }
}
