//! The app as data: what it knows, how it reacts, how it looks. It touches nothing.
//!
//! ```text
//!  Message ──► App::update(now, message) ──► Vec<Effect>      (shell::perform does them)
//!                    │
//!                    └── view::view(&App, &mut Frame)         (reads only)
//! ```

pub mod app;
pub mod briefing;
pub mod effect;
mod fuzzy;
pub mod host;
mod in_time;
pub mod keymap;
pub mod library;
mod memo;
pub mod message;
pub mod modals;
pub mod mouse;
pub mod observing;
pub mod people;
pub mod preflight;
pub mod replay;
pub mod room;
pub mod screens;
pub mod step;
pub mod theme;
pub mod title;
mod update;
pub mod view;
pub mod waits;
pub mod widgets;
pub mod words;

pub use app::{App, Opening};
pub use effect::Effect;
pub use host::Host;
pub use message::Message;
pub use mouse::Mouse;
pub use theme::Theme;
