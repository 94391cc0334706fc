//! What fails at the edge: the deed, the place, the cause, and what to do.

use std::{io, path::PathBuf};

use thiserror::Error;

use crate::{exercise::Refusal, journal::Damage};

/// A failure that ends a command.
#[derive(Debug, Error)]
pub enum Error {
    #[error("no scenario is called `{name}`")]
    UnknownScenario { name: String, near: Option<String> },
    #[error("{summary}")]
    BrokenScenario {
        /// How many problems there are, and where.
        summary: String,
        /// Every problem, ready to be read.
        problems: String,
    },
    #[error("{summary}")]
    BrokenConfig {
        summary: String,
        /// Every problem, ready to be read.
        problems: String,
    },
    #[error("no exercise is called `{name}`")]
    UnknownExercise { name: String, near: Option<String> },
    #[error("more than one exercise begins with `{name}`: {candidates}")]
    AmbiguousExercise { name: String, candidates: String },
    #[error("there is no exercise yet in {}", folder.display())]
    NoExercise { folder: PathBuf },
    #[error("the exercise {exercise} has ended")]
    Ended { exercise: String },
    #[error("{holder} writes the exercise {exercise}")]
    Locked { exercise: String, holder: String },
    #[error("the exercise {exercise} is closed")]
    Closed { exercise: String },
    #[error("{holder} writes the notes of {name} on the exercise {exercise}")]
    NotesLocked {
        name: String,
        exercise: String,
        holder: String,
    },
    #[error("{} is of another exercise", path.display())]
    NotesOfAnother { path: PathBuf },
    #[error("could not read the journal {}: {damage}", path.display())]
    Damaged { path: PathBuf, damage: Damage },
    #[error("this system has no folder for a program's data")]
    NoDataFolder,
    #[error("could not read {}: {source}", path.display())]
    Read { path: PathBuf, source: io::Error },
    #[error("could not write {}: {source}", path.display())]
    Write { path: PathBuf, source: io::Error },
    #[error("could not append to the journal {}: {source}", path.display())]
    Append { path: PathBuf, source: io::Error },
    #[error("there is no terminal here")]
    NoTerminal,
    #[error("there is no terminal here to show the room's screen on")]
    NoScreen,
    #[error("there is no terminal here to observe on")]
    NoSeat,
    #[error("there is no terminal here to replay an exercise on")]
    NoReplay,
    #[error("nothing happened in the exercise {exercise}, so there is nothing to replay")]
    NothingToReplay { exercise: String },
    #[error("the exercise {exercise} is of the scenario {scenario}, and not of {wanted}")]
    OtherScenario {
        exercise: String,
        scenario: String,
        wanted: String,
    },
    #[error("the terminal failed: {0}")]
    Terminal(io::Error),
    #[error("could not write the output: {0}")]
    Output(io::Error),
    #[error("could not read standard input: {0}")]
    Input(io::Error),
    #[error("could not listen for signals: {0}")]
    Signals(io::Error),
    #[error("{0}")]
    Refused(#[from] Refusal),
    #[error("`{given}`: {why}")]
    Argument {
        given: String,
        why: String,
        hint: Option<String>,
    },
}

impl Error {
    /// What to do about it, as a sentence.
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::UnknownScenario {
                near: Some(near), ..
            }
            | Self::UnknownExercise {
                near: Some(near), ..
            } => {
                return Some(format!("Did you mean `{near}`?"));
            }
            Self::UnknownScenario { near: None, .. } => {
                "`blackstart scenarios` lists them; a path to a .ron file works too."
            }
            Self::UnknownExercise { near: None, .. } => "`blackstart exercises` lists them.",
            Self::AmbiguousExercise { .. } => "Write more of its id.",
            Self::NoExercise { .. } => "`blackstart run region-loss` makes one.",
            Self::Ended { .. } => "`blackstart report` tells how it went.",
            Self::BrokenConfig { .. } => "Mend the file; docs/config.md explains it.",
            Self::BrokenScenario { .. } => "Mend the file and run it again.",
            Self::Locked { .. } => "Leave that program first; an exercise has one writer.",
            Self::Closed { .. } => {
                "Nothing more is added to it; `blackstart report` tells how it went."
            }
            Self::NotesLocked { .. } => {
                "Leave that program first, or give another name with --name."
            }
            Self::NotesOfAnother { .. } => "Move it away, or give another name with --name.",
            Self::Damaged { damage, .. } => damage.hint(),
            Self::NoDataFolder => "Name one with --data-dir or BLACKSTART_DATA_DIR.",
            Self::Write { .. } => {
                "Check the folder's permissions and disk, or name another with --data-dir."
            }
            Self::Append { .. } => {
                "Free some disk space; `blackstart resume` goes on with all that was shown."
            }
            Self::NoTerminal => "Add --plain to run it in lines of text.",
            Self::NoScreen | Self::NoSeat => "Call it in a terminal of its own, and not in a pipe.",
            Self::NoReplay => "`blackstart report` tells in text how it went.",
            Self::NothingToReplay { .. } => "`blackstart resume` begins with it.",
            Self::OtherScenario { .. } => "`blackstart exercises` lists those there are.",
            Self::Argument { hint, .. } => return hint.clone(),
            Self::Read { .. }
            | Self::Terminal(_)
            | Self::Output(_)
            | Self::Input(_)
            | Self::Signals(_)
            | Self::Refused(_) => return None,
        };
        Some(hint.to_owned())
    }

    /// 1 where the answer is no, 2 where the call is wrong or the world failed.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::NoExercise { .. } | Self::NothingToReplay { .. } | Self::Damaged { .. } => 1,
            _ => 2,
        }
    }
}
