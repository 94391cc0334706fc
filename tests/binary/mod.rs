//! The program in a world of its own: an empty environment, its own data folder, a clock that
//! stands, a seed.

use std::{
    ffi::OsStr,
    fs,
    io::Write,
    path::PathBuf,
    process::{Command, Output, Stdio},
};

use tempfile::TempDir;

/// A folder for one test, in which nothing is from outside.
pub(crate) struct World {
    pub(crate) folder: TempDir,
}

/// How the program came out.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl World {
    pub(crate) fn new() -> Self {
        let folder = TempDir::new().expect("a temporary folder can be made");
        Self { folder }
    }

    /// Writes a file for the program to find, and answers its path.
    pub(crate) fn file(&self, name: &str, text: &str) -> String {
        let path = self.folder.path().join(name);
        let parent = path.parent().expect("it is in the world's folder");
        fs::create_dir_all(parent).expect("a folder can be made");
        fs::write(&path, text).expect("a file can be written");
        path.to_str().expect("temporary paths are plain").to_owned()
    }

    /// The program, ready to be run with its data in the folder `data`.
    pub(crate) fn command<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_blackstart"));
        command
            .env_clear()
            .env("BLACKSTART_CLOCK", "2026-03-03T14:00:00.250Z")
            .env("BLACKSTART_SEED", "7")
            .env("TZ", "UTC")
            .env("HOME", self.folder.path())
            .current_dir(self.folder.path())
            .args(["--data-dir", "data"])
            .args(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Runs the program to its end with `input` on its standard input.
    pub(crate) fn run(&self, args: &[&str], input: &str) -> Answer {
        let mut child = self.command(args).spawn().expect("the program starts");
        let mut stdin = child.stdin.take().expect("it is piped");
        // A program that ends early does not read on.
        let _ = stdin.write_all(input.as_bytes());
        drop(stdin);
        child.wait_with_output().expect("the program ends").into()
    }

    /// The folder of the only exercise.
    pub(crate) fn exercise(&self) -> PathBuf {
        let folder = self.folder.path().join("data/exercises");
        let exercises: Vec<_> = fs::read_dir(&folder)
            .expect("there are exercises")
            .map(|entry| entry.expect("it can be listed").path())
            .collect();
        assert_eq!(exercises.len(), 1, "{exercises:?}");
        exercises[0].clone()
    }

    /// The only exercise's journal.
    pub(crate) fn journal(&self) -> PathBuf {
        self.exercise().join("journal.jsonl")
    }
}

impl From<Output> for Answer {
    fn from(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("what is said is UTF-8");
        Self {
            code: output.status.code(),
            out: text(output.stdout),
            err: text(output.stderr),
        }
    }
}
