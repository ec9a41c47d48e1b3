//! Making durable what a survey found: the other half of recovery.

use super::OpenError;
use crate::head::PlacedHead;
use crate::layout::BookPaths;
use crate::segment;
use crate::storage::{self, Placed, Storage};
use crate::survey::Found;
use crate::world::WorldFailed;

const COPY_BYTES: u64 = 1 << 20;

/// Writes again the same bytes of every frame past `head`, zeros after them, and syncs: frames that only sat in the
/// page cache when a process died must not be believed and then lost. Answers how many bytes of frames.
pub(super) fn make_durable<S: Storage>(
    storage: &S,
    paths: &BookPaths,
    found: &Found<S::File>,
    acknowledged: &PlacedHead,
) -> Result<u64, OpenError> {
    let names = segment::list(storage, &paths.journal())?;
    let mut rewritten = 0;
    for (file, name) in found.segments.iter().zip(names) {
        if name < acknowledged.end.segment {
            continue;
        }
        let from = if name == acknowledged.end.segment { acknowledged.end.offset } else { 0 };
        let size = file.size()?;
        let to = if name == found.tail.segment { found.tail.offset } else { size };
        rewrite(file, from, to)?;
        file.write_zeros(to, size)?;
        file.sync()?;
        rewritten += to.saturating_sub(from);
    }
    storage::sync_dir(storage, &paths.journal())?;
    Ok(rewritten)
}

fn rewrite<F: storage::StoredFile>(file: &Placed<F>, from: u64, to: u64) -> Result<(), WorldFailed> {
    let mut buffer = Vec::new();
    let mut at = from;
    while at < to {
        let piece = (to - at).min(COPY_BYTES);
        buffer.resize(usize::try_from(piece).unwrap_or(0), 0);
        let read = file.read_up_to(&mut buffer, at)?;
        file.write_all(&buffer[..read], at)?;
        at += piece;
    }
    Ok(())
}
