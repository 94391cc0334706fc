//! Draws the replay: what the room saw, and below it the timeline and the keys. It only reads.

use ratatui::{
    Frame,
    layout::{Position, Rect, Size},
    text::{Line, Span},
    widgets::{Clear, Paragraph},
};

use super::{Replay, bar, compare, state::Over};
use crate::{
    exercise::ExerciseTime,
    ui::{
        Host,
        app::Notice,
        keymap::Key,
        room::view::{draw, keys},
        view::{SMALLEST, refusal},
        widgets::{
            fit::{cut, row},
            hints::key_at,
        },
        words::plain,
    },
};

/// Draws the screen, and what is open over it.
///
/// ```text
///  EXERCISE  REPLAY  Region loss                    TLP:GREEN
///    what the room saw
///
///  ▶ plays ×10   12:34 of 41:00, running   decision 2 of 6
///  i   i ?  D  o   u i   ?  D      i      ■
///  Detection━━━━●─┼Diagnosis──────┼Recovery──
///  ● now  i inject  D decision  ...
///  12:10  decision  Move the traffic? Wait (Ana)
///  Space play/stop  → next  ...
/// ```
pub fn view(replay: &Replay, frame: &mut Frame<'_>) {
    let area = frame.area();
    if area.width < SMALLEST.width || area.height < ROWS_AT_LEAST {
        return too_small(replay, frame, area);
    }
    let room = room(area);
    let cols = usize::from(area.width);
    if let Some(beside) = &replay.beside {
        let (above, last) = (room.height - 1, room.bottom() - 1);
        let above = Rect {
            height: above,
            ..room
        };
        compare::view(replay, beside, frame, above);
        let last = Rect {
            y: last,
            height: 1,
            ..room
        };
        frame.render_widget(bar::status(replay, None, cols), last);
    } else {
        let handout = replay.run.handout();
        let status = bar::status(replay, Some(&handout.course), cols);
        draw(&handout, &replay.look, status, &replay.theme, frame, room);
    }
    let below = Rect {
        y: room.bottom(),
        height: area.bottom() - room.bottom(),
        ..area
    };
    frame.render_widget(Paragraph::new(controls(replay, below.height, cols)), below);
    if let Some(over) = &replay.over {
        self::over(replay, over, frame, area);
    }
    // Last, so that nothing that is open hides what all of this is.
    let top = Rect { height: 1, ..area };
    frame.render_widget(Clear, top);
    frame.render_widget(title_line(replay, cols), top);
}

fn over(replay: &Replay, over: &Over, frame: &mut Frame<'_>, area: Rect) {
    match over {
        Over::Help(help) => help.view(replay, frame, area),
        Over::Palette(palette) => palette.view(replay, frame, area),
        Over::Events(events) => events.view(replay, frame, area),
        Over::GoTo(going) => going.view(replay, frame, area),
        Over::Others(pick) => pick.view(replay, frame, area),
        Over::Asked(asked) => asked.view(replay, frame, area),
        Over::Revealed(revealed) => revealed.view(replay, frame, area),
        Over::Tally(tallied) => tallied.view(replay, frame, area),
    }
}

/// The room's smallest screen, and two rows.
const ROWS_AT_LEAST: u16 = SMALLEST.height + 2;

/// Where the room's screen is.
fn room(area: Rect) -> Rect {
    let below = match area.height {
        0..14 => 2,
        14..24 => 4,
        _ => 5,
    };
    Rect {
        height: area.height - below,
        ..area
    }
}

/// How large the room's screen is.
pub(super) fn room_size(replay: &Replay) -> Size {
    let Size { width, height } = replay.size;
    room(Rect::new(0, 0, width, height.max(ROWS_AT_LEAST))).as_size()
}

/// What a click means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hit {
    /// That time on the timeline.
    Time(ExerciseTime),
    /// The key of a hint.
    Key(Key),
}

/// What stands there that can be clicked on.
pub(super) fn hit(replay: &Replay, at: Position) -> Option<Hit> {
    let Size { width, height } = replay.size;
    let cols = usize::from(width);
    let n_below = height.saturating_sub(room_size(replay).height);
    let n_bar = if n_below < 4 { 1 } else { 2 };
    let bar = height.saturating_sub(n_below);
    let x = usize::from(at.x);
    if (bar..bar + n_bar).contains(&at.y) {
        return Some(Hit::Time(bar::time_at(x, replay.end(), cols)));
    }
    if at.y + 1 != height {
        return None;
    }
    // The keys begin behind a space.
    let room = cols.saturating_sub(1);
    key_at(&replay.tables(), room, x.checked_sub(1)?).map(Hit::Key)
}

/// The timeline, what happened last, and the keys, in so many rows.
fn controls(replay: &Replay, n_rows: u16, cols: usize) -> Vec<Line<'static>> {
    let said = said(replay, cols);
    let keys = keys(&replay.tables(), replay, cols);
    if n_rows < 4 {
        return vec![bar::small(replay, cols), said.unwrap_or(keys)];
    }
    let mut lines = vec![bar::marks(replay, cols), bar::axis(replay, cols)];
    if n_rows > 4 {
        lines.push(bar::legend(&replay.theme, cols));
    }
    lines.push(said.unwrap_or_else(|| bar::news(replay, cols)));
    lines.push(keys);
    lines
}

/// What is to be said about the last key, unless something that is open says it itself.
fn said(replay: &Replay, cols: usize) -> Option<Line<'static>> {
    match &replay.notice {
        Some(Notice::No(_)) if replay.over.is_none() => refusal(replay, cols),
        Some(Notice::Note(note)) => Some(cut(
            vec![Span::styled(
                format!(" {}", plain(note)),
                replay.theme.accent,
            )],
            cols,
        )),
        Some(Notice::No(_)) | None => None,
    }
}

/// ` EXERCISE  REPLAY   Region loss                    TLP:GREEN`
fn title_line(replay: &Replay, cols: usize) -> Line<'static> {
    let theme = &replay.theme;
    let scenario = replay.run.scenario();
    let left = vec![
        Span::styled(" EXERCISE ", theme.badge),
        Span::styled(" REPLAY ", theme.strong.patch(theme.accent)),
        Span::styled(format!(" {}", plain(&scenario.title)), theme.strong),
    ];
    let marking = scenario.marking.as_deref().map(plain).unwrap_or_default();
    let right = (!marking.is_empty()).then(|| Span::styled(format!("{marking} "), theme.strong));
    row(left, right.into_iter().collect(), cols)
}

fn too_small(replay: &Replay, frame: &mut Frame<'_>, area: Rect) {
    let lines = vec![
        Line::styled("EXERCISE  REPLAY", replay.theme.badge),
        Line::styled(replay.clock().to_string(), replay.theme.strong),
        Line::raw(format!(
            "needs {}×{ROWS_AT_LEAST}, is {}×{}",
            SMALLEST.width, area.width, area.height
        )),
    ];
    frame.render_widget(Paragraph::new(lines), area);
}
