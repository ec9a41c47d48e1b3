//! What is sent: entries packed into messages, each whole or as its leaf, and the head.

use super::piece::Stored;
use ledger_core::ids::PrincipalId;
use ledger_core::views::{Scope, Views};
use ledger_store::Head;
use ledger_wire::proto::ledger::v1 as proto;
use proto::follow_response::News;
use proto::followed_entry::Content;

/// The most entries of one message.
const MOST_ENTRIES: usize = 256;
/// The most bytes of their contents, unless one entry alone is larger.
const MOST_BYTES: usize = 64 * 1024;

/// Entries on their way, and how far the reader is with them.
pub(super) struct Packed {
    pub(super) message: proto::FollowResponse,
    pub(super) reaches: Head,
}

/// Whether `reader` sees every entry whole, whatever it says.
pub(super) fn sees_everything(views: &Views, reader: PrincipalId) -> bool {
    views.sees(reader, Scope::AuditorsOnly)
}

/// Whether `reader` sees each of the entries whole. What was not decoded needs no scope.
pub(super) fn seen(views: &Views, reader: PrincipalId, piece: &[Stored]) -> Vec<bool> {
    let scope = |stored: &Stored| stored.entry.as_ref().map_or(Scope::AuditorsOnly, |entry| views.scope_of(entry));
    piece.iter().map(|stored| views.sees(reader, scope(stored))).collect()
}

/// The entries as messages, in order.
pub(super) fn pack(piece: Vec<Stored>, seen: &[bool]) -> Vec<Packed> {
    let mut packed = Vec::new();
    let mut open = Open::default();
    for (stored, whole) in piece.into_iter().zip(seen) {
        let reaches = Head { size: stored.index.saturating_add(1), link: stored.link };
        let content =
            if *whole { Content::Record(stored.record) } else { Content::Leaf(stored.leaf.as_bytes().to_vec()) };
        let bytes = match &content {
            Content::Record(bytes) | Content::Leaf(bytes) => bytes.len(),
        };
        if !open.has_room(bytes) {
            packed.extend(std::mem::take(&mut open).close());
        }
        let link = stored.link.as_bytes().to_vec();
        open.bytes = open.bytes.saturating_add(bytes);
        open.reaches = Some(reaches);
        open.entries.push(proto::FollowedEntry { index: stored.index, link, content: Some(content) });
    }
    packed.extend(open.close());
    packed
}

/// The head, as it is sent when there is no news.
pub(super) const fn heartbeat(head: proto::Head) -> proto::FollowResponse {
    proto::FollowResponse { news: Some(News::Heartbeat(head)) }
}

/// The message that is being filled.
#[derive(Default)]
struct Open {
    entries: Vec<proto::FollowedEntry>,
    bytes: usize,
    reaches: Option<Head>,
}

impl Open {
    fn has_room(&self, bytes: usize) -> bool {
        self.entries.is_empty() || (self.entries.len() < MOST_ENTRIES && self.bytes.saturating_add(bytes) <= MOST_BYTES)
    }

    /// `None` if there is nothing in it.
    fn close(self) -> Option<Packed> {
        let news = News::Entries(proto::FollowedEntries { entries: self.entries });
        Some(Packed { reaches: self.reaches?, message: proto::FollowResponse { news: Some(news) } })
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST_BYTES, MOST_ENTRIES, Packed, pack};
    use crate::service::feed::piece::Stored;
    use ledger_log::{Chain, leaf};
    use ledger_wire::proto::ledger::v1::follow_response::News;

    /// Entries of these sizes.
    fn piece(sizes: &[usize]) -> Vec<Stored> {
        let (chain, mut link) = (Chain::new(), Chain::new().genesis(&[7; 16]));
        let store = |(index, size): (u64, &usize)| {
            let record = vec![1; *size];
            let leaf = leaf(&record);
            link = chain.extend(&link, &leaf);
            Stored { index, record, leaf, link, entry: None }
        };
        (0..).zip(sizes).map(store).collect()
    }

    fn indices(packed: &Packed) -> Vec<u64> {
        match &packed.message.news {
            Some(News::Entries(entries)) => entries.entries.iter().map(|entry| entry.index).collect(),
            other => panic!("entries: {other:?}"),
        }
    }

    fn packed(sizes: &[usize], whole: bool) -> Vec<Vec<u64>> {
        pack(piece(sizes), &vec![whole; sizes.len()]).iter().map(indices).collect()
    }

    #[test]
    fn a_message_is_full_at_its_bytes_and_a_large_entry_travels_alone() {
        let half = MOST_BYTES / 2;
        assert_eq!(packed(&[half, half, 1], true), [vec![0, 1], vec![2]]);
        assert_eq!(packed(&[1, MOST_BYTES, 1], true), [vec![0], vec![1], vec![2]]);
        assert_eq!(packed(&[], true), [[0; 0]; 0]);
        // A leaf is small, however large its entry is.
        assert_eq!(packed(&[half, half, half], false), [vec![0, 1, 2]]);
    }

    #[test]
    fn a_message_is_full_at_its_count_and_says_how_far_it_reaches() {
        let piece = piece(&[1; MOST_ENTRIES + 1]);
        let last = piece[MOST_ENTRIES].link;
        let packed = pack(piece, &[true; MOST_ENTRIES + 1]);
        assert_eq!(packed.iter().map(|message| indices(message).len()).collect::<Vec<_>>(), [MOST_ENTRIES, 1]);
        assert_eq!((packed[1].reaches.size, packed[1].reaches.link), (u64::try_from(MOST_ENTRIES).unwrap() + 1, last));
    }
}
