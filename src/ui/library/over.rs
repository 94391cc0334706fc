//! Lets what is open over the lists hear a key, and does what it answers.

use std::path::PathBuf;

use super::{Effect, Library, report::READING, setup::SETTING_UP, state::Over};
use crate::ui::{
    keymap::{self, Key},
    modals::{Answer, help_keys, palette_keys, pick_keys, told_keys},
};

impl Library {
    /// Lets what is open hear a key.
    pub(super) fn key_over(&mut self, mut over: Over, key: Key) -> Vec<Effect> {
        let mut effects = Vec::new();
        let stays = match &mut over {
            Over::Help(help) => {
                let action = keymap::find::<Self>(help_keys(), key).map(|row| row.action);
                let answer: Answer<()> = help.key(self, action, key);
                self.heard(answer, |_, ()| ())
            }
            Over::Told(_) => keymap::find::<Self>(told_keys(), key).is_none(),
            Over::Tags(pick) => {
                let action = keymap::find::<Self>(pick_keys(), key).map(|row| row.action);
                let answer = pick.key(action, key);
                self.heard(answer, |library, tag| {
                    library.filters.tag = tag;
                    library.filtered();
                })
            }
            Over::Played(pick) => {
                let action = keymap::find::<Self>(pick_keys(), key).map(|row| row.action);
                let answer = pick.key(action, key);
                self.heard(answer, |library, scenario| {
                    library.past_filters.scenario = scenario;
                    library.filtered();
                })
            }
            Over::Palette(palette) => {
                let action = keymap::find::<Self>(palette_keys(), key).map(|row| row.action);
                let answer = palette.key(self, action, key);
                self.heard(answer, |library, action| {
                    effects.extend(library.act(action));
                })
            }
            Over::Setup(setup) => {
                let action = keymap::find(SETTING_UP, key).map(|row| row.action);
                let answer = setup.key(action, key);
                self.heard(answer, |_, start| effects.push(Effect::Start(start)))
            }
            Over::Report(reading) => {
                let action = keymap::find(READING, key).map(|row| row.action);
                match reading.key(self, action) {
                    Answer::Takes(_) => {
                        let folder = reading.path.parent().map(PathBuf::from);
                        effects.extend(folder.map(Effect::Reveal));
                        true
                    }
                    answer => answer == Answer::Stays,
                }
            }
        };
        if stays {
            self.over = Some(over);
        }
        effects
    }

    /// Does what was taken, or says why nothing was; answers whether what is open stays so.
    fn heard<S>(&mut self, answer: Answer<S>, takes: impl FnOnce(&mut Self, S)) -> bool {
        match answer {
            Answer::Stays => true,
            Answer::Closes => false,
            Answer::Says(why) => {
                self.refuse(why);
                true
            }
            Answer::Takes(it) => {
                takes(self, it);
                false
            }
        }
    }
}
