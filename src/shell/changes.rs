//! What of a frame the terminal does not show yet. ratatui would find it as well, in three walks
//! over all cells where this takes one; a screen full of panes is some twelve thousand of them, and
//! they are out of the caches when the clock's next second comes.

use ratatui::buffer::{Buffer, Cell};

use crate::ui::widgets::fit::{is_simple, width};

/// A cell to write, with its column and row.
pub(super) type Change<'a> = (u16, u16, &'a Cell);

/// What is to be written where `shown` is on the terminal and `drawn`, of the same size, is to be.
/// `shown` is blank afterwards, ready to be drawn on.
pub(super) fn changes<'a>(shown: &mut Buffer, drawn: &'a Buffer) -> Vec<Change<'a>> {
    debug_assert_eq!(shown.area, drawn.area);
    let mut found = Vec::new();
    let cols = usize::from(drawn.area.width).max(1);
    let rows = shown
        .content
        .chunks_mut(cols)
        .zip(drawn.content.chunks(cols));
    for ((before, now), y) in rows.zip(drawn.area.top()..) {
        compare(before, now, y, &mut found);
        before.iter_mut().for_each(Cell::reset);
    }
    found
}

fn compare<'a>(before: &[Cell], now: &'a [Cell], y: u16, found: &mut Vec<Change<'a>>) {
    let n_found = found.len();
    for ((x, cell), shown) in (0..).zip(now).zip(before) {
        if !is_same(cell, shown) {
            found.push((x, y, cell));
        }
    }
    let differs = found.len() > n_found;
    if differs && before.iter().chain(now).any(is_wide) {
        found.truncate(n_found);
        write_all(now, y, found);
    }
}

/// A row with wide letters is written as a whole. Terminals disagree on what is left of a wide
/// letter when half of it is written over, and on which letters are wide, so each is written over
/// two blanks.
fn write_all<'a>(row: &'a [Cell], y: u16, found: &mut Vec<Change<'a>>) {
    let mut covered = false;
    for (n, (x, cell)) in (0..).zip(row).enumerate() {
        if covered {
            covered = false;
            continue;
        }
        if let Some(beside) = row.get(n + 1).filter(|_| is_wide(cell)) {
            found.push((x + 1, y, beside));
            covered = true;
        }
        found.push((x, y, cell));
    }
}

/// Whether cells look the same. `==` says it as well, in twice the time: it compares letters of one
/// byte with a call, and what no cell here has.
fn is_same(one: &Cell, other: &Cell) -> bool {
    let letters = match (one.symbol().as_bytes(), other.symbol().as_bytes()) {
        ([one], [other]) => one == other,
        (one, other) => one == other,
    };
    let colors = one.fg == other.fg && one.bg == other.bg;
    let is_same = letters && colors && one.modifier == other.modifier;
    debug_assert_eq!(is_same, one == other);
    is_same
}

/// Whether what stands in a cell covers the next one as well.
fn is_wide(cell: &Cell) -> bool {
    let symbol = cell.symbol();
    // Nearly all are a byte, and take one column.
    symbol.len() > 1 && !is_simple(symbol) && width(symbol) > 1
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::{
        backend::{Backend, CrosstermBackend},
        layout::Rect,
        style::{Modifier, Style},
        text::Span,
    };

    use super::*;

    const AREA: Rect = Rect::new(0, 0, 9, 3);

    /// Letters with the style each is drawn in, on rows of their own.
    type Rows = Vec<Vec<(&'static str, Style)>>;

    fn drawn(rows: &Rows) -> Buffer {
        let mut buffer = Buffer::empty(AREA);
        for (row, y) in rows.iter().zip(0..) {
            let spans = row
                .iter()
                .map(|(letter, style)| Span::styled(*letter, *style));
            buffer.set_line(0, y, &spans.collect(), AREA.width);
        }
        buffer
    }

    fn bytes(found: Vec<Change<'_>>) -> Vec<u8> {
        let mut written = Vec::new();
        let mut backend = CrosstermBackend::new(&mut written);
        backend.draw(found.into_iter()).unwrap();
        written
    }

    /// What stands in each cell, and whether in reverse; nothing beside a wide letter.
    fn seen(parser: &vt100::Parser) -> Vec<(String, bool)> {
        let cells = AREA.positions().map(|at| parser.screen().cell(at.y, at.x));
        let told = cells.map(|cell| match cell {
            Some(cell) if cell.has_contents() => (cell.contents().to_owned(), cell.inverse()),
            Some(cell) if !cell.is_wide_continuation() => (" ".to_owned(), cell.inverse()),
            _ => (" ".to_owned(), false),
        });
        told.collect()
    }

    fn meant(buffer: &Buffer) -> Vec<(String, bool)> {
        let is_reversed = |cell: &Cell| cell.modifier.contains(Modifier::REVERSED);
        let cells = buffer.content.iter();
        let told = cells.map(|cell| (cell.symbol().to_owned(), is_reversed(cell)));
        told.collect()
    }

    fn rows() -> impl Strategy<Value = Rows> {
        // One of them is wide for us, and narrow for the terminal that is asked here.
        let letters = ["a", "b", " ", "│", "é", "e\u{301}", "日", "😡", "☑\u{fe0f}"];
        let styles = [Style::new(), Style::new().add_modifier(Modifier::REVERSED)];
        let letter = (
            prop::sample::select(letters.to_vec()),
            prop::sample::select(styles.to_vec()),
        );
        prop::collection::vec(prop::collection::vec(letter, 0..10), 3)
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_terminal_shows_what_was_drawn(frames in prop::collection::vec(rows(), 1..5)) {
            let mut parser = vt100::Parser::new(AREA.height, AREA.width, 0);
            let mut shown = Buffer::empty(AREA);
            for frame in &frames {
                let now = drawn(frame);
                parser.process(&bytes(changes(&mut shown, &now)));
                prop_assert_eq!(&shown, &Buffer::empty(AREA));
                prop_assert_eq!(seen(&parser), meant(&now));
                shown = now;
            }
        }
    }

    #[test]
    fn what_is_there_is_not_written_again() {
        let plain = |text: &'static str| vec![(text, Style::new())];
        let before = drawn(&vec![plain("same"), plain("日本 a"), plain("tail")]);
        let now = drawn(&vec![plain("same"), plain("日本 a"), plain("tall")]);
        let found = changes(&mut before.clone(), &now);
        let places: Vec<_> = found
            .iter()
            .map(|(x, y, cell)| (*x, *y, cell.symbol()))
            .collect();
        assert_eq!(places, [(2, 2, "l")]);
    }

    #[test]
    fn a_row_with_wide_letters_is_written_whole_and_each_over_blanks() {
        let plain = |text: &'static str| vec![vec![(text, Style::new())]];
        let (before, now) = (drawn(&plain("日1")), drawn(&plain("日2")));
        let found = changes(&mut before.clone(), &now);
        let places: Vec<_> = found
            .iter()
            .map(|(x, _, cell)| (*x, cell.symbol()))
            .collect();
        assert_eq!(places[..4], [(1, " "), (0, "日"), (2, "2"), (3, " ")]);
        assert_eq!(places.len(), usize::from(AREA.width));
    }
}
