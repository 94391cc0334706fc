//! The words in which problems are told.

/// A hint that names the word that somebody may have meant.
pub(super) fn did_you_mean(near: String) -> String {
    format!("Did you mean `{near}`?")
}

/// A hint that lists all there is, for when nothing is near.
pub(super) fn one_of(known: &[&str]) -> String {
    match known {
        [] => "Nothing goes here.".to_owned(),
        [only] => format!("Write `{only}`."),
        [first @ .., last] => format!("Write one of `{}` or `{last}`.", first.join("`, `")),
    }
}

/// The words, shortened if they are many.
pub(super) fn quoted(words: &str) -> String {
    const MOST: usize = 40;
    let line = words.lines().next().unwrap_or_default();
    let shown: String = line.chars().take(MOST).collect();
    if shown == words {
        format!("`{shown}`")
    } else {
        format!("`{shown}…`")
    }
}

/// A way round a loop and back to where it began; of a long one the beginning.
pub(super) fn loop_of(ids: &[String]) -> String {
    const MOST: usize = 6;
    let arrow = " → ";
    let shown = ids[..ids.len().min(MOST)].join(arrow);
    let more = if ids.len() > MOST { " → …" } else { "" };
    let back = ids.first().map_or("", String::as_str);
    format!("{shown}{more}{arrow}{back}")
}

/// The word with its article.
pub(super) fn a(word: &str) -> String {
    let article = if word.starts_with(['a', 'e', 'i', 'o', 'u']) {
        "an"
    } else {
        "a"
    };
    format!("{article} {word}")
}

/// The sentence as a message begins.
pub(super) fn lowercase(sentence: &str) -> String {
    let mut letters = sentence.chars();
    let first = letters.next().map(|c| c.to_lowercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}
