//! One way through a scenario, which can be gone again.

use std::fmt::Write;

use super::sprint::Chosen;
use crate::{
    harmless,
    rehearsal::Policy,
    scenario::{HasId, Scenario},
};

/// One way through a scenario: who plays, with which luck, and what is settled beforehand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    pub policy: Policy,
    pub seed: u64,
    pub script: Vec<Chosen>,
}

impl Path {
    /// The way that people take with this seed and nothing settled.
    pub fn of(policy: Policy, seed: u64) -> Self {
        Self {
            policy,
            seed,
            script: Vec::new(),
        }
    }

    /// The same way but for one answer.
    #[must_use]
    pub fn choosing(&self, chosen: Chosen) -> Self {
        let mut path = self.clone();
        path.script.retain(|(decision, _)| *decision != chosen.0);
        path.script.push(chosen);
        path
    }

    /// The command that goes this way again, for a scenario that was called `given`.
    pub fn command(&self, scenario: &Scenario, given: &str) -> String {
        let policy = match self.policy {
            Policy::Best => "best",
            Policy::Worst => "worst",
            Policy::Random => "random",
            Policy::Silent => "silent",
            Policy::Wild => "wild",
        };
        let given = harmless::word(given);
        let mut command = format!(
            "blackstart rehearse {given} --policy {policy} --seed {}",
            self.seed
        );
        for (decision, choice) in &self.script {
            let row = &scenario.decisions[*decision];
            let option = row.options[*choice].id();
            write!(command, " --choose {}={option}", row.id()).expect("a string takes all");
        }
        command
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{exercise::rig, scenario::Ix};

    #[test]
    fn a_command_names_all_it_takes_to_go_the_same_way() {
        let scenario = rig::scenario(
            r#"decisions: [(id: "move", when: At("1m"), prompt: "?", options: [
                (id: "west", label: "W"), (id: "stay", label: "S"),
            ])],"#,
        );
        let path = Path::of(Policy::Random, 17)
            .choosing((Ix::new(0), Ix::new(0)))
            .choosing((Ix::new(0), Ix::new(1)));
        let command = path.command(&scenario, "our drill's.ron");
        let expected = r"blackstart rehearse 'our drill'\''s.ron' --policy random --seed 17 --choose move=stay";
        assert_eq!(command, expected);
    }
}
