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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exercise::rig::{Rig, minutes};

    /// The load rises from 0 at 1m by 1 a second to 60 at 2m, and falls at 5m at once to 10.
    fn check(condition: &str, from_s: u64, first_ms: Option<u64>) {
        let rig = Rig::of(&format!(
            r#"signals: [(id: "load", name: "L", max: 100), (id: "still", name: "S", start: 5)],
            services: [(id: "shop", name: "Shop")],
            phases: [(id: "asks", title: "P", when: Held, only_if: {condition})],
            injects: [
                (id: "ramp", when: At("1m"), channel: Chat, title: "R", effects: [Signal("load", 60, "60s"), Set("flag")]),
                (id: "never", when: Held, channel: Chat, title: "N"),
            ]"#
        ))
        .until(minutes(1));
        let condition = rig
            .scenario
            .phases
            .iter()
            .next()
            .unwrap()
            .guard
            .only_if
            .clone()
            .unwrap();
        let from = ExerciseTime::from_ms(from_s * 1000);
        let first = rig.state().first_hold(&condition, from);
        assert_eq!(
            first.map(ExerciseTime::as_ms),
            first_ms,
            "{condition:?} from {from}"
        );
    }

    #[test]
    fn only_time_turns_a_condition_between_two_events() {
        check(r#"Elapsed("3m")"#, 60, Some(180_000));
        check(r#"Elapsed("3m")"#, 180, None);
        check(r#"Above("load", 20)"#, 60, Some(80_001));
        check(r#"Above("load", 60)"#, 60, None);
        check(r#"Below("load", 20)"#, 60, None);
        check(r#"Not(Below("load", 20))"#, 60, Some(80_000));
        check(r#"Above("still", 4)"#, 60, None);
        for turns_never in [
            r#"Happened("never")"#,
            r#"Flag("flag")"#,
            r#"Is("shop", Down)"#,
        ] {
            check(turns_never, 60, None);
        }
    }

    #[test]
    fn parts_turn_a_whole_when_they_meet() {
        check(
            r#"All([Above("load", 20), Elapsed("70s")])"#,
            60,
            Some(80_001),
        );
        check(
            r#"All([Above("load", 20), Below("load", 30)])"#,
            60,
            Some(80_001),
        );
        check(
            r#"All([Above("load", 20), Elapsed("85s"), Below("load", 30)])"#,
            60,
            Some(85_000),
        );
        check(r#"All([Above("load", 40), Below("load", 30)])"#, 60, None);
        check(
            r#"Any([Above("load", 20), Elapsed("70s")])"#,
            60,
            Some(70_000),
        );
        check(r#"All([Above("load", 20), Happened("never")])"#, 60, None);
        check(
            r#"All([Above("load", 20), Not(Happened("never"))])"#,
            60,
            Some(80_001),
        );
        check(
            r#"Not(Any([Elapsed("90s"), Below("load", 10)]))"#,
            60,
            Some(70_000),
        );
    }

    #[test]
    fn a_guard_asks_for_both_of_its_conditions() {
        for (guard, passes) in [
            ("", true),
            (r#"only_if: Elapsed("1m")"#, true),
            (r#"only_if: Elapsed("2m")"#, false),
            (r#"unless: Elapsed("1m")"#, false),
            (r#"unless: Elapsed("2m")"#, true),
            (r#"only_if: Elapsed("1m"), unless: Elapsed("30s")"#, false),
            (r#"only_if: Elapsed("1m"), unless: Elapsed("2m")"#, true),
        ] {
            let rig = Rig::of(&format!(
                r#"phases: [(id: "phase", title: "P", when: Held, {guard})]"#
            ));
            let guard = &rig.scenario.phases.iter().next().unwrap().guard;
            assert_eq!(
                rig.state().lets_through(guard, minutes(1)),
                passes,
                "{guard:?}"
            );
        }
    }
}
