//! Entries about areas, offices, principals and accounts; those about classes, programmes and their rules are in
//! `registry/programmes.rs`, those about donors and beneficiaries in `registry/people.rs`.

mod people;
mod programmes;

use super::choices::Choice;
use super::error::BadField;
use super::field;
use crate::proto::record::v1 as proto;
use ledger_core::event::{
    AccountOpened, AreaRegistered, OfficeRegistered, PrincipalAdmitted, PrincipalKind, RegistrationConfirmed,
};
use ledger_core::ids::{AreaId, Index, KeyHash, OfficeId, PersonToken};
use ledger_core::role::{Role, Roles};

impl From<&AreaRegistered> for proto::AreaRegistered {
    fn from(event: &AreaRegistered) -> Self {
        let AreaRegistered { code, level, parent, name, valid_from } = event;
        Self {
            code: code.as_str().to_owned(),
            level: level.number(),
            parent: field::stored(parent.map(|parent| parent.0)),
            name: name.as_str().to_owned(),
            valid_from: valid_from.epoch_days(),
        }
    }
}

impl TryFrom<proto::AreaRegistered> for AreaRegistered {
    type Error = BadField;

    fn try_from(message: proto::AreaRegistered) -> Result<Self, BadField> {
        let proto::AreaRegistered { code, level, parent, name, valid_from } = message;
        Ok(Self {
            code: field::code("code", &code)?,
            level: field::choice("level", level)?,
            parent: field::optional(parent, AreaId),
            name: field::name("name", &name)?,
            valid_from: field::day(valid_from),
        })
    }
}

impl From<&OfficeRegistered> for proto::OfficeRegistered {
    fn from(event: &OfficeRegistered) -> Self {
        let OfficeRegistered { code, kind, parent, area } = event;
        Self {
            code: code.as_str().to_owned(),
            kind: kind.number(),
            parent: field::stored(parent.map(|parent| parent.0)),
            area: area.0,
        }
    }
}

impl TryFrom<proto::OfficeRegistered> for OfficeRegistered {
    type Error = BadField;

    fn try_from(message: proto::OfficeRegistered) -> Result<Self, BadField> {
        let proto::OfficeRegistered { code, kind, parent, area } = message;
        Ok(Self {
            code: field::code("code", &code)?,
            kind: field::choice("kind", kind)?,
            parent: field::optional(parent, OfficeId),
            area: AreaId(field::required("area", area)?),
        })
    }
}

impl From<&PrincipalAdmitted> for proto::PrincipalAdmitted {
    fn from(event: &PrincipalAdmitted) -> Self {
        let PrincipalAdmitted { kind, office, roles, api_key_hash } = event;
        Self {
            person: match kind {
                PrincipalKind::Human(token) => token.0.to_vec(),
                PrincipalKind::System => Vec::new(),
            },
            office: field::stored(office.map(|office| office.0)),
            roles: roles.iter().map(Choice::number).collect(),
            api_key_hash: api_key_hash.0.to_vec(),
        }
    }
}

impl TryFrom<proto::PrincipalAdmitted> for PrincipalAdmitted {
    type Error = BadField;

    fn try_from(message: proto::PrincipalAdmitted) -> Result<Self, BadField> {
        let proto::PrincipalAdmitted { person, office, roles, api_key_hash } = message;
        let roles = roles.into_iter().map(|role| field::choice("roles", role)).collect::<Result<Vec<Role>, _>>()?;
        Ok(Self {
            kind: match person.is_empty() {
                true => PrincipalKind::System,
                false => PrincipalKind::Human(PersonToken(field::fixed("person", &person)?)),
            },
            office: field::optional(office, OfficeId),
            // Another order, or a role twice, is found when the set is encoded again.
            roles: Roles::of(&roles),
            api_key_hash: KeyHash(field::fixed("api_key_hash", &api_key_hash)?),
        })
    }
}

impl From<&AccountOpened> for proto::AccountOpened {
    fn from(event: &AccountOpened) -> Self {
        let AccountOpened { code, office, kind } = event;
        Self { code: code.as_str().to_owned(), office: office.0, kind: kind.number() }
    }
}

impl TryFrom<proto::AccountOpened> for AccountOpened {
    type Error = BadField;

    fn try_from(message: proto::AccountOpened) -> Result<Self, BadField> {
        let proto::AccountOpened { code, office, kind } = message;
        Ok(Self {
            code: field::code("code", &code)?,
            office: OfficeId(field::required("office", office)?),
            kind: field::choice("kind", kind)?,
        })
    }
}

impl From<&RegistrationConfirmed> for proto::RegistrationConfirmed {
    fn from(event: &RegistrationConfirmed) -> Self {
        let RegistrationConfirmed { object, last_change } = *event;
        Self { object: object.0, last_change: last_change.0 }
    }
}

impl TryFrom<proto::RegistrationConfirmed> for RegistrationConfirmed {
    type Error = BadField;

    fn try_from(message: proto::RegistrationConfirmed) -> Result<Self, BadField> {
        let proto::RegistrationConfirmed { object, last_change } = message;
        Ok(Self { object: Index(field::required("object", object)?), last_change: field::seen(last_change)? })
    }
}
