//! Work that is shared out over all cores.

use std::{
    sync::{
        atomic::{AtomicUsize, Ordering},
        mpsc::channel,
    },
    thread,
};

/// Works off the pieces below `n_pieces` on all cores, and answers what came of them in their order,
/// of as many as were begun before `is_stopped`. `did` hears how many are done, one after the other.
pub fn share_out<T: Send>(
    n_pieces: usize,
    is_stopped: &(dyn Fn() -> bool + Sync),
    work: &(dyn Fn(usize) -> T + Sync),
    mut did: impl FnMut(usize),
) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let (sender, results) = channel();
    let mut pieces: Vec<_> = (0..n_pieces).map(|_| None).collect();
    let n_hands = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..n_hands.min(n_pieces) {
            let (next, sender) = (&next, sender.clone());
            scope.spawn(move || {
                while !is_stopped() {
                    let piece = next.fetch_add(1, Ordering::Relaxed);
                    if piece >= n_pieces || sender.send((piece, work(piece))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        for (n_done, (piece, result)) in (1..).zip(results) {
            pieces[piece] = Some(result);
            did(n_done);
        }
    });
    pieces.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicBool;

    use super::*;

    #[test]
    fn every_piece_is_worked_off_and_answered_in_its_order() {
        let mut heard = Vec::new();
        let squares = share_out(100, &|| false, &|n| n * n, |n_done| heard.push(n_done));
        assert_eq!(squares, (0..100).map(|n| n * n).collect::<Vec<_>>());
        assert_eq!(heard, (1..=100).collect::<Vec<_>>());
        assert_eq!(share_out(0, &|| false, &|n| n, |_| {}), [0; 0]);
    }

    #[test]
    fn what_was_done_before_it_was_stopped_is_answered() {
        let is_stopped = AtomicBool::new(false);
        let stop_at_three = |n| {
            is_stopped.fetch_or(n == 3, Ordering::SeqCst);
            n
        };
        let done = share_out(
            1_000_000,
            &|| is_stopped.load(Ordering::SeqCst),
            &stop_at_three,
            |_| {},
        );
        assert!(
            done.contains(&3) && done.len() < 1_000_000,
            "{}",
            done.len()
        );
        assert!(done.is_sorted());
    }
}
