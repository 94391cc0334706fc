//! How the room's app reacts. Nothing that it is told changes the exercise.

use super::{Effect, Link, Message, Room};
use crate::exercise::{Handout, RunTime, seat::Course};
use crate::ui::{
    Host,
    app::Notice,
    keymap::{self, Action, Availability, Key},
    modals::{Answer, Help, help_keys},
    words,
};

impl Room {
    /// Takes in one message, and answers what is to be done about it.
    pub fn update(&mut self, message: Message) -> Vec<Effect> {
        match message {
            Message::Key(key) => return self.key(key),
            Message::Resize(size) => self.size = size,
            Message::Shown { handout, link, now } => return self.shown(*handout, link, now),
            Message::SuspendAsked => return vec![Effect::Suspend, Effect::Redraw],
            Message::Continued => return vec![Effect::Redraw],
            Message::LeaveAsked => return vec![Effect::Leave],
        }
        Vec::new()
    }

    /// Takes in what may be seen now. A message that came in is noticed as the user likes it.
    fn shown(&mut self, handout: Handout, link: Link, now: RunTime) -> Vec<Effect> {
        let comes_in = handout.delivered.len() > self.handout.delivered.len();
        (self.handout, self.link) = (handout, link);
        if self.wakes_at().is_some_and(|end| end <= now) {
            self.flashed = None;
        }
        if self.handout.course == Course::RealIncident {
            // One sentence is left, and nothing over it.
            (self.help, self.notice) = (None, None);
        }
        if !comes_in {
            return Vec::new();
        }
        self.flashed = self.bell.flashes().then_some(now);
        self.bell
            .rings()
            .then_some(Effect::Ring)
            .into_iter()
            .collect()
    }

    fn key(&mut self, key: Key) -> Vec<Effect> {
        self.notice = None;
        if let Some(mut help) = self.help.take() {
            let action = keymap::find(help_keys::<Self>(), key).map(|row| row.action);
            let answer: Answer<()> = help.key(self, action, key);
            self.help = (answer != Answer::Closes).then_some(help);
            return match answer {
                Answer::Says(why) => self.refuse(why),
                Answer::Stays | Answer::Closes | Answer::Takes(()) => Vec::new(),
            };
        }
        let tables = self.tables();
        if let Some(binding) = tables.iter().find_map(|table| keymap::find(table, key)) {
            return match (binding.when)(self) {
                Availability::Ready => self.act(binding.action),
                Availability::Not(why) => self.refuse(why),
            };
        }
        self.refuse(words::dead_key(key))
    }

    fn refuse(&mut self, why: String) -> Vec<Effect> {
        self.notice = Some(Notice::No(why));
        Vec::new()
    }

    fn act(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Help => self.help = Some(Help::default()),
            Action::Quit => return vec![Effect::Leave],
            Action::Redraw => return vec![Effect::Redraw],
            Action::Suspend => return vec![Effect::Suspend, Effect::Redraw],
            _ => self
                .look
                .update(&self.handout, &self.theme, self.size, action),
        }
        Vec::new()
    }
}
