//! Entries about money that came in.

use super::choices::Choice;
use super::error::{BadField, FieldFault};
use super::field;
use super::ranges::range;
use crate::proto::record::v1 as proto;
use ledger_core::event::{
    ExternalPayment, FundOpened, PledgePart, ReceiptRecorded, ReceiptReissued, ReceiptReversed, Restriction,
    SeriesOpened,
};
use ledger_core::ids::{
    AccountId, AreaId, CampaignId, ClassId, DonorId, FundId, ItemId, OfficeId, PledgeId, ProgrammeId, ReceiptId,
};
use ledger_core::time::Day;

impl From<&Restriction> for proto::Restriction {
    fn from(restriction: &Restriction) -> Self {
        let Restriction { programme, area, class, intent, spend_by } = *restriction;
        Self {
            programme: field::stored(programme.map(|programme| programme.0)),
            area: field::stored(area.map(|area| area.0)),
            class: field::stored(class.map(|class| class.0)),
            intent: field::stored(intent.map(|intent| intent.0)),
            spend_by: spend_by.map(Day::epoch_days),
        }
    }
}

impl From<proto::Restriction> for Restriction {
    fn from(message: proto::Restriction) -> Self {
        let proto::Restriction { programme, area, class, intent, spend_by } = message;
        Self {
            programme: field::optional(programme, ProgrammeId),
            area: field::optional(area, AreaId),
            class: field::optional(class, ClassId),
            intent: field::optional(intent, ClassId),
            spend_by: spend_by.map(field::day),
        }
    }
}

/// A restriction that must be there; it may be empty.
pub(super) fn restriction(field: &'static str, message: Option<proto::Restriction>) -> Result<Restriction, BadField> {
    message.map(Restriction::from).ok_or(BadField::new(field, FieldFault::Missing))
}

impl From<&FundOpened> for proto::FundOpened {
    fn from(event: &FundOpened) -> Self {
        let FundOpened { restriction, source, item } = event;
        Self {
            restriction: Some(restriction.into()),
            source: source.number(),
            item: field::stored(item.map(|item| item.0)),
        }
    }
}

impl TryFrom<proto::FundOpened> for FundOpened {
    type Error = BadField;

    fn try_from(message: proto::FundOpened) -> Result<Self, BadField> {
        let proto::FundOpened { restriction, source, item } = message;
        Ok(Self {
            restriction: self::restriction("restriction", restriction)?,
            source: field::choice("source", source)?,
            item: field::optional(item, ItemId),
        })
    }
}

impl From<&SeriesOpened> for proto::SeriesOpened {
    fn from(event: &SeriesOpened) -> Self {
        let SeriesOpened { fund, account } = *event;
        Self { fund: fund.0, account: account.0 }
    }
}

impl TryFrom<proto::SeriesOpened> for SeriesOpened {
    type Error = BadField;

    fn try_from(message: proto::SeriesOpened) -> Result<Self, BadField> {
        let proto::SeriesOpened { fund, account } = message;
        Ok(Self {
            fund: FundId(field::required("fund", fund)?),
            account: AccountId(field::required("account", account)?),
        })
    }
}

impl From<&ExternalPayment> for proto::ExternalPayment {
    fn from(payment: &ExternalPayment) -> Self {
        let ExternalPayment { terminal, settlement_date, reference } = payment;
        Self {
            terminal: terminal.as_str().to_owned(),
            settlement_date: settlement_date.epoch_days(),
            reference: reference.as_str().to_owned(),
        }
    }
}

impl TryFrom<proto::ExternalPayment> for ExternalPayment {
    type Error = BadField;

    fn try_from(message: proto::ExternalPayment) -> Result<Self, BadField> {
        let proto::ExternalPayment { terminal, settlement_date, reference } = message;
        Ok(Self {
            terminal: field::code("payment.terminal", &terminal)?,
            settlement_date: field::day(settlement_date),
            reference: field::code("payment.reference", &reference)?,
        })
    }
}

impl From<&ReceiptRecorded> for proto::ReceiptRecorded {
    fn from(event: &ReceiptRecorded) -> Self {
        let ReceiptRecorded {
            office,
            receipt_number,
            booking_date,
            value_date,
            numbers,
            donor,
            channel,
            payment,
            campaign,
            pledge,
        } = event;
        Self {
            office: office.0,
            receipt_number: *receipt_number,
            booking_date: booking_date.epoch_days(),
            value_date: value_date.map(Day::epoch_days),
            series: numbers.series().0,
            start: numbers.start(),
            count: numbers.count(),
            donor: field::stored(donor.map(|donor| donor.0)),
            channel: channel.number(),
            payment: payment.as_ref().map(proto::ExternalPayment::from),
            campaign: field::stored(campaign.map(|campaign| campaign.0)),
            pledge: pledge.as_ref().map(proto::PledgePart::from),
        }
    }
}

impl TryFrom<proto::ReceiptRecorded> for ReceiptRecorded {
    type Error = BadField;

    fn try_from(message: proto::ReceiptRecorded) -> Result<Self, BadField> {
        let proto::ReceiptRecorded {
            office,
            receipt_number,
            booking_date,
            value_date,
            series,
            start,
            count,
            donor,
            channel,
            payment,
            campaign,
            pledge,
        } = message;
        Ok(Self {
            office: OfficeId(field::required("office", office)?),
            receipt_number: field::required("receipt_number", receipt_number)?,
            booking_date: field::day(booking_date),
            value_date: value_date.map(field::day),
            numbers: range(["series", "count"], series, start, count)?,
            donor: field::optional(donor, DonorId),
            channel: field::choice("channel", channel)?,
            payment: payment.map(ExternalPayment::try_from).transpose()?,
            campaign: field::optional(campaign, CampaignId),
            pledge: pledge.map(PledgePart::try_from).transpose()?,
        })
    }
}

impl From<&PledgePart> for proto::PledgePart {
    fn from(part: &PledgePart) -> Self {
        let PledgePart { pledge, count } = part;
        Self { pledge: pledge.0, count: count.count() }
    }
}

impl TryFrom<proto::PledgePart> for PledgePart {
    type Error = BadField;

    fn try_from(message: proto::PledgePart) -> Result<Self, BadField> {
        let proto::PledgePart { pledge, count } = message;
        Ok(Self {
            pledge: PledgeId(field::required("pledge.pledge", pledge)?),
            count: field::amount("pledge.count", count)?,
        })
    }
}

impl From<&ReceiptReissued> for proto::ReceiptReissued {
    fn from(event: &ReceiptReissued) -> Self {
        let ReceiptReissued { receipt, copy } = *event;
        Self { receipt: receipt.0, copy }
    }
}

impl TryFrom<proto::ReceiptReissued> for ReceiptReissued {
    type Error = BadField;

    fn try_from(message: proto::ReceiptReissued) -> Result<Self, BadField> {
        let proto::ReceiptReissued { receipt, copy } = message;
        Ok(Self { receipt: ReceiptId(field::required("receipt", receipt)?), copy: field::required("copy", copy)? })
    }
}

impl From<&ReceiptReversed> for proto::ReceiptReversed {
    fn from(event: &ReceiptReversed) -> Self {
        let ReceiptReversed { receipt, ranges, reason } = event;
        Self { receipt: receipt.0, ranges: Some(ranges.into()), reason: reason.number() }
    }
}

impl TryFrom<proto::ReceiptReversed> for ReceiptReversed {
    type Error = BadField;

    fn try_from(message: proto::ReceiptReversed) -> Result<Self, BadField> {
        let proto::ReceiptReversed { receipt, ranges, reason } = message;
        Ok(Self {
            receipt: ReceiptId(field::required("receipt", receipt)?),
            ranges: field::message("ranges", ranges)?,
            reason: field::choice("reason", reason)?,
        })
    }
}
