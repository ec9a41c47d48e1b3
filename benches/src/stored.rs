//! How many bytes a book's entries take.

use ledger_store::{BookPaths, ReadOnlyBook, RealStorage, Scanned};
use std::path::Path;

/// Bytes of the frames and of the tree's files, and how many entries there are.
pub fn stored_bytes(book: &Path) -> Result<(u64, u64), String> {
    let paths = BookPaths::new(book.to_owned());
    let opened = ReadOnlyBook::open(&RealStorage, &paths).map_err(|error| error.to_string())?;
    let mut scan = opened.scan().map_err(|error| error.to_string())?;
    let (mut bytes, mut entries) = (0_u64, 0_u64);
    while let Some(found) = scan.next().map_err(|error| error.to_string())? {
        if let Scanned::Frame(frame) = found {
            bytes += (ledger_store::FRAME_HEADER_BYTES + frame.payload.len()) as u64;
            entries += u64::from(frame.count);
        }
    }
    for file in std::fs::read_dir(paths.tree()).map_err(|error| error.to_string())?.flatten() {
        bytes += file.metadata().map_or(0, |data| data.len());
    }
    Ok((bytes, entries))
}
