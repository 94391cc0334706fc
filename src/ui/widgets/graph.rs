//! A curve as text: bars of eighths, over one row or several.

const EIGHTHS: [char; 9] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// The range of values that a graph spans.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Range {
    pub low: f64,
    pub high: f64,
}

impl Range {
    /// The range that shows all of `values`.
    pub fn of(values: impl IntoIterator<Item = f64>) -> Self {
        let around = |range: Self, value: f64| Self {
            low: range.low.min(value),
            high: range.high.max(value),
        };
        let empty = Self {
            low: f64::INFINITY,
            high: f64::NEG_INFINITY,
        };
        values.into_iter().fold(empty, around)
    }

    /// How far up in the range `value` is, from 0 to 1.
    fn share(self, value: f64) -> f64 {
        let height = self.high - self.low;
        if height > 0.0 && height.is_finite() {
            ((value - self.low) / height).clamp(0.0, 1.0)
        } else {
            0.0
        }
    }
}

/// One row with a bar of at least one eighth for each value.
pub fn bars(values: &[f64], range: Range) -> String {
    values
        .iter()
        .map(|value| EIGHTHS[steps(range.share(*value), 8).max(1)])
        .collect()
}

/// A place in an [`area`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell {
    /// Above the curve.
    Sky,
    /// Where the curve is, as high as the letter says.
    Crest(char),
    /// Below the curve.
    Ground,
}

/// The rows of a curve, the highest first, a cell for each value.
pub fn area(values: &[f64], range: Range, n_rows: usize) -> Vec<Vec<Cell>> {
    let heights: Vec<_> = values
        .iter()
        .map(|value| steps(range.share(*value), n_rows * 8).max(1))
        .collect();
    let cell = |height: usize, row: usize| match height.saturating_sub(row * 8) {
        0 => Cell::Sky,
        eighths @ 1..=8 => Cell::Crest(EIGHTHS[eighths]),
        _ => Cell::Ground,
    };
    let row = |row| heights.iter().map(|height| cell(*height, row)).collect();
    (0..n_rows).rev().map(row).collect()
}

/// Which row of an [`area`] a bound lies in, from the highest.
pub fn row_of(bound: f64, range: Range, n_rows: usize) -> usize {
    let eighths = steps(range.share(bound), n_rows * 8).max(1);
    n_rows.saturating_sub(1) - (eighths - 1) / 8
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "a share of a few rows is a small whole number, and never negative"
)]
fn steps(share: f64, most: usize) -> usize {
    (share * most as f64).round() as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_highest_value_fills_its_bar() {
        let values = [0.0, 50.0, 100.0];
        assert_eq!(bars(&values, Range::of(values)), "▁▄█");
    }

    #[test]
    fn a_curve_has_its_sky_above_and_its_ground_below() {
        let values = [0.0, 100.0];
        let [top, bottom] = &area(&values, Range::of(values), 2)[..] else {
            panic!("two rows were asked for");
        };
        assert_eq!(top[..], [Cell::Sky, Cell::Crest('█')]);
        assert_eq!(bottom[..], [Cell::Crest('▁'), Cell::Ground]);
    }

    #[test]
    fn a_flat_curve_is_flat() {
        assert_eq!(bars(&[3.0, 3.0], Range::of([3.0, 3.0])), "▁▁");
        assert_eq!(bars(&[], Range::of([])), "");
    }

    #[test]
    fn a_bound_lies_in_its_row() {
        let range = Range::of([0.0, 100.0]);
        let rows = [100.0, 60.0, 50.0, 0.0].map(|bound| row_of(bound, range, 2));
        assert_eq!(rows, [0, 0, 1, 1]);
    }
}
