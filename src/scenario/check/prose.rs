//! Frees texts over several lines of the indentation that they have in the file.

use memchr::memchr_iter;

/// Takes away what the lines after the first have in common at their beginnings, and the empty
/// lines around the text.
pub(super) fn dedent(text: &str) -> String {
    let is_blank = |line: &str| line.trim_start().is_empty();
    let indents = lines(text).skip(1).filter_map(|line| {
        let rest = line.trim_start();
        (!rest.is_empty()).then(|| &line[..line.len() - rest.len()])
    });
    let common = indents.reduce(shared_start).unwrap_or_default();
    let mut prose = String::with_capacity(text.len());
    for line in lines(text) {
        if !prose.is_empty() {
            prose.push('\n');
        }
        if !is_blank(line) {
            // The first line begins right after the quote.
            prose.push_str(line.strip_prefix(common).unwrap_or(line));
        }
    }
    prose.truncate(prose.trim_end().len());
    prose
}

/// Text between line breaks, as `split` has it, and found faster.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let ends = memchr_iter(b'\n', text.as_bytes()).chain([text.len()]);
    ends.scan(0, |start, end| {
        let line = &text[*start..end];
        *start = end + 1;
        Some(line)
    })
}

fn shared_start<'a>(a: &'a str, b: &str) -> &'a str {
    if b.starts_with(a) {
        return a;
    }
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
