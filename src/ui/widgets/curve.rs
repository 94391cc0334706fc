//! A curve with its name and its value: in rows of its own, or beside its name.

use ratatui::{
    style::Style,
    text::{Line, Span},
};

use super::{
    fit::{pad, row},
    graph::{self, Cell, Range},
};
use crate::ui::{
    Theme,
    words::{self, plain},
};

/// What most values take, with a mark and a unit.
const MOST_VALUE_COLS: usize = 11;

/// What is known of a curve up to now.
pub struct Curve<'a> {
    pub name: &'a str,
    pub unit: &'a str,
    /// Whether it is the one that matters most.
    pub is_impact: bool,
    pub value: f64,
    pub alarm: Option<f64>,
    /// At most so many values from T+0 to now, and what their room spans.
    pub trace: &'a dyn Fn(usize) -> (Vec<f64>, Range),
}

impl Curve<'_> {
    /// Whether it is beyond its alarm now.
    pub fn is_alarming(&self) -> bool {
        self.is_beyond(self.value)
    }

    /// Its name, what is worth a word where there is room for it, and its value.
    pub fn head(&self, word: Option<String>, cols: usize, theme: &Theme) -> Line<'static> {
        let (name, value) = (self.name(theme), self.value(theme));
        let word = word.map(|word| Span::styled(word, theme.dim));
        let used = name.width() + value.width();
        let word = word.filter(|word| used + word.width() < cols);
        let left = [name].into_iter().chain(word).collect();
        row(left, vec![value], cols)
    }

    /// ```text
    /// Edge 5xx ▁▁▂▃▅▇█  ! 38.0 %
    /// ```
    pub fn beside(&self, cols: usize, theme: &Theme) -> Line<'static> {
        // Curves below one another have one axis of time, whatever is written beside them.
        let name_cols = (cols / 2).saturating_sub(1);
        let value_cols = (cols / 4).min(MOST_VALUE_COLS);
        let (name, value) = (self.name(theme), self.value(theme));
        let name = Span::styled(pad(&name.content, name_cols), name.style);
        let room = cols.saturating_sub(name_cols + 2);
        let (values, range) = (self.trace)(room.saturating_sub(value_cols));
        let room = room.saturating_sub(value.width());
        let bars = graph::bars(&values, range);
        let bars: String = bars.chars().take(room).collect();
        let left = vec![name, Span::raw(" "), Span::styled(bars, self.style(theme))];
        row(left, vec![value], cols)
    }

    /// ```text
    /// ┄┄┄┄┄┄┄▁▃▄▅▆▇███
    /// ▁▁▁▂▅▇█░░░░░░░░░
    /// ```
    pub fn rows(&self, cols: usize, n_rows: usize, theme: &Theme) -> Vec<Line<'static>> {
        let (values, range) = (self.trace)(cols);
        if n_rows == 1 {
            return vec![self.one_row(&values, range, theme)];
        }
        let alarm_row = self.alarm.map(|it| graph::row_of(it, range, n_rows));
        let rows = graph::area(&values, range, n_rows).into_iter().enumerate();
        rows.map(|(n, mut cells)| {
            cells.resize(cols, Cell::Sky);
            // Where the alarm is, a dim line goes through.
            let (sky, ground) = if alarm_row == Some(n) {
                ("┄", "┄")
            } else {
                (" ", "░")
            };
            area_row(&cells, (sky, ground), self.style(theme), theme.dim)
        })
        .collect()
    }

    /// One row of bars, on which it shows where it was beyond the alarm.
    fn one_row(&self, values: &[f64], range: Range, theme: &Theme) -> Line<'static> {
        let bars = graph::bars(values, range);
        let mut bars = bars.chars();
        let runs = values.chunk_by(|a, b| self.is_beyond(*a) == self.is_beyond(*b));
        runs.map(|run| {
            let style = if self.is_beyond(run[0]) {
                theme.alarm
            } else {
                theme.accent
            };
            Span::styled(bars.by_ref().take(run.len()).collect::<String>(), style)
        })
        .collect()
    }

    fn is_beyond(&self, value: f64) -> bool {
        self.alarm.is_some_and(|alarm| value > alarm)
    }

    fn name(&self, theme: &Theme) -> Span<'static> {
        let style = if self.is_impact {
            theme.strong
        } else {
            theme.text
        };
        Span::styled(plain(self.name), style)
    }

    fn value(&self, theme: &Theme) -> Span<'static> {
        let (mark, style) = if self.is_alarming() {
            ("! ", theme.alarm)
        } else {
            ("", theme.strong)
        };
        let value = words::measured(self.value, self.unit);
        Span::styled(format!("{mark}{value}"), style)
    }

    fn style(&self, theme: &Theme) -> Style {
        if self.is_alarming() {
            theme.alarm
        } else {
            theme.accent
        }
    }
}

/// A row of a curve: bright where the curve is, dim below it.
fn area_row(
    cells: &[Cell],
    (sky, ground): (&str, &str),
    crest: Style,
    dim: Style,
) -> Line<'static> {
    let is_crest = |cell: &Cell| matches!(cell, Cell::Crest(_));
    let runs = cells.chunk_by(|a, b| is_crest(a) == is_crest(b));
    runs.map(|run| {
        let mut text = String::with_capacity(run.len() * 3);
        for cell in run {
            match cell {
                Cell::Sky => text.push_str(sky),
                Cell::Crest(letter) => text.push(*letter),
                Cell::Ground => text.push_str(ground),
            }
        }
        Span::styled(text, if is_crest(&run[0]) { crest } else { dim })
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const RISING: &dyn Fn(usize) -> (Vec<f64>, Range) = &|n_most| {
        let values = [0.0, 50.0, 100.0, 100.0];
        let range = Range {
            low: 0.0,
            high: 100.0,
        };
        (values[..n_most.min(4)].to_vec(), range)
    };

    fn curve() -> Curve<'static> {
        Curve {
            name: "Errors",
            unit: "%",
            is_impact: false,
            value: 100.0,
            alarm: Some(60.0),
            trace: RISING,
        }
    }

    #[test]
    fn the_line_of_the_alarm_goes_through_a_curve_in_rows() {
        let rows = curve().rows(6, 2, &Theme::dark());
        let rows: Vec<_> = rows.iter().map(ToString::to_string).collect();
        assert_eq!(rows, ["┄┄██┄┄", "▁█░░  "]);
    }

    #[test]
    fn one_row_shows_where_the_alarm_was_passed() {
        let theme = Theme::dark();
        let rows = curve().rows(6, 1, &theme);
        let spans: Vec<_> = rows[0]
            .spans
            .iter()
            .map(|it| (&*it.content, it.style))
            .collect();
        assert_eq!(spans, [("▁▄", theme.accent), ("██", theme.alarm)]);
    }

    #[test]
    fn a_curve_beside_its_name_leaves_room_for_its_value() {
        let line = curve().beside(24, &Theme::dark()).to_string();
        // 11 columns for the name, 7 for the value, and one between all of them.
        assert_eq!(line, "Errors      ▁▄██ ! 100 %");
    }

    #[test]
    fn curves_below_one_another_have_one_axis_of_time() {
        let asked = std::cell::RefCell::new(Vec::new());
        for value in [1.0, 4788.0] {
            let trace = |n_most| {
                asked.borrow_mut().push(n_most);
                RISING(n_most)
            };
            let drawn = Curve {
                value,
                trace: &trace,
                ..curve()
            };
            assert_eq!(drawn.beside(40, &Theme::dark()).width(), 40);
        }
        assert_eq!(asked.into_inner(), [9, 9]);
    }

    #[test]
    fn a_word_stands_between_name_and_value_where_there_is_room() {
        let head = |cols| curve().head(Some("  ┄ 60".to_owned()), cols, &Theme::dark());
        assert_eq!(head(20).to_string(), "Errors  ┄ 60 ! 100 %");
        assert_eq!(head(18).to_string(), "Errors     ! 100 %");
    }
}
