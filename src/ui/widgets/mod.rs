//! What screens and modals are made of. Each is drawn from what it is handed, and keeps nothing.

pub mod clock_face;
pub mod curve;
pub mod dependencies;
pub mod fit;
pub mod graph;
pub mod hints;
pub mod markdown;
pub mod panel;
pub mod sheet;
pub mod table;
pub mod text_field;
pub mod window;
pub mod wrap;
