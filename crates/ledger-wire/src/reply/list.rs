//! The answer to a step of a list. A list that is refused as a whole is an error; refused lines stand in the answer,
//! because there may be more of them than an error can carry.

use super::{Outcome, Reply, index_of};
use crate::proto::ledger::v1 as proto;
use crate::refusal::Refusal;
use ledger_core::ids::BookId;
use ledger_core::rejection::Rejection;

impl Reply {
    /// The answer to a step of a list. `lines` are the lines that its items are about, in order.
    ///
    /// # Errors
    /// The refusal, if the list was refused as a whole, or if the request id stands for something else.
    pub fn list(&self, want_indices: bool, lines: &[u32], book: &BookId) -> Result<proto::ListRecorded, Refusal> {
        // What refuses a whole list is the one item of its act; so is the refusal of its only line.
        if self.conflict || (self.opening.is_none() && self.items.len() == 1) {
            self.refusal_of_all(false)?;
        }
        let (index, name) = match (self.opening, self.committed) {
            (Some((index, list)), Some(_)) => (index.0, list.name(book)),
            (Some(_) | None, _) => (0, String::new()),
        };
        let (link, entry_count, recorded_at) = self.place();
        Ok(proto::ListRecorded {
            index,
            name,
            line_count: u32::try_from(self.items.iter().filter(|item| is_recorded(item)).count()).unwrap_or(u32::MAX),
            indices: if want_indices && self.committed.is_some() {
                self.items.iter().map(index_of).collect()
            } else {
                Vec::new()
            },
            refusals: self.refused_lines(lines),
            link,
            entry_count,
            recorded_at,
            validated_only: self.committed.is_none(),
        })
    }

    fn refused_lines(&self, lines: &[u32]) -> Vec<proto::LineRefusal> {
        let named = (0_u32..).zip(&self.items).filter(|(_, item)| is_named(item));
        let refusals = named.filter_map(|(ordinal, item)| self.item_refusal(ordinal, item));
        let with_line = |refusal: proto::ItemRefusal| {
            let proto::ItemRefusal { ordinal, code, reason, metadata, entry } = refusal;
            let line = usize::try_from(ordinal).ok().and_then(|place| lines.get(place)).copied().unwrap_or(0);
            proto::LineRefusal { ordinal, line, code, reason, metadata, entry }
        };
        refusals.map(with_line).collect()
    }
}

const fn is_recorded(item: &Outcome) -> bool {
    matches!(item, Outcome::Recorded { .. })
}

/// Whether the record says why. Lines beyond those that fit into it were refused with the others.
const fn is_named(item: &Outcome) -> bool {
    !matches!(item, Outcome::Refused { rejection: Rejection::NotTried { .. }, .. })
}
