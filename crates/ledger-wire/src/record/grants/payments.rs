//! The last steps of a grant: ordered, settled, returned.

use super::{grant_id, seen};
use crate::proto::record::v1 as proto;
use crate::record::choices::Choice;
use crate::record::error::BadField;
use crate::record::field;
use ledger_core::event::{PaymentOrdered, PaymentReturned, PaymentSettled};

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
        Ok(Self { grant: grant_id(grant)?, last_change: seen(last_change)?, ranges: field::message("ranges", ranges)? })
    }
}

impl From<&PaymentSettled> for proto::PaymentSettled {
    fn from(event: &PaymentSettled) -> Self {
        let PaymentSettled { grant, last_change, ranges } = event;
        Self { grant: grant.0, last_change: last_change.0, ranges: Some(ranges.into()) }
    }
}

impl TryFrom<proto::PaymentSettled> for PaymentSettled {
    type Error = BadField;

    fn try_from(message: proto::PaymentSettled) -> Result<Self, BadField> {
        let proto::PaymentSettled { grant, last_change, ranges } = message;
        Ok(Self { grant: grant_id(grant)?, last_change: seen(last_change)?, ranges: field::message("ranges", ranges)? })
    }
}

impl From<&PaymentReturned> for proto::PaymentReturned {
    fn from(event: &PaymentReturned) -> Self {
        let PaymentReturned { grant, last_change, ranges, reason } = event;
        Self { grant: grant.0, last_change: last_change.0, ranges: Some(ranges.into()), reason: reason.number() }
    }
}

impl TryFrom<proto::PaymentReturned> for PaymentReturned {
    type Error = BadField;

    fn try_from(message: proto::PaymentReturned) -> Result<Self, BadField> {
        let proto::PaymentReturned { grant, last_change, ranges, reason } = message;
        Ok(Self {
            grant: grant_id(grant)?,
            last_change: seen(last_change)?,
            ranges: field::message("ranges", ranges)?,
            reason: field::choice("reason", reason)?,
        })
    }
}
