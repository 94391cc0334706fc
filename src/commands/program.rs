//! The program: arguments to a command, a failure to its words, both to an exit code.

use std::io::{self, IsTerminal, Write};

use clap::CommandFactory;

use super::{
    check, fuzz, library, lists, new, observe, rehearse, replay, report, run, verify, watch,
};
use crate::{
    args::{Args, Command},
    error::Error,
    shell::{folder::DataFolder, settings::Settings},
};

/// What a command writes to: standard output and standard error, or a test's buffers.
pub struct Streams<'a> {
    pub out: &'a mut dyn Write,
    pub err: &'a mut dyn Write,
}

/// Runs the program, and answers its exit code.
pub fn main() -> u8 {
    let args = match Args::of_command_line() {
        Ok(args) => args,
        Err(error) => return explain(&error),
    };
    let (mut out, mut err) = (io::stdout().lock(), io::stderr().lock());
    let mut streams = Streams {
        out: &mut out,
        err: &mut err,
    };
    match perform(args, &mut streams) {
        Ok(code) => code,
        // Whoever reads our output has enough of it.
        Err(Error::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => 0,
        Err(error) => complain(&error, &mut streams),
    }
}

fn perform(args: Args, streams: &mut Streams) -> Result<u8, Error> {
    let data = || DataFolder::at(args.data_dir.clone());
    let settings = || Settings::at(args.config.clone());
    let folder = || -> Result<DataFolder, Error> {
        let others = settings()?.folders;
        Ok(data()?.with_others(others))
    };
    let Some(command) = args.command else {
        if !is_terminal() {
            streams.say(&Args::command().render_help().to_string());
            return Ok(2);
        }
        return library::library(&folder()?, &settings()?, streams);
    };
    match command {
        Command::Run(run) => run::run(run, &folder()?, &settings()?, streams),
        Command::Resume(resume) => run::resume(resume, &data()?, &settings()?, streams),
        Command::Watch(which) => watch::watch(which, &data()?, &settings()?, streams),
        Command::Observe(seat) => observe::observe(seat, &data()?, &settings()?, streams),
        Command::Replay(which) => replay::replay(which, &data()?, &settings()?, streams),
        Command::Report(report) => report::report(report, &data()?, streams),
        Command::Verify(which) => verify::verify(which, &data()?, streams),
        Command::Check(check) => check::check(check, streams),
        Command::Rehearse(rehearse) => rehearse::rehearse(rehearse, &folder()?, streams),
        Command::Fuzz(fuzz) => fuzz::fuzz(fuzz, &folder()?, streams),
        Command::New(new) => new::new(new, &folder()?, streams),
        Command::Scenarios(list) => lists::scenarios(list, &folder()?, streams),
        Command::Exercises(list) => lists::exercises(list, &data()?, streams),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Args::command(), "blackstart", &mut script);
            streams.write(&script)
        }
        Command::Man => {
            let mut page = Vec::new();
            clap_mangen::Man::new(Args::command())
                .render(&mut page)
                .map_err(Error::Output)?;
            streams.write(&page)
        }
    }
}

impl Streams<'_> {
    /// Writes all of `bytes` to the output, which is the command's whole answer.
    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<u8, Error> {
        self.out
            .write_all(bytes)
            .and_then(|()| self.out.flush())
            .map_err(Error::Output)?;
        Ok(0)
    }

    /// Says something that is not part of the answer. If standard error is closed, nobody listens.
    pub(super) fn say(&mut self, text: &str) {
        let _ = writeln!(self.err, "{text}");
    }
}

/// Clap's own words for a wrong call, a `--help` or a `--version`.
fn explain(error: &clap::Error) -> u8 {
    // Nobody is left to tell if this cannot be printed.
    let _ = error.print();
    if error.use_stderr() { 2 } else { 0 }
}

pub(super) fn complain(error: &Error, streams: &mut Streams) -> u8 {
    if let Error::BrokenScenario { problems, .. } | Error::BrokenConfig { problems, .. } = error {
        streams.say(problems.trim_end());
    }
    streams.say(&format!(
        "error: {}",
        crate::harmless::lines(&error.to_string())
    ));
    if let Some(hint) = error.hint() {
        streams.say(&format!("hint: {}", crate::harmless::lines(&hint)));
    }
    error.exit_code()
}

/// Whether what is written is seen on a terminal at once.
pub(super) fn is_shown() -> bool {
    io::stdout().is_terminal()
}

/// Whether standard input and output are a person's terminal.
pub(super) fn is_terminal() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}
