//! Pledges, campaigns, classes, approval policies, recalls and earmarks.

use super::{REQUEST_ID, command, date, problems, refused, rials};
use crate::proto::ledger::v1 as proto;
use crate::proto::record::v1 as record;
use ledger_core::command::{Command, GrantStep, Pledged, RecordPledge};
use ledger_core::event::{ApprovalGiven, ApprovalPolicySet, CampaignRegistered, ClassKind, ClassRegistered};
use ledger_core::ids::{ClassId, GrantId, Index, ItemId, OfficeId, PledgeId};
use ledger_core::money::Amount;
use proto::instalment::Promised;

fn part(day: i32, promised: Promised) -> proto::Instalment {
    proto::Instalment { due: date(2026, 11, day), promised: Some(promised) }
}

fn money(amount: i64) -> Promised {
    Promised::Amount(rials(amount).expect("money"))
}

fn pledge(item: u64, instalments: Vec<proto::Instalment>) -> proto::RecordPledgeRequest {
    let pledge = proto::RecordPledge {
        office: 6,
        donor: 29,
        source: record::Source::Company.into(),
        restriction: Some(proto::Restriction {
            class: 14,
            intent: 15,
            spend_by: date(2027, 3, 20),
            ..Default::default()
        }),
        item,
        instalments,
        campaign: 0,
        booking_date: None,
    };
    proto::RecordPledgeRequest { request_id: REQUEST_ID.to_owned(), validate_only: false, pledge: Some(pledge) }
}

fn amendment(pledge: u64, instalments: Vec<proto::Instalment>) -> proto::AmendPledgeRequest {
    let amendment = Some(proto::AmendPledge { pledge, last_change: 80, instalments });
    proto::AmendPledgeRequest { request_id: REQUEST_ID.to_owned(), validate_only: false, amendment }
}

#[test]
fn a_pledge_is_of_money_or_of_units() {
    let ask = pledge(0, vec![part(22, money(10_000)), part(23, money(20_000))]);
    let Command::RecordPledge(RecordPledge { pledged, instalments, restriction, .. }) = command(ask) else {
        panic!("a pledge")
    };
    assert_eq!(pledged, Pledged::Money);
    assert_eq!(instalments.iter().map(|part| part.count.count()).collect::<Vec<_>>(), [10_000, 20_000]);
    assert_eq!((restriction.class, restriction.intent), (Some(ClassId(14)), Some(ClassId(15))));
    assert_eq!(restriction.spend_by.map(|day| day.to_string()).as_deref(), Some("2027-03-20"));

    let ask = pledge(120, vec![part(22, Promised::Units(40))]);
    let Command::RecordPledge(RecordPledge { pledged, .. }) = command(ask) else { panic!("a pledge") };
    assert_eq!(pledged, Pledged::Goods(ItemId(120)));
}

#[test]
fn a_count_of_the_other_kind_is_never_read() {
    let mixed = pledge(0, vec![part(22, money(1)), part(23, Promised::Units(40))]);
    assert_eq!(problems(&refused(mixed)), [("pledge.instalments[1].units", "are goods, and money is pledged")]);
    let goods = refused(pledge(120, vec![part(22, money(1))]));
    assert_eq!(problems(&goods), [("pledge.instalments[0].amount", "is money, and goods are pledged")]);
    // Of a pledge that is in the book, the book says what it is of.
    let goods = refused(amendment(81, vec![part(22, money(1))]));
    assert_eq!(problems(&goods), [("amendment.instalments[0].amount", "is money, and goods are pledged")]);
    assert!(matches!(command(amendment(80, vec![part(22, money(1))])), Command::AmendPledge { .. }));
    let of_nobody_knows = command(amendment(7, vec![part(22, money(1)), part(23, Promised::Units(2))]));
    assert!(matches!(of_nobody_knows, Command::AmendPledge { .. }), "the rules refuse it");
}

#[test]
fn instalments_are_counted_and_each_is_looked_at() {
    assert_eq!(problems(&refused(pledge(0, Vec::new()))), [("pledge.instalments", "must not be empty")]);
    let many = vec![part(22, money(1)); 121];
    assert_eq!(
        problems(&refused(pledge(0, many))),
        [("pledge.instalments", "has 121 elements; at most 120 are allowed")]
    );
    let bad = vec![proto::Instalment { due: None, promised: None }, part(31, Promised::Units(0))];
    assert_eq!(
        problems(&refused(pledge(120, bad))),
        [
            ("pledge.instalments[0].due", "is required"),
            ("pledge.instalments[0].promised", "is required: amount or units"),
            ("pledge.instalments[1].due", "2026-11 has 30 days, there is no day 31"),
            ("pledge.instalments[1].units", "must be above zero"),
        ]
    );
}

#[test]
fn a_write_off_takes_all_that_is_open_or_a_part() {
    use proto::write_off_pledge::GivenUp;
    let write_off = |pledge, given_up| proto::WriteOffPledgeRequest {
        request_id: REQUEST_ID.to_owned(),
        validate_only: false,
        write_off: Some(proto::WriteOffPledge {
            pledge,
            last_change: 80,
            given_up,
            reason: record::Reason::DonorWithdrew.into(),
        }),
    };
    let count = |ask| {
        let Command::WriteOffPledge { pledge: PledgeId(_), count, .. } = command(ask) else { panic!("a write-off") };
        count.map(Amount::count)
    };
    assert_eq!(count(write_off(80, None)), None);
    assert_eq!(count(write_off(80, Some(GivenUp::Amount(rials(5).expect("money"))))), Some(5));
    assert_eq!(count(write_off(81, Some(GivenUp::Units(3)))), Some(3));
    let wrong = refused(write_off(80, Some(GivenUp::Units(3))));
    assert_eq!(problems(&wrong), [("write_off.units", "are goods, and money is pledged")]);
}

#[test]
fn a_campaign_has_dates_a_target_and_a_purpose() {
    let campaign = proto::RegisterCampaign {
        code: "dowry-1405".to_owned(),
        name: "پویش جهیزیه".to_owned(),
        kind: record::CampaignKind::Ordinary.into(),
        office: 6,
        target: rials(1_000_000),
        opens: date(2026, 11, 1),
        closes: date(2026, 12, 1),
        purpose: Some(proto::Restriction { programme: 9, ..Default::default() }),
    };
    let ask = |campaign| proto::RegisterCampaignRequest {
        request_id: REQUEST_ID.to_owned(),
        validate_only: false,
        campaign: Some(campaign),
    };
    let Command::RegisterCampaign(CampaignRegistered { purpose, target, .. }) = command(ask(campaign.clone())) else {
        panic!("a campaign")
    };
    assert_eq!((purpose.dimensions(), target.count()), (1, 1_000_000));
    let bad = proto::RegisterCampaign { kind: 0, target: None, closes: None, ..campaign };
    assert_eq!(
        problems(&refused(ask(bad))),
        [("campaign.kind", "is required"), ("campaign.target", "is required"), ("campaign.closes", "is required")]
    );
}

fn policy(bands: Vec<proto::ApprovalBand>) -> proto::SetApprovalPolicyRequest {
    let policy = proto::SetApprovalPolicy {
        programme: 0,
        window_days: 30,
        bands,
        cooling_off_hours: 72,
        decision: Some(proto::DecisionRef { number: "1405/7".to_owned(), date: date(2026, 11, 20) }),
        effective_from: date(2026, 11, 22),
    };
    proto::SetApprovalPolicyRequest { request_id: REQUEST_ID.to_owned(), validate_only: false, policy: Some(policy) }
}

#[test]
fn the_last_band_of_a_policy_has_no_end() {
    let level = record::AreaLevel::Province.into();
    let low = proto::ApprovalBand { up_to: rials(5_000_000), approvals: 1, level };
    let high = proto::ApprovalBand { up_to: None, approvals: 2, level };
    let Command::SetApprovalPolicy(ApprovalPolicySet { bands, programme, .. }) = command(policy(vec![low, high]))
    else {
        panic!("a policy")
    };
    assert_eq!(bands.iter().map(|band| band.up_to).collect::<Vec<_>>(), [Amount::new(5_000_000).unwrap(), Amount::MAX]);
    assert_eq!(programme, None);

    let mut bad = policy(vec![proto::ApprovalBand { up_to: None, approvals: 9, level: 0 }]);
    if let Some(policy) = &mut bad.policy {
        (policy.window_days, policy.cooling_off_hours, policy.decision) = (401, 721, None);
    }
    assert_eq!(
        problems(&refused(bad)),
        [
            ("policy.window_days", "must be 1 to 400"),
            ("policy.bands[0].approvals", "must be 1 to 8"),
            ("policy.bands[0].level", "is required"),
            ("policy.cooling_off_hours", "must be 0 to 720"),
            ("policy.decision", "is required"),
        ]
    );
}

#[test]
fn an_approval_names_what_was_seen_and_a_grant_takes_its_new_steps() {
    let approval = Some(proto::GiveApproval { object: 70, last_change: 75 });
    let ask = proto::GiveApprovalRequest { request_id: REQUEST_ID.to_owned(), validate_only: false, approval };
    let given = ApprovalGiven { object: Index(70), last_change: Index(75) };
    assert_eq!(command(ask), Command::GiveApproval(given));

    let renewal = Some(proto::RenewPayee { grant: 70, last_change: 75 });
    let ask = proto::RenewPayeeRequest { request_id: REQUEST_ID.to_owned(), validate_only: false, renewal };
    let step = GrantStep::RenewPayee;
    assert_eq!(command(ask), Command::Grant { grant: GrantId(70), last_change: Index(75), step });
}

#[test]
fn a_recall_goes_to_the_office_above_or_to_the_funds() {
    let recall = |parent| proto::RecallAllotmentRequest {
        request_id: REQUEST_ID.to_owned(),
        validate_only: false,
        recall: Some(proto::RecallAllotment { office: 6, programme: 9, year: 1405, amount: rials(7), parent }),
    };
    let parent = |ask| {
        let Command::RecallAllotment(recall) = command(ask) else { panic!("a recall") };
        recall.parent
    };
    assert_eq!((parent(recall(0)), parent(recall(5))), (None, Some(OfficeId(5))));
    let earmark = Some(proto::PlaceEarmark { fund: 0, programme: 9, area: 0, decision: None });
    let ask = proto::PlaceEarmarkRequest { request_id: REQUEST_ID.to_owned(), validate_only: false, earmark };
    assert_eq!(problems(&refused(ask)), [("earmark.fund", "is required"), ("earmark.decision", "is required")]);
}

#[test]
fn a_programme_names_each_class_once() {
    let class = proto::RegisterClass {
        code: "orphans".to_owned(),
        kind: record::ClassKind::Intent.into(),
        name: "ایتام".to_owned(),
    };
    let ask =
        proto::RegisterClassRequest { request_id: REQUEST_ID.to_owned(), validate_only: false, class: Some(class) };
    assert!(matches!(command(ask), Command::RegisterClass(ClassRegistered { kind: ClassKind::Intent, .. })));

    let programme = proto::RegisterProgramme {
        code: "dowry".to_owned(),
        name: "جهیزیه".to_owned(),
        classes: vec![3, 3],
        intents: vec![0],
    };
    let ask = proto::RegisterProgrammeRequest {
        request_id: REQUEST_ID.to_owned(),
        validate_only: false,
        programme: Some(programme),
    };
    assert_eq!(
        problems(&refused(ask)),
        [
            ("programme.classes", "names something twice, or nothing"),
            ("programme.intents", "names something twice, or nothing"),
        ]
    );
}
