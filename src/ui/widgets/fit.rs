//! Fits text into columns, counting the columns that a terminal will take for it.

use ratatui::{
    style::Style,
    text::{Line, Span},
};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// How many columns `text` takes.
pub fn width(text: &str) -> usize {
    if is_simple(text) {
        text.chars().count()
    } else {
        text.width()
    }
}

/// Whether every letter of `text` takes one column and none of them melts into another, so that no
/// table has to be asked: nearly all text on a screen is like this, and a screen has a lot of it.
pub fn is_simple(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~')) || text.chars().all(is_simple_letter)
}

const fn is_simple_letter(c: char) -> bool {
    matches!(
        c,
        ' '..='~'
            // Latin letters and signs, without the soft hyphen.
            | '\u{a1}'..='\u{ac}'
            | '\u{ae}'..='\u{2ff}'
            // Dashes, quotes, the bullet and the ellipsis.
            | '\u{2010}'..='\u{2027}'
            // Arrows.
            | '\u{2190}'..='\u{2199}'
            // Lines, blocks and shapes.
            | '\u{2500}'..='\u{25fc}'
            | '☐'
            | '☑'
            | '✓'
            | '✗'
    )
}

/// `text`, cut to at most `cols` columns, with an ellipsis where something is missing.
pub fn fit(text: &str, cols: usize) -> String {
    if width(text) <= cols {
        return text.to_owned();
    }
    let room = cols.saturating_sub(1);
    let mut fitted = String::new();
    if is_simple(text) {
        fitted.extend(text.chars().take(room).chain((cols > 0).then_some('…')));
        return fitted;
    }
    let mut used = 0;
    for grapheme in text.graphemes(true) {
        used += width(grapheme);
        if used > room {
            break;
        }
        fitted.push_str(grapheme);
    }
    if cols > 0 {
        fitted.push('…');
    }
    fitted
}

/// `text` in exactly `cols` columns, to the left.
pub fn pad(text: &str, cols: usize) -> String {
    let fitted = fit(text, cols);
    let spaces = cols.saturating_sub(width(&fitted));
    fitted + &" ".repeat(spaces)
}

/// `text` in exactly `cols` columns, to the right.
pub fn pad_left(text: &str, cols: usize) -> String {
    let fitted = fit(text, cols);
    " ".repeat(cols.saturating_sub(width(&fitted))) + &fitted
}

/// One line of `cols` columns: `left` is cut where `right`, which stands at the end, needs room.
pub fn row(left: Vec<Span<'static>>, right: Vec<Span<'static>>, cols: usize) -> Line<'static> {
    let right_cols = width_of(&right);
    if right.is_empty() || right_cols >= cols {
        return cut(left, cols);
    }
    let left_cols = cols - right_cols - 1;
    let mut line = cut(left, left_cols);
    let gap = cols - right_cols - width_of(&line.spans);
    line.spans.push(Span::raw(" ".repeat(gap)));
    line.spans.extend(right);
    line
}

/// How many columns they take.
pub fn width_of(spans: &[Span<'_>]) -> usize {
    spans.iter().map(|span| width(&span.content)).sum()
}

/// `spans` on one line of at most `cols` columns.
pub fn cut(spans: Vec<Span<'static>>, cols: usize) -> Line<'static> {
    let mut left = cols;
    let mut kept = Vec::with_capacity(spans.len());
    for span in spans {
        let wanted = width(&span.content);
        if wanted <= left {
            left -= wanted;
            kept.push(span);
            continue;
        }
        let content = fit(&span.content, left);
        kept.push(Span::styled(content, span.style));
        break;
    }
    Line::from(kept)
}

/// `line` filled with `style` up to `cols` columns, for a row that is chosen.
pub fn filled(mut line: Line<'static>, cols: usize, style: Style) -> Line<'static> {
    let gap = cols.saturating_sub(line.width());
    line.spans.push(Span::raw(" ".repeat(gap)));
    for span in &mut line.spans {
        span.style = style;
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_ends_in_an_ellipsis() {
        assert_eq!(fit("storefront", 6), "store…");
        assert_eq!(fit("日本語", 4), "日…");
        assert_eq!(fit("日本語", 6), "日本語");
        assert_eq!(fit("x", 0), "");
    }

    #[test]
    fn what_is_simple_takes_one_column_a_letter() {
        let simple: String = ('\0'..='\u{ffff}')
            .filter(|c| is_simple_letter(*c))
            .collect();
        assert!(is_simple(&simple));
        assert_eq!(simple.width(), simple.chars().count());
        assert_eq!(simple.graphemes(true).count(), simple.chars().count());
        for other in ["\n", "\t", "日", "e\u{301}", "☑\u{fe0f}", "👩‍🚒", "\u{ad}"] {
            assert!(!is_simple(other), "{other:?}");
        }
    }

    #[test]
    fn columns_line_up_whatever_the_letters() {
        for text in ["abc", "日本語テキスト", "👩‍🚒 fire", "שלום", ""] {
            assert_eq!(width(&pad(text, 9)), 9, "{text}");
            assert_eq!(width(&pad_left(text, 9)), 9, "{text}");
        }
    }

    #[test]
    fn the_right_side_of_a_row_stays() {
        let line = row(vec!["a long title".into()], vec!["1:24".into()], 12);
        assert_eq!(line.to_string(), "a long… 1:24");
    }
}
