//! Asks for a time on the exercise clock.

use ratatui::{Frame, layout::Rect, text::Line, widgets::Paragraph};

use super::{Replay, update::Deed};
use crate::{
    exercise::ExerciseTime,
    scenario::Span,
    ui::{
        keymap::{Action, Binding, Key, row},
        modals::Answer,
        view::refusal,
        widgets::{
            hints,
            panel::{popup, popup_room},
            text_field::TextField,
        },
        words,
    },
};

/// What is written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct GoTo {
    pub(super) field: TextField,
}

pub(super) const GOING: &[Binding<Replay>] = &[
    row(&[Key::ENTER], Action::Accept, "go there", "Go there").shown(),
    row(
        &[Key::ESC, Key::ctrl('c')],
        Action::Close,
        "leave it",
        "Leave it",
    )
    .shown(),
];

const ROWS: u16 = 5;

impl GoTo {
    pub(super) fn key(&mut self, action: Option<Action>, key: Key) -> Answer<Deed> {
        match action {
            Some(Action::Accept) => match time(self.field.text()) {
                Some(clock) => Answer::Takes(Deed::ToClock(clock)),
                None => Answer::Says("write it as 12, 12:30, 1:02:30 or 1h2m".to_owned()),
            },
            Some(_) => Answer::Closes,
            None => {
                self.field.key(key);
                Answer::Stays
            }
        }
    }

    fn cols(area: Rect) -> u16 {
        48.min(area.width.saturating_sub(4)).max(1)
    }

    /// Where it stands inside its border.
    pub(super) fn room(area: Rect) -> Rect {
        popup_room(Self::cols(area), ROWS, area)
    }

    /// ```text
    /// ╭ Go to ────────────────────────────╮
    /// │ Minutes, or 12:30, from 0 to 41:00│
    /// │                                   │
    /// │ › 12:3▌                           │
    /// │                                   │
    /// │ Enter go there  Esc leave it      │
    /// ╰───────────────────────────────────╯
    /// ```
    pub(super) fn view(&self, replay: &Replay, frame: &mut Frame<'_>, area: Rect) {
        let theme = &replay.theme;
        let inner = popup("Go to", Self::cols(area), ROWS, theme, frame, area);
        let width = usize::from(inner.width);
        let end = words::clock(replay.end());
        let foot = refusal(replay, width);
        let foot = foot.unwrap_or_else(|| hints::footer(&[GOING], replay, width));
        let lines = vec![
            Line::styled(format!("Minutes, or as 12:30; up to {end}"), theme.dim),
            Line::default(),
            Line::default(),
            Line::default(),
            foot,
        ];
        frame.render_widget(Paragraph::new(lines), inner);
        let field = Rect {
            y: inner.y.saturating_add(2),
            height: 1,
            ..inner
        };
        self.field.view(theme, frame, field.intersection(inner));
    }
}

/// A time on the exercise clock: minutes, minutes and seconds, hours too, or a length such as `1h2m`.
fn time(text: &str) -> Option<ExerciseTime> {
    let text = text.trim().trim_start_matches("T+");
    if let Ok(span) = text.parse::<Span>() {
        return Some(ExerciseTime::from(span));
    }
    let parts: Option<Vec<u64>> = text.split(':').map(|part| part.parse().ok()).collect();
    let s = match parts?[..] {
        [minutes] => minutes.checked_mul(60)?,
        [minutes, s] => minutes.checked_mul(60)?.checked_add(s)?,
        [hours, minutes, s] => {
            let minutes = hours.checked_mul(60)?.checked_add(minutes)?;
            minutes.checked_mul(60)?.checked_add(s)?
        }
        _ => return None,
    };
    s.checked_mul(1000).map(ExerciseTime::from_ms)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_as_people_write_it() {
        for (text, s) in [
            ("12", Some(720)),
            (" 12:30 ", Some(750)),
            ("1:02:30", Some(3750)),
            ("T+0:01:00", Some(60)),
            ("1h2m", Some(3720)),
            ("90s", Some(90)),
            ("", None),
            ("-1", None),
            ("1:2:3:4", None),
            ("soon", None),
            ("99999999999999999999", None),
            ("18446744073709551615", None),
        ] {
            let read = time(text).map(|it| it.as_ms() / 1000);
            assert_eq!(read, s, "{text}");
        }
    }
}
