//! Whether an exercise would have gone just so without a tick: only then can that be taken back alone.

use std::collections::VecDeque;

use super::{
    event::{Answer, Event, Timed},
    history::Exercise,
    state::State,
    time::ExerciseTime,
};
use crate::scenario::{Ix, model::Task};

impl Exercise {
    /// Whether all that stands, and nothing else, would have come by `now` without the record
    /// `tick`, which tells that `task` was done. But for the task's own limit: that passes later.
    pub(super) fn same_without(&self, tick: u64, task: Ix<Task>, now: ExerciseTime) -> bool {
        let mut other = Other {
            exercise: self,
            task,
            state: State::new(self.scenario()),
            due: VecDeque::new(),
        };
        for record in self.standing() {
            // A rewind tells where the clock went on; what it led back to comes behind it.
            let waits = record.seq > tick && !matches!(record.event, Event::Rewound { .. });
            let (clock, event) = (record.clock, &record.event);
            if record.seq == tick {
                continue;
            }
            if waits && !other.expects(clock, event) {
                return false;
            }
            other.state.apply(self.scenario(), clock, event);
        }
        other.let_act(now);
        other.due.is_empty()
    }
}

/// The exercise as it would have gone.
struct Other<'a> {
    exercise: &'a Exercise,
    task: Ix<Task>,
    state: State,
    /// What time causes next.
    due: VecDeque<Timed>,
}

impl Other<'_> {
    /// Whether what happened at `clock` happens here too.
    fn expects(&mut self, clock: ExerciseTime, event: &Event) -> bool {
        self.let_act(clock);
        match self.due.front() {
            Some(due) if due.clock == clock && due.event == *event => {
                self.due.pop_front();
                true
            }
            Some(_) => false,
            None => !comes_by_itself(event) && self.can_be_had(clock, event),
        }
    }

    /// Lets time act, unless it has acted already. That the task is missed counts for nothing.
    fn let_act(&mut self, until: ExerciseTime) {
        let scenario = self.exercise.scenario();
        if self.due.is_empty() {
            let mut happened = Vec::new();
            self.state.clone().act(scenario, until, &mut happened);
            self.due = happened.into();
        }
        while let Some(Timed { clock, event }) = self.due.front()
            && matches!(event, Event::TaskMissed { task, .. } if *task == self.task)
        {
            self.state.apply(scenario, *clock, event);
            self.due.pop_front();
        }
    }

    /// Whether an option that was chosen is there to be chosen.
    fn can_be_had(&self, clock: ExerciseTime, event: &Event) -> bool {
        let Event::DecisionMade {
            decision,
            answer: Answer::Option(choice),
            ..
        } = event
        else {
            return true;
        };
        let scenario = self.exercise.scenario();
        let mut available = self.state.available(scenario, *decision, clock);
        available.any(|(it, _)| it == *choice)
    }
}

/// Whether time alone causes it. A draw of luck goes with what comes behind it.
fn comes_by_itself(event: &Event) -> bool {
    let is_of_the_clock = matches!(
        event,
        Event::Started(_)
            | Event::ChanceDrawn { .. }
            | Event::Paused { .. }
            | Event::Resumed {}
            | Event::SpeedSet { .. }
            | Event::Rewound { .. }
            | Event::Closed {}
    );
    !is_of_the_clock && !event.is_entry()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exercise::{
        Command, Refusal,
        event::{Grounds, PauseReason},
        rig::{Rig, minutes},
    };

    const TASK: &str = r#"tasks: [(id: "call", text: "Call", when: At("1m"), limit: "20m")],"#;

    fn tick() -> Command {
        Command::Tick(Ix::new(0))
    }

    /// Takes the last tick back.
    fn untick(rig: &Rig) -> Command {
        let mut records = rig.exercise.records().iter().rev();
        let done = records.find(|it| matches!(it.event, Event::TaskDone { .. }));
        let entry = done.expect("it was ticked").seq;
        Command::Withdraw { entry }
    }

    fn unticked(rig: Rig) -> Rig {
        let untick = untick(&rig);
        rig.ask(untick)
    }

    fn done(rig: &Rig) -> Option<ExerciseTime> {
        rig.state().tasks[Ix::new(0)].done.as_ref().map(|it| it.0)
    }

    #[track_caller]
    fn refused(rig: &Rig) {
        let task = "call".to_owned();
        assert_eq!(
            rig.refusal(untick(rig)),
            Some(Refusal::TickFollowed { task })
        );
    }

    #[test]
    fn a_tick_is_taken_back_and_all_that_came_after_it_stands() {
        let parts = format!(
            r#"{TASK} injects: [(id: "i", when: At("5m"), channel: Chat, title: "I",
                effects: [Chance(50, [Set("hit")], [])])],
            objectives: [(id: "o", title: "O", met: Happened("call"))],"#
        );
        let severity = "SEV1".to_owned();
        let rig = Rig::of(&parts).until(minutes(2)).ask(tick());
        assert_eq!(rig.state().objectives[Ix::new(0)].met, Some(minutes(2)));
        let rig = rig
            .until(minutes(6))
            .ask(Command::Pause(PauseReason::Hand))
            .ask(Command::Resume)
            .ask(Command::Jump { to: minutes(8) })
            .until(minutes(8))
            .ask(Command::Declare { severity });
        let rig = unticked(rig);
        assert_eq!(done(&rig), None);
        assert_eq!(rig.state().objectives[Ix::new(0)].met, None);
        assert_eq!(rig.state().declarations.len(), 1);
        assert!(rig.state().injects[Ix::new(0)].delivered.is_some());
        // It can be ticked again, when it is done.
        let rig = rig.until(minutes(9)).ask(tick());
        assert_eq!(done(&rig), Some(minutes(9)));
    }

    #[test]
    fn what_waits_for_a_tick_keeps_it_only_once_it_has_come() {
        let parts = format!(
            r#"{TASK} injects: [(id: "i", when: After("call", "5m"), channel: Chat, title: "I")],"#
        );
        let ticked = || Rig::of(&parts).until(minutes(2)).ask(tick());
        refused(&ticked().until(minutes(7)));
        let rig = ticked().until(minutes(6));
        let rig = unticked(rig).until(minutes(9));
        assert_eq!(rig.state().injects[Ix::new(0)].delivered, None);
    }

    #[test]
    fn what_a_tick_kept_out_keeps_it() {
        let parts = format!(
            r#"{TASK} injects: [
                (id: "i", when: At("5m"), unless: Happened("call"), channel: Chat, title: "I"),
            ],"#
        );
        let rig = Rig::of(&parts).until(minutes(2)).ask(tick());
        let rig = rig.until(minutes(4));
        assert_eq!(rig.refusal(untick(&rig)), None);
        refused(&rig.until(minutes(5)));
    }

    #[test]
    fn what_would_have_come_without_a_tick_keeps_it() {
        let parts = format!(
            r#"{TASK} injects: [(id: "i", channel: Chat, title: "I",
                when: When(All([Elapsed("4m"), Not(Happened("call"))])))],"#
        );
        let rig = Rig::of(&parts).until(minutes(2)).ask(tick());
        refused(&rig.until(minutes(5)));
    }

    #[test]
    fn an_option_that_a_tick_made_possible_keeps_it_once_it_is_chosen() {
        let parts = format!(
            r#"{TASK} decisions: [(id: "d", when: At("1m"), prompt: "?", options: [
                (id: "a", label: "A", only_if: Happened("call")), (id: "b", label: "B"),
            ])],"#
        );
        let chooses = |choice| Command::Answer {
            decision: Ix::new(0),
            answer: Answer::Option(Ix::new(choice)),
            grounds: Grounds::default(),
        };
        let ticked = || Rig::of(&parts).until(minutes(2)).ask(tick());
        refused(&ticked().ask(chooses(0)));
        let rig = ticked().ask(chooses(1));
        assert_eq!(rig.refusal(untick(&rig)), None);
    }

    #[test]
    fn a_task_whose_limit_has_passed_meanwhile_is_missed() {
        let rig = Rig::of(TASK).until(minutes(2)).ask(tick());
        let rig = rig.until(minutes(30));
        let rig = unticked(rig).until(minutes(31));
        let task = &rig.state().tasks[Ix::new(0)];
        assert_eq!((&task.done, task.missed), (&None, Some(minutes(30))));
    }

    #[test]
    fn a_tick_after_a_way_back_is_taken_back_too() {
        let parts =
            format!(r#"{TASK} injects: [(id: "i", when: At("5m"), channel: Chat, title: "I")],"#);
        let severity = "SEV1".to_owned();
        let rig = Rig::of(&parts).until(minutes(2)).ask(tick());
        let rig = rig.until(minutes(6)).ask(Command::Declare { severity });
        let rig = rig.ask(Command::Undo).until(minutes(7));
        let rig = unticked(rig);
        assert_eq!(done(&rig), None);
        assert!(rig.state().injects[Ix::new(0)].delivered.is_some());
    }

    #[test]
    fn what_the_clock_has_ticked_off_stays() {
        let parts = r#"tasks: [(id: "call", text: "Call", when: At("1m"), done: Elapsed("2m"))],"#;
        let rig = Rig::of(parts).until(minutes(3));
        assert_eq!(done(&rig), Some(minutes(2)));
        let refusal = rig.refusal(untick(&rig));
        assert!(matches!(refusal, Some(Refusal::NoObservation { .. })));
    }
}
