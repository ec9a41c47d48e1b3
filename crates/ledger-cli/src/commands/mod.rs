//! The questions that are answered from a book, replayed and checked up to the asked index.

pub(crate) mod balance;
pub(crate) mod entry;
mod replayed;
pub(crate) mod statement;
pub(crate) mod trace;
