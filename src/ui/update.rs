//! How the app reacts: a message in, effects out. Records alone change the exercise.

use chrono::DateTime;

use super::{
    App, Effect, Message, Mouse,
    app::{Compared, FLASH_MS, Failing, Notice, RETRY_AFTER_MS, Report, Saving},
    keymap::{self, Action, Availability, Binding, Key, tables::EVERYWHERE},
    modals::{self, Answer},
    mouse::Deed,
    observing::Seat,
    preflight::Found,
    screens::{Screen, preflight::Preflight, room, solo},
    step::Step,
    view, words,
};
use crate::{
    exercise::{
        Command, Event, Record, RunTime, Timed, Who,
        event::{EndReason, PauseReason},
    },
    scenario::Span,
};

impl App {
    /// Takes in one message, and answers what is to be done about it.
    pub fn update(&mut self, now: RunTime, message: Message) -> Vec<Effect> {
        self.now = now;
        match message {
            Message::Woke => {
                self.end_flash();
                self.wake()
            }
            Message::Key(key) => self.key(key),
            Message::Mouse(mouse) => self.mouse(mouse),
            Message::Paste(text) => self.paste(&text),
            Message::Resize(size) => {
                self.size = size;
                Vec::new()
            }
            Message::Recorded(records) => self.recorded(records),
            Message::RecordFailed { batch, cause } => self.record_failed(batch, cause),
            Message::ReportWritten(path) => {
                self.report = Report::Written(path);
                Vec::new()
            }
            Message::Compared(comparison) => {
                self.compared = Compared::With(comparison);
                Vec::new()
            }
            Message::ReportFailed(cause) => {
                self.report = Report::Failed(cause);
                Vec::new()
            }
            Message::Examined(found) => {
                self.examined(found);
                Vec::new()
            }
            Message::Slept(slept) => self.slept(slept),
            Message::SuspendAsked => self.suspend(),
            Message::Continued => vec![Effect::Redraw],
            Message::LeaveAsked => self.leave(),
        }
    }

    /// Lets a flash end that was long enough to be seen. Nothing wakes the app for it: the next
    /// second does, or the next key.
    fn end_flash(&mut self) {
        let now_ms = self.now.as_ms();
        self.flashed = self.flashed.filter(|at| now_ms < at.as_ms() + FLASH_MS);
    }

    /// Lets time act, or tries again what could not be recorded.
    fn wake(&mut self) -> Vec<Effect> {
        match &self.saving {
            Saving::Failing(failing) if self.now >= failing.retry_at => self.try_again(),
            Saving::Failing(_) => Vec::new(),
            Saving::Fine | Saving::Mended => self.due(),
        }
    }

    fn due(&mut self) -> Vec<Effect> {
        if !self.leads() {
            return Vec::new();
        }
        // Until the briefing is over nothing happens, not even what is due at T+0.
        if self.is_at_the_briefing() {
            return Vec::new();
        }
        let in_time = self.answer_in_time();
        let due = in_time.unwrap_or_else(|| self.playing.due(self.now));
        if due.is_empty() {
            Vec::new()
        } else {
            vec![Effect::Record(due)]
        }
    }

    fn key(&mut self, key: Key) -> Vec<Effect> {
        self.notice = None;
        // What is real comes first, whatever is open and written.
        let everywhere = keymap::find(EVERYWHERE, key);
        if let Some(binding) = everywhere.filter(|row| row.action == Action::RealIncident) {
            return self.press(binding);
        }
        if let Some(modal) = self.modals.pop() {
            return self.modal_key(modal, key);
        }
        let tables = self.screen().tables();
        match tables.iter().find_map(|table| keymap::find(table, key)) {
            Some(binding) => self.press(binding),
            None if matches!(self.screen(), Screen::Solo(_)) => solo::press_digit(self, key),
            None if self.is_seen_by_the_room() => self.refuse(room::dead_key(key)),
            None => self.refuse(words::dead_key(key)),
        }
    }

    /// A click on a hint is its key; what else is done with the mouse is for what is on top.
    fn mouse(&mut self, mouse: Mouse) -> Vec<Effect> {
        let is_click = mouse.deed == Deed::Click;
        if let Some(mut modal) = self.modals.pop() {
            // What was refused may cover what is clicked on.
            let answer = modal.mouse(self, mouse);
            self.notice.take_if(|_| is_click);
            return self.answered(modal, answer);
        }
        let clicked = view::key_at(self, mouse);
        self.notice.take_if(|_| is_click);
        if let Some(key) = clicked {
            return self.key(key);
        }
        let mut screen = self.screens.pop().expect("a screen is shown");
        screen.mouse(self, mouse);
        self.screens.push(screen);
        Vec::new()
    }

    fn press(&mut self, binding: &Binding) -> Vec<Effect> {
        match (binding.when)(self) {
            Availability::Ready => self.act(binding.action),
            Availability::Not(why) => self.refuse(why),
        }
    }

    /// Does what an action asks for on this screen.
    pub(super) fn act(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Help => self.open(modals::help()),
            Action::Palette => self.open(modals::palette()),
            Action::Redraw => vec![Effect::Redraw],
            Action::Suspend => self.suspend(),
            Action::TryAgain => self.try_again(),
            Action::SeeRoom => self.see_room(),
            Action::RealIncident => self.stop_for_real(),
            _ => {
                let mut screen = self.screens.pop().expect("a screen is shown");
                let effects = screen.update(self, action);
                self.screens.push(screen);
                effects
            }
        }
    }

    /// To what the room sees, or back from it.
    fn see_room(&mut self) -> Vec<Effect> {
        if self.is_seen_by_the_room() {
            self.screens.pop();
            self.follow_the_exercise();
        } else {
            self.screens.push(Screen::room());
        }
        Vec::new()
    }

    fn modal_key(&mut self, mut modal: modals::Modal, key: Key) -> Vec<Effect> {
        let answer = modal.key(self, key);
        self.answered(modal, answer)
    }

    /// Does what a modal has answered.
    fn answered(&mut self, modal: modals::Modal, answer: Answer) -> Vec<Effect> {
        match answer {
            Answer::Stays => {
                self.modals.push(modal);
                Vec::new()
            }
            Answer::Closes => Vec::new(),
            Answer::Says(why) => {
                self.modals.push(modal);
                self.refuse(why)
            }
            Answer::Takes(step) => match self.take(step) {
                Ok(effects) => effects,
                Err(why) => {
                    // What was written is not to be written again.
                    if modal.holds_text() {
                        self.modals.push(modal);
                    }
                    self.refuse(why)
                }
            },
        }
    }

    fn paste(&mut self, text: &str) -> Vec<Effect> {
        self.notice = None;
        match self.modals.pop() {
            Some(mut modal) => {
                modal.paste(self, text);
                self.modals.push(modal);
                Vec::new()
            }
            None => self.refuse("there is no text to paste into".to_owned()),
        }
    }

    /// Goes one step; why not, where it cannot be gone.
    pub fn take(&mut self, step: Step) -> Result<Vec<Effect>, String> {
        match step {
            Step::Command(command) => self.ask(vec![command], self.at_the_keys()),
            // Who plays alone does everything themselves.
            Step::CommandBy(command, _) if self.is_solo() => {
                self.ask(vec![command], self.at_the_keys())
            }
            Step::CommandBy(command, who) => self.ask(vec![command], who),
            Step::Commands(commands) => self.ask(commands, self.at_the_keys()),
            Step::Doing(text) => Ok(solo::doing(self, &text)),
            Step::Open(modal) => Ok(self.open(*modal)),
            Step::Act(action) => Ok(self.act(action)),
            Step::GoBack(to_seq) => self.go_back(to_seq),
            Step::Leave => Ok(self.leave()),
        }
    }

    /// Asks the engine, and records all of it at once; refused while nothing can be recorded.
    fn ask(&self, commands: Vec<Command>, who: Who) -> Result<Vec<Effect>, String> {
        self.check_saving()?;
        let decide = |command| match &self.seat {
            Seat::Facilitator => self.playing.decide(self.now, command, who.clone()),
            Seat::Observer(book) => book.decide(&self.playing.exercise, self.clock(), command),
        };
        let happened: Result<Vec<_>, _> = commands.into_iter().map(decide).collect();
        happened
            .map(|happened| vec![Effect::Record(happened.concat())])
            .map_err(|refusal| words::plain(&refusal.to_string()))
    }

    /// Goes back to how the exercise stood after a record. Its clock stands from there on, also
    /// where it had ended: whoever goes back wants to look around first.
    fn go_back(&self, to_seq: u64) -> Result<Vec<Effect>, String> {
        self.check_saving()?;
        let rewind = Command::Rewind { to_seq };
        let decided = self.playing.decide(self.now, rewind, Self::facilitator());
        let mut happened = decided.map_err(|refusal| words::plain(&refusal.to_string()))?;
        if self.state().paused.is_none() {
            let why = PauseReason::Hand;
            happened.extend(happened.first().map(|back| Timed {
                clock: back.clock,
                event: Event::Paused { why },
            }));
        }
        Ok(vec![Effect::Record(happened)])
    }

    fn check_saving(&self) -> Result<(), String> {
        match &self.saving {
            Saving::Failing(failing) => {
                let journal = self.journal_name();
                Err(format!("cannot write {journal}: {}", failing.cause))
            }
            Saving::Fine | Saving::Mended => Ok(()),
        }
    }

    /// Goes one step, and says so if it cannot be gone.
    pub fn try_to(&mut self, step: Step) -> Vec<Effect> {
        self.take(step).unwrap_or_else(|why| self.refuse(why))
    }

    pub fn open(&mut self, modal: modals::Modal) -> Vec<Effect> {
        self.modals.push(modal);
        Vec::new()
    }

    /// Says why something was not done.
    pub fn refuse(&mut self, why: String) -> Vec<Effect> {
        self.notice = Some(Notice::No(why));
        Vec::new()
    }

    fn recorded(&mut self, records: Vec<Record>) -> Vec<Effect> {
        let mut effects = Vec::new();
        if records.iter().any(comes_in) {
            effects.extend(self.call_attention());
        }
        effects.extend(self.take_in(records));
        effects
    }

    /// Rings or flashes, as the user likes it: an inject has come in.
    pub(super) fn call_attention(&mut self) -> Option<Effect> {
        self.flashed = self.bell.flashes().then_some(self.now);
        self.bell.rings().then_some(Effect::Ring)
    }

    fn take_in(&mut self, records: Vec<Record>) -> Vec<Effect> {
        for record in &records {
            let record = record.clone();
            match &mut self.seat {
                Seat::Facilitator => self.playing.recorded(self.now, record),
                Seat::Observer(book) => book.own.apply(record),
            }
        }
        if let Saving::Failing(failing) = &self.saving {
            self.saving = if failing.was_running {
                Saving::Mended
            } else {
                Saving::Fine
            };
            self.notice = Some(Notice::Note(
                match self.seat {
                    Seat::Facilitator => "The journal is written again.",
                    Seat::Observer(_) => "Your notes are written again.",
                }
                .to_owned(),
            ));
        }
        if !self.leads() {
            return Vec::new();
        }
        self.follow_the_exercise();
        let told = if self.is_solo() {
            solo::tell(self, &records)
        } else {
            Vec::new()
        };
        if self.state().ended.is_some() {
            self.saving = Saving::Fine;
            return self.over(&records);
        }
        // What is due comes after what is recorded now.
        if !told.is_empty() {
            return told;
        }
        let due = self.due();
        if due.is_empty() && self.saving == Saving::Mended {
            return self.go_on();
        }
        due
    }

    /// What is to be done when the exercise has ended, or something was noted since.
    fn over(&self, records: &[Record]) -> Vec<Effect> {
        let has_just_ended = records
            .iter()
            .any(|record| matches!(record.event, Event::Ended { .. }));
        let mut effects = vec![Effect::WriteReport];
        if self.is_solo() && has_just_ended {
            effects.push(Effect::Compare);
        }
        effects
    }

    /// Sets the clock going again after the journal could not be written for a while.
    fn go_on(&mut self) -> Vec<Effect> {
        self.saving = Saving::Fine;
        let state = self.state();
        if state.paused.is_some() || state.ended.is_some() {
            return Vec::new();
        }
        self.playing.hold(self.now);
        let clock = self.clock();
        let why = PauseReason::Storage;
        let happened = [Event::Paused { why }, Event::Resumed {}]
            .map(|event| Timed { clock, event })
            .to_vec();
        vec![Effect::Record(happened)]
    }

    fn record_failed(&mut self, batch: Vec<Timed>, cause: String) -> Vec<Effect> {
        let retry_at = RunTime::from_ms(self.now.as_ms() + RETRY_AFTER_MS);
        let was_running = match &mut self.saving {
            // It was tried again: what waits is known.
            Saving::Failing(failing) => {
                (failing.cause, failing.retry_at) = (cause, retry_at);
                return Vec::new();
            }
            Saving::Mended => true,
            Saving::Fine => self.playing.is_running() && self.leads(),
        };
        if self.leads() {
            self.playing.hold(self.now);
        }
        // It is asked for alone.
        let (batch, stop) = if batch.iter().any(stops_for_real) {
            (Vec::new(), batch)
        } else {
            (batch, Vec::new())
        };
        self.saving = Saving::Failing(Failing {
            batch,
            stop,
            cause,
            retry_at,
            was_running,
        });
        if self.leads() {
            self.follow_the_exercise();
        }
        Vec::new()
    }

    fn try_again(&self) -> Vec<Effect> {
        match &self.saving {
            Saving::Failing(failing) => {
                let happened = [&failing.batch[..], &failing.stop].concat();
                vec![Effect::Record(happened)]
            }
            Saving::Fine | Saving::Mended => Vec::new(),
        }
    }

    /// Stops everything, since something real has happened. Where the journal cannot be written it
    /// stops as well, and that is written behind what waits.
    fn stop_for_real(&mut self) -> Vec<Effect> {
        let Saving::Failing(failing) = &mut self.saving else {
            return self.try_to(Step::Command(Command::RealIncident));
        };
        // What would end the exercise comes again once it is gone on with.
        let end = |timed: &Timed| matches!(timed.event, Event::Ended { .. });
        let n_before = failing.batch.iter().position(end);
        failing.batch.truncate(n_before.unwrap_or(usize::MAX));
        let mut then = self.playing.clone();
        for Timed { clock, event } in failing.batch.iter().cloned() {
            let seq = then.exercise.records().len() as u64;
            // When it will have been written nobody knows yet.
            let ts = DateTime::default();
            let record = Record {
                seq,
                ts,
                clock,
                event,
            };
            then.recorded(self.now, record);
        }
        match then.decide(self.now, Command::RealIncident, Self::facilitator()) {
            Ok(stop) => failing.stop = stop,
            Err(refusal) => return self.refuse(words::plain(&refusal.to_string())),
        }
        self.follow_the_exercise();
        self.try_again()
    }

    /// Goes on as if nothing real had stopped the exercise, which is not in the journal yet.
    pub(super) fn take_stop_back(&mut self) -> Vec<Effect> {
        let Saving::Failing(failing) = &mut self.saving else {
            return Vec::new();
        };
        failing.stop.clear();
        let (waits, was_running) = (!failing.batch.is_empty(), failing.was_running);
        self.follow_the_exercise();
        if waits {
            return self.try_again();
        }
        self.saving = Saving::Fine;
        if was_running {
            self.go_on()
        } else {
            Vec::new()
        }
    }

    /// Shows what there is to run on, as long as the exercise has not begun.
    fn examined(&mut self, found: Found) {
        match self.screens.last_mut() {
            Some(screen @ Screen::Briefing(_)) => {
                *screen = Screen::Preflight(Preflight::of(found));
            }
            Some(Screen::Preflight(preflight)) => {
                *preflight = Preflight::of(found);
                self.notice = Some(Notice::Note("Looked again just now.".to_owned()));
            }
            _ => {}
        }
    }

    /// Stops the clock where it was when the computer went to sleep, and asks what the time counts.
    fn slept(&mut self, slept: Span) -> Vec<Effect> {
        if !self.playing.is_running() || !self.leads() {
            return Vec::new();
        }
        let asked = modals::asleep(self, slept);
        self.modals.push(asked);
        self.try_to(Step::Command(Command::Pause(PauseReason::Asleep)))
    }

    fn suspend(&mut self) -> Vec<Effect> {
        let mut effects = Vec::new();
        if self.playing.is_running() && self.leads() {
            // Nobody sees what would happen meanwhile.
            effects = self.try_to(Step::Command(Command::Pause(PauseReason::Hand)));
            self.notice = Some(Notice::Note(
                "The clock stood while the program was stopped.".to_owned(),
            ));
        }
        effects.extend([Effect::Suspend, Effect::Redraw]);
        effects
    }

    /// Leaves, with a clock that stands where it is seen now.
    fn leave(&mut self) -> Vec<Effect> {
        // What has stopped the exercise is tried once more.
        let mut effects = match self.unwritten_stop() {
            Some(_) => self.try_again(),
            None => Vec::new(),
        };
        if self.playing.is_running() && self.leads() {
            effects = self
                .take(Step::Command(Command::Pause(PauseReason::Quit)))
                .unwrap_or_default();
        }
        effects.push(Effect::Leave);
        effects
    }
}

fn stops_for_real(timed: &Timed) -> bool {
    let real = EndReason::RealIncident;
    matches!(timed.event, Event::Ended { why, .. } if why == real)
}

/// Whether a record is an inject that reaches the room.
pub(super) fn comes_in(record: &Record) -> bool {
    matches!(
        record.event,
        Event::InjectDelivered { .. } | Event::InjectImprovised { .. }
    )
}
