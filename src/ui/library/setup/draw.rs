//! Draws a set-up: who takes part, how it runs, and what the line that is chosen means.

use ratatui::{
    Frame,
    layout::{Position, Rect, Size},
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

/// What is between two values, and how much it takes with the sign before a value.
const CHOICE_GAP: &str = "   ";
const CHOICE_COLS: usize = CHOICE_GAP.len() + 2;

/// A row of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slot {
    Heading(&'static str),
    Blank,
    /// The line with that place.
    Row(usize),
}

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
        let slots = self.slots();
        let (first, cursor) = self.window(&slots, rows.height);
        let lines = slots.into_iter().map(|slot| match slot {
            Slot::Heading(words) => Line::styled(words, theme.strong.patch(theme.accent)),
            Slot::Blank => Line::default(),
            Slot::Row(n) => self.line(library, n, cols),
        });
        let lines = lines.collect();
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

    /// What stands below one another: the lines with their headings.
    fn slots(&self) -> Vec<Slot> {
        let mut slots = vec![Slot::Heading("Who takes part")];
        for (n, row) in self.rows.iter().enumerate() {
            let is_first = n > 0 && !row.is_of_people() && self.rows[n - 1].is_of_people();
            if is_first {
                slots.extend([Slot::Blank, Slot::Heading("How it runs")]);
            }
            slots.push(Slot::Row(n));
        }
        slots
    }

    /// The first slot that is seen in so many rows, and the one that the cursor is on.
    fn window(&self, slots: &[Slot], n_rows: u16) -> (usize, usize) {
        let cursor = slots.iter().position(|it| *it == Slot::Row(self.cursor));
        let cursor = cursor.unwrap_or(0);
        let first = window::first_row(cursor, slots.len(), usize::from(n_rows));
        (first, cursor)
    }

    /// Takes a click: it chooses the line that it is on, and the value; a second one on a line that
    /// offers something does that.
    pub(in crate::ui::library) fn click(&mut self, size: Size, at: Position) {
        let rows = self.parts(size).rows;
        if !rows.contains(at) {
            return;
        }
        let slots = self.slots();
        let (first, _) = self.window(&slots, rows.height);
        let Some(Slot::Row(n)) = slots.get(first + usize::from(at.y - rows.y)) else {
            return;
        };
        let cols = usize::from(rows.width);
        let x = usize::from(at.x - rows.x).checked_sub(self.value_col(cols));
        let was_chosen = self.cursor == *n;
        self.cursor = *n;
        let value = &mut self.rows[*n].value;
        match value.choices() {
            Some((names, chosen)) if cols >= ROOMY_COLS => {
                let second = width(names[0]) + CHOICE_COLS;
                let end = second + width(names[1]) + 2;
                let x = x.filter(|x| *x < end);
                let clicked = x.map(|x| usize::from(x >= second));
                if clicked.is_some_and(|clicked| clicked != chosen) {
                    value.change();
                }
            }
            Some(_) if was_chosen => value.change(),
            None if was_chosen && *value == Value::AddPerson => self.add_person(),
            Some(_) | None => {}
        }
    }

    /// The column in which what is said in a line begins.
    fn value_col(&self, cols: usize) -> usize {
        CHOSEN.chars().count() + self.name_cols(cols) + 2
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
                    let gap = if is_wide && n > 0 { CHOICE_GAP } else { "" };
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
        let before = u16::try_from(self.value_col(usize::from(rows.width))).unwrap_or(0);
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
