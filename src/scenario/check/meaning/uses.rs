//! What the effects of a scenario do something to.

use std::{borrow::Cow, collections::BTreeSet};

use crate::scenario::outline::At;

/// The ids that effects name, by the word of the effect.
#[derive(Debug, Default)]
pub(super) struct Uses<'a>(BTreeSet<(&'a str, Cow<'a, str>)>);

impl<'a> Uses<'a> {
    pub(super) fn of(whole: At<'a>) -> Self {
        let mut uses = Self::default();
        whole.walk(&mut |at| {
            if matches!(
                at.name(),
                "Signal" | "Nudge" | "Service" | "DataLoss" | "Claim" | "End"
            ) {
                let id = at.item(0).string();
                uses.0.extend(id.map(|id| (at.name(), id)));
            }
        });
        uses
    }

    /// Whether one of these effects names the id.
    pub(super) fn has(&self, effects: &[&str], id: &str) -> bool {
        effects
            .iter()
            .any(|effect| self.0.contains(&(*effect, Cow::Borrowed(id))))
    }
}
