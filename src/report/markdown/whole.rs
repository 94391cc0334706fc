//! The whole report: its sections in their order, between two lines that say it is an exercise.

use super::{
    aftermath, decisions, figures, judged, outcome, overview, page::Page, story, text::plain,
};
use crate::{
    exercise::{Exercise, State, event::Started},
    journal::{Journal, Observers},
    report::data::{Data, data},
    scenario::Scenario,
};

/// What the sections tell from.
pub(super) struct Sources<'a> {
    pub(super) exercise: &'a Exercise,
    pub(super) started: &'a Started,
    pub(super) scenario: &'a Scenario,
    pub(super) state: &'a State,
    pub(super) data: &'a Data,
    pub(super) observers: &'a Observers,
}

/// Writes the report of an exercise, of a running one up to where it stands, with what observers
/// wrote beside it.
pub fn markdown(journal: &Journal, observers: &Observers) -> String {
    let exercise = &journal.exercise;
    let sources = Sources {
        exercise,
        started: exercise.started().expect("a journal begins with `started`"),
        scenario: exercise.scenario(),
        state: exercise.state(),
        data: &data(journal, observers),
        observers,
    };
    let banner = banner(sources.scenario);
    let mut page = Page::default();
    page.block(&banner);
    for section in [
        overview::title,
        overview::overview,
        outcome::outcome,
        figures::timings,
        figures::recovery,
        story::timeline,
        decisions::decisions,
        judged::tasks,
        judged::objectives,
        judged::claims,
        judged::observations,
        aftermath::hot_wash,
        aftermath::actions,
        aftermath::about,
    ] {
        section(&mut page, &sources);
    }
    page.block(&banner);
    page.finish()
}

fn banner(scenario: &Scenario) -> String {
    let marking = scenario.marking.as_deref().map(plain);
    match marking.filter(|marking| !marking.is_empty()) {
        Some(marking) => format!("**EXERCISE · {marking}**"),
        None => "**EXERCISE**".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        exercise::event::{Event, ObservationKind, Person, Rating, Who},
        report::rig::{Rig, cdn, cdn_observers, play, play_file},
    };

    fn report(rig: &Rig) -> String {
        markdown(&rig.journal(), &Observers::default())
    }

    #[test]
    fn a_report_reads_well() {
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!("report", report(&cdn()));
        });
    }

    #[test]
    fn the_first_and_the_last_line_say_it_is_an_exercise() {
        let report = report(&cdn());
        assert_eq!(report.lines().next(), Some("**EXERCISE · TLP:GREEN**"));
        assert_eq!(report.lines().last(), Some("**EXERCISE · TLP:GREEN**"));
    }

    #[test]
    fn a_running_exercise_says_so() {
        let report = report(&play("").observe(12, "on"));
        assert!(report.contains("still running at T+0:12:00"), "{report}");
        assert!(!report.contains("real system"), "{report}");
    }

    #[test]
    fn an_exercise_of_nothing_reads_calmly() {
        let report = report(&play("").stop(1));
        for line in [
            "none was reached; the exercise was stopped at T+0:01:00",
            "the scenario does not measure it",
            "nothing was asked of the room",
            "No decision came up.",
            "None were recorded.",
            "None were agreed.",
        ] {
            assert!(report.contains(line), "{line}\n{report}");
        }
    }

    #[test]
    fn what_observers_saw_is_woven_in_by_time() {
        let report = markdown(&cdn().journal(), &cdn_observers());
        let (_, timeline) = report.split_once("## Timeline").unwrap();
        let (timeline, _) = timeline.split_once("## Decisions").unwrap();
        let told: Vec<_> = timeline
            .lines()
            .map(|line| line.split('|').map(str::trim).collect::<Vec<_>>().join("|"))
            .collect();
        let at = |line: &str| {
            let found = told.iter().position(|told| told.trim_matches('|') == line);
            found.unwrap_or_else(|| panic!("{line}\n{told:#?}"))
        };
        let order = [
            "T+0:04:00|strength|Calm from the first minute (Max)",
            "T+0:06:00|declared|Incident, SEV1 (Ana)",
            "T+0:07:00|seen done|The provider is called (Eva)",
            "T+0:08:00|decision|The provider is silent. Move the traffic? Switch to the second CDN (Ana)",
            "T+0:10:00|strength|They asked what waiting costs (Eva)",
            "T+0:11:00|task done|The provider is called (Ana)",
            "T+0:12:00|claim|Refuted: The second CDN is warm (Eva)",
        ];
        assert!(order.map(at).is_sorted(), "{told:#?}");
        for line in [
            "- **Observers:** Eva, Max",
            "- Calm from the first minute (Max, T+0:04:00, on The provider is silent. Move the traffic?)",
            "    - For Eva, refuted at T+0:12:00: It took 6 minutes",
            "- **Left out:** the observer's journal lost.jsonl: line 3 does not continue the chain: \
             it, or the line before it, was changed, removed or moved",
        ] {
            assert!(report.lines().any(|it| it == line), "{line}\n{report}");
        }
        let missed = "**missed**, done after 8 min (limit 2 min); seen done at T+0:07:00 by Eva";
        assert!(report.contains(missed), "{report}");
        // The claim itself stays as the exercise left it.
        assert!(report.contains("“The second CDN is warm”: **untested**"));
        let woven = report
            .lines()
            .filter(|line| line.starts_with("- Woven in: what "));
        assert_eq!(woven.count(), 2);
    }

    #[test]
    fn what_an_observer_saw_changes_no_figure() {
        let (without, with) = (cdn().data(), data(&cdn().journal(), &cdn_observers()));
        let tasks = |data: &Data| data.tasks.iter().map(|it| it.status).collect::<Vec<_>>();
        assert_eq!(tasks(&without), tasks(&with));
        let ratings = |data: &Data| {
            data.objectives
                .iter()
                .map(|it| it.proposed)
                .collect::<Vec<_>>()
        };
        assert_eq!(ratings(&without), ratings(&with));
        assert_eq!(
            (&without.journal, &without.timings),
            (&with.journal, &with.timings)
        );
    }

    /// What somebody might put where a name or a text belongs.
    const HOSTILE: &str = "<script>alert(1)</script> | x \u{1b}[31m\n# Hi `y` [z](javascript:q)";

    fn hostile() -> Rig {
        let text = include_str!("../cdn.ron")
            .replace("\"Alertmanager\"", "\"<b>|Alertmanager</b>\"")
            .replace("\"Storefront\"", "\"<i>Store|front</i>\"")
            .replace("## It is over", "<script>over()</script>\\n\\n# It is over");
        let rig = play_file(&text).observe(4, HOSTILE);
        let role = rig.scenario().roles.find("comms").expect("it is there");
        let claim = rig.scenario().claims.find("second").expect("it is there");
        let objective = rig
            .scenario()
            .objectives
            .find("learn")
            .expect("it is there");
        let who = || Who::Person(HOSTILE.to_owned());
        let text = || HOSTILE.to_owned();
        let events = [
            Event::RoleAssigned {
                role,
                person: text(),
            },
            Event::Declared {
                severity: text(),
                who: who(),
            },
            Event::Observed {
                kind: ObservationKind::Strength,
                text: text(),
                about: Some(text()),
                who: who(),
            },
            Event::ClaimJudged {
                claim,
                verdict: crate::exercise::event::ClaimVerdict::Confirmed,
                evidence: Some(text()),
                who: who(),
            },
            Event::Rated {
                objective,
                rating: Rating::M,
                comment: Some(text()),
            },
            Event::Answered {
                question: text(),
                text: text(),
            },
        ];
        let rig = rig.choose(6, "reroute", "second-cdn");
        events
            .into_iter()
            .fold(rig.wait_to(19), |rig, event| rig.record(19, event))
    }

    #[test]
    fn hostile_text_becomes_no_html() {
        let report = report(&hostile());
        assert!(
            report.contains("&lt;script&gt;alert(1)&lt;/script&gt;"),
            "{report}"
        );
        // What is between fences is code, and shown as it is.
        let outside_code: String = report.split("> ```").step_by(2).collect();
        assert!(!outside_code.contains('<'), "{outside_code}");
        assert!(!report.contains('\u{1b}'), "{report}");
        let unescaped = outside_code.replace("\\]", "");
        assert!(!unescaped.contains("](javascript"), "{unescaped}");
    }

    #[test]
    fn hostile_text_breaks_no_table() {
        let report = report(&hostile());
        let mut n_cells = None;
        let mut n_rows = 0;
        for line in report.lines() {
            if !line.starts_with('|') {
                n_cells = None;
                continue;
            }
            let cells = line
                .replace("\\\\", "")
                .replace("\\|", "")
                .matches('|')
                .count();
            assert_eq!(*n_cells.get_or_insert(cells), cells, "{line}");
            n_rows += 1;
        }
        assert!(n_rows > 20, "{report}");
    }

    #[test]
    fn hostile_text_adds_no_heading() {
        let headings = |report: &str| {
            let lines = report
                .lines()
                .filter(|line| line.starts_with("# ") || line.starts_with("## "));
            lines.map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(headings(&report(&hostile())), headings(&report(&cdn())));
    }

    #[test]
    fn the_sections_have_the_order_of_an_after_action_report() {
        let report = report(&cdn());
        let sections: Vec<_> = report
            .lines()
            .filter_map(|line| line.strip_prefix("## "))
            .collect();
        assert_eq!(
            sections,
            [
                "Exercise overview",
                "Outcome",
                "Timings against targets",
                "Recovery objectives",
                "Timeline",
                "Decisions",
                "Tasks",
                "Objectives",
                "Claims put to the test",
                "Observations",
                "Hot wash",
                "Actions",
                "About this report",
            ]
        );
    }

    #[test]
    fn the_people_are_told_with_their_roles() {
        let rig = cdn();
        let people = &rig.data().people;
        let ana = Person {
            name: "Ana".to_owned(),
            role: Some("ic".to_owned()),
        };
        assert!(people.contains(&ana));
        assert!(report(&rig).contains("Ana (Incident commander), Bo (Communications)"));
    }
}
