//! Events about receipts, allotments and earmarks.

use super::words::{amount, code, day, decision, id, index, range, ranges, some, year};
use ledger_core::event::{
    AllotmentNotified, AllotmentRecalled, Allotted, Channel, EarmarkLifted, EarmarkPlaced, Event, ExternalPayment,
    FundOpened, LineOpened, PledgePart, Reason, ReceiptRecorded, ReceiptReissued, ReceiptReversed, Restriction,
    SeriesOpened, Source,
};
use ledger_core::ids::{
    AccountId, AllotmentId, AreaId, CampaignId, ClassId, DonorId, EarmarkId, FundId, ItemId, LineId, OfficeId,
    PledgeId, ProgrammeId, ReceiptId,
};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

pub(super) fn any_event() -> BoxedStrategy<Event> {
    prop_oneof![
        fund(),
        series(),
        receipt(),
        reversal(),
        (id(), some()).prop_map(|(receipt, copy)| {
            Event::ReceiptReissued(ReceiptReissued { receipt: ReceiptId(receipt), copy })
        }),
        line(),
        allotment(),
        notification(),
        recall(),
        earmark(),
        (id(), decision()).prop_map(|(earmark, decision)| {
            Event::EarmarkLifted(EarmarkLifted { earmark: EarmarkId(earmark), decision })
        }),
    ]
    .boxed()
}

pub(super) fn reason() -> impl Strategy<Value = Reason> {
    use Reason::{DonorWithdrew, Duplicate, Mistake, NotEntitled, PaymentFailed, Withdrawn};
    select(vec![Mistake, Duplicate, PaymentFailed, Withdrawn, NotEntitled, DonorWithdrew])
}

pub(super) fn restriction() -> impl Strategy<Value = Restriction> {
    let named = || option::of(id());
    (named(), named(), named(), named(), option::of(day())).prop_map(|(programme, area, class, intent, spend_by)| {
        Restriction {
            programme: programme.map(ProgrammeId),
            area: area.map(AreaId),
            class: class.map(ClassId),
            intent: intent.map(ClassId),
            spend_by,
        }
    })
}

pub(super) fn pledge_part() -> impl Strategy<Value = PledgePart> {
    (id(), amount()).prop_map(|(pledge, count)| PledgePart { pledge: PledgeId(pledge), count })
}

fn fund() -> BoxedStrategy<Event> {
    let sources = vec![Source::PublicDonation, Source::Company, Source::Assembly, Source::StateCredit];
    (restriction(), select(sources), option::of(id()))
        .prop_map(|(restriction, source, item)| {
            Event::FundOpened(FundOpened { restriction, source, item: item.map(ItemId) })
        })
        .boxed()
}

fn series() -> BoxedStrategy<Event> {
    (id(), id())
        .prop_map(|(fund, account)| {
            Event::SeriesOpened(SeriesOpened { fund: FundId(fund), account: AccountId(account) })
        })
        .boxed()
}

fn receipt() -> BoxedStrategy<Event> {
    let channels = vec![Channel::Portal, Channel::Card, Channel::Transfer, Channel::Box, Channel::CashDesk];
    let payment = (code(), day(), code()).prop_map(|(terminal, settlement_date, reference)| ExternalPayment {
        terminal,
        settlement_date,
        reference,
    });
    let days = (day(), option::of(day()));
    let how = (select(channels), option::of(payment));
    let answers = (option::of(id()), option::of(pledge_part()));
    (id(), id(), days, range(), option::of(id()), how, answers)
        .prop_map(|(office, receipt_number, days, numbers, donor, (channel, payment), (campaign, pledge))| {
            let (booking_date, value_date) = days;
            Event::ReceiptRecorded(ReceiptRecorded {
                office: OfficeId(office),
                receipt_number,
                booking_date,
                value_date,
                numbers,
                donor: donor.map(DonorId),
                channel,
                payment,
                campaign: campaign.map(CampaignId),
                pledge,
            })
        })
        .boxed()
}

fn reversal() -> BoxedStrategy<Event> {
    (id(), ranges(), reason())
        .prop_map(|(receipt, ranges, reason)| {
            Event::ReceiptReversed(ReceiptReversed { receipt: ReceiptId(receipt), ranges, reason })
        })
        .boxed()
}

fn line() -> BoxedStrategy<Event> {
    (id(), id(), year())
        .prop_map(|(office, programme, year)| {
            Event::LineOpened(LineOpened { office: OfficeId(office), programme: ProgrammeId(programme), year })
        })
        .boxed()
}

fn allotment() -> BoxedStrategy<Event> {
    (id(), option::of(id()), ranges())
        .prop_map(|(line, parent, ranges)| {
            Event::Allotted(Allotted { line: LineId(line), parent: parent.map(LineId), ranges })
        })
        .boxed()
}

fn recall() -> BoxedStrategy<Event> {
    (id(), option::of(id()), ranges())
        .prop_map(|(line, parent, ranges)| {
            Event::AllotmentRecalled(AllotmentRecalled { line: LineId(line), parent: parent.map(LineId), ranges })
        })
        .boxed()
}

fn earmark() -> BoxedStrategy<Event> {
    (id(), option::of(id()), option::of(id()), decision())
        .prop_map(|(fund, programme, area, decision)| {
            let (programme, area) = (programme.map(ProgrammeId), area.map(AreaId));
            Event::EarmarkPlaced(EarmarkPlaced { fund: FundId(fund), programme, area, decision })
        })
        .boxed()
}

fn notification() -> BoxedStrategy<Event> {
    (id(), index(), id(), ranges())
        .prop_map(|(allotment, last_change, line, ranges)| {
            let (allotment, line) = (AllotmentId(allotment), LineId(line));
            Event::AllotmentNotified(AllotmentNotified { allotment, last_change, line, ranges })
        })
        .boxed()
}
