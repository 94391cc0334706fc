//! Files that nobody wrote on purpose, and files that somebody did.

use super::{CONTRACT, file};
use crate::scenario::{load, outline::outline};

#[test]
fn a_file_of_another_shape_is_refused_with_a_word_about_it() {
    for (text, message) in [
        ("", "the file is empty"),
        ("[]", "a scenario is written `Scenario(..)`"),
        ("{\"format\": 1}", "a scenario is written `Scenario(..)`"),
        ("Scenari(format: 1)", "a scenario is written `Scenario(..)`"),
        ("Scenario", "a scenario is written `Scenario(..)`"),
        ("Scenario(format: 0)", "there is no format 0"),
    ] {
        let (scenario, problems) = load(text);
        let messages: Vec<_> = problems.iter().map(|p| p.message.as_str()).collect();
        assert_eq!(messages, [message], "{text}");
        assert!(scenario.is_none(), "{text}");
    }
}

#[test]
fn a_file_that_is_no_text_is_told_as_that() {
    let utf16: Vec<u8> = CONTRACT.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let bytes: Vec<u8> = (0..=255).cycle().take(5_000).collect();
    for (bytes, message) in [
        (
            utf16,
            "the file is written in UTF-16, and a scenario in UTF-8",
        ),
        (
            bytes,
            "the file is no text, or in an encoding that nobody knows",
        ),
    ] {
        let (_, problems) = load(&String::from_utf8_lossy(&bytes));
        let messages: Vec<_> = problems.iter().map(|p| p.message.as_str()).collect();
        assert_eq!(messages, [message]);
    }
}

/// Where the signs stand that hold a text together: outside of comments, and of texts but for
/// their quotes.
fn signs(text: &str) -> Vec<usize> {
    let mut signs = Vec::new();
    let mut is_text = false;
    let mut is_comment = false;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        is_comment = (is_comment || (!is_text && text[at..].starts_with("//"))) && c != '\n';
        if c == '"' && before != '\\' && !is_comment {
            is_text = !is_text;
            signs.push(at);
        } else if !is_text && !is_comment && ",:()[]".contains(c) {
            signs.push(at);
        }
        before = c;
    }
    signs
}

#[test]
fn a_sign_that_is_missing_is_told_near_its_place_and_mostly_alone() {
    let template = include_str!("../../../../assets/new.ron");
    let signs = signs(template);
    let mut n_alone = 0;
    for at in &signs {
        let text = format!("{}{}", &template[..*at], &template[at + 1..]);
        let told = load(&text).1;
        // The last comma of a list may be left out.
        let is_comma = template[*at..].starts_with(',');
        assert!(is_comma || !told.is_empty(), "{}", &text[..*at]);
        n_alone += usize::from(told.len() <= 1);
    }
    assert!(
        n_alone * 100 > signs.len() * 95,
        "{n_alone} of {}",
        signs.len()
    );
}

#[test]
fn where_much_is_lost_nothing_is_called_missing() {
    let told = |n: usize| {
        let lost = format!(
            "{}{}{}",
            "[".repeat(70),
            "\"word\", ".repeat(n),
            "]".repeat(70)
        );
        let rows = r#"tasks: [(id: "t", text: "T", limit: "5m", role: "ic")],"#;
        let text = file(&format!("extra: {lost}, {rows}"))[1].clone();
        load(&text).1.len()
    };
    assert_eq!((told(10), told(100_000)), (3, 2));
}

#[test]
fn an_extension_that_nobody_knows_is_told() {
    let text = file("")[1].clone();
    assert!(
        load(&format!("#![enable(implicit_some)] {text}"))
            .0
            .is_some()
    );
    let marked = format!("// A scenario.\n#![enable(nothing)] {text}");
    let (scenario, problems) = load(&marked);
    assert!(scenario.is_none());
    let told: Vec<_> = problems
        .iter()
        .map(|p| (&marked[p.span.clone()], &*p.message))
        .collect();
    let message = "no RON extension named `nothing`";
    assert_eq!(told, [("#![enable(nothing)]", message)]);
}

#[test]
fn of_a_million_problems_the_first_are_told() {
    let tags = "5,".repeat(1_000_000);
    let (scenario, problems) = load(&file(&format!("tags: [{tags}],"))[1]);
    assert!(scenario.is_none());
    assert_eq!(problems.len(), 501);
    assert_eq!(problems[500].message, "999500 more problems were found");
}

#[test]
fn a_file_beyond_all_measure_is_refused() {
    let check = |text: &str, message: &str| {
        let (scenario, problems) = load(text);
        assert_eq!(problems[0].message, message);
        assert!(scenario.is_none());
    };
    check(
        &" ".repeat(50_000_000),
        "the file is larger than 4 MiB, which is more than a scenario can need",
    );
    check(
        &"(".repeat(1_000_000),
        "more than 64 brackets within each other",
    );
    let conditions = "Not(".repeat(10_000) + "Held" + &")".repeat(10_000);
    check(
        &file(&format!(
            "objectives: [(id: \"o\", title: \"\", met: {conditions})],"
        ))[1],
        "more than 64 brackets within each other",
    );
    let roles = "(id:\"\",name:\"\"),".repeat(65_536);
    let [_, text] = file(&format!("roles: [{roles}],"));
    let problems = load(&text).1;
    let message = "there are 65536 roles, which is more than 65535";
    assert!(problems.iter().any(|problem| problem.message == message));
}

/// A small and steady source of chance: xorshift.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        let sides = u64::try_from(sides).expect("a small number");
        usize::try_from(self.0 % sides).expect("a small number")
    }

    /// Some place between two characters.
    fn place(&mut self, text: &str) -> usize {
        let near = self.roll(text.len() + 1);
        boundary(text, near)
    }

    /// Takes something out of the text, puts something in, or copies something elsewhere.
    fn spoil(&mut self, text: &mut String) {
        let start = self.place(text);
        let length = self.roll(40);
        let end = boundary(text, text.len().min(start + length)).max(start);
        match self.roll(3) {
            0 => text.replace_range(start..end, ""),
            1 => text.insert_str(start, SCRAPS[self.roll(SCRAPS.len())]),
            _ => {
                let copy = text[start..end].to_owned();
                let place = self.place(text);
                text.insert_str(place, &copy);
            }
        }
    }
}

const SCRAPS: &[&str] = &[
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "\"",
    "'",
    "\\",
    ",",
    ":",
    "//",
    "/*",
    "*/",
    "r#\"",
    "\"#",
    "b'",
    "#",
    "Some(",
    "\u{1b}",
    "\u{FEFF}",
    "\r\n",
    "\0",
    "é",
    "𝕏",
    "-1",
    "1e999",
    "NaN",
    "After",
    "Held()",
    "Chance(60, [], [])",
    "\"99h\"",
    "\"ic\"",
    "id: \"x\", ",
    "All([])",
    "..",
    "\\u{7}",
];

/// The last place between two characters up to `at`.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at)
        .rfind(|at| text.is_char_boundary(*at))
        .expect("0 is such a place")
}

#[test]
fn no_text_is_too_strange_to_be_answered() {
    let mut dice = Dice(0x5EED_CAFE);
    for _ in 0..1_500 {
        let mut text = CONTRACT.to_owned();
        for _ in 0..=dice.roll(6) {
            dice.spoil(&mut text);
        }
        let (scenario, problems) = load(&text);
        assert!(scenario.is_some() || !problems.is_empty(), "{text}");
        for problem in &problems {
            assert!(
                text.get(problem.span.clone()).is_some(),
                "{problem:?}\n{text}"
            );
            assert!(!problem.render("x.ron", &text).contains('\u{1b}'));
        }
    }
}

#[test]
fn what_ron_can_read_has_an_outline() {
    let seeds = [
        r##"(a: 1, b: [x, 'y', "z", r#"w"#], c: {"k": Some(())}, d: V(1, -2.5e-3), /* e */ f: b"\x41",)"##,
        r#"#![enable(implicit_some)] S(t: (1, 2,), u: [[], [()]], c: ['\'', ''', '"'], n: 0x1_F) // end"#,
    ];
    let mut dice = Dice(0xD1CE);
    let mut n_read = 0;
    for _ in 0..20_000 {
        let mut text = seeds[dice.roll(2)].to_owned();
        for _ in 0..dice.roll(4) {
            dice.spoil(&mut text);
        }
        // RON can also read ranges, and a `Some` that stands before anything; where types are
        // asked for, as in a scenario, it reads neither.
        let is_odd = text.contains("..") || text.replace("Some(", "").contains("Some");
        if ron::from_str::<serde::de::IgnoredAny>(&text).is_ok() && !is_odd {
            n_read += 1;
            assert_eq!(outline(&text).broken, [], "{text}");
        }
    }
    assert!(n_read > 5_000, "{n_read}");
}
