//! Which task somebody's own words may mean. A list of the tasks would give away what a good team
//! does; whoever says it by themselves has not needed the list.

use crate::{
    exercise::State,
    scenario::{Ix, Scenario, model::Task},
};

/// How many tasks are offered at most.
const MOST: usize = 3;
/// Words shorter than this say nothing by themselves.
const SHORTEST_CHARS: usize = 4;
/// Words that begin alike mean the same: `asks`, `asked`; `statistic`, `statistics`.
const STEM_CHARS: usize = 5;
/// What many tasks and many answers have in common.
const EMPTY: [&str; 26] = [
    "about", "after", "against", "also", "anybody", "before", "been", "does", "from", "have",
    "into", "somebody", "someone", "that", "their", "them", "then", "there", "they", "this",
    "what", "when", "where", "which", "will", "with",
];

/// The tasks that wait to be done and that `words` may mean, the likeliest first.
pub fn recognized(scenario: &Scenario, state: &State, words: &str) -> Vec<Ix<Task>> {
    let said = stems(words);
    let open = scenario.tasks.entries().filter(|(task, _)| {
        let state = &state.tasks[*task];
        state.is_open() && state.skipped.is_none()
    });
    let mut alike: Vec<_> = open
        .map(|(task, row)| (n_shared(&stems(&row.text), &said), task))
        .filter(|(n, _)| *n > 0)
        .collect();
    alike.sort_by_key(|(n, task)| (std::cmp::Reverse(*n), *task));
    alike.into_iter().take(MOST).map(|(_, task)| task).collect()
}

/// How many words are shared, where these are enough to mean the same: two, or a third of a short
/// task's.
fn n_shared(task: &[String], said: &[String]) -> usize {
    // `desk` is in `desks`.
    let is_alike = |a: &String, b: &String| a.starts_with(b.as_str()) || b.starts_with(a.as_str());
    let is_said = |stem: &&String| said.iter().any(|it| is_alike(stem, it));
    let n = task.iter().filter(is_said).count();
    if n >= 2 || n * 3 >= task.len() { n } else { 0 }
}

/// What is left of a text when it is compared: how its telling words begin, each once.
fn stems(text: &str) -> Vec<String> {
    let text = text.to_lowercase();
    let words = text.split(|c: char| !c.is_alphanumeric());
    let words = words.filter(|word| word.chars().count() >= SHORTEST_CHARS);
    let mut stems: Vec<String> = words
        .filter(|word| !EMPTY.contains(word))
        .map(|word| word.chars().take(STEM_CHARS).collect())
        .collect();
    stems.sort();
    stems.dedup();
    stems
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exercise::rig::{Rig, minutes};

    const TASKS: &str = r#"
        tasks: [
            (id: "deadline", when: At("0s"),
             text: "Somebody says at what time the disk is full, and writes it where all can see it"),
            (id: "whose", when: At("0s"), text: "Somebody asks why the logs are still there"),
            (id: "paper", when: At("0s"), text: "Front desks are told to print today's list"),
            (id: "later", when: At("30m"), text: "Somebody asks the owners of the logs"),
        ]
    "#;

    #[track_caller]
    fn check(words: &str, expected: &[&str]) {
        let rig = Rig::of(TASKS).until(minutes(1));
        let found = recognized(&rig.scenario, rig.state(), words);
        let found: Vec<_> = found
            .into_iter()
            .map(|task| rig.scenario.tasks[task].id.as_str())
            .collect();
        assert_eq!(found, expected, "{words}");
    }

    #[test]
    fn what_was_said_in_other_words_is_known_again() {
        check("I ask why those logs are still kept", &["whose"]);
        check(
            "Tell the front desk to print the lists of today",
            &["paper"],
        );
        check(
            "Write on the board when the disk will be full",
            &["deadline"],
        );
    }

    #[test]
    fn what_means_no_task_gives_none_away() {
        check("", &[]);
        check("what does somebody do now", &[]);
        check("restart the database", &[]);
    }

    #[test]
    fn a_task_that_has_not_begun_is_not_offered() {
        check("ask the owners of the logs", &["whose"]);
    }

    #[test]
    fn at_most_three_are_offered_and_the_likeliest_first() {
        let all = "ask why the logs are still there, tell front desks to print today's list, write the \
                   time the disk is full where all see it";
        let rig = Rig::of(TASKS).until(minutes(40));
        assert_eq!(recognized(&rig.scenario, rig.state(), all).len(), MOST);
    }
}
