//! Draws a set-up: who takes part, how it runs, and what the line that is chosen means.

use ratatui::{
    Frame,
    layout::{Rect, Size},
    text::{Line, Span},
    widgets::Paragraph,
};

use super::{SETTING_UP, Setup, rows::Value};
use crate::{
    report::spoken,
    ui::{
        library::{Library, found::playing_ms, view::title_line},
        view::{page_room, refusal},
        widgets::{
            fit::{cut, fit, pad, width},
            hints, window,
            wrap::wrap_text,
        },
        words::plain,
    },
};

/// What is before a line that is chosen, and before all others.
const CHOSEN: &str = "▸ ";
const OTHER: &str = "  ";

/// From this many columns on both values of a choice are shown.
const ROOMY_COLS: usize = 60;

impl Setup {
    /// ```text
    ///  EXERCISE   Set up                                  TLP:GREEN
    ///
    ///    Primary region, no estimate
    ///    takes up to 1 h 15 min
    ///
    ///    Who takes part
    ///    ▸ Incident commander   › Ana▌
    ///      Operations           ›
    ///      Somebody else        + add a person
    ///
    ///    How it runs
    ///      Injects arrive       ● by the clock   ○ by hand
    ///      Speed                › 6
    ///      Luck                 ›
    ///      It counts            ● for the record   ○ practice
    ///
    ///    Who sits in this role? It can be left empty ...
    ///
    ///  status
    ///  Enter start  ↓ next  ↑ before  Esc leave it
    /// ```
    pub(in crate::ui::library) fn view(
        &self,
        library: &Library,
        frame: &mut Frame<'_>,
        area: Rect,
    ) {
        let theme = &library.theme;
        let all_cols = usize::from(area.width);
        let title = title_line(library, "Set up", all_cols);
        frame.render_widget(title, Rect { height: 1, ..area });
        let Parts { head, rows, hint } = self.parts(area.as_size());
        let cols = usize::from(rows.width);
        frame.render_widget(Paragraph::new(self.head(library, cols)), head);
        let (lines, cursor) = self.lines(library, cols);
        let first = window::first_row(cursor, lines.len(), usize::from(rows.height));
        window::draw(lines, first, theme, frame, rows);
        let meaning = self.rows[self.cursor].value.meaning();
        frame.render_widget(Paragraph::new(wrap_text(meaning, cols, theme.text)), hint);
        self.view_field(library, cursor - first, frame, rows);
        let mut keys = vec![Span::raw(" ")];
        keys.extend(hints::footer(&[SETTING_UP], library, all_cols.saturating_sub(1)).spans);
        let status = refusal(library, all_cols).unwrap_or_default();
        let foot = Rect {
            y: area.bottom().saturating_sub(2),
            height: 2,
            ..area
        };
        let foot_lines = vec![status, Line::from(keys)];
        frame.render_widget(Paragraph::new(foot_lines), foot.intersection(area));
    }

    fn parts(&self, size: Size) -> Parts {
        const FOOT_ROWS: u16 = 2;
        let column = page_room(size);
        let is_roomy = size.height >= 18;
        let gap = u16::from(is_roomy);
        let cols = usize::from(column.width);
        let meaning = self.rows[self.cursor].value.meaning();
        let n_hint = wrap_text(meaning, cols, ratatui::style::Style::new()).len();
        let n_hint = u16::try_from(n_hint)
            .unwrap_or(2)
            .min(size.height / 4)
            .max(1);
        let top = 1 + gap;
        let n_head = if is_roomy { 3 } else { 1 };
        let n_lines = u16::try_from(self.rows.len() + 3).unwrap_or(u16::MAX);
        let taken = top + n_head + n_hint + FOOT_ROWS;
        let free = size.height.saturating_sub(taken);
        let n_rows = n_lines.min(free).max(1);
        // What is to be filled in is worth more than a blank line.
        let gap = gap.min(free.saturating_sub(n_rows));
        let part = |y: u16, height: u16| {
            let area = Rect {
                y,
                height,
                ..column
            };
            area.intersection(Rect::new(0, 0, size.width, size.height))
        };
        Parts {
            head: part(top, n_head),
            rows: part(top + n_head, n_rows),
            hint: part(top + n_head + n_rows + gap, n_hint),
        }
    }

    fn head(&self, library: &Library, cols: usize) -> Vec<Line<'static>> {
        let theme = &library.theme;
        let title = fit(&plain(&self.scenario.title), cols);
        vec![
            Line::styled(title, theme.strong),
            Line::styled(self.takes(), theme.dim),
        ]
    }

    /// How long it takes as it is set up.
    fn takes(&self) -> String {
        let Ok(start) = self.start() else {
            return String::new();
        };
        let mut scenario = (*self.scenario).clone();
        scenario.scale = start.speed;
        let takes = spoken::duration(playing_ms(&scenario));
        let people = match start.people.len() {
            0 => "nobody is named yet".to_owned(),
            1 => "1 person".to_owned(),
            n => format!("{n} people"),
        };
        format!("takes up to {takes} · {people}")
    }

    /// The lines with their headings, and which of them the cursor is on.
    fn lines(&self, library: &Library, cols: usize) -> (Vec<Line<'static>>, usize) {
        let theme = &library.theme;
        let heading = theme.strong.patch(theme.accent);
        let mut lines = vec![Line::styled("Who takes part", heading)];
        let mut cursor = 0;
        for (n, row) in self.rows.iter().enumerate() {
            let is_first = n > 0 && !row.is_of_people() && self.rows[n - 1].is_of_people();
            if is_first {
                lines.push(Line::default());
                lines.push(Line::styled("How it runs", heading));
            }
            if n == self.cursor {
                cursor = lines.len();
            }
            lines.push(self.line(library, n, cols));
        }
        (lines, cursor)
    }

    fn line(&self, library: &Library, n: usize, cols: usize) -> Line<'static> {
        let theme = &library.theme;
        let row = &self.rows[n];
        let is_chosen = n == self.cursor;
        let (mark, name_style) = if is_chosen {
            (CHOSEN, theme.strong)
        } else {
            (OTHER, theme.dim)
        };
        let name = pad(&row.name, self.name_cols(cols));
        let mut spans = vec![
            Span::styled(mark, theme.key),
            Span::styled(name, name_style),
            Span::raw("  "),
        ];
        match (&row.value, row.value.field(), row.value.choices()) {
            (_, Some(field), _) => spans.extend([
                Span::styled("› ", theme.dim),
                Span::styled(plain(field.text()), theme.text),
            ]),
            (_, _, Some((names, chosen))) => {
                let is_wide = cols >= ROOMY_COLS;
                let shown = |(n, _): &(usize, &str)| is_wide || *n == chosen;
                for (n, name) in names.into_iter().enumerate().filter(shown) {
                    let (glyph, style) = match (n == chosen, is_chosen) {
                        (true, true) => ("●", theme.selected),
                        (true, false) => ("●", theme.text),
                        (false, _) => ("○", theme.dim),
                    };
                    let gap = if is_wide && n > 0 { "   " } else { "" };
                    spans.push(Span::raw(gap));
                    spans.push(Span::styled(format!("{glyph} {name}"), style));
                }
            }
            (Value::AddPerson, ..) => {
                let style = if is_chosen { theme.selected } else { theme.dim };
                spans.push(Span::styled("+ add a person", style));
            }
            _ => {}
        }
        cut(spans, cols)
    }

    /// The field that is written in, with the terminal's cursor.
    fn view_field(&self, library: &Library, line: usize, frame: &mut Frame<'_>, rows: Rect) {
        let Some(field) = self.rows[self.cursor].value.field() else {
            return;
        };
        let before = CHOSEN.chars().count() + self.name_cols(usize::from(rows.width)) + 2;
        let before = u16::try_from(before).unwrap_or(0);
        let area = Rect {
            x: rows.x.saturating_add(before),
            y: rows.y + u16::try_from(line).unwrap_or(0),
            width: rows.width.saturating_sub(before),
            height: 1,
        };
        field.view(&library.theme, frame, area.intersection(rows));
    }

    fn name_cols(&self, cols: usize) -> usize {
        let widest = self.rows.iter().map(|row| width(&row.name)).max();
        widest.unwrap_or(0).min(cols * 2 / 5)
    }
}

/// Where its parts stand.
struct Parts {
    head: Rect,
    rows: Rect,
    hint: Rect,
}
