//! One playing of a scenario: its records, the state they fold to, and its clock.

use std::sync::Arc;

use super::{
    command::Command,
    event::{EndReason, Event, PauseReason, Record, Started, Timed, Who},
    refusal::Refusal,
    state::State,
    time::{Clock, ExerciseTime, RunTime},
};
use crate::scenario::Scenario;

/// An exercise: all that was recorded, and what it amounts to.
///
/// Live play, a resumed exercise, a replay and the report all come through [`Exercise::apply`], so
/// they cannot disagree.
#[derive(Debug, Clone)]
pub struct Exercise {
    scenario: Arc<Scenario>,
    records: Vec<Record>,
    state: State,
}

impl Exercise {
    /// An exercise of `scenario` of which nothing is recorded yet.
    pub fn new(scenario: Arc<Scenario>) -> Self {
        let state = State::new(&scenario);
        Self {
            scenario,
            records: Vec::new(),
            state,
        }
    }

    pub fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    pub fn state(&self) -> &State {
        &self.state
    }

    /// Every record, also of what was taken back.
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// The first record, once there is one.
    pub fn started(&self) -> Option<&Started> {
        match self.records.first()?.event {
            Event::Started(ref started) => Some(started),
            _ => None,
        }
    }

    /// The records that still stand, without what was taken back.
    pub fn standing(&self) -> Vec<&Record> {
        standing(&self.records)
    }

    /// Takes in a record, which follows the last one.
    pub fn apply(&mut self, record: Record) {
        if let Event::Rewound { .. } = record.event {
            self.records.push(record);
            self.fold_again();
        } else {
            self.state
                .apply(&self.scenario, record.clock, &record.event);
            self.records.push(record);
        }
    }

    /// Answers what time alone has caused by `now` and no record tells of yet.
    pub fn due(&self, now: ExerciseTime) -> Vec<Timed> {
        let mut happened = Vec::new();
        if !self.records.is_empty() {
            self.state.clone().act(&self.scenario, now, &mut happened);
        }
        happened
    }

    /// Answers what `command` amounts to at `at`, once time has acted up to then.
    ///
    /// # Errors
    /// Why it cannot be followed as things stand.
    pub fn decide(
        &self,
        at: ExerciseTime,
        command: Command,
        who: Who,
    ) -> Result<Vec<Timed>, Refusal> {
        if command == Command::Undo {
            return self.undo(at).map(|timed| vec![timed]);
        }
        let events = self.state.decide(&self.scenario, at, command, who)?;
        Ok(events
            .into_iter()
            .map(|event| Timed { clock: at, event })
            .collect())
    }

    /// The last entry that somebody made and that still stands.
    pub fn last_entry(&self) -> Option<&Record> {
        self.standing()
            .into_iter()
            .rev()
            .find(|record| is_entry(&record.event))
    }

    fn undo(&self, at: ExerciseTime) -> Result<Timed, Refusal> {
        let standing = self.standing();
        let entry = standing
            .iter()
            .rposition(|record| is_entry(&record.event))
            .ok_or(Refusal::NothingToUndo)?;
        // The draws of an inject's luck were written before it, and go with it.
        let is_draw = |record: &&Record| matches!(record.event, Event::ChanceDrawn { .. });
        let n_draws = standing[..entry]
            .iter()
            .rev()
            .take_while(|record| is_draw(record))
            .count();
        let to_seq = standing[entry - n_draws - 1].seq;
        // The room's time has passed all the same, unless the entry was a jump of the clock.
        let clock = match standing[entry].event {
            Event::Jumped { clock_to } => {
                let skipped = clock_to.since(standing[entry].clock);
                ExerciseTime::from_ms(at.as_ms().saturating_sub(skipped.as_ms()))
            }
            _ => at,
        };
        Ok(Timed {
            clock,
            event: Event::Rewound { to_seq },
        })
    }

    /// Computes the state anew from the records that stand.
    ///
    /// Whether the clock runs and how fast is not taken back: a rewind of a paused exercise leaves
    /// it paused.
    fn fold_again(&mut self) {
        let (paused, speed) = (self.state.paused, self.state.speed);
        let mut state = State::new(&self.scenario);
        for record in standing(&self.records) {
            state.apply(&self.scenario, record.clock, &record.event);
        }
        (state.paused, state.speed) = (paused, speed);
        self.state = state;
    }
}

/// Walks back from the last record, and over what each rewind took back.
fn standing(records: &[Record]) -> Vec<&Record> {
    let mut standing = Vec::with_capacity(records.len());
    let mut next = records.len().checked_sub(1);
    while let Some(record) = next.and_then(|seq| records.get(seq)) {
        standing.push(record);
        next = match record.event {
            Event::Rewound { to_seq } => {
                usize::try_from(to_seq.min(record.seq.saturating_sub(1))).ok()
            }
            _ => next.and_then(|seq| seq.checked_sub(1)),
        };
        if record.seq == 0 {
            break;
        }
    }
    standing.reverse();
    standing
}

/// Whether somebody made this entry, so that undo takes it back.
fn is_entry(event: &Event) -> bool {
    match event {
        Event::PhaseBegun { who, .. }
        | Event::PhaseSkipped { who, .. }
        | Event::InjectDelivered { who, .. }
        | Event::InjectSkipped { who, .. }
        | Event::InjectHeldBack { who, .. }
        | Event::InjectAcknowledged { who, .. }
        | Event::InjectImprovised { who, .. }
        | Event::DecisionMade { who, .. }
        | Event::TaskBegun { who, .. }
        | Event::TaskDone { who, .. }
        | Event::TaskMissed { who, .. }
        | Event::TaskSkipped { who, .. }
        | Event::Declared { who, .. }
        | Event::UpdatePosted { who, .. }
        | Event::Observed { who, .. }
        | Event::ClaimJudged { who, .. } => !who.is_clock(),
        Event::RoleAssigned { .. }
        | Event::Jumped { .. }
        | Event::Rated { .. }
        | Event::Answered { .. }
        | Event::ActionAdded(_)
        | Event::ActionChanged(_) => true,
        Event::Ended { why, .. } => match why {
            EndReason::Stopped | EndReason::RealIncident => true,
            EndReason::Reached | EndReason::Length => false,
        },
        Event::Started(_)
        | Event::DecisionOpened { .. }
        | Event::DecisionExpired { .. }
        | Event::DecisionSkipped { .. }
        | Event::OutcomeLanded { .. }
        | Event::ChanceDrawn { .. }
        | Event::Paused { .. }
        | Event::Resumed {}
        | Event::SpeedSet { .. }
        | Event::Rewound { .. }
        | Event::Closed {} => false,
    }
}

/// An exercise under a clock: what a program that plays it keeps.
#[derive(Debug, Clone)]
pub struct Playing {
    pub exercise: Exercise,
    clock: Clock,
}

impl Playing {
    /// An exercise that stands where its records leave it, until something sets its clock going.
    pub fn of(exercise: Exercise) -> Self {
        let clock = Clock::stopped(exercise.state.position);
        Self { exercise, clock }
    }

    /// What the exercise clock shows.
    pub fn clock_at(&self, now: RunTime) -> ExerciseTime {
        self.clock.at(now)
    }

    /// Whether exercise time passes.
    pub fn is_running(&self) -> bool {
        self.clock.is_running()
    }

    /// Answers what time alone has caused by `now`.
    pub fn due(&self, now: RunTime) -> Vec<Timed> {
        self.exercise.due(self.clock.at(now))
    }

    /// The next moment at which time alone causes something, on the exercise clock.
    pub fn next_due(&self, now: RunTime) -> Option<ExerciseTime> {
        let state = &self.exercise.state;
        state.next_due(&self.exercise.scenario, self.clock.at(now))
    }

    /// When the clock will show `at` in real time; never, while it stands short of that.
    pub fn reaches(&self, at: ExerciseTime) -> Option<RunTime> {
        self.clock.reaches(at)
    }

    /// When the next thing is due in real time; never, while the clock stands.
    pub fn next_wake(&self, now: RunTime) -> Option<RunTime> {
        self.clock.reaches(self.next_due(now)?)
    }

    /// Answers what `command` amounts to now. Time has acted first: see [`Self::due`].
    ///
    /// # Errors
    /// Why it cannot be followed as things stand.
    pub fn decide(&self, now: RunTime, command: Command, who: Who) -> Result<Vec<Timed>, Refusal> {
        self.exercise.decide(self.clock.at(now), command, who)
    }

    /// Takes in what was recorded at `now`.
    pub fn recorded(&mut self, now: RunTime, record: Record) {
        let sets_the_clock = matches!(
            record.event,
            Event::Started(_)
                | Event::Paused { .. }
                | Event::Resumed {}
                | Event::SpeedSet { .. }
                | Event::Jumped { .. }
                | Event::Rewound { .. }
                | Event::Ended { .. }
        );
        self.exercise.apply(record);
        if sets_the_clock {
            let state = &self.exercise.state;
            let is_running = state.paused.is_none() && state.ended.is_none();
            self.clock = Clock::set(now, state.position, state.speed, is_running);
        }
    }

    /// Winds the clock on to `at` by hand, for time that is only played.
    pub fn wind(&mut self, now: RunTime, at: ExerciseTime) {
        self.clock = Clock::set(now, at, self.clock.speed(), self.clock.is_running());
    }

    /// Stops the clock where it is, without a record: nothing can be written now.
    pub fn hold(&mut self, now: RunTime) {
        self.clock = Clock::stopped(self.clock.at(now));
    }

    /// What a program records when it opens an exercise that was cut off with its clock running,
    /// which was last seen to show `seen`.
    pub fn cut_off(&self, seen: Option<ExerciseTime>) -> Option<Timed> {
        let state = &self.exercise.state;
        let event = Event::Paused {
            why: PauseReason::Quit,
        };
        let was_running = state.paused.is_none() && state.ended.is_none();
        // Whatever was due by then would have been recorded; a note that says otherwise is wrong.
        let due = state.next_due(&self.exercise.scenario, state.position);
        let seen = seen.into_iter().chain(due).min().filter(|_| seen.is_some());
        was_running.then_some(Timed {
            clock: seen.unwrap_or_default().max(state.position),
            event,
        })
    }
}
