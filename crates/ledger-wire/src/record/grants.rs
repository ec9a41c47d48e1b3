//! Entries on the path of a grant.

mod payments;

use super::choices::Choice;
use super::error::BadField;
use super::field;
use crate::proto::record::v1 as proto;
use ledger_core::event::{
    CreditSecured, GrantApplied, GrantAwarded, GrantCancelled, GrantDecided, GrantVerified, ListPlace,
};
use ledger_core::ids::{
    AccountId, BeneficiaryId, GrantId, KitDesignId, LineId, ListId, OfficeId, PayeeId, ProgrammeId, RuleId,
};
use ledger_core::ranges::Ranges;

/// The grant that every step of it names.
pub(super) fn grant_id(grant: u64) -> Result<GrantId, BadField> {
    field::required("grant", grant).map(GrantId)
}

impl From<&GrantApplied> for proto::GrantApplied {
    fn from(event: &GrantApplied) -> Self {
        let GrantApplied { programme, office, beneficiary, amount, payee, kit, list } = event;
        Self {
            programme: programme.0,
            office: office.0,
            beneficiary: beneficiary.0,
            amount: amount.count(),
            payee: field::stored(payee.map(|payee| payee.0)),
            kit: field::stored(kit.map(|design| design.0)),
            list: list.as_ref().map(proto::ListPlace::from),
        }
    }
}

impl TryFrom<proto::GrantApplied> for GrantApplied {
    type Error = BadField;

    fn try_from(message: proto::GrantApplied) -> Result<Self, BadField> {
        let proto::GrantApplied { programme, office, beneficiary, amount, payee, kit, list } = message;
        Ok(Self {
            programme: ProgrammeId(field::required("programme", programme)?),
            office: OfficeId(field::required("office", office)?),
            beneficiary: BeneficiaryId(field::required("beneficiary", beneficiary)?),
            amount: field::amount("amount", amount)?,
            payee: field::optional(payee, PayeeId),
            kit: field::optional(kit, KitDesignId),
            list: list.map(ListPlace::try_from).transpose()?,
        })
    }
}

impl From<&ListPlace> for proto::ListPlace {
    fn from(place: &ListPlace) -> Self {
        let ListPlace { list, line } = *place;
        Self { list: list.0, line }
    }
}

impl TryFrom<proto::ListPlace> for ListPlace {
    type Error = BadField;

    fn try_from(message: proto::ListPlace) -> Result<Self, BadField> {
        let proto::ListPlace { list, line } = message;
        Ok(Self { list: ListId(field::required("list.list", list)?), line: field::required("list.line", line)? })
    }
}

impl From<&GrantDecided> for proto::GrantDecided {
    fn from(event: &GrantDecided) -> Self {
        let GrantDecided { grant, last_change, rule } = *event;
        Self { grant: grant.0, last_change: last_change.0, rule: rule.0 }
    }
}

impl TryFrom<proto::GrantDecided> for GrantDecided {
    type Error = BadField;

    fn try_from(message: proto::GrantDecided) -> Result<Self, BadField> {
        let proto::GrantDecided { grant, last_change, rule } = message;
        Ok(Self {
            grant: grant_id(grant)?,
            last_change: field::seen(last_change)?,
            rule: RuleId(field::required("rule", rule)?),
        })
    }
}

impl From<&CreditSecured> for proto::CreditSecured {
    fn from(event: &CreditSecured) -> Self {
        let CreditSecured { grant, last_change, line, account, ranges, list } = event;
        Self {
            grant: grant.0,
            last_change: last_change.0,
            line: line.0,
            account: account.0,
            ranges: Some(ranges.into()),
            list: field::stored(list.map(|list| list.0)),
        }
    }
}

impl TryFrom<proto::CreditSecured> for CreditSecured {
    type Error = BadField;

    fn try_from(message: proto::CreditSecured) -> Result<Self, BadField> {
        let proto::CreditSecured { grant, last_change, line, account, ranges, list } = message;
        Ok(Self {
            grant: grant_id(grant)?,
            last_change: field::seen(last_change)?,
            line: LineId(field::required("line", line)?),
            account: AccountId(field::required("account", account)?),
            ranges: field::message("ranges", ranges)?,
            list: field::optional(list, ListId),
        })
    }
}

impl From<&GrantAwarded> for proto::GrantAwarded {
    fn from(event: &GrantAwarded) -> Self {
        let GrantAwarded { grant, last_change } = *event;
        Self { grant: grant.0, last_change: last_change.0 }
    }
}

impl TryFrom<proto::GrantAwarded> for GrantAwarded {
    type Error = BadField;

    fn try_from(message: proto::GrantAwarded) -> Result<Self, BadField> {
        let proto::GrantAwarded { grant, last_change } = message;
        Ok(Self { grant: grant_id(grant)?, last_change: field::seen(last_change)? })
    }
}

impl From<&GrantVerified> for proto::GrantVerified {
    fn from(event: &GrantVerified) -> Self {
        let GrantVerified { grant, last_change, list } = *event;
        Self { grant: grant.0, last_change: last_change.0, list: field::stored(list.map(|list| list.0)) }
    }
}

impl TryFrom<proto::GrantVerified> for GrantVerified {
    type Error = BadField;

    fn try_from(message: proto::GrantVerified) -> Result<Self, BadField> {
        let proto::GrantVerified { grant, last_change, list } = message;
        Ok(Self {
            grant: grant_id(grant)?,
            last_change: field::seen(last_change)?,
            list: field::optional(list, ListId),
        })
    }
}

impl From<&GrantCancelled> for proto::GrantCancelled {
    fn from(event: &GrantCancelled) -> Self {
        let GrantCancelled { grant, last_change, reason, ranges } = event;
        Self {
            grant: grant.0,
            last_change: last_change.0,
            reason: reason.number(),
            ranges: ranges.as_ref().map(proto::Ranges::from),
        }
    }
}

impl TryFrom<proto::GrantCancelled> for GrantCancelled {
    type Error = BadField;

    fn try_from(message: proto::GrantCancelled) -> Result<Self, BadField> {
        let proto::GrantCancelled { grant, last_change, reason, ranges } = message;
        Ok(Self {
            grant: grant_id(grant)?,
            last_change: field::seen(last_change)?,
            reason: field::choice("reason", reason)?,
            ranges: ranges.map(Ranges::try_from).transpose()?,
        })
    }
}
