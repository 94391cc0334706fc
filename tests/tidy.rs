//! The walls of the house, which one crate does not have by itself: who may know whom, and what
//! only the edge may touch.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// The rooms, and the files that are rooms of their own, from the bottom to the top: each may know
/// those before it.
const ROOMS: [&str; 13] = [
    "harmless",
    "scenario",
    "exercise",
    "journal",
    "rehearsal",
    "fuzz",
    "report",
    "solo",
    "ui",
    "error",
    "shell",
    "args",
    "commands",
];

/// A source file: its path below `src`, and its lines.
struct Source {
    path: String,
    text: String,
}

impl Source {
    /// The text up to the file's tests.
    fn code(&self) -> &str {
        self.text
            .split("#[cfg(test)]\nmod tests {")
            .next()
            .unwrap_or_default()
    }

    /// The lines of the code without comments, with their numbers.
    fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.code()
            .lines()
            .zip(1..)
            .map(|(line, number)| (number, line))
            .filter(|(_, line)| !line.trim_start().starts_with("//"))
    }

    /// The room it is in.
    fn room(&self) -> &str {
        let first = self.path.split('/').next().unwrap_or_default();
        first.strip_suffix(".rs").unwrap_or(first)
    }

    fn is_test(&self) -> bool {
        self.path.contains("/tests/") || self.path.ends_with("/rig.rs")
    }

    fn is_in(&self, places: &[&str]) -> bool {
        places.iter().any(|place| {
            self.path == *place
                || self
                    .path
                    .strip_prefix(place)
                    .is_some_and(|it| it.starts_with('/'))
        })
    }
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let entries =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files = Vec::new();
    for path in entries.map(|entry| entry.expect("it can be listed").path()) {
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn read(below: &str) -> Vec<Source> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(below);
    let sources: Vec<_> = rust_files(&folder)
        .into_iter()
        .map(|path| Source {
            text: fs::read_to_string(&path).expect("it can be read"),
            path: path
                .strip_prefix(&folder)
                .expect("it is below")
                .display()
                .to_string(),
        })
        .collect();
    assert!(!sources.is_empty(), "{below} is empty");
    sources
}

/// Lines of code that hold one of `words`, but for those in `places`.
fn lines_with(words: &[&str], places: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for source in read("src")
        .iter()
        .filter(|source| !source.is_in(places) && !source.is_test())
    {
        for (number, line) in source.lines() {
            if words.iter().any(|word| line.contains(word)) {
                found.push(format!("src/{}:{number}: {}", source.path, line.trim()));
            }
        }
    }
    found
}

/// The rooms that a file's code names as `crate::…`.
fn known(source: &Source) -> Vec<(usize, String)> {
    let mut known = Vec::new();
    let code: String = source
        .code()
        .lines()
        .map(|line| {
            if line.trim_start().starts_with("//") {
                "\n".to_owned()
            } else {
                format!("{line}\n")
            }
        })
        .collect();
    for (at, _) in code.match_indices("crate::") {
        let number = code[..at].matches('\n').count() + 1;
        let rest = &code[at + "crate::".len()..];
        known.extend(heads(rest).into_iter().map(|head| (number, head)));
    }
    known
}

/// The first names of a path: one, or those of a group in braces.
fn heads(path: &str) -> Vec<String> {
    let name = |text: &str| -> String {
        text.chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect()
    };
    let Some(group) = path.strip_prefix('{') else {
        return vec![name(path)];
    };
    let (mut depth, mut heads, mut is_head) = (0, Vec::new(), true);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => is_head = true,
            c if is_head && c.is_alphabetic() => {
                heads.push(name(&group[at..]));
                is_head = false;
            }
            _ => {}
        }
    }
    heads
}

/// How high a room stands.
fn height(name: &str) -> Option<usize> {
    ROOMS.iter().position(|room| *room == name)
}

#[test]
fn every_room_has_its_place() {
    let sources = read("src");
    let at_the_door = ["lib", "main"];
    for source in sources
        .iter()
        .filter(|source| !at_the_door.contains(&source.room()))
    {
        assert!(
            height(source.room()).is_some(),
            "{} is in no room that is known here",
            source.path
        );
    }
}

#[test]
fn arrows_only_go_down() {
    let mut up = Vec::new();
    for source in read("src").iter().filter(|source| !source.is_test()) {
        let Some(own) = height(source.room()) else {
            continue;
        };
        for (number, other) in known(source) {
            let is_below = height(&other).is_some_and(|other| other <= own);
            if source.room() != other && !is_below {
                up.push(format!("src/{}:{number} knows {other}", source.path));
            }
        }
    }
    assert_eq!(up, [""; 0]);
}

#[test]
fn a_group_of_names_is_read_as_its_heads() {
    assert_eq!(heads("scenario::Span;"), ["scenario"]);
    assert_eq!(heads("{\n  a::{b, c::{d}},\n  e,\n};"), ["a", "e"]);
}

#[test]
fn only_the_screen_and_the_edge_know_ratatui() {
    assert_eq!(
        lines_with(&["ratatui::", "use ratatui"], &["ui", "shell"]),
        [""; 0]
    );
}

#[test]
fn only_the_edge_and_one_file_know_crossterm() {
    let places = ["shell", "ui/keymap/key.rs"];
    assert_eq!(lines_with(&["crossterm::"], &places), [""; 0]);
}

#[test]
fn only_the_edge_touches_the_world() {
    let words = [
        "std::fs",
        "fs::",
        "std::env::",
        "std::process",
        "std::thread",
        "thread::",
        "std::net",
    ];
    let places = ["shell", "main.rs"];
    assert_eq!(lines_with(&words, &places), [""; 0]);
}

#[test]
fn the_modules_of_the_world_are_not_imported_in_a_group() {
    let places = ["shell", "main.rs"];
    let mut found = Vec::new();
    for source in read("src")
        .iter()
        .filter(|source| !source.is_in(&places) && !source.is_test())
    {
        for (at, _) in source.code().match_indices("use std::{") {
            let names = heads(&source.code()[at + "use std::".len()..]);
            let of_the_world = ["fs", "env", "process", "thread", "net"];
            found.extend(
                names
                    .into_iter()
                    .filter(|name| of_the_world.contains(&name.as_str()))
                    .map(|name| format!("src/{} knows {name}", source.path)),
            );
        }
    }
    assert_eq!(found, [""; 0]);
}

#[test]
fn only_the_clock_reads_the_clock() {
    let words = [
        "Instant::now",
        "SystemTime::now",
        "Utc::now",
        "Local::now",
        ".elapsed(",
    ];
    assert_eq!(lines_with(&words, &["shell/clock.rs"]), [""; 0]);
}

#[test]
fn colors_are_named_in_the_theme_alone() {
    assert_eq!(lines_with(&["Color::"], &["ui/theme.rs"]), [""; 0]);
}

#[test]
fn every_file_says_what_it_is_for() {
    for source in read("src").iter().chain(&read("tests")) {
        let first = source.text.lines().next().unwrap_or_default();
        assert!(
            first.starts_with("//! ") && first.len() > 10,
            "{} begins with: {first}",
            source.path
        );
        assert!(
            !source.text.contains("\n///\n///\n"),
            "{} has empty comments",
            source.path
        );
    }
}

#[test]
fn nothing_is_ignored_left_open_or_kept_in_a_drawer() {
    // Put together here, so that this file is not found by its own search.
    let words = [
        "ignore]",
        "should_panic",
        "todo!(",
        "unimplemented!(",
        "dbg!(",
    ];
    let words = words.map(|word| {
        let is_attribute = word.starts_with("ignore") || word.starts_with("should");
        if is_attribute {
            format!("#[{word}")
        } else {
            word.to_owned()
        }
    });
    for source in read("src")
        .iter()
        .chain(read("tests").iter().filter(|it| it.path != "tidy.rs"))
    {
        for word in &words {
            assert!(
                !source.text.contains(word.as_str()),
                "{} has {word}",
                source.path
            );
        }
        let name = source.path.rsplit('/').next().unwrap_or_default();
        let drawers = [
            "util.rs",
            "utils.rs",
            "helpers.rs",
            "common.rs",
            "manager.rs",
        ];
        assert!(
            !drawers.contains(&name),
            "{} has no name of its own",
            source.path
        );
    }
}
