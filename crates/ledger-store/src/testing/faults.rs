//! What can go wrong with a simulated disk.

/// A fault that strikes one call and is then used up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// A write takes only the first bytes, and says so.
    ShortWrite {
        /// How many.
        keep: usize,
    },
    /// A write fails (EIO) after its first bytes reached the page cache.
    FailedWrite {
        /// How many.
        keep: usize,
    },
    /// A write finds the disk full (ENOSPC) after its first bytes: a file system that copies on write.
    FullWrite {
        /// How many.
        keep: usize,
    },
    /// A write is interrupted (EINTR) before it did anything.
    InterruptedWrite,
    /// A read fails (EIO).
    FailedRead,
    /// A read is interrupted (EINTR).
    InterruptedRead,
    /// A sync fails (EIO). The kernel takes the pages for clean all the same: memory shows them, and the disk has
    /// some of them at most.
    FailedSync,
    /// A sync is interrupted (EINTR) before it did anything.
    InterruptedSync,
    /// A rename fails (EIO).
    FailedRename,
    /// A folder's sync fails (EIO).
    FailedDirSync,
}

/// What of the unsynced writes is on the disk when the power comes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PowerCut {
    /// Nothing.
    LosesAll,
    /// An arbitrary subset of pages and, in order, of changes to names.
    KeepsSome,
    /// Everything but the last write, and of that the first bytes.
    Tears {
        /// How many bytes of the last write.
        keep: usize,
    },
}

/// The kinds of calls a fault may strike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Call {
    Read,
    Write,
    Sync,
    Rename,
    DirSync,
    Other,
}

impl Fault {
    pub(super) const fn strikes(self) -> Call {
        match self {
            Fault::ShortWrite { .. }
            | Fault::FailedWrite { .. }
            | Fault::FullWrite { .. }
            | Fault::InterruptedWrite => Call::Write,
            Fault::FailedRead | Fault::InterruptedRead => Call::Read,
            Fault::FailedSync | Fault::InterruptedSync => Call::Sync,
            Fault::FailedRename => Call::Rename,
            Fault::FailedDirSync => Call::DirSync,
        }
    }
}
