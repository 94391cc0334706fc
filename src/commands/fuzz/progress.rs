//! A bar that grows while a scenario is played, for a person who waits at a terminal.

use std::io::{IsTerminal, Write, stderr};

use crate::{fuzz::finding::grouped, harmless};

const WIDTH: u64 = 30;

/// How far the plays have got.
#[derive(Debug)]
pub(super) struct Progress {
    what: String,
    n_all: u64,
    /// What was shown last, in parts of a hundred.
    shown: Option<u64>,
    is_watched: bool,
}

impl Progress {
    pub(super) fn of(what: &str, n_all: u64) -> Self {
        Self {
            what: harmless::line(what),
            n_all,
            shown: None,
            is_watched: stderr().is_terminal(),
        }
    }

    /// Shows how many are done, where somebody sees it and it has changed.
    pub(super) fn show(&mut self, n_done: u64) {
        let n_done = n_done.min(self.n_all);
        let percent = n_done * 100 / self.n_all.max(1);
        if self.is_watched && self.shown != Some(percent) {
            self.shown = Some(percent);
            let line = line(&self.what, n_done, self.n_all);
            // Nobody misses a bar that cannot be drawn.
            let _ = write!(stderr(), "\r{line}").and_then(|()| stderr().flush());
        }
    }

    /// Takes the bar away.
    pub(super) fn clear(&mut self) {
        if self.shown.take().is_some() {
            let _ = write!(stderr(), "\r\x1b[2K").and_then(|()| stderr().flush());
        }
    }
}

fn line(what: &str, n_done: u64, n_all: u64) -> String {
    let n_full = n_done * WIDTH / n_all.max(1);
    let bar: String = (0..WIDTH)
        .map(|at| if at < n_full { '█' } else { '░' })
        .collect();
    let what: String = what.chars().take(24).collect();
    format!("{what}  {bar}  {} of {}", grouped(n_done), grouped(n_all))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_is_as_full_as_the_work_is_done() {
        let full = |n| format!("{}{}", "█".repeat(n), "░".repeat(30 - n));
        let shown = |n_done| line("drill", n_done, 10_000);
        assert_eq!(shown(0), format!("drill  {}  0 of 10,000", full(0)));
        assert_eq!(
            shown(5_250),
            format!("drill  {}  5,250 of 10,000", full(15))
        );
        assert_eq!(
            shown(10_000),
            format!("drill  {}  10,000 of 10,000", full(30))
        );
    }
}
