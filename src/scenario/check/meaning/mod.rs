//! What can be looked up and still cannot be meant, or hardly.
//!
//! What is there is judged in what could be read; what is missing, in the outline of the file,
//! where a broken ending still counts as an ending.

mod doubts;
mod loops;
mod marks;
mod needs;
mod outset;
mod reach;
mod uses;
mod vain;
mod waits;

use super::{heap::Heap, names::Names};
use crate::scenario::{model::Scenario, outline::At};

/// Judges what could be read of a file: what in it is wrong.
pub(super) fn judge(scenario: &Scenario, whole: At<'_>, names: &Names, heap: &mut Heap) {
    needs::judge(whole, names, heap);
    marks::judge(&scenario.signals, whole, &names.lost, heap);
    waits::judge(scenario, whole, names, heap);
}

/// Tells what could be played and hardly be meant.
pub(super) fn doubt(scenario: &Scenario, whole: At<'_>, names: &Names, heap: &mut Heap) {
    // Of what stands in for a value that cannot be read, nothing follows.
    if heap.is_playable() {
        outset::judge(scenario, whole, heap);
        vain::judge(scenario, whole, names, heap);
    }
    doubts::judge(whole, names, heap);
}
