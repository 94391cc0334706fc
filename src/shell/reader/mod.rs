//! Reads what the library shows, on a thread of its own: names at once, files one by one, what is
//! looked at first.

mod look;

use std::{
    collections::{HashSet, VecDeque},
    path::{Path, PathBuf},
    sync::{
        Arc,
        mpsc::{Receiver, Sender, TryRecvError, channel},
    },
    thread,
};

use chrono::Local;

pub use self::look::read_origin;
use self::look::{facts, has_ended, scenario, stamp};
use super::{clock::wall_clock, folder::DataFolder, ledger::name_of};
use crate::{
    error::Error,
    fuzz::glance::Glance,
    scenario::{Scenario, builtin::BUILTIN},
    ui::{
        self,
        library::{Known, Listing, Message, Origin, Past, ScenarioEntry},
    },
};

/// Writes the report of the exercise in a folder unless it is there, and answers its path and text.
pub type ReportReader = fn(&Path) -> Result<(PathBuf, String), Error>;

/// The thread that reads, and what it has read.
#[derive(Debug)]
pub struct Reader {
    asks: Sender<Ask>,
    news: Receiver<Message>,
}

enum Ask {
    List,
    Read(Vec<PathBuf>),
    Simulate(Origin, Arc<Scenario>),
    Report(PathBuf),
}

impl Reader {
    /// Starts the thread. It wakes the loop over `waker`, and ends with this.
    pub fn start(folder: DataFolder, report: ReportReader, waker: Sender<ui::Message>) -> Self {
        let (asks, asked) = channel();
        let (sender, news) = channel();
        let worker = Worker {
            folder,
            report,
            asked,
            news: sender,
            waker,
            scenarios: VecDeque::new(),
            read: HashSet::new(),
            exercises: Vec::new(),
            glances: Vec::new(),
            simulated: None,
        };
        thread::spawn(move || worker.work());
        Self { asks, news }
    }

    /// Lists what there is; what is in the scenarios follows.
    pub fn list(&self) {
        self.ask(Ask::List);
    }

    /// Reads these exercises before anything else.
    pub fn read(&self, folders: Vec<PathBuf>) {
        self.ask(Ask::Read(folders));
    }

    /// Lets simulated teams play a scenario once all is read, instead of the one before.
    pub fn simulate(&self, origin: Origin, scenario: Arc<Scenario>) {
        self.ask(Ask::Simulate(origin, scenario));
    }

    pub fn report(&self, folder: PathBuf) {
        self.ask(Ask::Report(folder));
    }

    /// What was read since this was asked last.
    pub fn news(&self) -> impl Iterator<Item = Message> + '_ {
        self.news.try_iter()
    }

    fn ask(&self, ask: Ask) {
        // The thread ends only with this.
        let _ = self.asks.send(ask);
    }
}

/// What is to be read, in the order of its hurry.
struct Worker {
    folder: DataFolder,
    report: ReportReader,
    asked: Receiver<Ask>,
    news: Sender<Message>,
    waker: Sender<ui::Message>,
    scenarios: VecDeque<ScenarioEntry>,
    /// The files that were read, as they were then.
    read: HashSet<(Origin, u64)>,
    /// The last one is wanted next.
    exercises: Vec<PathBuf>,
    /// Exercises of which it is not known whether they have ended; the last one is next.
    glances: Vec<PathBuf>,
    /// What is to be simulated, last of all.
    simulated: Option<(Origin, Arc<Scenario>)>,
}

impl Worker {
    fn work(mut self) {
        loop {
            let ask = if self.is_idle() {
                self.asked.recv().map_err(|_| TryRecvError::Disconnected)
            } else {
                self.asked.try_recv()
            };
            let went_on = match ask {
                Ok(ask) => self.take(ask),
                Err(TryRecvError::Empty) => self.go_on(),
                Err(TryRecvError::Disconnected) => return,
            };
            if went_on.is_none() {
                return;
            }
        }
    }

    fn is_idle(&self) -> bool {
        let is_read = self.scenarios.is_empty() && self.exercises.is_empty();
        is_read && self.glances.is_empty() && self.simulated.is_none()
    }

    /// Says what was read; nothing when nobody listens any more.
    fn tell(&self, message: Message) -> Option<()> {
        self.news.send(message).ok()?;
        self.waker.send(ui::Message::Woke).ok()
    }

    fn take(&mut self, ask: Ask) -> Option<()> {
        match ask {
            Ask::List => self.list(),
            Ask::Read(mut folders) => {
                folders.reverse();
                self.exercises = folders;
                Some(())
            }
            Ask::Simulate(origin, scenario) => {
                self.simulated = Some((origin, scenario));
                Some(())
            }
            Ask::Report(folder) => self.tell(match (self.report)(&folder) {
                Ok((path, text)) => Message::ReportRead(path, text),
                Err(error) => Message::Failed(error.to_string()),
            }),
        }
    }

    /// Reads the next file.
    fn go_on(&mut self) -> Option<()> {
        if let Some(folder) = self.exercises.pop() {
            let facts = facts(&folder);
            return self.tell(Message::ExerciseRead(folder, facts));
        }
        if !self.glances.is_empty() {
            return self.glance();
        }
        let Some(entry) = self.scenarios.pop_front() else {
            let (origin, scenario) = self.simulated.take()?;
            return self.tell(Message::Simulated(origin, Glance::at(&scenario)));
        };
        let read = scenario(&entry.origin);
        self.read.insert((entry.origin.clone(), entry.stamp));
        self.tell(Message::ScenarioRead(entry.origin, read))
    }

    /// Looks at the ends of some journals, the newest first.
    fn glance(&mut self) -> Option<()> {
        const AT_ONCE: usize = 256;
        let rest = self.glances.len().saturating_sub(AT_ONCE);
        let next = self.glances.split_off(rest);
        let glanced = next.into_iter().map(|folder| {
            let is_open = !has_ended(&folder).unwrap_or(true);
            (folder, is_open)
        });
        self.tell(Message::Glanced(glanced.collect()))
    }

    fn list(&mut self) -> Option<()> {
        let (scenarios, exercises) = match (self.scenarios_there(), self.folder.exercise_folders())
        {
            (Ok(scenarios), Ok(exercises)) => (scenarios, exercises),
            (Err(error), _) | (_, Err(error)) => {
                return self.tell(Message::ListFailed(error.to_string()));
            }
        };
        let is_new = |entry: &&ScenarioEntry| {
            let known = (entry.origin.clone(), entry.stamp);
            !self.read.contains(&known)
        };
        self.scenarios = scenarios.iter().filter(is_new).cloned().collect();
        // One that goes and comes back is read again.
        self.read.retain(|(origin, stamp)| {
            let mut there = scenarios.iter();
            there.any(|it| it.origin == *origin && it.stamp == *stamp)
        });
        self.glances.clone_from(&exercises);
        // By their names, the newest are the last.
        self.glances.sort();
        let exercises = exercises.into_iter().map(|folder| {
            let id = name_of(&folder);
            Past::of(folder, id)
        });
        self.tell(Message::Listed(Listing {
            today: wall_clock().with_timezone(&Local).date_naive(),
            exercises: exercises.collect(),
            scenarios,
            folder: self.folder.scenarios_folder(),
        }))
    }

    fn scenarios_there(&self) -> Result<Vec<ScenarioEntry>, Error> {
        let builtin = BUILTIN.iter().map(|builtin| ScenarioEntry {
            origin: Origin::BuiltIn(builtin.id.to_owned()),
            name: builtin.id.to_owned(),
            stamp: 0,
            scenario: Known::Unread,
        });
        let files = self.folder.scenario_paths()?.into_iter().map(|path| {
            let name = path.file_stem().unwrap_or_default();
            ScenarioEntry {
                name: name.to_string_lossy().into_owned(),
                stamp: stamp(&path),
                origin: Origin::File(path),
                scenario: Known::Unread,
            }
        });
        Ok(files.chain(builtin).collect())
    }
}
