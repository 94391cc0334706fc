//! Ctrl-C, for work that can be cut short and still has something to tell.

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

/// Whether somebody has asked to come to an end.
#[derive(Debug, Clone)]
pub struct Interrupt(Arc<AtomicBool>);

impl Interrupt {
    /// Listens from now on. Asked twice, the program ends at once.
    ///
    /// # Errors
    /// When the system does not let the program listen for signals.
    #[cfg(unix)]
    pub fn listen() -> io::Result<Self> {
        use signal_hook::{
            consts::{SIGINT, SIGTERM},
            flag::{register, register_conditional_shutdown},
        };

        let asked = Arc::new(AtomicBool::new(false));
        for signal in [SIGINT, SIGTERM] {
            // In this order: the first signal finds the flag down, and raises it.
            register_conditional_shutdown(signal, 128 + signal, Arc::clone(&asked))?;
            register(signal, Arc::clone(&asked))?;
        }
        Ok(Self(asked))
    }

    #[cfg(not(unix))]
    pub fn listen() -> io::Result<Self> {
        Ok(Self(Arc::default()))
    }

    /// Whether somebody has asked.
    pub fn has_come(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
