//! Plays a script over a small scenario, and compares the journal with the one that must come.
//!
//! A journal is written here as a line an event: its clock, its name, and the values of its fields in
//! the order of their names, evidence only where there is some. How it began is left out of `started`.

mod binary;

use std::{fs, path::Path};

use binary::World;
use serde::Deserialize;
use serde_json::Value;

/// One file in `tests/plays`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Play {
    /// The fields of the scenario but for its name.
    scenario: String,
    /// Options of `blackstart run`.
    #[serde(default)]
    options: Vec<String>,
    /// What is typed; an empty play is left to its end.
    #[serde(default)]
    script: String,
    journal: String,
    /// What standard error says, a line each.
    #[serde(default)]
    refused: String,
}

/// The lines of a text in a play, without their indentation.
fn lines(text: &str) -> Vec<&str> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect()
}

/// What was recorded, as plays write it.
fn told(journal: &str) -> Vec<String> {
    let parse = |line| serde_json::from_str(line).expect("a journal's lines are JSON");
    journal
        .lines()
        .map(|line| told_line(&parse(line)))
        .collect()
}

fn told_line(line: &serde_json::Map<String, Value>) -> String {
    let clock = line["clock"].as_u64().expect("the clock is a number");
    let clock = humantime::format_duration(std::time::Duration::from_millis(clock));
    let clock = clock.to_string().replace(' ', "");
    let event = line["event"].as_str().expect("the event has a name");
    let of_the_line = ["seq", "ts", "clock", "event", "chain"];
    let fields = line
        .iter()
        .filter(|(name, _)| event != "started" && !of_the_line.contains(&name.as_str()))
        .filter(|(name, value)| *name != "evidence" || !value.is_null())
        .map(|(_, value)| {
            value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned)
        });
    let words: Vec<_> = [clock, event.to_owned()]
        .into_iter()
        .chain(fields)
        .collect();
    words.join(" ")
}

fn play(name: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/plays/{name}.ron"));
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
    let play: Play = ron::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
    let scenario = format!(
        "Scenario(format: 1, id: \"play\", title: \"A play\", level: Introductory, {})",
        play.scenario
    );
    let world = World::new();
    let scenario = world.file("play.ron", &scenario);
    let mut args = vec!["run", &scenario, "--plain"];
    args.extend(play.options.iter().map(String::as_str));
    let answer = world.run(&args, &lines(&play.script).join("\n"));
    assert_eq!(answer.code, Some(0), "{}{}", answer.out, answer.err);
    assert_eq!(
        lines(&answer.err),
        lines(&play.refused),
        "what standard error says"
    );
    let journal = fs::read_to_string(world.journal()).expect("there is a journal");
    let (told, expected) = (told(&journal).join("\n"), lines(&play.journal).join("\n"));
    assert!(
        told == expected,
        "the journal is\n{told}\n\nand must be\n{expected}\n"
    );
}

macro_rules! plays {
    ($($name:ident),+ $(,)?) => {
        $(
            #[test]
            fn $name() {
                play(stringify!($name));
            }
        )+

        /// Every play, so that none lies there unplayed.
        const PLAYS: &[&str] = &[$(stringify!($name)),+];
    };
}

plays! {
    a_command_that_is_refused_changes_nothing,
    a_condition_on_the_clock_alone_delivers,
    a_hand_fires_and_skips,
    a_hand_holds_injects_back,
    a_held_inject_keeps_back_from_now_where_it_was_due_before,
    a_hidden_option_cannot_be_chosen_until_it_shows,
    a_jump_loses_nothing_on_the_way,
    a_late_answer_counts_where_silence_amounts_to_nothing,
    a_manual_pace_still_delivers_what_was_due_at_a_conditions_moment,
    a_manual_pace_waits_for_the_hand,
    a_ramp_crosses_a_bound_in_the_first_millisecond_beyond_it,
    a_signal_ends_all_nudges_and_starts_from_where_they_led,
    a_standing_clock_passes_no_time,
    an_answer_in_own_words_decides_and_lands_nothing,
    an_effect_cancels_an_inject,
    an_effect_ends_the_exercise,
    an_ending_that_is_reached_with_the_length_counts_as_reached,
    an_instant_has_its_order,
    an_outcome_has_happened_only_once_it_has_landed,
    an_outcome_lands_before_a_limit_and_a_limit_passes_before_a_trigger,
    an_outcome_that_takes_no_time_lands_at_once,
    an_undone_skip_brings_its_inject_back,
    claims_are_judged_by_conditions_effects_and_people,
    entries_are_made_in_somebodys_name,
    every_condition_becomes_true_when_it_holds,
    every_moment_can_be_waited_for,
    every_trigger_fires_at_its_instant,
    in_a_manual_pace_what_waits_for_the_hand_is_no_longer_skipped,
    late_is_not_never,
    loops_of_conditions_end,
    luck_is_drawn_in_the_order_of_the_file,
    a_rewind_leaves_what_was_entered_before_it,
    silence_amounts_to_its_option,
    sweeps_repeat_until_nothing_more_is_due,
    the_length_ends_the_exercise_after_all_that_is_due,
    the_seed_decides_the_luck,
    undo_leaves_the_clock_as_it_is,
    undo_of_a_jump_sets_the_clock_back_by_what_it_skipped,
    undo_of_an_inject_takes_its_luck_along,
    undo_takes_an_entry_back_and_the_clock_goes_on,
    what_a_guard_keeps_out_is_recorded_as_skipped,
}

#[test]
fn every_play_is_played() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/plays");
    let mut files: Vec<_> = fs::read_dir(folder)
        .expect("there are plays")
        .map(|entry| entry.expect("it can be listed").path())
        .map(|path| {
            path.file_stem()
                .expect("a file has a name")
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    files.sort();
    let mut plays: Vec<_> = PLAYS.iter().map(|name| (*name).to_owned()).collect();
    plays.sort();
    assert_eq!(files, plays);
}
