//! Blocks of lines, each at a place of its own: what stands below or beside another does not have
//! to be copied to get there, and a block that is kept is kept for every sheet that shows it.

use std::rc::Rc;

use ratatui::{Frame, layout::Rect, text::Line};

use super::window::put;

/// Lines that are put on a sheet as a whole.
pub type Block = Rc<Vec<Line<'static>>>;

/// What a pane shows, of which a part is seen.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sheet {
    /// Each with its first row and column.
    blocks: Vec<(usize, usize, Block)>,
}

impl Sheet {
    /// Puts a block so that its first line is in that row and begins in that column.
    pub fn place(&mut self, row: usize, col: usize, block: impl Into<Block>) {
        let block = block.into();
        if !block.is_empty() {
            self.blocks.push((row, col, block));
        }
    }

    /// Puts a block below all that is there.
    pub fn add(&mut self, block: impl Into<Block>) {
        self.place(self.n_rows(), 0, block);
    }

    /// Puts all of another sheet so that its first line is in that row and begins in that column.
    pub fn lay(&mut self, row: usize, col: usize, other: Self) {
        let moved = other.blocks.into_iter();
        self.blocks
            .extend(moved.map(|(down, right, block)| (row + down, col + right, block)));
    }

    /// Puts all of another sheet below what is there.
    pub fn append(&mut self, other: Self) {
        self.lay(self.n_rows(), 0, other);
    }

    /// How many rows it takes.
    pub fn n_rows(&self) -> usize {
        let ends = self.blocks.iter().map(|(row, _, block)| row + block.len());
        ends.max().unwrap_or(0)
    }

    /// Draws what is seen of it from the row `first` on.
    pub fn draw(&self, first: usize, frame: &mut Frame<'_>, area: Rect) {
        let cells = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
        for (row, col, block) in &self.blocks {
            let (left, above) = (cells(*col), cells(row.saturating_sub(first)));
            let room = Rect {
                x: area.x.saturating_add(left),
                y: area.y.saturating_add(above),
                width: area.width.saturating_sub(left),
                height: area.height.saturating_sub(above),
            };
            put(block.iter().skip(first.saturating_sub(*row)), frame, room);
        }
    }
}

impl From<Vec<Line<'static>>> for Sheet {
    fn from(lines: Vec<Line<'static>>) -> Self {
        Self::from(Rc::new(lines))
    }
}

impl From<Block> for Sheet {
    fn from(block: Block) -> Self {
        let mut sheet = Self::default();
        sheet.add(block);
        sheet
    }
}

#[cfg(test)]
mod tests {
    use ratatui::{Terminal, backend::TestBackend, buffer::Cell};

    use super::*;

    fn block(lines: &[&'static str]) -> Vec<Line<'static>> {
        lines.iter().copied().map(Line::from).collect()
    }

    fn drawn(sheet: &Sheet, first: usize) -> Vec<String> {
        let mut terminal = Terminal::new(TestBackend::new(8, 5)).unwrap();
        let area = Rect::new(1, 1, 6, 3);
        let frame = terminal.draw(|frame| sheet.draw(first, frame, area));
        let rows = frame.unwrap().buffer.content.chunks(8);
        rows.map(|row| row.iter().map(Cell::symbol).collect())
            .collect()
    }

    fn sheet() -> Sheet {
        let mut sheet = Sheet::from(block(&["top"]));
        sheet.place(2, 0, block(&["a", "b"]));
        sheet.place(2, 3, block(&["c", "d", "end and more"]));
        sheet
    }

    #[test]
    fn blocks_stand_where_they_were_put() {
        assert_eq!(sheet().n_rows(), 5);
        assert_eq!(
            drawn(&sheet(), 0),
            ["        ", " top    ", "        ", " a  c   ", "        "]
        );
    }

    #[test]
    fn what_is_seen_begins_in_any_row() {
        assert_eq!(
            drawn(&sheet(), 2),
            ["        ", " a  c   ", " b  d   ", "    end ", "        "]
        );
        assert_eq!(
            drawn(&sheet(), 3),
            ["        ", " b  d   ", "    end ", "        ", "        "]
        );
        assert_eq!(drawn(&sheet(), 9), ["        "; 5]);
    }

    #[test]
    fn a_sheet_goes_below_another() {
        let mut both = sheet();
        both.append(sheet());
        assert_eq!(both.n_rows(), 10);
        assert_eq!(
            drawn(&both, 4),
            ["        ", "    end ", " top    ", "        ", "        "]
        );
    }
}
