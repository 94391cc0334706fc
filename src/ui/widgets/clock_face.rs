//! A clock in large letters, as large as there is room for.

use ratatui::{style::Style, text::Line};

/// How many rows a face of the smallest size takes.
pub const ROWS: u16 = 3;

/// How many dots a letter is high; a row has two of them.
const DOTS: usize = 5;

/// The letters of `text`, three rows high; what has no large form is left out.
///
/// ```text
/// ▀█  █▀█ ▄ █▀█
///  █  █ █ ▄ ▀▀█
/// ▀▀▀ ▀▀▀   ▀▀▀
/// ```
pub fn face(text: &str, style: Style) -> Vec<Line<'static>> {
    let glyphs: Vec<_> = text.chars().filter_map(glyph).collect();
    (0..rows(1))
        .map(|row| {
            let parts: Vec<_> = glyphs.iter().map(|glyph| glyph[row]).collect();
            Line::styled(parts.join(" "), style)
        })
        .collect()
}

/// The letters of `text`, so many times as large.
pub fn scaled(text: &str, scale: usize, style: Style) -> Vec<Line<'static>> {
    let glyphs: Vec<_> = text.chars().filter_map(glyph).collect();
    (0..rows(scale))
        .map(|row| {
            let parts: Vec<_> = glyphs
                .iter()
                .map(|glyph| glyph_row(glyph, row, scale))
                .collect();
            Line::styled(parts.join(&" ".repeat(scale)), style)
        })
        .collect()
}

/// How many rows a face of that scale takes.
pub const fn rows(scale: usize) -> usize {
    (DOTS * scale).div_ceil(2)
}

/// How many columns a face of that scale takes.
pub fn cols(text: &str, scale: usize) -> usize {
    let widths = text
        .chars()
        .filter_map(glyph)
        .map(|glyph| glyph[0].chars().count() + 1);
    (widths.sum::<usize>() * scale).saturating_sub(scale)
}

fn glyph_row(glyph: &[&str; 3], row: usize, scale: usize) -> String {
    let n_cols = glyph[0].chars().count() * scale;
    (0..n_cols)
        .map(|col| {
            let dot = |half: usize| has_dot(glyph, col / scale, (row * 2 + half) / scale);
            match (dot(0), dot(1)) {
                (true, true) => '█',
                (true, false) => '▀',
                (false, true) => '▄',
                (false, false) => ' ',
            }
        })
        .collect()
}

/// Whether a letter has a dot there, counted from its left and from its top.
fn has_dot(glyph: &[&str; 3], x: usize, y: usize) -> bool {
    let cell = glyph.get(y / 2).and_then(|row| row.chars().nth(x));
    match cell {
        Some('█') => true,
        Some('▀') => y.is_multiple_of(2),
        Some('▄') => !y.is_multiple_of(2),
        _ => false,
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn text(lines: &[Line<'_>]) -> Vec<String> {
        lines.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_smallest_face_is_three_rows_high() {
        let face = text(&face("10:9", Style::new()));
        assert_eq!(face, ["▀█  █▀█ ▄ █▀█", " █  █ █ ▄ ▀▀█", "▀▀▀ ▀▀▀   ▀▀▀"]);
    }

    #[test]
    fn the_smallest_face_is_that_of_the_smallest_scale() {
        let all = "0123456789:+T";
        let style = Style::new();
        assert_eq!(face(all, style), scaled(all, 1, style));
    }

    #[test]
    fn a_face_twice_as_large_has_four_times_the_dots() {
        let face = text(&scaled("1:", 2, Style::new()));
        let expected = [
            "████      ",
            "  ██    ██",
            "  ██      ",
            "  ██    ██",
            "██████    ",
        ];
        assert_eq!(face, expected);
    }

    #[test]
    fn a_face_is_as_large_as_it_says() {
        for scale in 1..7 {
            let face = text(&scaled("1:02:34", scale, Style::new()));
            assert_eq!(face.len(), rows(scale));
            for row in face {
                assert_eq!(row.chars().count(), cols("1:02:34", scale));
            }
        }
    }
}
