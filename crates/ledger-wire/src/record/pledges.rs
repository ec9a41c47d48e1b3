//! Entries about promises to give.

use super::choices::Choice;
use super::error::BadField;
use super::field;
use crate::proto::record::v1 as proto;
use ledger_core::event::{Instalment, PledgeAmended, PledgeCancelled, PledgeRecorded, PledgeWrittenOff};
use ledger_core::ids::{CampaignId, DonorId, FundId, OfficeId, PledgeId};

fn pledge_id(pledge: u64) -> Result<PledgeId, BadField> {
    field::required("pledge", pledge).map(PledgeId)
}

impl From<&Instalment> for proto::Instalment {
    fn from(instalment: &Instalment) -> Self {
        let Instalment { due, count } = *instalment;
        Self { due: due.epoch_days(), count: count.count() }
    }
}

impl TryFrom<proto::Instalment> for Instalment {
    type Error = BadField;

    fn try_from(message: proto::Instalment) -> Result<Self, BadField> {
        let proto::Instalment { due, count } = message;
        Ok(Self { due: field::day(due), count: field::amount("instalments.count", count)? })
    }
}

fn instalments(messages: Vec<proto::Instalment>) -> Result<Vec<Instalment>, BadField> {
    messages.into_iter().map(Instalment::try_from).collect()
}

impl From<&PledgeRecorded> for proto::PledgeRecorded {
    fn from(event: &PledgeRecorded) -> Self {
        let PledgeRecorded { office, donor, fund, campaign, instalments, booking_date } = event;
        Self {
            office: office.0,
            donor: field::stored(donor.map(|donor| donor.0)),
            fund: fund.0,
            campaign: field::stored(campaign.map(|campaign| campaign.0)),
            instalments: instalments.iter().map(proto::Instalment::from).collect(),
            booking_date: booking_date.epoch_days(),
        }
    }
}

impl TryFrom<proto::PledgeRecorded> for PledgeRecorded {
    type Error = BadField;

    fn try_from(message: proto::PledgeRecorded) -> Result<Self, BadField> {
        let proto::PledgeRecorded { office, donor, fund, campaign, instalments, booking_date } = message;
        Ok(Self {
            office: OfficeId(field::required("office", office)?),
            donor: field::optional(donor, DonorId),
            fund: FundId(field::required("fund", fund)?),
            campaign: field::optional(campaign, CampaignId),
            instalments: self::instalments(instalments)?,
            booking_date: field::day(booking_date),
        })
    }
}

impl From<&PledgeAmended> for proto::PledgeAmended {
    fn from(event: &PledgeAmended) -> Self {
        let PledgeAmended { pledge, last_change, instalments } = event;
        Self {
            pledge: pledge.0,
            last_change: last_change.0,
            instalments: instalments.iter().map(proto::Instalment::from).collect(),
        }
    }
}

impl TryFrom<proto::PledgeAmended> for PledgeAmended {
    type Error = BadField;

    fn try_from(message: proto::PledgeAmended) -> Result<Self, BadField> {
        let proto::PledgeAmended { pledge, last_change, instalments } = message;
        Ok(Self {
            pledge: pledge_id(pledge)?,
            last_change: field::seen(last_change)?,
            instalments: self::instalments(instalments)?,
        })
    }
}

impl From<&PledgeCancelled> for proto::PledgeCancelled {
    fn from(event: &PledgeCancelled) -> Self {
        let PledgeCancelled { pledge, last_change, count, reason } = *event;
        Self { pledge: pledge.0, last_change: last_change.0, count: count.count(), reason: reason.number() }
    }
}

impl TryFrom<proto::PledgeCancelled> for PledgeCancelled {
    type Error = BadField;

    fn try_from(message: proto::PledgeCancelled) -> Result<Self, BadField> {
        let proto::PledgeCancelled { pledge, last_change, count, reason } = message;
        Ok(Self {
            pledge: pledge_id(pledge)?,
            last_change: field::seen(last_change)?,
            count: field::amount("count", count)?,
            reason: field::choice("reason", reason)?,
        })
    }
}

impl From<&PledgeWrittenOff> for proto::PledgeWrittenOff {
    fn from(event: &PledgeWrittenOff) -> Self {
        let PledgeWrittenOff { pledge, last_change, count, reason } = *event;
        Self { pledge: pledge.0, last_change: last_change.0, count: count.count(), reason: reason.number() }
    }
}

impl TryFrom<proto::PledgeWrittenOff> for PledgeWrittenOff {
    type Error = BadField;

    fn try_from(message: proto::PledgeWrittenOff) -> Result<Self, BadField> {
        let proto::PledgeWrittenOff { pledge, last_change, count, reason } = message;
        Ok(Self {
            pledge: pledge_id(pledge)?,
            last_change: field::seen(last_change)?,
            count: field::amount("count", count)?,
            reason: field::choice("reason", reason)?,
        })
    }
}
