//! A past exercise that is shown: what was recorded of it, and where in it somebody is.

use crate::{
    exercise::{
        Exercise, ExerciseTime, Handout, Record, Recording, Reel,
        seat::{Course, Seen},
    },
    report::{replay::Story, timeline::mark},
    scenario::Scenario,
};

/// A past exercise, and where in it somebody is.
#[derive(Debug, Clone)]
pub struct Run {
    /// Its id, as the data folder has it.
    pub id: String,
    pub reel: Reel,
    pub story: Story,
}

impl Run {
    /// What is known of an exercise, with what observers wrote beside it, shown from its beginning.
    pub fn of(id: &str, exercise: &Exercise, seen: Vec<Record>) -> Self {
        let recording = Recording::of(exercise, seen);
        Self {
            id: id.to_owned(),
            story: Story::of(exercise, &recording),
            reel: Reel::of(recording),
        }
    }

    /// Whether there is nothing to be replayed: it was begun, and its clock perhaps set
    /// going, and nothing else happened.
    pub fn is_nothing(&self) -> bool {
        let mut stops = self.story.stops.iter();
        stops.all(|stop| matches!(stop.entry.mark, mark::START | mark::CLOCK))
    }

    pub fn scenario(&self) -> &Scenario {
        self.reel.exercise().scenario()
    }

    /// Up to when something is known.
    pub fn end(&self) -> ExerciseTime {
        self.reel.recording().end()
    }

    /// What the room saw, and more of it while the clock stood: a pause took no time on the exercise
    /// clock, but things were recorded in it. The speed that is shown is the replay's own.
    pub fn handout(&self) -> Handout {
        let mut handout = Handout::of(self.reel.exercise(), self.reel.clock());
        handout.seen = Seen::InReplay;
        if let Course::Running { speed } = &mut handout.course {
            *speed = 1.0;
        }
        handout
    }
}
