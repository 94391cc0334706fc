//! The words that events are told in: enums whose spelling is part of the format.

use serde::{Deserialize, Serialize};

/// Gives an enum of bare words its spelling, the same in files and on screens.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$variant_doc])* #[serde(rename = $word)] $variant),+
        }

        impl $name {
            /// All of them, in order.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The word for it.
            pub const fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word),+
                }
            }

            /// The one whose word is `word`.
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.word() == word)
            }
        }
    };
}

words! {
    /// Who leads through the exercise.
    Mode {
        Facilitated = "facilitated",
        Solo = "solo",
    }
}

words! {
    /// What makes injects arrive.
    Pace {
        /// The exercise clock.
        Real = "real",
        /// The facilitator's hand: an inject that is due waits for it.
        Manual = "manual",
    }
}

words! {
    /// How sure somebody was of a decision.
    Confidence {
        Low = "low",
        Medium = "medium",
        High = "high",
    }
}

words! {
    /// How far an incident has got, as a status update puts it.
    UpdateState {
        Investigating = "investigating",
        Identified = "identified",
        Monitoring = "monitoring",
        Resolved = "resolved",
    }
}

words! {
    /// What an observation is.
    ObservationKind {
        Strength = "strength",
        Improvement = "improvement",
        Note = "note",
    }
}

words! {
    /// Which of an entry's texts is meant, where it has two.
    #[derive(Default)]
    Part {
        #[default]
        /// What was written, said or named; of a decision, why.
        Text = "text",
        /// A decision's answer in words of one's own.
        Answer = "answer",
    }
}

impl Part {
    /// Whether it is the one that every entry has.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes fields so")]
    pub(super) fn is_text(&self) -> bool {
        *self == Self::Text
    }
}

words! {
    /// What is known of a claim.
    ClaimVerdict {
        Confirmed = "confirmed",
        Refuted = "refuted",
        Untested = "untested",
    }
}

words! {
    /// Why the clock stands.
    PauseReason {
        Hand = "hand",
        /// The computer slept.
        Asleep = "asleep",
        /// The journal could not be written.
        Storage = "storage",
        Quit = "quit",
    }
}

words! {
    /// Why an exercise ended.
    EndReason {
        /// Its ending was reached.
        Reached = "reached",
        /// Its length has passed.
        Length = "length",
        Stopped = "stopped",
        RealIncident = "real_incident",
    }
}

words! {
    /// How well an objective was met: the HSEEP ratings (Homeland Security Exercise and Evaluation
    /// Program, 2020).
    Rating {
        /// Performed without challenges.
        P = "P",
        /// Performed with some challenges.
        S = "S",
        /// Performed with major challenges.
        M = "M",
        /// Unable to be performed.
        U = "U",
    }
}

words! {
    /// What an action item is good for.
    ActionKind {
        Prevent = "prevent",
        Detect = "detect",
        Mitigate = "mitigate",
        Process = "process",
    }
}

words! {
    /// Whether an action item still waits.
    ActionState {
        Open = "open",
        Done = "done",
    }
}
