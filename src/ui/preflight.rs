//! Whether all is ready before an exercise begins: what was found, judged and put into words. It
//! looks at nothing itself: see `shell::preflight`.

use std::path::PathBuf;

use ratatui::layout::Size;

use super::{Theme, theme::Ground, words::plain};

/// What the room's screen is called; who plays alone has none.
pub const ROOMS_SCREEN: &str = "Room's screen";

/// What was found where an exercise is to run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Where it is recorded.
    pub folder: PathBuf,
    /// Why nothing can be written there, if nothing can.
    pub unwritable: Option<String>,
    /// How much room there is, where that can be told.
    pub free_bytes: Option<u64>,
    pub colors: Colors,
    pub second_screen: SecondScreen,
}

/// How many colors the terminal says it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colors {
    /// It is a plain one.
    None,
    Sixteen,
    Many,
    All,
}

/// Whether somebody follows the exercise in another terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecondScreen {
    Attached,
    None,
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    pub what: &'static str,
    pub standing: Standing,
    pub found: String,
    /// What to do, or what is worth knowing.
    pub advice: Option<String>,
}

/// How good that is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    Ok,
    /// It could be better; nothing is in the way.
    Attention,
    /// The exercise cannot begin.
    Failed,
}

/// The size at which everything can be reached in comfort.
const COMFORTABLE: Size = Size::new(80, 24);
/// The size at which script, inject and world stand side by side.
const LARGE: Size = Size::new(120, 36);

/// Room for a hundred exercises, and for whatever else writes to the disk meanwhile.
const ENOUGH_BYTES: u64 = 100_000_000;

impl Found {
    /// All that was looked at, in the same order every time.
    pub fn checks(&self, size: Size, theme: &Theme) -> Vec<Check> {
        vec![
            self.writing(),
            self.room_left(),
            terminal(size),
            self.looks(theme),
            self.watched(),
        ]
    }

    /// Why the exercise cannot begin, if it cannot.
    pub fn failure(&self) -> Option<String> {
        let why = self.unwritable.as_ref()?;
        let folder = plain(&self.folder.display().to_string());
        Some(format!("could not write to {folder}: {}", plain(why)))
    }

    fn writing(&self) -> Check {
        const WHAT: &str = "Data folder";
        let folder = plain(&self.folder.display().to_string());
        match &self.unwritable {
            None => Check::of(WHAT, Standing::Ok, format!("can be written: {folder}")),
            Some(why) => Check::of(
                WHAT,
                Standing::Failed,
                format!("cannot be written: {}", plain(why)),
            )
            .advised(format!(
                "Mend the disk or the permissions of {folder}, and press r; or leave, and name another \
                 folder with --data-dir."
            )),
        }
    }

    fn room_left(&self) -> Check {
        const WHAT: &str = "Disk space";
        match self.free_bytes {
            None => Check::of(WHAT, Standing::Ok, "not told by this system".to_owned()),
            Some(bytes) if bytes >= ENOUGH_BYTES => {
                Check::of(WHAT, Standing::Ok, format!("{} free", in_words(bytes)))
            }
            Some(bytes) => Check::of(
                WHAT,
                Standing::Attention,
                format!("only {} free", in_words(bytes)),
            )
            .advised(
                "An exercise takes a few MB; make room before something else takes it.".to_owned(),
            ),
        }
    }

    fn looks(&self, theme: &Theme) -> Check {
        const WHAT: &str = "Colors";
        let advice = "Hard to read? `theme: Dark`, `Light` or `Mono` in config.ron says which.";
        match (theme.ground(), self.colors) {
            (Ground::Any, _) => Check::of(
                WHAT,
                Standing::Ok,
                "none; words and glyphs say it all".to_owned(),
            ),
            (_, Colors::None) => Check::of(
                WHAT,
                Standing::Attention,
                "the terminal says that it has none".to_owned(),
            )
            .advised(advice.to_owned()),
            (ground, colors) => {
                let (colors, ground) = (colors.words(), ground.words());
                Check::of(
                    WHAT,
                    Standing::Ok,
                    format!("{colors}, for a {ground} ground"),
                )
                .advised(advice.to_owned())
            }
        }
    }

    fn watched(&self) -> Check {
        const WHAT: &str = ROOMS_SCREEN;
        match self.second_screen {
            SecondScreen::Attached => {
                Check::of(WHAT, Standing::Ok, "attached; it follows".to_owned())
            }
            SecondScreen::None => {
                Check::of(WHAT, Standing::Attention, "no second screen".to_owned()).advised(
                    "`blackstart watch` in another terminal shows the room's view.".to_owned(),
                )
            }
        }
    }
}

impl Check {
    const fn of(what: &'static str, standing: Standing, found: String) -> Self {
        Self {
            what,
            standing,
            found,
            advice: None,
        }
    }

    fn advised(self, advice: String) -> Self {
        Self {
            advice: Some(advice),
            ..self
        }
    }
}

/// What fits on a terminal of that size.
fn terminal(size: Size) -> Check {
    const WHAT: &str = "Terminal";
    let fits = |wanted: Size| size.width >= wanted.width && size.height >= wanted.height;
    let is = format!("{}×{}", size.width, size.height);
    let larger = format!("{}×{}", LARGE.width, LARGE.height);
    if fits(LARGE) {
        let found = format!("{is}: script, inject and world side by side");
        Check::of(WHAT, Standing::Ok, found)
    } else if fits(COMFORTABLE) {
        let found = format!("{is}: comfortable, one pane at a time");
        Check::of(WHAT, Standing::Ok, found)
            .advised(format!("From {larger} on, all of it is seen at once."))
    } else {
        let comfortable = format!("{}×{}", COMFORTABLE.width, COMFORTABLE.height);
        Check::of(
            WHAT,
            Standing::Attention,
            format!("{is}: tight, one pane at a time"),
        )
        .advised(format!(
            "Make it {comfortable} or smaller letters; from {larger} on, all of it is seen at once."
        ))
    }
}

impl Colors {
    const fn words(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Sixteen => "16",
            Self::Many => "256",
            Self::All => "truecolor",
        }
    }
}

impl Standing {
    /// As a glyph and a word.
    pub const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Ok => ("✓", "ok"),
            Self::Attention => ("◆", "attention"),
            Self::Failed => ("✗", "failed"),
        }
    }
}

/// A number of bytes to be read.
fn in_words(bytes: u64) -> String {
    match bytes {
        0..1_000_000 => format!("{} kB", bytes / 1000),
        1_000_000..1_000_000_000 => format!("{} MB", bytes / 1_000_000),
        _ => format!("{} GB", bytes / 1_000_000_000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found() -> Found {
        Found {
            folder: PathBuf::from("exercises/a"),
            unwritable: None,
            free_bytes: Some(ENOUGH_BYTES),
            colors: Colors::Sixteen,
            second_screen: SecondScreen::Attached,
        }
    }

    fn standing(found: &Found, size: Size) -> Vec<Standing> {
        let checks = found.checks(size, &Theme::dark());
        checks.iter().map(|check| check.standing).collect()
    }

    #[test]
    fn all_is_well_at_80_by_24_with_room_and_a_second_screen() {
        assert_eq!(standing(&found(), COMFORTABLE), [Standing::Ok; 5]);
        assert_eq!(found().failure(), None);
    }

    #[test]
    fn what_could_be_better_is_told_and_what_to_do_about_it() {
        let poor = Found {
            free_bytes: Some(ENOUGH_BYTES - 1),
            colors: Colors::None,
            second_screen: SecondScreen::None,
            ..found()
        };
        let size = Size::new(79, 24);
        let expected = [
            Standing::Ok,
            Standing::Attention,
            Standing::Attention,
            Standing::Attention,
            Standing::Attention,
        ];
        assert_eq!(standing(&poor, size), expected);
        let checks = poor.checks(size, &Theme::dark());
        let mut worse = checks.iter().filter(|it| it.standing > Standing::Ok);
        assert!(worse.all(|check| check.advice.is_some()));
        assert_eq!(poor.failure(), None, "nothing of it is in the way");
    }

    #[test]
    fn only_a_folder_that_cannot_be_written_is_in_the_way() {
        let failed = Found {
            unwritable: Some("read-only file system".to_owned()),
            ..found()
        };
        assert_eq!(standing(&failed, LARGE)[0], Standing::Failed);
        let why = "could not write to exercises/a: read-only file system";
        assert_eq!(failed.failure().as_deref(), Some(why));
    }

    #[test]
    fn bytes_are_told_as_people_read_them() {
        assert_eq!(in_words(999_999), "999 kB");
        assert_eq!(in_words(99_999_999), "99 MB");
        assert_eq!(in_words(812_000_000_000), "812 GB");
    }
}
