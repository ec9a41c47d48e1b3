//! How far the ceremony has come: a bar on a terminal, a line for each part elsewhere.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Says how far the ceremony has come.
pub struct Progress {
    shown: Shown,
}

enum Shown {
    Bar(ProgressBar),
    Lines(fn(&str)),
}

impl Progress {
    /// A bar on the process's own terminal.
    #[must_use]
    pub fn bar() -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        let shape = "  {msg}\n  {wide_bar} {human_pos} of {human_len} asked for, {eta} left";
        if let Ok(style) = ProgressStyle::with_template(shape) {
            bar.set_style(style);
        }
        Self { shown: Shown::Bar(bar) }
    }

    /// A line for each part of the ceremony.
    #[must_use]
    pub const fn lines(say: fn(&str)) -> Self {
        Self { shown: Shown::Lines(say) }
    }

    /// How much there is to ask for.
    pub fn expect(&self, total: u64) {
        match &self.shown {
            Shown::Bar(bar) => bar.set_length(total),
            Shown::Lines(_) => {}
        }
    }

    /// A part of the ceremony begins.
    pub fn part(&self, what: &str) {
        match &self.shown {
            Shown::Bar(bar) => bar.set_message(what.to_owned()),
            Shown::Lines(say) => say(&format!("  {what}\n")),
        }
    }

    /// So much more was asked for, and answered.
    pub fn asked(&self, items: usize) {
        match &self.shown {
            Shown::Bar(bar) => bar.inc(items as u64),
            Shown::Lines(_) => {}
        }
    }

    /// Takes the bar away before results are written.
    pub fn finish(&self) {
        match &self.shown {
            Shown::Bar(bar) => bar.finish_and_clear(),
            Shown::Lines(_) => {}
        }
    }
}
