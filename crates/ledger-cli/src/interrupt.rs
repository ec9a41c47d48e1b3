//! Ctrl-C: noticed by long work at its next step. Nothing here is global but what the terminal's own
//! entry installs.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether somebody asked to stop. Clones share the answer.
#[derive(Clone, Debug, Default)]
pub struct Interrupt {
    asked: Arc<AtomicBool>,
}

impl Interrupt {
    /// One that only [`Interrupt::ask`] sets.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// One that Ctrl-C sets, from here to the end of the process. Where signals cannot be had it is never set,
    /// and Ctrl-C ends the process as it always does.
    #[must_use]
    pub fn on_ctrl_c() -> Self {
        let interrupt = Self::new();
        let asked = interrupt.clone();
        std::thread::spawn(move || {
            let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() else {
                return;
            };
            if runtime.block_on(tokio::signal::ctrl_c()).is_ok() {
                asked.ask();
            }
        });
        interrupt
    }

    /// Asks to stop.
    pub fn ask(&self) {
        self.asked.store(true, Ordering::Relaxed);
    }

    /// Whether somebody asked.
    #[must_use]
    pub fn is_asked(&self) -> bool {
        self.asked.load(Ordering::Relaxed)
    }
}
