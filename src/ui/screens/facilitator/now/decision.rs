//! A decision: what is asked, what can be answered, and what was.

use ratatui::text::{Line, Span};

use super::{Lines, labelled, secret, waiting::waiting};
use crate::{
    exercise::event,
    report::spoken,
    scenario::{
        Ix,
        model::{Choice, Decision, Verdict},
    },
    ui::{
        App,
        widgets::{
            fit::row,
            markdown::{markdown, styled},
            wrap::{wrap_beside, wrap_hanging},
        },
        words::{self, plain},
    },
};

/// How much is told of an open decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Feedback {
    Shown,
    /// It is told where the decision is chosen in the script.
    LeftOut,
}

/// An open decision: it is what everybody is talking about.
pub(super) fn open_decision(
    app: &App,
    decision: Ix<Decision>,
    feedback: Feedback,
    cols: usize,
) -> Lines {
    let mut lines = question(app, decision, cols);
    let options = app
        .state()
        .available(app.scenario(), decision, app.shown_clock());
    for (n, (_, option)) in options.enumerate() {
        lines.extend(option_lines(app, &(n + 1).to_string(), option, cols));
        if feedback == Feedback::Shown {
            lines.extend(feedback_lines(app, option, cols));
        }
    }
    lines
}

/// What comes of an option, as the facilitator alone may read it.
fn feedback_lines(app: &App, option: &Choice, cols: usize) -> Lines {
    let bar = Span::styled("   ▌ ", app.theme.secret);
    let written = styled(
        &option.feedback,
        cols.saturating_sub(5),
        &app.theme,
        app.theme.dim,
    );
    written
        .into_iter()
        .filter(|line| line.width() > 0)
        .map(|mut line| {
            line.spans.insert(0, bar.clone());
            line
        })
        .collect()
}

/// The prompt, who is asked, and how long is left.
fn question(app: &App, decision: Ix<Decision>, cols: usize) -> Lines {
    let (scenario, state, theme) = (app.scenario(), app.state(), &app.theme);
    let row_ = &scenario.decisions[decision];
    let asked = row_.asked.map_or_else(
        || "everybody".to_owned(),
        |role| words::who(scenario, state, role),
    );
    let left = match state.expires_at(scenario, decision) {
        Some(at) => Span::styled(
            format!("{} left", words::until(app.shown_clock(), at)),
            theme.warn,
        ),
        None if state.decisions[decision].expired.is_some() => {
            Span::styled("past its limit", theme.alarm)
        }
        None => Span::styled("no limit", theme.dim),
    };
    let heading = vec![
        Span::styled("DECISION", theme.strong.patch(theme.warn)),
        Span::styled(format!("  for {asked}"), theme.dim),
    ];
    let mut lines = vec![row(heading, vec![left], cols)];
    lines.extend(styled(&row_.prompt, cols, theme, theme.strong));
    lines
}

/// `1  Switch to the second CDN      takes 6:00  good`
fn option_lines(app: &App, label: &str, option: &Choice, cols: usize) -> Lines {
    let theme = &app.theme;
    let left = vec![
        Span::styled(format!("{label:>3}  "), theme.key),
        Span::styled(plain(&option.label), theme.text),
    ];
    let mut right = Vec::new();
    if !option.takes.is_zero() && cols >= 60 {
        let takes = format!("takes {}  ", words::length(option.takes));
        right.push(Span::styled(takes, theme.dim));
    }
    if let Some(verdict) = option.verdict {
        let style = match verdict {
            Verdict::Good => theme.ok,
            Verdict::Fair => theme.warn,
            Verdict::Poor => theme.alarm,
        };
        right.push(Span::styled(spoken::verdict(verdict), style));
    }
    wrap_beside(left, right, cols, 5)
}

/// A decision that was chosen in the script: all there is to know of it.
pub(super) fn decision_card(app: &App, decision: Ix<Decision>, cols: usize) -> Lines {
    let (scenario, theme) = (app.scenario(), &app.theme);
    let row_ = &scenario.decisions[decision];
    let state = &app.state().decisions[decision];
    let mut lines = if state.is_open() {
        question(app, decision, cols)
    } else {
        let when = decision_when(app, decision);
        let heading = vec![Span::styled("DECISION", theme.strong.patch(theme.accent))];
        let mut lines = vec![row(heading, vec![Span::styled(when, theme.dim)], cols)];
        lines.extend(styled(&row_.prompt, cols, theme, theme.strong));
        lines
    };
    lines.extend(decision_answer(app, decision, cols));
    lines.push(Line::default());
    lines.extend(secret(app, cols, |cols| {
        let mut lines = Vec::new();
        if state.opened.is_none() && state.skipped.is_none() {
            lines.extend(waiting(app, "Opens", &row_.when, &row_.guard, cols));
            lines.push(Line::default());
        }
        for option in &row_.options {
            lines.extend(option_lines(app, "•", option, cols));
            if let Some(condition) = &option.only_if {
                let text = format!("     only if {}", words::condition(scenario, condition));
                let spans = vec![Span::styled(text, theme.dim)];
                lines.extend(wrap_hanging(spans, cols, &Span::raw("     ")));
            }
            for line in markdown(&option.feedback, cols.saturating_sub(5), theme) {
                let mut spans = vec![Span::raw("     ")];
                spans.extend(line.spans);
                lines.push(Line::from(spans));
            }
        }
        lines
    }));
    lines
}

fn decision_when(app: &App, decision: Ix<Decision>) -> String {
    let state = &app.state().decisions[decision];
    match (&state.made, state.expired, state.skipped) {
        (Some(made), _, _) => format!("decided at {}", words::clock(made.at)),
        (None, Some((at, _)), _) => format!("time ran out at {}", words::clock(at)),
        (None, None, Some(at)) => format!("skipped at {}", words::clock(at)),
        (None, None, None) => "to come".to_owned(),
    }
}

/// What was chosen, by whom, why, and when it takes effect.
fn decision_answer(app: &App, decision: Ix<Decision>, cols: usize) -> Lines {
    let (scenario, theme) = (app.scenario(), &app.theme);
    let options = &scenario.decisions[decision].options;
    let state = &app.state().decisions[decision];
    let mut lines = Vec::new();
    if let Some(made) = &state.made {
        let answer = match &made.answer {
            event::Answer::Option(choice) => plain(&options[*choice].label),
            event::Answer::Other(text) => plain(text),
        };
        lines.extend(labelled(app, "Answer", &answer, cols));
        lines.extend(labelled(app, "By", &made.who.to_string(), cols));
        if let Some(why) = &made.grounds.rationale {
            lines.extend(labelled(app, "Why", why, cols));
        }
    } else if let Some((_, Some(silence))) = state.expired {
        let text = format!(
            "no answer, which amounts to “{}”",
            plain(&options[silence].label)
        );
        lines.extend(labelled(app, "Answer", &text, cols));
    }
    if let Some(at) = app.state().lands_at(scenario, decision) {
        let text = format!("in {}", words::until(app.shown_clock(), at));
        lines.extend(labelled(app, "Effect", &text, cols));
    }
    if let Some(at) = state.landed {
        lines.extend(labelled(
            app,
            "Effect",
            &format!("since {}", words::clock(at)),
            cols,
        ));
    }
    if !lines.is_empty() {
        lines.insert(0, Line::styled("", theme.text));
    }
    lines
}
