//! Some entries of the journal at a time. Never more is in memory than a piece, and one block while it is read.

use crate::service::audit::read_block;
use crate::service::ledger::{Ledger, Reads};
use ledger_core::event::Entry;
use ledger_log::{Chain, Leaf, Link, leaf};
use ledger_store::{Block, Head};
use ledger_wire::record;
use std::sync::Arc;
use tonic::Status;

/// A piece ends with the entry that reaches so many bytes. A block is read again for each of its pieces.
const PIECE_BYTES: usize = 256 * 1024;
/// The most entries of a piece.
const MOST_ENTRIES: usize = 1_024;

/// An entry as it lies in the journal.
pub(super) struct Stored {
    pub(super) index: u64,
    pub(super) record: Vec<u8>,
    pub(super) leaf: Leaf,
    /// The link after it.
    pub(super) link: Link,
    /// What it says, if that decides who may read it.
    pub(super) entry: Option<Entry>,
}

/// The entries from `from` on, up to `until` as far as a piece goes; at least one. Whether they are decoded the
/// caller says: whoever sees everything needs no scope.
pub(super) fn read(reads: &Reads, from: Head, until: u64, decode: bool) -> Result<Vec<Stored>, Status> {
    let (mut block, chain) = (Block::new(), Chain::new());
    let (mut at, mut bytes, mut piece) = (from, 0_usize, Vec::new());
    while at.size < until && has_room(&piece, bytes) {
        read_block(reads, at.size, &mut block)?;
        let first = at.size;
        for (index, record) in block.entries().skip_while(|(index, _)| *index < first) {
            if index >= until || !has_room(&piece, bytes) {
                break;
            }
            let leaf = leaf(record);
            at = Head { size: index.saturating_add(1), link: chain.extend(&at.link, &leaf) };
            bytes = bytes.saturating_add(record.len());
            let entry = if decode { Some(decoded(index, record)?) } else { None };
            piece.push(Stored { index, record: record.to_vec(), leaf, link: at.link, entry });
        }
        if at.size == block.end_index() && at.link != block.link_after() {
            return Err(Status::data_loss(format!(
                "the link before entry {} does not follow from the entries",
                at.size
            )));
        }
    }
    Ok(piece)
}

fn has_room(piece: &[Stored], bytes: usize) -> bool {
    bytes < PIECE_BYTES && piece.len() < MOST_ENTRIES
}

fn decoded(index: u64, record: &[u8]) -> Result<Entry, Status> {
    let decoded = record::decode(record).map_err(|error| Status::data_loss(format!("entry {index} {error}")))?;
    Ok(decoded.entry)
}

/// Does what blocks where it may, and not more often at a time than there is memory for.
pub(super) async fn off_thread<T: Send + 'static>(
    ledger: &Ledger,
    read: impl FnOnce(&Reads) -> Result<T, Status> + Send + 'static,
) -> Result<T, Status> {
    let gone = |error: String| Status::internal(error);
    let turn = Arc::clone(&ledger.feeds().reading).acquire_owned().await.map_err(|error| gone(error.to_string()))?;
    let ledger = ledger.clone();
    let done = tokio::task::spawn_blocking(move || {
        let done = read(ledger.reads());
        drop(turn);
        done
    });
    done.await.map_err(|error| gone(error.to_string()))?
}
