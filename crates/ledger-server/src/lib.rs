//! ASYNC: the server. One sequencer decides; services only decode, ask and encode.
//!
//! Nothing here knows a rule, and nothing here writes to a book but the sequencer.

pub mod access;
pub mod args;
pub mod book;
pub mod clock;
mod demo;
mod demo_run;
mod http;
mod init;
pub mod key_index;
mod language;
pub mod random;
mod run;
pub mod sequencer;
pub mod serve;
mod service;
mod signal;
pub mod witnessing;

pub use run::run;
