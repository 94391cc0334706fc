//! Numbers and fields that change nothing.

use super::doubted;

/// A signal from 0 to 100, an inject with this effect, and an objective with this condition.
fn told(effect: &str, condition: &str) -> Vec<[String; 3]> {
    doubted(&format!(
        r#"signals: [(id: "disk", name: "", start: 50, min: 0, max: 100)],
        injects: [(id: "a", when: Held, channel: Page, title: "", effects: [Nudge("disk", 500, "1m"), {effect}])],
        objectives: [(id: "o", title: "", target: "5m", met: Any([Happened("a"), {condition}]))],"#
    ))
}

#[test]
fn bounds_that_a_signal_is_kept_from_are_told() {
    for (condition, words, message) in [
        (
            r#"Above("disk", 100)"#,
            "100",
            "`disk` is never above 100: its `max` is 100",
        ),
        (
            r#"Above("disk", -1)"#,
            "-1",
            "`disk` is always above -1: its `min` is 0",
        ),
        (
            r#"Below("disk", 0)"#,
            "0",
            "`disk` is never below 0: its `min` is 0",
        ),
        (
            r#"Not(Below("disk", 100.5))"#,
            "100.5",
            "`disk` is always below 100.5: its `max` is 100",
        ),
    ] {
        let told = told("", condition);
        assert_eq!(told.len(), 1, "{condition}: {told:?}");
        assert_eq!(told[0][0], words);
        assert_eq!(told[0][1], format!("beyond-bounds: {message}"));
        assert!(told[0][2].starts_with("Write another number, or change `m"));
    }
    for condition in [
        r#"Above("disk", 99.9)"#,
        r#"Above("disk", 0)"#,
        r#"Below("disk", 0.1)"#,
        r#"Below("disk", 100)"#,
    ] {
        assert_eq!(told("", condition), [[""; 3]; 0], "{condition}");
    }
}

#[test]
fn an_aim_beyond_the_bounds_is_told() {
    let beyond = told(r#"Chance(5, [], [Signal("disk", 104, "3m")])"#, "");
    assert_eq!(
        beyond,
        [[
            "104",
            "beyond-bounds: `disk` does not get to 104: its `max` is 100",
            "Write `100`, or change `max`."
        ]]
    );
    // A nudge brings the sum back within the bounds, sooner or later as the aim has it.
    for effects in [
        r#"Signal("disk", -1, "3m")"#,
        r#"Signal("disk", 104, "3m"), Nudge("disk", -5, "1m")"#,
    ] {
        assert_eq!(told(effects, ""), [[""; 3]; 0]);
    }
    for to in [0, 100] {
        let effect = format!(r#"Signal("disk", {to}, "3m")"#);
        assert_eq!(told(&effect, ""), [[""; 3]; 0]);
    }
}

#[test]
fn a_chance_that_is_written_as_a_share_is_told() {
    assert_eq!(
        told("Chance(0.7, [], [])", ""),
        [[
            "0.7",
            "tiny-chance: 0.7 percent is 7 in 1000",
            "`70` is 70 in 100."
        ]]
    );
    let told_of = |percent: &str| told(&format!("Chance({percent}, [], [])"), "");
    assert_eq!(
        told_of("0.29")[0][1],
        "tiny-chance: 0.29 percent is 2.9 in 1000"
    );
    assert_eq!(told_of("0.29")[0][2], "`29` is 29 in 100.");
    for percent in ["0", "1", "1.5"] {
        assert_eq!(told_of(percent), [[""; 3]; 0]);
    }
}

#[test]
fn a_silence_without_a_limit_is_told() {
    let told = |limit: &str| {
        doubted(&format!(
            r#"tasks: [(id: "t", text: "", limit: "5m")],
            decisions: [(id: "d", when: At("1m"), prompt: "", silence: "x"{limit}, options: [(id: "x", label: "")])],"#
        ))
    };
    assert_eq!(told(r#", limit: "5m""#), [[""; 3]; 0]);
    assert_eq!(
        told(""),
        [[
            "\"x\"",
            "silence-without-limit: there is no `limit`, so this silence never comes",
            "Add `limit: \"5m\"`, or leave `silence` out."
        ]]
    );
}
