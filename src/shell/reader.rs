//! Reads what the library shows, on a thread of its own: names at once, files one by one, what is
//! looked at first.

use std::{
    collections::{HashSet, VecDeque},
    fs::{self, File},
    hash::{DefaultHasher, Hash, Hasher},
    io::{self, Read, Seek, SeekFrom},
    path::{Path, PathBuf},
    sync::mpsc::{Receiver, Sender, TryRecvError, channel},
    thread,
};

use chrono::Local;
use serde::Deserialize;

use super::{
    clock::wall_clock,
    folder::{DataFolder, ScenarioFile, read_journal, read_scenario},
    ledger::{JOURNAL_FILE, name_of},
};
use crate::{
    error::Error,
    scenario::{self, Severity, builtin::BUILTIN},
    ui::{
        self,
        library::{Facts, Known, Listing, Message, Origin, Past, ScenarioEntry},
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

/// The text of a scenario.
///
/// # Errors
/// When it cannot be read.
pub fn read_origin(origin: &Origin) -> Result<ScenarioFile, Error> {
    match origin {
        Origin::File(path) => read_scenario(path),
        Origin::BuiltIn(id) => {
            let builtin = BUILTIN.iter().find(|builtin| builtin.id == id);
            let text = builtin.map(|builtin| builtin.text.to_owned());
            let text = text.ok_or_else(|| Error::UnknownScenario {
                name: id.clone(),
                near: None,
            })?;
            let origin = format!("built-in {id}");
            Ok(ScenarioFile { origin, text })
        }
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
        self.scenarios.is_empty() && self.exercises.is_empty() && self.glances.is_empty()
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
        let entry = self.scenarios.pop_front()?;
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

/// Tells whether a file was written since.
fn stamp(path: &Path) -> u64 {
    let mut hasher = DefaultHasher::new();
    if let Ok(metadata) = fs::metadata(path) {
        metadata.modified().ok().hash(&mut hasher);
        metadata.len().hash(&mut hasher);
    }
    hasher.finish()
}

/// What is in a scenario's file, or the first thing that is wrong with it.
fn scenario(origin: &Origin) -> Known<std::sync::Arc<scenario::Scenario>> {
    let file = match read_origin(origin) {
        Ok(file) => file,
        Err(error) => return Known::Broken(format!(" {error}")),
    };
    let (scenario, problems) = scenario::load(&file.text);
    let error = problems
        .iter()
        .find(|problem| problem.severity == Severity::Error);
    match (scenario, error) {
        (Some(scenario), None) => Known::Read(scenario.into()),
        (_, Some(error)) => {
            let place = error.place(&file.text);
            let message = &error.message;
            Known::Broken(format!("{}:{}: {message}", place.line, place.column))
        }
        (None, None) => Known::Broken(" it cannot be played".to_owned()),
    }
}

fn facts(folder: &Path) -> Known<Box<Facts>> {
    match read_journal(folder) {
        Ok(journal) => Known::Read(Box::new(Facts::of(&journal))),
        Err(error) => Known::Broken(error.to_string()),
    }
}

/// Whether the end of a journal says that the exercise has ended.
///
/// Only the last lines are read: after its end an exercise has no more than some notes.
fn has_ended(folder: &Path) -> io::Result<bool> {
    const TAIL_LEN: u64 = 16 * 1024;
    let mut file = File::open(folder.join(JOURNAL_FILE))?;
    let len = file.metadata()?.len();
    file.seek(SeekFrom::Start(len.saturating_sub(TAIL_LEN)))?;
    let mut tail = Vec::new();
    file.read_to_end(&mut tail)?;
    Ok(says_ended(&String::from_utf8_lossy(&tail)))
}

fn says_ended(lines: &str) -> bool {
    #[derive(Deserialize)]
    struct Line {
        seq: u64,
        event: String,
        to_seq: Option<u64>,
    }
    let mut ended = None;
    let lines = lines
        .lines()
        .filter_map(|line| serde_json::from_str::<Line>(line).ok());
    for line in lines {
        match (line.event.as_str(), line.to_seq) {
            ("ended", _) => ended = Some(line.seq),
            // What came after the line that it goes back to counts no more.
            ("rewound", Some(to_seq)) => ended = ended.filter(|seq| *seq <= to_seq),
            _ => {}
        }
    }
    ended.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_counts_unless_it_was_taken_back() {
        let ended = r#"{"seq":7,"event":"ended","why":"stopped"}"#;
        let torn = r#"q":6,"event":"paused"}"#;
        for (lines, expected) in [
            (vec![torn], false),
            (vec![torn, ended], true),
            (vec![ended, r#"{"seq":8,"event":"observed"}"#], true),
            (
                vec![ended, r#"{"seq":9,"event":"rewound","to_seq":7}"#],
                true,
            ),
            (
                vec![ended, r#"{"seq":9,"event":"rewound","to_seq":6}"#],
                false,
            ),
        ] {
            assert_eq!(says_ended(&lines.join("\n")), expected, "{lines:?}");
        }
    }
}
