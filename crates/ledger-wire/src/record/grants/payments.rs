//! The last steps of a grant: ordered, settled, returned.

use super::grant_id;
use crate::proto::record::v1 as proto;
use crate::record::choices::Choice;
use crate::record::error::BadField;
use crate::record::field;
use ledger_core::event::{PaymentOrdered, PaymentReturned, PaymentSettled, Reported};
use ledger_core::ids::{AccountToken, ResultsId};

impl From<&PaymentOrdered> for proto::PaymentOrdered {
    fn from(event: &PaymentOrdered) -> Self {
        let PaymentOrdered { grant, last_change, ranges } = event;
        Self { grant: grant.0, last_change: last_change.0, ranges: Some(ranges.into()) }
    }
}

impl TryFrom<proto::PaymentOrdered> for PaymentOrdered {
    type Error = BadField;

    fn try_from(message: proto::PaymentOrdered) -> Result<Self, BadField> {
        let proto::PaymentOrdered { grant, last_change, ranges } = message;
        Ok(Self {
            grant: grant_id(grant)?,
            last_change: field::seen(last_change)?,
            ranges: field::message("ranges", ranges)?,
        })
    }
}

impl From<&PaymentSettled> for proto::PaymentSettled {
    fn from(event: &PaymentSettled) -> Self {
        let PaymentSettled { grant, last_change, ranges, reported } = event;
        Self {
            grant: grant.0,
            last_change: last_change.0,
            ranges: Some(ranges.into()),
            reported: reported.as_ref().map(proto::Reported::from),
        }
    }
}

impl TryFrom<proto::PaymentSettled> for PaymentSettled {
    type Error = BadField;

    fn try_from(message: proto::PaymentSettled) -> Result<Self, BadField> {
        let proto::PaymentSettled { grant, last_change, ranges, reported } = message;
        Ok(Self {
            grant: grant_id(grant)?,
            last_change: field::seen(last_change)?,
            ranges: field::message("ranges", ranges)?,
            reported: reported.map(Reported::try_from).transpose()?,
        })
    }
}

impl From<&PaymentReturned> for proto::PaymentReturned {
    fn from(event: &PaymentReturned) -> Self {
        let PaymentReturned { grant, last_change, ranges, reason, reported } = event;
        Self {
            grant: grant.0,
            last_change: last_change.0,
            ranges: Some(ranges.into()),
            reason: reason.number(),
            reported: reported.as_ref().map(proto::Reported::from),
        }
    }
}

impl TryFrom<proto::PaymentReturned> for PaymentReturned {
    type Error = BadField;

    fn try_from(message: proto::PaymentReturned) -> Result<Self, BadField> {
        let proto::PaymentReturned { grant, last_change, ranges, reason, reported } = message;
        Ok(Self {
            grant: grant_id(grant)?,
            last_change: field::seen(last_change)?,
            ranges: field::message("ranges", ranges)?,
            reason: field::choice("reason", reason)?,
            reported: reported.map(Reported::try_from).transpose()?,
        })
    }
}

impl From<&Reported> for proto::Reported {
    fn from(reported: &Reported) -> Self {
        let Reported { results, row, account } = reported;
        Self { results: results.0, row: *row, account: account.0.to_vec() }
    }
}

impl TryFrom<proto::Reported> for Reported {
    type Error = BadField;

    fn try_from(message: proto::Reported) -> Result<Self, BadField> {
        let proto::Reported { results, row, account } = message;
        Ok(Self {
            results: ResultsId(field::required("reported.results", results)?),
            row: field::required("reported.row", row)?,
            account: AccountToken(field::fixed("reported.account", &account)?),
        })
    }
}
