//! Entries about areas, offices, principals, programmes and accounts; those about donors and beneficiaries
//! are in `registry/people.rs`.

mod people;

use super::choices::Choice;
use super::error::BadField;
use super::field;
use crate::proto::record::v1 as proto;
use ledger_core::event::{
    AccountOpened, AreaRegistered, DecisionRef, OfficeRegistered, PrincipalAdmitted, PrincipalKind,
    ProgrammeRegistered, ProgrammeRuleSet, RegistrationConfirmed,
};
use ledger_core::ids::{AreaId, Index, KeyHash, OfficeId, PersonToken, ProgrammeId};
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

impl From<&DecisionRef> for proto::DecisionRef {
    fn from(decision: &DecisionRef) -> Self {
        let DecisionRef { number, date } = decision;
        Self { number: number.as_str().to_owned(), date: date.epoch_days() }
    }
}

impl TryFrom<proto::DecisionRef> for DecisionRef {
    type Error = BadField;

    fn try_from(message: proto::DecisionRef) -> Result<Self, BadField> {
        let proto::DecisionRef { number, date } = message;
        Ok(Self { number: field::code("decision.number", &number)?, date: field::day(date) })
    }
}

impl From<&ProgrammeRegistered> for proto::ProgrammeRegistered {
    fn from(event: &ProgrammeRegistered) -> Self {
        let ProgrammeRegistered { code, name } = event;
        Self { code: code.as_str().to_owned(), name: name.as_str().to_owned() }
    }
}

impl TryFrom<proto::ProgrammeRegistered> for ProgrammeRegistered {
    type Error = BadField;

    fn try_from(message: proto::ProgrammeRegistered) -> Result<Self, BadField> {
        let proto::ProgrammeRegistered { code, name } = message;
        Ok(Self { code: field::code("code", &code)?, name: field::name("name", &name)? })
    }
}

impl From<&ProgrammeRuleSet> for proto::ProgrammeRuleSet {
    fn from(event: &ProgrammeRuleSet) -> Self {
        let ProgrammeRuleSet { programme, cap, benefit_group, decision, effective_from } = event;
        Self {
            programme: programme.0,
            cap: cap.count(),
            benefit_group: benefit_group.as_str().to_owned(),
            decision: Some(decision.into()),
            effective_from: effective_from.epoch_days(),
        }
    }
}

impl TryFrom<proto::ProgrammeRuleSet> for ProgrammeRuleSet {
    type Error = BadField;

    fn try_from(message: proto::ProgrammeRuleSet) -> Result<Self, BadField> {
        let proto::ProgrammeRuleSet { programme, cap, benefit_group, decision, effective_from } = message;
        Ok(Self {
            programme: ProgrammeId(field::required("programme", programme)?),
            cap: field::amount("cap", cap)?,
            benefit_group: field::code("benefit_group", &benefit_group)?,
            decision: field::message("decision", decision)?,
            effective_from: field::day(effective_from),
        })
    }
}

impl From<&AccountOpened> for proto::AccountOpened {
    fn from(event: &AccountOpened) -> Self {
        let AccountOpened { code, office } = event;
        Self { code: code.as_str().to_owned(), office: office.0 }
    }
}

impl TryFrom<proto::AccountOpened> for AccountOpened {
    type Error = BadField;

    fn try_from(message: proto::AccountOpened) -> Result<Self, BadField> {
        let proto::AccountOpened { code, office } = message;
        Ok(Self { code: field::code("code", &code)?, office: OfficeId(field::required("office", office)?) })
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
        Ok(Self {
            object: Index(field::required("object", object)?),
            last_change: Index(field::required("last_change", last_change)?),
        })
    }
}
