//! Shows a folder in the system's own way, where it has one.

use std::{
    path::Path,
    process::{Command, Stdio},
    thread,
};

use crate::{harmless, ui::library::Message};

/// Asks the system's file manager to show `folder`, and says where that is in any case.
pub fn reveal(folder: &Path) -> Message {
    let shown = harmless::line(&folder.display().to_string());
    let begun = program().and_then(|program| {
        Command::new(program)
            .arg(folder)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .ok()
    });
    if let Some(mut child) = begun {
        // Nobody waits for it; this only keeps a dead one from being left over.
        thread::spawn(move || child.wait());
    }
    Message::Told(format!("The folder is {shown}"))
}

/// What shows a folder here. Without a desktop, some would open a browser on this very terminal.
fn program() -> Option<&'static str> {
    let has = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    if cfg!(target_os = "macos") {
        Some("open")
    } else if cfg!(windows) {
        Some("explorer")
    } else if has("DISPLAY") || has("WAYLAND_DISPLAY") {
        Some("xdg-open")
    } else {
        None
    }
}
