//! A signal over the exercise clock: piecewise straight, exact, a pure function of its changes.

use super::time::ExerciseTime;
use crate::scenario::{Span, model::Signal};

/// Differences up to this are the dust of floating point, not a crossing.
const DUST: f64 = 1e-9;

/// Everything that was done to one signal, in the order it was done.
///
/// ```text
///  value          Signal("errors", 38, "3m")        Nudge("errors", 12, "2m")
///    |                  ___________________________________/~~~~~~~~~
///    |                 /                                  ^ on top of the ramp
///    |________________/
///    +----------------------------------------------------------------> exercise clock
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Curve {
    start: f64,
    min: f64,
    max: f64,
    changes: Vec<Change>,
}

/// One thing that was done to a signal.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Change {
    at: ExerciseTime,
    over: Span,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    /// From the value at that moment to another; what was done before no longer counts.
    Ramp { from: f64, to: f64 },
    /// From nothing to this much, on top of the rest.
    Nudge { by: f64 },
}

impl Change {
    fn end(&self) -> ExerciseTime {
        self.at.after(self.over)
    }

    /// What the change contributes at `at`, which is not before it.
    #[expect(
        clippy::cast_precision_loss,
        reason = "a year in milliseconds fits a float's 53 bits"
    )]
    fn value(&self, at: ExerciseTime) -> f64 {
        let (from, to) = match self.kind {
            Kind::Ramp { from, to } => (from, to),
            Kind::Nudge { by } => (0.0, by),
        };
        if at >= self.end() {
            return to;
        }
        // Multiplied before it is divided: whole numbers then stay whole where they should.
        from + (to - from) * at.since(self.at).as_ms() as f64 / self.over.as_ms() as f64
    }
}

/// Which side of a bound a condition asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Above,
    Below,
}

impl Side {
    /// Whether `value` is on this side of `bound`, which itself is on neither.
    pub fn holds(self, value: f64, bound: f64) -> bool {
        match self {
            Self::Above => value > bound + DUST,
            Self::Below => value < bound - DUST,
        }
    }
}

/// A stretch of a curve on which it is straight but for its clamping.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Piece {
    pub since: ExerciseTime,
    pub until: ExerciseTime,
    /// The value at `since`, before clamping.
    from: f64,
    /// The value that `until` is approached with, before clamping.
    to: f64,
}

impl Curve {
    /// The curve of `signal` before anything has been done to it.
    pub fn of(signal: &Signal) -> Self {
        Self {
            start: signal.start,
            min: signal.min.unwrap_or(f64::NEG_INFINITY),
            max: signal.max.unwrap_or(f64::INFINITY),
            changes: Vec::new(),
        }
    }

    /// Forgets everything that has been done to the signal.
    pub fn reset(&mut self) {
        self.changes.clear();
    }

    /// Ramps from the value at `at` to `to` within `over`, and ends all nudges.
    pub fn ramp(&mut self, at: ExerciseTime, to: f64, over: Span) {
        let from = self.value(at);
        self.changes.push(Change {
            at,
            over,
            kind: Kind::Ramp { from, to },
        });
    }

    /// Adds a ramp from nothing to `by` within `over` on top of the rest.
    pub fn nudge(&mut self, at: ExerciseTime, by: f64, over: Span) {
        self.changes.push(Change {
            at,
            over,
            kind: Kind::Nudge { by },
        });
    }

    /// Whether something that was done to it is still under way after `at`.
    pub fn moves_after(&self, at: ExerciseTime) -> bool {
        self.in_force().iter().any(|change| change.end() > at)
    }

    /// The value at `at`, for any instant from T+0 on.
    pub fn value(&self, at: ExerciseTime) -> f64 {
        let n_done = self.changes.partition_point(|change| change.at <= at);
        self.clamp(self.raw(n_done, at))
    }

    /// The first instant from `from` on at which the value is on `side` of `bound`, if nothing
    /// more is done to the signal.
    pub fn first(&self, side: Side, bound: f64, from: ExerciseTime) -> Option<ExerciseTime> {
        if side.holds(self.value(from), bound) {
            return Some(from);
        }
        self.flips(side, bound, from).next()
    }

    /// The instants after `from` at which the answer to "is the value on `side` of `bound`?"
    /// changes, if nothing more is done to the signal.
    pub fn flips(
        &self,
        side: Side,
        bound: f64,
        from: ExerciseTime,
    ) -> impl Iterator<Item = ExerciseTime> + '_ {
        let holds = move |at| side.holds(self.value(at), bound);
        self.bends_after(from)
            .scan(from, |since, until| {
                Some((std::mem::replace(since, until), until))
            })
            .filter(move |&(since, until)| holds(since) != holds(until))
            .map(move |(since, until)| {
                let held = holds(since);
                let near = self.near(bound, since, until);
                first_between(since, until, near, |at| holds(at) != held)
            })
    }

    /// The curve from T+0 to `until`, piece by piece.
    pub fn pieces(&self, until: ExerciseTime) -> Vec<Piece> {
        let mut bounds: Vec<_> = self
            .changes
            .iter()
            .flat_map(|change| [change.at, change.end()])
            .chain([ExerciseTime::START, until])
            .filter(|at| *at <= until)
            .collect();
        bounds.sort_unstable();
        bounds.dedup();
        bounds
            .windows(2)
            .map(|ends| self.piece(ends[0], ends[1]))
            .collect()
    }

    /// The area under the curve from T+0 to `until`, in units times milliseconds.
    pub fn integral(&self, until: ExerciseTime) -> f64 {
        self.pieces(until)
            .iter()
            .map(|piece| piece.integral(self.min, self.max))
            .sum()
    }

    /// The highest value up to `until`, and the start value where nothing was higher.
    pub fn peak(&self, until: ExerciseTime) -> f64 {
        self.pieces(until)
            .iter()
            .flat_map(|piece| [piece.from, piece.to])
            .chain([self.raw(self.changes.len(), until)])
            .map(|value| self.clamp(value))
            .fold(f64::NEG_INFINITY, f64::max)
    }

    /// The first instant up to `until` at which the value was above `bound`.
    pub fn first_above(&self, bound: f64, until: ExerciseTime) -> Option<ExerciseTime> {
        let is_above = |at| Side::Above.holds(self.value(at), bound);
        self.instants(until).find_map(|(since, last)| match () {
            () if is_above(since) => Some(since),
            () if is_above(last) => {
                let near = self.near(bound, since, last);
                Some(first_between(since, last, near, is_above))
            }
            () => None,
        })
    }

    /// The first instant from which the value is not above `bound` up to and with `until`.
    pub fn calm_from(&self, bound: f64, until: ExerciseTime) -> Option<ExerciseTime> {
        let is_above = |at| Side::Above.holds(self.value(at), bound);
        let last_above = self
            .instants(until)
            .rev()
            .find_map(|(since, last)| match () {
                () if is_above(last) => Some(last.next()),
                () if is_above(since) => {
                    let near = self.near(bound, since, last);
                    Some(first_between(since, last, near, |at| !is_above(at)))
                }
                () => None,
            });
        match last_above {
            None => Some(ExerciseTime::START),
            Some(calm) => (calm <= until).then_some(calm),
        }
    }

    /// About where a straight stretch between two instants crosses `bound`.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        clippy::cast_sign_loss,
        reason = "a guess; a cast keeps within bounds"
    )]
    fn near(&self, bound: f64, since: ExerciseTime, until: ExerciseTime) -> ExerciseTime {
        let (from, to) = (self.value(since), self.value(until));
        let part = (bound - from) / (to - from);
        let width_ms = until.since(since).as_ms() as f64;
        since.after(Span::from_ms((width_ms * part) as u64))
    }

    /// The first and the last instant of each piece up to and with `until`.
    fn instants(
        &self,
        until: ExerciseTime,
    ) -> impl DoubleEndedIterator<Item = (ExerciseTime, ExerciseTime)> {
        let pieces = self.pieces(until);
        let before = |at: ExerciseTime| ExerciseTime::from_ms(at.as_ms() - 1);
        pieces
            .into_iter()
            .map(move |piece| (piece.since, before(piece.until)))
            .chain([(until, until)])
    }

    fn piece(&self, since: ExerciseTime, until: ExerciseTime) -> Piece {
        let n_done = self.changes.partition_point(|change| change.at <= since);
        Piece {
            since,
            until,
            from: self.raw(n_done, since),
            to: self.raw(n_done, until),
        }
    }

    /// The ends of ramps and nudges after `from`, in order.
    fn bends_after(&self, from: ExerciseTime) -> impl Iterator<Item = ExerciseTime> + use<> {
        let mut bends: Vec<_> = self
            .in_force()
            .iter()
            .map(Change::end)
            .filter(|end| *end > from)
            .collect();
        bends.sort_unstable();
        bends.into_iter()
    }

    /// The last ramp and what came after it: nothing earlier counts any more.
    fn in_force(&self) -> &[Change] {
        in_force(&self.changes)
    }

    /// The value at `at` of the first `n_done` changes, before clamping.
    fn raw(&self, n_done: usize, at: ExerciseTime) -> f64 {
        let changes = in_force(&self.changes[..n_done]);
        let starts_with_ramp = changes
            .first()
            .is_some_and(|change| matches!(change.kind, Kind::Ramp { .. }));
        let base = if starts_with_ramp { 0.0 } else { self.start };
        base + changes.iter().map(|change| change.value(at)).sum::<f64>()
    }

    fn clamp(&self, value: f64) -> f64 {
        value.min(self.max).max(self.min)
    }
}

fn in_force(changes: &[Change]) -> &[Change] {
    let last_ramp = changes
        .iter()
        .rposition(|change| matches!(change.kind, Kind::Ramp { .. }))
        .unwrap_or(0);
    &changes[last_ramp..]
}

impl Piece {
    /// The area under the piece between the clamps, in units times milliseconds.
    fn integral(&self, min: f64, max: f64) -> f64 {
        // Without the part below the floor and above the ceiling, each of them a triangle or a
        // trapezoid of its own: clamp(x) = min + (x - min)+ - (x - max)+.
        let floor = if min.is_finite() {
            min
        } else {
            self.from.min(self.to)
        };
        let ceiling = if max.is_finite() {
            max
        } else {
            self.from.max(self.to)
        };
        floor * self.width_ms() + self.area_above(floor) - self.area_above(ceiling)
    }

    /// The area between the piece and `bound` where the piece is above it.
    fn area_above(&self, bound: f64) -> f64 {
        let (low, high) = (
            self.from.min(self.to) - bound,
            self.from.max(self.to) - bound,
        );
        if high <= 0.0 {
            0.0
        } else if low >= 0.0 {
            f64::midpoint(low, high) * self.width_ms()
        } else {
            high / 2.0 * self.width_ms() * high / (high - low)
        }
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "a year in milliseconds fits a float's 53 bits"
    )]
    fn width_ms(&self) -> f64 {
        self.until.since(self.since).as_ms() as f64
    }
}

/// The first instant after `since`, up to and with `until`, at which `holds`, which it does at
/// `until` and, once it does, goes on doing. It is soon found if it is `near` where it is looked for
/// first.
fn first_between(
    since: ExerciseTime,
    until: ExerciseTime,
    near: ExerciseTime,
    holds: impl Fn(ExerciseTime) -> bool,
) -> ExerciseTime {
    let (mut not_yet, mut does) = (since.as_ms(), until.as_ms());
    let (before, after) = (
        near.as_ms().saturating_sub(2),
        near.as_ms().saturating_add(2),
    );
    let mut probes = [before, after].into_iter();
    while does - not_yet > 1 {
        let middle = not_yet + (does - not_yet) / 2;
        let at = probes
            .find(|at| (not_yet + 1..does).contains(at))
            .unwrap_or(middle);
        if holds(ExerciseTime::from_ms(at)) {
            does = at;
        } else {
            not_yet = at;
        }
    }
    ExerciseTime::from_ms(does)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: u64 = 60_000;

    fn minute(n: u64) -> ExerciseTime {
        ExerciseTime::from_ms(n * MINUTE)
    }

    fn curve(start: f64) -> Curve {
        Curve {
            start,
            min: 0.0,
            max: 100.0,
            changes: Vec::new(),
        }
    }

    #[track_caller]
    fn same(left: f64, right: f64) {
        assert!((left - right).abs() < 1e-6, "{left} is not {right}");
    }

    #[test]
    fn a_ramp_is_straight_and_then_stays() {
        let mut curve = curve(10.0);
        curve.ramp(minute(2), 40.0, Span::from_minutes(3));
        for (at, value) in [
            (0, 10.0),
            (2, 10.0),
            (3, 20.0),
            (4, 30.0),
            (5, 40.0),
            (9, 40.0),
        ] {
            same(curve.value(minute(at)), value);
        }
    }

    #[test]
    fn a_nudge_goes_on_top_and_a_ramp_ends_it() {
        let mut curve = curve(0.0);
        curve.ramp(minute(0), 20.0, Span::from_minutes(10));
        curve.nudge(minute(5), 6.0, Span::from_minutes(2));
        same(curve.value(minute(6)), 12.0 + 3.0);
        same(curve.value(minute(8)), 16.0 + 6.0);
        curve.ramp(minute(8), 0.0, Span::from_minutes(11));
        same(curve.value(minute(9)), 20.0);
        same(curve.value(minute(7)), 14.0 + 6.0);
    }

    #[test]
    fn the_sum_is_clamped_and_not_its_parts() {
        let mut curve = curve(90.0);
        curve.nudge(minute(0), 30.0, Span::ZERO);
        same(curve.value(minute(1)), 100.0);
        curve.nudge(minute(2), -25.0, Span::ZERO);
        same(curve.value(minute(3)), 95.0);
    }

    #[test]
    fn a_bound_is_crossed_in_the_first_millisecond_beyond_it() {
        let mut curve = curve(0.0);
        curve.ramp(minute(0), 20.0, Span::from_minutes(5));
        let crossing = curve.first(Side::Above, 10.0, minute(0));
        assert_eq!(crossing, Some(ExerciseTime::from_ms(150_001)));
        assert_eq!(curve.first(Side::Above, 20.0, minute(0)), None);
        assert_eq!(curve.first(Side::Below, 10.0, minute(4)), None);
    }

    #[test]
    fn a_bound_is_crossed_there_and_back_between_a_ramp_and_a_nudge() {
        let mut curve = curve(0.0);
        curve.ramp(minute(0), 20.0, Span::from_minutes(2));
        curve.nudge(minute(0), -20.0, Span::from_minutes(4));
        let flips: Vec<_> = curve
            .flips(Side::Above, 5.0, minute(0))
            .map(ExerciseTime::as_ms)
            .collect();
        // Up by 5 a minute to 10 at 2m, then down by 5 a minute.
        assert_eq!(flips, [MINUTE + 1, 3 * MINUTE]);
    }

    #[test]
    fn the_area_is_exact_over_ramps_and_clamps() {
        let mut curve = curve(0.0);
        curve.ramp(minute(0), 150.0, Span::from_minutes(3));
        // A triangle of two minutes up to 100, then the ceiling.
        same(curve.integral(minute(3)) / 60_000.0, 100.0 + 100.0);
        curve.ramp(minute(4), 0.0, Span::from_minutes(2));
        // `to` is 150, clamped to 100 from 2m on, and the way down begins there.
        same(curve.integral(minute(10)) / 60_000.0, 100.0 + 200.0 + 100.0);
    }

    #[test]
    fn a_value_below_the_floor_adds_nothing() {
        let mut curve = curve(10.0);
        curve.nudge(minute(0), -20.0, Span::from_minutes(2));
        same(curve.integral(minute(4)) / 60_000.0, 5.0);
    }

    #[test]
    fn the_calm_begins_when_the_last_storm_ends() {
        let mut curve = curve(0.0);
        curve.ramp(minute(1), 20.0, Span::from_minutes(5));
        curve.ramp(minute(10), 0.0, Span::from_minutes(4));
        assert_eq!(
            curve.first_above(0.0, minute(20)),
            Some(ExerciseTime::from_ms(60_001))
        );
        same(curve.peak(minute(20)), 20.0);
        assert_eq!(
            curve.calm_from(2.0, minute(20)),
            Some(ExerciseTime::from_ms(10 * MINUTE + 216_000))
        );
        assert_eq!(curve.calm_from(0.0, minute(20)), Some(minute(14)));
        assert_eq!(curve.calm_from(2.0, minute(12)), None);
    }

    #[test]
    fn a_step_counts_from_its_very_instant() {
        let mut curve = curve(0.0);
        curve.ramp(minute(3), 50.0, Span::ZERO);
        assert_eq!(curve.first_above(0.0, minute(5)), Some(minute(3)));
        curve.ramp(minute(6), 0.0, Span::ZERO);
        assert_eq!(curve.calm_from(0.0, minute(9)), Some(minute(6)));
        same(curve.integral(minute(9)) / 60_000.0, 150.0);
    }
}
