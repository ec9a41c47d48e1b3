//! How far long work has come, on stderr only: a bar on a terminal, a line every few seconds elsewhere.

use crate::interrupt::Interrupt;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::Write;
use std::time::{Duration, Instant};

const BETWEEN_LINES: Duration = Duration::from_secs(3);

/// Tells how far work has come, and hears whether to stop.
pub struct Progress<'a> {
    shown: Shown<'a>,
    interrupt: Interrupt,
}

enum Shown<'a> {
    Nothing,
    Bar(ProgressBar),
    Lines { out: &'a mut dyn Write, last: Instant, total: u64 },
}

/// Somebody asked to stop.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Interrupted;

impl<'a> Progress<'a> {
    /// Shows nothing and is never interrupted.
    #[must_use]
    pub fn silent() -> Self {
        Self { shown: Shown::Nothing, interrupt: Interrupt::new() }
    }

    /// A bar with rate and time left, on the process's own terminal.
    #[must_use]
    pub fn bar(interrupt: Interrupt) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        let shape = "{wide_bar} {human_pos} of {human_len} entries, {per_sec}, {eta} left";
        if let Ok(style) = ProgressStyle::with_template(shape) {
            bar.set_style(style);
        }
        Self { shown: Shown::Bar(bar), interrupt }
    }

    /// A line every few seconds.
    pub fn lines(out: &'a mut dyn Write, interrupt: Interrupt) -> Self {
        Self { shown: Shown::Lines { out, last: Instant::now(), total: 0 }, interrupt }
    }

    /// How many entries there are to go through.
    pub fn expect(&mut self, total: u64) {
        match &mut self.shown {
            Shown::Nothing => {}
            Shown::Bar(bar) => bar.set_length(total),
            Shown::Lines { total: known, .. } => *known = total,
        }
    }

    /// So many are done.
    ///
    /// # Errors
    /// [`Interrupted`] if the work is to stop here.
    pub fn at(&mut self, done: u64) -> Result<(), Interrupted> {
        match &mut self.shown {
            Shown::Nothing => {}
            Shown::Bar(bar) => bar.set_position(done),
            Shown::Lines { out, last, total } => {
                if last.elapsed() >= BETWEEN_LINES {
                    *last = Instant::now();
                    // Nobody may be there to read it; the work goes on.
                    let _ = writeln!(out, "{done} of {total} entries");
                }
            }
        }
        if self.interrupt.is_asked() { Err(Interrupted) } else { Ok(()) }
    }

    /// Takes the bar away before results are written.
    pub fn finish(&mut self) {
        if let Shown::Bar(bar) = &self.shown {
            bar.finish_and_clear();
        }
    }
}
