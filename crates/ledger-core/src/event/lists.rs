//! Lists: batches of grants with declared count and total. Each of these entries opens an act of which every item
//! is a line of the list.

use crate::ids::{AccountId, ContentHash, Index, ListId, OfficeId};
use crate::money::Amount;

/// The most lines of one list, so that each step of it is one act.
pub const MOST_LINES: u32 = 4_096;

/// See [`Event::ListSubmitted`](super::Event::ListSubmitted). The list's id is this entry's index.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ListSubmitted {
    /// The office that made it.
    pub office: OfficeId,
    /// How many lines it says that it has: 1 to [`MOST_LINES`].
    pub declared_count: u32,
    /// What it says that they sum up to.
    pub declared_total: Amount,
    /// The token of the lines in their normal form (`docs/format/record.md` 4); a list is submitted once.
    pub content: ContentHash,
}

/// See [`Event::ListApproved`](super::Event::ListApproved).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ListApproved {
    /// The list.
    pub list: ListId,
    /// The entry that last changed it or a line of it, as the approver saw it.
    pub last_change: Index,
    /// The account that will pay.
    pub account: AccountId,
    /// How many lines are approved: all that were not cancelled.
    pub line_count: u32,
    /// What they sum up to.
    pub total: Amount,
}

/// See [`Event::ListReleased`](super::Event::ListReleased).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ListReleased {
    /// The list.
    pub list: ListId,
    /// The entry that last changed it or a line of it, as the releaser saw it.
    pub last_change: Index,
    /// Which release this is: 1 for the first, 2 for what came back the first time.
    pub part: u32,
    /// How many lines are ordered: all that are awarded and not ordered, or came back.
    pub line_count: u32,
    /// What they sum up to.
    pub total: Amount,
}

/// See [`Event::ResultsImported`](super::Event::ResultsImported). The results' id is this entry's index.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ResultsImported {
    /// The list.
    pub list: ListId,
    /// SHA-256 of the bank's file; a file is imported once.
    pub file: ContentHash,
    /// How many rows it has; each becomes an entry or a refusal of this act.
    pub row_count: u32,
    /// What all rows sum up to.
    pub total: Amount,
}
