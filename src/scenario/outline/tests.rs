//! What the scanner finds and where, in texts that are whole and in texts that are broken.

use std::ops::Range;

use super::{At, Kids, outline};
use crate::scenario::code::Code;

/// The text without the marks `«»`, and what stands between them.
fn unmarked(marked: &str) -> (String, Range<usize>) {
    let start = marked.find('«').expect("a mark");
    let end = marked.find('»').expect("a mark") - '«'.len_utf8();
    (marked.replace(['«', '»'], ""), start..end)
}

/// Scans a text in which `«»` surround the words that `find` is to lead to.
fn check(marked: &str, find: fn(At<'_>) -> At<'_>) {
    let (text, span) = unmarked(marked);
    let outline = outline(&text);
    assert_eq!(outline.broken, [], "{marked}");
    let node = &outline.root.expect("an outline");
    let root = At { text: &text, node };
    assert_eq!(find(root).span(), span, "{marked}");
}

#[test]
fn every_value_is_found_where_it_stands() {
    check("(a: 1, b: «-2.5e3»)", |at| at.field("b"));
    check("S ( a : «x» , )", |at| at.field("a"));
    check("[1, [2, «'3'»]]", |at| at.item(1).item(1));
    check("(a: [«Page»])", |at| at.field("a").item(0));
    check("(a: «After»(x, 3))", |at| at.field("a"));
    check("(a: After(x, «3»))", |at| at.field("a").item(1));
    check("(a: Not ( «All»([])))", |at| at.field("a").item(0));
    check("(a: Some(Some(«5»)))", |at| at.field("a"));
    check("(a: Some([1, «2»]))", |at| at.field("a").item(1));
    check("(a: { k: «1» })", |at| at.field("a").field("k"));
    check("(a: «(»), b: ())", |at| at.field("a"));
    check("«(»a: 1)", |at| at.field("no-such"));
    check("#![enable(x)] #![x = \"]\"] (a: «1»)", |at| at.field("a"));
}

#[test]
fn nothing_in_texts_and_comments_counts() {
    check(r#"(a: ")]} \\\" // /*", b: «1»)"#, |at| at.field("b"));
    check(r##"(a: r#")"]"#, b: «r"\"»)"##, |at| at.field("b"));
    check(r##"(a: b")", b: br#"]"#, c: «b'\''»)"##, |at| {
        at.field("c")
    });
    check(r#"(a: ')', b: '"', c: ''', d: '\'', e: «1»)"#, |at| {
        at.field("e")
    });
    check("/* ( /* [ */ \" */ (a: // )\n«1» /**/ , )", |at| {
        at.field("a")
    });
    check("(a: «x»/* y */, b: 1//\n)", |at| at.field("a"));
    check("(ä: \"ö\", b: «\"ü\"»)", |at| at.field("b"));
}

/// Scans a text that is broken in the marked places alone, each with its message.
fn broken(marked: &str, messages: &[&str]) {
    let mut text = String::new();
    let mut starts = Vec::new();
    let mut spans = Vec::new();
    for c in marked.chars() {
        match c {
            '«' => starts.push(text.len()),
            '»' => spans.push(starts.pop().expect("a mark")..text.len()),
            _ => text.push(c),
        }
    }
    let mut told: Vec<_> = outline(&text).broken;
    told.sort_by_key(|broken| broken.span.start);
    let told: Vec<_> = told
        .into_iter()
        .map(|broken| (broken.span, broken.message))
        .collect();
    let messages = messages.iter().map(|&message| message.to_owned());
    let expected: Vec<_> = spans.into_iter().zip(messages).collect();
    assert_eq!(told, expected, "{marked}");
}

const BRACKET: &str = "this bracket is never closed";
const TEXT: &str = "this text is never closed";
const END: &str = "this text is not closed where it should be";
const COMMENT: &str = "this comment is never closed";
const COMMA: &str = "here a `,` is missing";
const QUOTE: &str = "here a `\"` is missing";
const COLON: &str = "here a `:` is missing";

#[test]
fn what_is_wrong_is_told_where_it_began() {
    for (marked, message) in [
        ("«(»a: [1, 2]", BRACKET),
        ("(a: «[»1, 2", BRACKET),
        ("(a: X«(»1", BRACKET),
        ("(a: «\"»x)", TEXT),
        ("(a: «r##\"»x\"#)", TEXT),
        ("(a: «'»x)", TEXT),
        ("«(»a: [1, 2] /* b */", BRACKET),
        ("(a: 1, «/*»x)\n)", COMMENT),
        ("«/*» /* */", COMMENT),
        ("«#»![x (a: 1)", "this attribute is never closed"),
        ("(\na: [1, 2«)»\n)", "`)` does not close the `[` of line 2"),
        ("(a: «\"x»,\n b: \"y\")", END),
        ("(a: \"say \"«»hi\"\")", COMMA),
        ("(a«» 1)", COLON),
        ("(«\"a\"»: 1)", "the name of a field stands without quotes"),
        ("[«a»: 1]", "a field goes into round brackets"),
        ("[1, «,»]", "here goes a value, not `,`"),
        ("{\"1\"«» 2}", COLON),
        (
            "(a: 1) «x»",
            "one value fills the file; nothing goes after it",
        ),
        ("// nothing«»", "the file is empty"),
    ] {
        broken(marked, &[message]);
    }
}

#[test]
fn reading_goes_on_behind_what_is_broken() {
    let bad_comma = "here goes a `,`, not `;`";
    let bad_colon = "here goes a `:`, not `=`";
    for (marked, messages) in [
        // Commas and colons.
        ("(a: 1«» b: 2«» c: 3)", &[COMMA, COMMA] as &[_]),
        ("([x(1)«» x(2)«»\n [3]])", &[COMMA, COMMA]),
        ("(a: 1«;» b: [1«;» 2])", &[bad_comma, bad_comma]),
        (
            "(a: 1,«,» b «=» 2, c«» \"3\", d«,» \"4\", e: 5)",
            &[
                "here goes the name of a field, not `,`",
                "here goes a `:`, not `=`",
                COLON,
                "here goes a `:`, not `,`",
            ],
        ),
        ("(a«=»\"1\", b«=»2)", &[bad_colon, bad_colon]),
        ("(a: «,» b: 1)", &["here goes a value, not `,`"]),
        ("(a: \"x\"«» \"y\", b: 1)", &[COMMA]),
        (
            "(a: «B::»C, b«» \"1\")",
            &["words stand without a path", COLON],
        ),
        // Brackets.
        ("(a: «[»1, 2,\n b: 3)", &[BRACKET]),
        ("(a: [«(»b: 1,\n (b: 2)])", &[BRACKET]),
        ("(a: [X«(»1], c: 1)", &[BRACKET]),
        ("(a: [1]«]», b: 2)", &["this `]` closes nothing"]),
        (
            "(a: [1«)», b: 2)",
            &["`)` does not close the `[` of line 1"],
        ),
        (
            "(a: [(b: 1)«)», (b: 2)], c: 3)",
            &["this `)` closes nothing"],
        ),
        (
            "(a: 1«)», b: 2)",
            &["this `)` ends the file, which goes on"],
        ),
        // Texts.
        ("(a: «\"x»,\n b: 1, c: «\"y»\n, d: \"z\")", &[END, END]),
        ("([(a: «\"x», b: \"y\"), (a: \"z\")])", &[END]),
        ("([(a: \"x\", b: «\"y»),\n (a: \"z\")])", &[END]),
        ("(a: «r#\"»x,\n  b: r#\"y\"#, c«» \"d\")", &[TEXT, COLON]),
        (
            "(a: \"say \"«»hi\" twice\",\n b: \"no \"«»way\"\")",
            &[COMMA, COMMA],
        ),
        (
            "(a: 1,«\"»\n b: \"x\", c: 1«»  d: 2)",
            &["here goes the name of a field, not `\"`", COMMA],
        ),
        (
            "(a: «»The end, my\", b«» \"x\", c: [«»d\", \"e\"])",
            &[QUOTE, COLON, QUOTE],
        ),
        ("(a: r#«»\n x\n\"#, b«» 1)", &[QUOTE, COLON]),
        ("([(a: «\"x»),  // y\n (b: \"z\")])", &[END]),
        ("(a: [\"w\", «\"x»],\n b: \"z:y\")", &[END]),
        ("([X(«\"x», Y(\"y\")), Z«» \"z\"])", &[END, COMMA]),
        ("(a: «\"x»,\n b: r#\"y\"#, c«» \"d\")", &[END, COLON]),
        ("(a:«:» 1, b: 2)", &["here goes a value, not `:`"]),
        // Brackets that are missing where they should open.
        (
            "(a: [«»b: 1, c: [2]), (b: 3)], d«» \"4\")",
            &["here a `(` is missing", COLON],
        ),
        (
            "(a: «»\"b\", \"c\"], d«» \"4\")",
            &["here a `[` is missing", COLON],
        ),
        (
            "(a: «»(b: 1), (b: 2)], d«» \"4\")",
            &["here a `[` is missing", COLON],
        ),
        (
            "(a: «»\"b\"], d«» \"4\")",
            &["here a `[` is missing", COLON],
        ),
        (
            "(a: Happened«»\"b\"), d: 1«» e: 2)",
            &["here a `(` is missing", COMMA],
        ),
        // One is missing before a comma.
        ("(a: «[»1, 2\n, b: 3, c«» \"d\")", &[BRACKET, COLON]),
        ("([«(»a: 1,\n , (a: 2)])", &[BRACKET]),
        ("Scenario(format«» 1, a: 2)", &[COLON]),
        ("Walk(format«» 1, a: 2)", &[COLON]),
        // What is no RON at all.
        (
            "(«#» a\n b: 1 «/*» c\n)",
            &["a comment begins with `//`", COMMENT],
        ),
        (
            "(a: 1, «\0»b: 2)",
            &["the character U+0000, which nobody sees, stands here"],
        ),
    ] {
        broken(marked, messages);
    }
}

#[test]
fn texts_without_quotes_or_in_other_quotes_are_one_value() {
    check("(a: «The CDN is cut», b: 1)", |at| at.field("a"));
    check("(a: «Don't panic», b: 1)", |at| at.field("a"));
    check("(a: «'It's the CDN's'», b: 1)", |at| at.field("a"));
    check("(a: «“x, y”», b: 1)", |at| at.field("a"));
    check("(a: 1,\u{A0}b: «2»)", |at| at.field("b"));
}

#[test]
fn a_quote_is_named_only_where_one_is_likely_wrong() {
    let check = |text: &str, code: Code, hint: &str| {
        let broken = &outline(text).broken[0];
        let told = (broken.code, &*broken.hint);
        assert_eq!(told, (code, hint), "{text}");
    };
    let in_text = "Within a text, write `\\\"` for a quote.";
    let forgotten = "Add the missing `\"`, or write `\\\"` for a quote within the text.";
    let comma = "Put a `,` between one thing and the next.";
    for (text, hint) in [
        (r#"(a: "say "hi" to them")"#, in_text),
        (r#"(a: "say " hi " to them")"#, in_text),
        (r#"(a: "x" b: 1)"#, comma),
        (r#"(a: "x" b : "y")"#, comma),
        (r#"(a: ["x" "y"])"#, comma),
        (r#"(a: ["x" At("y")])"#, comma),
        ("(a: \"x\"\n b: 1)", comma),
        ("(a: \"x\"// why\n b: 1)", comma),
        ("(a: \"\n x\n \" b: 1)", comma),
    ] {
        check(text, Code::MissingComma, hint);
    }
    for text in [
        "(a: \"x,\n b: \"y\")",
        "(a: \"x,\n b: \" y\")",
        "(a: [\"x, \"y\",\n \"z\"])",
    ] {
        assert_ne!(outline(text).broken[0].hint, comma, "{text}");
    }
    check("(a: \"x,\n b: \" y\")", Code::Unclosed, forgotten);
    let close = "Write `)` at the end of the file.";
    check("Scenario(a: \"x\"", Code::Unclosed, close);
    let close = "The file ends within it: `])` is missing.";
    check("Scenario(a: [\"x\",", Code::Unclosed, close);
    let close = "Write `]` where it ends, before line 2.";
    check("(a: [\"x\",\n b: 1)", Code::Unclosed, close);
}

#[test]
fn brackets_within_each_other_are_counted() {
    let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    assert_eq!(outline(&nested(64)).broken, []);
    let outline_ = outline(&format!("(a: {}, b: 1, c 2)", nested(64)));
    let codes: Vec<_> = outline_.broken.iter().map(|it| it.code).collect();
    assert_eq!(codes, [Code::TooDeep, Code::Misplaced]);
    assert_eq!(outline_.broken[0].span, 67..68);
    assert_eq!(outline(&"(".repeat(1_000_000)).broken.len(), 1);
    assert_eq!(outline(&"/*".repeat(1_000_000)).broken.len(), 1);
}

#[test]
fn of_a_text_that_is_broken_throughout_the_beginning_is_told() {
    for text in [
        "a = 1 ",
        "\"x\" ",
        "a: \"b,\n",
        "[)(]",
        "a: [\n",
        "a: 'b\n",
        "a: r#\"x\n",
        "# x\n",
        "}",
        "/* ",
        "\0a ",
        ": ",
    ] {
        let broken = outline(&format!("Scenario({})", text.repeat(50_000))).broken;
        assert!(!broken.is_empty() && broken.len() <= 101, "{text}");
    }
}

#[test]
fn a_short_list_has_no_room_for_a_long_one_before_it() {
    let long = "1,".repeat(1000);
    let text = format!("(a: [{long}], b: [1])");
    let outline = outline(&text);
    let Some(Kids::Struct(fields)) = outline.root.map(|root| root.kids) else {
        panic!("it is a struct");
    };
    let rooms = fields.iter().map(|field| match &field.value.kids {
        Kids::List(items) => (items.len(), items.capacity()),
        other => panic!("{other:?}"),
    });
    assert!(rooms.eq([(1000, 1000), (1, 1)]));
}
