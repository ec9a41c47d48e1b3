//! Entries about money that came in.

use super::choices::Choice;
use super::error::{BadField, FieldFault};
use super::field;
use crate::proto::record::v1 as proto;
use ledger_core::event::{ExternalPayment, FundOpened, ReceiptRecorded, ReceiptReversed, Restriction, SeriesOpened};
use ledger_core::ids::{AccountId, AreaId, DonorId, FundId, OfficeId, ProgrammeId, ReceiptId, SeriesId};
use ledger_core::ranges::{BadRanges, MOST_RANGES, Range, Ranges};
use ledger_core::time::Day;

impl From<&Ranges> for proto::Ranges {
    fn from(ranges: &Ranges) -> Self {
        let runs = ranges.as_slice();
        Self {
            series: runs.iter().map(|run| run.series().0).collect(),
            starts: runs.iter().map(|run| run.start()).collect(),
            counts: runs.iter().map(|run| run.count()).collect(),
        }
    }
}

impl TryFrom<proto::Ranges> for Ranges {
    type Error = BadField;

    fn try_from(message: proto::Ranges) -> Result<Self, BadField> {
        let proto::Ranges { series, starts, counts } = message;
        let unsound = |fault| BadField::new("ranges", FieldFault::Ranges(fault));
        if series.len() > MOST_RANGES {
            return Err(unsound(BadRanges::TooMany { count: series.len() }));
        }
        one_length("ranges.starts", series.len(), starts.len())?;
        one_length("ranges.counts", series.len(), counts.len())?;
        let runs = series.into_iter().zip(starts).zip(counts);
        let runs = runs.map(|((series, start), count)| range(["ranges.series", "ranges.counts"], series, start, count));
        Ranges::new(runs.collect::<Result<_, _>>()?).map_err(unsound)
    }
}

fn one_length(field: &'static str, expected: usize, found: usize) -> Result<(), BadField> {
    if expected == found { Ok(()) } else { Err(BadField::new(field, FieldFault::Count { expected, found })) }
}

fn range(fields: [&'static str; 2], series: u64, start: u64, count: u64) -> Result<Range, BadField> {
    let series = SeriesId(field::required(fields[0], series)?);
    let count = field::required(fields[1], count)?;
    Range::new(series, start, count).ok_or(BadField::new(fields[1], FieldFault::OutOfRange))
}

impl From<&Restriction> for proto::Restriction {
    fn from(restriction: &Restriction) -> Self {
        let Restriction { programme, area } = *restriction;
        Self {
            programme: field::stored(programme.map(|programme| programme.0)),
            area: field::stored(area.map(|area| area.0)),
        }
    }
}

impl From<proto::Restriction> for Restriction {
    fn from(message: proto::Restriction) -> Self {
        let proto::Restriction { programme, area } = message;
        Self { programme: field::optional(programme, ProgrammeId), area: field::optional(area, AreaId) }
    }
}

impl From<&FundOpened> for proto::FundOpened {
    fn from(event: &FundOpened) -> Self {
        let FundOpened { restriction, source } = event;
        Self { restriction: Some(restriction.into()), source: source.number() }
    }
}

impl TryFrom<proto::FundOpened> for FundOpened {
    type Error = BadField;

    fn try_from(message: proto::FundOpened) -> Result<Self, BadField> {
        let proto::FundOpened { restriction, source } = message;
        let restriction = restriction.ok_or(BadField::new("restriction", FieldFault::Missing))?;
        Ok(Self { restriction: restriction.into(), source: field::choice("source", source)? })
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
        let ReceiptRecorded { office, receipt_number, booking_date, value_date, numbers, donor, channel, payment } =
            event;
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
        })
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
