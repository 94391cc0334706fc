//! How the library reacts: a message in, effects out.

use std::{collections::HashMap, path::PathBuf};

use super::{
    Effect, Known, Library, Listing, Message, Origin, Past,
    report::{READING, Reading},
    setup::{SETTING_UP, Setup},
    state::{Filters, Focus, Length, Order, Over, PastOrder, Spoilers, Tab},
    view,
};
use crate::{
    scenario::model::Level,
    ui::{
        Host,
        app::Notice,
        keymap::{self, Action, Availability, Key},
        modals::{Answer, Choice, Help, Pick, help_keys, pick_keys, told_keys},
        widgets::{text_field::TextField, window},
        words,
    },
};

impl Library {
    /// Takes in one message, and answers what is to be done about it.
    pub fn update(&mut self, message: Message) -> Vec<Effect> {
        let mut effects = self.take(message);
        effects.extend(self.read_what_is_seen());
        effects
    }

    fn take(&mut self, message: Message) -> Vec<Effect> {
        match message {
            Message::Key(key) => return self.key(key),
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
                if let Some(entry) = entries.find(|entry| entry.origin == origin) {
                    entry.scenario = read;
                }
            }
            Message::ExerciseRead(folder, facts) => {
                let mut exercises = self.exercises.iter_mut();
                if let Some(past) = exercises.find(|past| past.folder == folder) {
                    if let Known::Read(facts) = &facts {
                        past.is_open = Some(facts.ended.is_none());
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

    /// Asks for the journals of the exercises that are seen, unless that was asked already.
    fn read_what_is_seen(&mut self) -> Option<Effect> {
        if self.tab != Tab::Exercises {
            return None;
        }
        let height = usize::from(view::list_rows(self.size));
        let n = self.found.exercises.len();
        let first = window::first_row(self.cursor.exercises, n, height);
        let seen = self.found.exercises.iter().skip(first).take(height);
        let chosen = self.exercise().into_iter();
        let wanted: Vec<_> = chosen
            .chain(seen.map(|row| &self.exercises[*row]))
            .filter(|past| past.facts.is_unread())
            .map(|past| past.folder.clone())
            .collect();
        let is_asked = wanted.iter().all(|folder| self.asked.contains(folder));
        if is_asked {
            return None;
        }
        self.asked.clone_from(&wanted);
        Some(Effect::Read(wanted))
    }

    fn paste(&mut self, text: &str) {
        match (&mut self.over, self.focus) {
            (Some(Over::Setup(setup)), _) => setup.paste(text),
            (None, Focus::Search) => {
                self.search.insert(text);
                self.searched();
            }
            (Some(_) | None, _) => self.refuse("there is no text to paste into".to_owned()),
        }
    }

    fn key(&mut self, key: Key) -> Vec<Effect> {
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

    /// Lets what is open hear a key.
    fn key_over(&mut self, mut over: Over, key: Key) -> Vec<Effect> {
        let mut effects = Vec::new();
        let stays = match &mut over {
            Over::Help(help) => {
                let action = keymap::find::<Self>(help_keys(), key).map(|row| row.action);
                let answer: Answer<()> = help.key(self, action);
                answer == Answer::Stays
            }
            Over::Told(_) => keymap::find::<Self>(told_keys(), key).is_none(),
            Over::Tags(pick) => {
                let action = keymap::find::<Self>(pick_keys(), key).map(|row| row.action);
                match pick.key(action, key) {
                    Answer::Takes(tag) => {
                        self.filters.tag = tag;
                        self.filtered();
                        false
                    }
                    Answer::Says(why) => {
                        self.refuse(why);
                        true
                    }
                    answer => answer == Answer::Stays,
                }
            }
            Over::Setup(setup) => {
                let action = keymap::find(SETTING_UP, key).map(|row| row.action);
                match setup.key(action, key) {
                    Answer::Takes(start) => {
                        effects.push(Effect::Start(start));
                        false
                    }
                    Answer::Says(why) => {
                        self.refuse(why);
                        true
                    }
                    answer => answer == Answer::Stays,
                }
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

    fn act(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Quit => return vec![Effect::Leave],
            Action::Redraw => return vec![Effect::Redraw],
            Action::Suspend => return vec![Effect::Suspend, Effect::Redraw],
            Action::Refresh => return vec![Effect::List],
            Action::Help => self.over = Some(Over::Help(Help::default())),
            Action::Search => self.focus = Focus::Search,
            Action::Close => self.focus = Focus::List,
            Action::Clear => self.clear(),
            Action::NextPane => self.show(match self.tab {
                Tab::Scenarios => Tab::Exercises,
                Tab::Exercises => Tab::Scenarios,
            }),
            Action::Left => self.show(Tab::Scenarios),
            Action::Right => self.show(Tab::Exercises),
            Action::Up | Action::Down | Action::First | Action::Last => self.go(action),
            Action::PageUp | Action::PageDown => self.scroll(action),
            Action::Spoilers => {
                self.first = 0;
                self.spoilers = match self.spoilers {
                    Spoilers::Hidden => Spoilers::Shown,
                    Spoilers::Shown => Spoilers::Hidden,
                };
            }
            Action::Level | Action::Length | Action::Order | Action::Tag => self.sift(action),
            _ => return self.deed(action),
        }
        Vec::new()
    }

    /// Does what concerns the row that is chosen.
    fn deed(&mut self, action: Action) -> Vec<Effect> {
        let scenario = self.scenario().cloned();
        let exercise = self.exercise().cloned();
        match (self.tab, action, scenario, exercise) {
            (Tab::Scenarios, Action::Start, Some(entry), _) => {
                if let Known::Read(scenario) = entry.scenario {
                    let setup = Setup::of(entry.origin, scenario, self.pace);
                    self.over = Some(Over::Setup(setup));
                }
                Vec::new()
            }
            (Tab::Scenarios, Action::Copy, Some(entry), _) => vec![Effect::Copy(entry.origin)],
            (Tab::Scenarios, Action::Reveal, Some(entry), _) => match entry.origin {
                Origin::File(path) => path.parent().map(PathBuf::from).map(Effect::Reveal),
                Origin::BuiltIn(_) => {
                    self.refuse("it is built in; c copies it to your own folder".to_owned());
                    None
                }
            }
            .into_iter()
            .collect(),
            (Tab::Exercises, Action::Reveal, _, Some(past)) => vec![Effect::Reveal(past.folder)],
            (Tab::Exercises, Action::Resume, _, Some(past)) => vec![Effect::Resume(past.folder)],
            (Tab::Exercises, Action::Accept, _, Some(past)) if past.is_open == Some(true) => {
                vec![Effect::Resume(past.folder)]
            }
            (Tab::Exercises, Action::Report | Action::Accept, _, Some(past)) => {
                self.notice = Some(Notice::Note("Reading the report …".to_owned()));
                vec![Effect::Report(past.folder)]
            }
            _ => Vec::new(),
        }
    }

    fn show(&mut self, tab: Tab) {
        if self.tab != tab {
            self.tab = tab;
            self.first = 0;
        }
    }

    fn go(&mut self, action: Action) {
        let last = self.n_found().saturating_sub(1);
        let place = match self.tab {
            Tab::Scenarios => &mut self.cursor.scenarios,
            Tab::Exercises => &mut self.cursor.exercises,
        };
        let before = *place;
        *place = match action {
            Action::Up => place.saturating_sub(1),
            Action::Down => (*place + 1).min(last),
            Action::First => 0,
            _ => last,
        };
        if *place != before {
            self.first = 0;
            // What was shown of one scenario was not asked of the next.
            self.spoilers = Spoilers::Hidden;
        }
    }

    fn scroll(&mut self, action: Action) {
        let (n_lines, height) = view::preview_size(self);
        let by = height.saturating_sub(2).max(1);
        self.first = match action {
            Action::PageUp => self.first.saturating_sub(by),
            _ => self.first + by,
        }
        .min(window::furthest(n_lines, height));
    }

    fn sift(&mut self, action: Action) {
        match (action, self.tab) {
            (Action::Level, _) => self.filters.level = next_level(self.filters.level),
            (Action::Length, _) => self.filters.length = next_length(self.filters.length),
            (Action::Tag, _) => return self.open_tags(),
            (_, Tab::Scenarios) => {
                self.order = match self.order {
                    Order::Due => Order::Name,
                    Order::Name => Order::Practised,
                    Order::Practised => Order::Due,
                }
            }
            (_, Tab::Exercises) => {
                self.past_order = match self.past_order {
                    PastOrder::Newest => PastOrder::Scenario,
                    PastOrder::Scenario => PastOrder::Newest,
                }
            }
        }
        self.filtered();
    }

    fn open_tags(&mut self) {
        let all = Choice::new("any tag", "", None);
        let tags = self
            .tags()
            .into_iter()
            .map(|(tag, n)| Choice::new(tag, &n.to_string(), Some(tag.to_owned())));
        let choices = std::iter::once(all).chain(tags).collect();
        self.over = Some(Over::Tags(Pick::of("Only scenarios with a tag", choices)));
    }

    fn clear(&mut self) {
        self.search = TextField::default();
        self.filters = Filters::default();
        self.find();
        self.first = 0;
    }

    /// Shows the best of what a search finds.
    fn searched(&mut self) {
        self.find();
        self.cursor.scenarios = 0;
        self.cursor.exercises = 0;
        self.first = 0;
        self.spoilers = Spoilers::Hidden;
    }

    fn filtered(&mut self) {
        self.find();
        self.first = 0;
    }

    fn refuse(&mut self, why: String) {
        self.notice = Some(Notice::No(why));
    }
}

fn next_level(level: Option<Level>) -> Option<Level> {
    match level {
        None => Some(Level::Introductory),
        Some(Level::Introductory) => Some(Level::Intermediate),
        Some(Level::Intermediate) => Some(Level::Advanced),
        Some(Level::Advanced) => None,
    }
}

fn next_length(length: Option<Length>) -> Option<Length> {
    match length {
        None => Some(Length::Short),
        Some(Length::Short) => Some(Length::Medium),
        Some(Length::Medium) => Some(Length::Long),
        Some(Length::Long) => None,
    }
}
