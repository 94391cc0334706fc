//! The stable codes of problems: one word for each kind of mistake, to search for and to name in
//! scripts.

use std::fmt;

macro_rules! codes {
    ($($(#[$doc:meta])+ $code:ident = $word:literal,)+) => {
        /// What kind of mistake a problem is. The words never change once they are out.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[$doc])+ $code,)+
        }

        impl Code {
            /// All of them, in the order in which a file is checked.
            pub const ALL: &[Self] = &[$(Self::$code,)+];

            /// The word for it, in small letters and hyphens.
            pub const fn word(self) -> &'static str {
                match self {
                    $(Self::$code => $word,)+
                }
            }
        }
    };
}

codes! {
    // The text.
    /// The file is larger than any scenario.
    TooLarge = "too-large",
    /// There is nothing in the file.
    EmptyFile = "empty-file",
    /// More brackets within each other than are read.
    TooDeep = "too-deep",
    /// More of something than can be numbered.
    TooMany = "too-many",
    /// A bracket, text or comment that is never closed.
    Unclosed = "unclosed",
    /// A bracket that closes one of another kind.
    WrongBracket = "wrong-bracket",
    /// Something is missing between two values.
    MissingComma = "missing-comma",
    /// Something that cannot stand in this place.
    Misplaced = "misplaced",
    /// Nothing that RON could read.
    UnknownExtension = "unknown-extension",
    /// The file is something else than a scenario.
    NoScenario = "no-scenario",
    /// The file is something else than a walk.
    NoWalk = "no-walk",
    /// The file is something else than a configuration.
    NoConfig = "no-config",
    /// A format that this program does not know.
    UnknownFormat = "unknown-format",
    /// A character that could steer the terminal that shows it.
    ControlCharacter = "control-character",
    /// What is left of bytes that are no UTF-8.
    BadCharacter = "bad-character",

    // What is written.
    /// A field that must be there is not.
    MissingField = "missing-field",
    /// A field that nothing of its kind has.
    UnknownField = "unknown-field",
    /// A field that stands there twice.
    DoubledField = "doubled-field",
    /// A word that is none of those that can stand there.
    UnknownWord = "unknown-word",
    /// A word with too many, too few or other values in its brackets.
    WrongForm = "wrong-form",
    /// A value of another type than what goes there.
    WrongType = "wrong-type",
    /// A backslash that begins nothing.
    BadEscape = "bad-escape",
    /// A text that is no duration.
    BadDuration = "bad-duration",
    /// A text that is no date and time.
    BadDate = "bad-date",
    /// A number that is none, or that is beyond what it can be.
    BadNumber = "bad-number",

    // Names.
    /// An id that is spelled as none may be.
    BadId = "bad-id",
    /// An id that is a word of the language.
    ReservedId = "reserved-id",
    /// An id that stands for something else already.
    DoubledId = "doubled-id",
    /// An id that stands for nothing.
    UnknownId = "unknown-id",
    /// An id of another kind than what goes there.
    WrongKind = "wrong-kind",

    // What is meant.
    /// A time after the end of the exercise.
    BeyondLength = "beyond-length",
    /// A time limit of no time.
    NoTime = "no-time",
    /// An inject that goes to nobody.
    NoRecipient = "no-recipient",
    /// A decision with nothing to decide.
    NoOptions = "no-options",
    /// A mark that one row alone can have.
    DoubledMark = "doubled-mark",
    /// No ending for when the time is up.
    NoOtherwise = "no-otherwise",
    /// Services that need each other.
    NeedsLoop = "needs-loop",
    /// Something that can come only after itself.
    WaitsForItself = "waits-for-itself",

    // What is doubtful.
    /// A flag that is asked for and never set.
    UnsetFlag = "unset-flag",
    /// A signal that starts where it cannot be.
    StartOutOfBounds = "start-out-of-bounds",
    /// Something that is held, and that nobody's hand can fire.
    NeverOpens = "never-opens",
    /// Something that is waited for and never comes.
    NeverHappens = "never-happens",
    /// Something that waits for what is so from the beginning.
    HoldsAtOnce = "holds-at-once",
    /// A bound or an aim that a signal's own bounds keep it from.
    BeyondBounds = "beyond-bounds",
    /// A percentage that is most likely meant as a share of 1.
    TinyChance = "tiny-chance",
    /// A silence that nothing ever leads to.
    SilenceWithoutLimit = "silence-without-limit",
    /// An ending that nothing leads to.
    UnreachedEnding = "unreached-ending",
    /// A signal that nothing moves.
    StillSignal = "still-signal",
    /// A service that nothing happens to.
    UntouchedService = "untouched-service",
    /// A claim that nobody can find out about.
    UntestableClaim = "untestable-claim",
    /// An objective that nothing can meet.
    UnmeetableObjective = "unmeetable-objective",
    /// A decision of which every option does the same.
    SameOptions = "same-options",
    /// A decision without a good way out.
    NoGoodOption = "no-good-option",
    /// A phase with nothing to talk about.
    NoQuestions = "no-questions",
    /// A role that is not told what to do.
    NoBrief = "no-brief",
    /// A text too long to be read aloud.
    LongBody = "long-body",
    /// An exercise in which nothing is ever late.
    NoTimePressure = "no-time-pressure",

    // Walks.
    /// A walk without a scenario of its name beside it.
    OrphanWalk = "orphan-walk",
    /// A step that cannot be followed.
    WalkRefused = "walk-refused",
    /// An expectation that does not hold.
    WalkFailed = "walk-failed",

    // What thousands of playthroughs do not come by.
    /// A phase or a task that never begins.
    NeverBegins = "never-begins",
    /// An inject that is never delivered.
    NeverDelivered = "never-delivered",
    /// A decision that is never asked for.
    NeverAsked = "never-asked",
    /// A decision that stands open, and none of its options can be had.
    NothingToChoose = "nothing-to-choose",
    /// An option that is always hidden.
    NeverOffered = "never-offered",
    /// An option that can be had and that nobody ever takes.
    NeverTaken = "never-taken",
    /// An outcome that the exercise is too short for.
    NeverLands = "never-lands",
    /// A task that cannot be done.
    NeverDone = "never-done",
    /// A claim that nothing confirms or refutes.
    NeverJudged = "never-judged",
    /// An objective that cannot be met.
    NeverMet = "never-met",
    /// A side of a draw that luck never falls to.
    NeverDrawn = "never-drawn",
    /// An ending that cannot be reached.
    NeverReached = "never-reached",

    /// There are more problems than are told.
    More = "more",
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_code_has_a_word_of_its_own() {
        let words: BTreeSet<_> = Code::ALL.iter().map(|code| code.word()).collect();
        assert_eq!(words.len(), Code::ALL.len());
        for word in words {
            let is_plain = |c: char| c.is_ascii_lowercase() || c == '-';
            assert!(word.chars().all(is_plain) && word.len() < 24, "{word}");
        }
    }
}
