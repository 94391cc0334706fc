//! The library's loop: waits for something to happen, tells the library, does what it asks for.

use std::path::PathBuf;

use super::{
    files,
    folder::DataFolder,
    perform::Wish,
    reader::{Reader, read_origin},
    reveal::reveal,
    stage::Stage,
};
pub use crate::ui::library::Library;
use crate::{
    error::Error,
    exercise::event::Pace,
    harmless,
    ui::{
        self,
        library::{Effect, Message, Origin, Start, view::view},
        title,
    },
};

/// What is to come after the library, which then waits.
#[derive(Debug, Clone, PartialEq)]
pub enum Next {
    Quit,
    Start(Start),
    /// Goes on with the exercise in this folder.
    Resume(PathBuf),
    /// Plays the exercise in this folder again.
    Replay(PathBuf),
}

impl Stage {
    /// A library that looks as the user likes it.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn library(&mut self, pace: Pace) -> Result<Library, Error> {
        let size = self.size().map_err(Error::Terminal)?;
        Ok(Library::new(self.theme, pace, size))
    }
}

/// Shows the library with what there is now, until it leads elsewhere.
pub fn browse(
    stage: &mut Stage,
    library: &mut Library,
    reader: &Reader,
    folder: &DataFolder,
) -> Next {
    let mut desk = Desk {
        stage,
        reader,
        folder,
    };
    reader.list();
    loop {
        if desk.draw(library).is_err() {
            return Next::Quit;
        }
        let mut message = desk.stage.inbox.next(None);
        // One after the other: what comes behind a start is for the exercise.
        loop {
            desk.stage.is_over |= message == ui::Message::LeaveAsked;
            if let Some(next) = Message::of(message).and_then(|it| desk.deliver(library, it)) {
                return next;
            }
            match desk.stage.inbox.at_hand() {
                Some(another) => message = another,
                None => break,
            }
        }
        let news: Vec<_> = reader.news().collect();
        if !news.is_empty() {
            desk.deliver(library, Message::Many(news));
        }
    }
}

/// What the library's effects are done with.
struct Desk<'a> {
    stage: &'a mut Stage,
    reader: &'a Reader,
    folder: &'a DataFolder,
}

impl Desk<'_> {
    fn draw(&mut self, library: &mut Library) -> std::io::Result<()> {
        let size = self.stage.size()?;
        if size != library.size {
            self.deliver(library, Message::Resize(size));
        }
        self.stage.entitle(title::LIBRARY)?;
        self.stage.draw(|frame| view(library, frame))
    }

    /// Delivers a message, and does what comes of it; answers what is to come next, if anything.
    fn deliver(&mut self, library: &mut Library, message: Message) -> Option<Next> {
        let mut next = None;
        for effect in library.update(message) {
            match effect {
                Effect::List => self.reader.list(),
                Effect::Read(folders) => self.reader.read(folders),
                Effect::Simulate(origin, scenario) => self.reader.simulate(origin, scenario),
                Effect::Report(folder) => self.reader.report(folder),
                Effect::Copy(origin) => {
                    let told = self.copy(&origin);
                    self.reader.list();
                    library.update(told);
                }
                Effect::Reveal(path) => {
                    library.update(reveal(&path));
                }
                Effect::Redraw => next = next.or(self.wish(Wish::Redraw)),
                Effect::Suspend => next = next.or(self.wish(Wish::Suspend)),
                Effect::Leave => next = Some(Next::Quit),
                Effect::Start(start) => next = Some(Next::Start(start)),
                Effect::Replay(folder) => next = Some(Next::Replay(folder)),
                Effect::Resume(folder) => next = Some(Next::Resume(folder)),
            }
        }
        next
    }

    fn wish(&mut self, wish: Wish) -> Option<Next> {
        self.stage.grant(wish).then_some(Next::Quit)
    }

    /// Copies a scenario to the user's folder, unless a file of that name is there.
    fn copy(&self, origin: &Origin) -> Message {
        let name = match origin {
            Origin::BuiltIn(id) => format!("{id}.ron"),
            Origin::File(path) => {
                let name = path.file_name().unwrap_or_default();
                name.to_string_lossy().into_owned()
            }
        };
        let path = self.folder.scenarios_folder().join(name);
        let shown = harmless::line(&path.display().to_string());
        let text = match read_origin(origin) {
            Ok(file) => file.text,
            Err(error) => return Message::Failed(error.to_string()),
        };
        match files::write_anew(&path, &text) {
            Ok(()) => Message::Told(format!("It is in {shown}; change it in an editor.")),
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                Message::Failed(format!("it is there already and stays as it is: {shown}"))
            }
            Err(error) => Message::Failed(format!("could not write {shown}: {error}")),
        }
    }
}
