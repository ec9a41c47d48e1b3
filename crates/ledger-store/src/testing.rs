//! For tests, of this crate and of others: a simulated disk with a page cache, and the contract of
//! [`Journal`](crate::Journal).

mod contract;
mod disk;
mod faults;
mod file;
mod pages;
mod state;

pub use contract::{fill, journal_contract};
pub use disk::SimDisk;
pub use faults::{Fault, PowerCut};
pub use file::{SimFile, SimLock};
pub use pages::PAGE_BYTES;
