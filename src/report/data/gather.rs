//! Gathers the report's data from an exercise.

use chrono::{DateTime, SecondsFormat, Utc};

use super::shape::{
    ActionData, AnswerData, Data, EndingData, FORMAT, JournalData, ObservationData, ObserverData,
    ScenarioData, UpdateData,
};
use crate::{
    exercise::{
        Event, Exercise, ExerciseTime, State,
        event::{Person, Started},
    },
    journal::{Journal, Observers, Seen},
    report::{measures, spoken},
    scenario::Scenario,
};

/// Gathers the report's data: of the exercise up to its end, or to where a running one stands, with
/// what observers wrote beside it.
pub fn data(journal: &Journal, observers: &Observers) -> Data {
    let exercise = &journal.exercise;
    let started = exercise.started().expect("a journal begins with `started`");
    let gather = Gather {
        exercise,
        scenario: exercise.scenario(),
        state: exercise.state(),
        seen: observers.seen(),
    };
    let (scenario, state) = (gather.scenario, gather.state);
    Data {
        format: FORMAT,
        exercise: started.exercise.clone(),
        scenario: gather.scenario_data(started),
        program: started.program.clone(),
        mode: started.mode,
        practice: started.practice,
        started_at: rfc3339(exercise.records()[0].ts),
        ended_at: gather.ended_at(),
        elapsed_ms: state.measured_until().as_ms(),
        people: gather.people(started),
        ending: gather.ending(),
        timings: measures::timings(scenario, state),
        bad_minutes: measures::bad_minutes(scenario, state),
        services: gather.services(),
        phases: gather.phases(),
        injects: gather.injects(),
        decisions: gather.decisions(),
        tasks: gather.tasks(),
        objectives: gather.objectives(),
        claims: gather.claims(),
        updates: gather.updates(),
        observations: gather.observations(),
        answers: gather.answers(),
        actions: gather.actions(),
        journal: JournalData {
            events: exercise.records().len(),
            rewound: exercise
                .records()
                .iter()
                .filter(|record| matches!(record.event, Event::Rewound { .. }))
                .count(),
            chain: journal.chain.as_str().to_owned(),
        },
        observers: observers_data(observers),
    }
}

/// Every file, in the order of their names.
fn observers_data(observers: &Observers) -> Vec<ObserverData> {
    let read = observers.read.iter().map(|observer| ObserverData {
        file: observer.file.clone(),
        name: Some(observer.name.clone()),
        events: Some(observer.journal.exercise.records().len()),
        chain: Some(observer.journal.chain.as_str().to_owned()),
        left_out: None,
    });
    let left_out = observers.left_out.iter().map(|file| ObserverData {
        file: file.file.clone(),
        name: None,
        events: None,
        chain: None,
        left_out: Some(file.why.clone()),
    });
    let mut files: Vec<_> = read.chain(left_out).collect();
    files.sort_by(|a, b| a.file.cmp(&b.file));
    files
}

/// What the data is gathered from; see `parts` for the parts of the scenario.
pub(super) struct Gather<'a> {
    pub(super) exercise: &'a Exercise,
    pub(super) scenario: &'a Scenario,
    pub(super) state: &'a State,
    /// What observers saw, in the order of the exercise clock.
    pub(super) seen: Vec<Seen>,
}

impl Gather<'_> {
    fn scenario_data(&self, started: &Started) -> ScenarioData {
        ScenarioData {
            id: self.scenario.id.clone(),
            title: self.scenario.title.clone(),
            sha256: started.scenario.sha256.clone(),
            tags: self.scenario.tags.clone(),
            marking: self.scenario.marking.clone(),
        }
    }

    fn ended_at(&self) -> Option<String> {
        let standing = self.exercise.standing();
        let ended = standing
            .iter()
            .rev()
            .find(|record| matches!(record.event, Event::Ended { .. }))?;
        Some(rfc3339(ended.ts))
    }

    /// Who was there at the start, and who took a role later.
    fn people(&self, started: &Started) -> Vec<Person> {
        let mut people = started.people.clone();
        for record in self.exercise.standing() {
            let Event::RoleAssigned { role, person } = &record.event else {
                continue;
            };
            let person = Person {
                name: person.clone(),
                role: Some(self.scenario.roles[*role].id.clone()),
            };
            if !people.contains(&person) {
                people.push(person);
            }
        }
        people
    }

    fn ending(&self) -> Option<EndingData> {
        let ended = self.state.ended.as_ref()?;
        let row = ended.ending.map(|ending| &self.scenario.endings[ending]);
        Some(EndingData {
            id: row.map(|row| row.id.clone()),
            title: row.map(|row| row.title.clone()),
            outcome: row.map(|row| spoken::outcome(row.outcome)),
            why: ended.why,
        })
    }

    fn updates(&self) -> Vec<UpdateData> {
        let updates = self.state.updates.iter();
        updates
            .map(|update| UpdateData {
                posted_ms: update.at.as_ms(),
                audience: update.audience,
                state: update.state,
                text: update.text.clone(),
                who: update.who.to_string(),
                next_ms: update.next.map(ExerciseTime::as_ms),
            })
            .collect()
    }

    fn observations(&self) -> Vec<ObservationData> {
        let recorded = self.state.observations.iter();
        let recorded = recorded.map(|observation| ObservationData {
            observed_ms: observation.at.as_ms(),
            kind: observation.kind,
            text: observation.text.clone(),
            about: observation.about.clone(),
            who: observation.who.to_string(),
        });
        let mut observations: Vec<_> = recorded.chain(self.seen.iter().filter_map(seen)).collect();
        observations.sort_by_key(|observation| observation.observed_ms);
        observations
    }

    fn answers(&self) -> Vec<AnswerData> {
        let answers = self.state.answers.iter();
        answers
            .map(|answer| AnswerData {
                question: answer.question.clone(),
                text: answer.text.clone(),
            })
            .collect()
    }

    fn actions(&self) -> Vec<ActionData> {
        let actions = self.state.actions.iter();
        actions
            .map(|action| ActionData {
                action: action.action.clone(),
                text: action.text.clone(),
                kind: action.kind,
                owner: action.owner.clone(),
                due: action.due.clone(),
                state: action.state,
            })
            .collect()
    }
}

/// An observer's observation, if it is one.
fn seen(seen: &Seen) -> Option<ObservationData> {
    let Event::Observed {
        kind, text, about, ..
    } = &seen.record.event
    else {
        return None;
    };
    Some(ObservationData {
        observed_ms: seen.record.clock.as_ms(),
        kind: *kind,
        text: text.clone(),
        about: about.clone(),
        who: seen.who.clone(),
    })
}

fn rfc3339(ts: DateTime<Utc>) -> String {
    ts.to_rfc3339_opts(SecondsFormat::Millis, true)
}

#[cfg(test)]
mod tests {
    use super::data;
    use crate::{
        exercise::{Command, event::EndReason},
        report::rig::{cdn, cdn_observers, play},
    };

    #[test]
    fn a_running_exercise_has_no_end() {
        let data = play("").observe(12, "on").data();
        assert_eq!((data.ended_at, data.ending), (None, None));
        assert_eq!(data.elapsed_ms, 720_000);
        assert_eq!(data.started_at, "2026-03-03T14:00:00.000Z");
    }

    #[test]
    fn what_observers_wrote_is_in_its_place_with_who_saw_it() {
        let data = data(&cdn().journal(), &cdn_observers());
        let observed: Vec<_> = data
            .observations
            .iter()
            .map(|it| (it.observed_ms / 60_000, &*it.who))
            .collect();
        assert_eq!(observed, [(4, "Max"), (5, "Ana"), (10, "Eva")]);
        let seen = &data.tasks[1].seen_done;
        assert_eq!(
            (seen.len(), seen[0].seen_ms, &*seen[0].who),
            (1, 420_000, "Eva")
        );
        assert!(data.tasks[0].seen_done.is_empty());
        let files: Vec<_> = data
            .observers
            .iter()
            .map(|it| (&*it.file, it.name.as_deref(), it.events))
            .collect();
        assert_eq!(
            files,
            [
                ("eva.jsonl", Some("Eva"), Some(4)),
                ("lost.jsonl", None, None),
                ("max.jsonl", Some("Max"), Some(2)),
            ]
        );
    }

    #[test]
    fn an_exercise_that_was_stopped_has_an_end_and_no_ending() {
        let data = play("").stop_for_real(7).data();
        assert_eq!(data.ended_at.as_deref(), Some("2026-03-03T14:07:00.000Z"));
        let ending = data.ending.unwrap();
        assert_eq!((ending.id, ending.outcome), (None, None));
        assert_eq!(ending.why, EndReason::RealIncident);
    }

    #[test]
    fn an_end_that_was_taken_back_does_not_count() {
        let data = play("").stop(7).ask(8, Command::Undo).stop(9).data();
        assert_eq!(data.elapsed_ms, 540_000);
        assert_eq!(data.ended_at.as_deref(), Some("2026-03-03T14:09:00.000Z"));
        assert_eq!(data.journal.rewound, 1);
    }

    #[test]
    fn whoever_took_a_role_later_is_among_the_people() {
        let data = cdn().data();
        let people: Vec<_> = data
            .people
            .iter()
            .map(|person| (person.name.as_str(), person.role.as_deref()))
            .collect();
        assert_eq!(people, [("Ana", Some("ic")), ("Bo", Some("comms"))]);
    }

    #[test]
    fn figures_of_a_whole_exercise_add_up() {
        let data = cdn().data();
        // Impact rises to 20 % from 2m to 7m, stays to 14m and falls by 5 a minute; the exercise
        // ends in the first millisecond below 1 %, 3.8 minutes later.
        assert_eq!(data.elapsed_ms, 17 * 60_000 + 48_000 + 1);
        // 5 * 20 / 2 + 7 * 20 + 3.8 * (20 + 1) / 2 = 229.9 percent minutes, and 1 percent for the last
        // millisecond: 2.299 + 0.01 / 60,000.
        assert_eq!(data.bad_minutes, Some(2.299_000_167));
        let timings = data.timings;
        assert_eq!(timings.first_impact_ms, Some(120_001));
        // A tenth of the peak is 2 %: 3.6 minutes after 14m, which is 1,056 s.
        assert_eq!(timings.mitigated_ms, Some(1_056_000 - 120_001));
        assert_eq!(timings.resolved_ms, None);
    }
}
