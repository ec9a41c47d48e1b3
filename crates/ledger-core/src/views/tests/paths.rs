//! The path of a grant, step by step.

use super::Book;
use crate::event::{
    CreditSecured, Event, GrantApplied, GrantAwarded, GrantCancelled, GrantDecided, GrantVerified, PaymentOrdered,
    PaymentReturned, PaymentSettled, Reason, ReturnReason,
};
use crate::ids::{AccountId, GrantId, Index, LineId, RuleId};
use crate::money::Amount;
use crate::place::Place;
use crate::ranges::Ranges;

impl Book {
    pub(super) fn apply_for(&mut self, amount: u64) -> GrantId {
        let applied = GrantApplied {
            programme: self.programme,
            office: self.office,
            beneficiary: self.beneficiary,
            amount: Amount::new(amount).expect("an amount"),
            payee: None,
            kit: None,
            list: None,
        };
        GrantId(self.record(Event::GrantApplied(applied)).0)
    }

    pub(super) fn decide(&mut self, grant: GrantId) -> Index {
        let last_change = self.seen(grant);
        self.record(Event::GrantDecided(GrantDecided { grant, last_change, rule: RuleId(0) }))
    }

    pub(super) fn secure(&mut self, grant: GrantId, line: LineId, account: AccountId, ranges: Ranges) -> Index {
        let last_change = self.seen(grant);
        self.record(Event::CreditSecured(CreditSecured { grant, last_change, line, account, ranges, list: None }))
    }

    pub(super) fn award(&mut self, grant: GrantId) -> Index {
        let last_change = self.seen(grant);
        self.record(Event::GrantAwarded(GrantAwarded { grant, last_change }))
    }

    pub(super) fn verify(&mut self, grant: GrantId) -> Index {
        let last_change = self.seen(grant);
        self.record(Event::GrantVerified(GrantVerified { grant, last_change, list: None }))
    }

    pub(super) fn order(&mut self, grant: GrantId) -> Index {
        let (last_change, ranges) = (self.seen(grant), self.all(Place::Encumbered(grant)).expect("encumbered"));
        self.record(Event::PaymentOrdered(PaymentOrdered { grant, last_change, ranges }))
    }

    pub(super) fn settle(&mut self, grant: GrantId) -> Index {
        let (last_change, ranges) = (self.seen(grant), self.all(Place::InPayment(grant)).expect("in payment"));
        self.record(Event::PaymentSettled(PaymentSettled { grant, last_change, ranges, reported: None }))
    }

    pub(super) fn send_back(&mut self, grant: GrantId) -> Index {
        let (last_change, ranges) = (self.seen(grant), self.all(Place::InPayment(grant)).expect("in payment"));
        let reason = ReturnReason::AccountClosed;
        self.record(Event::PaymentReturned(PaymentReturned { grant, last_change, ranges, reason, reported: None }))
    }

    pub(super) fn cancel(&mut self, grant: GrantId) -> Index {
        let (last_change, ranges) = (self.seen(grant), self.all(Place::Encumbered(grant)));
        self.record(Event::GrantCancelled(GrantCancelled { grant, last_change, reason: Reason::Withdrawn, ranges }))
    }

    fn all(&self, place: Place) -> Option<Ranges> {
        Ranges::new(self.views.partition().held(place).collect()).ok()
    }

    fn seen(&self, grant: GrantId) -> Index {
        self.views.last_change(Index(grant.0)).expect("a grant")
    }
}
