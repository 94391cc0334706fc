//! The known word that somebody may have meant.

/// The word nearest to an unknown one, if one is near.
pub fn near<'a>(unknown: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    const LONGEST: usize = 128;
    let unknown = unknown.to_lowercase();
    let length = unknown.chars().count();
    // Nobody mistypes more; and the search would take its time.
    if length > LONGEST {
        return None;
    }
    // Of two letters one is no likeness: `ab` is not meant by `ac`.
    let farthest = length / 3;
    known
        .into_iter()
        // One that is so much longer or shorter cannot be near, and that is soon seen.
        .filter(|known| known.chars().count().abs_diff(length) <= farthest)
        .map(|known| {
            (
                strsim::damerau_levenshtein(&unknown, &known.to_lowercase()),
                known,
            )
        })
        .filter(|(distance, _)| *distance <= farthest)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known.to_owned())
}
