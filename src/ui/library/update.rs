//! How the library reacts: a message in, effects out.

use std::{collections::HashMap, path::PathBuf};

use super::{
    Effect, Known, Library, Listing, Message, Past, others,
    report::Reading,
    state::{Focus, Over, Tab},
    view,
};
use crate::ui::{
    Host,
    app::Notice,
    keymap::{self, Availability, Key},
    widgets::window,
    words,
};

impl Library {
    /// Takes in one message, and answers what is to be done about it.
    pub fn update(&mut self, message: Message) -> Vec<Effect> {
        let mut effects = self.take(message);
        effects.extend(self.read_what_is_seen());
        effects.extend(self.simulate_what_is_seen());
        effects
    }

    fn take(&mut self, message: Message) -> Vec<Effect> {
        match message {
            Message::Key(key) => return self.key(key),
            Message::Mouse(mouse) => return self.mouse(mouse),
            Message::Paste(text) => self.paste(&text),
            Message::Resize(size) => self.size = size,
            Message::Listed(listing) => self.listed(listing),
            Message::ListFailed(why) | Message::Failed(why) => {
                self.is_listed = true;
                self.notice = Some(Notice::No(why));
            }
            Message::ScenarioRead(..) | Message::ExerciseRead(..) | Message::Glanced(_) => {
                self.learn(message);
                self.find();
            }
            Message::Simulated(origin, glance) => {
                self.simulating = None;
                self.simulated.insert(origin, glance);
            }
            Message::Many(messages) => return self.take_many(messages),
            Message::ReportRead(path, text) => {
                self.notice = None;
                let mut exercises = self.exercises.iter();
                let past = exercises.find(|past| path.parent() == Some(&past.folder));
                let facts = past.and_then(|past| past.facts.read());
                let marking = facts.and_then(|facts| facts.marking.clone());
                self.over = Some(Over::Report(Reading::of(path, text, marking)));
            }
            Message::Told(note) => self.notice = Some(Notice::Note(note)),
            Message::SuspendAsked => return vec![Effect::Suspend, Effect::Redraw],
            Message::Continued => return vec![Effect::Redraw],
            Message::LeaveAsked => return vec![Effect::Leave],
        }
        Vec::new()
    }

    /// Takes in all of them, and finds anew what is shown only once.
    fn take_many(&mut self, messages: Vec<Message>) -> Vec<Effect> {
        let mut effects = Vec::new();
        for message in messages {
            match message {
                Message::ScenarioRead(..) | Message::ExerciseRead(..) | Message::Glanced(_) => {
                    self.learn(message);
                }
                other => effects.extend(self.take(other)),
            }
        }
        self.find();
        effects
    }

    /// Takes in what was read.
    fn learn(&mut self, message: Message) {
        match message {
            Message::ScenarioRead(origin, read) => {
                let mut entries = self.scenarios.iter_mut();
                self.simulated.remove(&origin);
                if let Some(entry) = entries.find(|entry| entry.origin == origin) {
                    entry.scenario = read;
                }
            }
            Message::ExerciseRead(folder, facts) => {
                let mut exercises = self.exercises.iter_mut();
                if let Some(past) = exercises.find(|past| past.folder == folder) {
                    if let Known::Read(facts) = &facts {
                        past.is_open = Some(facts.is_open());
                    }
                    past.facts = facts;
                }
            }
            Message::Glanced(glanced) => self.glanced(glanced),
            _ => {}
        }
    }

    /// Takes in what there is now, and keeps what was read of it before.
    fn listed(&mut self, listing: Listing) {
        let old = std::mem::take(&mut self.scenarios);
        let mut old: HashMap<_, _> = old
            .into_iter()
            .map(|entry| ((entry.origin, entry.stamp), entry.scenario))
            .collect();
        self.scenarios = listing.scenarios;
        for entry in &mut self.scenarios {
            if let Some(read) = old.remove(&(entry.origin.clone(), entry.stamp)) {
                entry.scenario = read;
            }
        }
        // What has ended changes no more; anything else is read again.
        let old = std::mem::take(&mut self.exercises).into_iter();
        let old = old.filter(|past| past.is_open == Some(false) && !past.facts.is_unread());
        let mut old: HashMap<_, _> = old.map(|past| (past.folder.clone(), past)).collect();
        let kept = |past: Past| old.remove(&past.folder).unwrap_or(past);
        self.exercises = listing.exercises.into_iter().map(kept).collect();
        // The newest first, for the sort that follows each time keeps that order.
        self.exercises.sort_by(|a, b| b.id.cmp(&a.id));
        self.today = listing.today;
        self.folder = listing.folder;
        self.is_listed = true;
        self.asked.clear();
        self.find();
        if let Some(awaited) = self.awaited.take() {
            let is_awaited = |row: &usize| self.exercises[*row].folder == awaited;
            let place = self.found.exercises.iter().position(is_awaited);
            self.cursor.exercises = place.unwrap_or(self.cursor.exercises);
        }
    }

    fn glanced(&mut self, glanced: Vec<(PathBuf, bool)>) {
        let glanced: HashMap<_, _> = glanced.into_iter().collect();
        for past in &mut self.exercises {
            if past.facts.is_unread()
                && let Some(is_open) = glanced.get(&past.folder)
            {
                past.is_open = Some(*is_open);
            }
        }
    }

    /// Asks for the journals of the exercises that are looked at, unless that was asked already.
    fn read_what_is_seen(&mut self) -> Option<Effect> {
        let wanted: Vec<_> = match self.tab {
            Tab::Scenarios => self.of_the_chosen_scenario(),
            Tab::Exercises => self.seen(),
        };
        if wanted.iter().all(|folder| self.asked.contains(folder)) {
            return None;
        }
        self.asked = wanted.iter().cloned().collect();
        Some(Effect::Read(wanted))
    }

    /// The exercises of the scenario that is chosen, as many as tell what it took.
    fn of_the_chosen_scenario(&self) -> Vec<PathBuf> {
        let Some(entry) = self.scenario() else {
            return Vec::new();
        };
        let of_it = self.exercises.iter().filter(|it| it.is_of(entry.id()));
        let of_it = of_it.take(others::MOST_READ);
        let unread = of_it.filter(|past| past.facts.is_unread());
        unread.map(|past| past.folder.clone()).collect()
    }

    /// The one that is chosen and the rows that are seen; then all, where only their journals tell
    /// which of them are asked for.
    fn seen(&self) -> Vec<PathBuf> {
        let height = usize::from(view::list_rows(self.size));
        let n = self.found.exercises.len();
        let first = window::first_row(self.cursor.exercises, n, height);
        let seen = self.found.exercises.iter().skip(first).take(height);
        let chosen = self.exercise().into_iter();
        let seen = chosen.chain(seen.map(|row| &self.exercises[*row]));
        let needs_all = self.past_filters.needs_journals();
        let all = self.exercises.iter().filter(|_| needs_all);
        let unread = seen.chain(all).filter(|past| past.facts.is_unread());
        unread.map(|past| past.folder.clone()).collect()
    }

    /// Lets simulated teams play the scenario that is looked at.
    fn simulate_what_is_seen(&mut self) -> Option<Effect> {
        let entry = self.scenario().filter(|_| self.tab == Tab::Scenarios)?;
        let (origin, scenario) = (entry.origin.clone(), entry.scenario.read()?.clone());
        let is_done = self.simulated.contains_key(&origin);
        if is_done || self.simulating.as_ref() == Some(&origin) {
            return None;
        }
        self.simulating = Some(origin.clone());
        Some(Effect::Simulate(origin, scenario))
    }

    fn paste(&mut self, text: &str) {
        match (&mut self.over, self.focus) {
            (Some(Over::Setup(setup)), _) => setup.paste(text),
            (Some(Over::Palette(palette)), _) => palette.field_mut().insert(text),
            (None, Focus::Search) => {
                self.search.insert(text);
                self.searched();
            }
            (Some(_) | None, _) => self.refuse("there is no text to paste into".to_owned()),
        }
    }

    pub(super) fn key(&mut self, key: Key) -> Vec<Effect> {
        self.notice = None;
        if let Some(over) = self.over.take() {
            return self.key_over(over, key);
        }
        let found = self
            .tables()
            .into_iter()
            .find_map(|table| keymap::find(table, key));
        match found {
            Some(binding) => match (binding.when)(self) {
                Availability::Ready => return self.act(binding.action),
                Availability::Not(why) => self.refuse(why),
            },
            None if self.focus == Focus::Search => {
                self.search.key(key);
                self.searched();
            }
            None => self.refuse(words::dead_key(key)),
        }
        Vec::new()
    }

    pub(super) fn refuse(&mut self, why: String) {
        self.notice = Some(Notice::No(why));
    }
}
