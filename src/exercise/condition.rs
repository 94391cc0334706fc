//! Whether a condition holds, and from when on it will if nothing but time acts.

use super::{curve::Side, state::State, time::ExerciseTime};
use crate::scenario::model::{Condition, Guard};

impl State {
    /// Whether `condition` holds at `at`, as far as is known now.
    pub fn holds(&self, condition: &Condition, at: ExerciseTime) -> bool {
        match condition {
            Condition::Happened(moment) => self.moment(*moment).is_some(),
            Condition::Is(service, health) => self.services[*service].health() == *health,
            Condition::Above(signal, bound) => {
                Side::Above.holds(self.signals[*signal].value(at), *bound)
            }
            Condition::Below(signal, bound) => {
                Side::Below.holds(self.signals[*signal].value(at), *bound)
            }
            Condition::Elapsed(span) => at >= ExerciseTime::from(*span),
            Condition::Flag(flag) => self.flags[*flag],
            Condition::All(parts) => parts.iter().all(|part| self.holds(part, at)),
            Condition::Any(parts) => parts.iter().any(|part| self.holds(part, at)),
            Condition::Not(part) => !self.holds(part, at),
        }
    }

    /// Whether a guard lets something through at `at`.
    pub fn lets_through(&self, guard: &Guard, at: ExerciseTime) -> bool {
        guard
            .only_if
            .as_ref()
            .is_none_or(|condition| self.holds(condition, at))
            && !guard
                .unless
                .as_ref()
                .is_some_and(|condition| self.holds(condition, at))
    }

    /// The first instant after `from` at which `condition` holds, if only time acts.
    ///
    /// Between two events a condition can only change where the clock passes an `Elapsed` or a
    /// curve crosses a bound, and there are few such instants; so they are tried in order.
    pub fn first_hold(&self, condition: &Condition, from: ExerciseTime) -> Option<ExerciseTime> {
        let mut turns = Vec::new();
        self.collect_turns(condition, from, &mut turns);
        turns.sort_unstable();
        turns.into_iter().find(|at| self.holds(condition, *at))
    }

    /// Adds the instants after `from` at which a part of `condition` turns.
    fn collect_turns(
        &self,
        condition: &Condition,
        from: ExerciseTime,
        turns: &mut Vec<ExerciseTime>,
    ) {
        match condition {
            Condition::Happened(_) | Condition::Is(..) | Condition::Flag(_) => {}
            Condition::Above(signal, bound) => {
                turns.extend(self.signals[*signal].flips(Side::Above, *bound, from));
            }
            Condition::Below(signal, bound) => {
                turns.extend(self.signals[*signal].flips(Side::Below, *bound, from));
            }
            Condition::Elapsed(span) => {
                turns.extend(Some(ExerciseTime::from(*span)).filter(|at| *at > from));
            }
            Condition::All(parts) | Condition::Any(parts) => {
                for part in parts {
                    self.collect_turns(part, from, turns);
                }
            }
            Condition::Not(part) => self.collect_turns(part, from, turns),
        }
    }
}
