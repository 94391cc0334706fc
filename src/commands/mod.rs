//! One file a subcommand: arguments in, text or a running app out.

mod check;
mod found;
mod fuzz;
mod library;
mod lists;
mod new;
mod observe;
mod plain;
mod program;
mod rehearse;
mod replay;
mod report;
mod run;
mod verify;
mod walks;
mod watch;

pub use program::{Streams, main};
use program::{complain, is_shown, is_terminal};
