//! Requests as they should be.

use super::{REQUEST_ID, read, receipt, receipts, rials};
use crate::door::parse_request_id;
use crate::proto::ledger::v1 as proto;
use crate::proto::record::v1 as record;
use ledger_core::command::{Allot, AllotmentOrigin, Command, GrantStep, Mode};
use ledger_core::event::Reason;
use ledger_core::ids::{AccountId, GrantId, Index, OfficeId, PrincipalId, ProgrammeId};

#[test]
fn a_batch_of_receipts_is_what_it_says() {
    let asked = read(receipts(vec![receipt(), receipt()])).expect("well formed");
    assert!(!asked.validate_only);
    assert_eq!(asked.request.principal, PrincipalId(2));
    assert_eq!(Ok(asked.request.id), parse_request_id(REQUEST_ID));
    assert_eq!(asked.request.mode, Mode::Each);
    let [Command::RecordReceipt(first), Command::RecordReceipt(_)] = &asked.request.commands[..] else {
        panic!("two receipts");
    };
    assert_eq!((first.office, first.account, first.amount.count()), (OfficeId(6), AccountId(12), 40_000_000));
    assert_eq!(first.restriction.programme, Some(ProgrammeId(9)));
    assert_eq!(first.restriction.area, None);
    assert_eq!(first.donor, None);
    assert_eq!(
        first.payment.as_ref().map(|payment| payment.settlement_date.to_string()).as_deref(),
        Some("2026-11-22")
    );
}

#[test]
fn a_step_of_a_grant_names_the_grant_and_what_was_seen() {
    let ask = proto::CancelGrantRequest {
        request_id: REQUEST_ID.to_owned(),
        validate_only: true,
        cancellation: Some(proto::CancelGrant { grant: 70, last_change: 75, reason: record::Reason::Withdrawn.into() }),
    };
    let asked = read(ask).expect("well formed");
    assert!(asked.validate_only);
    let step = GrantStep::Cancel { reason: Reason::Withdrawn };
    assert_eq!(asked.request.commands, [Command::Grant { grant: GrantId(70), last_change: Index(75), step }]);
    assert_eq!(asked.request.mode, Mode::Atomic);
}

#[test]
fn an_allotment_says_where_the_money_is_taken_from() {
    let allotment = proto::Allot {
        office: 6,
        programme: 9,
        year: 1405,
        amount: rials(1_000),
        origin: Some(proto::allot::Origin::ParentLine(proto::FromParentLine { office: 5 })),
    };
    let ask =
        proto::AllotRequest { request_id: REQUEST_ID.to_owned(), validate_only: false, allotment: Some(allotment) };
    let asked = read(ask).expect("well formed");
    let [Command::Allot(Allot { year, origin, .. })] = asked.request.commands[..] else { panic!("an allotment") };
    assert_eq!(year.number(), 1405);
    assert_eq!(origin, AllotmentOrigin::ParentLine { office: OfficeId(5) });
}
