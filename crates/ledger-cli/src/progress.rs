//! How far long work has come, on stderr only: a bar on a terminal, a line every few seconds elsewhere.

use crate::interrupt::Interrupt;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use ledger_wire::amount::grouped;
use std::io::Write;
use std::time::{Duration, Instant};

/// Short work says nothing.
const BEFORE_THE_FIRST_LINE: Duration = Duration::from_millis(500);
const BETWEEN_LINES: Duration = Duration::from_secs(3);

/// Tells how far work has come, and hears whether to stop.
pub struct Progress<'a> {
    shown: Shown<'a>,
    interrupt: Interrupt,
}

enum Shown<'a> {
    Nothing,
    Bar(ProgressBar),
    Lines { out: &'a mut dyn Write, began: Instant, due: Duration, total: u64 },
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

    /// A line after half a second and then every few seconds.
    pub fn lines(out: &'a mut dyn Write, interrupt: Interrupt) -> Self {
        Self { shown: Shown::Lines { out, began: Instant::now(), due: BEFORE_THE_FIRST_LINE, total: 0 }, interrupt }
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
            Shown::Lines { out, began, due, total } => {
                let elapsed = began.elapsed();
                if elapsed >= *due {
                    *due = elapsed.saturating_add(BETWEEN_LINES);
                    // Nobody may be there to read it; the work goes on.
                    let _ = writeln!(out, "{}", line(done, *total, elapsed));
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

/// How far it is, how fast, and how long it will go on like this.
fn line(done: u64, total: u64, elapsed: Duration) -> String {
    let millis = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX).max(1);
    let per_second = done.saturating_mul(1_000) / millis;
    let left = total.saturating_sub(done).checked_div(per_second);
    let left = left.map_or_else(String::new, |seconds| format!(", {seconds} s left"));
    format!("{} of {} entries, {}/s{left}", shown(done), shown(total), shown(per_second))
}

fn shown(count: u64) -> String {
    i64::try_from(count).map_or_else(|_| count.to_string(), grouped)
}

#[cfg(test)]
mod tests {
    use super::line;
    use std::time::Duration;

    #[test]
    fn a_line_says_how_far_how_fast_and_how_long() {
        let text = line(500_000, 2_000_000, Duration::from_millis(500));
        assert_eq!(text, "500,000 of 2,000,000 entries, 1,000,000/s, 1 s left");
        assert_eq!(line(0, 10, Duration::from_secs(1)), "0 of 10 entries, 0/s");
    }
}
