//! Everything that a key can do.

/// Makes the enum and the list of all of it, so that a test can ask for each.
macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {
        /// What a key does, whatever screen it is pressed on.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Action {
            $($(#[$doc])* $name),+
        }

        impl Action {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name),+];
        }
    };
}

actions! {
    Up,
    Down,
    /// To the pane on the left.
    Left,
    Right,
    /// To the next pane, and from the last to the first.
    NextPane,
    PreviousPane,
    /// To one of the panes.
    ToScript,
    ToNow,
    ToWorld,
    ToLog,
    /// Gives the pane that is in focus all the room, or takes it back.
    Zoom,
    PageUp,
    PageDown,
    First,
    Last,
    /// Back to what came in last.
    Follow,
    Fire,
    Skip,
    HoldBack,
    /// Delivers an inject that the scenario does not have.
    Improvise,
    Acknowledge,
    Decide,
    /// Gives an open decision longer than its limit.
    Extend,
    Tick,
    /// Ticks a question of the phase.
    Discuss,
    Declare,
    PostUpdate,
    Strength,
    Improvement,
    Note,
    JudgeClaim,
    /// Notes something about what is looked at.
    About,
    /// Writes an entry anew, or withdraws it.
    Amend,
    Assign,
    /// Says who has left, or is back.
    Absent,
    PauseOrResume,
    Faster,
    Slower,
    JumpToNext,
    JumpBy,
    Undo,
    /// Shows all that was recorded, to correct it or to go back to it.
    Entries,
    /// Stops everything: something real has happened.
    RealIncident,
    /// Ends the exercise before an ending is reached.
    End,
    /// Tries again to write the journal.
    TryAgain,
    /// Goes on to the briefing and in it; after its last page, starts the clock.
    Begin,
    /// Shows what is for the facilitator alone.
    Notes,
    Help,
    Palette,
    Redraw,
    Suspend,
    Quit,
    /// Takes what is chosen or written.
    Accept,
    /// Closes a modal, and nothing has happened.
    Close,
    /// Answers in words of one's own.
    OwnWords,
    /// Starts an exercise of the scenario that is chosen.
    Start,
    Resume,
    Report,
    Search,
    /// Forgets what was searched for and left out.
    Clear,
    Spoilers,
    Level,
    Length,
    Tag,
    /// Only exercises of one scenario.
    Played,
    Outcome,
    /// Only exercises of which something is left to do.
    StillOpen,
    Practice,
    Order,
    /// Copies a scenario to the user's folder.
    Copy,
    /// Shows a folder in the system's own way.
    Reveal,
    Refresh,
    /// The other value of what has only a few.
    Change,
    ChangeBack,
    /// Starts an exercise of the scenario that is chosen, for one.
    PlayAlone,
    /// Asks for help, step by step.
    Hint,
    /// Shows again what came of the last choice.
    Feedback,
    /// To what the room sees, and back.
    SeeRoom,
    /// Everything of the room's screen.
    ShowAll,
    /// One part of it alone.
    ShowInject,
    ShowServices,
    ShowCurves,
    ShowQuestion,
    /// To where the next decision was made, and back to the last one.
    NextDecision,
    PreviousDecision,
    /// A minute of the exercise clock.
    MinuteOn,
    MinuteBack,
    /// To a time that is written down.
    GoTo,
    /// Answers before the team's answer shows.
    Challenge,
    Tally,
    /// Sets another exercise beside this one.
    Compare,
    /// Plays a past exercise again.
    Replay,
}
