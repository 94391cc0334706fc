//! What was recorded of an exercise, the state it folds to, and the ways back.

use std::{borrow::Cow, sync::Arc};

use super::{
    command::Command,
    event::{EndReason, Event, Part, Record, Started, Timed, Who},
    refusal::Refusal,
    state::State,
    time::ExerciseTime,
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

    /// The records that still stand: without what was taken back, and with the texts that were
    /// written anew. Their numbers rise.
    pub fn standing(&self) -> Vec<Cow<'_, Record>> {
        standing(&self.records)
    }

    /// Takes in a record, which follows the last one.
    pub fn apply(&mut self, record: Record) {
        self.state
            .apply(&self.scenario, record.clock, &record.event);
        let changes_the_past = matches!(
            record.event,
            Event::Rewound { .. } | Event::EntryCorrected { .. } | Event::EntryWithdrawn { .. }
        );
        self.records.push(record);
        if changes_the_past {
            self.fold_again();
        }
    }

    /// Takes in a record that is known to stand, so that nothing is ever folded again.
    pub(super) fn tell_again(&mut self, record: Record) {
        self.state
            .apply(&self.scenario, record.clock, &record.event);
        self.records.push(record);
    }

    /// An exercise of the same scenario of which nothing is recorded yet.
    pub(super) fn afresh(&self) -> Self {
        Self::new(Arc::clone(&self.scenario))
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
        let one = |event| vec![Timed { clock: at, event }];
        match command {
            Command::Undo => self.undo(at).map(|timed| vec![timed]),
            Command::Rewind { to_seq } => self.rewind(to_seq).map(|timed| vec![timed]),
            Command::Correct { entry, part, text } => self.correct(entry, part, text, who).map(one),
            Command::Withdraw { entry } => self.withdraw(entry, at, who).map(one),
            Command::Observe { begun, .. } => {
                let events = self.state.decide(&self.scenario, at, command, who)?;
                Ok(timed(events, begun.unwrap_or(at).min(at)))
            }
            _ => {
                let events = self.state.decide(&self.scenario, at, command, who)?;
                Ok(timed(events, at))
            }
        }
    }

    /// The last entry that somebody made and that still stands.
    pub fn last_entry(&self) -> Option<&Record> {
        let mut standing = walk_back(&self.records);
        standing.find(|record| record.event.is_entry())
    }

    /// What [`Command::Rewind`] to after that record would take back: all that stands after it,
    /// the oldest first.
    pub fn undone_by(&self, to_seq: u64) -> Vec<Cow<'_, Record>> {
        let mut undone = self.standing();
        undone.retain(|record| record.seq > to_seq);
        undone
    }

    /// The entries that a [`Event::Rewound`] among the records took back, the oldest first.
    pub fn taken_back_by(&self, rewound: &Record) -> Vec<&Record> {
        let Event::Rewound { to_seq } = rewound.event else {
            return Vec::new();
        };
        let n_before = usize::try_from(rewound.seq).unwrap_or(usize::MAX);
        let before = &self.records[..n_before.min(self.records.len())];
        let mut taken: Vec<_> = walk_back(before)
            .take_while(|record| record.seq > to_seq)
            .filter(|record| record.event.is_entry())
            .collect();
        taken.reverse();
        taken
    }

    /// What goes on with an exercise that was stopped for a real incident: back to before that.
    pub fn reopened(&self) -> Option<Timed> {
        let ended = self.state.ended.as_ref()?;
        if ended.why != EndReason::RealIncident {
            return None;
        }
        let mut standing = walk_back(&self.records);
        standing.find(|record| matches!(record.event, Event::Ended { .. }))?;
        let before = standing.next()?;
        Some(Timed {
            clock: ended.at,
            event: Event::Rewound { to_seq: before.seq },
        })
    }

    fn undo(&self, at: ExerciseTime) -> Result<Timed, Refusal> {
        let entry = self.last_entry().ok_or(Refusal::NothingToUndo)?;
        // The room's time has passed all the same, unless the entry was a jump of the clock.
        let clock = match entry.event {
            // An ending on the way stopped the clock short of where the jump led.
            Event::Jumped { clock_to } => entry.clock.after(at.since(clock_to)),
            _ => at,
        };
        let mut before = walk_back(&self.records).skip_while(|record| record.seq >= entry.seq);
        let to_seq = before
            .find(|record| !is_draw(record))
            .ok_or(Refusal::NothingToUndo)?
            .seq;
        Ok(Timed {
            clock,
            event: Event::Rewound { to_seq },
        })
    }

    /// The clock stands where the records up to there leave it.
    fn rewind(&self, to_seq: u64) -> Result<Timed, Refusal> {
        let no_entry = Refusal::NoEntry { entry: to_seq };
        let mut kept = walk_back(&self.records)
            .skip_while(|record| record.seq != to_seq)
            // The draws of an inject's luck were written before it, and go with it.
            .skip_while(|record| is_draw(record));
        let to_seq = kept.next().ok_or(no_entry)?.seq;
        let mut kept = self.standing();
        kept.retain(|record| record.seq <= to_seq);
        Ok(Timed {
            clock: self.fold(&kept).position,
            event: Event::Rewound { to_seq },
        })
    }

    fn correct(&self, entry: u64, part: Part, text: String, who: Who) -> Result<Event, Refusal> {
        if text.trim().is_empty() {
            return Err(Refusal::Empty("the text"));
        }
        match self.entry(entry)?.event.corrected(part, &text) {
            Some(_) => Ok(Event::EntryCorrected {
                entry,
                part,
                text,
                who,
            }),
            None => Err(Refusal::NoText { entry }),
        }
    }

    fn withdraw(&self, entry: u64, at: ExerciseTime, who: Who) -> Result<Event, Refusal> {
        let event = &self.entry(entry)?.event;
        if !event.is_withdrawable() {
            return Err(Refusal::NoObservation { entry });
        }
        // In an observer's journal time does nothing.
        let is_observers = self.started().is_some_and(|it| it.observer.is_some());
        match event {
            Event::TaskDone { task, .. }
                if !is_observers && !self.same_without(entry, *task, at) =>
            {
                let task = self.scenario.tasks[*task].id.clone();
                Err(Refusal::TickFollowed { task })
            }
            _ => Ok(Event::EntryWithdrawn { entry, who }),
        }
    }

    /// The record with that number, if it stands.
    fn entry(&self, entry: u64) -> Result<Cow<'_, Record>, Refusal> {
        // It is gone on with from before it was stopped: what came later would be lost.
        let ended = self.state.ended.as_ref();
        if ended.is_some_and(|ended| ended.why == EndReason::RealIncident) {
            return Err(Refusal::RealIncident);
        }
        let mut standing = self.standing().into_iter();
        standing
            .find(|record| record.seq == entry)
            .ok_or(Refusal::NoEntry { entry })
    }

    /// Computes the state anew from the records that stand.
    ///
    /// Whether the clock runs and how fast is not taken back: a rewind of a paused exercise leaves
    /// it paused.
    fn fold_again(&mut self) {
        let (paused, speed) = (self.state.paused, self.state.speed);
        let mut state = self.fold(&self.standing());
        (state.paused, state.speed) = (paused, speed);
        self.state = state;
    }

    fn fold(&self, records: &[Cow<'_, Record>]) -> State {
        let mut state = State::new(&self.scenario);
        for record in records {
            state.apply(&self.scenario, record.clock, &record.event);
        }
        state
    }
}

fn timed(events: Vec<Event>, clock: ExerciseTime) -> Vec<Timed> {
    let events = events.into_iter();
    events.map(|event| Timed { clock, event }).collect()
}

fn is_draw(record: &Record) -> bool {
    matches!(record.event, Event::ChanceDrawn { .. })
}

/// The records that stand as they were written, the last first: over what each rewind took back.
fn walk_back(records: &[Record]) -> impl Iterator<Item = &Record> {
    let mut next = records.len().checked_sub(1);
    std::iter::from_fn(move || {
        let record = records.get(next?)?;
        next = match record.event {
            Event::Rewound { to_seq } => {
                // A rewind leads back, whatever a file says.
                let before = record.seq.checked_sub(1);
                before.and_then(|before| usize::try_from(to_seq.min(before)).ok())
            }
            _ => next.and_then(|seq| seq.checked_sub(1)),
        };
        Some(record)
    })
}

/// The records that stand, with what was written anew or withdrawn later.
fn standing(records: &[Record]) -> Vec<Cow<'_, Record>> {
    let mut standing: Vec<_> = walk_back(records).map(Cow::Borrowed).collect();
    standing.reverse();
    let is_correction = |record: &&Cow<'_, Record>| {
        matches!(
            record.event,
            Event::EntryCorrected { .. } | Event::EntryWithdrawn { .. }
        )
    };
    let corrections: Vec<_> = standing.iter().filter(is_correction).cloned().collect();
    for correction in corrections {
        match &correction.event {
            Event::EntryCorrected {
                entry, part, text, ..
            } => {
                if let Ok(n) = standing.binary_search_by_key(entry, |record| record.seq)
                    && let Some(event) = standing[n].event.corrected(*part, text)
                {
                    standing[n].to_mut().event = event;
                }
            }
            Event::EntryWithdrawn { entry, .. } => {
                standing.retain(|record| record.seq != *entry || !record.event.is_withdrawable());
            }
            _ => {}
        }
    }
    standing
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        exercise::{
            event::{Answer, Grounds, ObservationKind, PauseReason},
            rig::{Rig, minutes},
        },
        scenario::Ix,
    };

    fn note(text: &str) -> Command {
        let (kind, text) = (ObservationKind::Note, text.to_owned());
        Command::Observe {
            kind,
            text,
            about: None,
            begun: None,
        }
    }

    fn notes(rig: &Rig) -> Vec<&str> {
        rig.state()
            .observations
            .iter()
            .map(|note| &*note.text)
            .collect()
    }

    #[test]
    fn undo_after_undo_goes_further_back() {
        let rig = Rig::of("").ask(note("a")).ask(note("b")).ask(note("c"));
        let rig = rig.ask(Command::Undo);
        assert_eq!(notes(&rig), ["a", "b"]);
        let rig = rig.ask(Command::Undo).ask(note("d"));
        assert_eq!(notes(&rig), ["a", "d"]);
        let rig = rig.ask(Command::Undo).ask(Command::Undo);
        assert_eq!(notes(&rig), [""; 0]);
        assert_eq!(rig.refusal(Command::Undo), Some(Refusal::NothingToUndo));
        // Everything is still there to be read: the start, four notes, four times undo.
        assert_eq!(rig.exercise.records().len(), 1 + 4 + 4);
    }

    #[test]
    fn each_undo_tells_what_it_took_back_itself() {
        let rig = Rig::of("").ask(note("a")).ask(note("b"));
        let rig = rig.ask(Command::Undo).ask(Command::Undo);
        // 0 started, 1 a, 2 b, 3 rewound to 1, 4 rewound to 0.
        let taken = |seq: usize| {
            let taken = rig.exercise.taken_back_by(&rig.exercise.records()[seq]);
            taken.iter().map(|it| it.seq).collect::<Vec<_>>()
        };
        assert_eq!((taken(3), taken(4)), (vec![2], vec![1]));
    }

    #[test]
    fn what_stands_leaves_out_what_was_taken_back() {
        let rig = Rig::of("")
            .ask(note("a"))
            .ask(note("b"))
            .ask(Command::Undo)
            .ask(note("c"));
        let seqs: Vec<_> = rig
            .exercise
            .standing()
            .iter()
            .map(|record| record.seq)
            .collect();
        // 0 started, 1 a, 2 b, 3 rewound to 1, 4 c.
        assert_eq!(seqs, [0, 1, 3, 4]);
        assert_eq!(rig.exercise.last_entry().map(|record| record.seq), Some(4));
    }

    #[test]
    fn the_clocks_deeds_are_not_undone() {
        let rig = Rig::of(r#"injects: [(id: "i", when: At("1m"), channel: Chat, title: "I")]"#)
            .until(minutes(2))
            .ask(Command::SetSpeed(3.0))
            .ask(Command::Pause(PauseReason::Hand));
        assert_eq!(rig.refusal(Command::Undo), Some(Refusal::NothingToUndo));
    }

    #[test]
    fn a_jump_is_undone_by_what_it_skipped_and_no_more() {
        let rig = Rig::of("")
            .until(minutes(10))
            .ask(Command::Jump { to: minutes(20) });
        let rig = rig.until(minutes(23)).ask(Command::Undo);
        assert_eq!(rig.now, minutes(13));
        assert_eq!(rig.state().position, minutes(13));
    }

    #[test]
    fn a_jump_over_the_end_is_undone_to_where_it_began() {
        let rig = Rig::of("")
            .until(minutes(10))
            .ask(note("before"))
            .ask(Command::Jump { to: minutes(90) });
        assert!(rig.state().ended.is_some());
        // The clock stopped at the end, short of where the jump led.
        let at_the_end = Rig {
            now: minutes(60),
            ..rig
        };
        let rig = at_the_end.ask(Command::Undo);
        assert_eq!((rig.now, rig.state().position), (minutes(10), minutes(10)));
        assert_eq!(rig.state().ended, None);
    }

    fn observed_at(begun: ExerciseTime) -> Command {
        match note("begun before") {
            Command::Observe {
                kind, text, about, ..
            } => Command::Observe {
                kind,
                text,
                about,
                begun: Some(begun),
            },
            other => other,
        }
    }

    fn correct(entry: u64, text: &str) -> Command {
        let (part, text) = (Part::Text, text.to_owned());
        Command::Correct { entry, part, text }
    }

    #[test]
    fn going_back_takes_the_clock_along() {
        let parts = r#"injects: [(id: "i", when: At("5m"), channel: Chat, title: "I")]"#;
        let rig = Rig::of(parts).until(minutes(3)).ask(note("a"));
        let to_seq = rig.exercise.records().last().map(|it| it.seq).unwrap();
        let rig = rig.until(minutes(8)).ask(note("b"));
        let undone: Vec<_> = rig
            .exercise
            .undone_by(to_seq)
            .iter()
            .map(|it| it.seq)
            .collect();
        assert_eq!(undone, [to_seq + 1, to_seq + 2], "the inject and b");
        let rig = rig.ask(Command::Rewind { to_seq });
        assert_eq!(notes(&rig), ["a"]);
        assert_eq!((rig.now, rig.state().position), (minutes(3), minutes(3)));
        assert!(rig.state().injects.iter().all(|it| it.delivered.is_none()));
        // What comes again has its own time.
        let rig = rig.until(minutes(6));
        let delivered = rig.state().injects.iter().next().unwrap().delivered.clone();
        assert_eq!(delivered.map(|(at, _)| at), Some(minutes(5)));
    }

    #[test]
    fn going_back_leaves_no_luck_drawn_for_what_has_not_come() {
        let parts = r#"injects: [(id: "i", when: At("5m"), channel: Chat, title: "I",
            effects: [Chance(50, [Set("hit")], [])])]"#;
        let rig = Rig::of(parts).until(minutes(6));
        let drawn = rig
            .exercise
            .records()
            .iter()
            .find(|it| is_draw(it))
            .unwrap();
        let (to_seq, before) = (drawn.seq, drawn.seq - 1);
        let rig = rig.ask(Command::Rewind { to_seq });
        let rewound = rig.exercise.records().iter().find_map(|it| match it.event {
            Event::Rewound { to_seq } => Some(to_seq),
            _ => None,
        });
        assert_eq!(rewound, Some(before));
    }

    #[test]
    fn what_was_taken_back_is_nothing_to_go_back_to() {
        let rig = Rig::of("").ask(note("a")).ask(note("b")).ask(Command::Undo);
        for to_seq in [2, 4] {
            let refusal = rig.refusal(Command::Rewind { to_seq });
            assert_eq!(refusal, Some(Refusal::NoEntry { entry: to_seq }));
        }
    }

    #[test]
    fn where_only_time_has_passed_going_back_turns_the_clock() {
        let rig = Rig::of("").until(minutes(2)).ask(note("a"));
        let rig = rig.until(minutes(9)).ask(Command::Rewind { to_seq: 1 });
        assert_eq!((notes(&rig), rig.state().position), (vec!["a"], minutes(2)));
    }

    #[test]
    fn an_observation_has_the_time_at_which_it_was_begun() {
        let rig = Rig::of("").until(minutes(4)).ask(note("first"));
        let rig = rig.until(minutes(9)).ask(observed_at(minutes(2)));
        let at: Vec<_> = rig.state().observations.iter().map(|it| it.at).collect();
        assert_eq!(at, [minutes(4), minutes(2)]);
        assert_eq!(rig.state().now, minutes(4), "time does not go back");
        let rig = rig.ask(observed_at(minutes(20)));
        assert_eq!(rig.state().observations[2].at, minutes(9), "nor ahead");
    }

    #[test]
    fn an_entry_is_written_anew_and_the_first_words_stay_in_the_file() {
        let rig = Rig::of("").ask(note("a")).ask(note("b"));
        let rig = rig.ask(correct(1, "c"));
        assert_eq!(notes(&rig), ["c", "b"]);
        let said = |record: &Record| record.event.text().map(str::to_owned);
        assert_eq!(said(&rig.exercise.records()[1]).as_deref(), Some("a"));
        assert_eq!(said(&rig.exercise.standing()[1]).as_deref(), Some("c"));
        // The last of two corrections counts, and each can be taken back.
        let rig = rig.ask(correct(1, "d"));
        assert_eq!(notes(&rig), ["d", "b"]);
        let rig = rig.ask(Command::Undo);
        assert_eq!(notes(&rig), ["c", "b"]);
    }

    #[test]
    fn an_observation_is_withdrawn_alone() {
        let rig = Rig::of("").ask(note("a")).ask(note("b"));
        let rig = rig.ask(Command::Withdraw { entry: 1 });
        assert_eq!(notes(&rig), ["b"]);
        let gone = Some(Refusal::NoEntry { entry: 1 });
        assert_eq!(rig.refusal(Command::Withdraw { entry: 1 }), gone);
        assert_eq!(rig.refusal(correct(1, "c")), gone);
    }

    #[test]
    fn an_answer_in_own_words_is_written_anew_and_so_is_its_reason() {
        let parts = r#"decisions: [(id: "d", when: At("0s"), prompt: "?", options: [
            (id: "a", label: "A"), (id: "b", label: "B")])]"#;
        let answers = |answer| Command::Answer {
            decision: Ix::new(0),
            answer,
            grounds: Grounds::default(),
        };
        let anew = |entry, part, text: &str| {
            let text = text.to_owned();
            Command::Correct { entry, part, text }
        };
        let other = |words: &str| Answer::Other(words.to_owned());
        let rig = Rig::of(parts).until(minutes(2)).ask(answers(other("cal")));
        let entry = rig.exercise.last_entry().unwrap().seq;
        let rig = rig
            .ask(anew(entry, Part::Answer, "call"))
            .ask(anew(entry, Part::Text, "tested"));
        let made = rig.state().decisions[Ix::new(0)].made.clone().unwrap();
        assert_eq!((made.at, made.answer), (minutes(2), other("call")));
        assert_eq!(made.grounds.rationale.as_deref(), Some("tested"));
        // What was chosen among the options has no words of anybody's own.
        let chosen = Rig::of(parts).ask(answers(Answer::Option(Ix::new(0))));
        let entry = chosen.exercise.last_entry().unwrap().seq;
        let refusal = chosen.refusal(anew(entry, Part::Answer, "call"));
        assert_eq!(refusal, Some(Refusal::NoText { entry }));
    }

    #[test]
    fn what_has_no_words_of_its_own_is_not_written_anew() {
        let rig = Rig::of(r#"tasks: [(id: "t", text: "T", when: At("0s"))]"#);
        let begun = rig.exercise.records().last().map(|it| it.seq).unwrap();
        assert_eq!(
            rig.refusal(correct(begun, "c")),
            Some(Refusal::NoText { entry: begun })
        );
        assert_eq!(
            rig.refusal(Command::Withdraw { entry: begun }),
            Some(Refusal::NoObservation { entry: begun })
        );
        assert_eq!(
            rig.refusal(correct(begun, " ")),
            Some(Refusal::Empty("the text"))
        );
    }

    #[test]
    fn a_real_incident_stops_all_and_the_exercise_goes_on_another_day() {
        let rig = Rig::of("").until(minutes(7)).ask(note("before"));
        assert_eq!(rig.exercise.reopened(), None);
        let mut rig = rig.ask(Command::RealIncident);
        let ended = rig.state().ended.clone().unwrap();
        assert_eq!((ended.at, ended.why), (minutes(7), EndReason::RealIncident));
        for command in [note("after"), correct(1, "c"), Command::Resume] {
            assert_eq!(rig.refusal(command), Some(Refusal::RealIncident));
        }
        let Timed { clock, event } = rig.exercise.reopened().unwrap();
        rig.record(clock, event);
        assert_eq!(
            (&rig.state().ended, rig.state().position),
            (&None, minutes(7))
        );
        assert_eq!(rig.state().paused, Some(PauseReason::Hand));
        assert_eq!(notes(&rig), ["before"]);
    }
}
