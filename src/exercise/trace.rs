//! A signal as the eye sees it: with its wobble, at instants that stay where they are while time
//! passes. Nothing is measured by it.

use super::{State, chance::draw, time::ExerciseTime};
use crate::scenario::{Ix, Scenario, Span, model::Signal};

/// A curve from T+0 on, sampled.
#[derive(Debug, Clone, PartialEq)]
pub struct Trace {
    /// How far apart the samples are: so much, or that doubled some times.
    pub step: Span,
    /// With the wobble, from T+0 on.
    pub values: Vec<f64>,
}

/// How far apart samples are at least.
const SHORTEST_MS: u64 = 5000;

impl Trace {
    /// How far apart the samples are of a trace up to `until` with room for `n_most`.
    pub fn step(until: ExerciseTime, n_most: usize) -> Span {
        Span::from_ms(step_ms(until.as_ms(), n_most))
    }

    /// The samples that a trace with room for `n_most` would have.
    pub fn thinned(&self, n_most: usize) -> Vec<f64> {
        let last = self.values.len().saturating_sub(1);
        let mut nth = 1;
        while last / nth >= n_most.max(2) {
            nth *= 2;
        }
        self.values.iter().copied().step_by(nth).collect()
    }
}

impl Signal {
    /// What a curve's room spans, from bottom to top: all of `values`, its start and its alarm; and
    /// so much that a wobble stays a wobble.
    pub fn room_of(&self, values: impl Iterator<Item = f64>) -> (f64, f64) {
        let alarm = self.alarm.unwrap_or(self.start);
        let (low, high) = values
            .chain([self.start, alarm])
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
                (low.min(value), high.max(value))
            });
        let whole = match (self.min, self.max) {
            (Some(min), Some(max)) => max - min,
            _ => self.start.abs(),
        };
        let least = (whole / 10.0).max(self.noise * 6.0);
        (low, high.max(low + least))
    }
}

impl State {
    /// A signal from T+0 up to `until`, in at most `n_most` samples.
    pub fn trace(
        &self,
        scenario: &Scenario,
        signal: Ix<Signal>,
        until: ExerciseTime,
        n_most: usize,
    ) -> Trace {
        let step_ms = step_ms(until.as_ms(), n_most);
        let values = (0..=until.as_ms() / step_ms)
            .map(|n| ExerciseTime::from_ms(n * step_ms))
            .map(|at| self.wobbling(scenario, signal, at, at))
            .collect();
        Trace {
            step: Span::from_ms(step_ms),
            values,
        }
    }

    /// What a dashboard shows of a signal at `at`: its value with a wobble that keeps for a while.
    pub fn shown(&self, scenario: &Scenario, signal: Ix<Signal>, at: ExerciseTime) -> f64 {
        let sampled = ExerciseTime::from_ms(at.as_ms() / SHORTEST_MS * SHORTEST_MS);
        self.wobbling(scenario, signal, at, sampled)
    }

    /// The value at `at`, with the wobble of the instant `sampled`.
    fn wobbling(
        &self,
        scenario: &Scenario,
        signal: Ix<Signal>,
        at: ExerciseTime,
        sampled: ExerciseTime,
    ) -> f64 {
        let Signal {
            noise, min, max, ..
        } = scenario.signals[signal];
        let luck = draw(self.seed, &[signal.position() as u64, sampled.as_ms()]) * 2.0 - 1.0;
        (self.signals[signal].value(at) + luck * noise)
            .min(max.unwrap_or(f64::INFINITY))
            .max(min.unwrap_or(f64::NEG_INFINITY))
    }
}

/// How far apart `n_most` instants are that reach up to now; it doubles when the room is full.
fn step_ms(now_ms: u64, n_most: usize) -> u64 {
    let n_most = u64::try_from(n_most).unwrap_or(u64::MAX).max(2);
    let mut step_ms = SHORTEST_MS;
    while now_ms / step_ms >= n_most {
        step_ms *= 2;
    }
    step_ms
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exercise::rig::Rig;

    fn rig() -> Rig {
        Rig::of(r#"signals: [(id: "s", name: "S", start: 10, noise: 2, min: 9, max: 90)]"#)
    }

    #[test]
    fn a_trace_that_is_thinned_is_the_one_that_less_room_gives() {
        let rig = rig();
        let signal = Ix::new(0);
        for minutes in [0, 1, 7, 20, 21, 22, 59] {
            let until = ExerciseTime::from_ms(minutes * 60_000 + 1);
            let of = |n| rig.state().trace(&rig.scenario, signal, until, n);
            for n_most in [2, 3, 10, 37, 150, 256] {
                assert_eq!(
                    of(256).thinned(n_most),
                    of(n_most).values,
                    "{minutes} {n_most}"
                );
            }
        }
    }

    #[test]
    fn a_wobble_stays_within_its_noise_and_its_bounds() {
        let rig = rig();
        let until = ExerciseTime::from_ms(3_600_000);
        let values = rig
            .state()
            .trace(&rig.scenario, Ix::new(0), until, 1000)
            .values;
        assert!(values.iter().all(|value| (9.0..=12.0).contains(value)));
        assert!(values.iter().any(|value| *value < 10.0));
        assert!(values.iter().any(|value| *value > 11.0));
    }

    #[test]
    fn what_is_shown_keeps_still_between_samples() {
        let rig = rig();
        let shown = |ms| {
            let at = ExerciseTime::from_ms(ms);
            rig.state().shown(&rig.scenario, Ix::new(0), at).to_bits()
        };
        assert_eq!(shown(5000), shown(9999));
        assert_ne!(shown(5000), shown(10_000));
    }
}
