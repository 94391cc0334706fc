//! The command line, and nothing of the world behind it.

use std::path::PathBuf;

use clap::{
    ArgMatches, Args as ClapArgs, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum,
    error::ErrorKind, parser::ValueSource,
};

use crate::{
    exercise::{ExerciseTime, event::Person},
    scenario::Span,
};

/// Steps a team through a scripted disaster, records every decision, and writes the report.
#[derive(Debug, Parser)]
#[command(
    name = "blackstart",
    version,
    after_help = "\
Begin with:
  blackstart                          open the library: scenarios and past exercises
  blackstart run region-loss          play the built-in scenario on this terminal
  blackstart report --output aar.md   write the report of the latest exercise

Exit codes: 0 done, 1 the answer is no, 2 the call is wrong or something failed."
)]
pub struct Args {
    /// Where exercises and your own scenarios are, instead of the platform's folder
    #[arg(long, global = true, value_name = "PATH", env = "BLACKSTART_DATA_DIR")]
    pub data_dir: Option<PathBuf>,
    /// Your configuration file, instead of config.ron in the platform's folder
    #[arg(long, global = true, value_name = "PATH", env = "BLACKSTART_CONFIG")]
    pub config: Option<PathBuf>,
    /// Without one, the library opens
    #[command(subcommand)]
    pub command: Option<Command>,
}

impl Args {
    /// Reads the arguments that the program was called with.
    ///
    /// # Errors
    /// Why they make no call, in clap's words; also what `--help` prints.
    pub fn of_command_line() -> Result<Self, clap::Error> {
        let mut command = Self::command();
        let matches = command.clone().try_get_matches()?;
        check_seed(&mut command, &matches)?;
        Self::from_arg_matches(&matches).map_err(|error| error.format(&mut command))
    }
}

/// Refuses a seed beside a walk, which has its own. One that stands in the environment was not
/// meant for it, so clap's own `conflicts_with` would refuse too much.
fn check_seed(command: &mut clap::Command, matches: &ArgMatches) -> Result<(), clap::Error> {
    let Some(("rehearse", rehearse)) = matches.subcommand() else {
        return Ok(());
    };
    let is_given = |arg| rehearse.value_source(arg) == Some(ValueSource::CommandLine);
    if is_given("script") && is_given("seed") {
        let message = "the argument '--script <FILE>' cannot be used with '--seed <N>'";
        return Err(command.error(ErrorKind::ArgumentConflict, message));
    }
    Ok(())
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run an exercise
    #[command(after_help = "\
Examples:
  blackstart run region-loss
  blackstart run region-loss --person ic=Ana --person ops=Ben --pace manual
  blackstart run micro-full-disk --solo
  blackstart run ./our-drill.ron --plain < script.txt")]
    Run(Run),
    /// Go on with an exercise where it stopped: after a quit, a crash or a power cut
    #[command(after_help = "\
Examples:
  blackstart resume
  blackstart resume 2026-11-22-0912 --plain")]
    Resume(Resume),
    /// Show the room's screen of an exercise that runs: for a projector, in a second terminal
    #[command(after_help = "\
Examples:
  blackstart watch
  blackstart watch 2026-11-22-0912
  blackstart watch --data-dir /mnt/gameday

It follows live, shows nothing that the room must not know, and changes nothing. `?` shows its keys.")]
    Watch(Which),
    /// Take an evaluator's seat: follow an exercise, tick what is seen, and note
    #[command(after_help = "\
Examples:
  blackstart observe --name Eva
  blackstart observe 2026-11-22-0912 --name 'Eva, Network'

It follows live and shows all that the facilitator sees. What you write goes into a journal of your
own beside the exercise's, and the report weaves it in.")]
    Observe(Observe),
    /// Play a past exercise again, as it happened
    #[command(after_help = "\
Examples:
  blackstart replay
  blackstart replay 2026-11-22-0912 --speed 60
  blackstart replay 2026-11-22-0912 --beside 2026-11-23-1005

`c` is the challenge: you answer each decision before the team's answer shows. `?` shows all keys.
Nothing is written.")]
    Replay(Replay),
    /// Write an exercise's report
    #[command(after_help = "\
Examples:
  blackstart report
  blackstart report latest --format json --output report.json")]
    Report(Report),
    /// Prove that an exercise's journal is whole and unchanged
    #[command(after_help = "\
Examples:
  blackstart verify
  blackstart verify ./exercises/2026-11-22-091203-region-loss")]
    Verify(Which),
    /// Check scenarios and their walks: files, and folders of them
    #[command(after_help = "\
Examples:
  blackstart check our-drill.ron
  blackstart check our-drill.best.walk.ron
  blackstart check scenarios/ --watch

The walks of our-drill.ron are the files our-drill.walk.ron and our-drill.WHAT.walk.ron beside it.")]
    Check(Check),
    /// Play a scenario through in simulated time and print the timeline
    #[command(after_help = "\
Examples:
  blackstart rehearse region-loss
  blackstart rehearse region-loss --policy worst
  blackstart rehearse region-loss --policy silent --choose first-move=wait@20m --record
  blackstart rehearse ./our-drill.ron --script our-drill.best.walk.ron")]
    Rehearse(Rehearse),
    /// Play scenarios through thousands of times: what can never happen, how outcomes spread
    #[command(after_help = "\
Examples:
  blackstart fuzz region-loss
  blackstart fuzz our-drill.ron --runs 100000 --seed 7
  blackstart fuzz drills/*.ron --format json > fuzz.json

Exits with 1 where something can never happen or waits for ever. Ctrl-C tells what is known by then.")]
    Fuzz(Fuzz),
    /// Write a scenario of your own to start from, which can be played as it is
    #[command(after_help = "\
Examples:
  blackstart new our-drill
  blackstart new our-drill --to drills/")]
    New(New),
    /// List the scenarios
    #[command(after_help = "\
Example:
  blackstart scenarios --format json")]
    Scenarios(List),
    /// List the exercises, the latest last
    #[command(after_help = "\
Example:
  blackstart exercises --format json")]
    Exercises(List),
    /// Write a shell's completion script
    #[command(after_help = "\
Example:
  blackstart completions bash > /etc/bash_completion.d/blackstart")]
    Completions {
        /// The shell to write for
        shell: clap_complete::Shell,
    },
    /// Write the manual page
    #[command(after_help = "\
Example:
  blackstart man > blackstart.1")]
    Man,
}

#[derive(Debug, ClapArgs)]
pub struct Run {
    /// A scenario's id, or a path to a .ron file
    pub scenario: String,
    /// Play alone: the program leads, tells what came of each choice, and compares you at the end
    #[arg(long)]
    pub solo: bool,
    /// Whether injects that are due arrive by the clock, or wait for your hand
    #[arg(long, value_enum)]
    pub pace: Option<Pace>,
    /// Exercise minutes per real minute, instead of the scenario's own scale
    #[arg(long, value_name = "N", value_parser = speed)]
    pub speed: Option<f64>,
    /// What luck is drawn from; the same seed draws the same
    #[arg(long, value_name = "N", env = "BLACKSTART_SEED")]
    pub seed: Option<u64>,
    /// Who takes part, and in which role; give it once a person, and as =NAME without a role
    #[arg(long = "person", value_name = "ROLE=NAME", value_parser = person)]
    pub people: Vec<Person>,
    /// Make it practice: recorded just so, and not counted in figures over exercises
    #[arg(long)]
    pub practice: bool,
    /// Run in lines of text instead of a screen: for pipes, screen readers and logs
    #[arg(long)]
    pub plain: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Pace {
    /// By the clock
    Real,
    /// By hand
    Manual,
}

#[derive(Debug, ClapArgs)]
pub struct Which {
    /// An exercise's id, the beginning of one, a path, or `latest`
    #[arg(default_value = "latest")]
    pub exercise: String,
}

#[derive(Debug, ClapArgs)]
pub struct Observe {
    #[command(flatten)]
    pub which: Which,
    /// Who you are: your name in the report; with the same name you go on with your notes
    #[arg(long, value_parser = observer)]
    pub name: String,
}

#[derive(Debug, ClapArgs)]
pub struct Resume {
    #[command(flatten)]
    pub which: Which,
    /// Go on in lines of text instead of a screen
    #[arg(long)]
    pub plain: bool,
}

#[derive(Debug, ClapArgs)]
pub struct Replay {
    #[command(flatten)]
    pub which: Which,
    /// Exercise minutes per real minute; keys change it
    #[arg(long, value_name = "N", value_parser = speed)]
    pub speed: Option<f64>,
    /// Another exercise of the same scenario, to stand beside this one
    #[arg(long, value_name = "EXERCISE")]
    pub beside: Option<String>,
}

#[derive(Debug, ClapArgs)]
pub struct Report {
    #[command(flatten)]
    pub which: Which,
    /// For people, or for programs
    #[arg(long, value_enum, default_value_t = ReportFormat::Markdown)]
    pub format: ReportFormat,
    /// A file to write to, instead of standard output
    #[arg(long, short, value_name = "PATH")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    Markdown,
    Json,
}

#[derive(Debug, ClapArgs)]
pub struct Check {
    /// Scenarios, walks, and folders of them
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Check again whenever a file is saved, until Ctrl-C
    #[arg(long)]
    pub watch: bool,
    /// For people, or for programs
    #[arg(long, value_enum, default_value_t = ListFormat::Text)]
    pub format: ListFormat,
}

#[derive(Debug, ClapArgs)]
pub struct Rehearse {
    /// A scenario's id, or a path to a .ron file
    pub scenario: String,
    /// How the simulated people play
    #[arg(long, value_enum, default_value_t = Policy::Best)]
    pub policy: Policy,
    /// What luck is drawn from; the same seed draws the same
    #[arg(long, value_name = "N", default_value_t = 0, env = "BLACKSTART_SEED")]
    pub seed: u64,
    /// What is answered to a decision, and when on the exercise clock; overrides the policy
    #[arg(long = "choose", value_name = "DECISION=OPTION[@TIME]", value_parser = choice)]
    pub choices: Vec<Choice>,
    /// A walk: its policy, its seed, its steps, and what must come of them
    #[arg(long, value_name = "FILE", conflicts_with_all = ["policy", "choices"])]
    pub script: Option<PathBuf>,
    /// Keep the journal, as a practice exercise
    #[arg(long)]
    pub record: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Policy {
    /// The first option with the best verdict; acknowledges, ticks, declares, posts updates
    Best,
    /// The first option with the worst verdict, and nothing else
    Worst,
    /// Any option at any time; everything else with even odds
    Random,
    /// Does nothing at all
    Silent,
    /// Anything that people could do, at any time; also fires what is held ready
    Wild,
}

/// `DECISION=OPTION[@TIME]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    pub decision: String,
    pub option: String,
    pub at: Option<ExerciseTime>,
}

#[derive(Debug, ClapArgs)]
pub struct Fuzz {
    /// Scenarios: ids, or paths to .ron files
    #[arg(required = true, value_name = "SCENARIO")]
    pub scenarios: Vec<String>,
    /// How many random playthroughs of each, up to a million
    #[arg(long, value_name = "N", default_value_t = 10_000,
          value_parser = clap::value_parser!(u64).range(1..=1_000_000))]
    pub runs: u64,
    /// The first seed; each playthrough takes the next
    #[arg(long, value_name = "N", default_value_t = 0, env = "BLACKSTART_SEED")]
    pub seed: u64,
    /// For people, or for programs
    #[arg(long, value_enum, default_value_t = ListFormat::Text)]
    pub format: ListFormat,
}

#[derive(Debug, ClapArgs)]
pub struct New {
    /// What it is called: small letters, digits and `-`, such as our-drill
    #[arg(value_parser = id)]
    pub id: String,
    /// The folder to write it to, instead of the data folder's scenarios
    #[arg(long, value_name = "FOLDER")]
    pub to: Option<PathBuf>,
}

#[derive(Debug, ClapArgs)]
pub struct List {
    /// For people, or for programs
    #[arg(long, value_enum, default_value_t = ListFormat::Text)]
    pub format: ListFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    Text,
    Json,
}

/// Exercise minutes per real minute: above 0 and up to 1000.
pub fn speed(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(speed) if speed > 0.0 && speed <= 1000.0 => Ok(speed),
        _ => Err("a speed is a number above 0 and up to 1000, such as 6".to_owned()),
    }
}

fn person(text: &str) -> Result<Person, String> {
    match text.split_once('=') {
        Some((role, name)) if !name.trim().is_empty() => Ok(Person {
            name: name.trim().to_owned(),
            role: Some(role.trim().to_owned()).filter(|role| !role.is_empty()),
        }),
        _ => Err("write it as ROLE=NAME, such as ic=Ana; without a role as =Ana".to_owned()),
    }
}

/// An observer's name, without the spaces around it.
fn observer(text: &str) -> Result<String, String> {
    match text.trim() {
        "" => Err("write a name, such as Eva".to_owned()),
        name => Ok(name.to_owned()),
    }
}

/// The id of a scenario that is yet to be written.
fn id(text: &str) -> Result<String, String> {
    const LONGEST: usize = 64;
    let is_letter = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    let is_id = text.starts_with(is_letter)
        && text.chars().all(|c| is_letter(c) || c == '-')
        && text.len() <= LONGEST;
    if is_id {
        return Ok(text.to_owned());
    }
    let words = text.strip_suffix(".ron").unwrap_or(text);
    let words = words.split(|c: char| !c.is_ascii_alphanumeric());
    let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
    let near = words.join("-").to_ascii_lowercase();
    let near: String = near.chars().take(LONGEST).collect();
    let example = if near.is_empty() { "our-drill" } else { &near };
    Err(format!(
        "an id is up to {LONGEST} small letters, digits and `-`, and does not begin with `-`, such as \
         `{example}`"
    ))
}

fn choice(text: &str) -> Result<Choice, String> {
    let shape = || "write it as DECISION=OPTION or DECISION=OPTION@TIME".to_owned();
    let (decision, rest) = text.split_once('=').ok_or_else(shape)?;
    let (option, at) = match rest.split_once('@') {
        None => (rest, None),
        Some((option, at)) => {
            let span: Span = at.parse().map_err(|why| {
                format!("`{at}` is no time on the exercise clock, such as 12m ({why})")
            })?;
            (option, Some(ExerciseTime::from(span)))
        }
    };
    if decision.is_empty() || option.is_empty() {
        return Err(shape());
    }
    Ok(Choice {
        decision: decision.to_owned(),
        option: option.to_owned(),
        at,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Args::command().debug_assert();
    }

    #[test]
    fn a_choice_is_read_with_and_without_its_time() {
        let at = |text: &str| choice(text).unwrap().at;
        assert_eq!(at("reroute=wait"), None);
        assert_eq!(
            at("reroute=wait@1h30m"),
            Some(ExerciseTime::from_ms(5_400_000))
        );
    }

    #[test]
    fn what_is_no_id_says_what_would_be_one() {
        for good in ["a", "7", "our-drill", "a--b-", &"x".repeat(64)] {
            assert_eq!(id(good).as_deref(), Ok(good));
        }
        for (bad, near) in [
            ("", "`our-drill`"),
            ("-", "`our-drill`"),
            ("-a", "`a`"),
            ("Our Drill", "`our-drill`"),
            ("drills/ours.ron", "`drills-ours`"),
            ("../up", "`up`"),
            ("\u{e9}t\u{e9}", "`t`"),
            (&"x".repeat(65), "xxx`"),
        ] {
            let why = id(bad).unwrap_err();
            assert!(
                why.contains("small letters, digits and `-`"),
                "{bad}: {why}"
            );
            assert!(why.ends_with(near), "{bad}: {why}");
        }
    }

    #[test]
    fn what_is_no_choice_says_how_it_is_written() {
        for text in [
            "reroute",
            "reroute=",
            "=wait",
            "reroute=wait@soon",
            "reroute=@5m",
        ] {
            assert!(choice(text).is_err(), "{text}");
        }
    }
}
