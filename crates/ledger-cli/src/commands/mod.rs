//! The questions, answered from a book that is replayed and checked here, or by its server; and the officer's verbs.

pub(crate) mod allotment;
mod asked;
pub(crate) mod balance;
pub(crate) mod campaign;
pub(crate) mod entry;
pub(crate) mod follow;
pub(crate) mod goods;
pub(crate) mod grant;
mod head;
pub(crate) mod list;
pub(crate) mod payee;
pub(crate) mod pledge;
pub(crate) mod proof;
pub(crate) mod receipt;
mod remote;
mod replayed;
mod sheet;
pub(crate) mod statement;
pub(crate) mod trace;
mod view;
mod writing;
