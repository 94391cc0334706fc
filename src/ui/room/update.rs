//! How the room's app reacts. Nothing that it is told changes the exercise.

use super::{Effect, Message, Room};
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
            Message::Shown(handout, link) => (self.handout, self.link) = (*handout, link),
            Message::SuspendAsked => return vec![Effect::Suspend, Effect::Redraw],
            Message::Continued => return vec![Effect::Redraw],
            Message::LeaveAsked => return vec![Effect::Leave],
        }
        Vec::new()
    }

    fn key(&mut self, key: Key) -> Vec<Effect> {
        self.notice = None;
        if let Some(mut help) = self.help.take() {
            let action = keymap::find(help_keys::<Self>(), key).map(|row| row.action);
            if let Answer::Stays = help.key::<Self, ()>(self, action) {
                self.help = Some(help);
            }
            return Vec::new();
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
