//! Where in a file the rows of its scenario stand, for what is found out by playing it.

use std::ops::Range;

use super::outline::{At, outline};

/// The words of an id in a scenario's text, by the list it stands in and its position there, or in
/// the `options` of that row. Nothing where there is no such row.
pub fn id_span(text: &str, list: &str, row: usize, option: Option<usize>) -> Option<Range<usize>> {
    let node = outline(text).root?;
    let whole = At { text, node: &node };
    let row = whole.rows(list).nth(row)?;
    let row = match option {
        Some(option) => row.rows("options").nth(option)?,
        None => row,
    };
    Some(row.field("id").span())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_found_by_its_position() {
        let text =
            r#"Scenario(decisions: [(id: "one"), (options: [(id: "a"), (id: "b")], id: "two")])"#;
        let words = |row, option| id_span(text, "decisions", row, option).map(|at| &text[at]);
        assert_eq!(words(0, None), Some(r#""one""#));
        assert_eq!(words(1, None), Some(r#""two""#));
        assert_eq!(words(1, Some(1)), Some(r#""b""#));
        assert_eq!(words(1, Some(2)), None);
        assert_eq!(words(2, None), None);
        assert_eq!(id_span("(", "decisions", 0, None), None);
        assert_eq!(id_span("", "decisions", 0, None), None);
    }
}
