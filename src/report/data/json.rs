//! Writes the report's data as JSON.

use super::data;
use crate::{
    harmless,
    journal::{Journal, Observers},
};

/// Writes the report's data as JSON, with a newline at its end; the same journals always give the
/// same bytes.
pub fn json(journal: &Journal, observers: &Observers) -> String {
    let text = serde_json::to_string_pretty(&data(journal, observers))
        .expect("every key of the data is a string, and JSON holds all of its values");
    harmless::json(&text) + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::rig::{cdn, cdn_observers, play};

    /// The keys of an object, in the order in which they are written.
    fn keys(json: &str, indent: usize) -> Vec<&str> {
        let start = format!("{}\"", " ".repeat(indent));
        json.lines()
            .filter_map(|line| line.strip_prefix(&start)?.split_once("\":"))
            .map(|(key, _)| key)
            .collect()
    }

    #[test]
    fn the_same_journal_gives_the_same_bytes() {
        let journal = cdn().journal();
        let observers = cdn_observers();
        let once = json(&journal, &observers);
        assert_eq!(once, json(&journal.clone(), &observers.clone()));
        assert_eq!(json(&cdn().journal(), &cdn_observers()), once);
    }

    #[test]
    fn the_keys_have_the_order_of_the_contract() {
        let json = json(&cdn().journal(), &cdn_observers());
        let expected = "format exercise scenario program mode practice started_at ended_at \
                        elapsed_ms people ending timings bad_minutes services phases injects \
                        decisions tasks objectives claims updates observations answers actions \
                        journal observers";
        assert_eq!(keys(&json, 2), expected.split(' ').collect::<Vec<_>>());
    }

    #[test]
    fn the_parts_have_the_keys_of_the_contract() {
        let json = json(&cdn().journal(), &cdn_observers());
        for (part, expected) in [
            ("scenario", "id title sha256 tags marking"),
            ("ending", "id title outcome why"),
            (
                "timings",
                "first_impact_ms acknowledged_ms declared_ms first_public_update_ms mitigated_ms \
                 resolved_ms",
            ),
            (
                "services",
                "id name tier rto_ms achieved_rto_ms rpo_ms achieved_rpo_ms mtd_ms lost",
            ),
            ("phases", "id title status begun_ms"),
            (
                "injects",
                "id title channel due_ms delivered_ms acknowledged_ms status",
            ),
            (
                "decisions",
                "id prompt asked opened_ms made_ms took_ms limit_ms late option other verdict who \
                 rationale confidence dissent alternatives",
            ),
            (
                "tasks",
                "id text role begun_ms done_ms limit_ms status seen_done",
            ),
            (
                "objectives",
                "id title area met met_ms target_ms proposed rating comment",
            ),
            ("claims", "id text owner verdict evidence truth judged"),
            ("updates", "posted_ms audience state text who next_ms"),
            ("observations", "observed_ms kind text about who"),
            ("answers", "question text"),
            ("actions", "action text kind owner due state"),
            ("journal", "events rewound chain"),
            ("observers", "file name events chain left_out"),
        ] {
            let (_, json) = json.split_once(&format!("\n  \"{part}\": ")).unwrap();
            let (end, indent) = if json.starts_with('{') {
                ("\n  }", 4)
            } else {
                ("\n    }", 6)
            };
            let (first, _) = json.split_once(end).unwrap();
            assert_eq!(keys(first, indent).join(" "), expected, "{part}");
        }
    }

    #[test]
    fn what_could_steer_a_terminal_is_written_as_an_escape() {
        let rig = play("").observe(1, "a\u{9b}31m\u{202e}\u{1b}\u{7f} b");
        let json = json(&rig.journal(), &Observers::default());
        assert!(
            json.contains(r#""a\u009b31m\u202e\u001b\u007f b""#),
            "{json}"
        );
        let read: serde_json::Value = serde_json::from_str(&json).unwrap();
        let text = &read["observations"][0]["text"];
        assert_eq!(text, "a\u{9b}31m\u{202e}\u{1b}\u{7f} b");
    }
}
