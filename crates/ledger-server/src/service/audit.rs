//! For those who check: entries as they are stored, links, proofs, the signed checkpoint.

use super::feed::{self, Feed};
use super::ledger::{Ledger, Reads};
use super::{proof_file, service};
use ledger_log::checkpoint::Checkpoint;
use ledger_log::note::Note;
use ledger_log::tree::{ProveError, Prover};
use ledger_log::{Chain, Hash, Link, leaf};
use ledger_store::{Block, ReadError as JournalError, ReadJournal, TreeError};
use ledger_wire::proto::ledger::v1 as proto;
use ledger_wire::proto::ledger::v1::audit_service_server::AuditService;
use ledger_wire::reads::ReadError;
use ledger_wire::status::Failure;
use tonic::Status;

/// The most bytes of records on one page.
const MOST_PAGE_BYTES: usize = 1024 * 1024;
/// The most entries on one page, and how many if the caller does not say.
const MOST_PAGE_ENTRIES: usize = 1_000;

service! {
    AuditService {
        writes {}
        batches {}
        reads {
            get_head: GetHeadRequest => GetHeadResponse = |ledger, _| Ok(proto::GetHeadResponse {
                head: Some(ledger.head()?),
                checkpoint: checkpoint(ledger.reads())?,
            }),
            get_entry: GetEntryRequest => GetEntryResponse = get_entry,
            list_entries: ListEntriesRequest => ListEntriesResponse = list_entries,
            get_checkpoint: GetCheckpointRequest => GetCheckpointResponse = |ledger, _| Ok(proto::GetCheckpointResponse {
                checkpoint: checkpoint(ledger.reads())?,
            }),
            get_inclusion_proof: GetInclusionProofRequest => GetInclusionProofResponse = inclusion,
            get_consistency_proof: GetConsistencyProofRequest => GetConsistencyProofResponse = consistency,
        }
        streams {
            follow: FollowRequest => FollowStream(Feed) = feed::follow,
        }
        opens {
            get_proof_file: GetProofFileRequest => GetProofFileResponse = proof_file::proof_file,
        }
    }
}

/// The newest signed checkpoint; empty before the first.
pub(crate) fn checkpoint(reads: &Reads) -> Result<String, Status> {
    match std::fs::read_to_string(&reads.checkpoint) {
        Ok(text) => Ok(text),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(String::new()),
        Err(error) => Err(Status::unavailable(format!("the checkpoint cannot be read: {error}"))),
    }
}

fn get_entry(ledger: &Ledger, ask: proto::GetEntryRequest) -> Result<proto::GetEntryResponse, Status> {
    let head = ledger.head()?;
    let (mut entries, _) = stored(ledger.reads(), ask.index, ask.index.saturating_add(1).min(head.entry_count))?;
    match entries.pop() {
        Some(entry) => Ok(proto::GetEntryResponse { entry: Some(entry), head: Some(head) }),
        None => Err(Status::not_found(format!("there is no entry {}; the book has {}", ask.index, head.entry_count))),
    }
}

/// Pages go by index, which never shifts: the token is the index that the next page starts at.
fn list_entries(ledger: &Ledger, ask: proto::ListEntriesRequest) -> Result<proto::ListEntriesResponse, Status> {
    let proto::ListEntriesRequest { page_size, page_token, first_index } = ask;
    let first = match page_token.as_str() {
        "" => first_index,
        token => token.parse().map_err(|_| Failure::from(ReadError::BadToken))?,
    };
    let head = ledger.head()?;
    let rows = match usize::try_from(page_size).unwrap_or(MOST_PAGE_ENTRIES) {
        0 => MOST_PAGE_ENTRIES,
        rows => rows.min(MOST_PAGE_ENTRIES),
    };
    let end = first.saturating_add(u64::try_from(rows).unwrap_or(u64::MAX)).min(head.entry_count);
    let (entries, next) = stored(ledger.reads(), first, end)?;
    let next_page_token = if next < head.entry_count { next.to_string() } else { String::new() };
    Ok(proto::ListEntriesResponse { entries, next_page_token, head: Some(head) })
}

/// The entries `[first, end)` with their leaves and links, as far as a page goes, and the index after them.
fn stored(reads: &Reads, first: u64, end: u64) -> Result<(Vec<proto::StoredEntry>, u64), Status> {
    let mut block = Block::new();
    let mut entries = Vec::new();
    let mut next = first;
    let mut bytes = 0_usize;
    while next < end && bytes < MOST_PAGE_BYTES {
        let mut link = link_before(reads, next, &mut block)?;
        let chain = Chain::new();
        for (index, record) in block.entries().take_while(|(index, _)| *index < end) {
            let leaf = leaf(record);
            link = chain.extend(&link, &leaf);
            next = index.saturating_add(1);
            if index >= first {
                bytes = bytes.saturating_add(record.len());
                entries.push(proto::StoredEntry {
                    index,
                    record: record.to_vec(),
                    link: link.as_bytes().to_vec(),
                    leaf: leaf.as_bytes().to_vec(),
                });
            }
            if bytes >= MOST_PAGE_BYTES {
                break;
            }
        }
    }
    Ok((entries, next))
}

/// Reads the block that holds `index` into `block`, and gives the link before that block.
fn link_before(reads: &Reads, index: u64, block: &mut Block) -> Result<Link, Status> {
    read_block(reads, index, block)?;
    match block.first_index().checked_sub(1) {
        None => Ok(reads.genesis),
        Some(before) => {
            let mut previous = Block::new();
            read_block(reads, before, &mut previous)?;
            Ok(previous.link_after())
        }
    }
}

/// Reads the block that holds `index` into `block`.
pub(crate) fn read_block(reads: &Reads, index: u64, block: &mut Block) -> Result<(), Status> {
    match reads.journal.read_block(index, block) {
        Ok(true) => Ok(()),
        Ok(false) => Err(Status::not_found(format!("there is no entry {index}"))),
        Err(JournalError::World(failed)) => Err(Status::unavailable(failed.to_string())),
        Err(JournalError::Damaged(damage)) => Err(Status::data_loss(damage.to_string())),
    }
}

fn inclusion(
    ledger: &Ledger,
    ask: proto::GetInclusionProofRequest,
) -> Result<proto::GetInclusionProofResponse, Status> {
    let reads = ledger.reads();
    let signed = signed(reads)?;
    let tree_size = size_or_signed(ledger, ask.tree_size, signed.as_ref())?;
    let prover = Prover::new(tree_size, &reads.tree);
    let hashes = prover.inclusion(ask.index).map_err(no_proof)?;
    let root = prover.head().map_err(tree_failed)?.root;
    Ok(proto::GetInclusionProofResponse {
        index: ask.index,
        tree_size,
        hashes: bytes(&hashes),
        root: root.as_bytes().to_vec(),
        checkpoint: signed.filter(|signed| signed.size == tree_size).map_or_else(String::new, |signed| signed.note),
    })
}

fn consistency(
    ledger: &Ledger,
    ask: proto::GetConsistencyProofRequest,
) -> Result<proto::GetConsistencyProofResponse, Status> {
    let tree = &ledger.reads().tree;
    let new_size = size_or_signed(ledger, ask.new_size, signed(ledger.reads())?.as_ref())?;
    let prover = Prover::new(new_size, tree);
    let hashes = prover.consistency(ask.old_size).map_err(no_proof)?;
    let old_root = Prover::new(ask.old_size, tree).head().map_err(tree_failed)?.root;
    let new_root = prover.head().map_err(tree_failed)?.root;
    Ok(proto::GetConsistencyProofResponse {
        old_size: ask.old_size,
        new_size,
        hashes: bytes(&hashes),
        old_root: old_root.as_bytes().to_vec(),
        new_root: new_root.as_bytes().to_vec(),
    })
}

/// The newest signed checkpoint, and the size that it is over.
pub(super) struct Signed {
    pub(super) note: String,
    pub(super) size: u64,
}

/// `None` before the first.
pub(super) fn signed(reads: &Reads) -> Result<Option<Signed>, Status> {
    let note = checkpoint(reads)?;
    if note.is_empty() {
        return Ok(None);
    }
    let parsed = Note::parse(note.as_bytes()).ok().and_then(|note| note.text().parse::<Checkpoint>().ok());
    let size = parsed.ok_or_else(|| Status::data_loss("the checkpoint does not read as one"))?.head().size;
    Ok(Some(Signed { note, size }))
}

/// How many entries the newest signed checkpoint covers; 0 before the first.
pub(crate) fn signed_size(reads: &Reads) -> Result<u64, Status> {
    Ok(signed(reads)?.map_or(0, |signed| signed.size))
}

/// The size asked for, or that of the newest checkpoint; before the first, all that the tree holds.
fn size_or_signed(ledger: &Ledger, asked: u64, signed: Option<&Signed>) -> Result<u64, Status> {
    let held = ledger.reads().tree.count(0).map_err(|failed| Status::unavailable(failed.to_string()))?;
    match (asked, signed) {
        (0, Some(signed)) => Ok(signed.size),
        (0, None) => Ok(held),
        (size, _) if size <= held => Ok(size),
        // Behind the commit: the leaves are durable, their places in the tree are on their way.
        (size, _) if size <= ledger.head()?.entry_count => {
            Err(Status::unavailable(format!("the tree holds {held} leaves so far, not {size}")))
        }
        (size, _) => Err(Status::not_found(format!("the book has fewer than {size} entries"))),
    }
}

pub(super) fn no_proof(error: ProveError<TreeError>) -> Status {
    match error {
        ProveError::Unreadable(error) => tree_failed(error),
        ProveError::IndexBeyondTree { .. } | ProveError::OldSizeBeyondTree { .. } => {
            Status::invalid_argument(error.to_string())
        }
    }
}

fn tree_failed(error: TreeError) -> Status {
    match error {
        // Behind the commit: the leaf is durable, its place in the tree is on its way.
        TreeError::Absent { .. } => Status::unavailable(error.to_string()),
        TreeError::World(failed) => Status::unavailable(failed.to_string()),
    }
}

fn bytes(hashes: &[Hash]) -> Vec<Vec<u8>> {
    hashes.iter().map(|hash| hash.as_bytes().to_vec()).collect()
}
