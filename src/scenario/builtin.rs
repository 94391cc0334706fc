//! The scenarios that come with the program.

/// A scenario's id and its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Builtin {
    pub id: &'static str,
    pub text: &'static str,
}

macro_rules! builtin {
    ($($id:literal,)+) => {
        /// All of them, by their ids; a test checks, plays and fuzzes every one.
        pub const BUILTIN: &[Builtin] = &[$(Builtin {
            id: $id,
            text: include_str!(concat!("../../scenarios/", $id, ".ron")),
        }),+];
    };
}

builtin![
    "bad-restore",
    "cdn-failure",
    "cert-expiry",
    "cluster-upgrade",
    "config-push",
    "dns-lockout",
    "edge-store-offline",
    "launch-day",
    "micro-canary",
    "micro-certificate",
    "micro-full-disk",
    "payment-partial",
    "pull-the-plug",
    "region-loss",
    "split-brain",
];
