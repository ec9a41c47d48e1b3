//! What is kept of a book that is followed: how many entries, and the link after them. It is checked before it moves.

use crate::commands::remote::{Content, Followed, HeadSaid};
use crate::exit::Exit;
use crate::failure::Failure;
use ledger_core::event::Entry;
use ledger_core::ids::Index;
use ledger_log::{Chain, Hash, Leaf, Link, leaf};
use ledger_wire::record::{self, RecordError};

/// What is kept.
pub(super) struct Kept {
    chain: Chain,
    /// The index of the entry that must come next.
    next: u64,
    link: Link,
    whole: u64,
    withheld: u64,
}

/// An entry whose link fits.
pub(super) struct Taken {
    pub(super) index: Index,
    /// What it says; `None` if it is withheld.
    pub(super) entry: Option<Entry>,
    pub(super) leaf: Leaf,
    pub(super) link: Link,
}

impl Kept {
    pub(super) fn at_start(book: [u8; 16]) -> Self {
        let chain = Chain::new();
        Self { next: 0, link: chain.genesis(&book), chain, whole: 0, withheld: 0 }
    }

    pub(super) fn after_entry(index: u64, link: Hash) -> Self {
        let next = index.saturating_add(1);
        Self { chain: Chain::new(), next, link: Link::from_hash(link), whole: 0, withheld: 0 }
    }

    /// The last entry, and the link after it; `None` before the first.
    pub(super) fn after(&self) -> Option<(u64, Link)> {
        Some((self.next.checked_sub(1)?, self.link))
    }

    /// How many entries were taken here.
    pub(super) const fn taken(&self) -> u64 {
        self.whole.saturating_add(self.withheld)
    }

    pub(super) const fn withheld(&self) -> u64 {
        self.withheld
    }

    /// Takes an entry, if it is the next one and its link follows.
    pub(super) fn take(&mut self, followed: &Followed) -> Result<Taken, Failure> {
        let index = followed.index;
        if index != self.next {
            return Err(misfit(format!("entry {index} came where entry {} comes", self.next)));
        }
        let leaf = match &followed.content {
            Content::Record(bytes) => leaf(bytes),
            Content::Leaf(leaf) => *leaf,
        };
        let link = self.chain.extend(&self.link, &leaf);
        if link.hash() != followed.link {
            let said = followed.link;
            return Err(misfit(format!(
                "the link after entry {index} is {link} by what came, and the server says {said}"
            )));
        }
        let entry = match &followed.content {
            Content::Record(bytes) => Some(decoded(index, bytes)?),
            Content::Leaf(_) => None,
        };
        let count = if entry.is_some() { &mut self.whole } else { &mut self.withheld };
        *count = count.saturating_add(1);
        (self.next, self.link) = (index.saturating_add(1), link);
        Ok(Taken { index: Index(index), entry, leaf, link })
    }

    /// Compares a head with what is kept: the server says that there is nothing newer.
    pub(super) fn compare(&self, head: &HeadSaid) -> Result<(), Failure> {
        let (size, link) = (self.next, self.link);
        if (head.size, head.link) == (size, link.hash()) {
            return Ok(());
        }
        Err(misfit(format!(
            "the server says that its {} entries end in {}; here are {size}, and they end in {link}",
            head.size, head.link
        )))
    }
}

/// The link fits, so these are the bytes of the book: if they are no entry, the book holds something else.
fn decoded(index: u64, bytes: &[u8]) -> Result<Entry, Failure> {
    let unreadable = |error: RecordError| {
        let (exit, reason) = if error.is_newer() { (Exit::CannotTell, "newer") } else { (Exit::Proven, "damaged") };
        Failure::new(exit, reason, format!("entry {index} {error}"))
    };
    let entry = record::decode(bytes).map_err(unreadable)?.entry;
    if entry.index.0 == index {
        Ok(entry)
    } else {
        Err(Failure::new(Exit::Proven, "damaged", format!("entry {index} says that its index is {}", entry.index)))
    }
}

fn misfit(message: String) -> Failure {
    Failure::new(Exit::Proven, "link_misfit", message)
}
