//! Markdown as lines of text. What it does not know stays text; nothing of it is ever code.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use ratatui::{
    style::{Modifier, Style},
    text::{Line, Span},
};

use super::{table::Rows, wrap::wrap_hanging};
use crate::{harmless, ui::Theme};

/// `text` in lines of at most `cols` columns, a blank line between paragraphs.
pub fn markdown(text: &str, cols: usize, theme: &Theme) -> Vec<Line<'static>> {
    styled(text, cols, theme, theme.text)
}

/// `text` without its marks, on one line: for a list or a title.
pub fn flat(text: &str) -> String {
    let theme = Theme::mono();
    let lines = styled(text, usize::MAX, &theme, theme.text);
    let lines: Vec<_> = lines.iter().map(ToString::to_string).collect();
    harmless::line(lines.join(" ").trim())
}

/// The same as [`markdown`], in another style.
pub fn styled(text: &str, cols: usize, theme: &Theme, style: Style) -> Vec<Line<'static>> {
    let text = harmless::lines(text);
    let mut writer = Writer {
        theme,
        cols,
        lines: Vec::new(),
        spans: Vec::new(),
        styles: vec![style],
        lists: Vec::new(),
        marker: None,
        n_quotes: 0,
        in_code_block: false,
        link: None,
        table: Rows::default(),
    };
    for event in Parser::new_ext(&text, Options::ENABLE_TABLES) {
        writer.take(event);
    }
    writer.end_line();
    writer.lines
}

struct Writer<'a> {
    theme: &'a Theme,
    cols: usize,
    lines: Vec<Line<'static>>,
    /// The line that is being written.
    spans: Vec<Span<'static>>,
    styles: Vec<Style>,
    /// The next number of each list that is open; none where it has bullets.
    lists: Vec<Option<u64>>,
    /// What the next line of a list begins with.
    marker: Option<String>,
    n_quotes: usize,
    in_code_block: bool,
    /// Where the link that is open leads to.
    link: Option<String>,
    /// What was read of the table that is open.
    table: Rows,
}

impl Writer<'_> {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.in_code_block => self.code_block(&text),
            Event::Text(text)
            | Event::Html(text)
            | Event::InlineHtml(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text)
            | Event::FootnoteReference(text) => self.write(&text, self.style()),
            Event::Code(text) => self.write(&text, self.style().patch(self.theme.code)),
            Event::SoftBreak => self.write(" ", self.style()),
            Event::HardBreak => self.end_line(),
            Event::Rule => {
                self.gap();
                let rule = "─".repeat(self.cols.min(24));
                self.lines.push(Line::styled(rule, self.theme.border));
            }
            Event::TaskListMarker(is_done) => {
                self.write(if is_done { "☑ " } else { "☐ " }, self.style());
            }
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::HtmlBlock | Tag::Table(_) => self.gap(),
            Tag::Heading { .. } => {
                self.gap();
                self.push_style(self.theme.strong.patch(self.theme.accent));
            }
            Tag::BlockQuote(_) => {
                self.gap();
                self.n_quotes += 1;
            }
            Tag::CodeBlock(kind) => {
                self.gap();
                self.in_code_block = true;
                if let CodeBlockKind::Fenced(language) = kind
                    && !language.is_empty()
                {
                    self.lines
                        .push(Line::styled(format!("╷ {language}"), self.theme.dim));
                }
            }
            Tag::List(first) => {
                self.end_line();
                if self.lists.is_empty() {
                    self.gap();
                }
                self.lists.push(first);
            }
            Tag::Item => self.item(),
            Tag::TableHead | Tag::TableRow => self.table.0.push(Vec::new()),
            Tag::Emphasis => self.push_style(Style::new().add_modifier(Modifier::ITALIC)),
            Tag::Strong => self.push_style(self.theme.strong),
            Tag::Strikethrough => {
                self.push_style(Style::new().add_modifier(Modifier::CROSSED_OUT));
            }
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                self.push_style(Style::new().add_modifier(Modifier::UNDERLINED));
                self.link = Some(dest_url.to_string());
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::HtmlBlock | TagEnd::Item => self.end_line(),
            TagEnd::Heading(_) => {
                self.end_line();
                self.styles.pop();
            }
            TagEnd::BlockQuote(_) => self.n_quotes -= 1,
            TagEnd::CodeBlock => self.in_code_block = false,
            TagEnd::List(_) => {
                self.lists.pop();
            }
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => {
                self.styles.pop();
            }
            TagEnd::Link | TagEnd::Image => self.end_link(),
            TagEnd::TableCell => {
                let cell = std::mem::take(&mut self.spans);
                if let Some(row) = self.table.0.last_mut() {
                    row.push(cell);
                }
            }
            TagEnd::Table => {
                let table = std::mem::take(&mut self.table);
                self.lines.extend(table.lines(self.cols, self.theme));
            }
            _ => {}
        }
    }

    fn item(&mut self) {
        self.end_line();
        let indent = "  ".repeat(self.lists.len().saturating_sub(1));
        let marker = match self.lists.last_mut() {
            Some(Some(number)) => {
                *number += 1;
                format!("{}. ", *number - 1)
            }
            Some(None) | None => "• ".to_owned(),
        };
        self.marker = Some(indent + &marker);
    }

    /// Says where a link leads, since a terminal cannot follow it.
    fn end_link(&mut self) {
        self.styles.pop();
        if let Some(to) = self.link.take() {
            let text: String = self
                .spans
                .iter()
                .map(|span| span.content.as_ref())
                .collect();
            if !to.is_empty() && !text.ends_with(&to) {
                self.write(&format!(" ({to})"), self.theme.dim);
            }
        }
    }

    fn code_block(&mut self, text: &str) {
        for line in text.lines() {
            let spans = vec![
                Span::styled("│ ", self.theme.border),
                Span::styled(line.to_owned(), self.theme.text),
            ];
            let hang = Span::styled("│ ", self.theme.border);
            self.lines.extend(wrap_hanging(spans, self.cols, &hang));
        }
    }

    fn style(&self) -> Style {
        *self.styles.last().expect("the first style is never popped")
    }

    fn push_style(&mut self, style: Style) {
        self.styles.push(self.style().patch(style));
    }

    fn write(&mut self, text: &str, style: Style) {
        self.spans
            .push(Span::styled(text.replace('\n', " "), style));
    }

    /// Leaves a blank line before a block, but not at the top and not within a list.
    fn gap(&mut self) {
        self.end_line();
        let is_first = self.lines.last().is_none_or(|line| line.width() == 0);
        if !is_first && self.lists.is_empty() {
            self.lines.push(Line::default());
        }
    }

    fn end_line(&mut self) {
        if self.spans.is_empty() {
            return;
        }
        let spans = std::mem::take(&mut self.spans);
        let quote = "▏ ".repeat(self.n_quotes);
        let marker = self.marker.take();
        let begin = marker
            .clone()
            .unwrap_or_else(|| "  ".repeat(self.lists.len()));
        let hang = " ".repeat(super::fit::width(&begin));
        let mut line = vec![Span::styled(format!("{quote}{begin}"), self.theme.dim)];
        line.extend(spans);
        let hang = Span::styled(format!("{quote}{hang}"), self.theme.dim);
        self.lines.extend(wrap_hanging(line, self.cols, &hang));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let lines: Vec<_> = markdown(text, 20, &Theme::mono())
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(lines.join("\n"), expected);
    }

    #[test]
    fn paragraphs_and_lists_stand_apart() {
        check(
            "One *two*\nthree.\n\n- a `b`\n- c d e f g h i j k l m\n\nLast.",
            "One two three.\n\n• a b\n• c d e f g h i j k\n  l m\n\nLast.",
        );
    }

    #[test]
    fn numbers_count_on() {
        check("3. a\n4. b\n   - c", "3. a\n4. b\n  • c");
    }

    #[test]
    fn code_keeps_its_lines_and_links_say_where() {
        check("```sh\na  b\nc\n```", "╷ sh\n│ a  b\n│ c");
        check("[x](http://y)", "x (http://y)");
    }

    #[test]
    fn tables_stand_in_columns_where_they_fit() {
        check(
            "| a | b |\n| - | - |\n| one | **2** |\n\nLast.",
            "a    b\none  2\n\nLast.",
        );
        check(
            "| name | what it is |\n| - | - |\n| a long one | something |",
            "name · what it is\na long one ·\n  something",
        );
    }

    #[test]
    fn marks_can_be_left_out() {
        assert_eq!(flat("One **two**\n\n`three`"), "One two  three");
    }

    #[test]
    fn markup_of_other_kinds_stays_text() {
        check("a <b>c</b>", "a <b>c</b>");
        check("\u{1b}[31mred", "\u{fffd}[31mred");
    }
}
