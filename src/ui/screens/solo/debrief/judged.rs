//! What was chosen and what else there was; objectives, claims and tasks; the hints; and what is
//! worth a thought.

use ratatui::text::{Line, Span};

use super::{Lines, beneath, item};
use crate::{
    exercise::event::ClaimVerdict,
    report::ratings::{self, Met},
    scenario::{Ix, model},
    solo::review::{self, Reviewed},
    ui::{
        App,
        modals::verdict,
        widgets::{markdown::markdown, wrap::wrap_hanging},
        words::{self, plain, sentence},
    },
};

/// Every decision with what came of it, and what else could be had.
pub(super) fn decisions(app: &App, cols: usize) -> Lines {
    let mut lines = Vec::new();
    for reviewed in review::decisions(&app.playing.exercise) {
        if !lines.is_empty() {
            lines.push(Line::default());
        }
        lines.extend(decision(app, &reviewed, cols));
    }
    if lines.is_empty() {
        lines.push(Line::styled("Nothing was asked.", app.theme.dim));
    }
    lines
}

fn decision(app: &App, reviewed: &Reviewed, cols: usize) -> Lines {
    let theme = &app.theme;
    let row = &app.scenario().decisions[reviewed.decision];
    let spans = vec![
        Span::styled(format!("{}  ", words::clock(reviewed.asked_at)), theme.dim),
        Span::styled(plain(&reviewed.prompt), theme.text),
    ];
    let mut lines = wrap_hanging(spans, cols, &Span::raw("  "));
    let within = cols.saturating_sub(2);
    let Some(chosen) = reviewed.chosen else {
        lines.extend(beneath("It was left open.", theme.warn, cols));
        return lines;
    };
    if reviewed.is_silence {
        lines.extend(beneath(
            "No answer came in time; that amounts to:",
            theme.warn,
            cols,
        ));
    }
    lines.extend(option(app, &row.options[chosen], cols, "  ", theme.strong));
    if let Some(rationale) = &reviewed.rationale {
        let why = format!("Why: {}", plain(rationale));
        lines.extend(beneath(&why, theme.accent, cols));
    }
    let feedback = markdown(&row.options[chosen].feedback, within, theme);
    lines.extend(feedback.into_iter().map(indented));
    if !reviewed.others.is_empty() {
        lines.extend(beneath("There was also:", theme.dim, cols));
    }
    for other in &reviewed.others {
        lines.extend(option(app, &row.options[*other], cols, "    ", theme.text));
    }
    lines
}

fn option(
    app: &App,
    option: &model::Choice,
    cols: usize,
    indent: &'static str,
    style: ratatui::style::Style,
) -> Lines {
    let mut spans = vec![Span::raw(indent)];
    spans.extend(option.verdict.map(|it| verdict(it, &app.theme)));
    spans.push(Span::styled(plain(&option.label), style));
    wrap_hanging(spans, cols, &Span::raw(format!("{indent}  ")))
}

fn indented(mut line: Line<'static>) -> Line<'static> {
    line.spans.insert(0, Span::raw("  "));
    line
}

/// Which objectives were met.
pub(super) fn objectives(app: &App, cols: usize) -> Lines {
    let theme = &app.theme;
    let (scenario, state) = (app.scenario(), app.state());
    let mut lines = Vec::new();
    for (objective, row) in scenario.objectives.entries() {
        let (glyph, style) = match ratings::met(scenario, state, objective) {
            Met::At(_) => ("✓", theme.ok),
            Met::NotYet => ("✗", theme.alarm),
            Met::Unmeasured => ("·", theme.dim),
        };
        lines.extend(item(glyph, style, &plain(&row.title), cols, theme));
        let why = ratings::proposal(scenario, state, objective).why;
        lines.extend(beneath(&sentence(&why), theme.dim, cols));
    }
    lines
}

/// What was said to be true, what was found out about it, and what it was.
pub(super) fn claims(app: &App, cols: usize) -> Lines {
    let theme = &app.theme;
    let mut lines = Vec::new();
    for (claim, row) in app.scenario().claims.entries() {
        let judged = app.state().claims[claim].judged.as_ref();
        let (glyph, style, word) = match judged.map(|it| it.verdict) {
            Some(ClaimVerdict::Confirmed) => ("✓", theme.ok, "confirmed"),
            Some(ClaimVerdict::Refuted) => ("✗", theme.warn, "refuted"),
            Some(ClaimVerdict::Untested) | None => ("?", theme.dim, "never put to the test"),
        };
        let text = format!("“{}”: {word}", plain(&row.text));
        lines.extend(item(glyph, style, &text, cols, theme));
        if let Some(truth) = &row.truth {
            let truth = format!("In truth: {}", plain(truth));
            lines.extend(beneath(&truth, theme.dim, cols));
        }
        if judged.is_none()
            && let Some(check) = &row.check
        {
            let check = format!("How to find out: {}", plain(check));
            lines.extend(beneath(&check, theme.dim, cols));
        }
    }
    lines
}

/// What an evaluator would have watched for, as far as it came to that.
pub(super) fn tasks(app: &App, cols: usize) -> Lines {
    let theme = &app.theme;
    let begun = |task: &Ix<model::Task>| app.state().tasks[*task].begun.is_some();
    let tasks = app.scenario().tasks.indices().filter(begun);
    tasks
        .flat_map(|task| {
            let state = &app.state().tasks[task];
            let (glyph, style, when) = match (&state.done, state.missed) {
                (Some((at, _)), None) => ("✓", theme.ok, format!("done at {}", words::clock(*at))),
                (Some((at, _)), Some(_)) => (
                    "◆",
                    theme.warn,
                    format!("done late, at {}", words::clock(*at)),
                ),
                (None, Some(at)) => ("✗", theme.warn, format!("not by {}", words::clock(at))),
                (None, None) => ("○", theme.dim, "not done".to_owned()),
            };
            let text = format!("{} ({when})", plain(&app.scenario().tasks[task].text));
            item(glyph, style, &text, cols, theme)
        })
        .collect()
}

/// What somebody wrote down, in their own words.
pub(super) fn notes(app: &App, cols: usize) -> Lines {
    let notes = review::notes(&app.playing.exercise).into_iter();
    notes
        .flat_map(|note| item("•", app.theme.dim, &plain(&note), cols, &app.theme))
        .collect()
}

/// What help was asked for: it is no fault, and worth remembering.
pub(super) fn hints(app: &App, cols: usize) -> Lines {
    let hints = review::hints(&app.playing.exercise).into_iter();
    hints
        .flat_map(|hint| item("•", app.theme.dim, &plain(&hint), cols, &app.theme))
        .collect()
}

/// The scenario's questions for afterwards.
pub(super) fn questions(app: &App, cols: usize) -> Lines {
    let questions = app.scenario().debrief.iter();
    questions
        .flat_map(|question| item("•", app.theme.dim, &plain(question), cols, &app.theme))
        .collect()
}
