//! What stands on what: boxes with lines between them, or an indented tree where there is less room.
//!
//! Each thing is drawn once, beside one thing that it needs: of all those the one that itself stands
//! on the most. So the lines never cross, however many needs there are; the others are named.

use std::mem;

use ratatui::{
    style::Style,
    text::{Line, Span},
};

use super::fit::{cut, fit, pad, row, width};
use crate::ui::Theme;

/// A thing in the picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    pub name: String,
    /// How it is, as a glyph and a word.
    pub state: (&'static str, &'static str),
    pub style: Style,
    /// Shown at its end: the first of these that there is room for.
    pub details: Vec<Span<'static>>,
    /// The places of what it needs.
    pub needs: Vec<usize>,
    /// The lines to what needs it.
    pub line: Style,
}

/// Columns between the boxes of two layers.
const GAP: usize = 5;
const BOX_ROWS: usize = 3;
/// The widest and the narrowest that a box is worth looking at.
const BOX_COLS: std::ops::RangeInclusive<usize> = 22..=34;

/// The picture in boxes, from left to right; none, where it does not fit into so much room. What
/// neither needs nor carries anything stands below, side by side.
///
/// ```text
/// ╭ Database ─────────╮     ╭ Search ───────────╮
/// │ ▼ Down       4:10 ├──┬──┤ ▲ Up              │
/// ╰───────────────────╯  │  ╰───────────────────╯
///                        │  ╭ Booking ──────────╮     ╭ Partners ─────────╮
///                        ╰──┤ ◆ Degraded   0:20 ├─────┤ ▲ Up              │
///                           ╰───────────────────╯     ╰ also needs Names ─╯
/// ```
pub fn boxes(
    nodes: &[Node],
    cols: usize,
    most_rows: usize,
    theme: &Theme,
) -> Option<Vec<Line<'static>>> {
    let mut forest = Forest::of(nodes);
    let n_layers = forest.places.iter().map(|place| place.column + 1).max()?;
    let box_cols = (cols + GAP) / n_layers;
    let box_cols = box_cols.checked_sub(GAP)?.min(*BOX_COLS.end());
    forest.set_singles(n_layers);
    if box_cols < *BOX_COLS.start() || forest.n_rows > most_rows {
        return None;
    }
    let mut canvas = Canvas::new(forest.n_rows);
    for (n, node) in nodes.iter().enumerate() {
        let left = forest.places[n].column * (box_cols + GAP);
        draw_box(nodes, n, &forest, (left, box_cols), &mut canvas, theme);
        draw_lines(&forest, n, left + box_cols, node.line, &mut canvas);
    }
    Some(canvas.lines())
}

/// The picture as a tree, a row each; what a thing stands on is above it.
///
/// ```text
/// ▼ Down     Database                        4:10
/// ▲ Up       ├ Search
/// ◆ Degraded └ Booking                       0:20
/// ▲ Up         └ Partners · also needs Names
/// ```
pub fn tree(nodes: &[Node], cols: usize, theme: &Theme) -> Vec<Line<'static>> {
    let forest = Forest::of(nodes);
    let branches = forest.order.iter().map(|n| {
        let node = &nodes[*n];
        let (glyph, word) = node.state;
        let mut left = vec![
            Span::styled(format!("{glyph} {} ", pad(word, 8)), node.style),
            Span::styled(forest.stem(*n), theme.border),
            Span::styled(node.name.clone(), theme.text),
        ];
        let others = others(nodes, *n, &forest);
        if !others.is_empty() {
            left.push(Span::styled(format!(" · {others}"), theme.dim));
        }
        let used = left.iter().map(Span::width).sum();
        row(left, detail(node, cols.saturating_sub(used)), cols)
    });
    branches.collect()
}

/// Where a thing stands.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Place {
    /// What it is drawn beside.
    parent: Option<usize>,
    children: Vec<usize>,
    /// On how many others it stands, one beside the other.
    column: usize,
    /// The row of its middle.
    middle: usize,
}

/// Everything beside one of the things it needs.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Forest {
    places: Vec<Place>,
    /// From top to bottom in a tree.
    order: Vec<usize>,
    /// How many rows the boxes take.
    n_rows: usize,
}

impl Forest {
    fn of(nodes: &[Node]) -> Self {
        let layers = layers(nodes);
        let parent = |n: usize| {
            let below = nodes[n].needs.iter().copied();
            // What needs itself in a circle is drawn on its own.
            below
                .filter(|need| layers[*need] < layers[n])
                .max_by_key(|need| (layers[*need], usize::MAX - need))
        };
        let mut places: Vec<_> = (0..nodes.len())
            .map(|n| Place {
                parent: parent(n),
                children: Vec::new(),
                column: 0,
                middle: 0,
            })
            .collect();
        for n in 0..places.len() {
            if let Some(parent) = places[n].parent {
                places[parent].children.push(n);
            }
        }
        let mut forest = Self {
            places,
            order: Vec::with_capacity(nodes.len()),
            n_rows: 0,
        };
        for n in 0..nodes.len() {
            if forest.places[n].parent.is_none() {
                forest.plant(n, 0);
            }
        }
        forest
    }

    /// Gives a thing and all that stands on it their places.
    fn plant(&mut self, n: usize, column: usize) {
        self.order.push(n);
        self.places[n].column = column;
        let children = mem::take(&mut self.places[n].children);
        for child in &children {
            self.plant(*child, column + 1);
        }
        self.places[n].middle = match (children.first(), children.last()) {
            (Some(first), Some(last)) => {
                usize::midpoint(self.places[*first].middle, self.places[*last].middle)
            }
            _ if self.places[n].parent.is_none() => 0,
            _ => self.next_row(),
        };
        self.places[n].children = children;
    }

    /// Makes room for a row of boxes, and answers where their middles are.
    fn next_row(&mut self) -> usize {
        self.n_rows += BOX_ROWS;
        self.n_rows - BOX_ROWS + 1
    }

    /// Puts what stands alone into rows of so many columns, below the rest.
    fn set_singles(&mut self, n_columns: usize) {
        let is_single = |place: &Place| place.parent.is_none() && place.children.is_empty();
        let singles: Vec<_> = (0..self.places.len())
            .filter(|n| is_single(&self.places[*n]))
            .collect();
        for row in singles.chunks(n_columns) {
            let middle = self.next_row();
            for (column, n) in row.iter().enumerate() {
                self.places[*n].column = column;
                self.places[*n].middle = middle;
            }
        }
    }

    /// What leads to a thing in a tree: `│ └ `.
    fn stem(&self, n: usize) -> String {
        let mut parts = Vec::new();
        let mut at = n;
        while let Some(parent) = self.places[at].parent {
            let is_last = self.places[parent].children.last() == Some(&at);
            parts.push(match (at == n, is_last) {
                (true, true) => "└ ",
                (true, false) => "├ ",
                (false, true) => "  ",
                (false, false) => "│ ",
            });
            at = parent;
        }
        parts.into_iter().rev().collect()
    }
}

/// How many things each stands on, one below the other.
fn layers(nodes: &[Node]) -> Vec<usize> {
    let mut layers = vec![0; nodes.len()];
    // As many rounds as the longest way can have steps; a circle is left where it is then.
    for _ in 1..nodes.len() {
        for (n, node) in nodes.iter().enumerate() {
            let needed = node.needs.iter().map(|need| layers[*need] + 1).max();
            layers[n] = needed.unwrap_or(0).min(nodes.len());
        }
    }
    layers
}

/// What else a thing needs, beside what it is drawn at.
fn others(nodes: &[Node], n: usize, forest: &Forest) -> String {
    let needs = nodes[n].needs.iter();
    let others: Vec<_> = needs
        .filter(|need| Some(**need) != forest.places[n].parent)
        .map(|need| nodes[*need].name.as_str())
        .collect();
    if others.is_empty() {
        String::new()
    } else {
        format!("also needs {}", others.join(", "))
    }
}

/// What is shown at the end of a thing with so many columns left.
fn detail(node: &Node, cols: usize) -> Vec<Span<'static>> {
    let mut details = node.details.iter();
    let fits = details.find(|detail| detail.width() < cols);
    fits.cloned().into_iter().collect()
}

fn draw_box(
    nodes: &[Node],
    n: usize,
    forest: &Forest,
    (left, cols): (usize, usize),
    canvas: &mut Canvas,
    theme: &Theme,
) {
    let node = &nodes[n];
    let place = &forest.places[n];
    let edge = |begin: &str, words: &str, style: Style, end: &'static str| {
        let words = fit(words, cols - 4);
        let (words, n_left) = match width(&words) {
            0 => (String::new(), cols - 2),
            n => (format!(" {words} "), cols - 4 - n),
        };
        vec![
            Span::styled(begin.to_owned(), node.line),
            Span::styled(words, style),
            Span::styled(format!("{}{end}", "─".repeat(n_left)), node.line),
        ]
    };
    let begin = if place.parent.is_some() {
        "┤ "
    } else {
        "│ "
    };
    let end = if place.children.is_empty() {
        " │"
    } else {
        " ├"
    };
    let (glyph, word) = node.state;
    let state = vec![Span::styled(format!("{glyph} {word}"), node.style)];
    let room = cols - 4;
    let used: usize = state.iter().map(Span::width).sum();
    let mut body = row(state, detail(node, room.saturating_sub(used)), room);
    let gap = room.saturating_sub(body.width());
    body.spans.push(Span::raw(" ".repeat(gap)));
    let incoming = place.parent.map_or(node.line, |parent| nodes[parent].line);
    let mut middle = vec![Span::styled(begin, incoming)];
    middle.extend(body.spans);
    middle.push(Span::styled(end, node.line));
    let top = edge("╭", &node.name, theme.strong, "╮");
    let bottom = edge("╰", &others(nodes, n, forest), theme.dim, "╯");
    for (y, spans) in (place.middle - 1..).zip([top, middle, bottom]) {
        canvas.put(left, y, cut(spans, cols).spans);
    }
}

/// The lines from a thing to what stands on it, through the gap that begins at the column `x`.
fn draw_lines(forest: &Forest, n: usize, x: usize, style: Style, canvas: &mut Canvas) {
    let place = &forest.places[n];
    let rows: Vec<_> = place
        .children
        .iter()
        .map(|child| forest.places[*child].middle)
        .collect();
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else {
        return;
    };
    for y in (*first).min(place.middle)..=(*last).max(place.middle) {
        let is_from = y == place.middle;
        let is_to = rows.contains(&y);
        let goes_up = y > (*first).min(place.middle);
        let goes_down = y < (*last).max(place.middle);
        let before = if is_from { "──" } else { "  " };
        let after = if is_to { "──" } else { "  " };
        let crossing = match (is_from, is_to, goes_up, goes_down) {
            (true, true, false, false) => "─",
            (true, true, true, true) => "┼",
            (true, true, true, false) => "┴",
            (true, true, false, true) => "┬",
            (true, false, true, true) => "┤",
            (true, false, true, false) => "╯",
            (true, false, false, _) => "╮",
            (false, true, true, true) => "├",
            (false, true, true, false) => "╰",
            (false, true, false, _) => "╭",
            (false, false, _, _) => "│",
        };
        let text = format!("{before}{crossing}{after}");
        canvas.put(x, y, vec![Span::styled(text, style)]);
    }
}

/// Rows on which things are put at columns.
struct Canvas {
    rows: Vec<Vec<(usize, Vec<Span<'static>>)>>,
}

impl Canvas {
    fn new(n_rows: usize) -> Self {
        Self {
            rows: vec![Vec::new(); n_rows],
        }
    }

    fn put(&mut self, x: usize, y: usize, spans: Vec<Span<'static>>) {
        if let Some(row) = self.rows.get_mut(y) {
            row.push((x, spans));
        }
    }

    fn lines(self) -> Vec<Line<'static>> {
        let line = |mut row: Vec<(usize, Vec<Span<'static>>)>| {
            row.sort_by_key(|(x, _)| *x);
            let mut line = Line::default();
            for (x, spans) in row {
                let gap = x.saturating_sub(line.width());
                line.push_span(Span::raw(" ".repeat(gap)));
                line.spans.extend(spans);
            }
            line
        };
        self.rows.into_iter().map(line).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nodes(rows: &[(&str, &[usize])]) -> Vec<Node> {
        let node = |(name, needs): &(&str, &[usize])| Node {
            name: (*name).to_owned(),
            state: ("▲", "Up"),
            style: Style::new(),
            details: Vec::new(),
            needs: needs.to_vec(),
            line: Style::new(),
        };
        rows.iter().map(node).collect()
    }

    fn text(lines: &[Line<'_>]) -> Vec<String> {
        let lines = lines.iter().map(ToString::to_string);
        lines.map(|line| line.trim_end().to_owned()).collect()
    }

    #[test]
    fn each_is_drawn_beside_what_itself_stands_on_the_most() {
        let nodes = nodes(&[("D", &[0, 1]), ("B", &[2]), ("A", &[])]);
        // D needs itself, which says nothing, and B.
        assert_eq!(
            text(&tree(&nodes, 40, &Theme::mono())),
            [
                "▲ Up       A",
                "▲ Up       └ B",
                "▲ Up         └ D · also needs D"
            ]
        );
    }

    #[test]
    fn a_tree_shows_which_branch_goes_on() {
        let nodes = nodes(&[
            ("net", &[]),
            ("db", &[0]),
            ("shop", &[1]),
            ("mail", &[0, 4]),
            ("names", &[]),
        ]);
        assert_eq!(
            text(&tree(&nodes, 60, &Theme::mono())),
            [
                "▲ Up       net",
                "▲ Up       ├ db",
                "▲ Up       │ └ shop",
                "▲ Up       └ mail · also needs names",
                "▲ Up       names",
            ]
        );
    }

    #[test]
    fn boxes_are_joined_by_lines_that_do_not_cross() {
        let nodes = nodes(&[
            ("net", &[]),
            ("db", &[0]),
            ("shop", &[1]),
            ("mail", &[0, 2]),
        ]);
        // `mail` stands on `shop`, which stands on `db`, which stands on `net`: one line of boxes.
        let drawn = boxes(&nodes, 103, 3, &Theme::mono()).expect("there is room");
        assert_eq!(
            text(&drawn),
            [
                "╭ net ───────────────╮     ╭ db ────────────────╮     ╭ shop ──────────────╮     ╭ mail ──────────────╮",
                "│ ▲ Up               ├─────┤ ▲ Up               ├─────┤ ▲ Up               ├─────┤ ▲ Up               │",
                "╰────────────────────╯     ╰────────────────────╯     ╰────────────────────╯     ╰ also needs net ────╯",
            ]
        );
        assert_eq!(boxes(&nodes, 102, 3, &Theme::mono()), None, "too narrow");
        assert_eq!(boxes(&nodes, 103, 2, &Theme::mono()), None, "too low");
    }

    #[test]
    fn lines_branch_where_several_stand_on_one() {
        let nodes = nodes(&[("db", &[]), ("a", &[0]), ("b", &[0])]);
        let drawn = boxes(&nodes, 49, 9, &Theme::mono()).expect("there is room");
        assert_eq!(
            text(&drawn),
            [
                "                           ╭ a ─────────────────╮",
                "╭ db ────────────────╮  ╭──┤ ▲ Up               │",
                "│ ▲ Up               ├──┤  ╰────────────────────╯",
                "╰────────────────────╯  │  ╭ b ─────────────────╮",
                "                        ╰──┤ ▲ Up               │",
                "                           ╰────────────────────╯",
            ]
        );
    }

    #[test]
    fn what_stands_alone_is_set_below_side_by_side() {
        let nodes = nodes(&[("x", &[]), ("db", &[]), ("y", &[]), ("shop", &[1])]);
        let drawn = boxes(&nodes, 49, 6, &Theme::mono()).expect("there is room");
        assert_eq!(
            text(&drawn),
            [
                "╭ db ────────────────╮     ╭ shop ──────────────╮",
                "│ ▲ Up               ├─────┤ ▲ Up               │",
                "╰────────────────────╯     ╰────────────────────╯",
                "╭ x ─────────────────╮     ╭ y ─────────────────╮",
                "│ ▲ Up               │     │ ▲ Up               │",
                "╰────────────────────╯     ╰────────────────────╯",
            ]
        );
    }

    #[test]
    fn a_circle_of_needs_is_drawn_all_the_same() {
        let nodes = nodes(&[("a", &[1]), ("b", &[0]), ("c", &[0])]);
        let lines = tree(&nodes, 40, &Theme::mono());
        let all: String = text(&lines).join("\n");
        for name in ["a", "b", "c"] {
            assert!(all.contains(name), "{all}");
        }
        assert_eq!(lines.len(), 3);
    }
}
