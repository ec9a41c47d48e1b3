//! Entries about who has to approve what, by how much it is about.

use super::choices::Choice;
use super::error::BadField;
use super::field;
use crate::proto::record::v1 as proto;
use ledger_core::event::{ApprovalBand, ApprovalGiven, ApprovalPolicySet};
use ledger_core::ids::{Index, ProgrammeId};
use ledger_core::money::Amount;

impl From<&ApprovalBand> for proto::ApprovalBand {
    fn from(band: &ApprovalBand) -> Self {
        let ApprovalBand { up_to, approvals, level } = *band;
        assert!(!up_to.is_zero(), "a band that covers nothing cannot be told from one without an end");
        let endless = up_to == Amount::MAX;
        Self { up_to: if endless { 0 } else { up_to.count() }, approvals: u32::from(approvals), level: level.number() }
    }
}

impl TryFrom<proto::ApprovalBand> for ApprovalBand {
    type Error = BadField;

    fn try_from(message: proto::ApprovalBand) -> Result<Self, BadField> {
        let proto::ApprovalBand { up_to, approvals, level } = message;
        Ok(Self {
            // The largest amount in figures is found when the band is encoded again.
            up_to: if up_to == 0 { Amount::MAX } else { field::amount("bands.up_to", up_to)? },
            approvals: field::small("bands.approvals", field::required("bands.approvals", approvals)?)?,
            level: field::choice("bands.level", level)?,
        })
    }
}

impl From<&ApprovalPolicySet> for proto::ApprovalPolicySet {
    fn from(event: &ApprovalPolicySet) -> Self {
        let ApprovalPolicySet { programme, window_days, bands, cooling_off_hours, decision, effective_from } = event;
        Self {
            programme: field::stored(programme.map(|programme| programme.0)),
            window_days: u32::from(*window_days),
            bands: bands.iter().map(proto::ApprovalBand::from).collect(),
            cooling_off_hours: u32::from(*cooling_off_hours),
            decision: Some(decision.into()),
            effective_from: effective_from.epoch_days(),
        }
    }
}

impl TryFrom<proto::ApprovalPolicySet> for ApprovalPolicySet {
    type Error = BadField;

    fn try_from(message: proto::ApprovalPolicySet) -> Result<Self, BadField> {
        let proto::ApprovalPolicySet { programme, window_days, bands, cooling_off_hours, decision, effective_from } =
            message;
        Ok(Self {
            programme: field::optional(programme, ProgrammeId),
            window_days: field::small("window_days", field::required("window_days", window_days)?)?,
            bands: bands.into_iter().map(ApprovalBand::try_from).collect::<Result<_, _>>()?,
            cooling_off_hours: field::small("cooling_off_hours", cooling_off_hours)?,
            decision: field::message("decision", decision)?,
            effective_from: field::day(effective_from),
        })
    }
}

impl From<&ApprovalGiven> for proto::ApprovalGiven {
    fn from(event: &ApprovalGiven) -> Self {
        let ApprovalGiven { object, last_change } = *event;
        Self { object: object.0, last_change: last_change.0 }
    }
}

impl TryFrom<proto::ApprovalGiven> for ApprovalGiven {
    type Error = BadField;

    fn try_from(message: proto::ApprovalGiven) -> Result<Self, BadField> {
        let proto::ApprovalGiven { object, last_change } = message;
        Ok(Self { object: Index(field::required("object", object)?), last_change: field::seen(last_change)? })
    }
}
