//! What the door looks up in the book. Nothing here refuses: what it does not find, the rules will.

use ledger_core::ids::{BeneficiaryId, PersonToken, PledgeId};
use ledger_core::views::Views;

/// What is known in the book of things that a request does not call by an index, or not by its kind.
pub trait Facts {
    /// The one verified beneficiary that a person belongs to; `None` if there is none, or more than one.
    fn beneficiary_of(&self, person: &PersonToken) -> Option<BeneficiaryId>;

    /// Whether a pledge is of goods; `None` if there is no such pledge.
    fn is_of_goods(&self, pledge: PledgeId) -> Option<bool>;
}

impl Facts for Views {
    fn beneficiary_of(&self, person: &PersonToken) -> Option<BeneficiaryId> {
        let registrations = self.registrations();
        let is_verified =
            |id: &&BeneficiaryId| registrations.beneficiaries.at(**id).is_some_and(|row| row.verified_at.is_some());
        let mut verified = registrations.beneficiaries_of(person).iter().filter(is_verified);
        let only = verified.next().copied();
        if verified.next().is_none() { only } else { None }
    }

    fn is_of_goods(&self, pledge: PledgeId) -> Option<bool> {
        let fund = self.pledges().at(pledge)?.fund;
        self.funds().at(fund).map(|fund| fund.item.is_some())
    }
}
