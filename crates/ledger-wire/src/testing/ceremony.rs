//! Events about campaigns, approval policies, pledges and payees.

use super::books::level;
use super::money::{reason, restriction};
use super::words::{amount, code, day, decision, id, index, name};
use ledger_core::event::{
    ApprovalBand, ApprovalGiven, ApprovalPolicySet, CampaignClosed, CampaignKind, CampaignRegistered, Event,
    Instalment, PayeeConfirmed, PayeeProposed, PledgeAmended, PledgeCancelled, PledgeRecorded, PledgeWrittenOff,
};
use ledger_core::ids::{
    AccountToken, BeneficiaryId, CampaignId, Commitment, DonorId, FundId, OfficeId, PayeeId, PledgeId, ProgrammeId,
};
use ledger_core::money::Amount;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

pub(super) fn any_event() -> BoxedStrategy<Event> {
    prop_oneof![
        campaign(),
        (id(), index()).prop_map(|(campaign, last_change)| {
            Event::CampaignClosed(CampaignClosed { campaign: CampaignId(campaign), last_change })
        }),
        policy(),
        (index(), index())
            .prop_map(|(object, last_change)| Event::ApprovalGiven(ApprovalGiven { object, last_change })),
        recorded(),
        (pledge(), index(), instalments()).prop_map(|(pledge, last_change, instalments)| {
            Event::PledgeAmended(PledgeAmended { pledge, last_change, instalments })
        }),
        (pledge(), index(), amount(), reason()).prop_map(|(pledge, last_change, count, reason)| {
            Event::PledgeCancelled(PledgeCancelled { pledge, last_change, count, reason })
        }),
        (pledge(), index(), amount(), reason()).prop_map(|(pledge, last_change, count, reason)| {
            Event::PledgeWrittenOff(PledgeWrittenOff { pledge, last_change, count, reason })
        }),
        payee(),
        (id(), index()).prop_map(|(payee, last_change)| {
            Event::PayeeConfirmed(PayeeConfirmed { payee: PayeeId(payee), last_change })
        }),
    ]
    .boxed()
}

fn campaign() -> BoxedStrategy<Event> {
    let kind = select(vec![CampaignKind::Ordinary, CampaignKind::Emergency]);
    (code(), name(), kind, id(), amount(), day(), day(), restriction())
        .prop_map(|(code, name, kind, office, target, opens, closes, purpose)| {
            let office = OfficeId(office);
            Event::CampaignRegistered(CampaignRegistered { code, name, kind, office, target, opens, closes, purpose })
        })
        .boxed()
}

fn policy() -> BoxedStrategy<Event> {
    let end =
        prop_oneof![Just(Amount::MAX), amount().prop_filter("a band that covers something", |end| !end.is_zero())];
    let band =
        (end, 1..=u8::MAX, level()).prop_map(|(up_to, approvals, level)| ApprovalBand { up_to, approvals, level });
    (option::of(id()), 1..=u16::MAX, vec(band, 0..5), any::<u16>(), decision(), day())
        .prop_map(|(programme, window_days, bands, cooling_off_hours, decision, effective_from)| {
            Event::ApprovalPolicySet(ApprovalPolicySet {
                programme: programme.map(ProgrammeId),
                window_days,
                bands,
                cooling_off_hours,
                decision,
                effective_from,
            })
        })
        .boxed()
}

fn pledge() -> impl Strategy<Value = PledgeId> {
    id().prop_map(PledgeId)
}

fn instalments() -> impl Strategy<Value = Vec<Instalment>> {
    vec((day(), amount()).prop_map(|(due, count)| Instalment { due, count }), 0..5)
}

fn recorded() -> BoxedStrategy<Event> {
    (id(), option::of(id()), id(), option::of(id()), instalments(), day())
        .prop_map(|(office, donor, fund, campaign, instalments, booking_date)| {
            Event::PledgeRecorded(PledgeRecorded {
                office: OfficeId(office),
                donor: donor.map(DonorId),
                fund: FundId(fund),
                campaign: campaign.map(CampaignId),
                instalments,
                booking_date,
            })
        })
        .boxed()
}

fn payee() -> BoxedStrategy<Event> {
    (id(), any::<[[u8; 32]; 3]>())
        .prop_map(|(beneficiary, [account, name, account_again])| {
            Event::PayeeProposed(PayeeProposed {
                beneficiary: BeneficiaryId(beneficiary),
                account: AccountToken(account),
                name_commitment: Commitment(name),
                account_commitment: Commitment(account_again),
            })
        })
        .boxed()
}
