//! How late it is and how it stands: what is read first and from farthest away.

use ratatui::{
    Frame,
    layout::Rect,
    style::Style,
    text::{Line, Span},
    widgets::Paragraph,
};

use super::view::marking;
use crate::{
    exercise::{
        Handout,
        seat::{Course, Seat, Seen},
    },
    ui::{
        Theme,
        widgets::{
            clock_face,
            fit::{cut, fit, pad, row},
        },
        words::{self, plain},
    },
};

/// How many times as large as the smallest the clock is on a screen of that height.
pub(super) const fn scale(rows: u16) -> usize {
    match rows {
        0..28 => 1,
        28..34 => 2,
        34..48 => 3,
        48..56 => 4,
        _ => 5,
    }
}

/// How many rows the clock takes on a screen of that height.
pub(super) fn rows(screen_rows: u16) -> u16 {
    u16::try_from(clock_face::rows(scale(screen_rows))).unwrap_or(clock_face::ROWS)
}

/// The clock at the left, as large as it may be, and how things stand beside it.
pub(super) fn view(
    handout: &Handout,
    scale: usize,
    theme: &Theme,
    frame: &mut Frame<'_>,
    area: Rect,
) {
    const GAP: u16 = 4;
    let text = words::clock(handout.clock);
    let room = usize::from(area.width.saturating_sub(GAP + 28));
    let scale = (1..=scale)
        .rev()
        .find(|scale| clock_face::cols(&text, *scale) <= room)
        .unwrap_or(1);
    let face = clock_face::scaled(&text, scale, clock_style(handout, theme));
    let face_cols = u16::try_from(clock_face::cols(&text, scale)).unwrap_or(u16::MAX);
    frame.render_widget(Paragraph::new(face), area);
    let x = area.x.saturating_add(face_cols).saturating_add(GAP);
    let beside = Rect {
        x,
        width: area.right().saturating_sub(x),
        ..area
    };
    let lines = beside_clock(handout, beside, theme);
    frame.render_widget(Paragraph::new(lines), beside.intersection(area));
}

/// How things stand, below one another, or in two columns where there are not rows enough.
fn beside_clock(handout: &Handout, room: Rect, theme: &Theme) -> Vec<Line<'static>> {
    let facts = facts(handout, theme);
    let (n_rows, cols) = (usize::from(room.height), usize::from(room.width));
    if facts.len() * 2 <= n_rows + 1 {
        let spaced = facts
            .into_iter()
            .flat_map(|fact| [cut(vec![fact], cols), Line::default()]);
        return spaced.collect();
    }
    if facts.len() <= n_rows || cols < 44 {
        return facts
            .into_iter()
            .map(|fact| cut(vec![fact], cols))
            .collect();
    }
    let left_cols = cols * 2 / 5;
    (0..n_rows)
        .map(|n| {
            let Some(left) = facts.get(n) else {
                return Line::default();
            };
            let left = Span::styled(
                pad(&fit(&left.content, left_cols - 2), left_cols),
                left.style,
            );
            let right = facts.get(n + n_rows).cloned();
            cut([left].into_iter().chain(right).collect(), cols)
        })
        .collect()
}

fn facts(handout: &Handout, theme: &Theme) -> Vec<Span<'static>> {
    let (state, style) = course(handout, theme);
    let time = handout.world_time;
    let time =
        time.map(|time| Span::styled(time.format("%H:%M:%S, %-d %b").to_string(), theme.text));
    let commander = handout.commander.as_ref();
    let commander = commander.map(|seat| match seat.person {
        Some(_) => Span::styled(seat_words(seat), theme.text),
        None => Span::styled(format!("{}: nobody yet", seat_words(seat)), theme.dim),
    });
    let absent = (!handout.absent.is_empty()).then(|| {
        let names: Vec<_> = handout.absent.iter().map(|name| plain(name)).collect();
        Span::styled(format!("Away: {}", names.join(", ")), theme.warn)
    });
    [
        Some(Span::styled(state, style.patch(theme.strong).patch(style))),
        time,
    ]
    .into_iter()
    .chain([absent.clone().filter(|_| time_is_missing(handout))])
    .chain([Some(severity(handout, theme)), commander])
    .chain([absent.filter(|_| !time_is_missing(handout))])
    .flatten()
    .collect()
}

fn time_is_missing(handout: &Handout) -> bool {
    handout.world_time.is_none()
}

/// ` EXERCISE  0:12:34 ▶  SEV2          TLP:GREEN`, for a screen with room for little.
pub(super) fn small_line(handout: &Handout, theme: &Theme, cols: usize) -> Line<'static> {
    let (state, style) = course(handout, theme);
    let glyph = state.chars().next().unwrap_or(' ');
    let mut left = vec![
        Span::styled(" EXERCISE ", theme.badge),
        Span::styled(format!(" {} ", words::clock(handout.clock)), theme.strong),
        Span::styled(format!("{glyph} "), style),
    ];
    left.extend(
        handout
            .severity
            .as_ref()
            .map(|it| Span::styled(format!(" {}", plain(&it.name)), theme.alarm)),
    );
    row(left, marking(handout, theme), cols)
}

/// Whether the clock runs, with a glyph and in words; and in a replay, that it did then.
pub(super) fn course(handout: &Handout, theme: &Theme) -> (String, Style) {
    let (stands, style) = match &handout.course {
        Course::Before(_) => ("○ NOT BEGUN".to_owned(), theme.dim),
        Course::Running { speed } if speed.to_bits() == 1.0_f64.to_bits() => {
            ("▶ RUNNING".to_owned(), theme.ok)
        }
        Course::Running { speed } => (format!("▶ RUNNING {}", words::speed(*speed)), theme.ok),
        Course::Paused { .. } => ("‖ PAUSED".to_owned(), theme.warn),
        Course::Ended(_) => ("■ ENDED".to_owned(), theme.strong),
        Course::RealIncident => ("■ STOPPED".to_owned(), theme.strong),
    };
    match handout.seen {
        Seen::Live => (stands, style),
        Seen::InReplay => (format!("{stands} (replay)"), style),
    }
}

fn clock_style(handout: &Handout, theme: &Theme) -> Style {
    match handout.course {
        Course::Running { .. } => theme.strong,
        Course::Before(_) | Course::Paused { .. } | Course::Ended(_) | Course::RealIncident => {
            theme.warn
        }
    }
}

fn severity(handout: &Handout, theme: &Theme) -> Span<'static> {
    match &handout.severity {
        Some(severity) => {
            let since = words::length(handout.clock.since(severity.since));
            let name = plain(&severity.name);
            Span::styled(format!("{name} for {since}"), theme.alarm)
        }
        None => Span::styled("no incident declared", theme.dim),
    }
}

/// `Incident commander: Ada`
pub(super) fn seat_words(seat: &Seat) -> String {
    let role = plain(&seat.role);
    match &seat.person {
        Some(person) if seat.is_absent => format!("{role}: {} (away)", plain(person)),
        Some(person) => format!("{role}: {}", plain(person)),
        None => role,
    }
}
