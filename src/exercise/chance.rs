//! Luck that can be drawn again: a pure function of a seed and of what the draw is for.

use super::event::Source;

/// Draws a number from 0 up to, and without, 1.
///
/// What a draw is `about` decides it, not how many were drawn before, so undoing and choosing
/// again meets the same luck. The mixing is `SplitMix64` (Steele, Lea and Flood, "Fast splittable
/// pseudorandom number generators", OOPSLA 2014).
#[expect(
    clippy::cast_precision_loss,
    reason = "53 bits are kept, which a float holds exactly"
)]
pub fn draw(seed: u64, about: &[u64]) -> f64 {
    let bits = about
        .iter()
        .fold(mix(seed), |state, word| mix(state ^ mix(*word)));
    (bits >> 11) as f64 / (1_u64 << 53) as f64
}

/// Whether the `index`th draw of `source` brings what it brings in `percent` of 100 cases.
pub fn is_hit(seed: u64, source: Source, index: u16, percent: f64) -> bool {
    let position = |at: usize| at as u64;
    let about = match source {
        Source::Inject(inject) => [0, position(inject.position()), 0, index.into()],
        Source::Outcome(decision, choice) => [
            1,
            position(decision.position()),
            position(choice.position()),
            index.into(),
        ],
    };
    draw(seed, &about) * 100.0 < percent
}

fn mix(word: u64) -> u64 {
    let word = word.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let word = (word ^ (word >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let word = (word ^ (word >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    word ^ (word >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mixing_is_splitmix64() {
        // The first output of the published generator for the seed 1234567.
        assert_eq!(mix(1_234_567), 6_457_827_717_110_365_317);
    }

    #[test]
    fn draws_spread_evenly() {
        let below = (0..10_000)
            .filter(|seed| draw(*seed, &[3, 1]) < 0.6)
            .count();
        assert!(
            (5_850..6_150).contains(&below),
            "{below} of 10,000 draws were below 0.6"
        );
    }

    #[test]
    fn the_same_draw_gives_the_same_number() {
        assert_eq!(draw(7, &[1, 2]).to_bits(), draw(7, &[1, 2]).to_bits());
        assert_ne!(draw(7, &[1, 2]).to_bits(), draw(7, &[2, 1]).to_bits());
    }
}
