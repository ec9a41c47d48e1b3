//! Events on the path of a grant.

use super::money::reason;
use super::words::{amount, id, index, ranges};
use ledger_core::event::{
    CreditSecured, Event, GrantApplied, GrantAwarded, GrantCancelled, GrantDecided, GrantVerified, PaymentOrdered,
    PaymentReturned, PaymentSettled, ReturnReason,
};
use ledger_core::ids::{AccountId, BeneficiaryId, GrantId, LineId, OfficeId, ProgrammeId, RuleId};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

pub(super) fn any_event() -> BoxedStrategy<Event> {
    prop_oneof![
        applied(),
        (grant(), index(), id()).prop_map(|(grant, last_change, rule)| {
            Event::GrantDecided(GrantDecided { grant, last_change, rule: RuleId(rule) })
        }),
        secured(),
        (grant(), index()).prop_map(|(grant, last_change)| Event::GrantAwarded(GrantAwarded { grant, last_change })),
        (grant(), index()).prop_map(|(grant, last_change)| Event::GrantVerified(GrantVerified { grant, last_change })),
        (grant(), index(), ranges()).prop_map(|(grant, last_change, ranges)| {
            Event::PaymentOrdered(PaymentOrdered { grant, last_change, ranges })
        }),
        (grant(), index(), ranges()).prop_map(|(grant, last_change, ranges)| {
            Event::PaymentSettled(PaymentSettled { grant, last_change, ranges })
        }),
        returned(),
        (grant(), index(), reason(), option::of(ranges())).prop_map(|(grant, last_change, reason, ranges)| {
            Event::GrantCancelled(GrantCancelled { grant, last_change, reason, ranges })
        }),
    ]
    .boxed()
}

fn grant() -> impl Strategy<Value = GrantId> {
    id().prop_map(GrantId)
}

fn applied() -> BoxedStrategy<Event> {
    (id(), id(), id(), amount())
        .prop_map(|(programme, office, beneficiary, amount)| {
            let (programme, office) = (ProgrammeId(programme), OfficeId(office));
            Event::GrantApplied(GrantApplied { programme, office, beneficiary: BeneficiaryId(beneficiary), amount })
        })
        .boxed()
}

fn secured() -> BoxedStrategy<Event> {
    (grant(), index(), id(), id(), ranges())
        .prop_map(|(grant, last_change, line, account, ranges)| {
            let (line, account) = (LineId(line), AccountId(account));
            Event::CreditSecured(CreditSecured { grant, last_change, line, account, ranges })
        })
        .boxed()
}

fn returned() -> BoxedStrategy<Event> {
    let reasons = vec![
        ReturnReason::WrongAccount,
        ReturnReason::AccountClosed,
        ReturnReason::AccountBlocked,
        ReturnReason::Other,
    ];
    (grant(), index(), ranges(), select(reasons))
        .prop_map(|(grant, last_change, ranges, reason)| {
            Event::PaymentReturned(PaymentReturned { grant, last_change, ranges, reason })
        })
        .boxed()
}
