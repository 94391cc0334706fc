//! Makes text fit for Markdown: what people and scenarios say cannot become markup, HTML, another
//! table cell or a heading of the report.
//!
//! | it is | and becomes by |
//! | --- | --- |
//! | a name, a note, a title: plain text | [`plain`], or [`said`] where it may have lines |
//! | Markdown by an author | [`prose`] on one line, [`quote`] as a block |

use crate::harmless;

/// Plain text on one line, as it is, wherever it stands.
pub(super) fn plain(text: &str) -> String {
    let line = harmless::line(text.trim());
    let chars: Vec<_> = line.chars().collect();
    let neighbor = |at: Option<usize>| at.and_then(|at| chars.get(at)).copied();
    let mut escaped = String::with_capacity(line.len());
    for (at, &c) in chars.iter().enumerate() {
        let is_inside_word = [neighbor(at.checked_sub(1)), neighbor(Some(at + 1))]
            .iter()
            .all(|c| c.is_some_and(char::is_alphanumeric));
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '_' if is_inside_word => escaped.push('_'),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' => escaped.extend(['\\', c]),
            '#' | '-' | '+' | '=' if at == 0 => escaped.extend(['\\', c]),
            '.' | ')' if is_list_number(&chars, at) => escaped.extend(['\\', c]),
            c => escaped.push(c),
        }
    }
    escaped
}

/// Whether the text begins like an item of a numbered list, whose number ends at `at`.
fn is_list_number(chars: &[char], at: usize) -> bool {
    let ends_here = chars.get(at + 1).is_none_or(|c| c.is_whitespace());
    ends_here && at > 0 && chars[..at].iter().all(char::is_ascii_digit)
}

/// Plain text with its lines, as a block quote.
pub(super) fn said(text: &str) -> String {
    let text = harmless::lines(text.trim());
    let lines: Vec<_> = text.lines().map(plain).collect();
    let mut quoted = String::new();
    for (at, line) in lines.iter().enumerate() {
        let goes_on = !line.is_empty() && lines.get(at + 1).is_some_and(|next| !next.is_empty());
        let line_break = if goes_on { "\\" } else { "" };
        quoted.push_str(&quoted_line(&[line, line_break].concat()));
    }
    quoted
}

/// An author's Markdown, on one line.
pub(super) fn prose(text: &str) -> String {
    tame(&harmless::line(text.trim()))
}

/// An author's Markdown as a block quote, in which its headings are no headings of the report.
pub(super) fn quote(text: &str) -> String {
    let text = harmless::lines(text.trim());
    let mut blocks = Vec::new();
    let mut prose: Vec<&str> = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let Some(fence) = Fence::opened_by(line) else {
            prose.push(line);
            continue;
        };
        blocks.push(tame(&demoted(&prose)));
        prose.clear();
        let code: Vec<_> = lines
            .by_ref()
            .take_while(|line| !fence.is_closed_by(line))
            .collect();
        blocks.push(fenced(&code));
    }
    blocks.push(tame(&demoted(&prose)));
    let blocks: Vec<_> = blocks
        .iter()
        .map(|block| block.trim_matches('\n'))
        .filter(|block| !block.trim().is_empty())
        .collect();
    blocks.join("\n\n").lines().map(quoted_line).collect()
}

fn quoted_line(line: &str) -> String {
    if line.trim().is_empty() {
        ">\n".to_owned()
    } else {
        format!("> {line}\n")
    }
}

/// Takes from Markdown what is more than text: raw HTML, pictures, and links to anywhere but a
/// web address, a mailbox or a file nearby.
fn tame(markdown: &str) -> String {
    let text = markdown.replace('<', "&lt;").replace("![", "!\\[");
    let mut tamed = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(bracket) = [rest.find("]("), rest.find("]:")]
        .into_iter()
        .flatten()
        .min()
    {
        let (before, target) = rest.split_at(bracket + 1);
        tamed.push_str(before);
        if !leads_to_a_page(&target[1..]) {
            tamed.push('\\');
        }
        rest = target;
    }
    tamed.push_str(rest);
    tamed
}

fn leads_to_a_page(target: &str) -> bool {
    let target = target.trim_start();
    let end = target.find(|c: char| c.is_whitespace() || c == ')');
    let target = &target[..end.unwrap_or(target.len())];
    let is_nearby = |c: char| c.is_ascii_alphanumeric() || "_-./#?=%+".contains(c);
    ["https://", "http://", "mailto:"]
        .iter()
        .any(|scheme| target.starts_with(scheme))
        || target.chars().all(is_nearby)
}

/// The lines with their headings as bold text.
fn demoted(lines: &[&str]) -> String {
    let demote = |line: &&str| {
        let text = line.trim_start();
        let title = text.trim_start_matches('#');
        let level = text.len() - title.len();
        let is_heading = (1..=6).contains(&level) && title.starts_with(' ');
        let title = title.trim().trim_end_matches('#').trim_end();
        if is_heading && !title.is_empty() {
            format!("**{title}**")
        } else {
            (*line).to_owned()
        }
    };
    lines.iter().map(demote).collect::<Vec<_>>().join("\n")
}

/// What opens a block of code.
#[derive(Debug, Clone, Copy)]
struct Fence {
    mark: char,
    len: usize,
}

impl Fence {
    fn opened_by(line: &str) -> Option<Self> {
        let line = line.trim_start();
        let mark = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
        let len = line.chars().take_while(|c| *c == mark).count();
        (len >= 3).then_some(Self { mark, len })
    }

    fn is_closed_by(self, line: &str) -> bool {
        let line = line.trim();
        line.chars().count() >= self.len && line.chars().all(|c| c == self.mark)
    }
}

/// Code between fences of our own, which nothing in it can close: it may then say what it likes.
fn fenced(code: &[&str]) -> String {
    let longest_run = code
        .iter()
        .flat_map(|line| line.split(|c| c != '`'))
        .map(str::len)
        .max()
        .unwrap_or(0);
    let fence = "`".repeat(longest_run.max(2) + 1);
    format!("{fence}\n{}\n{fence}", code.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_shows_as_it_is() {
        for (text, escaped) in [
            (
                "<img src=x onerror=alert(1)>",
                "&lt;img src=x onerror=alert(1)&gt;",
            ),
            ("a | b", r"a \| b"),
            ("a \\| b", r"a \\\| b"),
            ("[x](javascript:alert(1))", r"\[x\](javascript:alert(1))"),
            ("`code` *bold* ~gone~", r"\`code\` \*bold\* \~gone\~"),
            ("snake_case and _it_", r"snake_case and \_it\_"),
            ("# title", r"\# title"),
            ("- item", r"\- item"),
            ("1. item", r"1\. item"),
            ("0.1.0", "0.1.0"),
            ("&lt;b&gt;", "&amp;lt;b&amp;gt;"),
            ("two\nlines", "two lines"),
            ("\u{1b}[31m\u{202e}", "\u{fffd}\\[31m\u{fffd}"),
            ("Ümläut 日本 שלום", "Ümläut 日本 שלום"),
        ] {
            assert_eq!(plain(text), escaped, "{text}");
        }
    }

    #[test]
    fn what_was_said_keeps_its_lines_and_stays_text() {
        assert_eq!(
            said("one\n# two\n\n<b>three</b>"),
            "> one\\\n> \\# two\n>\n> &lt;b&gt;three&lt;/b&gt;\n"
        );
    }

    #[test]
    fn an_authors_markdown_stays_markdown_without_html() {
        assert_eq!(prose("**so** <b>x</b>"), "**so** &lt;b>x&lt;/b>");
        assert_eq!(quote("- a\n- `b`"), "> - a\n> - `b`\n");
    }

    #[test]
    fn an_authors_heading_is_none_of_the_report() {
        assert_eq!(
            quote("## Why ##\nso\n####### no"),
            "> **Why**\n> so\n> ####### no\n"
        );
    }

    #[test]
    fn links_lead_to_pages_only_and_pictures_nowhere() {
        for (markdown, tamed) in [
            (
                "[a](https://b.example/c?d=e&f)",
                "[a](https://b.example/c?d=e&f)",
            ),
            ("[a](runbook.md#top)", "[a](runbook.md#top)"),
            ("[a](javascript:alert(1))", r"[a]\(javascript:alert(1))"),
            ("[a]( java&#115;cript:x)", r"[a]\( java&#115;cript:x)"),
            ("[a]: javascript:x", r"[a]\: javascript:x"),
            (
                "![a](https://b.example/c.png)",
                r"!\[a](https://b.example/c.png)",
            ),
        ] {
            assert_eq!(prose(markdown), tamed, "{markdown}");
        }
    }

    #[test]
    fn code_is_shown_as_written_and_cannot_end_its_block() {
        assert_eq!(
            quote("Run\n```sh\n# <pod>\n````\nafter <b>"),
            "> Run\n>\n> ```\n> # <pod>\n> ```\n>\n> after &lt;b>\n"
        );
        assert_eq!(
            quote("~~~\n```\n<b>\n~~~"),
            "> ````\n> ```\n> <b>\n> ````\n"
        );
    }
}
