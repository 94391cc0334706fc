//! `blackstart scenarios` and `blackstart exercises`.

use std::{fmt::Write, path::Path};

use chrono::SecondsFormat;
use serde::Serialize;

use super::Streams;
use crate::{
    args::{List, ListFormat},
    error::Error,
    harmless,
    scenario::{self, Span, builtin::BUILTIN},
    shell::folder::{DataFolder, ExerciseFile, ScenarioFile, read_journal},
};

/// One scenario of the list.
#[derive(Debug, Serialize)]
struct ScenarioLine {
    id: String,
    title: String,
    level: Option<scenario::model::Level>,
    length_ms: Option<u64>,
    /// `built-in`, or a path.
    origin: String,
    /// Why it cannot be played.
    problem: Option<String>,
}

pub(super) fn scenarios(
    args: List,
    folder: &DataFolder,
    streams: &mut Streams,
) -> Result<u8, Error> {
    let mut lines: Vec<_> = folder.own_scenarios()?.iter().map(scenario_line).collect();
    for builtin in BUILTIN
        .iter()
        .filter(|it| lines.iter().all(|line| line.id != it.id))
        .collect::<Vec<_>>()
    {
        let origin = "built-in".to_owned();
        lines.push(scenario_line(&ScenarioFile {
            origin,
            text: builtin.text.into(),
        }));
    }
    lines.sort_by(|a, b| a.id.cmp(&b.id));
    let text = match args.format {
        ListFormat::Json => json(&lines),
        ListFormat::Text => lines.iter().map(scenario_text).collect(),
    };
    streams.write(text.as_bytes())
}

fn scenario_line(file: &ScenarioFile) -> ScenarioLine {
    let (scenario, errors) = scenario::load_to_play(&file.text);
    let origin = file.origin.clone();
    let problem = errors.first().map(|it| {
        let place = it.place(&file.text);
        format!("{}:{}: {}", place.line, place.column, it.message)
    });
    let Some(scenario) = scenario else {
        let id = Path::new(&origin).file_stem().unwrap_or_default();
        let id = id.to_string_lossy().into_owned();
        return ScenarioLine {
            id,
            title: String::new(),
            level: None,
            length_ms: None,
            origin,
            problem,
        };
    };
    ScenarioLine {
        id: scenario.id,
        title: scenario.title,
        level: Some(scenario.level),
        length_ms: Some(scenario.length.as_ms()),
        origin,
        problem,
    }
}

fn scenario_text(line: &ScenarioLine) -> String {
    let id = harmless::line(&line.id);
    if let Some(problem) = &line.problem {
        let (origin, problem) = (harmless::line(&line.origin), harmless::line(problem));
        return format!("{id:<22} broken, {origin}:{problem}\n");
    }
    let level = line
        .level
        .map(|level| format!("{level:?}"))
        .unwrap_or_default();
    let length = line
        .length_ms
        .map(Span::from_ms)
        .unwrap_or_default()
        .to_string();
    format!(
        "{id:<22} {level:<13} {length:<8} {}\n",
        harmless::line(&line.title)
    )
}

/// One exercise of the list.
#[derive(Debug, Serialize)]
struct ExerciseLine {
    id: String,
    scenario: Option<String>,
    title: Option<String>,
    started_at: Option<String>,
    practice: Option<bool>,
    /// `running`, `ended`, or `broken`; what a real incident stopped can go on, so it is running.
    status: &'static str,
    ending: Option<String>,
    elapsed_ms: Option<u64>,
    /// Why it cannot be read.
    problem: Option<String>,
}

pub(super) fn exercises(
    args: List,
    folder: &DataFolder,
    streams: &mut Streams,
) -> Result<u8, Error> {
    let lines: Vec<_> = folder.exercises()?.iter().map(exercise_line).collect();
    let text = match args.format {
        ListFormat::Json => json(&lines),
        ListFormat::Text if lines.is_empty() => {
            streams.say("no exercise yet; `blackstart run region-loss` makes one");
            String::new()
        }
        ListFormat::Text => lines.iter().map(exercise_text).collect(),
    };
    streams.write(text.as_bytes())
}

fn exercise_line(file: &ExerciseFile) -> ExerciseLine {
    let mut line = ExerciseLine {
        id: file.id.clone(),
        scenario: None,
        title: None,
        started_at: None,
        practice: None,
        status: "broken",
        ending: None,
        elapsed_ms: None,
        problem: None,
    };
    if let Ok((ts, started)) = &file.began {
        line.scenario = Some(started.scenario.id.clone());
        line.title = Some(started.scenario.title.clone());
        line.started_at = Some(ts.to_rfc3339_opts(SecondsFormat::Millis, true));
        line.practice = Some(started.practice);
    }
    match read_journal(&file.folder) {
        Err(error) => line.problem = Some(error.to_string()),
        Ok(journal) => {
            let state = journal.exercise.state();
            let endings = &journal.exercise.scenario().endings;
            line.elapsed_ms = Some(state.measured_until().as_ms());
            let goes_on = state.ended.is_none() || journal.exercise.reopened().is_some();
            line.status = if goes_on { "running" } else { "ended" };
            line.ending = state
                .ended
                .as_ref()
                .and_then(|ended| ended.ending)
                .map(|ending| endings[ending].title.clone());
        }
    }
    line
}

fn exercise_text(line: &ExerciseLine) -> String {
    let mut text = harmless::line(&line.id);
    if let Some(problem) = &line.problem {
        let _ = writeln!(text, "  broken: {}", harmless::line(problem));
        return text;
    }
    let elapsed = line
        .elapsed_ms
        .map(crate::exercise::ExerciseTime::from_ms)
        .unwrap_or_default();
    let _ = write!(text, "  {:<8} {elapsed}", line.status);
    if line.practice == Some(true) {
        text.push_str("  practice");
    }
    if let Some(ending) = &line.ending {
        let _ = write!(text, "  {}", harmless::line(ending));
    }
    text.push('\n');
    text
}

fn json<T: Serialize>(lines: &[T]) -> String {
    let text = serde_json::to_string_pretty(lines).expect("a list holds nothing JSON cannot");
    harmless::json(&text) + "\n"
}
