//! What the library's keys do: to what is listed, and with the row that is chosen.

use std::path::PathBuf;

use super::{
    Effect, Known, Library, Origin, Start,
    setup::Setup,
    sieve::{self, Counts, Filters, LEVELS, Length, PastFilters, Reached, StillOpen},
    state::{Focus, Over, Spoilers, Tab},
    view,
};
use crate::ui::{
    app::Notice,
    keymap::Action,
    modals::{Choice, Help, Palette, Pick},
    widgets::{text_field::TextField, window::Scroll},
};

impl Library {
    pub(super) fn act(&mut self, action: Action) -> Vec<Effect> {
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
            Action::Tag => self.open_tags(),
            Action::Played => self.open_played(),
            Action::Palette => self.over = Some(Over::Palette(Palette::default())),
            Action::Level
            | Action::Length
            | Action::Outcome
            | Action::StillOpen
            | Action::Practice
            | Action::Order => self.sift(action),
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
            (Tab::Scenarios, Action::PlayAlone, Some(entry), _) => match entry.scenario {
                Known::Read(scenario) => vec![Effect::Start(Start::alone(entry.origin, &scenario))],
                Known::Unread | Known::Broken(_) => Vec::new(),
            },
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
            (Tab::Exercises, Action::Replay, _, Some(past)) => vec![Effect::Replay(past.folder)],
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

    pub(super) fn show(&mut self, tab: Tab) {
        if self.tab != tab {
            self.tab = tab;
            self.first = 0;
        }
    }

    pub(super) fn go(&mut self, action: Action) {
        let last = self.n_found().saturating_sub(1);
        let place = self.place();
        self.go_to(match action {
            Action::Up => place.saturating_sub(1),
            Action::Down => (place + 1).min(last),
            Action::First => 0,
            _ => last,
        });
    }

    /// Chooses the row at that place.
    pub(super) fn go_to(&mut self, there: usize) {
        let place = match self.tab {
            Tab::Scenarios => &mut self.cursor.scenarios,
            Tab::Exercises => &mut self.cursor.exercises,
        };
        let before = *place;
        *place = there;
        if *place != before {
            self.first = 0;
            // What was shown of one scenario was not asked of the next.
            self.spoilers = Spoilers::Hidden;
        }
    }

    fn scroll(&mut self, action: Action) {
        let (_, height) = view::preview_size(self);
        let by = height.saturating_sub(2).max(1);
        self.scroll_preview(match action {
            Action::PageUp => Scroll::Up(by),
            _ => Scroll::Down(by),
        });
    }

    /// Changes what is left out of the list, or its order.
    fn sift(&mut self, action: Action) {
        let (filters, past) = (&mut self.filters, &mut self.past_filters);
        match (action, self.tab) {
            (Action::Level, _) => filters.level = sieve::next(&LEVELS, filters.level),
            (Action::Length, _) => filters.length = sieve::next(&Length::ALL, filters.length),
            (Action::Outcome, _) => past.outcome = sieve::next(&Reached::ALL, past.outcome),
            (Action::StillOpen, _) => past.open = sieve::next(&StillOpen::ALL, past.open),
            (Action::Practice, _) => past.counts = sieve::next(&Counts::ALL, past.counts),
            (_, Tab::Scenarios) => self.order = self.order.next(),
            (_, Tab::Exercises) => self.past_order = self.past_order.next(),
        }
        self.filtered();
    }

    fn open_played(&mut self) {
        let all = Choice::new("any scenario", "", None);
        let played = self.played();
        let choices = played
            .iter()
            .map(|(id, n)| Choice::new(id, &n.to_string(), Some((*id).to_owned())));
        let choices = std::iter::once(all).chain(choices).collect();
        self.over = Some(Over::Played(Pick::of("Only exercises of", choices)));
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
        match self.tab {
            Tab::Scenarios => self.filters = Filters::default(),
            Tab::Exercises => self.past_filters = PastFilters::default(),
        }
        self.find();
        self.first = 0;
    }

    /// Shows the best of what a search finds.
    pub(super) fn searched(&mut self) {
        self.find();
        self.cursor.scenarios = 0;
        self.cursor.exercises = 0;
        self.first = 0;
        self.spoilers = Spoilers::Hidden;
    }

    pub(super) fn filtered(&mut self) {
        self.find();
        self.first = 0;
    }
}
