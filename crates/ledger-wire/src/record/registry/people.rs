//! Entries about donors and beneficiaries: references and tokens, nothing that names a person.

use crate::proto::record::v1 as proto;
use crate::record::choices::Choice;
use crate::record::error::BadField;
use crate::record::field;
use ledger_core::event::{BeneficiaryEnrolled, BeneficiaryVerified, DonorRegistered, GroupKey};
use ledger_core::ids::{BeneficiaryId, BenefitKey, ClassId, OfficeId, PersonToken, Reference};

impl From<&DonorRegistered> for proto::DonorRegistered {
    fn from(event: &DonorRegistered) -> Self {
        let DonorRegistered { kind, reference } = event;
        Self { kind: kind.number(), reference: reference.0.to_vec() }
    }
}

impl TryFrom<proto::DonorRegistered> for DonorRegistered {
    type Error = BadField;

    fn try_from(message: proto::DonorRegistered) -> Result<Self, BadField> {
        let proto::DonorRegistered { kind, reference } = message;
        Ok(Self { kind: field::choice("kind", kind)?, reference: Reference(field::fixed("reference", &reference)?) })
    }
}

impl From<&GroupKey> for proto::GroupKey {
    fn from(group_key: &GroupKey) -> Self {
        let GroupKey { group, key } = group_key;
        Self { group: group.as_str().to_owned(), key: key.0.to_vec() }
    }
}

impl TryFrom<proto::GroupKey> for GroupKey {
    type Error = BadField;

    fn try_from(message: proto::GroupKey) -> Result<Self, BadField> {
        let proto::GroupKey { group, key } = message;
        Ok(Self { group: field::code("keys.group", &group)?, key: BenefitKey(field::fixed("keys.key", &key)?) })
    }
}

impl From<&BeneficiaryEnrolled> for proto::BeneficiaryEnrolled {
    fn from(event: &BeneficiaryEnrolled) -> Self {
        let BeneficiaryEnrolled { kind, office, reference, class, persons, keys } = event;
        Self {
            kind: kind.number(),
            office: office.0,
            reference: reference.0.to_vec(),
            persons: persons.iter().map(|person| person.0.to_vec()).collect(),
            keys: keys.iter().map(proto::GroupKey::from).collect(),
            class: field::stored(class.map(|class| class.0)),
        }
    }
}

impl TryFrom<proto::BeneficiaryEnrolled> for BeneficiaryEnrolled {
    type Error = BadField;

    fn try_from(message: proto::BeneficiaryEnrolled) -> Result<Self, BadField> {
        let proto::BeneficiaryEnrolled { kind, office, reference, persons, keys, class } = message;
        Ok(Self {
            kind: field::choice("kind", kind)?,
            office: OfficeId(field::required("office", office)?),
            reference: Reference(field::fixed("reference", &reference)?),
            class: field::optional(class, ClassId),
            persons: persons.iter().map(|token| person(token)).collect::<Result<_, _>>()?,
            keys: keys.into_iter().map(GroupKey::try_from).collect::<Result<_, _>>()?,
        })
    }
}

fn person(token: &[u8]) -> Result<PersonToken, BadField> {
    field::fixed("persons", token).map(PersonToken)
}

impl From<&BeneficiaryVerified> for proto::BeneficiaryVerified {
    fn from(event: &BeneficiaryVerified) -> Self {
        let BeneficiaryVerified { beneficiary, last_change } = *event;
        Self { beneficiary: beneficiary.0, last_change: last_change.0 }
    }
}

impl TryFrom<proto::BeneficiaryVerified> for BeneficiaryVerified {
    type Error = BadField;

    fn try_from(message: proto::BeneficiaryVerified) -> Result<Self, BadField> {
        let proto::BeneficiaryVerified { beneficiary, last_change } = message;
        Ok(Self {
            beneficiary: BeneficiaryId(field::required("beneficiary", beneficiary)?),
            last_change: field::seen(last_change)?,
        })
    }
}
