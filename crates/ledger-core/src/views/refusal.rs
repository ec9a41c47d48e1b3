//! What was refused, to whom and why.

use crate::event::{Entry, Refused, RefusedItem};
use crate::ids::{Index, PrincipalId};
use crate::time::Timestamp;

/// One entry of refusals.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refusal {
    /// When.
    pub recorded_at: Timestamp,
    /// Who asked.
    pub principal: PrincipalId,
    /// Which items of the request, and why each.
    pub items: Vec<RefusedItem>,
    /// The first entry of the request that already had the id, if that is why.
    pub conflicts_with: Option<Index>,
}

impl Refusal {
    pub(super) fn new(entry: &Entry, event: &Refused) -> Self {
        Self {
            recorded_at: entry.recorded_at,
            principal: entry.principal,
            items: event.items.clone(),
            conflicts_with: event.conflicts_with,
        }
    }
}
