//! Questions over a screen. The one on top hears every key; what it leads to is a [`Step`].

mod asleep;
mod card;
mod confirm;
mod decide;
mod entries;
mod go_back;
mod help;
mod lines;
mod palette;
mod pick;
mod prompt;
mod told;

use ratatui::{
    Frame,
    layout::{Position, Rect},
};

pub use asleep::asleep;
pub(in crate::ui) use card::verdict;
pub use card::{Card, Then};
pub use confirm::Confirm;
pub use decide::Decide;
pub use entries::Entries;
use entries::Spot;
pub use go_back::GoBack;
pub use help::Help;
pub(in crate::ui) use help::keys as help_keys;
pub use lines::{Blank, Lines};
pub use palette::Palette;
pub(in crate::ui) use palette::keys as palette_keys;
pub(in crate::ui) use pick::keys as pick_keys;
pub use pick::{Choice, Pick};
pub use prompt::Prompt;
pub(in crate::ui) use prompt::key_on_foot;
pub use told::Told;
pub(in crate::ui) use told::keys as told_keys;

use super::{
    App, Mouse,
    keymap::{Action, Binding, Key, Table, find, key_of},
    mouse::Deed,
    step::Step,
    words,
};

/// What is open over a screen.
#[derive(Debug, Clone, PartialEq)]
pub enum Modal {
    Help(Help),
    Confirm(Confirm),
    Pick(Pick),
    Prompt(Prompt),
    Decide(Decide),
    Entries(Entries),
    GoBack(GoBack),
    Palette(Palette),
    Told(Told),
    Card(Card),
}

/// What a key has done to a modal.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer<S = Step> {
    Stays,
    Closes,
    /// It stays, and says why.
    Says(String),
    /// It closes, and this is to be done.
    Takes(S),
}

/// The keys and what they do.
pub fn help() -> Modal {
    Modal::Help(Help::default())
}

/// Every action of the screen, to be found by its words.
pub fn palette() -> Modal {
    Modal::Palette(Palette::default())
}

impl Modal {
    /// Takes a key.
    pub fn key(&mut self, app: &App, key: Key) -> Answer {
        let action = find(self.table(), key).map(|binding| binding.action);
        match self {
            Self::Help(help) => help.key(app, action, key),
            Self::Confirm(confirm) => confirm.key(action, key),
            Self::Pick(pick) => pick.key(action, key),
            Self::Prompt(prompt) => prompt.key(app, action, key),
            Self::Decide(decide) => decide.key(app, action, key),
            Self::Entries(entries) => entries.key(app, action, key),
            Self::GoBack(back) => back.key(app, action, key),
            Self::Palette(palette) => match palette.key(app, action, key) {
                Answer::Takes(action) => Answer::Takes(Step::Act(action)),
                Answer::Stays => Answer::Stays,
                Answer::Closes => Answer::Closes,
                Answer::Says(why) => Answer::Says(why),
            },
            Self::Told(_) => match action {
                Some(_) => Answer::Closes,
                None => Answer::Says(words::dead_key_over(key)),
            },
            Self::Card(card) => card.key(app, action, key),
        }
    }

    /// Takes in what was done with the mouse: the wheel goes up and down.
    pub fn mouse(&mut self, app: &App, mouse: Mouse) -> Answer {
        match mouse.deed {
            Deed::WheelUp => self.act(app, Action::Up),
            Deed::WheelDown => self.act(app, Action::Down),
            Deed::Click => self.click(app, mouse.at),
        }
    }

    /// Does what a key of its table does.
    fn act(&mut self, app: &App, action: Action) -> Answer {
        match key_of(self.table(), action) {
            Some(key) => self.key(app, key),
            None => Answer::Stays,
        }
    }

    /// A click on a hint is its key; one on a row chooses it, and takes it if it is chosen already.
    fn click(&mut self, app: &App, at: Position) -> Answer {
        let area = Rect::from(((0, 0).into(), app.size));
        let room = self.room(app, area);
        if !room.contains(at) {
            return Answer::Stays;
        }
        let (x, y) = (usize::from(at.x - room.x), at.y - room.y);
        if at.y + 1 == room.bottom() {
            let key = key_on_foot(app, self.table(), room.width, x);
            return key.map_or(Answer::Stays, |key| self.key(app, key));
        }
        let clicked = match self {
            Self::Pick(pick) => pick.at(area, y).zip(Some(pick.cursor_mut())),
            Self::Decide(decide) => decide.at(app, area, y).zip(decide.cursor_mut()),
            Self::Palette(palette) => palette.at(app, area, y).zip(Some(palette.cursor_mut())),
            Self::Entries(entries) => {
                let clicked = entries.row_at(app, area, y);
                return match clicked {
                    Some(Spot::Chosen) => self.act(app, Action::Accept),
                    Some(Spot::Other(seq)) => {
                        entries.choose(seq);
                        Answer::Stays
                    }
                    None => Answer::Stays,
                };
            }
            Self::Help(_)
            | Self::Confirm(_)
            | Self::Prompt(_)
            | Self::GoBack(_)
            | Self::Told(_)
            | Self::Card(_) => None,
        };
        match clicked {
            Some((n, cursor)) if *cursor != n => {
                *cursor = n;
                Answer::Stays
            }
            Some(_) => self.act(app, Action::Accept),
            None => Answer::Stays,
        }
    }

    /// Where it stands inside its border; its last row is that of the keys.
    fn room(&self, app: &App, area: Rect) -> Rect {
        match self {
            Self::Help(_) => Help::room(app, area),
            Self::Confirm(confirm) => confirm.room(app, area),
            Self::Pick(pick) => pick.room(area),
            Self::Prompt(prompt) => prompt.room(app, area),
            Self::Decide(decide) => decide.room(app, area),
            Self::Entries(_) => Entries::room(area),
            Self::GoBack(back) => back.room(app, area),
            Self::Palette(_) => Palette::room(area),
            Self::Told(told) => told.room(app, area),
            Self::Card(card) => card.place(app, area),
        }
    }

    /// Takes in text that was pasted.
    pub fn paste(&mut self, app: &App, text: &str) {
        match self {
            Self::Prompt(prompt) => prompt.lines.paste(app, text),
            Self::Decide(decide) => {
                if let Some(lines) = decide.lines_mut() {
                    lines.paste(app, text);
                }
            }
            Self::Entries(entries) => entries.field_mut().insert(text),
            Self::Palette(palette) => palette.field_mut().insert(text),
            Self::Help(_)
            | Self::Confirm(_)
            | Self::GoBack(_)
            | Self::Pick(_)
            | Self::Told(_)
            | Self::Card(_) => {}
        }
    }

    /// Whether somebody has written something in it that must not get lost.
    pub fn holds_text(&self) -> bool {
        match self {
            Self::Prompt(_) | Self::Decide(_) => true,
            Self::Help(_)
            | Self::Confirm(_)
            | Self::Pick(_)
            | Self::Entries(_)
            | Self::GoBack(_)
            | Self::Palette(_)
            | Self::Told(_)
            | Self::Card(_) => false,
        }
    }

    /// Whether it stays when the exercise ends.
    pub fn outlives_the_exercise(&self) -> bool {
        matches!(self, Self::Card(_)) || self.holds_text()
    }

    /// The keys it knows beside those that write.
    pub fn table(&self) -> &'static [Binding] {
        match self {
            Self::Help(_) => help::keys(),
            Self::Confirm(_) => confirm::KEYS,
            Self::Pick(_) => pick::keys(),
            Self::Prompt(prompt) => prompt.lines.table(),
            Self::Decide(decide) => decide.table(),
            Self::Entries(_) => entries::KEYS,
            Self::GoBack(_) => go_back::KEYS,
            Self::Palette(_) => palette::keys(),
            Self::Told(_) => told::keys(),
            Self::Card(_) => card::KEYS,
        }
    }

    pub fn view(&self, app: &App, frame: &mut Frame<'_>, area: Rect) {
        match self {
            Self::Help(help) => help.view(app, frame, area),
            Self::Confirm(confirm) => confirm.view(app, frame, area),
            Self::Pick(pick) => pick.view(app, frame, area),
            Self::Prompt(prompt) => prompt.view(app, frame, area),
            Self::Decide(decide) => decide.view(app, frame, area),
            Self::Entries(entries) => entries.view(app, frame, area),
            Self::GoBack(back) => back.view(app, frame, area),
            Self::Palette(palette) => palette.view(app, frame, area),
            Self::Told(told) => told.view(app, frame, area),
            Self::Card(card) => card.view(app, frame, area),
        }
    }
}

/// Every table of a modal.
pub const TABLES: &[Table] = &[
    Table::new("The list of keys", help::keys()),
    Table::new("A question of yes or no", confirm::KEYS),
    Table::new("Which one of several", pick::keys()),
    Table::new("A line of text", lines::ONE),
    Table::new("Several lines of text", lines::SEVERAL),
    Table::new(
        "Several lines, once what is asked is answered",
        lines::ENOUGH,
    ),
    Table::new("Who is meant, after an `@` in a text", lines::NAMING),
    Table::new("What was decided", decide::CHOOSING),
    Table::new("All that was recorded", entries::KEYS),
    Table::new("Whether to go back", go_back::KEYS),
    Table::new("The palette", palette::keys()),
    Table::new("A message", told::keys()),
    Table::new("What came of a choice, and hints", card::KEYS),
];

/// How wide a modal is that wants `wanted` columns, with its border.
fn cols(wanted: u16, area: Rect) -> u16 {
    wanted.min(area.width.saturating_sub(4)).max(1)
}

/// How many rows that many lines take, in a type that sizes are made of.
fn rows(n_lines: usize) -> u16 {
    u16::try_from(n_lines).unwrap_or(u16::MAX)
}

/// A row of a modal's table.
const fn binding<H>(
    keys: &'static [Key],
    action: Action,
    label: &'static str,
    help: &'static str,
) -> Binding<H> {
    super::keymap::row(keys, action, label, help).shown()
}
