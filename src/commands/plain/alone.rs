//! `run --solo --plain`: what somebody who plays alone types and reads. No secret is in it before its
//! time: see [`crate::solo`].

use std::fmt::Write;

use super::show;
use crate::{
    exercise::{Event, Exercise, ExerciseTime, Record, State, event::Who},
    harmless,
    report::spoken,
    scenario::{HasId, Ix, Scenario, model::Task},
    solo::{
        Hint, Outcome,
        review::{self, Comparison},
    },
};

/// What `help` prints.
pub(super) const HELP: &str = "\
Time      wait 5m           let exercise time pass
          jump next         go on to what comes next, when nothing is to be decided
          pause, resume     stop the clock, set it going
          speed N           exercise minutes per real minute
You       ack INJECT        acknowledge it
          choose DECISION OPTION [because RATIONALE]   (its id or its number)
          do TEXT           say in your own words what you do
          done TASK         tick a task that your words were taken for
          declare SEV       declare an incident, such as SEV1
          update internal|public|executive
                 investigating|identified|monitoring|resolved [next=30m] TEXT
          claim CLAIM confirmed|refuted [EVIDENCE]
          note TEXT, strength TEXT, improve TEXT
          withdraw          take your last note back; what was chosen stays
          hint              ask for a hint, step by step
Control   status            how things stand
          real-incident     stop everything: something real has happened
          end               break it off, and read the debrief
          quit              leave; it can be resumed
";

/// What can be typed. The rest is for a facilitator, and there is none.
const WORDS: [&str; 21] = [
    "wait",
    "jump",
    "pause",
    "resume",
    "speed",
    "ack",
    "choose",
    "do",
    "done",
    "declare",
    "update",
    "claim",
    "note",
    "strength",
    "improve",
    "withdraw",
    "hint",
    "status",
    "end",
    "quit",
    "real-incident",
];

/// Whether whoever plays alone can say this.
pub(super) fn is_a_word(verb: &str) -> bool {
    verb == "help" || WORDS.contains(&verb)
}

/// Why a line was not understood, without the ids of what is still to come.
pub(super) fn why_not(why: &str) -> String {
    if why.starts_with("no ") {
        "nothing of that name is here now; `status` tells what is".to_owned()
    } else {
        why.to_owned()
    }
}

/// A record as it has just come in.
pub(super) fn record(exercise: &Exercise, record: &Record) -> String {
    let (scenario, state) = (exercise.scenario(), exercise.state());
    let is_own = match &record.event {
        Event::TaskDone { who, .. }
        | Event::ClaimJudged { who, .. }
        | Event::Observed { who, .. }
        | Event::EntryWithdrawn { who, .. } => matches!(who, Who::Person(_)),
        _ => false,
    };
    let is_shown = show::is_for_the_room(exercise, record) || is_own;
    let mut text = show::told(exercise, record)
        .filter(|_| is_shown)
        .unwrap_or_default();
    if let Event::OutcomeLanded { decision, .. } = record.event
        && let Some(outcome) = Outcome::of(scenario, state, decision)
    {
        text.push_str(&beneath(&judged(&outcome)));
    }
    text
}

fn judged(outcome: &Outcome) -> String {
    let verdict = outcome.verdict.map(review::verdict);
    let verdict = verdict.map_or_else(String::new, |(glyph, word)| format!("{glyph} {word}. "));
    format!("{verdict}{}", outcome.cost())
}

/// Lines that belong to the one before.
fn beneath(text: &str) -> String {
    let lines = harmless::lines(text);
    lines.lines().fold(String::new(), |text, line| {
        format!("{text}{}{line}\n", show::INDENT)
    })
}

/// A hint.
pub(super) fn hint(hint: &Hint) -> String {
    format!(
        "hint      {}\n{}",
        harmless::line(&hint.title),
        beneath(hint.text.trim())
    )
}

/// The tasks that somebody's own words may mean.
pub(super) fn recognized(scenario: &Scenario, tasks: &[Ix<Task>]) -> String {
    let mut text = String::new();
    for task in tasks {
        let row = &scenario.tasks[*task];
        let words = harmless::line(&row.text);
        let _ = writeln!(
            text,
            "task      {}: {words}; if that is it: `done {}`",
            row.id(),
            row.id()
        );
    }
    text
}

/// How things stand, as far as whoever plays alone may know.
pub(super) fn status(
    scenario: &Scenario,
    state: &State,
    clock: ExerciseTime,
    head: &str,
) -> String {
    let mut text = head.to_owned();
    text.push_str(&show::world(scenario, state, clock));
    for (claim, row) in scenario.claims.entries() {
        if state.claims[claim].judged.is_none() {
            let _ = writeln!(
                text,
                "claim     {}: {}",
                row.id(),
                harmless::line(&row.text)
            );
        }
    }
    text
}

/// The debrief.
pub(super) fn debrief(exercise: &Exercise, comparison: &Comparison) -> String {
    let scenario = exercise.scenario();
    let standing = comparison.standing.as_ref();
    let mut text = String::new();
    for sentence in review::compared(exercise, standing) {
        let _ = writeln!(text, "compared    {sentence}");
    }
    for it in review::decisions(exercise) {
        let options = &scenario.decisions[it.decision].options;
        let option = |choice| {
            let row: &crate::scenario::model::Choice = &options[choice];
            let verdict = row.verdict.map(review::verdict);
            let verdict =
                verdict.map_or_else(String::new, |(glyph, word)| format!("{glyph} {word}  "));
            format!("{verdict}{}", harmless::line(&row.label))
        };
        let prompt = harmless::line(&spoken::gist(&it.prompt));
        let _ = writeln!(text, "\n{:<10}  {prompt}", it.asked_at.to_string());
        let chosen = it.chosen.map_or_else(|| "left open".to_owned(), option);
        let _ = writeln!(text, "  chosen    {chosen}");
        for other in it.others {
            let _ = writeln!(text, "  also      {}", option(other));
        }
    }
    if let Some(best) = standing.map(|it| &it.best) {
        text.push_str("\nThe best known way\n");
        for (at, (decision, choice)) in &best.steps {
            let label = &scenario.decisions[*decision].options[*choice].label;
            let _ = writeln!(text, "  {:<10}{}", at.to_string(), harmless::line(label));
        }
    }
    text.push_str(&claims(exercise));
    let hints = review::hints(exercise);
    if !hints.is_empty() {
        text.push_str("\nHints you asked for\n");
    }
    for hint in hints {
        let _ = writeln!(text, "  {}", harmless::line(&hint));
    }
    text.push_str("\nYour earlier runs\n");
    for run in &comparison.earlier {
        let _ = writeln!(text, "  {}", harmless::line(&run.told()));
    }
    if comparison.earlier.is_empty() {
        text.push_str("  this was the first one\n");
    }
    text
}

fn claims(exercise: &Exercise) -> String {
    let mut text = String::new();
    for (claim, row) in exercise.scenario().claims.entries() {
        if text.is_empty() {
            text.push_str("\nWhat was claimed\n");
        }
        let judged = exercise.state().claims[claim].judged.as_ref();
        let verdict = judged.map_or("never put to the test", |it| it.verdict.word());
        let _ = writeln!(text, "  {}: {verdict}", harmless::line(&row.text));
        if let Some(truth) = &row.truth {
            let _ = writeln!(text, "            in truth: {}", harmless::line(truth));
        }
    }
    text
}
