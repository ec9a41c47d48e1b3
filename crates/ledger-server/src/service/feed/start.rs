//! Where a feed begins: at the start, or after an entry whose link the reader and the book both know.

use crate::sequencer::Earlier;
use crate::service::ledger::Ledger;
use ledger_log::{Hash, Link};
use ledger_store::Head;
use ledger_wire::door::{Malformed, Violation};
use ledger_wire::proto::ledger::v1 as proto;
use ledger_wire::status::{Failure, FeedEnd};
use tonic::Status;

/// The last entry that a reader has, and the link that it has after it.
pub(super) struct After {
    index: u64,
    link: Link,
}

/// What is asked for; `None` is all of it.
pub(super) fn read(ask: proto::FollowRequest) -> Result<Option<After>, Failure> {
    let proto::FollowRequest { after_index, link } = ask;
    let malformed = |description: &str| {
        let violation = Violation { field: "link".to_owned(), description: description.to_owned() };
        Failure::from(Malformed { violations: vec![violation] })
    };
    match (after_index, <[u8; 32]>::try_from(link.as_slice())) {
        (None, _) if link.is_empty() => Ok(None),
        (None, _) => Err(malformed("belongs to an after_index, which is not set")),
        (Some(_), Err(_)) if link.is_empty() => Err(malformed("is required with an after_index")),
        (Some(_), Err(_)) => Err(malformed("has 32 bytes")),
        (Some(index), Ok(link)) => Ok(Some(After { index, link: Link::from_hash(Hash::from_bytes(link)) })),
    }
}

/// How far the reader is: the entries that it has, and the link after them, which must be the book's.
pub(super) async fn place(ledger: &Ledger, after: Option<After>) -> Result<Head, Status> {
    let Some(After { index, link }) = after else {
        return Ok(Head { size: 0, link: ledger.reads().genesis });
    };
    let entry_count = ledger.feeds().heads.borrow().size;
    if index >= entry_count {
        return Err(Failure::from(FeedEnd::BeyondHead { after_index: index, entry_count }).into());
    }
    let book_link = super::piece::off_thread(ledger, move |reads| {
        let found = Earlier::new(reads.journal.clone()).link_after(index, reads.genesis);
        found.map_err(|error| Status::data_loss(error.to_string()))
    });
    let book_link = book_link.await?;
    if book_link != link {
        let (link, book_link) = (*link.as_bytes(), *book_link.as_bytes());
        return Err(Failure::from(FeedEnd::LinkMismatch { after_index: index, link, book_link }).into());
    }
    Ok(Head { size: index.saturating_add(1), link })
}
