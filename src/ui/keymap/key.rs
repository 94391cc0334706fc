//! A key as a table names it, and as a terminal reports it.

use std::fmt;

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

/// A key with what is held down beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    code: KeyCode,
    ctrl: bool,
    alt: bool,
}

impl Key {
    pub const ENTER: Self = Self::of(KeyCode::Enter);
    pub const ESC: Self = Self::of(KeyCode::Esc);
    pub const TAB: Self = Self::of(KeyCode::Tab);
    pub const BACK_TAB: Self = Self::of(KeyCode::BackTab);
    pub const UP: Self = Self::of(KeyCode::Up);
    pub const DOWN: Self = Self::of(KeyCode::Down);
    pub const LEFT: Self = Self::of(KeyCode::Left);
    pub const RIGHT: Self = Self::of(KeyCode::Right);
    pub const PAGE_UP: Self = Self::of(KeyCode::PageUp);
    pub const PAGE_DOWN: Self = Self::of(KeyCode::PageDown);
    pub const HOME: Self = Self::of(KeyCode::Home);
    pub const END: Self = Self::of(KeyCode::End);
    pub const BACKSPACE: Self = Self::of(KeyCode::Backspace);
    pub const DELETE: Self = Self::of(KeyCode::Delete);
    pub const F5: Self = Self::of(KeyCode::F(5));

    pub const F12: Self = Self::of(KeyCode::F(12));

    /// The key that types `c`.
    pub const fn char(c: char) -> Self {
        Self::of(KeyCode::Char(c))
    }

    /// The key that types `c`, with Ctrl held down.
    pub const fn ctrl(c: char) -> Self {
        Self {
            ctrl: true,
            ..Self::char(c)
        }
    }

    const fn of(code: KeyCode) -> Self {
        Self {
            code,
            ctrl: false,
            alt: false,
        }
    }

    /// What a terminal reports, unless it is a key that was let go.
    pub fn pressed(event: KeyEvent) -> Option<Self> {
        // Terminals disagree on whether '?' carries Shift; the char says it already.
        (event.kind != KeyEventKind::Release).then(|| Self {
            code: event.code,
            ctrl: event.modifiers.contains(KeyModifiers::CONTROL),
            alt: event.modifiers.contains(KeyModifiers::ALT),
        })
    }

    /// The character that the key types into a text.
    pub fn typed(self) -> Option<char> {
        match self.code {
            // Some layouts reach characters with Ctrl and Alt together.
            KeyCode::Char(c) if self.ctrl == self.alt => Some(c),
            _ => None,
        }
    }

    /// The digit that the key types, from 1 on.
    pub fn digit(self) -> Option<usize> {
        let digit = self.typed()?.to_digit(10)?;
        usize::try_from(digit).ok().filter(|digit| *digit > 0)
    }
}

/// As a hint shows it.
impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ctrl {
            f.write_str("Ctrl-")?;
        }
        if self.alt {
            f.write_str("Alt-")?;
        }
        match self.code {
            KeyCode::Char(' ') => f.write_str("Space"),
            KeyCode::Char(c) => write!(f, "{c}"),
            KeyCode::Up => f.write_str("↑"),
            KeyCode::Down => f.write_str("↓"),
            KeyCode::Left => f.write_str("←"),
            KeyCode::Right => f.write_str("→"),
            KeyCode::PageUp => f.write_str("PgUp"),
            KeyCode::PageDown => f.write_str("PgDn"),
            KeyCode::BackTab => f.write_str("Shift-Tab"),
            KeyCode::Esc => f.write_str("Esc"),
            other => write!(f, "{other}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_printed_from_the_key() {
        assert_eq!(Key::char('p').to_string(), "p");
        assert_eq!(Key::char(' ').to_string(), "Space");
        assert_eq!(Key::ctrl('l').to_string(), "Ctrl-l");
        assert_eq!(Key::ENTER.to_string(), "Enter");
        assert_eq!(Key::PAGE_DOWN.to_string(), "PgDn");
    }

    #[test]
    fn shift_is_in_the_character_already() {
        let event = KeyEvent::new(KeyCode::Char('?'), KeyModifiers::SHIFT);
        assert_eq!(Key::pressed(event), Some(Key::char('?')));
    }

    #[test]
    fn control_types_nothing_and_alt_gr_does() {
        assert_eq!(Key::ctrl('a').typed(), None);
        let at = KeyEvent::new(
            KeyCode::Char('@'),
            KeyModifiers::CONTROL | KeyModifiers::ALT,
        );
        assert_eq!(Key::pressed(at).and_then(Key::typed), Some('@'));
    }
}
