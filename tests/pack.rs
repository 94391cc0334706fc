//! The scenarios that come with the program: each is without fault, rich enough to be worth the
//! hour, and everything in it can happen.

use std::{collections::BTreeSet, fs, path::Path};

use blackstart::{
    fuzz::{batch::Batch, item::Items, plan::Plan, whole::Fuzzed},
    scenario::{
        self, Scenario,
        builtin::{BUILTIN, Builtin},
        model::{Level, Trigger, Truth},
    },
};

/// The three that everybody plays first.
const LARGE: [&str; 3] = ["region-loss", "edge-store-offline", "cdn-failure"];

fn load(builtin: &Builtin) -> Scenario {
    let (scenario, problems) = scenario::load(builtin.text);
    assert_eq!(problems, [], "{}", builtin.id);
    scenario.expect("it can be played")
}

fn is_micro(builtin: &Builtin) -> bool {
    builtin.id.starts_with("micro-")
}

#[test]
fn every_file_of_the_folder_is_built_in_under_its_own_id() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let files = fs::read_dir(folder).expect("it can be listed");
    let names = files.map(|file| file.expect("it can be listed").file_name());
    let stems: BTreeSet<_> = names
        .filter_map(|name| Some(name.to_str()?.strip_suffix(".ron")?.to_owned()))
        .filter(|stem| !stem.contains('.'))
        .collect();
    let ids: Vec<_> = BUILTIN
        .iter()
        .map(|builtin| builtin.id.to_owned())
        .collect();
    assert!(stems.iter().eq(&ids), "{stems:?} {ids:?}");
    for builtin in BUILTIN {
        assert_eq!(load(builtin).id, builtin.id);
    }
}

#[test]
fn each_is_played_unchecked_as_it_was_checked_and_a_change_to_it_is_not() {
    for builtin in BUILTIN {
        let played = scenario::load_to_play(builtin.text);
        assert_eq!(played, (Some(load(builtin)), vec![]), "{}", builtin.id);
        let changed = builtin.text.replacen("title: \"", "title: \"\u{7}", 1);
        let (played, problems) = scenario::load_to_play(&changed);
        assert_eq!((played, problems.len()), (None, 1), "{}", builtin.id);
    }
}

#[test]
fn each_is_rich_enough_for_what_it_is() {
    for builtin in BUILTIN {
        let scenario = load(builtin);
        let least = match builtin.id {
            id if LARGE.contains(&id) => [18, 6, 8, 10, 4],
            _ if is_micro(builtin) => [4, 1, 0, 1, 2],
            _ => [10, 5, 4, 1, 3],
        };
        let has = [
            scenario.injects.len(),
            scenario.decisions.len(),
            scenario.claims.len(),
            scenario.signals.len(),
            scenario.endings.len(),
        ];
        let is_enough = has.iter().zip(least).all(|(has, least)| *has >= least);
        assert!(is_enough, "{}: {has:?}", builtin.id);
        assert!(scenario.impact.is_some(), "{}", builtin.id);
        assert!(!scenario.debrief.is_empty(), "{}", builtin.id);
        if is_micro(builtin) {
            assert_eq!(scenario.level, Level::Introductory, "{}", builtin.id);
            continue;
        }
        let injects = || scenario.injects.iter();
        let n_attached: usize = injects().map(|row| row.attachments.len()).sum();
        assert!(n_attached >= 3, "{}: {n_attached} attachments", builtin.id);
        assert!(
            injects().any(|row| row.truth != Truth::True),
            "{}",
            builtin.id
        );
        assert!(
            injects().any(|row| row.when == Trigger::Held),
            "{}",
            builtin.id
        );
        assert!(!scenario.based_on.is_empty(), "{}", builtin.id);
    }
}

#[test]
fn everything_in_each_can_happen_and_good_answers_are_worth_it() {
    for builtin in BUILTIN {
        let scenario = load(builtin);
        let plan = Plan::of(&scenario).expect("it has few rows");
        let items = Items::of(&scenario);
        let batch = Batch::play(&plan, &items, 0..1_000);
        let fuzzed = Fuzzed::of(&plan, items, batch, 0, &|| false);
        assert_eq!(fuzzed.findings, [], "{}", builtin.id);
        let median = fuzzed.bad_minutes().expect("there is impact").median;
        let best = fuzzed.best.finish.bad_minutes.expect("there is impact");
        assert!(best <= median / 3.0, "{}: {best} of {median}", builtin.id);
    }
}

#[test]
fn each_has_a_walk_for_the_best_way_and_one_for_a_bad_one() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let files = fs::read_dir(folder).expect("it can be listed");
    let names = files.map(|file| file.expect("it can be listed").file_name());
    let walks: Vec<_> = names
        .filter_map(|name| Some(name.to_str()?.strip_suffix(".walk.ron")?.to_owned()))
        .collect();
    for Builtin { id, .. } in BUILTIN {
        let own = |walk: &&String| walk.starts_with(&format!("{id}."));
        assert!(walks.contains(&format!("{id}.best")), "{id}");
        assert!(walks.iter().filter(own).count() >= 2, "{id}");
    }
}

#[test]
fn the_year_has_every_full_scenario_once_and_a_micro_drill_each_month() {
    let page = include_str!("../docs/programme.md");
    let rows = page.lines().filter_map(|line| {
        let mut cells = line.trim_matches('|').split('|').map(str::trim);
        cells.next()?.parse::<u8>().ok()?;
        Some([
            cells.next()?.trim_matches('`'),
            cells.next()?.trim_matches('`'),
        ])
    });
    let rows: Vec<_> = rows.collect();
    let full: BTreeSet<_> = rows.iter().map(|[full, _]| *full).collect();
    let (micro, expected): (Vec<&Builtin>, Vec<_>) = BUILTIN.iter().partition(|it| is_micro(it));
    let expected: BTreeSet<_> = expected.iter().map(|it: &&Builtin| it.id).collect();
    assert_eq!(rows.len(), 12);
    assert_eq!(full, expected);
    let is_there = |id: &str| micro.iter().any(|it| it.id == id);
    assert!(rows.iter().all(|[_, micro]| is_there(micro)), "{rows:?}");
}
