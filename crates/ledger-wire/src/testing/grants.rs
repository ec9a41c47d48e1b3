//! Events on the path of a grant.

use super::money::reason;
use super::words::{amount, id, index, ranges, some};
use ledger_core::event::{
    CreditSecured, Event, GrantApplied, GrantAwarded, GrantCancelled, GrantDecided, GrantVerified, ListPlace,
    PayeeRenewed, PaymentOrdered, PaymentReturned, PaymentSettled, Reported, ReturnReason,
};
use ledger_core::ids::{
    AccountId, AccountToken, BeneficiaryId, GrantId, KitDesignId, LineId, ListId, OfficeId, PayeeId, ProgrammeId,
    ResultsId, RuleId,
};
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
        (grant(), index(), option::of(list())).prop_map(|(grant, last_change, list)| {
            Event::GrantVerified(GrantVerified { grant, last_change, list })
        }),
        (grant(), index(), ranges()).prop_map(|(grant, last_change, ranges)| {
            Event::PaymentOrdered(PaymentOrdered { grant, last_change, ranges })
        }),
        (grant(), index(), ranges(), option::of(reported())).prop_map(|(grant, last_change, ranges, reported)| {
            Event::PaymentSettled(PaymentSettled { grant, last_change, ranges, reported })
        }),
        returned(),
        (grant(), index(), reason(), option::of(ranges())).prop_map(|(grant, last_change, reason, ranges)| {
            Event::GrantCancelled(GrantCancelled { grant, last_change, reason, ranges })
        }),
        (grant(), index(), id()).prop_map(|(grant, last_change, payee)| {
            Event::PayeeRenewed(PayeeRenewed { grant, last_change, payee: PayeeId(payee) })
        }),
    ]
    .boxed()
}

pub(super) fn grant() -> impl Strategy<Value = GrantId> {
    id().prop_map(GrantId)
}

fn list() -> impl Strategy<Value = ListId> {
    id().prop_map(ListId)
}

fn reported() -> impl Strategy<Value = Reported> {
    (id(), some(), any::<[u8; 32]>()).prop_map(|(results, row, account)| Reported {
        results: ResultsId(results),
        row,
        account: AccountToken(account),
    })
}

fn applied() -> BoxedStrategy<Event> {
    let place = (list(), some()).prop_map(|(list, line)| ListPlace { list, line });
    (id(), id(), id(), amount(), option::of(id()), option::of(id()), option::of(place))
        .prop_map(|(programme, office, beneficiary, amount, payee, kit, list)| {
            Event::GrantApplied(GrantApplied {
                programme: ProgrammeId(programme),
                office: OfficeId(office),
                beneficiary: BeneficiaryId(beneficiary),
                amount,
                payee: payee.map(PayeeId),
                kit: kit.map(KitDesignId),
                list,
            })
        })
        .boxed()
}

fn secured() -> BoxedStrategy<Event> {
    (grant(), index(), id(), id(), ranges(), option::of(list()))
        .prop_map(|(grant, last_change, line, account, ranges, list)| {
            let (line, account) = (LineId(line), AccountId(account));
            Event::CreditSecured(CreditSecured { grant, last_change, line, account, ranges, list })
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
    (grant(), index(), ranges(), select(reasons), option::of(reported()))
        .prop_map(|(grant, last_change, ranges, reason, reported)| {
            Event::PaymentReturned(PaymentReturned { grant, last_change, ranges, reason, reported })
        })
        .boxed()
}
