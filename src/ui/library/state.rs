//! What the library holds: what there is, what of it is shown, and what is open over it.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    path::PathBuf,
};

use chrono::NaiveDate;
use ratatui::layout::Size;

use super::{
    Origin, Past, ScenarioEntry, keys,
    report::Reading,
    setup::Setup,
    sieve::{Filters, Order, PastFilters, PastOrder},
};
use crate::{
    exercise::event::Pace,
    fuzz::glance::Glance,
    ui::{
        Host, Theme,
        app::Notice,
        keymap::Binding,
        modals::{Help, Palette, Pick, Told},
        widgets::text_field::TextField,
    },
};

/// The library, as data. [`Library::update`] is the only thing that changes it.
#[derive(Debug, Clone)]
pub struct Library {
    pub tab: Tab,
    pub scenarios: Vec<ScenarioEntry>,
    pub exercises: Vec<Past>,
    /// Whether what there is was listed at all.
    pub is_listed: bool,
    pub search: TextField,
    pub focus: Focus,
    pub filters: Filters,
    pub past_filters: PastFilters,
    pub order: Order,
    pub past_order: PastOrder,
    /// The rows that are shown, in their order; follows from all of the above.
    pub(super) found: Found,
    /// Where the cursor stands among those.
    pub(super) cursor: Places,
    /// How far down the preview is read.
    pub(super) first: usize,
    /// Whether the preview tells what a player must not know.
    pub spoilers: Spoilers,
    pub(super) over: Option<Over>,
    pub notice: Option<Notice>,
    /// The exercises that were asked to be read last.
    pub(super) asked: HashSet<PathBuf>,
    /// How simulated teams fared with each scenario, as far as that was tried; nothing where it
    /// cannot be.
    pub(super) simulated: HashMap<Origin, Option<Glance>>,
    /// The scenario that simulated teams are at.
    pub(super) simulating: Option<Origin>,
    /// The ids of all scenarios.
    pub(super) ids: HashSet<String>,
    /// When each scenario was practised, and how often, by its id.
    pub(super) practised: BTreeMap<String, Practised>,
    pub(super) today: NaiveDate,
    /// The exercise that the cursor goes to once it is listed.
    pub(super) awaited: Option<PathBuf>,
    /// Where the user's own scenarios are.
    pub(super) folder: PathBuf,
    /// How injects arrive unless somebody chooses otherwise.
    pub pace: Pace,
    pub theme: Theme,
    pub size: Size,
}

/// Which of the two lists is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tab {
    Scenarios,
    Exercises,
}

/// Where the keys go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Focus {
    List,
    Search,
}

/// Whether what only the facilitator may know is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spoilers {
    Hidden,
    Shown,
}

/// Something of each list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Found {
    pub scenarios: Vec<usize>,
    pub exercises: Vec<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Places {
    pub scenarios: usize,
    pub exercises: usize,
}

/// How often a scenario was practised, and when last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Practised {
    pub last: NaiveDate,
    pub times: usize,
}

/// What is open over the lists; it hears every key.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Over {
    Help(Help),
    Told(Told),
    /// Only scenarios with a tag.
    Tags(Pick<Option<String>>),
    /// Only exercises of a scenario.
    Played(Pick<Option<String>>),
    Palette(Palette),
    Setup(Setup),
    Report(Reading),
}

impl Library {
    /// A library on a terminal of that size, in which nothing is listed yet.
    pub fn new(theme: Theme, pace: Pace, size: Size) -> Self {
        Self {
            tab: Tab::Scenarios,
            scenarios: Vec::new(),
            exercises: Vec::new(),
            is_listed: false,
            search: TextField::default(),
            focus: Focus::List,
            filters: Filters::default(),
            past_filters: PastFilters::default(),
            order: Order::Due,
            past_order: PastOrder::Newest,
            found: Found::default(),
            cursor: Places::default(),
            first: 0,
            spoilers: Spoilers::Hidden,
            over: None,
            notice: None,
            asked: HashSet::new(),
            simulated: HashMap::new(),
            simulating: None,
            ids: HashSet::new(),
            practised: BTreeMap::new(),
            today: NaiveDate::default(),
            awaited: None,
            folder: PathBuf::new(),
            pace,
            theme,
            size,
        }
    }

    /// The scenario that the cursor is on.
    pub fn scenario(&self) -> Option<&ScenarioEntry> {
        let row = self.found.scenarios.get(self.cursor.scenarios)?;
        self.scenarios.get(*row)
    }

    /// The exercise that the cursor is on.
    pub fn exercise(&self) -> Option<&Past> {
        let row = self.found.exercises.get(self.cursor.exercises)?;
        self.exercises.get(*row)
    }

    /// Shows the exercises, this one chosen once it is listed, and says how it was left.
    pub fn come_back(&mut self, exercise: PathBuf, note: String) {
        self.tab = Tab::Exercises;
        self.first = 0;
        self.search = TextField::default();
        self.awaited = Some(exercise);
        self.notice = Some(Notice::Note(note));
    }

    /// Tells why what was to come did not, a paragraph each.
    pub fn tell(&mut self, paragraphs: Vec<String>) {
        self.over = Some(Over::Told(Told {
            title: "This was not possible".to_owned(),
            paragraphs,
        }));
    }

    /// Who may read what is on the screen, as the scenario says that it is of.
    pub(super) fn marking(&self) -> Option<&str> {
        let marking = match (&self.over, self.tab) {
            (Some(Over::Setup(setup)), _) => setup.scenario.marking.as_ref(),
            (Some(Over::Report(reading)), _) => reading.marking.as_ref(),
            (_, Tab::Scenarios) => self.scenario()?.scenario.read()?.marking.as_ref(),
            (_, Tab::Exercises) => self.exercise()?.facts.read()?.marking.as_ref(),
        };
        marking.map(String::as_str)
    }

    /// How many rows the list that is shown has.
    pub fn n_found(&self) -> usize {
        match self.tab {
            Tab::Scenarios => self.found.scenarios.len(),
            Tab::Exercises => self.found.exercises.len(),
        }
    }

    /// Where the cursor is in the list that is shown.
    pub(super) const fn place(&self) -> usize {
        match self.tab {
            Tab::Scenarios => self.cursor.scenarios,
            Tab::Exercises => self.cursor.exercises,
        }
    }

    /// Every tag of a scenario that was read, with how many have it.
    pub(super) fn tags(&self) -> BTreeMap<&str, usize> {
        let mut tags = BTreeMap::new();
        let read = self.scenarios.iter().filter_map(|it| it.scenario.read());
        for scenario in read {
            for tag in scenario.tags.iter().collect::<BTreeSet<_>>() {
                *tags.entry(tag.as_str()).or_default() += 1;
            }
        }
        tags
    }

    /// Every scenario that was played, by its id, with how often.
    pub(super) fn played(&self) -> BTreeMap<&str, usize> {
        let mut played = BTreeMap::new();
        for past in &self.exercises {
            *played.entry(self.scenario_of(past)).or_default() += 1;
        }
        played
    }

    /// What an exercise is called: as its scenario, whose title is known before its journal is.
    pub(super) fn title_of<'a>(&'a self, past: &'a Past) -> &'a str {
        if past.facts.read().is_some() {
            return past.title();
        }
        let id = self.scenario_of(past);
        let entry = self.scenarios.iter().find(|entry| entry.id() == id);
        entry.map_or(past.title(), ScenarioEntry::title)
    }

    /// How many exercises are yet to be read before all is known that is asked for.
    pub(super) fn n_unread_exercises(&self) -> usize {
        if !self.past_filters.needs_journals() {
            return 0;
        }
        let unread = self.exercises.iter().filter(|it| it.facts.is_unread());
        unread.count()
    }

    /// How many scenarios are yet to be read.
    pub(super) fn n_unread(&self) -> usize {
        let unread = self.scenarios.iter().filter(|it| it.scenario.is_unread());
        unread.count()
    }
}

impl Host for Library {
    fn theme(&self) -> &Theme {
        &self.theme
    }

    fn size(&self) -> Size {
        self.size
    }

    fn notice(&self) -> Option<&Notice> {
        self.notice.as_ref()
    }

    fn tables(&self) -> Vec<&'static [Binding<Self>]> {
        match (self.focus, self.tab) {
            (Focus::Search, _) => vec![keys::SEARCHING],
            (Focus::List, Tab::Scenarios) => vec![keys::SCENARIOS, keys::EVERYWHERE],
            (Focus::List, Tab::Exercises) => vec![keys::EXERCISES, keys::EVERYWHERE],
        }
    }
}
