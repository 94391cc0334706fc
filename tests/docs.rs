//! The pages in `docs/` that authors read: every example in them is loaded, and nothing is left out.

use std::{collections::BTreeSet, fmt::Write};

use blackstart::{
    exercise::event::{Mode, Pace, ScenarioText, Started},
    fuzz::{batch::Batch, item::Items, plan::Plan, whole::Fuzzed},
    rehearsal,
    report::expectations::{self, Judged},
    scenario::{self, Code, Problem, Severity, Walk},
};

const PAGE: &str = include_str!("../docs/scenario.md");

/// The scenario that a reader has just made, into which parts of one are put.
const FRAME: &str = include_str!("../assets/new.ron");

/// Something on the page that can be read as (a part of) a scenario.
#[derive(Debug)]
struct Example {
    line: usize,
    /// What it is: nothing for a whole scenario, `inject` for injects.
    kind: String,
    text: String,
}

/// A row of a table of fields.
#[derive(Debug)]
struct Row {
    line: usize,
    /// What the section is about: `injects`.
    list: String,
    fields: Vec<String>,
    /// Nothing where it only points to another section.
    example: Option<String>,
}

/// All code blocks in RON.
fn blocks() -> Vec<Example> {
    let mut blocks: Vec<Example> = Vec::new();
    let mut open = None;
    for (line, number) in PAGE.lines().zip(1..) {
        match (line.strip_prefix("```"), &mut open) {
            (Some(info), None) => {
                let (language, kind) = info.split_once(',').unwrap_or((info, ""));
                let example = Example {
                    line: number,
                    kind: kind.to_owned(),
                    text: String::new(),
                };
                open = Some((language == "ron", example));
            }
            (Some(_), Some(_)) => {
                let (is_ron, example) = open.take().expect("it is open");
                blocks.extend(is_ron.then_some(example));
            }
            (None, Some((_, example))) => writeln!(example.text, "{line}").expect("it fits"),
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a block is never closed");
    blocks
}

/// All rows of tables that describe fields.
fn rows() -> Vec<Row> {
    let mut rows = Vec::new();
    let mut list = String::new();
    let mut is_of_fields = false;
    for (line, number) in PAGE.lines().zip(1..) {
        if let Some(heading) = line.strip_prefix('#') {
            heading
                .split('`')
                .nth(1)
                .unwrap_or_default()
                .clone_into(&mut list);
        }
        if !line.starts_with("| ") {
            is_of_fields = false;
        } else if line == "| field | type | default | is | example |" {
            is_of_fields = true;
        } else if is_of_fields && !line.starts_with("| ---") {
            let cells: Vec<_> = line.trim_matches('|').split('|').map(str::trim).collect();
            assert_eq!(cells.len(), 5, "line {number}: {line}");
            let named = cells[0].split('`').skip(1).step_by(2);
            let example = cells[4]
                .strip_prefix('`')
                .and_then(|it| it.strip_suffix('`'));
            rows.push(Row {
                line: number,
                list: list.clone(),
                fields: named.map(str::to_owned).collect(),
                example: example.map(str::to_owned),
            });
        }
    }
    rows
}

/// The fields that a row of a list cannot do without.
fn needed(list: &str) -> Vec<(&'static str, &'static str)> {
    match list {
        "Scenario" => vec![
            ("format", "1"),
            ("id", "\"x\""),
            ("title", "\"X\""),
            ("length", "\"2h\""),
            (
                "endings",
                r#"[(id: "x-over", title: "X", outcome: Mixed, otherwise: true)]"#,
            ),
        ],
        "based_on" => vec![("name", "\"X\"")],
        "roles" | "services" | "signals" => vec![("id", "\"x\""), ("name", "\"X\"")],
        "objectives" => vec![("id", "\"x\""), ("title", "\"X\"")],
        "claims" | "tasks" => vec![("id", "\"x\""), ("text", "\"X\"")],
        "phases" => vec![("id", "\"x\""), ("title", "\"X\""), ("when", "Held")],
        "injects" => vec![
            ("id", "\"x\""),
            ("title", "\"X\""),
            ("when", "Held"),
            ("channel", "Chat"),
        ],
        "attachments" => vec![("name", "\"X\""), ("kind", "Text"), ("body", "\"X\"")],
        "decisions" => vec![
            ("id", "\"x\""),
            ("when", "Held"),
            ("prompt", "\"X\""),
            (
                "options",
                r#"[(id: "yes", label: "X"), (id: "no", label: "X")]"#,
            ),
        ],
        "options" => vec![("id", "\"x-option\""), ("label", "\"X\"")],
        "endings" => vec![("id", "\"x\""), ("title", "\"X\""), ("outcome", "Mixed")],
        "Walk" => vec![("format", "1"), ("title", "\"X\"")],
        other => panic!("there is no list `{other}`"),
    }
}

/// One row of a list with these fields, and what else it cannot do without.
fn row(list: &str, fields: &[String], example: &str) -> String {
    let mut row = example.to_owned();
    for (field, value) in needed(list) {
        if fields.iter().all(|it| it != field) {
            write!(row, ", {field}: {value}").expect("it fits");
        }
    }
    format!("({row}),\n")
}

/// The frame with `fields` added to the scenario.
fn with_fields(fields: &str) -> String {
    let mut frame = FRAME.to_owned();
    for name in ["briefing", "notes"] {
        let (before, rest) = frame
            .split_once(&format!("\n    {name}: r#\""))
            .expect("it has one");
        let (_, after) = rest.split_once("\"#,").expect("it ends");
        frame = format!("{before}{after}");
    }
    frame.replacen("Scenario(\n", &format!("Scenario(\n{fields}"), 1)
}

/// The frame with `rows` at the beginning of a list.
fn with_rows(list: &str, rows: &str) -> String {
    // What only one may be marked as is taken from those that are there.
    let mut frame = FRAME.to_owned();
    for mark in [", impact: true", ", otherwise: true"] {
        if rows.contains(&mark[2..]) {
            frame = frame.replace(mark, "");
        }
    }
    let begin = format!("\n    {list}: [");
    assert_eq!(frame.matches(&begin).count(), 1, "{list}");
    frame.replacen(&begin, &format!("{begin}\n{rows}"), 1)
}

/// A whole scenario with the row of a list in it.
fn around(list: &str, row: &str) -> String {
    match list {
        "Scenario" | "Walk" => format!("{list}{}", row.trim_end().trim_end_matches(',')),
        "based_on" => with_fields(&format!("based_on: [{row}],")),
        "attachments" => with_rows(
            "injects",
            &self::row("injects", &[], &format!("attachments: [{row}]")),
        ),
        "options" => with_rows(
            "decisions",
            &self::row(
                "decisions",
                &["options".to_owned()],
                &format!("options: [{row}]"),
            ),
        ),
        list => with_rows(list, row),
    }
}

/// Every scenario that a block amounts to.
fn whole(block: &Example) -> Vec<String> {
    let text = &block.text;
    let inject = |fields: String| {
        let named: Vec<_> = ["when"]
            .into_iter()
            .filter(|it| fields.starts_with(it))
            .collect();
        let named: Vec<_> = named.into_iter().map(str::to_owned).collect();
        with_rows("injects", &row("injects", &named, &fields))
    };
    let each = |form: &dyn Fn(&str) -> String| {
        let lines = text.lines().map(|line| line.trim_end_matches(','));
        lines.map(|line| inject(form(line))).collect()
    };
    match block.kind.as_str() {
        "" | "walk" => vec![text.clone()],
        "fields" => vec![with_fields(text)],
        "inject" => vec![with_rows("injects", text)],
        "decision" => vec![with_rows("decisions", text)],
        "trigger" => each(&|line| format!("when: {line}")),
        "condition" => each(&|line| format!("only_if: {line}")),
        "effect" => each(&|line| format!("effects: [{line}]")),
        "step" => text.lines().map(|line| walk("steps", line)).collect(),
        "expectation" => text.lines().map(|line| walk("expect", line)).collect(),
        other => panic!("line {}: there is no kind `{other}`", block.line),
    }
}

/// A walk with a list of one.
fn walk(list: &str, one: &str) -> String {
    format!(r#"Walk(format: 1, title: "X", {list}: [{one}])"#)
}

#[track_caller]
fn loads(text: &str, line: usize) -> scenario::Scenario {
    let (scenario, problems) = scenario::load(text);
    is_without_error(text, &problems, line);
    scenario.unwrap_or_else(|| panic!("docs/scenario.md:{line} cannot be played"))
}

#[track_caller]
fn is_without_error(text: &str, problems: &[Problem], line: usize) {
    let errors: Vec<_> = problems
        .iter()
        .filter(|problem| problem.severity == Severity::Error)
        .map(|problem| problem.render("example", text))
        .collect();
    assert_eq!(errors, [""; 0], "docs/scenario.md:{line}");
}

/// What is wrong with a walk through the scenario that a reader has just made.
fn problems_of_walk(text: &str) -> Vec<Problem> {
    let scenario = loads(FRAME, 0);
    let (walk, mut problems) = scenario::load_walk(text, &scenario);
    if let Some(walk) = walk {
        problems.extend(went_wrong(&scenario, &walk));
    }
    problems
}

fn went_wrong(scenario: &scenario::Scenario, walk: &Walk) -> Vec<Problem> {
    let started = Started {
        format: 1,
        exercise: "example".to_owned(),
        program: "0".to_owned(),
        scenario: ScenarioText {
            id: scenario.id.clone(),
            title: scenario.title.clone(),
            sha256: String::new(),
            text: String::new().into(),
        },
        mode: Mode::Facilitated,
        pace: Pace::Real,
        speed: 1.0,
        seed: 0,
        practice: true,
        observer: None,
        people: Vec::new(),
    };
    let rehearsed = rehearsal::walk(scenario, started, walk);
    let judged = expectations::judge(scenario, &rehearsed.state, walk);
    let mut problems = rehearsal::refused(walk, &rehearsed);
    problems.extend(judged.iter().filter_map(Judged::problem));
    problems
}

/// Loads an example, and follows it if it is a walk.
#[track_caller]
fn is_good(text: &str, line: usize) {
    if text.starts_with("Walk(") {
        is_without_error(text, &problems_of_walk(text), line);
    } else {
        loads(text, line);
    }
}

#[test]
fn every_block_loads() {
    let blocks = blocks();
    for block in &blocks {
        for text in whole(block) {
            is_good(&text, block.line);
        }
    }
    let kinds: BTreeSet<_> = blocks.iter().map(|it| it.kind.as_str()).collect();
    assert_eq!(
        kinds.into_iter().collect::<Vec<_>>(),
        [
            "",
            "condition",
            "decision",
            "effect",
            "expectation",
            "fields",
            "inject",
            "step",
            "trigger",
            "walk"
        ]
    );
}

#[test]
fn every_example_of_a_field_loads() {
    for row_ in rows() {
        let Some(example) = &row_.example else {
            continue;
        };
        for field in &row_.fields {
            assert!(
                example.contains(&format!("{field}: ")),
                "line {}: {field}",
                row_.line
            );
        }
        let one = row(&row_.list, &row_.fields, example);
        is_good(&around(&row_.list, &one), row_.line);
    }
}

#[test]
fn two_ways_to_write_a_text_are_the_same_text() {
    let block = blocks().into_iter().find(|it| it.kind == "fields");
    let block = block.expect("there is one");
    let scenario = loads(&with_fields(&block.text), block.line);
    assert_eq!(scenario.briefing, scenario.notes);
}

#[test]
fn the_tutorials_parts_play_together() {
    let mut text = FRAME.to_owned();
    for (kind, list) in [("inject", "injects"), ("decision", "decisions")] {
        let block = blocks().into_iter().find(|it| it.kind == kind);
        let begin = format!("\n    {list}: [");
        let rows = block.expect("there is one").text;
        text = text.replacen(&begin, &format!("{begin}\n{rows}"), 1);
    }
    let (_, problems) = scenario::load(&text);
    assert_eq!(problems, []);
}

/// The words that the check says could stand where `zzzzzz` does.
fn known(text: &str) -> BTreeSet<String> {
    let problems = if text.starts_with("Walk(") {
        problems_of_walk(text)
    } else {
        scenario::load(text).1
    };
    let hints: Vec<_> = problems
        .iter()
        .filter(|problem| problem.message.contains("`zzzzzz`"))
        .filter_map(|problem| problem.hint.as_deref())
        .collect();
    let [hint] = hints[..] else {
        panic!("{hints:?}")
    };
    let words: BTreeSet<_> = hint
        .split('`')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect();
    assert!(words.len() >= 2, "{hint}");
    words
}

#[test]
fn every_field_of_the_language_is_described() {
    let lists: BTreeSet<_> = rows().into_iter().map(|row| row.list).collect();
    assert_eq!(lists.len(), 15);
    for list in lists {
        let described: BTreeSet<_> = rows()
            .into_iter()
            .filter(|row| row.list == list)
            .flat_map(|row| row.fields)
            .collect();
        let text = around(&list, &row(&list, &[], "zzzzzz: 1"));
        assert_eq!(described, known(&text), "{list}");
    }
}

#[test]
fn what_is_needed_is_said() {
    for row_ in rows() {
        let line = PAGE.lines().nth(row_.line - 1).expect("it is there");
        let needed = needed(&row_.list);
        for field in &row_.fields {
            let is_needed = needed.iter().any(|(name, _)| name == field);
            assert_eq!(line.contains("*needed*"), is_needed, "line {}", row_.line);
        }
    }
}

#[test]
fn every_word_of_the_language_is_described() {
    let inject = |fields: &str, named: &[&str]| {
        let named: Vec<_> = named.iter().map(|&it| it.to_owned()).collect();
        around("injects", &row("injects", &named, fields))
    };
    for text in [
        around("Scenario", &row("Scenario", &[], "level: zzzzzz")),
        inject("when: zzzzzz", &["when"]),
        inject("channel: zzzzzz", &["channel"]),
        inject("truth: zzzzzz", &[]),
        inject("only_if: zzzzzz", &[]),
        inject("effects: [zzzzzz]", &[]),
        inject("effects: [Service(\"orders\", zzzzzz)]", &[]),
        inject("effects: [Claim(\"renewal\", zzzzzz)]", &[]),
        around(
            "attachments",
            &row("attachments", &["kind".to_owned()], "kind: zzzzzz"),
        ),
        around("options", &row("options", &[], "verdict: zzzzzz")),
        around(
            "endings",
            &row("endings", &["outcome".to_owned()], "outcome: zzzzzz"),
        ),
        around("Walk", &row("Walk", &[], "policy: zzzzzz")),
        walk("steps", r#"At("1m", zzzzzz)"#),
        walk("steps", r#"At("1m", Update(zzzzzz, Resolved, "X"))"#),
        walk("steps", r#"At("1m", Update(Public, zzzzzz, "X"))"#),
        walk("steps", r#"At("1m", Claim("renewal", zzzzzz))"#),
        walk("expect", "zzzzzz"),
    ] {
        for word in known(&text) {
            let word = word.split('(').next().expect("it has a first part");
            let is_there = ["`", "("]
                .iter()
                .any(|end| PAGE.contains(&format!("`{word}{end}")));
            assert!(is_there, "{word}");
        }
    }
}

/// A small scenario that is in order but for `fields`, which come last in it.
fn least(fields: &str) -> String {
    let mut text = "Scenario(".to_owned();
    for (field, value) in needed("Scenario") {
        if !fields.starts_with(&format!("{field}: ")) {
            write!(text, "{field}: {value}, ").expect("it fits");
        }
    }
    format!("{text}{fields})")
}

/// The cells of the table with this head.
fn table<const N: usize>(head: &str) -> Vec<[&'static str; N]> {
    let (_, table) = PAGE.split_once(head).expect("there is one");
    let rows = table.trim_start().lines().skip(1);
    rows.take_while(|line| line.starts_with("| "))
        .map(|line| {
            let mut cells = line.trim_matches('|').split('|').map(str::trim);
            std::array::from_fn(|_| cells.next().expect("it has as many"))
        })
        .collect()
}

/// The rows of the table of codes: the code, its severity and its example.
fn codes() -> Vec<[&'static str; 3]> {
    table("| code | severity | what is wrong | example |")
        .into_iter()
        .map(|[code, severity, _, example]| [code.trim_matches('`'), severity, example])
        .collect()
}

/// The rows of the table of what `fuzz` finds: the code and its example.
fn findings() -> Vec<[&'static str; 2]> {
    table("| finding | what never happens | example |")
        .into_iter()
        .map(|cells| cells.map(|cell| cell.trim_matches('`')))
        .map(|[code, _, example]| [code, example])
        .collect()
}

#[test]
fn every_code_is_listed_once() {
    let found = findings().into_iter().map(|[code, _]| code);
    let mut listed: Vec<_> = codes().into_iter().map(|[code, ..]| code).collect();
    listed.extend(found);
    // The one that no scenario gets is told of beside what it is about.
    assert!(include_str!("../docs/config.md").contains("`no-config`"));
    listed.push("no-config");
    let mut all: Vec<_> = Code::ALL.iter().map(|code| code.word()).collect();
    listed.sort_unstable();
    all.sort_unstable();
    assert_eq!(listed, all);
}

#[test]
fn every_example_of_a_code_gets_it() {
    for [code, severity, example] in codes() {
        let fields = example
            .strip_prefix('`')
            .and_then(|it| it.strip_suffix('`'));
        // What takes more than a few fields is told in words.
        let Some(fields) = fields else { continue };
        let problems = if fields.starts_with("steps: ") || fields.starts_with("expect: ") {
            problems_of_walk(&format!(r#"Walk(format: 1, title: "X", {fields})"#))
        } else {
            scenario::load(&least(fields)).1
        };
        let told: Vec<_> = problems
            .iter()
            .map(|problem| (problem.code.word(), problem.severity.to_string()))
            .collect();
        assert!(
            told.contains(&(code, severity.to_owned())),
            "{code}: {problems:?}"
        );
    }
}

#[test]
fn every_example_of_a_finding_gets_it_and_no_other() {
    for [code, fields] in findings() {
        let scenario = loads(&least(fields), 0);
        let plan = Plan::of(&scenario).expect("it is small");
        let items = Items::of(&scenario);
        let batch = Batch::play(&plan, &items, 0..50);
        let fuzzed = Fuzzed::of(&plan, items, batch, 0, &|| false);
        let found = fuzzed.findings.iter().map(|finding| finding.code.word());
        let mut found: Vec<_> = found.collect();
        // A decision whose only option is hidden is both.
        found.retain(|found| code != "nothing-to-choose" || *found != "never-offered");
        assert_eq!(found, [code]);
    }
}

#[test]
fn every_link_within_the_page_leads_somewhere() {
    let anchor = |heading: &str| -> String {
        let kept = heading
            .trim_start_matches('#')
            .trim()
            .chars()
            .filter(|c| c.is_alphanumeric() || " -_".contains(*c));
        kept.collect::<String>().to_lowercase().replace(' ', "-")
    };
    let headings = PAGE.lines().filter(|line| line.starts_with('#'));
    let anchors: BTreeSet<_> = headings.map(anchor).collect();
    for link in PAGE.split("](#").skip(1) {
        let (target, _) = link.split_once(')').expect("it is closed");
        assert!(anchors.contains(target), "#{target}");
    }
}
