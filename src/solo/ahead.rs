//! When the next thing comes that somebody who plays alone can see, so that nobody has to sit out a
//! silence; what only evaluators see is passed over.

use crate::{
    exercise::{Event, ExerciseTime, State},
    scenario::Scenario,
};

/// The next moment at which something comes to be seen, if anything still does.
pub fn ahead(scenario: &Scenario, state: &State, now: ExerciseTime) -> Option<ExerciseTime> {
    let mut state = state.clone();
    let mut now = now;
    // An exercise has a length, so this comes to its end.
    while state.ended.is_none() {
        now = state.next_due(scenario, now)?.max(now);
        let mut happened = Vec::new();
        state.act(scenario, now, &mut happened);
        if happened.is_empty() {
            return None;
        }
        if happened.iter().any(|timed| is_seen(&timed.event)) {
            return Some(now);
        }
    }
    None
}

/// Whether the screen of whoever plays alone looks different for it.
fn is_seen(event: &Event) -> bool {
    matches!(
        event,
        Event::InjectDelivered { .. }
            | Event::DecisionOpened { .. }
            | Event::DecisionExpired { .. }
            | Event::OutcomeLanded { .. }
            | Event::PhaseBegun { .. }
            | Event::Ended { .. }
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exercise::rig::{Rig, minutes};

    #[test]
    fn what_only_evaluators_see_is_passed_over() {
        let rig = Rig::of(
            r#"tasks: [(id: "t", text: "T", when: At("2m"), limit: "3m")],
               injects: [(id: "i", when: At("9m"), channel: Chat, title: "I")]"#,
        )
        .until(minutes(1));
        let next = |at| ahead(&rig.scenario, rig.state(), at);
        // A task begins at 2:00 and is missed at 5:00.
        assert_eq!(next(minutes(1)), Some(minutes(9)));
    }

    #[test]
    fn the_end_is_seen_and_nothing_comes_after_it() {
        let rig = Rig::of("").until(minutes(1));
        assert_eq!(
            ahead(&rig.scenario, rig.state(), minutes(1)),
            Some(minutes(60))
        );
        let rig = rig.until(minutes(60));
        assert_eq!(ahead(&rig.scenario, rig.state(), minutes(60)), None);
    }
}
