//! The exercise clock in letters three rows high.

use ratatui::{style::Style, text::Line};

/// How many rows a face takes.
pub const ROWS: u16 = 3;

/// The letters of `text`; what has no large form is left out.
///
/// ```text
/// ▀█  █▀█ ▄ █▀█
///  █  █ █ ▄ ▀▀█
/// ▀▀▀ ▀▀▀   ▀▀▀
/// ```
pub fn face(text: &str, style: Style) -> Vec<Line<'static>> {
    let glyphs: Vec<_> = text.chars().filter_map(glyph).collect();
    (0..usize::from(ROWS))
        .map(|row| {
            let parts: Vec<_> = glyphs.iter().map(|glyph| glyph[row]).collect();
            Line::styled(parts.join(" "), style)
        })
        .collect()
}

fn glyph(c: char) -> Option<[&'static str; 3]> {
    Some(match c {
        '0' => ["█▀█", "█ █", "▀▀▀"],
        '1' => ["▀█ ", " █ ", "▀▀▀"],
        '2' => ["▀▀█", "█▀▀", "▀▀▀"],
        '3' => ["▀▀█", "▀▀█", "▀▀▀"],
        '4' => ["█ █", "▀▀█", "  ▀"],
        '5' => ["█▀▀", "▀▀█", "▀▀▀"],
        '6' => ["█▀▀", "█▀█", "▀▀▀"],
        '7' => ["▀▀█", "  █", "  ▀"],
        '8' => ["█▀█", "█▀█", "▀▀▀"],
        '9' => ["█▀█", "▀▀█", "▀▀▀"],
        ':' => ["▄", "▄", " "],
        '+' => ["   ", "▀█▀", " ▀ "],
        'T' => ["▀█▀", " █ ", " ▀ "],
        _ => return None,
    })
}
