//! One line of text that is being written.

use ratatui::{
    Frame,
    layout::{Position, Rect},
    text::{Line, Span},
    widgets::Paragraph,
};
use unicode_segmentation::UnicodeSegmentation;

use super::fit::width;
use crate::{
    harmless,
    ui::{Theme, keymap::Key},
};

/// The longest text that is taken, in bytes: a line of a journal stays readable.
const LONGEST: usize = 4000;

/// A text and the place in it where the next letter goes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TextField {
    text: String,
    /// In bytes, always between two graphemes.
    cursor: usize,
}

impl TextField {
    /// A field with `text` in it and the cursor behind it.
    pub fn with(text: &str) -> Self {
        let text = harmless::line(text);
        Self {
            cursor: text.len(),
            text,
        }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// What stands before the cursor.
    pub fn before_cursor(&self) -> &str {
        &self.text[..self.cursor]
    }

    /// Puts `text` in the place of the last `n_bytes` before the cursor.
    pub fn replace_before(&mut self, n_bytes: usize, text: &str) {
        self.delete(self.cursor.saturating_sub(n_bytes), self.cursor);
        self.insert(text);
    }

    /// Takes a key, and answers whether it was one for a text.
    pub fn key(&mut self, key: Key) -> bool {
        match key {
            Key::LEFT => self.cursor = self.before(),
            Key::RIGHT => self.cursor = self.after(),
            Key::HOME => self.cursor = 0,
            Key::END => self.cursor = self.text.len(),
            Key::BACKSPACE => self.delete(self.before(), self.cursor),
            Key::DELETE => self.delete(self.cursor, self.after()),
            _ if key == Key::ctrl('a') => self.cursor = 0,
            _ if key == Key::ctrl('e') => self.cursor = self.text.len(),
            _ if key == Key::ctrl('u') => self.delete(0, self.cursor),
            _ if key == Key::ctrl('k') => self.delete(self.cursor, self.text.len()),
            _ if key == Key::ctrl('w') => self.delete(self.word_before(), self.cursor),
            _ => match key.typed() {
                Some(c) => self.insert(c.encode_utf8(&mut [0; 4])),
                None => return false,
            },
        }
        true
    }

    /// Takes in text, on one line.
    pub fn insert(&mut self, text: &str) {
        let text = harmless::line(text);
        if self.text.len() + text.len() <= LONGEST {
            self.text.insert_str(self.cursor, &text);
            self.cursor += text.len();
            // A letter may have joined with one beside it.
            self.cursor = self.boundary_from(self.cursor);
        }
    }

    fn delete(&mut self, from: usize, to: usize) {
        self.text.replace_range(from..to, "");
        self.cursor = self.boundary_from(from);
    }

    fn before(&self) -> usize {
        let last = self.text[..self.cursor].graphemes(true).next_back();
        self.cursor - last.map_or(0, str::len)
    }

    fn after(&self) -> usize {
        let next = self.text[self.cursor..].graphemes(true).next();
        self.cursor + next.map_or(0, str::len)
    }

    fn word_before(&self) -> usize {
        let trimmed = self.text[..self.cursor].trim_end();
        trimmed.rfind(' ').map_or(0, |space| space + 1)
    }

    fn boundary_from(&self, at: usize) -> usize {
        self.text
            .grapheme_indices(true)
            .map(|(start, _)| start)
            .find(|start| *start >= at)
            .unwrap_or(self.text.len())
    }

    /// Draws the field in the first row of `area`, with the terminal's cursor in it.
    pub fn view(&self, theme: &Theme, frame: &mut Frame<'_>, area: Rect) {
        if area.is_empty() {
            return;
        }
        let prompt_cols = 2;
        let room = usize::from(area.width).saturating_sub(prompt_cols + 1);
        let start = self.first_shown(room);
        let shown = &self.text[start..];
        let line = Line::from(vec![
            Span::styled("› ", theme.key),
            Span::styled(shown.to_owned(), theme.text),
        ]);
        frame.render_widget(Paragraph::new(line), Rect { height: 1, ..area });
        let cols = prompt_cols + width(&self.text[start..self.cursor]);
        let x = area.x + u16::try_from(cols).unwrap_or(u16::MAX).min(area.width - 1);
        frame.set_cursor_position(Position::new(x, area.y));
    }

    /// Where the text begins that is shown, so that the cursor is in `room` columns of it.
    fn first_shown(&self, room: usize) -> usize {
        let before = &self.text[..self.cursor];
        before
            .grapheme_indices(true)
            .map(|(start, _)| start)
            .find(|start| width(&before[*start..]) <= room)
            .unwrap_or(self.cursor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(keys: &[Key]) -> TextField {
        let mut field = TextField::with("ab 👩‍🚒");
        for key in keys {
            field.key(*key);
        }
        field
    }

    #[test]
    fn what_looks_like_one_letter_is_deleted_as_one() {
        assert_eq!(field(&[Key::BACKSPACE]).text(), "ab ");
        assert_eq!(field(&[Key::HOME, Key::DELETE]).text(), "b 👩‍🚒");
    }

    #[test]
    fn letters_go_where_the_cursor_is() {
        let keys = [Key::LEFT, Key::LEFT, Key::char('c'), Key::char('é')];
        assert_eq!(field(&keys).text(), "abcé 👩‍🚒");
        assert_eq!(field(&[Key::ctrl('u'), Key::char('x')]).text(), "x");
        assert_eq!(field(&[Key::ctrl('w')]).text(), "ab ");
    }

    #[test]
    fn a_combining_mark_joins_its_letter() {
        let mut field = TextField::with("e");
        field.insert("\u{301}");
        field.key(Key::BACKSPACE);
        assert_eq!(field.text(), "");
    }

    #[test]
    fn what_is_pasted_stays_on_one_line() {
        let mut field = TextField::default();
        field.insert("a\nb\x1b[31m");
        assert_eq!(field.text(), "a b\u{fffd}[31m");
    }
}
