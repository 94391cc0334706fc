//! What everybody is told before the clock starts, page by page. It is made of what everybody may
//! know alone, so that any screen can show it: no objectives, and no facilitator's notes.

use ratatui::{
    layout::Size,
    text::{Line, Span},
};

use super::{
    Theme,
    widgets::{
        markdown::markdown,
        wrap::{wrap_hanging, wrap_text},
    },
    words::{self, plain},
};
use crate::{
    exercise::{Event, Exercise, event::Mode},
    report::spoken,
};

/// What holds in every exercise: what is said, and why or how.
pub const GROUND_RULES: [(&str, &str); 3] = [
    (
        "Plans are tested, people are not.",
        "Nobody is to blame for what comes to light: to find it is why we are here. “I do not know” \
         is a good answer.",
    ),
    (
        "Nothing real is touched.",
        "All that fails here is made up. Do not act on production; say what you would do.",
    ),
    (
        "Calls and messages to anybody outside",
        "begin with the words EXERCISE EXERCISE EXERCISE.",
    ),
];

/// The last of them, in a room and for somebody alone.
const REAL_INCIDENT: (&str, &str) = (
    "REAL INCIDENT stops it all.",
    "Whoever hears of one says these two words aloud: everything stops at once. The facilitator \
     has one key for it.",
);
const REAL_INCIDENT_ALONE: (&str, &str) = (
    "A real incident comes first.",
    "F12 stops everything at once; `blackstart resume` goes on another day.",
);

/// The ground rules in a room, each in lines of its own.
pub fn in_a_room(cols: usize, theme: &Theme) -> Vec<Vec<Line<'static>>> {
    let rules = GROUND_RULES.into_iter().chain([REAL_INCIDENT]);
    rules
        .map(|(rule, reason)| item(rule, reason, cols, theme))
        .collect()
}

/// What is recorded, before where.
pub const RECORDED: &str = "decisions and their reasons, times, names, and what is observed. It stays on \
                        this computer, in";

/// What is said of an exercise before it starts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Briefing {
    title: String,
    mode: Mode,
    /// How long it takes, how hard it is, and what time it is in its world.
    facts: Vec<String>,
    /// The exercise's id, which is the name of the folder that it is recorded in.
    exercise: String,
    /// Markdown.
    text: String,
    seats: Vec<Seat>,
    /// Who takes part without a role.
    others: Vec<String>,
}

/// A role, what it is there for, and who sits in it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Seat {
    role: String,
    brief: String,
    person: Option<String>,
}

/// As much of it as is on the screen at once.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    pub heading: &'static str,
    pub lines: Vec<Line<'static>>,
}

impl Briefing {
    /// What is said of this exercise.
    pub fn of(exercise: &Exercise) -> Self {
        let (scenario, state) = (exercise.scenario(), exercise.state());
        let mut facts = vec![format!(
            "up to {}",
            minutes(scenario.length.as_ms(), state.speed)
        )];
        if state.speed.to_bits() != 1.0_f64.to_bits() {
            facts.push(format!("the clock runs at {}", words::speed(state.speed)));
        }
        facts.push(spoken::level(scenario.level).to_owned());
        let begins = scenario.begins;
        facts.extend(begins.map(|begins| begins.format("begins %Y-%m-%d, %H:%M").to_string()));
        let mut id = String::new();
        if let Some(Event::Started(started)) = exercise.records().first().map(|it| &it.event) {
            id.clone_from(&started.exercise);
            facts.extend(started.practice.then(|| "for practice".to_owned()));
        }
        let seats = scenario.roles.entries().map(|(role, row)| Seat {
            role: row.name.clone(),
            brief: row.brief.clone(),
            person: state.roles[role].clone(),
        });
        let others = state.people.iter().filter(|it| it.role.is_none());
        Self {
            title: scenario.title.clone(),
            mode: state.mode,
            facts,
            exercise: id,
            text: scenario.briefing.clone(),
            seats: seats.collect(),
            others: others.map(|person| person.name.clone()).collect(),
        }
    }

    /// The pages, as they fit in that many columns and rows; there is always one.
    pub fn pages(&self, room: Size, theme: &Theme) -> Vec<Page> {
        let cols = usize::from(room.width.max(1));
        let sections = [
            ("The ground rules", self.rules(room, theme)),
            ("The situation", markdown(&self.text, cols, theme)),
            ("Who sits where", self.seated(cols, theme)),
        ];
        let pages = sections
            .into_iter()
            .flat_map(|(heading, lines)| paged(heading, lines, room.height));
        pages.collect()
    }

    /// With blank lines between them, if all of it is on one page so.
    fn rules(&self, room: Size, theme: &Theme) -> Vec<Line<'static>> {
        let cols = usize::from(room.width.max(1));
        let mut lines = wrap_text(&plain(&self.title), cols, theme.strong);
        let facts: Vec<_> = std::iter::once("an exercise".to_owned())
            .chain(self.facts.iter().cloned())
            .collect();
        lines.extend(wrap_text(&facts.join(" · "), cols, theme.dim));
        let place = format!("{RECORDED} exercises/{}.", plain(&self.exercise));
        let last = match self.mode {
            Mode::Facilitated => REAL_INCIDENT,
            Mode::Solo => REAL_INCIDENT_ALONE,
        };
        let rules = GROUND_RULES.into_iter().chain([last]);
        let rules = rules.map(|(rule, reason)| item(rule, reason, cols, theme));
        let recorded = item("What is recorded:", &place, cols, theme);
        let rules: Vec<_> = rules.chain([recorded]).collect();
        let n_lines: usize = rules.iter().map(|rule| rule.len() + 1).sum();
        let is_roomy = lines.len() + n_lines <= usize::from(room.height);
        for (n, rule) in rules.into_iter().enumerate() {
            lines.extend((is_roomy || n == 0).then(Line::default));
            lines.extend(rule);
        }
        lines
    }

    fn seated(&self, cols: usize, theme: &Theme) -> Vec<Line<'static>> {
        let mut lines = Vec::new();
        for seat in &self.seats {
            let (person, style) = match &seat.person {
                Some(person) => (plain(person), theme.strong),
                None => ("nobody yet".to_owned(), theme.dim),
            };
            let spans = vec![
                Span::styled("• ", theme.dim),
                Span::styled(format!("{}: ", plain(&seat.role)), theme.text),
                Span::styled(person, style),
            ];
            lines.extend(wrap_hanging(spans, cols, &Span::raw("  ")));
            if !seat.brief.trim().is_empty() {
                let brief = vec![Span::styled(format!("  {}", plain(&seat.brief)), theme.dim)];
                lines.extend(wrap_hanging(brief, cols, &Span::raw("  ")));
            }
        }
        if !self.others.is_empty() {
            let names: Vec<_> = self.others.iter().map(|name| plain(name)).collect();
            let spans = vec![
                Span::styled("• ", theme.dim),
                Span::styled("Also here: ", theme.text),
                Span::styled(names.join(", "), theme.strong),
            ];
            lines.extend(wrap_hanging(spans, cols, &Span::raw("  ")));
        }
        lines
    }
}

/// How long so much exercise time takes at a speed, to the minute.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "minutes of centuries fit a float's 53 bits, and a speed is above 0"
)]
fn minutes(ms: u64, speed: f64) -> String {
    let minutes = (ms as f64 / speed / 60_000.0).round().max(1.0) as u64;
    spoken::duration(minutes * 60_000)
}

fn item(what: &str, more: &str, cols: usize, theme: &Theme) -> Vec<Line<'static>> {
    let spans = vec![
        Span::styled("• ", theme.dim),
        Span::styled(what.to_owned(), theme.strong),
        Span::styled(format!(" {more}"), theme.text),
    ];
    wrap_hanging(spans, cols, &Span::raw("  "))
}

/// Lines on pages of so many rows; none where there are no lines. A page ends where a paragraph
/// does, if it is more than half full then.
pub fn paged(heading: &'static str, mut lines: Vec<Line<'static>>, rows: u16) -> Vec<Page> {
    let rows = usize::from(rows.max(1));
    let is_blank = |line: &Line<'_>| line.width() == 0;
    let mut pages = Vec::new();
    loop {
        let n_blank = lines.iter().take_while(|line| is_blank(line)).count();
        lines.drain(..n_blank);
        if lines.is_empty() {
            return pages;
        }
        let mut taken = rows.min(lines.len());
        if taken < lines.len() {
            let ends = || {
                (rows / 2 + 1..=rows)
                    .rev()
                    .filter(|end| is_blank(&lines[*end]))
            };
            // A line between two blank ones may be a heading, which goes with what follows it.
            let is_alone = |end: &usize| *end > 1 && is_blank(&lines[*end - 2]);
            let end = ends().find(|end| !is_alone(end));
            taken = end.or(ends().next()).unwrap_or(rows);
        }
        let rest = lines.split_off(taken);
        while lines.last().is_some_and(is_blank) {
            lines.pop();
        }
        pages.push(Page { heading, lines });
        lines = rest;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many lines each page of a text has, in which `-` is a blank line.
    fn check(text: &str, rows: u16, expected: &[&str]) {
        let line =
            |c: char| Line::raw(if c == '-' { "" } else { "x" }.replace('x', &c.to_string()));
        let pages = paged("", text.chars().map(line).collect(), rows);
        let texts: Vec<String> = pages
            .iter()
            .map(|page| {
                let lines = page.lines.iter().map(ToString::to_string);
                lines
                    .map(|it| if it.is_empty() { "-".to_owned() } else { it })
                    .collect()
            })
            .collect();
        assert_eq!(texts, expected);
    }

    #[test]
    fn a_page_ends_where_a_paragraph_does() {
        check("abc-de-f", 6, &["abc-de", "f"]);
        check("abc-de", 5, &["abc", "de"]);
        check("a-bcdefg", 4, &["a-bc", "defg"]);
        check("abcd-h-ef", 6, &["abcd", "h-ef"]);
    }

    #[test]
    fn nothing_is_lost_and_no_page_is_empty() {
        check("abcdef", 4, &["abcd", "ef"]);
        check("--a--b--", 3, &["a", "b"]);
        check("---", 3, &[]);
        check("ab", 0, &["a", "b"]);
    }

    #[test]
    fn all_of_it_is_on_some_page_whatever_the_room() {
        let exercise = crate::exercise::rig::Rig::of("briefing: \"A quiet day.\", roles: [(id: \"ic\", name: \"Lead\", brief: \"You coordinate.\")]").exercise;
        let words = |width, height| -> usize {
            let pages = Briefing::of(&exercise).pages(Size::new(width, height), &Theme::mono());
            assert!(!pages.is_empty());
            assert!(
                pages
                    .iter()
                    .all(|page| page.lines.len() <= usize::from(height))
            );
            let lines = pages.iter().flat_map(|page| &page.lines);
            lines
                .map(|line| line.to_string().split_whitespace().count())
                .sum()
        };
        let all = words(84, 50);
        assert!(all > 100, "{all}");
        assert_eq!(words(84, 3), all);
        assert_eq!(words(76, 18), all);
    }
}
