//! What is left when the program is killed in the middle: all that it had shown.

#![cfg(unix)]

mod binary;

use std::{
    fs,
    io::{BufRead, BufReader, Write},
    process::{Child, Command},
    sync::mpsc::{self, Receiver},
    thread,
    time::Duration,
};

use binary::World;
use blackstart::{
    exercise::{Event, Record},
    journal::{self, Journal},
    report::timeline,
};

const SHOP: &str = include_str!("data/shop.ron");

/// Every command is followed by lines that tell of it, so that each can be waited for.
const SCRIPT: [&str; 12] = [
    "wait 3m",
    "ack page",
    "declare SEV1",
    "note one",
    "wait 2m",
    "choose move west",
    "undo",
    "choose move wait",
    "strength two",
    "wait 6m",
    "update public resolved It is over.",
    "jump 1m",
];

/// How long a line may take that must come.
const DEADLINE: Duration = Duration::from_secs(60);

struct Running {
    world: World,
    child: Child,
    lines: Receiver<String>,
    /// The lines that it has shown and that were read.
    shown: Vec<String>,
}

/// Starts the program, and a thread that listens to it.
fn spawn(world: &World, args: &[&str]) -> (Child, Receiver<String>) {
    let mut child = world.command(args).spawn().expect("it starts");
    let out = BufReader::new(child.stdout.take().expect("it is piped"));
    let (sender, lines) = mpsc::channel();
    thread::spawn(move || {
        // Killed in the middle of a line, it has shown a part of it.
        let shown = out.split(b'\n').map_while(Result::ok);
        shown
            .map(|line| String::from_utf8_lossy(&line).into_owned())
            .try_for_each(|it| sender.send(it))
    });
    (child, lines)
}

impl Running {
    fn start() -> Self {
        let world = World::new();
        world.file("shop.ron", SHOP);
        let (child, lines) = spawn(&world, &["run", "shop.ron", "--plain"]);
        Self {
            world,
            child,
            lines,
            shown: Vec::new(),
        }
    }

    /// Types all of the script and leaves the input open.
    fn type_script(&mut self) {
        let stdin = self.child.stdin.as_mut().expect("it is piped");
        stdin
            .write_all((SCRIPT.join("\n") + "\n").as_bytes())
            .expect("it reads");
    }

    /// Reads a line that it shows.
    fn read_line(&mut self) {
        match self.lines.recv_timeout(DEADLINE) {
            Ok(line) => self.shown.push(line),
            Err(error) => panic!("{error} after {:#?}", self.shown),
        }
    }

    fn read_until(&mut self, word: &str) {
        while !self.shown.last().is_some_and(|line| line.contains(word)) {
            self.read_line();
        }
    }

    fn kill(&mut self, signal: &str) {
        // The shell's own kill: not every machine has one beside it.
        let kill = format!("kill {signal} {}", self.child.id());
        let killed = Command::new("/bin/sh").args(["-c", &kill]).status();
        assert!(killed.expect("there is a shell").success());
        self.child.wait().expect("it ends");
        // What it showed and nobody has read yet was shown all the same.
        self.shown.extend(self.lines.iter());
    }

    fn journal(&self) -> Journal {
        let bytes = fs::read(self.world.journal()).expect("there is a journal");
        journal::read(&bytes).unwrap_or_else(|damage| panic!("{damage}"))
    }

    /// Every line that tells of an event must have its event in the journal, in the same order.
    #[track_caller]
    fn has_kept_what_it_showed(&self) {
        let journal = self.journal();
        let kept: Vec<_> = journal
            .exercise
            .records()
            .iter()
            .filter_map(|record| line_of(&journal, record))
            .collect();
        let shown: Vec<_> = self.shown.iter().filter_map(|line| mark_of(line)).collect();
        assert!(shown.len() <= kept.len(), "{shown:?}\n{kept:?}");
        assert_eq!(kept[..shown.len()], shown);
    }

    #[track_caller]
    fn can_be_resumed(&self) {
        self.world.run(&["verify"], "").assert_done();
        let before = fs::read_to_string(self.world.journal()).expect("there is a journal");
        let answer = self
            .world
            .run(&["resume", "--plain"], "note after\nwait 1h\n");
        assert_eq!(answer.code, Some(0), "{}", answer.err);
        // Which ending it reaches depends on how far the script got before the kill.
        assert!(answer.out.contains("  end   "), "{}", answer.out);
        let after = fs::read_to_string(self.world.journal()).expect("there is a journal");
        let whole = before.rfind('\n').map_or(0, |at| at + 1);
        assert!(
            after.starts_with(&before[..whole]),
            "what was whole stays as it was"
        );
        self.world.run(&["verify"], "").assert_done();
    }
}

impl binary::Answer {
    #[track_caller]
    fn assert_done(&self) {
        assert_eq!((self.code, &*self.err), (Some(0), ""), "{}", self.out);
    }
}

/// The clock and the mark of a line that tells of an event.
fn mark_of(line: &str) -> Option<(String, String)> {
    let (clock, rest) = line.split_once("  ").filter(|_| line.starts_with("T+"))?;
    let mark = rest.trim_start().split("  ").next()?;
    Some((clock.to_owned(), mark.to_owned()))
}

/// The same of an event in the journal, if there is a line for it.
fn line_of(journal: &Journal, record: &Record) -> Option<(String, String)> {
    let clock = record.clock.to_string();
    if let Event::TaskBegun { .. } = record.event {
        return Some((clock, "watch for".to_owned()));
    }
    let entry = timeline::entry(&journal.exercise, record)?;
    Some((clock, entry.mark.to_owned()))
}

#[test]
fn killed_after_any_line_it_has_kept_what_it_showed_and_goes_on() {
    for n_lines in [1, 3, 5, 8, 12, 16, 19, 23] {
        let mut running = Running::start();
        running.type_script();
        for _ in 0..n_lines {
            running.read_line();
        }
        running.kill("-KILL");
        running.has_kept_what_it_showed();
        running.can_be_resumed();
    }
}

#[test]
fn killed_while_it_waits_it_has_kept_everything() {
    let mut running = Running::start();
    running.type_script();
    running.read_until("Moved on to");
    running.kill("-KILL");
    running.has_kept_what_it_showed();
    let journal = running.journal();
    assert_eq!(journal.torn_len, 0);
    let entries = journal
        .exercise
        .records()
        .iter()
        .filter(|it| line_of(&journal, it).is_some());
    let shown = running.shown.iter().filter_map(|line| mark_of(line));
    assert_eq!(entries.count(), shown.count());
    running.can_be_resumed();
}

#[test]
fn asked_to_leave_it_pauses_and_can_be_resumed() {
    for signal in ["-TERM", "-HUP", "-INT"] {
        let mut running = Running::start();
        running.type_script();
        running.read_until("Moved on to");
        running.kill(signal);
        running.has_kept_what_it_showed();
        let journal = running.journal();
        let last = &journal.exercise.records().last().expect("it began").event;
        assert!(matches!(last, Event::Paused { .. }), "{signal}: {last:?}");
        running.can_be_resumed();
    }
}

#[test]
fn killed_before_it_has_read_a_line_it_leaves_no_riddle() {
    let mut running = Running::start();
    running.read_until("EXERCISE");
    running.kill("-KILL");
    running.has_kept_what_it_showed();
    running.can_be_resumed();
}

#[test]
fn killed_again_and_again_it_still_goes_on() {
    let mut running = Running::start();
    running.read_until("phase");
    running.kill("-KILL");
    for n in 0..4 {
        (running.child, running.lines) = spawn(&running.world, &["resume", "--plain"]);
        let stdin = running.child.stdin.as_mut().expect("it is piped");
        writeln!(stdin, "wait 1m\nnote number-{n}").expect("it reads");
        running.read_until(&format!("number-{n}"));
        running.kill("-KILL");
    }
    let text = fs::read_to_string(running.world.journal()).expect("there is a journal");
    for n in 0..4 {
        assert!(text.contains(&format!("number-{n}")), "{text}");
    }
    running.can_be_resumed();
}
