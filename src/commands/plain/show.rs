//! What the facilitator reads, in lines. Everything in it is harmless.

use std::{fmt::Write, path::Path};

use chrono::DateTime;

use super::alone;
use crate::{
    exercise::{
        Event, Exercise, ExerciseTime, Playing, Record, State, Timed,
        event::{Mode, Pace, Received},
    },
    harmless,
    report::{
        self,
        timeline::{self, Entry},
    },
    scenario::{
        HasId, Ix, Scenario, Span,
        model::{Decision, Health, Inject},
    },
    ui::briefing::{GROUND_RULES, RECORDED},
};

/// How far what belongs to an entry stands under it.
pub(super) const INDENT: &str = "                          ";

/// An entry on a line, and what belongs to it on lines of its own.
fn line_of(entry: &Entry) -> String {
    let mut line = format!(
        "{:<10}  {:<12}  {}",
        entry.clock.to_string(),
        entry.mark,
        entry.text
    );
    for detail in &entry.detail {
        let _ = write!(line, "\n{INDENT}{detail}");
    }
    line.trim_end().to_owned()
}

/// What stands at the top of an exercise.
pub(super) fn opening(exercise: &Exercise) -> String {
    let (scenario, state) = (exercise.scenario(), exercise.state());
    let mut text = format!("EXERCISE  {}", harmless::line(&scenario.title));
    if let Some(marking) = &scenario.marking {
        let _ = write!(text, "  {}", harmless::line(marking));
    }
    let id = exercise
        .started()
        .map(|started| started.exercise.clone())
        .unwrap_or_default();
    let _ = writeln!(
        text,
        "\n{}, at {}, seed {}, {} pace, speed {}; `help` lists the commands.",
        harmless::line(&id),
        state.position,
        state.seed,
        state.pace.word(),
        state.speed
    );
    if exercise.records().len() <= 1 {
        text.push_str(&ground_rules(state.mode, &id));
        for record in exercise.records() {
            text.push_str(&self::record(exercise, record));
        }
    }
    text
}

/// What is read out before the briefing.
fn ground_rules(mode: Mode, exercise: &str) -> String {
    let stops = match mode {
        Mode::Facilitated => (
            "REAL INCIDENT stops it all.",
            "Whoever hears of one says these two words aloud; `real-incident` stops everything at once.",
        ),
        Mode::Solo => (
            "A real incident comes first.",
            "`real-incident` stops everything at once; `blackstart resume` goes on another day.",
        ),
    };
    let mut text = "The ground rules\n".to_owned();
    for (rule, reason) in GROUND_RULES.into_iter().chain([stops]) {
        let _ = writeln!(text, "- {rule} {reason}");
    }
    let exercise = harmless::line(exercise);
    let _ = writeln!(text, "- What is recorded: {RECORDED} exercises/{exercise}.");
    text
}

/// What a record tells, with the id to refer to it by; nothing of one that nobody needs to read.
pub(in crate::commands) fn told(exercise: &Exercise, record: &Record) -> Option<String> {
    let scenario = exercise.scenario();
    let entry = timeline::entry(exercise, record)?;
    let text = match (&record.event, subject(scenario, &record.event)) {
        (Event::Rewound { .. }, _) => taken_back(exercise, record),
        (_, Some(id)) => format!("{id}: {}", entry.text),
        (_, None) => entry.text,
    };
    Some(line_of(&Entry { text, ..entry }) + "\n")
}

/// What a record took back: an entry, or how many and since when.
fn taken_back(exercise: &Exercise, rewound: &Record) -> String {
    let taken = exercise.taken_back_by(rewound);
    let first = taken.first();
    let told = first.and_then(|entry| timeline::entry(exercise, entry));
    match (taken.len(), told) {
        (1, Some(told)) => format!("Taken back: {} at {}: {}", told.mark, told.clock, told.text),
        (n, Some(told)) => format!("Taken back: {n} entries since {}", told.clock),
        (_, None) => format!("Back to {}", rewound.clock),
    }
}

/// Whether the room may read of a record.
pub(super) fn is_for_the_room(exercise: &Exercise, record: &Record) -> bool {
    timeline::entry(exercise, record).is_some_and(|entry| entry.is_for_the_room())
}

/// A record as it has just come in, for the facilitator.
pub(super) fn record(exercise: &Exercise, record: &Record) -> String {
    let scenario = exercise.scenario();
    let mut text = told(exercise, record).unwrap_or_default();
    if let Event::TaskBegun { task, .. } = record.event {
        let row = &scenario.tasks[task];
        let limit = row
            .limit
            .map(|limit| format!(" (within {limit})"))
            .unwrap_or_default();
        let words = format!("{}: {}{limit}", row.id, row.text);
        text = format!(
            "{:<10}  {:<12}  {}\n",
            record.clock.to_string(),
            "watch for",
            harmless::line(&words)
        );
    }
    if let Event::InjectDelivered { inject, .. } = record.event {
        text.push_str(&for_facilitator(scenario, inject));
    }
    text
}

/// What only the facilitator is told of an inject.
fn for_facilitator(scenario: &Scenario, inject: Ix<Inject>) -> String {
    let row = &scenario.injects[inject];
    let truth = report::spoken::untruth(row.truth).unwrap_or_default();
    let mut told = String::new();
    for (label, text) in [
        ("truth", truth),
        ("expect", &row.expect),
        ("notes", &row.notes),
    ] {
        if !text.is_empty() {
            let text = harmless::lines(text).replace('\n', &format!("\n{INDENT}  "));
            let _ = writeln!(told, "{INDENT}[{label}] {text}");
        }
    }
    told
}

/// The id of what an event is about, where a command can name it.
fn subject<'a>(scenario: &'a Scenario, event: &'a Event) -> Option<&'a str> {
    let id = match event {
        Event::InjectDelivered { inject, .. }
        | Event::InjectSkipped { inject, .. }
        | Event::InjectHeldBack { inject, .. }
        | Event::InjectAcknowledged {
            inject: Received::Scripted(inject),
            ..
        } => &scenario.injects[*inject].id,
        Event::InjectAcknowledged {
            inject: Received::Improvised(id),
            ..
        }
        | Event::InjectImprovised { inject: id, .. } => id,
        Event::DecisionOpened { decision }
        | Event::DecisionMade { decision, .. }
        | Event::DecisionExpired { decision, .. }
        | Event::DecisionSkipped { decision }
        | Event::OutcomeLanded { decision, .. } => &scenario.decisions[*decision].id,
        Event::TaskBegun { task, .. }
        | Event::TaskDone { task, .. }
        | Event::TaskMissed { task, .. }
        | Event::TaskSkipped { task, .. } => &scenario.tasks[*task].id,
        Event::ClaimJudged { claim, .. } => &scenario.claims[*claim].id,
        _ => return None,
    };
    Some(id)
}

/// How things stand.
pub(super) fn status(playing: &Playing, clock: ExerciseTime) -> String {
    let (scenario, state) = (playing.exercise.scenario(), playing.exercise.state());
    let mut text = format!("EXERCISE  {clock}  speed {}  ", state.speed);
    match state.paused {
        Some(why) => {
            let _ = write!(text, "paused ({})", why.word());
        }
        None => text.push_str("running"),
    }
    if let Some(declared) = state.declarations.last() {
        let _ = write!(text, "  {}", harmless::line(&declared.severity));
    }
    text.push('\n');
    if state.mode == Mode::Solo {
        return alone::status(scenario, state, clock, &text);
    }
    text.extend(due_line(&playing.exercise, clock));
    text.push_str(&world(scenario, state, clock));
    for (task, row) in scenario.tasks.entries() {
        if state.tasks[task].is_open() {
            let left = state
                .missed_at(scenario, task)
                .map(|at| left(at.since(clock)));
            let late = state.tasks[task].missed.map(|_| ", missed".to_owned());
            let words = left.or(late).unwrap_or_default();
            let _ = writeln!(
                text,
                "task      {}: {}{words}",
                row.id,
                harmless::line(&row.text)
            );
        }
    }
    for (inject, row) in scenario.injects.entries() {
        let standing = &state.injects[inject];
        let is_due = state
            .inject_due(scenario, inject)
            .is_some_and(|due| due <= clock);
        if state.pace == Pace::Manual && standing.is_waiting() && is_due {
            let _ = writeln!(text, "to fire   {}: {}", row.id, harmless::line(&row.title));
        }
    }
    text
}

/// What everybody may know: the world, what is asked, and what waits to be acknowledged.
pub(super) fn world(scenario: &Scenario, state: &State, clock: ExerciseTime) -> String {
    let lines = [
        phase_line(scenario, state),
        services_line(scenario, state),
        signals_line(scenario, state, clock),
    ];
    let mut text: String = lines.into_iter().flatten().collect();
    for decision in scenario.decisions.indices() {
        if state.decisions[decision].is_open() {
            text.push_str(&decision_lines(scenario, state, decision, clock));
        }
    }
    for (inject, row) in scenario.injects.entries() {
        let standing = &state.injects[inject];
        if standing.delivered.is_some() && standing.acknowledged.is_none() {
            let _ = writeln!(text, "to ack    {}: {}", row.id, harmless::line(&row.title));
        }
    }
    for made_up in &state.improvised {
        if made_up.acknowledged.is_none() {
            let title = harmless::line(&made_up.title);
            let _ = writeln!(text, "to ack    {}: {title}", made_up.id);
        }
    }
    text
}

fn phase_line(scenario: &Scenario, state: &State) -> Option<String> {
    let phase = &scenario.phases[state.phase()?];
    Some(format!("phase     {}\n", harmless::line(&phase.title)))
}

/// The next thing that time brings, by trying it out.
fn due_line(exercise: &Exercise, clock: ExerciseTime) -> Option<String> {
    let scenario = exercise.scenario();
    let next = exercise.state().next_due(scenario, clock)?;
    let what = exercise
        .due(next)
        .into_iter()
        .find_map(|Timed { clock, event }| {
            let record = Record {
                seq: 0,
                ts: DateTime::default(),
                clock,
                event,
            };
            timeline::entry(exercise, &record)
                .map(|entry| format!(": {} {}", entry.mark, entry.text))
        });
    let what = what.unwrap_or_default();
    Some(format!(
        "next      at {next}{}{what}\n",
        left(next.since(clock))
    ))
}

fn services_line(scenario: &Scenario, state: &State) -> Option<String> {
    let troubled: Vec<_> = scenario
        .services
        .entries()
        .filter_map(|(service, row)| match state.services[service].health() {
            Health::Up => None,
            Health::Degraded => Some(format!("{} degraded", harmless::line(&row.name))),
            Health::Down => Some(format!("{} DOWN", harmless::line(&row.name))),
        })
        .collect();
    let words = if troubled.is_empty() {
        "all up".to_owned()
    } else {
        troubled.join(", ")
    };
    (!scenario.services.is_empty()).then(|| format!("services  {words}\n"))
}

fn signals_line(scenario: &Scenario, state: &State, clock: ExerciseTime) -> Option<String> {
    let values: Vec<_> = scenario
        .signals
        .entries()
        .map(|(signal, row)| {
            let value = state.signals[signal].value(clock);
            let alarm = if row.alarm.is_some_and(|alarm| value >= alarm) {
                " (alarm)"
            } else {
                ""
            };
            let name = harmless::line(&row.name);
            let reading = format!("{name} {value:.1} {}", harmless::line(&row.unit));
            format!("{}{alarm}", reading.trim_end())
        })
        .collect();
    (!values.is_empty()).then(|| format!("signals   {}\n", values.join(", ")))
}

fn decision_lines(
    scenario: &Scenario,
    state: &State,
    decision: Ix<Decision>,
    clock: ExerciseTime,
) -> String {
    let row = &scenario.decisions[decision];
    let left = state
        .expires_at(scenario, decision)
        .map(|at| left(at.since(clock)));
    let prompt = harmless::line(&row.prompt);
    let mut text = format!(
        "decide    {}: {prompt}{}\n",
        row.id,
        left.unwrap_or_default()
    );
    for (_, choice) in state.available(scenario, decision, clock) {
        let _ = writeln!(
            text,
            "            {}: {}",
            choice.id(),
            harmless::line(&choice.label)
        );
    }
    text
}

/// `, 4m 30s left`, to the second.
fn left(span: Span) -> String {
    format!(
        ", {} left",
        Span::from_ms(span.as_ms().div_ceil(1000) * 1000)
    )
}

/// What stands at the end: the outcome, and where the report is.
pub(super) fn ended(exercise: &Exercise, report: &Path) -> String {
    let report = harmless::line(&report.display().to_string());
    format!("\n{}report      {report}\n", report::summary(exercise))
}
