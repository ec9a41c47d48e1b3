//! The ceremony: campaigns, approval policies, pledges, recalls, earmarks, payees, lists.

use super::{amount, code, day, decision, name, ranges, restriction};
use ledger_core::event::{
    AllotmentRecalled, ApprovalBand, ApprovalGiven, ApprovalPolicySet, AreaLevel, CampaignClosed, CampaignKind,
    CampaignRegistered, ClassKind, ClassRegistered, EarmarkLifted, EarmarkPlaced, Event, Instalment, ListApproved,
    ListReleased, ListSubmitted, PayeeConfirmed, PayeeProposed, PayeeRenewed, PledgeAmended, PledgeCancelled,
    PledgeRecorded, PledgeWrittenOff, Reason, ReceiptReissued, ResultsImported,
};
use ledger_core::ids::{
    AccountId, AccountToken, AreaId, BeneficiaryId, CampaignId, Commitment, ContentHash, DonorId, EarmarkId, FundId,
    GrantId, Index, LineId, ListId, OfficeId, PayeeId, PledgeId, ProgrammeId, ReceiptId,
};
use ledger_core::money::Amount;

pub(super) fn events() -> Vec<Event> {
    [register(), pledges(), money(), payees(), lists()].into_iter().flatten().collect()
}

fn register() -> Vec<Event> {
    let band = |up_to, approvals, level| ApprovalBand { up_to, approvals, level };
    vec![
        Event::CampaignRegistered(CampaignRegistered {
            code: code("YALDA-1405"),
            name: name("پویش یلدا"),
            kind: CampaignKind::Emergency,
            office: OfficeId(6),
            target: amount(5_000_000_000),
            opens: day(20_770),
            closes: day(20_800),
            purpose: restriction(),
        }),
        Event::CampaignClosed(CampaignClosed { campaign: CampaignId(31), last_change: Index(31) }),
        Event::ClassRegistered(ClassRegistered {
            code: code("ZAKAT"), kind: ClassKind::Intent, name: name("زکات")
        }),
        Event::ApprovalPolicySet(ApprovalPolicySet {
            programme: Some(ProgrammeId(9)),
            window_days: 90,
            bands: vec![band(amount(100_000_000), 1, AreaLevel::County), band(Amount::MAX, 3, AreaLevel::Province)],
            cooling_off_hours: 72,
            decision: decision(),
            effective_from: day(20_776),
        }),
        Event::ApprovalGiven(ApprovalGiven { object: Index(70), last_change: Index(72) }),
    ]
}

fn pledges() -> Vec<Event> {
    let (pledge, last_change) = (PledgeId(80), Index(81));
    let instalments = || {
        vec![
            Instalment { due: day(20_780), count: amount(25_000_000) },
            Instalment { due: day(20_810), count: amount(15_000_000) },
        ]
    };
    vec![
        Event::PledgeRecorded(PledgeRecorded {
            office: OfficeId(6),
            donor: Some(DonorId(29)),
            fund: FundId(40),
            campaign: Some(CampaignId(31)),
            instalments: instalments(),
            booking_date: day(20_779),
        }),
        Event::PledgeAmended(PledgeAmended { pledge, last_change, instalments: instalments() }),
        Event::PledgeCancelled(PledgeCancelled {
            pledge,
            last_change,
            count: amount(15_000_000),
            reason: Reason::DonorWithdrew,
        }),
        Event::PledgeWrittenOff(PledgeWrittenOff {
            pledge,
            last_change,
            count: amount(5_000_000),
            reason: Reason::DonorWithdrew,
        }),
    ]
}

fn money() -> Vec<Event> {
    vec![
        Event::ReceiptReissued(ReceiptReissued { receipt: ReceiptId(42), copy: 1 }),
        Event::AllotmentRecalled(AllotmentRecalled { line: LineId(60), parent: Some(LineId(55)), ranges: ranges() }),
        Event::EarmarkPlaced(EarmarkPlaced {
            fund: FundId(40),
            programme: Some(ProgrammeId(9)),
            area: Some(AreaId(4)),
            decision: decision(),
        }),
        Event::EarmarkLifted(EarmarkLifted { earmark: EarmarkId(84), decision: decision() }),
    ]
}

fn payees() -> Vec<Event> {
    vec![
        Event::PayeeProposed(PayeeProposed {
            beneficiary: BeneficiaryId(30),
            account: AccountToken([0x36; 32]),
            name_commitment: Commitment([0x37; 32]),
            account_commitment: Commitment([0x38; 32]),
        }),
        Event::PayeeConfirmed(PayeeConfirmed { payee: PayeeId(35), last_change: Index(35) }),
        Event::PayeeRenewed(PayeeRenewed { grant: GrantId(70), last_change: Index(77), payee: PayeeId(36) }),
    ]
}

fn lists() -> Vec<Event> {
    let (list, total) = (ListId(69), amount(80_000_000));
    vec![
        Event::ListSubmitted(ListSubmitted {
            office: OfficeId(6),
            declared_count: 2,
            declared_total: total,
            content: ContentHash([0x39; 32]),
        }),
        Event::ListApproved(ListApproved {
            list,
            last_change: Index(73),
            account: AccountId(12),
            line_count: 2,
            total,
        }),
        Event::ListReleased(ListReleased { list, last_change: Index(78), part: 1, line_count: 2, total }),
        Event::ResultsImported(ResultsImported { list, file: ContentHash([0x3a; 32]), row_count: 2, total }),
    ]
}
