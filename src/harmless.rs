//! Text from outside, made fit for a terminal and a page: it stays text.

/// `text` on one line: every control and direction character replaced, newlines too.
pub fn line(text: &str) -> String {
    // Nearly all text is this, and a screen is full of it.
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return text.to_owned();
    }
    text.chars()
        .map(|c| {
            if c == '\n' || c == '\t' {
                ' '
            } else {
                visible(c)
            }
        })
        .collect()
}

/// `text` with its lines: every other control and direction character replaced.
pub fn lines(text: &str) -> String {
    let keep = |c| if c == '\n' { c } else { visible(c) };
    text.replace("\r\n", "\n")
        .replace('\t', "    ")
        .chars()
        .map(keep)
        .collect()
}

/// A JSON document in which what could steer a terminal is written as an escape: JSON itself leaves
/// the C1 controls and the marks that turn text around as they are. It reads as the same text.
pub fn json(document: &str) -> String {
    let escape = |c: char| {
        if c == '\n' || visible(c) == c {
            c.to_string()
        } else {
            format!("\\u{:04x}", u32::from(c))
        }
    };
    document.chars().map(escape).collect()
}

/// `text` on one line, as a shell takes it for one word of a command.
pub fn word(text: &str) -> String {
    let mut text = line(text);
    if text.starts_with('-') {
        // Else it would read as an option.
        text.insert_str(0, "./");
    }
    let is_plain = |c: char| c.is_alphanumeric() || "/\\:._-+@%,".contains(c);
    if text.chars().all(is_plain) {
        return text;
    }
    if cfg!(windows) {
        return format!("\"{text}\"");
    }
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// `c`, or the replacement character where `c` could steer a terminal or turn text around.
fn visible(c: char) -> char {
    let turns_around = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if c.is_control() || turns_around {
        char::REPLACEMENT_CHARACTER
    } else {
        c
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_steer_a_terminal_is_replaced() {
        assert_eq!(
            line("a\x1b[31mb\r\x07\u{9b}\u{202e}"),
            "a\u{fffd}[31mb\u{fffd}\u{fffd}\u{fffd}\u{fffd}"
        );
    }

    #[test]
    fn what_people_write_stays() {
        assert_eq!(
            lines("Ümläut 日本 שלום 👩‍🚒\n\tnext"),
            "Ümläut 日本 שלום 👩‍🚒\n    next"
        );
        assert_eq!(line("two\nlines"), "two lines");
    }

    #[cfg(unix)]
    #[test]
    fn a_text_is_one_word_for_a_shell() {
        for (text, shell_word) in [
            ("drills/a.ron", "drills/a.ron"),
            ("Application Support/a.ron", "'Application Support/a.ron'"),
            ("it's/a.ron", r"'it'\''s/a.ron'"),
            ("$HOME/a.ron", "'$HOME/a.ron'"),
            ("~/a.ron", "'~/a.ron'"),
            ("-x/a.ron", "./-x/a.ron"),
        ] {
            assert_eq!(word(text), shell_word);
        }
    }
}
