//! What could be chosen and what was known when each decision was made: a choice is judged by
//! what those who made it had before them, not by what came out later.

use crate::{
    exercise::{Event, Exercise, ExerciseTime, State},
    scenario::{
        Column, Ix, Scenario,
        model::{Choice, Decision, Truth},
    },
};

/// What a decision was made under.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Circumstances {
    /// The options that were to be had, in the order of the file.
    pub options: Vec<Ix<Choice>>,
    /// What had arrived, the oldest first.
    pub known: Vec<Arrived>,
}

/// An inject that had arrived.
#[derive(Debug, Clone, PartialEq)]
pub struct Arrived {
    pub at: ExerciseTime,
    pub title: String,
    /// How far it could be believed; [`Truth::True`] for an improvised one.
    pub truth: Truth,
}

/// Answers what each decision was made or expired under, and where that has not come, how it is
/// where the exercise stands.
pub fn circumstances(exercise: &Exercise) -> Column<Decision, Circumstances> {
    let scenario = exercise.scenario();
    let mut all = Column::beside(&scenario.decisions, Circumstances::default());
    let now = exercise.state();
    for decision in scenario.decisions.indices() {
        all[decision] = look(scenario, now, decision, now.measured_until());
    }
    let mut state = State::new(scenario);
    for record in exercise.standing() {
        if let Event::DecisionMade { decision, .. } | Event::DecisionExpired { decision, .. } =
            &record.event
        {
            all[*decision] = look(scenario, &state, *decision, record.clock);
        }
        state.apply(scenario, record.clock, &record.event);
    }
    all
}

fn look(
    scenario: &Scenario,
    state: &State,
    decision: Ix<Decision>,
    at: ExerciseTime,
) -> Circumstances {
    let options = state.available(scenario, decision, at);
    Circumstances {
        options: options.map(|(choice, _)| choice).collect(),
        known: known(scenario, state),
    }
}

fn known(scenario: &Scenario, state: &State) -> Vec<Arrived> {
    let scripted = state.injects.entries().filter_map(|(inject, it)| {
        let (at, _) = it.delivered.as_ref()?;
        let row = &scenario.injects[inject];
        Some(Arrived {
            at: *at,
            title: row.title.clone(),
            truth: row.truth,
        })
    });
    let improvised = state.improvised.iter().map(|inject| Arrived {
        at: inject.at,
        title: inject.title.clone(),
        truth: Truth::True,
    });
    let mut known: Vec<_> = scripted.chain(improvised).collect();
    known.sort_by_key(|arrived| arrived.at);
    known
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::rig::{Rig, play};

    /// `third` can be chosen from 5m to 10m.
    const PARTS: &str = r#"
        injects: [
            (id: "late", when: At("7m"), channel: Chat, title: "Late", truth: Late),
            (id: "open", when: At("5m"), channel: Chat, title: "Open", effects: [Set("third")]),
            (id: "shut", when: At("10m"), channel: Chat, title: "Shut", effects: [Clear("third")]),
        ],
        decisions: [(
            id: "way", when: At("1m"), limit: "20m", silence: "first", prompt: "Which way?",
            options: [
                (id: "first", label: "First"),
                (id: "third", label: "Third", only_if: Flag("third")),
            ],
        )],
    "#;

    #[track_caller]
    fn check(rig: &Rig, options: &[&str], known: &[&str]) {
        let way = rig.decision("way");
        let under = &circumstances(&rig.exercise)[way];
        let rows = &rig.scenario().decisions[way].options;
        let had: Vec<_> = under.options.iter().map(|it| &rows[*it].id).collect();
        assert_eq!(had, options);
        let titles: Vec<_> = under.known.iter().map(|it| &it.title).collect();
        assert_eq!(titles, known);
    }

    #[test]
    fn a_choice_is_told_with_what_was_there_when_it_was_made() {
        let rig = play(PARTS).choose(8, "way", "first").stop(15);
        check(&rig, &["first", "third"], &["Open", "Late"]);
        let rig = play(PARTS).choose(3, "way", "first").stop(15);
        check(&rig, &["first"], &[]);
    }

    #[test]
    fn silence_is_told_with_what_was_there_when_the_limit_passed() {
        check(&play(PARTS).stop(30), &["first"], &["Open", "Late", "Shut"]);
    }

    #[test]
    fn an_open_decision_is_told_as_it_stands() {
        let rig = play(PARTS).observe(6, "on");
        check(&rig, &["first", "third"], &["Open"]);
    }
}
