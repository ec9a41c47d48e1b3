//! Events about receipts and allotments.

use super::words::{code, day, id, index, range, ranges, year};
use ledger_core::event::{
    AllotmentNotified, Allotted, Channel, Event, ExternalPayment, FundOpened, LineOpened, Reason, ReceiptRecorded,
    ReceiptReversed, Restriction, SeriesOpened, Source,
};
use ledger_core::ids::{AccountId, AllotmentId, AreaId, DonorId, FundId, LineId, OfficeId, ProgrammeId, ReceiptId};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

pub(super) fn any_event() -> BoxedStrategy<Event> {
    prop_oneof![fund(), series(), receipt(), reversal(), line(), allotment(), notification()].boxed()
}

pub(super) fn reason() -> impl Strategy<Value = Reason> {
    select(vec![Reason::Mistake, Reason::Duplicate, Reason::PaymentFailed, Reason::Withdrawn, Reason::NotEntitled])
}

fn fund() -> BoxedStrategy<Event> {
    let sources = vec![Source::PublicDonation, Source::Company, Source::Assembly, Source::StateCredit];
    (option::of(id()), option::of(id()), select(sources))
        .prop_map(|(programme, area, source)| {
            let restriction = Restriction { programme: programme.map(ProgrammeId), area: area.map(AreaId) };
            Event::FundOpened(FundOpened { restriction, source })
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
    (id(), id(), days, range(), option::of(id()), select(channels), option::of(payment))
        .prop_map(|(office, receipt_number, (booking_date, value_date), numbers, donor, channel, payment)| {
            Event::ReceiptRecorded(ReceiptRecorded {
                office: OfficeId(office),
                receipt_number,
                booking_date,
                value_date,
                numbers,
                donor: donor.map(DonorId),
                channel,
                payment,
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

fn notification() -> BoxedStrategy<Event> {
    (id(), index(), id(), ranges())
        .prop_map(|(allotment, last_change, line, ranges)| {
            let (allotment, line) = (AllotmentId(allotment), LineId(line));
            Event::AllotmentNotified(AllotmentNotified { allotment, last_change, line, ranges })
        })
        .boxed()
}
