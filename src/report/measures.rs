//! When things came, how long they took and how much was hurt, measured up to the end of the
//! exercise or to where a running one stands.

use serde::Serialize;

use crate::{
    exercise::{ExerciseTime, State},
    scenario::{
        Ix, Scenario, Span,
        model::{Audience, Health, Moment, Service, Signal},
    },
};

/// How fast the exercise went: whole milliseconds, nothing where it never came.
///
/// All but the first count from the first impact, and are negative for what came before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Timings {
    /// On the exercise clock.
    pub first_impact_ms: Option<i64>,
    /// The first acknowledgement of any inject.
    pub acknowledged_ms: Option<i64>,
    /// The first declaration of an incident.
    pub declared_ms: Option<i64>,
    pub first_public_update_ms: Option<i64>,
    /// Since when impact has been down at a tenth of its peak.
    pub mitigated_ms: Option<i64>,
    /// Since when impact has been back at its start.
    pub resolved_ms: Option<i64>,
}

/// Measures how fast the exercise went.
pub fn timings(scenario: &Scenario, state: &State) -> Timings {
    let impact = first_impact(scenario, state);
    let after_impact = |at: Option<ExerciseTime>| Some(signed_ms(at?) - signed_ms(impact?));
    let scripted = state.injects.iter().map(|it| &it.acknowledged);
    let improvised = state.improvised.iter().map(|it| &it.acknowledged);
    let acknowledged = scripted.chain(improvised).flatten();
    let acknowledged = acknowledged.map(|(at, _)| *at).min();
    let public = Moment::Update(Some(Audience::Public));
    Timings {
        first_impact_ms: impact.map(signed_ms),
        acknowledged_ms: after_impact(acknowledged),
        declared_ms: after_impact(state.moment(Moment::Declared)),
        first_public_update_ms: after_impact(state.moment(public)),
        mitigated_ms: after_impact(mitigated(scenario, state)),
        resolved_ms: after_impact(resolved(scenario, state)),
    }
}

/// The first moment at which somebody or something was hurt.
///
/// That is when the impact signal first exceeds its start; without such a signal, when a service
/// first is not Up; and in a scenario with neither, T+0.
pub fn first_impact(scenario: &Scenario, state: &State) -> Option<ExerciseTime> {
    state.first_impact(scenario, state.measured_until())
}

/// The first moment from which impact stays at or below a tenth of its peak.
pub fn mitigated(scenario: &Scenario, state: &State) -> Option<ExerciseTime> {
    calm(scenario, state, |impact| {
        state.signals[impact].peak(state.measured_until()) / 10.0
    })
}

/// The first moment from which impact stays at or below its start.
pub fn resolved(scenario: &Scenario, state: &State) -> Option<ExerciseTime> {
    calm(scenario, state, |impact| scenario.signals[impact].start)
}

/// The users' share of bad time: one minute in which half of them are hurt is half a bad minute.
///
/// Exact over the ramps, and rounded to nine decimals, which floating point can vouch for; nothing
/// without an impact signal.
pub fn bad_minutes(scenario: &Scenario, state: &State) -> Option<f64> {
    let area = state.signals[scenario.impact?].integral(state.measured_until());
    let minutes = area / 100.0 / 60_000.0;
    // The sum turns a negative zero, which JSON would tell from zero, into the other one.
    Some((minutes * 1e9).round() / 1e9 + 0.0)
}

/// How a service came back, to be held against its objectives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recovery {
    /// All the time it was not Up.
    pub time_not_up: Span,
    /// All the data it lost, as time.
    pub data_loss: Span,
    /// It was away longer than could be tolerated.
    pub is_lost: bool,
}

/// Measures how a service came back.
pub fn recovery(scenario: &Scenario, state: &State, service: Ix<Service>) -> Recovery {
    let time_not_up = state.services[service].time_not_up(state.measured_until());
    Recovery {
        time_not_up,
        data_loss: state.services[service].lost,
        is_lost: scenario.services[service]
            .mtd
            .is_some_and(|mtd| time_not_up > mtd),
    }
}

/// The first moment after the first impact from which all is calm: impact at or below `bound`,
/// or without such a signal every service Up.
fn calm(
    scenario: &Scenario,
    state: &State,
    bound: impl Fn(Ix<Signal>) -> f64,
) -> Option<ExerciseTime> {
    let first_impact = first_impact(scenario, state)?;
    let calm = match scenario.impact {
        Some(impact) => state.signals[impact].calm_from(bound(impact), state.measured_until()),
        None => all_up_from(state),
    };
    calm.map(|at| at.max(first_impact))
}

/// When the last service that was not Up came back for good; never, where one did not.
fn all_up_from(state: &State) -> Option<ExerciseTime> {
    let mut last = None;
    for service in &state.services {
        let is_up = |(_, health): &(ExerciseTime, Health)| *health == Health::Up;
        if let Some(away) = service.changes.iter().rposition(|change| !is_up(change)) {
            // Up may be said twice; the first time counts.
            let (back, _) = service.changes.get(away + 1)?;
            last = last.max(Some(*back));
        }
    }
    last
}

fn signed_ms(at: ExerciseTime) -> i64 {
    i64::try_from(at.as_ms()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        exercise::Command,
        report::rig::{Rig, minutes, play},
    };

    /// Impact rises from 2m to 20 % at 7m, and falls from 10m to nothing at 14m.
    const WAVE: &str = r#"
        signals: [(id: "impact", name: "Users", start: 0, min: 0, max: 100, impact: true)],
        services: [(id: "shop", name: "Shop", rto: "10m", mtd: "8m")],
        injects: [
            (id: "break", when: At("2m"), channel: Page, title: "Break",
             effects: [Signal("impact", 20, "5m"), Service("shop", Down)]),
            (id: "mend", when: At("10m"), channel: Page, title: "Mend",
             effects: [Signal("impact", 0, "4m"), Service("shop", Up)]),
            (id: "again", when: Held, channel: Page, title: "Again",
             effects: [Nudge("impact", 10, "0s")]),
            (id: "end", when: Held, channel: Page, title: "End",
             effects: [Signal("impact", 0, "0s"), DataLoss("shop", "37s"), DataLoss("shop", "3s")]),
        ],
    "#;

    fn fire(rig: Rig, minute: u64, inject: &str) -> Rig {
        let inject = rig.scenario().injects.find(inject).unwrap();
        rig.ask(minute, Command::Fire(inject))
    }

    #[track_caller]
    fn check(rig: &Rig, [first, mitigated, resolved]: [Option<i64>; 3], bad: Option<f64>) {
        let timings = timings(rig.scenario(), rig.state());
        let measured = [
            timings.first_impact_ms,
            timings.mitigated_ms,
            timings.resolved_ms,
        ];
        assert_eq!(measured, [first, mitigated, resolved]);
        assert_eq!(bad_minutes(rig.scenario(), rig.state()), bad);
    }

    #[test]
    fn a_wave_is_measured_over_its_ramps() {
        let rig = play(WAVE).stop(20);
        // Above its start from the millisecond after 2m on. A tenth of 20 % is reached when 18 of
        // the 20 are gone, at 5 a minute: 3.6 minutes after 10m, which is 816 s; nothing is left
        // at 14m, which is 840 s. Both count from 120.001 s.
        // The area: 5m * 20 / 2 + 3m * 20 + 4m * 20 / 2 = 150 percent minutes.
        check(
            &rig,
            [Some(120_001), Some(695_999), Some(719_999)],
            Some(1.5),
        );
    }

    #[test]
    fn what_rises_again_was_not_mitigated_before() {
        let rig = fire(play(WAVE), 16, "again");
        let rig = fire(rig, 18, "end").stop(20);
        // 10 % from 16m to 18m is above a tenth of the peak: calm is at 1,080 s. Two minutes of
        // 10 % add a fifth of a bad minute.
        check(
            &rig,
            [Some(120_001), Some(959_999), Some(959_999)],
            Some(1.7),
        );
    }

    #[test]
    fn a_nudge_below_a_tenth_of_the_peak_undoes_the_resolution_alone() {
        let parts = WAVE.replace("Nudge(\"impact\", 10,", "Nudge(\"impact\", 1,");
        let rig = fire(play(&parts), 16, "again").stop(20);
        // 1 % from 16m to 20m: 4 percent minutes more than the 150.
        check(&rig, [Some(120_001), Some(695_999), None], Some(1.54));
    }

    #[test]
    fn a_running_exercise_is_measured_to_where_it_stands() {
        let rig = play(WAVE).observe(12, "Still bad");
        // Half way down: 50 + 60 + (20 + 10) / 2 * 2m = 140 percent minutes.
        check(&rig, [Some(120_001), None, None], Some(1.4));
    }

    #[test]
    fn without_impact_there_is_nothing_to_count_from() {
        let rig = play(WAVE).declare(1);
        check(&rig, [None, None, None], Some(0.0));
        assert_eq!(timings(rig.scenario(), rig.state()).declared_ms, None);
    }

    #[test]
    fn what_came_before_the_first_impact_is_negative() {
        let rig = play(WAVE).declare(1).acknowledge(4, "break").stop(20);
        let timings = timings(rig.scenario(), rig.state());
        // 60,000 - 120,001 and 240,000 - 120,001.
        assert_eq!(timings.declared_ms, Some(-60_001));
        assert_eq!(timings.acknowledged_ms, Some(119_999));
        assert_eq!(timings.first_public_update_ms, None);
    }

    #[test]
    fn what_was_taken_back_is_not_measured() {
        let rig = play(WAVE).declare(5).ask(6, Command::Undo).declare(7);
        let timings = timings(rig.scenario(), rig.state());
        // 420,000 - 120,001.
        assert_eq!(timings.declared_ms, Some(299_999));
    }

    #[test]
    fn only_public_updates_count_as_public() {
        let rig = play(WAVE)
            .post(3, Audience::Internal)
            .post(5, Audience::Public);
        let timings = timings(rig.scenario(), rig.state());
        // 300,000 - 120,001.
        assert_eq!(timings.first_public_update_ms, Some(179_999));
    }

    /// Two services without an impact signal: one is away from 2m to 6m, one from 5m to 9m.
    const OUTAGES: &str = r#"
        services: [(id: "a", name: "A"), (id: "b", name: "B")],
        injects: [
            (id: "one", when: At("1m"), channel: Page, title: "1", effects: [Service("a", Up)]),
            (id: "two", when: At("2m"), channel: Page, title: "2", effects: [Service("a", Degraded)]),
            (id: "five", when: At("5m"), channel: Page, title: "5", effects: [Service("b", Down)]),
            (id: "six", when: At("6m"), channel: Page, title: "6", effects: [Service("a", Up)]),
            (id: "nine", when: At("9m"), channel: Page, title: "9", effects: [Service("b", Up)]),
            (id: "ten", when: At("10m"), channel: Page, title: "10", effects: [Service("b", Up)]),
        ],
    "#;

    #[test]
    fn without_an_impact_signal_services_are_the_measure() {
        let rig = play(OUTAGES).stop(20);
        // From 2m on, and all up from 9m on: 7 minutes later.
        check(&rig, [Some(120_000), Some(420_000), Some(420_000)], None);
        check(&play(OUTAGES).stop(8), [Some(120_000), None, None], None);
    }

    #[test]
    fn without_services_all_counts_from_the_start() {
        let rig = play("").declare(3).stop(20);
        check(&rig, [Some(0), None, None], None);
        let timings = timings(rig.scenario(), rig.state());
        assert_eq!(timings.declared_ms, Some(180_000));
    }

    #[test]
    fn a_service_is_lost_once_it_is_away_longer_than_can_be_tolerated() {
        let rig = fire(play(WAVE), 15, "end").stop(20);
        let shop = rig.scenario().services.find("shop").unwrap();
        let measured = recovery(rig.scenario(), rig.state(), shop);
        // Down from 2m to 10m: eight minutes, which is just tolerable.
        assert_eq!(measured.time_not_up, Span::from_minutes(8));
        assert_eq!(measured.data_loss, Span::from_ms(40_000));
        assert!(!measured.is_lost);

        let parts = WAVE.replace(r#"mtd: "8m""#, r#"mtd: "7m59s""#);
        let rig = play(&parts).stop(20);
        assert!(recovery(rig.scenario(), rig.state(), shop).is_lost);
    }

    #[test]
    fn a_service_that_stays_away_is_away_to_the_end() {
        let rig = play(WAVE).stop(9);
        let shop = rig.scenario().services.find("shop").unwrap();
        let measured = recovery(rig.scenario(), rig.state(), shop);
        assert_eq!(measured.time_not_up, Span::from_minutes(7));
        assert_eq!(rig.state().measured_until(), minutes(9));
    }
}
