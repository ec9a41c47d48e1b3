//! The questions, answered from a book that is replayed and checked here, or by its server; and the officer's verbs.

pub(crate) mod balance;
pub(crate) mod entry;
pub(crate) mod follow;
mod head;
pub(crate) mod list;
pub(crate) mod receipt;
mod remote;
mod replayed;
mod sheet;
pub(crate) mod statement;
pub(crate) mod trace;
mod view;
mod writing;
