//! Goods that came in together, what they are worth, and the document behind it.

use crate::proto::record::v1 as proto;
use crate::record::choices::Choice;
use crate::record::error::BadField;
use crate::record::field;
use crate::record::ranges::range;
use ledger_core::event::{Evidence, LotAppraised, LotReceived, PledgePart};
use ledger_core::ids::{CampaignId, ContentHash, DonorId, LotId, OfficeId};

impl From<&Evidence> for proto::Evidence {
    fn from(evidence: &Evidence) -> Self {
        let Evidence { hash, custodian, keep_until } = evidence;
        Self { hash: hash.0.to_vec(), custodian: custodian.as_str().to_owned(), keep_until: keep_until.epoch_days() }
    }
}

impl TryFrom<proto::Evidence> for Evidence {
    type Error = BadField;

    fn try_from(message: proto::Evidence) -> Result<Self, BadField> {
        let proto::Evidence { hash, custodian, keep_until } = message;
        Ok(Self {
            hash: ContentHash(field::fixed("evidence.hash", &hash)?),
            custodian: field::code("evidence.custodian", &custodian)?,
            keep_until: field::day(keep_until),
        })
    }
}

impl From<&LotReceived> for proto::LotReceived {
    fn from(event: &LotReceived) -> Self {
        let LotReceived {
            office,
            receipt_number,
            booking_date,
            numbers,
            unit_value,
            basis,
            evidence,
            donor,
            campaign,
            pledge,
        } = event;
        Self {
            office: office.0,
            receipt_number: *receipt_number,
            booking_date: booking_date.epoch_days(),
            series: numbers.series().0,
            start: numbers.start(),
            count: numbers.count(),
            unit_value: unit_value.count(),
            basis: basis.number(),
            evidence: Some(evidence.into()),
            donor: field::stored(donor.map(|donor| donor.0)),
            campaign: field::stored(campaign.map(|campaign| campaign.0)),
            pledge: pledge.as_ref().map(proto::PledgePart::from),
        }
    }
}

impl TryFrom<proto::LotReceived> for LotReceived {
    type Error = BadField;

    fn try_from(message: proto::LotReceived) -> Result<Self, BadField> {
        let proto::LotReceived {
            office,
            receipt_number,
            booking_date,
            series,
            start,
            count,
            unit_value,
            basis,
            evidence,
            donor,
            campaign,
            pledge,
        } = message;
        Ok(Self {
            office: OfficeId(field::required("office", office)?),
            receipt_number: field::required("receipt_number", receipt_number)?,
            booking_date: field::day(booking_date),
            numbers: range(["series", "count"], series, start, count)?,
            unit_value: field::amount("unit_value", unit_value)?,
            basis: field::choice("basis", basis)?,
            evidence: field::message("evidence", evidence)?,
            donor: field::optional(donor, DonorId),
            campaign: field::optional(campaign, CampaignId),
            pledge: pledge.map(PledgePart::try_from).transpose()?,
        })
    }
}

impl From<&LotAppraised> for proto::LotAppraised {
    fn from(event: &LotAppraised) -> Self {
        let LotAppraised { lot, last_change } = *event;
        Self { lot: lot.0, last_change: last_change.0 }
    }
}

impl TryFrom<proto::LotAppraised> for LotAppraised {
    type Error = BadField;

    fn try_from(message: proto::LotAppraised) -> Result<Self, BadField> {
        let proto::LotAppraised { lot, last_change } = message;
        Ok(Self { lot: LotId(field::required("lot", lot)?), last_change: field::seen(last_change)? })
    }
}
