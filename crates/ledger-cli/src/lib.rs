//! The auditor's command line: it checks a book from its own bytes and rules, and answers questions by replay.
//!
//! The audit comes first: it needs no server, trusts none, and writes nothing. [`run`] is the whole program with its
//! streams passed in, and [`audit::verify`] is the audit alone; neither ends the process nor leaves anything global
//! behind, so both can be called thousands of times.

mod args;
pub mod audit;
mod commands;
mod exit;
mod export;
mod failure;
mod fields;
mod interrupt;
mod progress;
mod run;
pub mod show;
mod typed;
mod witness;

pub use exit::Exit;
pub use failure::Failure;
pub use interrupt::Interrupt;
pub use progress::{Interrupted, Progress};
pub use run::{main, run, run_interruptible};
