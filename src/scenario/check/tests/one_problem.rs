//! Files with a single problem: its words, its place, and whether it keeps the exercise back.

use super::file;
use crate::scenario::{
    load,
    problem::{Problem, Severity},
};

#[test]
fn what_cannot_be_resolved_is_told_in_its_place() {
    for case in UNRESOLVED {
        check(*case, Severity::Error, false);
    }
}

#[test]
fn what_cannot_be_read_is_told_in_its_place() {
    for case in UNREADABLE {
        check(*case, Severity::Error, false);
    }
}

#[test]
fn what_cannot_be_meant_is_told_and_could_still_be_played() {
    for case in MEANINGLESS {
        check(*case, Severity::Error, true);
    }
}

#[test]
fn what_is_doubtful_is_told_and_can_be_played() {
    for case in DOUBTFUL {
        check(*case, Severity::Warning, true);
    }
}

/// One field of a file, in which `«»` surround the words that have a problem; the message; and
/// the hint, if one is given.
type Case = (&'static str, &'static str, &'static str);

/// Loads a file that has a single problem.
fn check((fields, message, hint): Case, severity: Severity, is_playable: bool) {
    let [marked, text] = file(fields);
    let (scenario, problems) = load(&text);
    let start = marked.find('«').expect("a mark");
    let end = marked.find('»').expect("a mark") - '«'.len_utf8();
    let expected = Problem {
        severity,
        span: start..end,
        message: message.to_owned(),
        hint: Some(hint.to_owned()).filter(|hint| !hint.is_empty()),
    };
    assert_eq!(problems, [expected], "{marked}");
    assert_eq!(scenario.is_some(), is_playable, "{marked}");
}

const DURATION: &str = r#"Write one such as `"90s"`, `"5m"` or `"1h30m"`."#;

const UNRESOLVED: &[Case] = &[
    // Names.
    (
        r#"roles: [(id: "ic", name: "")], tasks: [(id: "ops", text: "", role: «"icc"»)],"#,
        "there is no role `icc`",
        "Did you mean `ic`?",
    ),
    (
        r#"tasks: [(id: "a", text: "", role: «"nobody"»)],"#,
        "there is no role `nobody`",
        "",
    ),
    (
        r#"tasks: [(id: "ops", text: "", objective: «"ops"»)],"#,
        "`ops` is a task; here goes an objective",
        "",
    ),
    (
        r#"roles: [(id: "a", name: ""), (id: «"a"», name: "")],"#,
        "the id `a` is taken by the role on line 3",
        "Each id stands once in a scenario.",
    ),
    (
        r#"roles: [(id: "over", name: "")], endings: [(id: «"over"», title: "", outcome: Mixed, otherwise: true)],"#,
        "the id `over` is taken by the role on line 3",
        "Each id stands once in a scenario.",
    ),
    (
        r#"phases: [(id: «"declared"», title: "", when: Held)],"#,
        "`declared` is a word of the language, not an id",
        "Choose another id.",
    ),
    (
        r#"decisions: [(id: "d", when: Held, prompt: "", options: [(id: "x", label: ""), (id: «"x"», label: "")])],"#,
        "the id `x` is taken by the option on line 3",
        "Each option of a decision has its own id.",
    ),
    (
        r#"decisions: [(id: "d", when: Held, prompt: "", options: [(id: "wait", label: "")], silence: «"wat"»)],"#,
        "the decision `d` has no option `wat`",
        "Did you mean `wait`?",
    ),
    (
        r#"services: [(id: "db", name: "", needs: [«"dns"»])],"#,
        "there is no service `dns`",
        "",
    ),
    // Moments.
    (
        r#"phases: [(id: "p", title: "", when: After(«"page"», "5m"))],"#,
        "there is no inject, decision, task or phase `page`",
        "",
    ),
    (
        r#"roles: [(id: "ic", name: "")], phases: [(id: "p", title: "", when: When(All([Happened(«"ic"»)])))],"#,
        "`ic` is a role; here goes an inject, a decision, a task or a phase",
        "",
    ),
    (
        r#"phases: [(id: "p", title: "", when: After(«"update.publc"», "5m"))],"#,
        "nobody called `publc` is given updates",
        "Did you mean `update.public`?",
    ),
    (
        r#"phases: [(id: "p", title: "", when: After(«"declard"», "5m"))],"#,
        "there is no inject, decision, task or phase `declard`",
        "Did you mean `declared`?",
    ),
    (
        r#"phases: [(id: "p", title: "", when: After(«"acknowledged.page"», "5m"))],"#,
        "there is no inject `page`",
        "",
    ),
    (
        r#"phases: [(id: "one", title: "", when: Held), (id: "p", title: "", when: After(«"one.two"», "5m"))],"#,
        "`one` is a phase; here goes a decision",
        "",
    ),
    (
        r#"decisions: [(id: "d", when: Held, prompt: "", options: [(id: "wait", label: "")])], phases: [(id: "p", title: "", when: After(«"d.wiat"», "5m"))],"#,
        "the decision `d` has no option `wiat`",
        "Did you mean `wait`?",
    ),
    (
        r#"injects: [(id: "i", when: After(«"acknowledged.j"», "5m"), channel: Chat, title: "")],"#,
        "there is no inject `j`",
        "",
    ),
    // Effects.
    (
        r#"injects: [(id: "a", when: Held, channel: Page, title: "", effects: [Service(«"db"», Down)])],"#,
        "there is no service `db`",
        "",
    ),
    (
        r#"injects: [(id: "a", when: Held, channel: Page, title: "", effects: [Chance(5, [], [Chance(5, [End(«"ovr"»)], [])])])],"#,
        "there is no ending `ovr`",
        "Did you mean `over`?",
    ),
    (
        r#"injects: [(id: "a", when: Held, channel: Page, title: "", effects: [Cancel(«"over"»)])],"#,
        "`over` is an ending; here goes an inject",
        "",
    ),
    // Times and numbers.
    (
        r"length: «40»,",
        "here goes a text in quotes, not `40`",
        "Write `\"40\"`, or `\"40m\"` if minutes are meant.",
    ),
    (
        r#"length: «"40"»,"#,
        "`40` is no duration: time unit needed, for example 40sec or 40ms",
        DURATION,
    ),
    (
        r#"services: [(id: "db", name: "", rto: «"1 fortnight"»)],"#,
        "`1 fortnight` is no duration: unknown time unit \"fortnight\"",
        DURATION,
    ),
    (
        r#"services: [(id: "db", name: "", rto: Some(«"-5m"»))],"#,
        "`-5m` is no duration: expected number at 0",
        DURATION,
    ),
    (
        r#"phases: [(id: "p", title: "", when: After("declared", «""»))],"#,
        "`` is no duration: value was empty",
        DURATION,
    ),
    (
        r#"begins: «"2026-02-30T14:00"»,"#,
        "`2026-02-30T14:00` is no date and time",
        "Write one such as `\"2026-03-03T14:00\"`.",
    ),
    (
        "scale: «0»,",
        "the scale must be above 0",
        "Write 1 for an exercise that runs as fast as the clock on the wall.",
    ),
    ("scale: «NaN»,", "this number is not finite", ""),
    (
        r#"signals: [(id: "s", name: "", alarm: «-inf»)],"#,
        "this number is not finite",
        "",
    ),
    (
        r#"signals: [(id: "s", name: "", min: «5», max: 1)],"#,
        "`min` is above `max`",
        "",
    ),
    // The file itself.
    (
        "format: «2», no_such_field: 1,",
        "format 2 is made for a newer blackstart; this one knows format 1",
        "Upgrade blackstart to play this scenario.",
    ),
    (
        "extra: {\"a\": \"1\", «\"a\"»: \"2\"},",
        "`\"a\"` stands here twice",
        "Keep one of them.",
    ),
    (
        "tags: [], «tags»: [],",
        "`tags` stands here twice",
        "Keep one of them.",
    ),
    (
        r#"briefing: «"a\u{1b}[2J"»,"#,
        "the control character U+001B stands in a text",
        "Take it out; only line breaks and tabs may stand in a text.",
    ),
    (
        "extra: {\"a«\u{202E}»\": \"1\"},",
        "the control character U+202E stands in a text",
        "Take it out; only line breaks and tabs may stand in a text.",
    ),
];

const UNREADABLE: &[Case] = &[
    (
        "tags: [], «rolez»: [],",
        "a scenario has no field `rolez`",
        "Did you mean `roles`?",
    ),
    (
        r#"roles: [(id: "ic", name: "", «breif»: "")],"#,
        "a role has no field `breif`",
        "Did you mean `brief`?",
    ),
    (
        r#"roles: [«(»name: "")],"#,
        "this role has no `id`",
        "Add `id: ..`.",
    ),
    (
        r#"decisions: [(id: "d", when: Held, prompt: "", options: [«(»id: "x")])],"#,
        "the option `x` has no `label`",
        "Add `label: ..`.",
    ),
    (
        "level: «Hard»,",
        "`Hard` is no level",
        "Write one of `Introductory`, `Intermediate` or `Advanced`.",
    ),
    (
        r#"phases: [(id: "p", title: "", when: When(All([Not(«Hapened»("declared"))])))],"#,
        "`Hapened` is no condition",
        "Did you mean `Happened`?",
    ),
    (
        r#"phases: [(id: "p", title: "", when: «After»("declared"))],"#,
        "`After` is not written like this",
        "Write `After(\"moment\", \"3m\")`.",
    ),
    (
        r#"phases: [(id: "p", title: "", when: «Held»())],"#,
        "`Held` is not written like this",
        "Write `Held`.",
    ),
    (
        r#"phases: [(id: "p", title: "", when: «At»)],"#,
        "`At` is not written like this",
        "Write `At(\"5m\")`.",
    ),
    (
        r#"phases: [(id: "p", title: "", when: When(All(«Elapsed»("5m"))))],"#,
        "here goes a list, not `Elapsed(\"5m\")`",
        "Write `[Elapsed(\"5m\")]`.",
    ),
    (
        r#"phases: [(id: "p", title: "", when: At(«5»))],"#,
        "here goes a text in quotes, not `5`",
        "Write `\"5\"`, or `\"5m\"` if minutes are meant.",
    ),
    (
        r#"injects: [(id: "a", when: Held, channel: «"Page"», title: "")],"#,
        "here goes a word without quotes, not `\"Page\"`",
        "Write `Page`.",
    ),
    (
        r#"injects: [(id: "a", when: Held, channel: Page, title: "", effects: [Service("over", «Dwn»)])],"#,
        "`Dwn` is no health",
        "Did you mean `Down`?",
    ),
    (
        r#"injects: [(id: "a", when: Held, channel: Page, title: "", attachments: [(name: "", kind: «Lgo», body: "")])],"#,
        "`Lgo` is no attachment kind",
        "Did you mean `Log`?",
    ),
    (
        r#"injects: [(id: "a", when: Held, channel: Page, title: "", to: «"ic"»)],"#,
        "here goes a list, not `\"ic\"`",
        "Write `[\"ic\"]`.",
    ),
    (
        r#"signals: [(id: "s", name: "", start: «"5"»)],"#,
        "here goes a number, not `\"5\"`",
        "Write `5`.",
    ),
    (
        r#"signals: [(id: "s", name: "", impact: «yes»)],"#,
        "here goes `true` or `false`, not `yes`",
        "",
    ),
    (
        r#"services: [(id: "s", name: "", tier: «1.5»)],"#,
        "here goes a whole number, not `1.5`",
        "",
    ),
    (
        r#"services: [(id: "s", name: "", tier: «256»)],"#,
        "here goes a smaller whole number, from 0 on, not `256`",
        "",
    ),
    (
        r#"extra: {«a»: "b"},"#,
        "here goes a text in quotes, not `a`",
        "Write `\"a\"`.",
    ),
    (
        r#"briefing: «"C:\dir"»,"#,
        "here goes a text without this escape, not `\"C:\\dir\"`",
        "Write `\\\\` for a backslash, or a raw text: `r\"..\"`.",
    ),
];

const LATE: &str = "the exercise is over by then: its length is 1h";

const MEANINGLESS: &[Case] = &[
    (
        r#"roles: [(id: «"Bad Id!"», name: "")],"#,
        "an id cannot have the capital `B` in it",
        "Write small letters, digits and `-`, such as `bad-id`.",
    ),
    (
        r#"roles: [(id: «""», name: "")],"#,
        "an id cannot be empty",
        "Write small letters, digits and `-`.",
    ),
    (
        r#"phases: [(id: "p", title: "", when: At(«"61m"»))],"#,
        LATE,
        "Make it earlier, or `length` longer.",
    ),
    (
        r#"phases: [(id: "p", title: "", when: When(Not(Elapsed(«"2h"»))))],"#,
        LATE,
        "Make it earlier, or `length` longer.",
    ),
    (
        r#"phases: [(id: "p", title: "", when: «After»("p", "1m"))],"#,
        "`p` waits for itself, so it never comes",
        "",
    ),
    (
        r#"injects: [(id: "i", when: «When»(All([Happened("acknowledged.i")])), channel: Chat, title: "")],"#,
        "`i` waits for itself, so it never comes",
        "",
    ),
    (
        r#"decisions: [(id: "d", when: «After»("d.x", "1m"), prompt: "", options: [(id: "x", label: "")])],"#,
        "`d` waits for itself, so it never comes",
        "",
    ),
    (
        r#"decisions: [(id: "d", when: Held, prompt: "", options: «[»])],"#,
        "a decision without options",
        "",
    ),
    (
        r#"tasks: [(id: "t", text: "", limit: «"0s"»)],"#,
        "this must be longer than no time",
        "",
    ),
    (
        r#"objectives: [(id: "o", title: "", target: «"0m"»)],"#,
        "this must be longer than no time",
        "",
    ),
    (r#"length: «"0m"»,"#, "this must be longer than no time", ""),
    (
        r#"injects: [(id: "a", when: Held, channel: Page, title: "", effects: [Chance(«101», [], [])])],"#,
        "a chance is between 0 and 100 percent",
        "",
    ),
    (
        r#"injects: [(id: "a", when: Held, channel: Page, title: "", to: «[»])],"#,
        "an inject goes to somebody",
        "Leave `to` out, or write `[\"all\"]`.",
    ),
    (
        r#"signals: [(id: "s", name: "", noise: «-1»)],"#,
        "noise cannot be below 0",
        "",
    ),
    (
        r#"signals: [(id: "s", name: "", impact: true), (id: "t", name: "", impact: «true»)],"#,
        "a second signal is marked `impact`",
        "One signal alone says what share of the users is hurt.",
    ),
    (
        r#"services: [(id: "a", name: "", needs: [«"a"»])],"#,
        "services need each other round a loop: `a` → `a`",
        "",
    ),
    (
        r#"services: [(id: "a", name: "", needs: ["b"]), (id: "b", name: "", needs: ["c"]), (id: "c", name: "", needs: [«"b"»])],"#,
        "services need each other round a loop: `b` → `c` → `b`",
        "",
    ),
    (
        r#"endings: «[»(id: "over", title: "", outcome: Mixed)],"#,
        "no ending is marked `otherwise`",
        "Mark the one that is reached when the time is up: `otherwise: true`.",
    ),
    (
        r#"endings: [(id: "a", title: "", outcome: Mixed, otherwise: true), (id: "b", title: "", outcome: Mixed, otherwise: «true»)],"#,
        "a second ending is marked `otherwise`",
        "One ending alone is reached when the time is up.",
    ),
];

const DOUBTFUL: &[Case] = &[
    (
        r#"injects: [(id: "a", when: When(Flag(«"chached"»)), channel: Page, title: "", effects: [Set("cached")])],"#,
        "nothing sets the flag `chached`",
        "Did you mean `cached`?",
    ),
    (
        r#"signals: [(id: "s", name: "", min: 1, max: 5, start: «9»)],"#,
        "the signal starts at 9, beyond its bounds",
        "",
    ),
];
