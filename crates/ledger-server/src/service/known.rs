//! What the door looks up in the book, each time under its own short lock: a request with many lines never keeps the
//! sequencer waiting.

use crate::sequencer::SharedViews;
use ledger_core::ids::{BeneficiaryId, PersonToken, PledgeId};
use ledger_wire::door::Facts;
use std::sync::PoisonError;

/// The views that everybody reads.
pub(super) struct Known<'a>(pub(super) &'a SharedViews);

impl Facts for Known<'_> {
    fn beneficiary_of(&self, person: &PersonToken) -> Option<BeneficiaryId> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).views.beneficiary_of(person)
    }

    fn is_of_goods(&self, pledge: PledgeId) -> Option<bool> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).views.is_of_goods(pledge)
    }
}
