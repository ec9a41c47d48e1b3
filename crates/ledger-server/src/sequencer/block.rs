//! The block that is being made: entries, their bytes, their leaves, the link after each act.

use crate::random::Random;
use ledger_core::decide::MOST_ACT_BYTES;
use ledger_core::event::Entry;
use ledger_core::ids::Index;
use ledger_log::{Chain, Leaf, Link, leaf};
use ledger_store::{Block, Head, MAX_BLOCK_ENTRIES, MAX_PAYLOAD_BYTES};
use ledger_wire::record;
use std::sync::Arc;

/// The most entries of one act; a block takes no further act unless it could hold one as large as this.
const MOST_ACT_ENTRIES: u32 = 16_384;

/// The block that is being made, in buffers that are used again and again.
pub(super) struct BlockInMaking {
    block: Block,
    leaves: Vec<Leaf>,
    /// The acts, each with the link after it.
    acts: Vec<(Arc<Vec<Entry>>, Link)>,
    chain: Chain,
    /// The link that the block follows.
    link_before: Link,
    random: Random,
}

impl BlockInMaking {
    /// An empty block that follows `head`.
    pub(super) fn after(head: Head) -> Self {
        let mut block = Block::new();
        block.begin(head.size);
        Self {
            block,
            leaves: Vec::new(),
            acts: Vec::new(),
            chain: Chain::new(),
            link_before: head.link,
            random: Random::default(),
        }
    }

    /// Whether the largest act would fit.
    pub(super) fn has_room(&self) -> bool {
        let bytes = self.block.payload().len().saturating_add(MOST_ACT_BYTES);
        self.block.count().saturating_add(MOST_ACT_ENTRIES) <= MAX_BLOCK_ENTRIES && bytes <= MAX_PAYLOAD_BYTES
    }

    /// Encodes, hashes and links the entries of an act; gives the link after it.
    ///
    /// # Panics
    /// If an entry has more bytes than any entry may have: the bounds of the door and of `decide` forbid it, and a
    /// book must not go on without an entry that the state already contains.
    pub(super) fn add(&mut self, act: &Arc<Vec<Entry>>) -> Link {
        let mut link = self.link();
        for entry in act.iter() {
            let blind = self.random.blind();
            let start = self.block.payload().len();
            let pushed = self.block.push_with(|bytes| record::encode_into(entry, &blind, bytes));
            assert_eq!(pushed, Ok(entry.index.0), "an entry fits into its block, at its index");
            // The first four bytes are the length that the block writes before each entry.
            let encoded = self.block.payload().get(start.saturating_add(4)..).unwrap_or_default();
            let leaf = leaf(encoded);
            link = self.chain.extend(&link, &leaf);
            self.leaves.push(leaf);
        }
        self.acts.push((Arc::clone(act), link));
        link
    }

    /// The link after the newest act.
    pub(super) fn link(&self) -> Link {
        self.acts.last().map_or(self.link_before, |(_, link)| *link)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.block.is_empty()
    }

    /// The block, ready to be appended.
    pub(super) fn block(&mut self) -> &mut Block {
        self.block.set_link_after(self.link());
        &mut self.block
    }

    pub(super) fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.acts.iter().flat_map(|(act, _)| act.iter())
    }

    pub(super) fn leaves(&self) -> &[Leaf] {
        &self.leaves
    }

    /// An entry of this block.
    pub(super) fn entry(&self, index: Index) -> Option<&Entry> {
        let after = self.acts.partition_point(|(act, _)| first_of(act) <= Some(index));
        let (act, _) = self.acts.get(after.checked_sub(1)?)?;
        let place = index.0.checked_sub(first_of(act)?.0)?;
        act.get(usize::try_from(place).ok()?)
    }

    /// The act of this block that begins at `first`, with the link after it.
    pub(super) fn act(&self, first: Index) -> Option<(Arc<Vec<Entry>>, Link)> {
        let (act, link) = self.acts.iter().find(|(act, _)| first_of(act) == Some(first))?;
        Some((Arc::clone(act), *link))
    }

    /// Begins the block after this one, which is durable.
    pub(super) fn next(&mut self) {
        self.link_before = self.link();
        let first = self.block.end_index();
        self.begin(first);
    }

    /// Begins this block anew: nothing of it was written.
    pub(super) fn forget(&mut self) {
        let first = self.block.first_index();
        self.begin(first);
    }

    fn begin(&mut self, first: u64) {
        self.block.begin(first);
        self.leaves.clear();
        self.acts.clear();
    }
}

fn first_of(act: &[Entry]) -> Option<Index> {
    act.first().map(|entry| entry.index)
}
