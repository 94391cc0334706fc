//! How the replay is wound: by the time that passes, by steps and by jumps, and never past a
//! question that is yet to be answered.

use super::{
    Replay,
    asked::Asked,
    state::{Over, Play},
};
use crate::{
    exercise::{ExerciseTime, RunTime, time::Clock},
    scenario::Span,
    ui::{app::Notice, words},
};

impl Replay {
    /// Lets the time pass that has passed since it was played on; none does while something is
    /// open over the screen.
    pub(super) fn pass_time(&mut self, now: RunTime) {
        let Play::Runs(clock) = self.play else {
            return;
        };
        if self.over.is_some() {
            return self.keep_running(now);
        }
        let at = clock.at(now).min(self.end());
        self.wind(at);
        if self.clock >= self.end() {
            self.play = Play::Stands;
            self.notice = Some(Notice::Note(
                "This is the end; Space plays it from the beginning.".to_owned(),
            ));
        }
    }

    pub(super) fn play_or_stop(&mut self, now: RunTime) {
        if self.is_playing() {
            self.play = Play::Stands;
            return;
        }
        if self.clock >= self.end() && self.run.story.next(self.run.reel.n()).is_none() {
            self.go_to_the_beginning();
        }
        self.play = self.running(now);
        // What happens at this very instant happens now.
        self.wind(self.clock);
    }

    pub(super) fn running(&self, now: RunTime) -> Play {
        Play::Runs(Clock::set(now, self.clock, self.speed, true))
    }

    /// Sets the clock that runs right after something else has wound on or back.
    pub(super) fn keep_running(&mut self, now: RunTime) {
        if self.is_playing() {
            self.play = self.running(now);
        }
    }

    pub(super) fn set_speed(&mut self, now: RunTime, speed: Option<&f64>) {
        match speed {
            Some(speed) => {
                self.speed = *speed;
                self.keep_running(now);
            }
            None => self.refuse(format!(
                "it cannot be other than {}",
                words::speed(self.speed)
            )),
        }
    }

    pub(super) fn step_on(&mut self, now: RunTime) {
        if let Some(stop) = self.run.story.next(self.run.reel.n()) {
            let n = stop.n;
            self.go_to_record(now, n);
        }
    }

    pub(super) fn step_back(&mut self, now: RunTime) {
        let first = self.run.reel.recording().n_before_the_start();
        match self.run.story.before(self.run.reel.n()) {
            Some(stop) if stop.n > first => {
                let n = stop.n;
                self.go_to_record(now, n);
            }
            _ => self.go_to_the_beginning(),
        }
    }

    /// How many records there are with the answer to the next decision.
    pub(super) fn next_decision(&self) -> Option<usize> {
        let n = self.run.reel.n();
        let mut all = self.run.story.decisions.iter();
        all.find(|it| it.n_before >= n).map(|it| it.n_before + 1)
    }

    pub(super) fn previous_decision(&self) -> Option<usize> {
        let n = self.run.reel.n();
        let mut all = self.run.story.decisions.iter().rev();
        all.find(|it| it.n_before + 1 < n).map(|it| it.n_before + 1)
    }

    pub(super) fn go_to_the_beginning(&mut self) {
        let n = self.run.reel.recording().n_before_the_start();
        self.run.reel.wind_to_record(n);
        self.clock = self.run.reel.clock();
        self.play = Play::Stands;
        self.wind_beside();
    }

    pub(super) fn go_back(&mut self, now: RunTime, by: Span) {
        let back_ms = self.clock.as_ms().saturating_sub(by.as_ms());
        self.go_to(now, ExerciseTime::from_ms(back_ms));
    }

    pub(super) fn go_to(&mut self, now: RunTime, clock: ExerciseTime) {
        self.wind(clock.min(self.end()));
        self.keep_running(now);
    }

    pub(super) fn go_to_record(&mut self, now: RunTime, n: usize) {
        if let Some(question) = self.question_on_the_way(n) {
            self.ask(question);
        } else {
            self.run.reel.wind_to_record(n);
            self.clock = self.run.reel.clock();
            self.wind_beside();
        }
        self.keep_running(now);
    }

    /// Winds on or back, and no further than to a decision that is to be answered first.
    pub(super) fn wind(&mut self, clock: ExerciseTime) {
        let n = self.run.reel.recording().n_by(clock);
        if let Some(question) = self.question_on_the_way(n) {
            self.ask(question);
        } else {
            self.run.reel.wind_to(clock);
            self.clock = clock;
            self.wind_beside();
        }
    }

    pub(super) fn wind_beside(&mut self) {
        if let Some(beside) = &mut self.beside {
            beside.reel.wind_to(self.clock);
        }
    }

    /// The decision that the challenge asks before `n` records are shown, if there is one.
    pub(super) fn question_on_the_way(&self, n: usize) -> Option<usize> {
        let shown = self.run.reel.n();
        let decisions = &self.run.story.decisions;
        let question = self.challenge.next_question(decisions, shown)?;
        (n > decisions[question].n_before).then_some(question)
    }

    /// Stops right before the team's answer.
    pub(super) fn ask(&mut self, question: usize) {
        let n_before = self.run.story.decisions[question].n_before;
        self.run.reel.wind_to_before(n_before);
        self.clock = self.run.reel.clock();
        let asked = Asked::of(question, self.play);
        self.play = Play::Stands;
        self.over = Some(Over::Asked(asked));
    }
}
