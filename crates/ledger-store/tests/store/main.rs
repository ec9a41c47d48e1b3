//! What the store promises, kept over real files and over a simulated disk.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test stops at what it did not expect")]

mod contract;
mod crash;
mod derived;
mod desk;
mod faults;
mod key_index;
mod opening;
mod person;
mod reading;
mod tamper;
mod vault;
mod vault_crash;
mod vault_erasing;
mod vault_file;
