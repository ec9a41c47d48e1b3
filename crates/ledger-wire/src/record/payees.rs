//! Entries about who is paid: tokens and commitments, nothing that names a person or an account.

use super::error::BadField;
use super::field;
use super::grants::grant_id;
use crate::proto::record::v1 as proto;
use ledger_core::event::{PayeeConfirmed, PayeeProposed, PayeeRenewed};
use ledger_core::ids::{AccountToken, BeneficiaryId, Commitment, PayeeId};

impl From<&PayeeProposed> for proto::PayeeProposed {
    fn from(event: &PayeeProposed) -> Self {
        let PayeeProposed { beneficiary, account, name_commitment, account_commitment } = event;
        Self {
            beneficiary: beneficiary.0,
            account: account.0.to_vec(),
            name_commitment: name_commitment.0.to_vec(),
            account_commitment: account_commitment.0.to_vec(),
        }
    }
}

impl TryFrom<proto::PayeeProposed> for PayeeProposed {
    type Error = BadField;

    fn try_from(message: proto::PayeeProposed) -> Result<Self, BadField> {
        let proto::PayeeProposed { beneficiary, account, name_commitment, account_commitment } = message;
        Ok(Self {
            beneficiary: BeneficiaryId(field::required("beneficiary", beneficiary)?),
            account: AccountToken(field::fixed("account", &account)?),
            name_commitment: Commitment(field::fixed("name_commitment", &name_commitment)?),
            account_commitment: Commitment(field::fixed("account_commitment", &account_commitment)?),
        })
    }
}

impl From<&PayeeConfirmed> for proto::PayeeConfirmed {
    fn from(event: &PayeeConfirmed) -> Self {
        let PayeeConfirmed { payee, last_change } = *event;
        Self { payee: payee.0, last_change: last_change.0 }
    }
}

impl TryFrom<proto::PayeeConfirmed> for PayeeConfirmed {
    type Error = BadField;

    fn try_from(message: proto::PayeeConfirmed) -> Result<Self, BadField> {
        let proto::PayeeConfirmed { payee, last_change } = message;
        Ok(Self { payee: PayeeId(field::required("payee", payee)?), last_change: field::seen(last_change)? })
    }
}

impl From<&PayeeRenewed> for proto::PayeeRenewed {
    fn from(event: &PayeeRenewed) -> Self {
        let PayeeRenewed { grant, last_change, payee } = *event;
        Self { grant: grant.0, last_change: last_change.0, payee: payee.0 }
    }
}

impl TryFrom<proto::PayeeRenewed> for PayeeRenewed {
    type Error = BadField;

    fn try_from(message: proto::PayeeRenewed) -> Result<Self, BadField> {
        let proto::PayeeRenewed { grant, last_change, payee } = message;
        Ok(Self {
            grant: grant_id(grant)?,
            last_change: field::seen(last_change)?,
            payee: PayeeId(field::required("payee", payee)?),
        })
    }
}
