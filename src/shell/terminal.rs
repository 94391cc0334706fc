//! The terminal: taken, drawn on, and given back as it was in every case.

use std::{
    cell::RefCell,
    fmt,
    io::{self, Write, stdout},
    mem, panic,
    rc::Rc,
    sync::atomic::{AtomicBool, Ordering},
};

use crossterm::{
    Command,
    cursor::Show,
    event::{DisableBracketedPaste, EnableBracketedPaste},
    execute, queue,
    style::Print,
    terminal::{
        BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen,
        LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
    },
};
use ratatui::{
    Frame, Terminal, TerminalOptions, Viewport,
    backend::{Backend, CrosstermBackend},
    buffer::Buffer,
    layout::{Rect, Size},
};

use super::changes::changes;
use crate::{error::Error, harmless};

/// Puts the window's title on a pile, and takes it from there again.
const KEEP_TITLE: &str = "\x1b[22;2t";
const GIVE_TITLE_BACK: &str = "\x1b[23;2t";

/// Whether the terminal is ours; the panic hook asks from wherever a panic comes.
static IS_TAKEN: AtomicBool = AtomicBool::new(false);

/// Whether anything was written to it since.
static IS_DRAWN_ON: AtomicBool = AtomicBool::new(false);

/// The terminal, for as long as it is ours.
#[derive(Debug)]
pub struct Screen {
    terminal: Terminal<CrosstermBackend<Page>>,
    page: Page,
    /// What it shows; as large as the terminal was when somebody last asked.
    shown: Buffer,
    /// What the next frame is drawn on.
    blank: Buffer,
    /// What the window was called last.
    title: String,
}

impl Screen {
    /// Takes the terminal; it is given back when this is dropped, and when the program panics.
    ///
    /// # Errors
    /// When there is none.
    pub fn take() -> Result<Self, Error> {
        give_back_on_panic();
        let page = Page::default();
        let size = size().map_err(Error::Terminal)?;
        let area = Rect::from(((0, 0).into(), size));
        let viewport = Viewport::Fixed(area);
        let mut terminal = Terminal::with_options(
            CrosstermBackend::new(page.clone()),
            TerminalOptions { viewport },
        )
        .map_err(Error::Terminal)?;
        let [shown, blank] = take_buffers(&mut terminal);
        let mut screen = Self {
            terminal,
            page,
            shown,
            blank,
            title: String::new(),
        };
        // What is to be drawn first is drawn on an empty page, so nothing needs to be forgotten.
        screen.enter().map_err(Error::Terminal)?;
        Ok(screen)
    }

    /// Takes the terminal after it was given back.
    pub fn take_again(&mut self) -> io::Result<()> {
        self.enter()?;
        self.title.clear();
        self.forget()
    }

    /// Enters the terminal's other screen, with the next frame.
    fn enter(&mut self) -> io::Result<()> {
        IS_TAKEN.store(true, Ordering::SeqCst);
        enable_raw_mode()?;
        queue!(
            self.page,
            EnterAlternateScreen,
            Clear(ClearType::All),
            EnableBracketedPaste,
            HearMouse,
            Print(KEEP_TITLE)
        )
    }

    /// Calls the window so, unless it is called so already.
    pub fn entitle(&mut self, title: &str) -> io::Result<()> {
        if self.title == title {
            return Ok(());
        }
        title.clone_into(&mut self.title);
        let title = harmless::line(title);
        queue!(self.page, Print(format!("\x1b]2;{title}\x1b\\")))
    }

    /// Makes the next frame draw every cell.
    pub fn forget(&mut self) -> io::Result<()> {
        self.shown.reset();
        queue!(self.page, Clear(ClearType::All))
    }

    /// How large the terminal is; the next frame has that size.
    pub fn size(&mut self) -> io::Result<Size> {
        let size = size()?;
        if size != self.shown.area.as_size() {
            let area = Rect::from(((0, 0).into(), size));
            self.terminal.resize(area)?;
            [self.shown, self.blank] = take_buffers(&mut self.terminal);
        }
        Ok(size)
    }

    /// Draws a frame, in one write.
    pub fn draw(&mut self, view: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        queue!(self.page, BeginSynchronizedUpdate)?;
        let mut backend = CrosstermBackend::new(self.page.clone());
        let mut written = Ok(());
        self.terminal.draw(|frame| {
            let nothing = mem::replace(frame.buffer_mut(), mem::take(&mut self.blank));
            view(frame);
            let drawn = mem::replace(frame.buffer_mut(), nothing);
            written = backend.draw(changes(&mut self.shown, &drawn).into_iter());
            self.blank = mem::replace(&mut self.shown, drawn);
        })?;
        written?;
        queue!(self.page, EndSynchronizedUpdate)?;
        self.page.turn()
    }

    /// Rings the terminal's bell.
    pub fn ring(&mut self) -> io::Result<()> {
        let mut out = stdout().lock();
        out.write_all(b"\x07")?;
        out.flush()
    }

    /// Gives the terminal back as it was.
    pub fn give_back(&mut self) {
        give_back();
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        give_back();
    }
}

/// How large the terminal is.
fn size() -> io::Result<Size> {
    // Asked for each frame, and a call where crossterm opens and closes a file.
    #[cfg(unix)]
    if let Ok(window) = rustix::termios::tcgetwinsize(stdout())
        && window.ws_col > 0
        && window.ws_row > 0
    {
        return Ok(Size::new(window.ws_col, window.ws_row));
    }
    crossterm::terminal::size().map(Size::from)
}

/// Takes ratatui's buffers, which are blank, and leaves it two without a row: what of a frame is to
/// be written is found here, and it has nothing to compare.
fn take_buffers(terminal: &mut Terminal<CrosstermBackend<Page>>) -> [Buffer; 2] {
    [(); 2].map(|()| {
        terminal.swap_buffers();
        let buffer = terminal.current_buffer_mut();
        let nothing = Buffer::empty(Rect {
            height: 0,
            ..buffer.area
        });
        mem::replace(buffer, nothing)
    })
}

/// What is to be written for a frame, kept until it is whole.
#[derive(Debug, Clone, Default)]
struct Page(Rc<RefCell<Vec<u8>>>);

impl Page {
    /// Writes all of it to the terminal, at once.
    fn turn(&self) -> io::Result<()> {
        IS_DRAWN_ON.store(true, Ordering::SeqCst);
        let mut bytes = self.0.borrow_mut();
        let mut out = stdout().lock();
        let written = out.write_all(&bytes).and_then(|()| out.flush());
        bytes.clear();
        written
    }
}

impl Write for Page {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    /// Waits for [`Page::turn`]: the cursor is moved with a flush of its own, in mid-frame.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Asks for clicks and turns of the wheel, with places beyond column 223.
///
/// `EnableMouseCapture` would ask for every move as well (1003), and wake the program all the
/// while a hand is on the mouse.
struct HearMouse;

impl Command for HearMouse {
    fn write_ansi(&self, f: &mut impl fmt::Write) -> fmt::Result {
        f.write_str("\x1b[?1000h\x1b[?1006h")
    }

    #[cfg(windows)]
    fn execute_winapi(&self) -> io::Result<()> {
        crossterm::event::EnableMouseCapture.execute_winapi()
    }

    #[cfg(windows)]
    fn is_ansi_code_supported(&self) -> bool {
        false
    }
}

/// Asks for neither any more.
struct LeaveMouse;

impl Command for LeaveMouse {
    fn write_ansi(&self, f: &mut impl fmt::Write) -> fmt::Result {
        f.write_str("\x1b[?1006l\x1b[?1000l")
    }

    #[cfg(windows)]
    fn execute_winapi(&self) -> io::Result<()> {
        crossterm::event::DisableMouseCapture.execute_winapi()
    }

    #[cfg(windows)]
    fn is_ansi_code_supported(&self) -> bool {
        false
    }
}

/// Gives the terminal back, if it is ours. It may be gone, so nothing here can fail.
fn give_back() {
    if !IS_TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    // To leave a screen that was never entered would move the cursor.
    if IS_DRAWN_ON.swap(false, Ordering::SeqCst) {
        let _ = execute!(
            stdout(),
            Print(GIVE_TITLE_BACK),
            LeaveMouse,
            DisableBracketedPaste,
            LeaveAlternateScreen,
            // Some terminals keep what they report to each screen apart.
            LeaveMouse,
            Show
        );
    }
    let _ = disable_raw_mode();
}

/// Gives the terminal back before a panic is told of, so that it can be read.
fn give_back_on_panic() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        let tell = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            give_back();
            tell(info);
        }));
    });
}
