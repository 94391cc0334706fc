//! What a replay stops at: what happened, a line each, and the decisions, each to be answered
//! before the team's answer shows.

use super::timeline::{self, Entry, mark};
use crate::{
    exercise::{
        Event, Exercise, ExerciseTime, Recording,
        event::{Answer, Confidence, Grounds},
    },
    scenario::{
        Ix, Scenario,
        model::{Choice, Decision, Verdict},
    },
};

/// What there is to stop at in a recording.
#[derive(Debug, Clone, PartialEq)]
pub struct Story {
    /// In the order in which they happened.
    pub stops: Vec<Stop>,
    /// The decisions that were made, in that order.
    pub decisions: Vec<Decided>,
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq)]
pub struct Stop {
    /// How many records there are with it.
    pub n: usize,
    pub kind: Kind,
    pub entry: Entry,
}

/// What a timeline tells apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Inject,
    Question,
    Decision,
    Observation,
    Update,
    Declared,
    Phase,
    Ending,
    Other,
}

/// A decision, and how it came out.
#[derive(Debug, Clone, PartialEq)]
pub struct Decided {
    pub decision: Ix<Decision>,
    /// How many records there are before the answer.
    pub n_before: usize,
    pub at: ExerciseTime,
    /// When it was asked.
    pub opened: Option<ExerciseTime>,
    pub answer: Answer,
    /// Nobody, where the silence amounted to it.
    pub who: Option<String>,
    pub rationale: Option<String>,
    pub confidence: Option<Confidence>,
    pub dissent: Vec<String>,
}

impl Decided {
    /// The option that was chosen, unless it was answered in other words.
    pub fn choice(&self) -> Option<Ix<Choice>> {
        match self.answer {
            Answer::Option(choice) => Some(choice),
            Answer::Other(_) => None,
        }
    }
}

impl Story {
    pub fn of(exercise: &Exercise, recording: &Recording) -> Self {
        let mut stops = Vec::new();
        let mut decisions = Vec::new();
        let mut opened = Vec::new();
        for (n, record) in recording.records().iter().enumerate() {
            if let Some(entry) = timeline::entry(exercise, record) {
                let (n, kind) = (n + 1, Kind::of(entry.mark));
                stops.push(Stop { n, kind, entry });
            }
            match &record.event {
                Event::DecisionOpened { decision } => opened.push((*decision, record.clock)),
                Event::DecisionMade {
                    decision,
                    answer,
                    who,
                    grounds,
                } => {
                    let who = Some(who.to_string());
                    decisions.push(decided(n, *decision, answer.clone(), who, grounds.clone()));
                }
                Event::DecisionExpired {
                    decision,
                    option: Some(option),
                } => {
                    let answer = Answer::Option(*option);
                    decisions.push(decided(n, *decision, answer, None, Grounds::default()));
                }
                _ => {}
            }
        }
        for decided in &mut decisions {
            let asked = opened.iter().find(|(it, _)| *it == decided.decision);
            decided.opened = asked.map(|(_, at)| *at);
            decided.at = recording.records()[decided.n_before].clock;
        }
        Self { stops, decisions }
    }

    /// What happened last once `n` records have.
    pub fn last(&self, n: usize) -> Option<&Stop> {
        let n_stops = self.stops.partition_point(|stop| stop.n <= n);
        self.stops[..n_stops].last()
    }

    /// What happens next once `n` records have.
    pub fn next(&self, n: usize) -> Option<&Stop> {
        let n_stops = self.stops.partition_point(|stop| stop.n <= n);
        self.stops.get(n_stops)
    }

    /// What happened before the last thing once `n` records have.
    pub fn before(&self, n: usize) -> Option<&Stop> {
        let n_stops = self.stops.partition_point(|stop| stop.n < n);
        self.stops[..n_stops].last()
    }
}

fn decided(
    n_before: usize,
    decision: Ix<Decision>,
    answer: Answer,
    who: Option<String>,
    grounds: Grounds,
) -> Decided {
    Decided {
        decision,
        n_before,
        at: ExerciseTime::START,
        opened: None,
        answer,
        who,
        rationale: grounds.rationale.filter(|it| !it.trim().is_empty()),
        confidence: grounds.confidence,
        dissent: grounds.dissent,
    }
}

impl Kind {
    fn of(mark: &str) -> Self {
        match mark {
            mark::INJECT => Self::Inject,
            mark::QUESTION => Self::Question,
            mark::DECISION | mark::EXPIRED => Self::Decision,
            mark::STRENGTH | mark::IMPROVEMENT | mark::NOTE => Self::Observation,
            mark::UPDATE => Self::Update,
            mark::DECLARED => Self::Declared,
            mark::PHASE => Self::Phase,
            mark::END => Self::Ending,
            _ => Self::Other,
        }
    }
}

/// How a viewer's answers compare with the team's: of choices, and of nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// How many the viewer answered.
    pub n_answered: usize,
    /// Of these, how many as the team did.
    pub n_same: usize,
    /// What the author holds of the viewer's choices.
    pub yours: Verdicts,
    /// What the author holds of the team's, on the same questions.
    pub teams: Verdicts,
}

/// How many of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Verdicts {
    pub good: usize,
    pub fair: usize,
    pub poor: usize,
    /// Choices of which the author holds nothing, and answers in other words.
    pub none: usize,
}

impl Verdicts {
    fn count(&mut self, verdict: Option<Verdict>) {
        *match verdict {
            Some(Verdict::Good) => &mut self.good,
            Some(Verdict::Fair) => &mut self.fair,
            Some(Verdict::Poor) => &mut self.poor,
            None => &mut self.none,
        } += 1;
    }
}

/// Compares the viewer's answers, a decision each, with the team's.
pub fn tally<'a>(
    scenario: &Scenario,
    answers: impl Iterator<Item = (&'a Decided, Ix<Choice>)>,
) -> Tally {
    let mut tally = Tally::default();
    for (decided, yours) in answers {
        let options = &scenario.decisions[decided.decision].options;
        let teams = decided.choice();
        tally.n_answered += 1;
        tally.n_same += usize::from(teams == Some(yours));
        tally.yours.count(options[yours].verdict);
        let teams = teams.and_then(|choice| options[choice].verdict);
        tally.teams.count(teams);
    }
    tally
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::report::rig::{Rig, cdn, minutes, play};

    fn story(rig: &Rig) -> (Story, Recording) {
        let recording = Recording::of(&rig.exercise, Vec::new());
        (Story::of(&rig.exercise, &recording), recording)
    }

    #[test]
    fn going_from_one_to_the_next_meets_each_once_and_back_as_well() {
        let (story, recording) = story(&cdn());
        let mut on = Vec::new();
        let mut n = 0;
        while let Some(stop) = story.next(n) {
            n = stop.n;
            on.push(n);
        }
        let all: Vec<_> = story.stops.iter().map(|stop| stop.n).collect();
        assert_eq!(on, all);
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len());
        let mut back = Vec::new();
        let mut n = recording.records().len() + 1;
        while let Some(stop) = story.before(n) {
            n = stop.n;
            back.push(n);
        }
        back.reverse();
        assert_eq!(back, all);
    }

    #[test]
    fn a_decision_is_known_with_all_that_was_said() {
        let (story, recording) = story(&cdn());
        let decided = &story.decisions[0];
        assert_eq!(decided.at, minutes(8));
        assert_eq!(decided.opened, Some(minutes(5)));
        assert_eq!(decided.who.as_deref(), Some("Ana"));
        assert_eq!(decided.dissent, ["Bo"]);
        let before = recording.after(decided.n_before);
        assert!(before.state().decisions[decided.decision].is_open());
        let after = recording.after(decided.n_before + 1);
        assert!(!after.state().decisions[decided.decision].is_open());
    }

    const TWO: &str = r#"decisions: [
        (id: "a", when: At("1m"), prompt: "A?", limit: "5m", silence: "x", options: [
            (id: "x", label: "X", verdict: Poor), (id: "y", label: "Y", verdict: Good)]),
        (id: "b", when: At("2m"), prompt: "B?", limit: "5m", options: [
            (id: "x", label: "X", verdict: Good), (id: "y", label: "Y")])],
        endings: [(id: "e", title: "E", outcome: Mixed, otherwise: true)]"#;

    #[test]
    fn a_silence_that_amounts_to_something_is_an_answer_and_one_that_does_not_is_none() {
        let (story, _) = story(&play(TWO).wait_to(20));
        let [decided] = &story.decisions[..] else {
            panic!("{:?}", story.decisions)
        };
        assert_eq!((decided.at, &decided.who), (minutes(6), &None));
        assert_eq!(decided.choice(), Some(Ix::new(0)));
    }

    #[test]
    fn a_tally_compares_choices() {
        let rig = play(TWO).choose(3, "a", "y").choose(4, "b", "x");
        let (story, _) = story(&rig);
        let yours = [Ix::new(0), Ix::new(0)];
        let tally = tally(rig.scenario(), story.decisions.iter().zip(yours));
        assert_eq!((tally.n_answered, tally.n_same), (2, 1));
        assert_eq!((tally.yours.good, tally.yours.poor), (1, 1));
        assert_eq!((tally.teams.good, tally.teams.poor), (2, 0));
    }
}
