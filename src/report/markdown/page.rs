//! Puts the blocks of a page one under another. What it is given is Markdown already.

use unicode_width::UnicodeWidthStr;

/// Up to this width a column of a table is aligned, for those who read it as it is.
const WIDEST_ALIGNED_COLS: usize = 88;

/// A rule of fewer dashes is none to some readers.
const NARROWEST_COLS: usize = 3;

/// A page, as far as it is written.
#[derive(Debug, Default)]
pub(super) struct Page(String);

impl Page {
    pub(super) fn heading(&mut self, level: usize, title: &str) {
        self.block(&format!("{} {title}", "#".repeat(level)));
    }

    /// Any block, with an empty line after it.
    pub(super) fn block(&mut self, text: &str) {
        self.0.push_str(text.trim_end());
        self.0.push_str("\n\n");
    }

    /// A list; an item that begins with spaces belongs to the one above it.
    pub(super) fn list(&mut self, items: impl IntoIterator<Item = String>) {
        let mut list = String::new();
        for item in items {
            let text = item.trim_start();
            let indent = &item[..item.len() - text.len()];
            list.push_str(&[indent, "- ", text, "\n"].concat());
        }
        if !list.is_empty() {
            self.block(&list);
        }
    }

    pub(super) fn table<const N: usize>(&mut self, header: [&str; N], rows: &[[String; N]]) {
        let header = header.map(str::to_owned);
        // Nothing stands behind the last column that would have to be aligned.
        let widths: [usize; N] = std::array::from_fn(|column| {
            if column + 1 == N {
                return NARROWEST_COLS;
            }
            let cells = rows.iter().chain([&header]);
            let widths = cells.map(|row| row[column].width());
            widths
                .filter(|width| *width <= WIDEST_ALIGNED_COLS)
                .max()
                .unwrap_or(0)
                .max(NARROWEST_COLS)
        });
        let rule = widths.map(|width| "-".repeat(width));
        let table: String = [&header, &rule]
            .into_iter()
            .chain(rows)
            .map(|row| table_row(row, &widths))
            .collect();
        self.block(&table);
    }

    pub(super) fn finish(self) -> String {
        let mut text = self.0.trim_end().to_owned();
        text.push('\n');
        text
    }
}

fn table_row(cells: &[String], widths: &[usize]) -> String {
    let cells = cells.iter().zip(widths).map(|(cell, width)| {
        let padding = width.saturating_sub(cell.width());
        format!(" {cell}{} |", " ".repeat(padding))
    });
    format!("|{}\n", cells.collect::<String>())
}
