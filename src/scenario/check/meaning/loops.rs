//! Things that wait for each other round a loop.

use std::collections::{BTreeMap, BTreeSet};

use super::reach::Fact;
use crate::scenario::outline::At;

/// What something waits for in vain; and where it says so, if it stands anywhere.
pub(super) type Blamed<'a> = (Fact, Option<At<'a>>);

/// All loops among things that never come.
#[derive(Debug, Default)]
pub(super) struct Loops<'a> {
    /// The members of each, every one with the next, which it waits for.
    pub rounds: Vec<Vec<(Fact, Blamed<'a>)>>,
    /// What is in a loop, or waits for what is in one.
    stuck: BTreeSet<Fact>,
}

impl<'a> Loops<'a> {
    /// Follows everything that never comes to what it waits for, and that in turn.
    pub(super) fn of(blamed: &BTreeMap<Fact, Blamed<'a>>) -> Self {
        let mut loops = Self::default();
        let mut seen = BTreeSet::new();
        for first in blamed.keys() {
            let mut way = Vec::new();
            let mut fact = *first;
            while !seen.contains(&fact) {
                let Some(next) = blamed.get(&fact) else {
                    break;
                };
                seen.insert(fact);
                way.push((fact, *next));
                fact = next.0;
            }
            let start = way.iter().position(|(member, _)| *member == fact);
            if start.is_some() || loops.stuck.contains(&fact) {
                loops.stuck.extend(way.iter().map(|(member, _)| *member));
            }
            loops.rounds.extend(start.map(|start| way.split_off(start)));
        }
        loops
    }

    /// Whether it is in a loop or waits for what is in one.
    pub(super) fn has_on_its_way(&self, fact: Fact) -> bool {
        self.stuck.contains(&fact)
    }
}
