//! The program on a terminal: what it shows there, and how it gives it back.

#![cfg(unix)]

mod binary;

use std::{
    env, fs,
    io::{Read, Write},
    process::Command,
    sync::mpsc::{self, Receiver, RecvTimeoutError},
    thread,
    time::{Duration, Instant},
};

use binary::World;
use blackstart::shell::terminal::Screen;
use portable_pty::{Child, CommandBuilder, MasterPty, PtyPair, PtySize, native_pty_system};
use vt100::{MouseProtocolEncoding, MouseProtocolMode};

const SHOP: &str = include_str!("data/shop.ron");

/// How long all that a test does on one terminal may take.
const DEADLINE: Duration = Duration::from_secs(60);
/// What rings a terminal.
const BELL: &str = "\u{7}";

/// A terminal of 80×24 with a program on it. It answers no question that the program asks it.
struct Terminal {
    pty: Box<dyn MasterPty + Send>,
    keyboard: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    written: Receiver<Vec<u8>>,
    emulator: vt100::Parser,
    /// All that was written, as it came.
    raw: Vec<u8>,
    /// How the terminal was set before the program came.
    settings: String,
    deadline: Instant,
}

impl Terminal {
    fn run(command: &Command) -> Self {
        let pair = native_pty_system().openpty(PtySize::default());
        let PtyPair { slave, master: pty } = pair.expect("there are terminals");
        let reader = pty.try_clone_reader().expect("it can be read");
        Self {
            settings: settings(&*pty),
            child: slave.spawn_command(builder(command)).expect("it starts"),
            written: listen(reader),
            keyboard: pty.take_writer().expect("it can be typed on"),
            emulator: vt100::Parser::new(24, 80, 0),
            raw: Vec::new(),
            deadline: now() + DEADLINE,
            pty,
        }
    }

    fn type_keys(&mut self, keys: &str) {
        let typed = self.keyboard.write_all(keys.as_bytes());
        typed.expect("it can be typed on");
    }

    /// Goes through what comes before the start, and starts the clock.
    fn begin(&mut self) {
        self.wait_for("Enter goes on to the briefing.");
        self.type_keys("\r");
        self.wait_for("Enter turns the page.");
        self.type_keys("\u{1b}[F");
        self.wait_for("Enter starts the clock.");
        self.type_keys("\r");
    }

    fn resize(&mut self, cols: u16, rows: u16) {
        self.emulator.screen_mut().set_size(rows, cols);
        let size = PtySize {
            rows,
            cols,
            ..PtySize::default()
        };
        self.pty.resize(size).expect("it can be resized");
    }

    fn signal(&self, signal: &str) {
        let id = self.child.process_id().expect("it runs").to_string();
        let sent = Command::new("/bin/kill").args([signal, &id]).status();
        assert!(sent.expect("there is a kill").success());
    }

    fn text(&self) -> String {
        self.emulator.screen().contents()
    }

    #[track_caller]
    fn wait_for(&mut self, text: &str) {
        self.wait_until(|it| it.text().contains(text));
    }

    #[track_caller]
    fn wait_until(&mut self, is_there: impl Fn(&Self) -> bool) {
        while !is_there(self) {
            assert!(self.read(), "it has ended:\n{}", self.text());
        }
    }

    /// Shows what the program writes next; answers whether there was something.
    #[track_caller]
    fn read(&mut self) -> bool {
        let left = self.deadline.saturating_duration_since(now());
        match self.written.recv_timeout(left) {
            Ok(bytes) => {
                self.emulator.process(&bytes);
                self.raw.extend(bytes);
            }
            Err(RecvTimeoutError::Disconnected) => return false,
            Err(RecvTimeoutError::Timeout) => panic!("too late:\n{}", self.text()),
        }
        true
    }

    /// Shows all that the program writes until it ends, and answers its exit code.
    #[track_caller]
    fn end(&mut self) -> u32 {
        while self.read() {}
        self.child.wait().expect("it ends").exit_code()
    }
}

/// What can be told of a terminal.
impl Terminal {
    fn is_taken(&self) -> bool {
        let screen = self.emulator.screen();
        let is_ours = screen.alternate_screen() && screen.hide_cursor() && screen.bracketed_paste();
        // Clicks and the wheel, and not every move: those would wake the program all the while.
        let hears_clicks = screen.mouse_protocol_mode() == MouseProtocolMode::PressRelease
            && screen.mouse_protocol_encoding() == MouseProtocolEncoding::Sgr;
        is_ours && hears_clicks && settings(&*self.pty) != self.settings
    }

    #[track_caller]
    fn is_given_back(&self) {
        let screen = self.emulator.screen();
        assert!(!screen.alternate_screen(), "{}", self.text());
        assert!(!screen.hide_cursor() && !screen.bracketed_paste());
        assert_eq!(screen.mouse_protocol_mode(), MouseProtocolMode::None);
        assert_eq!(
            screen.mouse_protocol_encoding(),
            MouseProtocolEncoding::Default
        );
        assert_eq!(settings(&*self.pty), self.settings);
        let titles = (
            self.n_written("\u{1b}[22;2t"),
            self.n_written("\u{1b}[23;2t"),
        );
        assert_eq!(titles.0, titles.1, "each title that was kept is given back");
        assert!(titles.0 > 0);
    }

    /// How often this was written.
    fn n_written(&self, text: &str) -> usize {
        let windows = self.raw.windows(text.len());
        windows.filter(|it| *it == text.as_bytes()).count()
    }

    /// What the exercise clock shows.
    fn clock(&self) -> String {
        let text = self.text();
        let at = text.find("T+").unwrap_or(text.len());
        text[at..].chars().take("T+0:00:00".len()).collect()
    }
}

fn builder(command: &Command) -> CommandBuilder {
    let mut builder = CommandBuilder::new(command.get_program());
    builder.env_clear();
    builder.args(command.get_args());
    builder.cwd(command.get_current_dir().expect("it is set"));
    for (name, value) in command.get_envs() {
        builder.env(name, value.expect("it is set"));
    }
    builder
}

/// Raw or not, and all else that a program can set.
fn settings(pty: &dyn MasterPty) -> String {
    format!("{:?}", pty.get_termios().expect("it is a terminal"))
}

/// Answers what is written on a terminal, until nobody has it open any more.
fn listen(mut reader: Box<dyn Read + Send>) -> Receiver<Vec<u8>> {
    let (sender, written) = mpsc::channel();
    thread::spawn(move || {
        let mut bytes = [0; 4096];
        while let Ok(n @ 1..) = reader.read(&mut bytes) {
            // A test that has failed listens no longer.
            let _ = sender.send(bytes[..n].to_vec());
        }
    });
    written
}

#[expect(clippy::disallowed_methods, reason = "a deadline is in real time")]
fn now() -> Instant {
    Instant::now()
}

#[test]
fn somebody_plays_alone_from_the_briefing_to_the_debrief() {
    let world = World::new();
    let path = world.file("shop.ron", SHOP);
    let mut terminal = world.terminal(&["run", &path, "--solo"]);
    terminal.begin();
    terminal.wait_for("n goes on to what comes next");
    terminal.type_keys("wseen alone\r");
    terminal.type_keys("Ey");
    terminal.wait_for("It was broken off");
    terminal.type_keys("q");
    terminal.wait_until(|terminal| !terminal.is_taken());
    let report = world.run(&["report"], "").out;
    assert!(report.contains("seen alone"), "{report}");
}

impl World {
    fn terminal(&self, args: &[&str]) -> Terminal {
        Terminal::run(&self.command(args))
    }

    /// The shop's exercise on a terminal, with its clock going and a note written.
    fn shop(&self) -> Terminal {
        let path = self.file("shop.ron", SHOP);
        let mut terminal = self.terminal(&["run", &path]);
        terminal.begin();
        terminal.type_keys("n");
        terminal.wait_for("Enter record");
        terminal.type_keys("the first of many\r");
        terminal.wait_for("note         ");
        terminal
    }

    /// Whether the program gives the terminal back on a signal, and has everything afterwards.
    #[track_caller]
    fn survives(&self, signal: &str) {
        let mut terminal = self.shop();
        terminal.wait_until(Terminal::is_taken);
        terminal.signal(signal);
        assert_eq!(terminal.end(), 0, "{}", terminal.text());
        terminal.is_given_back();
        let journal = fs::read_to_string(self.journal()).expect("there is a journal");
        assert!(journal.contains("the first of many"));
        let answer = self.run(&["verify"], "");
        assert_eq!(answer.code, Some(0), "{}{}", answer.out, answer.err);
        let mut terminal = self.terminal(&["resume"]);
        terminal.wait_for("the first of many");
        terminal.wait_for("PAUSED");
    }
}

#[test]
fn an_exercise_is_begun_and_left_and_the_terminal_is_as_it_was() {
    let world = World::new();
    let mut terminal = world.terminal(&["run", "region-loss"]);
    terminal.wait_for("Primary region, no estimate");
    terminal.wait_until(Terminal::is_taken);
    terminal.begin();
    terminal.wait_for("RUNNING");
    terminal.type_keys("?");
    terminal.wait_for("Stop the clock, or set it going");
    terminal.type_keys("qq");
    terminal.wait_for("Leave the exercise?");
    terminal.type_keys("y");
    assert_eq!(terminal.end(), 0);
    terminal.is_given_back();
    for standing in ["briefing", "T+0:00 · running"] {
        let title = format!("\u{1b}]2;EXERCISE · region-loss · {standing}\u{1b}\\");
        assert_eq!(terminal.n_written(&title), 1, "{standing}");
    }
    terminal.wait_for("paused; `blackstart resume 2026-03-03-140000-region-loss` goes on");
}

#[test]
fn the_library_starts_an_exercise_and_is_there_again_after_it() {
    let world = World::new();
    let none: [&str; 0] = [];
    let mut terminal = Terminal::run(&world.command(none));
    terminal.wait_for("15 scenarios");
    terminal.type_keys("/no estimate\r");
    terminal.wait_for("Primary region, no estimate");
    terminal.wait_for("never practised");
    terminal.type_keys("\r");
    terminal.wait_for("Incident commander  ›");
    terminal.type_keys("Ana\r");
    terminal.begin();
    terminal.wait_for("RUNNING");
    terminal.type_keys("q");
    terminal.wait_for("Leave the exercise?");
    terminal.type_keys("y");
    terminal.wait_for("The exercise is paused; Enter goes on with it.");
    terminal.wait_for("It stands at T+");
    terminal.wait_until(Terminal::is_taken);
    terminal.type_keys("r");
    terminal.wait_for("After-action report");
    terminal.type_keys("q\r");
    terminal.wait_for("PAUSED");
    terminal.signal("-TERM");
    assert_eq!(terminal.end(), 0, "{}", terminal.text());
    terminal.is_given_back();
    terminal.wait_for("`blackstart resume 2026-03-03-140000-region-loss` goes on");
    let journal = fs::read_to_string(world.journal()).expect("there is a journal");
    assert!(journal.contains(r#"{"name":"Ana","role":"ic"}"#));
}

#[test]
fn told_to_terminate_it_gives_the_terminal_back_and_keeps_everything() {
    World::new().survives("-TERM");
}

#[test]
fn hung_up_it_gives_the_terminal_back_and_keeps_everything() {
    World::new().survives("-HUP");
}

#[test]
fn ctrl_z_goes_to_the_shell_and_fg_comes_back() {
    let world = World::new();
    let path = world.file("shop.ron", SHOP);
    let script = r#""$@"; echo in the shell; read go; fg"#;
    let program = world.command(["run", &path]);
    let mut shell = Command::new("/bin/sh");
    shell
        .args(["-mc", script, "sh"])
        .arg(program.get_program())
        .args(program.get_args())
        .current_dir(world.folder.path());
    let mut terminal = Terminal::run(&shell);
    terminal.begin();
    terminal.wait_for("RUNNING");
    terminal.wait_until(Terminal::is_taken);
    terminal.type_keys("\u{1a}");
    terminal.wait_for("in the shell");
    terminal.is_given_back();
    terminal.type_keys("\r");
    terminal.wait_for("The clock stood while the program was stopped.");
    terminal.wait_for("The shop is down");
    terminal.wait_until(Terminal::is_taken);
    terminal.type_keys("qy");
    assert_eq!(terminal.end(), 0, "{}", terminal.text());
    terminal.is_given_back();
}

#[test]
fn a_terminal_of_any_size_is_drawn_on() {
    let world = World::new();
    let mut terminal = world.shop();
    terminal.resize(40, 10);
    terminal.wait_for(" EX  T+");
    terminal.resize(1, 1);
    terminal.wait_until(|it| it.text() == "T");
    terminal.resize(80, 24);
    terminal.wait_for("the first of many");
    terminal.wait_for("The shop is down");
    terminal.type_keys("qy");
    assert_eq!(terminal.end(), 0);
    terminal.is_given_back();
}

#[test]
fn killed_it_resumes_with_all_that_it_had_shown() {
    let world = World::new();
    let mut terminal = world.terminal(&["run", "region-loss"]);
    terminal.begin();
    terminal.wait_until(|it| *it.clock() > *"T+0:00:00");
    terminal.signal("-KILL");
    terminal.end();
    let shown = terminal.clock();
    let mut terminal = world.terminal(&["resume"]);
    terminal.wait_for("The exercise was cut off; its clock stands at");
    terminal.type_keys("\r");
    terminal.wait_until(|it| !it.text().contains("cut off") && it.text().contains("PAUSED"));
    terminal.wait_for("Primary region, no estimate");
    assert!(terminal.clock() >= shown, "{} < {shown}", terminal.clock());
}

#[test]
fn an_observer_follows_live_and_the_report_has_what_they_saw() {
    let world = World::new();
    let mut main = world.shop();
    let mut eva = world.terminal(&["observe", "--name", "Eva"]);
    eva.wait_for("observer Eva");
    eva.wait_for("RUNNING");
    eva.wait_until(Terminal::is_taken);
    let mut again = world.terminal(&["observe", "--name", "Eva"]);
    assert_eq!(again.end(), 2, "{}", again.text());
    again.wait_for("writes the notes of Eva");
    let mut max = world.terminal(&["observe", "--name", "Max"]);
    max.wait_for("observer Max");
    eva.type_keys("s");
    eva.wait_for("What went well?");
    eva.type_keys("They asked who owns it\r");
    eva.wait_for("+ They asked who owns it");
    max.type_keys("n");
    max.wait_for("What did you see?");
    max.type_keys("Nobody looked at the clock\r");
    max.wait_for("Nobody looked at the clock");
    main.type_keys("p");
    eva.wait_for("PAUSED");
    main.signal("-KILL");
    main.end();
    eva.wait_for("NOBODY LEADS IT NOW");
    eva.type_keys("q");
    assert_eq!(eva.end(), 0, "{}", eva.text());
    eva.is_given_back();
    assert!(eva.n_written("EXERCISE · shop · observer · T+0:0") > 0);
    max.signal("-TERM");
    assert_eq!(max.end(), 0, "{}", max.text());
    max.is_given_back();
    let report = world.run(&["report"], "").out;
    for line in [
        "They asked who owns it (Eva, T+",
        "Nobody looked at the clock (Max, T+",
    ] {
        assert!(report.contains(line), "{report}");
    }
    assert!(report.contains("**Observers:** Eva, Max"), "{report}");
    let verified = world.run(&["verify"], "");
    assert_eq!(verified.code, Some(0), "{}{}", verified.out, verified.err);
    assert_eq!(
        verified.out.matches("whole and unchanged").count(),
        3,
        "{}",
        verified.out
    );
    assert_eq!(world.run(&["exercises"], "").out.matches("shop").count(), 1);
    let folder = world.exercise().join("observers");
    let file = |name: &str| {
        let mut entries = fs::read_dir(&folder)
            .expect("it is there")
            .map(|it| it.expect("it is listed").path());
        entries.find(|path| {
            path.to_string_lossy().contains(name)
                && path.extension().is_some_and(|it| it == "jsonl")
        })
    };
    let (eva, max) = (
        file("eva").expect("it is there"),
        file("max").expect("it is there"),
    );
    let by_path = world.run(&["verify", eva.to_str().expect("plain")], "");
    assert_eq!(by_path.out, verified.out);
    let changed = fs::read_to_string(&max)
        .expect("it is text")
        .replace("Nobody looked", "Somebody looked");
    fs::write(&max, changed).expect("it can be written");
    let verified = world.run(&["verify"], "");
    assert_eq!(verified.code, Some(1), "{}", verified.out);
    assert!(
        verified.out.contains("does not count: line 2"),
        "{}",
        verified.out
    );
    let report = world.run(&["report"], "");
    assert_eq!(report.code, Some(0));
    assert!(report.err.contains("is left out: line 2"), "{}", report.err);
    assert!(report.out.contains("**Left out:**") && !report.out.contains("Somebody looked"));
}

#[test]
fn a_bar_grows_while_a_scenario_is_fuzzed_and_ctrl_c_tells_what_is_known() {
    let world = World::new();
    let runs = ["fuzz", "region-loss", "--runs", "1000000"];
    let mut terminal = Terminal::run(&world.command(runs));
    terminal.wait_for("of 1,000,000");
    assert!(terminal.text().contains("region-loss  ░"));
    terminal.type_keys("\x03");
    assert_eq!(terminal.end(), 0);
    terminal.wait_for("region-loss: cut short; ");
}

#[test]
fn a_panic_is_told_of_on_the_terminal_as_it_was() {
    const PLAYS_THE_PROGRAM: &str = "PLAYS_THE_PROGRAM";
    if let Some(is_drawn) = env::var_os(PLAYS_THE_PROGRAM) {
        let mut screen = Screen::take().expect("it is on a terminal");
        if is_drawn == "drawn" {
            screen.draw(|_| ()).expect("it is there");
        }
        panic!("nobody has thought of this");
    }
    // The program has no known way to panic, so this test is run as one that takes the terminal.
    let world = World::new();
    let run = |how: &str| {
        let mut program = Command::new(env::current_exe().expect("it runs"));
        program
            .args(["--exact", "--nocapture"])
            .arg("a_panic_is_told_of_on_the_terminal_as_it_was")
            .env(PLAYS_THE_PROGRAM, how)
            .current_dir(world.folder.path());
        let mut terminal = Terminal::run(&program);
        assert_eq!(terminal.end(), 101);
        terminal.wait_for("nobody has thought of this");
        terminal
    };
    run("drawn").is_given_back();
    // Before anything was drawn there is nothing to leave, and what stands there stays.
    let terminal = run("empty");
    assert_eq!(terminal.n_written("\u{1b}[?1049"), 0);
    assert_eq!(settings(&*terminal.pty), terminal.settings);
}

#[test]
fn the_room_follows_misses_the_writer_and_picks_up_again() {
    let world = World::new();
    let mut facilitator = world.shop();
    let mut room = world.terminal(&["watch"]);
    room.wait_for("1 message");
    room.wait_for("RUNNING");
    // The next moment at which something is due: the first message comes in.
    facilitator.type_keys(".");
    room.wait_for("Checkout fails");
    assert_eq!(room.n_written(BELL), 1);
    facilitator.signal("-KILL");
    room.wait_for("The program that leads it is gone");
    let mut facilitator = world.terminal(&["resume"]);
    facilitator.wait_for("PAUSED");
    room.wait_until(|room| !room.text().contains("is gone"));
    room.wait_for("PAUSED");
    // What was found is told first.
    facilitator.type_keys("\r");
    facilitator.wait_for("p sets it going");
    facilitator.type_keys("p");
    room.wait_for("RUNNING");
    room.wait_for("Checkout fails");
    facilitator.type_keys("q");
    facilitator.wait_for("Leave the exercise?");
    facilitator.type_keys("y");
    facilitator.end();
    room.wait_for("The exercise rests");
    room.type_keys("q");
    assert_eq!(room.end(), 0);
    room.is_given_back();
    assert_eq!(room.n_written(BELL), 1, "what was seen does not ring again");
    assert!(
        room.n_written(" · room · T+0:0") > 0,
        "its window has a name"
    );
    let answer = world.run(&["verify"], "");
    assert_eq!(answer.code, Some(0), "{}{}", answer.out, answer.err);
}

#[test]
fn the_room_sees_the_ending_of_an_exercise_that_is_over() {
    let world = World::new();
    let path = world.file("shop.ron", SHOP);
    let answer = world.run(&["rehearse", &path, "--record"], "");
    assert_eq!(answer.code, Some(0), "{}", answer.err);
    let mut room = world.terminal(&["watch"]);
    room.wait_for(" after ");
    room.wait_for("EXERCISE");
    room.type_keys("q");
    assert_eq!(room.end(), 0);
    room.is_given_back();
}

#[test]
fn a_past_exercise_is_replayed_and_the_journal_stays_as_it_was() {
    let world = World::new();
    let path = world.file("shop.ron", SHOP);
    let answer = world.run(&["rehearse", &path, "--record"], "");
    assert_eq!(answer.code, Some(0), "{}", answer.err);
    let before = fs::read(world.journal()).expect("there is a journal");
    let mut terminal = world.terminal(&["replay", "--speed", "600"]);
    terminal.wait_for("REPLAY");
    terminal.wait_until(Terminal::is_taken);
    terminal.type_keys(" ");
    terminal.wait_for("This is the end; Space plays it from the beginning.");
    terminal.type_keys("q");
    assert_eq!(terminal.end(), 0);
    terminal.is_given_back();
    terminal.wait_for("left the replay; the exercise is as it was");
    assert_eq!(fs::read(world.journal()).expect("it is there"), before);
    // From the library, and back to it.
    let none: [&str; 0] = [];
    let mut terminal = Terminal::run(&world.command(none));
    terminal.wait_for("15 scenarios");
    terminal.type_keys("l");
    terminal.wait_for("practice");
    terminal.type_keys("w");
    terminal.wait_for("REPLAY");
    terminal.type_keys("q");
    terminal.wait_for("exercises");
    terminal.type_keys("q");
    assert_eq!(terminal.end(), 0);
    terminal.is_given_back();
}
