//! Finds words by some of their letters, in their order.

/// How far apart the letters of `typed` stand in `words`, if they are all there in this order.
/// Spaces do not count; less is better.
pub(super) fn spread(words: &str, typed: &str) -> Option<usize> {
    let wanted = letters(typed);
    let (first, n_between) = tightest(&lowercase(words), &wanted)?;
    Some(n_between * 4 + first)
}

/// The same, where the letters stand close together: in a long text any few letters are found
/// somewhere in their order, and mean nothing.
pub(super) fn near(words: &str, typed: &str) -> Option<usize> {
    let wanted = letters(typed);
    let (first, n_between) = tightest(&lowercase(words), &wanted)?;
    (n_between <= wanted.len()).then_some(n_between * 4 + first.min(3))
}

/// Where the letters first stand closest together, and how many others are between them.
fn tightest(words: &[char], wanted: &[char]) -> Option<(usize, usize)> {
    let Some(begin) = wanted.first() else {
        return Some((0, 0));
    };
    let starts = (0..words.len()).filter(|at| words[*at] == *begin);
    let windows = starts.filter_map(|start| {
        let mut at = start;
        for letter in &wanted[1..] {
            at += 1 + words[at + 1..].iter().position(|c| c == letter)?;
        }
        Some((start, at + 1 - start - wanted.len()))
    });
    windows.min_by_key(|(_, n_between)| *n_between)
}

fn letters(typed: &str) -> Vec<char> {
    lowercase(typed)
        .into_iter()
        .filter(|c| !c.is_whitespace())
        .collect()
}

fn lowercase(text: &str) -> Vec<char> {
    text.chars().flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_found_in_their_order() {
        assert!(spread("Undo the last entry", "undo") < spread("Update and so on", "undo"));
        assert_eq!(spread("Pause", "esp"), None);
        assert_eq!(spread("Pause", ""), Some(0));
    }

    #[test]
    fn the_place_counts_where_they_stand_closest() {
        // The first `r` is far from the next letters; the second is not.
        assert_eq!(spread("a room, a region", "reg"), Some(10));
    }

    #[test]
    fn letters_strewn_over_a_text_are_not_near() {
        assert_eq!(near("fail-over to the second region", "failover"), Some(4));
        assert!(near("Primary region", "prmry").is_some());
        assert_eq!(near("dull rows and small books", "drab"), None);
        assert_eq!(near("", "x"), None);
    }
}
