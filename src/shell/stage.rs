//! What an app is played on: the terminal, what comes in on it, and how the user likes it. One
//! stage serves one app after the other, so that nothing typed between them is lost.

use std::{io, sync::mpsc::Sender};

use ratatui::{Frame, layout::Size};

use super::{clock::Clock, inbox::Inbox, perform::Wish, terminal::Screen};
use crate::{
    error::Error,
    exercise::RunTime,
    scenario::config::{Bell, Config, Look},
    ui::{Message, Theme},
};

/// The terminal, for as long as the program is on it; given back when this is dropped.
#[derive(Debug)]
pub struct Stage {
    screen: Screen,
    pub(super) inbox: Inbox,
    pub(super) theme: Theme,
    /// What an inject that comes in does.
    pub(super) bell: Bell,
    /// Whether somebody asked from outside that the program ends, or the terminal is gone.
    pub is_over: bool,
}

impl Stage {
    /// Takes the terminal; it is listened to from the first wait on.
    ///
    /// # Errors
    /// When there is none.
    pub fn open(config: &Config) -> Result<Self, Error> {
        let inbox = Inbox::open().map_err(Error::Terminal)?;
        Ok(Self {
            screen: Screen::take()?,
            inbox,
            theme: theme(config.theme),
            bell: config.bell,
            is_over: false,
        })
    }

    /// Wakes the loop from elsewhere.
    pub fn waker(&self) -> Sender<Message> {
        self.inbox.waker()
    }

    /// Waits for the first message, at most until `then`, and takes all there are.
    pub(super) fn wait(&mut self, then: Option<RunTime>, clock: &Clock) -> Vec<Message> {
        self.inbox.wait(then.map(|then| clock.until(then)))
    }

    /// Gives the terminal back before something is said on it.
    pub fn give_back(&mut self) {
        self.screen.give_back();
    }

    pub(super) fn size(&mut self) -> io::Result<Size> {
        self.screen.size()
    }

    /// Calls the terminal's window so; it has its own title back once the terminal is given back.
    pub(super) fn entitle(&mut self, title: &str) -> io::Result<()> {
        self.screen.entitle(title)
    }

    pub(super) fn draw(&mut self, view: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        self.screen.draw(view)
    }

    /// Does to the terminal what an app wishes; answers whether that was to leave it.
    pub(super) fn grant(&mut self, wish: Wish) -> bool {
        let done = match wish {
            Wish::Redraw => self.screen.forget(),
            Wish::Ring => self.screen.ring(),
            Wish::Suspend => suspend(&mut self.screen),
            // The loop of an exercise does it, which knows its folder.
            Wish::Examine => Ok(()),
            Wish::Leave => return true,
        };
        // Where that fails the next frame fails too, and says so.
        drop(done);
        false
    }
}

fn theme(look: Look) -> Theme {
    let variable = |name| std::env::var(name).ok();
    let no_color = variable("NO_COLOR");
    match look {
        // Whoever asks for no color gets none, whatever a file says.
        Look::Dark | Look::Light if no_color.as_ref().is_some_and(|it| !it.is_empty()) => {
            Theme::mono()
        }
        Look::Auto => Theme::suited(no_color.as_deref(), variable("COLORFGBG").as_deref()),
        Look::Dark => Theme::dark(),
        Look::Light => Theme::light(),
        Look::Mono => Theme::mono(),
    }
}

/// Gives the terminal back, stops, and takes the terminal again when the shell goes on.
#[cfg(unix)]
fn suspend(screen: &mut Screen) -> io::Result<()> {
    screen.give_back();
    signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)?;
    screen.take_again()
}

#[cfg(not(unix))]
fn suspend(screen: &mut Screen) -> io::Result<()> {
    screen.forget()
}
