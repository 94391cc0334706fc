//! How a figure spreads over many plays.

use super::witness::Mix;

/// How a figure spreads over many plays.
#[derive(Debug, Clone, PartialEq)]
pub struct Spread {
    /// In how many plays there was one.
    pub n: usize,
    pub min: f64,
    /// One in ten is below.
    pub p10: f64,
    pub median: f64,
    /// One in ten is above.
    pub p90: f64,
    pub max: f64,
    pub bars: Vec<Bar>,
}

/// How many plays lie between two values.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    pub from: f64,
    /// Without this value itself.
    pub to: f64,
    /// By how good the answers were, in the order of [`Mix::ALL`].
    pub plays: [u64; Mix::ALL.len()],
}

impl Bar {
    /// All plays between the two values.
    pub fn n(&self) -> u64 {
        self.plays.iter().sum()
    }
}

/// What figures are, so that bars begin at values that read well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// One, two or five times a power of ten.
    Number,
    /// Parts of an hour, and hours that divide a day.
    Minutes,
}

/// How many bars there are at most.
const MOST_BARS: f64 = 12.0;

impl Scale {
    /// How wide bars can be, from the narrowest on and without end.
    fn widths(self) -> Box<dyn Iterator<Item = f64>> {
        let minutes = [1.0, 2.0, 5.0, 10.0, 15.0, 30.0];
        let hours = [1.0, 2.0, 3.0, 4.0, 6.0, 12.0].map(|hours| hours * 60.0);
        let days = (0..).map(|n| 1440.0 * 2_f64.powi(n));
        let powers = (-3..).flat_map(|n| [1.0, 2.0, 5.0].map(|times| times * 10_f64.powi(n)));
        match self {
            Self::Number => Box::new(powers),
            Self::Minutes => Box::new(minutes.into_iter().chain(hours).chain(days)),
        }
    }

    /// The narrowest width with which few bars reach from the least to the greatest value.
    fn width(self, min: f64, max: f64) -> f64 {
        let is_enough =
            |width: &f64| (max / width).floor() - (min / width).floor() + 1.0 <= MOST_BARS;
        self.widths()
            .find(is_enough)
            .expect("widths grow without end")
    }
}

impl Spread {
    /// How `figures` spread; nothing where there are none.
    pub fn of(scale: Scale, figures: impl Iterator<Item = (f64, Mix)>) -> Option<Self> {
        let mut figures: Vec<_> = figures.collect();
        figures.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (min, max) = (figures.first()?.0, figures.last()?.0);
        let at = |part: f64| figures[rank(part, figures.len())].0;
        Some(Self {
            n: figures.len(),
            min,
            p10: at(0.1),
            median: at(0.5),
            p90: at(0.9),
            max,
            bars: bars(&figures, scale.width(min, max)),
        })
    }
}

/// The value that half of them are at or below; nothing where there are none.
pub fn median<T: PartialOrd + Copy>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut values: Vec<_> = values.collect();
    values.sort_by(|a, b| a.partial_cmp(b).expect("figures can be compared"));
    (!values.is_empty()).then(|| values[rank(0.5, values.len())])
}

/// Which of `n` sorted values has this part of them at or below it: the nearest-rank method.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "a rank among values that are kept in memory"
)]
fn rank(part: f64, n: usize) -> usize {
    ((part * n as f64).ceil() as usize).clamp(1, n) - 1
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "there are few bars"
)]
fn bars(figures: &[(f64, Mix)], width: f64) -> Vec<Bar> {
    let number = |figure: f64| (figure / width).floor();
    let first = figures.first().map_or(0.0, |it| number(it.0));
    let last = figures.last().map_or(0.0, |it| number(it.0));
    let n_bars = (last - first) as usize + 1;
    let mut bars: Vec<_> = (0..n_bars)
        .map(|n| Bar {
            from: (first + n as f64) * width,
            to: (first + n as f64 + 1.0) * width,
            plays: [0; Mix::ALL.len()],
        })
        .collect();
    for (figure, mix) in figures {
        bars[(number(*figure) - first) as usize].plays[*mix as usize] += 1;
    }
    bars
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spread(scale: Scale, figures: &[f64]) -> Spread {
        let figures = figures.iter().map(|it| (*it, Mix::Mixed));
        Spread::of(scale, figures).expect("there are some")
    }

    #[test]
    fn quantiles_are_values_of_the_plays() {
        let hundred: Vec<_> = (1..=100).rev().map(f64::from).collect();
        let all = spread(Scale::Number, &hundred);
        assert_eq!((all.n, all.min, all.max), (100, 1.0, 100.0));
        assert_eq!((all.p10, all.median, all.p90), (10.0, 50.0, 90.0));
        let one = spread(Scale::Number, &[7.0]);
        assert_eq!((one.p10, one.median, one.p90), (7.0, 7.0, 7.0));
        assert_eq!(Spread::of(Scale::Number, std::iter::empty()), None);
    }

    #[track_caller]
    fn check(scale: Scale, figures: &[f64], from: f64, width: f64, n_bars: usize) {
        let spread = spread(scale, figures);
        let bars = &spread.bars;
        let near = |a: f64, b: f64| (a - b).abs() < 1e-6;
        assert!(near(bars[0].from, from), "{bars:?}");
        assert!(near(bars[0].to, from + width), "{bars:?}");
        assert_eq!(bars.len(), n_bars, "{bars:?}");
        let n: u64 = bars.iter().map(Bar::n).sum();
        assert_eq!(n, figures.len() as u64);
    }

    #[test]
    fn bars_begin_at_round_values_and_hold_every_play() {
        check(Scale::Number, &[46.2, 99.0, 251.9], 40.0, 20.0, 11);
        check(Scale::Number, &[0.0], 0.0, 0.001, 1);
        check(Scale::Number, &[3.0, 3.0], 3.0, 0.001, 1);
        check(Scale::Number, &[0.0, 11.5], 0.0, 1.0, 12);
        check(Scale::Number, &[0.0, 12.0], 0.0, 2.0, 7);
        check(Scale::Minutes, &[124.0, 424.0], 120.0, 30.0, 13 - 2);
        check(Scale::Minutes, &[12.5], 12.0, 1.0, 1);
        check(Scale::Minutes, &[0.0, 3_000.0], 0.0, 360.0, 9);
    }
}
