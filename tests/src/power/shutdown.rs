//! The one system call that cuts the power of an ext4. The only unsafe code of these tests.

#![allow(unsafe_code, reason = "an ioctl has no safe form: the kernel reads through a pointer")]

use rustix::ioctl::{Opcode, Setter, ioctl};
use std::fs::File;
use std::io;

/// `EXT4_IOC_SHUTDOWN`, `_IOR('X', 125, __u32)`.
const SHUTDOWN: Opcode = 0x8004_587d;
/// `EXT4_GOING_FLAGS_NOLOGFLUSH`: the log in memory is dropped and not flushed.
const WITHOUT_FLUSHING_THE_LOG: u32 = 2;

/// Shuts down the file system that `directory` lies in, as if its power were cut.
///
/// # Errors
/// If it is none that can be shut down, or the caller is not root.
pub(super) fn shut_down(directory: &File) -> io::Result<()> {
    // SAFETY: the kernel reads one `u32` through the pointer that `Setter` makes to its own copy, and keeps and
    // writes nothing there. A file system that does not know the number answers ENOTTY and reads nothing.
    let done = unsafe { ioctl(directory, Setter::<SHUTDOWN, u32>::new(WITHOUT_FLUSHING_THE_LOG)) };
    done.map_err(io::Error::from)
}
