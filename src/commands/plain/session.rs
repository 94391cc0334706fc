//! The loop: a line or a moment that is due, then what it amounts to, written and shown.

use std::{
    collections::VecDeque,
    io::{self, IsTerminal},
    path::Path,
    sync::mpsc::{Receiver, RecvTimeoutError},
};

use super::{
    alone,
    request::{self, Request, Task},
    show,
};
use crate::{
    commands::{Streams, report::write_beside},
    error::Error,
    exercise::{
        Command, Event, ExerciseTime, Playing, Record, Refusal, RunTime, Timed, Who,
        event::{Mode, ObservationKind, Part, PauseReason},
        state::DecisionState,
    },
    harmless,
    scenario::Span,
    shell::{
        clock::Clock,
        comparison::compare,
        ledger::{FileLedger, Ledger, name_of},
        lines::{Input, listen},
        pulse::Pulse,
    },
    solo::{self, hint},
};

/// Why nothing can be done while the journal cannot be written.
const UNWRITTEN: &str = "the journal cannot be written; the exercise waits for that";

/// How often the clock is noted while it runs.
const BETWEEN_PULSES_MS: u64 = 1_000;

/// How long it is until a journal that could not be written is tried again.
const RETRY_MS: u64 = 2_000;

/// Plays an exercise whose beginning is recorded, until it ends or is left.
///
/// # Errors
/// When the journal cannot be written at the end of the input, or the output not at all.
pub(in crate::commands) fn play(
    playing: Playing,
    ledger: FileLedger,
    folder: &Path,
    notices: &[String],
    streams: &mut Streams,
) -> Result<u8, Error> {
    let is_typed = io::stdin().is_terminal();
    let time = if is_typed {
        Time::Real(Clock::start())
    } else {
        Time::ByHand
    };
    for notice in notices {
        streams.say(&format!("note: {notice}"));
    }
    let mut session = Session {
        playing,
        ledger,
        time,
        folder,
        pulse: Pulse::of(folder),
        unwritten: None,
        streams,
    };
    session.open()?;
    session.run(&listen().map_err(Error::Input)?)?;
    session.close()
}

/// What makes the exercise clock move.
enum Time {
    Real(Clock),
    ByHand,
}

struct Session<'a, 'b> {
    playing: Playing,
    ledger: FileLedger,
    time: Time,
    folder: &'a Path,
    pulse: Pulse,
    /// What happened and could not be written; nothing else happens until it can.
    unwritten: Option<Unwritten>,
    streams: &'a mut Streams<'b>,
}

struct Unwritten {
    happened: Vec<Timed>,
    /// Whether the clock ran when it was held.
    was_running: bool,
}

/// Whether the session goes on.
#[derive(PartialEq, Eq)]
enum Next {
    GoOn,
    Leave,
}

impl Session<'_, '_> {
    fn open(&mut self) -> Result<(), Error> {
        let text = show::opening(&self.playing.exercise);
        self.print(&text)?;
        // A quit is undone by coming back; a pause by hand is for a hand to end.
        if self.playing.exercise.state().paused == Some(PauseReason::Quit) {
            self.follow(Command::Resume, &facilitator())?;
        }
        if self.playing.exercise.state().paused.is_some() {
            self.print("The clock stands; `resume` sets it going.\n")?;
        }
        self.settle()
    }

    fn run(&mut self, inputs: &Receiver<Input>) -> Result<(), Error> {
        let mut backlog = VecDeque::new();
        let mut waiting: Option<ExerciseTime> = None;
        loop {
            self.retry()?;
            self.settle()?;
            if self.playing.is_running() {
                let clock = self.clock();
                self.pulse.note(&self.playing.exercise, clock);
            }
            waiting = waiting.filter(|until| self.clock() < *until && self.playing.is_running());
            if self.has_ended() {
                return Ok(());
            }
            let input = match backlog.pop_front() {
                Some(line) if waiting.is_none() => Some(Input::Line(line)),
                Some(line) => {
                    backlog.push_front(line);
                    self.listen(inputs, waiting)
                }
                None => self.listen(inputs, waiting),
            };
            match input {
                None => {}
                Some(Input::Line(line)) if waiting.is_some() => backlog.push_back(line),
                Some(Input::Line(line)) => {
                    self.settle()?;
                    if self.hear(&line, &mut waiting)? == Next::Leave {
                        return Ok(());
                    }
                }
                Some(Input::End | Input::Signal) => return Ok(()),
            }
        }
    }

    /// Waits for the next input, no longer than until something is due.
    fn listen(&self, inputs: &Receiver<Input>, waiting: Option<ExerciseTime>) -> Option<Input> {
        let gone = |_| Input::End;
        let Time::Real(clock) = &self.time else {
            return Some(inputs.recv().unwrap_or_else(gone));
        };
        let now = clock.now();
        let retry = self
            .unwritten
            .as_ref()
            .map(|_| RunTime::from_ms(now.as_ms() + RETRY_MS));
        let pulse = self
            .playing
            .is_running()
            .then(|| RunTime::from_ms(now.as_ms() + BETWEEN_PULSES_MS));
        let waited = waiting.and_then(|until| self.playing.reaches(until));
        let wake = [retry, pulse, waited, self.playing.next_wake(now)]
            .into_iter()
            .flatten()
            .min();
        let Some(wake) = wake else {
            return Some(inputs.recv().unwrap_or_else(gone));
        };
        match inputs.recv_timeout(clock.until(wake)) {
            Ok(input) => Some(input),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => Some(Input::End),
        }
    }

    fn hear(&mut self, line: &str, waiting: &mut Option<ExerciseTime>) -> Result<Next, Error> {
        let exercise = &self.playing.exercise;
        let request =
            match request::parse(exercise.scenario(), exercise.state(), self.clock(), line) {
                Ok(request) => request,
                Err(why) if self.is_solo() => {
                    self.refuse(&alone::why_not(&why));
                    return Ok(Next::GoOn);
                }
                Err(why) => {
                    self.refuse(&why);
                    return Ok(Next::GoOn);
                }
            };
        let Some(Request { task, who }) = request else {
            return Ok(Next::GoOn);
        };
        match task {
            Task::Help if self.is_solo() => self.print(alone::HELP)?,
            Task::Help => self.print(request::HELP)?,
            Task::Do(text) => self.say_what_is_done(text)?,
            Task::Hint => self.hint()?,
            Task::Status => {
                let status = show::status(&self.playing, self.clock());
                self.print(&status)?;
            }
            Task::Quit => return Ok(Next::Leave),
            Task::Wait(span) => self.wait(span, waiting)?,
            Task::JumpBy(span) => self.follow(
                Command::Jump {
                    to: self.clock().after(span),
                },
                &who,
            )?,
            Task::JumpToNext if self.is_solo() => self.go_on()?,
            Task::JumpToNext => match self.playing.next_due(self.now()) {
                Some(to) => self.follow(Command::Jump { to }, &who)?,
                None => self.refuse("nothing is due"),
            },
            Task::RewindTo(clock) => {
                let standing = self.playing.exercise.standing();
                let mut kept = standing.iter().rev();
                let to_seq = kept
                    .find(|record| record.clock <= clock)
                    .map_or(0, |record| record.seq);
                drop(standing);
                self.follow(Command::Rewind { to_seq }, &who)?;
            }
            Task::Correct(text) => match self.last(|event| event.text().is_some()) {
                Some(entry) => {
                    let part = Part::Text;
                    self.follow(Command::Correct { entry, part, text }, &who)?;
                }
                None => self.refuse("no entry has a text of its own"),
            },
            Task::Withdraw if self.is_solo() => match hint::last_own_note(&self.playing.exercise) {
                Some((entry, _)) => self.follow(Command::Withdraw { entry }, &who)?,
                None => self.refuse("there is no note of yours; what was chosen stays"),
            },
            Task::Withdraw => match self.last(|event| matches!(event, Event::Observed { .. })) {
                Some(entry) => self.follow(Command::Withdraw { entry }, &who)?,
                None => self.refuse("there is no observation"),
            },
            Task::Follow(command) => self.follow(command, &who)?,
        }
        Ok(Next::GoOn)
    }

    fn is_solo(&self) -> bool {
        self.playing.exercise.state().mode == Mode::Solo
    }

    /// Goes on to what comes next, unless something is to be decided.
    fn go_on(&mut self) -> Result<(), Error> {
        let exercise = &self.playing.exercise;
        let (scenario, state) = (exercise.scenario(), exercise.state());
        if state.decisions.iter().any(DecisionState::is_open) {
            self.refuse("a question is open; answer it first");
            return Ok(());
        }
        if let Some(to) = solo::ahead(scenario, state, self.clock()) {
            return self.follow(Command::Jump { to }, &facilitator());
        }
        self.refuse("nothing more comes");
        Ok(())
    }

    fn say_what_is_done(&mut self, text: String) -> Result<(), Error> {
        let exercise = &self.playing.exercise;
        let (scenario, state) = (exercise.scenario(), exercise.state());
        let tasks = solo::recognized(scenario, state, &text);
        let told = alone::recognized(scenario, &tasks);
        let note = Command::Observe {
            kind: ObservationKind::Note,
            text,
            about: None,
            begun: None,
        };
        self.follow(note, &facilitator())?;
        self.print(&told)
    }

    /// Gives the next hint; the ones that were given, where there is no other.
    fn hint(&mut self) -> Result<(), Error> {
        let exercise = &self.playing.exercise;
        let (scenario, state) = (exercise.scenario(), exercise.state());
        if let Some(hint) = hint::next(scenario, state) {
            self.follow(hint.command(), &facilitator())?;
            return self.print(&alone::hint(&hint));
        }
        let given = hint::given(scenario, state);
        if given.is_empty() {
            self.refuse("there is no hint for this");
        }
        let told: String = given.iter().map(alone::hint).collect();
        self.print(&told)
    }

    /// The number of the last entry of a kind that stands.
    fn last(&self, is_meant: impl Fn(&Event) -> bool) -> Option<u64> {
        let standing = self.playing.exercise.standing();
        let mut entries = standing.iter().rev();
        entries
            .find(|record| record.event.is_entry() && is_meant(&record.event))
            .map(|record| record.seq)
    }

    fn wait(&mut self, span: Span, waiting: &mut Option<ExerciseTime>) -> Result<(), Error> {
        if self.unwritten.is_some() {
            self.refuse(UNWRITTEN);
            return Ok(());
        }
        if !self.playing.is_running() {
            self.refuse(&Refusal::Standing.to_string());
            return Ok(());
        }
        let until = self.clock().after(span);
        match self.time {
            Time::Real(_) => *waiting = Some(until),
            Time::ByHand => self.playing.wind(RunTime::default(), until),
        }
        self.settle()
    }

    fn follow(&mut self, command: Command, who: &Who) -> Result<(), Error> {
        if self.unwritten.is_some() {
            self.refuse(UNWRITTEN);
            return Ok(());
        }
        // Who plays alone does everything themselves.
        let who = if self.is_solo() {
            Who::Person(solo::trainee(self.playing.exercise.state()).to_owned())
        } else {
            who.clone()
        };
        match self.playing.decide(self.now(), command, who) {
            Ok(happened) => self.record(happened)?,
            Err(refusal) => self.refuse(&refusal.to_string()),
        }
        self.settle()
    }

    /// Lets time act.
    fn settle(&mut self) -> Result<(), Error> {
        let due = self.playing.due(self.now());
        if due.is_empty() || self.unwritten.is_some() {
            return Ok(());
        }
        self.record(due)
    }

    /// Writes what happened, then shows it; holds the clock where it cannot be written.
    fn record(&mut self, happened: Vec<Timed>) -> Result<(), Error> {
        match self.ledger.append(happened.clone()) {
            Ok(records) => self.take_in(records),
            Err(error) => {
                let was_running = self.playing.is_running();
                self.playing.hold(self.now());
                self.streams
                    .say(&format!("error: {}", harmless::line(&error.to_string())));
                self.streams
                    .say("The clock is held, and goes on when the journal can be written.");
                self.unwritten = Some(Unwritten {
                    happened,
                    was_running,
                });
                Ok(())
            }
        }
    }

    /// Tries again to write what could not be written.
    fn retry(&mut self) -> Result<(), Error> {
        let Some(unwritten) = self.unwritten.take() else {
            return Ok(());
        };
        let mut happened = unwritten.happened.clone();
        let is_over = happened
            .iter()
            .any(|it| matches!(it.event, Event::Ended { .. }));
        if unwritten.was_running && !is_over {
            let clock = self.clock();
            let events = [
                Event::Paused {
                    why: PauseReason::Storage,
                },
                Event::Resumed {},
            ];
            happened.extend(events.map(|event| Timed { clock, event }));
        }
        if let Ok(records) = self.ledger.append(happened) {
            self.streams
                .say("The journal can be written again; the exercise goes on.");
            self.take_in(records)
        } else {
            self.unwritten = Some(unwritten);
            Ok(())
        }
    }

    fn take_in(&mut self, records: Vec<Record>) -> Result<(), Error> {
        let now = self.now();
        for record in records {
            self.playing.recorded(now, record.clone());
            let text = if self.is_solo() {
                alone::record(&self.playing.exercise, &record)
            } else {
                show::record(&self.playing.exercise, &record)
            };
            self.print(&text)?;
        }
        Ok(())
    }

    /// Leaves the exercise: ended with its report, or else to be resumed.
    fn close(mut self) -> Result<u8, Error> {
        if let Some(Unwritten { happened, .. }) = self.unwritten.take() {
            // The last word: if it fails again, the error says that the exercise can be resumed.
            self.ledger.append(happened)?;
            return Ok(0);
        }
        if self.has_ended() {
            let report = write_beside(self.folder)?;
            let mut text = String::new();
            if self.is_solo() {
                let exercise = &self.playing.exercise;
                let comparison = compare(exercise, self.folder);
                text.push_str(&alone::debrief(exercise, &comparison));
            }
            text.push_str(&show::ended(&self.playing.exercise, &report));
            self.print(&text)?;
            return Ok(0);
        }
        if self.playing.is_running() {
            self.follow(Command::Pause(PauseReason::Quit), &facilitator())?;
        }
        let id = harmless::line(&name_of(self.folder));
        self.print(&format!(
            "Paused; `blackstart resume {id} --plain` goes on.\n"
        ))?;
        Ok(0)
    }

    fn has_ended(&self) -> bool {
        self.playing.exercise.state().ended.is_some()
    }

    fn now(&self) -> RunTime {
        match &self.time {
            Time::Real(clock) => clock.now(),
            Time::ByHand => RunTime::default(),
        }
    }

    fn clock(&self) -> ExerciseTime {
        self.playing.clock_at(self.now())
    }

    fn print(&mut self, text: &str) -> Result<(), Error> {
        let out = &mut self.streams.out;
        out.write_all(text.as_bytes())
            .and_then(|()| out.flush())
            .map_err(Error::Output)
    }

    fn refuse(&mut self, why: &str) {
        self.streams
            .say(&format!("refused: {}", harmless::line(why)));
    }
}

/// Who makes an entry that nobody else is named for.
pub(super) fn facilitator() -> Who {
    Who::Person("facilitator".to_owned())
}
