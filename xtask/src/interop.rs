//! `cargo xtask interop`: Go's note and tile clients and Tessera's fsck read logs that we wrote, a real book's export
//! among them, and our reader reads theirs. What is damaged must be refused by both.

use crate::{Stop, run};

/// Runs the script, which says aloud what it skips where there is no Go.
pub fn interop(sizes: &[String]) -> Result<(), Stop> {
    if sizes.iter().any(|size| size.parse::<u64>().is_err()) {
        return Err(Stop::Usage);
    }
    run(std::process::Command::new("interop/run.sh").args(sizes))
}
