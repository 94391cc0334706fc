//! Frees texts over several lines of the indentation that they have in the file.

/// Takes away what the lines after the first have in common at their beginnings, and the empty
/// lines around the text.
pub(super) fn dedent(text: &str) -> String {
    let is_blank = |line: &str| line.trim().is_empty();
    let common = text
        .split('\n')
        .skip(1)
        .filter(|line| !is_blank(line))
        .map(|line| &line[..line.len() - line.trim_start().len()])
        .reduce(shared_start)
        .unwrap_or_default();
    let lines: Vec<&str> = text
        .split('\n')
        .map(|line| match line.strip_prefix(common) {
            _ if is_blank(line) => "",
            Some(rest) => rest,
            // The first line, which begins right after the quote.
            None => line,
        })
        .collect();
    let text = lines.join("\n");
    text.trim_start_matches('\n').trim_end().to_owned()
}

fn shared_start<'a>(a: &'a str, b: &str) -> &'a str {
    let end = a
        .char_indices()
        .zip(b.chars())
        .find(|((_, in_a), in_b)| in_a != in_b)
        .map_or(a.len().min(b.len()), |((at, _), _)| at);
    &a[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_loses_the_indentation_of_the_file() {
        for (written, read) in [
            ("one line", "one line"),
            ("\n    two\n      lines\n  ", "two\n  lines"),
            ("first\n    second\n\n    third", "first\nsecond\n\nthird"),
            ("\n\tone\n\t\ttwo\n", "one\n\ttwo"),
            ("\n    deep\n  less", "  deep\nless"),
            (
                "  first keeps its place\n  second",
                "first keeps its place\nsecond",
            ),
            ("\n\u{2003}a\n\u{2002}b", "\u{2003}a\n\u{2002}b"),
            ("   \n  x", "x"),
            ("", ""),
            ("\n\n", ""),
        ] {
            assert_eq!(dedent(written), read, "{written:?}");
        }
    }
}
