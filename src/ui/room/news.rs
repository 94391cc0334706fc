//! What was told to others, what was decided, and what the phase asks: the lines at the bottom.

use ratatui::text::{Line, Span};

use crate::{
    exercise::Handout,
    report::spoken,
    ui::{
        Theme,
        widgets::fit::{cut, row},
        words::{self, plain},
    },
};

type Lines = Vec<Line<'static>>;

/// At most so many lines. Where there is little room, what was decided is left out first.
pub(super) fn lines(handout: &Handout, cols: usize, n_most: usize, theme: &Theme) -> Lines {
    let mut lines = vec![update(handout, cols, theme)];
    let phase = phase(handout, cols, theme);
    let has_room = n_most > 2 || phase.is_empty();
    lines.extend(decided(handout, cols, theme).filter(|_| has_room));
    lines.extend(phase);
    lines.truncate(n_most.max(1));
    lines
}

/// `Update 12:10 to the public, identified: we know what it is        next in 3:00`
fn update(handout: &Handout, cols: usize, theme: &Theme) -> Line<'static> {
    let left = match &handout.posted {
        Some(posted) => vec![
            Span::styled("UPDATE  ", theme.accent),
            Span::styled(
                format!(
                    "{} {}, {}: ",
                    words::clock(posted.at),
                    spoken::audience(posted.audience),
                    posted.state.word()
                ),
                theme.dim,
            ),
            Span::styled(plain(&posted.text), theme.text),
        ],
        None => vec![
            Span::styled("UPDATE  ", theme.accent),
            Span::styled("none was posted yet", theme.dim),
        ],
    };
    row(left, next_update(handout, theme), cols)
}

fn next_update(handout: &Handout, theme: &Theme) -> Vec<Span<'static>> {
    let Some(next) = handout.next_update else {
        return Vec::new();
    };
    if next > handout.clock {
        let left = words::until(handout.clock, next);
        return vec![Span::styled(format!("next in {left}"), theme.strong)];
    }
    let late = words::length(handout.clock.since(next));
    vec![Span::styled(
        format!("‼ next is late by {late}"),
        theme.alarm,
    )]
}

/// `DECIDED  12:10 Ada: Switch to the second CDN`
fn decided(handout: &Handout, cols: usize, theme: &Theme) -> Option<Line<'static>> {
    let decided = handout.decided.as_ref()?;
    let who = decided.who.as_deref().map(plain);
    let who = who.unwrap_or_else(|| "nobody answered".to_owned());
    let spans = vec![
        Span::styled("DECIDED ", theme.accent),
        Span::styled(format!("{} {who}: ", words::clock(decided.at)), theme.dim),
        Span::styled(plain(&decided.answer), theme.text),
    ];
    Some(cut(spans, cols))
}

/// The phase with the question that is to be discussed next, and then its other questions.
fn phase(handout: &Handout, cols: usize, theme: &Theme) -> Lines {
    let Some(phase) = &handout.phase else {
        return Vec::new();
    };
    let title = Span::styled(format!("{}  ", plain(&phase.title)), theme.accent);
    let indent = " ".repeat(title.width().min(cols / 3));
    let line = |(question, is_discussed): &(String, bool)| {
        let (glyph, style) = if *is_discussed {
            ("☑ ", theme.dim)
        } else {
            ("☐ ", theme.text)
        };
        vec![
            Span::styled(glyph, style),
            Span::styled(plain(question), style),
        ]
    };
    let open = phase
        .questions
        .iter()
        .position(|(_, is_discussed)| !is_discussed);
    let Some(open) = open else {
        let spans = match phase.questions.len() {
            0 => vec![title],
            _ => vec![title, Span::styled("☑ all was discussed", theme.dim)],
        };
        return vec![cut(spans, cols)];
    };
    let first = [vec![title], line(&phase.questions[open])].concat();
    let others = phase.questions.iter().enumerate();
    let others = others.filter(|(n, _)| *n != open);
    let others = others.map(|(_, question)| {
        let indent = vec![Span::raw(indent.clone())];
        cut([indent, line(question)].concat(), cols)
    });
    [cut(first, cols)].into_iter().chain(others).collect()
}
