//! Files with a single problem: its words, its place, and whether it keeps the exercise back.

use super::file;
use crate::scenario::{
    code::Code,
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

/// One field of a file, in which `«»` surround the words that have a problem; the code and the
/// message; and the hint, if one is given.
type Case = (&'static str, &'static str, &'static str);

/// Loads a file that has a single problem; where it is an error, doubts are left aside.
fn check((fields, message, hint): Case, severity: Severity, is_playable: bool) {
    let [marked, text] = file(fields);
    let (scenario, problems) = load(&text);
    let start = marked.find('«').expect("a mark");
    let end = marked.find('»').expect("a mark") - '«'.len_utf8();
    let told: Vec<_> = problems
        .iter()
        .filter(|problem| problem.severity <= severity)
        .map(|problem| {
            let Problem { severity, span, .. } = problem;
            let hint = problem.hint.as_deref().unwrap_or_default();
            let message = format!("{}: {}", problem.code, problem.message);
            (*severity, span.clone(), message, hint)
        })
        .collect();
    let expected = (severity, start..end, message.to_owned(), hint);
    assert_eq!(told, [expected], "{marked}");
    assert_eq!(scenario.is_some(), is_playable, "{marked}");
}

const NONE_YET: &str = "There is none yet: add one, or take this out.";

const MOMENTS: &str = "Write one of `p`, `declared`, `update`, `update.internal`, `update.public` or `update.executive`.";

const FINITE: &str = "Write a number that can be counted to, or leave it out.";

const DURATION: &str = r#"Write one such as `"90s"`, `"5m"` or `"1h30m"`."#;

const MINUTES: &str = "Write `\"40m\"` if minutes are meant.";

const UNRESOLVED: &[Case] = &[
    // Names.
    (
        r#"roles: [(id: "ic", name: "")], tasks: [(id: "ops", text: "", role: «"icc"»)],"#,
        "unknown-id: there is no role `icc`",
        "Did you mean `ic`?",
    ),
    (
        r#"tasks: [(id: "a", text: "", role: «"nobody"»)],"#,
        "unknown-id: there is no role `nobody`",
        NONE_YET,
    ),
    (
        r#"tasks: [(id: "ops", text: "", objective: «"ops"»)],"#,
        "wrong-kind: `ops` is a task; here goes an objective",
        NONE_YET,
    ),
    (
        r#"roles: [(id: "a", name: ""), (id: «"a"», name: "")],"#,
        "doubled-id: the id `a` is taken by the role on line 3",
        "Each id stands once in a scenario.",
    ),
    (
        r#"roles: [(id: "over", name: "")], endings: [(id: «"over"», title: "", outcome: Mixed, otherwise: true)],"#,
        "doubled-id: the id `over` is taken by the role on line 3",
        "Each id stands once in a scenario.",
    ),
    (
        r#"phases: [(id: «"declared"», title: "", when: At("1m"))],"#,
        "reserved-id: `declared` is a word of the language, not an id",
        "Choose another id.",
    ),
    (
        r#"decisions: [(id: "d", when: At("1m"), prompt: "", options: [(id: "x", label: ""), (id: «"x"», label: "")])],"#,
        "doubled-id: the id `x` is taken by the option on line 3",
        "Each option of a decision has its own id.",
    ),
    (
        r#"decisions: [(id: "d", when: At("1m"), prompt: "", options: [(id: "wait", label: "")], silence: «"wat"»)],"#,
        "unknown-id: the decision `d` has no option `wat`",
        "Did you mean `wait`?",
    ),
    (
        r#"services: [(id: "db", name: "", needs: [«"dns"»])],"#,
        "unknown-id: there is no service `dns`",
        "Write `db`.",
    ),
    // Moments.
    (
        r#"phases: [(id: "p", title: "", when: After(«"page"», "5m"))],"#,
        "unknown-id: there is no inject, decision, task or phase `page`",
        MOMENTS,
    ),
    (
        r#"roles: [(id: "ic", name: "")], phases: [(id: "p", title: "", when: When(All([Happened(«"ic"»)])))],"#,
        "wrong-kind: `ic` is a role, and no moment; here goes an inject, a decision, a task or a phase",
        MOMENTS,
    ),
    (
        r#"phases: [(id: "p", title: "", when: After(«"update.publc"», "5m"))],"#,
        "unknown-id: nobody called `publc` is given updates",
        "Did you mean `update.public`?",
    ),
    (
        r#"phases: [(id: "p", title: "", when: After(«"declard"», "5m"))],"#,
        "unknown-id: there is no inject, decision, task or phase `declard`",
        "Did you mean `declared`?",
    ),
    (
        r#"phases: [(id: "p", title: "", when: After(«"acknowledged.page"», "5m"))],"#,
        "unknown-id: there is no inject `page`",
        NONE_YET,
    ),
    (
        r#"phases: [(id: "one", title: "", when: At("1m")), (id: "p", title: "", when: After(«"one.two"», "5m"))],"#,
        "wrong-kind: `one` is a phase; here goes a decision",
        NONE_YET,
    ),
    (
        r#"decisions: [(id: "d", when: At("1m"), prompt: "", options: [(id: "wait", label: "")])], phases: [(id: "p", title: "", when: After(«"d.wiat"», "5m"))],"#,
        "unknown-id: the decision `d` has no option `wiat`",
        "Did you mean `d.wait`?",
    ),
    (
        r#"injects: [(id: "i", when: After(«"acknowledged.j"», "5m"), channel: Chat, title: "")],"#,
        "unknown-id: there is no inject `j`",
        "Write `acknowledged.i`.",
    ),
    // Effects.
    (
        r#"injects: [(id: "a", when: Held, channel: Page, title: "", effects: [Service(«"db"», Down)])],"#,
        "unknown-id: there is no service `db`",
        NONE_YET,
    ),
    (
        r#"injects: [(id: "a", when: Held, channel: Page, title: "", effects: [Chance(5, [], [Chance(5, [End(«"ovr"»)], [])])])],"#,
        "unknown-id: there is no ending `ovr`",
        "Did you mean `over`?",
    ),
    (
        r#"injects: [(id: "a", when: Held, channel: Page, title: "", effects: [Cancel(«"over"»)])],"#,
        "wrong-kind: `over` is an ending; here goes an inject",
        "Write `a`.",
    ),
    // Times and numbers.
    (
        r"length: «40»,",
        "wrong-type: here goes a text in quotes, not `40`",
        MINUTES,
    ),
    (
        r#"length: «"40"»,"#,
        "bad-duration: `40` is no duration: time unit needed, for example 40sec or 40ms",
        MINUTES,
    ),
    (
        r#"services: [(id: "db", name: "", rto: «"1 fortnight"»)],"#,
        "bad-duration: `1 fortnight` is no duration: unknown time unit \"fortnight\"",
        DURATION,
    ),
    (
        r#"services: [(id: "db", name: "", rto: Some(«"-5m"»))],"#,
        "bad-duration: `-5m` is no duration: expected number at 0",
        DURATION,
    ),
    (
        r#"phases: [(id: "p", title: "", when: After("declared", «""»))],"#,
        "bad-duration: `` is no duration: value was empty",
        DURATION,
    ),
    (
        r#"begins: «"2026-02-30T14:00"»,"#,
        "bad-date: `2026-02-30T14:00` is no date and time",
        "Write one such as `\"2026-03-03T14:00\"`.",
    ),
    (
        "scale: «0»,",
        "bad-number: the scale must be above 0",
        "Write 1 for an exercise that runs as fast as the clock on the wall.",
    ),
    (
        "scale: «NaN»,",
        "bad-number: this number is not finite",
        FINITE,
    ),
    (
        r#"signals: [(id: "s", name: "", alarm: «-inf»)],"#,
        "bad-number: this number is not finite",
        FINITE,
    ),
    (
        r#"signals: [(id: "s", name: "", min: «5», max: 1)],"#,
        "bad-number: `min` is above `max`",
        "Write the smaller of the two as `min`.",
    ),
    // The file itself.
    (
        "format: «2», no_such_field: 1,",
        "unknown-format: format 2 is made for a newer blackstart; this one knows format 1",
        "Upgrade blackstart to play this scenario.",
    ),
    (
        "extra: {\"a\": \"1\", «\"a\"»: \"2\"},",
        "doubled-field: `\"a\"` stands here twice",
        "Keep one of them.",
    ),
    (
        "tags: [], «tags»: [],",
        "doubled-field: `tags` stands here twice",
        "Keep one of them.",
    ),
    (
        r#"briefing: «"a\u{1b}[2J"»,"#,
        "control-character: the control character U+001B stands in a text",
        "Take it out; only line breaks and tabs may stand in a text.",
    ),
    (
        "extra: {\"a«\u{202E}»\": \"1\"},",
        "control-character: the control character U+202E stands in a text",
        "Take it out; only line breaks and tabs may stand in a text.",
    ),
];

const UNREADABLE: &[Case] = &[
    (
        r#"roles: [(id: "ic", «nam»: "")],"#,
        "unknown-field: a role has no field `nam`",
        "Did you mean `name`?",
    ),
    (
        r#"roles: [«(»"ic", "Incident commander")],"#,
        "wrong-type: here goes a role in round brackets, not `(\"ic\", \"Incident commander\")`",
        r#"Write it as `(id: "..", ..)`, the name of each field before its value."#,
    ),
    (
        r#"endings: «{»"over": "Over"},"#,
        "wrong-type: here goes a list, not `{\"over\": \"Over\"}`",
        r#"Write `[{"over": "Over"}]`."#,
    ),
    (
        r#"roles: [«Rolle»(id: "ic", name: "")],"#,
        "wrong-type: here goes a role, not a `Rolle`",
        "Leave the word before the bracket out.",
    ),
    (
        r#"injects: [(id: "a", when: Held, channel: «Page»(1), title: "")],"#,
        "wrong-type: here goes a word without brackets, not `Page(1)`",
        "Write `Page`.",
    ),
    (
        r#"signals: [(id: "s", name: "", min: 6, start: «"5"»)],"#,
        "wrong-type: here goes a number, not `\"5\"`",
        "Write `5`.",
    ),
    (
        r#"phases: [(id: "p", title: "", when: After(«5», "5m"))],"#,
        "wrong-type: here goes a text in quotes, not `5`",
        "Write `\"5\"`.",
    ),
    (
        "tags: [], «rolez»: [],",
        "unknown-field: a scenario has no field `rolez`",
        "Did you mean `roles`?",
    ),
    (
        r#"roles: [(id: "ic", name: "", «breif»: "")],"#,
        "unknown-field: a role has no field `breif`",
        "Did you mean `brief`?",
    ),
    (
        r#"roles: [«(»name: "")],"#,
        "missing-field: this role has no `id`",
        "Add `id: \"..\"`.",
    ),
    (
        r#"decisions: [(id: "d", when: At("1m"), prompt: "", options: [«(»id: "x")])],"#,
        "missing-field: the option `x` has no `label`",
        "Add `label: \"..\"`.",
    ),
    (
        "level: «Hard»,",
        "unknown-word: `Hard` is no level",
        "Write one of `Introductory`, `Intermediate` or `Advanced`.",
    ),
    (
        r#"phases: [(id: "p", title: "", when: When(All([Not(«Hapened»("declared"))])))],"#,
        "unknown-word: `Hapened` is no condition",
        "Did you mean `Happened`?",
    ),
    (
        r#"phases: [(id: "p", title: "", when: «After»("declared"))],"#,
        "wrong-form: `After` is not written like this",
        "Write `After(\"moment\", \"3m\")`.",
    ),
    (
        r#"phases: [(id: "p", title: "", when: «Held»())],"#,
        "wrong-form: `Held` is not written like this",
        "Write `Held`.",
    ),
    (
        r#"phases: [(id: "p", title: "", when: «At»)],"#,
        "wrong-form: `At` is not written like this",
        "Write `At(\"5m\")`.",
    ),
    (
        r#"phases: [(id: "p", title: "", when: When(All(«Elapsed»("5m"))))],"#,
        "wrong-type: here goes a list, not `Elapsed(\"5m\")`",
        "Write `[Elapsed(\"5m\")]`.",
    ),
    (
        r#"phases: [(id: "p", title: "", when: At(«5»))],"#,
        "wrong-type: here goes a text in quotes, not `5`",
        "Write `\"5m\"` if minutes are meant.",
    ),
    (
        r#"injects: [(id: "a", when: Held, channel: «"Page"», title: "")],"#,
        "wrong-type: here goes a word without quotes, not `\"Page\"`",
        "Write `Page`.",
    ),
    (
        r#"injects: [(id: "a", when: Held, channel: Page, title: "", effects: [Service("db", «Dwn»)])], services: [(id: "db", name: "")],"#,
        "unknown-word: `Dwn` is no health",
        "Did you mean `Down`?",
    ),
    (
        r#"injects: [(id: "a", when: Held, channel: Page, title: "", attachments: [(name: "", kind: «Lgo», body: "")])],"#,
        "unknown-word: `Lgo` is no attachment kind",
        "Did you mean `Log`?",
    ),
    (
        r#"injects: [(id: "a", when: Held, channel: Page, title: "", to: «"all"»)],"#,
        "wrong-type: here goes a list, not `\"all\"`",
        "Write `[\"all\"]`.",
    ),
    (
        r#"signals: [(id: "s", name: "", start: «"5"»)],"#,
        "wrong-type: here goes a number, not `\"5\"`",
        "Write `5`.",
    ),
    (
        r#"signals: [(id: "s", name: "", impact: «yes»)],"#,
        "wrong-type: here goes `true` or `false`, not `yes`",
        "Write `true`, or leave it out.",
    ),
    (
        r#"services: [(id: "s", name: "", tier: «1.5»)],"#,
        "wrong-type: here goes a whole number, not `1.5`",
        "Write one such as `1`.",
    ),
    (
        r#"services: [(id: "s", name: "", tier: «256»)],"#,
        "wrong-type: here goes a smaller whole number, from 0 on, not `256`",
        "Write one such as `1`.",
    ),
    (
        r#"extra: {«a»: "b"},"#,
        "wrong-type: here goes a text in quotes, not `a`",
        "Write `\"a\"`.",
    ),
    (
        r#"briefing: «"C:\dir"»,"#,
        "bad-escape: a backslash in this text begins no escape",
        "Write `\\\\` for a backslash, or a raw text: `r\"..\"`.",
    ),
];

const ANOTHER: &str = "Let one wait for something else.";

const LATE: &str = "beyond-length: the exercise is over by then: its length is 1h";

const MEANINGLESS: &[Case] = &[
    (
        r#"roles: [(id: «"Bad Id!"», name: "")],"#,
        "bad-id: an id cannot have the capital `B` in it",
        "Write small letters, digits and `-`, such as `bad-id`.",
    ),
    (
        r#"roles: [(id: «""», name: "")],"#,
        "bad-id: an id cannot be empty",
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
        r#"phases: [(id: "p", title: "", when: After(«"p"», "1m"))],"#,
        "waits-for-itself: `p` waits for itself, so it never comes",
        ANOTHER,
    ),
    (
        r#"injects: [(id: "i", when: When(All([Happened(«"acknowledged.i"»)])), channel: Chat, title: "")],"#,
        "waits-for-itself: `i` waits for itself, so it never comes",
        ANOTHER,
    ),
    (
        r#"decisions: [(id: "d", when: After(«"d.x"», "1m"), prompt: "", options: [(id: "x", label: "")])],"#,
        "waits-for-itself: `d` waits for itself, so it never comes",
        ANOTHER,
    ),
    (
        r#"injects: [(id: "i", when: At("1m"), only_if: Happened(«"i"»), channel: Chat, title: "")],"#,
        "waits-for-itself: `i` waits for itself, so it never comes",
        ANOTHER,
    ),
    (
        r#"phases: [(id: "p", title: "", when: After("i", "1m"))],
        injects: [(id: "i", when: After(«"j"», "0s"), channel: Chat, title: ""),
        (id: "j", when: When(All([Elapsed("1m"), Happened("i")])), channel: Chat, title: "")],"#,
        "waits-for-itself: these wait for each other, so none of them ever comes: `i` → `j` → `i`",
        ANOTHER,
    ),
    (
        r#"injects: [(id: "a", when: When(Any([Happened(«"b"»), Happened("c")])), channel: Chat, title: ""),
        (id: "b", when: After("a", "1m"), channel: Chat, title: ""),
        (id: "c", when: After("a", "1m"), channel: Chat, title: "")],"#,
        "waits-for-itself: these wait for each other, so none of them ever comes: `a` → `b` → `a`",
        ANOTHER,
    ),
    (
        r#"injects: [(id: "a", when: When(Flag(«"f"»)), channel: Page, title: "", effects: [Set("f")])],"#,
        "waits-for-itself: `a` waits for itself, so it never comes",
        "Let one wait for something else, or something else set `f`.",
    ),
    (
        r#"injects: [(id: "a", when: After("declared", "1m"), only_if: Flag(«"f"»), channel: Page, title: "", effects: [Set("f")])],"#,
        "waits-for-itself: `a` waits for itself, so it never comes",
        "Let one wait for something else, or something else set `f`.",
    ),
    (
        r#"decisions: [(id: "d", when: At("1m"), limit: "1m", prompt: "", options: [
            (id: "x", label: "", takes: "1m"), (id: "y", label: "", only_if: Happened(«"d.y"»))])],
        injects: [(id: "a", when: After("d.y", "1m"), channel: Chat, title: "")],"#,
        "waits-for-itself: `d.y` waits for itself, so it never comes",
        ANOTHER,
    ),
    // Round a loop of flags, of outcomes, of services.
    (
        r#"injects: [(id: "a", when: When(Flag(«"f"»)), channel: Chat, title: "", effects: [Set("g")]),
        (id: "b", when: When(All([Elapsed("1m"), Flag("g")])), channel: Chat, title: "", effects: [Chance(5, [], [Set("f")])])],"#,
        "waits-for-itself: these wait for each other, so none of them ever comes: `a` → `b` → `a`",
        "Let one wait for something else, or something else set `f`.",
    ),
    (
        r#"injects: [(id: "a", when: After(«"d.x"», "1m"), channel: Chat, title: "", effects: [Set("g")])],
        decisions: [(id: "d", when: At("1m"), prompt: "", options: [(id: "x", label: "", only_if: Flag("g")), (id: "y", label: "")])],"#,
        "waits-for-itself: these wait for each other, so none of them ever comes: `a` → `d.x` → `a`",
        "Let one wait for something else, or something else set `g`.",
    ),
    (
        r#"services: [(id: "db", name: "")],
        injects: [(id: "a", when: When(Is(«"db"», Down)), channel: Chat, title: "", effects: [Service("db", Down)])],"#,
        "waits-for-itself: `a` waits for itself, so it never comes",
        ANOTHER,
    ),
    (
        r#"phases: [(id: "p", title: "", when: Held)],
        endings: [(id: "over", title: "", outcome: Mixed, otherwise: true), (id: "e", title: "", outcome: Mixed, when: After(«"p"», "1m"))],"#,
        "never-happens: `p` never comes, so nothing can wait for it",
        "Wait for something else, or let it come.",
    ),
    // Beyond the length.
    (
        r#"objectives: [(id: "o", title: "", target: «"2h"»)],"#,
        LATE,
        "Make it earlier, or `length` longer.",
    ),
    (
        r#"decisions: [(id: "d", when: At("1m"), limit: «"2h"», prompt: "", options: [(id: "x", label: "")])],"#,
        LATE,
        "Make it earlier, or `length` longer.",
    ),
    (
        r#"decisions: [(id: "d", when: At("1m"), limit: "1m", prompt: "", options: [(id: "x", label: "", takes: «"2h"»), (id: "y", label: "")])],
        injects: [(id: "a", when: After("d.x", "0s"), channel: Chat, title: "")],"#,
        LATE,
        "Make it earlier, or `length` longer.",
    ),
    (
        r#"tasks: [(id: "t", text: "", limit: «"61m"»)],"#,
        LATE,
        "Make it earlier, or `length` longer.",
    ),
    (
        r#"phases: [(id: "p", title: "", when: After("declared", «"61m"»))],"#,
        LATE,
        "Make it earlier, or `length` longer.",
    ),
    (
        r#"endings: [(id: "over", title: "", outcome: Mixed, otherwise: true), (id: "e", title: "", outcome: Mixed, when: At(«"2h"»))],"#,
        LATE,
        "Make it earlier, or `length` longer.",
    ),
    (
        r#"phases: [(id: "p", title: "", when: Held)], injects: [(id: "a", when: After(«"p"», "1m"), channel: Chat, title: "")],"#,
        "never-happens: `p` never comes, so nothing can wait for it",
        "Wait for something else, or let it come.",
    ),
    (
        r#"decisions: [(id: "d", when: At("1m"), prompt: "", options: «[»])],"#,
        "no-options: a decision without options",
        "Add at least two: `(id: \"..\", label: \"..\")`.",
    ),
    (
        r#"tasks: [(id: "t", text: "", limit: «"0s"»)],"#,
        "no-time: this must be longer than no time",
        "Write how long it is, such as `\"5m\"`.",
    ),
    (
        r#"objectives: [(id: "o", title: "", target: «"0m"»)],"#,
        "no-time: this must be longer than no time",
        "Write how long it is, such as `\"5m\"`.",
    ),
    (
        r#"length: «"0m"»,"#,
        "no-time: this must be longer than no time",
        "Write how long it is, such as `\"5m\"`.",
    ),
    (
        r#"injects: [(id: "a", when: Held, channel: Page, title: "", effects: [Chance(«101», [], [])])],"#,
        "bad-number: a chance is between 0 and 100 percent",
        "Write a number from 0 to 100, such as `60`.",
    ),
    (
        r#"signals: [(id: "s", name: "", noise: «-1»)],"#,
        "bad-number: noise cannot be below 0",
        "Write how far the curve wobbles to either side.",
    ),
    (
        r#"signals: [(id: "s", name: "", impact: true), (id: "t", name: "", impact: «true»)],"#,
        "doubled-mark: a second signal is marked `impact`",
        "One signal alone says what share of the users is hurt.",
    ),
    (
        r#"services: [(id: "a", name: "", needs: [«"a"»])],"#,
        "needs-loop: services need each other round a loop: `a` → `a`",
        "Take one of these needs out.",
    ),
    (
        r#"services: [(id: "a", name: "", needs: ["b"]), (id: "b", name: "", needs: ["c"]), (id: "c", name: "", needs: [«"b"»])],"#,
        "needs-loop: services need each other round a loop: `b` → `c` → `b`",
        "Take one of these needs out.",
    ),
    (
        r#"endings: «[»(id: "over", title: "", outcome: Mixed)],"#,
        "no-otherwise: no ending is marked `otherwise`",
        "Mark the one that is reached when the time is up: `otherwise: true`.",
    ),
    (
        r#"endings: [(id: "a", title: "", outcome: Mixed, otherwise: true), (id: "b", title: "", outcome: Mixed, otherwise: «true»)],"#,
        "doubled-mark: a second ending is marked `otherwise`",
        "One ending alone is reached when the time is up.",
    ),
];

const ONLY_INJECTS: &str = "`Held` is for injects, which the facilitator fires by hand.";

const DOUBTFUL: &[Case] = &[
    (
        r#"injects: [(id: "a", when: Held, channel: Page, title: "", to: «[»])],"#,
        "no-recipient: nobody can receive this inject",
        "Leave `to` out, or write `[\"all\"]`.",
    ),
    (
        r#"decisions: [(id: "d", when: «Held», limit: "1m", prompt: "", options: [(id: "x", label: "")])],"#,
        "never-opens: nothing ever opens this decision",
        ONLY_INJECTS,
    ),
    (
        r#"phases: [(id: "p", title: "", when: «Held», questions: ["Why?"])],"#,
        "never-opens: nothing ever begins this phase",
        ONLY_INJECTS,
    ),
    (
        r#"tasks: [(id: "t", text: "", when: «Held», limit: "1m")],"#,
        "never-opens: nothing ever begins this task",
        ONLY_INJECTS,
    ),
    (
        "notes: \"Stra«\u{FFFD}»e\",",
        "bad-character: what stood here is no UTF-8 text",
        "Save the file as UTF-8, and write the letter again.",
    ),
    // What is waited for in vain.
    (
        r#"services: [(id: "db", name: "")],
        injects: [(id: "a", when: When(Is(«"db"», Degraded)), channel: Page, title: "", effects: [Service("db", Down)])],"#,
        "never-happens: nothing that comes makes `db` Degraded",
        "Wait for something else, or let it come.",
    ),
    (
        r#"phases: [(id: "p", title: "", when: After("i", «"2m"»), questions: ["Why?"])],
        injects: [(id: "i", when: At("59m"), channel: Page, title: "")],"#,
        "beyond-length: this comes at 1h 1m at the earliest, and the length is 1h",
        "Make it earlier, or `length` longer.",
    ),
    (
        r#"decisions: [(id: "d", when: At("1m"), limit: "1m", prompt: "", options: [(id: "x", label: "", takes: "1h"), (id: "y", label: "")])],
        injects: [(id: "a", when: After("d.x", «"0s"»), channel: Chat, title: "")],"#,
        "beyond-length: this comes at 1h 1m at the earliest, and the length is 1h",
        "Make it earlier, or `length` longer.",
    ),
    (
        r#"injects: [(id: "a", when: When(Flag(«"chached"»)), channel: Page, title: "", effects: [Set("cached")])],"#,
        "unset-flag: nothing sets the flag `chached`",
        "Did you mean `cached`?",
    ),
    // What seems forgotten.
    (
        r#"roles: [(id: «"ic"», name: "")],"#,
        "no-brief: this role is not told what to do",
        "Add `brief: \"..\"`: what somebody in this role decides and does.",
    ),
    (
        r#"objectives: [(id: «"o"», title: "")],"#,
        "unmeetable-objective: nothing can meet this objective",
        "Add `met: Happened(\"..\")`, or name it in a task or an inject.",
    ),
    (
        r#"claims: [(id: «"c"», text: "")],"#,
        "untestable-claim: nobody can find out about this claim",
        "An effect could do it: `Claim(\"c\", ..)`.",
    ),
    (
        r#"services: [(id: «"s"», name: "", rto: "1m")],"#,
        "untouched-service: nothing ever happens to this service",
        "An effect could do it: `Service(\"s\", ..)`.",
    ),
    (
        r#"signals: [(id: «"s"», name: "")],"#,
        "still-signal: this signal never moves",
        "An effect could do it: `Signal(\"s\", ..)`.",
    ),
    (
        r#"signals: [(id: "s", name: "", min: 1, max: 5, start: «9»)],
        injects: [(id: "a", when: Held, channel: Page, title: "", effects: [Nudge("s", 1, "1m")])],"#,
        "start-out-of-bounds: the signal starts at 9, beyond its bounds",
        "Let `start` be from `min` to `max`.",
    ),
    (
        r#"endings: [(id: "over", title: "", outcome: Mixed, otherwise: true), (id: «"lost"», title: "", outcome: Mixed)],"#,
        "unreached-ending: nothing leads to this ending",
        "An effect could do it: `End(\"lost\")`.",
    ),
    (
        r#"phases: [(id: «"p"», title: "", when: At("1m"), questions: [])],"#,
        "no-questions: this phase asks the room nothing",
        "Add `questions: [\"..\"]`: what the room is to talk about.",
    ),
    (
        r#"decisions: [(id: «"d"», when: At("1m"), limit: "1m", prompt: "", options: [
            (id: "x", label: "", verdict: Fair, takes: "1m"), (id: "y", label: "", verdict: Poor)])],"#,
        "no-good-option: no option of this decision is good",
        "Give the best one `verdict: Good`, or add one that is.",
    ),
    (
        r#"decisions: [(id: «"d"», when: At("1m"), limit: "1m", prompt: "", options: [
            (id: "x", label: "X", verdict: Good), (id: "y", label: "Y", verdict: Poor)])],"#,
        "same-options: whatever is chosen here, the same happens",
        "Give the options effects, or let something wait for one of them.",
    ),
];

#[test]
fn a_text_that_is_too_long_to_be_read_aloud_is_told() {
    let body = |n_words: usize| {
        let words = "word ".repeat(n_words);
        let [_, text] = file(&format!(
            r#"injects: [(id: "a", when: Held, channel: Page, title: "", body: "{words}")],"#
        ));
        load(&text).1
    };
    assert_eq!(body(120), []);
    assert_eq!(
        body(121)[0].message,
        "121 words are too long to be read aloud"
    );
}

#[test]
fn of_a_long_loop_the_beginning_is_shown() {
    let row = |n: usize| {
        let next = (n + 1) % 100;
        format!(r#"(id: "i{n}", when: After("i{next}", "1s"), channel: Chat, title: ""),"#)
    };
    let rows: String = (0..100).map(row).collect();
    let problems = load(&file(&format!("injects: [{rows}],"))[1]).1;
    assert_eq!(problems.len(), 1);
    let end = ": `i0` → `i1` → `i2` → `i3` → `i4` → `i5` → … → `i0`";
    assert!(
        problems[0].message.ends_with(end),
        "{}",
        problems[0].message
    );
}

#[test]
fn an_exercise_in_which_nothing_is_ever_late_is_told() {
    let told = |limit: &str| {
        let fields = format!(r#"tasks: [(id: "t", text: ""{limit})],"#);
        load(&file(&fields)[1]).1
    };
    assert_eq!(told(r#", limit: "5m""#), []);
    let problems = told("");
    let message = "nothing here has to be done by any time";
    assert_eq!(
        (problems[0].code, &*problems[0].message),
        (Code::NoTimePressure, message)
    );
    assert_eq!(problems[0].span, 0.."Scenario".len());
}

#[test]
fn what_can_come_in_some_way_is_not_doubted() {
    for fields in FINE {
        let [_, text] = file(fields);
        assert_eq!(load(&text).1, [], "{text}");
    }
}

/// Files that look like those above and are in order.
const FINE: &[&str] = &[
    // A loop that the facilitator's hand can break.
    r#"injects: [(id: "a", when: Held, channel: Chat, title: ""), (id: "b", when: After("a", "1m"), channel: Chat, title: "")],"#,
    // A loop that something else leads into.
    r#"injects: [(id: "a", when: When(Any([Happened("b"), Elapsed("5m")])), channel: Chat, title: ""),
        (id: "b", when: After("a", "1m"), channel: Chat, title: "")],"#,
    r#"injects: [(id: "a", when: When(All([Elapsed("1m"), Not(Happened("b"))])), channel: Chat, title: ""),
        (id: "b", when: After("a", "1m"), unless: Happened("a"), channel: Chat, title: "")],"#,
    // What people say by themselves.
    r#"injects: [(id: "a", when: After("update.public", "1m"), only_if: Happened("declared"), channel: Chat, title: "")],"#,
    // What luck brings.
    r#"services: [(id: "db", name: "")],
        injects: [(id: "a", when: When(All([Flag("f"), Is("db", Degraded)])), channel: Page, title: ""),
        (id: "b", when: Held, channel: Page, title: "", effects: [Chance(1, [], [Set("f"), Chance(1, [Service("db", Degraded)], [])])])],"#,
    // What silence leads to, though nobody can choose it.
    r#"decisions: [(id: "d", when: At("1m"), limit: "1m", prompt: "", silence: "y", options: [
            (id: "x", label: "", takes: "1m"), (id: "y", label: "", only_if: Happened("d"))])],
        injects: [(id: "a", when: After("d.y", "1m"), channel: Chat, title: "")],"#,
    // An option that something waits for.
    r#"decisions: [(id: "d", when: At("1m"), limit: "1m", prompt: "", options: [(id: "x", label: ""), (id: "y", label: "")])],
        injects: [(id: "a", when: After("d.y", "1m"), channel: Chat, title: "")],"#,
    // To the very end.
    r#"injects: [(id: "a", when: At("59m"), channel: Chat, title: ""), (id: "b", when: After("a", "1m"), channel: Chat, title: "")],"#,
];
