//! Whose seat the app is: that of whoever leads the exercise, or of an observer, who follows it and
//! writes into a journal of their own. What an observer writes changes nothing in the exercise.

use ratatui::layout::Size;

use super::{App, Effect, Theme, room::Link, screens::Screen, update::comes_in};
use crate::{
    exercise::{
        CaughtUp, Command, Event, Exercise, ExerciseTime, Playing, Refusal, RunTime, Timed, Who,
    },
    scenario::{Ix, model::Task},
};

/// Whose app it is, and so which journal its entries are for.
#[derive(Debug, Clone)]
pub enum Seat {
    Facilitator,
    Observer(Box<Notebook>),
}

/// What an observer has written, and how the exercise is followed.
#[derive(Debug, Clone)]
pub struct Notebook {
    pub name: String,
    /// The observer's own journal.
    pub own: Exercise,
    pub link: Link,
}

impl App {
    /// An observer's app, which shows what was found in their journal.
    pub fn observing(
        playing: Playing,
        notebook: Notebook,
        notices: Vec<String>,
        theme: Theme,
        size: Size,
    ) -> Self {
        let seat = Seat::Observer(Box::new(notebook));
        Self::seated(playing, seat, (Screen::observer(), notices), theme, size)
    }

    /// Whether the exercise goes as this app says, and what happens in it is recorded here.
    pub fn leads(&self) -> bool {
        match self.seat {
            Seat::Facilitator => true,
            Seat::Observer(_) => false,
        }
    }

    /// The observer's notebook, where it is an observer's app.
    pub fn notebook(&self) -> Option<&Notebook> {
        match &self.seat {
            Seat::Facilitator => None,
            Seat::Observer(book) => Some(book),
        }
    }

    /// What the journal is called that entries go into.
    pub(super) fn journal_name(&self) -> &'static str {
        match self.seat {
            Seat::Facilitator => "the journal",
            Seat::Observer(_) => "your notes",
        }
    }

    /// Takes in how far the exercise has got.
    pub fn follow(&mut self, now: RunTime, followed: &Playing, link: Link) -> Option<Effect> {
        self.now = now;
        let n_known = self.playing.exercise.records().len();
        let was_stopped = self.is_stopped_for_real();
        if self.playing.catch_up_with(followed) == CaughtUp::Anew {
            for screen in &mut self.screens {
                if let Screen::Observer(observer) = screen {
                    observer.forget_drawn();
                }
            }
        }
        if self.is_stopped_for_real() && !was_stopped {
            // What was said concerns the exercise.
            self.notice = None;
        }
        if let Seat::Observer(book) = &mut self.seat {
            book.link = link;
        }
        let mut new = self.playing.exercise.records().iter().skip(n_known);
        if new.any(comes_in) {
            self.call_attention()
        } else {
            None
        }
    }
}

impl Notebook {
    fn who(&self) -> Who {
        Who::Person(self.name.clone())
    }

    /// What `command` amounts to in the observer's own journal, while `exercise` stands as it does.
    ///
    /// # Errors
    /// Why it cannot be followed; whatever would steer the exercise cannot.
    pub fn decide(
        &self,
        exercise: &Exercise,
        at: ExerciseTime,
        command: Command,
    ) -> Result<Vec<Timed>, Refusal> {
        if exercise.state().is_closed {
            return Err(Refusal::Closed);
        }
        match command {
            Command::Tick(task) => self.tick(exercise, at, task),
            Command::Observe { .. }
            | Command::Judge { .. }
            | Command::Correct { .. }
            | Command::Withdraw { .. }
            | Command::Undo => self.own.decide(at, command, self.who()),
            Command::Fire(_)
            | Command::Skip { .. }
            | Command::HoldBack { .. }
            | Command::Improvise(_)
            | Command::Acknowledge(_)
            | Command::Answer { .. }
            | Command::Extend { .. }
            | Command::Discuss { .. }
            | Command::Declare { .. }
            | Command::Post { .. }
            | Command::Assign { .. }
            | Command::Leave { .. }
            | Command::Return { .. }
            | Command::Pause(_)
            | Command::Resume
            | Command::SetSpeed(_)
            | Command::Jump { .. }
            | Command::Rewind { .. }
            | Command::Stop
            | Command::RealIncident => Err(Refusal::OnlyObserves),
        }
    }

    /// Whether a task is to be watched for is up to the exercise; whether it was seen, to the
    /// observer.
    fn tick(
        &self,
        exercise: &Exercise,
        at: ExerciseTime,
        task: Ix<Task>,
    ) -> Result<Vec<Timed>, Refusal> {
        let name = || exercise.scenario().tasks[task].id.clone();
        let state = &exercise.state().tasks[task];
        if state.skipped.is_some() {
            return Err(Refusal::TaskSkipped { task: name() });
        }
        if state.begun.is_none() {
            return Err(Refusal::TaskNotBegun { task: name() });
        }
        if let Some((at, _)) = self.own.state().tasks[task].done {
            return Err(Refusal::TaskDone { task: name(), at });
        }
        let who = self.who();
        let event = Event::TaskDone { task, who };
        Ok(vec![Timed { clock: at, event }])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exercise::{
        event::{EndReason, PauseReason},
        rig::{Rig, minutes, somebody},
    };

    const PARTS: &str = r#"
        tasks: [(id: "call", text: "Call", when: At("1m"), limit: "1m"),
                (id: "third", text: "Late", when: At("50m")),
                (id: "never", text: "Never", when: At("1m"), only_if: Elapsed("1h"))],
        injects: [(id: "page", when: At("1m"), channel: Page, title: "P")],
    "#;

    /// An observer of an exercise that stands at ten minutes.
    fn seat() -> (Rig, Notebook) {
        let rig = Rig::of(PARTS).until(minutes(10));
        let mut own = Exercise::new(rig.scenario.clone());
        own.apply(rig.exercise.records()[0].clone());
        let name = "Eva".to_owned();
        let link = Link::Live;
        (rig, Notebook { name, own, link })
    }

    fn enter(book: &mut Notebook, rig: &Rig, command: Command) -> Result<(), Refusal> {
        let decided = book.decide(&rig.exercise, rig.now, command)?;
        for Timed { clock, event } in decided {
            let seq = book.own.records().len() as u64;
            let ts = chrono::DateTime::default();
            book.own.apply(crate::exercise::Record {
                seq,
                ts,
                clock,
                event,
            });
        }
        Ok(())
    }

    #[test]
    fn whatever_would_steer_the_exercise_is_refused() {
        let (rig, book) = seat();
        let person = || "Ana".to_owned();
        for command in [
            Command::Fire(Ix::new(0)),
            Command::Acknowledge(Ix::new(0).into()),
            Command::Declare { severity: person() },
            Command::Leave { person: person() },
            Command::Pause(PauseReason::Hand),
            Command::Resume,
            Command::SetSpeed(2.0),
            Command::Jump { to: minutes(20) },
            Command::Rewind { to_seq: 0 },
            Command::Stop,
            Command::RealIncident,
        ] {
            let refused = book.decide(&rig.exercise, rig.now, command.clone());
            assert_eq!(refused, Err(Refusal::OnlyObserves), "{command:?}");
        }
    }

    #[test]
    fn a_tick_is_the_observers_and_the_exercise_stands_as_it_did() {
        let (rig, mut book) = seat();
        let before = rig.state().clone();
        // It was missed long ago.
        enter(&mut book, &rig, Command::Tick(Ix::new(0))).unwrap();
        let seen = book.own.state().tasks[Ix::new(0)].done.clone();
        assert_eq!(seen, Some((minutes(10), Who::Person("Eva".to_owned()))));
        assert_eq!(*rig.state(), before);
        let tick = |task| book.decide(&rig.exercise, rig.now, Command::Tick(Ix::new(task)));
        let id = |id: &str| id.to_owned();
        let (task, at) = (id("call"), minutes(10));
        assert_eq!(tick(0), Err(Refusal::TaskDone { task, at }));
        assert_eq!(tick(1), Err(Refusal::TaskNotBegun { task: id("third") }));
        assert_eq!(tick(2), Err(Refusal::TaskSkipped { task: id("never") }));
    }

    #[test]
    fn undo_takes_the_observers_own_entries_back_and_nobody_elses() {
        let (rig, mut book) = seat();
        let rig = rig.ask(Command::Declare {
            severity: "1".to_owned(),
        });
        enter(&mut book, &rig, Command::Tick(Ix::new(0))).unwrap();
        enter(&mut book, &rig, Command::Undo).unwrap();
        assert_eq!(book.own.state().tasks[Ix::new(0)].done, None);
        assert_eq!(
            enter(&mut book, &rig, Command::Undo),
            Err(Refusal::NothingToUndo)
        );
        assert_eq!(rig.state().declarations.len(), 1);
    }

    #[test]
    fn notes_are_taken_after_the_end_and_a_real_incident_until_it_is_closed() {
        let note = || Command::Observe {
            kind: crate::exercise::event::ObservationKind::Note,
            text: "In the hot wash".to_owned(),
            about: None,
            begun: None,
        };
        for why in [EndReason::Stopped, EndReason::RealIncident] {
            let (mut rig, mut book) = seat();
            rig.record(minutes(11), Event::Ended { ending: None, why });
            enter(&mut book, &rig, note()).unwrap();
            rig.record(minutes(11), Event::Closed {});
            assert_eq!(enter(&mut book, &rig, note()), Err(Refusal::Closed));
        }
    }

    #[test]
    fn entries_are_in_the_observers_name_whoever_asks() {
        let (rig, book) = seat();
        let decided = book.decide(&rig.exercise, rig.now, Command::Tick(Ix::new(0)));
        let event = decided.unwrap().remove(0).event;
        let who = Who::Person("Eva".to_owned());
        assert_ne!(who, somebody());
        assert_eq!(
            event,
            Event::TaskDone {
                task: Ix::new(0),
                who
            }
        );
    }
}
