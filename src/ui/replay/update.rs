//! How the replay reacts: a message in, effects out. It changes what is shown, and no exercise.

use super::{
    Effect, Message, Other, Replay,
    asked::{ASKED, Asked},
    challenge::Given,
    events::{EVENTS, Events},
    go_to::{GOING, GoTo},
    revealed::{REVEALED, Revealed},
    state::{Over, Play, Side},
    tally::{TALLIED, Tallied},
    view,
};
use crate::{
    exercise::{ExerciseTime, RunTime},
    report::replay::Decided,
    scenario::Span,
    ui::{
        Host,
        app::Notice,
        keymap::{self, Action, Availability, Key},
        modals::{Answer, Choice, Help, Palette, Pick, help_keys, palette_keys, pick_keys},
        room::Part,
        words,
    },
};

/// The speeds that keys lead to, in exercise minutes per real minute.
const SPEEDS: [f64; 10] = [0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0, 600.0];

const MINUTE: Span = Span::from_minutes(1);
const TEN_MINUTES: Span = Span::from_minutes(10);

/// What came of a key in something that is open over the screen.
#[derive(Debug, Clone)]
pub(super) enum Deed {
    Act(Action),
    ToRecord(usize),
    ToClock(ExerciseTime),
    Open(std::path::PathBuf),
    Give(Given),
    GoOn,
}

impl Replay {
    /// Takes in one message, once time has acted up to `now`; answers what is to be done about it.
    pub fn update(&mut self, now: RunTime, message: Message) -> Vec<Effect> {
        let was_open = self.over.is_some();
        self.pass_time(now);
        match message {
            // It was meant for the screen that was there, and could answer the question.
            Message::Key(_) | Message::Mouse(_) if !was_open && self.over.is_some() => {}
            Message::Key(key) => return self.key(now, key),
            Message::Mouse(mouse) => return self.mouse(now, mouse),
            Message::Paste(text) => self.paste(&text),
            Message::Resize(size) => self.size = size,
            Message::Woke => {}
            Message::Others(others) => self.choose_other(others),
            Message::Beside(run) => {
                self.notice = None;
                self.beside = Some(*run);
                self.side = Side::This;
                self.wind_beside();
            }
            Message::Failed(why) => self.refuse(why),
            Message::SuspendAsked => {
                self.play = Play::Stands;
                return vec![Effect::Suspend, Effect::Redraw];
            }
            Message::Continued => return vec![Effect::Redraw],
            Message::LeaveAsked => return vec![Effect::Leave],
        }
        Vec::new()
    }

    pub(super) fn refuse(&mut self, why: String) {
        self.notice = Some(Notice::No(why));
    }

    fn paste(&mut self, text: &str) {
        match &mut self.over {
            Some(Over::Events(events)) => events.insert(text),
            Some(Over::GoTo(going)) => going.field.insert(text),
            Some(Over::Palette(palette)) => palette.field_mut().insert(text),
            _ => self.refuse("there is no text to paste into".to_owned()),
        }
    }

    pub(super) fn key(&mut self, now: RunTime, key: Key) -> Vec<Effect> {
        self.notice = None;
        if let Some(over) = self.over.take() {
            return self.key_over(now, over, key);
        }
        let tables = self.tables();
        match tables.iter().find_map(|table| keymap::find(table, key)) {
            Some(binding) => match (binding.when)(self) {
                Availability::Ready => return self.act(now, binding.action),
                Availability::Not(why) => self.refuse(why),
            },
            None => self.refuse(words::dead_key(key)),
        }
        Vec::new()
    }

    /// Lets what is open over the screen have a key.
    fn key_over(&mut self, now: RunTime, mut over: Over, key: Key) -> Vec<Effect> {
        let action = |table| keymap::find::<Self>(table, key).map(|row| row.action);
        let answer = match &mut over {
            Over::Help(help) => help.key(self, action(help_keys()), key),
            Over::Palette(palette) => match palette.key(self, action(palette_keys()), key) {
                Answer::Stays => Answer::Stays,
                Answer::Closes => Answer::Closes,
                Answer::Says(why) => Answer::Says(why),
                Answer::Takes(action) => Answer::Takes(Deed::Act(action)),
            },
            Over::Events(events) => events.key(self, action(EVENTS), key),
            Over::GoTo(going) => going.key(action(GOING), key),
            Over::Others(pick) => match pick.key(action(pick_keys()), key) {
                Answer::Stays => Answer::Stays,
                Answer::Closes => Answer::Closes,
                Answer::Says(why) => Answer::Says(why),
                Answer::Takes(folder) => Answer::Takes(Deed::Open(folder)),
            },
            Over::Asked(asked) => asked.key(self, action(ASKED), key),
            Over::Revealed(revealed) => revealed.key(self, action(REVEALED)),
            Over::Tally(tallied) => tallied.key(self, action(TALLIED)),
        };
        match answer {
            Answer::Stays => self.over = Some(over),
            Answer::Closes => {}
            Answer::Says(why) => {
                self.over = Some(over);
                self.refuse(why);
            }
            Answer::Takes(deed) => return self.perform(now, over, deed),
        }
        Vec::new()
    }

    fn perform(&mut self, now: RunTime, over: Over, deed: Deed) -> Vec<Effect> {
        match (deed, over) {
            (Deed::Act(action), _) => return self.act(now, action),
            (Deed::ToRecord(n), _) => self.go_to_record(now, n),
            (Deed::ToClock(clock), _) => self.go_to(now, clock),
            (Deed::Open(folder), _) => return vec![Effect::Open(folder)],
            (Deed::Give(given), Over::Asked(asked)) => self.give(&asked, given),
            (Deed::GoOn, Over::Revealed(revealed)) => self.go_on(now, &revealed),
            (Deed::Give(_) | Deed::GoOn, _) => {}
        }
        Vec::new()
    }

    fn act(&mut self, now: RunTime, action: Action) -> Vec<Effect> {
        match action {
            Action::PauseOrResume => self.play_or_stop(now),
            Action::Right => self.step_on(now),
            Action::Left => self.step_back(now),
            Action::NextDecision => {
                if let Some(n) = self.next_decision() {
                    self.go_to_record(now, n);
                }
            }
            Action::PreviousDecision => {
                if let Some(n) = self.previous_decision() {
                    self.go_to_record(now, n);
                }
            }
            Action::MinuteOn => self.go_to(now, self.clock.after(MINUTE)),
            Action::MinuteBack => self.go_back(now, MINUTE),
            Action::PageDown => self.go_to(now, self.clock.after(TEN_MINUTES)),
            Action::PageUp => self.go_back(now, TEN_MINUTES),
            Action::First => self.go_to_the_beginning(),
            Action::Last => self.go_to(now, self.end()),
            Action::Faster => self.set_speed(now, SPEEDS.iter().find(|it| **it > self.speed)),
            Action::Slower => {
                let slower = SPEEDS.iter().rev().find(|it| **it < self.speed);
                self.set_speed(now, slower);
            }
            Action::GoTo => self.over = Some(Over::GoTo(GoTo::default())),
            Action::Search => self.over = Some(Over::Events(Events::of(self))),
            Action::Challenge => self.turn_challenge(),
            Action::Tally => self.over = Some(Over::Tally(Tallied::default())),
            Action::Compare if self.beside.is_some() => self.take_away_the_other(),
            Action::Compare => return vec![Effect::FindOthers],
            Action::NextPane => {
                self.side = match self.side {
                    Side::This => Side::Other,
                    Side::Other => Side::This,
                }
            }
            Action::Help => self.over = Some(Over::Help(Help::default())),
            Action::Palette => self.over = Some(Over::Palette(Palette::default())),
            Action::Redraw => return vec![Effect::Redraw],
            Action::Suspend => {
                self.play = Play::Stands;
                return vec![Effect::Suspend, Effect::Redraw];
            }
            Action::Quit => return vec![Effect::Leave],
            _ => {
                let handout = self.run.handout();
                let room = view::room_size(self);
                self.look.update(&handout, &self.theme, room, action);
            }
        }
        Vec::new()
    }

    fn give(&mut self, asked: &Asked, given: Given) {
        let question = asked.question;
        self.challenge.give(question, given);
        let n_before = self.run.story.decisions[question].n_before;
        self.run.reel.wind_to_record(n_before + 1);
        self.over = Some(Over::Revealed(Revealed::of(asked)));
    }

    /// Goes on after the team's answer was shown; after the last one, with how they compare.
    fn go_on(&mut self, now: RunTime, revealed: &Revealed) {
        let is_last = revealed.question + 1 == self.run.story.decisions.len();
        if is_last && self.challenge.has_answers() {
            self.over = Some(Over::Tally(Tallied::default()));
        } else if revealed.then_plays {
            self.play = self.running(now);
        }
    }

    fn turn_challenge(&mut self) {
        let n = self.run.reel.n();
        let decisions: &[Decided] = &self.run.story.decisions;
        self.challenge.turn(decisions, n);
        let note = if self.challenge.is_on() {
            match self.challenge.next_question(decisions, n) {
                Some(_) => "The challenge is on: each decision is yours before the team's shows.",
                None => "The challenge is on; all decisions are behind you, Home goes back.",
            }
        } else {
            "The challenge is off."
        };
        self.notice = Some(Notice::Note(note.to_owned()));
    }

    fn choose_other(&mut self, others: Vec<Other>) {
        if others.is_empty() {
            let title = words::plain(&self.run.scenario().title);
            return self.refuse(format!("there is no other exercise of “{title}”"));
        }
        let choices = others.into_iter();
        let choices = choices.map(|other| Choice::new(&other.id, "", other.folder));
        self.over = Some(Over::Others(Pick::of(
            "Which one beside this one?",
            choices.collect(),
        )));
    }

    fn take_away_the_other(&mut self) {
        self.beside = None;
        self.clock = self.clock.min(self.run.end());
        self.look.part = Part::All;
    }
}
